//! How much each word says about each document.
//!
//! A word counts by the fields it stands in, the length of these and how often it is there, as in
//! BM25F (S. Robertson, H. Zaragoza, «The Probabilistic Relevance Framework: BM25 and Beyond», 2009);
//! how rare it is, the script knows from the length of its list. Lengths are compared with what is usual
//! and not with the average of this portal, so that one edit does not move the weights of all others.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::concepts::{Concepts, mark};
use super::documents::{Document, Maker, Texts, Unit};
use super::stem::{Stems, is_stop};
use super::tokens::each;

/// Weight of a field, its usual length in words, and how much its length counts.
struct Field {
    weight: f64,
    usual: f64,
    by_length: f64,
}

/// Title; numbers, abbreviations and other names; facets; summary; the rest.
const FIELDS: [Field; 5] = [
    Field {
        weight: 10.0,
        usual: 8.0,
        by_length: 0.3,
    },
    Field {
        weight: 8.0,
        usual: 8.0,
        by_length: 0.0,
    },
    Field {
        weight: 4.0,
        usual: 12.0,
        by_length: 0.0,
    },
    Field {
        weight: 4.0,
        usual: 25.0,
        by_length: 0.3,
    },
    Field {
        weight: 1.0,
        usual: 300.0,
        by_length: 0.5,
    },
];
const TITLE: usize = 0;
const NAMES: usize = 1;
const BODY: usize = 4;

/// Words of names have their places from here on: as good as a title, but without order.
const NAMED: u32 = 100;

/// From this sum of weighted counts on, more of them say only half as much.
const SATURATION: f64 = 4.0;
/// A text is never taken for shorter than this share of the usual one: a title alone says little.
const SHORTEST: f64 = 0.5;

/// The weights of the levels 0 to 15: each 1.26 of the one before, from 1 to 31.
pub const LEVELS: [f64; 16] = [
    1.0, 1.3, 1.6, 2.0, 2.5, 3.1, 3.9, 5.0, 6.2, 7.9, 9.9, 12.4, 15.6, 19.6, 24.7, 31.0,
];

/// Characters of a document's text that the script gets, for snippets.
const SNIPPET: usize = 800;

/// What the script is told of a document.
pub struct Row {
    /// The number of its kind.
    pub kind: usize,
    /// See [`Document`].
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Where it belongs.
    pub context: String,
    /// The beginning of its text.
    pub text: String,
    /// Whether it is an example.
    pub sample: bool,
}

/// A word of a document.
#[derive(Clone, Copy)]
pub struct Posting {
    /// The stem.
    pub stem: u32,
    /// Its weight: a place in [`LEVELS`].
    pub level: u8,
    /// Whether it stands in the title or in a name.
    pub in_title: bool,
}

/// Some documents with a vocabulary of their own, in which stems and forms have the numbers of postings.
#[derive(Default)]
pub struct Chunk {
    /// What the script is told of the documents.
    pub rows: Vec<Row>,
    /// The words of one document after another, of each by stem.
    pub postings: Vec<Posting>,
    /// How many words each document has.
    pub counts: Vec<usize>,
    /// For those that stand in a title, in their order: where they do first, and with which form.
    pub titles: Vec<(u16, u32)>,
    /// Stems.
    pub stems: Vec<String>,
    /// Forms with their stems.
    pub forms: Vec<(u32, String)>,
}

/// Units of one chunk with the number of their kind.
pub type Work<'u> = &'u [(usize, Unit)];

/// Makes and counts the documents of some units.
pub fn count(maker: &Maker, concepts: &Concepts, work: Work) -> Chunk {
    let mut counter = Counter {
        concepts,
        stems: Stems::default(),
        by_form: HashMap::default(),
        by_stem: HashMap::default(),
        made: Chunk::default(),
        tallies: Vec::new(),
        met: Vec::new(),
        lengths: [0; FIELDS.len()],
    };
    for (kind, unit) in work {
        for document in maker.documents(*unit) {
            counter.document(*kind, document);
        }
    }
    counter.made
}

/// What a document has of a stem.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// How often it stands in each field.
    counts: [u32; FIELDS.len()],
    /// The field, the place and the form where it stands first.
    first: (usize, u32, u32),
}

/// A map that is never asked for its order, with a hash for short keys from nobody who would attack it.
type Numbers<V> = HashMap<String, V, FixedState>;

struct Counter<'c> {
    concepts: &'c Concepts,
    stems: Stems,
    /// Stem and form of every word met so far; nothing for stop words.
    by_form: Numbers<Option<(u32, u32)>>,
    by_stem: Numbers<u32>,
    made: Chunk,
    /// By stem: what the document at hand has of it.
    tallies: Vec<Tally>,
    /// The stems of the document at hand.
    met: Vec<u32>,
    lengths: [u32; FIELDS.len()],
}

impl Counter<'_> {
    fn document(&mut self, kind: usize, document: Document) {
        self.lengths = [0; FIELDS.len()];
        let Texts {
            title,
            names,
            facets,
            summary,
            body,
            aside,
        } = &document.texts;
        let fields: [&[String]; FIELDS.len()] = [
            std::slice::from_ref(title),
            names,
            facets,
            std::slice::from_ref(summary),
            body,
        ];
        for (field, texts) in fields.into_iter().enumerate() {
            texts.iter().for_each(|text| self.text(field, text));
        }
        aside.iter().for_each(|text| self.text(BODY, text));
        self.made.counts.push(self.met.len());
        for stem in self.met.drain(..) {
            let Some(tally) = self.tallies.get_mut(stem as usize).map(std::mem::take) else {
                continue;
            };
            let (field, position, form) = tally.first;
            let in_title = matches!(field, TITLE | NAMES);
            self.made.postings.push(Posting {
                stem,
                level: level(weight(&tally.counts, &self.lengths)),
                in_title,
            });
            if in_title {
                let position = u16::try_from(position).unwrap_or(u16::MAX);
                self.made.titles.push((position, form));
            }
        }
        self.made.rows.push(row(kind, document));
    }

    fn text(&mut self, field: usize, text: &str) {
        let mut run: Vec<(u32, u32, u32)> = Vec::new();
        each(text, |token| {
            let Some((stem, form)) = self.word(&token.form) else {
                return;
            };
            let position = place(field, token.position);
            self.lengths[field] += u32::from(!token.whole);
            self.tally(stem, (field, position, form));
            if !token.whole && !self.concepts.groups.is_empty() {
                run.push((stem, form, position));
            }
        });
        self.groups(field, &run);
    }

    /// One more word of the document at hand.
    fn tally(&mut self, stem: u32, at: (usize, u32, u32)) {
        let Some(tally) = self.tallies.get_mut(stem as usize) else {
            return;
        };
        if tally.counts == [0; FIELDS.len()] {
            tally.first = at;
            self.met.push(stem);
        }
        tally.first = tally.first.min(at);
        tally.counts[at.0] += 1;
    }

    /// The groups of synonyms that a run of words belongs to.
    fn groups(&mut self, field: usize, run: &[(u32, u32, u32)]) {
        if run.is_empty() {
            return;
        }
        let mut met = Vec::new();
        let words: Vec<(&str, &str)> = run
            .iter()
            .filter_map(|(stem, form, _)| {
                let stem = self.made.stems.get(*stem as usize)?;
                let (_, form) = self.made.forms.get(*form as usize)?;
                Some((stem.as_str(), form.as_str()))
            })
            .collect();
        self.concepts.met(&words, &mut met);
        for (group, at) in met {
            let (stem, form) = self.intern(mark(group), mark(group));
            let position = run.get(at).map_or(0, |(_, _, position)| *position);
            self.tally(stem, (field, position, form));
        }
    }

    /// The numbers of a word's stem and form; nothing for a stop word.
    fn word(&mut self, form: &str) -> Option<(u32, u32)> {
        if let Some(known) = self.by_form.get(form) {
            return *known;
        }
        if is_stop(form) {
            self.by_form.insert(form.to_owned(), None);
            return None;
        }
        let stem = self.stems.of(form).into_owned();
        Some(self.intern(stem, form.to_owned()))
    }

    #[allow(clippy::cast_possible_truncation)] // A chunk has fewer than four thousand million words.
    fn intern(&mut self, stem: String, form: String) -> (u32, u32) {
        if let Some(Some(known)) = self.by_form.get(&form) {
            return *known;
        }
        let next = self.made.stems.len() as u32;
        let number = *self.by_stem.entry(stem).or_insert_with_key(|stem| {
            self.made.stems.push(stem.clone());
            self.tallies.push(Tally::default());
            next
        });
        let both = (number, self.made.forms.len() as u32);
        self.made.forms.push((number, form.clone()));
        self.by_form.insert(form, Some(both));
        both
    }
}

/// The place of a word in its field, as the script is told.
fn place(field: usize, position: u32) -> u32 {
    if field == NAMES {
        NAMED + position
    } else {
        position
    }
}

/// The weight of one stem in a document, from how often it stands in each field there.
fn weight(counts: &[u32; FIELDS.len()], lengths: &[u32; FIELDS.len()]) -> f64 {
    let mut sum = 0.0;
    for ((field, count), length) in FIELDS.iter().zip(counts).zip(lengths) {
        if *count > 0 {
            let share = (f64::from(*length) / field.usual).max(SHORTEST);
            let each = field.weight / (1.0 - field.by_length + field.by_length * share);
            sum += f64::from(*count) * each;
        }
    }
    31.0 * sum / (sum + SATURATION)
}

/// The level whose weight is nearest.
#[allow(clippy::cast_possible_truncation)] // There are sixteen.
fn level(weight: f64) -> u8 {
    let above = LEVELS.windows(2).take_while(|pair| match pair {
        [low, high] => weight >= (low + high) / 2.0,
        _ => false,
    });
    above.count() as u8
}

fn row(kind: usize, document: Document) -> Row {
    let Texts {
        title,
        summary,
        body,
        ..
    } = document.texts;
    Row {
        kind,
        reference: document.reference,
        title,
        url: document.url,
        context: document.context,
        text: beginning(std::iter::once(&summary).chain(&body)),
        sample: document.sample,
    }
}

/// The first paragraphs, cut between two words.
fn beginning<'t>(paragraphs: impl Iterator<Item = &'t String>) -> String {
    let mut text = String::new();
    let mut left = SNIPPET;
    for paragraph in paragraphs
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
    {
        if !text.is_empty() {
            text.push('\n');
        }
        let Some((end, _)) = paragraph.char_indices().nth(left) else {
            text.push_str(paragraph);
            left = left.saturating_sub(paragraph.chars().count() + 1);
            if left == 0 {
                break;
            }
            continue;
        };
        let cut = &paragraph[..end];
        let words = cut.rfind(char::is_whitespace).unwrap_or(end);
        text.push_str(cut[..words].trim_end());
        text.push('…');
        break;
    }
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{LEVELS, beginning, level};

    #[test]
    fn a_weight_has_the_nearest_level() {
        for (at, weight) in LEVELS.iter().enumerate() {
            assert_eq!(usize::from(level(*weight)), at);
        }
        assert_eq!((level(0.1), level(40.0)), (0, 15));
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        let long = "слово ".repeat(200);
        let text = beginning([String::new(), "Раз.".to_owned(), long].iter());
        assert!(text.starts_with("Раз.\nслово слово"));
        assert!(text.ends_with("слово…") && text.chars().count() <= 802);
    }
}
