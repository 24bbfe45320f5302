//! What an import read, changed and doubted, row by row: as Markdown for a person, as JSON for a program.

use serde_json::{Value, json};

use super::model::{Note, NoteKind};
use super::plan::executors::New;
use super::plan::{Measure, Recognised};
use crate::lang::{Language, message};

/// Everything a report tells.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Name of the imported file.
    pub file: String,
    /// The plan as it was understood.
    pub plan: Recognised,
    /// All notes: of the reader, the recogniser and the writer.
    pub notes: Vec<Note>,
    /// Organizations that were added.
    pub organizations: Vec<New>,
    /// Files that are or would be written, relative to the root.
    pub files: Vec<String>,
    /// What was counted where there is no plan: the key of the summary and its values.
    pub counted: Option<(&'static str, Vec<(&'static str, String)>)>,
}

/// The order in which a person wants to know.
const PARTS: [(NoteKind, &str); 4] = [
    (NoteKind::Proposal, "proposal"),
    (NoteKind::Doubt, "doubt"),
    (NoteKind::Changed, "changed"),
    (NoteKind::Read, "read"),
];

impl Report {
    /// Notes of one kind, in the order of the file.
    pub fn of(&self, kind: NoteKind) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(move |note| note.kind == kind)
    }

    /// How many notes a person should look at.
    pub fn attention(&self) -> usize {
        self.of(NoteKind::Doubt).count() + self.of(NoteKind::Proposal).count()
    }

    /// «Прочитано: 34 мероприятия в 5 разделах.»
    pub fn summary(&self, language: Language) -> String {
        if let Some((key, values)) = &self.counted {
            return message(language, key, values);
        }
        let values = [
            ("measures", self.plan.measures().count().to_string()),
            ("sections", self.plan.sections.len().to_string()),
        ];
        message(language, "import.summary", &values)
    }

    /// The report as Markdown.
    pub fn markdown(&self, language: Language) -> String {
        let say = |key: &str, values: &[(&str, String)]| {
            message(language, &format!("import.{key}"), values)
        };
        let mut lines = vec![
            format!("# {}", say("report-title", &[("file", self.file.clone())])),
            String::new(),
            self.summary(language),
        ];
        for (kind, name) in PARTS {
            let notes: Vec<&Note> = self.of(kind).collect();
            if notes.is_empty() {
                continue;
            }
            let heading = say(
                &format!("report-{name}"),
                &[("count", notes.len().to_string())],
            );
            lines.extend([String::new(), format!("## {heading}"), String::new()]);
            lines.extend(
                notes
                    .into_iter()
                    .map(|note| format!("- {}", one_line(note, language))),
            );
        }
        let mut list = |key: &str, items: Vec<String>| {
            if !items.is_empty() {
                lines.extend([
                    String::new(),
                    format!("## {}", say(key, &[])),
                    String::new(),
                ]);
                lines.extend(items.into_iter().map(|item| format!("- {item}")));
            }
        };
        list(
            "report-organizations",
            self.organizations
                .iter()
                .map(|new| format!("`{}` — {}", new.id, new.name))
                .collect(),
        );
        list(
            "report-files",
            self.files.iter().map(|file| format!("`{file}`")).collect(),
        );
        if self.counted.is_none() {
            lines.extend([String::new(), format!("## {}", say("report-measures", &[]))]);
        }
        for measure in self.plan.measures() {
            let heading = format!("### {} ({})", measure.number, measure.place.words(language));
            lines.extend([String::new(), heading, String::new()]);
            for (field, text) in cells(measure) {
                lines.push(format!(
                    "- {}: {}",
                    field_word(field, language),
                    text.replace('\n', " ")
                ));
            }
            let own = self.notes_of(measure).map(|note| {
                format!(
                    "- **{}**: {}",
                    say(&format!("kind-{}", kind_name(note.kind)), &[]),
                    words(note, language)
                )
            });
            lines.extend(own);
        }
        lines.join("\n") + "\n"
    }

    /// The report as JSON; keys are English, texts in the language of messages.
    pub fn json(&self, language: Language) -> String {
        let note = |note: &Note| {
            json!({
                "kind": kind_name(note.kind),
                "code": note.key.trim_start_matches("import."),
                "place": note.place.words(language),
                "table": note.place.table,
                "row": note.place.row,
                "cell": note.place.cell,
                "line": note.place.line,
                "message": words(note, language),
            })
        };
        let row = |measure: &Measure| {
            let cells: Vec<Value> = cells(measure)
                .into_iter()
                .map(|(field, text)| json!({"field": field, "read": text}))
                .collect();
            let notes: Vec<Value> = self.notes_of(measure).map(note).collect();
            json!({
                "number": measure.number,
                "place": measure.place.words(language),
                "row": measure.place.row,
                "rows": measure.rows,
                "cells": cells,
                "notes": notes,
            })
        };
        let value = json!({
            "file": self.file,
            "summary": self.summary(language),
            "measures": self.plan.measures().count(),
            "sections": self.plan.sections.len(),
            "attention": self.attention(),
            "rows": self.plan.measures().map(row).collect::<Vec<_>>(),
            "notes": self.notes.iter().map(note).collect::<Vec<_>>(),
            "organizations": self.organizations.iter().map(|new| json!({"id": new.id, "name": new.name, "short": new.short})).collect::<Vec<_>>(),
            "files": self.files,
        });
        format!("{value:#}\n")
    }

    /// Notes that name this measure.
    fn notes_of<'r>(&'r self, measure: &'r Measure) -> impl Iterator<Item = &'r Note> {
        let is_own = |note: &&Note| {
            note.values
                .iter()
                .any(|(name, value)| *name == "number" && *value == measure.number)
        };
        self.notes.iter().filter(is_own)
    }
}

/// The cells of a measure as they were read.
fn cells(measure: &Measure) -> Vec<(&'static str, String)> {
    let own = [
        ("title", &measure.title),
        ("responsible", &measure.responsible),
        ("document", &measure.document),
        ("timing", &measure.timing),
        ("result", &measure.result),
    ];
    let own = own.into_iter().map(|(field, text)| (field, text.clone()));
    let items = measure
        .subitems
        .iter()
        .map(|item| ("subitems", item.title.clone()));
    let others = measure
        .others
        .iter()
        .map(|(heading, text)| ("details", format!("{heading}: {text}")));
    own.chain(items)
        .chain(others)
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

fn kind_name(kind: NoteKind) -> &'static str {
    PARTS
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or("read", |(_, name)| name)
}

/// «название», «сроки».
fn field_word(field: &str, language: Language) -> String {
    message(language, &format!("import.field-{field}"), &[])
}

/// A note in words, fields by their names in the language.
pub fn words(note: &Note, language: Language) -> String {
    let mut note = note.clone();
    for (name, value) in &mut note.values {
        if matches!(*name, "field" | "fields") && !value.is_empty() {
            let named: Vec<String> = value
                .split(", ")
                .map(|field| field_word(field, language))
                .collect();
            *value = named.join(", ");
        }
    }
    note.words(language)
}

/// A note with its place.
pub fn one_line(note: &Note, language: Language) -> String {
    let place = note.place.words(language);
    match place.is_empty() {
        true => words(note, language),
        false => format!("{place}: {}", words(note, language)),
    }
}
