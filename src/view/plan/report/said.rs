//! What one report says of one measure.

use serde::Serialize;

use crate::execution::MeasureExecution;
use crate::execution::period::Unit;
use crate::lang;
use crate::parse::fields::Fact;
use crate::parse::markdown::{Plain, plain};
use crate::parse::record::Target;
use crate::portal::Kind;
use crate::portal::link::Resolved;
use crate::portal::plan::Measure;
use crate::portal::report::{ReportEntry, ReportState};
use crate::view::View;
use crate::view::context::some;
use crate::view::links::Here;
use crate::view::shapes::Link;

/// What a report says of a measure or of a part of it.
#[derive(Clone, Debug, Serialize)]
pub struct Mark {
    /// Who says it, when it is not who sets the state.
    pub by: Option<String>,
    /// The part it is about: «пункт 2. Утвердить программу».
    pub part: Option<String>,
    /// What was done, as safe HTML.
    pub html: Option<String>,
    /// The same for files that know no HTML.
    #[serde(skip)]
    pub text: Vec<Plain>,
    /// The state, days, shares and indicators in words.
    pub facts: Vec<String>,
    /// What proves it.
    pub evidence: Vec<Link>,
}

/// What the reports for a period say of a measure: first who sets the state, then who contributes.
pub fn marks(
    view: View,
    measure: &Measure,
    execution: &MeasureExecution,
    unit: Unit,
    path: &str,
) -> Vec<Mark> {
    let mut marks = Vec::new();
    for at in &execution.said {
        let Some((entry, report, said)) = view.portal.said(*at) else {
            continue;
        };
        if Unit::of(&report.period) != Some(unit) {
            continue;
        }
        let mut here = Here::new(view, path, Some(entry));
        // Reports share a page, and one report may speak of a measure twice.
        here.scope = format!("{}-{}-", lang::slug(&entry.id), at.1 + 1);
        let by = execution.contributions.contains(at).then(|| {
            view.reference(Target::OrganizationOrText, &report.by, Some(entry))
                .text
        });
        marks.push(Mark {
            by,
            ..mark(view, &mut here, measure, said)
        });
    }
    marks.sort_by_key(|mark| mark.by.is_some());
    marks
}

/// What one entry of a report says. The note for the office stays out.
fn mark(view: View, here: &mut Here, measure: &Measure, said: &ReportEntry) -> Mark {
    let place = said.subitem.and_then(|place| usize::try_from(place.0).ok());
    let part = place.and_then(|place| {
        let subitem = measure.subitems.get(place.checked_sub(1)?)?;
        let number = place.to_string();
        let words = view
            .theme
            .words
            .fill("plan.subitem_number", &[("number", &number)]);
        Some(format!("{words}. {}", &*subitem.title))
    });
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
    Mark {
        by: None,
        part,
        html: some(&said.text).map(|text| here.markdown(&text)),
        text: plain(&said.text),
        facts: facts(view, measure, said),
        evidence,
    }
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
    if let Some((done, of)) = said.count.done.zip(said.count.of) {
        let number = |value: i64| lang::written(words.language(), &value.to_string());
        let [done, of] = [done.0, of.0].map(|value| number(value).unwrap_or_default());
        let values = [("count", done), ("total", of)];
        facts.push(words.fill("plan.executors_done", &values));
    }
    facts.extend(indicator_facts(view, measure, said));
    facts
}

/// What a report says of the indicators of a measure: «Взаимные посещения уроков: 12 посещений».
pub fn indicator_facts(view: View, measure: &Measure, said: &ReportEntry) -> Vec<String> {
    let words = &view.theme.words;
    let number = |value: f64| lang::decimal(words.language(), value);
    let mut facts = Vec::new();
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
