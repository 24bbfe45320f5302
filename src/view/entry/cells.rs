//! A practice in the cells of a comparison: the same texts as on its page, each as ready HTML.

use serde::Serialize;
use tera::Context;

use super::draft::Draft;
use super::{evidence, practice};
use crate::portal::Content;
use crate::portal::practice::Practice;
use crate::publication::Error;
use crate::view::View;

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
        let cell = |fill: Fill| self.cell(at, content, root, fill);
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

    fn cell(
        &self,
        at: usize,
        practice: &Practice,
        root: &str,
        fill: Fill,
    ) -> Result<String, Error> {
        let mut draft = Draft::new(*self, at, "");
        root.clone_into(&mut draft.here.root);
        // Several practices share the page of the comparison.
        draft.prefix = format!("practice-{}-", crate::lang::slug(&draft.entry.id));
        draft.here.scope.clone_from(&draft.prefix);
        fill(&mut draft, practice);
        let mut html = String::new();
        for fact in &draft.facts {
            html.push_str(&self.cell_part("parts/cell-fact.html", "fact", fact, root)?);
        }
        for block in &draft.blocks {
            let template = format!("parts/block-{}.html", block.kind);
            html.push_str(&self.cell_part(&template, "block", block, root)?);
        }
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
