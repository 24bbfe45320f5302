//! A practice in the cells of a comparison: the same texts as on its page, each as ready HTML.

use std::sync::{PoisonError, RwLock};

use foldhash::HashMap;
use serde::Serialize;
use tera::Context;

use super::draft::Draft;
use super::{evidence, practice};
use crate::portal::Content;
use crate::portal::practice::Practice;
use crate::publication::Error;
use crate::view::View;
use crate::view::shapes::Fact;

/// The cells of one practice; one that says nothing is empty.
#[derive(Debug, Default, Serialize)]
pub struct PracticeCells {
    cost: String,
    evidence: String,
    audience: String,
    steps: String,
    results: String,
    limits: String,
    resources: String,
    organization: String,
    territory: String,
    period: String,
    replications: String,
}

/// The HTML of facts by their values and the way to the root: thousands of practices have the same
/// organizations, territories and levels.
#[derive(Debug, Default)]
pub struct FactCells {
    made: RwLock<HashMap<String, String>>,
}

impl FactCells {
    fn get(&self, key: &str) -> Option<String> {
        let made = self.made.read().unwrap_or_else(PoisonError::into_inner);
        made.get(key).cloned()
    }

    fn keep(&self, key: String, html: &str) {
        let mut made = self.made.write().unwrap_or_else(PoisonError::into_inner);
        made.insert(key, html.to_owned());
    }
}

/// What puts its fact or block into a draft.
type Fill = fn(&mut Draft, &Practice);

#[derive(Serialize)]
struct Root<'a> {
    root: &'a str,
}

impl View<'_> {
    /// The cells of the practice at this place, for a page whose way to the root is given.
    pub fn practice_cells(&self, at: usize, root: &str) -> Result<PracticeCells, Error> {
        let entry = &self.portal.entries[at];
        let Content::Practice(content) = &entry.content else {
            return Ok(PracticeCells::default());
        };
        let mut draft = Draft::new(*self, at, "");
        root.clone_into(&mut draft.here.root);
        // Several practices share the page of the comparison.
        draft.prefix = format!("practice-{}-", crate::lang::slug(&entry.id));
        draft.here.scope.clone_from(&draft.prefix);
        let mut cell = |fill: Fill| self.cell(&mut draft, content, fill);
        Ok(PracticeCells {
            cost: cell(practice::cost)?,
            evidence: cell(evidence::cell)?,
            audience: cell(practice::audience)?,
            steps: cell(practice::steps)?,
            results: cell(practice::results)?,
            limits: cell(practice::limits)?,
            resources: cell(practice::resources)?,
            organization: cell(practice::organization)?,
            territory: cell(|draft, _| draft.fact_territory())?,
            period: cell(practice::period)?,
            replications: cell(practice::replications)?,
        })
    }

    /// What one part of the page of a practice says, and nothing of the parts before.
    fn cell(&self, draft: &mut Draft, practice: &Practice, fill: Fill) -> Result<String, Error> {
        draft.facts.clear();
        draft.blocks.clear();
        fill(draft, practice);
        let root = &draft.here.root;
        let mut html = String::new();
        for fact in &draft.facts {
            html.push_str(&self.fact_cell(fact, root)?);
        }
        for block in &draft.blocks {
            let template = format!("parts/block-{}.html", block.kind);
            html.push_str(&self.cell_part(&template, "block", block, root)?);
        }
        Ok(html)
    }

    fn fact_cell(&self, fact: &Fact, root: &str) -> Result<String, Error> {
        let failed = |error: serde_json::Error| Error(error.to_string());
        let key = format!("{root} {}", serde_json::to_string(fact).map_err(failed)?);
        let cells = &self.cards.facts;
        if let Some(html) = cells.get(&key) {
            return Ok(html);
        }
        let html = self.cell_part("parts/cell-fact.html", "fact", fact, root)?;
        cells.keep(key, &html);
        Ok(html)
    }

    fn cell_part<T: Serialize>(
        &self,
        template: &str,
        name: &'static str,
        value: &T,
        root: &str,
    ) -> Result<String, Error> {
        let mut context = Context::new();
        context.insert(name, value);
        context.insert("page", &Root { root });
        let html = self.theme.tera.render(template, &context);
        let html = html.map_err(|error| Error(format!("{template}: {error}")))?;
        Ok(html.trim().to_owned())
    }
}
