//! Values that are right alone and wrong together, and headings that no field holds.

use std::collections::HashMap;

use super::at_line;
use crate::diagnostics::{Diagnostic, nearest};
use crate::lang;
use crate::parse::Source;
use crate::parse::tree::Step;
use crate::portal::checklist::Checklist;
use crate::portal::plan::{Measure, Plan};
use crate::portal::site::Site;
use crate::portal::{Content, Entry, Portal, columns, mistakes};

/// Columns of the original that no field of a measure holds.
pub fn columns(source: &Source, plan: &Plan, found: &mut Vec<Diagnostic>) {
    let fields = columns::fields(&plan.columns);
    for (at, (heading, field)) in plan.columns.iter().zip(fields).enumerate() {
        if field.is_none() && !heading.is_empty() {
            let place = source.value_place(&[Step::Key("columns"), Step::Index(at)]);
            found.push(mistakes::unknown_column(place, heading));
        }
    }
}

/// Answers of a checklist that give the same points.
pub fn scale(source: &Source, checklist: &Checklist, found: &mut Vec<Diagnostic>) {
    let path = |at: usize| [Step::Key("scale"), Step::Index(at), Step::Key("value")];
    let mut known: HashMap<String, usize> = HashMap::new();
    for (at, step) in checklist.scale.iter().enumerate() {
        let Some(value) = step.value else { continue };
        let value = value.0.to_string();
        match known.get(&value) {
            Some(first) => found.push(mistakes::duplicate_value(
                source.value_place(&path(at)),
                "value",
                &value,
                &at_line(&source.value_place(&path(*first))),
            )),
            None => {
                known.insert(value, at);
            }
        }
    }
}

/// Territories that stand on one cell of the map.
pub fn cells(portal: &Portal, source: &Source, found: &mut Vec<Diagnostic>) {
    let place = |id: &str| {
        source.value_place(&[Step::Key("territories"), Step::Key(id), Step::Key("cell")])
    };
    let mut known: HashMap<String, &str> = HashMap::new();
    for territory in &portal.territories {
        let cell: Vec<String> = territory
            .parts
            .cell
            .iter()
            .filter_map(|number| number.map(|number| number.0.to_string()))
            .collect();
        if cell.len() != 2 {
            continue;
        }
        let cell = cell.join(", ");
        match known.get(&cell) {
            Some(first) => found.push(mistakes::duplicate_value(
                place(&territory.id),
                "cell",
                &cell,
                &at_line(&place(first)),
            )),
            None => {
                known.insert(cell, &territory.id);
            }
        }
    }
}

/// Warnings that are not to be repeated: their codes must be codes, their files must be there.
pub fn silence(portal: &Portal, site: &Site, source: &Source, found: &mut Vec<Diagnostic>) {
    if site.checks.silence.is_empty() {
        return;
    }
    let files = files(portal);
    for (at, rule) in site.checks.silence.iter().enumerate() {
        let place = |field: &'static str| {
            source.value_place(&[
                Step::Key("checks"),
                Step::Key("silence"),
                Step::Index(at),
                Step::Key(field),
            ])
        };
        if !rule.code.is_empty() && !lang::has_message(&format!("mistakes.{}", &*rule.code)) {
            found.push(mistakes::unknown_name(
                place("code"),
                "code",
                &rule.code,
                None,
            ));
        }
        let written: &str = &rule.file;
        // What a theme holds is known only when the theme is read.
        if written.is_empty() || written.starts_with("themes/") {
            continue;
        }
        let file = match written.starts_with("content/") {
            true => written.to_owned(),
            false => format!("content/{written}"),
        };
        let warned = || found.iter().any(|warning| warning.place.file == file);
        if !files.contains(&file) && !portal.unreadable.contains(&file) && !warned() {
            let similar = nearest(&file, files.iter().map(String::as_str));
            found.push(mistakes::missing_file(
                place("file"),
                written,
                &file,
                similar,
            ));
        }
    }
}

/// Every file of the content that the portal knows, relative to the root.
fn files(portal: &Portal) -> Vec<String> {
    let settings = ["site", "navigator", "organizations", "glossary"];
    let entries = portal.entries.iter();
    let assets = portal.assets.iter();
    settings
        .iter()
        .map(|name| format!("content/{name}.yaml"))
        .chain(entries.map(|entry| entry.source.file.clone()))
        .chain(assets.map(|asset| format!("content/{}", asset.inside)))
        .collect()
}

/// The measure of a plan that a path into its file leads into.
pub fn measure_at<'p>(entry: &'p Entry, path: &[Step]) -> Option<&'p Measure> {
    let Content::Plan(plan) = &entry.content else {
        return None;
    };
    match path {
        [
            Step::Key("sections"),
            Step::Index(section),
            Step::Key("measures"),
            Step::Index(place),
            ..,
        ] => plan.sections.get(*section)?.measures.get(*place),
        _ => None,
    }
}
