//! The page of a territory: its organizations, practices and events.

use super::{Items, contents, kind_blocks, of_kind, value_address};
use crate::lang;
use crate::portal::Kind;
use crate::portal::navigator::Derived;
use crate::view::context::{About, some};
use crate::view::shapes::{Block, EntryHead, Fact, Link};
use crate::view::{Page, View};

/// The page of a territory.
pub fn territory(view: View, at: usize, path: &str) -> Page {
    let territory = &view.portal.territories[at];
    let place = view.portal.involvement().territory(at);
    let all = value_address(view, Derived::Territory, &territory.id);
    let mut blocks = kind_blocks(view, &place.entries, path, all.as_deref());
    let mut organizations: Vec<_> = place
        .organizations
        .iter()
        .map(|at| &view.portal.organizations[*at])
        .collect();
    organizations.sort_by_cached_key(|organization| lang::sort_key(&organization.parts.name));
    if !organizations.is_empty() {
        let links: Vec<Link> = organizations
            .iter()
            .map(|organization| {
                view.page_link(organization.parts.name.0.clone(), &organization.address)
            })
            .collect();
        let mut block = Block::new(
            "organizations",
            Some(view.word("blocks.organizations")),
            "tree",
            &Items { items: links },
        );
        block.count = Some(
            view.organizations_count(organizations.iter().copied())
                .words(),
        );
        blocks.push(block);
    }
    if blocks.is_empty() {
        let html = format!(
            "<p>{}</p>",
            crate::parse::markdown::escape(&view.word("empty.territory"))
        );
        blocks.push(Block::new(
            "empty",
            None,
            "prose",
            &serde_json::json!({ "html": html }),
        ));
    }
    let label = territory.parts.label.0.clone();
    let kind = crate::view::map::kind_word(view, &label);
    let counted = |kind: Kind| {
        let found = of_kind(view, &place.entries, kind);
        (!found.is_empty()).then(|| Fact {
            label: view.kind_title(kind),
            items: vec![Link {
                text: view.count_at(kind.folder(), &found).words(),
                ..Link::default()
            }],
            scale: None,
        })
    };
    let head = EntryHead {
        id: format!("territories/{}", territory.id),
        kind: "territories".to_owned(),
        kind_title: view.word(kind),
        kind_path: Some(view.path("organizations/")),
        icon: some("place").filter(|icon| view.theme.icons.contains_key(icon)),
        summary: None,
        badges: Vec::new(),
        image: None,
        notices: Vec::new(),
        actions: Vec::new(),
        facts: [Kind::Practice, Kind::Seminar]
            .into_iter()
            .filter_map(counted)
            .collect(),
        print: false,
        tags: Vec::new(),
    };
    let about = About {
        title: label,
        description: Some(head.kind_title.clone()),
        trail: vec![(
            view.word("pages.organizations.title"),
            "organizations/".to_owned(),
        )],
        ..About::default()
    };
    Page::new("territory.html", &view.head(path, about))
        .with("entry", &head)
        .with("toc", &contents(&blocks))
        .with("blocks", &blocks)
        // The map of all territories stands above the list of organizations.
        .with("map", &None::<()>)
}
