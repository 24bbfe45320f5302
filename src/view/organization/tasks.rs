//! What orders ask of an organization.

use serde::Serialize;

use crate::agenda::point_day;
use crate::parse::record::Target;
use crate::portal::involvement::Part;
use crate::portal::link::Resolved;
use crate::portal::{Content, Entry, Kind};
use crate::view::View;
use crate::view::context::some;
use crate::view::links::Here;
use crate::view::shapes::Link;

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

/// The points of orders addressed to an organization, order by order: first those with a day.
pub fn orders(view: View, part: &Part, path: &str) -> Vec<Order> {
    let mut orders: Vec<(usize, Order)> = Vec::new();
    for (at, place) in by_day(view, &part.points) {
        let entry = &view.portal.entries[at];
        let Content::Document(document) = &entry.content else {
            continue;
        };
        if orders.last().is_none_or(|(known, _)| *known != at) {
            orders.push((
                at,
                Order {
                    document: view.act_link(entry),
                    rows: Vec::new(),
                },
            ));
        }
        let mut here = Here::new(view, path, Some(entry));
        here.scope = format!("o-{}-{}-", orders.len(), place + 1);
        let point = &document.points[place];
        let id = format!("o-{}-{}", orders.len(), place + 1);
        let row = PointRow {
            id,
            number: view.portal.without_persons(&point.number).into_owned(),
            html: here.masked_markdown(&point.text),
            responsible: Vec::new(),
            timing: some(&view.portal.without_persons(&point.timing)),
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

/// The points of each order by their days, then those without one as the act has them.
fn by_day(view: View, points: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut dated: Vec<_> = points
        .iter()
        .map(|(order, point)| {
            let day = view
                .portal
                .entries
                .get(*order)
                .and_then(|entry| point_day(entry, *point));
            (*order, day.is_none(), day, *point)
        })
        .collect();
    // Orders keep their own order: a stable sort within each.
    for of_order in dated.chunk_by_mut(|one, other| one.0 == other.0) {
        of_order.sort_by_key(|(_, undated, day, _)| (*undated, *day));
    }
    dated
        .into_iter()
        .map(|(order, _, _, point)| (order, point))
        .collect()
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
