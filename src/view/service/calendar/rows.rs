//! Rows of the agenda. Terms of one plan and day may be gathered into one, so that the end of a
//! quarter stays readable.

use jiff::civil::Date;
use serde::Serialize;

use super::weekday;
use crate::agenda::{Due, Item, What};
use crate::lang;
use crate::portal::association::Association;
use crate::portal::contest::Contest;
use crate::portal::plan::Plan;
use crate::portal::seminar::SeminarStatus;
use crate::portal::{Content, Entry};
use crate::view::View;
use crate::view::context::some;
use crate::view::shapes::{Badge, State};

/// A thing under the day where it stands today: what goes on is not looked for in the past.
pub type Placed<'p> = (Date, &'p Item);

/// What makes one row: a thing, or the terms of one plan that end on one day.
pub struct Things<'p> {
    first: &'p Item,
    /// The terms that are gathered; none for a thing alone.
    pub terms: &'p [&'p Item],
}

/// A thing in a few words.
#[derive(Serialize)]
pub struct Brief {
    /// What sort of thing it is.
    pub kind: String,
    /// The number of a measure.
    pub number: Option<String>,
    /// Title.
    pub title: String,
    /// Its page.
    pub path: Option<String>,
    /// Where it is, or what it belongs to.
    pub place: Option<String>,
    /// Whether it is an example.
    pub sample: bool,
    /// The entry it belongs to.
    pub entry: String,
}

/// A row of the agenda.
#[derive(Serialize)]
pub struct Row {
    /// The anchor of its day, on the day's first row.
    pub id: Option<String>,
    date: Option<RowDay>,
    words: Option<String>,
    #[serde(flatten)]
    brief: Brief,
    /// The act's words of a term.
    timing: Option<String>,
    note: Option<String>,
    badges: Vec<Badge>,
    state: Option<State>,
    groups: Vec<Numbers>,
}

#[derive(Serialize)]
struct RowDay {
    iso: String,
    day: String,
    weekday: Option<String>,
}

/// Measures of which one thing is said, by their numbers.
#[derive(Serialize)]
struct Numbers {
    state: Option<State>,
    label: Option<String>,
    items: Vec<Number>,
}

#[derive(Serialize)]
struct Number {
    text: String,
    title: String,
    path: String,
}

/// Everything under the day where it stands today, by day.
pub fn placed(items: &[Item], today: Date) -> Vec<Placed<'_>> {
    let mut placed: Vec<Placed> = items
        .iter()
        .map(|item| {
            let goes_on = item.start < today && today <= item.end;
            let day = if goes_on && item.due().is_none() {
                today
            } else {
                item.day
            };
            (day, item)
        })
        .collect();
    placed.sort_by_key(|(day, item)| (*day, item.due().is_some()));
    placed
}

/// The things of one day; terms of one plan stand together when there are more than `separate`.
pub fn gathered<'p>(items: &'p [&'p Item], separate: usize) -> Vec<Things<'p>> {
    let same_plan =
        |a: &&Item, b: &&Item| a.due().is_some() && b.due().is_some() && a.entry == b.entry;
    items
        .chunk_by(same_plan)
        .flat_map(|chunk| {
            let is_one = chunk.len() > separate;
            let rows = if is_one { 1 } else { chunk.len() };
            chunk.iter().take(rows).map(move |first| Things {
                first,
                terms: if is_one { chunk } else { &[] },
            })
        })
        .collect()
}

/// The anchor of a day on the page of the calendar.
pub fn day_id(day: Date) -> String {
    format!("d-{day}")
}

/// Things in a few words.
pub fn brief(view: View, things: &Things) -> Brief {
    let first = things.first;
    let entry = &view.portal.entries[first.entry];
    let mut brief = Brief {
        kind: view.near_kind(entry),
        number: None,
        title: first.title(view.portal).to_owned(),
        path: view
            .entry_path(entry)
            .map(|_| view.path(&first.address(view.portal))),
        place: None,
        sample: entry.sample,
        entry: entry.reference(),
    };
    match (&first.what, &entry.content) {
        (_, Content::Plan(plan)) if things.is_gathered() => {
            let key = if things.terms.iter().all(|item| is_checkpoint(item)) {
                "calendar.checkpoints"
            } else {
                "calendar.terms"
            };
            let values = [("measures", count_of_terms(view, things.terms))];
            brief.kind = view.theme.words.fill(key, &values);
            brief.title = view.plan_name(entry, plan);
            brief.path = view.entry_path(entry);
        }
        (What::Due(due), Content::Plan(plan)) => {
            brief.kind = view.word(if due.checkpoint {
                "calendar.checkpoint"
            } else {
                "calendar.term"
            });
            brief.number = Some(number(view, plan, due));
            brief.place = Some(view.plan_name(entry, plan));
        }
        (_, Content::Seminar(seminar)) => brief.place = some(&seminar.place),
        (What::Stage(at), Content::Contest(contest)) => brief.place = stage(contest, *at),
        (What::Meeting(_), Content::Association(_)) => {
            brief.place = some(&entry.common.title);
        }
        _ => {}
    }
    brief
}

/// «12 мероприятий плана»: a measure and its parts are one.
fn count_of_terms(view: View, items: &[&Item]) -> String {
    let mut lines: Vec<usize> = items
        .iter()
        .filter_map(|item| item.due().map(|due| due.line))
        .collect();
    lines.sort_unstable();
    lines.dedup();
    view.theme.words.counted("kinds.measures", lines.len())
}

/// A row of the agenda.
pub fn row(view: View, things: &Things) -> Row {
    let first = things.first;
    let entry = &view.portal.entries[first.entry];
    let language = view.theme.words.language();
    let range = things
        .range()
        .map(|(start, end)| lang::date_range_words(language, start, end));
    let mut row = Row {
        id: None,
        date: range.is_none().then(|| RowDay {
            iso: first.day.to_string(),
            day: first.day.day().to_string(),
            weekday: weekday(view, "weekdays", first.day),
        }),
        words: range,
        brief: brief(view, things),
        timing: None,
        note: None,
        badges: Vec::new(),
        state: None,
        groups: Vec::new(),
    };
    match (&first.what, &entry.content) {
        (_, Content::Plan(plan)) if things.is_gathered() => {
            row.groups = numbers(view, plan, things.terms);
        }
        (What::Due(due), Content::Plan(plan)) => {
            row.timing = some(due.timing(plan));
            row.note = due.estimated.then(|| estimated(view, first.day));
            row.state = state(view, plan, due);
        }
        (_, Content::Seminar(seminar)) => {
            row.note = time(first);
            // «Запланировано» says nothing in a calendar.
            row.badges = seminar
                .status
                .filter(|status| *status != SeminarStatus::Planned)
                .map(|status| Badge {
                    text: view.vocabulary("seminar_status", status.word()),
                    kind: "status",
                })
                .into_iter()
                .collect();
        }
        (_, Content::Course(_)) => row.note = time(first),
        _ => {}
    }
    row
}

/// A row for an event that has no day yet.
pub fn undated(view: View, entry: &Entry, what: &What, words: Option<String>) -> Row {
    let (title, place) = match (what, &entry.content) {
        (What::Meeting(at), Content::Association(association)) => {
            (meeting(association, *at), some(&entry.common.title))
        }
        (_, Content::Seminar(seminar)) => (None, some(&seminar.place)),
        _ => (None, None),
    };
    Row {
        id: None,
        date: None,
        words,
        brief: Brief {
            kind: view.near_kind(entry),
            number: None,
            title: title.unwrap_or_else(|| entry.common.title.0.clone()),
            path: view.entry_path(entry),
            place,
            sample: entry.sample,
            entry: entry.reference(),
        },
        timing: None,
        note: None,
        badges: Vec::new(),
        state: None,
        groups: Vec::new(),
    }
}

impl Things<'_> {
    /// Whether it is several terms.
    pub fn is_gathered(&self) -> bool {
        !self.terms.is_empty()
    }

    /// The days of an event that lasts; a term stands under its last day.
    pub fn range(&self) -> Option<(Date, Date)> {
        let item = self.first;
        (item.due().is_none() && item.start < item.end).then_some((item.start, item.end))
    }
}

fn is_checkpoint(item: &Item) -> bool {
    item.due().is_some_and(|due| due.checkpoint)
}

fn stage(contest: &Contest, at: usize) -> Option<String> {
    contest.stages.get(at).map(|stage| stage.title.0.clone())
}

fn meeting(association: &Association, at: usize) -> Option<String> {
    let meeting = association.meetings.get(at)?;
    Some(meeting.title.0.clone())
}

/// «10:00».
fn time(item: &Item) -> Option<String> {
    let time = item.time.filter(|_| item.start == item.end)?;
    Some(format!("{:02}:{:02}", time.hour(), time.minute()))
}

/// «2.2», «2.2, пункт 1».
fn number(view: View, plan: &Plan, due: &Due) -> String {
    let number = due
        .of(plan)
        .map_or_else(String::new, |measure| measure.number.0.clone());
    match due.subitem {
        Some(at) => {
            let place = (at + 1).to_string();
            let part = view
                .theme
                .words
                .fill("plan.subitem_number", &[("number", &place)]);
            format!("{number}, {part}")
        }
        None => number,
    }
}

/// «расчётный срок: 30 ноября 2022 г.».
fn estimated(view: View, day: Date) -> String {
    format!("{} {}", view.word("timing.estimated"), view.day(day).text)
}

fn state(view: View, plan: &Plan, due: &Due) -> Option<State> {
    let status = due.status.as_ref()?;
    Some(view.status(status, due.timing(plan)))
}

/// The measures of a row by what is said of them; while nothing is said, what goes on stands apart
/// from what ends.
fn numbers(view: View, plan: &Plan, items: &[&Item]) -> Vec<Numbers> {
    let mut groups: Vec<(usize, Numbers)> = Vec::new();
    for (item, due) in items.iter().filter_map(|item| Some((item, item.due()?))) {
        let state = state(view, plan, due);
        let label = if due.estimated {
            Some(view.word("timing.estimated"))
        } else {
            (state.is_none() && due.checkpoint).then(|| view.word("calendar.ongoing"))
        };
        let shown = Number {
            text: number(view, plan, due),
            title: item.title(view.portal).to_owned(),
            path: view.path(&item.address(view.portal)),
        };
        let said = |group: &Numbers| {
            let words = |state: &Option<State>| state.as_ref().map(|state| state.text.clone());
            words(&group.state) == words(&state) && group.label == label
        };
        match groups.iter_mut().find(|(_, group)| said(group)) {
            Some((_, group)) => group.items.push(shown),
            None => {
                let order = match &due.status {
                    Some(status) => status.state as usize,
                    None => usize::from(due.checkpoint),
                };
                let items = vec![shown];
                groups.push((
                    order,
                    Numbers {
                        state,
                        label,
                        items,
                    },
                ));
            }
        }
    }
    groups.sort_by_key(|(order, _)| *order);
    groups.into_iter().map(|(_, group)| group).collect()
}
