//! The state of a whole measure or sub-item from the states of its occurrences.

use super::line::{Calendar, Line, Slot};
use super::{Occurrence, State, Status, Wording};
use crate::portal::report::ReportState;

/// An occurrence that is counted, with the slot it was made of.
type Judged<'l, 'p> = (&'l Slot<'p>, &'l Occurrence);

/// The state of a measure: the first of the contract's rules that fits.
pub fn status(line: &Line, occurrences: &[Occurrence], calendar: &Calendar) -> Status {
    let counted = counted(line, occurrences);
    if counted.is_empty() {
        return without_occurrences(line, !occurrences.is_empty(), calendar);
    }
    set_aside(&counted, calendar)
        .or_else(|| missing(&counted))
        .or_else(|| done(&counted))
        .unwrap_or_else(|| open(line, &counted, calendar))
}

/// Percent: what the latest entry says, else all if done, else the share of done occurrences.
pub fn progress(line: &Line, occurrences: &[Occurrence], status: &Status) -> u8 {
    let said = line.latest.and_then(|said| said.entry.progress);
    if let Some(percent) = said.and_then(|percent| u8::try_from(percent.0).ok()) {
        return percent;
    }
    if status.state == State::Done {
        return 100;
    }
    // What an act took out of the plan is no part of what is to be done.
    let states = counted(line, occurrences)
        .into_iter()
        .map(|(_, occurrence)| occurrence.status.state)
        .filter(|state| *state != State::Cancelled);
    let (mut done, mut all) = (0, 0);
    for state in states {
        all += 1;
        done += usize::from(state == State::Done);
    }
    (done * 100)
        .checked_div(all)
        .and_then(|percent| u8::try_from(percent).ok())
        .unwrap_or(0)
}

fn counted<'l, 'p>(line: &'l Line<'p>, occurrences: &'l [Occurrence]) -> Vec<Judged<'l, 'p>> {
    let pairs = line.slots.iter().zip(occurrences);
    pairs
        .filter(|(_, occurrence)| !occurrence.uncounted)
        .collect()
}

/// Postponed or cancelled while the next occurrence is. When all days have passed the last one
/// speaks: what an act took out of the plan does not come back after its day.
fn set_aside(counted: &[Judged], calendar: &Calendar) -> Option<Status> {
    let ahead = counted.iter().filter(|(slot, occurrence)| {
        occurrence.status.state != State::Done && slot.day() >= calendar.today
    });
    let (_, next) = ahead
        .min_by_key(|(slot, _)| slot.day())
        .or_else(|| counted.iter().max_by_key(|(slot, _)| slot.day()))?;
    matches!(next.status.state, State::Postponed | State::Cancelled).then(|| next.status.clone())
}

/// The latest occurrence that has no report speaks for all that have none.
fn missing(counted: &[Judged]) -> Option<Status> {
    let mut states = counted.iter().map(|(_, occurrence)| &occurrence.status);
    states
        .rfind(|status| status.state == State::NoReport)
        .cloned()
}

/// Done when every occurrence is that is still in the plan; late when the last of them was.
fn done(counted: &[Judged]) -> Option<Status> {
    let mut last = None;
    for (_, occurrence) in counted {
        match occurrence.status.state {
            State::Done => last = Some(&occurrence.status),
            State::Cancelled => {}
            _ => return None,
        }
    }
    last.cloned()
}

/// In progress if anybody tells of work, else upcoming; the earliest occurrence that is still to be
/// done gives the words.
fn open(line: &Line, counted: &[Judged], calendar: &Calendar) -> Status {
    let first = counted
        .iter()
        .filter(|(_, occurrence)| {
            !matches!(occurrence.status.state, State::Done | State::Cancelled)
        })
        .min_by_key(|(slot, _)| slot.day());
    let own = first.map(|(_, occurrence)| &occurrence.status);
    if line.worked {
        return match own.filter(|status| status.state == State::InProgress) {
            Some(status) => status.clone(),
            // The next occurrence has its own days: a day that has passed is said only of one in work.
            None => Status {
                state: State::InProgress,
                wording: Wording::AtWork,
            },
        };
    }
    let ongoing = first
        .and_then(|(slot, _)| slot.ongoing)
        .filter(|(start, end)| (*start..=*end).contains(&calendar.today));
    let wording = match (ongoing, own) {
        (Some((_, end)), _) => Wording::Ongoing(end),
        (None, Some(status)) if status.state == State::Upcoming => status.wording.clone(),
        _ => Wording::Ahead,
    };
    Status {
        state: State::Upcoming,
        wording,
    }
}

/// A measure without days takes the state of its latest report.
fn without_occurrences(line: &Line, all_uncounted: bool, calendar: &Calendar) -> Status {
    let entry = line.latest.map(|said| said.entry);
    let state = entry.and_then(|entry| entry.state);
    let act = || entry.map_or_else(String::new, |entry| entry.act.0.clone());
    let until = entry.and_then(|entry| entry.until).map(|day| day.0);
    let (state, wording) = match (state, until) {
        (Some(ReportState::Done), _) => (State::Done, Wording::Done),
        (Some(ReportState::InProgress), _) => (State::InProgress, Wording::AtWork),
        (Some(ReportState::Cancelled), _) => (State::Cancelled, Wording::Cancelled { act: act() }),
        // The act gave it a day, and after that day it is counted like any other.
        (Some(ReportState::Postponed), Some(to)) if calendar.today <= to => {
            let (from, act) = (None, act());
            (State::Postponed, Wording::Postponed { from, to, act })
        }
        (_, _) if line.worked => (State::InProgress, Wording::AtWork),
        (Some(ReportState::Postponed), Some(to)) if calendar.is_missed(to) => {
            (State::NoReport, Wording::NoReport)
        }
        (Some(ReportState::Postponed), Some(_)) => (State::Upcoming, Wording::Collecting),
        // «Не начато» is known of it, so «сведений нет» would be wrong after the plan's time.
        (Some(_), _) => (State::Unscheduled, Wording::Unscheduled),
        (None, _) if all_uncounted => (State::Unscheduled, Wording::BeforeReports),
        (None, _) if calendar.today > calendar.term.end => {
            (State::Unscheduled, Wording::PeriodOver)
        }
        (None, _) => (State::Unscheduled, Wording::Unscheduled),
    };
    Status { state, wording }
}
