//! A plan: the plan it derives from, numbers and indicators of its measures, its period and its columns.

use std::collections::HashMap;

use super::at_line;
use crate::diagnostics::Diagnostic;
use crate::parse::Source;
use crate::parse::tree::Step;
use crate::portal::plan::Plan;
use crate::portal::{Content, Entry, Kind, Portal, columns, mistakes};

/// Checks a plan alone and among its parents; its terms and numbers are checked elsewhere.
pub fn check(portal: &Portal, entry: &Entry, plan: &Plan, found: &mut Vec<Diagnostic>) {
    let source = &entry.source;
    circle(portal, entry, plan, found);
    measures(source, plan, found);
    if let Some((start, end)) = plan.period.days()
        && end < start
    {
        found.push(mistakes::ends_before_start(
            source.value_place(&[Step::Key("period"), Step::Key("end")]),
            "end",
            "start",
        ));
    }
    unknown_columns(source, plan, found);
}

/// A plan that derives from itself through its parents.
fn circle(portal: &Portal, entry: &Entry, plan: &Plan, found: &mut Vec<Diagnostic>) {
    let source = &entry.source;
    let mut above = plan
        .parent
        .strip_prefix("plans/")
        .and_then(|id| portal.entry(Kind::Plan, id));
    for _ in 0..=portal.entries.len() {
        let Some(parent) = above else { break };
        if parent.id >= entry.id {
            // Of a circle only the plan of the last id is named.
            if parent.id == entry.id {
                found.push(mistakes::parent_circle(
                    source.value_place(&[Step::Key("parent")]),
                    &entry.id,
                ));
            }
            break;
        }
        let Content::Plan(plan) = &parent.content else {
            break;
        };
        above = plan
            .parent
            .strip_prefix("plans/")
            .and_then(|id| portal.entry(Kind::Plan, id));
    }
}

/// Numbers and indicators that stand twice, and schedules that end before they start.
fn measures(source: &Source, plan: &Plan, found: &mut Vec<Diagnostic>) {
    let mut known: HashMap<&str, [Step<'static>; 5]> = HashMap::new();
    for (at, section) in plan.sections.iter().enumerate() {
        for (index, measure) in section.measures.iter().enumerate() {
            let path = |rest: &[Step<'static>]| {
                let mut path = vec![
                    Step::Key("sections"),
                    Step::Index(at),
                    Step::Key("measures"),
                    Step::Index(index),
                ];
                path.extend_from_slice(rest);
                path
            };
            let number = [
                Step::Key("sections"),
                Step::Index(at),
                Step::Key("measures"),
                Step::Index(index),
                Step::Key("number"),
            ];
            if let Some(first) = known
                .insert(&measure.number, number)
                .filter(|_| !measure.number.is_empty())
            {
                let first = at_line(&source.value_place(&first));
                found.push(mistakes::duplicate_id(
                    source.value_place(&number),
                    &measure.number,
                    &first,
                ));
            }
            let mut ids: HashMap<&str, usize> = HashMap::new();
            for (nth, indicator) in measure
                .indicators
                .iter()
                .enumerate()
                .filter(|(_, known)| !known.id.is_empty())
            {
                if let Some(first) = ids.insert(&indicator.id, nth) {
                    let place = |nth| {
                        source.value_place(&path(&[
                            Step::Key("indicators"),
                            Step::Index(nth),
                            Step::Key("id"),
                        ]))
                    };
                    found.push(mistakes::duplicate_id(
                        place(nth),
                        &indicator.id,
                        &at_line(&place(first)),
                    ));
                }
            }
            for (nth, entry) in measure.schedule.iter().enumerate() {
                if let (Some(start), Some(end)) = (entry.start, entry.end)
                    && end < start
                {
                    let place = source.value_place(&path(&[
                        Step::Key("schedule"),
                        Step::Index(nth),
                        Step::Key("end"),
                    ]));
                    found.push(mistakes::ends_before_start(place, "end", "start"));
                }
            }
        }
    }
}

/// Columns of the original that no field of a measure holds.
fn unknown_columns(source: &Source, plan: &Plan, found: &mut Vec<Diagnostic>) {
    let fields = columns::fields(&plan.columns);
    for (at, (heading, field)) in plan.columns.iter().zip(fields).enumerate() {
        if field.is_none() && !heading.is_empty() {
            let place = source.value_place(&[Step::Key("columns"), Step::Index(at)]);
            found.push(mistakes::unknown_column(place, heading));
        }
    }
}
