//! Files and entries that nothing leads to: what was forgotten, or never linked.

use std::collections::HashSet;

use rayon::prelude::*;

use super::advice;
use crate::diagnostics::{Diagnostic, Place};
use crate::parse::Source;
use crate::parse::markdown::{self, Style};
use crate::parse::record::{Leaf, Value, Walk};
use crate::parse::tree::Step;
use crate::portal::follow::{Destination, Nowhere};
use crate::portal::link::Resolved;
use crate::portal::site::RoleLink;
use crate::portal::{Entry, Kind, Portal, kinds};

/// Kinds whose entries are looked for through something else: a practice, a plan, a page. Entries of
/// the other kinds are found in their lists and in the navigator; pages have no list at all.
const LED_TO: [Kind; 4] = [Kind::Page, Kind::Resource, Kind::Video, Kind::Checklist];

/// Names files and entries without a link.
pub fn check(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let of_entries: Vec<Uses> = portal
        .entries
        .par_iter()
        .map(|entry| of_entry(portal, entry))
        .collect();
    let mut uses = of_settings(portal);
    for own in of_entries {
        uses.files.extend(own.files);
        uses.pages.extend(own.pages);
    }
    let folders: HashSet<&str> = portal
        .entries
        .iter()
        .filter(|entry| entry.visible)
        .filter_map(|entry| entry.folder.as_deref())
        .collect();
    for asset in portal.assets.iter() {
        // Files of hidden entries wait with them, and what lies nowhere has a warning of its own.
        let mut above = asset
            .inside
            .match_indices('/')
            .map(|(at, _)| &asset.inside[..at]);
        let is_placed = asset.inside.starts_with("files/") || above.any(|at| folders.contains(at));
        let by_address = asset
            .address
            .as_ref()
            .is_some_and(|at| uses.pages.contains(at));
        if !is_placed || by_address || uses.files.contains(&asset.inside) {
            continue;
        }
        let place = Place {
            file: format!("content/{}", asset.inside),
            line: 1,
            column: 1,
            width: 1,
        };
        found.push(advice("advice-unused-file", place));
    }
    for entry in portal.entries.iter().filter(|entry| entry.visible) {
        let is_led_to = uses.pages.contains(&entry.address);
        if LED_TO.contains(&entry.kind) && !is_led_to {
            let code = match entry.kind {
                Kind::Page => "advice-lost-page",
                _ => "advice-unlinked-entry",
            };
            found.push(advice(
                code,
                entry.source.value_place(&[Step::Key("title")]),
            ));
        }
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
    fn add(&mut self, destination: Result<Destination, Nowhere>) {
        match destination {
            Ok(Destination::File(inside)) => {
                self.files.insert(inside);
            }
            Ok(Destination::Address(address, _)) => {
                self.pages.insert(address);
            }
            _ => {}
        }
    }

    fn leaf(&mut self, portal: &Portal, source: &Source, entry: Option<&Entry>, leaf: Leaf) {
        let file = &source.file;
        match leaf {
            Leaf::File(written) => {
                self.files.extend(portal.find_file(written, file));
            }
            Leaf::Link(written) => self.add(portal.follow_field(written, file)),
            Leaf::Reference(target, written) => {
                if let Ok(Resolved::Entry(named)) = portal.resolve(target, written, entry) {
                    self.pages.insert(named.address.clone());
                }
            }
            Leaf::Markdown(text) if text.contains(['[', '<']) => {
                let style = Style {
                    language: portal.language(),
                    typography: false,
                    terms: &portal.terms,
                    mask: None,
                };
                for link in &markdown::parse(text, style).links {
                    self.add(portal.follow(&link.target, file));
                }
            }
            _ => {}
        }
    }
}

/// What an entry leads to, itself left out.
fn of_entry(portal: &Portal, entry: &Entry) -> Uses {
    let mut uses = Uses::default();
    {
        let mut leaf = |_: &[Step], leaf: Leaf| {
            uses.leaf(portal, &entry.source, Some(entry), leaf);
        };
        let mut walk = Walk {
            path: Vec::new(),
            found: &mut leaf,
        };
        kinds::walk_entry(entry.kind, &entry.common, &entry.content, &mut walk);
    }
    for link in &entry.body.links {
        uses.add(portal.follow(&link.target, &entry.source.file));
    }
    uses.pages.remove(&entry.address);
    uses
}

/// What the files lead to that are no entries: the menu, the doors of the home page, the logo.
fn of_settings(portal: &Portal) -> Uses {
    let mut uses = Uses::default();
    of_record(portal, &portal.site.source, &portal.site.value, &mut uses);
    if let Some(read) = &portal.navigator {
        of_record(portal, &read.source, &read.value, &mut uses);
    }
    if let Some(read) = &portal.organizations_file {
        of_record(portal, &read.source, &read.value, &mut uses);
    }
    if let Some(read) = &portal.glossary {
        of_record(portal, &read.source, &read.value, &mut uses);
    }
    let site = &portal.site;
    for page in site
        .value
        .sections
        .iter()
        .flat_map(|section| section.pages.iter())
    {
        uses.add(portal.site_page(page));
    }
    let doors = site.value.roles.iter().flat_map(|role| role.links.iter());
    for door in doors {
        let written = match door {
            RoleLink::Bare(text) => text,
            RoleLink::Titled(parts) if !parts.url.is_empty() => &parts.url,
            RoleLink::Titled(parts) => &parts.link,
        };
        uses.add(portal.site_link(written));
    }
    let lead = Leaf::Markdown(&site.value.lead);
    uses.leaf(portal, &site.source, None, lead);
    uses
}

fn of_record<T: Value>(portal: &Portal, source: &Source, value: &T, uses: &mut Uses) {
    let mut leaf = |_: &[Step], leaf: Leaf| uses.leaf(portal, source, None, leaf);
    value.walk(&mut Walk {
        path: Vec::new(),
        found: &mut leaf,
    });
}
