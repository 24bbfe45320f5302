//! What the words of the «сроки» column mean: the act's words → a schedule (content contract, section 4).
//!
//! The words always stay what is shown; a reading stands beside them and says how sure it is.

use jiff::civil::Date;

use crate::parse::fields::Period;
use crate::portal::plan::{Every, Quality, ScheduleKind};

mod calendar;
mod compose;
mod dates;
mod frequency;
mod items;
mod month_day;
mod occurrences;
mod phrases;
mod reader;
mod reading;
mod resolve;
mod sentence;
mod vocabulary;
mod words;
mod years;

pub use occurrences::{Planned, occurrences};
pub use vocabulary::month;

/// The time a plan is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its first day.
    pub start: Date,
    /// Its last day, included.
    pub end: Date,
    /// Whether it is one school year, so that «год» means 1 September – 31 August.
    pub school_year: bool,
}

impl Term {
    /// The term of a plan's `period`; `None` when the period could not be read.
    pub fn of(period: &Period) -> Option<Self> {
        let (start, end) = period.days()?;
        let is_one = calendar::school_year(start.year()) == Some((start, end));
        let school_year = is_one || matches!(period, Period::Named(years) if years.contains('/'));
        Some(Self {
            start,
            end,
            school_year,
        })
    }
}

/// One entry of a schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// What sort of timing it is.
    pub kind: ScheduleKind,
    /// First day.
    pub start: Option<Date>,
    /// Last day, included.
    pub end: Option<Date>,
    /// Day by which it is to be done, included.
    pub due: Option<Date>,
    /// Unit of repetition.
    pub every: Option<Every>,
    /// The words that name whose schedule it follows, as written.
    pub basis: Option<String>,
    /// How sure the reading is.
    pub quality: Quality,
}

/// Why a person should look at a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Something was taken from the plan's period.
    Assumed,
    /// The words can mean different things.
    Ambiguous,
    /// The day does not exist; the schedule has the proposed days.
    Impossible,
    /// These words were not read.
    Unread,
}

/// The words of one cell as the program reads them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Entries of the schedule, in the order of the words.
    pub schedule: Vec<Schedule>,
    /// What a person should look at, each with the words it is about.
    pub doubts: Vec<(Doubt, String)>,
}

/// Reads the words of a cell within the term of its plan.
///
/// Words are evened out, read from left to right into phrases, put together clause by clause, and
/// resolved to days. What no rule reads is one `text` entry and doubts that name it.
pub fn read(words: &str, term: Term) -> Reading {
    let tokens = words::tokens(words);
    let reader = reader::Reader(&tokens);
    let items = compose::compose(sentence::items(reader), term);
    let reading = reading::of(&items, words, reader, term);
    let says_something =
        |token: &words::Token| matches!(token.kind, words::Kind::Word(_) | words::Kind::Number(..));
    // «в срок»: words that say nothing by themselves.
    if reading.schedule.is_empty() && tokens.iter().any(says_something) {
        return reading::unread(words.trim());
    }
    reading
}
