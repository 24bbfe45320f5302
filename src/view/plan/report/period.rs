//! `/plans/SLUG/report/PERIOD/`: «Информация об исполнении … за I квартал 2022 года», ready to hand in.
//!
//! It says what the reports of the period say, and of the measures that were due in it without a word
//! in them what was known on the day of the last of these reports.

use jiff::civil::Date;
use serde::Serialize;

use super::said::{Mark, marks};
use crate::execution::period::Unit;
use crate::execution::{self, MeasureExecution, PlanExecution};
use crate::portal::plan::{Measure, Plan};
use crate::portal::{Entry, Kind};
use crate::view::context::{About, some};
use crate::view::entry::draft::Draft;
use crate::view::plan::plan_of;
use crate::view::plan::state::due_between;
use crate::view::shapes::{Link, State, Step};
use crate::view::{Page, View};

/// The paper of a period.
#[derive(Serialize)]
pub struct PeriodPaper {
    /// «Информация об исполнении …».
    pub title: String,
    /// The day of the last report of the period.
    #[serde(skip)]
    pub submitted: Option<Date>,
    /// «по состоянию на 15.04.2022».
    pub as_of: String,
    /// The six columns.
    pub columns: Vec<PaperColumn>,
    /// Sections that have something to say.
    pub sections: Vec<PaperSection>,
    /// Lines for the signature.
    pub signature: Vec<String>,
    /// Where the Word file is, relative to the root.
    docx: String,
    /// An example.
    pub sample: bool,
    back: Step,
}

/// A column of the paper.
#[derive(Serialize)]
pub struct PaperColumn {
    key: &'static str,
    /// Its heading.
    pub title: String,
}

/// A section of the plan.
#[derive(Serialize)]
pub struct PaperSection {
    /// Number and heading.
    pub title: Option<String>,
    /// Its measures.
    pub rows: Vec<PaperRow>,
}

/// A measure and what is said of it.
#[derive(Serialize)]
pub struct PaperRow {
    /// Number as in the act.
    pub number: String,
    /// Words of the act.
    pub title: String,
    path: String,
    /// The executors' cell.
    pub executors: String,
    /// The act's words of the term.
    pub timing: String,
    /// What is known when no report of the period speaks of it.
    pub state: Option<State>,
    /// What the reports say.
    pub marks: Vec<Mark>,
    /// What proves it, each once.
    pub proofs: Vec<Link>,
}

const COLUMNS: [&str; 6] = ["number", "title", "responsible", "timing", "mark", "proof"];

/// The address of a period's page.
pub fn address(plan: &Entry, unit: Unit) -> String {
    format!("{}report/{}/", plan.address, unit.key())
}

/// The page.
pub fn page(view: View, at: usize, unit: Unit, path: &str) -> Page {
    let draft = Draft::new(view, at, path);
    let entry = draft.entry;
    let plan = plan_of(entry);
    let paper = paper(view, entry, unit, path);
    let mut trail = view.trail_of(Kind::Plan);
    trail.push((view.plan_name(entry, plan), entry.address.clone()));
    trail.push((
        view.word("pages.plan_report.short"),
        super::super::report_address(entry),
    ));
    let about = About {
        title: format!("{} ({})", paper.title, paper.as_of),
        trail,
        kind: Some(Kind::Plan),
        entry: Some(entry),
        noindex: paper.sample,
        ..About::default()
    };
    let mut head = draft.head();
    head.summary = None;
    head.image = None;
    head.tags = Vec::new();
    Page::new("plan-period.html", &view.head(path, about))
        .with("entry", &head)
        .with("paper", &paper)
}

/// What the page and the Word file say.
pub fn paper(view: View, entry: &Entry, unit: Unit, path: &str) -> PeriodPaper {
    let plan = plan_of(entry);
    let known = view.execution(entry);
    let place = view.portal.place_of(entry);
    let submitted = known
        .into_iter()
        .flat_map(|known| view.portal.reports_for(known, unit))
        .filter_map(|(_, report)| report.submitted)
        .map(|day| day.0)
        .max();
    let as_of = view.digits(submitted.unwrap_or(view.portal.today));
    let words = &view.theme.words;
    let values = [
        ("kind", kind_of(view, plan)),
        ("title", entry.common.title.0.clone()),
        ("period", whole_words(view, unit)),
    ];
    PeriodPaper {
        title: words.fill("report.paper_title", &values),
        submitted,
        as_of: words.fill("report.as_of", &[("date", &as_of)]),
        columns: COLUMNS
            .into_iter()
            .map(|key| PaperColumn {
                key,
                title: view.word(&format!("report.columns.{key}")),
            })
            .collect(),
        sections: known.map_or_else(Vec::new, |known| {
            // The paper speaks as of its own day, not of the day the site is built.
            let then = submitted
                .zip(place)
                .and_then(|(day, place)| execution::on(view.portal, place, day));
            let then = then.as_ref().unwrap_or(known);
            sections(view, entry, (known, then), unit, path)
        }),
        signature: ["position", "sign", "day"]
            .iter()
            .map(|line| view.word(&format!("report.signature.{line}")))
            .collect(),
        docx: view.path(&format!("{}report.docx", address(entry, unit))),
        sample: place.is_some_and(|place| view.portal.is_sample_paper(place, unit)),
        back: view.step(
            view.word("pages.plan_report.title"),
            &super::super::report_address(entry),
        ),
    }
}

/// «плана», «дорожной карты».
fn kind_of(view: View, plan: &Plan) -> String {
    let kind = plan.plan_type.map_or("plan", |kind| kind.word());
    view.word(&format!("report.kind_of.{kind}"))
}

/// «I квартал 2022 года», «2022 год».
pub fn whole_words(view: View, unit: Unit) -> String {
    let words = &view.theme.words;
    let (part, year) = match unit {
        Unit::Year(year) => {
            return words.fill("dates.year_period", &[("year", &year.to_string())]);
        }
        Unit::Day(day) => return view.day(day).text,
        Unit::Half(year, half) => (view.vocabulary("half", &half.to_string()), year),
        Unit::Quarter(year, quarter) => (view.vocabulary("quarter", &quarter.to_string()), year),
        Unit::Month(year, month) => (
            crate::lang::month_name(words.language(), month).to_owned(),
            year,
        ),
    };
    words.fill(
        "report.part_of_year",
        &[("part", &part), ("year", &year.to_string())],
    )
}

/// The sections with what the reports say, and `then`, the execution on the paper's day.
fn sections(
    view: View,
    entry: &Entry,
    (execution, then): (&PlanExecution, &PlanExecution),
    unit: Unit,
    path: &str,
) -> Vec<PaperSection> {
    let days = unit.days();
    let mut executions = execution.measures.iter().zip(&then.measures);
    let mut sections = Vec::new();
    for section in plan_of(entry).sections.iter() {
        let mut rows = Vec::new();
        for (measure, (execution, then)) in section.measures.iter().zip(executions.by_ref()) {
            let marks = marks(view, measure, execution, unit, path);
            let state = days.and_then(|days| due_state(view, measure, then, days));
            if marks.is_empty() && state.is_none() {
                continue;
            }
            rows.push(PaperRow {
                number: measure.number.0.clone(),
                title: measure.title.0.clone(),
                path: view.path(&entry.measure_address(measure)),
                executors: view.executors_cell(measure),
                timing: measure.timing.0.clone(),
                state: state.filter(|_| marks.is_empty()),
                proofs: proofs(&marks),
                marks,
            });
        }
        if rows.is_empty() {
            continue;
        }
        let title = some(&section.heading());
        sections.push(PaperSection { title, rows });
    }
    sections
}

fn proofs(marks: &[Mark]) -> Vec<Link> {
    let mut proofs: Vec<Link> = Vec::new();
    for proof in marks.iter().flat_map(|mark| &mark.evidence) {
        let is_known = |known: &Link| (&known.text, &known.path) == (&proof.text, &proof.path);
        if !proofs.iter().any(is_known) {
            proofs.push(proof.clone());
        }
    }
    proofs
}

/// What is known of a measure that was due in the period; nothing when it was not.
fn due_state(
    view: View,
    measure: &Measure,
    execution: &MeasureExecution,
    (start, end): (Date, Date),
) -> Option<State> {
    let due = due_between(&execution.occurrences, start, end).last()?;
    Some(view.status(&due.status, &measure.timing))
}
