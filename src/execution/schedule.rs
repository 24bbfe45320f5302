//! The schedule of a measure: what its author says of it, else what its words mean.

use jiff::Span;
use jiff::civil::Date;

use crate::parse::record::Target;
use crate::portal::link::Resolved;
use crate::portal::plan::{Measure, Quality, ScheduleEntry, ScheduleKind};
use crate::portal::seminar::SeminarStatus;
use crate::portal::{Content, Entry, Portal};
use crate::timing::{self, Schedule, Term};

/// The schedule of a measure. The author's `schedule` replaces the reading of the words.
pub fn of(portal: &Portal, plan: &Entry, measure: &Measure, term: Term) -> Vec<Schedule> {
    if measure.schedule.is_empty() {
        return timing::read(&measure.timing, term).schedule;
    }
    measure
        .schedule
        .iter()
        .map(|entry| given(portal, plan, entry, term))
        .collect()
}

/// An entry of the author. What the contract fills in for words is filled in here too: a period is
/// due on its last day, a deadline starts with the plan.
fn given(portal: &Portal, plan: &Entry, entry: &ScheduleEntry, term: Term) -> Schedule {
    let kind = entry.kind.unwrap_or(ScheduleKind::Text);
    let day = |date: Option<crate::parse::fields::Date>| date.map(|date| date.0);
    let (mut start, mut end, mut due) = (day(entry.start), day(entry.end), day(entry.due));
    match kind {
        ScheduleKind::Period => {
            due = due.or(end);
            end = end.or(due);
            start = start.or(Some(term.start).filter(|_| due.is_some()));
        }
        ScheduleKind::Deadline => {
            due = due.or(end);
            start = start.or_else(|| due.map(|due| term.start.min(due)));
            end = end.or(due);
        }
        ScheduleKind::Relative => {
            if let Some(event) = event_day(portal, plan, &entry.after) {
                start = start.or(Some(event));
                due = due.or_else(|| later(event, &entry.within));
                end = end.or(due);
            }
        }
        ScheduleKind::Ongoing => {
            start = start.or(Some(term.start));
            end = end.or(Some(term.end));
        }
        _ => {}
    }
    Schedule {
        kind,
        start,
        end,
        due,
        every: entry.every,
        basis: Some(entry.basis.0.clone()).filter(|basis| !basis.is_empty()),
        quality: entry.quality.unwrap_or(Quality::Exact),
    }
}

/// The last day of the event that a relative term follows. A hidden event has none, so that no page
/// tells its day, and neither has a cancelled one.
fn event_day(portal: &Portal, plan: &Entry, written: &str) -> Option<Date> {
    if written.is_empty() {
        return None;
    }
    let event = match portal.resolve(Target::Any, written, Some(plan)) {
        Ok(Resolved::Entry(event)) if event.visible => event,
        _ => return None,
    };
    match &event.content {
        Content::Seminar(seminar) if seminar.status == Some(SeminarStatus::Cancelled) => None,
        Content::Seminar(seminar) => seminar.ends.day().or_else(|| seminar.starts.day()),
        Content::Course(course) => course.ends.day().or_else(|| course.starts.day()),
        Content::Contest(contest) => contest
            .stages
            .iter()
            .filter_map(|stage| stage.ends.day().or_else(|| stage.starts.day()))
            .max(),
        _ => event.common.date.map(|date| date.0),
    }
}

/// So long after a day; the day itself when nothing is said, `None` for what is no duration.
fn later(day: Date, within: &str) -> Option<Date> {
    let within = within.trim();
    if within.is_empty() {
        return Some(day);
    }
    day.checked_add(duration(within)?).ok()
}

/// A duration as ISO 8601 writes it: `P1M`, `P10D`.
pub fn duration(text: &str) -> Option<Span> {
    text.trim().parse().ok()
}
