//! Rows meet the organizations of the portal: who is known, who is new, who belongs to whom.

use std::collections::{BTreeMap, HashMap};

use super::edit::{self, Change, Edit};
use super::entry;
use super::known::{Known, Met, Register};
use super::names::Namer;
use super::rows::Found;
use super::territories::Territories;
use crate::import::model::{Note, NoteKind, Place};
use crate::import::organizations::Added;
use crate::import::plan::short;
use crate::import::read::ledger::Ledger;
use crate::lang::Language;

/// Whom rows came to.
#[derive(Default)]
pub struct Counts {
    /// New ones.
    pub added: usize,
    /// Known ones that got something.
    pub renewed: usize,
    /// Known ones that have everything.
    pub same: usize,
    /// Rows that came to nothing.
    pub left: usize,
}

/// Everything that rows are met with.
pub struct Meeting<'m> {
    /// The lines of the file.
    pub edit: Edit<'m>,
    /// Everybody.
    pub register: Register,
    /// What to tell.
    pub ledger: Ledger,
    /// What the summary says.
    pub counts: Counts,
    /// Who was in the file.
    pub before: usize,
    /// Rows that were read, by the place in the register.
    pub rows: HashMap<usize, (Place, Option<String>)>,
    /// Who is added, with the place in the register.
    pub new: Vec<(Found, usize)>,
    /// Whether what differs is replaced.
    pub force: bool,
}

impl Meeting<'_> {
    /// Tells for every row whom it speaks of; those of the file with their places.
    pub fn meet(&mut self, found: Vec<Found>) -> Vec<(Found, usize)> {
        let mut met = Vec::new();
        for found in found {
            match self.register.meet(&found) {
                Met::Same(at) | Met::Alike(at) if self.is_read(at, &found) => {
                    self.again(&found, at)
                }
                Met::Same(at) if at < self.before => self.known(found, at, &mut met),
                Met::Alike(at) if at < self.before => {
                    self.about(NoteKind::Doubt, "import.register-alike", &found, at);
                    self.known(found, at, &mut met);
                }
                Met::Several(all) => self.several(&found, &all),
                Met::Same(at) | Met::Alike(at) | Met::Perhaps(at) => {
                    self.about(NoteKind::Doubt, "import.register-perhaps", &found, at);
                    self.fresh(found);
                }
                Met::None => self.fresh(found),
            }
        }
        met
    }

    /// Whether an earlier row spoke of the same; two tax numbers are two organizations.
    fn is_read(&self, at: usize, found: &Found) -> bool {
        let Some((_, tax)) = self.rows.get(&at) else {
            return false;
        };
        !matches!((tax, &found.tax), (Some(one), Some(other)) if one != other && at >= self.before)
            && (at < self.before || matches!(self.register.meet(found), Met::Same(_)))
    }

    fn again(&mut self, found: &Found, at: usize) {
        let first = self
            .rows
            .get(&at)
            .map(|(place, _)| place.words(Language::Ru))
            .unwrap_or_default();
        let note = Note::new(
            NoteKind::Doubt,
            "import.register-again",
            found.place.clone(),
        );
        let note = note.with("name", short(&found.name)).with("first", first);
        self.ledger.note(note);
        self.counts.left += 1;
    }

    fn known(&mut self, found: Found, at: usize, met: &mut Vec<(Found, usize)>) {
        self.rows
            .insert(at, (found.place.clone(), found.tax.clone()));
        met.push((found, at));
    }

    fn fresh(&mut self, found: Found) {
        let known = Known {
            territory: found.locality.clone(),
            keys: found.keys.clone(),
            ..Known::default()
        };
        let at = self.register.add(known);
        self.rows
            .insert(at, (found.place.clone(), found.tax.clone()));
        self.new.push((found, at));
    }

    fn several(&mut self, found: &Found, all: &[usize]) {
        let ids = all.iter().filter_map(|at| self.register.all.get(*at));
        let ids: Vec<&str> = ids
            .map(|known| known.id.as_str())
            .filter(|id| !id.is_empty())
            .collect();
        let note = Note::new(
            NoteKind::Doubt,
            "import.register-several",
            found.place.clone(),
        );
        let note = note
            .with("name", short(&found.name))
            .with("ids", ids.join(", "));
        self.ledger.note(note);
        self.counts.left += 1;
    }

    fn about(&mut self, kind: NoteKind, key: &'static str, found: &Found, at: usize) {
        let id = self.register.all.get(at).map(|known| known.id.clone());
        let id = id.filter(|id| !id.is_empty());
        let row = || {
            self.rows
                .get(&at)
                .map(|(place, _)| place.words(Language::Ru))
        };
        let other = id.or_else(row).unwrap_or_default();
        let note = Note::new(kind, key, found.place.clone());
        self.ledger
            .note(note.with("name", short(&found.name)).with("id", other));
    }

    /// Ids of the new ones: a name alone when it is free and nobody else's, else with the territory.
    pub fn ids(&mut self) -> Vec<String> {
        let bases: Vec<String> = self.new.iter().map(|(found, _)| entry::id(found)).collect();
        let mut shared: HashMap<&str, usize> = HashMap::new();
        for base in &bases {
            *shared.entry(base).or_default() += 1;
        }
        let mut next: HashMap<String, usize> = HashMap::new();
        let mut ids = Vec::new();
        for ((found, at), base) in self.new.iter().zip(&bases) {
            let is_free = |id: &str| self.register.by_id(id).is_none();
            let is_own = shared.get(base.as_str()) == Some(&1) && is_free(base);
            let place = found
                .place_slug
                .as_deref()
                .filter(|place| !place.is_empty());
            let local = match place {
                Some(place) if !is_own => format!("{base}-{place}"),
                _ => base.clone(),
            };
            let count = next.entry(local.clone()).or_insert(0);
            let id = loop {
                *count += 1;
                let id = if *count == 1 {
                    local.clone()
                } else {
                    format!("{local}-{count}")
                };
                if is_free(&id) {
                    break id;
                }
            };
            self.register.name(*at, &id);
            ids.push(id);
        }
        ids
    }

    /// The ids of parents by the place of the row; a parent that nobody knows is told once.
    pub fn parents(
        &mut self,
        met: &[(Found, usize)],
        namer: &Namer,
        territories: &Territories,
    ) -> BTreeMap<Place, String> {
        let mut parents = BTreeMap::new();
        let mut unknown: BTreeMap<String, (usize, Place)> = BTreeMap::new();
        for (found, at) in met.iter().chain(&self.new) {
            let Some(written) = &found.parent else {
                continue;
            };
            let keys = [namer.key(written, territories)];
            let locality = keys.first().and_then(|key| key.territory.clone());
            let locality = locality.or_else(|| found.locality.clone());
            let named = self.register.by_id(written).map_or_else(
                || self.register.of_keys(&keys, locality.as_deref()),
                Met::Same,
            );
            match named {
                Met::Same(parent) | Met::Alike(parent) if !self.register.is_circle(*at, parent) => {
                    let id = self.register.all.get(parent).map(|known| known.id.clone());
                    let id = id.unwrap_or_default();
                    self.register.set_parent(*at, &id, self.force);
                    parents.insert(found.place.clone(), id);
                }
                _ => {
                    let known = unknown.entry(written.clone());
                    known.or_insert_with(|| (0, found.place.clone())).0 += 1;
                }
            }
        }
        for (text, (count, place)) in unknown {
            let note = Note::new(NoteKind::Doubt, "import.register-parent", place);
            self.ledger.note(
                note.with("text", short(&text))
                    .with("count", count.to_string()),
            );
        }
        parents
    }

    /// Adds to an entry of the file what it has not, and tells where it says otherwise.
    pub fn renew(&mut self, found: &Found, at: usize, parent: Option<&str>) {
        let Some(known) = self.register.all.get(at).cloned() else {
            return;
        };
        let fields = entry::fields(found, parent, Some(&known));
        let borrowed: Vec<edit::Field<'_>> = fields
            .iter()
            .map(|(path, words)| (*path, words.as_str()))
            .collect();
        let changes = self.edit.fields(&known.id, &borrowed, self.force);
        let mut is_changed = false;
        for ((path, words), change) in fields.iter().zip(changes) {
            let key = match path.last().copied().unwrap_or_default() {
                "type" => "organization_type",
                key => key,
            };
            let (kind, note, old) = match change {
                Change::Same => continue,
                Change::Added => (NoteKind::Changed, "import.register-added", String::new()),
                Change::Differs(old) => (NoteKind::Doubt, "import.register-differs", old),
                Change::Replaced(old) => (NoteKind::Changed, "import.register-replaced", old),
                Change::Style(old) => (NoteKind::Doubt, "import.register-style", old),
            };
            is_changed |= kind == NoteKind::Changed;
            let note = Note::new(kind, note, found.place.clone()).with("id", known.id.clone());
            let note = note
                .with("field", key)
                .with("words", short(words))
                .with("old", short(&old));
            self.ledger.note(note);
        }
        let note = Note::new(NoteKind::Read, "import.register-met", found.place.clone());
        self.ledger
            .note(note.with("name", short(&found.name)).with("id", known.id));
        match is_changed {
            true => self.counts.renewed += 1,
            false => self.counts.same += 1,
        }
    }

    pub fn added(&mut self, ids: &[String], parents: &BTreeMap<Place, String>) -> Vec<Added> {
        let mut added = Vec::new();
        for ((found, _), id) in self.new.iter().zip(ids) {
            let parent = parents.get(&found.place).map(String::as_str);
            let note = Note::new(NoteKind::Read, "import.register-new", found.place.clone());
            self.ledger
                .note(note.with("name", short(&found.name)).with("id", id.clone()));
            if found.kind.is_none() {
                let note = Note::new(NoteKind::Doubt, "import.register-kind", found.place.clone());
                self.ledger
                    .note(note.with("name", short(&found.name)).with("id", id.clone()));
            }
            added.push(Added {
                id: id.clone(),
                lines: entry::lines(found, parent),
            });
        }
        self.counts.added = added.len();
        added
    }
}
