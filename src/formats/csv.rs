//! `/data/practices.csv`: the practices as a table for spreadsheets.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::parse::fields::{Many, Text};
use crate::portal::navigator::Facet;
use crate::portal::practice::Practice;
use crate::portal::{Content, Entry, Kind};
use crate::view::View;
use crate::view::links::encode;

/// Spreadsheets take a file for UTF-8 only when it begins so.
pub const BOM: char = '\u{feff}';
/// What separates cells where a comma separates decimals.
const SEPARATOR: char = ';';

/// Every practice that has a page, a row each, under headings in the language of the site.
pub fn practices(view: View) -> String {
    let facets: Vec<Column> = view
        .portal
        .facets()
        .iter()
        .filter(|facet| facet.from.is_none())
        .map(Column::new)
        .collect();
    let mut table = String::from(BOM);
    row(&mut table, &headings(view, &facets));
    let entries: Vec<&Entry> = view.portal.visible(Kind::Practice).collect();
    let rows: Vec<String> = entries
        .par_iter()
        .map(|entry| written(view, entry, &facets))
        .collect();
    table.extend(rows);
    table
}

fn written(view: View, entry: &Entry, facets: &[Column]) -> String {
    let mut text = String::new();
    if let Content::Practice(practice) = &entry.content {
        row(&mut text, &cells(view, entry, practice, facets));
    }
    text
}

/// A facet of the navigator as a column.
struct Column<'p> {
    facet: &'p Facet,
    labels: HashMap<&'p str, &'p str>,
}

impl<'p> Column<'p> {
    fn new(facet: &'p Facet) -> Self {
        Self {
            facet,
            labels: facet
                .all_values()
                .into_iter()
                .map(|(value, _)| (&*value.id, &*value.label))
                .collect(),
        }
    }

    fn heading(&self) -> String {
        let facet = self.facet;
        if facet.label.is_empty() {
            facet.id.0.clone()
        } else {
            facet.label.0.clone()
        }
    }

    fn cell(&self, entry: &Entry) -> String {
        let values = entry.common.facets.values(&self.facet.id);
        values
            .map(|id| self.labels.get(id).copied().unwrap_or(id))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

fn headings(view: View, facets: &[Column]) -> Vec<String> {
    let fields = [
        "title",
        "summary",
        "problem",
        "organization",
        "territory",
        "status",
        "evidence",
        "cost",
        "period",
        "audience",
    ];
    let mut headings = vec![view.word("data.columns.id")];
    headings.extend(
        fields
            .iter()
            .map(|field| view.word(&format!("fields.{field}"))),
    );
    headings.extend(facets.iter().map(Column::heading));
    headings.extend([
        view.word("fields.tags"),
        view.word("fields.date"),
        view.word("data.columns.url"),
        view.word("data.columns.sample"),
    ]);
    headings
}

fn cells(view: View, entry: &Entry, practice: &Practice, facets: &[Column]) -> Vec<String> {
    let portal = view.portal;
    let territory = portal
        .shown_territory(entry)
        .and_then(|id| portal.territory(id));
    let address = view.path(&encode(&entry.address));
    let evidence = practice.evidence.level.map(|level| level.0);
    let mut cells = vec![
        entry.id.clone(),
        entry.common.title.0.clone(),
        entry.common.summary.0.clone(),
        super::data::published(view, entry, &practice.problem),
        view.card_organization(entry).unwrap_or_default(),
        territory
            .map(|territory| territory.parts.label.0.clone())
            .unwrap_or_default(),
        practice
            .status
            .map(|status| view.vocabulary("practice_status", status.word()))
            .unwrap_or_default(),
        match evidence {
            Some(level) => format!("{level}: {}", view.evidence_words(evidence)),
            None => view.evidence_words(None),
        },
        practice
            .cost
            .map(|cost| cost.0.to_string())
            .unwrap_or_default(),
        view.period_words(&practice.period).unwrap_or_default(),
        listed(&practice.audience),
    ];
    cells.extend(facets.iter().map(|facet| facet.cell(entry)));
    cells.extend([
        listed(&entry.common.tags),
        entry
            .common
            .date
            .map(|date| date.0.to_string())
            .unwrap_or_default(),
        portal
            .base_url()
            .map_or(address.clone(), |base| format!("{base}{address}")),
        if entry.sample {
            view.word("sample.sheet")
        } else {
            String::new()
        },
    ]);
    cells
}

fn listed(texts: &Many<Text>) -> String {
    texts
        .iter()
        .map(|text| &**text)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Writes one row; lines end as RFC 4180 says.
pub fn row(table: &mut String, cells: &[String]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            table.push(SEPARATOR);
        }
        // Lines of a cell are how the author's file is cut, not what the text means.
        let line = cell
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        table.push_str(&quoted(&guarded(&line)));
    }
    table.push_str("\r\n");
}

/// A text that a spreadsheet would take for a formula begins with an apostrophe instead.
fn guarded(cell: &str) -> String {
    let mut characters = cell.chars();
    let formula = match characters.next() {
        Some('=' | '+' | '@') => true,
        Some('-') => characters.next().is_some_and(|next| !next.is_ascii_digit()),
        _ => false,
    };
    if formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([SEPARATOR, '"']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_every_cell_is_one_cell() {
        for (cell, written) in [
            ("Опыт", "Опыт"),
            ("=1+1", "'=1+1"),
            ("+7 346", "'+7 346"),
            ("-5", "-5"),
            ("- пункт", "'- пункт"),
            ("@имя", "'@имя"),
            (" =СУММ(A1;A2)", "\"'=СУММ(A1;A2)\""),
            ("он сказал \"да\"", "\"он сказал \"\"да\"\"\""),
            ("две\nстроки", "две строки"),
        ] {
            let mut table = String::new();
            row(&mut table, &[cell.to_owned(), "б".to_owned()]);
            assert_eq!(table, format!("{written};б\r\n"), "{cell}");
        }
    }
}
