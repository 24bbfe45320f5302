//! Word documents (Office Open XML): one paper with one table, as acts have them.
//!
//! A neutral model in, the bytes of a .docx out. Written by hand: a paper like this is six small
//! parts, and a library that writes any document would bring its own archive and its own XML.

mod body;
mod parts;

use std::io::{Cursor, Write};

use jiff::civil::Date;

use crate::publication::Error;

/// A paper on A4 landscape.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Language of the text: `ru-RU`.
    pub language: &'static str,
    /// The day that stands in the file's properties; no clock reaches a file.
    pub date: Date,
    /// Whose paper it is, for the file's properties.
    pub author: String,
    /// What stands at the top right: «Приложение к приказу …».
    pub marks: Vec<String>,
    /// Heading.
    pub title: String,
    /// Lines under the heading: «по состоянию на …».
    pub subtitle: Vec<String>,
    /// A remark in small type before the table.
    pub note: Option<String>,
    /// Columns of the table.
    pub columns: Vec<Column>,
    /// Rows of the table.
    pub rows: Vec<Row>,
    /// Lines after the table: who signs.
    pub signature: Vec<String>,
    /// The line at the foot of every sheet.
    pub footer: Footer,
    /// The word that marks every sheet of an example.
    pub sample: Option<String>,
}

/// A column of the table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Heading, repeated on every sheet.
    pub title: String,
    /// Its part of the width of the sheet, relative to the others.
    pub width: u32,
}

/// A row of the table; it is not cut unless it is taller than a sheet.
#[derive(Clone, Debug)]
pub enum Row {
    /// A heading over the whole width, never alone at the foot of a sheet.
    Section(String),
    /// A cell a column.
    Cells(Vec<Cell>),
}

/// A cell: its paragraphs.
pub type Cell = Vec<Paragraph>;

/// A paragraph of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text; lines are kept.
    pub text: String,
    /// Its look.
    pub look: Look,
}

/// The look of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// As the table has it.
    Plain,
    /// In the middle of the column.
    Centred,
    /// An item of a list.
    Item,
    /// A remark in small type.
    Small,
}

impl Paragraph {
    /// A paragraph as the table has it.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            look: Look::Plain,
        }
    }
}

/// The foot of a sheet: words around the two numbers.
#[derive(Clone, Debug, Default)]
pub struct Footer {
    /// Before the number of the sheet: «Лист ».
    pub before: String,
    /// Between the number of the sheet and that of all: « из ».
    pub between: String,
}

/// The bytes of the document: the same for the same paper.
pub fn write(paper: &Paper) -> Result<Vec<u8>, Error> {
    let mut files = vec![
        ("[Content_Types].xml", parts::content_types(paper)),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("docProps/core.xml", parts::core(paper)),
        ("docProps/app.xml", parts::APPLICATION.to_owned()),
        ("word/document.xml", body::document(paper)),
        (
            "word/_rels/document.xml.rels",
            parts::document_relations(paper),
        ),
        ("word/styles.xml", parts::styles(paper)),
        ("word/settings.xml", parts::settings(paper)),
        ("word/fontTable.xml", parts::FONTS.to_owned()),
        ("word/footer1.xml", body::footer(&paper.footer)),
    ];
    if let Some(word) = &paper.sample {
        files.push(("word/header1.xml", body::header(word)));
    }
    pack(&files, paper.date).map_err(|error| Error(error.to_string()))
}

fn pack(files: &[(&str, String)], date: Date) -> zip::result::ZipResult<Vec<u8>> {
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    // A zip knows no year before 1980.
    let stamp = u16::try_from(date.year())
        .ok()
        .and_then(|year| {
            zip::DateTime::from_date_and_time(year, part(date.month()), part(date.day()), 0, 0, 0)
                .ok()
        })
        .unwrap_or_default();
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(stamp)
        .unix_permissions(0o644);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in files {
        archive.start_file(*path, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
