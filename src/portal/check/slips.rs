//! Slips of YAML that were read without a complaint, as something that nobody meant.

use crate::diagnostics::{Diagnostic, Place};
use crate::parse::{Source, mistakes, slips};

/// Names them in a file.
pub fn check(source: &Source, found: &mut Vec<Diagnostic>) {
    let yaml = source.yaml();
    let slips = slips::unseen(yaml);
    if slips.is_empty() {
        return;
    }
    let start = source.text.find(yaml).unwrap_or(0);
    let before = source.text[..start].matches('\n').count();
    found.extend(slips.into_iter().map(|slip| {
        let place = Place {
            file: source.file.clone(),
            line: slip.mark.line + before,
            column: slip.mark.column,
            width: slip.mark.width,
        };
        mistakes::slip(place, slip.code, slip.write)
    }));
}
