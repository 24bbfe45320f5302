//! Who takes part in what: the measures, points and entries of every organization and territory.
//!
//! Plans name their executors and practices their schools; the pages of organizations need it the
//! other way round. It is turned round once, so that no page looks through the whole portal.

use std::collections::HashMap;

use super::document::Document;
use super::plan::{Level, Measure, Plan};
use super::{Content, Entry, Portal};
use crate::lang;
use crate::parse::fields::{Executor, Person};

/// What names each organization and each territory, by their place in the portal's lists.
#[derive(Debug, Default)]
pub struct Involvement {
    organizations: Vec<Part>,
    territories: Vec<Place>,
}

/// What names an organization.
#[derive(Debug, Default)]
pub struct Part {
    /// Measures of plans that have pages, in the order of the plans.
    pub measures: Vec<NamedMeasure>,
    /// Points of documents addressed to it: places of the document and of the point.
    pub points: Vec<(usize, usize)>,
    /// Its own entries that have pages: places in the portal's entries.
    pub entries: Vec<usize>,
    /// Organizations directly under it: places in the portal's list.
    pub children: Vec<usize>,
}

/// A measure that names an organization.
#[derive(Clone, Copy, Debug)]
pub struct NamedMeasure {
    /// The plan: its place in the portal's entries.
    pub plan: usize,
    /// The section: its place in the plan.
    pub section: usize,
    /// The measure: its place in the section.
    pub measure: usize,
    /// The sub-item that names it, when the measure itself does not.
    pub subitem: Option<usize>,
}

/// What is in a territory.
#[derive(Debug, Default)]
pub struct Place {
    /// Its organizations: places in the portal's list.
    pub organizations: Vec<usize>,
    /// Entries that may be placed in it.
    pub entries: Vec<usize>,
}

/// The lists of the site before they are cut into pages.
#[derive(Debug)]
pub struct Lists {
    by_kind: Vec<Vec<usize>>,
    samples: Vec<bool>,
}

impl Involvement {
    /// What names the organization at this place.
    pub fn organization(&self, at: usize) -> &Part {
        &self.organizations[at]
    }

    /// What is in the territory at this place.
    pub fn territory(&self, at: usize) -> &Place {
        &self.territories[at]
    }
}

impl Portal {
    /// Who takes part in what.
    pub fn involvement(&self) -> &Involvement {
        self.involvement.get_or_init(|| collect(self).into())
    }

    /// Entries of a kind that have pages, in the order of its list: places in `entries`.
    pub fn listed(&self, kind: super::Kind) -> &[usize] {
        self.lists()
            .by_kind
            .get(kind as usize)
            .map_or(&[], Vec::as_slice)
    }

    /// How many of the entries at these places are examples. Long lists are counted on each of
    /// their pages, so the entries themselves are not looked at.
    pub fn samples_at(&self, places: &[usize]) -> usize {
        let samples = &self.lists().samples;
        places
            .iter()
            .filter(|at| samples.get(**at).is_some_and(|sample| *sample))
            .count()
    }

    fn lists(&self) -> &Lists {
        self.lists.get_or_init(|| lists(self).into())
    }

    fn place_of_organization(&self, id: &str) -> Option<usize> {
        let id = id.strip_prefix("organizations/").unwrap_or(id);
        self.organization_by_id.get(&super::nfc(id)).copied()
    }
}

fn collect(portal: &Portal) -> Involvement {
    let mut involvement = Involvement {
        organizations: portal
            .organizations
            .iter()
            .map(|_| Part::default())
            .collect(),
        territories: portal
            .territories
            .iter()
            .map(|_| Place::default())
            .collect(),
    };
    for (at, organization) in portal.organizations.iter().enumerate() {
        if let Some(parent) = portal
            .place_of_organization(&organization.parts.parent)
            .filter(|parent| *parent != at)
        {
            involvement.organizations[parent].children.push(at);
        }
    }
    let territories: HashMap<&str, usize> = portal
        .territories
        .iter()
        .enumerate()
        .map(|(at, territory)| (territory.id.as_str(), at))
        .collect();
    let place = |id: &str| territories.get(portal.territory(id)?.id.as_str()).copied();
    for (at, organization) in portal.organizations.iter().enumerate() {
        if let Some(territory) = organization.territory.as_deref().and_then(place) {
            involvement.territories[territory].organizations.push(at);
        }
    }
    for (at, entry) in portal.entries.iter().enumerate() {
        if !entry.visible || entry.address.is_empty() {
            continue;
        }
        if let Some(territory) = portal.shown_territory(entry).and_then(place) {
            involvement.territories[territory].entries.push(at);
        }
        involvement.add_entry(portal, at, entry);
        match &entry.content {
            Content::Plan(plan) => involvement.add_measures(portal, at, plan),
            Content::Document(document) => involvement.add_points(portal, at, document),
            _ => {}
        }
    }
    involvement
}

impl Involvement {
    fn add_entry(&mut self, portal: &Portal, at: usize, entry: &Entry) {
        for id in own_organizations(entry) {
            let Some(organization) = portal.place_of_organization(id) else {
                continue;
            };
            let entries = &mut self.organizations[organization].entries;
            if entries.last() != Some(&at) {
                entries.push(at);
            }
        }
    }

    fn add_measures(&mut self, portal: &Portal, at: usize, plan: &Plan) {
        for (section, group) in plan.sections.iter().enumerate() {
            for (place, measure) in group.measures.iter().enumerate() {
                for (executor, subitem) in executors(measure) {
                    let Some(organization) = portal.place_of_organization(executor.id()) else {
                        continue;
                    };
                    let measures = &mut self.organizations[organization].measures;
                    let is_known = measures.last().is_some_and(|last| {
                        (last.plan, last.section, last.measure) == (at, section, place)
                    });
                    if !is_known {
                        measures.push(NamedMeasure {
                            plan: at,
                            section,
                            measure: place,
                            subitem,
                        });
                    }
                }
            }
        }
    }

    fn add_points(&mut self, portal: &Portal, at: usize, document: &Document) {
        for (place, point) in document.points.iter().enumerate() {
            for id in point.responsible.iter() {
                let Some(organization) = portal.place_of_organization(id) else {
                    continue;
                };
                let points = &mut self.organizations[organization].points;
                if points.last() != Some(&(at, place)) {
                    points.push((at, place));
                }
            }
        }
    }
}

/// The executors of a measure, then those of its sub-items.
fn executors(measure: &Measure) -> impl Iterator<Item = (&Executor, Option<usize>)> {
    let own = measure.responsible.iter().map(|executor| (executor, None));
    let below = measure
        .subitems
        .iter()
        .enumerate()
        .flat_map(|(at, subitem)| {
            subitem
                .responsible
                .iter()
                .map(move |executor| (executor, Some(at)))
        });
    own.chain(below)
}

/// The organizations on whose pages an entry stands.
fn own_organizations(entry: &Entry) -> Vec<&str> {
    match &entry.content {
        Content::Practice(practice) if practice.organization_shown.no() => Vec::new(),
        Content::Practice(practice) => vec![&practice.organization],
        Content::Plan(plan) => vec![&plan.owner],
        Content::Document(document) => vec![&document.issuer],
        Content::Seminar(seminar) => seminar.organizer.iter().map(|id| &**id).collect(),
        Content::Resource(resource) => vec![&resource.organization],
        Content::Video(video) => vec![&video.organization],
        Content::Course(course) => vec![&course.organization],
        Content::Association(association) => std::iter::once(&*association.organization)
            .chain(association.members.iter().map(|id| &**id))
            .collect(),
        Content::Partnership(partnership) => vec![&partnership.mentor, &partnership.partner],
        Content::Question(question) => question
            .answered_by
            .iter()
            .filter_map(|person| match person {
                Person::Words(text) => Some(&**text),
                Person::Parts(_) => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The list of every kind, by the number of the kind.
fn lists(portal: &Portal) -> Lists {
    let mut lists: Vec<Vec<usize>> = super::KINDS.iter().map(|_| Vec::new()).collect();
    for (at, entry) in portal.entries.iter().enumerate() {
        if entry.visible {
            lists[entry.kind as usize].push(at);
        }
    }
    for list in &mut lists {
        if list
            .first()
            .is_some_and(|at| portal.entries[*at].kind == super::Kind::Practice)
        {
            list.clone_from(&portal.navigator_index().practices);
        } else {
            list.sort_by_cached_key(|at| list_key(&portal.entries[*at]));
        }
    }
    Lists {
        by_kind: lists,
        samples: portal.entries.iter().map(|entry| entry.sample).collect(),
    }
}

/// Plans: real ones first, from the highest level of government, newest first. Documents and news: newest first. Events: by their day, undated ones last.
/// Everything else by title.
fn list_key(entry: &Entry) -> (bool, i64, lang::SortKey) {
    const NEVER: i64 = i64::MAX;
    let number = |day: jiff::civil::Date| {
        i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
    };
    let newest = || entry.common.date.map_or(NEVER, |date| -number(date.0));
    let title = lang::sort_key(&entry.common.title);
    match &entry.content {
        Content::Plan(plan) => {
            // Levels of government stand apart, whatever their years.
            let level = plan
                .level
                .map_or(Level::School as i64 + 1, |level| level as i64);
            let age = plan.period.days().map_or(0, |(start, _)| number(start));
            (entry.sample, level * 1_000_000_000 - age, title)
        }
        Content::Document(_) | Content::News(_) => (false, newest(), title),
        Content::Seminar(seminar) => (false, seminar.starts.day().map_or(NEVER, number), title),
        Content::Course(course) => (false, course.starts.day().map_or(NEVER, number), title),
        _ => (false, 0, title),
    }
}
