//! Organizations that the portal has, with the places of their lines, and which of them a row speaks of.

use std::collections::{BTreeMap, HashMap};

use super::names::{Key, Namer};
use super::rows::Found;
use super::territories::Territories;
use crate::parse::tree::{Node, Value};

/// An organization of the portal, or one that this import adds.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Its id.
    pub id: String,
    /// What it belongs to.
    pub parent: String,
    /// Its territory, or the nearest parent's.
    pub territory: Option<String>,
    /// Keys of all its names.
    pub keys: Vec<Key>,
}

/// Everybody by the keys of their names.
#[derive(Debug, Default)]
pub struct Register {
    /// In the order of the file, then of the sheet.
    pub all: Vec<Known>,
    ids: HashMap<String, usize>,
    full: HashMap<String, Vec<usize>>,
    core: HashMap<String, Vec<usize>>,
}

/// What a row comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Met {
    /// This one, by a name or an id that is the same.
    Same(usize),
    /// This one, although the form of the organization is written otherwise.
    Alike(usize),
    /// None; it may be this one, whose place is not known.
    Perhaps(usize),
    /// Several fit.
    Several(Vec<usize>),
    /// None.
    None,
}

impl Register {
    /// Everybody in the file.
    pub fn of(root: &Node, namer: &Namer, territories: &Territories) -> Self {
        let mut register = Self::default();
        let list = root.entry("organizations").map(|(_, list)| &list.value);
        let Some(Value::Mapping(entries)) = list else {
            return register;
        };
        let parts: BTreeMap<&str, &Node> = entries
            .iter()
            .filter_map(|(id, parts)| Some((id.text()?, parts)))
            .collect();
        for (id, entry) in entries {
            let Some(id) = id.text() else { continue };
            let own = ["name", "short"].map(|key| entry.word(key));
            let others = entry.list("names").iter().filter_map(Node::text);
            let names = own
                .into_iter()
                .chain(others)
                .filter(|name| !name.is_empty());
            register.add(Known {
                id: id.to_owned(),
                parent: entry.word("parent").to_owned(),
                territory: territory(id, &parts),
                keys: names.map(|name| namer.key(name, territories)).collect(),
            });
        }
        register
    }

    /// One more.
    pub fn add(&mut self, known: Known) -> usize {
        let at = self.all.len();
        if !known.id.is_empty() {
            self.ids.entry(known.id.clone()).or_insert(at);
        }
        for key in &known.keys {
            push(&mut self.full, &key.full, at);
            if let Some(core) = &key.core {
                push(&mut self.core, core, at);
            }
        }
        self.all.push(known);
        at
    }

    /// Gives one that was added its id.
    pub fn name(&mut self, at: usize, id: &str) {
        if let Some(known) = self.all.get_mut(at) {
            id.clone_into(&mut known.id);
            self.ids.insert(id.to_owned(), at);
        }
    }

    /// Says what one belongs to; what the file says is stronger without `force`.
    pub fn set_parent(&mut self, at: usize, parent: &str, force: bool) {
        let known = self.all.get_mut(at);
        if let Some(known) = known.filter(|known| force || known.parent.is_empty()) {
            parent.clone_into(&mut known.parent);
        }
    }

    /// The place of an id.
    pub fn by_id(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// Whom a row speaks of.
    pub fn meet(&self, found: &Found) -> Met {
        if let Some(at) = found.id.as_deref().and_then(|id| self.by_id(id)) {
            return Met::Same(at);
        }
        self.of_keys(&found.keys, found.locality.as_deref())
    }

    /// Whom these names name, in this place.
    pub fn of_keys(&self, keys: &[Key], locality: Option<&str>) -> Met {
        let all = |index: &HashMap<String, Vec<usize>>, of: fn(&Key) -> Option<&str>| {
            let mut places: Vec<usize> = keys
                .iter()
                .filter_map(|key| index.get(of(key)?))
                .flatten()
                .copied()
                .collect();
            places.sort_unstable();
            places.dedup();
            places
        };
        let at = |place: &usize| {
            self.all
                .get(*place)
                .and_then(|known| known.territory.as_deref())
        };
        let fits = |place: &usize| match (at(place), locality) {
            (Some(known), Some(said)) => known == said,
            _ => true,
        };
        let mut same = all(&self.full, |key| Some(key.full.as_str()));
        same.retain(fits);
        // Of several, the one whose place is the same.
        let there: Vec<usize> = same
            .iter()
            .copied()
            .filter(|place| locality.is_some() && at(place) == locality)
            .collect();
        match (same.as_slice(), there.as_slice()) {
            ([only], _) | (_, [only]) => return Met::Same(*only),
            ([], _) => {}
            _ => return Met::Several(same),
        }
        let alike = all(&self.core, |key| key.core.as_deref());
        let there: Vec<usize> = alike
            .iter()
            .copied()
            .filter(|place| locality.is_some() && at(place) == locality)
            .collect();
        match (there.as_slice(), alike.iter().find(|place| fits(place))) {
            ([only], _) => Met::Alike(*only),
            ([_, ..], _) => Met::Several(there),
            ([], Some(only)) => Met::Perhaps(*only),
            ([], None) => Met::None,
        }
    }

    /// Whether `parent` above `at` closes a circle.
    pub fn is_circle(&self, at: usize, parent: usize) -> bool {
        let mut next = Some(parent);
        for _ in 0..=self.all.len() {
            match next {
                Some(place) if place == at => return true,
                Some(place) => {
                    next = self
                        .all
                        .get(place)
                        .and_then(|known| self.by_id(&known.parent));
                }
                None => return false,
            }
        }
        true
    }
}

fn push(index: &mut HashMap<String, Vec<usize>>, key: &str, at: usize) {
    let known = index.entry(key.to_owned()).or_default();
    if known.last() != Some(&at) {
        known.push(at);
    }
}

/// Its own territory, else the nearest parent's.
fn territory(id: &str, parts: &BTreeMap<&str, &Node>) -> Option<String> {
    let mut next = id;
    // A circle of parents is a mistake of the file, not of ours.
    for _ in 0..16 {
        let entry = parts.get(next)?;
        match (entry.word("territory"), entry.word("parent")) {
            ("", "") => return None,
            ("", parent) => next = parent,
            (own, _) => return Some(own.to_owned()),
        }
    }
    None
}
