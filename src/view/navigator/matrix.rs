//! The matrix of the navigator: how many practices there are for each risk and direction, and where
//! there are none.

use std::collections::HashSet;

use serde::Serialize;

use crate::portal::Kind;
use crate::portal::navigator::Facet;
use crate::view::context::{About, some};
use crate::view::shapes::{Examples, Link};
use crate::view::{Page, View};

#[derive(Serialize)]
struct Matrix {
    caption: String,
    corner: String,
    columns: Vec<Head>,
    rows: Vec<Row>,
    note: Option<String>,
    /// How many places are empty, in a sentence.
    holes: Option<String>,
    links: Vec<Link>,
}

#[derive(Serialize)]
struct Head {
    text: String,
    path: Option<String>,
}

#[derive(Serialize)]
struct Row {
    text: String,
    path: Option<String>,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct Cell {
    count: usize,
    text: String,
    examples: Option<Examples>,
    /// Two values at once have no page without a script.
    path: Option<String>,
    hole: bool,
}

/// The page of the matrix.
pub fn matrix(view: View, path: &str) -> Page {
    let (rows, columns) = axes(view);
    let body = rows
        .zip(columns)
        .map_or_else(Vec::new, |(rows, columns)| body(view, rows, columns));
    let shown = Matrix {
        holes: holes(view, &body),
        caption: caption(view, rows, columns),
        corner: rows
            .map(|facet| view.facet_label(facet))
            .unwrap_or_default(),
        columns: columns.map_or_else(Vec::new, |facet| heads(view, facet)),
        note: body.is_empty().then(|| view.word("navigator.no_matrix")),
        rows: body,
        links: vec![
            view.page_link(view.word("navigator.back"), "navigator/"),
            view.page_link(view.word("navigator.print"), "practices/print/"),
        ],
    };
    let about = About {
        title: view.word("pages.matrix.title"),
        description: some(&view.word("pages.matrix.summary")),
        trail: view.trail_of(Kind::Practice),
        kind: Some(Kind::Practice),
        ..About::default()
    };
    Page::new("navigator-matrix.html", &view.head(path, about)).with("matrix", &shown)
}

/// Risk and direction, else the first two facets with a vocabulary of their own.
fn axes(view: View<'_>) -> (Option<&Facet>, Option<&Facet>) {
    let facets = || {
        view.portal
            .facets()
            .iter()
            .filter(|facet| facet.from.is_none())
    };
    let named = |id: &str| facets().find(|facet| *facet.id == *id);
    let rows = named("risk").or_else(|| facets().find(|facet| &*facet.id != "direction"));
    let other = |facet: &&Facet| rows.is_none_or(|rows| !std::ptr::eq(*facet, rows));
    let columns = named("direction")
        .filter(|facet| other(facet))
        .or_else(|| facets().find(other));
    (rows, columns)
}

fn caption(view: View, rows: Option<&Facet>, columns: Option<&Facet>) -> String {
    match (rows, columns) {
        (Some(rows), Some(columns)) if &*rows.id != "risk" || &*columns.id != "direction" => {
            format!("{} × {}", view.facet_label(rows), view.facet_label(columns))
        }
        _ => view.word("navigator.matrix_caption"),
    }
}

/// «Пустых сочетаний: 70 из 108».
fn holes(view: View, rows: &[Row]) -> Option<String> {
    let cells = || rows.iter().flat_map(|row| &row.cells);
    let (all, holes) = (cells().count(), cells().filter(|cell| cell.hole).count());
    let key = match holes {
        _ if all == 0 => return None,
        0 => "navigator.no_holes",
        _ => "navigator.holes",
    };
    let numbers = [("count", holes.to_string()), ("all", all.to_string())];
    Some(view.theme.words.fill(key, &numbers))
}

fn heads(view: View, facet: &Facet) -> Vec<Head> {
    let head = |value: &crate::portal::navigator::FacetValue| Head {
        text: value.label.0.clone(),
        path: view.value_path(facet, &value.id),
    };
    facet.values.iter().map(head).collect()
}

fn body(view: View, rows: &Facet, columns: &Facet) -> Vec<Row> {
    let practices = |facet: &Facet, value: &str| -> HashSet<usize> {
        view.facet_index(facet)
            .and_then(|index| index.by_value.get(value))
            .into_iter()
            .flatten()
            .copied()
            .collect()
    };
    let columns: Vec<HashSet<usize>> = columns
        .values
        .iter()
        .map(|value| practices(columns, &value.id))
        .collect();
    let cells = |row: &HashSet<usize>| -> Vec<Cell> {
        let cell = |column: &HashSet<usize>| {
            let both: Vec<usize> = row.intersection(column).copied().collect();
            let count = both.len();
            Cell {
                count,
                text: count.to_string(),
                examples: view.practice_examples(view.portal.samples_at(&both)),
                path: None,
                hole: count == 0,
            }
        };
        columns.iter().map(cell).collect()
    };
    let mut body: Vec<Row> = rows
        .values
        .iter()
        .map(|value| Row {
            text: value.label.0.clone(),
            path: view.value_path(rows, &value.id),
            cells: cells(&practices(rows, &value.id)),
        })
        .collect();
    let placed: HashSet<usize> = rows
        .values
        .iter()
        .flat_map(|value| practices(rows, &value.id))
        .collect();
    let left: HashSet<usize> = view
        .portal
        .navigator_index()
        .practices
        .iter()
        .copied()
        .filter(|at| !placed.contains(at))
        .collect();
    if !left.is_empty() && &*rows.id == "risk" {
        body.push(Row {
            text: view.word("navigator.other"),
            path: None,
            cells: cells(&left),
        });
    }
    body
}
