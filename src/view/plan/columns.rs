//! The columns of a plan: those of the original, in its order and words.

use serde::Serialize;

use crate::portal::plan::Plan;
use crate::view::View;

/// A column under the heading of the original.
#[derive(Serialize)]
pub struct Column {
    /// What stands in it: a field of a measure.
    pub key: &'static str,
    /// The heading.
    pub title: String,
}

/// The usual headings of five and of six columns.
const FIVE: [&str; 5] = ["number", "title", "responsible", "timing", "result"];
const SIX: [&str; 6] = [
    "number",
    "title",
    "responsible",
    "document",
    "timing",
    "result",
];

/// Beginnings of words by which a column is known, whatever its place.
const MARKS: [(&str, &[&str]); 6] = [
    ("number", &["№", "п/п", "no.", "number"]),
    (
        "responsible",
        &["ответств", "исполнит", "responsib", "executor"],
    ),
    (
        "timing",
        &[
            "срок",
            "дат",
            "период",
            "timing",
            "term",
            "deadline",
            "date",
        ],
    ),
    ("document", &["документ", "document"]),
    ("result", &["результат", "result", "outcome"]),
    (
        "title",
        &["наимен", "меропр", "содерж", "measure", "title", "activit"],
    ),
];

/// The columns of the original. One that the original lacks is added when a measure has something in it.
pub fn columns(view: View, plan: &Plan) -> Vec<Column> {
    let written = &plan.columns;
    let keys: Vec<Option<&'static str>> = match written.len() {
        5 => FIVE.map(Some).to_vec(),
        6 => SIX.map(Some).to_vec(),
        _ => written.iter().map(|title| column_key(title)).collect(),
    };
    let mut columns: Vec<Column> = Vec::new();
    for (key, title) in keys.into_iter().zip(written.iter()) {
        if let Some(key) = key.filter(|key| columns.iter().all(|known| known.key != *key)) {
            columns.push(Column {
                key,
                title: title.0.clone(),
            });
        }
    }
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

fn column_key(title: &str) -> Option<&'static str> {
    let title = title.to_lowercase();
    let is_met = |marks: &[&str]| marks.iter().any(|mark| title.contains(mark));
    MARKS
        .iter()
        .find(|(_, marks)| is_met(marks))
        .map(|(key, _)| *key)
}
