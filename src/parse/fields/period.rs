//! Periods: of a plan, of a practice and of a report.

use jiff::civil::Date as CivilDate;

use super::date::Date;
use super::either::either;
use super::scalar::Scalar;
use super::text::{Text, texts};
use crate::parse::record::Fault;
use crate::record;

texts! {
    /// `2022`, `2022-2024` or the school year `2021/2022`.
    Years "years" period, |_text| None;
    /// `2022-Q3`, `2022-11`, `2022-H1`, `2022` or a date.
    ReportPeriod "report-period" report_period, |_text| None;
}

either! {
    /// The time a plan is for.
    Period = Named(Years) | Dates(PeriodDates);
    /// The time of a practice, in words or dates.
    PeriodOrText = Named(Text) | Dates(PeriodDates);
}

record! {
    /// Two days.
    pub struct PeriodDates {
        start: Option<Date>, required = "First day";
        end: Option<Date>, required = "Last day";
    }
}

impl Period {
    /// The first and last day.
    pub fn days(&self) -> Option<(CivilDate, CivilDate)> {
        match self {
            Self::Named(years) => plan_years(years),
            Self::Dates(dates) => Some((dates.start?.0, dates.end?.0)),
        }
    }
}

fn period(text: &str) -> Result<(), Fault> {
    plan_years(text).map(drop).ok_or(Fault::Form)
}

/// The first and last day of `2022`, `2022-2024` or `2021/2022`.
fn plan_years(text: &str) -> Option<(CivilDate, CivilDate)> {
    let year = |text: &str| -> Option<i16> {
        let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse()
            .ok()
            .filter(|year| digits && (1900..=2999).contains(year))
    };
    let day = |year, month, day| CivilDate::new(year, month, day).ok();
    if let Some((first, last)) = text.split_once('/') {
        let (first, last) = (year(first)?, year(last)?);
        return if last == first + 1 {
            Some((day(first, 9, 1)?, day(last, 8, 31)?))
        } else {
            None
        };
    }
    let (first, last) = text.split_once(['-', '–', '—']).unwrap_or((text, text));
    let (first, last) = (year(first.trim())?, year(last.trim())?);
    if first <= last {
        Some((day(first, 1, 1)?, day(last, 12, 31)?))
    } else {
        None
    }
}

fn report_period(text: &str) -> Result<(), Fault> {
    if text.len() == 10 {
        return Date::parse(text).map(drop);
    }
    let (year, rest) = text.split_at_checked(4).ok_or(Fault::Form)?;
    if !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::Form);
    }
    match rest {
        "" | "-Q1" | "-Q2" | "-Q3" | "-Q4" | "-H1" | "-H2" => Ok(()),
        month if month.len() == 3 && month.starts_with('-') => match month[1..].parse::<u8>() {
            Ok(1..=12) => Ok(()),
            Ok(_) => Err(Fault::Range(1, 12)),
            Err(_) => Err(Fault::Form),
        },
        _ => Err(Fault::Form),
    }
}
