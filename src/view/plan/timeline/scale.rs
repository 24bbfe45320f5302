//! Days → places on a drawing, and the scale above them.

use jiff::civil::Date;
use serde::Serialize;

use super::super::filters::Quarter;
use crate::lang;
use crate::view::View;

/// Room at both ends, so that a mark on the last day is not cut off.
const PAD: i32 = 8;
/// The least width of the days, in units of the drawing.
const WIDTH: i32 = 840;
/// The least width of a month and of a quarter.
const MONTH: i32 = 35;
const QUARTER: i32 = 28;
/// Up to this many quarters the scale has months.
const QUARTERS_IN_MONTHS: usize = 8;
/// No scale is longer: a slip of the pen in a year must not make a drawing of a century.
const MOST_QUARTERS: usize = 80;

/// Where days stand.
pub struct Scale {
    start: Date,
    days: i64,
    quarters: Vec<Quarter>,
    /// Width of the days without the room at the ends.
    inner: i32,
}

/// What stands above the rows.
#[derive(Serialize)]
pub struct Axis {
    years: Vec<Label>,
    units: Vec<Label>,
    /// Lines between months, or between quarters on a long scale.
    minor: Vec<i32>,
    /// Lines between quarters, or between years on a long scale.
    major: Vec<i32>,
    today: Option<Today>,
}

#[derive(Serialize)]
struct Label {
    x: i32,
    text: String,
}

/// The line of the day the site is built for.
#[derive(Serialize)]
struct Today {
    x: i32,
    /// Where its words stand: `start`, `middle` or `end` of them at the line.
    anchor: &'static str,
    text: String,
}

impl Scale {
    /// The whole quarters from the first of these days to the last.
    pub fn over(days: impl Iterator<Item = Date>) -> Option<Self> {
        let (mut first, mut last) = (None::<Date>, None::<Date>);
        for day in days {
            first = Some(first.map_or(day, |first| first.min(day)));
            last = Some(last.map_or(day, |last| last.max(day)));
        }
        let mut quarters = vec![Quarter::of(first?)];
        let until = Quarter::of(last?);
        while let Some(quarter) = quarters.last().filter(|quarter| **quarter < until) {
            if quarters.len() == MOST_QUARTERS {
                break;
            }
            quarters.push(next(*quarter));
        }
        let start = first_day(*quarters.first()?)?;
        let end = first_day(next(*quarters.last()?))?;
        let count = i32::try_from(quarters.len()).ok()?;
        let inner = if quarters.len() <= QUARTERS_IN_MONTHS {
            WIDTH.max(count * 3 * MONTH)
        } else {
            WIDTH.max(count * QUARTER)
        };
        Some(Self {
            start,
            days: between(start, end),
            quarters,
            inner,
        })
    }

    /// Width of the drawing.
    pub fn width(&self) -> i32 {
        self.inner + 2 * PAD
    }

    /// The quarters of the scale.
    pub fn quarters(&self) -> &[Quarter] {
        &self.quarters
    }

    /// Whether a day lies on the scale.
    pub fn has(&self, day: Date) -> bool {
        (0..self.days).contains(&between(self.start, day))
    }

    /// Where a day begins; days outside of the scale stand at its ends.
    pub fn begin(&self, day: Date) -> i32 {
        self.place(between(self.start, day))
    }

    /// Where a day ends.
    pub fn end(&self, day: Date) -> i32 {
        self.place(between(self.start, day) + 1)
    }

    /// Where a quarter begins and where it ends.
    pub fn quarter(&self, quarter: Quarter) -> (i32, i32) {
        let place = |quarter| first_day(quarter).map_or(PAD, |day| self.begin(day));
        (place(quarter), place(next(quarter)))
    }

    fn place(&self, day: i64) -> i32 {
        let day = day.clamp(0, self.days);
        let x = day * i64::from(self.inner) / self.days.max(1);
        PAD + i32::try_from(x).unwrap_or(self.inner)
    }

    /// The scale, with months where there is room for them.
    pub fn axis(&self, view: View) -> Axis {
        let months = self.quarters.len() <= QUARTERS_IN_MONTHS;
        Axis {
            years: self.years(),
            units: if months {
                self.month_names(view)
            } else {
                self.quarter_names(view)
            },
            minor: self.lines(|quarter, month| {
                if months {
                    month > 0
                } else {
                    month == 0 && quarter.number > 1
                }
            }),
            major: self.lines(|quarter, month| month == 0 && (months || quarter.number == 1)),
            today: self.today(view),
        }
    }

    /// The beginnings of months for which a line is wanted; `month` is its place in the quarter.
    fn lines(&self, wanted: impl Fn(Quarter, i8) -> bool) -> Vec<i32> {
        self.months()
            .filter(|(quarter, month, _)| wanted(*quarter, *month))
            .map(|(_, _, day)| self.begin(day))
            .collect()
    }

    /// Every month: its quarter, its place in the quarter from 0, its first day.
    fn months(&self) -> impl Iterator<Item = (Quarter, i8, Date)> {
        self.quarters.iter().flat_map(|quarter| {
            (0..3).filter_map(|month| {
                let day = Date::new(quarter.year, quarter.number * 3 - 2 + month, 1).ok()?;
                Some((*quarter, month, day))
            })
        })
    }

    fn years(&self) -> Vec<Label> {
        let mut years: Vec<Label> = Vec::new();
        for quarter in &self.quarters {
            let text = quarter.year.to_string();
            if years.last().is_none_or(|year| year.text != text) {
                let x = self.quarter(*quarter).0 + 4;
                years.push(Label { x, text });
            }
        }
        years
    }

    /// «янв»: the first three letters stand for a month.
    fn month_names(&self, view: View) -> Vec<Label> {
        self.months()
            .map(|(_, _, day)| {
                let name = lang::month_name(view.theme.words.language(), day.month());
                Label {
                    x: (self.begin(day) + self.end(day.last_of_month())) / 2,
                    text: name.chars().take(3).collect(),
                }
            })
            .collect()
    }

    fn quarter_names(&self, view: View) -> Vec<Label> {
        self.quarters
            .iter()
            .map(|quarter| {
                let (start, end) = self.quarter(*quarter);
                Label {
                    x: (start + end) / 2,
                    text: view.word(&format!("plan.timeline.quarters.{}", quarter.number)),
                }
            })
            .collect()
    }

    fn today(&self, view: View) -> Option<Today> {
        let today = view.portal.today;
        if !self.has(today) {
            return None;
        }
        let x = (self.begin(today) + self.end(today)) / 2;
        let anchor = match (x, self.width() - x) {
            (..120, _) => "start",
            (_, ..120) => "end",
            _ => "middle",
        };
        let date = view.day(today).text;
        let text = view
            .theme
            .words
            .fill("plan.timeline.today", &[("date", &date)]);
        Some(Today { x, anchor, text })
    }
}

fn next(quarter: Quarter) -> Quarter {
    if quarter.number == 4 {
        Quarter {
            year: quarter.year.saturating_add(1),
            number: 1,
        }
    } else {
        Quarter {
            number: quarter.number + 1,
            ..quarter
        }
    }
}

fn first_day(quarter: Quarter) -> Option<Date> {
    Date::new(quarter.year, quarter.number * 3 - 2, 1).ok()
}

fn between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn scale(first: Date, last: Date) -> Scale {
        Scale::over([last, first].into_iter()).unwrap()
    }

    #[test]
    fn a_scale_holds_whole_quarters() {
        let cases = [
            (
                date(2022, 1, 1),
                date(2022, 12, 31),
                "2022-Q1",
                "2022-Q4",
                4,
            ),
            (date(2021, 9, 1), date(2022, 8, 31), "2021-Q3", "2022-Q3", 5),
            (
                date(2022, 5, 17),
                date(2022, 5, 17),
                "2022-Q2",
                "2022-Q2",
                1,
            ),
            (
                date(2022, 2, 1),
                date(2024, 11, 30),
                "2022-Q1",
                "2024-Q4",
                12,
            ),
            (
                date(2022, 1, 1),
                date(2999, 1, 1),
                "2022-Q1",
                "2041-Q4",
                MOST_QUARTERS,
            ),
        ];
        for (first, last, from, to, count) in cases {
            let scale = scale(first, last);
            let ids: Vec<String> = scale.quarters().iter().map(|one| one.id()).collect();
            let ends = (ids.first().unwrap().as_str(), ids.last().unwrap().as_str());
            assert_eq!((ends, ids.len()), ((from, to), count), "{first} – {last}");
        }
    }

    #[test]
    fn days_stand_in_order_from_end_to_end() {
        let scale = scale(date(2022, 1, 1), date(2022, 12, 31));
        assert_eq!(scale.begin(date(2022, 1, 1)), PAD);
        assert_eq!(scale.end(date(2022, 12, 31)), PAD + WIDTH);
        assert_eq!(scale.width(), WIDTH + 2 * PAD);
        assert_eq!(scale.end(date(2022, 3, 31)), scale.begin(date(2022, 4, 1)));
        let mut day = date(2022, 1, 1);
        while day < date(2022, 12, 31) {
            let next = day.tomorrow().unwrap();
            assert!(scale.begin(day) < scale.begin(next), "{day}");
            day = next;
        }
    }

    #[test]
    fn a_day_outside_of_the_scale_stands_at_its_end() {
        let scale = scale(date(2022, 1, 1), date(2022, 12, 31));
        for (day, place, is_there) in [
            (date(2021, 12, 31), PAD, false),
            (date(2022, 1, 1), PAD, true),
            (date(2023, 1, 1), PAD + WIDTH, false),
            (date(-9999, 1, 1), PAD, false),
            (date(9999, 12, 31), PAD + WIDTH, false),
        ] {
            assert_eq!(
                (scale.begin(day), scale.has(day)),
                (place, is_there),
                "{day}"
            );
        }
    }

    #[test]
    fn the_last_years_of_the_calendar_have_a_scale_or_none() {
        assert!(Scale::over([date(9999, 12, 31)].into_iter()).is_none());
        assert!(Scale::over(std::iter::empty()).is_none());
    }
}
