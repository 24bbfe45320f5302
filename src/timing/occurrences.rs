//! A schedule → the times a measure is to be done (content contract, section 4, «Occurrences»).

use jiff::civil::Date;

use super::calendar::{self, Days};
use super::{Schedule, Term};
use crate::portal::plan::{Checkpoints, Every, Quality, ScheduleKind};

/// The first day, the day it is due, and whether that day is the program's proposal («расчётный срок»).
pub type Planned = (Date, Date, bool);

/// When a measure with this schedule is to be done: by due day, then by first day, each once.
pub fn occurrences(schedule: &[Schedule], term: Term, checkpoints: Checkpoints) -> Vec<Planned> {
    let mut planned: Vec<Planned> = schedule
        .iter()
        .flat_map(|entry| {
            let estimated = entry.quality == Quality::Impossible;
            days(entry, term, checkpoints)
                .into_iter()
                .map(move |(start, due)| (start, due, estimated))
        })
        .collect();
    planned.sort_by_key(|&(start, due, estimated)| (due, start, estimated));
    // A day that is both written and proposed is a written one.
    planned.dedup_by_key(|&mut (start, due, _)| (start, due));
    planned
}

fn days(entry: &Schedule, term: Term, checkpoints: Checkpoints) -> Vec<Days> {
    match entry.kind {
        ScheduleKind::Period => once(entry, term, entry.due.or(entry.end)),
        ScheduleKind::Deadline => once(entry, term, entry.due.or(entry.end).or(entry.start)),
        ScheduleKind::Recurring => match entry.every {
            Some(every) => recurring(entry, term, every),
            None => once(entry, term, entry.due.or(entry.end)),
        },
        ScheduleKind::Ongoing => match checkpoint(checkpoints) {
            Some(every) => last_days(within(entry, term), every, term),
            None => Vec::new(),
        },
        // Bounds that are the whole term say only «within the plan's time».
        ScheduleKind::Unscheduled if entry.due.is_none() && is_whole(entry, term) => Vec::new(),
        ScheduleKind::External
        | ScheduleKind::Relative
        | ScheduleKind::Unscheduled
        | ScheduleKind::Text => once(entry, term, entry.due.or(entry.end).or(entry.start)),
    }
}

fn checkpoint(checkpoints: Checkpoints) -> Option<Every> {
    match checkpoints {
        Checkpoints::Quarter => Some(Every::Quarter),
        Checkpoints::HalfYear => Some(Every::HalfYear),
        Checkpoints::Year => Some(Every::Year),
        Checkpoints::None => None,
    }
}

fn is_whole(entry: &Schedule, term: Term) -> bool {
    entry.start.is_none_or(|start| start == term.start)
        && entry.end.is_none_or(|end| end == term.end)
}

/// One occurrence. Days that the author wrote stay, in the term or not: the author knows better.
fn once(entry: &Schedule, term: Term, due: Option<Date>) -> Vec<Days> {
    let start = entry.start.unwrap_or(term.start);
    due.map(|due| (start.min(due), due)).into_iter().collect()
}

/// The entry's own days, no wider than the term; `None` when they do not meet.
fn within(entry: &Schedule, term: Term) -> Option<Days> {
    let own = (
        entry.start.unwrap_or(term.start),
        entry.end.unwrap_or(term.end),
    );
    calendar::clip(own, term)
}

/// One occurrence a unit, due its last day that lies in these days.
fn last_days(days: Option<Days>, every: Every, term: Term) -> Vec<Days> {
    let Some((start, end)) = days else {
        return Vec::new();
    };
    calendar::units(every, (start, end), term.school_year)
        .map(|unit| (unit.0.max(start), unit.1.min(end)))
        .collect()
}

fn recurring(entry: &Schedule, term: Term, every: Every) -> Vec<Days> {
    let Some(days) = within(entry, term) else {
        return Vec::new();
    };
    let own_day = entry
        .due
        .filter(|due| entry.end != Some(*due))
        .and_then(|due| Some((due, months_after(every, days.0, due, term.school_year)?)));
    let Some((due, after)) = own_day else {
        return last_days(Some(days), every, term);
    };
    calendar::units(every, days, term.school_year)
        .filter_map(|unit| {
            let month = calendar::months_later(unit.0, after)?;
            let day = due.day().min(month.days_in_month());
            let due = calendar::day(month.year(), month.month(), day)?;
            let start = unit.0.max(days.0);
            (start <= due && due <= term.end).then_some((start, due))
        })
        .collect()
}

/// How many months after the beginning of its unit a recurring entry is due, when its `due` is the
/// day of the first unit («до 5 числа»): a day of that unit or of the month that follows it.
fn months_after(every: Every, first: Date, due: Date, school: bool) -> Option<i32> {
    let unit = calendar::unit(every, first, school)?;
    let last = unit.1.tomorrow().ok()?.last_of_month();
    let count = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    (unit.0 <= due && due <= last).then(|| count(due) - count(unit.0))
}
