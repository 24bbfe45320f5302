//! What a person should look at in the terms of a plan: words that were read with a doubt, or not at all.

use crate::diagnostics::{Diagnostic, Place};
use crate::execution::schedule::duration;
use crate::parse::tree::Step;
use crate::portal::Entry;
use crate::portal::mistakes::{self, Proposal};
use crate::portal::plan::{Measure, Plan, Quality, ScheduleKind};
use crate::timing::{self, Doubt, Reading, Schedule, Term};

/// How many entries of a schedule a message repeats; more would hide what is asked.
const SHOWN: usize = 4;

/// Checks the terms of every measure.
pub fn plan(entry: &Entry, plan: &Plan, found: &mut Vec<Diagnostic>) {
    // Of a term that ends before it starts nothing can be read; that is a mistake of its own.
    let Some(term) = Term::of(&plan.period).filter(|term| term.start <= term.end) else {
        return;
    };
    for (at, section) in plan.sections.iter().enumerate() {
        for (index, measure) in section.measures.iter().enumerate() {
            let path = [
                Step::Key("sections"),
                Step::Index(at),
                Step::Key("measures"),
                Step::Index(index),
            ];
            check_measure(entry, measure, &path, term, found);
        }
    }
}

fn check_measure(
    entry: &Entry,
    measure: &Measure,
    path: &[Step<'static>],
    term: Term,
    found: &mut Vec<Diagnostic>,
) {
    let place = |rest: &[Step<'static>]| entry.source.value_place(&[path, rest].concat());
    if measure.schedule.is_empty() && !measure.timing.is_empty() {
        let reading = timing::read(&measure.timing, term);
        let example = || Some(example(&reading, term));
        doubts(&reading, || place(&[Step::Key("timing")]), example, found);
    }
    for (at, given) in measure.schedule.iter().enumerate() {
        if !given.within.is_empty() && duration(&given.within).is_none() {
            let place = place(&[Step::Key("schedule"), Step::Index(at), Step::Key("within")]);
            found.push(mistakes::unread_duration(place, &given.within));
        }
    }
    for (at, subitem) in measure.subitems.iter().enumerate() {
        if subitem.timing.is_empty() {
            continue;
        }
        let reading = timing::read(&subitem.timing, term);
        let path = [Step::Key("subitems"), Step::Index(at), Step::Key("timing")];
        // A sub-item has no schedule of its own that one could be asked to write.
        doubts(&reading, || place(&path), || None, found);
    }
}

fn doubts(
    reading: &Reading,
    place: impl Fn() -> Place,
    example: impl Fn() -> Option<String>,
    found: &mut Vec<Diagnostic>,
) {
    for (doubt, words) in &reading.doubts {
        let proposal = Proposal {
            words,
            days: days(reading, *doubt),
            schedule: example(),
        };
        found.push(mistakes::doubtful_timing(place(), *doubt, proposal));
    }
}

/// The days that were read with this doubt, as `2022-11-30` and `2022-01-01/2022-12-31`.
fn days(reading: &Reading, doubt: Doubt) -> String {
    let quality = match doubt {
        Doubt::Assumed => Quality::Assumed,
        Doubt::Ambiguous => Quality::Ambiguous,
        Doubt::Impossible => Quality::Impossible,
        Doubt::Unread => return String::new(),
    };
    let mut days: Vec<String> = Vec::new();
    for entry in &reading.schedule {
        let day = span(entry).filter(|day| entry.quality == quality && !days.contains(day));
        days.extend(day);
    }
    if days.len() > SHOWN {
        days.truncate(SHOWN);
        days.push("…".to_owned());
    }
    days.join(" ")
}

fn span(entry: &Schedule) -> Option<String> {
    match (entry.kind, entry.start, entry.end, entry.due) {
        (ScheduleKind::Text, ..) => None,
        (ScheduleKind::Deadline, _, _, Some(due)) => Some(due.to_string()),
        (_, Some(start), Some(end), _) => Some(format!("{start}/{end}")),
        (.., due) => due.map(|due| due.to_string()),
    }
}

/// What the author may write to say what the words mean: the reading itself, in YAML.
fn example(reading: &Reading, term: Term) -> String {
    let mut entries: Vec<Vec<String>> = reading
        .schedule
        .iter()
        .filter(|entry| entry.kind != ScheduleKind::Text)
        .map(in_yaml)
        .collect();
    if entries.is_empty() {
        entries.push(vec![
            "kind: deadline".to_owned(),
            format!("due: {}", term.end),
        ]);
    }
    let mut lines = vec!["schedule:".to_owned()];
    if let [only] = &entries[..] {
        lines.extend(only.iter().map(|field| format!("  {field}")));
        return lines.join("\n");
    }
    for entry in entries.iter().take(SHOWN) {
        let fields = entry.iter().enumerate();
        lines.extend(fields.map(|(at, field)| match at {
            0 => format!("  - {field}"),
            _ => format!("    {field}"),
        }));
    }
    if entries.len() > SHOWN {
        lines.push("  - …".to_owned());
    }
    lines.join("\n")
}

/// The keys that the kind needs; the program fills in the others.
fn in_yaml(entry: &Schedule) -> Vec<String> {
    let is_deadline = entry.kind == ScheduleKind::Deadline;
    let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
    let quoted = |text: &String| format!("'{}'", text.replace('\'', "''"));
    let fields = [
        ("kind", Some(entry.kind.word().to_owned())),
        ("start", day(entry.start).filter(|_| !is_deadline)),
        ("end", day(entry.end).filter(|_| !is_deadline)),
        (
            "due",
            day(entry.due).filter(|_| is_deadline || entry.due != entry.end),
        ),
        ("every", entry.every.map(|every| every.word().to_owned())),
        ("basis", entry.basis.as_ref().map(quoted)),
    ];
    fields
        .into_iter()
        .filter_map(|(field, value)| Some(format!("{field}: {}", value?)))
        .collect()
}
