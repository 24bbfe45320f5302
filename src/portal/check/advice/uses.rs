//! Files and entries that nothing leads to: what was forgotten, or never linked.

use std::collections::HashSet;

use rayon::prelude::*;

use super::advice;
use crate::diagnostics::{Diagnostic, Place};
use crate::parse::tree::Step;
use crate::portal::uses::Use;
use crate::portal::{Entry, Kind, Portal};

/// Kinds whose entries are looked for through something else: a practice, a plan, a page. Entries of
/// the other kinds are found in their lists and in the navigator; pages have no list at all.
const LED_TO: [Kind; 4] = [Kind::Page, Kind::Resource, Kind::Video, Kind::Checklist];

/// Names files and entries without a link.
pub fn check(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let entries = portal.entries.par_iter();
    let of_entries: Vec<Uses> = entries.map(|entry| of_entry(portal, entry)).collect();
    let mut uses = Uses::default();
    portal.uses_of_settings(&mut |_, used| uses.add(used));
    for own in of_entries {
        uses.files.extend(own.files);
        uses.pages.extend(own.pages);
    }
    unused_files(portal, &uses, found);
    unlinked_entries(portal, &uses, found);
}

fn unused_files(portal: &Portal, uses: &Uses, found: &mut Vec<Diagnostic>) {
    let visible = portal.entries.iter().filter(|entry| entry.visible);
    let folders: HashSet<&str> = visible
        .filter_map(|entry| entry.folder.as_deref())
        .collect();
    for asset in portal.assets.iter() {
        let inside = &asset.inside;
        // Files of hidden entries wait with them, and what lies nowhere has a warning of its own.
        let mut above = inside.match_indices('/').map(|(at, _)| &inside[..at]);
        let is_placed = inside.starts_with("files/") || above.any(|at| folders.contains(at));
        let address = asset.address.as_ref();
        let by_address = address.is_some_and(|at| uses.pages.contains(at));
        if !is_placed || by_address || uses.files.contains(inside) {
            continue;
        }
        let place = Place {
            file: format!("content/{inside}"),
            line: 1,
            column: 1,
            width: 1,
        };
        found.push(advice("advice-unused-file", place));
    }
}

fn unlinked_entries(portal: &Portal, uses: &Uses, found: &mut Vec<Diagnostic>) {
    for entry in portal.entries.iter().filter(|entry| entry.visible) {
        if !LED_TO.contains(&entry.kind) || uses.pages.contains(&entry.address) {
            continue;
        }
        let code = match entry.kind {
            Kind::Page => "advice-lost-page",
            _ => "advice-unlinked-entry",
        };
        let place = entry.source.value_place(&[Step::Key("title")]);
        found.push(advice(code, place));
    }
}

/// What some part of the portal leads to.
#[derive(Default)]
struct Uses {
    /// Paths relative to `content/`.
    files: HashSet<String>,
    /// Addresses relative to the root of the site.
    pages: HashSet<String>,
}

impl Uses {
    fn add(&mut self, used: Use) {
        match used {
            Use::File(inside) => self.files.insert(inside),
            Use::Page(address) => self.pages.insert(address),
        };
    }
}

/// What an entry leads to, itself left out.
fn of_entry(portal: &Portal, entry: &Entry) -> Uses {
    let mut uses = Uses::default();
    portal.uses_of(entry, &mut |_, used| uses.add(used));
    uses.pages.remove(&entry.address);
    uses
}
