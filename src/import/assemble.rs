//! A recognised plan and what the portal has already → the texts that are to be written. Pure.

mod documents;
mod head;
mod notes;

use documents::{documents, recommended};
use head::{head, period};
use notes::{comments, glossary_notes, indicator_notes, timing_notes};

use std::collections::BTreeSet;

use super::existing::Existing;
use super::model::{Block, Note, NoteKind, Place, Source};
use super::order::{self, Addressees, Order};
use super::outcome::{Imported, Options, Output, Refused, backup, is_id};
use super::plan::executors::{Executor, Matcher};
use super::plan::file::{self, Head};
use super::plan::{self, Recognised, flat};
use super::report::Report;
use super::{organizations, renew};
use crate::lang::slug;

/// Makes the texts of a plan, its order and new organizations.
pub fn plan(
    source: &Source,
    name: &str,
    existing: &Existing,
    options: &Options,
) -> Result<Imported, Refused> {
    let mut plan = plan::recognise(source, options.repair).ok_or(Refused::NoPlan)?;
    if plan.is_too_big() {
        return Err(Refused::TooMany);
    }
    let above = above(source, &plan);
    let order = order::read(&above);
    let known = organizations::read(&existing.organizations);
    let addressees = Addressees::new(&known);
    let mut matcher = Matcher::new(&known);
    let mut notes = source.notes.clone();
    notes.append(&mut plan.notes);
    let issuer = order.as_ref().and_then(|order| issuer(order, &mut matcher));
    matcher.set_owner(issuer.clone());
    let mut head = head(&plan, order.as_ref(), &above, name, &mut notes);
    head.period = period(&head, &plan, order.as_ref(), options.year, &mut notes);
    head.owner.clone_from(&issuer);
    let id = id(options, order.as_ref(), &head, name)?;
    let executors = executors(&plan, &mut matcher, &mut notes);
    timing_notes(&plan, &head.period, &mut notes);
    glossary_notes(&plan, &above, &existing.terms, &known, &mut notes);
    indicator_notes(&plan, &mut notes);

    let mut outputs = Vec::new();
    if let Some(order) = &order {
        let whom = addressees.of_points(&order.points);
        recommended(order, &whom, &mut head);
        documents(
            order,
            issuer,
            whom,
            &id,
            name,
            existing,
            &mut head,
            &mut outputs,
            &mut notes,
        );
    }
    if !matcher.added.is_empty() {
        let text = organizations::append(&existing.organizations, &matcher.added, name)
            .ok_or(Refused::Organizations)?;
        let path = "content/organizations.yaml".to_owned();
        outputs.insert(
            0,
            Output {
                path,
                text,
                kept: None,
            },
        );
    }
    let fields = file::head(&head, &plan::columns::written(&plan.columns));
    let sections = file::sections(&plan, &executors);
    let old = existing.plans.get(&id);
    let output = match old {
        Some((path, _)) if !options.force => return Err(Refused::Exists(path.clone())),
        Some((path, old)) => {
            let (text, changes) = renew::renew(old, &fields, &sections)
                .ok_or_else(|| Refused::Style(path.clone()))?;
            notes.extend(changes);
            let kept = (text != *old).then(|| (backup(path), old.clone()));
            Output {
                path: path.clone(),
                text,
                kept,
            }
        }
        None => {
            let comments = comments(name, &notes);
            let text = file::text(&comments, &fields, head.control_point.as_deref(), &sections);
            Output {
                path: format!("content/plans/{id}.yaml"),
                text,
                kept: None,
            }
        }
    };
    outputs.push(output);
    let report = Report {
        file: name.to_owned(),
        plan,
        notes,
        organizations: matcher.added,
        counted: None,
        files: outputs.iter().map(|output| output.path.clone()).collect(),
    };
    Ok(Imported { outputs, report })
}

/// What stands above the table: paragraphs, and rows of a sheet over the headings.
fn above(source: &Source, plan: &Recognised) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for (at, block) in source.blocks.iter().enumerate().take(plan.first_block + 1) {
        match block {
            Block::Paragraph(_) if plan.section_block == Some(at) => {}
            Block::Paragraph(paragraph) => {
                texts.extend(paragraph.shown().lines().map(str::to_owned))
            }
            Block::Table(table) => {
                let first = plan
                    .measures()
                    .next()
                    .map(|measure| measure.place.clone())
                    .unwrap_or_default();
                let rows = table.rows.iter().take_while(|row| row.place != first);
                let single = rows
                    .filter(|row| row.cells.iter().filter(|cell| !cell.is_empty()).count() == 1);
                let sections: BTreeSet<String> = plan
                    .sections
                    .iter()
                    .map(|s| flat(&format!("{} {}", s.number, s.title)))
                    .collect();
                for row in single {
                    let text = row
                        .cells
                        .iter()
                        .map(|cell| cell.text())
                        .collect::<Vec<_>>()
                        .join(" ");
                    let is_section = |text: &str| {
                        sections.contains(&flat(&text.replacen(". ", " ", 1)))
                            || sections.contains(&flat(text))
                    };
                    // Lines of a title are one title; those of «Приложение» tell where the act begins.
                    match text.to_lowercase().starts_with("приложение") {
                        _ if is_section(&text) => {}
                        true => texts.extend(text.lines().map(flat)),
                        false => texts.push(flat(&text)),
                    }
                }
            }
        }
    }
    texts
}

/// The organization that the lines above the word «ПРИКАЗ» name: a letterhead goes from the whole to
/// the part, so the lowest one that is known, and the longest name that ends there.
fn issuer(order: &Order, matcher: &mut Matcher) -> Option<String> {
    const LINES: usize = 6;
    let header = &order.header;
    (1..=header.len()).rev().find_map(|to| {
        let mut starts = to.saturating_sub(LINES)..to;
        starts.find_map(|from| matcher.whole(&header.get(from..to).unwrap_or_default().join(" ")))
    })
}

fn id(
    options: &Options,
    order: Option<&Order>,
    head: &Head,
    name: &str,
) -> Result<String, Refused> {
    if let Some(id) = &options.id {
        return match is_id(id) {
            true => Ok(id.clone()),
            false => Err(Refused::Id(id.clone())),
        };
    }
    let number = order
        .map(|order| slug(&order.number))
        .filter(|number| !number.is_empty());
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let id = match number {
        Some(number) => format!("plan-{number}-{}", slug(&head.period)),
        None => slug(stem).chars().take(60).collect(),
    };
    Ok(match id.as_str() {
        "" | "page" | "print" => format!("plan-{}", slug(&head.period)),
        _ => id,
    })
}

/// Executors of every measure, then of its sub-items.
fn executors(
    plan: &Recognised,
    matcher: &mut Matcher,
    notes: &mut Vec<Note>,
) -> Vec<Vec<Vec<Executor>>> {
    let mut all = Vec::new();
    for measure in plan.measures() {
        let before = matcher.added.len();
        let mut own = vec![matcher.cell(&measure.responsible)];
        own.extend(
            measure
                .subitems
                .iter()
                .map(|item| matcher.cell(&item.responsible)),
        );
        for new in matcher.added.get(before..).unwrap_or_default() {
            notes.push(
                Note::new(
                    NoteKind::Doubt,
                    "import.executor-new",
                    measure.place.clone(),
                )
                .with("number", measure.number.clone())
                .with("name", new.name.clone())
                .with("id", new.id.clone()),
            );
        }
        all.push(own);
    }
    for name in std::mem::take(&mut matcher.persons) {
        let note = Note::new(NoteKind::Doubt, "import.executor-person", Place::default());
        notes.push(note.with("name", name));
    }
    for (name, id) in std::mem::take(&mut matcher.ambiguous) {
        notes.push(
            Note::new(
                NoteKind::Doubt,
                "import.executor-ambiguous",
                Place::default(),
            )
            .with("name", name)
            .with("id", id),
        );
    }
    all
}
