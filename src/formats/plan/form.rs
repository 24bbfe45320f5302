//! The form of a report: a sheet that a coordinator fills in, and that an import turns into a report.
//!
//! Two hidden rows come back with the file. One names the plan, the period and who reports, the other
//! names the columns, so that a column that somebody has moved or renamed is still known.

use jiff::civil::Date;

use super::{author, footer, plan_at};
use crate::execution::period::Unit;
use crate::execution::{MeasureExecution, Occurrence};
use crate::formats::atom::stamp_day;
use crate::formats::xlsx::{self, Book, Cell, Column, Form, Input, InputKind, Sheet};
use crate::parse::fields::Executor;
use crate::portal::plan::{Indicator, Measure, Plan, Subitem};
use crate::portal::report::ReportState;
use crate::publication::Error;
use crate::view::View;
use crate::view::plan::whole_words;

/// The first cell of the hidden row that names the plan.
pub const MARK: &str = "metod:report";
/// The first cell of the hidden row that names the columns; it is also the key of the first column.
pub const NUMBER: &str = "number";
/// What begins the key of an indicator's column; its id follows.
pub const FACT: &str = "fact:";
/// What stands where a measure has no such indicator.
const NOTHING: &str = "–";

/// The states in the order of the list.
pub const STATES: [ReportState; 5] = [
    ReportState::NotStarted,
    ReportState::InProgress,
    ReportState::Done,
    ReportState::Postponed,
    ReportState::Cancelled,
];

/// Columns: key, words of the heading, width, whether it is for a person to fill in.
const COLUMNS: [(&str, &str, u16, bool); 13] = [
    (NUMBER, "plan.columns.number", 7, false),
    ("title", "fields.measure", 28, false),
    ("timing", "fields.timing", 12, false),
    ("due", "office.due", 11, false),
    ("responsible", "plan.columns.responsible", 20, false),
    ("state", "office.state", 13, true),
    ("on", "office.completed", 11, true),
    ("progress", "office.form.progress", 10, true),
    ("text", "office.report", 28, true),
    ("evidence", "office.form.evidence", 24, true),
    ("evidence_title", "office.form.evidence_title", 18, true),
    ("act", "office.form.act", 16, true),
    ("until", "office.form.until", 11, true),
];

/// What a form is for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'w> {
    /// The period.
    pub unit: Unit,
    /// The id of who reports; `None` for the plan's owner.
    pub by: Option<&'w str>,
}

/// One row: a measure, or a part of it.
pub struct Row<'p> {
    /// The measure.
    pub measure: &'p Measure,
    /// The part and its place from 1.
    pub part: Option<(usize, &'p Subitem)>,
    /// The last day in the period by which it is to be done.
    pub due: Option<Date>,
}

impl Row<'_> {
    /// «2.2», «2.2, пункт 1».
    pub fn number(&self, view: View) -> String {
        let number = &*self.measure.number;
        let Some((at, _)) = self.part else {
            return number.to_owned();
        };
        let values = [("number", &*at.to_string())];
        let part = view.theme.words.fill("plan.subitem_number", &values);
        format!("{number}, {part}")
    }

    /// The words of the act.
    pub fn title(&self) -> &str {
        self.part
            .map_or(&*self.measure.title, |(_, part)| &*part.title)
    }

    /// Its term in words: a part without one has its measure's.
    pub fn timing(&self) -> &str {
        let own = self.part.map_or("", |(_, part)| &*part.timing);
        if own.is_empty() {
            &self.measure.timing
        } else {
            own
        }
    }
}

/// Whether the plan names this organization as an executor.
pub fn names(plan: &Plan, id: &str) -> bool {
    plan.measures()
        .any(|(_, measure)| executes(measure, None, id))
}

/// What has something due in the period; for one organization everything that names it, for it may
/// have done what has no day, and rows that stay empty are left out of a report.
pub fn rows<'p>(view: View<'p>, at: usize, wanted: Wanted) -> Vec<Row<'p>> {
    let Some((_, plan)) = plan_at(view, at) else {
        return Vec::new();
    };
    let known = view.portal.execution(at);
    // An owner that executes nothing itself reports on everything.
    let wanted = Wanted {
        by: wanted.by.filter(|id| names(plan, id)),
        ..wanted
    };
    let mut rows = Vec::new();
    for (place, (_, measure)) in plan.measures().enumerate() {
        let known = known.and_then(|known| known.measures.get(place));
        let due = known.and_then(|known| due(&known.occurrences, wanted.unit));
        let is_wanted = match wanted.by {
            None => due.is_some(),
            Some(id) => executes(measure, None, id),
        };
        if is_wanted {
            rows.push(Row {
                measure,
                part: None,
                due,
            });
        }
        rows.extend(parts(measure, known, wanted));
    }
    rows
}

/// Parts with a term of their own that ends in the period.
fn parts<'p>(
    measure: &'p Measure,
    known: Option<&MeasureExecution>,
    wanted: Wanted,
) -> Vec<Row<'p>> {
    let known = known.map_or(&[][..], |known| &known.subitems);
    let parts = (1..).zip(measure.subitems.iter().zip(known));
    let rows = parts.filter_map(|(at, (part, known))| {
        let due = due(&known.occurrences, wanted.unit)?;
        let is_wanted = wanted.by.is_none_or(|id| executes(measure, Some(part), id));
        is_wanted.then_some(Row {
            measure,
            part: Some((at, part)),
            due: Some(due),
        })
    });
    rows.collect()
}

fn executes(measure: &Measure, part: Option<&Subitem>, id: &str) -> bool {
    let is_it = |executor: &Executor| {
        let written = executor.id();
        written.strip_prefix("organizations/").unwrap_or(written) == id
    };
    match part {
        Some(part) if !part.responsible.is_empty() => part.responsible.iter().any(is_it),
        Some(_) => measure.responsible.iter().any(is_it),
        None => {
            let parts = measure.subitems.iter().flat_map(|p| p.responsible.iter());
            measure.responsible.iter().chain(parts).any(is_it)
        }
    }
}

/// The last day of the period by which something is due.
fn due(occurrences: &[Occurrence], unit: Unit) -> Option<Date> {
    let (start, end) = unit.days()?;
    let counted = occurrences.iter().filter(|known| !known.uncounted);
    let days = counted.map(Occurrence::day);
    days.filter(|day| (start..=end).contains(day)).max()
}

/// The indicators of these rows, each id once.
fn indicators<'p>(rows: &[Row<'p>]) -> Vec<&'p Indicator> {
    let mut found: Vec<&Indicator> = Vec::new();
    for indicator in rows.iter().flat_map(|row| row.measure.indicators.iter()) {
        if !found.iter().any(|known| known.id == indicator.id) {
            found.push(indicator);
        }
    }
    found
}

/// The bytes of the form; `None` when there is nothing to report on.
pub fn write(view: View, at: usize, wanted: Wanted) -> Result<Option<Vec<u8>>, Error> {
    let Some((entry, plan)) = plan_at(view, at) else {
        return Ok(None);
    };
    let rows = rows(view, at, wanted);
    if rows.is_empty() {
        return Ok(None);
    }
    let period = whole_words(view, wanted.unit);
    let words = &view.theme.words;
    let values = [
        ("title", &*entry.common.title.0),
        ("period", period.as_str()),
    ];
    let title = words.fill("office.form.title", &values);
    let by = wanted.by.map(|id| view.organization_link(id).text);
    let mut notes: Vec<String> = by
        .iter()
        .map(|by| words.fill("office.form.by", &[("name", by)]))
        .collect();
    notes.push(view.word("office.form.how"));
    let indicators = indicators(&rows);
    let sheet = Sheet {
        name: view.word("office.form.sheet"),
        title: title.clone(),
        notes,
        columns: columns(view, &indicators),
        rows: rows
            .iter()
            .map(|row| cells(view, row, &indicators))
            .collect(),
        form: Some(form(view, &entry.id, wanted, &indicators)),
    };
    let book = Book {
        title,
        author: author(view, plan),
        date: stamp_day(view, entry),
        sample: None,
        footer: footer(view),
        sheets: vec![sheet],
    };
    xlsx::write(&book).map(Some)
}

fn columns(view: View, indicators: &[&Indicator]) -> Vec<Column> {
    let fixed = COLUMNS.iter().map(|(_, title, width, _)| Column {
        title: view.word(title),
        width: *width,
    });
    let facts = indicators.iter().map(|indicator| {
        let name = match indicator.unit.is_empty() {
            true => indicator.name.0.clone(),
            false => format!("{}, {}", &*indicator.name, &*indicator.unit),
        };
        let values = [("name", name.as_str())];
        Column {
            title: view.theme.words.fill("office.form.fact", &values),
            width: 26,
        }
    });
    fixed.chain(facts).collect()
}

fn cells(view: View, row: &Row, indicators: &[&Indicator]) -> Vec<Cell> {
    let fixed = COLUMNS.iter().map(|(key, ..)| match *key {
        NUMBER => Cell::text(row.number(view)),
        "title" => Cell::text(row.title()),
        "timing" => Cell::text(row.timing()),
        "due" => row.due.map_or(Cell::Empty, Cell::Date),
        "responsible" => Cell::text(view.executors_cell(row.measure)),
        _ => Cell::Empty,
    });
    let facts = indicators.iter().map(|indicator| {
        let mut own = row.measure.indicators.iter();
        match row.part.is_none() && own.any(|known| known.id == indicator.id) {
            true => Cell::Empty,
            false => Cell::text(NOTHING),
        }
    });
    fixed.chain(facts).collect()
}

fn form(view: View, plan: &str, wanted: Wanted, indicators: &[&Indicator]) -> Form {
    let mark = [MARK, plan, &wanted.unit.key(), wanted.by.unwrap_or("")];
    let fixed = COLUMNS.iter().map(|(key, ..)| (*key).to_owned());
    let facts = indicators
        .iter()
        .map(|indicator| format!("{FACT}{}", &*indicator.id));
    let keys: Vec<String> = fixed.chain(facts).collect();
    let states = STATES.map(|state| view.vocabulary("report_state", state.word()));
    let kind = |key: &str| match key {
        "state" => InputKind::Choice(states.to_vec()),
        "on" | "until" => InputKind::Day,
        _ => InputKind::Text,
    };
    let is_input = |key: &str| {
        let fixed = COLUMNS.iter().find(|(known, ..)| *known == key);
        fixed.is_none_or(|(.., is_input)| *is_input)
    };
    let inputs = (0..).zip(&keys).filter(|(_, key)| is_input(key));
    Form {
        inputs: inputs
            .map(|(at, key)| Input {
                at,
                kind: kind(key),
            })
            .collect(),
        machine: vec![mark.map(str::to_owned).to_vec(), keys],
        days: vec![view.word("office.form.submitted")],
    }
}
