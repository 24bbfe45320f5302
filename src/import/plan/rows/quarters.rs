//! Columns of quarters → words of a term: marks name their quarters, words stay words.

use super::looks_like_timing;
use crate::import::model::Row;
use crate::import::plan::columns::{Field, Grid};
use crate::import::plan::flat;

const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

/// What stands in the columns of quarters: «I, III кварталы», «до 25.03; II квартал», «в течение года»
/// from a cell over all of them.
pub fn words(row: &Row, grid: &Grid, texts: &[String]) -> String {
    let mut cells: Vec<(usize, Vec<&str>, String)> = Vec::new();
    let mut columns = 0;
    for (column, text) in grid.columns.iter().zip(texts) {
        let Field::Quarter(n) = column.field else {
            continue;
        };
        columns += 1;
        let roman = ROMAN.get(usize::from(n).wrapping_sub(1)).copied();
        let Some((cell, roman)) = row.at(column.from).zip(roman) else {
            continue;
        };
        match cells.last_mut() {
            Some((at, quarters, _)) if *at == cell.column => quarters.push(roman),
            _ => cells.push((cell.column, vec![roman], flat(text))),
        }
    }
    cells.retain(|(_, _, text)| !matches!(text.as_str(), "" | "-" | "–" | "—"));
    if cells.iter().all(|(_, _, text)| is_mark(text)) {
        let quarters: Vec<&str> = cells.into_iter().flat_map(|(_, own, _)| own).collect();
        return named(&quarters);
    }
    let parts = cells.into_iter().map(|(_, quarters, text)| match () {
        () if is_mark(&text) => named(&quarters),
        () if quarters.len() == columns || looks_like_timing(&text) => text,
        () if text.starts_with(|c: char| c.is_ascii_digit()) || text.starts_with("до ") => text,
        () => format!("{} ({text})", named(&quarters)),
    });
    parts.collect::<Vec<_>>().join("; ")
}

fn named(quarters: &[&str]) -> String {
    match quarters {
        [] => String::new(),
        [only] => format!("{only} квартал"),
        several => format!("{} кварталы", several.join(", ")),
    }
}

/// A sign that says no more than «here».
fn is_mark(text: &str) -> bool {
    let lower = text.to_lowercase();
    matches!(lower.as_str(), "x" | "х" | "v" | "да") || !lower.contains(char::is_alphanumeric)
}
