//! Practices that are alike: those that share values of facets, the rare ones counting more.
//!
//! Values are numbered once, so that a page compares short lists of numbers. Candidates come from
//! the lists of practices that have a value, the shortest first, and never more than
//! [`CANDIDATES`]: all against all would grow with the square of the portal.

use std::collections::BTreeMap;

use super::{Kind, Portal};

/// Practices that are looked at for one page.
const CANDIDATES: usize = 200;

/// Practices by their values, made once for all pages.
#[derive(Debug, Default)]
pub struct Similar {
    /// The place of the first practice in the portal's entries; the lists below count from it.
    first: usize,
    /// The values of all practices, one practice after another, each practice's ascending.
    values: Vec<u32>,
    /// Where the values of each practice begin; one more at the end.
    starts: Vec<usize>,
    /// For each value, the practices that have it.
    practices: Vec<Vec<u32>>,
    /// What sharing each value counts: one that few practices have says more than one that all have.
    weights: Vec<u64>,
}

impl Portal {
    /// The practices most like one, the best first; ties by id.
    pub fn similar(&self, practice: usize, at_most: usize) -> Vec<usize> {
        self.similarity().of(practice, at_most)
    }

    /// Practices by their values.
    pub fn similarity(&self) -> &Similar {
        self.similar.get_or_init(|| collect(self).into())
    }
}

#[allow(clippy::cast_possible_truncation)] // A portal holds fewer than four thousand million values.
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
    for (at, entry) in portal.entries.from(first).take(end - first).enumerate() {
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
            similar.practices[*value as usize].push(at as u32);
        }
        similar.starts.push(similar.values.len());
        similar.values.extend(values);
    }
    similar.starts.push(similar.values.len());
    similar.weights = similar
        .practices
        .iter()
        .map(|having| 1000 + 10_000 / having.len().max(1) as u64)
        .collect();
    similar
}

impl Similar {
    fn values(&self, practice: usize) -> &[u32] {
        match (self.starts.get(practice), self.starts.get(practice + 1)) {
            (Some(start), Some(end)) => &self.values[*start..*end],
            _ => &[],
        }
    }

    fn of(&self, practice: usize, at_most: usize) -> Vec<usize> {
        let Some(practice) = practice.checked_sub(self.first) else {
            return Vec::new();
        };
        let own = self.values(practice);
        let mut by_rarity: Vec<usize> = (0..own.len()).collect();
        by_rarity.sort_by_key(|at| (self.practices[own[*at] as usize].len(), own[*at]));
        // What each value counts here and how rare it is among the practice's own: 0 for what it has not.
        let mut marks: Vec<(u64, usize)> = vec![(0, usize::MAX); self.weights.len()];
        for (rank, at) in by_rarity.iter().enumerate() {
            let value = own[*at] as usize;
            marks[value] = (self.weights[value], rank);
        }
        let mut found: Vec<(u64, usize)> = Vec::new();
        'candidates: for (rank, at) in by_rarity.iter().enumerate() {
            for other in &self.practices[own[*at] as usize] {
                let other = *other as usize;
                if other == practice {
                    continue;
                }
                let (likeness, rarest) = likeness(&marks, self.values(other));
                // A practice that has a rarer value too was met in that value's list.
                if rarest < rank {
                    continue;
                }
                found.push((likeness, other));
                if found.len() == CANDIDATES {
                    break 'candidates;
                }
            }
        }
        // Entries stand in order of their ids, so places order ties by id.
        let best_first = |a: &(u64, usize), b: &(u64, usize)| b.0.cmp(&a.0).then(a.1.cmp(&b.1));
        if let Some(last) = at_most.checked_sub(1).filter(|last| *last < found.len()) {
            found.select_nth_unstable_by(last, best_first);
            found.truncate(at_most);
        }
        found.sort_unstable_by(best_first);
        found
            .into_iter()
            .take(at_most)
            .map(|(_, at)| self.first + at)
            .collect()
    }
}

/// The sum of the weights of shared values, and the rank of the rarest of them.
fn likeness(marks: &[(u64, usize)], other: &[u32]) -> (u64, usize) {
    other.iter().fold((0, usize::MAX), |(sum, rarest), value| {
        let (weight, rank) = marks[*value as usize];
        (sum + weight, rarest.min(rank))
    })
}
