//! Calendars of the portal, its plans, organizations and seminars.
//!
//! An event has one name in all of them, so that who takes two calendars sees it once.

mod happenings;
mod terms;

use jiff::civil::Date;

use crate::formats::atom::stamp_day;
use crate::formats::ics::{self, Calendar, Event, When};
use crate::portal::{Content, Entry, Kind, Portal};
use crate::view::View;
use crate::view::links::encode;

/// The time zone of a portal that names none.
const ZONE: &str = "Asia/Yekaterinburg";

impl Portal {
    /// Whether the organization at this place has a calendar: a day of a measure that names it, or a
    /// seminar with a day. Where it has none there is no file, and nothing may link to one.
    pub fn has_calendar(&self, organization: usize) -> bool {
        let part = self.involvement().organization(organization);
        let is_dated = |at: &usize| {
            self.entries
                .get(*at)
                .is_some_and(|entry| self.has_event(entry))
        };
        part.entries.iter().any(is_dated)
            || part
                .measures
                .iter()
                .any(|named| terms::of_organization(self, named).next().is_some())
    }

    /// Whether a seminar has a day, and with it a calendar of its own.
    pub fn has_event(&self, entry: &Entry) -> bool {
        match &entry.content {
            Content::Seminar(seminar) => {
                seminar.starts.day().is_some() || seminar.ends.day().is_some()
            }
            _ => false,
        }
    }
}

/// `/calendar.ics`: terms of plans, seminars, stages of contests, courses, meetings.
pub fn portal(view: View) -> String {
    let mut events = Vec::new();
    for (at, entry) in view.portal.entries.iter().enumerate() {
        if !entry.visible {
            continue;
        }
        if entry.kind == Kind::Plan {
            events.extend(terms::of_plan(view, at));
        } else {
            events.extend(happenings::of_entry(view, entry));
        }
    }
    write(view, view.portal.site.value.title.0.clone(), events)
}

/// `/plans/SLUG/plan.ics`: every day of every measure.
pub fn plan(view: View, at: usize) -> String {
    let entry = &view.portal.entries[at];
    let name = match &entry.content {
        Content::Plan(plan) => view.plan_name(entry, plan),
        _ => entry.common.title.0.clone(),
    };
    write(view, marked(view, entry, &name), terms::of_plan(view, at))
}

/// `/organizations/SLUG/plan.ics`: the measures of all plans that name it, and its seminars.
pub fn organization(view: View, at: usize) -> String {
    let portal = view.portal;
    let organization = &portal.organizations[at];
    let part = portal.involvement().organization(at);
    let mut events: Vec<Event> = part
        .measures
        .iter()
        .flat_map(|named| terms::named(view, named))
        .collect();
    for entry in part.entries.iter().filter_map(|at| portal.entries.get(*at)) {
        if entry.kind == Kind::Seminar {
            events.extend(happenings::of_entry(view, entry));
        }
    }
    let name = format!(
        "{} — {}",
        view.organization_name(organization),
        &*portal.site.value.title
    );
    write(view, name, events)
}

/// `/seminars/SLUG/event.ics`: one event.
pub fn seminar(view: View, at: usize) -> String {
    let entry = &view.portal.entries[at];
    write(
        view,
        marked(view, entry, &entry.common.title),
        happenings::of_entry(view, entry),
    )
}

fn write(view: View, name: String, events: Vec<Event>) -> String {
    let zone = &view.portal.site.value.timezone;
    let zone = if zone.is_empty() { ZONE } else { zone };
    ics::write(&Calendar {
        name,
        zone: zone.to_owned(),
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

/// The later of two days of change.
fn later(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    one.max(other)
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
