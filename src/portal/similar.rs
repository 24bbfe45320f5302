//! Practices that are alike: those that share values of facets, the rare ones counting more.
//!
//! Values are numbered once, so that a page compares short lists of numbers. Candidates come from
//! the lists of practices that have a value, the shortest first, and never more than
//! [`CANDIDATES`]: all against all would grow with the square of the portal.

use std::collections::{BTreeMap, HashSet};

use super::{Kind, Portal};

/// Practices that are looked at for one page.
const CANDIDATES: usize = 200;

/// Practices by their values, made once for all pages.
#[derive(Debug, Default)]
pub struct Similar {
    /// For each practice by its place in the portal's entries, counted from the first: its values, ascending.
    values: Vec<Vec<u32>>,
    /// The place of the first practice.
    first: usize,
    /// For each value, the practices that have it.
    practices: Vec<Vec<usize>>,
}

impl Portal {
    /// The practices most like one, the best first; ties by id.
    pub fn similar(&self, practice: usize, at_most: usize) -> Vec<usize> {
        self.similar
            .get_or_init(|| collect(self))
            .of(practice, at_most)
    }
}

fn collect(portal: &Portal) -> Similar {
    let first = portal
        .entries
        .partition_point(|entry| entry.kind < Kind::Practice);
    let end = portal
        .entries
        .partition_point(|entry| entry.kind <= Kind::Practice);
    let mut numbers: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    let mut similar = Similar {
        first,
        ..Similar::default()
    };
    for (at, entry) in portal.entries[first..end].iter().enumerate() {
        let mut values = Vec::new();
        let facets = if entry.visible {
            entry.common.facets.0.0.as_slice()
        } else {
            &[]
        };
        for (facet, written) in facets {
            for value in written.iter() {
                let next = numbers.len() as u32;
                let number = *numbers.entry((facet, value)).or_insert(next);
                if number == next {
                    similar.practices.push(Vec::new());
                }
                values.push(number);
            }
        }
        values.sort_unstable();
        values.dedup();
        for value in &values {
            similar.practices[*value as usize].push(first + at);
        }
        similar.values.push(values);
    }
    similar
}

impl Similar {
    fn of(&self, practice: usize, at_most: usize) -> Vec<usize> {
        let Some(own) = practice
            .checked_sub(self.first)
            .and_then(|at| self.values.get(at))
        else {
            return Vec::new();
        };
        let mut by_rarity = own.clone();
        by_rarity.sort_by_key(|value| (self.practices[*value as usize].len(), *value));
        let mut seen = HashSet::from([practice]);
        let mut found: Vec<(u64, usize)> = Vec::new();
        'candidates: for value in &by_rarity {
            for other in &self.practices[*value as usize] {
                if found.len() == CANDIDATES {
                    break 'candidates;
                }
                if seen.insert(*other) {
                    found.push((
                        self.likeness(own, &self.values[*other - self.first]),
                        *other,
                    ));
                }
            }
        }
        // Entries stand in order of their ids, so places order ties by id.
        found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        found.into_iter().take(at_most).map(|(_, at)| at).collect()
    }

    /// The sum over shared values; one that few practices have says more than one that all have.
    fn likeness(&self, own: &[u32], other: &[u32]) -> u64 {
        let (mut a, mut b, mut sum) = (0, 0, 0);
        while let (Some(first), Some(second)) = (own.get(a), other.get(b)) {
            match first.cmp(second) {
                std::cmp::Ordering::Less => a += 1,
                std::cmp::Ordering::Greater => b += 1,
                std::cmp::Ordering::Equal => {
                    let count = self.practices[*first as usize].len().max(1) as u64;
                    sum += 1000 + 10_000 / count;
                    a += 1;
                    b += 1;
                }
            }
        }
        sum
    }
}
