//! The execution of a plan in words: which reports there are and what they say.
//!
//! States of measures are counted from the reports elsewhere; here every report speaks for itself.

use jiff::civil::Date;
use serde::Serialize;

use super::{execution, plan_of};
use crate::lang;
use crate::parse::fields::{Fact, ReportPeriod};
use crate::parse::record::Target;
use crate::portal::link::Resolved;
use crate::portal::plan::{Measure, Plan};
use crate::portal::report::{Report, ReportEntry, ReportState};
use crate::portal::{Content, Entry, Kind};
use crate::view::context::{About, some};
use crate::view::entry::draft::Draft;
use crate::view::links::Here;
use crate::view::shapes::{Link, Step};
use crate::view::{Page, View};

#[derive(Serialize)]
struct ReportPage {
    text: String,
    /// Totals come with the states of measures.
    totals: Option<()>,
    totals_note: Option<String>,
    periods: Vec<PeriodPart>,
    measures: Vec<MeasureGroup>,
    back: Step,
}

#[derive(Serialize)]
struct PeriodPart {
    title: String,
    path: Option<String>,
    text: String,
    rows: Vec<ReportRow>,
}

#[derive(Serialize)]
struct ReportRow {
    number: String,
    title: String,
    path: String,
    state: Option<()>,
    html: Option<String>,
    facts: Vec<String>,
    evidence: Vec<Link>,
    contribution: Option<String>,
}

#[derive(Serialize)]
struct MeasureGroup {
    section: Option<String>,
    rows: Vec<MeasureRow>,
}

#[derive(Serialize)]
struct MeasureRow {
    number: String,
    title: String,
    path: String,
    timing: String,
    state: Option<()>,
}

/// The page of the execution of a plan.
pub fn report(view: View, at: usize, path: &str) -> Page {
    let draft = Draft::new(view, at, path);
    let entry = draft.entry;
    let plan = plan_of(entry);
    let reports = if plan.execution_hidden() {
        Vec::new()
    } else {
        reports(view, at)
    };
    let shown = ReportPage {
        text: execution(view, at, entry, plan).map_or_else(
            || format!("{}.", view.word("plan.no_execution")),
            |known| known.text,
        ),
        totals: None,
        totals_note: None,
        periods: reports
            .into_iter()
            .map(|(report_entry, report)| part(view, path, (entry, plan), (report_entry, report)))
            .collect(),
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

/// The reports on a plan that are counted today, by period and day.
fn reports<'p>(view: View<'p>, plan: usize) -> Vec<(&'p Entry, &'p Report)> {
    let portal = view.portal;
    let mut found: Vec<(&Entry, &Report)> = portal
        .visible(Kind::Report)
        .filter_map(|entry| match &entry.content {
            Content::Report(report) => Some((entry, &**report)),
            _ => None,
        })
        .filter(|(_, report)| {
            portal
                .entry(Kind::Plan, &report.plan)
                .and_then(|named| portal.place_of(named))
                == Some(plan)
        })
        .filter(
            |(_, report)| match (report.submitted, first_day(&report.period)) {
                (Some(day), _) => day.0 <= portal.today,
                (None, Some(start)) => start <= portal.today,
                (None, None) => true,
            },
        )
        .collect();
    found.sort_by_key(|(entry, report)| {
        (
            first_day(&report.period),
            report.submitted,
            &entry.source.file,
        )
    });
    found
}

/// The periods for which reports on a plan are placed, in words, each once; none when it hides its execution.
pub fn period_words(view: View, plan: usize) -> Vec<String> {
    if plan_of(&view.portal.entries[plan]).execution_hidden() {
        return Vec::new();
    }
    let mut words: Vec<String> = reports(view, plan)
        .iter()
        .map(|(_, report)| period(view, &report.period))
        .collect();
    words.dedup();
    words
}

/// `2022-Q3`, `2022-11`, `2022-H1`, `2022` or a day, in words.
fn period(view: View, period: &ReportPeriod) -> String {
    let words = &view.theme.words;
    let text: &str = period;
    if let Ok(day) = text.parse::<Date>() {
        return view.day(day).text;
    }
    let Some((year, part)) = text.split_once('-') else {
        return words.fill("dates.year_period", &[("year", text)]);
    };
    match (part.as_bytes().first(), part.get(1..)) {
        (Some(b'Q'), Some(number)) => format!("{} {year}", view.vocabulary("quarter", number)),
        (Some(b'H'), Some(number)) => format!("{} {year}", view.vocabulary("half", number)),
        _ => match (year.parse(), part.parse()) {
            (Ok(year), Ok(month)) => lang::month_words(words.language(), year, month),
            _ => text.to_owned(),
        },
    }
}

/// The first day of a period.
fn first_day(period: &ReportPeriod) -> Option<Date> {
    let text: &str = period;
    if let Ok(day) = text.parse::<Date>() {
        return Some(day);
    }
    let (year, part) = text.split_once('-').unwrap_or((text, ""));
    let month = match (
        part.as_bytes().first(),
        part.get(1..).and_then(|number| number.parse::<i8>().ok()),
    ) {
        (Some(b'Q'), Some(quarter)) => quarter * 3 - 2,
        (Some(b'H'), Some(half)) => half * 6 - 5,
        (Some(_), _) => part.parse().ok()?,
        (None, _) => 1,
    };
    Date::new(year.parse().ok()?, month, 1).ok()
}

/// One report with what it says of each measure.
fn part(
    view: View,
    path: &str,
    (plan_entry, plan): (&Entry, &Plan),
    (entry, report): (&Entry, &Report),
) -> PeriodPart {
    let mut here = Here::new(view, path, Some(entry));
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
    if entry.sample && !plan_entry.sample {
        text.push(view.word("sample.one"));
    }
    PeriodPart {
        title: period(view, &report.period),
        path: None,
        text: text.join(", "),
        rows: report
            .entries
            .iter()
            .filter_map(|said| row(view, &mut here, (plan_entry, plan), said))
            .collect(),
    }
}

fn row(
    view: View,
    here: &mut Here,
    (plan_entry, plan): (&Entry, &Plan),
    said: &ReportEntry,
) -> Option<ReportRow> {
    let number = said.measure.rsplit('#').next().unwrap_or(&said.measure);
    let measure = plan.measure(number)?;
    let title = match said.subitem.and_then(|place| usize::try_from(place.0).ok()) {
        Some(place) => {
            let subitem = measure.subitems.get(place.checked_sub(1)?)?;
            let words = view
                .theme
                .words
                .fill("plan.subitem_number", &[("number", &place.to_string())]);
            format!("{words}. {}", &*subitem.title)
        }
        None => measure.title.0.clone(),
    };
    let mut evidence: Vec<Link> = said
        .evidence
        .iter()
        .filter_map(|proof| here.evidence(proof))
        .collect();
    if let Ok(Resolved::Entry(act)) =
        view.portal
            .resolve(Target::Entry(Kind::Document), &said.act, None)
    {
        evidence.insert(0, view.act_link(act));
    }
    let count = |number: f64| lang::decimal(view.theme.words.language(), number);
    let contribution = said.count.done.zip(said.count.of).map(|(done, of)| {
        view.theme.words.fill(
            "plan.contributions",
            &[("count", &count(done.0)), ("total", &count(of.0))],
        )
    });
    Some(ReportRow {
        number: measure.number.0.clone(),
        title,
        path: view.path(&format!("{}#m-{}", plan_entry.address, &*measure.number)),
        state: None,
        html: some(&said.text).map(|text| here.markdown(&text)),
        facts: facts(view, measure, said),
        evidence,
        contribution,
    })
}

/// What a report says of a measure, in words: its state, days, share, and facts by indicator.
fn facts(view: View, measure: &Measure, said: &ReportEntry) -> Vec<String> {
    let words = &view.theme.words;
    let mut facts = Vec::new();
    if let Some(state) = said.state {
        facts.push(view.word(&format!("states.{}", state.word())));
    }
    if let Some(day) = said.on.filter(|_| said.state == Some(ReportState::Done)) {
        facts.push(words.fill("plan.completed_on", &[("date", &view.day(day.0).text)]));
    }
    if let Some(day) = said.until {
        facts.push(words.fill("plan.postponed_until", &[("date", &view.day(day.0).text)]));
    }
    if let Some(share) = said.progress {
        facts.push(words.fill("plan.progress", &[("percent", &share.0.to_string())]));
    }
    let number = |value: f64| lang::decimal(words.language(), value);
    for (id, fact) in &said.facts.0 {
        let indicator = measure
            .indicators
            .iter()
            .find(|indicator| *indicator.id == **id);
        let value = match fact {
            Fact::Number(value) => value.0.map(|value| number(value.0)),
            Fact::Of(parts) => parts.value.map(|value| match parts.of {
                Some(of) => format!(
                    "{} {} {}",
                    number(value.0),
                    view.word("plan.of"),
                    number(of.0)
                ),
                None => number(value.0),
            }),
        };
        let Some(value) = value else { continue };
        // «22 из 100» is a share already: a percent sign after it would be wrong.
        let is_share = matches!(fact, Fact::Of(parts) if parts.of.is_some());
        let unit = indicator.map_or("", |indicator| &*indicator.unit);
        let unit = if is_share && unit == "%" { "" } else { unit };
        let name = indicator.map_or(id.as_str(), |indicator| &*indicator.name);
        let space = if unit.is_empty() { "" } else { "\u{a0}" };
        facts.push(format!("{name}: {value}{space}{unit}"));
    }
    facts
}

/// Every measure with the words of its term.
fn measures(view: View, entry: &Entry, plan: &Plan) -> Vec<MeasureGroup> {
    plan.sections
        .iter()
        .map(|section| {
            let title = some(&section.title);
            let rows = section.measures.iter().map(|measure| MeasureRow {
                number: measure.number.0.clone(),
                title: measure.title.0.clone(),
                path: view.path(&format!("{}#m-{}", entry.address, &*measure.number)),
                timing: measure.timing.0.clone(),
                state: None,
            });
            MeasureGroup {
                section: match (some(&section.number), title) {
                    (Some(number), Some(title)) => Some(format!("{number} {title}")),
                    (number, title) => title.or(number),
                },
                rows: rows.collect(),
            }
        })
        .collect()
}
