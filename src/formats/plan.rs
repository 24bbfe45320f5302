//! Plans as files: the annex for Word, the table for Excel, rows for other programs.
//!
//! Here a plan is turned into the neutral models of the writers; they know nothing of plans.

pub mod book;
mod execution;
pub mod form;
pub mod paper;
pub mod report;
pub mod rows;

use crate::parse::markdown::{Plain, plain};
use crate::portal::plan::{Measure, Plan, Section};
use crate::portal::{Content, Entry};
use crate::view::View;
use crate::view::plan::table;

/// A measure in the plain words of its act.
pub(crate) struct MeasureWords {
    pub number: String,
    pub title: String,
    pub details: Vec<Plain>,
    pub subitems: Vec<String>,
    pub responsible: String,
    pub timing: String,
    pub document: String,
    pub result: String,
}

impl MeasureWords {
    pub fn new(view: View, measure: &Measure) -> Self {
        Self {
            number: measure.number.0.clone(),
            title: measure.title.0.clone(),
            details: plain(&measure.details),
            subitems: measure
                .subitems
                .iter()
                .map(|subitem| subitem.title.0.clone())
                .collect(),
            responsible: view.executors_cell(measure),
            timing: measure.timing.0.clone(),
            document: table::one_line(&measure.document).unwrap_or_default(),
            result: measure.result.0.clone(),
        }
    }

    /// The cell of a column, as lines.
    pub fn cell(&self, key: &str) -> String {
        match key {
            "number" => self.number.clone(),
            "title" => self.whole_title(),
            "responsible" => self.responsible.clone(),
            "timing" => self.timing.clone(),
            "document" => self.document.clone(),
            "result" => self.result.clone(),
            _ => String::new(),
        }
    }

    /// The title with what follows it in the act: details, then parts.
    fn whole_title(&self) -> String {
        let details = self.details.iter().map(|part| {
            if part.item {
                format!("– {}", part.text)
            } else {
                part.text.clone()
            }
        });
        let subitems = self.subitems.iter().map(|title| format!("– {title}"));
        std::iter::once(self.title.clone())
            .chain(details)
            .chain(subitems)
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// The plan at a place of the portal's entries.
pub(crate) fn plan_at<'p>(view: View<'p>, at: usize) -> Option<(&'p Entry, &'p Plan)> {
    let entry = view.portal.entries.get(at)?;
    match &entry.content {
        Content::Plan(plan) => Some((entry, plan)),
        _ => None,
    }
}

/// A section as the annex heads it: its number, if it has one, and its title.
pub(crate) fn section_words(section: &Section) -> String {
    if section.title.is_empty() {
        return String::new();
    }
    section.heading()
}

/// Whose file it is.
pub(crate) fn author(view: View, plan: &Plan) -> String {
    view.portal
        .organization(&plan.owner)
        .map_or_else(String::new, |owner| owner.parts.name.0.clone())
}

/// «Лист {page} из {total}» as the words before the first number and between the two.
pub(crate) fn footer(view: View) -> (String, String) {
    let words = view.word("office.sheet");
    let (before, rest) = words.split_once("{page}").unwrap_or((&words, ""));
    let between = rest
        .split_once("{total}")
        .map_or(rest, |(between, _)| between);
    (before.to_owned(), between.to_owned())
}

/// The word that marks every sheet of an example.
pub(crate) fn sample_word(view: View, entry: &Entry) -> Option<String> {
    entry.sample.then(|| view.word("sample.sheet"))
}
