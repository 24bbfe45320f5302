//! What is asked of the portal by id, file or address.

use super::{Asset, Entry, Kind, Organization, Portal, Territory};
use crate::lang;

/// Where something of this name stands. Names are looked up many times a page, and nobody outside chooses them
/// so that they clash: a fast hash does.
pub(super) type Places = foldhash::HashMap<String, usize>;

impl Portal {
    /// The entry of this kind and id.
    pub fn entry(&self, kind: Kind, id: &str) -> Option<&Entry> {
        let id = id
            .strip_prefix(kind.folder())
            .and_then(|rest| rest.strip_prefix('/'))
            .unwrap_or(id);
        self.place(kind, id).map(|at| &self.entries[at])
    }

    /// The place of the entry of this kind and id in `entries`.
    fn place(&self, kind: Kind, id: &str) -> Option<usize> {
        let places = self.by_id.get(&kind)?;
        places.get(&*lang::composed(id)).copied()
    }

    /// The place of an entry in `entries`.
    pub fn place_of(&self, entry: &Entry) -> Option<usize> {
        self.place(entry.kind, &entry.id)
    }

    /// The entry in this file, relative to the root.
    pub fn entry_of_file(&self, file: &str) -> Option<&Entry> {
        self.by_file
            .get(&*lang::composed(file))
            .map(|at| &self.entries[*at])
    }

    /// Whether the portal may be made of this file or of files in this folder, or copy them. Of files that are
    /// no entries nothing is kept, so they are always known.
    pub fn knows_file(&self, file: &str) -> bool {
        let Some(inside) = file
            .strip_prefix("content/")
            .filter(|inside| inside.contains('/'))
        else {
            return true;
        };
        let is_in = |name: &str| {
            let rest = name.strip_prefix(file);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let is_inside = |asset: &Asset| {
            let rest = asset.inside.strip_prefix(inside);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.entry_of_file(file).is_some()
            || self.entries.iter().any(|entry| is_in(&entry.source.file))
            || self.assets.iter().any(is_inside)
            || self.unreadable.iter().any(|name| is_in(name))
    }

    /// The entry whose page has this address, relative to the site's root.
    pub fn entry_at(&self, address: &str) -> Option<&Entry> {
        self.by_address.get(address).map(|at| &self.entries[*at])
    }

    /// The organization of this id.
    pub fn organization(&self, id: &str) -> Option<&Organization> {
        let id = id.strip_prefix("organizations/").unwrap_or(id);
        self.organization_by_id
            .get(&*lang::composed(id))
            .map(|at| &self.organizations[*at])
    }

    /// The territory of this id.
    pub fn territory(&self, id: &str) -> Option<&Territory> {
        self.territory_by_id
            .get(&*lang::composed(id))
            .map(|at| &self.territories[*at])
    }

    /// The file of this path relative to `content/`.
    pub fn asset(&self, inside: &str) -> Option<&Asset> {
        self.asset_by_inside
            .get(&*lang::composed(inside))
            .map(|at| &self.assets[*at])
    }

    /// Entries of a kind that have pages, by id.
    pub fn visible(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        let from = self.entries.partition_point(|entry| entry.kind < kind);
        self.entries
            .from(from)
            .take_while(move |entry| entry.kind == kind)
            .filter(|entry| entry.visible)
    }
}

/// Ids are compared in NFC, so that «й» typed on a Mac is «й».
pub fn nfc(text: &str) -> String {
    lang::composed(text).into_owned()
}
