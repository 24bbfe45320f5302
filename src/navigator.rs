//! The navigator: which practices have which values of which facets, and in what order they stand.

mod values;

use std::collections::{BTreeMap, HashMap};

use crate::lang;
use crate::portal::navigator::{Facet, Sort};
use crate::portal::{Content, Entry, Kind, Portal};
pub use values::{facet_address, practice_values};

/// Practices by facet and value, as places in the portal's entries.
#[derive(Debug, Default)]
pub struct NavigatorIndex {
    /// Practices that have pages, in the navigator's default order.
    pub practices: Vec<usize>,
    /// The same in the order of the data files, newest first, whatever the default order is: a
    /// practice's place here is its row in the navigator's and its number in the search's data.
    pub rows: Vec<usize>,
    /// Places of all practices in order of their ids, each with its row.
    pub by_id: Vec<(usize, u32)>,
    /// For each practice of `rows`, its place in the order of titles.
    pub titles: Vec<u32>,
    /// How many of them are examples.
    pub samples: usize,
    /// For each facet of navigator.yaml, in its order.
    pub facets: Vec<FacetIndex>,
}

/// Practices by value of one facet.
#[derive(Debug, Default)]
pub struct FacetIndex {
    /// Value id to practices in the default order; a value with children holds theirs too.
    pub by_value: BTreeMap<String, Vec<usize>>,
    /// Value id to the address of its page, for the same values.
    pub addresses: BTreeMap<String, String>,
    /// Value id to the number of examples among them; values without any are left out.
    pub samples: BTreeMap<String, usize>,
    /// Value id to entries of other kinds that have it and have pages; for an own facet.
    pub others: BTreeMap<String, Vec<usize>>,
}

/// Counts every practice under every value that it has.
pub fn index(portal: &Portal) -> NavigatorIndex {
    let sort = portal
        .navigator
        .as_ref()
        .and_then(|read| read.value.sort.iter().flatten().next().copied());
    let practices: Vec<usize> = portal
        .entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.kind == Kind::Practice && entry.visible)
        .map(|(at, _)| at)
        .collect();
    let keys: Vec<lang::SortKey> = portal
        .entries
        .iter()
        .map(|entry| {
            if entry.kind == Kind::Practice {
                lang::sort_key(&entry.common.title)
            } else {
                lang::sort_key("")
            }
        })
        .collect();
    let sorted = |by: Sort| {
        let mut sorted = practices.clone();
        sorted.sort_by(|a, b| {
            order(by, &portal.entries[*a], &portal.entries[*b])
                .then_with(|| keys[*a].cmp(&keys[*b]))
                .then_with(|| a.cmp(b))
        });
        sorted
    };
    let rows = sorted(Sort::Date);
    let mut by_id: Vec<(usize, u32)> = rows.iter().copied().zip(0..).collect();
    // Entries of a kind stand in order of their ids.
    by_id.sort_unstable();
    let titles = places_in(&sorted(Sort::Title), &rows);
    let practices = match sort {
        None | Some(Sort::Relevance | Sort::Date) => rows.clone(),
        Some(other) => sorted(other),
    };
    let facets = portal
        .facets()
        .iter()
        .map(|facet| {
            let mut by_value: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            let mut samples: BTreeMap<String, usize> = BTreeMap::new();
            for at in &practices {
                let practice = &portal.entries[*at];
                for value in practice_values(portal, facet, practice) {
                    if practice.sample {
                        *samples.entry(value.clone()).or_default() += 1;
                    }
                    by_value.entry(value).or_default().push(*at);
                }
            }
            let address = |value: &String| (value.clone(), facet_address(&facet.id, value));
            FacetIndex {
                addresses: by_value.keys().map(address).collect(),
                by_value,
                samples,
                others: others(portal, facet),
            }
        })
        .collect();
    let is_sample = |at: &&usize| portal.entries[**at].sample;
    NavigatorIndex {
        samples: practices.iter().filter(is_sample).count(),
        practices,
        rows,
        by_id,
        titles,
        facets,
    }
}

/// Entries of other kinds by the values of an own facet that they have or ask about, those that these
/// values stand under too.
fn others(portal: &Portal, facet: &Facet) -> BTreeMap<String, Vec<usize>> {
    let mut others: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    if facet.from.is_some() {
        return others;
    }
    let has_page = |entry: &Entry| entry.visible && !entry.address.is_empty();
    for (at, entry) in portal.entries.iter().enumerate() {
        if entry.kind == Kind::Practice || !has_page(entry) {
            continue;
        }
        for value in values::with_those_above(facet, values::written(facet, entry)) {
            others.entry(value).or_default().push(at);
        }
    }
    others
}

/// For each of `rows`, its place in another order of the same numbers.
fn places_in(order: &[usize], rows: &[usize]) -> Vec<u32> {
    let places: HashMap<usize, u32> = order.iter().copied().zip(0..).collect();
    rows.iter()
        .map(|at| places.get(at).copied().unwrap_or_default())
        .collect()
}

/// An order of the navigator: newest, best shown and cheapest first, entries without a value last.
fn order(sort: Sort, a: &Entry, b: &Entry) -> std::cmp::Ordering {
    let (Content::Practice(first), Content::Practice(second)) = (&a.content, &b.content) else {
        return std::cmp::Ordering::Equal;
    };
    match sort {
        Sort::Title => std::cmp::Ordering::Equal,
        Sort::Relevance | Sort::Date => b.common.date.cmp(&a.common.date),
        Sort::Evidence => second.evidence.level.cmp(&first.evidence.level),
        Sort::Cost => {
            let key = |cost: Option<i64>| (cost.is_none(), cost);
            key(first.cost.map(|cost| cost.0)).cmp(&key(second.cost.map(|cost| cost.0)))
        }
    }
}
