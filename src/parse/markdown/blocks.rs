//! Blocks that the reader of Markdown writes in its own way: tables, alerts, notes.

use pulldown_cmark::{Alignment, BlockQuoteKind, CowStr};

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
