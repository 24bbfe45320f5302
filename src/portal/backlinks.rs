//! Who names whom: for every entry and measure, the entries and measures that name it.

use std::collections::HashMap;
use std::hash::Hash;

use super::link::Resolved;
use super::{Content, Entry, Kind, Portal, kinds};
use crate::parse::record::{Leaf, Target, Walk};
use crate::parse::tree::Step;

/// References turned round, made once for all pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backlinks {
    to_entry: HashMap<usize, Vec<Backlink>>,
    to_measure: HashMap<(usize, String), Vec<Backlink>>,
}

/// One place that names an entry or a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// The naming entry: its place in the portal's entries.
    pub entry: usize,
    /// What it says of the named one.
    pub relation: Relation,
    /// The naming measure, when the naming entry is a plan: section and place in it.
    pub measure: Option<(usize, usize)>,
}

/// What an entry says of another by naming it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Changes it.
    Amends,
    /// Replaces it.
    Replaces,
    /// Stands on it: `basis`, `approved_by`, `parent`.
    StandsOn,
    /// Anything else.
    Names,
}

impl Backlinks {
    /// Who names this entry, in the portal's order.
    pub fn of(&self, entry: usize) -> &[Backlink] {
        self.to_entry.get(&entry).map_or(&[], Vec::as_slice)
    }

    /// Who names this measure of a plan, in the portal's order.
    pub fn of_measure(&self, plan: usize, number: &str) -> &[Backlink] {
        self.to_measure
            .get(&(plan, number.to_owned()))
            .map_or(&[], Vec::as_slice)
    }
}

impl Portal {
    /// Who names whom.
    pub fn backlinks(&self) -> &Backlinks {
        self.backlinks.get_or_init(|| collect(self).into())
    }
}

fn collect(portal: &Portal) -> Backlinks {
    let mut backlinks = Backlinks::default();
    for (at, entry) in portal.entries.iter().enumerate() {
        backlinks.collect(portal, at, entry);
    }
    backlinks
}

impl Backlinks {
    /// What one entry names.
    pub(super) fn from(portal: &Portal, at: usize) -> Self {
        let mut backlinks = Self::default();
        if let Some(entry) = portal.entries.get(at) {
            backlinks.collect(portal, at, entry);
        }
        backlinks
    }

    /// The same with what one entry names now instead of what it named before.
    pub(super) fn with(&self, at: usize, before: &Self, now: &Self) -> Self {
        let mut all = self.clone();
        exchange(&mut all.to_entry, at, &before.to_entry, &now.to_entry);
        exchange(&mut all.to_measure, at, &before.to_measure, &now.to_measure);
        all
    }

    fn collect(&mut self, portal: &Portal, at: usize, entry: &Entry) {
        if !entry.visible || entry.address.is_empty() {
            return;
        }
        let mut leaf = |path: &[Step], leaf: Leaf| {
            if let Some(named) = named(portal, entry, leaf) {
                self.add(portal, named, backlink(at, entry, path));
            }
        };
        let mut walk = Walk {
            path: Vec::new(),
            found: &mut leaf,
        };
        kinds::walk_entry(entry.kind, &entry.common, &entry.content, &mut walk);
        for link in entry.body.links.iter().filter(|link| !link.picture) {
            let Some((target, number)) = linked(portal, entry, &link.target) else {
                continue;
            };
            let from = Backlink {
                entry: at,
                relation: Relation::Names,
                measure: None,
            };
            self.add_to(target, number, from);
        }
    }

    fn add(&mut self, portal: &Portal, named: Resolved, from: Backlink) {
        match named {
            Resolved::Entry(entry) => {
                if let Some(at) = portal.place_of(entry) {
                    self.add_to(at, None, from);
                }
            }
            Resolved::Measure(plan, measure) => {
                if let Some(at) = portal.place_of(plan) {
                    self.add_to(at, Some(measure.number.0.clone()), from);
                }
            }
            _ => {}
        }
    }

    fn add_to(&mut self, target: usize, number: Option<String>, from: Backlink) {
        // An entry that names itself, or the same thing twice, says nothing new.
        if target == from.entry {
            return;
        }
        if let Some(number) = number {
            add_new(self.to_measure.entry((target, number)).or_default(), from);
        }
        add_new(self.to_entry.entry(target).or_default(), from);
    }
}

/// Puts what an entry names now into lists that are in the portal's order.
fn exchange<K: Clone + Eq + Hash>(
    all: &mut HashMap<K, Vec<Backlink>>,
    at: usize,
    before: &HashMap<K, Vec<Backlink>>,
    now: &HashMap<K, Vec<Backlink>>,
) {
    for key in before.keys() {
        if let Some(list) = all.get_mut(key) {
            list.retain(|from| from.entry != at);
        }
    }
    for (key, links) in now {
        let list = all.entry(key.clone()).or_default();
        let place = list.partition_point(|from| from.entry < at);
        list.splice(place..place, links.iter().copied());
    }
}

/// References of one entry come one after another, so its earlier ones are at the end.
fn add_new(known: &mut Vec<Backlink>, from: Backlink) {
    if !known
        .iter()
        .rev()
        .take_while(|other| other.entry == from.entry)
        .any(|other| *other == from)
    {
        known.push(from);
    }
}

/// What a reference or link of a record names, organizations left out: their pages are made from other lists.
fn named<'p>(portal: &'p Portal, entry: &Entry, leaf: Leaf) -> Option<Resolved<'p>> {
    match leaf {
        Leaf::Reference(Target::Organization | Target::OrganizationOrText, _) => None,
        Leaf::Reference(Target::Territory | Target::FacetValue(_), _) => None,
        Leaf::Reference(target, written) => portal.resolve(target, written, Some(entry)).ok(),
        Leaf::Link(written) => {
            let folder = written.split_once('/')?.0;
            Kind::of_folder(folder)?;
            portal.resolve(Target::Any, written, Some(entry)).ok()
        }
        _ => None,
    }
}

/// The entry, and perhaps the measure, whose source file a link of a body names.
fn linked(portal: &Portal, entry: &Entry, written: &str) -> Option<(usize, Option<String>)> {
    let (path, anchor) = match written.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (written, None),
    };
    if !(path.ends_with(".md") || path.ends_with(".yaml")) {
        return None;
    }
    let mut parts: Vec<&str> = entry.source.file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let at = *portal.by_file.get(&super::nfc(&parts.join("/")))?;
    let number = anchor
        .and_then(|anchor| anchor.strip_prefix("m-"))
        .filter(|_| portal.entries[at].kind == Kind::Plan);
    Some((at, number.map(str::to_owned)))
}

fn backlink(at: usize, entry: &Entry, path: &[Step]) -> Backlink {
    let relation = match path.first() {
        Some(Step::Key("amends")) => Relation::Amends,
        Some(Step::Key("replaces")) => Relation::Replaces,
        Some(Step::Key("basis" | "approved_by" | "parent")) => Relation::StandsOn,
        _ => Relation::Names,
    };
    Backlink {
        entry: at,
        relation,
        measure: measure_at(entry, path),
    }
}

/// The measure that a field of a plan belongs to: its section and its place there.
pub(super) fn measure_at(entry: &Entry, path: &[Step]) -> Option<(usize, usize)> {
    match (&entry.content, path) {
        (
            Content::Plan(_),
            [
                _,
                Step::Index(section),
                Step::Key("measures"),
                Step::Index(measure),
                ..,
            ],
        ) => Some((*section, *measure)),
        _ => None,
    }
}
