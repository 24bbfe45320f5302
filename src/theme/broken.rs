//! A template of the site's own theme that cannot be read: an author's slip with a place.

use std::collections::BTreeMap;

use tera::{ErrorKind, Tera};

use crate::diagnostics::Place;
use crate::publication::Error;

/// A template that cannot be read.
#[derive(Debug)]
pub struct BrokenTemplate {
    /// Where it stands.
    pub place: Place,
    /// What is wrong, in the words of the template engine.
    pub detail: String,
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
            detail,
        }),
        None => Failure::Machine(Error(error.to_string())),
    }
}
