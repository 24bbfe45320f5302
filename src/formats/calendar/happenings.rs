//! What happens on a day: seminars, stages of contests, courses, meetings of associations.

use super::{Lines, event};
use crate::formats::ics::{Event, Status, When};
use crate::parse::fields::Moment;
use crate::parse::record::Target;
use crate::portal::association::Association;
use crate::portal::contest::Contest;
use crate::portal::course::Course;
use crate::portal::seminar::{Seminar, SeminarStatus};
use crate::portal::{Content, Entry};
use crate::view::View;

/// The events of an entry that is no plan; none when it has no day.
pub fn of_entry(view: View, entry: &Entry) -> Vec<Event> {
    match &entry.content {
        Content::Seminar(content) => seminar(view, entry, content).into_iter().collect(),
        Content::Course(content) => course(view, entry, content).into_iter().collect(),
        Content::Contest(content) => stages(view, entry, content),
        Content::Association(content) => meetings(view, entry, content),
        _ => Vec::new(),
    }
}

/// Both ends of a time, if it has a day at all.
fn ends(starts: &Moment, ends: &Moment) -> Option<(When, Option<When>)> {
    let read = |moment: &Moment| {
        let (day, time) = moment.read().ok()?;
        Some(match time {
            Some(time) => When::Moment(day.to_datetime(time)),
            None => When::Day(day),
        })
    };
    match (read(starts), read(ends)) {
        (Some(start), end) => Some((start, end)),
        (None, end) => Some((end?, None)),
    }
}

fn seminar(view: View, entry: &Entry, seminar: &Seminar) -> Option<Event> {
    let (start, end) = ends(&seminar.starts, &seminar.ends)?;
    let mut event = event(view, entry, "", &entry.common.title, start);
    event.end = end;
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
    if is_address(&seminar.link) {
        lines.add(view, "fields.link", &seminar.link);
        // Who takes part from afar looks for the way in where the place stands.
        if event.location.is_empty() {
            event.location = seminar.link.0.clone();
        }
    }
    lines.add(view, "fields.registration", &seminar.registration);
    event.description = lines.finish(event.url.as_ref());
    event.categories = vec![view.near_kind(entry)];
    Some(event)
}

fn course(view: View, entry: &Entry, course: &Course) -> Option<Event> {
    let (start, end) = ends(&course.starts, &course.ends)?;
    let mut event = event(view, entry, "", &entry.common.title, start);
    event.end = end;
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
    Some(event)
}

fn stages(view: View, entry: &Entry, contest: &Contest) -> Vec<Event> {
    let stages = contest.stages.iter().enumerate();
    stages
        .filter_map(|(at, stage)| {
            let (start, end) = ends(&stage.starts, &stage.ends)?;
            let title = format!("{}: {}", &*entry.common.title, &*stage.title);
            let mut event = event(view, entry, &format!("/{}", at + 1), &title, start);
            event.end = end;
            let mut lines = Lines::default();
            lines.say(&entry.common.summary);
            event.description = lines.finish(event.url.as_ref());
            event.categories = vec![view.near_kind(entry)];
            Some(event)
        })
        .collect()
}

fn meetings(view: View, entry: &Entry, association: &Association) -> Vec<Event> {
    let meetings = association.meetings.iter().enumerate();
    meetings
        .filter_map(|(at, meeting)| {
            let start = When::Day(meeting.date?.0);
            let part = format!("/{}", at + 1);
            let mut event = event(view, entry, &part, &meeting.title, start);
            let mut lines = Lines::default();
            lines.say(&entry.common.title);
            event.description = lines.finish(event.url.as_ref());
            event.categories = vec![view.near_kind(entry)];
            Some(event)
        })
        .collect()
}

/// An address that a calendar can hold: a reference or file of the portal stands on its page.
fn is_address(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}
