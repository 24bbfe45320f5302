//! From a Word table to a living plan: office documents become content.
//!
//! bytes + name → [`model::Source`] → what a recogniser makes of it → texts → what is written.
//! [`read`] gives paragraphs and tables, [`plan`] and [`order`] understand them, [`assemble`] puts them
//! together with what the portal has, [`renew`] with what its author has changed. All of them are
//! pure; only this file and [`existing`] touch the disk, and only this one writes, after everything is known.
#![allow(clippy::disallowed_methods)] // The driver reads the file and the portal.

use std::path::Path;

use crate::lang::{Language, message};
use crate::publication::Error;
use crate::write;

pub mod assemble;
pub mod clean;
pub mod execution;
pub mod existing;
pub mod model;
pub mod order;
pub mod organizations;
pub mod outcome;
pub mod plan;
pub mod practice;
pub mod read;
pub mod register;
pub mod renew;
pub mod report;
pub mod yaml;

use existing::Existing;
use outcome::{Imported, Options, Output, Refused};

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
    /// Practices, from their passports.
    Practice,
    /// Entries of organizations.yaml, from a sheet.
    Organizations,
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
    if size > read::LIMITS.file as u64 {
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
    let source = match what {
        What::Practice => practice::cleaned(source),
        _ => clean::source(source),
    };
    let existing = Existing::of(root)?;
    let assemble = match what {
        What::Plan => assemble::plan,
        What::Report => execution::report,
        What::Practice => practice::practice,
        What::Organizations => register::organizations,
    };
    let imported = assemble(&source, &name, &existing, options)
        .map_err(|refused| refusal(refused, &name, language))?;
    // What was not understood was taken for empty: to write over it would lose every word of it.
    let mut paths = imported.outputs.iter().map(|output| &output.path);
    match paths.find(|path| existing.unreadable.contains(*path)) {
        Some(path) => {
            let values = [("path", path.clone())];
            Err(Failure::Refused(message(
                language,
                "import.not-utf8",
                &values,
            )))
        }
        None => Ok(imported),
    }
}

fn refusal(refused: Refused, name: &str, language: Language) -> Failure {
    let (key, value) = match refused {
        Refused::NoPlan => ("import.no-plan", name.to_owned()),
        Refused::TooMany => ("import.too-many", name.to_owned()),
        Refused::Exists(path) => ("import.exists", path),
        Refused::Style(path) => ("import.style", path),
        Refused::NoPassport => ("import.practice-none", name.to_owned()),
        Refused::PracticeExists(path) => ("import.practice-exists", path),
        Refused::SameId(id) => ("import.practice-same-id", id),
        Refused::ManyPassports(count) => {
            let values = [("path", name.to_owned()), ("count", count.to_string())];
            return Failure::Refused(message(language, "import.practice-many", &values));
        }
        Refused::NoForm => ("import.no-form", name.to_owned()),
        Refused::NoSuchPlan(id) => ("import.form-no-plan", id),
        Refused::EmptyForm => ("import.form-empty", name.to_owned()),
        Refused::ReportExists(path) => ("import.form-exists", path),
        Refused::NoOrganizations => ("import.register-none", name.to_owned()),
        Refused::TooManyOrganizations => ("import.register-too-many", name.to_owned()),
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
