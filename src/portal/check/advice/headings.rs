//! Headings of a body in order: a reader who goes by headings meets no step left out.

use pulldown_cmark::{Event, Parser, Tag};

use super::{advice, in_body};
use crate::diagnostics::Diagnostic;
use crate::portal::{Entry, Portal};

/// Looks for headings that are more than one level below the one above them.
pub fn check(_: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    // Most bodies have headings of one level, and then no step can be left out.
    if entry.body.headings.iter().all(|heading| heading.level <= 2) {
        return;
    }
    let markdown = entry.source.markdown();
    // The title of the page is its only heading of the first level.
    let mut above = 1;
    for (event, range) in Parser::new(markdown).into_offset_iter() {
        let Event::Start(Tag::Heading { level, .. }) = event else {
            continue;
        };
        let level = (level as u8).max(2);
        if level > above + 1 {
            let line = markdown[range.clone()].lines().next().unwrap_or_default();
            let place = in_body(entry, range.start, line);
            let hashes = "#".repeat(usize::from(above) + 1);
            let words = line.trim_start_matches('#').trim();
            let advice = advice("advice-heading-order", place)
                .hint("write", vec![("text", format!("{hashes} {words}"))]);
            found.push(advice);
        }
        above = level;
    }
}
