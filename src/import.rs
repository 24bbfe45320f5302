//! From a Word table to a living plan: office documents become content.
//!
//! bytes + name → [`model::Source`] → what a recogniser makes of it → texts → what is written.
//! [`read`] gives paragraphs and tables, [`plan`] and [`order`] understand them, [`assemble`] puts them
//! together with what the portal has, [`renew`] with what its author has changed. All of them are
//! pure; only this file reads the portal and writes into it, and only after everything is known.
#![allow(clippy::disallowed_methods)] // The driver reads the file and the portal.

use std::collections::BTreeSet;
use std::path::Path;

use crate::discover::{self, Role, SourceFile};
use crate::lang::{Language, message};
use crate::portal::Kind;
use crate::publication::Error;
use crate::write;

pub mod assemble;
pub mod clean;
pub mod execution;
pub mod model;
pub mod order;
pub mod organizations;
pub mod plan;
pub mod read;
pub mod renew;
pub mod report;
pub mod yaml;

use assemble::{Existing, Imported, KnownDocument, Options, Output, Refused};

/// Why an import came to nothing: the author can do something, or the machine failed.
#[derive(Debug)]
pub enum Failure {
    /// Nothing was written; the text says what to do.
    Refused(String),
    /// A disk failed.
    Machine(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Machine(error)
    }
}

/// What a file becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A plan with its order.
    Plan,
    /// A report, from a filled form.
    Report,
}

/// Reads a file and makes the texts of what it is to become; writes nothing.
pub fn texts_of(
    what: What,
    root: &Path,
    file: &Path,
    options: &Options,
    language: Language,
) -> Result<Imported, Failure> {
    let name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let unreadable = |cause: String| {
        let values = [("path", file.display().to_string()), ("cause", cause)];
        Failure::Machine(Error(message(language, "import.unreadable", &values)))
    };
    let size = std::fs::metadata(file)
        .map_err(|error| unreadable(write::cause(language, &error)))?
        .len();
    if size > MOST_BYTES {
        let values = [("path", file.display().to_string())];
        return Err(Failure::Machine(Error(message(
            language,
            "import.too-big",
            &values,
        ))));
    }
    let bytes = std::fs::read(file).map_err(|error| unreadable(write::cause(language, &error)))?;
    let source =
        read::read(&name, &bytes).map_err(|refusal| unreadable(refusal.words(language)))?;
    let source = clean::source(source);
    let existing = existing(root)?;
    let assemble = match what {
        What::Plan => assemble::plan,
        What::Report => execution::report,
    };
    assemble(&source, &name, &existing, options)
        .map_err(|refused| refusal(refused, &name, language))
}

/// A file larger than this is not even opened.
const MOST_BYTES: u64 = 50_000_000;

fn refusal(refused: Refused, name: &str, language: Language) -> Failure {
    let (key, value) = match refused {
        Refused::NoPlan => ("import.no-plan", name.to_owned()),
        Refused::TooMany => ("import.too-many", name.to_owned()),
        Refused::Exists(path) => ("import.exists", path),
        Refused::Style(path) => ("import.style", path),
        Refused::NoForm => ("import.no-form", name.to_owned()),
        Refused::NoSuchPlan(id) => ("import.form-no-plan", id),
        Refused::EmptyForm => ("import.form-empty", name.to_owned()),
        Refused::ReportExists(path) => ("import.form-exists", path),
        Refused::Organizations => (
            "import.organizations-style",
            "content/organizations.yaml".to_owned(),
        ),
        Refused::Id(id) => {
            return Failure::Machine(Error(message(language, "import.bad-id", &[("value", id)])));
        }
    };
    Failure::Refused(message(language, key, &[("path", value)]))
}

/// What the portal has already.
fn existing(root: &Path) -> Result<Existing, Error> {
    let mut existing = Existing::default();
    for file in discover::files(root)? {
        existing.references.extend(reference(&file));
        match &file.role {
            Role::Organizations => existing.organizations = text(&file),
            Role::Glossary => existing.terms = terms(&text(&file)),
            Role::Entry {
                kind: Kind::Document,
                id,
                ..
            } => existing.documents.push(document(id, &text(&file))),
            Role::Entry {
                kind: Kind::Plan,
                id,
                ..
            } => {
                let known = (file.relative.clone(), text(&file));
                existing.plans.insert(id.clone(), known);
            }
            Role::Entry {
                kind: Kind::Report, ..
            } => {
                existing.reports.insert(file.relative.clone(), text(&file));
            }
            _ => {}
        }
    }
    Ok(existing)
}

/// How a proof names a file of the portal.
fn reference(file: &SourceFile) -> Option<String> {
    match &file.role {
        Role::Entry { kind, id, .. } if *kind != Kind::Report => {
            Some(format!("{}/{id}", kind.folder()))
        }
        Role::File => file.relative.strip_prefix("content/").map(str::to_owned),
        _ => None,
    }
}

/// A file that cannot be read is no reason to stop: `check` says what is wrong with it.
fn text(file: &SourceFile) -> String {
    let bytes = std::fs::read(&file.path).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn terms(glossary: &str) -> BTreeSet<String> {
    let value: serde_yaml::Value = serde_yaml::from_str(glossary).unwrap_or_default();
    let mut terms = BTreeSet::new();
    for term in value.as_sequence().into_iter().flatten() {
        terms.extend(
            term.get("term")
                .and_then(|term| term.as_str())
                .map(str::to_owned),
        );
        let names = term.get("names").and_then(|names| names.as_sequence());
        terms.extend(
            names
                .into_iter()
                .flatten()
                .filter_map(|name| name.as_str())
                .map(str::to_owned),
        );
    }
    terms
}

/// Number and day from the front matter.
fn document(id: &str, text: &str) -> KnownDocument {
    let front = text.split("\n---").next().unwrap_or_default();
    let value: serde_yaml::Value = serde_yaml::from_str(
        front
            .trim_start_matches('\u{feff}')
            .trim_start_matches("---"),
    )
    .unwrap_or_default();
    let of = |key: &str| match value.get(key) {
        Some(serde_yaml::Value::String(text)) => text.clone(),
        Some(serde_yaml::Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    KnownDocument {
        id: id.to_owned(),
        number: of("number"),
        date: of("date").parse().ok(),
    }
}

/// Writes what an import came to. Nothing names what does not exist yet, so a failure leaves a right portal.
pub fn write(root: &Path, imported: &Imported, language: Language) -> Result<(), Error> {
    for Output { path, text, kept } in &imported.outputs {
        if let Some((name, old)) = kept {
            write::source(root, name, old.as_bytes(), language)?;
        }
        write::source(root, path, text.as_bytes(), language)?;
    }
    Ok(())
}
