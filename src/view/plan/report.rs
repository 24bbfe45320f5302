//! `/plans/SLUG/report/`: the execution of a plan at a glance, and the way to the papers of its periods.

pub mod period;
mod said;
mod tables;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::filters::{Quarter, quarter_words};
use super::{execution, plan_of};
use crate::execution::period::Unit;
use crate::lang;
use crate::parse::fields::ReportPeriod;
use crate::parse::record::Target;
use crate::portal::plan::Plan;
use crate::portal::report::Report;
use crate::portal::{Entry, Kind};
use crate::view::context::{About, some};
use crate::view::entry::draft::Draft;
use crate::view::links::Here;
use crate::view::shapes::{FileRow, Link, State, StateCount, Step};
use crate::view::{Page, View};
pub use said::{Mark, indicator_facts};

#[derive(Serialize)]
struct ReportPage {
    text: String,
    totals: Option<Vec<StateCount>>,
    line: Option<String>,
    as_of: String,
    tables: Vec<tables::CountTable>,
    indicators: Vec<tables::IndicatorRow>,
    periods: Vec<PeriodPart>,
    measures: Vec<MeasureGroup>,
    back: Step,
}

/// A period for which there are reports.
#[derive(Serialize)]
struct PeriodPart {
    title: String,
    /// Its paper; a report for one day has none and is told here.
    path: Option<String>,
    reports: Vec<ReportPart>,
    rows: Vec<DayRow>,
}

/// One report of a period: what it says of itself.
#[derive(Serialize)]
struct ReportPart {
    title: Option<String>,
    /// «Представлен 8 апреля 2022 г., Школа».
    text: String,
    summary: Option<String>,
    files: Vec<Link>,
    related: Vec<Link>,
    tags: Vec<Link>,
}

#[derive(Serialize)]
struct DayRow {
    measure: Link,
    mark: Mark,
}

#[derive(Serialize)]
struct MeasureGroup {
    section: Option<String>,
    line: Option<String>,
    rows: Vec<MeasureRow>,
}

#[derive(Serialize)]
struct MeasureRow {
    number: String,
    title: String,
    path: String,
    timing: String,
    state: Option<State>,
}

/// The page of the execution of a plan.
pub fn report(view: View, at: usize, path: &str) -> Page {
    let draft = Draft::new(view, at, path);
    let entry = draft.entry;
    let plan = plan_of(entry);
    let known = view.reported_execution(entry);
    let totals = known.map(|known| known.totals());
    let today = view.digits(view.portal.today);
    let shown = ReportPage {
        text: execution(view, at, entry, plan).map_or_else(
            || format!("{}.", view.word("plan.no_execution")),
            |known| known.text,
        ),
        line: totals.and_then(|totals| view.done_line(totals)),
        totals: totals.map(|totals| view.state_counts(totals)),
        as_of: view.theme.words.fill("report.as_of", &[("date", &today)]),
        tables: known.map_or_else(Vec::new, |known| tables::all(view, plan, known)),
        indicators: known.map_or_else(Vec::new, |known| {
            tables::indicators(view, entry, plan, known)
        }),
        periods: periods(view, entry, path),
        measures: measures(view, entry, plan),
        back: view.step(view.word("plan.page"), &entry.address),
    };
    let mut trail = view.trail_of(Kind::Plan);
    trail.push((view.plan_name(entry, plan), entry.address.clone()));
    let title = view.word("pages.plan_report.title");
    let about = About {
        title: format!("{title}: {}", view.plan_name(entry, plan)),
        description: Some(shown.text.clone()),
        trail,
        kind: Some(Kind::Plan),
        entry: Some(entry),
        ..About::default()
    };
    let mut head = draft.head();
    head.summary = Some(entry.common.title.0.clone());
    head.kind_title = view.word("pages.plan_report.short");
    head.kind_path = view.entry_path(entry);
    head.image = None;
    head.tags = Vec::new();
    Page::new("plan-report.html", &view.head(path, about))
        .with("entry", &head)
        .with("report", &shown)
        .with("blocks", &[(); 0])
        .with("toc", &[(); 0])
}

/// Reports by first and last day of their period, which puts them in order of time.
type Periods<'p> = BTreeMap<(Date, Date, Unit), Vec<(&'p Entry, &'p Report)>>;

/// The reports on a plan that are counted today; none when it hides its execution.
fn by_period<'p>(view: View<'p>, entry: &Entry) -> Periods<'p> {
    let mut periods = Periods::new();
    let Some(known) = view.execution(entry) else {
        return periods;
    };
    for (report_entry, report) in view.portal.reports(known) {
        if let Some((unit, (start, end))) =
            Unit::of(&report.period).and_then(|unit| Some((unit, unit.days()?)))
        {
            periods
                .entry((start, end, unit))
                .or_default()
                .push((report_entry, report));
        }
    }
    periods
}

/// The periods for which reports on a plan are placed, in words, each once; none when it hides its execution.
pub fn period_words(view: View, plan: usize) -> Vec<String> {
    by_period(view, &view.portal.entries[plan])
        .values()
        .filter_map(|reports| reports.first())
        .map(|(_, report)| period(view, &report.period))
        .collect()
}

/// `2022-Q3`, `2022-11`, `2022-H1`, `2022` or a day, in words.
fn period(view: View, period: &ReportPeriod) -> String {
    let words = &view.theme.words;
    match Unit::of(period) {
        None => period.to_string(),
        Some(Unit::Day(day)) => view.day(day).text,
        Some(Unit::Year(year)) => words.fill("dates.year_period", &[("year", &year.to_string())]),
        Some(Unit::Half(year, half)) => {
            format!("{} {year}", view.vocabulary("half", &half.to_string()))
        }
        Some(Unit::Quarter(year, number)) => quarter_words(view, Quarter { year, number }),
        Some(Unit::Month(year, month)) => lang::month_words(words.language(), year, month),
    }
}

fn periods(view: View, entry: &Entry, path: &str) -> Vec<PeriodPart> {
    by_period(view, entry)
        .into_iter()
        .filter_map(|((_, _, unit), reports)| {
            let title = period(view, &reports.first()?.1.period);
            let is_day = matches!(unit, Unit::Day(_));
            Some(PeriodPart {
                title,
                path: (!is_day).then(|| view.path(&period::address(entry, unit))),
                reports: reports
                    .iter()
                    .filter_map(|(own, report)| part(view, entry, own, report, path))
                    .collect(),
                rows: if is_day {
                    rows(view, entry, unit, path)
                } else {
                    Vec::new()
                },
            })
        })
        .collect()
}

/// What a report says of itself; nothing when it says nothing but what its measures do.
fn part(
    view: View,
    plan: &Entry,
    entry: &Entry,
    report: &Report,
    path: &str,
) -> Option<ReportPart> {
    let here = Here::new(view, path, Some(entry));
    let common = &entry.common;
    let file = |row: FileRow| Link {
        text: row.title,
        note: some(
            &[row.kind, row.size]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
        ),
        path: row.path,
        url: row.url,
        sample: row.sample,
        ..Link::default()
    };
    let files = common.attachments.iter();
    let related = common.related.iter();
    let part = ReportPart {
        title: some(&common.title),
        text: about(view, plan, entry, report),
        summary: some(&common.summary),
        files: files
            .filter_map(|written| here.attachment(written).map(file))
            .collect(),
        related: related
            .map(|written| view.reference(Target::Any, written, Some(entry)))
            .collect(),
        tags: common.tags.iter().map(|tag| tag_link(view, tag)).collect(),
    };
    let says_nothing = part.title.is_none()
        && part.text.is_empty()
        && part.summary.is_none()
        && [&part.files, &part.related, &part.tags]
            .iter()
            .all(|links| links.is_empty());
    (!says_nothing).then_some(part)
}

/// A tag; reports have no pages, so one that only they have leads nowhere.
fn tag_link(view: View, tag: &str) -> Link {
    let slug = lang::slug(tag);
    let known = view.portal.tags().by_slug.contains_key(&slug);
    Link {
        text: tag.to_owned(),
        path: known.then(|| view.path(&format!("tags/{slug}/"))),
        ..Link::default()
    }
}

/// «Представлен 8 апреля 2022 г., Школа».
fn about(view: View, plan: &Entry, entry: &Entry, report: &Report) -> String {
    let mut text = Vec::new();
    if let Some(day) = report.submitted {
        text.push(format!(
            "{} {}",
            view.word("plan.submitted"),
            view.day(day.0).text
        ));
    }
    if !report.by.is_empty() {
        text.push(
            view.reference(Target::OrganizationOrText, &report.by, Some(entry))
                .text,
        );
    }
    if entry.sample && !plan.sample {
        text.push(view.word("sample.one"));
    }
    text.join(", ")
}

/// What reports for one day say, measure by measure.
fn rows(view: View, entry: &Entry, unit: Unit, path: &str) -> Vec<DayRow> {
    let Some(known) = view.execution(entry) else {
        return Vec::new();
    };
    let measures = plan_of(entry).measures().zip(&known.measures);
    measures
        .flat_map(|((_, measure), execution)| {
            said::marks(view, measure, execution, unit, path)
                .into_iter()
                .map(move |mark| DayRow {
                    measure: view.own_measure_link(entry, measure),
                    mark,
                })
        })
        .collect()
}

/// Every measure with the words of its term and its state.
fn measures(view: View, entry: &Entry, plan: &Plan) -> Vec<MeasureGroup> {
    let known = view.reported_execution(entry);
    let totals = known.map(|known| super::state::section_totals(plan, known));
    let mut executions = known.map(|known| known.measures.iter());
    let mut groups = Vec::with_capacity(plan.sections.len());
    for (at, section) in plan.sections.iter().enumerate() {
        let rows = section.measures.iter().map(|measure| MeasureRow {
            number: measure.number.0.clone(),
            title: measure.title.0.clone(),
            path: view.path(&entry.measure_address(measure)),
            timing: measure.timing.0.clone(),
            state: executions
                .as_mut()
                .and_then(Iterator::next)
                .map(|execution| view.status(&execution.status, &measure.timing)),
        });
        let rows = rows.collect();
        let counts = totals.as_ref().and_then(|totals| totals.get(at).copied());
        groups.push(MeasureGroup {
            section: some(&section.heading()),
            line: counts.and_then(|counts| view.done_line(counts)),
            rows,
        });
    }
    groups
}
