//! References to entries, measures, organizations and values of facets: each names one thing that is
//! there and shown.

use super::leaves::Leaves;
use crate::diagnostics::Place;
use crate::parse::record::Target;
use crate::parse::tree::Step;
use crate::portal::link::{Problem, Resolved};
use crate::portal::plan::Measure;
use crate::portal::{Content, Entry, Kind, mistakes};

impl Leaves<'_, '_> {
    pub(super) fn reference(&mut self, path: &[Step], target: Target, written: &str) {
        let place = || self.source.value_place(path);
        match self.portal.resolve(target, written, self.entry) {
            // A plan that is its own parent is a circle, and named as one.
            Ok(Resolved::Entry(entry))
                if self.is_own(entry) && target != Target::PlanOrDocument =>
            {
                self.found.push(mistakes::self_reference(place(), written));
            }
            Ok(Resolved::Measure(plan, measure))
                if self.is_own(plan)
                    && measure_at(plan, path).is_some_and(|own| std::ptr::eq(own, measure)) =>
            {
                self.found.push(mistakes::self_reference(place(), written));
            }
            Ok(Resolved::Entry(entry)) if !entry.visible && entry.kind != Kind::Report => {
                self.found
                    .push(mistakes::hidden_reference(place(), written));
            }
            Ok(Resolved::Measure(plan, _)) if !plan.visible => {
                self.found
                    .push(mistakes::hidden_reference(place(), written));
            }
            Ok(Resolved::Organization(organization)) => {
                let sample = self.entry.is_some_and(|entry| {
                    entry.sample && !matches!(entry.content, Content::Document(_))
                });
                let name = &organization.parts.name;
                if sample && !organization.is_sample() {
                    self.found.push(mistakes::sample_names_real(place(), name));
                }
            }
            Ok(_) => {}
            Err(Problem::Unknown(similar)) if matches!(target, Target::FacetValue(_)) => {
                let Target::FacetValue(facet) = target else {
                    return;
                };
                let known = self
                    .portal
                    .facets()
                    .iter()
                    .find(|known| &*known.id == facet);
                let values: Vec<&str> = known
                    .iter()
                    .flat_map(|known| known.all_values())
                    .map(|(value, _)| &*value.id.0)
                    .collect();
                self.found.push(match known {
                    Some(_) => {
                        mistakes::unknown_facet_value(place(), facet, written, similar, &values)
                    }
                    None => mistakes::unknown_facet(place(), facet, None),
                });
            }
            Err(Problem::Unknown(None))
                if matches!(target, Target::Organization | Target::OrganizationOrText) =>
            {
                let known = self.portal.organizations.first();
                let known = known.map(|organization| organization.id.as_str());
                self.found
                    .push(mistakes::unknown_organization(place(), written, known));
            }
            Err(problem) => self.problem(place(), written, problem),
        }
    }

    fn is_own(&self, entry: &Entry) -> bool {
        self.entry.is_some_and(|own| std::ptr::eq(own, entry))
    }

    pub(super) fn problem(&mut self, place: Place, written: &str, problem: Problem) {
        match problem {
            Problem::Unknown(similar) => self
                .found
                .push(mistakes::unknown_reference(place, written, similar)),
            Problem::Ambiguous(candidates) => {
                self.found
                    .push(mistakes::ambiguous_reference(place, written, &candidates))
            }
            Problem::Measure {
                plan,
                number,
                similar,
            } => {
                self.found
                    .push(mistakes::unknown_measure(place, &plan, &number, similar));
            }
            Problem::NoNumber { plan, first } => self
                .found
                .push(mistakes::measure_without_number(place, &plan, first)),
            Problem::NoPlan => self
                .found
                .push(mistakes::measure_without_plan(place, written)),
            Problem::Unreadable => {}
        }
    }
}

/// The measure of a plan that a path into its file leads into.
fn measure_at<'p>(entry: &'p Entry, path: &[Step]) -> Option<&'p Measure> {
    let Content::Plan(plan) = &entry.content else {
        return None;
    };
    match path {
        [
            Step::Key("sections"),
            Step::Index(section),
            Step::Key("measures"),
            Step::Index(place),
            ..,
        ] => plan.sections.get(*section)?.measures.get(*place),
        _ => None,
    }
}
