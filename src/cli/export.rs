//! `metod export`: one plan as a file for an office program, a calendar or another program.

use std::path::Path;

use super::arguments::Export;
use super::console::Console;
use super::progress::Waiting;
use super::{Outcome, bad, today};
use crate::diagnostics::{nearest, report};
use crate::execution::period::Unit;
use crate::formats::plan::form;
use crate::formats::{data, plan};
use crate::lang::{Language, message};
use crate::parse::fields::{ReportPeriod, Scalar};
use crate::portal::plan::Plan;
use crate::portal::{Content, Entry, Kind, Portal};
use crate::publication::{Body, Error, Publication, Settings};
use crate::write;

/// A form of the file: its name, and whether a terminal can show it.
pub(super) const FORMS: [(&str, Form, bool); 5] = [
    ("docx", Form::Beside("plan.docx"), false),
    ("xlsx", Form::Beside("plan.xlsx"), false),
    ("ics", Form::Beside("plan.ics"), true),
    ("json", Form::Json, true),
    ("csv", Form::Csv, true),
];

/// Where the bytes come from.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// The file that a build puts beside the plan's page.
    Beside(&'static str),
    /// The plan's entry of the open data.
    Json,
    /// The plan as rows.
    Csv,
}

/// Makes the file and writes it to standard output or under the name that was given.
pub fn export(
    options: &Export,
    mut settings: Settings,
    console: &Console,
) -> Result<Outcome, Error> {
    let language = console.language;
    let period = wanted_period(options, language)?;
    let (name, form, is_text) = FORMS
        .into_iter()
        .find(|(name, ..)| *name == options.to)
        .ok_or_else(|| bad(language, "cli.bad-export", &options.to))?;
    if options.out.is_none() && !is_text {
        return Err(bad(language, "cli.export-needs-out", name));
    }
    settings.today = today(options.today.as_ref(), language)?;
    let waiting = Waiting::new("cli.reading", console);
    let (publication, mut diagnostics) = Publication::load(&settings)?;
    drop(waiting);
    let Some(publication) = publication else {
        diagnostics.retain(|diagnostic| !report::is_advice(diagnostic));
        let counts = report::counts(&diagnostics);
        console.tell_findings(&diagnostics, &settings.root);
        let values = [("found", report::counts_words(counts, language))];
        console.tell("");
        console.tell(&message(language, "report.not-built", &values));
        return Ok(Outcome::Mistakes);
    };
    let entry = find(&publication.portal, &options.plan, language)?;
    let bytes = match &period {
        Some(unit) => report_form(&publication, entry, *unit, options, language)?,
        None => bytes(&publication, entry, form, language)?,
    };
    match &options.out {
        None => console.print_bytes(&bytes)?,
        Some(path) => {
            write::file(&settings.root, path, &bytes, language)?;
            if !console.quiet {
                console.print(&written(path, language));
            }
        }
    }
    Ok(Outcome::Done)
}

/// The period of `--form`, which is for a sheet alone.
fn wanted_period(options: &Export, language: Language) -> Result<Option<Unit>, Error> {
    let Some(written) = &options.period else {
        return match &options.organization {
            Some(_) => Err(Error(message(language, "cli.for-without-form", &[]))),
            None => Ok(None),
        };
    };
    if options.to != "xlsx" {
        return Err(bad(language, "cli.form-not-xlsx", &options.to));
    }
    period(written, language).map(Some)
}

/// A period as reports write it.
pub(super) fn period(written: &str, language: Language) -> Result<Unit, Error> {
    let read = ReportPeriod::parse(written).ok();
    read.and_then(|period| Unit::of(&period))
        .filter(|unit| unit.days().is_some())
        .ok_or_else(|| bad(language, "cli.bad-period", written))
}

/// An organization that the plan names as an executor, or whose plan it is, by its id.
pub(super) fn executor(
    publication: &Publication,
    plan: &Plan,
    written: &str,
    language: Language,
) -> Result<String, Error> {
    let portal = &publication.portal;
    let is_named = |id: &str| form::names(plan, id) || *plan.owner == *id;
    let known = portal.organization(written).map(|known| known.id.clone());
    if let Some(id) = known.filter(|id| is_named(id)) {
        return Ok(id);
    }
    let named = portal.organizations.iter().map(|known| known.id.as_str());
    let mut values = vec![("value", written.to_owned())];
    let key = match nearest(written, named.filter(|id| is_named(id) && *id != written)) {
        Some(similar) => {
            values.push(("similar", similar));
            "cli.form-not-named-similar"
        }
        None => "cli.form-not-named",
    };
    Err(Error(message(language, key, &values)))
}

/// The form of a report.
fn report_form(
    publication: &Publication,
    entry: &Entry,
    unit: Unit,
    options: &Export,
    language: Language,
) -> Result<Vec<u8>, Error> {
    let at = publication.portal.place_of(entry).unwrap_or_default();
    let by = match (&options.organization, &entry.content) {
        (Some(written), Content::Plan(plan)) => {
            Some(executor(publication, plan, written, language)?)
        }
        _ => None,
    };
    let wanted = form::Wanted {
        unit,
        by: by.as_deref(),
    };
    let bytes = form::write(publication.view(), at, wanted)?;
    bytes.ok_or_else(|| bad(language, "cli.form-empty", &unit.key()))
}

fn written(path: &Path, language: Language) -> String {
    let values = [("path", path.display().to_string())];
    message(language, "cli.exported", &values)
}

/// The plan of this id; its part of the address or the name of its file will do as well.
pub(super) fn find<'p>(
    portal: &'p Portal,
    written: &str,
    language: Language,
) -> Result<&'p Entry, Error> {
    let file = written.replace('\\', "/");
    let by_file = || {
        let entry = portal.entry_of_file(file.trim_start_matches("./"))?;
        (entry.kind == Kind::Plan).then_some(entry)
    };
    let id = written.trim_matches('/');
    let id = id.strip_prefix("plans/").unwrap_or(id);
    let by_address = || portal.entry_at(&format!("plans/{id}/"));
    let found = portal.entry(Kind::Plan, id).or_else(by_address);
    if let Some(entry) = found.or_else(by_file) {
        return if entry.visible {
            Ok(entry)
        } else {
            Err(bad(language, "cli.export-hidden", &entry.id))
        };
    }
    let known = || portal.visible(Kind::Plan).map(|entry| entry.id.as_str());
    let mut values = vec![("value", written.to_owned())];
    let key = if let Some(similar) = nearest(id, known()) {
        values.push(("similar", similar));
        "cli.unknown-plan-similar"
    } else if let Some(list) = listed(known()) {
        values.push(("list", list));
        "cli.unknown-plan-list"
    } else {
        "cli.no-plans"
    };
    Err(Error(message(language, key, &values)))
}

/// The ids of a few plans: somebody who guessed wrong sees what there is.
fn listed<'p>(known: impl Iterator<Item = &'p str>) -> Option<String> {
    const MOST: usize = 10;
    let mut ids: Vec<&str> = known.take(MOST + 1).collect();
    if ids.len() > MOST {
        ids.truncate(MOST);
        ids.push("…");
    }
    (!ids.is_empty()).then(|| ids.join(", "))
}

fn bytes(
    publication: &Publication,
    entry: &Entry,
    form: Form,
    language: Language,
) -> Result<Vec<u8>, Error> {
    let view = publication.view();
    let name = match form {
        Form::Beside(name) => name,
        Form::Json => {
            let data = serde_json::Value::Object(data::entry(view, entry));
            return Ok(format!("{data:#}\n").into_bytes());
        }
        Form::Csv => {
            let at = publication.portal.place_of(entry).unwrap_or_default();
            return Ok(plan::rows::write(view, at).into_bytes());
        }
    };
    let path = format!("{}{name}", entry.address);
    match publication.render(&path)? {
        Some(Body::Text(text)) => Ok(text.into_bytes()),
        Some(Body::Bytes(bytes)) => Ok(bytes),
        Some(Body::Copy(_)) | None => {
            let values = [("path", path)];
            Err(Error(message(language, "cli.lost-page", &values)))
        }
    }
}
