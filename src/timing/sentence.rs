//! Tokens → phrases, from left to right; what no rule reads becomes one [`What::Unread`] between them.

use super::dates::dates;
use super::items::{Glue, Item, Part, Point, Shape, What};
use super::month_day::day_of_month;
use super::phrases::{frequency, ongoing, relative, schedule};
use super::reader::Reader;
use super::vocabulary as words;
use super::words::Kind;

mod moving;

/// The phrases of a cell.
pub fn items(reader: Reader<'_>) -> Vec<Item> {
    let mut sentence = Sentence::default();
    let mut at = 0;
    while let Some(kind) = reader.kind(at) {
        if let Some(glue) = glue(kind) {
            sentence.part(glue);
            at += 1;
            continue;
        }
        let (read, next) = phrases(reader, at);
        let next = next.max(at + 1);
        if read.is_empty() || sentence.refuses(reader, at, &read) || is_turned(reader, &read, next)
        {
            sentence.leave(reader, at..next);
        } else {
            sentence.take(reader, read);
        }
        at = next;
    }
    sentence.close(reader, None);
    sentence.items
}

fn glue(kind: &Kind) -> Option<Glue> {
    match kind {
        Kind::Word(word) if words::OR.contains(&word.as_str()) => Some(Glue::Or),
        Kind::Word(word) if word == "и" || word == "но" => Some(Glue::And),
        Kind::Word(_) | Kind::Number(..) => None,
        Kind::Comma | Kind::Dot => Some(Glue::Comma),
        Kind::Semicolon => Some(Glue::Semicolon),
        Kind::Dash => Some(Glue::Dash),
        Kind::Open => Some(Glue::Open),
        Kind::Slash => Some(Glue::Or),
        Kind::Close | Kind::Other => Some(Glue::Space),
    }
}

/// What the first rule that fits reads here.
fn phrases(reader: Reader<'_>, at: usize) -> (Vec<Item>, usize) {
    let one = |(item, next)| (vec![item], next);
    relative(reader, at)
        .or_else(|| schedule(reader, at))
        .or_else(|| frequency(reader, at))
        .map(one)
        .or_else(|| ongoing(reader, at))
        .or_else(|| day_of_month(reader, at).map(one))
        .or_else(|| dates(reader, at))
        .unwrap_or((Vec::new(), at))
}

/// «до 15 января следующего года», «до 15 января года, следующего за отчетным».
fn is_turned(reader: Reader<'_>, read: &[Item], next: usize) -> bool {
    let is_date = matches!(read.last(), Some(item) if matches!(item.what, What::Dates(_)));
    let after = next + usize::from(reader.is_any(next, words::YEAR));
    let after = after + usize::from(reader.kind(after) == Some(&Kind::Comma));
    is_date && reader.is_any(after, words::TURN_LAST)
}

/// The phrases so far, and the words since the last one that no rule has read.
#[derive(Default)]
struct Sentence {
    items: Vec<Item>,
    /// First and last unread token; what stood before the first.
    run: Option<(usize, usize, Glue)>,
    /// What stands between the last token and the next one.
    glue: Option<Glue>,
    /// Whether the rest of the clause is an exception.
    is_exception: bool,
}

impl Sentence {
    fn part(&mut self, glue: Glue) {
        self.glue = self.glue.max(Some(glue));
        self.is_exception &= glue != Glue::Semicolon;
    }

    /// Whether the words before a term make it no term of the measure: «отчет за 2021 год».
    fn refuses(&self, reader: Reader<'_>, at: usize, read: &[Item]) -> bool {
        if self.is_exception {
            return true;
        }
        let Some((first, last, _)) = self.run else {
            return false;
        };
        // «15.13.2022», «54/2022»: a part of what stands without a space.
        if reader.is_tight(last, at) {
            return true;
        }
        // «до «__» марта 2022 г.»: nobody has filled it in.
        let parted = self.glue.unwrap_or(Glue::Space);
        if parted == Glue::Space && moving::dangles(reader, last) {
            return true;
        }
        // «за месяц до 01.09.2022»: a day that is counted from a day.
        if self.glue.is_none() && reader.is_any(last, words::DELAYS) && reader.is(at, "до") {
            return true;
        }
        // «6 мес. 2022»: the full stop is of the short form.
        if self.glue.is_some() && reader.skip_dot(last + 1, true) != at {
            return false;
        }
        // «32 марта» is no March.
        let is_month = reader
            .word(at)
            .is_some_and(|word| words::month(word).is_some());
        if is_month && reader.number(last).is_some() {
            return true;
        }
        let is_time = |item: &Item| {
            matches!(
                item.what,
                What::Dates(_) | What::Every { .. } | What::DayOfMonth(_)
            )
        };
        let is_year = |item: &Item| {
            matches!(
                &item.what,
                What::Dates(Shape::During(Point {
                    part: Part::Year,
                    ..
                }))
            )
        };
        // «Мониторинг ВПР 2022»: the year is of what is named.
        let is_of_name = read.iter().all(is_year) && !is_silent(reader, first, last);
        is_of_name || reader.is_any(last, words::TURN_NEXT) && read.iter().all(is_time)
    }

    /// Leaves these tokens unread.
    fn leave(&mut self, reader: Reader<'_>, place: std::ops::Range<usize>) {
        let glue = self.glue.take().unwrap_or(Glue::Space);
        let last = place.end.saturating_sub(1);
        self.is_exception |= reader.is_any(place.start, words::EXCEPT);
        self.run = match self.run {
            Some((first, _, before)) => Some((first, last, before)),
            None => Some((place.start, last, glue)),
        };
    }

    /// Takes what was read.
    fn take(&mut self, reader: Reader<'_>, read: Vec<Item>) {
        let direct = self.glue.is_none_or(|glue| glue == Glue::Comma);
        let before = self.close(reader, read.first().filter(|_| direct));
        let mut glue = before.max(self.glue.take()).unwrap_or(Glue::Space);
        if self.items.is_empty() {
            glue = Glue::Semicolon;
        }
        for mut item in read {
            item.glue = glue;
            // The places of one list stand side by side.
            glue = Glue::Comma;
            if item.glue == Glue::Or {
                item.is_ambiguous = true;
                if let Some(last) = self.items.last_mut() {
                    last.is_ambiguous = true;
                }
            }
            self.items.push(item);
        }
    }

    /// Ends the run of unread words before this phrase. Says what it was glued with when it says nothing.
    fn close(&mut self, reader: Reader<'_>, before: Option<&Item>) -> Option<Glue> {
        let (first, last, glue) = self.run.take()?;
        if is_label(reader, first, last) && before.is_some() {
            return Some(glue.max(Glue::Comma));
        }
        if is_silent(reader, first, last) {
            return Some(glue);
        }
        if (first..=last).any(|at| reader.is_any(at, words::EXCEPT)) {
            for item in self.items.iter_mut().rev() {
                item.is_ambiguous = true;
                if item.glue == Glue::Semicolon {
                    break;
                }
            }
        }
        if let (Glue::Or, Some(item)) = (glue, self.items.last_mut()) {
            item.is_ambiguous = true;
        }
        let moves = moving::moves(reader, first, last);
        let unread = Item::new(What::Unread(moves), first..last + 1);
        self.items.push(Item { glue, ..unread });
        None
    }
}

fn is_silent(reader: Reader<'_>, first: usize, last: usize) -> bool {
    (first..=last).all(|at| {
        reader.is_any(at, words::SILENT)
            || !matches!(reader.kind(at), Some(Kind::Word(_) | Kind::Number(..)))
    })
}

/// «Подготовка отчетов ежегодно»: what is handed in, said before its term.
fn is_label(reader: Reader<'_>, first: usize, last: usize) -> bool {
    const LONGEST: usize = 6;
    last - first < LONGEST
        && reader.begins_any(first, words::HANDING_IN)
        && (first + 1..=last).any(|at| reader.begins_any(at, words::HANDED_IN))
        && (first..=last).all(|at| reader.word(at).is_some())
}
