//! What every part of the portal leads to: pages and files, in whichever way they are named.
//!
//! Advice asks it for everything at once, to find what nothing leads to; the preview asks it the other way
//! round for one page.

use rayon::prelude::*;

use super::backlinks::measure_at;
use super::follow::Destination;
use super::kinds;
use super::link::Resolved;
use super::site::RoleLink;
use super::{Entry, Portal};
use crate::navigator::facet_address;
use crate::parse::Source;
use crate::parse::markdown::{self, Style};
use crate::parse::record::{Leaf, Value, Walk};
use crate::parse::tree::Step;

/// What a reference, a link or a field leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// A file of the author: its path relative to `content/`.
    File(String),
    /// A page: its address relative to the root of the site.
    Page(String),
}

/// Receives what is used, with the way to the field that says so; links of a body have none.
type Found<'f> = &'f mut dyn FnMut(&[Step], Use);

/// What leads to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referrer {
    /// What names it.
    pub from: Origin,
    /// The measures that do, when a plan names it: section and place in it.
    pub measures: Vec<(usize, usize)>,
}

/// A part of the portal that leads somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An entry: its place in the portal's entries.
    Entry(usize),
    /// The menu and the home page: site.yaml.
    Site,
    /// navigator.yaml.
    Navigator,
    /// organizations.yaml.
    Organizations,
    /// glossary.yaml.
    Glossary,
}

impl Portal {
    /// What an entry leads to, perhaps itself.
    pub fn uses_of(&self, entry: &Entry, found: Found) {
        let mut leaf = |path: &[Step], leaf: Leaf| {
            self.use_of_leaf(&entry.source, Some(entry), path, leaf, found);
        };
        let mut walk = Walk {
            path: Vec::new(),
            found: &mut leaf,
        };
        kinds::walk_entry(entry.kind, &entry.common, &entry.content, &mut walk);
        for link in &entry.body.links {
            let followed = self.follow(&link.target, &entry.source.file).ok();
            if let Some(used) = followed.and_then(used) {
                found(&[], used);
            }
        }
    }

    /// What the files lead to that are no entries: the menu, the doors of the home page, the logo.
    pub fn uses_of_settings(&self, found: &mut dyn FnMut(Origin, Use)) {
        self.uses_of_record(&self.site.source, &self.site.value, Origin::Site, found);
        if let Some(read) = &self.navigator {
            self.uses_of_record(&read.source, &read.value, Origin::Navigator, found);
        }
        if let Some(read) = &self.organizations_file {
            self.uses_of_record(&read.source, &read.value, Origin::Organizations, found);
        }
        if let Some(read) = &self.glossary {
            self.uses_of_record(&read.source, &read.value, Origin::Glossary, found);
        }
        let site = &self.site;
        let mut of_site = |_: &[Step], used: Use| found(Origin::Site, used);
        let lead = Leaf::Markdown(&site.value.lead);
        self.use_of_leaf(&site.source, None, &[], lead, &mut of_site);
        let sections = site.value.sections.iter();
        for page in sections.flat_map(|section| section.pages.iter()) {
            if let Some(used) = self.site_page(page).ok().and_then(used) {
                of_site(&[], used);
            }
        }
        let doors = site.value.roles.iter().flat_map(|role| role.links.iter());
        for door in doors {
            let written = match door {
                RoleLink::Bare(text) => text,
                RoleLink::Titled(parts) if !parts.url.is_empty() => &parts.url,
                RoleLink::Titled(parts) => &parts.link,
            };
            if let Some(used) = self.site_link(written).ok().and_then(used) {
                of_site(&[], used);
            }
        }
    }

    fn uses_of_record<T: Value>(
        &self,
        source: &Source,
        value: &T,
        from: Origin,
        found: &mut dyn FnMut(Origin, Use),
    ) {
        let mut of_file = |_: &[Step], used: Use| found(from, used);
        let mut leaf = |path: &[Step], leaf: Leaf| {
            self.use_of_leaf(source, None, path, leaf, &mut of_file);
        };
        value.walk(&mut Walk {
            path: Vec::new(),
            found: &mut leaf,
        });
    }

    fn use_of_leaf(
        &self,
        source: &Source,
        entry: Option<&Entry>,
        path: &[Step],
        leaf: Leaf,
        found: Found,
    ) {
        let file = &source.file;
        match leaf {
            Leaf::File(written) => {
                if let Ok(inside) = self.find_file(written, file) {
                    found(path, Use::File(inside));
                }
            }
            Leaf::Link(written) => {
                if let Some(used) = self.follow_field(written, file).ok().and_then(used) {
                    found(path, used);
                }
            }
            Leaf::Reference(target, written) => {
                let address = match self.resolve(target, written, entry) {
                    Ok(Resolved::Entry(named) | Resolved::Measure(named, _)) => &named.address,
                    Ok(Resolved::Organization(named)) => &named.address,
                    Ok(Resolved::Territory(named)) => &named.address,
                    _ => return,
                };
                found(path, Use::Page(address.clone()));
            }
            Leaf::Markdown(text) if text.contains(['[', '<']) => {
                let style = Style {
                    language: self.language(),
                    typography: false,
                    terms: &self.terms,
                    mask: None,
                };
                for link in &markdown::parse(text, style).links {
                    if let Some(used) = self.follow(&link.target, file).ok().and_then(used) {
                        found(path, used);
                    }
                }
            }
            Leaf::Facet(facet, value) => found(path, Use::Page(facet_address(facet, value))),
            _ => {}
        }
    }

    /// What leads to any of these pages, in the portal's order: entries that have pages, then settings.
    /// It looks through the whole portal, so it is asked only when a person wants to know.
    pub fn referrers(&self, pages: &[&str]) -> Vec<Referrer> {
        let is_meant = |used: &Use| matches!(used, Use::Page(page) if pages.contains(&&**page));
        let of_entry = |(at, entry): (usize, &Entry)| {
            let is_asked = pages.contains(&&*entry.address);
            if !entry.visible || entry.address.is_empty() || is_asked {
                return None;
            }
            let mut measures: Option<Vec<(usize, usize)>> = None;
            self.uses_of(entry, &mut |path, used| {
                if is_meant(&used) {
                    let known = measures.get_or_insert_default();
                    known.extend(measure_at(entry, path).filter(|at| !known.contains(at)));
                }
            });
            Some(Referrer {
                from: Origin::Entry(at),
                measures: measures?,
            })
        };
        let entries = self.entries.par_iter().enumerate();
        let mut referrers: Vec<Referrer> = entries.filter_map(of_entry).collect();
        let mut settings: Vec<Origin> = Vec::new();
        self.uses_of_settings(&mut |from, used| {
            if is_meant(&used) && !settings.contains(&from) {
                settings.push(from);
            }
        });
        referrers.extend(settings.into_iter().map(|from| Referrer {
            from,
            measures: Vec::new(),
        }));
        referrers
    }
}

fn used(destination: Destination) -> Option<Use> {
    match destination {
        Destination::File(inside) => Some(Use::File(inside)),
        Destination::Address(address, _) => Some(Use::Page(address)),
        _ => None,
    }
}
