//! Facets and their values: names, counts and pages.

use serde::Serialize;

use crate::lang;
use crate::navigator::FacetIndex;
use crate::portal::navigator::{Derived, Facet, FacetValue};
use crate::portal::practice::PracticeStatus;
use crate::view::View;
use crate::view::context::some;
use crate::view::entry::parts::find_value;
use crate::view::shapes::Examples;

/// The facet of what a school is like: its practices are for «такой школы, как моя».
const SCHOOL: &str = "school";

/// A value with the number of its practices.
#[derive(Serialize)]
pub struct ValueLink {
    pub id: String,
    pub label: String,
    /// Its page, when it has practices.
    pub path: Option<String>,
    pub count: usize,
    pub examples: Option<Examples>,
    pub selected: bool,
    pub children: Vec<ValueLink>,
}

/// A value in a plain list, each after the one it stands under.
pub struct FlatValue {
    /// Id.
    pub id: String,
    /// Words.
    pub label: String,
    /// The place in the list of the value it stands under.
    pub above: Option<usize>,
}

impl<'p> View<'p> {
    /// The name of a facet.
    pub fn facet_label(&self, facet: &Facet) -> String {
        match (some(&facet.label), facet.from) {
            (Some(label), _) => label,
            (None, Some(derived)) => self.vocabulary("navigator_facet", derived.word()),
            (None, None) => facet.id.0.clone(),
        }
    }

    /// The name of a value of a facet.
    pub fn value_label(&self, facet: &Facet, value: &str) -> String {
        let portal = self.portal;
        let known = match facet.from {
            None => find_value(&facet.values, value).map(|known| known.label.0.clone()),
            Some(Derived::Organization) => portal
                .organization(value)
                .map(|o| self.organization_name(o).to_owned()),
            Some(Derived::Territory) => portal
                .territory(value)
                .map(|territory| territory.parts.label.0.clone()),
            Some(Derived::Evidence) => Some(match value {
                "none" => self.vocabulary("evidence", value),
                level => format!("{level} — {}", self.vocabulary("evidence", level)),
            }),
            Some(Derived::Status) => Some(self.vocabulary("practice_status", value)),
            Some(Derived::Year) => None,
        };
        known.unwrap_or_else(|| value.to_owned())
    }

    /// Practices by value of a facet.
    pub fn facet_index(&self, facet: &Facet) -> Option<&'p FacetIndex> {
        let at = self
            .portal
            .facets()
            .iter()
            .position(|known| std::ptr::eq(known, facet))?;
        self.portal.navigator_index().facets.get(at)
    }

    /// How many practices have a value.
    pub fn value_count(&self, facet: &Facet, value: &str) -> usize {
        self.value_practices(facet, value).len()
    }

    /// How many examples are among the practices that have a value.
    pub fn value_examples(&self, facet: &Facet, value: &str) -> Option<Examples> {
        let samples = self.facet_index(facet)?.samples.get(value)?;
        self.practice_examples(*samples)
    }

    /// The practices that have a value, in the default order: places in the portal's entries.
    pub fn value_practices(&self, facet: &Facet, value: &str) -> &'p [usize] {
        self.facet_index(facet)
            .and_then(|index| index.by_value.get(value))
            .map_or(&[], Vec::as_slice)
    }

    /// Entries of other kinds that have a value.
    pub fn value_entries(&self, facet: &Facet, value: &str) -> &'p [usize] {
        self.facet_index(facet)
            .and_then(|index| index.others.get(value))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether a practice may have several values of a facet.
    pub fn has_several(&self, facet: &Facet) -> bool {
        facet.from.is_none() && !facet.multiple.no()
    }

    /// The facet that says what a school is like, if the site has one.
    pub fn school_facet(&self) -> Option<&'p Facet> {
        let mut facets = self.portal.facets().iter();
        facets.find(|facet| &*facet.id == SCHOOL && facet.from.is_none())
    }

    /// The values of a facet as its lists show them, one after another.
    pub fn flat_values(&self, facet: &Facet) -> Vec<FlatValue> {
        fn below(values: Vec<ValueLink>, above: Option<usize>, all: &mut Vec<FlatValue>) {
            for value in values {
                let at = all.len();
                all.push(FlatValue {
                    id: value.id,
                    label: value.label,
                    above,
                });
                below(value.children, Some(at), all);
            }
        }
        let mut all = Vec::new();
        below(self.values(facet, ""), None, &mut all);
        all
    }

    /// The page of a value, when it has practices.
    pub fn value_path(&self, facet: &Facet, value: &str) -> Option<String> {
        let address = self.facet_index(facet)?.addresses.get(value)?;
        Some(self.path(address))
    }

    pub(super) fn value_link(
        &self,
        facet: &Facet,
        value: &FacetValue,
        selected: &str,
    ) -> ValueLink {
        ValueLink {
            children: value
                .children
                .iter()
                .map(|child| self.value_link(facet, child, selected))
                .collect(),
            ..self.plain_value(facet, &value.id, value.label.0.clone(), selected)
        }
    }

    pub(super) fn plain_value(
        &self,
        facet: &Facet,
        value: &str,
        label: String,
        selected: &str,
    ) -> ValueLink {
        ValueLink {
            id: value.to_owned(),
            label,
            path: self.value_path(facet, value),
            count: self.value_count(facet, value),
            examples: self.value_examples(facet, value),
            selected: value == selected,
            children: Vec::new(),
        }
    }

    /// The values of a facet in their order; derived ones are those that practices have.
    pub(super) fn values(&self, facet: &Facet, selected: &str) -> Vec<ValueLink> {
        let Some(derived) = facet.from else {
            return facet
                .values
                .iter()
                .map(|value| self.value_link(facet, value, selected))
                .collect();
        };
        let Some(index) = self.facet_index(facet) else {
            return Vec::new();
        };
        let ids = index.by_value.keys();
        let mut values: Vec<ValueLink> = ids
            .map(|id| self.plain_value(facet, id, self.value_label(facet, id), selected))
            .collect();
        match derived {
            Derived::Organization | Derived::Territory => {
                values.sort_by_cached_key(|value| lang::sort_key(&value.label))
            }
            Derived::Year => values.reverse(),
            // Digits come before «none», so the highest level is first and «не оценивалась» last.
            Derived::Evidence => values.sort_by_key(|value| {
                std::cmp::Reverse(value.id.parse::<u8>().map_or(-1, i16::from))
            }),
            Derived::Status => values.sort_by_key(|value| {
                PracticeStatus::WORDS
                    .iter()
                    .position(|word| *word == value.id)
            }),
        }
        values
    }
}
