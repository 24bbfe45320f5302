//! How a plan is executed on a day: occurrences from schedules, states from reports
//! (content contract, section 4). What is said in public never accuses anyone.

mod executors;
mod line;
pub mod period;
mod reports;
pub(crate) mod schedule;
mod verdict;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::portal::plan::{Checkpoints, Measure, Plan, ScheduleKind, Subitem};
use crate::portal::report::{Report, ReportEntry};
use crate::portal::{Content, Entry, Portal};
use crate::timing::{self, Schedule, Term};
use line::{Calendar, Line};
use period::Unit;
pub(crate) use reports::is_plan;
use reports::{Counted, Said};

/// Days after a due day before anything is missing, unless the plan says otherwise.
const REPORT_WITHIN: i32 = 15;

/// State of a measure, an occurrence or a sub-item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Reported as done.
    Done,
    /// Some report speaks of it.
    InProgress,
    /// Its day and the days of grace have passed without a report.
    NoReport,
    /// Its day is ahead, or reports are still being collected.
    Upcoming,
    /// It has no day yet.
    Unscheduled,
    /// An act gave it a later day.
    Postponed,
    /// An act took it out of the plan.
    Cancelled,
}

/// The states in the order of totals.
pub const STATES: [State; 7] = [
    State::Done,
    State::InProgress,
    State::NoReport,
    State::Upcoming,
    State::Unscheduled,
    State::Postponed,
    State::Cancelled,
];

impl State {
    /// The word of `data-state` and of the data.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::InProgress => "in-progress",
            Self::NoReport => "no-report",
            Self::Upcoming => "upcoming",
            Self::Unscheduled => "unscheduled",
            Self::Postponed => "postponed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// What is said beside a state: one variant for every form of words of the contract's table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wording {
    /// «Срок не наступил».
    Ahead,
    /// «Идёт срок исполнения».
    Running,
    /// «Постоянно, до 31.12.2022»: the last day of the ongoing term.
    Ongoing(Date),
    /// «Сведения собираются»: after the due day, within the days of grace.
    Collecting,
    /// «В работе».
    AtWork,
    /// «В работе, срок истёк 31.03.2022».
    AtWorkPast(Date),
    /// «Нет сведений».
    NoReport,
    /// «Не начато, срок истёк …».
    NotStarted(Date),
    /// «Исполнено».
    Done,
    /// «Исполнено позже срока (дата)»: the day of completion.
    DoneLate(Date),
    /// «Срок перенесён с … на … (приказ …)»; the act is a document's id.
    Postponed {
        /// The day it was due; `None` when it had none.
        from: Option<Date>,
        /// The new day.
        to: Date,
        /// The act as the report names it.
        act: String,
    },
    /// «Исключено из плана (приказ …)».
    Cancelled {
        /// The act as the report names it.
        act: String,
    },
    /// «Дата не определена:» and the act's words.
    Unscheduled,
    /// «Период плана завершён, сведений нет».
    PeriodOver,
    /// «До начала ведения сведений»: before the plan's `reports_from`, and nothing was reported.
    BeforeReports,
}

/// A state with what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The state.
    pub state: State,
    /// What is said.
    pub wording: Wording,
}

impl Status {
    /// Whether it was done later than its day (`data-late`).
    pub fn is_late(&self) -> bool {
        matches!(self.wording, Wording::DoneLate(_))
    }
}

/// Where a report speaks of a measure: the places of the report among the portal's entries and of the
/// entry in the report.
pub type SaidAt = (usize, usize);

/// One time a measure is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// First day.
    pub start: Date,
    /// Day by which it is to be done; a postponed one keeps the day of the plan here.
    pub due: Date,
    /// The day that an act moved it to; it stays when reports go on after that.
    pub moved_to: Option<Date>,
    /// Its state and words.
    pub status: Status,
    /// Before `reports_from`: «до начала ведения сведений», not counted.
    pub uncounted: bool,
    /// Whether the day is the program's proposal («расчётный срок»).
    pub estimated: bool,
    /// What sort of term gives it this day; an ongoing one gives checkpoints.
    pub kind: ScheduleKind,
    /// The report entry that decides.
    pub said: Option<SaidAt>,
}

impl Occurrence {
    /// Whether a measure that goes on is only looked at on this day; it does not end then.
    pub fn is_checkpoint(&self) -> bool {
        self.kind == ScheduleKind::Ongoing
    }

    /// The day by which it is to be done now.
    pub fn day(&self) -> Date {
        self.moved_to.unwrap_or(self.due)
    }
}

/// The execution of one measure.
#[derive(Clone, Debug)]
pub struct MeasureExecution {
    /// What its words mean, or what the author says they mean.
    pub schedule: Vec<Schedule>,
    /// When it is to be done, by due day.
    pub occurrences: Vec<Occurrence>,
    /// Its state and words.
    pub status: Status,
    /// Percent.
    pub progress: u8,
    /// States of its sub-items, in their order; each with its own schedule.
    pub subitems: Vec<SubitemExecution>,
    /// Every counted report entry about it or its sub-items, in the order in which they decide:
    /// (report, entry).
    pub said: Vec<SaidAt>,
    /// Those of others than who sets the state, the latest first.
    pub contributions: Vec<SaidAt>,
    /// «Сведения поступили: 5 из 7»: executors that reported, of all; only when there are several.
    pub received: Option<(usize, usize)>,
}

/// The execution of a part of a measure.
#[derive(Clone, Debug)]
pub struct SubitemExecution {
    /// What its own words mean; empty when it has none.
    pub schedule: Vec<Schedule>,
    /// When it is to be done, by due day; none when its own words name no day.
    pub occurrences: Vec<Occurrence>,
    /// Its state and words.
    pub status: Status,
}

/// The execution of a plan.
#[derive(Clone, Debug)]
pub struct PlanExecution {
    /// One for each measure, in the order of [`crate::portal::plan::Plan::measures`].
    pub measures: Vec<MeasureExecution>,
    /// Whether any counted report names the plan; without one no state is said in words. Never of a
    /// plan that hides its execution.
    pub reported: bool,
    /// Counted reports by their places in the portal's entries, in the order in which they decide:
    /// a later one prevails.
    pub reports: Vec<usize>,
}

impl Portal {
    /// The reports that were counted for an execution, in the order in which they decide.
    pub fn reports<'p>(
        &'p self,
        execution: &PlanExecution,
    ) -> impl Iterator<Item = (&'p Entry, &'p Report)> {
        execution
            .reports
            .iter()
            .filter_map(|at| self.entries.get(*at))
            .filter_map(|entry| match &entry.content {
                Content::Report(report) => Some((entry, &**report)),
                _ => None,
            })
    }

    /// Those of them that are for exactly this period.
    pub fn reports_for<'p>(
        &'p self,
        execution: &PlanExecution,
        unit: Unit,
    ) -> impl Iterator<Item = (&'p Entry, &'p Report)> {
        self.reports(execution)
            .filter(move |(_, report)| Unit::of(&report.period) == Some(unit))
    }

    /// Whether a paper on a period is an example: its plan is one, or any report that it stands on.
    pub fn is_sample_paper(&self, plan: usize, unit: Unit) -> bool {
        let is_sample = self.entries.get(plan).is_some_and(|plan| plan.sample);
        let reports = self.execution(plan).into_iter();
        is_sample
            || reports
                .flat_map(|execution| self.reports_for(execution, unit))
                .any(|(report, _)| report.sample)
    }

    /// What a report says at a place that an execution names.
    pub fn said(&self, (report, at): SaidAt) -> Option<(&Entry, &Report, &ReportEntry)> {
        let entry = self.entries.get(report)?;
        match &entry.content {
            Content::Report(report) => Some((entry, report, report.entries.get(at)?)),
            _ => None,
        }
    }
}

impl PlanExecution {
    /// How many measures are in each state, in the order of [`STATES`].
    pub fn totals(&self) -> [usize; 7] {
        total(self.measures.iter().map(|measure| measure.status.state))
    }
}

/// How many of these states there are, in the order of [`STATES`].
pub fn total(states: impl Iterator<Item = State>) -> [usize; 7] {
    let mut totals = [0; 7];
    for state in states {
        totals[state as usize] += 1;
    }
    totals
}

/// The execution of every plan on the portal's day, by the plan's place in the portal's entries.
pub fn of(portal: &Portal) -> HashMap<usize, PlanExecution> {
    let today = portal.today;
    let reports = reports::counted(portal, today);
    let mut plans = HashMap::new();
    for (place, entry) in portal.entries.iter().enumerate() {
        let reports = reports.get(&place).map_or(&[][..], |reports| reports);
        if let Some(execution) = plan_execution(portal, entry, today, reports) {
            plans.insert(place, execution);
        }
    }
    plans
}

/// The execution of one plan on an earlier day: a paper speaks as of the day it was handed in. What
/// counted then is among what counts today, so the portal is not looked through again.
pub fn on(portal: &Portal, place: usize, day: Date) -> Option<PlanExecution> {
    let known = portal.execution(place)?.reports.iter();
    let reports: Vec<Counted> = known
        .filter_map(|at| Counted::read(portal, portal.entries.get(*at)?))
        .filter(|report| report.counts_on(day))
        .collect();
    plan_execution(portal, portal.entries.get(place)?, day, &reports)
}

/// Nothing for an entry that is no plan, or has no readable period. A plan that hides its execution
/// has its schedules and days, and no report tells anything of them: nothing of a report can then
/// reach a page or a file.
fn plan_execution(
    portal: &Portal,
    entry: &Entry,
    today: Date,
    reports: &[Counted],
) -> Option<PlanExecution> {
    let Content::Plan(plan) = &entry.content else {
        return None;
    };
    let term = Term::of(&plan.period).filter(|term| term.start <= term.end)?;
    let reports = if plan.execution_hidden() {
        &[]
    } else {
        reports
    };
    let said = reports::said(portal, (entry, plan), reports);
    let frame = Frame {
        portal,
        entry,
        plan,
        owner: executors::named(portal, &plan.owner),
        calendar: Calendar {
            today,
            owed: true,
            grace: plan
                .report_within
                .and_then(|days| i32::try_from(days.0).ok())
                .unwrap_or(REPORT_WITHIN),
            counted_from: plan.reports_from.map(|day| day.0),
            term,
            checkpoints: plan.checkpoints.unwrap_or(Checkpoints::Quarter),
        },
    };
    let measures = plan.measures().enumerate().map(|(at, (_, measure))| {
        let said = said.get(&at).map_or(&[][..], |said| said);
        frame.measure(measure, said)
    });
    Some(PlanExecution {
        measures: measures.collect(),
        reported: !reports.is_empty(),
        reports: reports.iter().map(|report| report.place).collect(),
    })
}

/// What the measures of a plan share.
struct Frame<'p> {
    portal: &'p Portal,
    entry: &'p Entry,
    plan: &'p Plan,
    owner: Option<&'p str>,
    calendar: Calendar,
}

impl<'p> Frame<'p> {
    fn measure(&self, measure: &'p Measure, said: &[Said<'p>]) -> MeasureExecution {
        let schedule = schedule::of(self.portal, self.entry, measure, self.calendar.term);
        let executors = executors::distinct(self.portal, &measure.responsible);
        let mut whole = Line::new(&schedule, &self.calendar);
        let mut parts: Vec<Part> = measure
            .subitems
            .iter()
            .map(|subitem| self.part(subitem, &executors))
            .collect();
        let mut contributions = Vec::new();
        for said in said {
            let place = said
                .entry
                .subitem
                .and_then(|place| usize::try_from(place.0).ok());
            let (line, executors) = match place {
                None => (&mut whole, &executors),
                // The check names a place that is not in the list.
                Some(place) => match place.checked_sub(1).and_then(|at| parts.get_mut(at)) {
                    Some(part) => (&mut part.line, &part.executors),
                    None => continue,
                },
            };
            let sets_state = executors::sets_state(said.by, self.owner, executors);
            line.tell(*said, sets_state, &self.calendar);
            if !sets_state {
                contributions.push(said.at);
            }
        }
        contributions.reverse();
        let calendar = self.owed_by(&executors);
        let occurrences = whole.occurrences(&calendar);
        let status = verdict::status(&whole, &occurrences, &calendar);
        MeasureExecution {
            progress: verdict::progress(&whole, &occurrences, &status),
            subitems: parts.into_iter().map(|part| self.subitem(part)).collect(),
            received: executors::received(self.portal, self.plan, measure, said),
            said: said.iter().map(|said| said.at).collect(),
            schedule,
            occurrences,
            status,
            contributions,
        }
    }

    /// The days by which these executors are judged: what is only recommended is never missing.
    fn owed_by(&self, executors: &[&str]) -> Calendar {
        let is_advised = |id: &&str| {
            let advised = self.plan.recommended.iter();
            advised
                .filter_map(|advised| executors::named(self.portal, advised))
                .any(|advised| advised == *id)
        };
        Calendar {
            owed: executors.is_empty() || !executors.iter().all(is_advised),
            ..self.calendar
        }
    }

    fn part(&self, subitem: &'p Subitem, of_measure: &[&'p str]) -> Part<'p> {
        let schedule = timing::read(&subitem.timing, self.calendar.term).schedule;
        let own = executors::distinct(self.portal, &subitem.responsible);
        Part {
            line: Line::new(&schedule, &self.calendar),
            schedule,
            executors: if own.is_empty() {
                of_measure.to_vec()
            } else {
                own
            },
        }
    }

    fn subitem(&self, part: Part) -> SubitemExecution {
        let calendar = self.owed_by(&part.executors);
        let occurrences = part.line.occurrences(&calendar);
        SubitemExecution {
            status: verdict::status(&part.line, &occurrences, &calendar),
            schedule: part.schedule,
            occurrences,
        }
    }
}

/// A sub-item while the reports are read.
struct Part<'p> {
    schedule: Vec<Schedule>,
    line: Line<'p>,
    /// Its own executors, else those of the measure.
    executors: Vec<&'p str>,
}
