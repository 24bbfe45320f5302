//! Every mistake that shows when entries meet: references, files, anchors, facets, addresses, dates.
//!
//! First the files that are no entries: `site.yaml` with its `menu`, `roles` and `silence`, `navigator`,
//! `organizations`, `glossary`. Then each `entry`, by the rules of every kind and of its own: `plan` with
//! `timing` and `arithmetic`, `report`, `practice`, `contest`, `checklist`, `document`. Both walk their
//! `leaves`, which are `references`, `links`, `files` and `facets`. Last, when all names are known, the
//! `addresses` with `aliases` and `files` that are copied. `ids` and `dates` are rules that many of them ask,
//! `slips` are what YAML read as something else. `advice` says what is no mistake and can be better.

mod addresses;
mod advice;
mod aliases;
mod arithmetic;
mod checklist;
mod contest;
mod dates;
mod document;
mod entry;
mod facets;
mod files;
mod glossary;
mod ids;
mod leaves;
mod links;
mod menu;
mod navigator;
mod organizations;
mod plan;
mod practice;
mod references;
mod report;
mod roles;
mod silence;
mod site;
mod slips;
mod timing;

use rayon::prelude::*;

use super::{Entry, Portal, mistakes};
use crate::diagnostics::{Diagnostic, Place};
pub use advice::{advise, dead_link, external_links, is_public};
pub use silence::leave_out as leave_out_silenced;

/// Checks the whole portal. `doubles` are entries whose id an earlier file has already.
pub fn check(portal: &Portal, doubles: &[Entry], found: &mut Vec<Diagnostic>) {
    for double in doubles {
        let first = portal
            .entry(double.kind, &double.id)
            .map(|entry| entry.source.file.clone())
            .unwrap_or_default();
        found.push(mistakes::duplicate_id(
            double.source.start(),
            &double.id,
            &first,
        ));
        entry::check(portal, double, found);
    }
    let settings = [
        Some(&portal.site.source),
        portal.navigator.as_ref().map(|read| &read.source),
        portal.organizations_file.as_ref().map(|read| &read.source),
        portal.glossary.as_ref().map(|read| &read.source),
    ];
    for source in settings.into_iter().flatten() {
        slips::check(source, found);
    }
    site::check(portal, found);
    navigator::check(portal, found);
    organizations::check(portal, found);
    glossary::check(portal, found);
    let of_entries: Vec<Vec<Diagnostic>> = portal
        .entries
        .par_iter()
        .map(|entry| {
            let mut found = Vec::new();
            entry::check(portal, entry, &mut found);
            found
        })
        .collect();
    found.extend(of_entries.into_iter().flatten());
    addresses::check(portal, found);
}

/// Checks one entry by the rules that ask for nothing but the names of others.
pub fn check_entry(portal: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    entry::check(portal, entry, found);
}

/// How a mistake names the place of the first of two.
fn at_line(place: &Place) -> String {
    format!("{}:{}", place.file, place.line)
}
