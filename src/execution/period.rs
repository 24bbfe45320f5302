//! The period of a report: the one place that reads `2022-Q3`.

use jiff::civil::Date;

use crate::parse::fields::ReportPeriod;

/// What a report is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// `2022`.
    Year(i16),
    /// `2022-H1`: the year and the half, 1 or 2.
    Half(i16, i8),
    /// `2022-Q3`: the year and the quarter, 1 to 4.
    Quarter(i16, i8),
    /// `2022-11`: the year and the month, 1 to 12.
    Month(i16, i8),
    /// `2022-11-15`.
    Day(Date),
}

impl Unit {
    /// Reads a period; `None` for what is not one, which the parser has reported.
    pub fn of(period: &ReportPeriod) -> Option<Self> {
        let text: &str = period;
        if let Ok(day) = text.parse::<Date>() {
            return Some(Self::Day(day));
        }
        let Some((year, part)) = text.split_once('-') else {
            return text.parse().ok().map(Self::Year);
        };
        let year = year.parse().ok()?;
        let number = |text: &str| text.parse::<i8>().ok();
        if let Some(quarter) = part.strip_prefix('Q') {
            return Some(Self::Quarter(year, number(quarter)?));
        }
        if let Some(half) = part.strip_prefix('H') {
            return Some(Self::Half(year, number(half)?));
        }
        Some(Self::Month(year, number(part)?))
    }

    /// As reports write it: `2022-Q3`.
    pub fn key(self) -> String {
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Day(day) => day.to_string(),
        }
    }

    /// Its first and last day.
    pub fn days(self) -> Option<(Date, Date)> {
        let (year, first, months) = match self {
            Self::Day(day) => return Some((day, day)),
            Self::Year(year) => (year, 1, 12),
            Self::Half(year, half @ 1..=2) => (year, half * 6 - 5, 6),
            Self::Quarter(year, quarter @ 1..=4) => (year, quarter * 3 - 2, 3),
            Self::Month(year, month) => (year, month, 1),
            Self::Half(..) | Self::Quarter(..) => return None,
        };
        let start = Date::new(year, first, 1).ok()?;
        let end = Date::new(year, first + months - 1, 1).ok()?;
        Some((start, end.last_of_month()))
    }
}

/// The first and last day of a period.
pub fn days(period: &ReportPeriod) -> Option<(Date, Date)> {
    Unit::of(period)?.days()
}
