//! Numbers that contradict each other: facts and targets, teams and their members, a plan and its
//! courses, a report and itself.

use std::collections::HashMap;

use crate::diagnostics::Diagnostic;
use crate::execution::is_plan;
use crate::parse::fields::{Fact, FactOf, Number};
use crate::parse::record::Target;
use crate::parse::tree::Step;
use crate::portal::course::Course;
use crate::portal::link::Resolved;
use crate::portal::plan::{Indicator, Measure, Plan};
use crate::portal::report::{Report, ReportEntry, ReportState};
use crate::portal::{Content, Entry, Kind, Portal, mistakes};

/// How the units of teams and of people begin.
const TEAMS: &[&str] = &["команд", "team"];
const PEOPLE: &[&str] = &[
    "чел",
    "слушател",
    "учител",
    "педагог",
    "руководител",
    "участник",
    "people",
    "person",
    "teacher",
    "participant",
];

/// Checks the targets of a plan's indicators: alone, as teams of people, and against its courses.
pub fn plan(portal: &Portal, entry: &Entry, plan: &Plan, found: &mut Vec<Diagnostic>) {
    let mut courses = None;
    for (at, section) in plan.sections.iter().enumerate() {
        for (index, measure) in section.measures.iter().enumerate() {
            if measure.indicators.is_empty() {
                continue;
            }
            let path = [
                Step::Key("sections"),
                Step::Index(at),
                Step::Key("measures"),
                Step::Index(index),
                Step::Key("indicators"),
            ];
            let courses = courses.get_or_insert_with(|| only_courses(portal, entry));
            let course = courses.get(&*measure.number).copied().flatten();
            check_indicators(entry, measure, course, &path, found);
        }
    }
}

/// The course of each measure that has exactly one, which carries out nothing else: then both speak
/// of the same people.
fn only_courses<'p>(portal: &'p Portal, plan: &Entry) -> HashMap<&'p str, Option<&'p Course>> {
    let mut courses: HashMap<&str, Option<&Course>> = HashMap::new();
    for entry in portal.visible(Kind::Course) {
        let Content::Course(course) = &entry.content else {
            continue;
        };
        for written in course.measures.iter() {
            if let Ok(Resolved::Measure(named, measure)) =
                portal.resolve(Target::Measure, written, Some(entry))
                && std::ptr::eq(named, plan)
            {
                let is_first = !courses.contains_key(&*measure.number);
                let only = (is_first && course.measures.len() == 1).then_some(&**course);
                courses.insert(&measure.number, only);
            }
        }
    }
    courses
}

fn check_indicators(
    entry: &Entry,
    measure: &Measure,
    course: Option<&Course>,
    path: &[Step<'static>],
    found: &mut Vec<Diagnostic>,
) {
    let target = |at: usize| {
        let target = [Step::Index(at), Step::Key("target")];
        entry.source.value_place(&[path, &target].concat())
    };
    for (at, indicator) in measure.indicators.iter().enumerate() {
        if let Some((value, whole)) = indicator.target.zip(whole(indicator)).filter(exceeds) {
            found.push(mistakes::part_over_whole(target(at), value.0, whole.0));
        }
    }
    let (teams, people) = (one_of(measure, TEAMS), one_of(measure, PEOPLE));
    if let (Some((_, teams)), Some((at, people))) = (teams, people)
        && !is_even(people, teams)
    {
        found.push(mistakes::uneven_teams(target(at), people, teams));
    }
    let Some(course) = course else { return };
    let counted = [(teams, course.teams), (people, course.target)];
    for (planned, of_course) in counted {
        if let (Some((at, planned)), Some(of_course)) = (planned, of_course)
            && of_course.0.to_string() != planned.to_string()
        {
            found.push(mistakes::course_differs(target(at), planned, of_course.0));
        }
    }
}

/// What the number of an indicator is a part of: a hundred percent, or the number that `of` ends
/// with in brackets, «от числа учителей школы (24)». Other words name no number.
fn whole(indicator: &Indicator) -> Option<Number> {
    if indicator.unit.trim() == "%" {
        return Some(Number(100.0));
    }
    let (_, number) = indicator.of.trim().strip_suffix(')')?.rsplit_once('(')?;
    number.parse().ok().map(Number)
}

fn exceeds((part, whole): &(Number, Number)) -> bool {
    part.0 > whole.0
}

/// The target of the only indicator in such a unit, and its place.
fn one_of(measure: &Measure, units: &[&str]) -> Option<(usize, f64)> {
    let is_such = |indicator: &Indicator| {
        let unit = indicator.unit.trim().to_lowercase();
        units.iter().any(|begins| unit.starts_with(begins))
    };
    let mut such = measure
        .indicators
        .iter()
        .enumerate()
        .filter(|(_, indicator)| is_such(indicator));
    match (such.next(), such.next()) {
        (Some((at, only)), None) => Some((at, only.target?.0)),
        _ => None,
    }
}

/// «26 команд (78 слушателей)»: teams of one size.
fn is_even(people: f64, teams: f64) -> bool {
    teams <= 0.0 || people % teams == 0.0
}

/// Checks the people of a course.
pub fn course(entry: &Entry, course: &Course, found: &mut Vec<Diagnostic>) {
    let place = |field| entry.source.value_place(&[Step::Key(field)]);
    if let (Some(completed), Some(enrolled)) = (course.completed, course.enrolled)
        && completed > enrolled
    {
        let (part, whole) = (completed.0 as f64, enrolled.0 as f64);
        found.push(mistakes::part_over_whole(place("completed"), part, whole));
    }
    if let (Some(teams), Some(target)) = (course.teams, course.target) {
        let (people, teams) = (target.0 as f64, teams.0 as f64);
        if !is_even(people, teams) {
            found.push(mistakes::uneven_teams(place("target"), people, teams));
        }
    }
}

/// Checks the numbers of a report, entry by entry.
pub fn report(portal: &Portal, entry: &Entry, report: &Report, found: &mut Vec<Diagnostic>) {
    for (at, row) in report.entries.iter().enumerate() {
        let place = |rest: &[Step]| {
            let path = [&[Step::Key("entries"), Step::Index(at)], rest].concat();
            entry.source.value_place(&path)
        };
        if let Some((done, of)) = row.count.done.zip(row.count.of)
            && done.0 > of.0
        {
            let place = place(&[Step::Key("count"), Step::Key("done")]);
            found.push(mistakes::part_over_whole(place, done.0, of.0));
        }
        for (field, value, other) in contradictions(report, row) {
            let place = place(&[Step::Key(field)]);
            found.push(mistakes::contradiction(place, field, &value, &other));
        }
        if row.facts.0.is_empty() && !row.measure.contains('#') {
            continue;
        }
        let measure = portal.resolve(Target::Measure, &row.measure, Some(entry));
        let Ok(Resolved::Measure(plan, measure)) = measure else {
            continue;
        };
        if !is_plan(portal, &report.plan, plan) {
            let place = place(&[Step::Key("measure")]);
            found.push(mistakes::other_plan(place, &row.measure, &report.plan));
        }
        for (id, fact) in &row.facts.0 {
            let indicator = measure.indicators.iter().find(|known| *known.id == **id);
            if let Some((value, whole)) = overstated(fact, indicator) {
                let place = place(&[Step::Key("facts"), Step::Key(id)]);
                found.push(mistakes::part_over_whole(place, value.0, whole.0));
            }
        }
    }
}

/// Fields of an entry that say another thing than its state or the report's day: the field, its
/// value, and what it contradicts.
fn contradictions(report: &Report, row: &ReportEntry) -> Vec<(&'static str, String, String)> {
    let mut found = Vec::new();
    if let (Some(percent), Some(state)) = (row.progress.map(|percent| percent.0), row.state) {
        let disagrees = match state {
            ReportState::Done => percent < 100,
            ReportState::NotStarted => percent > 0,
            _ => false,
        };
        if disagrees {
            let other = format!("state: {}", state.word());
            found.push(("progress", percent.to_string(), other));
        }
    }
    if let (Some(on), Some(submitted)) = (row.on, report.submitted)
        && on > submitted
    {
        let other = format!("submitted: {}", submitted.0);
        found.push(("on", on.0.to_string(), other));
    }
    found
}

/// A fact that is more than what it is a part of.
fn overstated(fact: &Fact, indicator: Option<&Indicator>) -> Option<(Number, Number)> {
    let (value, of) = match fact {
        Fact::Number(value) => (value.0?, None),
        Fact::Of(FactOf { value, of, .. }) => ((*value)?, *of),
    };
    let whole = of.or_else(|| indicator.and_then(whole))?;
    Some((value, whole)).filter(exceeds)
}
