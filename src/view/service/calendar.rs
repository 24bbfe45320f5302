//! The calendar in words: events by month, events without a day, terms of plans as the acts write them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::lang;
use crate::parse::fields::{MeasureRef, Moment};
use crate::parse::record::Target;
use crate::portal::link::Resolved;
use crate::portal::plan::Plan;
use crate::portal::seminar::SeminarStatus;
use crate::portal::{Content, Entry, Kind};
use crate::view::common::capitalised;
use crate::view::context::{About, some};
use crate::view::shapes::{Badge, Link};
use crate::view::{Page, View};

/// Something that happens: a seminar, a stage of a contest, a course, a meeting.
pub struct Event {
    /// First day, when there is one.
    pub start: Option<Date>,
    /// Last day, when it is another one.
    pub end: Option<Date>,
    /// Its days in words, or the words of the plan.
    pub words: Option<String>,
    /// What sort of event it is.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Its page.
    pub path: Option<String>,
    /// Where it is.
    pub place: Option<String>,
    /// Whether it is an example.
    pub sample: bool,
    entry: String,
    badges: Vec<Badge>,
}

#[derive(Serialize)]
struct CalendarPage {
    months: Vec<Month>,
    undated: Vec<Row>,
    past: Vec<Month>,
    plans: Vec<PlanTerms>,
    note: Option<String>,
}

#[derive(Serialize)]
struct Month {
    id: String,
    title: String,
    items: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    date: Option<RowDay>,
    words: Option<String>,
    kind: String,
    title: String,
    path: Option<String>,
    entry: String,
    place: Option<String>,
    badges: Vec<Badge>,
    sample: bool,
}

#[derive(Serialize)]
struct RowDay {
    iso: String,
    day: String,
    weekday: Option<String>,
    text: String,
}

/// Rows by year and month.
type Months = BTreeMap<(i16, i8), Vec<Row>>;

/// The measures of a plan by the words of their term.
#[derive(Serialize)]
struct PlanTerms {
    plan: Link,
    period: String,
    groups: Vec<Term>,
}

#[derive(Serialize)]
struct Term {
    words: String,
    reading: Option<String>,
    measures: Vec<TermMeasure>,
}

#[derive(Serialize)]
struct TermMeasure {
    number: String,
    title: String,
    path: String,
}

impl Event {
    /// The last day, when it has a day at all.
    pub fn last(&self) -> Option<Date> {
        self.end.or(self.start)
    }
}

/// The page of the calendar.
pub fn calendar(view: View, path: &str) -> Page {
    let today = view.portal.today;
    let mut all = events(view);
    all.sort_by(|a, b| (a.start, a.end, &a.entry).cmp(&(b.start, b.end, &b.entry)));
    let (mut coming, mut gone) = (Months::new(), Months::new());
    let mut undated = Vec::new();
    for event in all {
        let (Some(start), Some(last)) = (event.start, event.last()) else {
            undated.push(row(view, event));
            continue;
        };
        // What goes on today stands in today's month, so that it is not looked for in the past.
        let (months, day) = if last < today {
            (&mut gone, start)
        } else {
            (&mut coming, start.max(today))
        };
        months
            .entry((day.year(), day.month()))
            .or_default()
            .push(row(view, event));
    }
    let shown = CalendarPage {
        months: coming
            .into_iter()
            .map(|(month, items)| month_part(view, "m", month, items))
            .collect(),
        undated,
        past: gone
            .into_iter()
            .rev()
            .map(|(month, items)| month_part(view, "past", month, items))
            .collect(),
        plans: view
            .portal
            .listed(Kind::Plan)
            .iter()
            .filter_map(|at| plan_terms(view, *at))
            .collect(),
        note: None,
    };
    let title = view.word("pages.calendar.title");
    let trail = view.portal.menu().iter().find(|section| section.calendar);
    let about = About {
        title,
        description: some(&view.word("pages.calendar.summary")),
        trail: trail
            .and_then(|section| Some((section.title.clone(), section.own_address.clone()?)))
            .into_iter()
            .collect(),
        ..About::default()
    };
    let mut head = view.head(path, about);
    head.current = trail.map(|section| view.path(&section.address));
    Page::new("calendar.html", &head).with("calendar", &shown)
}

fn month_part(view: View, prefix: &str, (year, month): (i16, i8), items: Vec<Row>) -> Month {
    let title = lang::month_words(view.theme.words.language(), year, month);
    Month {
        id: format!("{prefix}-{year}-{month:02}"),
        title: capitalised(&title),
        items,
    }
}

fn row(view: View, event: Event) -> Row {
    let several = event.end.is_some_and(|end| Some(end) > event.start);
    let date = event.start.filter(|_| !several).map(|start| RowDay {
        iso: start.to_string(),
        day: start.day().to_string(),
        weekday: weekday(view, start),
        text: view.day(start).text,
    });
    Row {
        words: if date.is_some() { None } else { event.words },
        date,
        kind: event.kind,
        title: event.title,
        path: event.path,
        entry: event.entry,
        place: event.place,
        badges: event.badges,
        sample: event.sample,
    }
}

fn weekday(view: View, day: Date) -> Option<String> {
    let at = usize::try_from(day.weekday().to_monday_zero_offset()).ok()?;
    view.theme
        .words
        .tree()
        .get("weekdays")?
        .get(at)?
        .as_str()
        .map(str::to_owned)
}

/// Everything that happens, with days or without.
pub fn events(view: View) -> Vec<Event> {
    let mut events = Vec::new();
    for kind in [
        Kind::Seminar,
        Kind::Contest,
        Kind::Course,
        Kind::Association,
    ] {
        for at in view.portal.listed(kind) {
            let entry = &view.portal.entries[*at];
            match &entry.content {
                Content::Seminar(seminar) => {
                    let mut event = event(view, entry, &seminar.starts, &seminar.ends);
                    if let Some(kind) = seminar.seminar_type {
                        event.kind = view.vocabulary("seminar_type", kind.word());
                    }
                    event.place = some(&seminar.place);
                    event.words = event
                        .words
                        .or_else(|| term_words(view, entry, &seminar.measures));
                    // «Запланировано» says nothing in a calendar.
                    if let Some(status) = seminar
                        .status
                        .filter(|status| *status != SeminarStatus::Planned)
                    {
                        event.badges.push(Badge {
                            text: view.vocabulary("seminar_status", status.word()),
                            kind: "status",
                        });
                    }
                    events.push(event);
                }
                Content::Course(course) => {
                    let mut event = event(view, entry, &course.starts, &course.ends);
                    if let Some(kind) = course.course_type {
                        event.kind = view.vocabulary("course_type", kind.word());
                    }
                    event.words = event
                        .words
                        .or_else(|| term_words(view, entry, &course.measures));
                    events.push(event);
                }
                Content::Contest(contest) => {
                    let dated = contest
                        .stages
                        .iter()
                        .filter(|stage| stage.starts.day().is_some() || stage.ends.day().is_some());
                    let before = events.len();
                    for stage in dated {
                        let mut event = event(view, entry, &stage.starts, &stage.ends);
                        event.place = some(&stage.title);
                        events.push(event);
                    }
                    if events.len() == before {
                        let mut event = event(view, entry, &Moment::default(), &Moment::default());
                        event.words = term_words(view, entry, &contest.measures);
                        events.push(event);
                    }
                }
                Content::Association(association) => {
                    for meeting in association.meetings.iter() {
                        let day = meeting
                            .date
                            .map(|date| Moment(date.0.to_string()))
                            .unwrap_or_default();
                        let mut event = event(view, entry, &day, &Moment::default());
                        event.title = meeting.title.0.clone();
                        event.place = Some(entry.common.title.0.clone());
                        events.push(event);
                    }
                }
                _ => {}
            }
        }
    }
    events
}

fn event(view: View, entry: &Entry, starts: &Moment, ends: &Moment) -> Event {
    let (start, end) = match (starts.day(), ends.day()) {
        (None, end) => (end, None),
        (start, end) => (start, end.filter(|end| Some(*end) > start)),
    };
    let moment = if starts.is_empty() { ends } else { starts };
    Event {
        start,
        end,
        words: view.moment_words(moment, ends),
        kind: view.kind_name(entry.kind),
        title: entry.common.title.0.clone(),
        path: view.entry_path(entry),
        place: None,
        sample: entry.sample,
        entry: entry.reference(),
        badges: Vec::new(),
    }
}

/// The term of the measures that an event carries out, when it has no day of its own.
fn term_words(view: View, entry: &Entry, measures: &[MeasureRef]) -> Option<String> {
    measures.iter().find_map(|written| {
        match view.portal.resolve(Target::Measure, written, Some(entry)) {
            Ok(Resolved::Measure(_, measure)) => some(&measure.timing),
            _ => None,
        }
    })
}

fn plan_terms(view: View, at: usize) -> Option<PlanTerms> {
    let entry = &view.portal.entries[at];
    let Content::Plan(plan) = &entry.content else {
        return None;
    };
    let groups = terms(view, entry, plan);
    (!groups.is_empty()).then(|| PlanTerms {
        plan: Link {
            text: view.plan_name_no_period(entry, plan),
            ..view.entry_link(entry)
        },
        period: view.plan_period(plan),
        groups,
    })
}

/// Measures of one term stand together, terms in the order in which the plan first names them.
fn terms(view: View, entry: &Entry, plan: &Plan) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for (_, measure) in plan
        .measures()
        .filter(|(_, measure)| !measure.timing.is_empty())
    {
        let row = TermMeasure {
            number: measure.number.0.clone(),
            title: measure.title.0.clone(),
            path: view.path(&format!("{}#m-{}", entry.address, &*measure.number)),
        };
        match terms.iter_mut().find(|term| term.words == measure.timing.0) {
            Some(term) => term.measures.push(row),
            None => terms.push(Term {
                words: measure.timing.0.clone(),
                reading: None,
                measures: vec![row],
            }),
        }
    }
    terms
}
