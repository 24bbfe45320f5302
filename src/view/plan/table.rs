//! The table of a plan: the columns of the original, sections and measures word for word.

mod relations;

use std::collections::HashMap;

use serde::Serialize;

pub use super::columns::{Column, columns};
use super::reading::Reading;
use super::state::section_totals;
use crate::execution::{self, MeasureExecution, PlanExecution, SubitemExecution};
use crate::lang;
use crate::parse::fields::{Executor, Text};
use crate::portal::plan::{Indicator, Measure, Plan, Section as PlanSection, Subitem};
use crate::portal::{Entry, Kind};
use crate::view::View;
use crate::view::context::some;
use crate::view::links::Here;
use crate::view::shapes::{Day, Link, State};
pub use relations::derives_from;
use relations::repeated;

/// The columns and rows of a plan.
pub struct Table {
    pub columns: Vec<Column>,
    pub sections: Vec<Section>,
    /// So many measures of a section stand in one part of the table; nothing where a section is one part.
    pub part_size: Option<usize>,
}

/// Above this many measures the table of a plan is long: laying out all of it takes longer than a frame.
const LONG: usize = 200;

/// How many measures of a long table are laid out together. Fewer take longer, for then there are more
/// parts, and each is looked at whenever one of them changes; of more the window does not show half.
const PART: usize = 25;

/// A section with its measures.
#[derive(Serialize)]
pub struct Section {
    pub id: String,
    pub number: Option<String>,
    pub title: Option<String>,
    /// «3 из 7 (42 %)».
    line: Option<String>,
    measures: Vec<MeasureRow>,
}

/// A measure. `_html` are the same words with terms explained.
#[derive(Serialize)]
struct MeasureRow {
    anchor: String,
    number: String,
    title: String,
    title_html: String,
    details_html: Option<String>,
    subitems: Vec<SubitemRow>,
    responsible: Vec<Link>,
    responsible_words: Option<String>,
    responsible_html: Option<String>,
    responsible_text: String,
    timing: Timing,
    /// The separate schedule that the act speaks of.
    schedule_document: Option<Link>,
    document: Option<String>,
    result: Option<String>,
    result_html: Option<String>,
    indicators: Vec<IndicatorRow>,
    derives_from: Vec<Link>,
    derived: Vec<Link>,
    duplicates: Option<Link>,
    /// Measures that say they repeat this one.
    repeated: Vec<Link>,
    related: Vec<Link>,
    /// What is said of its execution; nothing while no report names the plan.
    state: Option<State>,
    /// The state for scripts, said or not; nothing when the execution is hidden.
    data_state: Option<&'static str>,
    /// «Готовность: 40 %», «Сведения поступили: 5 из 7».
    facts: Vec<String>,
    /// Its days, each with its state, when there are several.
    occurrences: Vec<OccurrenceRow>,
}

/// One of several days of a measure.
#[derive(Serialize)]
struct OccurrenceRow {
    due: Day,
    state: State,
}

#[derive(Serialize)]
struct SubitemRow {
    title: String,
    title_html: String,
    timing: Option<Timing>,
    responsible: Vec<Link>,
    result: Option<String>,
    document: Option<String>,
    related: Vec<Link>,
    state: Option<State>,
}

/// The words of the act, and beside them how the program reads them.
#[derive(Serialize)]
struct Timing {
    words: String,
    readings: Vec<Reading>,
}

#[derive(Serialize)]
struct IndicatorRow {
    text: String,
    note: Option<String>,
}

impl Table {
    /// The table of a plan as a page shows it.
    pub fn new<'p>(view: View<'p>, entry: &'p Entry, plan: &'p Plan, here: &mut Here<'p>) -> Self {
        let reported = view.reported_execution(entry);
        let totals = reported.map(|known| section_totals(plan, known));
        let rows = Rows {
            view,
            entry,
            plan,
            execution: view
                .portal
                .place_of(entry)
                .and_then(|plan| view.portal.execution(plan)),
            is_shown: !plan.execution_hidden(),
            is_said: reported.is_some(),
            repeated: repeated(view, entry, plan),
        };
        let mut first = 0;
        let mut sections = Vec::with_capacity(plan.sections.len());
        for (at, section) in plan.sections.iter().enumerate() {
            let counts = totals.as_ref().and_then(|totals| totals.get(at).copied());
            sections.push(Section {
                id: format!("section-{}", at + 1),
                number: some(&section.number),
                title: some(&section.title),
                line: counts.and_then(|counts| view.done_line(counts)),
                measures: rows.measures(section, first, here),
            });
            first += section.measures.len();
        }
        let mut columns = columns(view, plan);
        if reported.is_some() {
            columns.push(Column {
                key: "state",
                title: view.word("plan.columns.state"),
            });
        }
        Self {
            columns,
            sections,
            part_size: (first > LONG).then_some(PART),
        }
    }
}

/// What rows of the table are made from.
struct Rows<'p> {
    view: View<'p>,
    entry: &'p Entry,
    plan: &'p Plan,
    /// Terms and states; a plan that hides its execution still has terms.
    execution: Option<&'p PlanExecution>,
    /// Whether states stand in the page for scripts.
    is_shown: bool,
    /// Whether they are said in words.
    is_said: bool,
    repeated: HashMap<&'p str, Vec<&'p Measure>>,
}

impl<'p> Rows<'p> {
    /// The rows of a section whose first measure has this place in the plan.
    fn measures(
        &self,
        section: &PlanSection,
        first: usize,
        here: &mut Here<'p>,
    ) -> Vec<MeasureRow> {
        section
            .measures
            .iter()
            .zip(first..)
            .map(|(measure, place)| {
                let execution = self.execution.and_then(|plan| plan.measures.get(place));
                self.measure(measure, execution, here)
            })
            .collect()
    }

    fn measure(
        &self,
        measure: &Measure,
        execution: Option<&MeasureExecution>,
        here: &mut Here<'p>,
    ) -> MeasureRow {
        let shown = execution.filter(|_| self.is_shown);
        let said = execution.filter(|_| self.is_said);
        let responsible = self.executors(&measure.responsible);
        let words = some(&measure.responsible_words);
        MeasureRow {
            anchor: measure.anchor(),
            number: measure.number.0.clone(),
            title: measure.title.0.clone(),
            title_html: here.words(&measure.title),
            details_html: some(&measure.details).map(|details| here.markdown(&details)),
            subitems: measure
                .subitems
                .iter()
                .enumerate()
                .map(|(at, subitem)| {
                    let known = execution.and_then(|known| known.subitems.get(at));
                    self.subitem(subitem, known, here)
                })
                .collect(),
            responsible_html: words.as_deref().map(|words| here.words(words)),
            responsible_words: words,
            responsible,
            responsible_text: self.view.executors_cell(measure),
            timing: Timing {
                words: measure.timing.0.clone(),
                readings: execution.map_or_else(Vec::new, |execution| {
                    self.view.readings(&execution.schedule)
                }),
            },
            schedule_document: self
                .view
                .portal
                .entry(Kind::Document, &measure.schedule_document)
                .map(|act| self.view.act_link(act)),
            document: one_line(&measure.document),
            result: some(&measure.result),
            result_html: some(&measure.result).map(|result| here.words(&result)),
            indicators: measure
                .indicators
                .iter()
                .map(|indicator| self.indicator(indicator))
                .collect(),
            derives_from: self.parents(measure),
            derived: self.derived(measure),
            duplicates: self.duplicated(measure),
            repeated: self.repeated(measure),
            related: self.related(&measure.related),
            state: said.map(|said| self.view.status(&said.status, &measure.timing)),
            data_state: shown.map(|shown| shown.status.state.word()),
            facts: said.map_or_else(Vec::new, |said| self.facts(said)),
            occurrences: said.map_or_else(Vec::new, |said| self.occurrences(measure, said)),
        }
    }

    /// What is said beside the state: how far it is, and of how many executors something is known.
    fn facts(&self, said: &MeasureExecution) -> Vec<String> {
        let words = &self.view.theme.words;
        let mut facts = Vec::new();
        if said.status.state == execution::State::InProgress && said.progress > 0 {
            let percent = said.progress.to_string();
            facts.push(words.fill("plan.progress", &[("percent", &percent)]));
        }
        let is_told = |part: &SubitemExecution| {
            matches!(
                part.status.state,
                execution::State::Done | execution::State::InProgress
            )
        };
        if said.subitems.iter().any(is_told) {
            let done = |part: &&SubitemExecution| part.status.state == execution::State::Done;
            let count = said.subitems.iter().filter(done).count();
            let values = [("count", count), ("total", said.subitems.len())];
            let values = values.map(|(name, value)| (name, value.to_string()));
            facts.push(words.fill("plan.subitems_done", &values));
        }
        if let Some((count, total)) = said.received {
            let values = [("count", count.to_string()), ("total", total.to_string())];
            facts.push(words.fill("plan.contributions", &values));
        }
        facts
    }

    /// The days of a measure that has several, each with its state.
    fn occurrences(&self, measure: &Measure, said: &MeasureExecution) -> Vec<OccurrenceRow> {
        if said.occurrences.len() < 2 {
            return Vec::new();
        }
        said.occurrences
            .iter()
            .map(|occurrence| OccurrenceRow {
                due: self.view.day(occurrence.due),
                state: self.view.status(&occurrence.status, &measure.timing),
            })
            .collect()
    }

    fn subitem(
        &self,
        subitem: &Subitem,
        known: Option<&SubitemExecution>,
        here: &mut Here<'p>,
    ) -> SubitemRow {
        SubitemRow {
            title: subitem.title.0.clone(),
            title_html: here.words(&subitem.title),
            timing: some(&subitem.timing).map(|words| Timing {
                words,
                readings: known.map_or_else(Vec::new, |known| self.view.readings(&known.schedule)),
            }),
            responsible: self.executors(&subitem.responsible),
            result: some(&subitem.result),
            document: one_line(&subitem.document),
            related: self.related(&subitem.related),
            // A part without a term of its own is said to be something only when a report says so.
            state: known
                .filter(|_| self.is_said)
                .filter(|said| {
                    !said.schedule.is_empty() || said.status.state != execution::State::Unscheduled
                })
                .map(|said| self.view.status(&said.status, &subitem.timing)),
        }
    }

    /// The executors as links, with what the act says of their part.
    fn executors(&self, executors: &[Executor]) -> Vec<Link> {
        executors
            .iter()
            .map(|executor| {
                let recommended = self
                    .plan
                    .recommended
                    .iter()
                    .any(|id| **id == *executor.id());
                let notes = [
                    some(executor.remark()),
                    recommended.then(|| self.view.word("plan.recommended_note")),
                ];
                let note = notes.into_iter().flatten().collect::<Vec<_>>().join(", ");
                Link {
                    note: some(&note),
                    ..self.view.organization_link(executor.id())
                }
            })
            .collect()
    }

    /// «Педагоги: 75 человек от установленной квоты».
    fn indicator(&self, indicator: &Indicator) -> IndicatorRow {
        let words = &self.view.theme.words;
        let number = |value: f64| {
            let number = lang::decimal(words.language(), value);
            if indicator.unit.is_empty() {
                number
            } else {
                format!("{number}\u{a0}{}", &*indicator.unit)
            }
        };
        let mut text = indicator.name.0.clone();
        if let Some(target) = indicator.target {
            text = format!("{text}: {}", number(target.0));
        }
        if let Some(of) = some(&indicator.of) {
            text = format!("{text} {of}");
        }
        let note = indicator
            .base
            .map(|base| words.fill("plan.base", &[("value", &number(base.0))]));
        IndicatorRow { text, note }
    }
}

impl View<'_> {
    /// The cell of the executors for paper: as written, else the names with nothing that the act does
    /// not say.
    pub fn executors_cell(&self, measure: &Measure) -> String {
        if let Some(words) = some(&measure.responsible_words) {
            return words;
        }
        let words = measure.responsible.iter().map(|executor| {
            let name = self.organization_link(executor.id()).text;
            match some(executor.remark()) {
                Some(remark) => format!("{name} ({remark})"),
                None => name,
            }
        });
        words.collect::<Vec<_>>().join(", ")
    }
}

/// Texts as one line.
pub fn one_line(texts: &[Text]) -> Option<String> {
    some(
        &texts
            .iter()
            .map(|text| &**text)
            .collect::<Vec<_>>()
            .join(", "),
    )
}
