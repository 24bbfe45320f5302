//! The files of the index as the scripts read them: `js/search/vocabulary.js` is the other side.
//!
//! Every file is one line, `metod.data("search", NAME, JSON)`. Numbers are packed as
//! [`crate::formats::packed`] says.
//!
//! - `index`: what there is, and the hash of every other file.
//! - `terms`: stems, each a capital letter for the number of characters it shares with the one before
//!   and then its rest (front coding); sets of endings; the sort of length of every list; synonyms.
//! - `postings-K`: for each stem of a run of stems, joined by a space: the number of its documents,
//!   their numbers as differences, for each a byte (level, and whether it stands in the title), and for
//!   those in the title the position and the number of the form.
//! - `docs-K`: a few documents with what is shown of them.

use std::ops::Range;

use serde_json::{Value as Json, json};

use super::concepts::Concepts;
use super::postings::{LEVELS, Row};
use super::stem::stop_words;
use super::vocabulary::Vocabulary;
use crate::formats::packed;

/// The version of these layouts.
pub const VERSION: u32 = 1;
/// A stem shares at most so many characters with the one before: a letter each.
const SHARED: usize = 25;

/// A document in the list of a stem.
#[derive(Clone, Copy)]
pub struct Listed {
    /// The number of the document.
    pub document: u32,
    /// A place in [`LEVELS`].
    pub level: u8,
    /// Position and number of the form in the title.
    pub title: Option<(u16, u16)>,
}

/// A file: the call that hands its value over.
pub fn file(name: &str, value: &Json) -> String {
    format!("metod.data(\"search\",\"{name}\",{value});\n")
}

/// Eight characters that change with the file.
pub fn hash(file: &str) -> String {
    let mut hash = blake3::hash(file.as_bytes()).to_hex().to_string();
    hash.truncate(8);
    hash
}

/// `terms`.
pub fn terms(vocabulary: &Vocabulary, lists: &[Vec<Listed>], concepts: &Concepts) -> Json {
    let sets = vocabulary.sets.iter().flat_map(|set| {
        let mut before = 0;
        let steps: Vec<u32> = set
            .iter()
            .map(|number| number - std::mem::replace(&mut before, *number))
            .collect();
        std::iter::once(size(set.len())).chain(steps)
    });
    let whole: Vec<Json> = vocabulary
        .whole
        .iter()
        .map(|(stem, forms)| {
            let forms = forms.iter().map(|form| json!(form));
            Json::Array(std::iter::once(json!(stem)).chain(forms).collect())
        })
        .collect();
    let groups = concepts.groups.iter().map(|members| {
        let members = members.iter().map(|words| json!(words.join(" ")));
        Json::Array(members.collect())
    });
    json!({
        "v": VERSION,
        "stop": stop_words(),
        "stems": front_coded(&vocabulary.stems),
        "endings": vocabulary.endings,
        "sets": packed::list(sets),
        "set": packed::list(vocabulary.set.iter().copied()),
        "whole": whole,
        "df": packed::list(lists.iter().map(|list| list.len().max(1).ilog2())),
        "concepts": groups.collect::<Vec<Json>>(),
    })
}

/// Sorted texts, each with a capital letter for what it shares with the one before.
fn front_coded(stems: &[String]) -> String {
    let mut out = String::new();
    let mut before = "";
    for stem in stems {
        let same = before.chars().zip(stem.chars()).take_while(|(a, b)| a == b);
        let shared = same.count().min(SHARED);
        out.push(char::from(b'A' + u8::try_from(shared).unwrap_or_default()));
        out.extend(stem.chars().skip(shared));
        before = stem;
    }
    out
}

/// `postings-K`: the lists of some stems.
pub fn postings(lists: &[Vec<Listed>]) -> Json {
    let mut out = String::new();
    for (at, list) in lists.iter().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        packed::push(&mut out, size(list.len()));
        let mut before = 0;
        for listed in list {
            packed::push(&mut out, listed.document - before);
            before = listed.document;
        }
        for listed in list {
            packed::push(
                &mut out,
                u32::from(listed.level) * 2 + u32::from(listed.title.is_some()),
            );
        }
        for (position, form) in list.iter().filter_map(|listed| listed.title) {
            packed::push(&mut out, u32::from(position));
            packed::push(&mut out, u32::from(form));
        }
    }
    Json::String(out)
}

/// Stems in runs of about the same size. Sizes are rounded, so that an edit that makes one list longer
/// does not move the ends of all runs.
pub fn runs(lists: &[Vec<Listed>], count: usize) -> Vec<Range<usize>> {
    let sizes = lists.iter().map(|list| list.len().next_power_of_two() + 3);
    let mut ends = Vec::with_capacity(lists.len());
    let mut total = 0;
    for size in sizes {
        total += size;
        ends.push(total);
    }
    let start = |run: usize| ends.partition_point(|end| *end * count <= total * run);
    (0..count)
        .map(|run| {
            let end = if run + 1 == count {
                lists.len()
            } else {
                start(run + 1)
            };
            start(run)..end
        })
        .collect()
}

/// `docs-K`: some documents.
pub fn documents(rows: &[Row]) -> Json {
    let row = |row: &Row| {
        let Row {
            reference,
            kind,
            title,
            url,
            context,
            text,
            ..
        } = row;
        let mut fields = vec![
            json!(reference),
            json!(kind),
            json!(title),
            json!(url),
            json!(context),
            json!(text),
        ];
        if row.sample {
            fields.push(json!(1));
        }
        Json::Array(fields)
    };
    Json::Array(rows.iter().map(row).collect())
}

/// What `index` says besides hashes.
pub struct Summary {
    /// Folder and heading of every kind, in the order of the documents.
    pub kinds: Vec<(&'static str, String)>,
    /// Documents of each kind.
    pub counts: Vec<usize>,
    /// Examples among them.
    pub samples: Vec<usize>,
    /// Practices, which are the rows of the navigator.
    pub rows: usize,
    /// Documents in one file.
    pub per_part: usize,
}

/// `index`.
pub fn index(
    summary: &Summary,
    runs: &[Range<usize>],
    terms: &str,
    postings: &[String],
    documents: &[String],
) -> Json {
    let starts = runs.iter().map(|run| size(run.start));
    json!({
        "v": VERSION,
        "docs": summary.counts.iter().sum::<usize>(),
        "rows": summary.rows,
        "perPart": summary.per_part,
        "kinds": summary.kinds,
        "kindCounts": summary.counts,
        "kindSamples": summary.samples,
        "levels": LEVELS,
        "parts": {
            "terms": hash(terms),
            "postings": {
                "starts": packed::sorted(starts),
                "hashes": postings.iter().map(|file| hash(file)).collect::<String>(),
            },
            "docs": documents.iter().map(|file| hash(file)).collect::<String>(),
        },
    })
}

fn size(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Listed, front_coded, postings, runs};

    fn list(documents: &[u32]) -> Vec<Listed> {
        let listed = |document: &u32| Listed {
            document: *document,
            level: 0,
            title: None,
        };
        documents.iter().map(listed).collect()
    }

    #[test]
    fn stems_are_written_by_what_they_do_not_share() {
        let stems = ["сургут", "театр", "школ", "школьн"].map(str::to_owned);
        assert_eq!(front_coded(&stems), "AсургутAтеатрAшколEьн");
    }

    #[test]
    fn a_list_is_numbers_then_levels_then_places_in_titles() {
        let listed = |document, level, position, form| Listed {
            document,
            level,
            title: Some((position, form)),
        };
        let theatre = vec![listed(0, 12, 1, 0), listed(1, 11, 0, 1)];
        assert_eq!(postings(&[theatre, list(&[40])]), "CABZXBAAB BoBA");
    }

    #[test]
    fn lists_that_an_edit_makes_a_little_longer_move_no_end_of_a_run() {
        let lists = |more: usize| -> Vec<_> {
            let usual = |at: usize| if at.is_multiple_of(3) { 40 } else { 9 + at % 5 };
            let sizes = (0..200).map(|at| usual(at) + if at % 50 == 0 { more } else { 0 });
            sizes.map(|size| list(&vec![0; size])).collect()
        };
        assert_eq!(runs(&lists(0), 9), runs(&lists(2), 9));
    }

    #[test]
    fn runs_take_every_stem_once_and_may_be_empty() {
        let lists: Vec<_> = [1, 1, 60, 1, 1, 1]
            .iter()
            .map(|n| list(&vec![0; *n]))
            .collect();
        let runs = runs(&lists, 4);
        let all: Vec<usize> = runs.iter().cloned().flatten().collect();
        assert_eq!(all, (0..6).collect::<Vec<_>>());
        assert_eq!(runs.len(), 4);
    }
}
