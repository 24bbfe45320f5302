//! Blocks that pages of several kinds share.

use serde::Serialize;

use super::draft::{Draft, words};
use crate::parse::fields::{Attachment, DocumentRef, MeasureRef, Person, Prose};
use crate::parse::markdown::escape;
use crate::parse::record::Target;
use crate::portal::link::Resolved;
use crate::portal::navigator::FacetValue;
use crate::portal::plan::Measure;
use crate::portal::{Content, Entry, Kind};
use crate::view::cards::{CardStyle, ShownCard};
use crate::view::context::some;
use crate::view::shapes::{FileRow, Link, Step};

/// A measure of a plan in a list.
#[derive(Serialize)]
struct MeasureRow {
    number: String,
    title: String,
    path: Option<String>,
    plan: Link,
    timing: String,
    /// States come with the execution of plans.
    state: Option<()>,
    note: Option<String>,
    sample: bool,
}

/// A person as far as they may be named.
#[derive(Serialize)]
struct PersonRow {
    name: Option<String>,
    position: Option<String>,
    organization: Option<Link>,
    topic: Option<String>,
}

/// Cards under one heading.
#[derive(Serialize)]
struct Cards {
    items: Vec<ShownCard>,
    more: Vec<Step>,
    view: &'static str,
}

/// Values of one facet, or another label with links.
#[derive(Serialize)]
pub struct LabelledLinks {
    /// What it is.
    pub label: String,
    /// What it says.
    pub values: Vec<Link>,
}

impl<'p> Draft<'p> {
    /// The facets of the entry, with links to the navigator.
    pub fn facets(&mut self) {
        let view = self.view;
        let rows: Vec<LabelledLinks> = view
            .portal
            .facets()
            .iter()
            .filter(|facet| facet.from.is_none())
            .filter_map(|facet| {
                let values: Vec<Link> = self
                    .entry
                    .common
                    .facets
                    .values(&facet.id)
                    .map(|value| {
                        let label =
                            find_value(&facet.values, value).map_or(value, |known| &*known.label);
                        view.facet_link(facet, value, label.to_owned())
                    })
                    .collect();
                (!values.is_empty()).then(|| LabelledLinks {
                    label: facet.label.0.clone(),
                    values,
                })
            })
            .collect();
        self.rows("facets", "blocks.facets", "facets", &rows);
    }

    /// The value of a facet that a field of the checklist names.
    pub fn risk_link(&self, value: &str) -> Option<Link> {
        let facet = self
            .view
            .portal
            .facets()
            .iter()
            .find(|facet| &*facet.id == "risk")?;
        let known = find_value(&facet.values, some(value)?.as_str())?;
        Some(self.view.facet_link(facet, value, known.label.0.clone()))
    }

    /// Measures of plans: those the entry names, and those that name it.
    pub fn measures(&mut self, written: &[MeasureRef]) {
        let portal = self.view.portal;
        let mut found: Vec<(&'p Entry, &'p Measure)> = Vec::new();
        let own = written
            .iter()
            .map(|written| portal.resolve(Target::Measure, written, Some(self.entry)));
        let related = self.entry.common.related.iter();
        let related = related
            .filter(|written| written.contains('#'))
            .map(|w| portal.resolve(Target::Any, w, None));
        for resolved in own.chain(related) {
            if let Ok(Resolved::Measure(plan, measure)) = resolved {
                found.push((plan, measure));
            }
        }
        for link in portal.backlinks().of(self.at) {
            let plan = &portal.entries[link.entry];
            if let (Content::Plan(content), Some((section, at))) = (&plan.content, link.measure)
                && let Some(measure) = content
                    .sections
                    .get(section)
                    .and_then(|section| section.measures.get(at))
            {
                found.push((plan, measure));
            }
        }
        let mut rows: Vec<MeasureRow> = Vec::new();
        let mut seen: Vec<*const Measure> = Vec::new();
        for (plan, measure) in found {
            if seen.contains(&std::ptr::from_ref(measure)) {
                continue;
            }
            seen.push(std::ptr::from_ref(measure));
            self.shown.extend(portal.place_of(plan));
            rows.push(self.measure_row(plan, measure));
        }
        self.items("measures", "blocks.measures", "measures", &rows);
    }

    fn measure_row(&self, plan: &Entry, measure: &Measure) -> MeasureRow {
        let address = plan.measure_address(measure);
        MeasureRow {
            number: measure.number.0.clone(),
            title: measure.title.0.clone(),
            path: self.view.entry_path(plan).map(|_| self.view.path(&address)),
            plan: Link {
                sample: false,
                ..self.view.short_link(plan)
            },
            timing: measure.timing.0.clone(),
            state: None,
            note: None,
            sample: plan.sample,
        }
    }

    /// The timing of the measures that announce the entry, when it has no day of its own.
    pub fn planned_timing(&self, written: &[MeasureRef]) -> Vec<Link> {
        let mut found: Vec<Link> = Vec::new();
        for written in written {
            if let Ok(Resolved::Measure(_, measure)) =
                self.view
                    .portal
                    .resolve(Target::Measure, written, Some(self.entry))
                && let Some(text) = some(&measure.timing)
                && found.iter().all(|known| known.text != text)
            {
                found.push(Link {
                    note: Some(self.word("seminar.by_plan")),
                    ..words(text)
                });
            }
        }
        found
    }

    /// Entries of one kind that a field names, as cards.
    pub fn entries_of<T: std::ops::Deref<Target = str>>(
        &mut self,
        id: &str,
        title: &str,
        kind: Kind,
        written: &[T],
    ) {
        let found: Vec<&Entry> = written
            .iter()
            .filter_map(|written| self.named(kind, written))
            .collect();
        self.cards(id, title, &found, false, "rows", Vec::new());
    }

    /// Entries as cards.
    pub fn cards(
        &mut self,
        id: &str,
        title: &str,
        found: &[&'p Entry],
        mixed: bool,
        view: &'static str,
        more: Vec<Step>,
    ) {
        if !found.is_empty() {
            let places: Vec<usize> = found
                .iter()
                .filter_map(|entry| self.view.portal.place_of(entry))
                .collect();
            let items = self
                .view
                .cards(&places, CardStyle { level: 3, mixed }, &self.here.root);
            self.block(id, title, "entries", &Cards { items, more, view });
        }
    }

    /// Documents that a field names.
    pub fn documents(&mut self, id: &str, title: &str, written: &[DocumentRef]) {
        let found: Vec<&Entry> = written
            .iter()
            .filter_map(|written| self.named(Kind::Document, written))
            .collect();
        let rows: Vec<FileRow> = found
            .into_iter()
            .map(|entry| self.view.document_row(entry))
            .collect();
        self.files(id, title, &rows);
    }

    /// Files and pages to take along.
    pub fn attachments(&mut self, id: &str, title: &str, written: &[Attachment]) {
        let rows: Vec<FileRow> = written
            .iter()
            .filter_map(|attachment| self.here.attachment(attachment))
            .collect();
        self.files(id, title, &rows);
    }

    /// Persons, named as far as they may be.
    pub fn people(&mut self, id: &str, title: &str, persons: &[Person]) {
        let rows: Vec<PersonRow> = persons
            .iter()
            .filter_map(|person| self.person(person))
            .collect();
        self.items(id, title, "people", &rows);
    }

    fn person(&self, person: &Person) -> Option<PersonRow> {
        let parts = match person {
            Person::Words(text) if self.view.portal.organization(text).is_some() => {
                let organization = Some(self.organization(text));
                return Some(PersonRow {
                    name: None,
                    position: None,
                    organization,
                    topic: None,
                });
            }
            Person::Words(text) => {
                return some(text).map(|name| PersonRow {
                    name: Some(name),
                    position: None,
                    organization: None,
                    topic: None,
                });
            }
            Person::Parts(parts) => parts,
        };
        let may_name = self.view.portal.site.value.privacy.show_persons.yes() || parts.consented();
        let row = PersonRow {
            name: some(&parts.name).filter(|_| may_name),
            position: some(&parts.position),
            organization: some(&parts.organization).map(|written| self.organization(&written)),
            topic: some(&parts.topic),
        };
        (row.name.is_some()
            || row.position.is_some()
            || row.organization.is_some()
            || row.topic.is_some())
        .then_some(row)
    }

    /// Texts of Markdown as points of a list; one alone stands as it is.
    pub fn points(&mut self, id: &str, title: &str, texts: &[Prose]) {
        let html = match texts {
            [] => return,
            [one] => self.here.markdown(one),
            several => {
                let items: String = several
                    .iter()
                    .map(|text| format!("<li>{}</li>\n", self.here.inline(text)))
                    .collect();
                format!("<ul>\n{items}</ul>\n")
            }
        };
        self.prose(id, Some(title), html);
    }
}

/// The value of this id, at any depth.
pub fn find_value<'f>(values: &'f [FacetValue], id: &str) -> Option<&'f FacetValue> {
    values.iter().find_map(|value| {
        if &*value.id == id {
            Some(value)
        } else {
            find_value(&value.children, id)
        }
    })
}

/// Plain texts as paragraphs.
pub fn paragraphs(texts: &[String]) -> String {
    texts
        .iter()
        .map(|text| format!("<p>{}</p>\n", escape(text)))
        .collect()
}
