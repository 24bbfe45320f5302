//! The text of a paragraph: runs, breaks, notes, corrections, and what cannot be text.

use super::super::Refusal;
use super::super::ledger::clipped;
use super::super::xml::{Piece, Space, Tag, Xml};
use super::body::is_transparent;
use super::{Document, numerals};
use crate::import::model::{Block, Note, NoteKind};
use crate::lang::{Language, message};

/// The text of a paragraph as far as it is read.
#[derive(Default)]
pub(super) struct Inline {
    pub text: String,
    pub label: Option<String>,
    /// Words that a correction has deleted.
    pub deleted: String,
    /// Words that are there and not shown.
    pub hidden: String,
    /// Whether words were put in by a correction.
    pub inserted: bool,
    /// What stands in text boxes.
    pub boxes: Vec<Block>,
}

impl Document {
    /// Reads one child of a paragraph, just opened.
    pub(super) fn inline_piece(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        inline: &mut Inline,
    ) -> Result<(), Refusal> {
        match tag.key() {
            (Space::Word, "r") => self.run(xml, inline),
            (Space::Word, "del" | "moveFrom") => {
                let text = visible_text(xml)?;
                inline.deleted.push_str(&text);
                Ok(())
            }
            (Space::Math, _) => {
                let text = self.formula(xml)?;
                self.write(&mut inline.text, &text)
            }
            key => {
                inline.inserted |= key == (Space::Word, "ins");
                self.inline_group(xml, tag, inline)
            }
        }
    }

    fn inline_group(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        inline: &mut Inline,
    ) -> Result<(), Refusal> {
        let mut alone = false;
        if !is_transparent(tag, &mut alone) {
            return xml.skip();
        }
        let mut has_choice = false;
        loop {
            match xml.next()? {
                Piece::Open(tag) if tag.key().0 == Space::Markup => {
                    match is_transparent(&tag, &mut has_choice) {
                        true => self.inline_group(xml, &tag, inline)?,
                        false => xml.skip()?,
                    }
                }
                Piece::Open(tag) => self.inline_piece(xml, &tag, inline)?,
                Piece::Close | Piece::End => return Ok(()),
                Piece::Text(_) => {}
            }
        }
    }

    fn run(&mut self, xml: &mut Xml<'_>, inline: &mut Inline) -> Result<(), Refusal> {
        let (mut is_hidden, mut has_choice) = (false, false);
        let mut text = String::new();
        self.run_pieces(xml, &mut text, &mut is_hidden, &mut has_choice, inline)?;
        match is_hidden {
            true => inline.hidden.push_str(&text),
            false => inline.text.push_str(&text),
        }
        Ok(())
    }

    fn run_pieces(
        &mut self,
        xml: &mut Xml<'_>,
        text: &mut String,
        is_hidden: &mut bool,
        has_choice: &mut bool,
        inline: &mut Inline,
    ) -> Result<(), Refusal> {
        loop {
            let tag = match xml.next()? {
                Piece::Open(tag) => tag,
                Piece::Close | Piece::End => return Ok(()),
                Piece::Text(_) => continue,
            };
            match tag.key() {
                (Space::Word, "t") => {
                    let words = xml.text()?;
                    self.write(text, &words)?;
                    continue;
                }
                (Space::Word, "delText") => {
                    inline.deleted.push_str(&xml.text()?);
                    continue;
                }
                (Space::Word, "rPr") => {
                    xml.children(|xml, tag| {
                        if tag.key() == (Space::Word, "vanish") {
                            *is_hidden = tag.is_on();
                        }
                        xml.skip()
                    })?;
                    continue;
                }
                (Space::Word, "drawing" | "pict" | "object") => {
                    self.graphic(xml, inline)?;
                    continue;
                }
                (Space::Markup, _) => {
                    if is_transparent(&tag, has_choice) {
                        let mut inner = false;
                        self.run_pieces(xml, text, is_hidden, &mut inner, inline)?;
                    } else {
                        xml.skip()?;
                    }
                    continue;
                }
                (Space::Word, "ruby" | "rubyBase") => {
                    self.inline_group(xml, &tag, inline)?;
                    continue;
                }
                (Space::Word, name) => self.sign(name, &tag, text)?,
                _ => {}
            }
            xml.skip()?;
        }
    }

    /// A piece of a run that stands for a character or a note.
    fn sign(&mut self, name: &str, tag: &Tag<'_>, text: &mut String) -> Result<(), Refusal> {
        match name {
            "tab" | "ptab" => text.push('\t'),
            "br" | "cr" => text.push('\n'),
            "noBreakHyphen" => text.push('-'),
            "softHyphen" => text.push('\u{ad}'),
            "sym" => {
                let code = tag.attribute("char").unwrap_or_default();
                let character = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                text.extend(character.map(numerals::bullet));
            }
            "footnoteReference" => self.footnote("footnote", tag, text)?,
            "endnoteReference" => self.footnote("endnote", tag, text)?,
            "commentReference" => {
                self.ledger
                    .say(NoteKind::Doubt, "import.read-comment", &self.place);
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts the words of a note where its number stands.
    fn footnote(
        &mut self,
        kind: &'static str,
        tag: &Tag<'_>,
        text: &mut String,
    ) -> Result<(), Refusal> {
        let id = tag.attribute("id").unwrap_or_default();
        let Some(words) = self.footnotes.get(&(kind, id)).cloned() else {
            return Ok(());
        };
        // The text of a portal is Russian, whatever language the program speaks.
        let inline = message(
            Language::Ru,
            "import.read-footnote-inline",
            &[("text", words.clone())],
        );
        if !text.ends_with([' ', '\t', '\n']) {
            text.push(' ');
        }
        self.write(text, &inline)?;
        let note = Note::new(
            NoteKind::Changed,
            "import.read-footnote",
            self.place.clone(),
        );
        self.ledger.note(note.with("text", clipped(&words)));
        Ok(())
    }

    /// A drawing: what is written in it goes after the paragraph, a picture is named.
    fn graphic(&mut self, xml: &mut Xml<'_>, inline: &mut Inline) -> Result<(), Refusal> {
        let before = inline.boxes.len();
        let mut is_picture = false;
        self.boxes(xml, inline, &mut is_picture)?;
        if inline.boxes.len() > before {
            let words = super::one_line(&inline.boxes[before..]);
            let note = Note::new(
                NoteKind::Changed,
                "import.read-text-box",
                self.place.clone(),
            );
            self.ledger.note(note.with("text", clipped(&words)));
        } else if is_picture {
            self.ledger
                .say(NoteKind::Doubt, "import.read-picture", &self.place);
        }
        Ok(())
    }

    fn boxes(
        &mut self,
        xml: &mut Xml<'_>,
        inline: &mut Inline,
        is_picture: &mut bool,
    ) -> Result<(), Refusal> {
        loop {
            match xml.next()? {
                Piece::Open(tag) if tag.key() == (Space::Word, "txbxContent") => {
                    let place = self.place.clone();
                    self.flow(xml, &mut inline.boxes)?;
                    self.place = place;
                }
                Piece::Open(tag) if tag.key() == (Space::Markup, "Fallback") => xml.skip()?,
                Piece::Open(tag) => {
                    *is_picture |=
                        matches!(tag.name(), "blip" | "imagedata" | "OLEObject" | "chart");
                    self.boxes(xml, inline, is_picture)?;
                }
                Piece::Close | Piece::End => return Ok(()),
                Piece::Text(_) => {}
            }
        }
    }

    /// The letters of a formula, without its building.
    pub(super) fn formula(&mut self, xml: &mut Xml<'_>) -> Result<String, Refusal> {
        let text = visible_text(xml)?;
        self.ledger
            .say(NoteKind::Doubt, "import.read-formula", &self.place);
        Ok(text)
    }

    /// Says which words of a paragraph were left out.
    pub(super) fn note_deleted(&mut self, inline: &mut Inline) {
        for (words, key) in [
            (&inline.deleted, "import.read-deleted"),
            (&inline.hidden, "import.read-hidden-text"),
        ] {
            if !words.trim().is_empty() {
                let note = Note::new(NoteKind::Changed, key, self.place.clone());
                self.ledger.note(note.with("text", clipped(words)));
            }
        }
        if inline.inserted {
            self.ledger
                .say(NoteKind::Changed, "import.read-inserted", &self.place);
        }
    }
}

/// Words of an element just opened: text, deleted text and formulas, and nothing that is code.
fn visible_text(xml: &mut Xml<'_>) -> Result<String, Refusal> {
    let mut text = String::new();
    let mut depth = 1_usize;
    while depth > 0 {
        match xml.next()? {
            Piece::Open(tag) if matches!(tag.name(), "t" | "delText") => {
                text.push_str(&xml.text()?)
            }
            Piece::Open(_) => depth += 1,
            Piece::Close => depth -= 1,
            Piece::Text(_) => {}
            Piece::End => return Err(super::super::xml::broken()),
        }
    }
    Ok(text)
}
