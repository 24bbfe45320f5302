//! «Коротко»: the rows of the rail beside an entry.

use super::draft::{Draft, words};
use crate::parse::fields::{OrganizationOrText, Persons, Text};
use crate::parse::record::Target;
use crate::portal::{Entry, Kind};
use crate::view::context::some;
use crate::view::shapes::{Fact, Link, Scale};

impl Draft<'_> {
    /// A row of «Коротко», unless it says nothing.
    pub fn fact(&mut self, field: &str, items: Vec<Link>) {
        if !items.is_empty() {
            let label = self.word(&format!("fields.{field}"));
            self.facts.push(Fact {
                label,
                items,
                scale: None,
            });
        }
    }

    /// A row of «Коротко» with one text.
    pub fn fact_text(&mut self, field: &str, text: &str) {
        self.fact(field, some(text).map(words).into_iter().collect());
    }

    /// A row of «Коротко» with several texts.
    pub fn fact_texts(&mut self, field: &str, texts: &[Text]) {
        self.fact(
            field,
            texts.iter().map(|text| words(text.0.clone())).collect(),
        );
    }

    /// A row of «Коротко» with a scale and remarks under it.
    pub fn fact_scale(&mut self, scale: Scale, items: Vec<Link>) {
        self.facts.push(Fact {
            label: scale.label.clone(),
            items,
            scale: Some(scale),
        });
    }

    /// A row of «Коротко» with an organization, or with the words that stand for one.
    pub fn fact_organization(&mut self, field: &str, written: &str) {
        if !written.is_empty() {
            let link = self.organization(written);
            self.fact(field, vec![link]);
        }
    }

    /// A row of «Коротко» with organizations.
    pub fn fact_organizations(&mut self, field: &str, written: &[OrganizationOrText]) {
        let links = written
            .iter()
            .map(|written| self.organization(written))
            .collect();
        self.fact(field, links);
    }

    /// A row of «Коротко» with persons as far as they may be named.
    pub fn fact_persons(&mut self, field: &str, persons: &Persons) {
        let in_document = self.entry.kind == Kind::Document;
        let links = persons
            .iter()
            .filter_map(|person| self.view.person(person, in_document))
            .collect();
        self.fact(field, links);
    }

    /// A row of «Коротко» with the territory, when it may be shown.
    pub fn fact_territory(&mut self) {
        let portal = self.view.portal;
        if let Some(territory) = portal
            .shown_territory(self.entry)
            .and_then(|id| portal.territory(id))
        {
            let path = Some(self.view.path(&territory.address));
            self.fact(
                "territory",
                vec![Link {
                    text: territory.parts.label.0.clone(),
                    path,
                    ..Link::default()
                }],
            );
        }
    }

    /// An organization, or the words that stand for one.
    pub fn organization(&self, written: &str) -> Link {
        self.view
            .reference(Target::OrganizationOrText, written, Some(self.entry))
    }

    /// Acts that fields name, as short links.
    pub fn acts<T: std::ops::Deref<Target = str>>(&mut self, written: &[T]) -> Vec<Link> {
        let found: Vec<&Entry> = written
            .iter()
            .filter_map(|written| self.named(Kind::Document, written))
            .collect();
        found
            .into_iter()
            .map(|entry| self.view.act_link(entry))
            .collect()
    }
}
