//! Entries and values of facets in a few words.

use crate::portal::navigator::Facet;
use crate::portal::{Content, Entry};
use crate::view::View;
use crate::view::context::some;
use crate::view::shapes::{FileRow, Link};

impl View<'_> {
    /// An act in a few words: «Приказ № 10-П-86 от 28 января 2022 г.», else its title.
    pub fn act_words(&self, entry: &Entry) -> String {
        let Content::Document(document) = &entry.content else {
            return entry.common.title.0.clone();
        };
        if document.number.is_empty() {
            return entry.common.title.0.clone();
        }
        let kind = document.document_type.map_or("other", |kind| kind.word());
        let kind = self.vocabulary("document_type", kind);
        match entry.common.date {
            Some(date) => self.theme.words.fill(
                "documents.citation",
                &[
                    ("type", &kind),
                    ("number", &document.number.0),
                    ("date", &self.day(date.0).text),
                ],
            ),
            None => self.theme.words.fill(
                "documents.citation_undated",
                &[("type", &kind), ("number", &document.number.0)],
            ),
        }
    }

    /// An act as a short link.
    pub fn act_link(&self, entry: &Entry) -> Link {
        Link {
            text: self.act_words(entry),
            ..self.entry_link(entry)
        }
    }

    /// An entry as a link under its short name: acts by their number, plans by their owner and period.
    pub fn short_link(&self, entry: &Entry) -> Link {
        match &entry.content {
            Content::Document(_) => self.act_link(entry),
            Content::Plan(plan) => Link {
                text: self.plan_name(entry, plan),
                ..self.entry_link(entry)
            },
            _ => self.entry_link(entry),
        }
    }

    /// A document in a list of files.
    pub fn document_row(&self, entry: &Entry) -> FileRow {
        let Content::Document(document) = &entry.content else {
            return FileRow {
                title: entry.common.title.0.clone(),
                path: self.entry_path(entry),
                ..FileRow::default()
            };
        };
        FileRow {
            title: entry.common.title.0.clone(),
            path: self.entry_path(entry),
            kind: document
                .document_type
                .map(|kind| self.vocabulary("document_type", kind.word())),
            date: entry.common.date.map(|date| self.day(date.0)),
            number: some(&document.number).map(|number| {
                self.theme
                    .words
                    .fill("documents.number", &[("number", &number)])
            }),
            sample: entry.sample,
            ..FileRow::default()
        }
    }

    /// A value of a facet, with its page when there is one.
    pub fn facet_link(&self, facet: &Facet, value: &str, label: String) -> Link {
        Link {
            text: label,
            path: self.value_path(facet, value),
            ..Link::default()
        }
    }
}
