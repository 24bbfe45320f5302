//! Who executes a measure, whose word sets its state, and from how many of them word has come.

use crate::parse::fields::Executor;
use crate::portal::Portal;
use crate::portal::organizations::OrganizationType;
use crate::portal::plan::{Measure, Plan};

use super::reports::Said;

/// The id of an organization as organizations.yaml writes it, else the text; `None` for nothing.
pub fn named<'p>(portal: &'p Portal, written: &'p str) -> Option<&'p str> {
    let written = written.trim();
    match portal.organization(written) {
        Some(organization) => Some(&organization.id),
        None => Some(written).filter(|text| !text.is_empty()),
    }
}

/// The executors that are named, each once.
pub fn distinct<'p>(portal: &'p Portal, executors: &'p [Executor]) -> Vec<&'p str> {
    let mut ids: Vec<&str> = Vec::with_capacity(executors.len());
    for executor in executors {
        ids.extend(named(portal, executor.id()).filter(|id| !ids.contains(id)));
    }
    ids
}

/// Whether a report by this one sets the state: nobody is named, or the plan's owner, or the only executor.
pub fn sets_state(by: Option<&str>, owner: Option<&str>, executors: &[&str]) -> bool {
    by.is_none() || by == owner || matches!(executors, [only] if by == Some(*only))
}

/// «Сведения поступили: 5 из 7»: executors that reported, of all that are expected to.
///
/// Groups stand for many and say nothing themselves, and those to whom the act only recommends owe
/// nothing: neither is counted among all, unless it did report. Nothing is said of one executor, nor
/// while nobody has reported: both would only point at who has not.
pub fn received(
    portal: &Portal,
    plan: &Plan,
    measure: &Measure,
    said: &[Said],
) -> Option<(usize, usize)> {
    let executors = distinct(portal, &measure.responsible);
    let reported = |id: &str| said.iter().any(|said| said.by == Some(id));
    let is_expected = |id: &str| {
        let is_group = portal
            .organization(id)
            .and_then(|known| known.parts.organization_type)
            == Some(OrganizationType::Group);
        let is_advised = plan
            .recommended
            .iter()
            .any(|advised| named(portal, advised) == Some(id));
        !is_group && !is_advised
    };
    let came = executors.iter().filter(|id| reported(id)).count();
    let all = executors
        .iter()
        .filter(|id| reported(id) || is_expected(id))
        .count();
    (came > 0 && all > 1).then_some((came, all))
}
