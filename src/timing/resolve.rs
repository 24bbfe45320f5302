//! Terms of the grammar → days within the plan's term, and how sure they are.

use jiff::civil::Date;

use super::Term;
use super::calendar::{self, Days};
use super::items::{Part, Point, Shape, Years};
use crate::portal::plan::Quality;

/// Days and how sure they are.
pub type Sure = (Days, Quality);

/// The year that a part is of.
#[derive(Clone, Copy, PartialEq)]
enum Frame {
    Civil(i16),
    Civils(i16, i16),
    School(i16),
}

/// The days of a term, year by year, clipped to the plan's.
pub fn days(shape: &Shape, term: Term) -> Vec<Sure> {
    match shape {
        Shape::During(point) => during(point, term),
        Shape::By(point, is_end) => by(point, *is_end, term),
        Shape::Before(point) => before(point, term),
        Shape::From(point) => from(point, term).into_iter().collect(),
        Shape::Between(first, last) => between(first, last, term),
    }
}

/// Whether the term has any days in these years.
pub fn has_days(shape: &Shape, years: &Years, term: Term) -> bool {
    let mut shape = shape.clone();
    shape.set_years(years);
    !days(&shape, term).is_empty()
}

/// A term and the day by which it is to be done, for each year; `None` unless each day lies in its term.
pub fn due_days(shape: &Shape, due: &Shape, term: Term) -> Option<Vec<(Sure, Date)>> {
    let (terms, dues) = (days(shape, term), days(due, term));
    let pairs = terms.iter().zip(&dues);
    let pairs = pairs.map(|((days, quality), ((_, due), own))| {
        let is_inside = (days.0..=days.1).contains(due);
        is_inside.then_some(((*days, (*quality).max(*own)), *due))
    });
    let found: Option<Vec<_>> = pairs.collect();
    found.filter(|found| !found.is_empty() && terms.len() == dues.len())
}

fn civil_years(term: Term) -> impl Iterator<Item = Frame> {
    (term.start.year()..=term.end.year()).map(Frame::Civil)
}

/// The years of a part and how sure they are.
fn frames(point: &Point, term: Term) -> (Vec<Frame>, Quality) {
    let own = || -> Vec<Frame> {
        if term.school_year {
            vec![Frame::School(term.start.year())]
        } else {
            civil_years(term).collect()
        }
    };
    match &point.years {
        Years::Unsaid => (own(), Quality::Assumed),
        Years::Each => (own(), Quality::Exact),
        Years::School if term.school_year => (own(), Quality::Assumed),
        Years::School => {
            let first = calendar::school_year_of(term.start);
            let last = calendar::school_year_of(term.end);
            (
                (first..=last).map(Frame::School).collect(),
                Quality::Assumed,
            )
        }
        Years::Schools(years) => (
            years.iter().map(|year| Frame::School(*year)).collect(),
            Quality::Exact,
        ),
        Years::Civil(ranges) => {
            let frames = ranges.iter().flat_map(|range| civil(*range, point, term));
            (frames.collect(), Quality::Exact)
        }
    }
}

fn civil((first, last): (i16, i16), point: &Point, term: Term) -> Vec<Frame> {
    if first == last {
        return vec![Frame::Civil(first)];
    }
    if point.part == Part::Year {
        return vec![Frame::Civils(first, last)];
    }
    let years = first.max(term.start.year())..=last.min(term.end.year());
    years.map(Frame::Civil).collect()
}

/// The whole days of a part of a year.
fn part(part: Part, frame: Frame) -> Option<Sure> {
    let exact = |days: Option<Days>| Some((days?, Quality::Exact));
    match (frame, part) {
        (Frame::Civils(first, last), _) => exact(
            calendar::months(first, 1, 12)
                .zip(calendar::months(last, 1, 12))
                .map(|(first, last)| (first.0, last.1)),
        ),
        (Frame::School(year), part) => part_of_school_year(part, year),
        (Frame::Civil(year), Part::Day(month, day)) => {
            Some(match calendar::day(year, month, day) {
                Some(day) => ((day, day), Quality::Exact),
                None => {
                    let last = calendar::day(year, month, 1)?.last_of_month();
                    ((last, last), Quality::Impossible)
                }
            })
        }
        (Frame::Civil(year), Part::Decade(month, number)) => {
            let first = calendar::day(year, month, (number - 1) * 10 + 1)?;
            let last = match number {
                3 => first.last_of_month(),
                _ => calendar::day(year, month, number * 10)?,
            };
            exact(Some((first, last)))
        }
        (Frame::Civil(year), Part::Month(month)) => exact(calendar::months(year, month, month)),
        (Frame::Civil(year), Part::Quarter(number)) => {
            exact(calendar::months(year, number * 3 - 2, number * 3))
        }
        (Frame::Civil(year), Part::Half(number)) => {
            exact(calendar::months(year, number * 6 - 5, number * 6))
        }
        (Frame::Civil(year), Part::Year) => exact(calendar::months(year, 1, 12)),
    }
}

fn part_of_school_year(what: Part, year: i16) -> Option<Sure> {
    let next = year.checked_add(1)?;
    let in_year = |month: i8| Frame::Civil(if month >= 9 { year } else { next });
    match what {
        Part::Day(month, _) | Part::Decade(month, _) | Part::Month(month) => {
            part(what, in_year(month))
        }
        Part::Quarter(4) => part(what, Frame::Civil(year)),
        // September and July with August are both of the third quarter; the later days accuse nobody.
        Part::Quarter(3) => Some((calendar::months(next, 7, 8)?, Quality::Ambiguous)),
        Part::Quarter(_) => part(what, Frame::Civil(next)),
        Part::Half(1) => Some((calendar::months(year, 9, 12)?, Quality::Exact)),
        // Lessons end in May, the school year on 31 August.
        Part::Half(_) => Some((calendar::months(next, 1, 8)?, Quality::Assumed)),
        Part::Year => Some((calendar::school_year(year)?, Quality::Exact)),
    }
}

fn whole(point: &Point, term: Term) -> Vec<Sure> {
    let (frames, quality) = frames(point, term);
    frames
        .into_iter()
        .filter_map(|frame| part(point.part, frame))
        .map(|(days, own)| (days, own.max(quality)))
        .collect()
}

fn during(point: &Point, term: Term) -> Vec<Sure> {
    let mut sure: Vec<Sure> = whole(point, term)
        .into_iter()
        .filter_map(|(days, quality)| Some((calendar::clip(days, term)?, quality)))
        .collect();
    // «в течение учебного года» in a plan of a calendar year: two school years lie in it.
    if point.years == Years::School && sure.len() > 1 {
        for (_, quality) in &mut sure {
            *quality = (*quality).max(Quality::Ambiguous);
        }
    }
    sure
}

fn is_in(date: Date, term: Term) -> bool {
    (term.start..=term.end).contains(&date)
}

fn by(point: &Point, is_end: bool, term: Term) -> Vec<Sure> {
    // «до ноября» may include November or not; the later day accuses nobody.
    let is_open = !is_end && !matches!(point.part, Part::Day(..));
    let due = |(days, quality): Sure| {
        if !is_open {
            return is_in(days.1, term).then_some((days.1, quality));
        }
        let before = days.0.yesterday().ok();
        let due = [Some(days.1), before]
            .into_iter()
            .flatten()
            .find(|day| is_in(*day, term))?;
        Some((due, quality.max(Quality::Ambiguous)))
    };
    whole(point, term)
        .into_iter()
        .filter_map(due)
        .map(|(due, quality)| ((term.start, due), quality))
        .collect()
}

fn before(point: &Point, term: Term) -> Vec<Sure> {
    whole(point, term)
        .into_iter()
        .filter_map(|(days, quality)| Some((days.0.yesterday().ok()?, quality)))
        .filter(|(due, _)| is_in(*due, term))
        .map(|(due, quality)| ((term.start, due), quality))
        .collect()
}

/// «с 1 сентября»: to the end of the plan. Without a year in a plan of several, the first.
fn from(point: &Point, term: Term) -> Option<Sure> {
    let starts = whole(point, term);
    let is_one = starts.len() == 1;
    let (days, quality) = starts
        .into_iter()
        .find(|(days, _)| is_in(days.0, term) || is_one)?;
    let quality = if is_one {
        quality
    } else {
        quality.max(Quality::Ambiguous)
    };
    Some((calendar::clip((days.0, term.end), term)?, quality))
}

fn between(first: &Point, last: &Point, term: Term) -> Vec<Sure> {
    match (first.years.are_said(), last.years.are_said()) {
        (true, true) if first.years == Years::Each && !term.school_year => {
            of_plan(first, last, Quality::Exact, term)
        }
        (true, true) => both_said(first, last, term),
        (false, true) => to_year(first, last, term),
        (true, false) => from_year(first, last, term),
        (false, false) if term.school_year => to_year(first, last, term),
        (false, false) => of_plan(first, last, Quality::Assumed, term),
    }
}

fn joined(first: Sure, last: Sure) -> Option<Sure> {
    let days = (first.0.0, last.0.1);
    (days.0 <= days.1).then(|| (days, first.1.max(last.1)))
}

fn clipped((days, quality): Sure, term: Term) -> Option<Sure> {
    Some((calendar::clip(days, term)?, quality))
}

/// «август 2023 – май 2024»; «с 1 по 15 марта 2022-2024 гг.» has the same years on both sides.
fn both_said(first: &Point, last: &Point, term: Term) -> Vec<Sure> {
    let (starts, ends) = (whole(first, term), whole(last, term));
    if first.years == last.years && first.part != Part::Year {
        let pairs = starts.into_iter().zip(ends);
        let pairs = pairs.filter_map(|(start, end)| clipped(joined(start, end)?, term));
        let found: Vec<Sure> = pairs.collect();
        if !found.is_empty() {
            return found;
        }
        return to_year(first, last, term);
    }
    let pair = starts.first().zip(ends.last());
    pair.and_then(|(start, end)| clipped(joined(*start, *end)?, term))
        .into_iter()
        .collect()
}

/// «сентябрь – май 2024»: the beginning lies in the year of the end, or in the year before.
fn to_year(first: &Point, last: &Point, term: Term) -> Vec<Sure> {
    let (frames, quality) = frames(last, term);
    let span = |frame: Frame| {
        let (start, mut end) = (part(first.part, frame)?, part(last.part, frame)?);
        end.1 = end.1.max(quality);
        joined(start, end).or_else(|| {
            let Frame::Civil(year) = frame else {
                return None;
            };
            let start = part(first.part, Frame::Civil(year.checked_sub(1)?))?;
            end.1 = end.1.max(Quality::Assumed);
            joined(start, end)
        })
    };
    frames
        .into_iter()
        .filter_map(|frame| clipped(span(frame)?, term))
        .collect()
}

/// «март 2022 – май»: the end lies in the year of the beginning, or in the next.
fn from_year(first: &Point, last: &Point, term: Term) -> Vec<Sure> {
    let (frames, _) = frames(first, term);
    let span = |frame: Frame| {
        let (start, mut end) = (part(first.part, frame)?, part(last.part, frame)?);
        end.1 = end.1.max(Quality::Assumed);
        joined(start, end).or_else(|| {
            let Frame::Civil(year) = frame else {
                return None;
            };
            let (days, own) = part(last.part, Frame::Civil(year.checked_add(1)?))?;
            joined(start, (days, own.max(Quality::Assumed)))
        })
    };
    frames
        .into_iter()
        .filter_map(|frame| clipped(span(frame)?, term))
        .collect()
}

/// «март – май» in every year of the plan. «октябрь – март» goes over the New Year; where the plan ends
/// before it does, the words may mean both ends of one year.
fn of_plan(first: &Point, last: &Point, quality: Quality, term: Term) -> Vec<Sure> {
    let span = |frame: Frame| {
        let Frame::Civil(year) = frame else {
            return None;
        };
        let (start, mut end) = (part(first.part, frame)?, part(last.part, frame)?);
        end.1 = end.1.max(quality);
        if let Some(sure) = joined(start, end) {
            return clipped(sure, term);
        }
        let (days, own) = part(last.part, Frame::Civil(year.checked_add(1)?))?;
        let is_whole = is_in(start.0.0, term) && is_in(days.1, term);
        let quality = if is_whole {
            Quality::Assumed
        } else {
            Quality::Ambiguous
        };
        let sure = joined(start, (days, own.max(quality)))?;
        clipped(sure, term)
    };
    civil_years(term).filter_map(span).collect()
}
