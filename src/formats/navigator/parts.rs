//! `cards-K.js`, `rows-K.js`, `full-K.js`: what is drawn of a few practices at a time.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::{PER_CARDS, PER_FULL, ROOT};
use crate::portal::{Content, Entry};
use crate::publication::Error;
use crate::view::{CardStyle, PracticeCells, ShownCard, View};

/// The practices of a part in the order of rows.
fn of_part<'p>(view: View<'p>, part: usize) -> &'p [usize] {
    let rows = &view.portal.navigator_index().rows;
    let from = (part * PER_CARDS).min(rows.len());
    &rows[from..(from + PER_CARDS).min(rows.len())]
}

/// Cards as the static list shows them.
pub fn cards(view: View, part: usize) -> Vec<String> {
    let style = CardStyle {
        level: 3,
        mixed: false,
    };
    view.cards(of_part(view, part), style, ROOT)
        .into_iter()
        .map(|card| match card {
            ShownCard::Html(html) => html,
            // The page of the same list stops the build with the template's own mistake.
            ShownCard::Values(_) => String::new(),
        })
        .collect()
}

/// Id, title, address, organization, territory, evidence, cost, year, stage, example.
type Row = (
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    u8,
);

/// Rows of the dense table.
pub fn rows(view: View, part: usize) -> Vec<Row> {
    let entries = of_part(view, part).iter();
    entries
        .filter_map(|at| row(view, &view.portal.entries[*at]))
        .collect()
}

fn row(view: View, entry: &Entry) -> Option<Row> {
    let Content::Practice(practice) = &entry.content else {
        return None;
    };
    let portal = view.portal;
    let territory = portal
        .shown_territory(entry)
        .and_then(|id| portal.territory(id));
    let word = |field: &str, value: Option<String>| {
        value.map_or_else(String::new, |value| view.vocabulary(field, &value))
    };
    Some((
        entry.id.clone(),
        entry.common.title.0.clone(),
        view.entry_path(entry)?,
        view.card_organization(entry).unwrap_or_default(),
        territory.map_or_else(String::new, |it| it.parts.label.0.clone()),
        view.evidence_words(practice.evidence.level.map(|level| level.0)),
        word("cost", practice.cost.map(|cost| cost.0.to_string())),
        portal
            .year(entry)
            .map_or_else(String::new, |year| year.to_string()),
        word(
            "practice_status",
            practice.status.map(|status| status.word().to_owned()),
        ),
        u8::from(entry.sample),
    ))
}

/// A practice with the cells of the comparison.
#[derive(Serialize)]
struct Full {
    row: u32,
    title: String,
    url: String,
    sample: bool,
    cells: PracticeCells,
}

/// Practices by id.
pub struct FullPart<'a>(Vec<(&'a str, Full)>);

impl Serialize for FullPart<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, full) in &self.0 {
            map.serialize_entry(id, full)?;
        }
        map.end()
    }
}

/// Whole practices.
pub fn full(view: View, part: usize) -> Result<FullPart, Error> {
    let places = &view.portal.navigator_index().by_id;
    let part = places.chunks(PER_FULL).nth(part).unwrap_or_default();
    let practice = |(at, row): &(usize, u32)| -> Result<_, Error> {
        let entry = &view.portal.entries[*at];
        let full = Full {
            row: *row,
            title: entry.common.title.0.clone(),
            url: view.entry_path(entry).unwrap_or_default(),
            sample: entry.sample,
            cells: view.practice_cells(*at, ROOT)?,
        };
        Ok((entry.id.as_str(), full))
    };
    part.iter()
        .map(practice)
        .collect::<Result<_, _>>()
        .map(FullPart)
}
