//! The grammar of dates: quarters, halves, months, tens and days, their lists, ranges and bounds.

use super::items::{Item, Part, Point, Shape, What, Years};
use super::reader::{LONGEST_LIST, Read, Reader};
use super::vocabulary as words;
use super::words::Kind;
use super::years::{year_word, years};

mod numeric;

/// One place of a list: a point or a range.
type Piece = (Point, Option<Point>);

/// How dates are introduced.
#[derive(Clone, Copy, PartialEq)]
pub enum Intro {
    None,
    By { end: bool },
    Before,
}

/// «до 1 и 15 марта», «I, II квартал 2022», «с 1 по 15 марта»: the phrases of dates that begin here.
pub fn dates(reader: Reader<'_>, at: usize) -> Read<Vec<Item>> {
    if let Some((item, next)) = from(reader, at) {
        return Some((vec![item], next));
    }
    let (intro, first) = intro(reader, at);
    let (mut list, mut next) = match intro {
        Intro::By { end: true } | Intro::Before => {
            pieces(reader, first).or_else(|| unnumbered_year(reader, first))?
        }
        Intro::By { end: false } | Intro::None => pieces(reader, first)?,
    };
    if let [(point, end @ None)] = list.as_mut_slice()
        && intro == Intro::None
        && let Some((last, after)) = range_end(reader, next, point)
    {
        *end = Some(last);
        next = after;
    }
    let is_included = reader.is(next, "включительно");
    let (spread, is_loose) = (list.last().map(last_years)?, is_loose(reader, &list, next));
    for (first, end) in &mut list {
        for point in std::iter::once(first).chain(end) {
            if point.years == Years::Unsaid {
                point.years = spread.clone();
            }
        }
    }
    let intro = match intro {
        Intro::By { .. } if is_included => Intro::By { end: true },
        other => other,
    };
    let next = next + usize::from(is_included);
    let mut items: Vec<Item> = list
        .into_iter()
        .map(|piece| {
            let mut item = shaped(intro, piece);
            item.is_ambiguous |= is_loose && intro == Intro::None;
            item
        })
        .collect();
    items.first_mut()?.place.start = at;
    items.last_mut()?.place.end = next;
    Some((items, next))
}

fn last_years((point, end): &Piece) -> Years {
    end.as_ref().unwrap_or(point).years.clone()
}

/// «март 2022-2023» can be every March or one long term; «гг.» decides.
fn is_loose(reader: Reader<'_>, list: &[Piece], next: usize) -> bool {
    let is_plural = (next.saturating_sub(2)..next).any(|at| reader.is_any(at, words::YEARS));
    matches!(list, [(Point { part, years: Years::Civil(years), .. }, None)]
        if *part != Part::Year && years.iter().any(|(first, last)| first != last) && !is_plural)
}

fn shaped(intro: Intro, (point, end): Piece) -> Item {
    let start = point.place.start;
    let last = end.as_ref().unwrap_or(&point);
    let place = start..last.place.end;
    let is_range = end.is_some();
    let shape = match (intro, end) {
        (Intro::None, None) => Shape::During(point),
        (Intro::None, Some(end)) => Shape::Between(point, end),
        (Intro::By { end: is_end }, end) => Shape::By(end.unwrap_or(point), is_end),
        (Intro::Before, _) => Shape::Before(point),
    };
    Item {
        is_ambiguous: is_range && intro != Intro::None,
        ..Item::new(What::Dates(shape), place)
    }
}

pub fn intro(reader: Reader<'_>, at: usize) -> (Intro, usize) {
    const TABLE: [(&[&str], Intro); 19] = [
        (&["до", "конца"], Intro::By { end: true }),
        (&["до", "окончания"], Intro::By { end: true }),
        (&["не", "позднее", "конца"], Intro::By { end: true }),
        (&["не", "позже", "конца"], Intro::By { end: true }),
        (&["к", "концу"], Intro::By { end: true }),
        (&["по", "конец"], Intro::By { end: true }),
        (&["до", "начала"], Intro::Before),
        (&["не", "позднее"], Intro::By { end: false }),
        (&["не", "позже"], Intro::By { end: false }),
        (&["не", "позднее", "чем", "до"], Intro::By { end: false }),
        (&["в", "срок", "до"], Intro::By { end: false }),
        (&["срок", "до"], Intro::By { end: false }),
        (&["в", "срок", "не", "позднее"], Intro::By { end: false }),
        (&["в", "срок", "по"], Intro::By { end: true }),
        (&["срок", "по"], Intro::By { end: true }),
        (&["до"], Intro::By { end: false }),
        (&["к"], Intro::By { end: false }),
        (&["ко"], Intro::By { end: false }),
        (&["по"], Intro::By { end: true }),
    ];
    TABLE
        .iter()
        .find_map(|(phrase, intro)| Some((*intro, reader.phrase(at, phrase)?)))
        .unwrap_or((Intro::None, at))
}

/// «с 1 сентября», «с марта по май», «с 1 по 15 марта».
fn from(reader: Reader<'_>, at: usize) -> Read<Item> {
    const INTROS: [&[&str]; 8] = [
        &["начиная", "с"],
        &["в", "период", "с"],
        &["период", "с"],
        &["в", "срок", "с"],
        &["с", "начала"],
        &["с"],
        &["со"],
        &["начиная", "со"],
    ];
    let first = INTROS.iter().find_map(|phrase| reader.phrase(at, phrase))?;
    let (start, next) = match single(reader, first) {
        Some((start, next)) => (Some(start), next),
        None => (None, skip_number(reader, first)?),
    };
    let until = [&["по", "конец"][..], &["до", "конца"], &["по"], &["до"]]
        .iter()
        .find_map(|phrase| reader.phrase(next, phrase))
        .or_else(|| reader.is_dash(next).then_some(next + 1));
    let end = until.and_then(|until| single(reader, until));
    let (shape, next) = match (start, end) {
        (Some(start), Some((end, next))) => (Shape::Between(start, end), next),
        (Some(start), None) => (Shape::From(start), next),
        (None, Some((end, next))) => {
            let start = Point {
                part: like(reader, first, end.part)?,
                ..end.clone()
            };
            (Shape::Between(start, end), next)
        }
        (None, None) => return None,
    };
    let next = next + usize::from(reader.is(next, "включительно"));
    Some((Item::new(What::Dates(shape), at..next), next))
}

/// The number in «с 1 по 15 марта», «с I по III квартал»: a part like the one that is named in full.
fn like(reader: Reader<'_>, at: usize, part: Part) -> Option<Part> {
    let number = i8::try_from(ordinal(reader, at)?.0).ok()?;
    match part {
        Part::Day(month, last) if number <= last => Some(Part::Day(month, number)),
        Part::Quarter(last) if number <= last => Some(Part::Quarter(number)),
        Part::Half(last) if number <= last => Some(Part::Half(number)),
        Part::Decade(month, last) if number <= last => Some(Part::Decade(month, number)),
        _ => None,
    }
}

fn skip_number(reader: Reader<'_>, at: usize) -> Option<usize> {
    let (_, next) = ordinal(reader, at)?;
    Some(next + usize::from(reader.begins(next, "числ")))
}

/// What follows a dash, when both sides make a range. «2022 – март» is a heading, not a range.
fn range_end(reader: Reader<'_>, at: usize, first: &Point) -> Read<Point> {
    let is_until = reader.is_dash(at) || reader.is(at, "по") || reader.is(at, "до");
    let (last, next) = single(reader, at + 1).filter(|_| is_until)?;
    // «март 2022 до 15 марта» is a term and its day; only days reach «до» one another.
    let are_days = [first, &last].map(|point| matches!(point.part, Part::Day(..)));
    if reader.is(at, "до") && are_days != [true, true] {
        return None;
    }
    let is_year = |point: &Point| point.part == Part::Year;
    let is_range = if is_year(first) || is_year(&last) {
        first.years.are_said() && last.years.are_said() && is_year(first)
    } else {
        true
    };
    is_range.then_some((last, next))
}

fn single(reader: Reader<'_>, at: usize) -> Read<Point> {
    let (mut list, next) = pieces(reader, at)?;
    match (list.pop(), list.is_empty()) {
        (Some((point, None)), true) => Some((point, next)),
        _ => None,
    }
}

/// A list under one name («I и II кварталы 2022», «1, 5-7 марта»), or one point.
fn pieces(reader: Reader<'_>, at: usize) -> Read<Vec<Piece>> {
    let one = |(point, next)| (vec![(point, None)], next);
    numeric::numeric(reader, at)
        .map(one)
        .or_else(|| numbered(reader, at))
        .or_else(|| named_month(reader, at).map(one))
        .or_else(|| year(reader, at).map(one))
}

/// A number with its ending: «1», «1-й», «первый», «II».
pub fn ordinal(reader: Reader<'_>, at: usize) -> Read<u32> {
    if let Some((number, _)) = reader.number(at) {
        return Some((number, skip_ending(reader, at + 1)));
    }
    let word = reader.word(at)?;
    if let Some(number) = words::ordinal(word) {
        return Some((number, at + 1));
    }
    Some((words::roman(word)?, skip_ending(reader, at + 1)))
}

/// The place after the ending of a number: «1-й», «2-х».
pub fn skip_ending(reader: Reader<'_>, at: usize) -> usize {
    let ending = at + usize::from(reader.is_dash(at));
    match reader.is_any(ending, words::ORDINAL_ENDINGS) {
        true => ending + 1,
        false => at,
    }
}

/// What numbers count: the part they make of a month, the biggest of them, the month if there is one.
type Counted = (fn(i8, i8) -> Part, u32, i8);

fn counted(reader: Reader<'_>, at: usize) -> Read<Counted> {
    let word = reader.word(at)?;
    if word.starts_with("квартал") || word == "кв" || word == "кварт" {
        let next = reader.skip_dot(at + 1, word == "кв" || word == "кварт");
        return Some(((|_, number| Part::Quarter(number), 4, 0), next));
    }
    if word.starts_with("полугоди") || word == "пол" || word == "полуг" {
        let next = reader.skip_dot(at + 1, word == "пол" || word == "полуг");
        return Some(((|_, number| Part::Half(number), 2, 0), next));
    }
    if word.starts_with("декад") {
        let month = words::month(reader.word(at + 1)?)?;
        let next = reader.skip_dot(at + 2, true);
        return Some(((Part::Decade, 3, month), next));
    }
    let month = words::month(word)?;
    let next = reader.skip_dot(at + 1, true);
    Some(((Part::Day, 31, month), next))
}

/// «I-II квартал», «1 и 2 полугодие», «5, 10-12 марта», «3 декада марта», with the years that follow.
fn numbered(reader: Reader<'_>, start: usize) -> Read<Vec<Piece>> {
    let mut numbers: Vec<(usize, u32, Option<u32>, usize)> = Vec::new();
    let mut at = start;
    let (make, biggest, month, after) = loop {
        if numbers.len() == LONGEST_LIST {
            return None;
        }
        let begin = at;
        let (first, mut next) = ordinal(reader, at)?;
        let mut last = None;
        if reader.is_dash(next)
            && let Some((number, end)) = ordinal(reader, next + 1)
        {
            (last, next) = (Some(number), end);
        }
        numbers.push((begin, first, last, next));
        if let Some(((make, biggest, month), after)) = counted(reader, next) {
            break (make, biggest, month, after);
        }
        at = match reader.kind(next) {
            Some(Kind::Comma) => next + 1,
            Some(Kind::Word(and)) if and == "и" => next + 1,
            _ => return None,
        };
    };
    let (years, next) = years_after(reader, after);
    let point = |number: u32, place| {
        let number = match (number, biggest) {
            // «11 квартал»: a Roman numeral typed with figures.
            (11, 2 | 4) => 2,
            (111, 4) => 3,
            (number, _) => number,
        };
        let is_right = (1..=biggest).contains(&number);
        let number = i8::try_from(number).ok().filter(|_| is_right)?;
        let years = years.clone();
        let part = make(month, number);
        Some(Point { part, years, place })
    };
    let count = numbers.len();
    let mut list = Vec::with_capacity(count);
    for (at, (begin, first, last, end)) in numbers.into_iter().enumerate() {
        let end = if at + 1 == count { after } else { end };
        let last = match last {
            Some(last) => Some(point(last, begin..end).filter(|_| first <= last)?),
            None => None,
        };
        list.push((point(first, begin..end)?, last));
    }
    Some((list, next))
}

fn named_month(reader: Reader<'_>, at: usize) -> Read<Point> {
    let month = words::month(reader.word(at)?)?;
    let after = reader.skip_dot(at + 1, true);
    let (years, next) = years_after(reader, after);
    let part = Part::Month(month);
    let place = at..after;
    Some((Point { part, years, place }, next))
}

/// A year, years or a school year alone.
fn year(reader: Reader<'_>, at: usize) -> Read<Point> {
    let (years, next) = years(reader, at)?;
    let part = Part::Year;
    let place = at..next;
    Some((Point { part, years, place }, next))
}

/// «до конца года».
fn unnumbered_year(reader: Reader<'_>, at: usize) -> Read<Vec<Piece>> {
    let next = year_word(reader, at)?;
    let point = Point {
        part: Part::Year,
        years: Years::Unsaid,
        place: at..next,
    };
    Some((vec![(point, None)], next))
}

/// The years directly after a part of a year.
fn years_after(reader: Reader<'_>, at: usize) -> (Years, usize) {
    let at_year = at + usize::from(reader.is(at, "в"));
    if let Some(read) = years(reader, at_year) {
        return read;
    }
    if reader.is_any(at, words::EACH) && reader.is_any(at + 1, words::YEAR) {
        return (Years::Each, at + 2);
    }
    (Years::Unsaid, at)
}
