//! A sheet of organizations → organizations.yaml, edited as text. Pure.
//!
//! [`columns`] finds the headings, [`rows`] reads what stands below them, [`names`] makes one form of
//! many spellings, [`known`] says whom a row speaks of, [`edit`] changes the lines of those who are there.
//! A name of a person is not taken: the portal may show one only with a consent, and a sheet has none.

mod columns;
mod edit;
mod entry;
mod kinds;
mod known;
mod meeting;
mod names;
mod rows;
mod territories;
mod values;

use std::collections::{BTreeMap, HashMap};

use super::existing::Existing;
use super::model::{Block, Note, NoteKind, Place, Source};
use super::organizations::{self, Added};
use super::outcome::{Imported, Options, Output, Refused, backup};
use super::plan::executors::New;
use super::plan::short;
use super::read::ledger::Ledger;
use super::report::Report;
use crate::parse::tree::{self, Value};
use edit::Edit;
use known::Register;
use meeting::{Counts, Meeting};
use names::Namer;
use rows::{Found, Reader};
use territories::Territories;

/// No region has so many, and a portal has a page for each.
pub const MOST: usize = 5_000;

/// The file that is edited.
const FILE: &str = "content/organizations.yaml";

/// Makes the text of organizations.yaml with the organizations of a sheet.
pub fn organizations(
    source: &Source,
    name: &str,
    existing: &Existing,
    options: &Options,
) -> Result<Imported, Refused> {
    let text = existing
        .organizations
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n");
    let root = tree::parse(&text).map_err(|_| Refused::Organizations)?;
    let is_mapping = matches!(root.value, Value::Mapping(_)) || root.is_null();
    if !is_mapping {
        return Err(Refused::Organizations);
    }
    let namer = Namer::new();
    let territories = Territories::of(&root, &namer);
    let mut reader = Reader::new(&namer, &territories);
    read(source, &mut reader)?;
    let register = Register::of(&root, &namer, &territories);
    let mut meeting = Meeting {
        edit: Edit::new(&text, &root),
        before: register.all.len(),
        register,
        ledger: reader.ledger,
        counts: Counts::default(),
        rows: HashMap::new(),
        new: Vec::new(),
        force: options.force,
    };
    unknown_territories(&reader.unknown, &mut meeting.ledger);
    let met = meeting.meet(reader.found);
    let ids = meeting.ids();
    let parents = meeting.parents(&met, &namer, &territories);
    for (found, at) in &met {
        meeting.renew(found, *at, parents.get(&found.place).map(String::as_str));
    }
    let added: Vec<Added> = meeting.added(&ids, &parents);
    let counts = &meeting.counts;
    let counted = vec![
        ("added", counts.added.to_string()),
        ("renewed", counts.renewed.to_string()),
        ("same", counts.same.to_string()),
        ("left", counts.left.to_string()),
    ];
    let new: Vec<New> = meeting
        .new
        .iter()
        .zip(&ids)
        .map(|((found, _), id)| listed(found, id))
        .collect();
    let mut notes = source.notes.clone();
    notes.extend(meeting.ledger.finish());
    if options.id.is_some() {
        notes.push(Note::new(
            NoteKind::Doubt,
            "import.register-id",
            Place::default(),
        ));
    }
    let changed = match meeting.edit.is_changed() {
        true => meeting.edit.text().ok_or(Refused::Organizations)?,
        false => text.clone(),
    };
    let result = match added.is_empty() {
        true => changed,
        false => organizations::append_all(&changed, &added, name).ok_or(Refused::Organizations)?,
    };
    let outputs = output(&text, result, existing, options)?;
    let report = Report {
        file: name.to_owned(),
        notes,
        organizations: new,
        files: outputs.iter().map(|output| output.path.clone()).collect(),
        counted: Some(("import.register-summary", counted)),
        ..Report::default()
    };
    Ok(Imported { outputs, report })
}

/// Reads every table that is one of organizations.
fn read(source: &Source, reader: &mut Reader<'_>) -> Result<(), Refused> {
    let mut is_found = false;
    for block in &source.blocks {
        let Block::Table(table) = block else { continue };
        match columns::find(table) {
            Some(grid) => {
                is_found = true;
                reader.read(table, &grid);
            }
            None if table.rows.iter().all(|row| row.is_empty()) => {}
            None => {
                let place = table
                    .rows
                    .first()
                    .map(|row| row.place.clone())
                    .unwrap_or_default();
                let place = Place {
                    row: 0,
                    line: None,
                    ..place
                };
                reader
                    .ledger
                    .say(NoteKind::Doubt, "import.register-table-left", &place);
            }
        }
        if reader.found.len() > MOST {
            return Err(Refused::TooManyOrganizations);
        }
    }
    match is_found && !reader.found.is_empty() {
        true => Ok(()),
        false => Err(Refused::NoOrganizations),
    }
}

/// The file, if anything in it is new; the old one is kept when lines of it were replaced.
fn output(
    old: &str,
    new: String,
    existing: &Existing,
    options: &Options,
) -> Result<Vec<Output>, Refused> {
    if new == old {
        return Ok(Vec::new());
    }
    let root = tree::parse(&new).map_err(|_| Refused::Organizations)?;
    let ids = |root: &tree::Node| match root.entry("organizations").map(|(_, list)| &list.value) {
        Some(Value::Mapping(entries)) => entries.len(),
        _ => 0,
    };
    let before = tree::parse(old).map(|root| ids(&root)).unwrap_or_default();
    if ids(&root) < before {
        return Err(Refused::Organizations);
    }
    let is_there = !existing.organizations.is_empty();
    let kept = (is_there && options.force).then(|| (backup(FILE), existing.organizations.clone()));
    let path = FILE.to_owned();
    Ok(vec![Output {
        path,
        text: new,
        kept,
    }])
}

fn unknown_territories(unknown: &BTreeMap<String, (usize, Place)>, ledger: &mut Ledger) {
    for (text, (count, place)) in unknown {
        let note = Note::new(NoteKind::Doubt, "import.register-territory", place.clone());
        let note = note
            .with("text", short(text))
            .with("count", count.to_string());
        ledger.note(note);
    }
}

fn listed(found: &Found, id: &str) -> New {
    New {
        id: id.to_owned(),
        name: found.name.clone(),
        short: found.short.clone(),
        is_group: false,
    }
}
