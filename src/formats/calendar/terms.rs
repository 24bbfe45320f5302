//! Terms of measures as events: all day on the day by which a measure or a part of it is to be done.

use jiff::civil::Date;

use super::{Lines, address, event};
use crate::agenda::{Due, Item};
use crate::execution::{MeasureExecution, Occurrence, State};
use crate::formats::ics::{Event, Status, When};
use crate::formats::plan::plan_at;
use crate::lang;
use crate::parse::fields::Executor;
use crate::portal::plan::{Measure, Plan, ScheduleKind, Subitem};
use crate::portal::{Content, Entry, Organization};
use crate::timing::Schedule;
use crate::view::View;

/// The event of a term. In the calendar of an organization it says of which part of the measure the
/// organization is told, when that is not the whole.
pub fn of_item(
    view: View,
    item: &Item,
    due: &Due,
    organization: Option<&Organization>,
) -> Option<Event> {
    let (entry, plan) = plan_at(view, item.entry)?;
    let measure = due.of(plan)?;
    let known = view.portal.execution(item.entry)?.measures.get(due.line)?;
    let subitem = match due.subitem {
        Some(at) => Some((at, measure.subitems.get(at)?)),
        None => None,
    };
    let (schedule, occurrences) = match due.subitem {
        Some(at) => {
            let part = known.subitems.get(at)?;
            (&part.schedule, &part.occurrences)
        }
        None => (&known.schedule, &known.occurrences),
    };
    let named_in = organization
        .filter(|_| subitem.is_none())
        .and_then(|organization| part_of(view, measure, known, organization));
    let term = Term {
        view,
        entry,
        plan,
        measure,
        due,
        subitem,
        schedule,
        occurrence: occurrences.get(due.occurrence)?,
    };
    Some(term.event(item.day, named_in))
}

/// The part through which an organization has the days of a measure that does not name it itself.
fn part_of<'p>(
    view: View,
    measure: &'p Measure,
    known: &MeasureExecution,
    organization: &Organization,
) -> Option<&'p Subitem> {
    let is_named = |executors: &[Executor]| {
        executors.iter().any(|executor| {
            let named = view.portal.organization(executor.id());
            named.is_some_and(|named| named.id == organization.id)
        })
    };
    if is_named(&measure.responsible) {
        return None;
    }
    let mut parts = measure.subitems.iter().zip(&known.subitems);
    let found = parts.find(|(part, known)| {
        // A part with days of its own gives only those.
        known.occurrences.is_empty() && is_named(&part.responsible)
    });
    found.map(|(part, _)| part)
}

/// One day of a measure, or of a part that has a term of its own.
struct Term<'p> {
    view: View<'p>,
    entry: &'p Entry,
    plan: &'p Plan,
    measure: &'p Measure,
    due: &'p Due,
    /// The part with its place, when the day is its own.
    subitem: Option<(usize, &'p Subitem)>,
    schedule: &'p [Schedule],
    occurrence: &'p Occurrence,
}

impl Term<'_> {
    fn event(&self, day: Date, named_in: Option<&Subitem>) -> Event {
        let (view, entry) = (self.view, self.entry);
        let page = entry.measure_address(self.measure);
        let url = address(view, &page);
        let words = event(view, entry, &self.name(), &self.title(), When::Day(day));
        let status = self.is_cancelled().then_some(Status::Cancelled);
        Event {
            last_modified: words.last_modified.max(self.changed()),
            description: self.description(named_in).finish(url.as_ref()),
            categories: vec![view.plan_type(self.plan)],
            url,
            status,
            ..words
        }
    }

    /// What the event is called by programs: `#2.1/3`, of a part `#2.1/1.3`.
    fn name(&self) -> String {
        let (number, day) = (&*self.measure.number, self.due.occurrence + 1);
        match self.subitem {
            Some((at, _)) => format!("#{number}/{}.{day}", at + 1),
            None => format!("#{number}/{day}"),
        }
    }

    /// «2.1. Название», of a part «2.1, пункт 1. Название».
    fn title(&self) -> String {
        // The number without a dot of its own.
        let number = self.measure.number.trim_end_matches('.');
        match self.subitem {
            Some((at, subitem)) => {
                let place = (at + 1).to_string();
                let words = &self.view.theme.words;
                let part = words.fill("plan.subitem_number", &[("number", &place)]);
                format!("{number}, {part}. {}", &*subitem.title)
            }
            None => format!("{number}. {}", &*self.measure.title),
        }
    }

    fn description(&self, named_in: Option<&Subitem>) -> Lines {
        let view = self.view;
        let mut lines = Lines::default();
        if let Some(part) = named_in {
            let words = &view.theme.words;
            lines.say(&words.fill("plan.subitem_names", &[("title", &part.title)]));
        }
        if self.subitem.is_some() {
            lines.add(view, "fields.measure", &self.measure.title);
        }
        lines.add(view, "fields.timing", self.due.timing(self.plan));
        self.say_days(&mut lines);
        match self.subitem {
            Some((_, subitem)) => lines.add(view, "fields.result", &subitem.result),
            None => {
                let responsible = view.executors_cell(self.measure);
                lines.add(view, "fields.responsible", &responsible);
                lines.add(view, "fields.result", &self.measure.result);
            }
        }
        lines.say(&view.plan_name(self.entry, self.plan));
        lines
    }

    /// What there is to say of its days besides the act's words.
    fn say_days(&self, lines: &mut Lines) {
        let (view, occurrence) = (self.view, self.occurrence);
        // «До 1 июля» begins with the plan, which says nothing of the measure.
        let by_a_day = self
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
        let status = self.due.status.as_ref();
        if let Some(status) =
            status.filter(|status| matches!(status.state, State::Postponed | State::Cancelled))
        {
            lines.say(&view.status(status, self.due.timing(self.plan)).text);
        }
    }

    fn is_cancelled(&self) -> bool {
        let status = self.due.status.as_ref();
        status.is_some_and(|status| status.state == State::Cancelled)
    }

    /// When a report last spoke of a day that an act moved or took out of the plan: for calendar
    /// programs that is a change of the event. Where states may not be said there is none.
    fn changed(&self) -> Option<Date> {
        let is_changed = self.occurrence.moved_to.is_some() || self.is_cancelled();
        if self.due.status.is_none() || !is_changed {
            return None;
        }
        let (report, _) = self.occurrence.said?;
        let report = self.view.portal.entries.get(report)?;
        let submitted = match &report.content {
            Content::Report(report) => report.submitted,
            _ => None,
        };
        report.common.updated.or(submitted).map(|day| day.0)
    }
}
