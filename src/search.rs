//! The index of the search: what every word of the portal says about what can be found.
//!
//! It is made once, by threads of its own, when the first of its files is asked for, and cut into parts
//! that a script loads as a query needs them: practices, entries, organizations and measures become
//! documents ([`documents`]), their texts become words ([`texts`], [`tokens`], [`stem`]), words become
//! lists of documents with weights ([`postings`], [`vocabulary`]), and these become files ([`encode`]).
//! Documents are counted in runs of a fixed length with a vocabulary for each, so that the result does
//! not depend on how many threads there are.

pub mod concepts;
pub mod documents;
pub mod encode;
mod parallel;
pub mod postings;
pub mod stem;
pub mod texts;
pub mod tokens;
pub mod vocabulary;

use std::collections::BTreeMap;

use crate::portal::{Kind, Portal};
use crate::view::View;
use concepts::Concepts;
use documents::{Group, MEASURES, Maker, Unit};
use encode::{Listed, Summary};
use postings::Chunk;
use stem::Stems;
use vocabulary::Vocabulary;

/// Runs of units that are counted apart, if there are many units: enough for every processor to have
/// work to the end, and few, since each stems its words anew.
const APART: usize = 64;
/// Units that are always counted together.
const TOGETHER: usize = 128;
/// Documents that one part of the lists stands for.
const PER_RUN: usize = 40;
/// More parts of the lists than these would only be more files.
const MOST_RUNS: usize = 1024;

/// A file of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What there is.
    Index,
    /// The vocabulary.
    Terms,
    /// Lists of documents for a run of stems.
    Postings(usize),
    /// Some documents.
    Documents(usize),
}

impl Part {
    /// The name that the script asks for.
    pub fn name(self) -> String {
        match self {
            Self::Index => "index".to_owned(),
            Self::Terms => "terms".to_owned(),
            Self::Postings(at) => format!("postings-{at}"),
            Self::Documents(at) => format!("docs-{at}"),
        }
    }

    /// The address of the file.
    pub fn path(self) -> String {
        format!("assets/search/{}.js", self.name())
    }
}

/// How many parts there are; known without the index itself.
#[derive(Clone, Copy)]
struct Layout {
    documents: usize,
    per_part: usize,
    runs: usize,
}

impl Layout {
    fn of(groups: &[Group]) -> Self {
        let documents: usize = groups.iter().map(|group| group.documents).sum();
        // Few documents in a part let a query load little; many keep the number of files low.
        let per_part = match documents {
            0..4000 => 4,
            4000..12_000 => 8,
            _ => 16,
        };
        Self {
            documents,
            per_part,
            runs: documents.div_ceil(PER_RUN).clamp(1, MOST_RUNS),
        }
    }
}

/// The files of the index of a portal.
pub fn parts(portal: &Portal) -> Vec<Part> {
    let layout = Layout::of(&documents::groups(portal));
    let mut parts = vec![Part::Index, Part::Terms];
    parts.extend((0..layout.runs).map(Part::Postings));
    parts.extend((0..layout.documents.div_ceil(layout.per_part)).map(Part::Documents));
    parts
}

/// The index with the bytes of its files.
#[derive(Debug, Default)]
pub struct Index {
    files: BTreeMap<Part, String>,
}

impl Index {
    /// The text of a file.
    pub fn file(&self, part: Part) -> &str {
        self.files.get(&part).map_or("", String::as_str)
    }

    /// Reads everything that can be found.
    pub fn of(view: View) -> Self {
        let groups = documents::groups(view.portal);
        let layout = Layout::of(&groups);
        let stems = Stems::default();
        let concepts = Concepts::of(view.portal, &stems);
        let chunks = chunks(view, &groups, &concepts);
        let vocabulary = Vocabulary::of(&chunks);
        let (lists, rows) = lists(&vocabulary, chunks);
        let runs = encode::runs(&lists, layout.runs);
        let numbered: Vec<(usize, _)> = runs.iter().cloned().enumerate().collect();
        let postings = parallel::map(&numbered, |(at, run)| {
            let value = encode::postings(&lists[run.clone()]);
            encode::file(&Part::Postings(*at).name(), &value)
        });
        let cut: Vec<(usize, &[postings::Row])> =
            rows.chunks(layout.per_part).enumerate().collect();
        let documents = parallel::map(&cut, |(at, rows)| {
            encode::file(&Part::Documents(*at).name(), &encode::documents(rows))
        });
        let terms = encode::terms(&vocabulary, &lists, &concepts);
        let terms = encode::file(&Part::Terms.name(), &terms);
        let summary = summary(view, &groups, layout.per_part);
        let index = encode::index(&summary, &runs, &terms, &postings, &documents);
        let index = encode::file(&Part::Index.name(), &index);
        let postings = (0..).map(Part::Postings).zip(postings);
        let documents = (0..).map(Part::Documents).zip(documents);
        let single = [(Part::Index, index), (Part::Terms, terms)];
        Self {
            files: single
                .into_iter()
                .chain(postings)
                .chain(documents)
                .collect(),
        }
    }
}

/// All documents, counted in runs of units.
fn chunks(view: View, groups: &[Group], concepts: &Concepts) -> Vec<Chunk> {
    let maker = Maker::new(view);
    let units: Vec<(usize, Unit)> = groups
        .iter()
        .enumerate()
        .flat_map(|(kind, group)| group.units.iter().map(move |unit| (kind, *unit)))
        .collect();
    let work: Vec<postings::Work> = units
        .chunks(units.len().div_ceil(APART).max(TOGETHER))
        .collect();
    parallel::map(&work, |work| postings::count(&maker, concepts, work))
}

/// The documents of every stem, and what is told of all documents.
#[allow(clippy::cast_possible_truncation)] // There are fewer than four thousand million documents.
fn lists(vocabulary: &Vocabulary, chunks: Vec<Chunk>) -> (Vec<Vec<Listed>>, Vec<postings::Row>) {
    let translated = parallel::map(&chunks, |chunk| vocabulary.translate(chunk));
    let mut lists = empty_lists(vocabulary.stems.len(), chunks.iter().zip(&translated));
    let mut rows = Vec::new();
    for (chunk, (stems, forms)) in chunks.into_iter().zip(translated) {
        let (mut postings, mut titles) = (chunk.postings.iter(), chunk.titles.iter());
        for (document, count) in (rows.len() as u32..).zip(&chunk.counts) {
            for posting in postings.by_ref().take(*count) {
                let place = if posting.in_title {
                    titles.next()
                } else {
                    None
                };
                let title = place.map(|(position, form)| {
                    let form = forms.get(*form as usize).copied();
                    (*position, form.unwrap_or_default())
                });
                let stem = stems.get(posting.stem as usize).copied();
                if let Some(list) = stem.and_then(|stem| lists.get_mut(stem as usize)) {
                    list.push(Listed {
                        document,
                        level: posting.level,
                        title,
                    });
                }
            }
        }
        rows.extend(chunk.rows);
    }
    (lists, rows)
}

/// A list for every stem, with room for exactly the documents that it will have.
fn empty_lists<'c>(
    stems: usize,
    chunks: impl Iterator<Item = (&'c Chunk, &'c (Vec<u32>, Vec<u16>))>,
) -> Vec<Vec<Listed>> {
    let mut counts = vec![0; stems];
    for (chunk, (numbers, _)) in chunks {
        for posting in &chunk.postings {
            let stem = numbers.get(posting.stem as usize);
            if let Some(count) = stem.and_then(|stem| counts.get_mut(*stem as usize)) {
                *count += 1;
            }
        }
    }
    counts.into_iter().map(Vec::with_capacity).collect()
}

fn summary(view: View, groups: &[Group], per_part: usize) -> Summary {
    let title = |group: &Group| {
        let name = if group.name == MEASURES {
            "measures"
        } else {
            group.name
        };
        view.word(&format!("kinds.{name}.title"))
    };
    let practices = groups
        .iter()
        .find(|group| group.name == Kind::Practice.folder());
    Summary {
        kinds: groups
            .iter()
            .map(|group| (group.name, title(group)))
            .collect(),
        counts: groups.iter().map(|group| group.documents).collect(),
        samples: groups.iter().map(|group| group.samples).collect(),
        rows: practices.map_or(0, |group| group.documents),
        per_part,
    }
}
