//! Markdown: paragraphs, headings, lists and the tables of GitHub, without their signs.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::encoding::Decoded;
use super::ledger::{Ledger, column_fits, text_fits};
use super::{LIMITS, Refusal, markup};
use crate::import::model::{Block, Cell, Note, NoteKind, Paragraph, Place, Row, Source, Table};

/// A text being read.
struct Text<'a> {
    source: &'a str,
    ledger: Ledger,
    blocks: Vec<Block>,
    table: Option<Table>,
    row: Option<Row>,
    text: String,
    label: Option<String>,
    heading: bool,
    tables: usize,
    /// Line of `seen`, counted on from the place before.
    line: usize,
    seen: usize,
}

/// Reads a text.
pub fn read(decoded: &Decoded) -> Result<Source, Refusal> {
    let mut text = Text {
        source: &decoded.text,
        ledger: Ledger::default(),
        blocks: Vec::new(),
        table: None,
        row: None,
        text: String::new(),
        label: None,
        heading: false,
        tables: 0,
        line: 1,
        seen: 0,
    };
    let note = Note::new(NoteKind::Read, "import.read-text", Place::default());
    text.ledger.note(note.with("encoding", decoded.name));
    if let Some((at, line)) = decoded
        .text
        .lines()
        .enumerate()
        .find(|(_, line)| line.len() > LIMITS.text)
    {
        // A line without end may nest without end, which costs its reader the square of it.
        let place = Place {
            line: Some(at + 1),
            ..Place::default()
        };
        text_fits(line, &place)?;
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&decoded.text, options).into_offset_iter() {
        match event {
            Event::Start(tag) => text.begin(&tag, range.start)?,
            Event::End(tag) => text.end(tag)?,
            Event::Text(words) | Event::Code(words) => text.text.push_str(&words),
            Event::SoftBreak => text.text.push(' '),
            Event::HardBreak => text.text.push('\n'),
            Event::Html(html) | Event::InlineHtml(html) => text.html(&html),
            _ => {}
        }
    }
    text.paragraph()?;
    Ok(Source {
        blocks: text.blocks,
        notes: text.ledger.finish(),
    })
}

impl Text<'_> {
    fn begin(&mut self, tag: &Tag<'_>, at: usize) -> Result<(), Refusal> {
        self.count(at);
        match tag {
            Tag::Heading { .. } => {
                self.paragraph()?;
                self.heading = true;
            }
            Tag::Item => {
                self.paragraph()?;
                let rest = self.source.get(at..).unwrap_or_default().trim_start();
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                self.label = Some(rest.get(..end.min(12)).unwrap_or("-").to_owned());
            }
            Tag::Paragraph if self.text.trim().is_empty() => {}
            Tag::Paragraph
            | Tag::List(_)
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock => {
                self.paragraph()?;
            }
            Tag::Image { .. } => {
                let place = self.place();
                self.ledger
                    .say(NoteKind::Doubt, "import.read-picture", &place);
            }
            Tag::Table(_) => {
                self.paragraph()?;
                self.tables += 1;
                self.table = Some(Table::default());
            }
            Tag::TableHead | Tag::TableRow => self.begin_row(matches!(tag, Tag::TableHead))?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), Refusal> {
        match tag {
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.paragraph()?
            }
            TagEnd::Heading(_) => {
                self.paragraph()?;
                self.heading = false;
            }
            TagEnd::TableCell => self.cell()?,
            TagEnd::TableHead | TagEnd::TableRow => {
                if let (Some(table), Some(row)) = (&mut self.table, self.row.take()) {
                    table.rows.push(row);
                }
            }
            TagEnd::Table => self.blocks.extend(self.table.take().map(Block::Table)),
            _ => {}
        }
        Ok(())
    }

    /// Markup in Markdown: a break is a break, any other tag shows nothing.
    fn html(&mut self, html: &str) {
        for token in markup::Markup::new(html) {
            match token {
                markup::Token::Text(words) => self.text.push_str(&words),
                markup::Token::Open(tag) if matches!(tag.name.as_str(), "br" | "p" | "li") => {
                    self.text.push('\n');
                }
                markup::Token::Close(name) if name == "br" => self.text.push('\n'),
                _ => {}
            }
        }
    }

    /// Counts lines up to a place; places come in order, so each is counted once.
    fn count(&mut self, at: usize) {
        if let Some(between) = self.source.as_bytes().get(self.seen..at) {
            self.line += between.iter().filter(|byte| **byte == b'\n').count();
            self.seen = at;
        }
    }

    fn place(&self) -> Place {
        let cell = self
            .row
            .as_ref()
            .map(|row| (row.cells.len() + 1).to_string());
        Place {
            table: if self.table.is_some() { self.tables } else { 0 },
            row: self.row.as_ref().map_or(0, |row| row.place.row),
            cell,
            line: Some(self.line),
            ..Place::default()
        }
    }

    fn paragraph(&mut self) -> Result<(), Refusal> {
        let text = std::mem::take(&mut self.text).trim().to_owned();
        if text.is_empty() {
            return Ok(());
        }
        let (label, heading, place) = (self.label.take(), self.heading, self.place());
        text_fits(&text, &place)?;
        self.ledger.cell()?;
        self.blocks.push(Block::Paragraph(Paragraph {
            text,
            label,
            heading,
            place,
        }));
        Ok(())
    }

    fn begin_row(&mut self, header: bool) -> Result<(), Refusal> {
        self.ledger.row()?;
        let number = self.table.as_ref().map_or(0, |table| table.rows.len()) + 1;
        let place = Place {
            table: self.tables,
            row: number,
            line: Some(self.line),
            ..Place::default()
        };
        self.row = Some(Row {
            header,
            place,
            ..Row::default()
        });
        Ok(())
    }

    fn cell(&mut self) -> Result<(), Refusal> {
        self.ledger.cell()?;
        let place = self.place();
        let text = std::mem::take(&mut self.text);
        text_fits(&text, &place)?;
        if let Some(row) = &mut self.row {
            column_fits(row.cells.len() + 1)?;
            row.cells.push(Cell {
                paragraphs: super::sheet::paragraphs(&text, &place),
                column: row.cells.len(),
                columns: 1,
                continues: false,
                place,
            });
        }
        Ok(())
    }
}
