//! Every stem of the portal with the forms that stand in it, numbered once for all files of the index.
//!
//! A form of Russian is its stem and an ending, since the stemmer only takes letters off; so stems are
//! listed with sets of endings, which many stems share. Forms of English that the stemmer rewrites
//! («cities» → «citi») are kept whole.

use std::collections::BTreeMap;

use super::postings::Chunk;

/// The vocabulary.
#[derive(Default)]
pub struct Vocabulary {
    /// Sorted.
    pub stems: Vec<String>,
    /// Endings, the most frequent first.
    pub endings: Vec<String>,
    /// Sets of endings as ascending numbers, the most frequent first.
    pub sets: Vec<Vec<u32>>,
    /// The set of each stem.
    pub set: Vec<u32>,
    /// Forms that are no stem and ending, by the number of the stem.
    pub whole: BTreeMap<u32, Vec<String>>,
    /// Every form: its stem, itself, and its number among the forms of the stem; sorted.
    forms: Vec<(u32, String, u16)>,
}

impl Vocabulary {
    /// The vocabulary of all chunks.
    pub fn of(chunks: &[Chunk]) -> Self {
        let mut all: Vec<(&str, &str)> = Vec::new();
        for chunk in chunks {
            all.extend(chunk.forms.iter().filter_map(|(stem, form)| {
                let stem = chunk.stems.get(*stem as usize)?;
                Some((stem.as_str(), form.as_str()))
            }));
        }
        all.sort_unstable();
        all.dedup();
        let by_stem: Vec<&[(&str, &str)]> = all.chunk_by(|a, b| a.0 == b.0).collect();
        let endings = ranked(
            by_stem
                .iter()
                .flat_map(|forms| forms.iter().filter_map(ending)),
        );
        let numbers: BTreeMap<&str, u32> = endings.iter().copied().zip(0..).collect();
        let own: Vec<Vec<u32>> = by_stem.iter().map(|forms| set(forms, &numbers)).collect();
        let sets = ranked(own.iter().map(Vec::as_slice));
        let set_numbers: BTreeMap<&[u32], u32> = sets.iter().copied().zip(0..).collect();
        let mut made = Self {
            stems: by_stem
                .iter()
                .filter_map(|forms| Some(forms.first()?.0.to_owned()))
                .collect(),
            endings: endings.iter().map(|ending| (*ending).to_owned()).collect(),
            set: own
                .iter()
                .filter_map(|set| set_numbers.get(set.as_slice()).copied())
                .collect(),
            sets: sets.iter().map(|set| set.to_vec()).collect(),
            ..Self::default()
        };
        for ((stem, forms), own) in (0..).zip(&by_stem).zip(&own) {
            made.number(stem, forms, own, &numbers);
        }
        made
    }

    #[allow(clippy::cast_possible_truncation)] // A stem has a few forms.
    fn number(
        &mut self,
        stem: u32,
        forms: &[(&str, &str)],
        own: &[u32],
        numbers: &BTreeMap<&str, u32>,
    ) {
        for both in forms {
            let place =
                ending(both).and_then(|ending| own.binary_search(numbers.get(ending)?).ok());
            let place = place.unwrap_or_else(|| {
                let whole = self.whole.entry(stem).or_default();
                whole.push(both.1.to_owned());
                own.len() + whole.len() - 1
            });
            self.forms.push((stem, both.1.to_owned(), place as u16));
        }
    }

    /// For each stem of a chunk its number here, and for each form its number among those of its stem.
    pub fn translate(&self, chunk: &Chunk) -> (Vec<u32>, Vec<u16>) {
        let stem = |text: &String| self.stems.binary_search(text).unwrap_or_default();
        let stems: Vec<u32> = chunk
            .stems
            .iter()
            .map(|text| u32::try_from(stem(text)).unwrap_or_default())
            .collect();
        let form = |(own, text): &(u32, String)| {
            let stem = stems.get(*own as usize)?;
            let key = (*stem, text.as_str());
            let found = self
                .forms
                .binary_search_by(|(stem, form, _)| (*stem, form.as_str()).cmp(&key));
            self.forms.get(found.ok()?).map(|(_, _, place)| *place)
        };
        let forms = chunk.forms.iter().map(|own| form(own).unwrap_or_default());
        let forms = forms.collect();
        (stems, forms)
    }
}

fn ending<'f>((stem, form): &(&'f str, &'f str)) -> Option<&'f str> {
    form.strip_prefix(stem)
}

fn set(forms: &[(&str, &str)], numbers: &BTreeMap<&str, u32>) -> Vec<u32> {
    let own = forms.iter().filter_map(|both| numbers.get(ending(both)?));
    let mut own: Vec<u32> = own.copied().collect();
    own.sort_unstable();
    own
}

/// Each thing once, the most frequent first, ties in their own order.
fn ranked<T: Ord + Copy>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for thing in all {
        *counts.entry(thing).or_default() += 1;
    }
    let mut ranked: Vec<(T, usize)> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.into_iter().map(|(thing, _)| thing).collect()
}
