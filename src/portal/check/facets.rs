//! Facets that entries give themselves: each is one of the navigator's, and so are its values.

use super::leaves::Leaves;
use crate::diagnostics::nearest;
use crate::parse::tree::Step;
use crate::portal::{mistakes, nfc};

impl Leaves<'_, '_> {
    pub(super) fn facet(&mut self, path: &[Step], facet: &str, value: &str) {
        let facets = self.portal.facets();
        let key = path
            .iter()
            .rposition(|step| matches!(step, Step::Key(_)))
            .map_or(path, |at| &path[..=at]);
        let Some(known) = facets.iter().find(|known| &*known.id == facet) else {
            if self.portal.may_have_held("navigator.yaml", facet) || path.len() > key.len() + 1 {
                return;
            }
            // One unknown facet is one mistake, however many values it is given.
            if matches!(path.last(), Some(Step::Index(0) | Step::Key(_))) {
                let similar = nearest(facet, facets.iter().map(|known| &*known.id));
                self.found.push(mistakes::unknown_facet(
                    self.source.key_place(key),
                    facet,
                    similar,
                ));
            }
            return;
        };
        if known.from.is_some() {
            if matches!(path.last(), Some(Step::Index(0) | Step::Key(_))) {
                self.found
                    .push(mistakes::derived_facet(self.source.key_place(key), facet));
            }
            return;
        }
        if matches!(path.last(), Some(Step::Key(_))) {
            return;
        }
        if known.multiple.no() && path.last() == Some(&Step::Index(1)) {
            self.found
                .push(mistakes::single_facet(self.source.value_place(path), facet));
        }
        let values = known.all_values();
        if !values.iter().any(|(known, _)| nfc(&known.id) == nfc(value))
            && !self.portal.may_have_held("navigator.yaml", value)
        {
            let by_label = values
                .iter()
                .find(|(known, _)| &*known.label == value)
                .map(|(known, _)| known.id.0.clone());
            let known: Vec<&str> = values.iter().map(|(known, _)| &*known.id.0).collect();
            let similar = by_label.or_else(|| nearest(value, known.iter().copied()));
            self.found.push(mistakes::unknown_facet_value(
                self.source.value_place(path),
                facet,
                value,
                similar,
                &known,
            ));
        }
    }
}
