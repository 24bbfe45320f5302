//! The measures that name an organization, by the day that comes next.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::agenda::Item;
use crate::execution::{MeasureExecution, State as Known, Status};
use crate::portal::involvement::{NamedMeasure, Part};
use crate::portal::plan::{Measure, Plan, ScheduleKind, Subitem};
use crate::portal::{Content, Entry, Organization};
use crate::view::View;
use crate::view::context::some;
use crate::view::shapes::{Day, Link, State};

/// The measures of all plans that name an organization.
#[derive(Serialize)]
pub struct PlanMeasures {
    /// What is next, what goes on, what has no day, what is over.
    pub groups: Vec<Group>,
}

/// Measures that are in one case.
#[derive(Serialize)]
pub struct Group {
    title: String,
    measures: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    date: Option<RowDay>,
    /// The act's words, where there is no day.
    words: Option<String>,
    number: String,
    title: String,
    path: String,
    plan: Link,
    /// The act's words, beside the day.
    timing: Option<String>,
    reading: Option<Day>,
    note: Option<String>,
    state: Option<State>,
}

#[derive(Serialize)]
struct RowDay {
    iso: String,
    day: String,
    /// «декабря 2022 г.».
    month: String,
}

/// The cases in the order in which they stand, each with the word of its heading.
const CASES: [(Case, &str); 4] = [
    (Case::Next, "organizations.next"),
    (Case::Ongoing, "organizations.ongoing"),
    (Case::Undated, "organizations.undated"),
    (Case::Past, "organizations.past"),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Next,
    Ongoing,
    Undated,
    Past,
}

/// A measure with the day under which it stands.
struct Task<'p> {
    case: Case,
    day: Option<Date>,
    estimated: bool,
    named: Named<'p>,
}

/// A measure that names the organization, with everything that is known of it.
#[derive(Clone, Copy)]
struct Named<'p> {
    entry: &'p Entry,
    plan: &'p Plan,
    measure: &'p Measure,
    /// The part that names it, when the measure does not.
    subitem: Option<&'p Subitem>,
    known: Option<&'p MeasureExecution>,
    /// Its state, or that of the part when the part has a term of its own; nothing when no report
    /// names the plan or its execution is hidden.
    status: Option<&'p Status>,
}

/// The measures that name the organization at this place.
pub fn measures(view: View, at: usize, part: &Part) -> PlanMeasures {
    let mut days: HashMap<(usize, usize), Vec<&Item>> = HashMap::new();
    for item in view.portal.agenda().of_organization(at) {
        if let Some(due) = item.due() {
            days.entry((item.entry, due.line)).or_default().push(item);
        }
    }
    let mut tasks: Vec<Task> = part
        .measures
        .iter()
        .filter_map(|named| {
            let (line, of) = found(view, named)?;
            let days = days.get(&(named.plan, line)).map_or(&[][..], Vec::as_slice);
            Some(task(view.portal.today, of, days))
        })
        .collect();
    tasks.sort_by_key(|task| task.day);
    let organization = &view.portal.organizations[at];
    let groups = CASES.into_iter().filter_map(|(case, title)| {
        let of_case = tasks.iter().filter(|task| task.case == case);
        let mut measures: Vec<Row> = of_case.map(|task| row(view, organization, task)).collect();
        // What is over: the latest first.
        if case == Case::Past {
            measures.reverse();
        }
        (!measures.is_empty()).then(|| Group {
            title: view.word(title),
            measures,
        })
    });
    PlanMeasures {
        groups: groups.collect(),
    }
}

/// The measure, and its place among all measures of its plan.
fn found<'p>(view: View<'p>, named: &NamedMeasure) -> Option<(usize, Named<'p>)> {
    let entry = view.portal.entries.get(named.plan)?;
    let Content::Plan(plan) = &entry.content else {
        return None;
    };
    let measure = plan
        .sections
        .get(named.section)?
        .measures
        .get(named.measure)?;
    let before = plan.sections.iter().take(named.section);
    let line = before.map(|section| section.measures.len()).sum::<usize>() + named.measure;
    let execution = view.portal.execution(named.plan);
    let known = execution.and_then(|execution| execution.measures.get(line));
    let subitem = named.subitem.and_then(|at| measure.subitems.get(at));
    let part = named
        .subitem
        .filter(|_| subitem.is_some_and(|subitem| !subitem.timing.is_empty()))
        .and_then(|at| known?.subitems.get(at));
    let is_told = execution.is_some_and(|execution| execution.reported);
    let of = Named {
        entry,
        plan,
        measure,
        subitem,
        known,
        status: part
            .map(|part| &part.status)
            .or(known.map(|known| &known.status))
            .filter(|_| is_told),
    };
    Some((line, of))
}

/// Under which day a measure stands today. `days` are those that concern the organization.
fn task<'p>(today: Date, named: Named<'p>, days: &[&Item]) -> Task<'p> {
    let is_settled = named
        .status
        .is_some_and(|status| matches!(status.state, Known::Done | Known::Cancelled));
    let next = days
        .iter()
        .filter(|item| !is_settled && item.day >= today)
        .find_map(|item| {
            item.due()
                .filter(|due| !due.is_settled())
                .map(|due| (item, due))
        });
    let last = days.last();
    let is_over = named.plan.period.days().is_some_and(|(_, end)| end < today);
    let (case, shown) = match (next, last) {
        (Some((item, due)), _) if due.checkpoint => (Case::Ongoing, Some(*item)),
        (Some((item, _)), _) => (Case::Next, Some(*item)),
        (None, Some(last)) => (Case::Past, Some(*last)),
        (None, None) if is_over || is_settled => (Case::Past, None),
        (None, None) if named.ongoing_until().is_some() => (Case::Ongoing, None),
        (None, None) => (Case::Undated, None),
    };
    Task {
        case,
        day: shown.map(|item| item.day),
        estimated: shown.and_then(Item::due).is_some_and(|due| due.estimated),
        named,
    }
}

impl Named<'_> {
    /// The last day of a term that goes on.
    fn ongoing_until(&self) -> Option<Date> {
        let schedule = &self.known?.schedule;
        schedule
            .iter()
            .filter(|entry| entry.kind == ScheduleKind::Ongoing)
            .filter_map(|entry| entry.end)
            .max()
    }

    /// The act's words of the term.
    fn timing(&self) -> Option<String> {
        self.subitem
            .and_then(|subitem| some(&subitem.timing))
            .or_else(|| some(&self.measure.timing))
    }

    fn note(&self, view: View, organization: &Organization) -> Option<String> {
        let executors = self
            .subitem
            .map_or(&self.measure.responsible, |subitem| &subitem.responsible);
        let is_own = |id: &str| {
            view.portal
                .organization(id)
                .is_some_and(|named| named.id == organization.id)
        };
        let remark = executors
            .iter()
            .find(|executor| is_own(executor.id()))
            .and_then(|executor| some(executor.remark()));
        let part = self.subitem.map(|subitem| {
            view.theme
                .words
                .fill("plan.subitem_names", &[("title", &subitem.title)])
        });
        let is_recommended = self.plan.recommended.iter().any(|id| is_own(id));
        let recommended = is_recommended.then(|| view.word("plan.recommended_note"));
        let notes = [remark, part, recommended];
        some(&notes.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}

fn row(view: View, organization: &Organization, task: &Task) -> Row {
    let named = &task.named;
    let (entry, measure) = (named.entry, named.measure);
    // A checkpoint is no day by which anything ends.
    let date = task.day.filter(|_| task.case != Case::Ongoing);
    let words = named.timing();
    let address = entry.measure_address(measure);
    Row {
        date: date.map(|day| row_day(view, day)),
        number: measure.number.0.clone(),
        title: measure.title.0.clone(),
        path: view.path(&address),
        plan: Link {
            text: view.plan_name(entry, named.plan),
            ..view.entry_link(entry)
        },
        timing: words.clone().filter(|_| date.is_some()),
        words: words.filter(|_| date.is_none()),
        reading: reading(view, task),
        note: named.note(view, organization),
        state: named
            .status
            .map(|status| view.status(status, &named.timing().unwrap_or_default())),
    }
}

/// «расчётный срок: 30 ноября 2022 г.», «постоянно до 31 декабря 2022 г.».
fn reading(view: View, task: &Task) -> Option<Day> {
    if let Some(day) = task.day.filter(|_| task.estimated) {
        let day = view.day(day);
        let text = format!("{} {}", view.word("timing.estimated"), day.text);
        return Some(Day { text, ..day });
    }
    let until = task
        .named
        .ongoing_until()
        .filter(|_| task.case == Case::Ongoing)?;
    let day = view.day(until);
    let text = view
        .theme
        .words
        .fill("organizations.ongoing_until", &[("date", &day.text)]);
    Some(Day { text, ..day })
}

fn row_day(view: View, date: Date) -> RowDay {
    let words = view.day(date);
    let day = date.day().to_string();
    RowDay {
        month: words
            .text
            .strip_prefix(&day)
            .unwrap_or_default()
            .trim()
            .to_owned(),
        iso: words.iso,
        day,
    }
}
