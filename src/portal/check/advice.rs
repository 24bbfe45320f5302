//! Advice: what is no mistake and can be better. Only `metod check` gives it, on a portal without errors:
//! of a portal that was read by half it would say the wrong things.
//!
//! One story a file. Most look at one entry alone. `uses` gathers what is linked from anywhere; `measures`,
//! `similar`, `abbreviations` and `menu` look at many things at once. Nothing here compares all with all.

mod abbreviations;
mod cut_short;
mod evidence;
mod headings;
mod hosts;
mod letters;
mod links;
mod measures;
mod media;
mod menu;
mod papers;
mod persons;
mod similar;
mod titles;
mod uses;

pub use links::{dead_link, external_links, is_public};
use rayon::prelude::*;

use super::silence;
use crate::diagnostics::{self, Diagnostic, Place};
use crate::parse::tree::Step;
use crate::portal::{Entry, Portal};

/// A rule that looks at one entry.
type OfEntry = fn(&Portal, &Entry, &mut Vec<Diagnostic>);
/// A rule that looks at the whole portal.
type OfPortal = fn(&Portal, &mut Vec<Diagnostic>);

const OF_ENTRIES: [OfEntry; 10] = [
    cut_short::check,
    evidence::check,
    headings::check,
    hosts::check,
    letters::check,
    links::check,
    media::check,
    papers::check,
    persons::check,
    titles::check,
];

const OF_PORTAL: [OfPortal; 5] = [
    abbreviations::check,
    measures::check,
    menu::check,
    similar::check,
    uses::check,
];

/// Everything that can be better, in order of files and places, without what site.yaml silences.
/// Entries that have no page now are left alone: their authors are still at work.
pub fn advise(portal: &Portal) -> Vec<Diagnostic> {
    let of_entries: Vec<Vec<Diagnostic>> = portal
        .entries
        .par_iter()
        .filter(|entry| entry.visible)
        .map(|entry| {
            let mut found = Vec::new();
            for rule in OF_ENTRIES {
                rule(portal, entry, &mut found);
            }
            found
        })
        .collect();
    let mut found: Vec<Diagnostic> = of_entries.into_iter().flatten().collect();
    for rule in OF_PORTAL {
        rule(portal, &mut found);
    }
    silence::leave_out(portal, &mut found);
    diagnostics::sort(&mut found);
    found
}

/// Advice about a place: a warning that `--strict` does not raise.
fn advice(code: &'static str, place: Place) -> Diagnostic {
    Diagnostic::warning(code, place)
}

/// Advice to write a field that is not there.
fn missing(entry: &Entry, code: &'static str, field: &'static str, found: &mut Vec<Diagnostic>) {
    let place = entry.source.missing_place(&[], field);
    found.extend(place.map(|place| advice(code, place)));
}

/// The place of a field at the top of an entry.
fn field(entry: &Entry, key: &'static str) -> Place {
    entry.source.value_place(&[Step::Key(key)])
}

/// A byte of the body, so many characters of it.
fn in_body(entry: &Entry, offset: usize, text: &str) -> Place {
    Place {
        width: text.chars().count().max(1),
        ..entry.source.body_place(offset)
    }
}

/// What stands in a line between the characters that belong to no word, with its offsets.
fn words(line: &str, is_cut: impl Fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    line.split(is_cut).map(move |word| {
        let at = from;
        from += word.len();
        from += line[from..].chars().next().map_or(0, char::len_utf8);
        (at, word)
    })
}
