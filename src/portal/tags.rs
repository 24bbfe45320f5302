//! Tags: words that entries of all kinds share.

use std::collections::BTreeMap;

use super::Portal;
use crate::lang;

/// Entries by tag.
#[derive(Debug, Default)]
pub struct Tags {
    /// By the slug of the tag.
    pub by_slug: BTreeMap<String, Tag>,
}

/// A tag and what has it.
#[derive(Debug)]
pub struct Tag {
    /// As first written.
    pub label: String,
    /// Places in the portal's entries.
    pub entries: Vec<usize>,
}

/// Collects the tags of entries that have pages.
pub fn collect(portal: &Portal) -> Tags {
    let mut by_slug: BTreeMap<String, Tag> = BTreeMap::new();
    for (at, entry) in portal.entries.iter().enumerate() {
        if !entry.visible || entry.address.is_empty() {
            continue;
        }
        for tag in entry.common.tags.iter() {
            let slug = lang::slug(tag);
            if slug.is_empty() {
                continue;
            }
            let known = by_slug.entry(slug).or_insert_with(|| Tag {
                label: tag.0.clone(),
                entries: Vec::new(),
            });
            if known.entries.last() != Some(&at) {
                known.entries.push(at);
            }
        }
    }
    Tags { by_slug }
}
