//! The calendar as a wall calendar shows it: a table a month, a row a week.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::rows::{Placed, Things, brief, day_id, gathered};
use super::{YearMonth, by_month, month_title};
use crate::agenda::Item;
use crate::view::View;

/// Things that a day names; the others are behind its number.
const NAMED: usize = 3;
/// Letters of a title that a day has room for.
const LETTERS: usize = 60;

/// A month as a table.
#[derive(Serialize)]
pub struct Grid {
    /// The year and month.
    #[serde(skip)]
    pub month: YearMonth,
    id: String,
    title: String,
    weeks: Vec<Vec<Cell>>,
}

/// A day of a month; empty before its first and after its last.
#[derive(Default, Serialize)]
struct Cell {
    day: Option<CellDay>,
    today: bool,
    /// How many things there are, and in words.
    count: usize,
    count_text: String,
    items: Vec<CellItem>,
    more: Option<String>,
}

#[derive(Serialize)]
struct CellDay {
    iso: String,
    number: String,
    /// « марта 2022 г.»: what follows the number.
    rest: String,
    /// The anchor of the day in the agenda, if anything is there.
    anchor: Option<String>,
}

#[derive(Serialize)]
struct CellItem {
    text: String,
    path: Option<String>,
    sample: bool,
}

/// Every month that holds something.
pub fn grids(view: View, placed: &[Placed]) -> Vec<Grid> {
    by_month(placed)
        .into_iter()
        .filter_map(|(month, days)| grid(view, month, &days))
        .collect()
}

fn grid(view: View, month: YearMonth, days: &BTreeMap<Date, Vec<&Item>>) -> Option<Grid> {
    let first = Date::new(month.0, month.1, 1).ok()?;
    let before = usize::try_from(first.weekday().to_monday_zero_offset()).ok()?;
    let mut cells: Vec<Cell> = std::iter::repeat_with(Cell::default).take(before).collect();
    let mut day = first;
    for _ in 0..first.days_in_month() {
        cells.push(cell(view, day, days.get(&day).map_or(&[], Vec::as_slice)));
        day = day.checked_add(1.day()).ok()?;
    }
    let mut weeks = Vec::new();
    while !cells.is_empty() {
        let rest = cells.split_off(cells.len().min(7));
        weeks.push(std::mem::replace(&mut cells, rest));
    }
    if let Some(last) = weeks.last_mut() {
        last.resize_with(7, Cell::default);
    }
    Some(Grid {
        month,
        id: format!("g-{}-{:02}", month.0, month.1),
        title: month_title(view, month),
        weeks,
    })
}

fn cell(view: View, day: Date, items: &[&Item]) -> Cell {
    let words = view.day(day);
    let number = day.day().to_string();
    let things = gathered(items, 1);
    let more = things.len().saturating_sub(NAMED);
    Cell {
        today: day == view.portal.today,
        day: Some(CellDay {
            rest: words
                .text
                .strip_prefix(&number)
                .unwrap_or_default()
                .to_owned(),
            iso: words.iso,
            number,
            anchor: (!items.is_empty()).then(|| format!("#{}", day_id(day))),
        }),
        count: items.len(),
        count_text: view.theme.words.counted("kinds.entries", items.len()),
        items: things
            .iter()
            .take(NAMED)
            .map(|things| cell_item(view, day, things))
            .collect(),
        more: (more > 0).then(|| {
            let count = more.to_string();
            view.theme.words.fill("blocks.more", &[("count", &count)])
        }),
    }
}

fn cell_item(view: View, day: Date, things: &Things) -> CellItem {
    let brief = brief(view, things);
    if things.is_gathered() {
        return CellItem {
            text: brief.kind,
            path: Some(view.path(&format!("calendar/#{}", day_id(day)))),
            sample: brief.sample,
        };
    }
    let text = match brief.number {
        Some(number) => format!("{number} {}", brief.title),
        None => brief.title,
    };
    CellItem {
        text: shortened(&text),
        path: brief.path,
        sample: brief.sample,
    }
}

/// The beginning of a title, cut at a word.
fn shortened(title: &str) -> String {
    let Some((end, _)) = title.char_indices().nth(LETTERS) else {
        return title.to_owned();
    };
    let start = title.get(..end).unwrap_or(title);
    let cut = start.rfind(' ').and_then(|at| start.get(..at));
    format!("{}…", cut.unwrap_or(start).trim_end_matches([',', ' ']))
}
