//! A template of the site's own theme that cannot be read: an author's slip with a place.

use std::collections::BTreeMap;

use regex::Regex;
use tera::{ErrorKind, Tera};

use crate::diagnostics::Place;
use crate::publication::Error;

/// A template that cannot be read.
#[derive(Debug)]
pub struct BrokenTemplate {
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub slip: TemplateSlip,
}

/// What is wrong with a template.
#[derive(Debug)]
pub enum TemplateSlip {
    /// It cannot be read: the words of the template engine.
    Unreadable(String),
    /// It walks a map, whose keys come in another order in every build.
    UnorderedLoop,
}

/// Why there is no theme.
#[derive(Debug)]
pub enum Failure {
    /// The machine or the program failed.
    Machine(Error),
    /// The site's own theme has a mistake.
    Template(BrokenTemplate),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Machine(error)
    }
}

/// What an error of the template engine means to the author: the place in the site's own file, or a
/// failure of the program when the template is built in.
pub fn failure(
    error: &tera::Error,
    templates: &[(String, String)],
    own: &BTreeMap<String, String>,
) -> Failure {
    // Templates are changed before they are read, and the place in the author's own text is wanted.
    let as_written = Tera::new().add_raw_templates(templates.to_vec()).err();
    let error = as_written.as_ref().unwrap_or(error);
    let (name, line, column, detail) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            (
                report.filename().to_owned(),
                span.start_line,
                span.start_col + 1,
                report.message().to_owned(),
            )
        }
        ErrorKind::MissingParent { current, .. } => (current.clone(), 1, 1, error.to_string()),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (tpl.clone(), 1, 1, error.to_string())
        }
        // The engine names no template; the author's own are the likeliest to be wrong.
        _ => {
            let first = own.keys().next().cloned();
            (first.unwrap_or_default(), 1, 1, error.to_string())
        }
    };
    match own.get(&name) {
        Some(file) => Failure::Template(BrokenTemplate {
            place: Place {
                file: file.clone(),
                line,
                column,
                width: 1,
            },
            slip: TemplateSlip::Unreadable(detail),
        }),
        None => Failure::Machine(Error(error.to_string())),
    }
}

/// The first template that walks a map with `for KEY, VALUE in MAP`: maps are kept by hash, so the page
/// would differ from build to build. `MAP | pairs` has an order.
pub fn unordered_loop(
    templates: &[(String, String)],
    own: &BTreeMap<String, String>,
) -> Result<(), Failure> {
    let walk = Regex::new(r"\{%-?\s*for\s+\w+\s*,").map_err(|error| Error(error.to_string()))?;
    for (name, text) in templates {
        let Some(found) = walk.find(text) else {
            continue;
        };
        let before = &text[..found.start()];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        return Err(match own.get(name) {
            Some(file) => Failure::Template(BrokenTemplate {
                place: Place {
                    file: file.clone(),
                    line: before.matches('\n').count() + 1,
                    column: before[start..].chars().count() + 1,
                    width: found.as_str().chars().count(),
                },
                slip: TemplateSlip::UnorderedLoop,
            }),
            None => Failure::Machine(Error(format!("{name}: {}", found.as_str()))),
        });
    }
    Ok(())
}
