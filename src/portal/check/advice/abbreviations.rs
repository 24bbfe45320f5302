//! Abbreviations that a reader cannot look up, and those that the glossary explains in two places.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use super::super::at_line;
use super::{advice, words};
use crate::diagnostics::{Diagnostic, Place};
use crate::parse::tree::Step;
use crate::portal::{Entry, Portal};

/// What everybody knows.
const KNOWN: [&str; 12] = [
    "РФ", "ФЗ", "СМИ", "ФИО", "США", "СНГ", "ИТ", "МБ", "КБ", "ГБ", "QR", "ТВ",
];
/// Longer words in capitals are rather words than abbreviations.
const LONGEST: usize = 6;

/// Looks at all texts and at the glossary.
pub fn check(portal: &Portal, found: &mut Vec<Diagnostic>) {
    unknown(portal, found);
    twice(portal, found);
}

/// Abbreviations that neither the glossary nor the text explains: each once, where it is met first.
fn unknown(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let known = known(portal);
    let of_entries: Vec<BTreeMap<&str, usize>> = portal
        .entries
        .par_iter()
        .map(|entry| match entry.visible {
            true => of_entry(entry, &known),
            false => BTreeMap::new(),
        })
        .collect();
    let mut uses: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for (at, words) in of_entries.iter().enumerate() {
        for (word, offset) in words {
            let (_, _, count) = uses.entry(*word).or_insert((at, *offset, 0));
            *count += 1;
        }
    }
    for (word, (at, offset, count)) in uses {
        let Some(entry) = portal.entries.get(at) else {
            continue;
        };
        let place = Place {
            width: word.chars().count(),
            ..entry.source.byte_place(offset)
        };
        let advice = advice("advice-unknown-abbreviation", place)
            .with("text", word)
            .with("count", count.to_string())
            .hint("add-term", vec![("text", word.to_owned())]);
        found.push(advice);
    }
}

/// What the glossary and the names of organizations hold.
fn known(portal: &Portal) -> HashSet<&str> {
    let terms = portal.glossary.iter().flat_map(|read| read.value.iter());
    let of_terms = terms.flat_map(|term| [&term.term, &term.full].into_iter().chain(&*term.names));
    let organizations = portal.organizations.iter().map(|known| &known.parts);
    let of_organizations = organizations
        .flat_map(|parts| [&parts.name, &parts.short].into_iter().chain(&*parts.names));
    of_terms
        .chain(of_organizations)
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .chain(KNOWN)
        .collect()
}

/// The abbreviations of an entry that are not known and that it does not explain, with their first places.
fn of_entry<'e>(entry: &'e Entry, known: &HashSet<&str>) -> BTreeMap<&'e str, usize> {
    let text = entry.source.text.as_str();
    let prose = entry.source.prose();
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    let mut explained: HashSet<&str> = HashSet::new();
    let mut offset = 0;
    for line in prose.split_inclusive('\n') {
        let from = offset;
        offset += line.len();
        // Comments of YAML are for authors, headings in capitals hold no abbreviations.
        if line.trim_start().starts_with('#') || !line.contains(char::is_lowercase) {
            continue;
        }
        for (at, word) in capitals(line).filter(|(_, word)| !known.contains(word)) {
            let written = &text[from + at..from + at + word.len()];
            if is_explained(&line[..at], &line[at + word.len()..]) {
                explained.insert(written);
            }
            met.entry(written).or_insert(from + at);
        }
    }
    met.retain(|word, _| !explained.contains(word));
    met
}

/// The words of a line that are two to six capital letters, with their offsets.
fn capitals(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_capital = |c: char| c.is_uppercase() && !matches!(c, 'І' | 'Х') && !c.is_ascii();
    words(line, |c| !(c.is_alphanumeric() || c == '_')).filter(move |(_, word)| {
        (2..=LONGEST).contains(&word.chars().count()) && word.chars().all(is_capital)
    })
}

/// Whether the words around an abbreviation say what it means: «… (ШНОР)», «(далее – ШНОР)», «ШНОР (…)».
fn is_explained(before: &str, after: &str) -> bool {
    let before = before.trim_end_matches(['«', '"', ' ', '\u{a0}', '–', '—', '-', ':']);
    before.ends_with('(') || before.ends_with("далее") || after.trim_start().starts_with('(')
}

/// Spellings of the glossary that two of its terms have.
fn twice(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let Some(read) = &portal.glossary else { return };
    let mut known: HashMap<&str, (usize, Option<usize>)> = HashMap::new();
    let place = |at: usize, name: Option<usize>| match name {
        Some(name) => {
            let path = [Step::Index(at), Step::Key("names"), Step::Index(name)];
            read.source.value_place(&path)
        }
        None => read
            .source
            .value_place(&[Step::Index(at), Step::Key("term")]),
    };
    for (at, term) in read.value.iter().enumerate() {
        let names = term.names.iter().enumerate();
        let own = names.map(|(name, text)| (Some(name), text));
        for (name, text) in std::iter::once((None, &term.term)).chain(own) {
            match known.get(&**text) {
                // A term that stands there twice is a mistake of its own.
                Some((first, of_first)) if *first != at && (name, *of_first) != (None, None) => {
                    let first = at_line(&place(*first, *of_first));
                    let advice = advice("advice-abbreviation-twice", place(at, name));
                    found.push(advice.with("text", &**text).with("first", first));
                }
                Some(_) => {}
                None => {
                    known.insert(text, (at, name));
                }
            }
        }
    }
}
