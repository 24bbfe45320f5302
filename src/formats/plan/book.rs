//! `/plans/SLUG/plan.xlsx`: the plan with its dates, and what is known of its execution.

use jiff::civil::Date;

use crate::execution::PlanExecution;
use crate::formats::atom::stamp_day;
use crate::formats::xlsx::{self, Book, Cell, Column, Sheet};
use crate::portal::Entry;
use crate::portal::plan::{Plan, ScheduleKind};
use crate::publication::Error;
use crate::timing::Schedule;
use crate::view::View;
use crate::view::plan::{annex_lines, recognised, table};

use super::execution;
use super::{MeasureWords, author, footer, plan_at, sample_word, section_words};

/// Widths of the original columns in characters.
const WIDTHS: [(&str, u16); 6] = [
    ("number", 7),
    ("title", 48),
    ("responsible", 30),
    ("document", 18),
    ("timing", 18),
    ("result", 40),
];

/// The bytes of the workbook.
pub fn write(view: View, at: usize) -> Result<Vec<u8>, Error> {
    xlsx::write(&book(view, at))
}

/// The workbook of the plan at a place of the portal's entries.
pub fn book(view: View, at: usize) -> Book {
    let mut book = Book {
        title: String::new(),
        author: String::new(),
        date: view.portal.today,
        sample: None,
        footer: footer(view),
        sheets: Vec::new(),
    };
    let Some((entry, plan)) = plan_at(view, at) else {
        return book;
    };
    book.title = entry.common.title.0.clone();
    book.author = author(view, plan);
    book.date = stamp_day(view, entry);
    book.sample = sample_word(view, entry);
    let known = view.portal.execution(at);
    book.sheets.push(plan_sheet(view, entry, plan, known));
    if !plan.execution_hidden() {
        book.sheets.push(execution::sheet(view, at, entry, plan));
    }
    book
}

/// The original columns, then what filters need: the section and the dates.
fn plan_sheet(view: View, entry: &Entry, plan: &Plan, known: Option<&PlanExecution>) -> Sheet {
    let original = table::columns(view, plan);
    let mut columns: Vec<Column> = original
        .iter()
        .map(|column| Column {
            title: column.title.clone(),
            width: width(column.key),
        })
        .collect();
    for (key, width) in [
        ("fields.section", 28),
        ("fields.starts", 13),
        ("office.due", 13),
    ] {
        let title = view.word(key);
        columns.push(Column { title, width });
    }
    let rows = plan
        .measures()
        .enumerate()
        .map(|(place, (section, measure))| {
            let words = MeasureWords::new(view, measure);
            let mut cells: Vec<Cell> = original
                .iter()
                .map(|column| Cell::text(words.cell(column.key)))
                .collect();
            let section = plan.sections.get(section).map(section_words);
            cells.push(Cell::text(section.unwrap_or_default()));
            let (start, due) = known
                .and_then(|known| known.measures.get(place))
                .map_or((None, None), |known| days(&known.schedule));
            cells.extend([day(start), day(due)]);
            cells
        });
    let rows = rows.collect();
    let mut notes = vec![annex_lines(view, plan).join("\n")];
    notes.extend(recognised(view, entry, plan));
    Sheet {
        name: view.word("office.plan"),
        title: entry.common.title.0.clone(),
        notes,
        columns,
        rows,
        form: None,
    }
}

fn width(key: &str) -> u16 {
    WIDTHS
        .iter()
        .find(|(known, _)| *known == key)
        .map_or(20, |(_, width)| *width)
}

/// The first and the last day of what the words mean, where they mean days at all.
pub(super) fn days(schedule: &[Schedule]) -> (Option<Date>, Option<Date>) {
    let dated = || {
        schedule.iter().filter(|entry| {
            matches!(
                entry.kind,
                ScheduleKind::Period
                    | ScheduleKind::Deadline
                    | ScheduleKind::Recurring
                    | ScheduleKind::Ongoing
            )
        })
    };
    let start = dated().filter_map(|entry| entry.start).min();
    let due = dated().filter_map(|entry| entry.due.or(entry.end)).max();
    (start, due)
}

pub(super) fn day(day: Option<Date>) -> Cell {
    day.map_or(Cell::Empty, Cell::Date)
}
