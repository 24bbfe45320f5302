//! Raw HTML between the Markdown of a body, with the place of each of its lines.

use super::super::html::{Piece, Removed};
use super::{Reader, SlipKind};

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

impl Reader<'_, '_> {
    /// Raw HTML: what is safe stays, everything else is named and left out.
    pub(super) fn clean(&mut self, block: &HtmlBlock) {
        let cleaned = self.cleaner.clean(&block.html);
        for Removed { at, what } in cleaned.removed {
            self.slip(block.offset(at), SlipKind::Html(what));
        }
        for piece in cleaned.pieces {
            match piece {
                Piece::Html(html) => self.raw(html),
                Piece::LinkStart { at, target } => self.open_link(target, block.offset(at)),
                Piece::LinkEnd => self.close_link(),
                Piece::Picture { at, target, alt } => {
                    self.place_picture(&target, "", &alt, block.offset(at));
                }
            }
        }
    }
}
