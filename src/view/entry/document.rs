//! The page of an act or another document: its particulars, its points, its text, what stands on it.

use serde::Serialize;

use super::draft::{Draft, words};
use super::events::link_or_words;
use super::parts::paragraphs;
use crate::parse::record::Target;
use crate::portal::backlinks::Relation;
use crate::portal::document::{Document, Point};
use crate::portal::link::Resolved;
use crate::portal::{Entry, Kind};
use crate::view::context::some;
use crate::view::shapes::{Action, FileRow, Link};

#[derive(Serialize)]
struct PointRow {
    id: String,
    number: String,
    html: String,
    responsible: Vec<Link>,
    timing: Option<String>,
    measures: Vec<Link>,
    plans: Vec<Link>,
}

/// The whole page.
pub fn fill(draft: &mut Draft, document: &Document) {
    if let Some(kind) = document.document_type {
        draft.kind_title = draft.view.vocabulary("document_type", kind.word());
    }
    particulars(draft, document);
    relations(draft, document);
    let withheld = document.text.is_some();
    let text = if withheld {
        String::new()
    } else {
        draft.here.fragment(&draft.entry.body)
    };
    notices(draft, document, withheld, &text);

    files(draft, document);
    points(draft, &document.points);
    responsibility(draft, document);
    let distribution = document
        .distribution
        .iter()
        .map(|text| words(masked_text(draft, text)))
        .collect();
    draft.list("distribution", "blocks.distribution", distribution, false);
    let title = if document.points.is_empty() {
        None
    } else {
        Some("blocks.text")
    };
    draft.body_html("text", title, text);
    let publication = document
        .publication
        .iter()
        .map(|text| link_or_words(text))
        .collect();
    draft.list("publication", "fields.publication", publication, false);
    plans(draft);
    draft.measures(&[]);
}

/// Type, number, day, issuer, and whether it is in force, which is said only when the author says so.
fn particulars(draft: &mut Draft, document: &Document) {
    let view = draft.view;
    draft.fact_text("number", &document.number);
    if let Some(date) = draft.entry.common.date {
        let day = view.day(date.0);
        draft.fact(
            "date",
            vec![Link {
                text: day.text,
                datetime: Some(day.iso),
                ..Link::default()
            }],
        );
    }
    draft.fact_organization("issuer", &document.issuer);
    if let Some(level) = document.level {
        draft.fact_text("level", &view.vocabulary("level", level.word()));
    }
    if let Some(in_force) = document.in_force.0 {
        let key = if in_force { "in_force" } else { "not_in_force" };
        let text = match document.checked_on {
            Some(day) => view.theme.words.fill(
                &format!("documents.{key}"),
                &[("date", &view.day(day.0).text)],
            ),
            None => view.word(&format!("documents.{key}_plain")),
        };
        draft.fact("in_force", vec![words(text)]);
    }
    draft.fact_text("edition", &document.edition);
    let approved_by = draft.acts(std::slice::from_ref(&document.approved_by));
    draft.fact("approved_by", approved_by);
    let basis = draft.acts(&document.basis);
    draft.fact("basis", basis);
    draft.fact_persons("signed_by", &document.signed_by);
}

/// What it changes and replaces, and what changed and replaced it.
fn relations(draft: &mut Draft, document: &Document) {
    let amends = draft.acts(&document.amends);
    draft.fact("amends", amends);
    let amended = turned(draft, Relation::Amends);
    draft.fact("amended_by", amended);
    let replaces = draft.acts(&document.replaces);
    draft.fact("replaces", replaces);
    let replaced = turned(draft, Relation::Replaces);
    draft.fact("replaced_by", replaced);
}

fn turned(draft: &mut Draft, relation: Relation) -> Vec<Link> {
    let portal = draft.view.portal;
    let links = portal
        .backlinks()
        .of(draft.at)
        .iter()
        .filter(|link| link.relation == relation);
    let places: Vec<usize> = links.map(|link| link.entry).collect();
    draft.shown.extend(&places);
    places
        .into_iter()
        .map(|at| draft.view.act_link(&portal.entries[at]))
        .collect()
}

fn notices(draft: &mut Draft, document: &Document, withheld: bool, text: &str) {
    if withheld {
        draft.notice("info", "notices.withheld");
    } else if text.is_empty()
        && document.points.is_empty()
        && document.file.is_empty()
        && document.source_url.is_empty()
    {
        draft.notice("info", "documents.card_only");
    }
    // Points beside a body mean that the body is the act itself, and not words about it.
    let recognised = draft.word("notices.recognised");
    let is_act = !text.is_empty() && !document.points.is_empty() && !draft.entry.sample;
    if is_act && !draft.entry.source.markdown().contains(&recognised) {
        draft.notice("info", "notices.recognised");
    }
    if !withheld && draft.entry.body.masked {
        draft.notice("info", "documents.masked");
    }
}

fn files(draft: &mut Draft, document: &Document) {
    let mut rows: Vec<FileRow> = Vec::new();
    let title = draft.view.act_words(draft.entry);
    if let Some(row) = some(&document.file).and_then(|file| draft.here.file_row(&file, Some(title)))
    {
        draft.actions.push(download(draft, &row));
        rows.push(row);
    }
    if let Some(url) = some(&document.source_url) {
        rows.extend(
            draft
                .here
                .file_row(&url, Some(draft.word("documents.official"))),
        );
    }
    let attachments = draft
        .entry
        .common
        .attachments
        .iter()
        .filter_map(|written| draft.here.attachment(written));
    rows.extend(attachments.collect::<Vec<_>>());
    draft.files("file", "blocks.attachments", &rows);
}

/// The button that takes a file along.
pub fn download(draft: &Draft, row: &FileRow) -> Action {
    let note: Vec<String> = row.kind.iter().chain(&row.size).cloned().collect();
    Action {
        kind: "primary",
        text: draft.word("actions.download"),
        path: row.path.clone(),
        url: row.url.clone(),
        icon: Some("download"),
        note: (!note.is_empty()).then(|| note.join(", ")),
    }
}

/// A text of the document without what privacy leaves out.
fn masked_text(draft: &Draft, text: &str) -> String {
    draft.view.portal.without_persons(text).into_owned()
}

fn points(draft: &mut Draft, points: &[Point]) {
    let rows: Vec<PointRow> = points.iter().map(|point| point_row(draft, point)).collect();
    draft.rows("points", "blocks.points", "points", &rows);
}

fn point_row(draft: &mut Draft, point: &Point) -> PointRow {
    let view = draft.view;
    let plans: Vec<&Entry> = point
        .plans
        .iter()
        .filter_map(|plan| draft.named(Kind::Plan, plan))
        .collect();
    let id = draft.anchor(&view.portal.point_anchor(point));
    PointRow {
        id,
        number: masked_text(draft, &point.number),
        html: draft.here.masked_markdown(&point.text),
        responsible: point
            .responsible
            .iter()
            .map(|id| view.organization_link(id))
            .collect(),
        timing: some(&point.timing).map(|words| masked_text(draft, &words)),
        measures: point
            .measures
            .iter()
            .filter_map(|written| measure(draft, written))
            .collect(),
        plans: plans
            .into_iter()
            .map(|plan| view.short_link(plan))
            .collect(),
    }
}

fn measure(draft: &Draft, written: &str) -> Option<Link> {
    match draft
        .view
        .portal
        .resolve(Target::Measure, written, Some(draft.entry))
    {
        Ok(Resolved::Measure(plan, measure)) => Some(draft.view.measure_link(plan, measure)),
        _ => None,
    }
}

/// Who answers for the execution and who controls it, in the act's words.
fn responsibility(draft: &mut Draft, document: &Document) {
    let persons = document.responsible.iter().chain(document.control.iter());
    let texts: Vec<String> = persons
        .filter_map(|person| draft.view.person(person, true))
        .map(|link| link.text)
        .collect();
    draft.prose(
        "responsibility",
        Some("blocks.responsibility"),
        paragraphs(&texts),
    );
}

/// Plans that the document approved or that stand on it.
fn plans(draft: &mut Draft) {
    let portal = draft.view.portal;
    let mut places: Vec<usize> = Vec::new();
    for link in portal.backlinks().of(draft.at) {
        let is_plan = portal.entries[link.entry].kind == Kind::Plan;
        if is_plan && link.relation == Relation::StandsOn && !places.contains(&link.entry) {
            places.push(link.entry);
        }
    }
    draft.shown.extend(&places);
    let cards: Vec<_> = places
        .into_iter()
        .map(|at| draft.view.plan_card(&portal.entries[at]))
        .collect();
    draft.items("plans", "blocks.plans", "plans", &cards);
}
