//! The home page: blocks in the order of site.yaml.

use jiff::civil::Date;
use serde::Serialize;

use super::cards::{CardStyle, ShownCard};
use super::context::{About, MenuItem, menu, some};
use super::links::Here;
use super::plan::card::PlanCard;
use super::service::calendar::rows::{Brief, Things, brief, day_id, gathered, placed};
use super::shapes::{Count, Day, Examples, Link, Step};
use super::{Page, View};
use crate::lang;
use crate::portal::Kind;
use crate::portal::follow::Destination;
use crate::portal::navigator::Facet;
use crate::portal::site::{Block, HomeBlock, Role, RoleLink};

/// The blocks of a site that says nothing.
const DEFAULT: [Block; 7] = [
    Block::Hero,
    Block::Roles,
    Block::Navigator,
    Block::Events,
    Block::Plans,
    Block::News,
    Block::Sections,
];
/// How many tags, events, plans and news the home page shows.
const EXAMPLES: usize = 4;
const EVENTS: usize = 5;
const PLANS: usize = 4;
const NEWS: usize = 3;

#[derive(Serialize)]
struct Home {
    blocks: Vec<Part>,
    has_hero: bool,
    updated: Option<Day>,
    updated_text: String,
}

#[derive(Serialize)]
struct Part {
    id: &'static str,
    title: String,
    #[serde(flatten)]
    body: Body,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Body {
    Hero {
        lead_html: Option<String>,
        owner: Option<Link>,
        examples: Vec<Step>,
        count_text: Option<String>,
    },
    Roles {
        items: Vec<RolePart>,
    },
    Navigator {
        lead: Option<String>,
        items: Vec<Tile>,
        more: Step,
        count: Option<Count>,
    },
    Events {
        items: Vec<EventPart>,
        more: Step,
        empty: String,
    },
    Plans {
        items: Vec<PlanCard>,
        more: Step,
    },
    News {
        items: Vec<ShownCard>,
        more: Step,
        empty: String,
    },
    Sections {
        items: Vec<SectionTile>,
    },
}

#[derive(Serialize)]
struct RolePart {
    title: String,
    icon: Option<String>,
    links: Vec<Link>,
}

/// A value of the first facet.
#[derive(Serialize)]
struct Tile {
    text: String,
    path: Option<String>,
    count: usize,
    count_text: String,
    examples: Option<Examples>,
}

#[derive(Serialize)]
struct EventPart {
    date: Option<ShortDay>,
    words: Option<String>,
    #[serde(flatten)]
    brief: Brief,
}

#[derive(Serialize)]
struct ShortDay {
    iso: String,
    day: String,
    month: String,
    text: String,
}

#[derive(Serialize)]
struct SectionTile {
    #[serde(flatten)]
    item: MenuItem,
    text: Option<String>,
}

/// The home page.
pub fn page(view: View, path: &str) -> Page {
    let site = &view.portal.site.value;
    let written: Vec<(Block, String)> = site.home.iter().filter_map(written_block).collect();
    let chosen = if written.is_empty() {
        DEFAULT
            .iter()
            .map(|block| (*block, String::new()))
            .collect()
    } else {
        written
    };
    let mut blocks: Vec<Part> = Vec::new();
    for (block, title) in chosen {
        if blocks.iter().all(|known| known.id != block.word()) {
            blocks.extend(part(view, path, block, some(&title)));
        }
    }
    let home = Home {
        has_hero: blocks
            .iter()
            .any(|block| matches!(block.body, Body::Hero { .. })),
        blocks,
        updated: updated(view),
        updated_text: view
            .theme
            .words
            .fill("home.updated", &[("date", "")])
            .trim_end()
            .to_owned(),
    };
    let description = some(&plain(&site.lead)).or_else(|| some(&site.subtitle));
    let about = About {
        title: site.title.0.clone(),
        description,
        bare: true,
        ..About::default()
    };
    Page::new("home.html", &view.head(path, about)).with("home", &home)
}

fn written_block(written: &HomeBlock) -> Option<(Block, String)> {
    match written {
        HomeBlock::Named(name) => Some((name.0?, String::new())),
        HomeBlock::Titled(parts) => Some((parts.block?, parts.title.0.clone())),
    }
}

/// The first paragraph without the marks of Markdown, for search engines.
fn plain(markdown: &str) -> String {
    let first = markdown.split("\n\n").next().unwrap_or_default();
    let words = first.replace(['*', '_', '`', '[', ']'], "");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A block; nothing when it would be empty by nature.
fn part(view: View, path: &str, block: Block, title: Option<String>) -> Option<Part> {
    let title = title.unwrap_or_else(|| match block {
        Block::Hero => view.portal.site.value.title.0.clone(),
        _ => view.word(&format!("home.{}", block.word())),
    });
    let body = match block {
        Block::Hero => hero(view, path),
        Block::Roles => roles(view)?,
        Block::Navigator => navigator(view)?,
        Block::Events => Body::Events {
            items: next_events(view),
            more: view.step(view.word("home.events_all"), "calendar/"),
            empty: view.word("empty.events"),
        },
        Block::Plans => {
            let shown = view.portal.listed(Kind::Plan).iter().take(PLANS);
            let items: Vec<PlanCard> = shown
                .map(|at| view.plan_card(&view.portal.entries[*at]))
                .collect();
            (!items.is_empty()).then(|| Body::Plans {
                items,
                more: view.step(view.word("home.plans_all"), "plans/"),
            })?
        }
        Block::News => Body::News {
            items: view.cards(
                view.portal.listed(Kind::News).iter().take(NEWS),
                CardStyle {
                    level: 3,
                    mixed: false,
                },
                &view.root_of(path),
            ),
            more: view.step(view.word("home.news_all"), "news/"),
            empty: view.word("empty.list"),
        },
        Block::Sections => Body::Sections {
            items: sections(view),
        },
    };
    Some(Part {
        id: block.word(),
        title,
        body,
    })
}

fn hero(view: View, path: &str) -> Body {
    let site = &view.portal.site.value;
    let mut here = Here::new(view, path, None);
    let mut tags: Vec<_> = view.portal.tags().by_slug.iter().collect();
    tags.sort_by_key(|(_, tag)| std::cmp::Reverse(tag.entries.len()));
    let examples = tags
        .into_iter()
        .take(EXAMPLES)
        .map(|(slug, tag)| view.step(tag.label.clone(), &format!("tags/{slug}/")));
    Body::Hero {
        lead_html: some(&site.lead).map(|lead| here.markdown(&lead)),
        owner: view
            .portal
            .organization(&site.owner)
            .map(|owner| view.organization_link(&owner.id)),
        examples: examples.collect(),
        count_text: counts(view),
    }
}

/// «27 практик (в том числе примеров: 27), 3 плана».
fn counts(view: View) -> Option<String> {
    let kinds = [
        Kind::Practice,
        Kind::Plan,
        Kind::Document,
        Kind::Seminar,
        Kind::Resource,
    ];
    let words: Vec<String> = kinds
        .into_iter()
        .filter(|kind| !view.portal.listed(*kind).is_empty())
        .map(|kind| {
            view.count_at(kind.folder(), view.portal.listed(kind))
                .words()
        })
        .collect();
    some(&words.join(", "))
}

fn roles(view: View) -> Option<Body> {
    let written = &view.portal.site.value.roles;
    let items: Vec<RolePart> = written.iter().map(|role| role_part(view, role)).collect();
    (!items.is_empty()).then_some(Body::Roles { items })
}

fn role_part(view: View, role: &Role) -> RolePart {
    RolePart {
        title: role.title.0.clone(),
        icon: None,
        links: role
            .links
            .iter()
            .map(|link| role_link(view, link))
            .collect(),
    }
}

/// A door: a reference or an address, under the author's words or the title of the entry.
fn role_link(view: View, link: &RoleLink) -> Link {
    let (written, title) = match link {
        RoleLink::Bare(text) => (&text.0, ""),
        RoleLink::Titled(parts) if !parts.url.is_empty() => (&parts.url.0, &*parts.title),
        RoleLink::Titled(parts) => (&parts.link.0, &*parts.title),
    };
    let entry = |address: &str| {
        view.portal
            .entries
            .iter()
            .find(|entry| !entry.address.is_empty() && entry.address == address)
    };
    let mut found = Link {
        text: written.clone(),
        ..Link::default()
    };
    match view.portal.site_link(written) {
        Ok(Destination::External(url)) => found.url = Some(url),
        Ok(Destination::Address(address, anchor)) => {
            if let Some(entry) = entry(&address) {
                found.text.clone_from(&entry.common.title.0);
                found.sample = entry.sample;
            }
            let address = anchor.map_or(address.clone(), |anchor| format!("{address}#{anchor}"));
            found.path = Some(view.path(&address));
        }
        Ok(Destination::File(inside)) => {
            found.path = view
                .portal
                .file_address(&inside, None)
                .map(|address| super::links::encode(&address));
        }
        _ => {}
    }
    if !title.is_empty() {
        title.clone_into(&mut found.text);
    }
    found
}

/// The values of the first facet with their counts.
fn navigator(view: View) -> Option<Body> {
    let facets = || {
        view.portal
            .facets()
            .iter()
            .filter(|facet| facet.from.is_none())
    };
    let facet: Option<&Facet> = facets()
        .find(|facet| &*facet.id == "risk")
        .or_else(|| facets().next());
    let places = view.portal.listed(Kind::Practice);
    if facet.is_none() && places.is_empty() {
        return None;
    }
    let tile = |facet: &Facet, value: &crate::portal::navigator::FacetValue| {
        let count = view.value_count(facet, &value.id);
        Tile {
            text: value.label.0.clone(),
            path: view.value_path(facet, &value.id),
            count,
            count_text: if count == 0 {
                view.word("navigator.hole")
            } else {
                view.theme.words.counted("kinds.practices", count)
            },
            examples: view.value_examples(facet, &value.id),
        }
    };
    Some(Body::Navigator {
        lead: facet.map(|facet| {
            if &*facet.id == "risk" {
                view.word("home.navigator_lead")
            } else {
                view.facet_label(facet)
            }
        }),
        items: facet.map_or_else(Vec::new, |facet| {
            facet
                .values
                .iter()
                .map(|value| tile(facet, value))
                .collect()
        }),
        more: view.step(view.word("home.navigator_all"), "navigator/"),
        count: Some(view.count_at("practices", places)),
    })
}

/// What goes on today or comes next. The terms of one plan that end on one day are one thing.
fn next_events(view: View) -> Vec<EventPart> {
    let portal = view.portal;
    let coming: Vec<_> = placed(&portal.agenda().items, portal.today)
        .into_iter()
        .filter(|(day, item)| *day >= portal.today && !item.is_off(portal))
        .collect();
    coming
        .chunk_by(|(day, _), (other, _)| day == other)
        .flat_map(|chunk| {
            let day = chunk.first().map(|(day, _)| *day);
            let items: Vec<_> = chunk.iter().map(|(_, item)| *item).collect();
            gathered(&items, 1)
                .iter()
                .take(EVENTS)
                .filter_map(|things| Some(event_part(view, day?, things)))
                .collect::<Vec<_>>()
        })
        .take(EVENTS)
        .collect()
}

fn event_part(view: View, day: Date, things: &Things) -> EventPart {
    let language = view.theme.words.language();
    let words = things
        .range()
        .map(|(start, end)| lang::date_range_words(language, start, end));
    let mut brief = brief(view, things);
    if things.is_gathered() {
        brief.path = Some(view.path(&format!("calendar/#{}", day_id(day))));
    }
    EventPart {
        date: words.is_none().then(|| ShortDay {
            iso: day.to_string(),
            day: day.day().to_string(),
            month: month(view, day),
            text: lang::date_words(language, day),
        }),
        words,
        brief,
    }
}

/// «октября».
fn month(view: View, day: Date) -> String {
    let months = view
        .theme
        .words
        .tree()
        .get("months_of")
        .and_then(|months| months.get(usize::from(day.month().unsigned_abs()) - 1));
    months
        .and_then(|month| month.as_str())
        .unwrap_or_default()
        .to_owned()
}

fn sections(view: View) -> Vec<SectionTile> {
    let menu = menu(view);
    view.portal
        .menu()
        .iter()
        .zip(menu)
        .map(|(section, item)| {
            let kinds = section.kinds.iter().filter(|kind| {
                !view.portal.listed(**kind).is_empty() || view.only_counted(**kind).is_some()
            });
            let words = kinds.map(|kind| view.count_kind(*kind).words());
            SectionTile {
                item,
                text: some(&words.collect::<Vec<_>>().join(", ")),
            }
        })
        .collect()
}

/// The last day on which anything was changed, not after today.
fn updated(view: View) -> Option<Day> {
    let entries = view.portal.entries.iter().filter(|entry| entry.visible);
    let days = entries
        .filter_map(|entry| entry.common.updated.or(entry.common.date))
        .map(|day| day.0);
    days.filter(|day| *day <= view.portal.today)
        .max()
        .map(|day| view.day(day))
}
