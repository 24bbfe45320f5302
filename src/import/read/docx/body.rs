//! Paragraphs and tables in their order, in the body of a document or in a cell.

use super::super::Refusal;
use super::super::ledger::text_fits;
use super::super::xml::{Piece, Space, Tag, Xml};
use super::Document;
use super::inline::Inline;
use super::styles::InList;
use crate::import::model::{Block, NoteKind, Paragraph};

/// What `w:pPr` says.
#[derive(Default)]
struct Properties {
    style: Option<String>,
    in_list: Option<InList>,
    outline: Option<usize>,
    /// Whether the end of the paragraph is deleted, so that the next one goes on in its line.
    joins: bool,
}

impl Document {
    /// Reads what is in the element just opened, to its end.
    pub(super) fn flow(&mut self, xml: &mut Xml<'_>, out: &mut Vec<Block>) -> Result<(), Refusal> {
        let mut carried: Option<Paragraph> = None;
        self.flow_on(xml, out, &mut carried)?;
        out.extend(carried.map(Block::Paragraph));
        Ok(())
    }

    fn flow_on(
        &mut self,
        xml: &mut Xml<'_>,
        out: &mut Vec<Block>,
        carried: &mut Option<Paragraph>,
    ) -> Result<(), Refusal> {
        let mut has_choice = false;
        loop {
            let tag = match xml.next()? {
                Piece::Open(tag) => tag,
                Piece::Close | Piece::End => return Ok(()),
                Piece::Text(_) => continue,
            };
            match tag.key() {
                (Space::Word, "p") => self.paragraph(xml, out, carried)?,
                (Space::Word, "tbl") => {
                    out.extend(carried.take().map(Block::Paragraph));
                    self.table(xml, out)?;
                }
                (Space::Word, "altChunk") => {
                    self.ledger
                        .say(NoteKind::Doubt, "import.read-embedded", &self.place);
                    xml.skip()?;
                }
                (Space::Word, "oMathPara") | (Space::Math, _) => {
                    let mut inline = Inline::default();
                    let text = self.formula(xml)?;
                    inline.text.push_str(&text);
                    self.finish(inline, None, false, out)?;
                }
                _ if is_transparent(&tag, &mut has_choice) => self.flow_on(xml, out, carried)?,
                _ => xml.skip()?,
            }
        }
    }

    pub(super) fn paragraph(
        &mut self,
        xml: &mut Xml<'_>,
        out: &mut Vec<Block>,
        carried: &mut Option<Paragraph>,
    ) -> Result<(), Refusal> {
        let mut properties = Properties::default();
        let mut inline = Inline::default();
        if self.nesting == 0 && self.place.table == 0 {
            self.place.paragraph = Some(self.paragraphs + 1);
        }
        loop {
            match xml.next()? {
                Piece::Open(tag) if tag.key() == (Space::Word, "pPr") => {
                    properties = Properties::read(xml)?;
                }
                Piece::Open(tag) => self.inline_piece(xml, &tag, &mut inline)?,
                Piece::Close | Piece::End => break,
                Piece::Text(_) => {}
            }
        }
        self.note_deleted(&mut inline);
        let style = properties.style.as_deref();
        // A paragraph that goes on in the line of the one before has no number of its own.
        let label = match carried {
            Some(_) => None,
            None => self.label(style, properties.in_list.as_ref()),
        };
        let is_heading = match properties.outline {
            Some(level) => level < 9,
            None => self.styles.is_heading(style),
        };
        let boxes = std::mem::take(&mut inline.boxes);
        if let Some(label) = &label {
            self.ledger.text(label)?;
        }
        inline.label = label;
        if properties.joins {
            let before = carried.take();
            let mut paragraph = before.unwrap_or_else(|| Paragraph {
                label: inline.label.take(),
                heading: is_heading,
                place: self.place.clone(),
                ..Paragraph::default()
            });
            paragraph.text.push_str(&inline.text);
            *carried = Some(paragraph);
        } else {
            self.finish(inline, carried.take(), is_heading, out)?;
        }
        out.extend(boxes);
        Ok(())
    }

    /// Adds a paragraph if a person sees anything of it.
    fn finish(
        &mut self,
        inline: Inline,
        before: Option<Paragraph>,
        heading: bool,
        out: &mut Vec<Block>,
    ) -> Result<(), Refusal> {
        let mut paragraph = before.unwrap_or_else(|| Paragraph {
            label: inline.label,
            heading,
            place: self.place.clone(),
            ..Paragraph::default()
        });
        paragraph.text.push_str(&inline.text);
        paragraph.text = paragraph.text.trim().to_owned();
        if paragraph.text.is_empty() && paragraph.label.is_none() {
            return Ok(());
        }
        text_fits(&paragraph.text, &paragraph.place)?;
        if self.nesting == 0 && self.place.table == 0 {
            self.paragraphs += 1;
        }
        // Paragraphs count as cells do: both cost the same to keep.
        self.ledger.cell()?;
        out.push(Block::Paragraph(paragraph));
        Ok(())
    }

    /// The number or bullet of a paragraph: its own, or the one that its style brings.
    fn label(&mut self, style: Option<&str>, own: Option<&InList>) -> Option<String> {
        let by_style = self.styles.in_list(style);
        let place = match (own, by_style) {
            (Some(own), by_style) => InList {
                list: own
                    .list
                    .clone()
                    .or_else(|| by_style.and_then(|(_, place)| place.list.clone())),
                level: own.level,
            },
            (None, Some((style, place))) => {
                let list = place.list.as_deref()?;
                InList {
                    list: place.list.clone(),
                    level: self.numbering.level_of_style(list, style).or(place.level),
                }
            }
            (None, None) => return None,
        };
        self.numbering.next(&place)
    }
}

impl Properties {
    /// Reads `w:pPr`, just opened. What it was before a correction is in a child and is left.
    fn read(xml: &mut Xml<'_>) -> Result<Self, Refusal> {
        let mut properties = Self::default();
        xml.children(|xml, tag| {
            match tag.key() {
                (Space::Word, "pStyle") => properties.style = tag.attribute("val"),
                (Space::Word, "outlineLvl") => properties.outline = tag.number("val"),
                (Space::Word, "numPr") => {
                    properties.in_list = Some(InList::read(xml)?);
                    return Ok(());
                }
                (Space::Word, "rPr") => {
                    return xml.children(|xml, tag| {
                        if matches!(tag.key(), (Space::Word, "del" | "moveFrom")) {
                            properties.joins = true;
                        }
                        xml.skip()
                    });
                }
                _ => {}
            }
            xml.skip()
        })?;
        Ok(properties)
    }
}

/// Elements around others that change nothing of what is seen. Of alternatives the first is taken.
pub(super) fn is_transparent(tag: &Tag<'_>, has_choice: &mut bool) -> bool {
    match tag.key() {
        (Space::Markup, "Choice") => !std::mem::replace(has_choice, true),
        (Space::Markup, "Fallback") => !*has_choice,
        (Space::Markup, "AlternateContent") => true,
        (
            Space::Word,
            "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo" | "hyperlink"
            | "fldSimple" | "dir" | "bdo" | "ruby" | "rubyBase",
        ) => true,
        _ => false,
    }
}
