//! The navigator: which practices have which values of which facets, and in what order they stand.

use std::collections::BTreeMap;

use crate::lang;
use crate::portal::navigator::Sort;
use crate::portal::{Content, Entry, Kind, Portal};
use crate::routes;

/// Practices by facet and value, as places in the portal's entries.
#[derive(Debug, Default)]
pub struct NavigatorIndex {
    /// Practices that have pages, in the navigator's default order.
    pub practices: Vec<usize>,
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
    /// Value id to the number of examples among them; values without any are left out.
    pub samples: BTreeMap<String, usize>,
}

/// Counts every practice under every value that it has.
pub fn index(portal: &Portal) -> NavigatorIndex {
    let sort = portal
        .navigator
        .as_ref()
        .and_then(|read| read.value.sort.iter().flatten().next().copied());
    let mut practices: Vec<usize> = portal
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
    practices.sort_by(|a, b| {
        let by_value = order(
            sort.unwrap_or(Sort::Date),
            &portal.entries[*a],
            &portal.entries[*b],
        );
        by_value
            .then_with(|| keys[*a].cmp(&keys[*b]))
            .then_with(|| a.cmp(b))
    });
    let facets = portal
        .facets()
        .iter()
        .map(|facet| {
            let mut by_value: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            let mut samples: BTreeMap<String, usize> = BTreeMap::new();
            for at in &practices {
                let practice = &portal.entries[*at];
                for value in routes::practice_values(portal, facet, practice) {
                    if practice.sample {
                        *samples.entry(value.clone()).or_default() += 1;
                    }
                    by_value.entry(value).or_default().push(*at);
                }
            }
            FacetIndex { by_value, samples }
        })
        .collect();
    let is_sample = |at: &&usize| portal.entries[**at].sample;
    NavigatorIndex {
        samples: practices.iter().filter(is_sample).count(),
        practices,
        facets,
    }
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
