//! What the script of a page is told: mistakes, the file behind the page, drafts, and who leads to it.

use serde_json::{Value, json};

use super::state::{Shared, State};
use crate::diagnostics::report::{self, Counts};
use crate::diagnostics::{Diagnostic, editor};
use crate::lang::message;
use crate::publication::PageLink;

/// All mistakes are listed, but nobody reads more warnings at once than these; `check` has them all.
const WARNINGS: usize = 50;
/// Pages that lead here, before the rest is only counted.
const LINKS: usize = 100;

/// The page whose script asks, at one moment of the preview.
pub struct About<'a> {
    pub shared: &'a Shared,
    pub state: &'a State,
    /// The file of the output that the page is, if it is one.
    pub file: Option<String>,
    /// Whether it is open on this very computer. No other learns where the portal lies.
    pub is_near: bool,
}

impl About<'_> {
    /// What the bar and the overlay show.
    pub fn state(&self) -> Value {
        let good = self.state.good.as_deref();
        let source = self.source();
        let mut mistakes: Vec<Value> = self.state.mistakes().map(|found| self.row(found)).collect();
        if let Some(failure) = &self.state.failure {
            mistakes.insert(0, json!({ "severity": "error", "message": failure }));
        }
        let (warnings, left) = self.warnings(source.as_deref());
        let found = match mistakes.len() {
            0 => self.words("no-mistakes"),
            errors => self.counts(errors, 0),
        };
        let lead = match good {
            Some(_) => "lead-last-good",
            None => "lead-mistakes",
        };
        json!({
            "version": self.shared.version(self.state),
            "language": self.shared.language.code(),
            "mistakes": mistakes,
            "warnings": warnings,
            "drafts": good.map(|good| &*good.drafts).unwrap_or_default(),
            "source": source,
            "open": source.as_deref().and_then(|file| self.opens(file, 1, 1)),
            "page": self.file.is_some(),
            "words": {
                "title": self.words("title-mistakes"),
                "lead": self.words(lead),
                "mistakes": found,
                "warningsCount": self.counts(0, warnings.len() + left),
                "warnings": self.words("title-warnings"),
                "warningsLead": self.words("lead-warnings"),
                "warningsLeft": (left > 0).then(|| self.count("left-warnings", left)),
                "draft": self.words("draft"),
                "draftPage": self.words("draft-page"),
                "file": self.words("file"),
                "open": self.words("open"),
                "links": self.words("links"),
                "wait": self.words("wait"),
                "lost": self.words("lost"),
                "close": self.words("close"),
                "label": self.words("bar"),
            },
        })
    }

    /// The pages that lead to the one that asks, made when somebody wants to know.
    pub fn links(&self) -> Value {
        let good = self.state.good.as_deref().zip(self.file.as_deref());
        let mut links =
            good.map_or_else(Vec::new, |(good, file)| good.publication.referrers_of(file));
        let left = links.len().saturating_sub(LINKS);
        links.truncate(LINKS);
        let rows: Vec<Value> = links.iter().map(|link| self.link_row(link)).collect();
        json!({
            "links": rows,
            "words": {
                "none": self.words("links-none"),
                "left": (left > 0).then(|| self.count("links-left", left)),
            },
        })
    }

    fn link_row(&self, link: &PageLink) -> Value {
        let measures = match link.measures.len() {
            0 => None,
            many => {
                let values = [
                    ("n", many.to_string()),
                    ("numbers", link.measures.join(", ")),
                ];
                Some(message(
                    self.shared.language,
                    "preview.links-measures",
                    &values,
                ))
            }
        };
        json!({
            "title": link.title,
            "address": format!("/{}", link.address),
            "kind": link.kind,
            "measures": measures,
        })
    }

    /// The author's file behind the page.
    fn source(&self) -> Option<String> {
        let good = self.state.good.as_deref()?;
        let source = good.publication.source_of(self.file.as_deref()?)?;
        Some(source.to_string_lossy().replace('\\', "/"))
    }

    /// The first warnings, those of the page's own file before others, and how many are left.
    fn warnings(&self, source: Option<&str>) -> (Vec<Value>, usize) {
        let is_own = |found: &&Diagnostic| Some(found.place.file.as_str()) == source;
        let (own, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
            self.state.warnings().partition(is_own);
        let all = own.len() + others.len();
        let first = own.into_iter().chain(others).take(WARNINGS);
        let rows: Vec<Value> = first.map(|found| self.row(found)).collect();
        let left = all - rows.len();
        (rows, left)
    }

    fn row(&self, found: &Diagnostic) -> Value {
        let mut row = report::json_value(found, self.shared.language);
        let place = &found.place;
        row["open"] = json!(self.opens(&place.file, place.line, place.column));
        row
    }

    fn opens(&self, file: &str, line: usize, column: usize) -> Option<String> {
        let link = || editor::link(self.shared.root(), file, line, column);
        self.is_near.then(link).flatten()
    }

    fn words(&self, key: &str) -> String {
        message(self.shared.language, &format!("preview.{key}"), &[])
    }

    fn counts(&self, errors: usize, warnings: usize) -> String {
        let counts = Counts {
            errors,
            warnings,
            advice: 0,
        };
        report::counts_words(counts, self.shared.language)
    }

    fn count(&self, key: &str, count: usize) -> String {
        let values = [("n", count.to_string())];
        message(self.shared.language, &format!("preview.{key}"), &values)
    }
}
