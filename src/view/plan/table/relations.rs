//! What a measure is related to: parents, measures of other plans that carry it out, the one it
//! repeats and those that repeat it, entries it announces or stands on.

use std::collections::HashMap;

use super::Rows;
use crate::parse::fields::Reference;
use crate::parse::record::Target;
use crate::portal::link::Resolved;
use crate::portal::plan::{Measure, Plan};
use crate::portal::{Content, Entry};
use crate::view::View;
use crate::view::context::some;
use crate::view::shapes::Link;

impl Rows<'_> {
    /// Measures of the parent plan that this one carries out.
    pub(super) fn parents(&self, measure: &Measure) -> Vec<Link> {
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
    pub(super) fn derived(&self, measure: &Measure) -> Vec<Link> {
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

    /// The measure that this one says it repeats.
    pub(super) fn duplicated(&self, measure: &Measure) -> Option<Link> {
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

    /// Measures of the plan that say they repeat this one.
    pub(super) fn repeated(&self, measure: &Measure) -> Vec<Link> {
        let repeating = self.repeated.get(&*measure.number).into_iter().flatten();
        repeating
            .map(|other| self.view.own_measure_link(self.entry, other))
            .collect()
    }

    /// What a measure announces or stands on, each with its kind.
    pub(super) fn related(&self, written: &[Reference]) -> Vec<Link> {
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

/// The measures of a plan that repeat another one of it, by the number of that one.
pub(super) fn repeated<'p>(
    view: View<'p>,
    entry: &'p Entry,
    plan: &'p Plan,
) -> HashMap<&'p str, Vec<&'p Measure>> {
    let mut repeated: HashMap<&str, Vec<&Measure>> = HashMap::new();
    for (_, measure) in plan.measures() {
        let Some(written) = some(&measure.duplicates) else {
            continue;
        };
        if let Ok(Resolved::Measure(owner, first)) =
            view.portal.resolve(Target::Measure, &written, Some(entry))
            && std::ptr::eq(owner, entry)
        {
            repeated.entry(&*first.number).or_default().push(measure);
        }
    }
    repeated
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
