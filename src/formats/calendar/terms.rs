//! Terms of measures as events: all day on the day by which a measure is to be done.

use jiff::civil::Date;

use super::{Lines, address, event, later};
use crate::execution::{MeasureExecution, Occurrence, State};
use crate::formats::ics::{Event, Status, When};
use crate::formats::plan::{MeasureWords, plan_at, states};
use crate::lang;
use crate::portal::involvement::NamedMeasure;
use crate::portal::plan::{Measure, Plan, ScheduleKind, Subitem};
use crate::portal::{Content, Entry, Portal};
use crate::view::View;

/// Every day of every measure of the plan at this place.
pub fn of_plan(view: View, at: usize) -> Vec<Event> {
    let Some((entry, plan)) = plan_at(view, at) else {
        return Vec::new();
    };
    let Some(known) = view.portal.execution(at) else {
        return Vec::new();
    };
    let term = Term {
        view,
        entry,
        plan,
        told: states(view, at, plan).is_some(),
    };
    plan.measures()
        .zip(&known.measures)
        .flat_map(|((_, measure), known)| term.events(measure, known, None))
        .collect()
}

/// The days that an organization has to keep because a measure, or a part of it, names it.
pub fn named(view: View, named: &NamedMeasure) -> Vec<Event> {
    let Some((entry, plan)) = plan_at(view, named.plan) else {
        return Vec::new();
    };
    let Some((measure, known)) = measure_at(view.portal, named) else {
        return Vec::new();
    };
    let term = Term {
        view,
        entry,
        plan,
        told: states(view, named.plan, plan).is_some(),
    };
    let subitem = named
        .subitem
        .and_then(|at| Some((at, measure.subitems.get(at)?)));
    let own = own_days(named, known);
    match subitem {
        Some((at, subitem)) if !own.is_empty() => own
            .iter()
            .enumerate()
            .map(|(number, due)| term.part(measure, at, subitem, number, *due))
            .collect(),
        subitem => term.events(measure, known, subitem.map(|(_, subitem)| subitem)),
    }
}

/// The days that an organization has to keep, without their words.
pub fn of_organization<'p>(
    portal: &'p Portal,
    named: &NamedMeasure,
) -> impl Iterator<Item = Date> + 'p {
    let known = measure_at(portal, named).map(|(_, known)| known);
    let own = known.map_or_else(Vec::new, |known| own_days(named, known));
    let of_measure = known.into_iter().flat_map(|known| &known.occurrences);
    own.into_iter()
        .chain(of_measure.map(|occurrence| occurrence.due))
}

fn measure_at<'p>(
    portal: &'p Portal,
    named: &NamedMeasure,
) -> Option<(&'p Measure, &'p MeasureExecution)> {
    let Content::Plan(plan) = &portal.entries.get(named.plan)?.content else {
        return None;
    };
    let before = plan.sections.iter().take(named.section);
    let place = before.map(|section| section.measures.len()).sum::<usize>() + named.measure;
    let measure = plan
        .sections
        .get(named.section)?
        .measures
        .get(named.measure)?;
    let known = portal.execution(named.plan)?.measures.get(place)?;
    Some((measure, known))
}

/// The days of a part that has a term of its own.
fn own_days(named: &NamedMeasure, known: &MeasureExecution) -> Vec<Date> {
    let part = named.subitem.and_then(|at| known.subitems.get(at));
    let dated = |kind| matches!(kind, ScheduleKind::Period | ScheduleKind::Deadline);
    part.into_iter()
        .flat_map(|part| &part.schedule)
        .filter(|entry| dated(entry.kind))
        .filter_map(|entry| entry.due)
        .collect()
}

/// What the events of a plan share.
struct Term<'p> {
    view: View<'p>,
    entry: &'p Entry,
    plan: &'p Plan,
    /// Whether states may be said in words.
    told: bool,
}

impl Term<'_> {
    fn events(
        &self,
        measure: &Measure,
        known: &MeasureExecution,
        subitem: Option<&Subitem>,
    ) -> Vec<Event> {
        let mut events = Vec::with_capacity(known.occurrences.len());
        for (at, occurrence) in known.occurrences.iter().enumerate() {
            let name = format!("#{}/{}", &*measure.number, at + 1);
            let title = format!("{}. {}", number(measure), &*measure.title);
            let mut event = self.event(measure, &name, &title, self.day(occurrence));
            let mut lines = Lines::default();
            if let Some(subitem) = subitem {
                let words = &self.view.theme.words;
                lines.say(&words.fill("plan.subitem_names", &[("title", &subitem.title)]));
            }
            self.describe(&mut lines, measure, known, occurrence);
            if self.told {
                event.status =
                    (occurrence.status.state == State::Cancelled).then_some(Status::Cancelled);
                let changed = occurrence.moved_to.is_some() || event.status.is_some();
                let reported = self.reported(occurrence).filter(|_| changed);
                event.last_modified = later(event.last_modified, reported);
            }
            event.description = lines.finish(event.url.as_ref());
            events.push(event);
        }
        events
    }

    /// A part of a measure with a term of its own.
    fn part(
        &self,
        measure: &Measure,
        at: usize,
        subitem: &Subitem,
        number_of_day: usize,
        due: Date,
    ) -> Event {
        let view = self.view;
        let name = format!("#{}/{}.{}", &*measure.number, at + 1, number_of_day + 1);
        let place = (at + 1).to_string();
        let part = view
            .theme
            .words
            .fill("plan.subitem_number", &[("number", &place)]);
        let title = format!("{}, {part}. {}", number(measure), &*subitem.title);
        let mut event = self.event(measure, &name, &title, due);
        let mut lines = Lines::default();
        lines.add(view, "fields.measure", &measure.title);
        lines.add(view, "fields.timing", &subitem.timing);
        lines.add(view, "fields.result", &subitem.result);
        lines.say(&view.plan_name(self.entry, self.plan));
        event.description = lines.finish(event.url.as_ref());
        event
    }

    fn event(&self, measure: &Measure, name: &str, title: &str, day: Date) -> Event {
        let view = self.view;
        let page = format!("{}#m-{}", self.entry.address, &*measure.number);
        Event {
            url: address(view, &page),
            categories: vec![view.plan_type(self.plan)],
            ..event(view, self.entry, name, title, When::Day(day))
        }
    }

    /// The day by which it is to be done today; an act may have given it a later one.
    fn day(&self, occurrence: &Occurrence) -> Date {
        if self.told {
            occurrence.day()
        } else {
            occurrence.due
        }
    }

    fn describe(
        &self,
        lines: &mut Lines,
        measure: &Measure,
        known: &MeasureExecution,
        occurrence: &Occurrence,
    ) {
        let view = self.view;
        let words = MeasureWords::new(view, measure);
        lines.add(view, "fields.timing", &words.timing);
        // «До 1 июля» begins with the plan, which says nothing of the measure.
        let by_a_day = known
            .schedule
            .iter()
            .any(|entry| entry.kind == ScheduleKind::Deadline && entry.due == Some(occurrence.due));
        if occurrence.start < occurrence.due && !by_a_day {
            let language = view.theme.words.language();
            let period = lang::date_range_words(language, occurrence.start, occurrence.due);
            lines.add(view, "fields.period", &period);
        }
        if occurrence.estimated {
            lines.add(view, "plan.estimated", &view.day(occurrence.due).text);
        }
        let moved = matches!(occurrence.status.state, State::Postponed | State::Cancelled);
        if self.told && moved {
            lines.say(&view.status(&occurrence.status, &measure.timing).text);
        }
        lines.add(view, "fields.responsible", &words.responsible);
        lines.add(view, "fields.result", &words.result);
        lines.say(&view.plan_name(self.entry, self.plan));
    }

    /// When a report last spoke of it: a day that an act moved is a change of the event.
    fn reported(&self, occurrence: &Occurrence) -> Option<Date> {
        let (report, _) = occurrence.said?;
        let report = self.view.portal.entries.get(report)?;
        let submitted = match &report.content {
            Content::Report(report) => report.submitted,
            _ => None,
        };
        report.common.updated.or(submitted).map(|day| day.0)
    }
}

/// The number without a dot of its own.
fn number(measure: &Measure) -> &str {
    measure.number.trim_end_matches('.')
}
