//! Phrases → entries of a schedule, with what a person should look at.

use std::collections::BTreeSet;
use std::ops::Range;

use super::calendar;
use super::items::{DayOfMonth, Item, Over, Part, Shape, What};
use super::phrases;
use super::reader::Reader;
use super::resolve::{self, Sure};
use super::{Doubt, Reading, Schedule, Term};
use crate::portal::plan::{Every, Quality, ScheduleKind};

/// The schedule that these phrases are.
pub fn of(items: &[Item], words: &str, reader: Reader<'_>, term: Term) -> Reading {
    let mut writer = Writer {
        reading: Reading::default(),
        known: BTreeSet::new(),
        words,
        reader,
        term,
    };
    for item in items {
        writer.write(item);
    }
    writer.reading
}

/// Words that nobody has read.
pub fn unread(words: &str) -> Reading {
    Reading {
        schedule: vec![entry(ScheduleKind::Text, Quality::Ambiguous)],
        doubts: vec![(Doubt::Unread, words.to_owned())],
    }
}

fn entry(kind: ScheduleKind, quality: Quality) -> Schedule {
    Schedule {
        kind,
        start: None,
        end: None,
        due: None,
        every: None,
        basis: None,
        quality,
    }
}

/// What tells entries apart: «Ежегодно … ежегодно» is one.
type Known = (
    ScheduleKind,
    [Option<jiff::civil::Date>; 3],
    Option<Every>,
    Option<String>,
);

struct Writer<'w> {
    reading: Reading,
    known: BTreeSet<Known>,
    words: &'w str,
    reader: Reader<'w>,
    term: Term,
}

impl Writer<'_> {
    fn write(&mut self, item: &Item) {
        let mut entries = match &item.what {
            What::Dates(shape) => self.dates(shape),
            What::Within(shape, due) => self.within(shape, due),
            What::Every {
                every,
                over,
                day,
                counted,
            } => self.every(*every, over, *day, *counted),
            What::Ongoing(over) => self.ongoing(over),
            What::Own(basis, is_own) => vec![self.own(basis.as_ref(), *is_own)],
            What::External(basis) => vec![Schedule {
                basis: self.basis(basis),
                ..entry(ScheduleKind::External, Quality::Exact)
            }],
            What::Relative => vec![entry(ScheduleKind::Relative, Quality::Exact)],
            What::DayOfMonth(_) | What::Delay | What::Unread(_) => {
                self.text();
                return self.doubt(Doubt::Unread, item.place.clone());
            }
        };
        if entries.is_empty() {
            // It was read, and no day of it lies in the plan's term: one of the two is a slip.
            self.text();
            return self.doubt(Doubt::Ambiguous, item.place.clone());
        }
        for entry in &mut entries {
            if item.is_ambiguous {
                entry.quality = entry.quality.max(Quality::Ambiguous);
            }
        }
        self.doubts(item, &entries);
        for entry in entries {
            self.push(entry);
        }
    }

    fn push(&mut self, entry: Schedule) {
        let days = [entry.start, entry.end, entry.due];
        let known = (entry.kind, days, entry.every, entry.basis.clone());
        if self.known.insert(known) {
            self.reading.schedule.push(entry);
        }
    }

    /// All unread words are one entry, where the first of them stand.
    fn text(&mut self) {
        self.push(entry(ScheduleKind::Text, Quality::Ambiguous));
    }

    fn doubt(&mut self, doubt: Doubt, place: Range<usize>) {
        let bytes = phrases::bytes(self.reader, place);
        let words = bytes.and_then(|bytes| self.words.get(bytes));
        if let Some(words) = words {
            self.reading.doubts.push((doubt, words.to_owned()));
        }
    }

    fn doubts(&mut self, item: &Item, entries: &[Schedule]) {
        const DOUBTS: [(Quality, Doubt); 3] = [
            (Quality::Assumed, Doubt::Assumed),
            (Quality::Ambiguous, Doubt::Ambiguous),
            (Quality::Impossible, Doubt::Impossible),
        ];
        for (quality, doubt) in DOUBTS {
            if entries.iter().any(|entry| entry.quality == quality) {
                let place = match quality {
                    Quality::Impossible => impossible_day(item),
                    _ => None,
                };
                self.doubt(doubt, place.unwrap_or(item.place.clone()));
            }
        }
    }

    fn dates(&self, shape: &Shape) -> Vec<Schedule> {
        let is_deadline = match shape {
            Shape::By(..) | Shape::Before(_) => true,
            Shape::During(point) => matches!(point.part, Part::Day(..)),
            Shape::From(_) | Shape::Between(..) => false,
        };
        let is_open = matches!(shape, Shape::From(_));
        let written = |((start, end), quality): Sure| {
            // «с 1 сентября»: until when is the plan's word.
            let quality = if is_open {
                quality.max(Quality::Assumed)
            } else {
                quality
            };
            let kind = if is_deadline {
                ScheduleKind::Deadline
            } else {
                ScheduleKind::Period
            };
            Schedule {
                start: Some(if is_deadline { self.term.start } else { start }),
                end: Some(end),
                due: Some(end),
                ..entry(kind, quality)
            }
        };
        let days = resolve::days(shape, self.term);
        days.into_iter().map(written).collect()
    }

    fn within(&self, shape: &Shape, due: &Shape) -> Vec<Schedule> {
        let found = resolve::due_days(shape, due, self.term).unwrap_or_default();
        let written = |(((start, end), quality), due): (Sure, _)| Schedule {
            start: Some(start),
            end: Some(end),
            due: Some(due),
            ..entry(ScheduleKind::Period, quality)
        };
        found.into_iter().map(written).collect()
    }

    /// The days of a bound; the plan's own when nothing is said.
    fn over(&self, over: &Over, unsaid: Quality) -> Vec<Sure> {
        match over {
            Over::Plan if self.term.start <= self.term.end => {
                vec![((self.term.start, self.term.end), unsaid)]
            }
            Over::Plan => Vec::new(),
            Over::Shape(shape) => resolve::days(shape, self.term),
        }
    }

    fn ongoing(&self, over: &Over) -> Vec<Schedule> {
        let written = |((start, end), quality): Sure| Schedule {
            start: Some(start),
            end: Some(end),
            ..entry(ScheduleKind::Ongoing, quality)
        };
        let days = self.over(over, Quality::Assumed);
        days.into_iter().map(written).collect()
    }

    fn every(
        &self,
        every: Every,
        over: &Over,
        day: Option<DayOfMonth>,
        counted: Option<Every>,
    ) -> Vec<Schedule> {
        // A school year touches five quarters, and «4 раза в год» says four; a year of the calendar
        // has parts of two school years.
        let is_uneven = match counted {
            Some(_) if self.term.school_year => every == Every::Quarter,
            counted => counted == Some(Every::SchoolYear),
        };
        let every = match every {
            Every::Year if self.term.school_year => Every::SchoolYear,
            every => every,
        };
        let days = self.over(over, Quality::Exact);
        days.into_iter()
            .filter_map(|((start, end), quality)| {
                let quality = match is_uneven || self.is_torn(every, (start, end)) {
                    true => quality.max(Quality::Ambiguous),
                    false => quality,
                };
                let whole = Schedule {
                    start: Some(start),
                    end: Some(end),
                    every: Some(every),
                    ..entry(ScheduleKind::Recurring, quality)
                };
                match day {
                    Some(day) => self.with_day(whole, every, day),
                    None => Some(whole),
                }
            })
            .collect()
    }

    /// «1 раз в учебном году» in calendar years: parts of more school years than the words may mean.
    fn is_torn(&self, every: Every, days: calendar::Days) -> bool {
        let units = || calendar::units(every, days, self.term.school_year);
        let is_whole = |unit: calendar::Days| days.0 <= unit.0 && unit.1 <= days.1;
        every == Every::SchoolYear && units().nth(1).is_some() && !units().all(is_whole)
    }

    /// `due` of a recurring entry is the day of its first unit; the others follow at the same distance.
    fn with_day(&self, whole: Schedule, every: Every, day: DayOfMonth) -> Option<Schedule> {
        // «ежеквартально до 5 числа»: of which month? The last day of the unit accuses nobody.
        if every != Every::Month && !day.is_of_next {
            return Some(Schedule {
                quality: whole.quality.max(Quality::Ambiguous),
                ..whole
            });
        }
        let (start, end) = (whole.start?, whole.end?);
        let first = calendar::units(every, (start, end), self.term.school_year).find_map(|unit| {
            let month = match day.is_of_next {
                true => unit.1.tomorrow().ok()?,
                false => unit.0,
            };
            let last = month.days_in_month();
            let due = calendar::day(month.year(), month.month(), day.day.min(last))?;
            (due >= start).then_some((unit.0.max(start), due))
        });
        let (start, due) = first.filter(|(_, due)| *due <= self.term.end)?;
        // A month without a 30th has it on its last day.
        let quality = match day.day {
            ..=28 => whole.quality,
            wanted if due.day() == wanted => whole.quality.max(Quality::Assumed),
            _ => whole.quality.max(Quality::Ambiguous),
        };
        Some(Schedule {
            start: Some(start),
            due: Some(due),
            quality,
            ..whole
        })
    }

    fn own(&self, basis: Option<&Range<usize>>, is_own: bool) -> Schedule {
        let quality = if is_own {
            Quality::Exact
        } else {
            Quality::Assumed
        };
        Schedule {
            start: Some(self.term.start),
            end: Some(self.term.end),
            basis: basis.and_then(|basis| self.basis(basis)),
            ..entry(ScheduleKind::Unscheduled, quality)
        }
    }

    fn basis(&self, bytes: &Range<usize>) -> Option<String> {
        self.words.get(bytes.clone()).map(str::to_owned)
    }
}

/// The words of the day that does not exist.
fn impossible_day(item: &Item) -> Option<Range<usize>> {
    let shape = match &item.what {
        What::Dates(shape)
        | What::Within(shape, _)
        | What::Ongoing(Over::Shape(shape))
        | What::Every {
            over: Over::Shape(shape),
            ..
        } => shape,
        _ => return None,
    };
    let day = |point: &&super::items::Point| match point.part {
        // In a year with 29 February a day that exists is not to blame.
        Part::Day(month, day) => calendar::day(2023, month, day).is_none(),
        _ => false,
    };
    shape.points().find(day).map(|point| point.place.clone())
}
