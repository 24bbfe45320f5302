//! Bytes to the table model, by what the bytes are and not by the name alone.
//!
//! A reader takes any bytes whatever and gives a [`Source`] or a [`Refusal`], a sentence that says
//! what to do. It asks for nothing outside the bytes, calculates nothing, unpacks nothing to a disk;
//! [`LIMITS`] bound its time and memory.

mod csv;
mod docx;
mod encoding;
mod html;
mod kind;
pub(in crate::import) mod ledger;
mod markdown;
pub mod markup;
mod package;
mod sheet;
mod text;
mod xml;

use crate::import::model::{Block, Source};
use crate::lang::{Language, message};
use kind::Kind;
use package::Package;

/// How much of a file is read. No plan comes near any of these; a hostile file does.
pub struct Limits {
    /// Bytes of the file.
    pub file: usize,
    /// Bytes of all members of an archive that are read, unpacked.
    pub unpacked: u64,
    /// Bytes of a member for each of its packed bytes.
    pub ratio: u64,
    /// Bytes of a member below which its ratio says nothing.
    pub small: u64,
    /// Members of an archive.
    pub members: usize,
    /// Rows of all tables.
    pub rows: usize,
    /// Columns of a table.
    pub columns: usize,
    /// Cells and paragraphs.
    pub cells: usize,
    /// Elements of XML in each other.
    pub depth: usize,
    /// Characters of a cell or a paragraph.
    pub text: usize,
    /// Bytes of text of a file in all, for one text may be used many times.
    pub written: usize,
    /// Notes of one sort.
    pub notes: usize,
    /// Characters of a name: of a style, a sheet, a format. A long one would be copied for every cell.
    pub name: usize,
    /// Characters of a text that a note quotes.
    pub quote: usize,
}

/// The limits of every reader.
pub const LIMITS: Limits = Limits {
    file: 50 << 20,
    unpacked: 200 << 20,
    ratio: 200,
    small: 1 << 20,
    members: 10_000,
    rows: 100_000,
    columns: 200,
    cells: 1_500_000,
    depth: 64,
    text: 100_000,
    written: 200 << 20,
    notes: 200,
    name: 255,
    quote: 300,
};

/// Why a file is not read, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The key of the sentence in the message catalogues: `import.read-…`.
    pub key: &'static str,
    /// Named values that the sentence mentions.
    pub values: Vec<(&'static str, String)>,
}

impl Refusal {
    /// A refusal without values.
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            values: Vec::new(),
        }
    }

    /// Names a value that the sentence mentions.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The sentence.
    pub fn words(&self, language: Language) -> String {
        message(language, self.key, &self.values)
    }
}

/// Reads a file. The name decides only between texts that nothing else tells apart.
pub fn read(name: &str, bytes: &[u8]) -> Result<Source, Refusal> {
    if bytes.len() > LIMITS.file {
        return Err(Refusal::new("import.read-too-big").with("n", (LIMITS.file >> 20).to_string()));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::new("import.read-empty"));
    }
    kind::refuse(bytes)?;
    let source = match bytes.starts_with(b"PK\x03\x04") {
        true => archive(bytes)?,
        false => plain(name, bytes)?,
    };
    let has_words = source.blocks.iter().any(|block| match block {
        Block::Paragraph(_) => true,
        Block::Table(table) => table.rows.iter().any(|row| !row.is_empty()),
    });
    if !has_words {
        return Err(Refusal::new("import.read-empty"));
    }
    Ok(source)
}

fn archive(bytes: &[u8]) -> Result<Source, Refusal> {
    let mut package = Package::open(bytes)?;
    match kind::archive(&mut package)? {
        Kind::Word(part) => docx::read(&mut package, &part),
        Kind::Excel(part) => sheet::xlsx::read(&mut package, &part),
        _ => sheet::ods::read(&mut package),
    }
}

fn plain(name: &str, bytes: &[u8]) -> Result<Source, Refusal> {
    let unknown = || Refusal::new("import.read-unknown");
    let decoded = encoding::text(bytes).ok_or_else(unknown)?;
    match kind::text(name, &decoded.text)? {
        Kind::Html => html::read(bytes),
        Kind::Markdown => markdown::read(&decoded),
        // A table of one column is text.
        Kind::Csv => match csv::read(&decoded)? {
            Some(source) => Ok(source),
            None => text::read(&decoded),
        },
        _ => text::read(&decoded),
    }
}
