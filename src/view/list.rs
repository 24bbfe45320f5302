//! Lists: kinds, sections of the menu, tags.

use serde::Serialize;

use super::cards::{CardStyle, ShownCard};
use super::context::{About, kind_address, some};
use super::plan::card::PlanCard;
use super::shapes::{Count, Examples, Head, Link, Paging, Step};
use super::{Page, View};
use crate::portal::follow::Destination;
use crate::portal::tags::Tag;
use crate::portal::{Entry, Kind};
use crate::routes::PER_PAGE;

/// Cards of a kind on the page of its section.
const IN_SECTION: usize = 6;

#[derive(Serialize)]
struct List {
    kind: Option<&'static str>,
    icon: Option<String>,
    lead: Option<String>,
    count: Count,
    note: Option<String>,
    groups: Vec<Group>,
    view: &'static str,
    paging: Option<Paging>,
    links: Vec<Link>,
    empty: Option<String>,
}

#[derive(Serialize)]
struct Group {
    title: Option<String>,
    id: Option<String>,
    items: Vec<ListCard>,
}

/// Plans have cards of their own.
#[derive(Serialize)]
#[serde(untagged)]
enum ListCard {
    Plan(Box<PlanCard>),
    Entry(ShownCard),
}

#[derive(Serialize)]
struct SectionPage {
    lead: Option<String>,
    icon: Option<String>,
    kinds: Vec<KindPart>,
    pages: Vec<PageLink>,
}

#[derive(Serialize)]
struct KindPart {
    title: String,
    path: String,
    icon: Option<String>,
    text: Option<String>,
    count: Count,
    note: Option<String>,
    items: Vec<ShownCard>,
    more: Step,
}

#[derive(Serialize)]
struct PageLink {
    title: String,
    path: String,
    summary: Option<String>,
}

#[derive(Serialize)]
struct TagsPage {
    count: Count,
    items: Vec<TagRow>,
}

#[derive(Serialize)]
struct TagRow {
    text: String,
    path: String,
    count: usize,
    count_text: String,
    examples: Option<Examples>,
}

impl<'p> View<'p> {
    /// The steps from home to the entries of a kind: the section of the menu, then the list.
    pub fn trail_of(&self, kind: Kind) -> Vec<(String, String)> {
        let mut trail = self.trail_to(kind);
        if kind != Kind::Practice {
            trail.push((self.kind_title(kind), kind_address(kind)));
            return trail;
        }
        // Practices are found in the navigator; a section that is called like it says nothing more.
        let title = self.navigator_title();
        trail.retain(|(section, _)| *section != title);
        trail.push((title, kind_address(kind)));
        trail
    }

    /// The steps from home to the list of a kind.
    pub fn trail_to(&self, kind: Kind) -> Vec<(String, String)> {
        let section = self
            .portal
            .menu()
            .iter()
            .find(|section| section.kinds.contains(&kind));
        let own =
            section.and_then(|section| Some((section.title.clone(), section.own_address.clone()?)));
        own.into_iter().collect()
    }

    /// What the navigator is called.
    pub fn navigator_title(&self) -> String {
        let written = self
            .portal
            .navigator
            .as_ref()
            .and_then(|read| some(&read.value.title));
        written.unwrap_or_else(|| self.word("pages.navigator.title"))
    }

    /// Entries at these places.
    pub fn entries_at(&self, places: &[usize]) -> Vec<&'p Entry> {
        places.iter().map(|at| &self.portal.entries[*at]).collect()
    }

    /// The head of one page of a list: later pages say their number in the title.
    pub fn list_head(&self, path: &str, about: About, number: usize) -> Head {
        let mut head = self.head(path, about);
        if number > 1 {
            let words = self
                .theme
                .words
                .fill("nav.page_number", &[("page", &number.to_string())]);
            head.full_title = format!(
                "{}, {words} — {}",
                head.title, &*self.portal.site.value.title
            );
        }
        head
    }

    /// A link of the site itself.
    pub fn page_link(&self, text: String, address: &str) -> Link {
        Link {
            text,
            path: Some(self.path(address)),
            ..Link::default()
        }
    }
}

/// The entries that stand on one page of a list.
pub fn one_page(all: &[usize], number: usize) -> &[usize] {
    let from = (PER_PAGE * (number - 1)).min(all.len());
    &all[from..all.len().min(from + PER_PAGE)]
}

/// The list of a kind.
pub fn kind(view: View, kind: Kind, number: usize, path: &str) -> Page {
    let places = view.portal.listed(kind);
    let address = format!("{}/", kind.folder());
    let style = CardStyle {
        level: 2,
        mixed: false,
    };
    let root = view.root_of(path);
    let shown = one_page(places, number);
    let items = match kind {
        Kind::Plan => shown
            .iter()
            .map(|at| ListCard::Plan(Box::new(view.plan_card(&view.portal.entries[*at]))))
            .collect(),
        _ => view
            .cards(shown, style, &root)
            .into_iter()
            .map(ListCard::Entry)
            .collect(),
    };
    let summary = some(&view.word(&format!("kinds.{}.summary", kind.folder())));
    let list = List {
        kind: Some(kind.folder()),
        icon: view.kind_icon(kind),
        lead: summary.clone(),
        count: view.count_kind(kind),
        note: view.only_counted(kind),
        groups: if places.is_empty() {
            Vec::new()
        } else {
            vec![Group {
                title: None,
                id: None,
                items,
            }]
        },
        view: match kind {
            Kind::Plan => "plans",
            Kind::Document | Kind::News | Kind::Question => "rows",
            _ => "cards",
        },
        paging: view.paging(&address, places.len(), number),
        links: links(view, kind),
        empty: (places.is_empty() && view.only_counted(kind).is_none())
            .then(|| view.word("empty.list")),
    };
    let trail = view.trail_to(kind);
    let about = About {
        title: view.kind_title(kind),
        description: summary,
        trail,
        kind: Some(kind),
        ..About::default()
    };
    Page::new("list.html", &view.list_head(path, about, number)).with("list", &list)
}

/// Other forms of a list.
fn links(view: View, kind: Kind) -> Vec<Link> {
    if kind != Kind::Practice {
        return Vec::new();
    }
    vec![
        view.page_link(view.word("pages.navigator.title"), "navigator/"),
        view.page_link(view.word("navigator.matrix"), "navigator/matrix/"),
        view.page_link(view.word("navigator.print"), "practices/print/"),
        view.page_link(view.word("navigator.data"), "data/"),
    ]
}

/// A section of the menu that holds several things.
pub fn section(view: View, at: usize, path: &str) -> Page {
    let section = &view.portal.menu()[at];
    let root = view.root_of(path);
    let kinds = section.kinds.iter().map(|kind| {
        let places = view.portal.listed(*kind);
        let address = kind_address(*kind);
        KindPart {
            title: view.kind_title(*kind),
            path: view.path(&address),
            icon: view
                .kind_icon(*kind)
                .filter(|icon| view.theme.icons.contains_key(icon)),
            text: some(&view.word(&format!("kinds.{}.summary", kind.folder()))),
            count: view.count_kind(*kind),
            note: view.only_counted(*kind),
            items: view.cards(
                places.iter().take(IN_SECTION),
                CardStyle {
                    level: 3,
                    mixed: false,
                },
                &root,
            ),
            more: view.step(view.word("nav.all"), &address),
        }
    });
    let mut pages: Vec<PageLink> = section
        .pages
        .iter()
        .filter_map(|written| page_of_section(view, written))
        .collect();
    if section.calendar {
        pages.push(PageLink {
            title: view.word("pages.calendar.title"),
            path: view.path("calendar/"),
            summary: some(&view.word("pages.calendar.summary")),
        });
    }
    let shown = SectionPage {
        lead: some(&section.summary),
        icon: some(&section.icon).filter(|icon| view.theme.icons.contains_key(icon)),
        kinds: kinds.collect(),
        pages,
    };
    let about = About {
        title: section.title.clone(),
        description: some(&section.summary),
        kind: section.kinds.first().copied(),
        ..About::default()
    };
    Page::new("section.html", &view.head(path, about)).with("section", &shown)
}

fn page_of_section(view: View, written: &str) -> Option<PageLink> {
    let Ok(Destination::Address(address, _)) = view.portal.site_page(written) else {
        return None;
    };
    let entry = view.portal.entry(
        Kind::Page,
        written.trim_matches('/').trim_end_matches(".md"),
    );
    Some(PageLink {
        title: entry.map_or_else(|| written.to_owned(), |entry| entry.common.title.0.clone()),
        path: view.path(&address),
        summary: entry.and_then(|entry| some(&entry.common.summary)),
    })
}

/// All tags.
pub fn tags(view: View, path: &str) -> Page {
    let tags = &view.portal.tags().by_slug;
    let samples = |tag: &Tag| view.portal.samples_at(&tag.entries);
    let mixed = tags.values().any(|tag| samples(tag) < tag.entries.len());
    let mut rows: Vec<(crate::lang::SortKey, TagRow)> = tags
        .iter()
        .map(|(slug, tag)| {
            let counted = view.theme.words.counted("kinds.entries", tag.entries.len());
            let row = TagRow {
                text: tag.label.clone(),
                path: view.path(&format!("tags/{slug}/")),
                count: tag.entries.len(),
                // The number itself stands before it.
                count_text: counted
                    .split('\u{a0}')
                    .next_back()
                    .unwrap_or_default()
                    .to_owned(),
                examples: view.examples(samples(tag), mixed),
            };
            (crate::lang::sort_key(&tag.label), row)
        })
        .collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    let shown = TagsPage {
        count: Count {
            text: view.theme.words.counted("kinds.tags", rows.len()),
            samples: None,
        },
        items: rows.into_iter().map(|(_, row)| row).collect(),
    };
    let description = some(&view.word("pages.tags.summary"));
    let about = About {
        title: view.word("pages.tags.title"),
        description,
        ..About::default()
    };
    Page::new("tags.html", &view.head(path, about)).with("tags", &shown)
}

/// The entries with one tag, of all kinds.
pub fn tag(view: View, slug: &str, number: usize, path: &str) -> Page {
    let found = view.portal.tags().by_slug.get(slug);
    let (label, places) = found.map_or((slug, &[][..]), |tag| {
        (tag.label.as_str(), tag.entries.as_slice())
    });
    let style = CardStyle {
        level: 2,
        mixed: true,
    };
    let items = view.cards(one_page(places, number), style, &view.root_of(path));
    let list = List {
        kind: None,
        icon: Some("tag".to_owned()),
        lead: None,
        count: view.count_at("entries", places),
        note: None,
        groups: vec![Group {
            title: None,
            id: None,
            items: items.into_iter().map(ListCard::Entry).collect(),
        }],
        view: "rows",
        paging: view.paging(&format!("tags/{slug}/"), places.len(), number),
        links: Vec::new(),
        empty: None,
    };
    let about = About {
        title: view.theme.words.fill("pages.tag.title", &[("name", label)]),
        trail: vec![(view.word("pages.tags.title"), "tags/".to_owned())],
        ..About::default()
    };
    Page::new("tag.html", &view.list_head(path, about, number)).with("list", &list)
}
