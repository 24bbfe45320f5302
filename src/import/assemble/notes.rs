//! What a person should know of the plan as a whole: terms, abbreviations, indicators, and the head of its file.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::model::{Note, NoteKind, Place};
use crate::import::plan::executors::Organization;
use crate::import::plan::{self, Recognised, definitions, short};
use crate::import::report::one_line;
use crate::lang::{Language, message};
use crate::parse::fields::Period;
use crate::timing::{self, Doubt, Term};

/// Terms that the program does not read or that name a day that does not exist.
pub fn timing_notes(plan: &Recognised, period: &str, notes: &mut Vec<Note>) {
    let read: Option<Period> = serde_yaml::from_str(&format!("\"{period}\"")).ok();
    let Some(term) = read.as_ref().and_then(Term::of) else {
        return;
    };
    for measure in plan.measures() {
        for (doubt, words) in timing::read(&measure.timing, term).doubts {
            let key = match doubt {
                Doubt::Assumed => continue,
                Doubt::Ambiguous => "import.timing-ambiguous",
                Doubt::Impossible => "import.timing-impossible",
                Doubt::Unread => "import.timing-unread",
            };
            notes.push(
                Note::new(NoteKind::Doubt, key, measure.place.clone())
                    .with("number", measure.number.clone())
                    .with("words", words),
            );
        }
    }
}

/// Every short name that nobody uses is looked for in all texts: a few of them are enough.
const MOST_UNUSED: usize = 20;

/// Proposals for the glossary: definitions first, then abbreviations that nobody explains.
pub fn glossary_notes(
    plan: &Recognised,
    above: &[String],
    terms: &BTreeSet<String>,
    known: &[Organization],
    notes: &mut Vec<Note>,
) {
    let mut texts: Vec<(Place, &str)> = above
        .iter()
        .map(|text| (Place::default(), text.as_str()))
        .collect();
    for measure in plan.measures() {
        let cells = [
            &measure.title,
            &measure.responsible,
            &measure.document,
            &measure.result,
        ];
        let items = measure.subitems.iter().map(|item| &item.title);
        texts.extend(
            cells
                .into_iter()
                .chain(items)
                .map(|text| (measure.place.clone(), text.as_str())),
        );
    }
    let mut explained = terms.clone();
    // Whoever is an organization needs no term of the glossary.
    let names = known.iter().flat_map(|organization| &organization.names);
    explained.extend(names.flat_map(|name| name.split(' ').map(str::to_owned)));
    let mut defined: BTreeMap<String, (String, Place)> = BTreeMap::new();
    for (place, text) in &texts {
        for found in definitions::find(text) {
            explained.insert(found.term.clone());
            let known = defined
                .entry(found.term.clone())
                .or_insert_with(|| (found.full.clone(), place.clone()));
            if !known.0.eq_ignore_ascii_case(&found.full) {
                notes.push(
                    Note::new(NoteKind::Doubt, "import.definition-again", place.clone())
                        .with("term", found.term)
                        .with("full", short(&found.full)),
                );
            }
        }
    }
    for (term, (full, place)) in &defined {
        if !terms.contains(term) {
            let note = Note::new(NoteKind::Proposal, "import.definition", place.clone());
            notes.push(note.with("term", term.clone()).with("full", full.clone()));
        }
    }
    let without: Vec<String> = texts
        .iter()
        .map(|(_, text)| definitions::without(text))
        .collect();
    let unexplained = definitions::unexplained(without.iter().map(String::as_str), &explained);
    let defined_once: Vec<&String> = defined.keys().take(MOST_UNUSED * MOST_UNUSED).collect();
    let unused = |term: &String| {
        if !defined_once.contains(&term) {
            return false;
        }
        let is_name =
            term.chars().all(char::is_alphanumeric) && term.chars().all(char::is_uppercase);
        is_name
            && !without.iter().any(|text| {
                text.split(|c: char| !c.is_alphanumeric())
                    .any(|word| word == term)
            })
    };
    let all = definitions::unexplained(without.iter().map(String::as_str), &BTreeSet::new());
    for (term, (_, place)) in defined
        .iter()
        .filter(|(term, _)| unused(term))
        .take(MOST_UNUSED)
    {
        let similar = all
            .iter()
            .filter(|(word, _)| strsim::levenshtein(word, term) <= 2)
            .max_by_key(|(_, count)| **count);
        if let Some((word, _)) = similar {
            notes.push(
                Note::new(NoteKind::Doubt, "import.definition-unused", place.clone())
                    .with("term", term.clone())
                    .with("similar", word.clone()),
            );
        }
    }
    if !unexplained.is_empty() {
        let list: Vec<String> = unexplained.into_keys().collect();
        notes.push(
            Note::new(NoteKind::Proposal, "import.abbreviations", Place::default())
                .with("list", list.join(", ")),
        );
    }
}

pub fn indicator_notes(plan: &Recognised, notes: &mut Vec<Note>) {
    for measure in plan.measures() {
        let found = plan::indicators::find(&measure.result);
        if found.is_empty() {
            continue;
        }
        let list: Vec<String> = found
            .iter()
            .map(|p| format!("{} {}", p.target, p.unit))
            .collect();
        notes.push(
            Note::new(
                NoteKind::Proposal,
                "import.indicators",
                measure.place.clone(),
            )
            .with("number", measure.number.clone())
            .with("list", list.join(", ")),
        );
    }
}

/// The head of a new file: where it comes from, what was changed, what is left to a person.
pub fn comments(name: &str, notes: &[Note]) -> Vec<String> {
    const MOST: usize = 60;
    let say = |key: &str, values: &[(&str, String)]| {
        message(Language::Ru, &format!("import.{key}"), values)
    };
    let mut lines = vec![say("plan-head", &[("file", name.to_owned())])];
    let joined: Vec<&str> = notes
        .iter()
        .filter(|note| note.key == "import.row-joined")
        .filter_map(|note| {
            note.values
                .iter()
                .find(|(name, _)| *name == "number")
                .map(|(_, number)| number.as_str())
        })
        .collect();
    let mut numbers: Vec<&str> = joined;
    numbers.dedup();
    let changed = notes
        .iter()
        .filter(|n| n.kind == NoteKind::Changed && n.key != "import.row-joined");
    let doubts = notes.iter().filter(|n| n.kind == NoteKind::Doubt);
    let mut part = |key: &str, list: Vec<String>| {
        if list.is_empty() {
            return;
        }
        let rest = list.len().saturating_sub(MOST);
        lines.push(String::new());
        lines.push(say(key, &[]));
        lines.extend(list.into_iter().take(MOST).map(|text| format!("– {text}")));
        if rest > 0 {
            lines.push(format!(
                "– {}",
                say("comment-more", &[("count", rest.to_string())])
            ));
        }
    };
    let mut list: Vec<String> = changed.map(|note| one_line(note, Language::Ru)).collect();
    if !numbers.is_empty() {
        list.push(say("comment-joined", &[("numbers", numbers.join(", "))]));
    }
    part("comment-changed", list);
    part(
        "comment-doubts",
        doubts.map(|note| one_line(note, Language::Ru)).collect(),
    );
    lines
}
