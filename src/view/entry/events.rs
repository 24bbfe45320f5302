//! Pages of what happens at a time: seminars and procedures, courses.

use serde::Serialize;

use super::draft::{Draft, words};
use crate::parse::fields::{Moment, Quantity};
use crate::parse::markdown::address;
use crate::portal::course::Course;
use crate::portal::seminar::{Seminar, SeminarStatus};
use crate::view::context::some;
use crate::view::shapes::{Action, Link};

#[derive(Serialize)]
struct AgendaRow {
    time: Option<String>,
    title: String,
    speaker: Option<String>,
}

#[derive(Serialize)]
struct Column {
    title: String,
    numeric: bool,
}

#[derive(Serialize)]
struct Table {
    caption: Option<String>,
    columns: Vec<Column>,
    rows: Vec<Vec<Link>>,
}

/// A seminar, meeting or procedure.
pub fn seminar(draft: &mut Draft, seminar: &Seminar) {
    let view = draft.view;
    if let Some(kind) = seminar.seminar_type {
        draft.kind_title = view.vocabulary("seminar_type", kind.word());
    }
    seminar_status(draft, seminar);
    seminar_actions(draft, seminar);
    when(draft, &seminar.starts, &seminar.ends, &seminar.measures);
    draft.fact_text("where", &seminar.place);
    if let Some(format) = seminar.format {
        draft.fact_text("format", &view.vocabulary("format", format.word()));
    }
    draft.fact_organizations("organizer", &seminar.organizer);
    draft.fact_territory();
    draft.fact_texts("audience", &seminar.audience);
    let capacity = draft.quantity(&seminar.capacity, None);
    draft.fact("capacity", capacity.map(words).into_iter().collect());
    if address(&seminar.registration).is_none() {
        draft.fact_text("registration", &seminar.registration);
    }
    draft.fact_text("series", &seminar.series);
    let basis = draft.acts(&seminar.basis);
    draft.fact("basis", basis);
    draft.fact_text("quota", &seminar.quota);
    let report = draft.acts(std::slice::from_ref(&seminar.report));
    draft.fact("report", report);

    draft.body("about", None);
    let agenda: Vec<AgendaRow> = seminar
        .agenda
        .iter()
        .map(|item| AgendaRow {
            time: some(&item.time),
            title: item.title.0.clone(),
            speaker: some(&item.speaker),
        })
        .collect();
    draft.rows("agenda", "blocks.agenda", "agenda", &agenda);
    draft.people("speakers", "blocks.speakers", &seminar.speakers);
    draft.attachments("materials", "blocks.materials", &seminar.materials);
    draft.recording("recording", "blocks.recording", &seminar.recording);
    draft.documents(
        "resolution",
        "fields.resolution",
        std::slice::from_ref(&seminar.resolution),
    );
    draft.measures(&seminar.measures);
}

fn seminar_status(draft: &mut Draft, seminar: &Seminar) {
    let Some(status) = seminar.status else { return };
    let text = draft.view.vocabulary("seminar_status", status.word());
    let class = match status {
        SeminarStatus::Planned => "state",
        SeminarStatus::Held => "done",
        SeminarStatus::Cancelled | SeminarStatus::Postponed => "cancelled",
    };
    draft.badge(text, class);
    match status {
        SeminarStatus::Cancelled => draft.notice("warning", "seminar.cancelled"),
        SeminarStatus::Postponed => draft.notice("warning", "seminar.postponed"),
        _ => {}
    }
}

/// Registering and joining, as long as the event is still to come.
fn seminar_actions(draft: &mut Draft, seminar: &Seminar) {
    if seminar.is_over(draft.view.portal.today) {
        return;
    }
    if draft.view.portal.has_event(draft.entry) {
        let path = format!("{}event.ics", draft.entry.address);
        draft.actions.push(Action {
            kind: "plain",
            text: draft.word("actions.to_calendar"),
            path: Some(draft.view.path(&path)),
            url: None,
            icon: Some("calendar"),
            note: None,
        });
    }
    if let Some(url) = address(&seminar.registration) {
        let action = outside(draft, "primary", "actions.register", url);
        draft.actions.push(action);
    }
    if let Some(row) = some(&seminar.link).and_then(|link| draft.here.file_row(&link, None)) {
        let text = draft.word("actions.join");
        draft.actions.push(Action {
            kind: "plain",
            text,
            path: row.path,
            url: row.url,
            icon: None,
            note: None,
        });
    }
}

/// A button that leads to another site.
fn outside(draft: &Draft, kind: &'static str, key: &str, url: &str) -> Action {
    Action {
        kind,
        text: draft.word(key),
        path: None,
        url: Some(url.to_owned()),
        icon: Some("external"),
        note: None,
    }
}

/// The day of an event, or the timing of the measures that announce it.
pub fn when(
    draft: &mut Draft,
    starts: &Moment,
    ends: &Moment,
    measures: &[crate::parse::fields::MeasureRef],
) {
    match draft.view.moment_words(starts, ends) {
        Some(text) => {
            // Two days are two moments, and one element of time names one.
            let datetime = ends
                .day()
                .is_none_or(|last| Some(last) == starts.day())
                .then(|| starts.0.clone());
            draft.fact(
                "when",
                vec![Link {
                    text,
                    datetime,
                    ..Link::default()
                }],
            );
        }
        None => {
            let planned = draft.planned_timing(measures);
            draft.fact("when", planned);
        }
    }
}

/// An address as a link, anything else as words.
pub fn link_or_words(text: &str) -> Link {
    let url = address(text)
        .filter(|url| url.starts_with("http"))
        .map(str::to_owned);
    Link { url, ..words(text) }
}

/// A course or internship.
pub fn course(draft: &mut Draft, course: &Course) {
    let view = draft.view;
    if let Some(kind) = course.course_type {
        draft.kind_title = view.vocabulary("course_type", kind.word());
    }
    when(draft, &course.starts, &course.ends, &course.measures);
    let hours = draft.quantity(&course.hours, Some("hours"));
    draft.fact("hours", hours.map(words).into_iter().collect());
    if let Some(format) = course.format {
        draft.fact_text("format", &view.vocabulary("format", format.word()));
    }
    draft.fact_organization("organization", &course.organization);
    draft.fact_territory();
    draft.fact_texts("audience", &course.audience);
    let counted = |unit: &str, number: Option<i64>| {
        number
            .and_then(|number| draft.quantity(&Quantity(number.to_string()), Some(unit)))
            .map(words)
    };
    let target = counted("people", course.target.map(|number| number.0));
    let teams = counted("teams", course.teams.map(|number| number.0));
    draft.fact("n", target.into_iter().chain(teams).collect());
    draft.body("about", None);
    let programme = some(&course.programme).and_then(|file| draft.here.file_row(&file, None));
    draft.files(
        "programme",
        "blocks.programme",
        &programme.into_iter().collect::<Vec<_>>(),
    );
    coverage(draft, course);
    draft.measures(&course.measures);
}

/// People planned, enrolled and through, when more is known than the plan.
fn coverage(draft: &mut Draft, course: &Course) {
    if course.enrolled.is_none() && course.completed.is_none() {
        return;
    }
    let rows: Vec<Vec<Link>> = [
        ("course.planned", course.target.map(|number| number.0)),
        ("fields.enrolled", course.enrolled.map(|number| number.0)),
        ("fields.completed", course.completed.map(|number| number.0)),
    ]
    .into_iter()
    .filter_map(|(key, number)| {
        let number = draft.quantity(&Quantity(number?.to_string()), None)?;
        Some(vec![words(draft.word(key)), words(number)])
    })
    .collect();
    let column = |key: &str, numeric| Column {
        title: draft.word(key),
        numeric,
    };
    let columns = vec![
        column("fields.indicator", false),
        column("course.people", true),
    ];
    draft.block(
        "target",
        "blocks.target",
        "table",
        &Table {
            caption: None,
            columns,
            rows,
        },
    );
}
