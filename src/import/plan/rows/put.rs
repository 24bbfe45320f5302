//! Words of a row → fields of its measure.

use super::signs::numbered_title;
use crate::import::model::{Note, NoteKind, Row};
use crate::import::plan::columns::Field;
use crate::import::plan::{Measure, flat, join, short};

/// Words to the right of the last column: the end of the result, if they go on in the middle of a sentence.
pub fn beyond(measure: &mut Measure, words: String, row: &Row) -> Option<Note> {
    let continues = words.starts_with(char::is_lowercase) && measure.beyond.is_empty();
    if continues && !measure.result.is_empty() {
        join(&mut measure.result, &words);
        let note = Note::new(NoteKind::Changed, "import.beyond-joined", row.place.clone())
            .with("number", measure.number.clone())
            .with("words", short(&words));
        return Some(note);
    }
    join(&mut measure.beyond, &words);
    None
}

/// Puts the words of a cell to what its measure has already.
pub fn put(measure: &mut Measure, field: Field, heading: &str, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    match field {
        Field::Number | Field::Section | Field::Computed | Field::Quarter(_) => {}
        // Lines of the title may be a list: they are kept until it is cut out.
        Field::Title if measure.title.is_empty() => measure.title = text.to_owned(),
        Field::Title
            if numbered_title(text)
                .is_some_and(|(n, t)| n == measure.number && t == measure.title) => {}
        Field::Title => {
            let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
            join(&mut measure.title, first);
            if !rest.is_empty() {
                measure.title.push('\n');
                measure.title.push_str(rest);
            }
        }
        Field::Responsible => join(&mut measure.responsible, &flat(text)),
        Field::Document => join(&mut measure.document, &flat(text)),
        Field::Timing => join(&mut measure.timing, &flat(text)),
        Field::Start | Field::End => span(&mut measure.timing, &flat(text)),
        Field::Result => join(&mut measure.result, &flat(text)),
        Field::Other => match measure
            .others
            .iter_mut()
            .find(|(known, _)| known == heading)
        {
            Some((_, words)) => join(words, &flat(text)),
            None => measure.others.push((heading.to_owned(), flat(text))),
        },
    }
}

/// Words of quarters beside those of a term.
pub fn also(timing: &mut String, marks: &str) {
    if !timing.is_empty() && !marks.is_empty() {
        timing.push_str("; ");
    }
    timing.push_str(marks);
}

/// «20.03.2008» and «30.12.2008» of two columns are one term.
fn span(timing: &mut String, day: &str) {
    if timing.is_empty() {
        timing.push_str(day);
    } else if timing != day {
        timing.push_str(" – ");
        timing.push_str(day);
    }
}
