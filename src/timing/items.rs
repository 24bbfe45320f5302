//! What the grammar makes of tokens: terms that may still lack their year, before they are put together.

use std::ops::Range;

use crate::portal::plan::Every;

/// A part of a year, without the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Month and day; the day may not exist.
    Day(i8, i8),
    /// The tens of a month: 1–10, 11–20 and the rest.
    Decade(i8, i8),
    /// A month.
    Month(i8),
    /// A quarter.
    Quarter(i8),
    /// A half-year.
    Half(i8),
    /// The whole year.
    Year,
}

/// The years that are said of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Years {
    /// None: the plan's.
    Unsaid,
    /// «каждый год»: every year of the plan.
    Each,
    /// «учебный год» without a number.
    School,
    /// Calendar years, from – to.
    Civil(Vec<(i16, i16)>),
    /// School years by the years in which they begin.
    Schools(Vec<i16>),
}

impl Years {
    /// Whether the words say which years.
    pub fn are_said(&self) -> bool {
        !matches!(self, Self::Unsaid)
    }
}

/// A part of certain years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Which part.
    pub part: Part,
    /// Of which years.
    pub years: Years,
    /// The tokens that name the part.
    pub place: Range<usize>,
}

/// How points bound a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// «Ноябрь 2022».
    During(Point),
    /// «до 1 сентября»; whether the end of a longer part is said to be meant («до конца ноября»).
    By(Point, bool),
    /// «до начала учебного года».
    Before(Point),
    /// «с 1 сентября».
    From(Point),
    /// «сентябрь – октябрь», «с 1 по 15 марта».
    Between(Point, Point),
}

impl Shape {
    /// Its points, in the order of the words.
    pub fn points(&self) -> impl Iterator<Item = &Point> {
        let (first, second) = match self {
            Self::During(point) | Self::By(point, _) | Self::Before(point) | Self::From(point) => {
                (point, None)
            }
            Self::Between(first, second) => (first, Some(second)),
        };
        std::iter::once(first).chain(second)
    }

    /// Its points, to complete them.
    pub fn points_mut(&mut self) -> impl Iterator<Item = &mut Point> {
        let (first, second) = match self {
            Self::During(point) | Self::By(point, _) | Self::Before(point) | Self::From(point) => {
                (point, None)
            }
            Self::Between(first, second) => (first, Some(second)),
        };
        std::iter::once(first).chain(second)
    }

    /// The years, when the words name any.
    pub fn years(&self) -> &Years {
        let mut said = &Years::Unsaid;
        for point in self.points() {
            if point.years.are_said() {
                said = &point.years;
            }
        }
        said
    }

    /// Gives the points the years that the words say elsewhere.
    pub fn set_years(&mut self, years: &Years) {
        for point in self.points_mut() {
            point.years = years.clone();
        }
    }

    /// The bare years of «2022-2024».
    pub fn bare_years(&self) -> Option<&Years> {
        match self {
            Self::During(Point {
                part: Part::Year,
                years,
                ..
            }) if years.are_said() => Some(years),
            _ => None,
        }
    }
}

/// How long something goes on or comes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// As long as the plan.
    Plan,
    /// Within this.
    Shape(Shape),
}

/// «до 5 числа»: a day of each month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayOfMonth {
    /// The day.
    pub day: i8,
    /// Of the month that follows the unit.
    pub is_of_next: bool,
    /// «каждого месяца».
    pub is_of_each: bool,
}

/// What one phrase says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A term of certain days.
    Dates(Shape),
    /// «август 2022 (до 25.08)»: a term and the day in it by which it is to be done.
    Within(Shape, Shape),
    /// It comes again.
    Every {
        /// The unit.
        every: Every,
        /// Within what.
        over: Over,
        /// Its day in the unit, if said.
        day: Option<DayOfMonth>,
        /// In what it was counted, when more than once: «4 раза в год».
        counted: Option<Every>,
    },
    /// A day of each month, for a frequency beside it.
    DayOfMonth(DayOfMonth),
    /// It goes on.
    Ongoing(Over),
    /// A schedule of its own; the bytes of the words that name it, if they say more than «график»;
    /// whether the words say that it is its own.
    Own(Option<Range<usize>>, bool),
    /// Somebody's schedule: the bytes of the words that name it.
    External(Range<usize>),
    /// It hangs on an event.
    Relative,
    /// «не позднее 1 месяца»: says more of an event named beside it.
    Delay,
    /// Words that were not read; whether they could move the days beside them.
    Unread(bool),
}

/// What stands between a phrase and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Glue {
    /// A space.
    Space,
    /// A dash that makes no range.
    Dash,
    /// A comma, colon or full stop.
    Comma,
    /// «и».
    And,
    /// An opening bracket.
    Open,
    /// «или».
    Or,
    /// A semicolon, or nothing at all.
    Semicolon,
}

/// A phrase with its place among the tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it says.
    pub what: What,
    /// The tokens it was read from.
    pub place: Range<usize>,
    /// What parts it from the one before.
    pub glue: Glue,
    /// Whether the words can mean another thing as well.
    pub is_ambiguous: bool,
}

impl Item {
    /// A phrase that means one thing.
    pub fn new(what: What, place: Range<usize>) -> Self {
        Self {
            what,
            place,
            glue: Glue::Space,
            is_ambiguous: false,
        }
    }
}
