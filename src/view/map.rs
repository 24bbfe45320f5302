//! Territories as tiles on a grid, and the same numbers as a table: above the list of organizations and
//! in the navigator.

use serde::Serialize;

use super::View;
use super::shapes::Examples;
use crate::lang;
use crate::portal::navigator::Derived;
use crate::portal::organizations::TerritoryParts;
use crate::portal::{Kind, Territory};

/// The style sheet has places for so many columns and rows.
const SIDE: i64 = 16;

/// Territories as tiles, and the same numbers as a table.
#[derive(Serialize)]
pub struct Map {
    title: String,
    summary: String,
    caption: String,
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
    id: String,
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

/// What a map says of one territory.
struct Numbers {
    /// Where its tile leads.
    path: String,
    /// Practices: the shade of the tile.
    practices: usize,
    /// Examples among them.
    examples: Option<Examples>,
    /// What its row of the table says after that.
    more: Vec<Number>,
}

/// The map with practices, organizations and events: tiles lead to the pages of the territories.
pub fn organizations(view: View) -> Option<Map> {
    let involvement = view.portal.involvement();
    let numbers = |at: usize, territory: &Territory| {
        let place = involvement.territory(at);
        let of_kind = |kind: Kind| -> Vec<usize> {
            let entries = place.entries.iter().copied();
            entries
                .filter(|at| view.portal.entries[*at].kind == kind)
                .collect()
        };
        let samples = |places: &[usize]| view.portal.samples_at(places);
        let practices = of_kind(Kind::Practice);
        let seminars = of_kind(Kind::Seminar);
        let invented = place
            .organizations
            .iter()
            .filter(|at| view.portal.organizations[**at].is_sample())
            .count();
        Numbers {
            path: view.path(&territory.address),
            practices: practices.len(),
            examples: view.practice_examples(samples(&practices)),
            more: vec![
                Number {
                    text: place.organizations.len().to_string(),
                    examples: view.examples(invented, true),
                },
                Number {
                    text: seminars.len().to_string(),
                    examples: view.examples(samples(&seminars), true),
                },
            ],
        }
    };
    let map = map(view, numbers)?;
    Some(Map {
        title: view.word("pages.territories.title"),
        summary: view.word("pages.territories.summary"),
        caption: view.word("territories.caption"),
        head: [
            "kinds.territories.short",
            "territories.practices",
            "territories.organizations",
            "territories.events",
        ]
        .map(|key| view.word(key))
        .into(),
        ..map
    })
}

/// The map with practices alone: tiles lead to their lists in the navigator, where there are any.
pub fn practices(view: View) -> Option<Map> {
    let facets = view.portal.facets().iter();
    let mut facets = facets.filter(|facet| facet.from == Some(Derived::Territory));
    let facet = facets.next()?;
    let numbers = |_: usize, territory: &Territory| Numbers {
        path: view
            .value_path(facet, &territory.id)
            .unwrap_or_else(|| view.path(&territory.address)),
        practices: view.value_count(facet, &territory.id),
        examples: view.value_examples(facet, &territory.id),
        more: Vec::new(),
    };
    let map = map(view, numbers)?;
    Some(Map {
        title: view.word("navigator.map_title"),
        summary: view.word("navigator.map_summary"),
        caption: view.word("navigator.map_caption"),
        head: ["kinds.territories.short", "territories.practices"]
            .map(|key| view.word(key))
            .into(),
        ..map
    })
    .filter(|map| !map.cells.is_empty())
}

/// The tiles and rows of all territories.
fn map(view: View, numbers: impl Fn(usize, &Territory) -> Numbers) -> Option<Map> {
    let territories = &view.portal.territories;
    let places = territories.iter().enumerate();
    let found: Vec<Numbers> = places.map(|(at, it)| numbers(at, it)).collect();
    let most = found.iter().map(|it| it.practices).max().unwrap_or(0);
    let mut cells: Vec<Tile> = Vec::new();
    let mut rows: Vec<(lang::SortKey, MapRow)> = Vec::new();
    for (territory, numbers) in territories.iter().zip(found) {
        let label = &territory.parts.label;
        cells.extend(tile(view, territory, &numbers, most));
        let practices = Number {
            text: numbers.practices.to_string(),
            examples: numbers.examples,
        };
        let row = MapRow {
            id: territory.id.clone(),
            label: label.0.clone(),
            path: numbers.path,
            cells: std::iter::once(practices).chain(numbers.more).collect(),
        };
        rows.push((lang::sort_key(label), row));
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    cells.sort_by_key(|cell| (cell.row, cell.column));
    (!rows.is_empty()).then(|| Map {
        title: String::new(),
        summary: String::new(),
        caption: String::new(),
        columns: cells.iter().map(|cell| cell.column).max().unwrap_or(1),
        cells,
        legend: legend(view, most),
        head: Vec::new(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        note: None,
    })
}

fn tile(view: View, territory: &Territory, numbers: &Numbers, most: usize) -> Option<Tile> {
    let (column, row, kind) = view.tile_of(territory)?;
    let counted = view
        .theme
        .words
        .counted("kinds.practices", numbers.practices);
    Some(Tile {
        column,
        row,
        id: territory.id.clone(),
        label: unbroken(view, &territory.parts.label),
        path: numbers.path.clone(),
        kind,
        count: numbers.practices,
        // The number itself stands before it.
        count_text: counted
            .split('\u{a0}')
            .next_back()
            .unwrap_or_default()
            .to_owned(),
        examples: numbers.examples.clone(),
        step: step(numbers.practices, most),
        current: false,
    })
}

impl View<'_> {
    /// Column, row and shape of a territory's tile; nothing when it has no place on the map.
    pub fn tile_of(&self, territory: &Territory) -> Option<(i64, i64, &'static str)> {
        let parts: &TerritoryParts = &territory.parts;
        let written = parts.cell.iter().flatten();
        let cell: Vec<i64> = written.map(|number| number.0).collect();
        let [column @ 1..=SIDE, row @ 1..=SIDE] = cell[..] else {
            return None;
        };
        let is_district = is_district(*self, &parts.label);
        Some((column, row, if is_district { "district" } else { "city" }))
    }
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
