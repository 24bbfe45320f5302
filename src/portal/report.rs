//! Execution of plans: one file a plan and period.

use crate::parse::fields::{
    Date, DocumentRef, Evidence, Fact, Many, Map, MeasureRef, OrganizationOrText, PlanRef, Prose,
    ReportPeriod, Whole,
};
use crate::{record, vocabulary};

record! {
    /// What was done of a plan in a period.
    pub struct Report {
        plan: PlanRef, required = "The plan";
        period: ReportPeriod, required = "2022-Q3, 2022-11, 2022-H1, 2022 or a date";
        submitted: Option<Date> = "Day of submission";
        by: OrganizationOrText = "Who reports";
        entries: Many<ReportEntry> = "What was done, measure by measure";
    }
}

record! {
    /// What was done of one measure.
    pub struct ReportEntry {
        measure: MeasureRef, required = "Number of the measure";
        subitem: Option<Whole<1, 999>> = "Place of the sub-item in its list, from 1";
        state: Option<ReportState>, required = "State of execution";
        on: Option<Date> = "Day of completion";
        progress: Option<Whole<0, 100>> = "Share done, in percent";
        text: Prose = "What was done";
        facts: Map<Fact> = "Facts by indicator";
        count: Count = "How many executors of how many";
        evidence: Many<Evidence> = "What proves it";
        act: DocumentRef = "The act; required for postponed and cancelled";
        until: Option<Date> = "New day; required for postponed";
        internal: Prose = "A note for the office, never published";
    }
}

record! {
    /// So many executors of so many.
    pub struct Count {
        done: Option<Whole<0, 1_000_000>>, required = "How many are done";
        of: Option<Whole<0, 1_000_000>>, required = "Of how many";
    }
}

vocabulary! {
    /// State that a report gives a measure.
    pub enum ReportState {
        NotStarted = "not-started", InProgress = "in-progress", Done = "done", Postponed = "postponed",
        Cancelled = "cancelled",
    }
}
