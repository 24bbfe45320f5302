//! Which reports are counted on a day, and what each says of which measure.

use std::collections::HashMap;

use jiff::civil::Date;

use super::executors;
use super::period;
use crate::portal::plan::Plan;
use crate::portal::report::{Report, ReportEntry, ReportState};
use crate::portal::{Content, Entry, Kind, Portal};

/// A report that is counted.
pub struct Counted<'p> {
    /// Its place among the portal's entries.
    pub place: usize,
    report: &'p Report,
    period: (Date, Date),
    /// Who reports; `None` when the report does not say.
    by: Option<&'p str>,
    file: &'p str,
}

impl<'p> Counted<'p> {
    /// A report as it would be counted; nothing for what is none, or is for no readable period.
    pub fn read(portal: &'p Portal, entry: &'p Entry) -> Option<Self> {
        let Content::Report(report) = &entry.content else {
            return None;
        };
        Some(Self {
            place: portal.place_of(entry)?,
            report,
            period: period::days(&report.period)?,
            by: executors::named(portal, &report.by),
            file: &entry.source.file,
        })
    }

    /// Whether it is handed in by this day; without a day of submission, whether its period has begun.
    pub fn counts_on(&self, day: Date) -> bool {
        self.report.submitted.map_or(self.period.0, |day| day.0) <= day
    }

    /// The order in which reports decide: a later one prevails. A report without a day of submission
    /// stands where its period ends; were it always the earliest, the second quarter of an author who
    /// leaves the day out would lose to the first.
    fn order(&self) -> (Date, Date, &str) {
        let submitted = self.report.submitted.map_or(self.period.1, |day| day.0);
        (submitted, self.period.1, self.file)
    }
}

/// What one entry of a counted report says.
#[derive(Clone, Copy)]
pub struct Said<'p> {
    /// The place of the report in the portal's entries and of the entry in the report.
    pub at: super::SaidAt,
    /// The first and last day of the report's period.
    pub period: (Date, Date),
    /// Who reports.
    pub by: Option<&'p str>,
    /// The entry itself.
    pub entry: &'p ReportEntry,
}

impl Said<'_> {
    /// Whether it tells of work: «не начато», a new day and an exclusion do not.
    pub fn tells_of_work(&self) -> bool {
        matches!(
            self.entry.state,
            Some(ReportState::InProgress | ReportState::Done)
        )
    }
}

/// The reports that are counted on a day, by the place of their plan, each plan's in the order in which
/// they decide.
pub fn counted(portal: &Portal, today: Date) -> HashMap<usize, Vec<Counted<'_>>> {
    let mut plans: HashMap<usize, Vec<Counted>> = HashMap::new();
    for entry in portal.visible(Kind::Report) {
        let Some(report) = Counted::read(portal, entry).filter(|known| known.counts_on(today))
        else {
            continue;
        };
        let plan = portal.entry(Kind::Plan, &report.report.plan);
        if let Some(plan) = plan.and_then(|plan| portal.place_of(plan)) {
            plans.entry(plan).or_default().push(report);
        }
    }
    for reports in plans.values_mut() {
        reports.sort_by(|a, b| a.order().cmp(&b.order()));
    }
    plans
}

/// What the reports say, by the place of the measure in its plan, in the order in which they decide.
pub fn said<'p>(
    portal: &Portal,
    (entry, plan): (&Entry, &Plan),
    reports: &[Counted<'p>],
) -> HashMap<usize, Vec<Said<'p>>> {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for (at, (_, measure)) in plan.measures().enumerate() {
        numbers.entry(&measure.number).or_insert(at);
    }
    let mut said: HashMap<usize, Vec<Said>> = HashMap::new();
    for counted in reports {
        for (at, row) in counted.report.entries.iter().enumerate() {
            let written = row.measure.trim();
            let (is_own, number) = match written.rsplit_once('#') {
                Some((plan, number)) => (is_plan(portal, plan, entry), number),
                None => (true, written),
            };
            // A report speaks of its own plan; `check` names a measure of another one.
            let Some(measure) = numbers.get(number).filter(|_| is_own) else {
                continue;
            };
            said.entry(*measure).or_default().push(Said {
                at: (counted.place, at),
                period: counted.period,
                by: counted.by,
                entry: row,
            });
        }
    }
    said
}

/// Whether a reference to a plan means this one.
pub fn is_plan(portal: &Portal, written: &str, entry: &Entry) -> bool {
    portal
        .entry(Kind::Plan, written)
        .is_some_and(|named| std::ptr::eq(named, entry))
}
