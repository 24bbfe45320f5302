//! The filters of a plan's table: what may be chosen, and the marks of every measure that a script
//! compares with the choice. Without the script the whole table is shown.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::execution::{MeasureExecution, STATES, State};
use crate::lang;
use crate::portal::Entry;
use crate::portal::plan::{Measure, Plan};
use crate::view::View;

/// The value of a measure without any day.
const UNDATED: &str = "none";

/// What the form and the rows of a plan's table carry.
#[derive(Serialize)]
pub struct Filters {
    /// What can be chosen; a filter that would not tell measures apart is left out.
    groups: Vec<Group>,
    /// «Показано {shown} из 34 мероприятий»: the script fills in the number.
    shown: String,
    /// The marks of every measure, by its number.
    rows: BTreeMap<String, Marks>,
}

/// One filter: the name of its part of the address, its heading and its values.
#[derive(Serialize)]
struct Group {
    name: &'static str,
    title: String,
    values: Vec<Value>,
}

/// A value and how many measures have it.
#[derive(Serialize)]
struct Value {
    value: String,
    text: String,
    count: usize,
}

/// The values of a measure as attributes of its row; its state stands there already.
#[derive(Serialize)]
struct Marks {
    section: usize,
    executors: String,
    quarters: String,
}

/// A quarter of a year. Quarters sort by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    /// The year.
    pub year: i16,
    /// From 1 to 4.
    pub number: i8,
}

impl Quarter {
    /// The quarter that a day lies in.
    pub fn of(day: Date) -> Self {
        Self {
            year: day.year(),
            number: (day.month() - 1) / 3 + 1,
        }
    }

    /// «2022-Q1», as in reports.
    pub fn id(self) -> String {
        format!("{:04}-Q{}", self.year, self.number)
    }
}

/// The quarters in which a measure is due.
pub fn due_quarters(execution: &MeasureExecution) -> BTreeSet<Quarter> {
    let days = execution.occurrences.iter();
    days.map(|occurrence| Quarter::of(occurrence.day()))
        .collect()
}

/// What one measure is filtered by.
struct Row<'p> {
    number: &'p str,
    section: usize,
    /// Slug and name of every executor.
    executors: BTreeMap<String, String>,
    quarters: BTreeSet<Quarter>,
    /// Only while states are said in words.
    state: Option<State>,
}

/// The filters of a plan at this place of the portal's entries.
pub fn filters(view: View, at: usize, entry: &Entry, plan: &Plan) -> Filters {
    let rows = rows(view, at, entry, plan);
    let groups = [
        ("section", sections(plan)),
        ("executor", executors(&rows)),
        ("quarter", quarters(view, &rows)),
        ("state", states(view, &rows)),
    ];
    let words = &view.theme.words;
    let total = words.counted("plan.filters.of_measures", rows.len());
    Filters {
        groups: groups
            .into_iter()
            .filter(|(_, values)| values.len() > 1)
            .map(|(name, values)| Group {
                name,
                title: view.word(&format!("plan.filters.{name}")),
                values,
            })
            .collect(),
        shown: words.fill("plan.filters.shown", &[("measures", &total)]),
        rows: rows.into_iter().map(marks).collect(),
    }
}

fn rows<'p>(view: View<'p>, at: usize, entry: &Entry, plan: &'p Plan) -> Vec<Row<'p>> {
    let execution = view.portal.execution(at);
    let is_said = view.reported_execution(entry).is_some();
    plan.measures()
        .enumerate()
        .map(|(place, (section, measure))| {
            let known = execution.and_then(|execution| execution.measures.get(place));
            Row {
                number: &measure.number,
                section: section + 1,
                executors: named(view, measure),
                quarters: known.map(due_quarters).unwrap_or_default(),
                state: known.filter(|_| is_said).map(|known| known.status.state),
            }
        })
        .collect()
}

/// The organizations that a measure or a part of it names, as on the organizations' own pages.
fn named(view: View, measure: &Measure) -> BTreeMap<String, String> {
    let of_parts = measure
        .subitems
        .iter()
        .flat_map(|part| part.responsible.iter());
    measure
        .responsible
        .iter()
        .chain(of_parts)
        .filter_map(|executor| view.portal.organization(executor.id()))
        .filter_map(|organization| {
            let slug = organization
                .address
                .trim_end_matches('/')
                .rsplit('/')
                .next();
            let name = view.organization_name(organization);
            Some((slug?.to_owned(), name.to_owned()))
        })
        .collect()
}

fn marks(row: Row) -> (String, Marks) {
    let executors: Vec<&str> = row.executors.keys().map(String::as_str).collect();
    let quarters: Vec<String> = row.quarters.iter().map(|quarter| quarter.id()).collect();
    let marks = Marks {
        section: row.section,
        executors: executors.join(" "),
        quarters: quarters.join(" "),
    };
    (row.number.to_owned(), marks)
}

/// Sections that have a title and measures, under their place in the plan.
fn sections(plan: &Plan) -> Vec<Value> {
    (1..)
        .zip(plan.sections.iter())
        .filter(|(_, section)| !section.measures.is_empty() && !section.title.is_empty())
        .map(|(place, section): (usize, _)| Value {
            value: place.to_string(),
            text: section.heading(),
            count: section.measures.len(),
        })
        .collect()
}

fn executors(rows: &[Row]) -> Vec<Value> {
    let mut found: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    for (slug, name) in rows.iter().flat_map(|row| &row.executors) {
        found.entry(slug).or_insert((name, 0)).1 += 1;
    }
    let mut values: Vec<Value> = found
        .into_iter()
        .map(|(slug, (name, count))| Value {
            value: slug.to_owned(),
            text: name.to_owned(),
            count,
        })
        .collect();
    values.sort_by_cached_key(|value| lang::sort_key(&value.text));
    values
}

/// Quarters in order, and at the end what has no day.
fn quarters(view: View, rows: &[Row]) -> Vec<Value> {
    let mut found: BTreeMap<Quarter, usize> = BTreeMap::new();
    for quarter in rows.iter().flat_map(|row| &row.quarters) {
        *found.entry(*quarter).or_default() += 1;
    }
    let undated = rows.iter().filter(|row| row.quarters.is_empty()).count();
    let mut values: Vec<Value> = found
        .into_iter()
        .map(|(quarter, count)| Value {
            value: quarter.id(),
            text: quarter_words(view, quarter),
            count,
        })
        .collect();
    if undated > 0 {
        values.push(Value {
            value: UNDATED.to_owned(),
            text: view.word("plan.filters.undated"),
            count: undated,
        });
    }
    values
}

/// «I квартал 2022».
pub fn quarter_words(view: View, quarter: Quarter) -> String {
    let name = view.vocabulary("quarter", &quarter.number.to_string());
    let year = quarter.year.to_string();
    let values = [("quarter", name.as_str()), ("year", year.as_str())];
    view.theme.words.fill("plan.filters.quarter_of", &values)
}

fn states(view: View, rows: &[Row]) -> Vec<Value> {
    STATES
        .into_iter()
        .map(|state| {
            let count = rows.iter().filter(|row| row.state == Some(state)).count();
            Value {
                value: state.word().to_owned(),
                text: view.state_word(state.word()),
                count,
            }
        })
        .filter(|value| value.count > 0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_quarter_is_named_as_in_reports() {
        for (day, id) in [
            (date(2022, 1, 1), "2022-Q1"),
            (date(2022, 3, 31), "2022-Q1"),
            (date(2022, 4, 1), "2022-Q2"),
            (date(2022, 9, 30), "2022-Q3"),
            (date(2024, 12, 31), "2024-Q4"),
        ] {
            assert_eq!(Quarter::of(day).id(), id);
        }
    }
}
