//! The grammar of years: calendar years, school years, their lists and ranges.

use super::items::Years;
use super::reader::{LONGEST_LIST, Read, Reader};
use super::vocabulary as words;
use super::words::Kind;

/// «2022», «2022-2024 гг.», «2022, 2023», «2022/23 учебного года», «учебный год», «текущего года».
pub fn years(reader: Reader<'_>, at: usize) -> Read<Years> {
    if reader.is_any(at, words::THIS) {
        let after = school_words(reader, at + 1).or_else(|| year_word(reader, at + 1))?;
        let is_school = reader.is_any(at + 1, words::SCHOOL);
        let years = if is_school {
            Years::School
        } else {
            Years::Unsaid
        };
        return Some((years, after));
    }
    if let Some(after) = school_words(reader, at) {
        return Some(match numbers(reader, after) {
            Some((list, next)) => (schools(&list)?, next),
            None => (Years::School, after),
        });
    }
    let (list, next) = numbers(reader, at)?;
    if let Some(next) = school_words(reader, next) {
        return Some((schools(&list)?, next));
    }
    let is_school = list.iter().any(|year| year.is_slashed);
    let years = if is_school {
        schools(&list)?
    } else {
        Years::Civil(list.iter().map(|year| (year.first, year.last)).collect())
    };
    Some((years, skip_year_word(reader, next)))
}

/// A year or a range of years as written.
struct Written {
    first: i16,
    last: i16,
    is_slashed: bool,
}

/// School years must be two years that follow each other.
fn schools(list: &[Written]) -> Option<Years> {
    let is_right = |year: &&Written| year.first.checked_add(1) == Some(year.last);
    let starts: Vec<i16> = list
        .iter()
        .take_while(is_right)
        .map(|year| year.first)
        .collect();
    (starts.len() == list.len()).then_some(Years::Schools(starts))
}

fn numbers(reader: Reader<'_>, at: usize) -> Read<Vec<Written>> {
    let (first, mut next) = number_of_years(reader, at)?;
    let mut list = vec![first];
    while list.len() < LONGEST_LIST {
        let is_list = match reader.kind(next) {
            Some(Kind::Comma) => true,
            Some(Kind::Word(and)) => and == "и",
            _ => false,
        };
        let Some((year, after)) = number_of_years(reader, next + 1).filter(|_| is_list) else {
            break;
        };
        let is_like = list.iter().all(|first| first.is_slashed == year.is_slashed);
        // «2022, 2023 – май 2024», «2022, 2023-03-15»: the second begins another phrase.
        if !is_like || reader.is_dash(after) {
            break;
        }
        list.push(year);
        next = after;
    }
    Some((list, next))
}

fn number_of_years(reader: Reader<'_>, at: usize) -> Read<Written> {
    let first = full_year(reader, at)?;
    let is_slashed = reader.kind(at + 1) == Some(&Kind::Slash);
    if !is_slashed && !reader.is_dash(at + 1) {
        let last = first;
        return Some((written(first, last, false), at + 1));
    }
    // «2022-23», but not «2022 - 31 мая» and not «2022-31.05».
    let is_short = is_slashed
        || reader.is_tight(at, at + 2)
            && reader.word(at + 3).and_then(words::month).is_none()
            && reader.number(at + 4).is_none();
    let short = |(number, digits): (u32, usize)| match digits {
        2 if is_short => civil(u32::try_from(first).ok()? / 100 * 100 + number),
        _ => None,
    };
    let last = full_year(reader, at + 2).or_else(|| reader.number(at + 2).and_then(short));
    match last {
        Some(last) if first <= last => Some((written(first, last, is_slashed), at + 3)),
        _ if is_slashed => None,
        _ => Some((written(first, first, false), at + 1)),
    }
}

fn written(first: i16, last: i16, is_slashed: bool) -> Written {
    Written {
        first,
        last,
        is_slashed,
    }
}

fn full_year(reader: Reader<'_>, at: usize) -> Option<i16> {
    let (number, digits) = reader.number(at)?;
    civil(number).filter(|_| digits == 4)
}

pub fn civil(number: u32) -> Option<i16> {
    let year = i16::try_from(number).ok()?;
    (1900..=2999).contains(&year).then_some(year)
}

pub fn year_word(reader: Reader<'_>, at: usize) -> Option<usize> {
    let is_short = reader.is(at, "г") || reader.is(at, "гг");
    reader
        .is_any(at, words::YEAR)
        .then(|| reader.skip_dot(at + 1, is_short))
}

/// «г.», «года»; also «г.г.».
pub fn skip_year_word(reader: Reader<'_>, at: usize) -> usize {
    let Some(next) = year_word(reader, at) else {
        return at;
    };
    if reader.is(at, "г") && reader.is(next, "г") {
        return reader.skip_dot(next + 1, true);
    }
    next
}

/// «учебного года», «уч. г.».
fn school_words(reader: Reader<'_>, at: usize) -> Option<usize> {
    if !reader.is_any(at, words::SCHOOL) {
        return None;
    }
    let next = reader.skip_dot(at + 1, true);
    Some(skip_year_word(reader, next)).filter(|after| *after > next)
}
