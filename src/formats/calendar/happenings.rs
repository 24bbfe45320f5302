//! What happens on a day: seminars, stages of contests, courses, meetings of associations.

use super::{Lines, event};
use crate::agenda::{Item, What};
use crate::formats::ics::{Event, Status, When};
use crate::parse::fields::Moment;
use crate::parse::markdown::address;
use crate::parse::record::Target;
use crate::portal::association::Meeting;
use crate::portal::contest::Stage;
use crate::portal::course::Course;
use crate::portal::seminar::{Seminar, SeminarStatus};
use crate::portal::{Content, Entry};
use crate::view::View;

/// The event of what is no term.
pub fn of_item(view: View, item: &Item) -> Option<Event> {
    let entry = view.portal.entries.get(item.entry)?;
    let start = match item.time {
        Some(time) => When::Moment(item.start.to_datetime(time)),
        None => When::Day(item.start),
    };
    match (&item.what, &entry.content) {
        (What::Seminar, Content::Seminar(content)) => Some(seminar(view, entry, content, start)),
        (What::Course, Content::Course(content)) => Some(course(view, entry, content, start)),
        (What::Stage(at), Content::Contest(contest)) => {
            let content = contest.stages.get(*at)?;
            Some(stage(view, entry, (*at, content), start))
        }
        (What::Meeting(at), Content::Association(association)) => {
            let content = association.meetings.get(*at)?;
            Some(meeting(view, entry, (*at, content), start))
        }
        _ => None,
    }
}

/// When an event ends, if it is said.
fn end(ends: &Moment) -> Option<When> {
    let (day, time) = ends.read().ok()?;
    Some(match time {
        Some(time) => When::Moment(day.to_datetime(time)),
        None => When::Day(day),
    })
}

fn seminar(view: View, entry: &Entry, seminar: &Seminar, start: When) -> Event {
    let mut event = event(view, entry, "", &entry.common.title, start);
    event.end = end(&seminar.ends);
    event.status = Some(match seminar.status {
        Some(SeminarStatus::Cancelled) => Status::Cancelled,
        Some(SeminarStatus::Postponed) => Status::Tentative,
        _ => Status::Confirmed,
    });
    event.location = seminar.place.0.clone();
    let mut lines = Lines::default();
    lines.say(&entry.common.summary);
    let words = view.moment_words(&seminar.starts, &seminar.ends);
    lines.add(view, "fields.when", &words.unwrap_or_default());
    let format = seminar
        .format
        .map(|format| view.vocabulary("format", format.word()));
    lines.add(view, "fields.format", &format.unwrap_or_default());
    let organizers: Vec<String> = seminar
        .organizer
        .iter()
        .map(|id| {
            view.reference(Target::OrganizationOrText, id, Some(entry))
                .text
        })
        .collect();
    lines.add(view, "fields.organizer", &organizers.join(", "));
    // As on the page: nobody registers for what is over.
    let over = seminar.is_over(view.portal.today);
    if is_address(&seminar.link) && !over {
        lines.add(view, "fields.link", &seminar.link);
        // Who takes part from afar looks for the way in where the place stands.
        if event.location.is_empty() {
            event.location = seminar.link.0.clone();
        }
    }
    if !over || address(&seminar.registration).is_none() {
        lines.add(view, "fields.registration", &seminar.registration);
    }
    event.description = lines.finish(event.url.as_ref());
    event.categories = vec![view.near_kind(entry)];
    event
}

fn course(view: View, entry: &Entry, course: &Course, start: When) -> Event {
    let mut event = event(view, entry, "", &entry.common.title, start);
    event.end = end(&course.ends);
    let mut lines = Lines::default();
    lines.say(&entry.common.summary);
    let format = course
        .format
        .map(|format| view.vocabulary("format", format.word()));
    lines.add(view, "fields.format", &format.unwrap_or_default());
    let organization = view.card_organization(entry);
    lines.add(
        view,
        "fields.organization",
        &organization.unwrap_or_default(),
    );
    event.description = lines.finish(event.url.as_ref());
    event.categories = vec![view.near_kind(entry)];
    event
}

fn stage(view: View, entry: &Entry, (at, stage): (usize, &Stage), start: When) -> Event {
    let title = format!("{}: {}", &*entry.common.title, &*stage.title);
    let mut event = event(view, entry, &format!("/{}", at + 1), &title, start);
    event.end = end(&stage.ends);
    let mut lines = Lines::default();
    lines.say(&entry.common.summary);
    event.description = lines.finish(event.url.as_ref());
    event.categories = vec![view.near_kind(entry)];
    event
}

fn meeting(view: View, entry: &Entry, (at, meeting): (usize, &Meeting), start: When) -> Event {
    let part = format!("/{}", at + 1);
    let mut event = event(view, entry, &part, &meeting.title, start);
    let mut lines = Lines::default();
    lines.say(&entry.common.title);
    event.description = lines.finish(event.url.as_ref());
    event.categories = vec![view.near_kind(entry)];
    event
}

/// An address that a calendar can hold: a reference or file of the portal stands on its page.
fn is_address(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}
