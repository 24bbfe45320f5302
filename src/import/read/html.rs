//! HTML as Word, LibreOffice and mail programs save it: paragraphs and tables in their order.

mod grid;
mod lists;

use super::encoding::{self, Decoded};
use super::ledger::{Ledger, clipped, text_fits};
use super::markup::{Markup, Tag, Token};
use super::{LIMITS, Refusal};
use crate::import::model::{Block, Note, NoteKind, Paragraph, Place, Source};
use grid::Open;
use lists::Lists;

/// Elements that end a paragraph where they begin and where they end.
const BLOCKS: [&str; 27] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "p",
    "pre",
    "section",
    "caption",
];

/// A page being read.
#[derive(Default)]
pub(super) struct Page {
    ledger: Ledger,
    blocks: Vec<Block>,
    /// Tables that are open, the outermost first.
    open: Vec<Open>,
    lists: Lists,
    /// The paragraph being read.
    text: String,
    label: Option<String>,
    heading: bool,
    tables: usize,
    paragraphs: usize,
    /// An element whose words are left out: its name, how many of that name are open, the words.
    left_out: Option<(String, usize, String, &'static str)>,
    /// How many elements are open in the number that Word writes before an item, itself among them.
    in_label: usize,
}

/// Reads bytes of a page, whose encoding may be named inside.
pub fn read(bytes: &[u8]) -> Result<Source, Refusal> {
    let label = charset(bytes);
    let decoded = encoding::labelled(bytes, label.as_deref())
        .ok_or_else(|| Refusal::new("import.read-unknown"))?;
    page(&decoded)
}

fn page(decoded: &Decoded) -> Result<Source, Refusal> {
    let mut page = Page::default();
    let note = Note::new(NoteKind::Read, "import.read-text", Place::default());
    page.ledger.note(note.with("encoding", decoded.name));
    for token in Markup::new(&decoded.text) {
        page.token(token)?;
    }
    while !page.open.is_empty() {
        page.end_table()?;
    }
    page.end_paragraph()?;
    Ok(Source {
        blocks: page.blocks,
        notes: page.ledger.finish(),
    })
}

/// The encoding that the page names: `charset=windows-1251`.
fn charset(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let name = after.trim_start_matches(['"', '\'', ' ']);
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_:.".contains(c);
    let end = name.find(|c| !is_name(c)).unwrap_or(name.len());
    Some(name[..end].to_owned())
}

impl Page {
    fn token(&mut self, token: Token<'_>) -> Result<(), Refusal> {
        if self.left_out.is_some() {
            self.leave_out(token);
            return Ok(());
        }
        match token {
            Token::Text(text) => self.words(&text),
            Token::Open(tag) => self.begin(&tag),
            Token::Close(name) => self.end(&name),
        }
    }

    /// Text, with runs of spaces and line ends as one space.
    fn words(&mut self, text: &str) -> Result<(), Refusal> {
        self.ledger.text(text)?;
        if self.in_label > 0 {
            let words = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}');
            self.label.get_or_insert_default().push_str(words);
            return Ok(());
        }
        for character in text.chars() {
            match character {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                        self.text.push(' ');
                    }
                }
                character => self.text.push(character),
            }
        }
        Ok(())
    }

    fn begin(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let name = tag.name.as_str();
        if self.in_label > 0 && name == "span" {
            self.in_label += 1;
        }
        if name == "span" && tag.has_style("mso-list:ignore") {
            self.in_label = self.in_label.max(1);
        }
        let hidden = tag.has_style("display:none") || tag.has_style("mso-hide:all");
        let reason = match name {
            "del" => Some("import.read-deleted"),
            "br" | "img" | "hr" | "input" | "meta" | "link" | "col" | "wbr" => None,
            "tr" | "td" | "th" | "table" => None,
            _ if hidden => Some("import.read-hidden-text"),
            _ => None,
        };
        if let Some(reason) = reason {
            self.left_out = Some((name.to_owned(), 1, String::new(), reason));
            return Ok(());
        }
        match name {
            "br" => self.text.push('\n'),
            "img" => self.picture(tag),
            "table" => self.begin_table()?,
            "tr" => self.begin_row(hidden)?,
            "td" | "th" => self.begin_cell(tag)?,
            "thead" => self.set_head(true),
            "tbody" | "tfoot" => self.set_head(false),
            "ol" | "ul" => {
                self.end_paragraph()?;
                self.lists.begin(tag);
            }
            "li" => {
                self.end_paragraph()?;
                self.label = self.lists.item(tag);
            }
            name if BLOCKS.contains(&name) => {
                // Paragraphs of an item come after its number, and the first of them has it.
                let label = self.label.take_if(|_| self.text.trim().is_empty());
                self.end_paragraph()?;
                self.label = label;
                self.heading = matches!(name.as_bytes(), [b'h', b'1'..=b'6']);
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "span" if self.in_label > 0 => self.in_label -= 1,
            "table" => self.end_table()?,
            "tr" => self.end_row()?,
            "td" | "th" => self.end_cell()?,
            "thead" => self.set_head(false),
            "ol" | "ul" => {
                self.end_paragraph()?;
                self.lists.end();
            }
            "li" => self.end_paragraph()?,
            name if BLOCKS.contains(&name) => {
                self.end_paragraph()?;
                self.heading = false;
            }
            _ => {}
        }
        Ok(())
    }

    /// Words of an element that a person does not see are kept for a note.
    fn leave_out(&mut self, token: Token<'_>) {
        let Some((name, depth, words, reason)) = &mut self.left_out else {
            return;
        };
        match token {
            Token::Text(text) if words.len() < LIMITS.text => words.push_str(&text),
            Token::Open(tag) if tag.name == *name => *depth += 1,
            Token::Close(end) if end == *name => *depth -= 1,
            // A deleted part never goes beyond its cell, whatever end tags are missing.
            Token::Close(end) if matches!(end.as_str(), "td" | "th" | "tr" | "table") => *depth = 0,
            _ => {}
        }
        if *depth == 0 {
            let (reason, words) = (*reason, clipped(words));
            self.left_out = None;
            if !words.is_empty() {
                let note = Note::new(NoteKind::Changed, reason, self.place());
                self.ledger.note(note.with("text", words));
            }
        }
    }

    fn picture(&mut self, tag: &Tag<'_>) {
        // Pictures of one point hold a place and show nothing.
        if tag.number("width") != Some(1) {
            let place = self.place();
            self.ledger
                .say(NoteKind::Doubt, "import.read-picture", &place);
        }
    }

    /// What is being read.
    fn place(&self) -> Place {
        match self.open.first() {
            Some(open) => open.place(self.tables),
            None => Place {
                paragraph: Some(self.paragraphs + 1),
                ..Place::default()
            },
        }
    }

    /// Ends the paragraph being read and puts it where it belongs.
    fn end_paragraph(&mut self) -> Result<(), Refusal> {
        self.in_label = 0;
        let text = std::mem::take(&mut self.text);
        let label = self.label.take().filter(|label| !label.is_empty());
        let lines: Vec<&str> = text
            .split('\n')
            .map(|line| line.trim_matches(is_space))
            .collect();
        let text = lines
            .join("\n")
            .trim_matches(|c| is_space(c) || c == '\n')
            .to_owned();
        if text.is_empty() && label.is_none() {
            return Ok(());
        }
        let place = self.place();
        text_fits(&text, &place)?;
        self.ledger.cell()?;
        let label = label.map(|label| lists::sign(&label));
        let paragraph = Paragraph {
            text,
            label,
            heading: self.heading,
            place,
        };
        match self.open.last_mut() {
            Some(open) => open.add(paragraph),
            None => {
                self.paragraphs += 1;
                self.blocks.push(Block::Paragraph(paragraph));
            }
        }
        Ok(())
    }
}

/// Spaces at the ends of a line; one that does not break is there to keep a cell open.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\t')
}
