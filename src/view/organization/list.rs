//! The list of organizations with the tile map of territories above it.

use serde::Serialize;

use super::Part;
use crate::lang;
use crate::portal::involvement::Place;
use crate::portal::organizations::OrganizationType;
use crate::portal::{Kind, Organization};
use crate::view::context::{About, some};
use crate::view::shapes::{Count, Examples, Link};
use crate::view::{Page, View};

/// The style sheet has places for so many columns and rows.
const SIDE: i64 = 16;

/// The order of the groups.
const TYPES: [OrganizationType; 7] = [
    OrganizationType::Department,
    OrganizationType::Institute,
    OrganizationType::MunicipalAuthority,
    OrganizationType::Center,
    OrganizationType::School,
    OrganizationType::Group,
    OrganizationType::Other,
];

#[derive(Serialize)]
struct OrganizationsPage {
    count: Count,
    map: Option<Map>,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    id: &'static str,
    title: String,
    items: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    entry: String,
    name: String,
    short: Option<String>,
    path: String,
    text: Option<String>,
    territory: Option<Link>,
    sample: bool,
    children: Vec<Row>,
}

/// Territories as tiles, and the same numbers as a table.
#[derive(Serialize)]
struct Map {
    columns: i64,
    cells: Vec<Tile>,
    legend: Vec<Step>,
    head: Vec<String>,
    rows: Vec<MapRow>,
    note: Option<String>,
}

#[derive(Serialize)]
struct Tile {
    column: i64,
    row: i64,
    id: String,
    label: String,
    path: String,
    #[serde(rename = "type")]
    kind: &'static str,
    count: usize,
    count_text: String,
    examples: Option<Examples>,
    step: usize,
    current: bool,
}

#[derive(Serialize)]
struct Step {
    step: usize,
    text: String,
}

#[derive(Serialize)]
struct MapRow {
    label: String,
    path: String,
    cells: Vec<Number>,
}

/// A number of the table beside the map.
#[derive(Serialize)]
struct Number {
    text: String,
    examples: Option<Examples>,
}

/// The page of all organizations.
pub fn list(view: View, path: &str) -> Page {
    let organizations = &view.portal.organizations;
    let shown = OrganizationsPage {
        count: view.organizations_count(organizations.iter()),
        map: map(view),
        groups: TYPES.iter().filter_map(|kind| group(view, *kind)).collect(),
    };
    let about = About {
        title: view.word("pages.organizations.title"),
        description: some(&view.word("pages.organizations.summary")),
        ..About::default()
    };
    Page::new("organizations.html", &view.head(path, about)).with("organizations", &shown)
}

fn kind_of(organization: &Organization) -> OrganizationType {
    organization
        .parts
        .organization_type
        .unwrap_or(OrganizationType::Other)
}

/// The organizations of a type; a department stands under the one it belongs to.
fn group(view: View, kind: OrganizationType) -> Option<Group> {
    let all = &view.portal.organizations;
    let of_kind = |at: &usize| kind_of(&all[*at]) == kind;
    let is_below = |at: &usize| {
        let parent = view.portal.organization(&all[*at].parts.parent);
        // Only one level is shown: whatever is deeper stands beside its parent.
        parent.is_some_and(|parent| {
            let above = view.portal.organization(&parent.parts.parent);
            kind_of(parent) == kind
                && parent.id != all[*at].id
                && above.is_none_or(|above| kind_of(above) != kind)
        })
    };
    let mut places: Vec<usize> = (0..all.len()).filter(of_kind).collect();
    if kind == OrganizationType::School {
        places.sort_by_cached_key(|at| lang::sort_key(&all[*at].parts.name));
    }
    let involvement = view.portal.involvement();
    let items: Vec<Row> = places
        .iter()
        .filter(|at| !is_below(at))
        .map(|at| {
            let children = involvement
                .organization(*at)
                .children
                .iter()
                .filter(|child| of_kind(child) && is_below(child));
            Row {
                children: children.map(|child| row(view, *child)).collect(),
                ..row(view, *at)
            }
        })
        .collect();
    (!items.is_empty()).then(|| Group {
        id: kind.word(),
        title: view.vocabulary("organization_types", kind.word()),
        items,
    })
}

fn row(view: View, at: usize) -> Row {
    let organization = &view.portal.organizations[at];
    let parts = &organization.parts;
    let territory = organization
        .territory
        .as_deref()
        .and_then(|id| view.portal.territory(id));
    Row {
        entry: format!("organizations/{}", organization.id),
        name: parts.name.0.clone(),
        short: some(&parts.short).filter(|short| **short != *parts.name),
        path: view.path(&organization.address),
        text: counts(view, view.portal.involvement().organization(at)),
        territory: territory
            .map(|territory| view.page_link(territory.parts.label.0.clone(), &territory.address)),
        // The name itself ends in the mark.
        sample: false,
        children: Vec::new(),
    }
}

/// «34 мероприятия плана, 2 практики».
fn counts(view: View, part: &Part) -> Option<String> {
    let practices = super::of_kind(view, &part.entries, Kind::Practice);
    let plans: Vec<usize> = part.measures.iter().map(|measure| measure.plan).collect();
    let told = [("measures", plans), ("practices", practices)]
        .into_iter()
        .filter(|(_, places)| !places.is_empty())
        .map(|(kind, places)| view.count_at(kind, &places).words());
    some(&told.collect::<Vec<_>>().join(", "))
}

/// The map, when territories say where they stand.
fn map(view: View) -> Option<Map> {
    let territories = &view.portal.territories;
    let involvement = view.portal.involvement();
    let found = |place: &Place, kind: Kind| super::of_kind(view, &place.entries, kind);
    let found: Vec<[Vec<usize>; 2]> = (0..territories.len())
        .map(|at| {
            [Kind::Practice, Kind::Seminar].map(|kind| found(involvement.territory(at), kind))
        })
        .collect();
    let practices: Vec<usize> = found.iter().map(|[practices, _]| practices.len()).collect();
    let examples = |places: &[usize]| view.practice_examples(view.portal.samples_at(places));
    let most = practices.iter().copied().max().unwrap_or_default();
    let mut cells: Vec<Tile> = Vec::new();
    let mut rows: Vec<(lang::SortKey, MapRow)> = Vec::new();
    for (at, territory) in territories.iter().enumerate() {
        let label = &territory.parts.label;
        let is_district = is_district(view, label);
        let cell: Vec<i64> = territory
            .parts
            .cell
            .iter()
            .filter_map(|number| number.map(|number| number.0))
            .collect();
        if let [column @ 1..=SIDE, row @ 1..=SIDE] = cell[..] {
            let counted = view.theme.words.counted("kinds.practices", practices[at]);
            cells.push(Tile {
                column,
                row,
                id: territory.id.clone(),
                label: unbroken(view, label),
                path: view.path(&territory.address),
                kind: if is_district { "district" } else { "city" },
                count: practices[at],
                // The number itself stands before it.
                count_text: counted
                    .split('\u{a0}')
                    .next_back()
                    .unwrap_or_default()
                    .to_owned(),
                examples: examples(&found[at][0]),
                step: step(practices[at], most),
                current: false,
            });
        }
        let place = involvement.territory(at);
        let invented = place
            .organizations
            .iter()
            .filter(|at| view.portal.organizations[**at].is_sample())
            .count();
        let number = |count: usize, examples: Option<Examples>| Number {
            text: count.to_string(),
            examples,
        };
        let [_, seminars] = &found[at];
        let numbers = [
            number(practices[at], examples(&found[at][0])),
            number(place.organizations.len(), view.examples(invented, true)),
            number(
                seminars.len(),
                view.examples(view.portal.samples_at(seminars), true),
            ),
        ];
        rows.push((
            lang::sort_key(label),
            MapRow {
                label: label.0.clone(),
                path: view.path(&territory.address),
                cells: numbers.into(),
            },
        ));
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    cells.sort_by_key(|cell| (cell.row, cell.column));
    (!rows.is_empty()).then(|| Map {
        columns: cells.iter().map(|cell| cell.column).max().unwrap_or(1),
        cells,
        legend: legend(view, most),
        head: vec![
            view.word("kinds.territories.short"),
            view.word("territories.practices"),
            view.word("territories.organizations"),
            view.word("territories.events"),
        ],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        note: None,
    })
}

fn marks<'v>(view: View<'v>, key: &str) -> impl Iterator<Item = &'v str> {
    view.theme
        .words
        .get(key)
        .unwrap_or_default()
        .split('|')
        .filter(|mark| !mark.is_empty())
}

/// Whether a name is one of a district: its tile has another shape.
fn is_district(view: View, label: &str) -> bool {
    let label = label.to_lowercase();
    marks(view, "territories.district_marks").any(|mark| label.contains(mark))
}

/// What a territory is called, as far as its own name says what it is.
pub fn kind_word(view: View, label: &str) -> &'static str {
    let lower = label.to_lowercase();
    let mut cities = marks(view, "territories.city_marks");
    if is_district(view, label) {
        "territories.district_name"
    } else if cities.any(|mark| lower.starts_with(mark)) {
        "territories.city_name"
    } else {
        "kinds.territories.short"
    }
}

/// The name with its abbreviation kept on one line.
fn unbroken(view: View, label: &str) -> String {
    let mut label = label.to_owned();
    for mark in marks(view, "territories.district_marks").filter(|mark| mark.contains('-')) {
        label = label.replace(mark, &mark.replace('-', "\u{2011}"));
    }
    label
}

/// Four shades for any number of practices; none at all has its own.
fn step(count: usize, most: usize) -> usize {
    match (count, most) {
        (0, _) => 0,
        (count, ..=4) => count,
        (count, most) => (count * 4).div_ceil(most).clamp(1, 4),
    }
}

/// What each shade means, from the numbers that have it.
fn legend(view: View, most: usize) -> Vec<Step> {
    let mut legend = vec![Step {
        step: 0,
        text: view.word("territories.none"),
    }];
    for shade in 1..=4 {
        let mut has = (1..=most).filter(|count| step(*count, most) == shade);
        let (first, last) = (has.next(), has.next_back());
        let Some(first) = first else { continue };
        let text = last.map_or_else(|| first.to_string(), |last| format!("{first}–{last}"));
        legend.push(Step { step: shade, text });
    }
    legend
}
