//! What an import is asked and what it comes to, whatever it makes.

use super::report::Report;
use crate::lang::slug;

/// How a person wants it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `--id`.
    pub id: Option<String>,
    /// `--repair`.
    pub repair: bool,
    /// `--force`.
    pub force: bool,
    /// The year in which it happens, for a plan that names none.
    pub year: Option<i16>,
}

/// A file to be written, and the name under which the old one is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Relative to the root, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// The old file's new name and text.
    pub kept: Option<(String, String)>,
}

/// What an import comes to.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Files in the order of writing: nothing names what does not exist yet.
    pub outputs: Vec<Output>,
    /// What to tell.
    pub report: Report,
}

/// Why nothing is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No table looks like a plan.
    NoPlan,
    /// More measures than any plan has.
    TooMany,
    /// The target exists; its path.
    Exists(String),
    /// The old file cannot be edited line by line; its path.
    Style(String),
    /// organizations.yaml cannot be added to.
    Organizations,
    /// `--id` makes no name of a file.
    Id(String),
    /// No sheet is a form of a report.
    NoForm,
    /// The form's plan is not in the portal; its id.
    NoSuchPlan(String),
    /// Nothing in the form is filled in.
    EmptyForm,
    /// Nothing looks like the passport of a practice.
    NoPassport,
    /// `--id` names one practice, and the file has so many.
    ManyPassports(usize),
    /// The practice exists; its path.
    PracticeExists(String),
    /// Two practices of a file would have one name.
    SameId(String),
    /// The report exists; its path.
    ReportExists(String),
    /// No table names organizations.
    NoOrganizations,
    /// More organizations than any region has.
    TooManyOrganizations,
}

/// Whether `--id` can be the name of a file and of an address.
pub fn is_id(id: &str) -> bool {
    let is_sign = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    !id.is_empty()
        && !id.starts_with(['.', '~'])
        && id.chars().all(is_sign)
        && !matches!(slug(id).as_str(), "" | "page" | "print")
}

/// `content/plans/x.yaml` → `content/plans/.x.yaml.bak`.
pub fn backup(path: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/.{name}.bak"),
        None => format!(".{path}.bak"),
    }
}
