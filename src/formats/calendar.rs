//! Calendars of the portal, its plans, organizations and seminars.
//!
//! What stands in them is the agenda's choice, as on the pages; here it is put into words. An event has
//! one name in all of them, so that who takes two calendars sees it once.

mod happenings;
mod points;
mod terms;

use crate::agenda::Item;
use crate::formats::atom::stamp_day;
use crate::formats::ics::{self, Calendar, Event, When};
use crate::portal::{Content, Entry, Kind, Organization, Portal};
use crate::view::View;
use crate::view::links::encode;

impl Portal {
    /// Whether the organization at this place has a calendar: anything that names it and has a day.
    /// Where it has none there is no file, and nothing may link to one.
    pub fn has_calendar(&self, organization: usize) -> bool {
        let agenda = self.agenda();
        agenda.of_organization(organization).next().is_some()
            || !agenda.points_of_organization(organization).is_empty()
    }

    /// Whether a seminar has a day, and with it a calendar of its own.
    pub fn has_event(&self, entry: &Entry) -> bool {
        entry.kind == Kind::Seminar
            && self
                .place_of(entry)
                .is_some_and(|at| self.agenda().of_entry(at).next().is_some())
    }
}

/// `/calendar.ics`: everything that has a day.
pub fn portal(view: View) -> String {
    let portal = view.portal;
    let name = portal.site.value.title.0.clone();
    write(view, name, events(view, &portal.agenda().items, None))
}

/// `/plans/SLUG/plan.ics`: every day of every measure and of its parts.
pub fn plan(view: View, at: usize) -> String {
    let entry = &view.portal.entries[at];
    let name = match &entry.content {
        Content::Plan(plan) => view.plan_name(entry, plan),
        _ => entry.common.title.0.clone(),
    };
    let name = marked(view, entry, &name);
    let items = view.portal.agenda().of_entry(at);
    write(view, name, events(view, items, None))
}

/// `/organizations/SLUG/plan.ics`: everything that names it and has a day, and the points of orders that
/// are addressed to it.
pub fn organization(view: View, at: usize) -> String {
    let portal = view.portal;
    let organization = &portal.organizations[at];
    let name = format!(
        "{} — {}",
        view.organization_name(organization),
        &*portal.site.value.title
    );
    let agenda = portal.agenda();
    let mut events = events(view, agenda.of_organization(at), Some(organization));
    let points = agenda.points_of_organization(at).iter();
    events.extend(points.filter_map(|point| points::of_point(view, point)));
    write(view, name, events)
}

/// `/seminars/SLUG/event.ics`: one event.
pub fn seminar(view: View, at: usize) -> String {
    let entry = &view.portal.entries[at];
    let name = marked(view, entry, &entry.common.title);
    let items = view.portal.agenda().of_entry(at);
    write(view, name, events(view, items, None))
}

/// These things as events; `organization` is whose calendar they are for.
fn events<'p>(
    view: View,
    items: impl IntoIterator<Item = &'p Item>,
    organization: Option<&Organization>,
) -> Vec<Event> {
    let events = items.into_iter().filter_map(|item| match item.due() {
        Some(due) => terms::of_item(view, item, due, organization),
        None => happenings::of_item(view, item),
    });
    events.collect()
}

fn write(view: View, name: String, events: Vec<Event>) -> String {
    ics::write(&Calendar {
        name,
        zone: view.portal.site.value.zone_name().to_owned(),
        events,
    })
}

/// An event of an entry before its own words: name, stamps, address, the mark of examples.
fn event(view: View, entry: &Entry, part: &str, title: &str, start: When) -> Event {
    let reference = format!("{}{part}", entry.reference());
    Event {
        uid: ics::uid(&site(view), &reference),
        stamp: stamp_day(view, entry),
        last_modified: entry.common.updated.map(|day| day.0),
        summary: marked(view, entry, title),
        description: String::new(),
        location: String::new(),
        url: address(view, &entry.address),
        start,
        end: None,
        categories: Vec::new(),
        status: None,
    }
}

/// What tells the events of two portals apart: the host, else the title.
fn site(view: View) -> String {
    let host = view.portal.base_url().and_then(|url| url.split('/').nth(2));
    host.map_or_else(|| view.portal.site.value.title.0.clone(), str::to_owned)
}

/// A title that says of an example what it is: calendar programs show nothing else.
fn marked(view: View, entry: &Entry, title: &str) -> String {
    if entry.sample {
        view.theme.words.fill("office.sample", &[("title", title)])
    } else {
        title.to_owned()
    }
}

/// The address of a page on the network; without a `base_url` there is none.
fn address(view: View, page: &str) -> Option<String> {
    let base = view.portal.base_url()?;
    Some(format!("{base}{}", encode(&view.path(page))))
}

/// Lines of a description, each under its name; what says nothing has no line.
#[derive(Default)]
struct Lines(Vec<String>);

impl Lines {
    fn add(&mut self, view: View, key: &str, text: &str) {
        if !text.trim().is_empty() {
            self.0.push(format!("{}: {}", view.word(key), text.trim()));
        }
    }

    fn say(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.0.push(text.trim().to_owned());
        }
    }

    /// The text, with the address last: not every program shows the one of the event.
    fn finish(mut self, url: Option<&String>) -> String {
        self.0.extend(url.cloned());
        self.0.join("\n")
    }
}
