//! Counts of the execution: by section, by executor, by quarter, and indicators with plan and fact.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::execution::{MeasureExecution, PlanExecution, STATES, State, period};
use crate::lang;
use crate::parse::fields::Fact;
use crate::portal::Entry;
use crate::portal::plan::{Indicator, Plan};
use crate::view::View;
use crate::view::plan::filters::{Quarter, quarter_words};
use crate::view::plan::state::section_totals;
use crate::view::shapes::Link;

/// A table of counts.
#[derive(Serialize)]
pub struct CountTable {
    id: &'static str,
    title: String,
    note: Option<String>,
    head: Vec<String>,
    rows: Vec<CountRow>,
}

#[derive(Serialize)]
struct CountRow {
    label: Link,
    cells: Vec<usize>,
}

/// An indicator of a measure.
#[derive(Serialize)]
pub struct IndicatorRow {
    measure: Link,
    name: String,
    target: String,
    base: String,
    /// «I квартал 2022: 12 посещений», in order of time.
    facts: Vec<String>,
    /// «48 из 60 (80 %)» of the last of them.
    share: Option<String>,
}

/// The tables that have something to say.
pub fn all(view: View, plan: &Plan, execution: &PlanExecution) -> Vec<CountTable> {
    let tables = [
        by_section(view, plan, execution),
        by_quarter(view, execution),
        by_executor(view, plan, execution),
    ];
    tables
        .into_iter()
        .filter(|table| !table.rows.is_empty())
        .collect()
}

/// The states that occur in any of the rows, for as many columns.
fn occurring<'t>(rows: impl Iterator<Item = &'t [usize; 7]>) -> Vec<usize> {
    let mut sums = [0; 7];
    for row in rows {
        for (sum, count) in sums.iter_mut().zip(row) {
            *sum += count;
        }
    }
    (0..STATES.len()).filter(|state| sums[*state] > 0).collect()
}

fn of_states(
    view: View,
    id: &'static str,
    total: &str,
    rows: Vec<(Link, [usize; 7])>,
) -> CountTable {
    let states = occurring(rows.iter().map(|(_, counts)| counts));
    let mut head = vec![
        view.word(&format!("report.tables.{id}_label")),
        view.word(total),
    ];
    head.extend(
        states
            .iter()
            .map(|state| view.state_word(STATES[*state].word())),
    );
    CountTable {
        id,
        title: view.word(&format!("report.tables.{id}")),
        note: None,
        head,
        rows: rows
            .into_iter()
            .map(|(label, counts)| {
                let mut cells = vec![counts.iter().sum()];
                cells.extend(states.iter().map(|state| counts[*state]));
                CountRow { label, cells }
            })
            .collect(),
    }
}

fn by_section(view: View, plan: &Plan, execution: &PlanExecution) -> CountTable {
    let totals = section_totals(plan, execution);
    let rows = plan
        .sections
        .iter()
        .zip(totals)
        .filter(|(_, counts)| counts.iter().sum::<usize>() > 0)
        .map(|(section, counts)| {
            let label = Link {
                text: section.heading(),
                ..Link::default()
            };
            (label, counts)
        })
        .collect();
    of_states(view, "sections", "report.tables.measures", rows)
}

/// Days of the plan by the quarter they are due in.
fn by_quarter(view: View, execution: &PlanExecution) -> CountTable {
    let mut quarters: BTreeMap<Quarter, [usize; 7]> = BTreeMap::new();
    let occurrences = execution
        .measures
        .iter()
        .flat_map(|measure| &measure.occurrences)
        .filter(|occurrence| !occurrence.uncounted);
    for occurrence in occurrences {
        let counts = quarters.entry(Quarter::of(occurrence.day())).or_default();
        counts[occurrence.status.state as usize] += 1;
    }
    let rows = quarters
        .into_iter()
        .map(|(quarter, counts)| {
            let label = Link {
                text: quarter_words(view, quarter),
                ..Link::default()
            };
            (label, counts)
        })
        .collect();
    CountTable {
        note: Some(view.word("report.tables.quarters_note")),
        ..of_states(view, "quarters", "report.tables.days", rows)
    }
}

/// Measures by executor: how many there are, done and in work. Of whom nothing is known is not said:
/// the page does not list who has not reported.
fn by_executor(view: View, plan: &Plan, execution: &PlanExecution) -> CountTable {
    let mut executors: Vec<(String, [usize; 3])> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for ((_, measure), known) in plan.measures().zip(&execution.measures) {
        let mut seen: Vec<&str> = Vec::new();
        for executor in measure.responsible.iter() {
            let id = executor.id();
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            let place = *places.entry(id.to_owned()).or_insert_with(|| {
                executors.push((id.to_owned(), [0; 3]));
                executors.len() - 1
            });
            let counts = &mut executors[place].1;
            counts[0] += 1;
            counts[1] += usize::from(known.status.state == State::Done);
            counts[2] += usize::from(known.status.state == State::InProgress);
        }
    }
    let head =
        ["executors_label", "measures"].map(|key| view.word(&format!("report.tables.{key}")));
    let mut head = head.to_vec();
    head.extend(["done", "in-progress"].map(|state| view.state_word(state)));
    CountTable {
        id: "executors",
        title: view.word("report.tables.executors"),
        note: Some(view.word("report.tables.executors_note")),
        head,
        rows: executors
            .into_iter()
            .map(|(id, counts)| CountRow {
                label: view.organization_link(&id),
                cells: counts.to_vec(),
            })
            .collect(),
    }
}

/// Indicators with what was planned and what the reports say, in order of time.
pub fn indicators(
    view: View,
    entry: &Entry,
    plan: &Plan,
    execution: &PlanExecution,
) -> Vec<IndicatorRow> {
    let mut rows = Vec::new();
    for ((_, measure), execution) in plan.measures().zip(&execution.measures) {
        if measure.indicators.is_empty() {
            continue;
        }
        let facts = facts(view, execution);
        for indicator in measure.indicators.iter() {
            let known = facts.get(&*indicator.id.0).map_or(&[][..], |facts| facts);
            rows.push(IndicatorRow {
                measure: Link {
                    text: measure.number.0.clone(),
                    ..view.own_measure_link(entry, measure)
                },
                name: indicator.name.0.clone(),
                target: indicator
                    .target
                    .map_or_else(String::new, |target| with_unit(view, indicator, target.0)),
                base: indicator
                    .base
                    .map_or_else(String::new, |base| with_unit(view, indicator, base.0)),
                facts: known
                    .iter()
                    .map(|fact| format!("{}: {}", fact.period, fact.words(view, indicator)))
                    .collect(),
                share: known.last().and_then(|fact| fact.share(view, indicator)),
            });
        }
    }
    rows
}

struct Known {
    period: String,
    value: f64,
    of: Option<f64>,
}

impl Known {
    /// «48 посещений», «22 из 24».
    fn words(&self, view: View, indicator: &Indicator) -> String {
        match self.of {
            Some(of) => {
                let number = |value| lang::decimal(view.theme.words.language(), value);
                format!(
                    "{} {} {}",
                    number(self.value),
                    view.word("plan.of"),
                    number(of)
                )
            }
            None => with_unit(view, indicator, self.value),
        }
    }

    /// The last fact against the target, where they are counted alike.
    fn share(&self, view: View, indicator: &Indicator) -> Option<String> {
        let target = indicator.target?.0;
        if self.of.is_some() || indicator.unit.contains('%') || target <= 0.0 {
            return None;
        }
        let number = |value| lang::decimal(view.theme.words.language(), value);
        let percent = (self.value / target * 100.0).floor();
        let values = [
            ("done", number(self.value)),
            ("all", number(target)),
            ("percent", number(percent)),
        ];
        Some(view.theme.words.fill("plan.done_of", &values))
    }
}

fn with_unit(view: View, indicator: &Indicator, value: f64) -> String {
    let number = lang::decimal(view.theme.words.language(), value);
    if indicator.unit.is_empty() {
        number
    } else {
        format!("{number}\u{a0}{}", &*indicator.unit)
    }
}

/// What the counted reports say of the indicators of a measure, by the indicator's id, in order of time.
fn facts<'p>(view: View<'p>, execution: &MeasureExecution) -> HashMap<&'p str, Vec<Known>> {
    let mut said: Vec<_> = execution
        .said
        .iter()
        .filter_map(|at| view.portal.said(*at))
        .collect();
    said.sort_by_key(|(_, report, _)| period::days(&report.period).map(|(_, end)| end));
    let mut facts: HashMap<&str, Vec<Known>> = HashMap::new();
    for (_, report, said) in said {
        for (id, fact) in &said.facts.0 {
            let (value, of) = match fact {
                Fact::Number(number) => (number.0, None),
                Fact::Of(parts) => (parts.value, parts.of.map(|of| of.0)),
            };
            let Some(value) = value else { continue };
            facts.entry(id).or_default().push(Known {
                period: super::period(view, &report.period),
                value: value.0,
                of,
            });
        }
    }
    facts
}
