//! Days and the units that terms are counted in: months, quarters, halves, years and school years.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Term;
use crate::portal::plan::Every;

/// First and last day, both included.
pub type Days = (Date, Date);

/// A day that exists.
pub fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// From the first of one month to the last day of another month of the same year.
pub fn months(year: i16, first: i8, last: i8) -> Option<Days> {
    Some((day(year, first, 1)?, day(year, last, 1)?.last_of_month()))
}

/// The school year that begins in this year: 1 September – 31 August.
pub fn school_year(year: i16) -> Option<Days> {
    Some((day(year, 9, 1)?, day(year.checked_add(1)?, 8, 31)?))
}

/// The year in which the school year of this day begins.
pub fn school_year_of(date: Date) -> i16 {
    if date.month() >= 9 {
        date.year()
    } else {
        date.year().saturating_sub(1)
    }
}

/// What of these days lies in the term; `None` when nothing does.
pub fn clip(days: Days, term: Term) -> Option<Days> {
    let clipped = (days.0.max(term.start), days.1.min(term.end));
    (clipped.0 <= clipped.1).then_some(clipped)
}

/// The whole unit that holds this day. In a school-year plan «год» is the school year and its halves
/// are those of schools, parted by the New Year: calendar halves would make three of two.
pub fn unit(every: Every, date: Date, school: bool) -> Option<Days> {
    let (year, month) = (date.year(), date.month());
    match every {
        Every::Month => months(year, month, month),
        Every::Quarter => {
            let first = (month - 1) / 3 * 3 + 1;
            months(year, first, first + 2)
        }
        Every::HalfYear => match (school, month) {
            (true, 9..) => months(year, 9, 12),
            (true, _) => months(year, 1, 8),
            (false, 7..) => months(year, 7, 12),
            (false, _) => months(year, 1, 6),
        },
        Every::Year if !school => months(year, 1, 12),
        Every::Year | Every::SchoolYear => school_year(school_year_of(date)),
    }
}

/// The units that these days touch, whole, in their order.
pub fn units(every: Every, days: Days, school: bool) -> impl Iterator<Item = Days> {
    let mut next = Some(days.0);
    std::iter::from_fn(move || {
        let unit = unit(every, next.filter(|day| *day <= days.1)?, school)?;
        next = unit.1.tomorrow().ok();
        Some(unit)
    })
}

/// The same day so many months later; the last of the month where there is no such day.
pub fn months_later(date: Date, months: i32) -> Option<Date> {
    date.checked_add(months.months()).ok()
}
