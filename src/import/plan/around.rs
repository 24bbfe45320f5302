//! Text between the tables of a plan and below them: headings of sections, the beginning of another
//! plan, and words that are nobody's, which are told.

use super::columns::{self, Grid};
use super::rows::Reader;
use super::{flat, sections, short};
use crate::import::model::{Block, Note, NoteKind, Paragraph, Source};
use crate::privacy::Mask;

/// So many paragraphs that are not taken are told one by one.
const MOST: usize = 20;
/// A longer paragraph is no heading.
const HEADING: usize = 200;

/// Walks over the blocks beside the tables of a plan.
pub struct Around<'s> {
    blocks: &'s [Block],
    /// The table of the plan.
    first: usize,
    /// The block after the last that was looked at.
    next: usize,
    /// Where another plan begins.
    other: Option<usize>,
    /// Whether a table below this one goes on with the plan under a heading of its own.
    has_headings: bool,
    left: Vec<&'s Paragraph>,
}

impl<'s> Around<'s> {
    /// Of a file whose plan begins in this block.
    pub fn new(source: &'s Source, first: usize, grid: &Grid) -> Self {
        let blocks = source.blocks.as_slice();
        let mut around = Self {
            blocks,
            first,
            next: first + 1,
            other: None,
            has_headings: false,
            left: Vec::new(),
        };
        let goes_on = |at: &usize| match blocks.get(*at) {
            Some(Block::Table(table)) => columns::continues(table, grid),
            _ => false,
        };
        let mut tables = (first + 1..blocks.len()).filter(goes_on);
        around.has_headings = tables.any(|at| around.above(at).is_some_and(is_numbered));
        around
    }

    /// The last paragraph with words straight above a table.
    fn above(&self, table: usize) -> Option<&'s Paragraph> {
        let above = self.blocks.get(..table)?.iter().rev();
        let mut paragraphs = above.map_while(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        });
        paragraphs.find(|paragraph| !flat(&paragraph.shown()).is_empty())
    }

    /// The heading of the first section, where tables have headings above them; its block.
    pub fn first_section(&self, reader: &mut Reader<'_>) -> Option<usize> {
        let heading = self
            .above(self.first)
            .filter(|paragraph| self.has_headings && is_numbered(paragraph))?;
        reader.section(&heading.shown());
        let is_it =
            |block: &Block| matches!(block, Block::Paragraph(own) if std::ptr::eq(own, heading));
        self.blocks.iter().position(is_it)
    }

    /// Looks at what stands above a later table: whether the table belongs to this plan.
    pub fn goes_on(&mut self, table: usize, reader: &mut Reader<'_>) -> bool {
        if self.is_over() {
            return false;
        }
        let mut between = self.paragraphs(table);
        if between.iter().any(|paragraph| begins_another(paragraph)) {
            self.other = Some(table);
            return false;
        }
        let heads = |paragraph: &&Paragraph, alone: bool| {
            let length = paragraph.text.chars().count();
            length <= HEADING && (alone || paragraph.heading || is_numbered(paragraph))
        };
        let alone = between.len() == 1;
        if let Some(heading) = between.pop_if(|last| heads(&&**last, alone)) {
            reader.section(&heading.shown());
        }
        self.left.append(&mut between);
        self.next = table + 1;
        true
    }

    /// Whether another plan has begun.
    pub fn is_over(&self) -> bool {
        self.other.is_some()
    }

    fn paragraphs(&self, to: usize) -> Vec<&'s Paragraph> {
        let blocks = self.blocks.get(self.next..to).unwrap_or_default().iter();
        let paragraphs = blocks.filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        });
        paragraphs
            .filter(|paragraph| !flat(&paragraph.shown()).is_empty())
            .collect()
    }

    /// What nobody has taken.
    pub fn rest(mut self) -> Vec<Note> {
        let mut notes = Vec::new();
        if let Some(other) = self.other {
            let between = self.paragraphs(other);
            let title: Vec<String> = between
                .iter()
                .map(|paragraph| flat(&paragraph.shown()))
                .collect();
            let place = between.first().map(|paragraph| paragraph.place.clone());
            let note = Note::new(
                NoteKind::Doubt,
                "import.other-plan",
                place.unwrap_or_default(),
            );
            notes.push(note.with("words", short(&title.join(" "))));
        } else {
            let rest = self.paragraphs(self.blocks.len());
            self.left.extend(rest);
        }
        let count = self.left.len();
        for paragraph in self.left.iter().take(MOST) {
            let words = Mask::default().apply(&flat(&paragraph.shown()));
            let note = Note::new(NoteKind::Doubt, "import.text-left", paragraph.place.clone());
            notes.push(note.with("words", short(&words)));
        }
        if let Some(paragraph) = self.left.get(MOST) {
            let note = Note::new(
                NoteKind::Doubt,
                "import.text-left-more",
                paragraph.place.clone(),
            );
            notes.push(note.with("n", (count - MOST).to_string()));
        }
        notes
    }
}

/// «2. Методическая работа», «Раздел II»: a heading that counts.
fn is_numbered(paragraph: &Paragraph) -> bool {
    let text = flat(&paragraph.shown());
    let (number, _) = sections::heading(&text);
    let is_section = text.to_lowercase().starts_with("раздел");
    text.chars().count() <= HEADING && (is_section || !number.is_empty())
}

/// «Приложение 2 к приказу …» below a plan heads another one.
fn begins_another(paragraph: &Paragraph) -> bool {
    paragraph.text.trim_start().starts_with("Приложение")
        || paragraph.text.trim_start().starts_with("ПРИЛОЖЕНИЕ")
}
