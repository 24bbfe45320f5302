//! A contest: days of its stages, its nominations, and the nominations of its results.

use super::{dates, ids};
use crate::diagnostics::{Diagnostic, nearest};
use crate::parse::Source;
use crate::parse::tree::Step;
use crate::portal::contest::Contest;
use crate::portal::mistakes;

/// Checks a contest.
pub fn check(source: &Source, contest: &Contest, found: &mut Vec<Diagnostic>) {
    for (at, stage) in contest.stages.iter().enumerate() {
        dates::order(
            source,
            &[Step::Key("stages"), Step::Index(at)],
            &stage.starts,
            &stage.ends,
            found,
        );
    }
    let known = || contest.nominations.iter().map(|nomination| &*nomination.id);
    ids::repeated(source, "nominations", known(), found);
    for (at, result) in contest.results.iter().enumerate() {
        if !result.nomination.0.is_empty() && !known().any(|id| id == &*result.nomination) {
            let path = [
                Step::Key("results"),
                Step::Index(at),
                Step::Key("nomination"),
            ];
            let similar = nearest(&result.nomination, known());
            found.push(mistakes::not_in_list(
                source.value_place(&path),
                &result.nomination,
                "nominations",
                similar,
            ));
        }
    }
}
