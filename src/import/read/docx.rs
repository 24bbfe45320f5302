//! Word: the text of a `.docx` as a person sees it, with lists numbered and corrections accepted.

mod body;
mod inline;
mod numbering;
pub(super) mod numerals;
mod styles;
mod table;

use std::collections::BTreeMap;

use super::Refusal;
use super::ledger::{Ledger, clipped};
use super::package::{Package, of_kind};
use super::xml::{Space, Xml};
use crate::import::model::{Block, Note, NoteKind, Paragraph, Place, Source};
use numbering::Numbering;
use styles::Styles;

/// Words that stand beside the number of a page.
const PAGE_WORDS: [&str; 6] = ["лист", "страница", "стр", "из", "page", "of"];

/// A document being read.
pub(super) struct Document {
    ledger: Ledger,
    styles: Styles,
    numbering: Numbering,
    /// Footnotes and endnotes by their kind and id.
    footnotes: BTreeMap<(&'static str, String), String>,
    /// What is being read.
    place: Place,
    tables: usize,
    paragraphs: usize,
    /// How many tables the one being read is in.
    nesting: usize,
}

/// Reads the archive of a document.
pub fn read(package: &mut Package<'_>, part: &str) -> Result<Source, Refusal> {
    let relations = package.relations(part)?;
    let mut optional = |kind: &str| match of_kind(&relations, kind) {
        Some(member) => package.text(member),
        None => Ok(None),
    };
    let styles = optional("styles")?;
    let numbering = optional("numbering")?;
    let notes = [
        ("footnote", optional("footnotes")?),
        ("endnote", optional("endnotes")?),
    ];
    let mut document = Document {
        ledger: Ledger::default(),
        styles: styles.map_or(Ok(Styles::default()), |text| Styles::read(&text))?,
        numbering: numbering.map_or(Ok(Numbering::default()), |text| Numbering::read(&text))?,
        footnotes: BTreeMap::new(),
        place: Place::default(),
        tables: 0,
        paragraphs: 0,
        nesting: 0,
    };
    for (kind, text) in notes {
        if let Some(text) = text {
            document.read_footnotes(kind, &text)?;
        }
    }
    let text = package.required(part)?;
    let mut blocks = Vec::new();
    let mut xml = Xml::new(&text);
    let mut has_body = false;
    xml.elements(|xml, tag| {
        if tag.key() == (Space::Word, "body") {
            has_body = true;
            document.flow(xml, &mut blocks)?;
        }
        Ok(())
    })?;
    if !has_body {
        return Err(super::xml::broken());
    }
    for relation in relations.values() {
        if matches!(relation.kind.as_str(), "header" | "footer") {
            let text = package.text(&relation.member)?.unwrap_or_default();
            document.running_title(&text)?;
        }
    }
    Ok(Source {
        blocks,
        notes: document.ledger.finish(),
    })
}

impl Document {
    /// The words of all notes of one kind, each as one line.
    fn read_footnotes(&mut self, kind: &'static str, text: &str) -> Result<(), Refusal> {
        Xml::new(text).elements(|xml, tag| {
            if tag.key() != (Space::Word, kind) {
                return Ok(());
            }
            let id = tag.attribute("id").unwrap_or_default();
            // The lines that separate notes from the text are notes too, of a type of their own.
            let is_separator = !matches!(tag.attribute("type").as_deref(), None | Some("normal"));
            let mut blocks = Vec::new();
            let place = std::mem::take(&mut self.place);
            self.flow(xml, &mut blocks)?;
            self.place = place;
            if !is_separator {
                self.footnotes.insert((kind, id), one_line(&blocks));
            }
            Ok(())
        })?;
        self.paragraphs = 0;
        self.tables = 0;
        Ok(())
    }

    /// Says what stands at the top or the bottom of every page; it is no part of the text.
    fn running_title(&mut self, text: &str) -> Result<(), Refusal> {
        let mut xml = Xml::new(text);
        let mut words = String::new();
        xml.elements(|xml, tag| {
            if tag.key() == (Space::Word, "t") {
                words.push_str(&xml.text()?);
                words.push(' ');
            }
            Ok(())
        })?;
        let is_number =
            |word: &str| PAGE_WORDS.contains(&word.to_lowercase().trim_end_matches('.'));
        let mut parts = words
            .split_whitespace()
            .filter(|word| word.contains(char::is_alphabetic));
        if !parts.all(is_number) {
            let note = Note::new(
                NoteKind::Read,
                "import.read-running-title",
                Place::default(),
            );
            self.ledger.note(note.with("text", clipped(&words)));
        }
        Ok(())
    }

    /// Adds a text, counted: a note that is referred to a million times must stay bounded.
    fn write(&mut self, into: &mut String, text: &str) -> Result<(), Refusal> {
        self.ledger.text(text)?;
        into.push_str(text);
        Ok(())
    }
}

/// Paragraphs and the cells of tables one after another, in one line.
fn one_line(blocks: &[Block]) -> String {
    let shown: Vec<String> = paragraphs_of(blocks).map(Paragraph::shown).collect();
    shown
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn paragraphs_of(blocks: &[Block]) -> impl Iterator<Item = &Paragraph> {
    blocks.iter().flat_map(|block| {
        let (own, table) = match block {
            Block::Paragraph(paragraph) => (Some(paragraph), None),
            Block::Table(table) => (None, Some(table)),
        };
        let rows = table.into_iter().flat_map(|table| &table.rows);
        let cells = rows.flat_map(|row| &row.cells);
        own.into_iter()
            .chain(cells.flat_map(|cell| &cell.paragraphs))
    })
}
