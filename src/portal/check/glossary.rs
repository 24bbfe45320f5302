//! glossary.yaml: no term stands in it twice.

use std::collections::HashMap;

use super::{at_line, leaves};
use crate::diagnostics::Diagnostic;
use crate::parse::tree::Step;
use crate::portal::{Portal, mistakes};

/// Checks glossary.yaml.
pub fn check(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let Some(read) = &portal.glossary else { return };
    leaves::walk(portal, &read.source, &read.value, found);
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (at, term) in read
        .value
        .iter()
        .enumerate()
        .filter(|(_, term)| !term.term.is_empty())
    {
        if let Some(first) = known.insert(&term.term, at) {
            let place = |at| {
                read.source
                    .value_place(&[Step::Index(at), Step::Key("term")])
            };
            found.push(mistakes::duplicate_id(
                place(at),
                &term.term,
                &at_line(&place(first)),
            ));
        }
    }
}
