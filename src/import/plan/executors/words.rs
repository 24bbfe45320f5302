//! Words of a cell with their places, and which of them tie executors together, part them or say more of one.

use std::ops::Range;

use crate::privacy::Mask;

/// A word in small letters and its place in bytes.
pub type Word = (String, Range<usize>);

/// Words that only tie executors together.
const TIES: &[&str] = &[
    "и",
    "а",
    "также",
    "совместно",
    "с",
    "при",
    "участии",
    "во",
    "взаимодействии",
    "или",
    "в",
    "т",
    "ч",
    "вместе",
    "со",
];

/// Beginnings of words that go on with what stands before a comma.
const QUALIFIERS: &[&str] = &[
    "имеющ",
    "реализующ",
    "находящ",
    "осуществля",
    "входящ",
    "подведомств",
    "участвующ",
    "показавш",
    "расположен",
    "курирующ",
    "работающ",
    "относящ",
    "включенн",
    "ответственн",
    "являющ",
    "не ",
    "в том числе",
    "согласно",
];

/// Signs between two executors.
const PARTING: [char; 8] = [',', ';', '(', ')', '\n', '/', ':', '.'];

/// Words in lower case without signs, each with its place in bytes.
pub fn tokens(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for (at, character) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let lower = character
            .to_lowercase()
            .map(|c| if c == 'ё' { 'е' } else { c });
        match words.last_mut() {
            Some((word, place)) if place.end == at => {
                word.extend(lower);
                place.end = at + character.len_utf8();
            }
            _ => words.push((lower.collect(), at..at + character.len_utf8())),
        }
    }
    words
}

pub fn span(words: &[Word], range: Range<usize>) -> Range<usize> {
    let start = words.get(range.start).map_or(0, |(_, place)| place.start);
    let end = range
        .end
        .checked_sub(1)
        .and_then(|at| words.get(at))
        .map_or(start, |(_, place)| place.end);
    start..end
}

/// Whether the name stands for itself: no word without a comma before or after makes it a part of another name.
pub fn is_apart(text: &str, words: &[Word], rest: usize, from: usize, length: usize) -> bool {
    let place = span(words, from..from + length);
    // «руководители ОО»: the name is a part of one that nobody knows yet.
    let left = from
        .checked_sub(1)
        .filter(|left| *left >= rest)
        .and_then(|left| words.get(left));
    if let Some((word, left)) = left {
        let gap = text.get(left.end..place.start).unwrap_or_default();
        if !gap.contains(PARTING) && !TIES.contains(&word.as_str()) {
            return false;
        }
    }
    let next = words.get(from + length);
    let gap = next.map(|(_, next)| text.get(place.end..next.start).unwrap_or_default());
    let (Some((word, next)), Some(gap)) = (next, gap) else {
        return true;
    };
    let is_parted = gap.contains(PARTING) || TIES.contains(&word.as_str());
    // «АУ «ИРО» МОУО»: a lost comma before another name; «Отдел общего образования администрации» is one name.
    let begins_name = text
        .get(next.start..)
        .is_some_and(|rest| rest.starts_with(char::is_uppercase));
    is_parted || begins_name || text.get(next.start..).is_some_and(is_qualifier)
}

/// A part with the quotes around its words that belong to it: «МКУ «ЦРО» ends in one.
pub fn quoted(text: &str, part: Range<usize>) -> Range<usize> {
    const QUOTES: [(char, char); 3] = [('«', '»'), ('“', '”'), ('"', '"')];
    let (mut start, mut end) = (part.start, part.end);
    for (open, close) in QUOTES {
        let of = |sign: char| {
            text.get(part.clone())
                .map_or(0, |part| part.matches(sign).count())
        };
        let (opened, closed) = match open == close {
            true => (of(open) % 2, 0),
            false => (of(open), of(close)),
        };
        let before = text.get(..start).is_some_and(|text| text.ends_with(open));
        let after = text.get(end..).is_some_and(|text| text.starts_with(close));
        // Words of which only one side is quoted, or both, and nothing in between.
        if after && (opened > closed || before && opened == closed) {
            end += close.len_utf8();
        }
        if before && (closed > opened || end > part.end && opened == closed) {
            start -= open.len_utf8();
        }
    }
    start..end
}

/// Words without the name of a person in them, and that name.
pub fn without_person(written: &str) -> (String, Option<String>) {
    // The last point of «И. О.» stands behind its last letter.
    let whole = format!("{written}.");
    let found = Mask::default().ranges(&whole).into_iter().find(|range| {
        let words = whole.get(range.clone()).unwrap_or_default();
        !words.contains(|c: char| c.is_ascii_digit())
    });
    let Some(range) = found else {
        return (written.to_owned(), None);
    };
    let name = whole.get(range.clone()).unwrap_or_default().to_owned();
    let before = whole.get(..range.start).unwrap_or_default();
    let after = whole.get(range.end..).unwrap_or_default();
    let rest = format!("{before} {after}");
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '–' | '-'));
    (rest.to_owned(), Some(name))
}

pub fn is_qualifier(text: &str) -> bool {
    let text = text.trim_start().to_lowercase();
    QUALIFIERS.iter().any(|word| text.starts_with(word))
}

pub fn without_ties(text: &str) -> String {
    let mut text = text.trim();
    while let Some((first, rest)) = text.split_once(char::is_whitespace) {
        if !TIES.contains(&first.to_lowercase().as_str()) {
            break;
        }
        text = rest.trim_start();
    }
    match TIES.contains(&text.to_lowercase().as_str()) {
        true => String::new(),
        false => text.to_owned(),
    }
}
