//! What can be found: practices, every other entry with a page, organizations, measures of plans.
//!
//! Practices stand first and in the order of the navigator's rows, so that the number of a practice in
//! the index is its row there; documents of one kind stand together.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use super::texts::{Shapes, body};
use crate::formats::data;
use crate::lang;
use crate::portal::{Content, Entry, KINDS, Kind, Portal};
use crate::view::View;
use crate::view::links::encode;

/// Kinds of documents that are no kinds of entries.
pub const ORGANIZATIONS: &str = "organizations";
/// See [`ORGANIZATIONS`].
pub const MEASURES: &str = "plans#";

/// Documents of one kind, in their order.
pub struct Group {
    /// The folder of the kind, or one of the two names above.
    pub name: &'static str,
    /// Where they come from.
    pub units: Vec<Unit>,
    /// How many documents that makes.
    pub documents: usize,
    /// How many of them are examples.
    pub samples: usize,
}

/// One thing of the portal that makes documents. The data of a plan are made once for all its measures.
#[derive(Clone, Copy)]
pub enum Unit {
    /// An entry: its place.
    Entry(usize),
    /// An organization: its place.
    Organization(usize),
    /// The measures of a plan: its place.
    Measures(usize),
}

/// One document of the index.
#[derive(Default)]
pub struct Document {
    /// `KIND/ID`, `organizations/ID`, `plans/PLAN#NUMBER`.
    pub reference: String,
    /// Its page, relative to the site's root.
    pub url: String,
    /// Where it belongs, in one line.
    pub context: String,
    /// Whether it is an example.
    pub sample: bool,
    /// Its words.
    pub texts: Texts,
}

/// The words of a document by where they stand.
#[derive(Default)]
pub struct Texts {
    /// Its title.
    pub title: String,
    /// Numbers, abbreviations and other names.
    pub names: Vec<String>,
    /// Values of facets with their synonyms.
    pub facets: Vec<String>,
    /// Its summary.
    pub summary: String,
    /// What its page says, paragraph by paragraph.
    pub body: Vec<String>,
    /// Names of what it refers to, and other words that make no text.
    pub aside: Vec<String>,
}

/// What can be found, by kind; kinds without documents are left out.
pub fn groups(portal: &Portal) -> Vec<Group> {
    let others = KINDS.iter().map(|row| row.kind);
    let kinds =
        std::iter::once(Kind::Practice).chain(others.filter(|kind| *kind != Kind::Practice));
    let mut groups: Vec<Group> = kinds
        .filter(|kind| *kind != Kind::Report)
        .map(|kind| entries(portal, kind))
        .collect();
    let is_sample = |o: &&crate::portal::Organization| o.is_sample();
    groups.push(Group {
        name: ORGANIZATIONS,
        units: (0..portal.organizations.len())
            .map(Unit::Organization)
            .collect(),
        documents: portal.organizations.len(),
        samples: portal.organizations.iter().filter(is_sample).count(),
    });
    groups.push(measures(portal));
    groups.retain(|group| group.documents > 0);
    groups
}

fn entries(portal: &Portal, kind: Kind) -> Group {
    let places: Vec<usize> = if kind == Kind::Practice {
        portal.navigator_index().rows.clone()
    } else {
        let visible = portal
            .visible(kind)
            .filter(|entry| !entry.address.is_empty());
        visible.filter_map(|entry| portal.place_of(entry)).collect()
    };
    Group {
        name: kind.folder(),
        documents: places.len(),
        samples: portal.samples_at(&places),
        units: places.into_iter().map(Unit::Entry).collect(),
    }
}

fn measures(portal: &Portal) -> Group {
    let mut group = Group {
        name: MEASURES,
        units: Vec::new(),
        documents: 0,
        samples: 0,
    };
    for entry in portal.visible(Kind::Plan) {
        if let (Content::Plan(plan), Some(at)) = (&entry.content, portal.place_of(entry)) {
            let count = plan.measures().count();
            group.units.push(Unit::Measures(at));
            group.documents += count;
            group.samples += if entry.sample { count } else { 0 };
        }
    }
    group
}

/// What making documents needs besides the view.
pub struct Maker<'v> {
    view: View<'v>,
    shapes: Shapes,
    /// Words of every value of the navigator's own facets, its parents' among them.
    values: HashMap<(&'v str, &'v str), Vec<String>>,
}

impl<'v> Maker<'v> {
    /// For all documents of a portal.
    pub fn new(view: View<'v>) -> Self {
        let mut values: HashMap<(&str, &str), Vec<String>> = HashMap::new();
        let own = view
            .portal
            .facets()
            .iter()
            .filter(|facet| facet.from.is_none());
        for facet in own {
            for (value, parent) in facet.all_values() {
                let mut words = vec![value.label.0.clone()];
                words.extend(value.synonyms.iter().map(|word| word.0.clone()));
                let above = parent.and_then(|parent| values.get(&(&*facet.id, &*parent.id)));
                words.extend(above.into_iter().flatten().cloned());
                values.insert((&*facet.id, &*value.id), words);
            }
        }
        Self {
            view,
            shapes: Shapes::default(),
            values,
        }
    }

    /// The documents that a unit makes.
    pub fn documents(&self, unit: Unit) -> Vec<Document> {
        match unit {
            Unit::Entry(at) => {
                let entry = self.view.portal.entries.get(at);
                entry.map(|entry| self.entry(entry)).into_iter().collect()
            }
            Unit::Organization(at) => vec![self.organization(at)],
            Unit::Measures(at) => {
                let plan = self.view.portal.entries.get(at);
                plan.map_or_else(Vec::new, |plan| self.measures(plan))
            }
        }
    }

    fn entry(&self, entry: &Entry) -> Document {
        let view = self.view;
        let data = data::entry(view, entry);
        let mut texts = Texts {
            title: view.shown_title(entry),
            summary: string(&data, "summary"),
            ..Texts::default()
        };
        texts.names.push(string(&data, "number"));
        for (facet, values) in &entry.common.facets.0.0 {
            let words = values
                .iter()
                .filter_map(|value| self.values.get(&(facet.as_str(), &**value)));
            texts.facets.extend(words.flatten().cloned());
        }
        let territory = self.territory(view.portal.shown_territory(entry));
        texts.facets.extend(territory.clone());
        self.shapes.read(view, entry, &data, &mut texts);
        texts.body.extend(body(&entry.body));
        texts.aside.push(view.kind_name(entry.kind));
        texts.aside.push(view.near_kind(entry));
        let when = self.when(entry);
        let language = view.theme.words.language();
        let digits = entry
            .common
            .date
            .map(|date| lang::date_digits(language, date.0));
        texts.aside.extend(digits);
        texts.aside.extend(when.clone());
        let context = [view.card_organization(entry), territory, when];
        Document {
            reference: entry.reference(),
            url: view.path(&encode(&entry.address)),
            context: context
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · "),
            sample: entry.sample,
            texts,
        }
    }

    /// The label of a territory.
    fn territory(&self, id: Option<&str>) -> Option<String> {
        let territory = id.and_then(|id| self.view.portal.territory(id))?;
        Some(territory.parts.label.0.clone())
    }

    /// When an entry was or is, in words.
    fn when(&self, entry: &Entry) -> Option<String> {
        let view = self.view;
        match &entry.content {
            Content::Seminar(seminar) => view.moment_words(&seminar.starts, &seminar.ends),
            Content::Course(course) => view.moment_words(&course.starts, &course.ends),
            _ => entry.common.date.map(|date| view.day(date.0).text),
        }
    }

    fn organization(&self, at: usize) -> Document {
        let view = self.view;
        let Some(organization) = view.portal.organizations.get(at) else {
            return Document::default();
        };
        let parts = &organization.parts;
        let territory = self.territory(organization.territory.as_deref());
        let mut names = vec![parts.short.0.clone()];
        names.extend(parts.names.iter().map(|name| name.0.clone()));
        let above = view.portal.organization(&parts.parent);
        let above = above.map(|parent| view.organization_name(parent).to_owned());
        let contacts = &parts.contacts;
        let texts = Texts {
            title: parts.name.0.clone(),
            names,
            facets: territory.iter().cloned().collect(),
            body: vec![contacts.address.0.clone()],
            aside: above
                .into_iter()
                .chain([view.word("kinds.organizations.short")])
                .collect(),
            ..Texts::default()
        };
        Document {
            reference: format!("organizations/{}", organization.id),
            url: view.path(&encode(&organization.address)),
            context: territory.unwrap_or_default(),
            sample: organization.is_sample(),
            texts,
        }
    }

    fn measures(&self, plan: &Entry) -> Vec<Document> {
        let data = data::entry(self.view, plan);
        let sections = data.get("sections").and_then(Json::as_array);
        let measures = sections
            .into_iter()
            .flatten()
            .filter_map(|section| section.get("measures")?.as_array())
            .flatten();
        let measures = measures.filter_map(Json::as_object);
        measures
            .map(|measure| self.measure(plan, measure))
            .collect()
    }

    fn measure(&self, plan: &Entry, data: &Map<String, Json>) -> Document {
        let view = self.view;
        let number = string(data, "number");
        let mut texts = Texts {
            title: string(data, "title"),
            names: vec![number.clone()],
            aside: vec![view.word("kinds.measures.short")],
            ..Texts::default()
        };
        self.shapes.read_measure(view, plan, data, &mut texts);
        let address = format!("{}#m-{number}", plan.address);
        Document {
            reference: format!("{}#{number}", plan.reference()),
            url: view.path(&encode(&address)),
            context: format!("{number} · {}", &*plan.common.title),
            sample: plan.sample,
            texts,
        }
    }
}

fn string(data: &Map<String, Json>, key: &str) -> String {
    let text = data.get(key).and_then(Json::as_str);
    text.unwrap_or_default().to_owned()
}
