//! Pages of plans: the plan, its annex for print, its execution in words.
//!
//! The words of the act stand as they are: measures keep the order of the act, executors the words
//! of their cell, terms the words of their column.

pub mod card;
mod columns;
mod filters;
mod now;
mod reading;
mod report;
mod state;
pub(crate) mod table;
mod timeline;

use serde::Serialize;

use super::context::{About, some};
use super::entry::draft::Draft;
use super::entry::json_ld;
use super::shapes::{Contents, FileRow, Link, StateCount};
use super::{Page, View};
use crate::parse::record::Target;
use crate::portal::link::Resolved;
use crate::portal::plan::Plan;
use crate::portal::{Content, Entry, Kind};
pub use report::period::{PaperRow, page as period, paper as period_paper, whole_words};
pub use report::{Mark, indicator_facts, report};
use table::{Column, Section, Table};

/// What the page of a plan says besides its head and blocks.
#[derive(Serialize)]
struct PlanPage {
    note: Option<String>,
    execution: Option<Execution>,
    now: Option<now::Now>,
    links: Vec<PlanLink>,
    columns: Vec<Column>,
    column_count: usize,
    sections: Vec<Section>,
    part_size: Option<usize>,
    recommended: Option<String>,
    coverage: Option<Coverage>,
}

/// What is known of the execution.
#[derive(Serialize)]
struct Execution {
    text: String,
    path: Option<String>,
    totals: Option<Vec<StateCount>>,
    line: Option<String>,
}

#[derive(Serialize)]
struct PlanLink {
    text: String,
    path: String,
    icon: Option<&'static str>,
}

/// How a plan carries out the plan it stands on, measure by measure.
#[derive(Serialize)]
struct Coverage {
    title: String,
    text: String,
    rows: Vec<CoverageRow>,
}

#[derive(Serialize)]
struct CoverageRow {
    measure: CoveredMeasure,
    text: String,
}

#[derive(Serialize)]
struct CoveredMeasure {
    number: String,
    path: String,
}

/// The annex of the order, for paper.
#[derive(Serialize)]
struct Annex {
    heading_lines: Vec<String>,
    title: String,
    note: Option<String>,
    columns: Vec<Column>,
    column_count: usize,
    sections: Vec<Section>,
    back: super::shapes::Step,
    sample: bool,
}

/// The fields of an entry that is a plan.
fn plan_of(entry: &Entry) -> &Plan {
    match &entry.content {
        Content::Plan(plan) => plan,
        _ => unreachable!("routes of plans lead to plans"),
    }
}

/// The page of a plan.
pub fn page(view: View, at: usize, path: &str) -> Page {
    let mut draft = Draft::new(view, at, path);
    let entry = draft.entry;
    let plan = plan_of(entry);
    head(&mut draft, plan);
    let table = Table::new(view, entry, plan, &mut draft.here);
    let toc = contents(&table.sections);
    blocks(&mut draft, plan);
    let shown = PlanPage {
        note: recognised(view, entry, plan),
        execution: execution(view, at, entry, plan),
        now: view
            .execution(entry)
            .and_then(|known| now::now(view, entry, plan, known)),
        links: links(view, entry, plan),
        column_count: table.columns.len(),
        columns: table.columns,
        sections: table.sections,
        part_size: table.part_size,
        recommended: recommended(view, plan),
        coverage: coverage(view, entry, plan),
    };
    let about = About {
        title: entry.common.title.0.clone(),
        description: some(&entry.common.summary),
        trail: view.trail_of(Kind::Plan),
        kind: Some(Kind::Plan),
        entry: Some(entry),
        json_ld: Some(json_ld::of(view, entry)),
        ..About::default()
    };
    Page::new("plan.html", &view.head(path, about))
        .with("entry", &draft.head())
        .with("plan", &shown)
        .with("filters", &filters::filters(view, at, entry, plan))
        .with("timeline", &timeline::timeline(view, at, entry, plan))
        .with("blocks", &draft.blocks)
        .with("toc", &toc)
}

/// The annex as a page for paper.
pub fn print(view: View, at: usize, path: &str) -> Page {
    let entry = &view.portal.entries[at];
    let plan = plan_of(entry);
    let mut here = super::links::Here::new(view, path, Some(entry));
    let mut table = Table::new(view, entry, plan, &mut here);
    // The annex has the columns of the act and nothing else.
    table.columns.retain(|column| column.key != "state");
    let annex = Annex {
        heading_lines: annex_lines(view, plan),
        title: entry.common.title.0.clone(),
        note: recognised(view, entry, plan),
        column_count: table.columns.len(),
        columns: table.columns,
        sections: table.sections,
        back: view.step(view.word("plan.page"), &entry.address),
        sample: entry.sample,
    };
    let about = About {
        title: entry.common.title.0.clone(),
        description: some(&entry.common.summary),
        kind: Some(Kind::Plan),
        entry: Some(entry),
        noindex: true,
        bare: true,
        ..About::default()
    };
    let mut head = view.head(path, about);
    head.full_title = format!(
        "{} — {}",
        view.word("pages.plan_print.title"),
        head.full_title
    );
    Page::new("plan-print.html", &head).with("annex", &annex)
}

/// «Приложение к приказу …» as the plan writes it, else with the act it belongs to.
pub fn annex_lines(view: View, plan: &Plan) -> Vec<String> {
    if let Some(annex) = some(&plan.annex) {
        return annex
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
    }
    match view.portal.entry(Kind::Document, &plan.approved_by) {
        Some(act) => vec![view.word("print.annex"), view.act_words(act)],
        None => Vec::new(),
    }
}

/// The badges and facts of the head.
fn head(draft: &mut Draft, plan: &Plan) {
    let view = draft.view;
    if let Some(kind) = plan.plan_type {
        draft.badge(view.vocabulary("plan_type", kind.word()), "plain");
    }
    if let Some(level) = plan.level {
        draft.fact_text("level", &view.vocabulary("plan_level", level.word()));
    }
    draft.fact_text("period", &view.plan_period(plan));
    draft.fact_organization("owner", &plan.owner);
    let act = draft.acts(std::slice::from_ref(&plan.approved_by));
    draft.fact("approved_by", act);
    draft.fact_text("annex", &plan.annex);
    if let Some(parent) = parent(view, plan) {
        draft.shown.extend(view.portal.place_of(parent));
        let text = match &parent.content {
            Content::Plan(plan) => view.plan_name(parent, plan),
            _ => view.act_words(parent),
        };
        draft.fact(
            "parent",
            vec![Link {
                text,
                ..view.entry_link(parent)
            }],
        );
    }
    let basis = draft.acts(&plan.basis);
    draft.fact("basis", basis);
    draft.fact_persons("control", &plan.control);
}

/// The plan or document that a plan derives from.
fn parent<'p>(view: View<'p>, plan: &Plan) -> Option<&'p Entry> {
    match view
        .portal
        .resolve(Target::PlanOrDocument, some(&plan.parent)?.as_str(), None)
    {
        Ok(Resolved::Entry(parent)) => Some(parent),
        _ => None,
    }
}

/// What stands after the table.
fn blocks<'p>(draft: &mut Draft<'p>, plan: &'p Plan) {
    let (view, entry) = (draft.view, draft.entry);
    draft.points("goals", "blocks.goals", &plan.goals);
    let mut acts: Vec<_> = std::iter::once(&plan.approved_by)
        .chain(plan.basis.iter())
        .cloned()
        .collect();
    acts.retain(|act| !act.is_empty());
    acts.dedup();
    draft.documents("documents", "blocks.documents", &acts);
    let children: Vec<&Entry> = derived_plans(view, draft.at);
    draft.shown.extend(
        children
            .iter()
            .filter_map(|child| view.portal.place_of(child)),
    );
    let cards: Vec<_> = children
        .into_iter()
        .map(|child| view.plan_card(child))
        .collect();
    draft.items("derived", "plan.derived_plans", "plans", &cards);
    let files: Vec<FileRow> = entry
        .common
        .attachments
        .iter()
        .filter_map(|file| draft.here.attachment(file))
        .collect();
    draft.files("attachments", "blocks.attachments", &files);
    draft.related();
    draft.facets();
    // Entries that a measure announces stand beside it in the table.
    for measure in plan.measures().map(|(_, measure)| measure) {
        let below = measure
            .subitems
            .iter()
            .flat_map(|subitem| subitem.related.iter());
        for written in measure.related.iter().chain(below) {
            if let Ok(Resolved::Entry(entry)) =
                view.portal.resolve(Target::Any, written, Some(draft.entry))
            {
                draft.shown.extend(view.portal.place_of(entry));
            }
        }
    }
    draft.cited_by();
}

/// Plans that name this one as the plan they stand on.
fn derived_plans(view: View<'_>, at: usize) -> Vec<&Entry> {
    let mut found: Vec<&Entry> = Vec::new();
    for link in view.portal.backlinks().of(at) {
        let child = &view.portal.entries[link.entry];
        let Content::Plan(plan) = &child.content else {
            continue;
        };
        let is_parent =
            parent(view, plan).is_some_and(|parent| std::ptr::eq(parent, &view.portal.entries[at]));
        if is_parent && !found.iter().any(|known| std::ptr::eq(*known, child)) {
            found.push(child);
        }
    }
    found
}

fn contents(sections: &[Section]) -> Vec<Contents> {
    sections
        .iter()
        .filter_map(|section| {
            let title = section.title.clone()?;
            let title = section
                .number
                .as_ref()
                .map_or_else(|| title.clone(), |number| format!("{number} {title}"));
            Some(Contents {
                id: section.id.clone(),
                title,
            })
        })
        .collect()
}

/// The texts of real plans were recognised from scans; the act itself is the source.
pub fn recognised(view: View, entry: &Entry, plan: &Plan) -> Option<String> {
    let has_act = view
        .portal
        .entry(Kind::Document, &plan.approved_by)
        .is_some();
    (has_act && !entry.sample).then(|| view.word("notices.recognised"))
}

/// What is known of the execution; nothing at all when it is hidden.
fn execution(view: View, at: usize, entry: &Entry, plan: &Plan) -> Option<Execution> {
    if plan.execution_hidden() {
        return None;
    }
    let periods = report::period_words(view, at);
    let known = !periods.is_empty();
    let text = if known {
        view.theme
            .words
            .fill("plan.reports_for", &[("periods", &periods.join(", "))])
    } else {
        format!("{}.", view.word("plan.no_execution"))
    };
    let path = known.then(|| view.path(&report_address(entry)));
    let totals = view.reported_execution(entry).map(|known| known.totals());
    Some(Execution {
        text,
        path,
        line: totals.and_then(|totals| view.done_line(totals)),
        totals: totals.map(|totals| view.state_counts(totals)),
    })
}

fn report_address(entry: &Entry) -> String {
    format!("{}report/", entry.address)
}

/// What else there is of the plan: its paper, its execution, its files.
fn links(view: View, entry: &Entry, plan: &Plan) -> Vec<PlanLink> {
    let has_days = view
        .portal
        .place_of(entry)
        .and_then(|at| view.portal.execution(at))
        .is_some_and(|known| known.measures.iter().any(|one| !one.occurrences.is_empty()));
    [
        (true, "plan.for_print", "print/", "print"),
        (
            !plan.execution_hidden(),
            "pages.plan_report.title",
            "report/",
            "done",
        ),
        (true, "plan.docx", "plan.docx", "document"),
        (true, "plan.xlsx", "plan.xlsx", "table"),
        (has_days, "plan.ics", "plan.ics", "calendar"),
    ]
    .into_iter()
    .filter(|(is_there, ..)| *is_there)
    .map(|(_, word, name, icon)| PlanLink {
        text: view.word(word),
        path: view.path(&format!("{}{name}", entry.address)),
        icon: Some(icon),
    })
    .collect()
}

fn recommended(view: View, plan: &Plan) -> Option<String> {
    let names: Vec<String> = plan
        .recommended
        .iter()
        .map(|id| view.organization_link(id).text)
        .collect();
    (!names.is_empty()).then(|| {
        view.theme
            .words
            .fill("plan.recommended_to", &[("names", &names.join(", "))])
    })
}

/// Which measures of the parent plan this plan names, and how many of its own stand on none.
fn coverage(view: View, entry: &Entry, plan: &Plan) -> Option<Coverage> {
    let above = parent(view, plan).filter(|above| above.visible)?;
    let Content::Plan(parent_plan) = &above.content else {
        return None;
    };
    let own = plan
        .measures()
        .filter(|(_, measure)| measure.derives_from.is_empty())
        .count();
    let rows: Vec<(bool, CoverageRow)> = parent_plan
        .measures()
        .map(|(_, covered)| {
            let numbers: Vec<&str> = plan
                .measures()
                .filter(|(_, measure)| table::derives_from(view, entry, measure, above, covered))
                .map(|(_, measure)| &*measure.number)
                .collect();
            let text = if numbers.is_empty() {
                view.word("plan.coverage_missing")
            } else {
                format!(
                    "{}: {}",
                    view.word("plan.coverage_given"),
                    numbers.join(", ")
                )
            };
            let path = view.path(&above.measure_address(covered));
            let measure = CoveredMeasure {
                number: covered.number.0.clone(),
                path,
            };
            (!numbers.is_empty(), CoverageRow { measure, text })
        })
        .collect();
    let given = rows.iter().filter(|(given, _)| *given).count().to_string();
    let values = [
        ("given", given.as_str()),
        ("total", &rows.len().to_string()),
        ("own", &own.to_string()),
    ];
    Some(Coverage {
        title: view.word("plan.coverage_title"),
        text: view.theme.words.fill("plan.coverage_text", &values),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    })
}
