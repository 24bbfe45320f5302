//! The entries in their order, each shared with the portals that differ in other entries only.

use std::ops::Index;
use std::sync::Arc;

use rayon::prelude::*;

use super::Entry;

/// The entries of a portal by kind, then id.
#[derive(Clone, Debug, Default)]
pub struct Entries(Vec<Arc<Entry>>);

impl Entries {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entry at a place.
    pub fn get(&self, at: usize) -> Option<&Entry> {
        self.0.get(at).map(Arc::as_ref)
    }

    /// The entry at a place while nobody else has it: as long as the portal is being put together.
    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut Entry> {
        self.0.get_mut(at).and_then(Arc::get_mut)
    }

    /// Another entry in the place of one.
    pub(super) fn put(&mut self, at: usize, entry: Entry) {
        if let Some(place) = self.0.get_mut(at) {
            *place = Arc::new(entry);
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Entry> + DoubleEndedIterator + Clone {
        self.0.iter().map(Arc::as_ref)
    }

    /// Those from a place on.
    pub fn from(&self, at: usize) -> impl ExactSizeIterator<Item = &Entry> + Clone {
        self.0.get(at..).unwrap_or_default().iter().map(Arc::as_ref)
    }

    /// The place of an entry; see [`slice::binary_search_by`].
    pub fn binary_search_by(
        &self,
        order: impl Fn(&Entry) -> std::cmp::Ordering,
    ) -> Result<usize, usize> {
        self.0.binary_search_by(|entry| order(entry))
    }

    /// All of them, by several threads.
    pub fn par_iter(&self) -> impl IndexedParallelIterator<Item = &Entry> {
        self.0.par_iter().map(Arc::as_ref)
    }

    /// The first place from which on the rule does not hold; see [`slice::partition_point`].
    pub fn partition_point(&self, holds: impl Fn(&Entry) -> bool) -> usize {
        self.0.partition_point(|entry| holds(entry))
    }
}

impl From<Vec<Entry>> for Entries {
    fn from(entries: Vec<Entry>) -> Self {
        Self(entries.into_iter().map(Arc::new).collect())
    }
}

impl Index<usize> for Entries {
    type Output = Entry;

    fn index(&self, at: usize) -> &Entry {
        &self.0[at]
    }
}

impl<'e> IntoIterator for &'e Entries {
    type Item = &'e Entry;
    type IntoIter =
        std::iter::Map<std::slice::Iter<'e, Arc<Entry>>, fn(&'e Arc<Entry>) -> &'e Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(Arc::as_ref)
    }
}
