//! The table of a plan: the columns of the original, sections and measures word for word.

use serde::Serialize;

use crate::lang;
use crate::parse::fields::{Executor, Text};
use crate::parse::record::Target;
use crate::portal::link::Resolved;
use crate::portal::plan::{Indicator, Measure, Plan, Section as PlanSection, Subitem};
use crate::portal::{Content, Entry};
use crate::view::View;
use crate::view::context::some;
use crate::view::links::Here;
use crate::view::shapes::{Day, Link};

/// The columns and rows of a plan.
pub struct Table {
    pub columns: Vec<Column>,
    pub sections: Vec<Section>,
}

/// A column under the heading of the original.
#[derive(Serialize)]
pub struct Column {
    key: &'static str,
    title: String,
}

/// A section with its measures.
#[derive(Serialize)]
pub struct Section {
    pub id: String,
    pub number: Option<String>,
    pub title: Option<String>,
    measures: Vec<MeasureRow>,
}

/// A measure. `_html` are the same words with terms explained.
#[derive(Serialize)]
struct MeasureRow {
    anchor: String,
    number: String,
    number_text: String,
    title: String,
    title_html: String,
    details_html: Option<String>,
    subitems: Vec<SubitemRow>,
    responsible: Vec<Link>,
    responsible_words: Option<String>,
    responsible_html: Option<String>,
    responsible_text: String,
    timing: Timing,
    document: Option<String>,
    result: Option<String>,
    result_html: Option<String>,
    indicators: Vec<IndicatorRow>,
    derives_from: Vec<Link>,
    derived: Vec<Link>,
    duplicates: Option<Link>,
    related: Vec<Link>,
    /// States come with the execution of plans.
    state: Option<()>,
    data_state: Option<()>,
    sample: bool,
}

#[derive(Serialize)]
struct SubitemRow {
    title: String,
    title_html: String,
    timing: Option<String>,
    responsible: Vec<Link>,
    responsible_words: Option<String>,
    result: Option<String>,
    document: Option<String>,
    related: Vec<Link>,
    state: Option<()>,
}

/// The words of the act; how the program reads them comes with the schedule.
#[derive(Serialize)]
struct Timing {
    words: String,
    readings: Vec<Day>,
}

#[derive(Serialize)]
struct IndicatorRow {
    text: String,
    note: Option<String>,
}

/// The usual headings of five and of six columns.
const FIVE: [&str; 5] = ["number", "title", "responsible", "timing", "result"];
const SIX: [&str; 6] = [
    "number",
    "title",
    "responsible",
    "document",
    "timing",
    "result",
];

/// Beginnings of words by which a column is known, whatever its place.
const MARKS: [(&str, &[&str]); 6] = [
    ("number", &["№", "п/п", "no.", "number"]),
    (
        "responsible",
        &["ответств", "исполнит", "responsib", "executor"],
    ),
    (
        "timing",
        &[
            "срок",
            "дат",
            "период",
            "timing",
            "term",
            "deadline",
            "date",
        ],
    ),
    ("document", &["документ", "document"]),
    ("result", &["результат", "result", "outcome"]),
    (
        "title",
        &["наимен", "меропр", "содерж", "measure", "title", "activit"],
    ),
];

impl Table {
    /// The table of a plan as a page shows it.
    pub fn new<'p>(view: View<'p>, entry: &'p Entry, plan: &'p Plan, here: &mut Here<'p>) -> Self {
        let rows = Rows { view, entry, plan };
        let sections = plan
            .sections
            .iter()
            .enumerate()
            .map(|(at, section)| Section {
                id: format!("section-{}", at + 1),
                number: some(&section.number),
                title: some(&section.title),
                measures: rows.measures(section, here),
            })
            .collect();
        Self {
            columns: columns(view, plan),
            sections,
        }
    }
}

/// The columns of the original. One that the original lacks is added when a measure has something in it.
fn columns(view: View, plan: &Plan) -> Vec<Column> {
    let written = &plan.columns;
    let keys: Vec<Option<&'static str>> = match written.len() {
        5 => FIVE.map(Some).to_vec(),
        6 => SIX.map(Some).to_vec(),
        _ => written.iter().map(|title| column_key(title)).collect(),
    };
    let mut columns: Vec<Column> = Vec::new();
    for (key, title) in keys.into_iter().zip(written.iter()) {
        if let Some(key) = key.filter(|key| columns.iter().all(|known| known.key != *key)) {
            columns.push(Column {
                key,
                title: title.0.clone(),
            });
        }
    }
    let measures = || plan.measures().map(|(_, measure)| measure);
    let needed = |key: &str| match key {
        "document" => measures().any(|measure| !measure.document.is_empty()),
        "result" => measures().any(|measure| !measure.result.is_empty()),
        "timing" => measures().any(|measure| !measure.timing.is_empty()),
        "responsible" => measures().any(|measure| {
            !measure.responsible.is_empty() || !measure.responsible_words.is_empty()
        }),
        _ => true,
    };
    for (place, key) in SIX.into_iter().enumerate() {
        if needed(key) && columns.iter().all(|known| known.key != key) {
            let title = view.word(&format!("plan.columns.{key}"));
            columns.insert(place.min(columns.len()), Column { key, title });
        }
    }
    columns
}

fn column_key(title: &str) -> Option<&'static str> {
    let title = title.to_lowercase();
    let is_met = |marks: &[&str]| marks.iter().any(|mark| title.contains(mark));
    MARKS
        .iter()
        .find(|(_, marks)| is_met(marks))
        .map(|(key, _)| *key)
}

/// What rows of the table are made from.
struct Rows<'p> {
    view: View<'p>,
    entry: &'p Entry,
    plan: &'p Plan,
}

impl<'p> Rows<'p> {
    fn measures(&self, section: &PlanSection, here: &mut Here<'p>) -> Vec<MeasureRow> {
        section
            .measures
            .iter()
            .map(|measure| self.measure(measure, here))
            .collect()
    }

    fn measure(&self, measure: &Measure, here: &mut Here<'p>) -> MeasureRow {
        let responsible = self.executors(&measure.responsible);
        let words = some(&measure.responsible_words);
        let responsible_text = words
            .clone()
            .unwrap_or_else(|| self.executors_text(&measure.responsible));
        MeasureRow {
            anchor: format!("m-{}", &*measure.number),
            number: measure.number.0.clone(),
            number_text: measure.number.0.clone(),
            title: measure.title.0.clone(),
            title_html: here.words(&measure.title),
            details_html: some(&measure.details).map(|details| here.markdown(&details)),
            subitems: measure
                .subitems
                .iter()
                .map(|subitem| self.subitem(subitem, here))
                .collect(),
            responsible_html: words.as_deref().map(|words| here.words(words)),
            responsible_words: words,
            responsible,
            responsible_text,
            timing: Timing {
                words: measure.timing.0.clone(),
                readings: Vec::new(),
            },
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
            related: self.related(&measure.related),
            state: None,
            data_state: None,
            // The page says once that the whole plan is an example.
            sample: false,
        }
    }

    fn subitem(&self, subitem: &Subitem, here: &mut Here<'p>) -> SubitemRow {
        SubitemRow {
            title: subitem.title.0.clone(),
            title_html: here.words(&subitem.title),
            timing: some(&subitem.timing),
            responsible: self.executors(&subitem.responsible),
            responsible_words: None,
            result: some(&subitem.result),
            document: one_line(&subitem.document),
            related: self.related(&subitem.related),
            state: None,
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

    /// The cell of the executors for paper, with nothing that the act does not say.
    fn executors_text(&self, executors: &[Executor]) -> String {
        let words = executors.iter().map(|executor| {
            let name = self.view.organization_link(executor.id()).text;
            match some(executor.remark()) {
                Some(remark) => format!("{name} ({remark})"),
                None => name,
            }
        });
        words.collect::<Vec<_>>().join(", ")
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

    fn parents(&self, measure: &Measure) -> Vec<Link> {
        let written = measure.derives_from.iter();
        written
            .map(|written| {
                match self
                    .view
                    .portal
                    .resolve(Target::ParentMeasure, written, Some(self.entry))
                {
                    Ok(Resolved::Measure(plan, parent)) => self.view.measure_link(plan, parent),
                    _ => Link {
                        text: written.0.clone(),
                        ..Link::default()
                    },
                }
            })
            .collect()
    }

    /// Measures of other plans that carry this one out.
    fn derived(&self, measure: &Measure) -> Vec<Link> {
        let portal = self.view.portal;
        let Some(at) = portal.place_of(self.entry) else {
            return Vec::new();
        };
        let mut links = Vec::new();
        for link in portal.backlinks().of_measure(at, &measure.number) {
            let child = &portal.entries[link.entry];
            let (Content::Plan(plan), Some((section, place))) = (&child.content, link.measure)
            else {
                continue;
            };
            let Some(lower) = plan
                .sections
                .get(section)
                .and_then(|section| section.measures.get(place))
            else {
                continue;
            };
            if derives_from(self.view, child, lower, self.entry, measure) {
                links.push(self.view.measure_link(child, lower));
            }
        }
        links
    }

    fn duplicated(&self, measure: &Measure) -> Option<Link> {
        let written = some(&measure.duplicates)?;
        Some(
            match self
                .view
                .portal
                .resolve(Target::Measure, &written, Some(self.entry))
            {
                Ok(Resolved::Measure(plan, other)) if std::ptr::eq(plan, self.entry) => {
                    self.view.own_measure_link(plan, other)
                }
                Ok(Resolved::Measure(plan, other)) => self.view.measure_link(plan, other),
                _ => Link {
                    text: written,
                    ..Link::default()
                },
            },
        )
    }

    /// What a measure announces or stands on, each with its kind.
    fn related(&self, written: &[crate::parse::fields::Reference]) -> Vec<Link> {
        written
            .iter()
            .map(|written| {
                match self
                    .view
                    .portal
                    .resolve(Target::Any, written, Some(self.entry))
                {
                    Ok(Resolved::Entry(entry)) => Link {
                        note: Some(self.view.near_kind(entry)),
                        ..self.view.entry_link(entry)
                    },
                    Ok(Resolved::Measure(plan, other)) => self.view.measure_link(plan, other),
                    _ => self.view.reference(Target::Any, written, Some(self.entry)),
                }
            })
            .collect()
    }
}

/// Whether a measure of a plan says that it carries out this measure of the plan above.
pub fn derives_from(
    view: View,
    plan: &Entry,
    measure: &Measure,
    above: &Entry,
    covered: &Measure,
) -> bool {
    measure.derives_from.iter().any(|written| {
        let resolved = view.portal.resolve(Target::ParentMeasure, written, Some(plan));
        matches!(resolved, Ok(Resolved::Measure(parent, other)) if std::ptr::eq(parent, above) && std::ptr::eq(other, covered))
    })
}

fn one_line(texts: &[Text]) -> Option<String> {
    some(
        &texts
            .iter()
            .map(|text| &**text)
            .collect::<Vec<_>>()
            .join(", "),
    )
}
