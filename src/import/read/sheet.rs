//! Sheets of books: what two formats have in common, from cells at their places to a table.

pub mod dates;
pub mod formats;
pub mod ods;
pub mod styles;
pub mod xlsx;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ledger::{Ledger, clipped, column_fits, text_fits};
use super::{LIMITS, Refusal};
use crate::import::model::{Cell, Note, NoteKind, Paragraph, Place, Row, Table};

/// A rectangle of cells made one, with its corners in it, from 0.
#[derive(Clone, Copy, Debug)]
pub struct Merged {
    /// Row and column of the upper left corner.
    pub from: (usize, usize),
    /// Row and column of the lower right corner.
    pub to: (usize, usize),
}

/// A row as it is stored: only cells that have words.
#[derive(Debug, Default)]
pub struct SheetRow {
    /// Text by column, from 0.
    pub cells: BTreeMap<usize, String>,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Whether it is printed at the top of each page.
    pub header: bool,
}

/// A sheet as it is stored.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Rows by number, from 0.
    pub rows: BTreeMap<usize, SheetRow>,
    /// Merged cells.
    pub merged: Vec<Merged>,
    /// First and last of hidden columns, from 0.
    pub hidden_columns: Vec<(usize, usize)>,
    /// Cells whose values were calculated.
    pub formulas: Vec<(usize, usize)>,
}

impl Sheet {
    /// The place of a cell, both from 0.
    pub fn place(&self, number: usize, row: usize, column: Option<usize>) -> Place {
        Place {
            table: number,
            row: row + 1,
            sheet: Some(Arc::from(self.name.as_str())),
            cell: column.map(|column| format!("{}{}", letters(column), row + 1)),
            ..Place::default()
        }
    }

    /// Puts a text into a cell, both from 0. Nothing is nothing.
    pub fn put(
        &mut self,
        row: usize,
        column: usize,
        text: String,
        ledger: &mut Ledger,
    ) -> Result<(), Refusal> {
        if text.trim().is_empty() {
            return Ok(());
        }
        ledger.text(&text)?;
        if row >= LIMITS.rows {
            return Err(
                Refusal::new("import.read-too-many-rows").with("n", LIMITS.rows.to_string())
            );
        }
        column_fits(column + 1)?;
        if text.len() > LIMITS.text {
            text_fits(&text, &self.place(0, row, Some(column)))?;
        }
        self.rows.entry(row).or_default().cells.insert(column, text);
        Ok(())
    }

    /// The table, with what a person should know of the sheet; nothing when the sheet is empty.
    pub fn table(mut self, number: usize, ledger: &mut Ledger) -> Result<Option<Table>, Refusal> {
        let Some(last) = self.rows.iter().rfind(|(_, row)| !row.cells.is_empty()) else {
            return Ok(None);
        };
        let last = *last.0;
        let base = Arc::from(self.name.as_str());
        let merged = self.spread(number, last, ledger)?;
        self.notes(number, last, ledger);
        let mut rows = Vec::with_capacity(last + 1);
        for at in 0..=last {
            ledger.row()?;
            let row = self.rows.remove(&at).unwrap_or_default();
            let place = Place {
                table: number,
                row: at + 1,
                sheet: Some(Arc::clone(&base)),
                ..Place::default()
            };
            rows.push(cells(row, place, merged.get(&at), ledger)?);
        }
        Ok(Some(Table {
            name: Some(self.name),
            hidden: self.hidden,
            rows,
        }))
    }

    /// Merged cells by row: column → (columns, goes on from above). Words under them are named.
    fn spread(
        &mut self,
        number: usize,
        last: usize,
        ledger: &mut Ledger,
    ) -> Result<BTreeMap<usize, Spans>, Refusal> {
        let mut spans: BTreeMap<usize, Spans> = BTreeMap::new();
        for merged in std::mem::take(&mut self.merged) {
            let ((top, left), (bottom, right)) = (merged.from, merged.to);
            let right = right.min(LIMITS.columns - 1);
            if left > right || top > bottom || top > last {
                continue;
            }
            let bottom = bottom.min(last);
            ledger.merged((bottom - top + 1).saturating_mul(right - left + 1))?;
            for row in top..=bottom {
                let covered: Vec<usize> = match self.rows.get(&row) {
                    Some(cells) => cells.cells.range(left..=right).map(|(at, _)| *at).collect(),
                    None => Vec::new(),
                };
                for column in covered.into_iter().filter(|at| (row, *at) != (top, left)) {
                    let lost = self
                        .rows
                        .get_mut(&row)
                        .and_then(|row| row.cells.remove(&column));
                    let place = self.place(number, row, Some(column));
                    let note = Note::new(NoteKind::Doubt, "import.read-under-merged", place);
                    ledger.note(note.with("text", clipped(&lost.unwrap_or_default())));
                }
                let span = (right - left + 1, row > top);
                spans.entry(row).or_default().entry(left).or_insert(span);
            }
        }
        Ok(spans)
    }

    fn notes(&self, number: usize, last: usize, ledger: &mut Ledger) {
        let sheet = Place {
            table: number,
            sheet: Some(Arc::from(self.name.as_str())),
            ..Place::default()
        };
        if self.hidden {
            ledger.say(NoteKind::Doubt, "import.read-hidden-sheet", &sheet);
        }
        let hidden = self.rows.range(..=last).filter(|(_, row)| row.hidden);
        let hidden: Vec<usize> = hidden.map(|(at, _)| at + 1).collect();
        if !hidden.is_empty() {
            let note = Note::new(NoteKind::Doubt, "import.read-hidden-rows", sheet.clone());
            ledger.note(note.with("rows", clipped(&ranges(&hidden))));
        }
        let used: BTreeSet<usize> = self
            .rows
            .values()
            .flat_map(|row| row.cells.keys().copied())
            .collect();
        let mut hidden = BTreeSet::new();
        for (first, last) in &self.hidden_columns {
            hidden.extend(used.range(first..).take_while(|at| *at <= last));
        }
        let names: Vec<String> = hidden.into_iter().map(letters).collect();
        if !names.is_empty() {
            let note = Note::new(NoteKind::Doubt, "import.read-hidden-columns", sheet.clone());
            ledger.note(note.with("columns", names.join(", ")));
        }
        if let Some((row, column)) = self.formulas.first() {
            let note = Note::new(NoteKind::Read, "import.read-formulas", sheet);
            let first = format!("{}{}", letters(*column), row + 1);
            ledger.note(
                note.with("n", self.formulas.len().to_string())
                    .with("cell", first),
            );
        }
    }
}

/// Merged cells of a row: column → (columns, goes on from above).
type Spans = BTreeMap<usize, (usize, bool)>;

/// All cells of a row up to its last word, empty ones too.
fn cells(
    row: SheetRow,
    place: Place,
    spans: Option<&Spans>,
    ledger: &mut Ledger,
) -> Result<Row, Refusal> {
    let last_text = row.cells.keys().next_back().map(|at| at + 1);
    let last_span = spans
        .and_then(|spans| spans.last_key_value())
        .map(|(at, (columns, _))| at + columns);
    let end = last_text.max(last_span).unwrap_or(0);
    let mut cells = Vec::with_capacity(end);
    let (mut column, mut texts) = (0, row.cells);
    while column < end {
        ledger.cell()?;
        let (columns, continues) = spans
            .and_then(|spans| spans.get(&column))
            .copied()
            .unwrap_or((1, false));
        let place = Place {
            cell: Some(format!("{}{}", letters(column), place.row)),
            ..place.clone()
        };
        let text = texts.remove(&column).unwrap_or_default();
        cells.push(Cell {
            paragraphs: paragraphs(&text, &place),
            column,
            columns,
            continues,
            place,
        });
        column += columns.max(1);
    }
    Ok(Row {
        cells,
        place,
        header: row.header,
        hidden: row.hidden,
    })
}

/// Lines of a cell as paragraphs: a sheet knows no other kind.
pub fn paragraphs(text: &str, place: &Place) -> Vec<Paragraph> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| Paragraph {
            text: line.to_owned(),
            place: place.clone(),
            ..Paragraph::default()
        })
        .collect()
}

/// The letters of a column, from 0: `A`, `Z`, `AA`.
pub fn letters(mut column: usize) -> String {
    let mut name = Vec::new();
    loop {
        name.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or(0)));
        match column / 26 {
            0 => break,
            more => column = more - 1,
        }
    }
    name.iter().rev().collect()
}

/// Numbers in a row as `5–7, 9`.
fn ranges(numbers: &[usize]) -> String {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match parts.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => parts.push((*number, *number)),
        }
    }
    let shown = parts.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    });
    shown.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{letters, ranges};

    #[test]
    fn columns_have_the_names_of_a_sheet() {
        for (column, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (199, "GR"),
            (701, "ZZ"),
            (702, "AAA"),
        ] {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn neighbours_are_named_together() {
        assert_eq!(ranges(&[1, 3, 4, 5, 9]), "1, 3–5, 9");
    }
}
