//! Headings of a body and their anchors: written ones stay, the others come from the words.

use std::collections::HashSet;

use pulldown_cmark::{Event, HeadingLevel};

use super::{Heading, Reader, SlipKind, escape};
use crate::lang;

/// Anchors that every page has of its own.
pub const PAGE_ANCHORS: [&str; 5] = [
    "choice-bar",
    "main",
    "site-search",
    "site-search-label",
    "vi-panel",
];

/// A heading whose tag waits for its anchor.
pub(super) struct OpenHeading {
    pub(super) event: usize,
    pub(super) id: Option<String>,
    pub(super) offset: usize,
}

/// A heading whose words are being read.
pub(super) struct PendingHeading {
    pub(super) level: HeadingLevel,
    pub(super) id: Option<String>,
    pub(super) text: String,
    pub(super) at: usize,
    pub(super) offset: usize,
}

impl Reader<'_, '_> {
    pub(super) fn end_heading(&mut self) {
        self.quotes.paragraph();
        let Some(heading) = self.heading.take() else {
            return;
        };
        // The page's title is its only first-level heading.
        let level = (heading.level as u8).max(2);
        self.open_headings.push(OpenHeading {
            event: heading.at,
            id: heading.id,
            offset: heading.offset,
        });
        self.raw(format!("</h{level}>\n"));
        self.fragment.headings.push(Heading {
            level,
            id: String::new(),
            text: heading.text,
        });
    }

    /// Gives every heading its anchor. Written ones come first: an anchor made of a heading's words
    /// gives way to them, wherever it stands.
    pub(super) fn place_anchors(&mut self) {
        let open = std::mem::take(&mut self.open_headings);
        let mut taken: HashSet<String> = HashSet::new();
        for heading in &open {
            if let Some(id) = &heading.id
                && PAGE_ANCHORS.contains(&id.as_str())
            {
                self.slip(heading.offset, SlipKind::ReservedAnchor(id.clone()));
            } else if let Some(id) = &heading.id
                && !taken.insert(id.clone())
            {
                self.slip(heading.offset, SlipKind::DuplicateAnchor(id.clone()));
            }
        }
        for (at, heading) in open.into_iter().enumerate() {
            let id = heading.id.unwrap_or_else(|| {
                let words = lang::slug(&self.fragment.headings[at].text);
                let base = if words.is_empty() {
                    "section".to_owned()
                } else {
                    words
                };
                let mut id = base.clone();
                for number in 2.. {
                    if !PAGE_ANCHORS.contains(&id.as_str()) && taken.insert(id.clone()) {
                        break;
                    }
                    id = format!("{base}-{number}");
                }
                id
            });
            let level = self.fragment.headings[at].level;
            self.events[heading.event] =
                Event::InlineHtml(format!("<h{level} id=\"{}\">", escape(&id)).into());
            self.fragment.headings[at].id = id;
        }
    }
}
