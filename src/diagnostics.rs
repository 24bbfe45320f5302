//! Mistakes of authors: what a stage found wrong, where, and what to type instead.
//!
//! A [`Diagnostic`] carries a code and named values, never words: the words live in the message
//! catalogues of [`crate::lang`], so that one finding reads well in every language.

pub mod editor;
mod excerpt;
pub mod page;
pub mod report;
pub mod summary;

/// How much a finding weighs. Advice is a warning whose code begins with `advice-`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The portal is not built while one of these is left.
    Error,
    /// The portal is built; `--strict` makes these errors.
    Warning,
}

/// A place in a file of the author, as a person counts it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// Path relative to the root of the portal, with `/`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values; a BOM is not counted.
    pub column: usize,
    /// How many characters of the line are meant, at least 1.
    pub width: usize,
}

/// One finding about the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// The name of the mistake: a key of the message catalogues and of the reference of mistakes.
    pub code: &'static str,
    /// Where it is.
    pub place: Place,
    /// Named values that the message of this code mentions as `{name}`.
    pub values: Vec<(&'static str, String)>,
    /// What to type instead: the key of a hint in the catalogues and its values.
    pub hint: Option<(&'static str, Vec<(&'static str, String)>)>,
}

impl Diagnostic {
    /// A mistake that keeps the portal from being built.
    pub fn error(code: &'static str, place: Place) -> Self {
        Self {
            severity: Severity::Error,
            code,
            place,
            values: Vec::new(),
            hint: None,
        }
    }

    /// A finding that the portal is built with.
    pub fn warning(code: &'static str, place: Place) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, place)
        }
    }

    /// Names a value that the message mentions.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// Says what to type instead: `key` names a text of the catalogues' `hints`.
    #[must_use]
    pub fn hint(mut self, key: &'static str, values: Vec<(&'static str, String)>) -> Self {
        self.hint = Some((key, values));
        self
    }

    /// «Возможно, вы имели в виду …», when a similar name is known.
    #[must_use]
    pub fn did_you_mean(self, similar: Option<String>) -> Self {
        match similar {
            Some(name) => self.hint("did-you-mean", vec![("name", name)]),
            None => self,
        }
    }
}

/// The known name nearest to what was written, if any is near enough to be meant.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let written = written.to_lowercase();
    known
        .into_iter()
        .map(|name| {
            (
                strsim::normalized_damerau_levenshtein(&written, &name.to_lowercase()),
                name,
            )
        })
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, name)| name.to_owned())
}

/// Sorts findings by file and place and drops exact repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.place, a.severity, a.code, &a.values).cmp(&(&b.place, b.severity, b.code, &b.values))
    });
    diagnostics.dedup();
}
