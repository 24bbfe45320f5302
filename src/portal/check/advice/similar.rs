//! Practices in nearly the same words: most often one practice sent in twice.
//!
//! A title that an organization has twice is enough. Otherwise each text is cut into runs of words («shingles»), and the runs with the smallest hashes stand for it
//! (Broder, «On the resemblance and containment of documents», 1997: the bottom sketch). Only texts that
//! share a hash meet, through one sorted list; a hash that many texts have is a phrase of the form.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use rayon::prelude::*;

use super::advice;
use crate::diagnostics::Diagnostic;
use crate::portal::practice::Practice;
use crate::portal::{Content, Entry, Portal};

/// Words of one run.
const RUN: usize = 4;
/// Hashes that stand for a text.
const SKETCH: usize = 32;
/// Texts shorter than this say too little to be compared.
const LEAST: usize = 30;
/// A run that more practices have is of the form they were written in.
const COMMON: usize = 12;
/// This share of the sketch, in percent, makes two texts near.
const NEAR: usize = 60;

/// Names each practice that is near an earlier one.
pub fn check(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let practices: Vec<(&Entry, Vec<u64>)> = portal
        .entries
        .par_iter()
        .filter_map(|entry| match &entry.content {
            Content::Practice(practice) if entry.visible => Some((entry, sketch(entry, practice))),
            _ => None,
        })
        .collect();
    let mut by_hash: Vec<(u64, usize)> = practices
        .iter()
        .enumerate()
        .flat_map(|(at, (_, sketch))| sketch.iter().map(move |hash| (*hash, at)))
        .collect();
    by_hash.sort_unstable();
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    for group in by_hash.chunk_by(|a, b| a.0 == b.0) {
        if group.len() > COMMON {
            continue;
        }
        for (place, (_, later)) in group.iter().enumerate() {
            for (_, earlier) in &group[..place] {
                *shared.entry((*later, *earlier)).or_default() += 1;
            }
        }
    }
    let mut near: Vec<(usize, usize, usize)> = shared
        .into_iter()
        .map(|((later, earlier), count)| {
            let least = practices[later].1.len().min(practices[earlier].1.len());
            (later, count * 100 / least.max(1), earlier)
        })
        .filter(|(_, share, _)| *share >= NEAR)
        .chain(named_alike(&practices))
        .collect();
    // The nearest of each is named, the first of those that are equally near.
    near.sort_unstable_by(|a, b| (a.0, b.1, a.2).cmp(&(b.0, a.1, b.2)));
    near.dedup_by_key(|(later, _, _)| *later);
    for (later, _, earlier) in near {
        let place = super::field(practices[later].0, "title");
        let other = practices[earlier].0;
        let advice = advice("advice-similar-practice", place)
            .with("title", &*other.common.title)
            .with("file", other.source.file.as_str());
        found.push(advice);
    }
}

/// Practices of one organization under one title: the later one, how near it is in percent, and the first.
fn named_alike(practices: &[(&Entry, Vec<u64>)]) -> Vec<(usize, usize, usize)> {
    let mut first: HashMap<(&str, String), usize> = HashMap::new();
    let mut found = Vec::new();
    for (at, (entry, _)) in practices.iter().enumerate() {
        let Content::Practice(practice) = &entry.content else {
            continue;
        };
        let words = words(&entry.common.title).collect::<Vec<_>>().join(" ");
        match first.entry((&*practice.organization, words)) {
            Slot::Occupied(known) => found.push((at, 100, *known.get())),
            Slot::Vacant(free) => {
                free.insert(at);
            }
        }
    }
    found
}

/// The words of a text in small letters, without its signs.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// The smallest hashes of the runs of words of a practice, ascending.
fn sketch(entry: &Entry, practice: &Practice) -> Vec<u64> {
    let steps = practice.steps.iter().map(|step| &*step.title);
    let texts = [&*entry.common.summary, &*practice.problem];
    let words: Vec<String> = texts
        .into_iter()
        .chain(steps)
        .chain([entry.source.markdown()])
        .flat_map(words)
        .collect();
    if words.len() < LEAST {
        return Vec::new();
    }
    let mut hashes: Vec<u64> = words.windows(RUN).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(SKETCH);
    hashes
}

/// FNV-1a: the same on every machine, and good enough to pick runs by chance.
fn hash(words: &[String]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
