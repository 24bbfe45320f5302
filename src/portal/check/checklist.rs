//! A checklist: answers with points of their own, questions with ids of their own.

use std::collections::HashMap;

use super::at_line;
use crate::diagnostics::Diagnostic;
use crate::parse::Source;
use crate::parse::tree::Step;
use crate::portal::checklist::Checklist;
use crate::portal::mistakes;

/// Checks a checklist.
pub fn check(source: &Source, checklist: &Checklist, found: &mut Vec<Diagnostic>) {
    scale(source, checklist, found);
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (at, section) in checklist.sections.iter().enumerate() {
        for (index, question) in section.questions.iter().enumerate() {
            let path = [
                Step::Key("sections"),
                Step::Index(at),
                Step::Key("questions"),
                Step::Index(index),
                Step::Key("id"),
            ];
            let place = source.value_place(&path);
            if let Some(line) = known
                .insert(&question.id, place.line)
                .filter(|_| !question.id.0.is_empty())
            {
                let first = format!("{}:{line}", place.file);
                found.push(mistakes::duplicate_id(place, &question.id, &first));
            }
        }
    }
}

/// Answers of a checklist that give the same points.
fn scale(source: &Source, checklist: &Checklist, found: &mut Vec<Diagnostic>) {
    let path = |at: usize| [Step::Key("scale"), Step::Index(at), Step::Key("value")];
    let mut known: HashMap<String, usize> = HashMap::new();
    for (at, step) in checklist.scale.iter().enumerate() {
        let Some(value) = step.value else { continue };
        let value = value.0.to_string();
        match known.get(&value) {
            Some(first) => found.push(mistakes::duplicate_value(
                source.value_place(&path(at)),
                "value",
                &value,
                &at_line(&source.value_place(&path(*first))),
            )),
            None => {
                known.insert(value, at);
            }
        }
    }
}
