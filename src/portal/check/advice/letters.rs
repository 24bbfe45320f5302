//! Words in which a letter of the other alphabet hides: the search does not find them, and a speech
//! program reads them wrongly.

use super::{advice, words};
use crate::diagnostics::{Diagnostic, Place};
use crate::lang::alphabets;
use crate::portal::{Entry, Portal};

/// Looks for such words in the whole file. Ids have a warning of their own.
pub fn check(_: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let text = entry.source.prose();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        // Comments of YAML are for authors; in a body the same sign makes a heading.
        let is_comment = from < entry.source.body.start && line.trim_start().starts_with('#');
        let has_both = || line.bytes().any(|byte| byte.is_ascii_alphabetic()) && !line.is_ascii();
        if !is_comment && has_both() {
            of_line(entry, from, line, found);
        }
        from += line.len();
    }
}

/// Looks at the words of a line that begins at this byte of the file.
fn of_line(entry: &Entry, start: usize, line: &str, found: &mut Vec<Diagnostic>) {
    let is_cut = |c: char| !(c.is_alphabetic() || matches!(c, '_' | '/' | '.' | '@'));
    for (at, word) in words(line, is_cut) {
        // Paths, addresses and names of files are no words.
        let word = word.trim_end_matches('.');
        if word.contains(['_', '/', '@', '.']) {
            continue;
        }
        let Some(meant) = alphabets::one(word) else {
            continue;
        };
        let place = Place {
            width: word.chars().count(),
            ..entry.source.byte_place(start + at)
        };
        let advice = advice("advice-mixed-word", place)
            .with("text", word)
            .hint("retype", vec![("text", meant)]);
        found.push(advice);
    }
}
