//! What has no day: events by the words of the measure they carry out, measures by the act's words.

use std::collections::HashSet;

use serde::Serialize;

use super::rows::{self, Row};
use crate::agenda::{Agenda, What};
use crate::execution::{PlanExecution, State};
use crate::parse::fields::MeasureRef;
use crate::parse::record::Target;
use crate::portal::link::Resolved;
use crate::portal::plan::Plan;
use crate::portal::{Content, Entry, Kind};
use crate::view::View;
use crate::view::context::some;
use crate::view::shapes::Link;

/// The measures of a plan that have no day, by the words of their term.
#[derive(Serialize)]
pub struct PlanTerms {
    plan: Link,
    period: String,
    groups: Vec<Words>,
}

#[derive(Serialize)]
struct Words {
    words: String,
    measures: Vec<Undated>,
}

#[derive(Serialize)]
struct Undated {
    number: String,
    title: String,
    path: String,
}

/// The rows of events without a day.
pub fn events(view: View, undated: &[(usize, What)]) -> Vec<Row> {
    undated
        .iter()
        .filter_map(|(at, what)| Some((view.portal.entries.get(*at)?, what)))
        .map(|(entry, what)| {
            let words = match &entry.content {
                Content::Seminar(seminar) => term_words(view, entry, &seminar.measures),
                Content::Course(course) => term_words(view, entry, &course.measures),
                Content::Contest(contest) => term_words(view, entry, &contest.measures),
                _ => None,
            };
            rows::undated(view, entry, what, words)
        })
        .collect()
}

/// The term of the measures that an event carries out.
fn term_words(view: View, entry: &Entry, measures: &[MeasureRef]) -> Option<String> {
    measures.iter().find_map(|written| {
        match view.portal.resolve(Target::Measure, written, Some(entry)) {
            Ok(Resolved::Measure(_, measure)) => some(&measure.timing),
            _ => None,
        }
    })
}

/// The measures without a day, plan by plan. A plan whose time is over waits for no days.
pub fn measures(view: View, agenda: &Agenda) -> Vec<PlanTerms> {
    let dated: HashSet<(usize, usize)> = agenda
        .items
        .iter()
        .filter_map(|item| Some((item.entry, item.due()?.line)))
        .collect();
    let plans = view.portal.listed(Kind::Plan).iter();
    plans
        .filter_map(|at| plan_terms(view, *at, &dated))
        .collect()
}

fn plan_terms(view: View, at: usize, dated: &HashSet<(usize, usize)>) -> Option<PlanTerms> {
    let entry = view.portal.entries.get(at)?;
    let Content::Plan(plan) = &entry.content else {
        return None;
    };
    let is_over = plan
        .period
        .days()
        .is_some_and(|(_, last)| last < view.portal.today);
    if is_over {
        return None;
    }
    let execution = view.portal.execution(at).filter(|known| known.reported);
    let open = |line: usize| {
        !dated.contains(&(at, line)) && !execution.is_some_and(|known| is_settled(known, line))
    };
    let groups = by_words(view, entry, plan, open);
    (!groups.is_empty()).then(|| PlanTerms {
        plan: Link {
            text: view.plan_name_no_period(entry, plan),
            ..view.entry_link(entry)
        },
        period: view.plan_period(plan),
        groups,
    })
}

fn is_settled(execution: &PlanExecution, line: usize) -> bool {
    let state = execution.measures.get(line).map(|known| known.status.state);
    matches!(state, Some(State::Done | State::Cancelled))
}

/// Measures of one term stand together, terms in the order in which the plan first names them.
fn by_words(view: View, entry: &Entry, plan: &Plan, open: impl Fn(usize) -> bool) -> Vec<Words> {
    let mut groups: Vec<Words> = Vec::new();
    let measures = plan
        .measures()
        .enumerate()
        .filter(|(line, (_, measure))| !measure.timing.is_empty() && open(*line));
    for (_, (_, measure)) in measures {
        let row = Undated {
            number: measure.number.0.clone(),
            title: measure.title.0.clone(),
            path: view.path(&entry.measure_address(measure)),
        };
        match groups
            .iter_mut()
            .find(|group| group.words == measure.timing.0)
        {
            Some(group) => group.measures.push(row),
            None => groups.push(Words {
                words: measure.timing.0.clone(),
                measures: vec![row],
            }),
        }
    }
    groups
}
