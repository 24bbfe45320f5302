//! A practice that says neither how well its effect is shown nor where it does not work.

use super::missing;
use crate::diagnostics::Diagnostic;
use crate::parse::record::Value;
use crate::portal::{Content, Entry, Portal};

/// Advises to say what stands behind a practice and what limits it.
pub fn check(_: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let Content::Practice(practice) = &entry.content else {
        return;
    };
    if practice.evidence.level.is_none() && practice.evidence.reasons.iter().all(Value::is_empty) {
        missing(entry, "advice-no-evidence", "evidence", found);
    }
    if practice.limits.iter().all(Value::is_empty) {
        missing(entry, "advice-no-limits", "limits", found);
    }
}
