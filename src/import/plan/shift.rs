//! Cells that slipped out of the table: found, told, and put right only when asked to.
//!
//! A recogniser of scans may put results into a column of their own to the right, and then one row
//! higher or lower than their measures. A run of rows with such a cell shows which: above it stands a
//! measure that has a result of its own, below it one that has none.

use super::{Measure, Recognised, join, short};
use crate::import::model::{Note, NoteKind};

/// One move of words to the measure that they belong to by sense.
struct Move {
    from: usize,
    to: usize,
    /// Whether the words are the beginning of the result there.
    first: bool,
}

/// Looks at all words beyond the last column.
pub fn settle(plan: &mut Recognised, repair: bool) {
    let mut notes = Vec::new();
    let mut measures: Vec<&mut Measure> = plan.measures_mut().collect();
    let mut at = 0;
    while at < measures.len() {
        let run = measures
            .iter()
            .skip(at)
            .take_while(|m| !m.beyond.is_empty())
            .count();
        if run == 0 {
            at += 1;
            continue;
        }
        match moves(&measures, at, at + run) {
            Some(moves) => apply(&mut measures, &moves, repair, &mut notes),
            None => keep(&mut measures, at, at + run, &mut notes),
        }
        at += run;
    }
    notes.extend(left_shifts(&mut measures, repair));
    drop(measures);
    plan.notes.extend(notes);
}

/// Where the words of the rows `from..to` belong; `None` when the rows do not say.
fn moves(measures: &[&mut Measure], from: usize, to: usize) -> Option<Vec<Move>> {
    let missing = |at: usize| measures.get(at).is_some_and(|m| m.result_missing);
    let rows = || from..to;
    if rows().all(missing) {
        let same = |at| Move {
            from: at,
            to: at,
            first: true,
        };
        return Some(rows().map(same).collect());
    }
    // One row too high: the first has its own result, the one after the last has none.
    if !missing(from) && (from + 1..=to).all(missing) {
        let below = |at| Move {
            from: at,
            to: at + 1,
            first: true,
        };
        return Some(rows().map(below).collect());
    }
    // One row too low: the one before the first has none, the last has its own.
    if from > 0 && is_bare(measures, from - 1) && (from..to - 1).all(missing) {
        let above = |at| Move {
            from: at,
            to: at - 1,
            first: true,
        };
        return Some(rows().map(above).collect());
    }
    None
}

/// A measure without a result anywhere in its row.
fn is_bare(measures: &[&mut Measure], at: usize) -> bool {
    measures
        .get(at)
        .is_some_and(|m| m.result.is_empty() && m.beyond.is_empty())
}

fn apply(measures: &mut [&mut Measure], moves: &[Move], repair: bool, notes: &mut Vec<Note>) {
    let taken: Vec<String> = moves
        .iter()
        .map(|step| {
            measures
                .get_mut(step.from)
                .map(|m| std::mem::take(&mut m.beyond))
                .unwrap_or_default()
        })
        .collect();
    for (step, words) in moves.iter().zip(taken) {
        let Some(to) = measures.get(step.to).map(|m| m.number.clone()) else {
            continue;
        };
        let Some(from) = measures.get_mut(step.from) else {
            continue;
        };
        let key = match (repair, step.from == step.to) {
            (true, _) => "import.shift-repaired",
            (false, true) => "import.shift-same",
            (false, false) => "import.shift",
        };
        let kind = if repair {
            NoteKind::Changed
        } else {
            NoteKind::Proposal
        };
        let note = Note::new(kind, key, from.place.clone())
            .with("number", from.number.clone())
            .with("to", to.clone())
            .with("words", words.clone());
        if !repair {
            from.comments.push(note.words(crate::lang::Language::Ru));
        }
        notes.push(note);
        let Some(target) = measures.get_mut(step.to).filter(|_| repair) else {
            continue;
        };
        let tail = std::mem::take(&mut target.result);
        let mut whole = words;
        if step.first {
            join(&mut whole, &tail);
            target.result = whole;
        }
    }
}

/// Words whose measure is not clear stay in a comment of their own row.
fn keep(measures: &mut [&mut Measure], from: usize, to: usize, notes: &mut Vec<Note>) {
    for measure in measures.iter_mut().take(to).skip(from) {
        let words = std::mem::take(&mut measure.beyond);
        let note = Note::new(NoteKind::Doubt, "import.beyond-left", measure.place.clone())
            .with("number", measure.number.clone())
            .with("words", words);
        measure.comments.push(note.words(crate::lang::Language::Ru));
        notes.push(note);
    }
}

/// Inside the table: no executor, and the words of the term stand in the next column.
fn left_shifts(measures: &mut [&mut Measure], repair: bool) -> Vec<Note> {
    use super::rows::looks_like_timing;
    let mut notes = Vec::new();
    for measure in measures.iter_mut() {
        let slipped = measure.responsible.is_empty()
            && measure.document.is_empty()
            && !measure.timing.is_empty()
            && !looks_like_timing(&measure.timing)
            && looks_like_timing(&measure.result);
        if !slipped {
            continue;
        }
        let key = if repair {
            "import.shift-left-repaired"
        } else {
            "import.shift-left"
        };
        let kind = if repair {
            NoteKind::Changed
        } else {
            NoteKind::Proposal
        };
        let note = Note::new(kind, key, measure.place.clone())
            .with("number", measure.number.clone())
            .with("responsible", short(&measure.timing))
            .with("timing", short(&measure.result));
        if repair {
            measure.responsible = std::mem::take(&mut measure.timing);
            measure.timing = std::mem::take(&mut measure.result);
        } else {
            measure.comments.push(note.words(crate::lang::Language::Ru));
        }
        notes.push(note);
    }
    notes
}
