//! Which values of which facets a practice has, and where their pages stand.

use crate::lang;
use crate::parse::fields::PeriodOrText;
use crate::portal::navigator::{Derived, Facet};
use crate::portal::organizations::OrganizationType;
use crate::portal::{Content, Entry, Organization, Portal};

/// `/navigator/FACET/VALUE/`, path parts as slugs.
pub fn facet_address(facet: &str, value: &str) -> String {
    format!("navigator/{}/{}/", lang::slug(facet), lang::slug(value))
}

/// The values of a facet that a practice has: its own with those they stand under, or the derived one.
pub fn practice_values(portal: &Portal, facet: &Facet, entry: &Entry) -> Vec<String> {
    let Content::Practice(practice) = &entry.content else {
        return Vec::new();
    };
    let Some(derived) = facet.from else {
        return with_those_above(facet, written(facet, entry));
    };
    let hidden = practice.organization_shown.no();
    let value = match derived {
        Derived::Organization => (!hidden)
            .then(|| {
                portal
                    .organization(&practice.organization)
                    .map(|o| o.id.clone())
            })
            .flatten(),
        Derived::Territory => portal.shown_territory(entry).map(str::to_owned),
        Derived::Year => portal.year(entry).map(|year| year.to_string()),
        Derived::Evidence => Some(
            practice
                .evidence
                .level
                .map_or_else(|| "none".to_owned(), |level| level.0.to_string()),
        ),
        Derived::Status => practice.status.map(|status| status.word().to_owned()),
    };
    value.into_iter().collect()
}

/// The values of an own facet that an entry names; a checklist also asks about risks.
pub fn written(facet: &Facet, entry: &Entry) -> Vec<String> {
    let mut values: Vec<String> = entry
        .common
        .facets
        .values(&facet.id)
        .map(str::to_owned)
        .collect();
    if let (Content::Checklist(checklist), "risk") = (&entry.content, &*facet.id.0) {
        for section in checklist.sections.iter() {
            let risk = &section.risk.0;
            if !risk.is_empty() && !values.contains(risk) {
                values.push(risk.clone());
            }
        }
    }
    values
}

/// Values and those they stand under, each once.
pub fn with_those_above(facet: &Facet, mut values: Vec<String>) -> Vec<String> {
    if facet.values.iter().all(|value| value.children.is_empty()) {
        return values;
    }
    let all = facet.all_values();
    let mut at = 0;
    while at < values.len() {
        let parent = all
            .iter()
            .find(|(value, _)| *value.id == values[at])
            .and_then(|(_, parent)| *parent);
        if let Some(parent) = parent
            && !values.contains(&parent.id.0)
        {
            values.push(parent.id.0.clone());
        }
        at += 1;
    }
    values
}

impl Portal {
    /// The year of an entry: of its date, else the first of its period.
    pub fn year(&self, entry: &Entry) -> Option<i16> {
        if let Some(date) = entry.common.date {
            return Some(date.0.year());
        }
        match &entry.content {
            Content::Practice(practice) => match &practice.period {
                PeriodOrText::Dates(dates) => dates.start.map(|day| day.0.year()),
                PeriodOrText::Named(text) => first_year(text),
            },
            _ => None,
        }
    }

    /// The territory that an entry may be placed in: with a hidden organization only one that has
    /// at least five schools, so that the school cannot be told from its place.
    pub fn shown_territory<'p>(&'p self, entry: &'p Entry) -> Option<&'p str> {
        let (organization, hidden) = match &entry.content {
            Content::Practice(practice) => {
                (&*practice.organization.0, practice.organization_shown.no())
            }
            Content::Association(association) if !association.territory.0.is_empty() => {
                return Some(&association.territory);
            }
            Content::Association(association) => (&*association.organization.0, false),
            Content::Resource(resource) => (&*resource.organization.0, false),
            Content::Video(video) => (&*video.organization.0, false),
            Content::Plan(plan) => (&*plan.owner.0, false),
            Content::Course(course) => (&*course.organization.0, false),
            Content::Seminar(seminar) => (seminar.organizer.first().map_or("", |id| id), false),
            _ => return None,
        };
        let territory = self.organization(organization)?.territory.as_deref()?;
        self.territory(territory)?;
        let is_school = |o: &&Organization| {
            o.parts.organization_type == Some(OrganizationType::School)
                && o.territory.as_deref() == Some(territory)
        };
        let shown = !hidden || self.organizations.iter().filter(is_school).count() >= 5;
        shown.then_some(territory)
    }
}

/// The first number of four digits in a text, if it is a year.
fn first_year(text: &str) -> Option<i16> {
    let digits: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| part.len() == 4)
        .collect();
    digits
        .first()?
        .parse()
        .ok()
        .filter(|year| (1900..=2999).contains(year))
}
