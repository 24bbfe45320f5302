//! Pages that serve the others: glossary, calendar, search, accessibility, data, 404, redirects.

pub mod calendar;

use std::collections::HashSet;

use serde::Serialize;

use super::context::{About, kind_address, some};
use super::links::{Here, encode};
use super::shapes::{Count, Link};
use super::{Page, View};
use crate::lang;
use crate::portal::{KINDS, Kind, Territory};
pub use calendar::calendar;

/// Entries of one kind on the search page; whoever looks further has the list of the kind.
const IN_GROUP: usize = 300;

#[derive(Serialize)]
struct GlossaryPage {
    count: Count,
    letters: Vec<Letter>,
}

#[derive(Serialize)]
struct Letter {
    id: String,
    letter: String,
    terms: Vec<TermRow>,
}

#[derive(Serialize)]
struct TermRow {
    id: String,
    term: String,
    full: Option<String>,
    definition_html: Option<String>,
    names: Vec<String>,
}

#[derive(Serialize)]
struct SearchPage {
    groups: Vec<SearchGroup>,
    note: Option<String>,
    /// What the script calls one thing of a kind.
    names: Vec<KindName>,
}

#[derive(Serialize)]
struct KindName {
    kind: &'static str,
    text: String,
}

#[derive(Serialize)]
struct SearchGroup {
    kind: &'static str,
    title: String,
    icon: Option<String>,
    count: Count,
    path: Option<String>,
    items: Vec<SearchRow>,
}

#[derive(Serialize)]
struct SearchRow {
    entry: String,
    text: String,
    path: String,
    note: Option<String>,
    sample: bool,
}

#[derive(Serialize)]
struct DataPage {
    sets: Vec<DataSet>,
    schemas: Vec<SchemaLink>,
    note: Option<String>,
}

#[derive(Serialize)]
struct DataSet {
    title: String,
    name: String,
    path: String,
    format: &'static str,
    count_text: String,
    text: Option<String>,
}

#[derive(Serialize)]
struct SchemaLink {
    title: String,
    path: String,
}

#[derive(Serialize)]
struct MovedTo {
    path: String,
    title: String,
}

/// A page of the theme with its title and summary.
fn about<'a>(view: View, name: &str) -> About<'a> {
    About {
        title: view.word(&format!("pages.{name}.title")),
        description: view
            .theme
            .words
            .get(&format!("pages.{name}.summary"))
            .map(str::to_owned),
        ..About::default()
    }
}

/// Abbreviations and terms by letter.
pub fn glossary(view: View, path: &str) -> Page {
    let terms = view
        .portal
        .glossary
        .as_ref()
        .map_or(&[][..], |read| &read.value);
    let mut sorted: Vec<_> = terms.iter().collect();
    sorted.sort_by_cached_key(|term| lang::sort_key(&term.term));
    let mut here = Here::new(view, path, None);
    let mut letters: Vec<Letter> = Vec::new();
    let mut ids = HashSet::new();
    for term in sorted {
        let letter = first_letter(&term.term);
        if letters.last().is_none_or(|last| last.letter != letter) {
            let id = unique(&mut ids, &format!("letter-{}", lang::slug(&letter)));
            letters.push(Letter {
                id,
                letter,
                terms: Vec::new(),
            });
        }
        let row = TermRow {
            id: unique(&mut ids, &lang::slug(&term.term)),
            term: term.term.0.clone(),
            full: some(&term.full),
            definition_html: some(&term.definition).map(|definition| here.markdown(&definition)),
            names: term.names.iter().map(|name| name.0.clone()).collect(),
        };
        if let Some(last) = letters.last_mut() {
            last.terms.push(row);
        }
    }
    let count = Count {
        text: view.theme.words.counted("kinds.terms", terms.len()),
        samples: None,
    };
    Page::new("glossary.html", &view.head(path, about(view, "glossary")))
        .with("glossary", &GlossaryPage { count, letters })
}

/// The letter under which a term stands; numbers and signs stand together.
fn first_letter(term: &str) -> String {
    match term.chars().find(|c| c.is_alphanumeric()) {
        Some(letter) if letter.is_alphabetic() => letter.to_uppercase().collect(),
        _ => "0–9".to_owned(),
    }
}

fn unique(ids: &mut HashSet<String>, base: &str) -> String {
    let base = if base.is_empty() { "term" } else { base };
    let mut id = base.to_owned();
    let mut number = 2;
    while !ids.insert(id.clone()) {
        id = format!("{base}-{number}");
        number += 1;
    }
    id
}

/// Everything there is, by kind.
pub fn search(view: View, path: &str) -> Page {
    let mut groups: Vec<SearchGroup> = Vec::new();
    for kind in KINDS
        .iter()
        .map(|row| row.kind)
        .filter(|kind| *kind != Kind::Report)
    {
        let places = view.portal.listed(kind);
        if !places.is_empty() {
            groups.push(search_group(view, kind, places));
        }
    }
    if !view.portal.organizations.is_empty() {
        groups.push(organizations_group(view));
    }
    let capped = groups.iter().any(|group| group.items.len() == IN_GROUP);
    let note = capped.then(|| {
        view.theme
            .words
            .fill("search_page.capped", &[("count", &IN_GROUP.to_string())])
    });
    Page::new("search.html", &view.head(path, about(view, "search"))).with(
        "search",
        &SearchPage {
            groups,
            note,
            names: kind_names(view),
        },
    )
}

fn kind_names(view: View) -> Vec<KindName> {
    let kinds = KINDS.iter().map(|row| row.kind.folder());
    let kinds = kinds.chain(["organizations", "measures"]);
    kinds
        .map(|kind| KindName {
            kind,
            text: view.word(&format!("kinds.{kind}.short")),
        })
        .collect()
}

fn search_group(view: View, kind: Kind, places: &[usize]) -> SearchGroup {
    let entries = view.entries_at(places);
    let rows = entries.iter().filter_map(|entry| {
        Some(SearchRow {
            entry: entry.reference(),
            text: entry.common.title.0.clone(),
            path: view.entry_path(entry)?,
            note: None,
            sample: entry.sample,
        })
    });
    SearchGroup {
        kind: kind.folder(),
        title: view.kind_title(kind),
        icon: view
            .kind_icon(kind)
            .filter(|icon| view.theme.icons.contains_key(icon)),
        count: view.count(kind.folder(), &entries),
        path: kind.row().listed.then(|| view.path(&kind_address(kind))),
        items: rows.take(IN_GROUP).collect(),
    }
}

fn organizations_group(view: View) -> SearchGroup {
    let organizations = &view.portal.organizations;
    let rows = organizations.iter().map(|organization| SearchRow {
        entry: format!("organizations/{}", organization.id),
        text: organization.parts.name.0.clone(),
        path: view.path(&organization.address),
        note: organization
            .territory
            .as_deref()
            .and_then(|id| view.portal.territory(id))
            .map(|t: &Territory| t.parts.label.0.clone()),
        sample: false,
    });
    SearchGroup {
        kind: "organizations",
        title: view.word("kinds.organizations.title"),
        icon: some(&view.word("kinds.organizations.icon"))
            .filter(|icon| view.theme.icons.contains_key(icon)),
        count: view.organizations_count(organizations.iter()),
        path: Some(view.path("organizations/")),
        items: rows.take(IN_GROUP).collect(),
    }
}

/// How the site is used without sight, mouse or scripts.
pub fn accessibility(view: View, path: &str) -> Page {
    Page::new(
        "accessibility.html",
        &view.head(path, about(view, "accessibility")),
    )
}

/// The index of the open data.
pub fn data(view: View, path: &str) -> Page {
    let kinds = || KINDS.iter().map(|row| row.kind);
    let count = |kind: Kind| view.count_at("entries", view.portal.listed(kind)).words();
    let mut sets: Vec<DataSet> = kinds()
        .filter(|kind| *kind != Kind::Report)
        .map(|kind| DataSet {
            title: view.kind_title(kind),
            name: format!("{}.json", kind.folder()),
            path: format!("data/{}.json", kind.folder()),
            format: "JSON",
            count_text: count(kind),
            text: None,
        })
        .collect();
    sets.push(DataSet {
        title: view.kind_title(Kind::Practice),
        name: "practices.csv".to_owned(),
        path: "data/practices.csv".to_owned(),
        format: "CSV",
        count_text: count(Kind::Practice),
        text: None,
    });
    let schemas = kinds().map(|kind| SchemaLink {
        title: view.kind_title(kind),
        path: format!("data/schemas/{}.schema.json", kind.folder()),
    });
    let shown = DataPage {
        sets,
        schemas: schemas.collect(),
        note: None,
    };
    Page::new("data.html", &view.head(path, about(view, "data"))).with("data", &shown)
}

/// The page for addresses that do not exist.
pub fn not_found(view: View, path: &str) -> Page {
    let mut suggestions = vec![
        view.page_link(view.word("nav.home"), ""),
        view.page_link(view.word("pages.navigator.title"), "navigator/"),
    ];
    for kind in [Kind::Plan, Kind::Document, Kind::Resource] {
        suggestions.push(view.page_link(view.kind_title(kind), &kind_address(kind)));
    }
    suggestions.push(view.page_link(view.word("pages.calendar.title"), "calendar/"));
    suggestions.push(view.page_link(view.word("pages.organizations.title"), "organizations/"));
    let suggestions: Vec<Link> = suggestions;
    let about = About {
        noindex: true,
        bare: true,
        ..about(view, "not_found")
    };
    Page::new("404.html", &view.head(path, about)).with("suggestions", &suggestions)
}

/// An old address of an entry.
pub fn redirect(view: View, at: usize, path: &str) -> Page {
    let entry = &view.portal.entries[at];
    let about = About {
        title: entry.common.title.0.clone(),
        noindex: true,
        bare: true,
        ..About::default()
    };
    let mut head = view.head(path, about);
    head.canonical = view
        .portal
        .base_url()
        .map(|base| format!("{base}{}", encode(&entry.address)));
    let target = MovedTo {
        path: encode(&view.path(&entry.address)),
        title: entry.common.title.0.clone(),
    };
    Page::new("redirect.html", &head).with("target", &target)
}
