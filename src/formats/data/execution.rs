//! What `plans.json` says of the execution of a plan, measure by measure.

use serde_json::{Map, Value as Json, json};

use crate::execution::{MeasureExecution, Occurrence, PlanExecution, STATES};
use crate::timing::Schedule;

/// Adds schedules, occurrences and, unless the plan hides its execution, states to the data of a plan.
///
/// Nobody sees the states of a hidden plan on a page, so only days are in its data.
pub fn add(data: &mut Map<String, Json>, execution: &PlanExecution, hidden: bool) {
    let measures = data
        .get_mut("sections")
        .and_then(Json::as_array_mut)
        .into_iter()
        .flatten()
        .filter_map(|section| section.get_mut("measures")?.as_array_mut())
        .flatten()
        .filter_map(Json::as_object_mut);
    for (measure, execution) in measures.zip(&execution.measures) {
        add_to_measure(measure, execution, hidden);
    }
    if !hidden {
        data.insert("totals".to_owned(), totals(execution));
    }
}

fn add_to_measure(data: &mut Map<String, Json>, execution: &MeasureExecution, hidden: bool) {
    let schedule = execution.schedule.iter().map(schedule).collect();
    data.insert("schedule".to_owned(), Json::Array(schedule));
    if !hidden {
        data.insert("state".to_owned(), json!(execution.status.state.word()));
        data.insert("progress".to_owned(), json!(execution.progress));
    }
    let occurrences = execution.occurrences.iter();
    let occurrences = occurrences.map(|known| occurrence(known, hidden)).collect();
    data.insert("occurrences".to_owned(), Json::Array(occurrences));
}

/// All keys of the contract, null where nothing is known.
fn schedule(entry: &Schedule) -> Json {
    let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
    json!({
        "kind": entry.kind.word(),
        "start": day(entry.start),
        "end": day(entry.end),
        "due": day(entry.due),
        "every": entry.every.map(|every| every.word()),
        "basis": entry.basis,
        "quality": entry.quality.word(),
    })
}

fn occurrence(known: &Occurrence, hidden: bool) -> Json {
    let mut data = json!({ "start": known.start.to_string(), "due": known.day().to_string() });
    if !hidden {
        data["state"] = json!(known.status.state.word());
    }
    data
}

fn totals(execution: &PlanExecution) -> Json {
    let counts = STATES.iter().zip(execution.totals());
    let totals = counts.map(|(state, count)| (state.word().to_owned(), json!(count)));
    Json::Object(totals.collect())
}
