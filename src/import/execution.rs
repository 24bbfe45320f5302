//! A filled form → the text of a report, row by row. Pure.
//!
//! A row that cannot be a right entry as it stands is written as a comment under the doubt about it:
//! no word is lost, and `check` has nothing to object to.

pub(in crate::import) mod cells;
mod entry;
mod wording;

use std::collections::BTreeMap;

use super::existing::Existing;
use super::model::{Block, Cell, Note, NoteKind, Place, Row, Source, Table};
use super::outcome::{Imported, Options, Output, Refused, backup};
use super::report::{Report, one_line};
use super::{organizations, yaml};
use crate::formats::plan::form::{MARK, NUMBER};
use crate::lang::{Language, message, slug};
use crate::parse::fields::{ReportPeriod, Scalar};
use crate::parse::tree::{self, Node};
use entry::Entry;

/// What the hidden rows and the table below them say.
struct Form<'s> {
    plan: String,
    period: String,
    by: String,
    columns: BTreeMap<String, usize>,
    /// Cells with the day of submission.
    submitted: Option<&'s Cell>,
    rows: Vec<&'s Row>,
    /// Numbers of the hidden rows.
    hidden: (usize, usize),
}

/// A measure of the plan, as far as a report can speak of it.
#[derive(Default)]
struct Measure {
    number: String,
    title: String,
    parts: usize,
    indicators: Vec<String>,
}

/// Makes the text of a report from a filled form.
pub fn report(
    source: &Source,
    name: &str,
    existing: &Existing,
    options: &Options,
) -> Result<Imported, Refused> {
    let form = form(source).ok_or(Refused::NoForm)?;
    let Some((_, plan)) = existing.plans.get(&form.plan) else {
        return Err(Refused::NoSuchPlan(form.plan));
    };
    let measures = measures(plan);
    let mut notes: Vec<Note> = source
        .notes
        .iter()
        .filter(|note| !is_ours(note, &form))
        .cloned()
        .collect();
    let known = Known {
        measures: &measures,
        existing,
        columns: &form.columns,
    };
    let rows = form.rows.iter().filter(|row| known.is_filled(row));
    let mut entries: Vec<Entry> = rows.map(|row| Entry::read(row, &known)).collect();
    if entries.is_empty() {
        return Err(Refused::EmptyForm);
    }
    repeated(&mut entries);
    let path = path(&form, options)?;
    let kept = match existing.reports.get(&path) {
        Some(_) if !options.force => return Err(Refused::ReportExists(path)),
        Some(old) => Some((backup(&path), old.clone())),
        None => None,
    };
    let mut head = head(&form, name, existing, &mut notes);
    head.push("entries:".to_owned());
    let written = entries.iter().filter(|entry| entry.is_right()).count();
    if written == 0 {
        head.pop();
        head.push("entries: []".to_owned());
    }
    for entry in &entries {
        head.extend(entry.lines());
        notes.extend(entry.notes.iter().cloned());
    }
    let counted = (
        "import.form-summary",
        vec![
            ("rows", entries.len().to_string()),
            ("entries", written.to_string()),
            ("empty", (form.rows.len() - entries.len()).to_string()),
        ],
    );
    let report = Report {
        file: name.to_owned(),
        notes,
        files: vec![path.clone()],
        counted: Some(counted),
        ..Report::default()
    };
    let output = Output {
        path,
        text: head.join("\n") + "\n",
        kept,
    };
    Ok(Imported {
        outputs: vec![output],
        report,
    })
}

/// What rows are read with.
struct Known<'k> {
    measures: &'k [Measure],
    existing: &'k Existing,
    columns: &'k BTreeMap<String, usize>,
}

impl Known<'_> {
    /// The cell of a column in a row.
    fn cell<'r>(&self, row: &'r Row, key: &str) -> Option<&'r Cell> {
        let cell = row.at(*self.columns.get(key)?)?;
        Some(cell).filter(|cell| !cells::is_nothing(&cell.text()))
    }

    /// Whether a person has written into the row.
    fn is_filled(&self, row: &Row) -> bool {
        let given = [NUMBER, "title", "timing", "due", "responsible"];
        let mut keys = self.columns.keys();
        keys.any(|key| !given.contains(&key.as_str()) && self.cell(row, key).is_some())
    }
}

fn own_text(row: &Row, column: usize) -> String {
    let mut own = row.cells.iter();
    let own = own.find(|cell| cell.column == column && !cell.continues);
    own.map_or_else(String::new, |cell| cell.text().trim().to_owned())
}

/// The first table that has the hidden rows.
fn form(source: &Source) -> Option<Form<'_>> {
    source.blocks.iter().find_map(|block| match block {
        Block::Table(table) => form_of(table),
        Block::Paragraph(_) => None,
    })
}

fn form_of(table: &Table) -> Option<Form<'_>> {
    let is_mark = |row: &Row| row.cells.iter().any(|cell| cell.text().trim() == MARK);
    let at = table.rows.iter().position(is_mark)?;
    let mark = table.rows.get(at)?;
    let first = mark.cells.iter().find(|cell| cell.text().trim() == MARK)?;
    let said = |after: usize| own_text(mark, first.column + after);
    let period = said(2);
    ReportPeriod::parse(&period).ok()?;
    let keys = table.rows.get(at + 1)?;
    let mut columns = BTreeMap::new();
    for cell in keys.cells.iter().filter(|cell| !cell.is_empty()) {
        columns
            .entry(cell.text().trim().to_owned())
            .or_insert(cell.column);
    }
    let (number, state) = (*columns.get(NUMBER)?, *columns.get("state")?);
    let below = table.rows.get(at + 2..)?;
    let is_head = |row: &Row| !own_text(row, number).is_empty() && !own_text(row, state).is_empty();
    let head = below.iter().position(is_head)?;
    let (above, rows) = below.split_at_checked(head)?;
    // The one cell above the table that stands after a label.
    let day = |row: &&Row| {
        row.cells
            .iter()
            .any(|cell| cell.text().trim().ends_with(':'))
    };
    let submitted = above.iter().filter(day).find_map(|row| {
        let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
        filled
            .find(|cell| cells::date(&cell.text()).is_some() || !cell.text().trim().ends_with(':'))
    });
    Some(Form {
        plan: said(1),
        period,
        by: said(3),
        columns,
        submitted,
        rows: rows.iter().skip(1).collect(),
        hidden: (mark.place.row, keys.place.row),
    })
}

/// The hidden rows of the form are no secret of its author.
fn is_ours(note: &Note, form: &Form) -> bool {
    let (first, last) = form.hidden;
    let rows = format!("{first}–{last}");
    note.key == "import.read-hidden-rows" && note.values.iter().any(|(_, value)| *value == rows)
}

/// The measures of a plan; a broken file has none, and `check` says why.
fn measures(text: &str) -> Vec<Measure> {
    let Ok(root) = tree::parse(text) else {
        return Vec::new();
    };
    let sections = root.list("sections").iter();
    let all = sections.flat_map(|section| section.list("measures"));
    let of = |measure: &Node| {
        let indicators = measure.list("indicators").iter();
        Measure {
            number: measure.word("number").to_owned(),
            title: measure.word("title").to_owned(),
            parts: measure.list("subitems").len(),
            indicators: indicators
                .map(|known| known.word("id").to_owned())
                .collect(),
        }
    };
    all.map(of).collect()
}

/// The second row about one measure is a doubt: of two entries in one report the last would win.
fn repeated(entries: &mut [Entry]) {
    let mut seen = std::collections::BTreeSet::new();
    for entry in entries {
        if entry.is_right() && !seen.insert(entry.about()) {
            let number = entry.number.clone();
            let note = Note::new(NoteKind::Doubt, "import.form-repeated", entry.place.clone());
            entry.refuse(note.with("number", number));
        }
    }
}

fn path(form: &Form, options: &Options) -> Result<String, Refused> {
    let name = match &options.id {
        Some(id) if slug(id) != *id || id.is_empty() => return Err(Refused::Id(id.clone())),
        Some(id) => id.clone(),
        None => file_name(&form.plan, &form.period, &form.by),
    };
    Ok(format!("content/reports/{name}.yaml"))
}

/// The name of a report's file: plan, period, who reports.
pub fn file_name(plan: &str, period: &str, by: &str) -> String {
    let name = format!("{} {} {}", slug(plan), period, slug(by));
    slug(name.trim())
}

/// The fields above the entries.
fn head(form: &Form, name: &str, existing: &Existing, notes: &mut Vec<Note>) -> Vec<String> {
    let say = |key: &str, values: &[(&str, String)]| message(Language::Ru, key, values);
    let mut lines = yaml::comment(0, &say("import.form-head", &[("file", name.to_owned())]));
    lines.extend(yaml::field(0, "plan", &form.plan));
    // A quarter is no number, and a year is taken as a text all the same.
    lines.push(format!("period: {}", form.period));
    let place = |cell: &Cell| cell.place.clone();
    let day = form.submitted.map(|cell| (cell, cells::date(&cell.text())));
    match day {
        Some((_, Some((day, _)))) => lines.push(format!("submitted: {day}")),
        _ => {
            if let Some((cell, _)) = day {
                notes.push(doubt("import.form-date", place(cell)).with("text", cell.text()));
            }
            lines.extend(yaml::comment(0, &say("import.form-submitted", &[])));
        }
    }
    if form.by.is_empty() {
        return lines;
    }
    let known = organizations::read(&existing.organizations);
    if !known.iter().any(|organization| organization.id == form.by) {
        notes.push(doubt("import.form-by", Place::default()).with("name", form.by.clone()));
    }
    lines.extend(yaml::field(0, "by", &form.by));
    lines
}

fn doubt(key: &'static str, place: Place) -> Note {
    Note::new(NoteKind::Doubt, key, place)
}

/// Comments that say what a person should look at.
fn doubts(indent: usize, notes: &[Note]) -> Vec<String> {
    let notes = notes.iter().filter(|note| note.kind == NoteKind::Doubt);
    let lines = notes.flat_map(|note| yaml::comment(indent, &one_line(note, Language::Ru)));
    lines.collect()
}
