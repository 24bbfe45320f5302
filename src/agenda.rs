//! Everything that has a day, in one list: terms of measures, seminars, stages of contests, courses,
//! meetings of associations. Pages take their part of it instead of looking through the portal.

mod collected;
mod points;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::{Date, Time};

use crate::execution::{State, Status};
use crate::portal::plan::{Measure, Plan, Subitem};
use crate::portal::seminar::SeminarStatus;
use crate::portal::{Content, Portal};
use collected::Collected;
pub use points::{PointDay, day as point_day};

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
    /// The occurrence: its place among those of the measure or of its part.
    pub occurrence: usize,
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
    by_entry: Places,
    by_organization: Places,
    points: HashMap<usize, Vec<PointDay>>,
}

/// Places in the list by the place of what they belong to.
type Places = HashMap<usize, Vec<usize>>;

impl Agenda {
    /// What belongs to the entry at this place, by day.
    pub fn of_entry(&self, at: usize) -> impl Iterator<Item = &Item> {
        self.at(&self.by_entry, at)
    }

    /// What names the organization at this place, by day.
    pub fn of_organization(&self, at: usize) -> impl Iterator<Item = &Item> {
        self.at(&self.by_organization, at)
    }

    /// The points of orders with a day that are addressed to the organization at this place, by day.
    pub fn points_of_organization(&self, at: usize) -> &[PointDay] {
        self.points.get(&at).map_or(&[], Vec::as_slice)
    }

    fn at(&self, places: &Places, at: usize) -> impl Iterator<Item = &Item> {
        let places = places.get(&at).map_or(&[][..], |places| places);
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
                |measure| entry.measure_address(measure),
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
        of_part: fn(&'p Subitem) -> &'p str,
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
    let Collected {
        mut items, undated, ..
    } = Collected::of(portal);
    // Stable, so that what has one key keeps the order of the lists and of the act.
    items.sort_by_key(|item| (item.day, item.due().is_some(), item.time));
    let (mut by_entry, mut by_organization) = (Places::new(), Places::new());
    for (at, item) in items.iter().enumerate() {
        by_entry.entry(item.entry).or_default().push(at);
        for organization in item.organizations.iter() {
            by_organization.entry(*organization).or_default().push(at);
        }
    }
    Agenda {
        items,
        undated,
        by_entry,
        by_organization,
        points: points::of(portal),
    }
}
