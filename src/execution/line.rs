//! The occurrences of a measure or of its sub-item, and what reports say of each.

use jiff::ToSpan;
use jiff::civil::Date;

use super::reports::Said;
use super::{Occurrence, State, Status, Wording};
use crate::portal::plan::{Checkpoints, ScheduleKind};
use crate::portal::report::ReportState;
use crate::timing::{self, Schedule, Term};

/// The days by which a plan's occurrences are judged.
#[derive(Clone, Copy)]
pub struct Calendar {
    /// The day of the portal.
    pub today: Date,
    /// Whether anything can be missing at all: nobody owes what the act only recommends.
    pub owed: bool,
    /// Days after a due day before anything is missing.
    pub grace: i32,
    /// Earlier occurrences are not counted.
    pub counted_from: Option<Date>,
    /// The time of the plan.
    pub term: Term,
    /// How often ongoing terms are looked at.
    pub checkpoints: Checkpoints,
}

impl Calendar {
    /// Whether a day and its days of grace have passed: on the last day of grace they have not.
    pub fn is_missed(&self, day: Date) -> bool {
        self.owed
            && day
                .checked_add(self.grace.days())
                .is_ok_and(|last| self.today > last)
    }
}

/// One occurrence while the reports are read.
pub struct Slot<'p> {
    start: Date,
    due: Date,
    estimated: bool,
    kind: ScheduleKind,
    /// The term that an occurrence is a checkpoint of.
    pub ongoing: Option<(Date, Date)>,
    /// The day an act moved it from, and to.
    moved: Option<(Date, Date)>,
    said: Option<Said<'p>>,
    /// Whether others than who sets the state tell of work.
    helped: bool,
}

impl<'p> Slot<'p> {
    /// The day by which it is to be done now.
    pub fn day(&self) -> Date {
        self.moved.map_or(self.due, |(_, to)| to)
    }

    fn state(&self) -> Option<ReportState> {
        self.said.and_then(|said| said.entry.state)
    }

    fn is_settled(&self) -> bool {
        matches!(
            self.state(),
            Some(ReportState::Done | ReportState::Cancelled)
        )
    }

    /// Before `reports_from`. An occurrence that an act moved is judged by its new day.
    pub fn is_uncounted(&self, calendar: &Calendar) -> bool {
        calendar.counted_from.is_some_and(|from| self.day() < from)
    }

    /// Due in a period by the plan's day or by the day it was moved to: a second report for the
    /// period of the plan's day still speaks of it.
    fn is_due_within(&self, (first, last): (Date, Date)) -> bool {
        [self.due, self.day()]
            .iter()
            .any(|day| (first..=last).contains(day))
    }

    fn set(&mut self, said: Said<'p>) {
        // A new day holds until another act: a later «в работе» does not give the old one back.
        if let (Some(ReportState::Postponed), Some(until)) = (said.entry.state, said.entry.until)
            && until.0 != self.day()
        {
            self.moved = Some((self.day(), until.0));
        }
        self.said = Some(said);
    }

    /// The last day on which it is in time. Work on an ongoing measure goes on after a checkpoint.
    fn in_time_until(&self) -> Date {
        match (self.moved, self.ongoing) {
            (None, Some((_, end))) => end,
            _ => self.day(),
        }
    }

    fn status(&self, calendar: &Calendar) -> Status {
        let act = || {
            self.said
                .map_or_else(String::new, |said| said.entry.act.0.clone())
        };
        let (state, wording) = match self.state() {
            Some(ReportState::Done) => (State::Done, self.done()),
            Some(ReportState::InProgress) => (State::InProgress, self.at_work(calendar)),
            Some(ReportState::Cancelled) => (State::Cancelled, Wording::Cancelled { act: act() }),
            Some(ReportState::Postponed) if calendar.today <= self.day() => {
                let (from, to) = self.moved.unwrap_or((self.due, self.day()));
                let from = Some(from);
                let act = act();
                (State::Postponed, Wording::Postponed { from, to, act })
            }
            Some(ReportState::NotStarted) => self.untold(calendar),
            // After its new day a postponed one is counted as if nothing had been said of it.
            Some(ReportState::Postponed) | None if self.helped => {
                (State::InProgress, self.at_work(calendar))
            }
            Some(ReportState::Postponed) | None => self.untold(calendar),
        };
        Status { state, wording }
    }

    fn done(&self) -> Wording {
        let on = self.said.and_then(|said| said.entry.on).map(|day| day.0);
        // Without a day of completion nobody can say that it was late.
        // Nor can anybody be late for a day that the program itself proposed.
        match on.filter(|on| *on > self.day() && !self.estimated) {
            Some(on) => Wording::DoneLate(on),
            None => Wording::Done,
        }
    }

    fn at_work(&self, calendar: &Calendar) -> Wording {
        let last = self.in_time_until();
        if calendar.today > last {
            Wording::AtWorkPast(last)
        } else {
            Wording::AtWork
        }
    }

    /// Nobody has told of work on it.
    fn untold(&self, calendar: &Calendar) -> (State, Wording) {
        let (today, day) = (calendar.today, self.day());
        if today < self.start {
            (State::Upcoming, Wording::Ahead)
        } else if today <= day {
            (State::Upcoming, Wording::Running)
        } else if self.is_uncounted(calendar) {
            (State::Unscheduled, Wording::BeforeReports)
        } else if !calendar.is_missed(day) {
            (State::Upcoming, Wording::Collecting)
        } else if self.state() == Some(ReportState::NotStarted) {
            (State::NoReport, Wording::NotStarted(day))
        } else {
            (State::NoReport, Wording::NoReport)
        }
    }
}

/// All occurrences of a measure or sub-item.
pub struct Line<'p> {
    /// By due day.
    pub slots: Vec<Slot<'p>>,
    /// What was said last by who sets the state.
    pub latest: Option<Said<'p>>,
    /// Whether anybody tells of work.
    pub worked: bool,
}

impl<'p> Line<'p> {
    /// The occurrences of a schedule before any report.
    pub fn new(schedule: &[Schedule], calendar: &Calendar) -> Self {
        let mut slots: Vec<Slot> = Vec::new();
        for entry in schedule {
            // Entry by entry, so that a checkpoint knows the term that it belongs to.
            let ongoing = (entry.kind == ScheduleKind::Ongoing)
                .then(|| entry.start.zip(entry.end))
                .flatten();
            let kind = entry.kind;
            let entry = std::slice::from_ref(entry);
            let days = timing::occurrences(entry, calendar.term, calendar.checkpoints);
            slots.extend(days.into_iter().map(|(start, due, estimated)| Slot {
                start,
                due,
                estimated,
                kind,
                ongoing,
                moved: None,
                said: None,
                helped: false,
            }));
        }
        // A day that is both written and proposed is a written one.
        slots.sort_by_key(|slot| (slot.due, slot.start, slot.estimated));
        slots.dedup_by_key(|slot| (slot.due, slot.start));
        Self {
            slots,
            latest: None,
            worked: false,
        }
    }

    /// Takes in what an entry says. Entries come in the order in which they decide.
    pub fn tell(&mut self, said: Said<'p>, sets_state: bool, calendar: &Calendar) {
        self.worked |= said.tells_of_work();
        if sets_state {
            self.latest = Some(said);
        }
        for slot in self.spoken_of(said.period, calendar) {
            if sets_state {
                slot.set(said);
            } else {
                slot.helped |= said.tells_of_work();
            }
        }
    }

    /// The occurrences that a report for a period speaks of: those due in it; if none is, the latest
    /// earlier one not yet done, else the next one.
    fn spoken_of(
        &mut self,
        period: (Date, Date),
        calendar: &Calendar,
    ) -> impl Iterator<Item = &mut Slot<'p>> {
        let any_within = self.slots.iter().any(|slot| slot.is_due_within(period));
        let other = if any_within {
            None
        } else {
            self.earlier(period.0, calendar)
                .or_else(|| self.next(period.1))
        };
        self.slots
            .iter_mut()
            .enumerate()
            .filter(move |(at, slot)| {
                any_within && slot.is_due_within(period) || Some(*at) == other
            })
            .map(|(_, slot)| slot)
    }

    /// The latest one before a day that is still to be done. One that an act took out of the plan is
    /// not, and one that is not counted needs no report.
    fn earlier(&self, first: Date, calendar: &Calendar) -> Option<usize> {
        let open = |slot: &Slot| !slot.is_settled() && !slot.is_uncounted(calendar);
        let slots = self.slots.iter().enumerate();
        slots
            .filter(|(_, slot)| slot.day() < first && open(slot))
            .max_by_key(|(_, slot)| slot.day())
            .map(|(at, _)| at)
    }

    /// The first one after a day.
    fn next(&self, last: Date) -> Option<usize> {
        let slots = self.slots.iter().enumerate();
        slots
            .filter(|(_, slot)| slot.day() > last)
            .min_by_key(|(_, slot)| slot.day())
            .map(|(at, _)| at)
    }

    /// The occurrences as they stand today, one for each slot.
    pub fn occurrences(&self, calendar: &Calendar) -> Vec<Occurrence> {
        self.slots
            .iter()
            .map(|slot| Occurrence {
                start: slot.start,
                due: slot.due,
                moved_to: slot.moved.map(|(_, to)| to),
                status: slot.status(calendar),
                uncounted: slot.is_uncounted(calendar),
                estimated: slot.estimated,
                kind: slot.kind,
                said: slot.said.map(|said| said.at),
            })
            .collect()
    }
}
