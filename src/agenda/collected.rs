//! The portal looked through for days: events by their own, terms by the occurrences of plans.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::{Date, Time};

use super::{Due, Item, What};
use crate::execution::{MeasureExecution, Occurrence};
use crate::parse::fields::{Executor, Moment};
use crate::portal::plan::Measure;
use crate::portal::{Content, Kind, Portal};

/// What is found while the portal is looked through once.
pub struct Collected<'p> {
    portal: &'p Portal,
    places: HashMap<&'p str, usize>,
    /// What has a day: events, then terms, each list of the portal in its order.
    pub items: Vec<Item>,
    /// Events that have no day yet.
    pub undated: Vec<(usize, What)>,
}

/// The kinds that have events, in the order in which they stand on one day.
const EVENTS: [Kind; 4] = [
    Kind::Seminar,
    Kind::Contest,
    Kind::Course,
    Kind::Association,
];

impl<'p> Collected<'p> {
    /// Everything that has a day in a portal.
    pub fn of(portal: &'p Portal) -> Self {
        let mut found = Self {
            portal,
            places: portal
                .organizations
                .iter()
                .enumerate()
                .map(|(at, organization)| (organization.id.as_str(), at))
                .collect(),
            items: Vec::new(),
            undated: Vec::new(),
        };
        for at in EVENTS.iter().flat_map(|kind| portal.listed(*kind)) {
            found.add_events(*at);
        }
        for at in portal.listed(Kind::Plan) {
            found.add_terms(*at);
        }
        found
    }

    fn add_events(&mut self, at: usize) {
        let Some(entry) = self.portal.entries.get(at) else {
            return;
        };
        match &entry.content {
            Content::Seminar(seminar) => {
                let own = self.organizations(seminar.organizer.iter().map(|id| &**id));
                self.add_event(at, What::Seminar, (&seminar.starts, &seminar.ends), own);
            }
            Content::Course(course) => {
                let own = self.organizations([&*course.organization]);
                self.add_event(at, What::Course, (&course.starts, &course.ends), own);
            }
            Content::Contest(contest) => {
                let is_dated = |starts: &Moment, ends: &Moment| days(starts, ends).is_some();
                let mut dated = contest
                    .stages
                    .iter()
                    .enumerate()
                    .filter(|(_, stage)| is_dated(&stage.starts, &stage.ends))
                    .peekable();
                // A contest without days is one thing to come, however many stages it has.
                if dated.peek().is_none() {
                    self.undated.push((at, What::Stage(0)));
                }
                for (place, stage) in dated {
                    let own = Arc::from([]);
                    self.add_event(at, What::Stage(place), (&stage.starts, &stage.ends), own);
                }
            }
            Content::Association(association) => {
                let leader = std::iter::once(&*association.organization);
                let own =
                    self.organizations(leader.chain(association.members.iter().map(|id| &**id)));
                for (place, meeting) in association.meetings.iter().enumerate() {
                    let what = What::Meeting(place);
                    match meeting.date {
                        Some(day) => {
                            self.push(at, what, (day.0, day.0, None), Arc::clone(&own));
                        }
                        None => self.undated.push((at, what)),
                    }
                }
            }
            _ => {}
        }
    }

    fn add_event(&mut self, at: usize, what: What, moments: (&Moment, &Moment), own: Arc<[usize]>) {
        match days(moments.0, moments.1) {
            Some(days) => self.push(at, what, days, own),
            None => self.undated.push((at, what)),
        }
    }

    fn push(
        &mut self,
        entry: usize,
        what: What,
        (start, end, time): (Date, Date, Option<Time>),
        organizations: Arc<[usize]>,
    ) {
        self.items.push(Item {
            day: start,
            start,
            end,
            time,
            entry,
            what,
            organizations,
        });
    }

    /// The places of organizations, each once; texts that name none are left out.
    fn organizations<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Arc<[usize]> {
        let mut places: Vec<usize> = ids
            .into_iter()
            .filter_map(|id| {
                let organization = self.portal.organization(id)?;
                self.places.get(organization.id.as_str()).copied()
            })
            .collect();
        places.sort_unstable();
        places.dedup();
        places.into()
    }

    fn add_terms(&mut self, at: usize) {
        let Some((entry, execution)) = self.portal.entries.get(at).zip(self.portal.execution(at))
        else {
            return;
        };
        let Content::Plan(plan) = &entry.content else {
            return;
        };
        let told = execution.reported;
        let places = plan
            .sections
            .iter()
            .enumerate()
            .flat_map(|(section, group)| {
                let measures = group.measures.iter().enumerate();
                measures.map(move |(place, measure)| (section, place, measure))
            });
        let known = execution.measures.iter().enumerate();
        for ((section, place, measure), (line, known)) in places.zip(known) {
            let term = Term {
                plan: at,
                told,
                section,
                measure: place,
                line,
            };
            self.add_measure(&term, measure, known);
        }
    }

    fn add_measure(&mut self, term: &Term, measure: &Measure, known: &MeasureExecution) {
        let parts = || measure.subitems.iter().zip(&known.subitems);
        // Who executes only a part has the days of the measure, unless the part has days of its own.
        let without_days = parts()
            .filter(|(_, known)| known.occurrences.is_empty())
            .flat_map(|(part, _)| part.responsible.iter());
        let named = self.executors(measure.responsible.iter().chain(without_days));
        self.push_terms(term, None, &known.occurrences, &named);
        for (place, (part, known)) in parts().enumerate() {
            let executors = if part.responsible.is_empty() {
                &measure.responsible
            } else {
                &part.responsible
            };
            let named = self.executors(executors.iter());
            self.push_terms(term, Some(place), &known.occurrences, &named);
        }
    }

    fn executors<'e>(&self, executors: impl Iterator<Item = &'e Executor>) -> Arc<[usize]> {
        self.organizations(executors.map(Executor::id))
    }

    /// The days of a measure or of its part.
    fn push_terms(
        &mut self,
        term: &Term,
        subitem: Option<usize>,
        occurrences: &[Occurrence],
        organizations: &Arc<[usize]>,
    ) {
        for (place, occurrence) in occurrences.iter().enumerate() {
            let day = occurrence.day();
            self.items.push(Item {
                day,
                start: occurrence.start.min(day),
                end: day,
                time: None,
                entry: term.plan,
                what: What::Due(Due {
                    section: term.section,
                    measure: term.measure,
                    line: term.line,
                    subitem,
                    occurrence: place,
                    checkpoint: occurrence.is_checkpoint(),
                    estimated: occurrence.estimated,
                    status: term.told.then(|| occurrence.status.clone()),
                }),
                organizations: Arc::clone(organizations),
            });
        }
    }
}

/// A measure on its way into the list.
struct Term {
    /// The plan: its place in the portal's entries.
    plan: usize,
    /// Whether states may be said.
    told: bool,
    section: usize,
    measure: usize,
    line: usize,
}

/// The first and last day of an event and the time it begins; nothing when it has no day. An event
/// that names only its end stands under that.
fn days(starts: &Moment, ends: &Moment) -> Option<(Date, Date, Option<Time>)> {
    let (start, time) = starts.read().or_else(|_| ends.read()).ok()?;
    let end = ends.day().filter(|end| *end > start).unwrap_or(start);
    Some((start, end, time))
}
