//! Everything that has a day, in one list: terms of measures, seminars, stages of contests, courses,
//! meetings of associations. Pages take their part of it instead of looking through the portal.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::{Date, Time};

use crate::execution::{MeasureExecution, PlanExecution, State, Status, Wording};
use crate::parse::fields::{Executor, Moment};
use crate::portal::plan::{Checkpoints, Measure, Plan, ScheduleKind};
use crate::portal::seminar::SeminarStatus;
use crate::portal::{Content, Entry, Kind, Portal};
use crate::timing::{self, Planned, Schedule, Term};

/// One thing that has a day.
#[derive(Clone, Debug)]
pub struct Item {
    /// The day under which people look for it: a term stands under its last day, an event under its first.
    pub day: Date,
    /// Its first day.
    pub start: Date,
    /// Its last day, included.
    pub end: Date,
    /// When it begins on its first day, if that is said.
    pub time: Option<Time>,
    /// The entry it belongs to: its place in the portal's entries.
    pub entry: usize,
    /// What sort of thing it is.
    pub what: What,
    /// The organizations it names: places in the portal's list.
    pub organizations: Arc<[usize]>,
}

/// What sort of thing has a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The term of a measure or of a part of it.
    Due(Due),
    /// A seminar.
    Seminar,
    /// A stage of a contest: its place in the list.
    Stage(usize),
    /// A course.
    Course,
    /// A meeting of an association: its place in the list.
    Meeting(usize),
}

/// The term of a measure or of a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The section: its place in the plan.
    pub section: usize,
    /// The measure: its place in the section.
    pub measure: usize,
    /// The measure: its place among all measures of the plan.
    pub line: usize,
    /// The part of the measure that has this day of its own.
    pub subitem: Option<usize>,
    /// A measure that goes on is looked at on this day; it does not end then.
    pub checkpoint: bool,
    /// The day is the program's proposal («расчётный срок»).
    pub estimated: bool,
    /// Its state; nothing when no report names the plan or its execution is hidden.
    pub status: Option<Status>,
}

/// The list, and what of it concerns each organization.
#[derive(Debug, Default)]
pub struct Agenda {
    /// By day; on one day events before terms, and terms plan by plan in the order of the plans.
    pub items: Vec<Item>,
    /// Events that have no day yet, in the order of the lists.
    pub undated: Vec<(usize, What)>,
    by_organization: HashMap<usize, Vec<usize>>,
}

impl Agenda {
    /// What names the organization at this place, by day.
    pub fn of_organization(&self, at: usize) -> impl Iterator<Item = &Item> {
        let places = self
            .by_organization
            .get(&at)
            .map_or(&[][..], |places| places);
        places.iter().filter_map(|at| self.items.get(*at))
    }
}

impl Item {
    /// The measure whose term it is.
    pub fn due(&self) -> Option<&Due> {
        match &self.what {
            What::Due(due) => Some(due),
            _ => None,
        }
    }

    /// Whether nobody needs to wait for it: done before its day, taken out of the plan, or an event
    /// that does not take place on its day.
    pub fn is_off(&self, portal: &Portal) -> bool {
        let content = portal.entries.get(self.entry).map(|entry| &entry.content);
        match (&self.what, content) {
            (What::Due(due), _) => due.is_settled(),
            (_, Some(Content::Seminar(seminar))) => matches!(
                seminar.status,
                Some(SeminarStatus::Cancelled | SeminarStatus::Postponed)
            ),
            _ => false,
        }
    }

    /// Its title: of the measure or its part, of the event, of the contest, of the meeting.
    pub fn title<'p>(&self, portal: &'p Portal) -> &'p str {
        let Some(entry) = portal.entries.get(self.entry) else {
            return "";
        };
        match (&self.what, &entry.content) {
            (What::Due(due), Content::Plan(plan)) => due.title(plan),
            (What::Meeting(at), Content::Association(association)) => association
                .meetings
                .get(*at)
                .map_or("", |meeting| &meeting.title),
            _ => &entry.common.title,
        }
    }

    /// The address of its page; a measure's with its anchor.
    pub fn address(&self, portal: &Portal) -> String {
        let Some(entry) = portal.entries.get(self.entry) else {
            return String::new();
        };
        match (&self.what, &entry.content) {
            (What::Due(due), Content::Plan(plan)) => due.of(plan).map_or_else(
                || entry.address.clone(),
                |measure| format!("{}#m-{}", entry.address, &*measure.number),
            ),
            _ => entry.address.clone(),
        }
    }
}

impl Due {
    /// The measure in its plan.
    pub fn of<'p>(&self, plan: &'p Plan) -> Option<&'p Measure> {
        plan.sections.get(self.section)?.measures.get(self.measure)
    }

    /// Whether it is known that there is nothing left to do.
    pub fn is_settled(&self) -> bool {
        self.status
            .as_ref()
            .is_some_and(|status| matches!(status.state, State::Done | State::Cancelled))
    }

    /// The act's words of the term.
    pub fn timing<'p>(&self, plan: &'p Plan) -> &'p str {
        self.part(plan, |measure| &measure.timing, |part| &part.timing)
    }

    fn title<'p>(&self, plan: &'p Plan) -> &'p str {
        self.part(plan, |measure| &measure.title, |part| &part.title)
    }

    fn part<'p>(
        &self,
        plan: &'p Plan,
        of_measure: fn(&'p Measure) -> &'p str,
        of_part: fn(&'p crate::portal::plan::Subitem) -> &'p str,
    ) -> &'p str {
        let Some(measure) = self.of(plan) else {
            return "";
        };
        match self.subitem {
            Some(at) => measure.subitems.get(at).map_or("", of_part),
            None => of_measure(measure),
        }
    }
}

/// The list of a portal. Nothing hidden is in it.
pub fn of(portal: &Portal) -> Agenda {
    let mut found = Collected {
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
    for kind in [
        Kind::Seminar,
        Kind::Contest,
        Kind::Course,
        Kind::Association,
    ] {
        for at in portal.listed(kind) {
            found.add_events(*at);
        }
    }
    for at in portal.listed(Kind::Plan) {
        found.add_terms(*at);
    }
    let Collected {
        mut items, undated, ..
    } = found;
    // Stable, so that what has one key keeps the order of the lists and of the act.
    items.sort_by_key(|item| (item.day, item.due().is_some(), item.time));
    let mut by_organization: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        for organization in item.organizations.iter() {
            by_organization.entry(*organization).or_default().push(at);
        }
    }
    Agenda {
        items,
        undated,
        by_organization,
    }
}

/// What is found while the portal is looked through once.
struct Collected<'p> {
    portal: &'p Portal,
    places: HashMap<&'p str, usize>,
    items: Vec<Item>,
    undated: Vec<(usize, What)>,
}

impl<'p> Collected<'p> {
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
        let Some(terms) = Terms::new(at, entry, execution) else {
            return;
        };
        let mut line = 0;
        for (section, group) in terms.plan.sections.iter().enumerate() {
            for (place, measure) in group.measures.iter().enumerate() {
                if let Some(known) = execution.measures.get(line) {
                    let due = Due {
                        section,
                        measure: place,
                        line,
                        subitem: None,
                        checkpoint: false,
                        estimated: false,
                        status: None,
                    };
                    self.add_measure(&terms, &due, measure, known);
                }
                line += 1;
            }
        }
    }

    fn add_measure(
        &mut self,
        terms: &Terms,
        due: &Due,
        measure: &Measure,
        known: &MeasureExecution,
    ) {
        let own: Vec<Vec<Planned>> = known
            .subitems
            .iter()
            .map(|part| terms.days(&part.schedule))
            .collect();
        // Who executes only a part has the days of the measure, unless the part has days of its own.
        let without_days = measure
            .subitems
            .iter()
            .zip(&own)
            .filter(|(_, days)| days.is_empty())
            .flat_map(|(part, _)| part.responsible.iter());
        let executors = measure.responsible.iter().chain(without_days);
        let named = self.organizations(executors.map(Executor::id));
        let checkpoints = terms.checkpoints(&known.schedule);
        for occurrence in &known.occurrences {
            let day = if terms.told {
                occurrence.day()
            } else {
                occurrence.due
            };
            let due = Due {
                checkpoint: checkpoints.contains(&(occurrence.start, occurrence.due)),
                estimated: occurrence.estimated,
                status: terms.told.then(|| occurrence.status.clone()),
                ..due.clone()
            };
            self.push_term(terms.at, due, (occurrence.start, day), Arc::clone(&named));
        }
        let parts = measure.subitems.iter().zip(&known.subitems).zip(&own);
        for (place, ((part, known), days)) in parts.enumerate() {
            let executors = if part.responsible.is_empty() {
                &measure.responsible
            } else {
                &part.responsible
            };
            let named = self.organizations(executors.iter().map(Executor::id));
            // The one state of a part says nothing of a single day among several.
            let status = Some(&known.status).filter(|_| terms.told && days.len() == 1);
            let moved_to = status.and_then(|status| match &status.wording {
                Wording::Postponed { to, .. } => Some(*to),
                _ => None,
            });
            for (start, day, estimated) in days {
                let due = Due {
                    subitem: Some(place),
                    estimated: *estimated,
                    status: status.cloned(),
                    ..due.clone()
                };
                let days = (*start, moved_to.unwrap_or(*day));
                self.push_term(terms.at, due, days, Arc::clone(&named));
            }
        }
    }

    fn push_term(&mut self, entry: usize, due: Due, (start, day): (Date, Date), own: Arc<[usize]>) {
        self.items.push(Item {
            day,
            start: start.min(day),
            end: day,
            time: None,
            entry,
            what: What::Due(due),
            organizations: own,
        });
    }
}

/// The first and last day of an event and the time it begins; nothing when it has no day. An event
/// that names only its end stands under that.
fn days(starts: &Moment, ends: &Moment) -> Option<(Date, Date, Option<Time>)> {
    let (start, time) = starts.read().or_else(|_| ends.read()).ok()?;
    let end = ends.day().filter(|end| *end > start).unwrap_or(start);
    Some((start, end, time))
}

/// What the terms of a plan share.
struct Terms<'p> {
    at: usize,
    plan: &'p Plan,
    term: Term,
    each: Checkpoints,
    /// Whether states may be said.
    told: bool,
}

impl<'p> Terms<'p> {
    fn new(at: usize, entry: &'p Entry, execution: &PlanExecution) -> Option<Self> {
        let Content::Plan(plan) = &entry.content else {
            return None;
        };
        Some(Self {
            at,
            plan,
            term: Term::of(&plan.period)?,
            each: plan.checkpoints.unwrap_or(Checkpoints::Quarter),
            told: execution.reported && !plan.execution_hidden(),
        })
    }

    fn days(&self, schedule: &[Schedule]) -> Vec<Planned> {
        timing::occurrences(schedule, self.term, self.each)
    }

    /// The days on which what goes on is only looked at.
    fn checkpoints(&self, schedule: &[Schedule]) -> Vec<(Date, Date)> {
        schedule
            .iter()
            .filter(|entry| entry.kind == ScheduleKind::Ongoing)
            .flat_map(|entry| self.days(std::slice::from_ref(entry)))
            .map(|(start, due, _)| (start, due))
            .collect()
    }
}
