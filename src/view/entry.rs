//! Pages of entries of every kind but plans. The blocks of a kind always stand in the same order.

mod book;
mod cells;
mod checklist;
mod contest;
mod document;
pub mod draft;
mod ends;
mod events;
mod evidence;
mod facts;
mod film;
pub mod json_ld;
mod materials;
mod names;
pub mod parts;
mod practice;
mod schools;

use super::context::{About, some};
use super::shapes::Link;
use super::{Page, View};
use crate::portal::question::Question;
use crate::portal::{Content, Entry, Kind};
pub use book::book;
pub use cells::{FactCells, PracticeCells};
use draft::{Draft, words};

/// The page of an entry.
pub fn page(view: View, at: usize, path: &str) -> Page {
    let mut draft = Draft::new(view, at, path);
    fill(&mut draft);
    let entry = draft.entry;
    let about = About {
        title: entry.common.title.0.clone(),
        description: some(&entry.common.summary),
        trail: trail(view, entry),
        kind: Some(entry.kind),
        entry: Some(entry),
        json_ld: Some(json_ld::of(view, entry)),
        ..About::default()
    };
    let template = entry.kind.row().template.unwrap_or("entry.html");
    let choice = (entry.kind == Kind::Practice).then_some(&entry.id);
    Page::new(template, &view.head(path, about))
        .with("choice", &choice)
        .with("entry", &draft.head())
        .with("blocks", &draft.blocks)
        .with("toc", draft.toc())
}

/// The blocks of the kind, then what every page ends with.
fn fill(draft: &mut Draft) {
    match &draft.entry.content {
        Content::Practice(practice) => practice::fill(draft, practice),
        Content::Seminar(seminar) => events::seminar(draft, seminar),
        Content::Document(document) => document::fill(draft, document),
        Content::Resource(resource) => materials::resource(draft, resource),
        Content::Video(video) => materials::video(draft, video),
        Content::Contest(contest) => contest::fill(draft, contest),
        Content::Course(course) => events::course(draft, course),
        Content::Partnership(partnership) => schools::partnership(draft, partnership),
        Content::Association(association) => schools::association(draft, association),
        Content::Checklist(checklist) => checklist::fill(draft, checklist),
        Content::Question(question) => answer(draft, question),
        Content::News(_) | Content::Page(_) | Content::Plan(_) | Content::Report(_) => text(draft),
    }
    // Some kinds show these in a place of their own.
    let kind = draft.entry.kind;
    if !matches!(kind, Kind::Practice | Kind::Document | Kind::Resource) {
        draft.attachments(
            "attachments",
            "blocks.attachments",
            &draft.entry.common.attachments,
        );
    }
    if !matches!(
        kind,
        Kind::Practice | Kind::Document | Kind::Seminar | Kind::Contest | Kind::Course
    ) {
        draft.measures(&[]);
    }
    if kind != Kind::Practice {
        draft.related();
    }
    draft.facets();
    draft.cited_by();
}

/// A question with its answer.
fn answer(draft: &mut Draft, question: &Question) {
    draft.fact_text("topic", &question.topic);
    draft.fact_persons("answered_by", &question.answered_by);
    published(draft);
    draft.body("answer", Some("blocks.answer"));
    draft.documents("documents", "blocks.documents", &question.documents);
}

/// News and pages: the body is everything.
fn text(draft: &mut Draft) {
    if draft.entry.kind == Kind::News {
        published(draft);
    }
    draft.body("text", None);
}

fn published(draft: &mut Draft) {
    if let Some(date) = draft.entry.common.date {
        let day = draft.view.day(date.0);
        draft.fact(
            "date",
            vec![Link {
                datetime: Some(day.iso),
                ..words(day.text)
            }],
        );
    }
}

/// The steps between home and the page: the section of the menu, then the list or the pages above.
fn trail(view: View, entry: &Entry) -> Vec<(String, String)> {
    let page = (entry.kind == Kind::Page).then_some(entry.id.as_str());
    let section = view.portal.menu().iter().find(|section| match page {
        Some(id) => section
            .pages
            .iter()
            .any(|page| page.trim_matches('/').trim_end_matches(".md") == id),
        None => section.kinds.contains(&entry.kind),
    });
    let mut trail: Vec<(String, String)> = section
        .and_then(|section| Some((section.title.clone(), section.own_address.clone()?)))
        .into_iter()
        .collect();
    match page {
        Some(id) => {
            let above = id
                .match_indices('/')
                .filter_map(|(end, _)| view.portal.entry(Kind::Page, &id[..end]));
            trail.extend(
                above
                    .filter(|page| page.visible)
                    .map(|page| (page.common.title.0.clone(), page.address.clone())),
            );
        }
        None => return view.trail_of(entry.kind),
    }
    trail
}
