//! What a person should look at in the plan as a whole: repeated measures, empty cells, odd words.

use std::collections::BTreeMap;

use super::{Measure, Recognised, flat, short};
use crate::import::model::{Note, NoteKind};

/// Adds notes about all measures.
pub fn look(plan: &mut Recognised) {
    let mut notes = Vec::new();
    repeated(plan, &mut notes);
    for measure in plan.measures() {
        empty_cells(measure, &mut notes);
        rejoined(measure, &mut notes);
    }
    plan.notes.extend(notes);
    for measure in plan.measures_mut() {
        measure.title = flat(&measure.title);
        if measure.title.is_empty() {
            measure.title = "…".to_owned();
        }
    }
}

/// Two measures with the same words: linked by a person, never merged.
fn repeated(plan: &Recognised, notes: &mut Vec<Note>) {
    let mut known: BTreeMap<String, &Measure> = BTreeMap::new();
    for measure in plan.measures() {
        let words: String = measure
            .title
            .to_lowercase()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        if words.is_empty() {
            continue;
        }
        match known.get(&words) {
            Some(first) => notes.push(
                Note::new(NoteKind::Doubt, "import.repeated", measure.place.clone())
                    .with("number", measure.number.clone())
                    .with("first", first.number.clone()),
            ),
            None => {
                known.insert(words, measure);
            }
        }
    }
}

fn empty_cells(measure: &Measure, notes: &mut Vec<Note>) {
    let cells = [
        ("title", &measure.title),
        ("responsible", &measure.responsible),
        ("timing", &measure.timing),
    ];
    for (field, text) in cells {
        if text.trim().is_empty() {
            notes.push(
                Note::new(NoteKind::Doubt, "import.cell-empty", measure.place.clone())
                    .with("number", measure.number.clone())
                    .with("field", field),
            );
        }
    }
}

/// Words that look torn: «информационно- методических», a quote without its pair.
fn rejoined(measure: &Measure, notes: &mut Vec<Note>) {
    let subitems = measure
        .subitems
        .iter()
        .map(|item| ("subitems", &item.title));
    let cells = [
        ("title", &measure.title),
        ("responsible", &measure.responsible),
        ("document", &measure.document),
        ("timing", &measure.timing),
        ("result", &measure.result),
    ];
    for (field, text) in cells.into_iter().chain(subitems) {
        let note = |key| {
            Note::new(NoteKind::Doubt, key, measure.place.clone())
                .with("number", measure.number.clone())
                .with("field", field)
                .with("words", short(text))
        };
        if let Some(word) = torn_word(text) {
            notes.push(note("import.word-torn").with("word", word));
        }
        let (opened, closed) = (text.matches('«').count(), text.matches('»').count());
        if opened != closed && field != "subitems" {
            notes.push(note("import.quote-alone"));
        }
    }
}

/// A hyphen with a space after it, or a word cut in the middle: «лично-ностно-развивающей».
fn torn_word(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.windows(2) {
        if let [first, second] = pair
            && first.ends_with('-')
            && first.chars().count() > 2
            && second.starts_with(char::is_lowercase)
            && !matches!(*second, "и" | "или")
        {
            return Some(format!("{first} {second}"));
        }
    }
    let is_torn = |word: &&&str| {
        let parts: Vec<&str> = word.split('-').collect();
        // «ностно», «вательно» begin no Russian word: a syllable before them was cut off.
        parts.iter().skip(1).any(|part| {
            let part = part.to_lowercase();
            ["ностн", "вательн", "тельн", "ческ", "ционн", "ющи", "ность"]
                .iter()
                .any(|end| part.starts_with(end))
        })
    };
    words.iter().find(is_torn).map(|word| (*word).to_owned())
}
