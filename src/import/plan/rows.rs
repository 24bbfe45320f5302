//! Rows of the table → sections and measures: what begins something and what continues it.

mod put;
mod quarters;
mod signs;

use std::collections::BTreeSet;

use super::columns::{Field, Grid};
use super::{Measure, Section, Subitem, flat, join, numbers, sections, short};
use crate::import::model::{Note, NoteKind, Row, Table};
use put::{also, beyond, put};
pub use signs::{is_column_numbers, is_headings, looks_like_timing, number};
use signs::{is_dashes, numbered_title};

/// Puts rows together.
pub struct Reader<'g> {
    grid: &'g Grid,
    /// Whether measures have numbers of their own.
    has_numbers: bool,
    sections: Vec<Section>,
    notes: Vec<Note>,
    /// By column, the words of the last cell that is not the lower part of another.
    above: Vec<String>,
}

/// The words of a row, column by column.
struct Words {
    columns: Vec<String>,
    beyond: String,
}

impl<'g> Reader<'g> {
    /// A reader for a plan with these columns.
    pub fn new(grid: &'g Grid, table: Option<&Table>) -> Self {
        let is_numbered = |row: &Row| {
            grid.columns.iter().any(|column| {
                let cell = row.at(column.from);
                column.field == Field::Number
                    && cell.is_some_and(|cell| number(&cell.text()).is_some())
            })
        };
        let rows = table.map_or(&[][..], |table| {
            table.rows.get(grid.first_row..).unwrap_or_default()
        });
        let has_numbers = rows
            .iter()
            .any(|row| !is_column_numbers(row) && is_numbered(row));
        Self {
            grid,
            has_numbers,
            sections: Vec::new(),
            notes: Vec::new(),
            above: vec![String::new(); grid.columns.len()],
        }
    }

    /// Reads the rows of a table from this one on.
    pub fn read(&mut self, table: &Table, from: usize) {
        let rows = table.rows.get(from..).unwrap_or_default();
        for (at, row) in rows.iter().enumerate() {
            if row.is_empty() || is_dashes(row) || is_column_numbers(row) {
                continue;
            }
            if is_headings(row, self.grid) {
                self.note(NoteKind::Read, "import.headings-repeated", row);
                continue;
            }
            self.row(row, rows.get(at + 1..).unwrap_or_default());
        }
    }

    /// What was put together.
    pub fn finish(mut self) -> (Vec<Section>, Vec<Note>) {
        if !self.has_numbers {
            numbers::give(&mut self.sections, &mut self.notes);
        }
        numbers::make_unique(&mut self.sections, &mut self.notes);
        self.sections
            .retain(|section| !section.measures.is_empty() || !section.title.is_empty());
        (self.sections, self.notes)
    }

    /// Begins a section.
    pub fn section(&mut self, heading: &str) {
        let (number, title) = sections::heading(heading);
        self.sections.push(Section {
            number,
            title,
            measures: Vec::new(),
        });
    }

    fn row(&mut self, row: &Row, below: &[Row]) {
        if row.hidden {
            self.note(NoteKind::Doubt, "import.row-hidden", row);
        }
        if let Some(title) = self.section_title(row, below) {
            return self.section(&title);
        }
        if self.is_narrow(row) {
            return self.narrow(row);
        }
        let mut words = self.words(row);
        match self.begins(&words) {
            Some(number) => {
                self.repeat(row, &number, &mut words);
                self.measure(row, number, words);
            }
            None => self.tail(row, words),
        }
    }

    /// A cell over several measures speaks of each of them: «I квартал» beside three rows.
    fn repeat(&mut self, row: &Row, number: &str, words: &mut Words) {
        let mut repeated: BTreeSet<&'static str> = BTreeSet::new();
        let columns = self.grid.columns.iter().zip(&mut words.columns);
        for ((column, text), above) in columns.zip(&mut self.above) {
            let goes_on = row.at(column.from).is_some_and(|cell| cell.continues);
            if !goes_on {
                above.clone_from(text);
            } else if text.is_empty() && !above.is_empty() && is_shared(column.field) {
                text.clone_from(above);
                repeated.insert(column.field.name());
            }
        }
        if !repeated.is_empty() {
            let fields: Vec<&str> = repeated.into_iter().collect();
            let note = Note::new(NoteKind::Changed, "import.row-merged", row.place.clone());
            let note = note
                .with("number", number)
                .with("fields", fields.join(", "));
            self.notes.push(note);
        }
    }

    fn place_of(&self, field: Field) -> Option<usize> {
        self.grid
            .columns
            .iter()
            .position(|column| column.field == field)
    }

    fn word<'w>(&self, words: &'w Words, field: Field) -> &'w str {
        let at = self.place_of(field);
        at.and_then(|at| words.columns.get(at))
            .map_or("", String::as_str)
    }

    fn words(&self, row: &Row) -> Words {
        let mut words = Words {
            columns: vec![String::new(); self.grid.columns.len()],
            beyond: String::new(),
        };
        for cell in row
            .cells
            .iter()
            .filter(|cell| !cell.continues && !cell.is_empty())
        {
            let column = self.grid.column(cell.column);
            match column.and_then(|at| words.columns.get_mut(at)) {
                Some(known) if known.is_empty() => *known = cell.text(),
                Some(known) => join(known, &cell.text()),
                None => join(&mut words.beyond, &flat(&cell.text())),
            }
        }
        words
    }

    /// The number with which a measure begins in this row; an empty one where none has a number.
    fn begins(&self, words: &Words) -> Option<String> {
        if self.has_numbers {
            return number(self.word(words, Field::Number));
        }
        let title = self.word(words, Field::Title);
        if let Some((number, _)) = numbered_title(title) {
            return Some(number);
        }
        let others = [
            Field::Responsible,
            Field::Timing,
            Field::Start,
            Field::Result,
        ];
        let has_more = others
            .iter()
            .any(|field| !self.word(words, *field).is_empty());
        let begins = !title.is_empty() && !title.starts_with(char::is_lowercase);
        (begins && has_more).then(String::new)
    }

    /// The words of a heading of a section, if the row is one.
    fn section_title(&self, row: &Row, below: &[Row]) -> Option<String> {
        let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
        let first = filled.next()?;
        let second = filled.next();
        if filled.next().is_some() {
            return None;
        }
        let text = flat(&first.text());
        if let Some(title) = second {
            // «1. | Нормативное обеспечение | | |»: what follows is numbered 1.1, or there is no other cell.
            let is_title = self.grid.column(title.column) == self.place_of(Field::Title);
            // Measures are never numbered so.
            if is_title && first.column == 0 && sections::is_roman(&text) {
                let number = text.trim_end_matches(['.', ')']);
                return Some(format!("{number}. {}", flat(&title.text())));
            }
            let number = number(&text).filter(|_| first.column == 0)?;
            let prefix = format!("{number}.");
            let next = below.iter().find_map(|row| self.number_of(row));
            let parts = next.is_some_and(|next| next.starts_with(&prefix));
            return (is_title && parts).then(|| format!("{number}. {}", flat(&title.text())));
        }
        if number(&text).is_some() || first.continues {
            return None;
        }
        let next = below.iter().find_map(|row| self.number_of(row));
        let title = self.place_of(Field::Title);
        if self.grid.column(first.column) == title && sections::names_itself(&text, next) {
            return Some(text);
        }
        let covered: usize = row.cells.iter().map(|cell| cell.columns.max(1)).sum();
        let spans = first.columns > 1 && first.columns + 1 >= self.grid.width;
        let is_first = self.grid.column(first.column) == Some(0) || first.column == 0;
        let is_whole = covered + 1 >= self.grid.width || covered == 1;
        let begins_upper = !text.starts_with(char::is_lowercase);
        let is_title_of_unnumbered = !self.has_numbers && is_whole;
        (begins_upper
            && (spans
                || is_first
                    && is_whole
                    && (self.place_of(Field::Number) == Some(0) || is_title_of_unnumbered)))
            .then_some(text)
    }

    fn number_of(&self, row: &Row) -> Option<String> {
        let column = self.place_of(Field::Number)?;
        let from = self.grid.columns.get(column)?.from;
        number(&row.at(from)?.text())
    }

    /// A row with fewer cells than half of the table: a text lost the tabs that told the columns.
    fn is_narrow(&self, row: &Row) -> bool {
        let covered: usize = row.cells.iter().map(|cell| cell.columns.max(1)).sum();
        let first = row.cells.first();
        let is_words = first.is_some_and(|cell| !cell.is_empty() && number(&cell.text()).is_none());
        covered * 2 <= self.grid.width && is_words && self.grid.width > 2
    }

    fn narrow(&mut self, row: &Row) {
        let filled: Vec<String> = row
            .cells
            .iter()
            .filter(|c| !c.is_empty())
            .map(|c| c.text())
            .collect();
        let Some((first, rest)) = filled.split_first() else {
            return;
        };
        let has_result = self.place_of(Field::Result).is_some();
        let Some(measure) = last(&mut self.sections) else {
            return self.note(NoteKind::Doubt, "import.row-left", row);
        };
        measure.rows += 1;
        let begins = first.starts_with(char::is_lowercase);
        match measure.subitems.last_mut() {
            Some(item) if begins => join(&mut item.title, first),
            None if begins => join(&mut measure.title, first),
            _ => measure.subitems.push(Subitem {
                title: flat(first),
                ..Subitem::default()
            }),
        }
        // What stands to the right of the words is nearest to the last column.
        for text in rest {
            match has_result {
                true => join(&mut measure.result, &flat(text)),
                false => join(&mut measure.timing, &flat(text)),
            }
        }
        let number = measure.number.clone();
        let note = Note::new(NoteKind::Changed, "import.row-narrow", row.place.clone())
            .with("number", number)
            .with("words", short(first));
        self.notes.push(note);
    }

    fn measure(&mut self, row: &Row, number: String, words: Words) {
        let mut measure = Measure {
            place: row.place.clone(),
            number,
            rows: 1,
            ..Measure::default()
        };
        if let Some((found, title)) =
            numbered_title(self.word(&words, Field::Title)).filter(|_| !self.has_numbers)
        {
            measure.number = found;
            measure.title = title;
        }
        let marks = quarters::words(row, self.grid, &words.columns);
        for (column, text) in self.grid.columns.iter().zip(&words.columns) {
            put(&mut measure, column.field, &column.heading, text);
        }
        also(&mut measure.timing, &marks);
        measure.result_missing = measure.result.is_empty();
        measure.beyond.clone_from(&words.beyond);
        self.enter(&flat(self.word(&words, Field::Section)));
        if self.sections.is_empty() {
            self.sections.push(Section::default());
        }
        if let Some(section) = self.sections.last_mut() {
            section.measures.push(measure);
        }
    }

    /// Begins the section that a row of a sheet names, unless it is the one already open.
    fn enter(&mut self, heading: &str) {
        if heading.is_empty() {
            return;
        }
        let (number, title) = sections::heading(heading);
        let open = self.sections.last();
        if open.is_none_or(|open| open.title != title || open.number != number) {
            self.section(heading);
        }
    }

    /// The lower part of a row that a page has torn, or a part of a measure with cells of its own.
    fn tail(&mut self, row: &Row, words: Words) {
        let of = |field| flat(self.word(&words, field));
        let part = Subitem {
            title: of(Field::Title),
            responsible: of(Field::Responsible),
            timing: of(Field::Timing),
            document: of(Field::Document),
            result: of(Field::Result),
        };
        let begins = self.word(&words, Field::Title).chars().next();
        let begins = begins.is_some_and(|letter| !letter.is_lowercase());
        let is_number_merged = row.at(0).is_some_and(|cell| cell.continues);
        let marks = quarters::words(row, self.grid, &words.columns);
        let Some(measure) = last(&mut self.sections) else {
            return self.note(NoteKind::Doubt, "import.row-left", row);
        };
        measure.rows += 1;
        let awaits = measure.title.trim_end().ends_with(':') || is_number_merged;
        let is_own = match (part.responsible.is_empty(), part.timing.is_empty()) {
            (false, false) => true,
            (true, true) => false,
            _ => awaits,
        };
        if begins && is_own {
            measure.subitems.push(part);
            return;
        }
        let mut joined: BTreeSet<&'static str> = BTreeSet::new();
        for (column, text) in self.grid.columns.iter().zip(&words.columns) {
            if text.trim().is_empty() {
                continue;
            }
            joined.insert(column.field.name());
            match (column.field, measure.subitems.last_mut()) {
                (Field::Title, Some(item)) => join(&mut item.title, &flat(text)),
                _ => put(measure, column.field, &column.heading, text),
            }
        }
        also(&mut measure.timing, &marks);
        let fields: Vec<&str> = joined.into_iter().collect();
        let mut notes = Vec::new();
        if !fields.is_empty() {
            notes.push(
                Note::new(NoteKind::Changed, "import.row-joined", row.place.clone())
                    .with("number", name_of(measure))
                    .with("fields", fields.join(", ")),
            );
        }
        if !words.beyond.is_empty() {
            notes.extend(beyond(measure, words.beyond, row));
        }
        self.notes.extend(notes);
    }

    fn note(&mut self, kind: NoteKind, key: &'static str, row: &Row) {
        let words: Vec<String> = row
            .cells
            .iter()
            .map(|c| flat(&c.text()))
            .filter(|t| !t.is_empty())
            .collect();
        let note = Note::new(kind, key, row.place.clone()).with("words", short(&words.join(" ")));
        self.notes.push(note);
    }
}

/// Columns whose cell may speak of several measures; words of a title or of notes are of one.
fn is_shared(field: Field) -> bool {
    let own = [
        Field::Number,
        Field::Section,
        Field::Title,
        Field::Other,
        Field::Computed,
    ];
    !own.contains(&field)
}

/// How a person finds a measure that may not have its number yet.
fn name_of(measure: &Measure) -> String {
    match measure.number.is_empty() {
        true => format!("«{}»", short(&measure.title)),
        false => measure.number.clone(),
    }
}

fn last(sections: &mut [Section]) -> Option<&mut Measure> {
    sections
        .last_mut()
        .and_then(|section| section.measures.last_mut())
}
