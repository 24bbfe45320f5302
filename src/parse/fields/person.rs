//! Persons: named in words or in parts, and shown by name only with consent.

use std::ops::Deref;

use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::Value as Json;

use super::date::Date;
use super::either::either;
use super::many::Many;
use super::reference::OrganizationOrText;
use super::scalar::Scalar;
use super::text::{Text, texts};
use crate::parse::record::{Fault, Publish, Schema, Value, Walk};
use crate::record;

either! {
    /// A person: a text, or the parts of it.
    Person = Words(OrganizationOrText) | Parts(PersonParts);
}

record! {
    /// The parts of a person.
    pub struct PersonParts {
        name: Text = "Name; shown only with consent";
        position: Text = "Position; always shown";
        organization: OrganizationOrText = "Where the person works";
        topic: Text = "What the person speaks about";
        consent: Consent = "true, or the date of the consent to be named";
    }
}

texts! {
    /// `true` or the date of the consent.
    Consent "consent" consent, |_text| None;
}

fn consent(text: &str) -> Result<(), Fault> {
    match text {
        "true" | "false" => Ok(()),
        date => Date::parse(date).map(drop),
    }
}

impl PersonParts {
    /// Whether the person agreed to be named.
    pub fn consented(&self) -> bool {
        !self.consent.0.is_empty() && &*self.consent != "false"
    }
}

impl Person {
    /// Leaves the name out unless it may be shown.
    fn public(&self, publish: Publish<'_>) -> Json {
        match self {
            Self::Words(text) => text.data(publish),
            Self::Parts(parts) => {
                let mut parts = parts.clone();
                if !(publish.show_persons || parts.consented()) {
                    parts.name = Text::default();
                }
                parts.consent = Consent::default();
                parts.data(Publish {
                    mask: None,
                    ..publish
                })
            }
        }
    }
}

/// Persons as a field: their names stay out of the data without consent.
#[derive(Clone, Debug, Default)]
pub struct Persons(pub Many<Person>);

impl<'de> Deserialize<'de> for Persons {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Many::deserialize(deserializer).map(Self)
    }
}
impl Deref for Persons {
    type Target = [Person];
    fn deref(&self) -> &[Person] {
        &self.0
    }
}
impl Value for Persons {
    fn schema() -> Schema {
        Many::<Person>::schema()
    }
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    fn walk<'a>(&'a self, walk: &mut Walk<'a, '_>) {
        self.0.walk(walk);
    }
    fn data(&self, publish: Publish<'_>) -> Json {
        Json::Array(self.0.iter().map(|person| person.public(publish)).collect())
    }
}
