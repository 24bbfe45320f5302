//! Values that YAML cuts at a sign `#`: «Школа #1» is read as «Школа», and nobody is told.
//!
//! A comment that somebody meant has a space after its sign; a word that begins with one has none.

use super::advice;
use crate::diagnostics::{Diagnostic, Place};
use crate::parse::slips::{self, Cut};
use crate::portal::{Entry, Portal};

/// Looks at the fields of a file as they were written.
pub fn check(_: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let source = &entry.source;
    let start = source.text.find(source.yaml()).unwrap_or(0);
    let before = source.text[..start].matches('\n').count();
    for Cut {
        line,
        column,
        width,
        left,
        write,
    } in slips::cut_short(source.yaml())
    {
        let place = Place {
            file: source.file.clone(),
            line: line + before,
            column,
            width,
        };
        let advice = advice("advice-cut-short", place).with("text", left);
        found.push(advice.hint("write", vec![("text", write)]));
    }
}
