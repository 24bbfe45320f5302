//! What every page of an entry ends with: what is related, its facets, and who names it.

use super::draft::{Draft, words};
use super::parts::LabelledLinks;
use crate::parse::record::Target;
use crate::portal::link::Resolved;
use crate::portal::{Entry, KINDS};
use crate::view::shapes::Link;

/// Entries of one kind that are named on the page of an entry that they name.
const NAMED_AT_MOST: usize = 40;

impl<'p> Draft<'p> {
    /// Entries and organizations that the author calls related, those left out that the page shows already.
    pub fn related(&mut self) {
        let portal = self.view.portal;
        let mut entries: Vec<&'p Entry> = Vec::new();
        let mut others: Vec<Link> = Vec::new();
        for written in self.entry.common.related.iter() {
            match portal.resolve(Target::Any, written, Some(self.entry)) {
                Ok(Resolved::Entry(entry)) => {
                    if portal
                        .place_of(entry)
                        .is_some_and(|at| self.shown.insert(at))
                    {
                        entries.push(entry);
                    }
                }
                // Measures stand in a block of their own.
                Ok(Resolved::Measure(..)) => {}
                Ok(_) => others.push(self.view.reference(Target::Any, written, Some(self.entry))),
                Err(_) => {}
            }
        }
        self.cards(
            "related",
            "blocks.related",
            &entries,
            true,
            "rows",
            Vec::new(),
        );
        self.list("organizations", "blocks.organizations", others, false);
    }

    /// Who names this entry, by kind; those left out that the page shows already.
    pub fn cited_by(&mut self) {
        let view = self.view;
        let mut places: Vec<usize> = Vec::new();
        for link in view.portal.backlinks().of(self.at) {
            if places.last() != Some(&link.entry) && !self.shown.contains(&link.entry) {
                places.push(link.entry);
            }
        }
        let mut rows = Vec::new();
        for kind in KINDS.iter().map(|row| row.kind) {
            let named = places
                .iter()
                .map(|at| &view.portal.entries[*at])
                .filter(|entry| entry.kind == kind);
            let mut values: Vec<Link> = named
                .clone()
                .take(NAMED_AT_MOST)
                .map(|entry| view.short_link(entry))
                .collect();
            let left = named.count().saturating_sub(NAMED_AT_MOST);
            if left > 0 {
                values.push(words(
                    view.theme
                        .words
                        .fill("blocks.more", &[("count", &left.to_string())]),
                ));
            }
            if !values.is_empty() {
                rows.push(LabelledLinks {
                    label: view.kind_title(kind),
                    values,
                });
            }
        }
        self.rows("cited", "blocks.cited_by", "facets", &rows);
    }
}
