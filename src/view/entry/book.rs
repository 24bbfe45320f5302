//! `/practices/print/`: all practices one after another, for paper.

use serde::Serialize;

use super::draft::Draft;
use super::practice;
use crate::portal::{Content, Entry, Kind};
use crate::view::context::{About, some};
use crate::view::shapes::{Block, Count, Fact, Step};
use crate::view::{Page, View};

#[derive(Serialize)]
struct Book {
    count: Count,
    back: Step,
    practices: Vec<Chapter>,
}

#[derive(Serialize)]
struct Chapter {
    id: String,
    title: String,
    path: String,
    summary: Option<String>,
    organization: Option<String>,
    facts: Vec<Fact>,
    blocks: Vec<Block>,
    sample: bool,
}

/// Above this many a book is a catalogue: nobody prints thousands of pages, and no browser opens them.
const WHOLE_BOOK: usize = 200;

/// All practices in the navigator's order.
pub fn book(view: View, path: &str) -> Page {
    let places = &view.portal.navigator_index().practices;
    let entries: Vec<&Entry> = places.iter().map(|at| &view.portal.entries[*at]).collect();
    let book = Book {
        count: view.count(Kind::Practice.folder(), &entries),
        back: view.step(view.word("navigator.back"), "navigator/"),
        practices: places
            .iter()
            .filter_map(|at| chapter(view, *at, path, places.len() <= WHOLE_BOOK))
            .collect(),
    };
    let about = About {
        title: view.word("pages.practices_print.title"),
        kind: Some(Kind::Practice),
        // The same words stand on the pages of the practices.
        noindex: true,
        bare: true,
        ..About::default()
    };
    let mut head = view.head(path, about);
    head.sample = entries.iter().any(|entry| entry.sample);
    Page::new("practices-print.html", &head).with("book", &book)
}

fn chapter(view: View, at: usize, path: &str, whole: bool) -> Option<Chapter> {
    let mut draft = Draft::new(view, at, path);
    let entry = draft.entry;
    let Content::Practice(content) = &entry.content else {
        return None;
    };
    let id = format!("practice-{}", crate::lang::slug(&entry.id));
    draft.prefix = format!("{id}-");
    draft.here.scope.clone_from(&draft.prefix);
    if whole {
        practice::head(&mut draft, content);
        practice::core(&mut draft, content);
    }
    Some(Chapter {
        title: entry.common.title.0.clone(),
        path: view.entry_path(entry)?,
        summary: some(&entry.common.summary),
        organization: view.card_organization(entry),
        facts: draft.facts,
        blocks: draft.blocks,
        sample: entry.sample,
        id,
    })
}
