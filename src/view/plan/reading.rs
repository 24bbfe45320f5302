//! How the program reads the words of a term, for the place beside them.

use serde::Serialize;

use crate::portal::plan::{Quality, ScheduleKind};
use crate::timing::Schedule;
use crate::view::View;
use crate::view::shapes::Day;

/// One entry of a schedule: «каждый квартал, 1 января – 31 декабря 2022 г.».
#[derive(Clone, Debug, Serialize)]
pub struct Reading {
    prefix: Option<String>,
    start: Option<Day>,
    end: Option<Day>,
    suffix: Option<String>,
    /// The day is the program's proposal.
    estimated: bool,
}

impl View<'_> {
    /// The readings of a term. What gives no day has none: the act's words say all there is.
    pub fn readings(&self, schedule: &[Schedule]) -> Vec<Reading> {
        schedule
            .iter()
            .filter_map(|entry| self.reading(entry))
            .collect()
    }

    fn reading(&self, entry: &Schedule) -> Option<Reading> {
        let estimated = entry.quality == Quality::Impossible;
        let (start, end) = match entry.kind {
            ScheduleKind::Deadline | ScheduleKind::Relative => (None, entry.due.or(entry.end)),
            // «I квартал 2022 (до 15 марта)» is due before the quarter ends.
            ScheduleKind::Period if !estimated => (entry.start, entry.due.or(entry.end)),
            _ if estimated => (None, entry.due.or(entry.end)),
            _ => (entry.start, entry.end.or(entry.due)),
        };
        if start.is_none() && end.is_none() {
            return None;
        }
        let every = entry
            .every
            .map(|every| format!("timing.recurring.{}", every.word()));
        let prefix = match entry.kind {
            _ if estimated => Some(self.word("timing.estimated")),
            ScheduleKind::Recurring => every.map(|key| format!("{},", self.word(&key))),
            _ if start.is_none() => Some(self.word("timing.until")),
            _ => None,
        };
        let assumed = entry.quality == Quality::Assumed;
        let start = start.filter(|start| Some(*start) != end);
        Some(Reading {
            prefix,
            start: start.map(|day| self.day(day)),
            end: end.map(|day| self.day(day)),
            suffix: assumed.then(|| format!("({})", self.word("timing.assumed"))),
            estimated,
        })
    }
}
