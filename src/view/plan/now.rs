//! «Что сейчас»: the measures of a plan that are due in the month of the portal's day.

use serde::Serialize;

use super::state::due_between;
use crate::execution::PlanExecution;
use crate::lang;
use crate::portal::Entry;
use crate::portal::plan::Plan;
use crate::view::View;
use crate::view::shapes::{Day, Link, State};

/// What is due this month.
#[derive(Serialize)]
pub struct Now {
    /// «октябрь 2022».
    month: String,
    rows: Vec<NowRow>,
}

#[derive(Serialize)]
struct NowRow {
    day: Day,
    measure: Link,
    /// Said only when some report names the plan.
    state: Option<State>,
}

/// The measures due this month, by day; nothing when there are none.
pub fn now(view: View, entry: &Entry, plan: &Plan, known: &PlanExecution) -> Option<Now> {
    let today = view.portal.today;
    let (first, last) = (today.first_of_month(), today.last_of_month());
    let mut rows = Vec::new();
    for ((_, measure), execution) in plan.measures().zip(&known.measures) {
        for due in due_between(&execution.occurrences, first, last) {
            let row = NowRow {
                day: view.day(due.day()),
                measure: view.own_measure_link(entry, measure),
                state: known
                    .reported
                    .then(|| view.status(&due.status, &measure.timing)),
            };
            rows.push((due.day(), row));
        }
    }
    rows.sort_by_key(|(day, _)| *day);
    (!rows.is_empty()).then(|| Now {
        month: lang::month_words(view.theme.words.language(), today.year(), today.month()),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    })
}
