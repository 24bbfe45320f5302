//! A report: what its rows must say with their state, and sub-items and indicators of their measures.

use crate::diagnostics::{Diagnostic, nearest};
use crate::parse::record::Target;
use crate::parse::tree::Step;
use crate::portal::link::Resolved;
use crate::portal::report::{Report, ReportState};
use crate::portal::{Entry, Portal, mistakes};

/// Checks the rows of a report.
pub fn check(portal: &Portal, entry: &Entry, report: &Report, found: &mut Vec<Diagnostic>) {
    let source = &entry.source;
    for (at, row) in report.entries.iter().enumerate() {
        let path = |field: &'static str| [Step::Key("entries"), Step::Index(at), Step::Key(field)];
        let state = path("state");
        let said = row.state.map(ReportState::word).unwrap_or_default();
        if matches!(
            row.state,
            Some(ReportState::Postponed | ReportState::Cancelled)
        ) && row.act.0.is_empty()
        {
            let place = source.missing_place(&state[..2], "act");
            found.extend(
                place.map(|place| mistakes::missing_with(place, "act", &format!("state: {said}"))),
            );
        }
        if row.state == Some(ReportState::Postponed) && row.until.is_none() {
            let place = source.missing_place(&state[..2], "until");
            found
                .extend(place.map(|place| {
                    mistakes::missing_with(place, "until", &format!("state: {said}"))
                }));
        }
        let Ok(Resolved::Measure(plan, measure)) =
            portal.resolve(Target::Measure, &row.measure, Some(entry))
        else {
            continue;
        };
        if let Some(subitem) = row.subitem
            && subitem.0 as usize > measure.subitems.len()
        {
            let place = source.value_place(&path("subitem"));
            found.push(mistakes::not_in_list(
                place,
                &subitem.0.to_string(),
                "subitems",
                None,
            ));
        }
        for (indicator, _) in &row.facts.0 {
            let known = || measure.indicators.iter().map(|known| &*known.id);
            if !known().any(|id| id == indicator) && !plan.source.may_have_held(indicator) {
                let mut path = path("facts").to_vec();
                path.push(Step::Key(indicator));
                let similar = nearest(indicator, known());
                found.push(mistakes::not_in_list(
                    source.key_place(&path),
                    indicator,
                    "indicators",
                    similar,
                ));
            }
        }
    }
}
