//! Organizations and territories.

mod list;
mod measures;
mod tasks;
mod territory;

use serde::Serialize;
use serde_json::json;

use super::cards::{CardStyle, ShownCard};
use super::context::{About, some, telephone};
use super::links::encode;
use super::plan::card::PlanCard;
use super::shapes::{Action, Badge, Block, Contents, Count, EntryHead, Fact, Link, Notice, Step};
use super::{Page, View};
use crate::portal::involvement::Part;
use crate::portal::navigator::Derived;
use crate::portal::organizations::{OrganizationRole, OrganizationType};
use crate::portal::{Kind, Organization};
use crate::routes::PER_PAGE;
pub use list::list;
use measures::measures;
use tasks::{Orders, orders};
pub use territory::territory;

/// Cards of one kind on the page of an organization or territory, before «Показать все».
const CARDS: usize = 12;
/// Side indexes of fewer headings help nobody.
const FEWEST_HEADINGS: usize = 3;

#[derive(Serialize)]
struct CardsBody {
    items: Vec<ShownCard>,
    more: Vec<Step>,
    view: &'static str,
}

#[derive(Serialize)]
struct Items<T> {
    items: Vec<T>,
}

#[derive(Serialize)]
struct ContactRow {
    label: String,
    text: String,
    url: Option<String>,
}

impl View<'_> {
    /// How many organizations, and how many of them are invented for examples.
    pub fn organizations_count<'o>(
        &self,
        organizations: impl Iterator<Item = &'o Organization>,
    ) -> Count {
        let (mut all, mut samples) = (0, 0);
        for organization in organizations {
            all += 1;
            samples += usize::from(organization.is_sample());
        }
        self.count_of("organizations", all, samples)
    }
}

/// The page of an organization.
pub fn page(view: View, at: usize, path: &str) -> Page {
    let organization = &view.portal.organizations[at];
    let part = view.portal.involvement().organization(at);
    let blocks = blocks(view, at, part, path);
    let kind = organization
        .parts
        .organization_type
        .unwrap_or(OrganizationType::Other);
    let is_group = kind == OrganizationType::Group;
    let notice = is_group.then(|| Notice {
        kind: "info",
        text: view.word("organizations.group"),
        link: None,
    });
    let head = EntryHead {
        id: format!("organizations/{}", organization.id),
        kind: "organizations".to_owned(),
        kind_title: view.vocabulary("organization_type", kind.word()),
        kind_path: Some(view.path("organizations/")),
        icon: some("building").filter(|icon| view.theme.icons.contains_key(icon)),
        summary: None,
        badges: roles(view, organization),
        image: None,
        notices: notice.into_iter().collect(),
        actions: calendar_file(view, organization).into_iter().collect(),
        facts: facts(view, organization),
        print: true,
        tags: Vec::new(),
    };
    let mut trail = vec![(
        view.word("pages.organizations.title"),
        "organizations/".to_owned(),
    )];
    if let Some(parent) = view.portal.organization(&organization.parts.parent) {
        trail.push((
            view.organization_name(parent).to_owned(),
            parent.address.clone(),
        ));
    }
    let about = About {
        title: organization.parts.name.0.clone(),
        description: Some(head.kind_title.clone()),
        trail,
        noindex: organization.is_sample(),
        json_ld: (!is_group).then(|| json_ld(view, organization)),
        ..About::default()
    };
    Page::new("organization.html", &view.head(path, about))
        .with("entry", &head)
        .with("toc", &contents(&blocks))
        .with("blocks", &blocks)
}

fn json_ld(view: View, organization: &Organization) -> serde_json::Value {
    let parts = &organization.parts;
    let school = parts.organization_type == Some(OrganizationType::School);
    let mut thing = json!({
        "@context": "https://schema.org",
        "@type": if school { "School" } else { "Organization" },
        "name": &*parts.name,
    });
    if !parts.short.is_empty() {
        thing["alternateName"] = json!(&*parts.short);
    }
    if !parts.site.is_empty() {
        thing["sameAs"] = json!(&*parts.site);
    }
    if let Some(base) = view.portal.base_url() {
        thing["url"] = json!(format!("{base}{}", encode(&organization.address)));
    }
    thing
}

/// What may be said of its roles: that a school is supported only with its consent.
fn roles(view: View, organization: &Organization) -> Vec<Badge> {
    let is_public = organization.parts.public.yes();
    let roles = organization.parts.roles.iter().flatten();
    roles
        .filter(|role| **role != OrganizationRole::Supported || is_public)
        .map(|role| Badge {
            text: view.vocabulary("organization_role", role.word()),
            kind: "plain",
        })
        .collect()
}

fn facts(view: View, organization: &Organization) -> Vec<Fact> {
    let parts = &organization.parts;
    let mut facts = Vec::new();
    let mut fact = |field: &str, items: Vec<Link>| {
        if !items.is_empty() {
            facts.push(Fact {
                label: view.word(&format!("fields.{field}")),
                items,
                scale: None,
            });
        }
    };
    let words = |text: String| Link {
        text,
        ..Link::default()
    };
    fact(
        "short_name",
        some(&parts.short).map(words).into_iter().collect(),
    );
    fact(
        "names",
        parts
            .names
            .iter()
            .map(|name| words(name.0.clone()))
            .collect(),
    );
    let parent = view.portal.organization(&parts.parent);
    fact(
        "parent_organization",
        parent
            .map(|parent| view.organization_link(&parent.id))
            .into_iter()
            .collect(),
    );
    let territory = organization
        .territory
        .as_deref()
        .and_then(|id| view.portal.territory(id));
    fact(
        "territory",
        territory
            .map(|place| view.page_link(place.parts.label.0.clone(), &place.address))
            .into_iter()
            .collect(),
    );
    let site = some(&parts.site).map(|url| Link {
        text: host(&url),
        url: Some(url),
        ..Link::default()
    });
    fact("site", site.into_iter().collect());
    facts
}

fn host(url: &str) -> String {
    url.split('/').nth(2).unwrap_or(url).to_owned()
}

fn contents(blocks: &[Block]) -> Vec<Contents> {
    let titled = blocks.iter().filter_map(|block| {
        Some(Contents {
            id: block.id.clone(),
            title: block.title.clone()?,
        })
    });
    let contents: Vec<Contents> = titled.collect();
    if contents.len() < FEWEST_HEADINGS {
        Vec::new()
    } else {
        contents
    }
}

/// Heading and anchor of the block of a kind on the pages of organizations and territories.
const KIND_BLOCKS: [(Kind, &str, &str); 9] = [
    (Kind::Practice, "practices", "blocks.practices"),
    (Kind::Seminar, "seminars", "blocks.seminars"),
    (Kind::Course, "courses", "blocks.courses_of"),
    (Kind::Resource, "resources", "blocks.resources_of"),
    (Kind::Video, "videos", "blocks.videos_of"),
    (Kind::Association, "associations", "blocks.associations_of"),
    (Kind::Partnership, "partnerships", "blocks.partnerships_of"),
    (Kind::Question, "questions", "kinds.questions.title"),
    (Kind::Document, "documents", "blocks.documents"),
];

/// Its days for calendar programs, if it has any.
fn calendar_file(view: View, organization: &Organization) -> Option<Action> {
    let address = format!("{}plan.ics", organization.address);
    view.portal.has_address(&address).then(|| Action {
        kind: "plain",
        text: view.word("organizations.calendar"),
        path: Some(address),
        url: None,
        icon: Some("calendar").filter(|icon| view.theme.icons.contains_key(*icon)),
        note: None,
    })
}

fn blocks(view: View, at: usize, part: &Part, path: &str) -> Vec<Block> {
    let organization = &view.portal.organizations[at];
    let mut blocks = Vec::new();
    if !part.measures.is_empty() {
        let title = Some(view.word("blocks.organization_measures"));
        let body = measures(view, at, part);
        let mut block = Block::new("measures", title, "plan-measures", &body);
        let plans: Vec<usize> = part.measures.iter().map(|measure| measure.plan).collect();
        let words = &view.theme.words;
        let count = Count {
            text: words.counted("plan.measures", part.measures.len()),
            ..view.count_at("measures", &plans)
        };
        block.count = Some(count.words());
        blocks.push(block);
    }
    if !part.points.is_empty() {
        let title = Some(view.word("blocks.organization_points"));
        blocks.push(Block::new(
            "orders",
            title,
            "orders",
            &Orders {
                groups: orders(view, part, path),
            },
        ));
    }
    let plans = of_kind(view, &part.entries, Kind::Plan);
    if !plans.is_empty() {
        let cards: Vec<PlanCard> = plans
            .iter()
            .map(|at| view.plan_card(&view.portal.entries[*at]))
            .collect();
        blocks.push(Block::new(
            "plans",
            Some(view.word("kinds.plans.title")),
            "plans",
            &Items { items: cards },
        ));
    }
    let all = value_address(view, Derived::Organization, &organization.id);
    blocks.extend(kind_blocks(view, &part.entries, path, all.as_deref()));
    if !part.children.is_empty() {
        let children = part
            .children
            .iter()
            .map(|at| view.organization_link(&view.portal.organizations[*at].id));
        let title = Some(view.word("blocks.children"));
        blocks.push(Block::new(
            "children",
            title,
            "tree",
            &Items {
                items: children.collect(),
            },
        ));
    }
    let contacts = contacts(view, organization);
    if !contacts.is_empty() {
        blocks.push(Block::new(
            "contacts",
            Some(view.word("blocks.contacts")),
            "contacts",
            &Items { items: contacts },
        ));
    }
    if blocks.is_empty() {
        let html = format!(
            "<p>{}</p>",
            crate::parse::markdown::escape(&view.word("empty.organization"))
        );
        blocks.push(Block::new("empty", None, "prose", &json!({ "html": html })));
    }
    blocks
}

fn of_kind(view: View, places: &[usize], kind: Kind) -> Vec<usize> {
    places
        .iter()
        .copied()
        .filter(|at| view.portal.entries[*at].kind == kind)
        .collect()
}

/// The list of the navigator with all practices of an organization or territory.
fn value_address(view: View, derived: Derived, value: &str) -> Option<String> {
    let facet = view
        .portal
        .facets()
        .iter()
        .find(|facet| facet.from == Some(derived))?;
    let addresses = &view.facet_index(facet)?.addresses;
    addresses.get(value).cloned()
}

/// Entries as cards, a block a kind. Many practices have a list of their own in the navigator.
fn kind_blocks(view: View, places: &[usize], path: &str, practices: Option<&str>) -> Vec<Block> {
    let root = view.root_of(path);
    let mut blocks = Vec::new();
    for (kind, id, title) in KIND_BLOCKS {
        let found = of_kind(view, places, kind);
        if found.is_empty() {
            continue;
        }
        let more = practices.filter(|_| kind == Kind::Practice && found.len() > CARDS);
        // Without such a list the first cards are followed by the other titles, so that a page stays small.
        let whole = if more.is_some() { CARDS } else { PER_PAGE };
        let listed = more.is_some();
        let (shown, rest) = found.split_at(whole.min(found.len()));
        let body = CardsBody {
            items: view.cards(
                shown,
                CardStyle {
                    level: 3,
                    mixed: false,
                },
                &root,
            ),
            more: more
                .as_ref()
                .map(|address| view.step(view.word("nav.all"), address))
                .into_iter()
                .collect(),
            view: if kind == Kind::Document {
                "rows"
            } else {
                "cards"
            },
        };
        let mut block = Block::new(id, Some(view.word(title)), "entries", &body);
        let count = view.count_at(kind.folder(), &found);
        block.count = (found.len() > 1).then(|| count.words());
        blocks.push(block);
        if !listed {
            let items = rest
                .iter()
                .map(|at| view.entry_link(&view.portal.entries[*at]))
                .collect::<Vec<_>>();
            if !items.is_empty() {
                blocks.push(Block::new(
                    &format!("{id}-more"),
                    None,
                    "list",
                    &json!({ "items": items, "ordered": false }),
                ));
            }
        }
    }
    blocks
}

fn contacts(view: View, organization: &Organization) -> Vec<ContactRow> {
    let contacts = &organization.parts.contacts;
    let row = |field: &str, text: &str, url: Option<String>| {
        some(text).map(|text| ContactRow {
            label: view.word(&format!("fields.{field}")),
            text,
            url,
        })
    };
    let rows = [
        row(
            "email",
            &contacts.email,
            Some(format!("mailto:{}", encode(&contacts.email))),
        ),
        row("phone", &contacts.phone, Some(telephone(&contacts.phone))),
        row("address", &contacts.address, None),
        row("working_hours", &contacts.hours, None),
    ];
    rows.into_iter().flatten().collect()
}
