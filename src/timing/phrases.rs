//! The grammar of terms that are not dates: frequencies, ongoing terms, schedules that are followed, events.

use std::ops::Range;

use super::dates::{dates, skip_ending};
use super::items::{Item, Over, Part, Point, Shape, What, Years};
use super::reader::{Read, Reader};
use super::vocabulary as words;
use super::words::Kind;
use super::years::years;
use crate::portal::plan::Every;

mod names;

/// «ежемесячно», «1 раз в полугодие», «не реже двух раз в год», «каждый квартал».
pub fn frequency(reader: Reader<'_>, at: usize) -> Read<Item> {
    let word = reader.word(at);
    let named = words::FREQUENCIES
        .iter()
        .find(|(name, _)| Some(*name) == word)
        .map(|(_, every)| (*every, at + 1));
    let one = |(every, next)| ((every, None), next);
    let ((every, counted), next) = named
        .or_else(|| each(reader, at))
        .map(one)
        .or_else(|| times(reader, at))?;
    let over = Over::Plan;
    let day = None;
    let what = What::Every {
        every,
        over,
        day,
        counted,
    };
    Some((Item::new(what, at..next), next))
}

fn unit(reader: Reader<'_>, at: usize) -> Read<Every> {
    let is_school = reader.is_any(at, words::SCHOOL);
    let is_named = is_school || reader.is_any(at, words::THIS);
    let at = if is_named {
        reader.skip_dot(at + 1, true)
    } else {
        at
    };
    let word = reader.word(at)?;
    let (_, every) = words::UNITS.iter().find(|(name, _)| *name == word)?;
    match (is_school, every) {
        (true, Every::Year) => Some((Every::SchoolYear, at + 1)),
        (true, _) => None,
        (false, every) => Some((*every, at + 1)),
    }
}

fn each(reader: Reader<'_>, at: usize) -> Read<Every> {
    let in_each = at + usize::from(reader.is(at, "в") || reader.is(at, "во"));
    let next = in_each + usize::from(reader.is(in_each, "конце") || reader.is(in_each, "конец"));
    if !reader.is_any(next, words::EACH) {
        return None;
    }
    unit(reader, next + 1)
}

/// «2 раза в год»: so many times a unit, when that is once in a unit that we have.
fn times(reader: Reader<'_>, at: usize) -> Read<(Every, Option<Every>)> {
    const AT_LEAST: [&[&str]; 5] = [
        &["не", "реже", "чем"],
        &["не", "реже"],
        &["не", "менее"],
        &["как", "минимум"],
        &["минимум"],
    ];
    // «1-2 раза», «3 раза»: the count was tried from its beginning.
    let before = at.checked_sub(1);
    if before.is_some_and(|at| reader.is_dash(at) || counted(reader, at).is_some()) {
        return None;
    }
    let at = reader.longest(at, &AT_LEAST).unwrap_or(at);
    let (count, next) = if reader.is(at, "дважды") {
        (2, at + 1)
    } else {
        let (count, next) = counted(reader, at).unwrap_or((1, at));
        if !reader.is_any(next, &["раз", "раза", "разу", "р"]) {
            return None;
        }
        (count, reader.skip_dot(next + 1, reader.is(next, "р")))
    };
    if !reader.is_any(next, &["в", "во", "за"]) {
        return None;
    }
    let next = next + 1;
    let next = next + usize::from(reader.is_any(next, words::EACH) || reader.is(next, "один"));
    let (unit, next) = unit(reader, next)?;
    Some(((divided(unit, count)?, (count > 1).then_some(unit)), next))
}

fn counted(reader: Reader<'_>, at: usize) -> Read<u32> {
    if let Some((number, _)) = reader.number(at) {
        return Some((number, skip_ending(reader, at + 1)));
    }
    Some((words::count(reader.word(at)?)?, at + 1))
}

fn divided(unit: Every, count: u32) -> Option<Every> {
    let a_year = match unit {
        Every::Month => 12,
        Every::Quarter => 4,
        Every::HalfYear => 2,
        Every::Year | Every::SchoolYear => 1,
    };
    match (count.checked_mul(a_year)?, unit) {
        (_, unit) if count == 1 => Some(unit),
        (2, _) => Some(Every::HalfYear),
        (4, _) => Some(Every::Quarter),
        (12, _) => Some(Every::Month),
        _ => None,
    }
}

/// «постоянно», «весь период», «в течение года», «в течение 2022/23 учебного года».
pub fn ongoing(reader: Reader<'_>, at: usize) -> Read<Vec<Item>> {
    let whole = reader
        .longest(at, words::CONTINUOUS)
        .or_else(|| period(reader, at));
    if let Some(next) = whole {
        return Some((vec![Item::new(What::Ongoing(Over::Plan), at..next)], next));
    }
    let next = during(reader, at).or_else(|| whole_of(reader, at))?;
    // «в течение года»; the word «весь» may stand before it.
    if reader.is_any(next, words::YEAR) && years(reader, next + 1).is_none() {
        let point = Point {
            part: Part::Year,
            years: Years::Unsaid,
            place: next..next + 1,
        };
        let next = reader.skip_dot(next + 1, reader.is(next, "г"));
        let over = Over::Shape(Shape::During(point));
        return Some((vec![Item::new(What::Ongoing(over), at..next)], next));
    }
    let at_years = next + usize::from(reader.is_any(next, words::YEAR));
    let (mut items, next) = dates(reader, at_years)?;
    for item in &mut items {
        let What::Dates(shape) = &item.what else {
            continue;
        };
        let is_bound = !matches!(shape, Shape::During(_) | Shape::Between(..));
        let is_day = |point: &Point| matches!(point.part, Part::Day(..));
        if is_bound || shape.points().any(is_day) {
            return None;
        }
        let is_year = matches!(shape, Shape::During(point) if point.part == Part::Year);
        if is_year {
            item.what = What::Ongoing(Over::Shape(shape.clone()));
        }
    }
    items.first_mut()?.place.start = at;
    Some((items, next))
}

/// «в течение», often written with «и», and «на протяжении»; «всего» may follow.
fn during(reader: Reader<'_>, at: usize) -> Option<usize> {
    let next = if reader.is(at, "в") && reader.is_any(at + 1, &["течение", "течении", "теч"])
    {
        reader.skip_dot(at + 2, reader.is(at + 1, "теч"))
    } else if reader.begins(at, "течени") {
        at + 1
    } else {
        reader.phrase(at, &["на", "протяжении"])?
    };
    Some(next + usize::from(reader.is(next, "всего")))
}

fn whole_of(reader: Reader<'_>, at: usize) -> Option<usize> {
    let at = at + usize::from(reader.is_any(at, &["за", "на"]));
    reader.is(at, "весь").then_some(at + 1)
}

/// «весь период реализации плана». What is of something else is not the plan's period.
fn period(reader: Reader<'_>, at: usize) -> Option<usize> {
    let begin = during(reader, at).or_else(|| whole_of(reader, at));
    let in_period = reader
        .phrase(at, &["в", "период"])
        .map(|next| next - 1)
        .filter(|at| reader.is_any(at + 1, words::OF_PERIOD));
    let begin = begin.or(in_period)?;
    if !reader.is_any(begin, words::PERIODS) {
        return None;
    }
    let mut next = begin + 1;
    while reader.is_any(next, words::OF_PERIOD) {
        next += 1;
    }
    let is_of_plan = reader.word(next).is_none_or(|word| {
        word == "и"
            || frequency(reader, next).is_some()
            || following(reader, next).is_some()
            || word == "с"
            || word == "до"
    });
    is_of_plan.then_some(next)
}

/// Where the noun of a schedule that is followed stands, and whether it is said to be its own.
fn following(reader: Reader<'_>, at: usize) -> Option<(usize, bool)> {
    /// «по единому региональному календарному графику».
    const MOST_ADJECTIVES: usize = 4;
    let mut noun = reader
        .longest(at, words::FOLLOWING)
        .or_else(|| set_by(reader, at))?;
    let mut is_own = false;
    for _ in 0..=MOST_ADJECTIVES {
        if reader.is_any(noun, words::SCHEDULES) {
            return Some((noun, is_own));
        }
        is_own |= reader.begins_any(noun, words::OWN);
        let word = reader.word(noun)?;
        let is_adjective = ["ому", "ему", "ым", "им", "ыми", "ими", "ой", "ей"]
            .iter()
            .any(|ending| word.ends_with(ending));
        if !is_adjective {
            return None;
        }
        noun += 1 + usize::from(reader.is_dash(noun + 1));
    }
    None
}

/// «в сроки, установленные графиком X».
fn set_by(reader: Reader<'_>, at: usize) -> Option<usize> {
    let next = reader.phrase(at, &["в", "сроки"])?;
    let next = next + usize::from(reader.kind(next) == Some(&Kind::Comma));
    reader.begins_any(next, words::SET).then_some(next + 1)
}

/// «по отдельному графику», «в соответствии с планом X».
pub fn schedule(reader: Reader<'_>, at: usize) -> Read<Item> {
    let (noun, is_own) = following(reader, at)?;
    let end = names::tail(reader, noun + 1);
    let is_bare = end == noun + 1
        || end == noun + 3 && reader.is_dash(noun + 1) && reader.is_any(noun + 2, words::SCHEDULES);
    let what = match (is_own, bytes(reader, noun..end)) {
        _ if is_bare => What::Own(None, is_own),
        (true, basis) => What::Own(basis, true),
        (false, Some(basis)) => What::External(basis),
        (false, None) => return None,
    };
    Some((Item::new(what, at..end), end))
}

/// The bytes of the words that these tokens were.
pub fn bytes(reader: Reader<'_>, place: Range<usize>) -> Option<Range<usize>> {
    let tokens = reader.0.get(place)?;
    Some(tokens.first()?.place.start..tokens.last()?.place.end)
}

/// «после проведения мониторингов (не позднее 1 месяца)», «не позднее 10 рабочих дней после …».
pub fn relative(reader: Reader<'_>, at: usize) -> Read<Item> {
    let event = match delay(reader, at) {
        Some(next) => match reader.longest(next, words::EVENTS) {
            Some(event) => event,
            None => return Some((Item::new(What::Delay, at..next), next)),
        },
        None => reader.longest(at, words::AFTER)?,
    };
    let named = dates(reader, event).map(|(_, next)| next);
    let is_after = reader.is_any(event - 1, &["после", "до"]);
    let next = match named {
        // A day that is counted from a day is a date, and nobody has read it.
        Some(_) if is_after => return None,
        Some(next) => next,
        None => event,
    };
    let end = names::tail(reader, next);
    (end > event).then(|| (Item::new(What::Relative, at..end), end))
}

/// «не позднее 10 рабочих дней», «в течение месяца», «в 10-дневный срок»; what it is counted from follows.
fn delay(reader: Reader<'_>, at: usize) -> Option<usize> {
    const INTROS: [&[&str]; 12] = [
        &["не", "позднее"],
        &["не", "позже"],
        &["не", "позднее", "чем"],
        &["не", "позже", "чем"],
        &["не", "позднее", "чем", "через"],
        &["не", "позднее", "чем", "за"],
        &["не", "позднее", "через"],
        &["в", "течение"],
        &["в", "течении"],
        &["через"],
        &["за"],
        &["спустя"],
    ];
    if let Some(next) = in_term(reader, at) {
        return Some(next);
    }
    // «10 рабочих дней после …» needs no introduction.
    let intro = reader.longest(at, &INTROS);
    let next = intro.or_else(|| Some(counted(reader, at)?).map(|_| at))?;
    let is_deadline = reader.is(at, "не");
    let (count, mut next) = match counted(reader, next) {
        Some((count, next)) => (Some(count), next),
        None => (None, next),
    };
    while reader.is_any(next, words::DELAY_KINDS) {
        next += 1;
    }
    if !reader.is_any(next, words::DELAYS) {
        return None;
    }
    let next = reader.skip_dot(next + 1, reader.is_any(next, &["дн", "мес"]));
    let counted = reader.longest(next, words::EVENTS).is_some();
    (counted || is_deadline && count.is_some()).then_some(next)
}

/// «в 10-дневный срок», «в недельный срок», «в месячный срок».
fn in_term(reader: Reader<'_>, at: usize) -> Option<usize> {
    if !reader.is(at, "в") {
        return None;
    }
    let (_, next) = counted(reader, at + 1).unwrap_or((1, at + 1));
    let next = next + usize::from(reader.is_dash(next));
    let word = reader.word(next)?;
    let is_term = ["дневный", "недельный", "месячный"]
        .iter()
        .any(|end| word.ends_with(end));
    let next = reader.phrase(next + 1, &["срок"]).filter(|_| is_term)?;
    reader
        .longest(next, words::EVENTS)
        .is_some()
        .then_some(next)
}
