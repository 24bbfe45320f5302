//! Parts of a body that the reader of Markdown puts together: tables, raw HTML, alerts, notes.

use pulldown_cmark::{Alignment, BlockQuoteKind, CowStr, HeadingLevel};

use crate::lang::Language;

/// The table at hand: its columns, and where in it the reader is.
#[derive(Default)]
pub(super) struct Table {
    pub(super) columns: Vec<Alignment>,
    pub(super) next: usize,
    pub(super) head: bool,
    pub(super) aligned: bool,
}

impl Table {
    /// Begins the next cell; the class of its alignment, if it has one.
    pub(super) fn cell(&mut self) -> Option<&'static str> {
        let class = match self.columns.get(self.next)? {
            Alignment::None => None,
            Alignment::Left => Some("align-left"),
            Alignment::Center => Some("align-center"),
            Alignment::Right => Some("align-right"),
        };
        self.next += 1;
        self.aligned = class.is_some();
        class
    }

    pub(super) fn name(&self) -> &'static str {
        if self.head { "th" } else { "td" }
    }
}

/// A block of raw HTML, put together from its lines: in a list or quotation the lines do not follow
/// each other in the text.
#[derive(Default)]
pub(super) struct HtmlBlock {
    pub(super) html: String,
    /// Where in `html` each line begins, and where in the text.
    pub(super) lines: Vec<(usize, usize)>,
}

impl HtmlBlock {
    pub(super) fn line(html: &str, offset: usize) -> Self {
        Self {
            html: html.to_owned(),
            lines: vec![(0, offset)],
        }
    }

    /// Where a byte of the block stands in the text.
    pub(super) fn offset(&self, at: usize) -> usize {
        let line = self.lines.iter().rfind(|(begin, _)| *begin <= at);
        line.map_or(at, |(begin, offset)| offset + at - begin)
    }
}

/// A heading whose tag waits for its anchor.
pub(super) struct OpenHeading {
    pub(super) event: usize,
    pub(super) id: Option<String>,
    pub(super) offset: usize,
}

pub(super) struct PendingHeading {
    pub(super) level: HeadingLevel,
    pub(super) id: Option<String>,
    pub(super) text: String,
    pub(super) at: usize,
    pub(super) offset: usize,
}

/// The anchor of a note: no heading's, and no part's of the page.
pub(super) fn note<'a>(label: &str) -> CowStr<'a> {
    format!("fn-{label}").into()
}

pub(super) fn alert(kind: BlockQuoteKind, language: Language) -> (&'static str, &'static str) {
    let (class, ru, en) = match kind {
        BlockQuoteKind::Note => ("note", "Примечание", "Note"),
        BlockQuoteKind::Tip => ("tip", "Совет", "Tip"),
        BlockQuoteKind::Important => ("important", "Важно", "Important"),
        BlockQuoteKind::Warning => ("warning", "Внимание", "Warning"),
        BlockQuoteKind::Caution => ("caution", "Осторожно", "Caution"),
    };
    (class, if language == Language::Ru { ru } else { en })
}
