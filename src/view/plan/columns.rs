//! The columns of a plan: those of the original, in its order and words.

use serde::Serialize;

use crate::portal::columns::{SIX, fields};
use crate::portal::plan::Plan;
use crate::view::View;

/// A column under the heading of the original.
#[derive(Serialize)]
pub struct Column {
    /// What stands in it: a field of a measure, or `other` where there is none and its cells are empty.
    pub key: &'static str,
    /// The heading.
    pub title: String,
}

/// The columns of the original. One that the original lacks is added when a measure has something in it.
pub fn columns(view: View, plan: &Plan) -> Vec<Column> {
    let written = &plan.columns;
    let mut columns: Vec<Column> = fields(written)
        .into_iter()
        .zip(written.iter())
        .map(|(field, title)| Column {
            key: field.unwrap_or("other"),
            title: title.0.clone(),
        })
        .collect();
    let measures = || plan.measures().map(|(_, measure)| measure);
    let needed = |key: &str| match key {
        "document" => measures().any(|measure| !measure.document.is_empty()),
        "result" => measures().any(|measure| !measure.result.is_empty()),
        "timing" => measures().any(|measure| !measure.timing.is_empty()),
        "responsible" => measures().any(|measure| {
            !measure.responsible.is_empty() || !measure.responsible_words.is_empty()
        }),
        _ => true,
    };
    for (place, key) in SIX.into_iter().enumerate() {
        if needed(key) && columns.iter().all(|known| known.key != key) {
            let title = view.word(&format!("plan.columns.{key}"));
            columns.insert(place.min(columns.len()), Column { key, title });
        }
    }
    columns
}
