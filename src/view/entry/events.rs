//! Pages of what happens at a time: seminars and procedures, contests, courses.

use jiff::civil::Date;
use serde::Serialize;

use super::draft::{Draft, words};
use crate::parse::fields::{Moment, Quantity};
use crate::parse::markdown::scheme;
use crate::portal::contest::{Contest, ContestResult};
use crate::portal::course::Course;
use crate::portal::seminar::{Seminar, SeminarStatus};
use crate::portal::{Content, Kind};
use crate::view::common::join;
use crate::view::context::some;
use crate::view::shapes::{Action, Day, Link};

#[derive(Serialize)]
struct AgendaRow {
    time: Option<String>,
    title: String,
    speaker: Option<String>,
}

#[derive(Serialize)]
struct NominationRow {
    title: String,
    text: Option<String>,
}

#[derive(Serialize)]
struct StageRow {
    title: String,
    start: Option<Day>,
    end: Option<Day>,
    text: String,
    state: Option<String>,
}

#[derive(Serialize)]
struct CriterionRow {
    title: String,
    points: Option<String>,
}

#[derive(Serialize)]
struct Criteria {
    rows: Vec<CriterionRow>,
    total: Option<String>,
}

#[derive(Serialize)]
struct PlaceRow {
    nomination: Option<String>,
    place: String,
    title: Link,
    organization: Option<Link>,
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
    if scheme(&seminar.registration).is_none() {
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
        .map(|item| AgendaRow { time: some(&item.time), title: item.title.0.clone(), speaker: some(&item.speaker) })
        .collect();
    draft.rows("agenda", "blocks.agenda", "agenda", &agenda);
    draft.people("speakers", "blocks.speakers", &seminar.speakers);
    draft.attachments("materials", "blocks.materials", &seminar.materials);
    draft.recording("recording", "blocks.recording", &seminar.recording);
    draft.documents("resolution", "fields.resolution", std::slice::from_ref(&seminar.resolution));
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
    let last = seminar.ends.day().or_else(|| seminar.starts.day());
    let is_over = last.is_some_and(|day| day < draft.view.portal.today)
        || matches!(seminar.status, Some(SeminarStatus::Held | SeminarStatus::Cancelled));
    if is_over {
        return;
    }
    if scheme(&seminar.registration).is_some() {
        let action = outside(draft, "primary", "actions.register", &seminar.registration);
        draft.actions.push(action);
    }
    if let Some(row) = some(&seminar.link).and_then(|link| draft.here.file_row(&link, None)) {
        let text = draft.word("actions.join");
        draft.actions.push(Action { kind: "plain", text, path: row.path, url: row.url, icon: None, note: None });
    }
}

/// A button that leads to another site.
fn outside(draft: &Draft, kind: &'static str, key: &str, url: &str) -> Action {
    Action { kind, text: draft.word(key), path: None, url: Some(url.to_owned()), icon: Some("external"), note: None }
}

/// The day of an event, or the timing of the measures that announce it.
fn when(draft: &mut Draft, starts: &Moment, ends: &Moment, measures: &[crate::parse::fields::MeasureRef]) {
    match draft.view.moment_words(starts, ends) {
        Some(text) => {
            // Two days are two moments, and one element of time names one.
            let datetime = ends.day().is_none_or(|last| Some(last) == starts.day()).then(|| starts.0.clone());
            draft.fact("when", vec![Link { text, datetime, ..Link::default() }]);
        }
        None => {
            let planned = draft.planned_timing(measures);
            draft.fact("when", planned);
        }
    }
}

/// A contest.
pub fn contest(draft: &mut Draft, contest: &Contest) {
    let starts = contest.stages.iter().filter(|stage| stage.starts.day().is_some()).map(|stage| &stage.starts);
    let ends = contest.stages.iter().flat_map(|stage| [&stage.starts, &stage.ends]).filter(|moment| moment.day().is_some());
    let none = Moment::default();
    let (first, last) = (starts.min_by_key(|moment| moment.day()), ends.max_by_key(|moment| moment.day()));
    when(draft, first.unwrap_or(&none), last.unwrap_or(&none), &contest.measures);
    let regulation = draft.acts(std::slice::from_ref(&contest.regulation));
    draft.fact("regulation", regulation);

    draft.body("about", None);
    let nominations: Vec<NominationRow> =
        contest.nominations.iter().map(|nomination| NominationRow { title: nomination.title.0.clone(), text: None }).collect();
    draft.items("nominations", "blocks.nominations", "nominations", &nominations);
    stages(draft, contest);
    criteria(draft, contest);
    draft.people("jury", "blocks.jury", &contest.jury);
    places(draft, contest);
    let publication = contest.publication.iter().map(|text| link_or_words(text)).collect();
    draft.list("publication", "fields.publication", publication, false);
    draft.measures(&contest.measures);
}

/// An address as a link, anything else as words.
pub fn link_or_words(text: &str) -> Link {
    let url = scheme(text).filter(|scheme| matches!(scheme.as_str(), "http" | "https")).map(|_| text.to_owned());
    Link { url, ..words(text) }
}

fn stages(draft: &mut Draft, contest: &Contest) {
    let view = draft.view;
    let dated = |moment: &Moment, day: Date| {
        let text = view.moment_words(moment, &Moment::default())?;
        Some(Day { iso: day.to_string(), text })
    };
    let rows: Vec<StageRow> = contest
        .stages
        .iter()
        .map(|stage| {
            let (start, end) = (stage.starts.day(), stage.ends.day());
            let state = match (start, end.or(start)) {
                (_, Some(last)) if last < view.portal.today => Some("contest.stage_done"),
                (Some(first), _) if first > view.portal.today => Some("contest.stage_next"),
                (Some(_), _) => Some("contest.stage_now"),
                _ => None,
            };
            let text = view.moment_words(&stage.starts, &stage.ends);
            StageRow {
                title: stage.title.0.clone(),
                start: start.and_then(|day| dated(&stage.starts, day)),
                end: end.filter(|end| Some(*end) != start).and_then(|day| dated(&stage.ends, day)),
                text: text.unwrap_or_else(|| view.word("contest.stage_undated")),
                state: state.map(|key| view.word(key)),
            }
        })
        .collect();
    draft.rows("stages", "blocks.stages", "stages", &rows);
}

fn criteria(draft: &mut Draft, contest: &Contest) {
    if contest.criteria.is_empty() {
        return;
    }
    let points: Option<Vec<usize>> = contest.criteria.iter().map(|criterion| criterion.points.trim().parse().ok()).collect();
    let total = points.map(|points| {
        let sum = points.into_iter().fold(0, usize::saturating_add);
        let points = draft.view.theme.words.counted("units.points", sum);
        draft.view.theme.words.fill("contest.total", &[("points", &points)])
    });
    let rows = contest
        .criteria
        .iter()
        .map(|criterion| CriterionRow { title: join(&criterion.title), points: draft.quantity(&criterion.points, None) })
        .collect();
    draft.block("criteria", "blocks.criteria", "criteria", &Criteria { rows, total });
}

fn places(draft: &mut Draft, contest: &Contest) {
    let rows: Vec<PlaceRow> = contest.results.iter().map(|result| place(draft, contest, result)).collect();
    draft.rows("results", "blocks.results_contest", "places", &rows);
}

fn place(draft: &mut Draft, contest: &Contest, result: &ContestResult) -> PlaceRow {
    let nomination = contest.nominations.iter().find(|nomination| nomination.id == result.nomination);
    let practice = draft.named(Kind::Practice, &result.practice);
    // A practice whose organization is not shown does not win under its name.
    let hidden = practice.is_some_and(|entry| match &entry.content {
        Content::Practice(practice) => practice.organization_shown.no(),
        _ => false,
    });
    let is_number = !result.place.is_empty() && result.place.chars().all(|c| c.is_ascii_digit());
    PlaceRow {
        nomination: nomination.map(|nomination| nomination.title.0.clone()),
        place: if is_number {
            draft.view.theme.words.fill("contest.place", &[("place", &result.place)])
        } else {
            result.place.0.clone()
        },
        title: match practice {
            Some(entry) => draft.view.entry_link(entry),
            None => words(result.title.0.clone()),
        },
        organization: some(&result.organization).filter(|_| !hidden).map(|written| draft.organization(&written)),
    }
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
        number.and_then(|number| draft.quantity(&Quantity(number.to_string()), Some(unit))).map(words)
    };
    let target = counted("people", course.target.map(|number| number.0));
    let teams = counted("teams", course.teams.map(|number| number.0));
    draft.fact("n", target.into_iter().chain(teams).collect());
    draft.body("about", None);
    let programme = some(&course.programme).and_then(|file| draft.here.file_row(&file, None));
    draft.files("programme", "blocks.programme", &programme.into_iter().collect::<Vec<_>>());
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
    let column = |key: &str, numeric| Column { title: draft.word(key), numeric };
    let columns = vec![column("fields.indicator", false), column("course.people", true)];
    draft.block("target", "blocks.target", "table", &Table { caption: None, columns, rows });
}
