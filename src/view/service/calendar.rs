//! The calendar: what has a day by month, the same as a grid, what has no day in the act's words.

mod grid;
pub mod rows;
mod undated;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::agenda::Item;
use crate::lang;
use crate::view::common::capitalised;
use crate::view::context::{About, some};
use crate::view::shapes::Step;
use crate::view::{Page, View};
use grid::Grid;
use rows::{Placed, Row, day_id, gathered, placed};
use undated::PlanTerms;

/// The file that calendar programs subscribe to.
const FILE: &str = "calendar.ics";
/// Terms of one plan and day that stand one under the other; more stand in one row.
const SEPARATE: usize = 3;

#[derive(Serialize)]
struct CalendarPage {
    today: Today,
    months: Vec<Month>,
    past: Vec<Month>,
    grids: Vec<Grid>,
    past_grids: Vec<Grid>,
    undated: Vec<Row>,
    plans: Vec<PlanTerms>,
    subscribe: Option<Step>,
}

#[derive(Serialize)]
struct Today {
    iso: String,
    text: String,
}

#[derive(Serialize)]
struct Month {
    id: String,
    title: String,
    /// «15 записей».
    count: String,
    items: Vec<Row>,
}

/// A year and a month.
pub type YearMonth = (i16, i8);

/// The page of the calendar.
pub fn calendar(view: View, path: &str) -> Page {
    let agenda = view.portal.agenda();
    let today = view.portal.today;
    let (gone, coming): (Vec<Placed>, Vec<Placed>) = placed(&agenda.items, today)
        .into_iter()
        .partition(|(day, _)| *day < today);
    let all: Vec<Placed> = gone.iter().chain(&coming).copied().collect();
    let (past_grids, grids) = grid::grids(view, &all)
        .into_iter()
        .partition(|grid| grid.month < (today.year(), today.month()));
    let mut past = months(view, "past", &gone);
    past.reverse();
    let shown = CalendarPage {
        today: Today {
            iso: today.to_string(),
            text: weekday_and_day(view, today),
        },
        months: months(view, "m", &coming),
        past,
        grids,
        past_grids,
        undated: undated::events(view, &agenda.undated),
        plans: undated::measures(view, agenda),
        subscribe: view
            .portal
            .has_address(FILE)
            .then(|| view.step(view.word("calendar.subscribe"), FILE)),
    };
    let trail = view.portal.menu().iter().find(|section| section.calendar);
    let about = About {
        title: view.word("pages.calendar.title"),
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

fn months(view: View, prefix: &str, placed: &[Placed]) -> Vec<Month> {
    by_month(placed)
        .into_iter()
        .map(|(month, days)| {
            let entries: Vec<usize> = days.values().flatten().map(|item| item.entry).collect();
            Month {
                id: format!("{prefix}-{}-{:02}", month.0, month.1),
                title: month_title(view, month),
                count: view.count_at("entries", &entries).words(),
                items: days
                    .iter()
                    .flat_map(|(day, items)| day_rows(view, *day, items))
                    .collect(),
            }
        })
        .collect()
}

/// The rows of a day; the first bears the day's anchor.
fn day_rows(view: View, day: Date, items: &[&Item]) -> Vec<Row> {
    let mut rows: Vec<Row> = gathered(items, SEPARATE)
        .iter()
        .map(|things| rows::row(view, things))
        .collect();
    if let Some(first) = rows.first_mut() {
        first.id = Some(day_id(day));
    }
    rows
}

/// What stands under each day of each month.
fn by_month<'p>(placed: &[Placed<'p>]) -> BTreeMap<YearMonth, BTreeMap<Date, Vec<&'p Item>>> {
    let mut months: BTreeMap<YearMonth, BTreeMap<Date, Vec<&Item>>> = BTreeMap::new();
    for (day, item) in placed {
        let days = months.entry((day.year(), day.month())).or_default();
        days.entry(*day).or_default().push(item);
    }
    months
}

/// «Октябрь 2022».
fn month_title(view: View, (year, month): YearMonth) -> String {
    capitalised(&lang::month_words(view.theme.words.language(), year, month))
}

/// «суббота, 1 октября 2022 г.».
fn weekday_and_day(view: View, day: Date) -> String {
    let text = view.day(day).text;
    match weekday(view, "weekdays", day) {
        Some(weekday) => format!("{weekday}, {text}"),
        None => text,
    }
}

/// A day's name from a list of names, from Monday on.
fn weekday(view: View, names: &str, day: Date) -> Option<String> {
    let at = usize::try_from(day.weekday().to_monday_zero_offset()).ok()?;
    let names = view.theme.words.tree().get(names)?;
    names.get(at)?.as_str().map(str::to_owned)
}
