//! Ids: letters of one alphabet, and no two equal in one list.

use std::collections::HashMap;

use super::at_line;
use crate::diagnostics::{Diagnostic, Place};
use crate::parse::Source;
use crate::parse::tree::Step;
use crate::portal::mistakes;

/// An id that mixes Latin and Cyrillic letters, which look alike.
pub fn mixed(id: &str, place: impl Fn() -> Place, found: &mut Vec<Diagnostic>) {
    let is_mixed = |part: &str| {
        part.chars().any(|c| c.is_ascii_alphabetic())
            && part.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c))
    };
    // The id of a page is a path, and its parts are names of their own.
    if id.split('/').any(is_mixed) {
        found.push(mistakes::mixed_alphabets(place(), id));
    }
}

/// Ids of the records of a list that stand in it twice.
pub fn repeated<'a>(
    source: &Source,
    list: &'static str,
    ids: impl Iterator<Item = &'a str>,
    found: &mut Vec<Diagnostic>,
) {
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (at, id) in ids.enumerate() {
        if id.is_empty() {
            continue;
        }
        if let Some(first) = known.insert(id, at) {
            let place =
                |at| source.value_place(&[Step::Key(list), Step::Index(at), Step::Key("id")]);
            found.push(mistakes::duplicate_id(
                place(at),
                id,
                &at_line(&place(first)),
            ));
        }
    }
}
