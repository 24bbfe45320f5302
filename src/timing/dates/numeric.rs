//! The grammar of days that are written with figures.

use super::super::items::{Part, Point, Years};
use super::super::reader::{Read, Reader};
use super::super::words::Kind;
use super::super::years::{civil, skip_year_word};

/// 15.03.2022, 15/03/22, 2022-03-15, 2022.03.15, 2022-09, 15.03.
pub fn numeric(reader: Reader<'_>, at: usize) -> Read<Point> {
    let (first, digits) = reader.number(at)?;
    let is_mark = |at| matches!(reader.kind(at), Some(Kind::Dot | Kind::Slash));
    if digits == 4 {
        return reversed(reader, at, first);
    }
    if digits > 2 || !is_mark(at + 1) {
        return None;
    }
    let (month, month_digits) = reader.number(at + 2)?;
    let year = reader
        .number(at + 4)
        .filter(|_| reader.kind(at + 1) == reader.kind(at + 3));
    match year {
        Some((year, 4)) => day_point(reader, at..at + 5, first, month, Some(year)),
        Some((year, 2)) => day_point(reader, at..at + 5, first, month, Some(2000 + year)),
        // «3.1» is as often the number of a point as a day, «до 1.09» is a day.
        _ if (digits == 2 || is_bound(reader, at))
            && month_digits == 2
            && reader.kind(at + 1) == Some(&Kind::Dot)
            && reader.is_tight(at, at + 2) =>
        {
            day_point(reader, at..at + 3, first, month, None)
        }
        _ => None,
    }
}

fn is_bound(reader: Reader<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| reader.is_any(before, &["до", "позднее", "позже"]))
}

/// 2022-03-15, 2022.03.15, 2022/03/15; 2022-09 is a month, where it cannot be «from 2022 to 2009».
fn reversed(reader: Reader<'_>, at: usize, year: u32) -> Read<Point> {
    let mark = reader.kind(at + 1)?;
    if !matches!(mark, Kind::Dash | Kind::Dot | Kind::Slash) {
        return None;
    }
    let (month, digits) = reader.number(at + 2)?;
    if reader.kind(at + 3) == Some(mark)
        && let Some((day, 1 | 2)) = reader.number(at + 4)
        && digits <= 2
    {
        return day_point(reader, at..at + 5, day, month, Some(year));
    }
    let is_month = *mark == Kind::Dash && digits == 2 && reader.is_tight(at, at + 2);
    let is_alone = reader.number(at + 4).is_none() || !reader.is_tight(at + 2, at + 4);
    let is_past = 2000 + month < year;
    let month = i8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    let years = civil(year).map(|year| Years::Civil(vec![(year, year)]))?;
    let place = at..at + 3;
    let part = Part::Month(month);
    (is_month && is_alone && is_past).then_some((Point { part, years, place }, at + 3))
}

fn day_point(
    reader: Reader<'_>,
    place: std::ops::Range<usize>,
    day: u32,
    month: u32,
    year: Option<u32>,
) -> Read<Point> {
    let month = i8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    let day = i8::try_from(day).ok().filter(|d| (1..=31).contains(d))?;
    let years = match year {
        Some(year) => {
            let year = civil(year)?;
            Years::Civil(vec![(year, year)])
        }
        None => Years::Unsaid,
    };
    let next = match years {
        Years::Unsaid => place.end,
        _ => skip_year_word(reader, place.end),
    };
    let part = Part::Day(month, day);
    Some((Point { part, years, place }, skip_end(reader, next)))
}

/// «15.03.-20.04.2022», «с 01.03. по 15.03.2022»: the full stop after the figures ends nothing.
fn skip_end(reader: Reader<'_>, at: usize) -> usize {
    let next = reader.skip_dot(at, true);
    match reader.is_dash(next) || reader.is_any(next, &["по", "до"]) {
        true => next,
        false => at,
    }
}
