//! A practice: a level of evidence has its reasons.

use crate::diagnostics::Diagnostic;
use crate::parse::Source;
use crate::parse::record::Value;
use crate::parse::tree::Step;
use crate::portal::mistakes;
use crate::portal::practice::Practice;

/// Checks a practice.
pub fn check(source: &Source, practice: &Practice, found: &mut Vec<Diagnostic>) {
    if practice.evidence.level.is_some() && practice.evidence.reasons.iter().all(Value::is_empty) {
        let place = source.missing_place(&[Step::Key("evidence")], "reasons");
        found.extend(place.map(mistakes::evidence_without_reasons));
    }
}
