//! `head.js`: every practice in columns, a place in a list or in a string for each.

use std::collections::HashMap;

use jiff::civil::{Date, date};
use serde::Serialize;

use super::{PER_CARDS, PER_FULL, VERSION};
use crate::formats::packed;
use crate::portal::navigator::{Derived, Facet};
use crate::portal::practice::Practice;
use crate::portal::{Content, Portal};
use crate::view::View;

/// Day 0 of the column of dates.
const EPOCH: Date = date(1900, 1, 1);

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Head {
    v: u32,
    rows: usize,
    per_cards: usize,
    per_full: usize,
    facets: Vec<Column>,
    /// Days since [`EPOCH`], packed; 0 where there is no date.
    date: String,
    /// A character a row: `-` for «не оценивалась», else the level.
    evidence: String,
    /// A character a row: `-` where it is not said.
    cost: String,
    /// The place of each row in the order of titles, packed.
    title_rank: String,
    sorts: Vec<&'static str>,
    /// Rows that are examples, packed.
    samples: String,
    /// For the map: place among the values of the territory facet, column, row, kind.
    territories: Vec<(usize, i64, i64, &'static str)>,
}

#[derive(Serialize)]
struct Column {
    id: String,
    label: String,
    multiple: bool,
    /// Id, label, place of the value it stands under or -1, its rows packed.
    values: Vec<(String, String, i64, String)>,
}

/// All columns.
pub fn head(view: View) -> Head {
    let portal = view.portal;
    let index = portal.navigator_index();
    let row_of: HashMap<usize, u32> = index.rows.iter().copied().zip(0..).collect();
    let facets: Vec<Column> = portal
        .facets()
        .iter()
        .map(|facet| column(view, facet, &row_of))
        .collect();
    let samples = (0..).zip(&index.rows);
    let samples = samples.filter(|(_, at)| portal.entries[**at].sample);
    Head {
        v: VERSION,
        rows: index.rows.len(),
        per_cards: PER_CARDS,
        per_full: PER_FULL,
        territories: territories(view, &facets),
        facets,
        date: packed::list(index.rows.iter().map(|at| day(portal, *at))),
        evidence: characters(portal, |practice| practice.evidence.level.map(|it| it.0)),
        cost: characters(portal, |practice| practice.cost.map(|it| it.0)),
        title_rank: packed::list(index.titles.iter().copied()),
        sorts: view
            .navigator_sorts()
            .iter()
            .map(|sort| sort.word())
            .collect(),
        samples: packed::sorted(samples.map(|(row, _)| row)),
    }
}

fn column(view: View, facet: &Facet, row_of: &HashMap<usize, u32>) -> Column {
    let rows = |value: &str| {
        let mut rows: Vec<u32> = view
            .value_practices(facet, value)
            .iter()
            .filter_map(|at| row_of.get(at).copied())
            .collect();
        rows.sort_unstable();
        packed::sorted(rows)
    };
    Column {
        id: facet.id.0.clone(),
        label: view.facet_label(facet),
        multiple: view.has_several(facet),
        values: view
            .flat_values(facet)
            .into_iter()
            .map(|value| {
                let above = value.above.and_then(|above| i64::try_from(above).ok());
                let rows = rows(&value.id);
                (value.id, value.label, above.unwrap_or(-1), rows)
            })
            .collect(),
    }
}

/// Days since [`EPOCH`], at least 1, so that 0 is left for no date.
fn day(portal: &Portal, at: usize) -> u32 {
    let date = portal.entries[at].common.date;
    date.map_or(0, |date| {
        let days = date.0.since(EPOCH).map_or(1, |span| span.get_days());
        u32::try_from(days).unwrap_or(1).max(1)
    })
}

fn characters(portal: &Portal, value: impl Fn(&Practice) -> Option<i64>) -> String {
    let rows = portal.navigator_index().rows.iter();
    rows.map(|at| match &portal.entries[*at].content {
        Content::Practice(practice) => value(practice)
            .and_then(|value| u32::try_from(value).ok())
            .and_then(|value| char::from_digit(value, 10))
            .unwrap_or('-'),
        _ => '-',
    })
    .collect()
}

/// Where the territories that have practices stand on the map.
fn territories(view: View, columns: &[Column]) -> Vec<(usize, i64, i64, &'static str)> {
    let facets = view.portal.facets().iter();
    let Some((_, column)) = facets
        .zip(columns)
        .find(|(facet, _)| facet.from == Some(Derived::Territory))
    else {
        return Vec::new();
    };
    let places = column.values.iter().enumerate();
    places
        .filter_map(|(at, (id, ..))| {
            let (column, row, kind) = view.tile_of(view.portal.territory(id)?)?;
            Some((at, column, row, kind))
        })
        .collect()
}
