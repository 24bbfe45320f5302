//! What documents ask of an organization: measures of plans and points of orders.

use serde::Serialize;

use crate::parse::record::Target;
use crate::portal::involvement::Part;
use crate::portal::link::Resolved;
use crate::portal::{Content, Entry, Kind, Organization};
use crate::view::View;
use crate::view::context::some;
use crate::view::links::Here;
use crate::view::shapes::Link;

/// Measures of all plans, plan by plan.
#[derive(Serialize)]
pub struct PlanMeasures {
    /// A plan with its measures.
    pub plans: Vec<PlanPart>,
}

/// A plan and its measures that name the organization.
#[derive(Serialize)]
pub struct PlanPart {
    plan: Link,
    period: String,
    measures: Vec<MeasureRow>,
}

#[derive(Serialize)]
struct MeasureRow {
    number: String,
    title: String,
    path: String,
    timing: String,
    /// States come with the execution of plans.
    state: Option<()>,
    note: Option<String>,
}

/// Orders with points for the organization.
#[derive(Serialize)]
pub struct Orders {
    /// An order with its points.
    pub groups: Vec<Order>,
}

/// An order and its points that name the organization.
#[derive(Serialize)]
pub struct Order {
    document: Link,
    rows: Vec<PointRow>,
}

#[derive(Serialize)]
struct PointRow {
    id: String,
    number: String,
    html: String,
    responsible: Vec<Link>,
    timing: Option<String>,
    measures: Vec<Link>,
    plans: Vec<Link>,
}

/// The measures that name an organization, plan by plan.
pub fn measures(view: View, organization: &Organization, part: &Part) -> Vec<PlanPart> {
    let mut plans: Vec<(usize, PlanPart)> = Vec::new();
    for named in &part.measures {
        let entry = &view.portal.entries[named.plan];
        let Content::Plan(plan) = &entry.content else {
            continue;
        };
        let measure = &plan.sections[named.section].measures[named.measure];
        if plans.last().is_none_or(|(at, _)| *at != named.plan) {
            let plan = PlanPart {
                plan: view.entry_link(entry),
                period: view.plan_period(plan),
                measures: Vec::new(),
            };
            plans.push((named.plan, plan));
        }
        let recommended = plan.recommended.iter().any(|id| **id == *organization.id);
        let subitem = named.subitem.and_then(|at| measure.subitems.get(at));
        let executors = subitem.map_or(&measure.responsible, |subitem| &subitem.responsible);
        let remark = executors
            .iter()
            .find(|executor| executor.id() == organization.id)
            .map(|executor| executor.remark());
        let notes = [
            remark.and_then(some),
            subitem.map(|subitem| {
                view.theme
                    .words
                    .fill("plan.subitem_names", &[("title", &subitem.title)])
            }),
            recommended.then(|| view.word("plan.recommended_note")),
        ];
        let row = MeasureRow {
            number: measure.number.0.clone(),
            title: measure.title.0.clone(),
            path: view.path(&format!("{}#m-{}", entry.address, &*measure.number)),
            timing: measure.timing.0.clone(),
            state: None,
            note: some(&notes.into_iter().flatten().collect::<Vec<_>>().join(", ")),
        };
        if let Some((_, last)) = plans.last_mut() {
            last.measures.push(row);
        }
    }
    plans.into_iter().map(|(_, plan)| plan).collect()
}

/// The points of orders addressed to an organization, order by order.
pub fn orders(view: View, part: &Part, path: &str) -> Vec<Order> {
    let mut orders: Vec<(usize, Order)> = Vec::new();
    for (at, place) in &part.points {
        let entry = &view.portal.entries[*at];
        let Content::Document(document) = &entry.content else {
            continue;
        };
        if orders.last().is_none_or(|(known, _)| known != at) {
            orders.push((
                *at,
                Order {
                    document: view.act_link(entry),
                    rows: Vec::new(),
                },
            ));
        }
        let mut here = Here::new(view, path, Some(entry));
        let point = &document.points[*place];
        let id = format!("o-{}-{}", orders.len(), place + 1);
        let row = PointRow {
            id,
            number: point.number.0.clone(),
            html: here.masked_markdown(&point.text),
            responsible: Vec::new(),
            timing: some(&point.timing),
            measures: point
                .measures
                .iter()
                .map(|measure| reference(view, entry, Target::Measure, measure))
                .collect(),
            plans: point
                .plans
                .iter()
                .map(|plan| plan_link(view, plan))
                .collect(),
        };
        if let Some((_, last)) = orders.last_mut() {
            last.rows.push(row);
        }
    }
    orders.into_iter().map(|(_, order)| order).collect()
}

fn reference(view: View, entry: &Entry, target: Target, written: &str) -> Link {
    match view.portal.resolve(target, written, Some(entry)) {
        Ok(Resolved::Measure(plan, measure)) => view.measure_link(plan, measure),
        _ => view.reference(target, written, Some(entry)),
    }
}

fn plan_link(view: View, written: &str) -> Link {
    match view.portal.entry(Kind::Plan, written) {
        Some(entry) => match &entry.content {
            Content::Plan(plan) => Link {
                text: view.plan_name(entry, plan),
                ..view.entry_link(entry)
            },
            _ => view.entry_link(entry),
        },
        None => Link {
            text: written.to_owned(),
            ..Link::default()
        },
    }
}
