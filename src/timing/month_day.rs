//! The grammar of a day that every month has: «до 5 числа».

use super::dates::{intro, ordinal};
use super::items::{DayOfMonth, Item, What};
use super::reader::{Read, Reader};
use super::vocabulary as words;
use super::words::Kind;

/// «до 5 числа», «25 числа каждого месяца», «до 10 числа месяца, следующего за отчетным».
pub fn day_of_month(reader: Reader<'_>, at: usize) -> Read<Item> {
    let (_, first) = intro(reader, at);
    let (number, next) = ordinal(reader, first)?;
    let day = i8::try_from(number)
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    if !reader.begins(next, "числ") {
        return None;
    }
    let (is_of_next, is_of_each, next) = which_month(reader, next + 1);
    let day = DayOfMonth {
        day,
        is_of_next,
        is_of_each,
    };
    Some((Item::new(What::DayOfMonth(day), at..next), next))
}

fn which_month(reader: Reader<'_>, at: usize) -> (bool, bool, usize) {
    const SAME: [&[&str]; 3] = [
        &["текущего", "месяца"],
        &["отчетного", "месяца"],
        &["месяца"],
    ];
    if let Some(next) = next_month(reader, at) {
        return (true, false, next);
    }
    if reader.is_any(at, words::EACH) && reader.is(at + 1, "месяца") {
        return (false, true, at + 2);
    }
    let same = SAME.iter().find_map(|phrase| reader.phrase(at, phrase));
    (false, false, same.unwrap_or(at))
}

/// «следующего месяца», «месяца, следующего за отчетным кварталом», «следующего за отчетным месяца».
fn next_month(reader: Reader<'_>, at: usize) -> Option<usize> {
    let is_next = |at| reader.is(at, "следующего") || reader.is(at, "последующего");
    let named = at + usize::from(reader.is(at, "месяца"));
    let is_named = named > at;
    let next = named + usize::from(is_named && reader.kind(named) == Some(&Kind::Comma));
    if !is_next(next) {
        return None;
    }
    let next = next + 1;
    if reader.is(next, "месяца") && !is_named {
        return Some(next + 1);
    }
    if !reader.is(next, "за") {
        return is_named.then_some(next);
    }
    const REPORTED: [&str; 4] = ["отчетным", "истекшим", "прошедшим", "прошлым"];
    const UNITS: [&str; 5] = ["месяцем", "кварталом", "полугодием", "периодом", "годом"];
    if !reader.is_any(next + 1, &REPORTED) {
        return None;
    }
    let next = next + 2;
    let next = next + usize::from(reader.is_any(next, &UNITS));
    if is_named {
        return Some(next);
    }
    reader.is(next, "месяца").then_some(next + 1)
}
