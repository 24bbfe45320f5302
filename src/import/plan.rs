//! The plan recogniser: tables of a file → sections and measures, with every doubt in words.
//!
//! [`columns`] finds the table and what stands in its columns, [`rows`] tells sections, measures and
//! the torn parts of rows apart and puts the parts together, [`shift`] finds cells that slipped into
//! another column, [`around`] reads the text between tables and below them, [`subitems`] cuts lists out of titles, and [`doubts`] looks at the whole.
//! No word is dropped: what has no place in a measure goes into its details or into a comment.

use crate::import::model::{Block, Note, NoteKind, Place, Source, Table};

mod around;
pub mod columns;
pub mod definitions;
pub mod doubts;
pub mod executors;
pub mod file;
pub mod heading;
pub mod indicators;
pub mod numbers;
pub mod rows;
pub mod sections;
pub mod shift;
pub mod subitems;

/// So many measures, and so many parts of them and sections, a plan has at most.
pub const MOST: usize = 5_000;

/// The table of a plan as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    /// What stands in the columns and their headings, in the order of the original.
    pub columns: Vec<(columns::Field, String)>,
    /// Sections in the order of the original; measures before the first heading stand in one without a title.
    pub sections: Vec<Section>,
    /// The block in which the table begins: what stands before it is the order.
    pub first_block: usize,
    /// The paragraph above the table that heads its first section, not the plan.
    pub section_block: Option<usize>,
    /// What a person should know, in the order of the table.
    pub notes: Vec<Note>,
}

/// A section of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its number, if the document gives one.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its measures.
    pub measures: Vec<Measure>,
}

/// One measure, its torn rows put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Where its row stands.
    pub place: Place,
    /// Its number without the trailing dot.
    pub number: String,
    /// Its words; while rows are put together, lines are its paragraphs.
    pub title: String,
    /// The cell of executors as written.
    pub responsible: String,
    /// The cell of terms as written.
    pub timing: String,
    /// Kinds of document as written.
    pub document: String,
    /// The result as written.
    pub result: String,
    /// Columns that no field of a measure has: heading and words.
    pub others: Vec<(String, String)>,
    /// Its parts.
    pub subitems: Vec<Subitem>,
    /// Words to the right of the last column.
    pub beyond: String,
    /// Whether the numbered row itself has an empty cell of the result.
    pub result_missing: bool,
    /// What the content file says about it in a comment.
    pub comments: Vec<String>,
    /// How many rows of the file it was put together from.
    pub rows: usize,
}

/// A part of a measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subitem {
    /// Its words.
    pub title: String,
    /// Its own executors.
    pub responsible: String,
    /// Its own term.
    pub timing: String,
    /// Its own kinds of document.
    pub document: String,
    /// Its own result.
    pub result: String,
}

impl Recognised {
    /// Every measure, in the order of the table.
    pub fn measures(&self) -> impl Iterator<Item = &Measure> {
        self.sections.iter().flat_map(|section| &section.measures)
    }

    /// Whether it has more measures, parts of them or sections than any plan: nobody could read its page.
    pub fn is_too_big(&self) -> bool {
        let parts = self.measures().map(|measure| measure.subitems.len()).sum();
        let counts: [usize; 3] = [self.measures().count(), parts, self.sections.len()];
        counts.iter().any(|count| *count > MOST)
    }

    /// Every measure, to be changed.
    pub fn measures_mut(&mut self) -> impl Iterator<Item = &mut Measure> {
        self.sections
            .iter_mut()
            .flat_map(|section| &mut section.measures)
    }
}

/// Finds the plan in a file; `None` when no table looks like one.
pub fn recognise(source: &Source, repair: bool) -> Option<Recognised> {
    let tables: Vec<(usize, &Table)> = source
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| match block {
            Block::Table(table) => Some((at, table)),
            Block::Paragraph(_) => None,
        })
        .collect();
    let (chosen, grid) = columns::find(&tables)?;
    let mut plan = Recognised {
        columns: grid
            .columns
            .iter()
            .map(|c| (c.field, c.heading.clone()))
            .collect(),
        first_block: tables.get(chosen).map_or(0, |(at, _)| *at),
        ..Recognised::default()
    };
    if grid.by_content {
        plan.notes.push(guessed_columns(&grid, &tables, chosen));
        plan.columns.clear();
    }
    let mut reader = rows::Reader::new(&grid, tables.get(chosen).map(|(_, table)| *table));
    let mut around = around::Around::new(source, plan.first_block, &grid);
    plan.section_block = around.first_section(&mut reader);
    for (at, (block, table)) in tables.iter().enumerate() {
        if at == chosen {
            reader.read(table, grid.first_row);
        } else if at > chosen
            && columns::continues(table, &grid)
            && around.goes_on(*block, &mut reader)
        {
            reader.read(table, 0);
        } else if !table.rows.iter().all(|row| row.is_empty()) && !around.is_over() {
            let place = table.rows.first().map(|row| row.place.clone());
            plan.notes.push(Note::new(
                NoteKind::Doubt,
                "import.table-left",
                place.unwrap_or_default(),
            ));
        }
    }
    plan.notes.extend(around.rest());
    let (sections, notes) = reader.finish();
    plan.sections = sections;
    plan.notes.extend(notes);
    plan.measures().next()?;
    if plan.is_too_big() {
        return Some(plan);
    }
    shift::settle(&mut plan, repair);
    subitems::split(&mut plan);
    doubts::look(&mut plan);
    Some(plan)
}

/// A table without headings: a person should see what was taken for what.
fn guessed_columns(grid: &columns::Grid, tables: &[(usize, &Table)], chosen: usize) -> Note {
    let fields: Vec<&str> = grid.columns.iter().map(|c| c.field.name()).collect();
    let place = tables
        .get(chosen)
        .and_then(|(_, table)| table.rows.first())
        .map(|row| row.place.clone());
    Note::new(
        NoteKind::Doubt,
        "import.columns-guessed",
        place.unwrap_or_default(),
    )
    .with("fields", fields.join(", "))
}

/// Words with single spaces and no line breaks.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Puts the torn end of a text to its beginning.
pub fn join(beginning: &mut String, end: &str) {
    let end = end.trim();
    if end.is_empty() {
        return;
    }
    let trimmed = beginning.trim_end().len();
    beginning.truncate(trimmed);
    let is_hyphenated = beginning.ends_with('-')
        && beginning
            .chars()
            .rev()
            .nth(1)
            .is_some_and(char::is_alphabetic)
        && end.starts_with(char::is_lowercase);
    if !beginning.is_empty() && !is_hyphenated {
        beginning.push(' ');
    }
    beginning.push_str(end);
}

/// A text for a message: whole when short, else its beginning.
pub fn short(text: &str) -> String {
    const MOST: usize = 80;
    let text = flat(text);
    if text.chars().count() <= MOST {
        return text;
    }
    let cut: String = text.chars().take(MOST).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}
