//! Measures of plans: what was done of them leaves a trace, and none stands twice in its plan.

use std::collections::HashMap;

use super::advice;
use crate::diagnostics::{Diagnostic, Place};
use crate::execution::State;
use crate::parse::record::Value;
use crate::parse::tree::Step;
use crate::portal::plan::{Measure, Plan};
use crate::portal::{Content, Entry, Portal};

/// Looks at every plan.
pub fn check(portal: &Portal, found: &mut Vec<Diagnostic>) {
    for (at, entry) in portal.entries.iter().enumerate() {
        if let Content::Plan(plan) = &entry.content
            && entry.visible
        {
            untraced(portal, at, entry, plan, found);
            repeated(entry, plan, found);
        }
    }
}

/// Measures whose day is past and of which nothing can be seen: no report, no document, no link.
fn untraced(portal: &Portal, at: usize, entry: &Entry, plan: &Plan, found: &mut Vec<Diagnostic>) {
    let Some(execution) = portal.execution(at).filter(|_| !plan.execution_hidden()) else {
        return;
    };
    let bare: Vec<(usize, usize)> = measures(plan)
        .zip(&execution.measures)
        .filter(|((_, _, measure), done)| {
            done.status.state == State::NoReport
                && done.said.is_empty()
                && done.contributions.is_empty()
                && measure.related.iter().all(Value::is_empty)
                && measure.schedule_document.is_empty()
                && portal
                    .backlinks()
                    .of_measure(at, &measure.number)
                    .is_empty()
        })
        .map(|((section, place, _), _)| (section, place))
        .collect();
    // Of a plan that nobody reports on yet it is said once.
    if bare.len() > 1 && !execution.reported && bare.len() == execution.measures.len() {
        let place = entry.source.value_place(&[Step::Key("title")]);
        let count = bare.len().to_string();
        found.push(advice("advice-unreported-plan", place).with("count", count));
        return;
    }
    for (section, place) in bare {
        found.push(advice(
            "advice-untraced-measure",
            number(entry, section, place),
        ));
    }
}

/// Measures of one plan in the same words and with the same executors.
fn repeated(entry: &Entry, plan: &Plan, found: &mut Vec<Diagnostic>) {
    let mut known: HashMap<String, &Measure> = HashMap::new();
    for (section, place, measure) in measures(plan) {
        let words = format!("{}|{:?}", plain(&measure.title), measure.responsible);
        let Some(first) = known.get(&words) else {
            known.insert(words, measure);
            continue;
        };
        if measure.duplicates.is_empty() && measure.timing == first.timing {
            let hint = vec![("text", format!("duplicates: \"{}\"", &*first.number))];
            let place = number(entry, section, place);
            let advice = advice("advice-repeated-measure", place).with("first", &*first.number);
            found.push(advice.hint("if-same", hint));
        }
    }
}

/// The letters and digits of a text, so that a stop or a space makes no difference.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Every measure with its section and its place in it.
fn measures(plan: &Plan) -> impl Iterator<Item = (usize, usize, &Measure)> {
    plan.sections
        .iter()
        .enumerate()
        .flat_map(|(section, part)| {
            let measures = part.measures.iter().enumerate();
            measures.map(move |(place, measure)| (section, place, measure))
        })
}

fn number(entry: &Entry, section: usize, measure: usize) -> Place {
    entry.source.value_place(&[
        Step::Key("sections"),
        Step::Index(section),
        Step::Key("measures"),
        Step::Index(measure),
        Step::Key("number"),
    ])
}
