//! Acts that a preamble names: kind, day, number and title.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::import::plan::flat;

static ACT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(в редакции\s+)?от\s+(\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}\s+[а-я]+\s+\d{4})\s*(?:года|г\.)?\s*№\s*([^\s,;«»()]+)").ok()
});

/// Beginnings of the words that name a kind of act, the type in content files, and the word itself.
const KINDS: &[(&str, &str, &str)] = &[
    ("федеральн", "law", "Федеральный закон"),
    ("постановлени", "resolution", "Постановление"),
    ("распоряжени", "directive", "Распоряжение"),
    ("приказ", "order", "Приказ"),
    ("письм", "letter", "Письмо"),
    ("указ", "decree", "Указ"),
    ("решени", "decision", "Решение"),
    ("протокол", "protocol", "Протокол"),
];

/// An act on which an order stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Type, as content files name it.
    pub kind: &'static str,
    /// «Приказ».
    pub word: &'static str,
    /// Its day.
    pub date: Option<Date>,
    /// Its number.
    pub number: String,
    /// Its title, if the preamble gives one.
    pub title: Option<String>,
}

/// Every act of a preamble, in its order; editions of an act are no acts of their own.
pub fn acts(preamble: &str) -> Vec<Act> {
    let Some(known) = ACT.as_ref() else {
        return Vec::new();
    };
    let mut acts = Vec::new();
    for found in known.captures_iter(preamble) {
        let (Some(whole), Some(day), Some(number)) = (found.get(0), found.get(2), found.get(3))
        else {
            continue;
        };
        if found.get(1).is_some() {
            continue;
        }
        let before = preamble.get(..whole.start()).unwrap_or_default();
        let after = preamble.get(whole.end()..).unwrap_or_default();
        let (kind, word) = kind_of(before);
        acts.push(Act {
            kind,
            word,
            date: super::date(day.as_str()),
            number: number.as_str().trim_end_matches(['.', ':']).to_owned(),
            title: title_after(after).or_else(|| title_before(before)),
        });
    }
    acts
}

/// The last word before the number that names a kind.
fn kind_of(before: &str) -> (&'static str, &'static str) {
    let lower = before.to_lowercase();
    let place = |(stem, kind, word): &(&str, &'static str, &'static str)| {
        Some((lower.rfind(*stem)?, *kind, *word))
    };
    let last = KINDS.iter().filter_map(place).max_by_key(|(at, ..)| *at);
    last.map_or(("other", "Документ"), |(_, kind, word)| {
        (kind, word)
    })
}

/// «…» right after the number; a lost closing quote ends where the next words of the preamble begin.
fn title_after(after: &str) -> Option<String> {
    let text = after.trim_start().strip_prefix('«')?;
    let mut depth = 1;
    let mut end = text.len();
    for (at, character) in text.char_indices() {
        match character {
            '«' => depth += 1,
            '»' => depth -= 1,
            _ => {}
        }
        let is_lost = text
            .get(at..)
            .is_some_and(|rest| rest.starts_with(" (в редакции") || rest.starts_with(", от "));
        if depth == 0 || is_lost {
            end = at;
            break;
        }
    }
    let title = flat(text.get(..end)?);
    (!title.is_empty()).then_some(title)
}

/// «Федерального закона «Об образовании» от …»: the quote ends right before the day.
fn title_before(before: &str) -> Option<String> {
    let text = before.trim_end().strip_suffix('»')?;
    let start = text.rfind('«')? + '«'.len_utf8();
    let title = flat(text.get(start..)?);
    title.starts_with(['О', 'о']).then_some(title)
}
