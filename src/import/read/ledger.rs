//! What a reader writes down while it reads: notes, and how much it has read already.

use std::collections::BTreeMap;

use super::{LIMITS, Refusal};
use crate::import::model::{Note, NoteKind, Place};

/// Notes of one file and the counts that its limits speak of.
#[derive(Default)]
pub struct Ledger {
    notes: Vec<Note>,
    /// How many notes of a key there were, and the kind of the last.
    counts: BTreeMap<&'static str, (usize, NoteKind)>,
    rows: usize,
    cells: usize,
    merged: usize,
    written: usize,
}

impl Ledger {
    /// Writes a note down. Of notes with one key only the first are kept: the report is for a person.
    pub fn note(&mut self, note: Note) {
        let count = self.counts.entry(note.key).or_insert((0, note.kind));
        *count = (count.0 + 1, note.kind);
        if count.0 <= LIMITS.notes {
            self.notes.push(note);
        }
    }

    /// A note without values.
    pub fn say(&mut self, kind: NoteKind, key: &'static str, place: &Place) {
        self.note(Note::new(kind, key, place.clone()));
    }

    /// One more row is read.
    pub fn row(&mut self) -> Result<(), Refusal> {
        self.rows += 1;
        if self.rows > LIMITS.rows {
            return Err(
                Refusal::new("import.read-too-many-rows").with("n", LIMITS.rows.to_string())
            );
        }
        Ok(())
    }

    /// One more cell is read.
    pub fn cell(&mut self) -> Result<(), Refusal> {
        self.cells += 1;
        if self.cells > LIMITS.cells {
            return Err(
                Refusal::new("import.read-too-many-cells").with("n", LIMITS.cells.to_string())
            );
        }
        Ok(())
    }

    /// So much more text is read. A file may repeat one text without end at no cost of its own.
    pub fn text(&mut self, text: &str) -> Result<(), Refusal> {
        self.spaces(text.len())
    }

    /// So many more bytes of text are read.
    pub fn spaces(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.written = self.written.saturating_add(bytes);
        if self.written > LIMITS.written {
            let most = (LIMITS.written >> 20).to_string();
            return Err(Refusal::new("import.read-too-much-text").with("n", most));
        }
        Ok(())
    }

    /// So many places of the grid lie under merged cells.
    pub fn merged(&mut self, places: usize) -> Result<(), Refusal> {
        self.merged = self.merged.saturating_add(places);
        if self.merged > LIMITS.cells {
            return Err(
                Refusal::new("import.read-too-many-cells").with("n", LIMITS.cells.to_string())
            );
        }
        Ok(())
    }

    /// All notes, with a line for those that are not shown.
    pub fn finish(mut self) -> Vec<Note> {
        for (key, (count, kind)) in &self.counts {
            if *count > LIMITS.notes {
                let more = Note::new(*kind, "import.read-more-notes", Place::default())
                    .with("n", (count - LIMITS.notes).to_string())
                    .with(
                        "what",
                        crate::lang::message(crate::lang::Language::Ru, key, &[]),
                    );
                self.notes.push(more);
            }
        }
        self.notes
    }
}

/// Refuses a column that no table of a plan has.
pub fn column_fits(columns: usize) -> Result<(), Refusal> {
    if columns > LIMITS.columns {
        return Err(
            Refusal::new("import.read-too-many-columns").with("n", LIMITS.columns.to_string())
        );
    }
    Ok(())
}

/// Refuses a text that no cell holds.
pub fn text_fits(text: &str, place: &Place) -> Result<(), Refusal> {
    // Bytes first: counting the characters of every short text would cost more than reading it.
    if text.len() > LIMITS.text && text.chars().count() > LIMITS.text {
        return Err(Refusal::new("import.read-too-long")
            .with("n", LIMITS.text.to_string())
            .with("place", place.words(crate::lang::Language::Ru)));
    }
    Ok(())
}

/// The beginning of a text, for a note.
pub fn clipped(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LIMITS.quote) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// A name as far as anything of it matters.
pub fn named(text: Option<String>) -> Option<String> {
    let text = text?;
    match text.char_indices().nth(LIMITS.name) {
        Some((at, _)) => text.get(..at).map(str::to_owned),
        None => Some(text),
    }
}
