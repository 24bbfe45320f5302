//! Numbers of measures: given where there are none, told apart where two are the same.

use std::collections::{BTreeMap, BTreeSet};

use super::Section;
use crate::import::model::{Note, NoteKind};

/// Numbers measures that have none, one after another.
pub fn give(sections: &mut [Section], notes: &mut Vec<Note>) {
    let mut next = 0;
    let mut given = None;
    for measure in sections
        .iter_mut()
        .flat_map(|section| &mut section.measures)
    {
        next += 1;
        if measure.number.is_empty() {
            measure.number = next.to_string();
            given.get_or_insert_with(|| measure.place.clone());
        }
    }
    if let Some(place) = given {
        notes.push(Note::new(NoteKind::Changed, "import.numbers-given", place));
    }
}

/// Two measures of one number cannot be told apart; a sheet makes «3.10» a «3.1».
pub fn make_unique(sections: &mut [Section], notes: &mut Vec<Note>) {
    let mut known: BTreeSet<String> = BTreeSet::new();
    // How often each was met: looking for a free one from the first would not end in a long sheet.
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let mut before = String::new();
    for measure in sections
        .iter_mut()
        .flat_map(|section| &mut section.measures)
    {
        if known.contains(&measure.number) {
            let lost = format!("{}0", measure.number);
            let follows = before
                .rsplit_once('.')
                .and_then(|(head, tail)| Some((head, tail.parse::<u32>().ok()? + 1)))
                .is_some_and(|(head, next)| lost == format!("{head}.{next}"));
            let number = if follows && !known.contains(&lost) {
                lost
            } else {
                let count = met.entry(measure.number.clone()).or_insert(1);
                *count += 1;
                format!("{}-{count}", measure.number)
            };
            let note = Note::new(
                NoteKind::Doubt,
                "import.number-again",
                measure.place.clone(),
            )
            .with("number", measure.number.clone())
            .with("new", number.clone());
            notes.push(note);
            measure.number = number;
        }
        before.clone_from(&measure.number);
        known.insert(measure.number.clone());
    }
}
