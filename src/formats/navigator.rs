//! `assets/navigator/`: what the navigator's scripts read, as classic scripts that hand over one value
//! each, so that the same files serve http, a sub-path and a folder on a disk.
//!
//! `index.js` is small and names the fingerprints of all other parts; `head.js` holds every practice in
//! columns, enough to choose, count and sort; `cards-K.js`, `rows-K.js` and `full-K.js` hold what is
//! drawn of a few practices. How many parts there are follows from the number of practices alone.

mod columns;
mod parts;

use std::sync::OnceLock;

use rayon::prelude::*;
use serde::Serialize;

use crate::publication::Error;
use crate::view::View;

/// Version of the layout; scripts that know another one leave the page as it is.
const VERSION: u32 = 1;
/// Practices in a part of cards and in a part of rows.
pub const PER_CARDS: usize = 20;
/// Practices in a part of whole practices.
pub const PER_FULL: usize = 50;
/// Stands for the way to the site's root: a private character, which no text of an author holds.
pub const ROOT: &str = "\u{e000}";

/// One file of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What there is, and the fingerprints of all other parts.
    Index,
    /// All practices in columns.
    Head,
    /// Cards, ready HTML.
    Cards(usize),
    /// Rows of the dense table.
    Rows(usize),
    /// Whole practices, to compare.
    Full(usize),
}

/// The fingerprints of the parts made so far. The first route that needs one makes it; a part itself
/// is not kept, since all of them together are larger than the portal.
#[derive(Debug, Default)]
pub struct Fingerprints {
    made: Vec<(Part, OnceLock<String>)>,
    practices: usize,
}

impl Part {
    /// `cards-3`.
    fn name(self) -> String {
        match self {
            Self::Index => "index".to_owned(),
            Self::Head => "head".to_owned(),
            Self::Cards(at) => format!("cards-{at}"),
            Self::Rows(at) => format!("rows-{at}"),
            Self::Full(at) => format!("full-{at}"),
        }
    }

    /// Where it stands in the output.
    pub fn address(self) -> String {
        format!("assets/navigator/{}.js", self.name())
    }
}

/// The files for so many practices.
pub fn parts(practices: usize) -> Vec<Part> {
    let cards = practices.div_ceil(PER_CARDS);
    let full = practices.div_ceil(PER_FULL);
    let mut parts = vec![Part::Index, Part::Head];
    parts.extend((0..cards).map(Part::Cards));
    parts.extend((0..cards).map(Part::Rows));
    parts.extend((0..full).map(Part::Full));
    parts
}

/// Where a part stands among those of so many practices.
fn place(part: Part, practices: usize) -> usize {
    let cards = practices.div_ceil(PER_CARDS);
    match part {
        Part::Index => 0,
        Part::Head => 1,
        Part::Cards(at) => 2 + at,
        Part::Rows(at) => 2 + cards + at,
        Part::Full(at) => 2 + 2 * cards + at,
    }
}

impl Fingerprints {
    /// None yet, for so many practices.
    pub fn new(practices: usize) -> Self {
        let made = parts(practices).into_iter();
        Self {
            made: made.map(|part| (part, OnceLock::new())).collect(),
            practices,
        }
    }

    fn keep(&self, part: Part, text: &str) {
        if let Some((known, slot)) = self.made.get(place(part, self.practices)) {
            debug_assert_eq!(*known, part);
            slot.get_or_init(|| fingerprint(text));
        }
    }
}

/// The bytes of a part.
pub fn write(view: View, part: Part) -> Result<String, Error> {
    if part == Part::Index {
        return index(view);
    }
    let text = made(view, part)?;
    view.cards.data.keep(part, &text);
    Ok(text)
}

fn made(view: View, part: Part) -> Result<String, Error> {
    match part {
        // The index names all others and stands outside of them.
        Part::Index => index(view),
        Part::Head => script(part, &columns::head(view)),
        Part::Cards(at) => script(part, &parts::cards(view, at)),
        Part::Rows(at) => script(part, &parts::rows(view, at)),
        Part::Full(at) => script(part, &parts::full(view, at)?),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Index<'a> {
    v: u32,
    rows: usize,
    per_cards: usize,
    per_rows: usize,
    per_full: usize,
    head: String,
    card_hashes: String,
    row_hashes: String,
    full_hashes: String,
    /// The first id of every part of whole practices.
    full_first: Vec<&'a str>,
}

fn index(view: View) -> Result<String, Error> {
    let hashes: Vec<(Part, String)> = view
        .cards
        .data
        .made
        .par_iter()
        .filter(|(part, _)| *part != Part::Index)
        .map(|(part, slot)| {
            if let Some(hash) = slot.get() {
                return Ok((*part, hash.clone()));
            }
            let hash = fingerprint(&made(view, *part)?);
            Ok((*part, slot.get_or_init(|| hash).clone()))
        })
        .collect::<Result<_, Error>>()?;
    let joined = |wanted: fn(Part) -> bool| -> String {
        hashes
            .iter()
            .filter(|(part, _)| wanted(*part))
            .map(|(_, hash)| hash.as_str())
            .collect()
    };
    let index = view.portal.navigator_index();
    let manifest = Index {
        v: VERSION,
        rows: index.rows.len(),
        per_cards: PER_CARDS,
        per_rows: PER_CARDS,
        per_full: PER_FULL,
        head: joined(|part| part == Part::Head),
        card_hashes: joined(|part| matches!(part, Part::Cards(_))),
        row_hashes: joined(|part| matches!(part, Part::Rows(_))),
        full_hashes: joined(|part| matches!(part, Part::Full(_))),
        full_first: index
            .by_id
            .iter()
            .step_by(PER_FULL)
            .map(|(at, _)| view.portal.entries[*at].id.as_str())
            .collect(),
    };
    script(Part::Index, &manifest)
}

/// Eight digits that change with the text.
fn fingerprint(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..8].to_owned()
}

/// One call of a script that hands a value over.
fn script<T: Serialize>(part: Part, value: &T) -> Result<String, Error> {
    let name = part.name();
    let json = serde_json::to_string(value).map_err(|error| Error(format!("{name}: {error}")))?;
    Ok(format!("metod.data(\"navigator\",\"{name}\",{json});\n"))
}

#[cfg(test)]
mod tests {
    use super::{Part, parts, place};

    #[test]
    fn each_part_knows_its_place_among_the_parts() {
        for practices in [0, 1, 20, 21, 51, 240] {
            for (at, part) in parts(practices).into_iter().enumerate() {
                assert_eq!(place(part, practices), at, "{practices} practices");
            }
        }
    }

    #[test]
    fn the_number_of_files_follows_from_the_number_of_practices() {
        for (practices, files) in [(0, 2), (1, 5), (20, 5), (21, 7), (50, 9), (51, 10)] {
            assert_eq!(parts(practices).len(), files, "{practices} practices");
        }
        assert_eq!(Part::Full(3).address(), "assets/navigator/full-3.js");
    }
}
