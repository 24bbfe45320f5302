//! Points of orders that name a day: by it they ask something of organizations.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::portal::plan::{Quality, ScheduleKind};
use crate::portal::{Content, Entry, Portal};
use crate::timing::{self, Term};

/// Years after an order in which its points may still name a day.
const YEARS: i32 = 10;

/// A point of an order and the day that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointDay {
    /// The order: its place in the portal's entries.
    pub order: usize,
    /// The point: its place in the order.
    pub point: usize,
    /// The day by which it is to be done.
    pub day: Date,
}

/// The points with a day that are addressed to each organization, by day, under its place in the
/// portal's list.
pub fn of(portal: &Portal) -> HashMap<usize, Vec<PointDay>> {
    let mut found = HashMap::new();
    for at in 0..portal.organizations.len() {
        let points = &portal.involvement().organization(at).points;
        let mut dated: Vec<PointDay> = points
            .iter()
            .filter_map(|(order, point)| {
                let day = day(portal.entries.get(*order)?, *point)?;
                Some(PointDay {
                    order: *order,
                    point: *point,
                    day,
                })
            })
            .collect();
        // Stable: points of one day keep the order of the acts.
        dated.sort_by_key(|point| point.day);
        if !dated.is_empty() {
            found.insert(at, dated);
        }
    }
    found
}

/// The one day that the words of a point name without a doubt. A point belongs to no plan, so a
/// year that the words leave out is not guessed.
pub fn day(order: &Entry, point: usize) -> Option<Date> {
    let Content::Document(document) = &order.content else {
        return None;
    };
    let words = &document.points.get(point)?.timing;
    let start = order.common.date?.0;
    let term = Term {
        start,
        end: start.checked_add(YEARS.years()).ok()?,
        school_year: false,
    };
    match timing::read(words, term).schedule.as_slice() {
        [entry]
            if entry.quality == Quality::Exact
                && matches!(entry.kind, ScheduleKind::Deadline | ScheduleKind::Period) =>
        {
            entry.due
        }
        _ => None,
    }
}
