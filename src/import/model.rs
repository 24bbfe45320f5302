//! What every reader gives and every recogniser takes: paragraphs and tables in the order of the file.
//!
//! A reader says what stands where and nothing of what it means: which row is a section, which two
//! rows are one broken by a page, is for the recognisers. What a reader had to leave out or to read
//! in its own way it says in a [`Note`].

use std::sync::Arc;

use crate::lang::{Language, message};

/// A file as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Paragraphs and tables, in the order of the file.
    pub blocks: Vec<Block>,
    /// What a person should know of the reading, in the order of the file.
    pub notes: Vec<Note>,
}

/// A piece of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Text outside tables.
    Paragraph(Paragraph),
    /// A table; a sheet of a book is one too.
    Table(Table),
}

/// A paragraph, outside tables or in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The words. A line break inside the paragraph is `\n`, a tab is `\t`.
    pub text: String,
    /// The list number or bullet that the program of the author shows before it: `1.`, `-`.
    pub label: Option<String>,
    /// Whether it has the style of a heading.
    pub heading: bool,
    /// Where it stands; in a cell, the place of the cell.
    pub place: Place,
}

impl Paragraph {
    /// A paragraph as a person sees it, with its number or bullet.
    pub fn shown(&self) -> String {
        match &self.label {
            Some(label) if self.text.is_empty() => label.clone(),
            Some(label) => format!("{label} {}", self.text),
            None => self.text.clone(),
        }
    }
}

/// A table, or a sheet of a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The name of the sheet.
    pub name: Option<String>,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// Rows from above; empty ones are kept, for a blank row may be the end of a page.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Cells from the left, each column once; a row of a text may be shorter than its table.
    pub cells: Vec<Cell>,
    /// Where it stands.
    pub place: Place,
    /// Whether the file itself says that it is a row of headings.
    pub header: bool,
    /// Whether a person who opens the file does not see it.
    pub hidden: bool,
}

impl Row {
    /// The cell that covers this column of the grid.
    pub fn at(&self, column: usize) -> Option<&Cell> {
        let covers = |cell: &&Cell| (cell.column..cell.column + cell.columns).contains(&column);
        self.cells.iter().find(covers)
    }

    /// Whether no cell has a word.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it; an empty cell has none.
    pub paragraphs: Vec<Paragraph>,
    /// Its column of the grid, from 0.
    pub column: usize,
    /// How many columns of the grid it covers, at least 1.
    pub columns: usize,
    /// Whether it is the lower part of the cell above. Its own paragraphs are then empty.
    pub continues: bool,
    /// Where it stands.
    pub place: Place,
}

impl Cell {
    /// Its paragraphs with their numbers and bullets, one a line.
    pub fn text(&self) -> String {
        let shown: Vec<String> = self.paragraphs.iter().map(Paragraph::shown).collect();
        shown.join("\n")
    }

    /// Whether it has no word.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.iter().all(|paragraph| {
            paragraph.text.trim().is_empty() && paragraph.label.as_deref().is_none_or(str::is_empty)
        })
    }
}

/// A place as a person finds it: «таблица 1, строка 5», «лист «План», B5», «строка 120 текста».
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Number of the table in the file, from 1; 0 is outside tables.
    pub table: usize,
    /// Row of the table, from 1; 0 is the table as a whole.
    pub row: usize,
    /// Name of the sheet.
    pub sheet: Option<Arc<str>>,
    /// Cell of a sheet, `B5`; in other tables the column alone, `2`.
    pub cell: Option<String>,
    /// Line of a text file, from 1.
    pub line: Option<usize>,
    /// Paragraph outside tables, from 1, where a file has no lines.
    pub paragraph: Option<usize>,
}

impl Place {
    /// The place in words; nothing for the file as a whole.
    pub fn words(&self, language: Language) -> String {
        let mut parts = Vec::new();
        let mut say =
            |key, name, value: String| parts.push(message(language, key, &[(name, value)]));
        match (&self.sheet, &self.cell) {
            (Some(sheet), cell) => {
                say("import.read-place-sheet", "name", sheet.to_string());
                match cell {
                    Some(cell) => say("import.read-place-sheet-cell", "cell", cell.clone()),
                    None if self.row > 0 => {
                        say("import.read-place-row", "n", self.row.to_string());
                    }
                    None => {}
                }
            }
            // A line of a text is found faster than a row of its table.
            (None, cell) if self.line.is_some() => {
                say(
                    "import.read-place-line",
                    "n",
                    self.line.unwrap_or(0).to_string(),
                );
                if let Some(cell) = cell {
                    say("import.read-place-cell", "n", cell.clone());
                }
            }
            (None, cell) => {
                if self.table > 0 {
                    say("import.read-place-table", "n", self.table.to_string());
                }
                if self.row > 0 {
                    say("import.read-place-row", "n", self.row.to_string());
                }
                if let Some(cell) = cell {
                    say("import.read-place-cell", "n", cell.clone());
                }
            }
        }
        if let Some(paragraph) = self.paragraph {
            say("import.read-place-paragraph", "n", paragraph.to_string());
        }
        parts.join(", ")
    }
}

/// How much of a person's attention a note asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// What was read, for the record.
    Read,
    /// What was changed by itself: a person may want to know.
    Changed,
    /// What may be wrong: a person should look.
    Doubt,
    /// What could be put right, and was not.
    Proposal,
}

/// One line of the report of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub place: Place,
    /// How much attention it asks for.
    pub kind: NoteKind,
    /// The key of its text in the message catalogues: `import.read-…`.
    pub key: &'static str,
    /// Named values that the text mentions.
    pub values: Vec<(&'static str, String)>,
}

impl Note {
    /// A note without values.
    pub fn new(kind: NoteKind, key: &'static str, place: Place) -> Self {
        Self {
            place,
            kind,
            key,
            values: Vec::new(),
        }
    }

    /// Names a value that the text mentions.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The note in words, without its place.
    pub fn words(&self, language: Language) -> String {
        message(language, self.key, &self.values)
    }
}
