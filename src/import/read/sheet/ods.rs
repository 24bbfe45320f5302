//! LibreOffice Calc: sheets of an `.ods`. It stores the text of each cell as it was shown.

use std::collections::BTreeSet;

use super::super::ledger::{Ledger, clipped, named};
use super::super::package::Package;
use super::super::xml::{Piece, Space, Tag, Xml};
use super::super::{LIMITS, Refusal};
use super::{Merged, Sheet, SheetRow, dates};
use crate::import::model::{Block, Note, NoteKind, Place, Source};
use crate::lang::{Language, message};

/// A book being read.
struct Book {
    /// Styles of sheets that are not shown.
    hidden: BTreeSet<String>,
    ledger: Ledger,
    blocks: Vec<Block>,
}

/// A sheet as far as it is read.
#[derive(Default)]
struct State {
    sheet: Sheet,
    number: usize,
    row: usize,
    column_at: usize,
}

/// A cell as it is written.
struct Written {
    text: String,
    column: usize,
    repeated: usize,
    columns: usize,
    rows: usize,
    has_formula: bool,
}

/// Reads the archive of a book.
pub fn read(package: &mut Package<'_>) -> Result<Source, Refusal> {
    let text = package.required("content.xml")?;
    let mut book = Book {
        hidden: BTreeSet::new(),
        ledger: Ledger::default(),
        blocks: Vec::new(),
    };
    Xml::new(&text).elements(|xml, tag| match tag.key() {
        (Space::Style, "style") => book.style(xml, tag),
        (Space::Table, "tracked-changes") => xml.skip(),
        (Space::Table, "table") => book.sheet(xml, tag),
        _ => Ok(()),
    })?;
    Ok(Source {
        blocks: book.blocks,
        notes: book.ledger.finish(),
    })
}

impl Book {
    fn style(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<(), Refusal> {
        let name = tag.attribute("name").unwrap_or_default();
        xml.children(|xml, tag| {
            let is_hidden = tag.attribute("display").as_deref() == Some("false");
            if tag.key() == (Space::Style, "table-properties") && is_hidden {
                self.hidden.insert(name.clone());
            }
            xml.skip()
        })
    }

    fn sheet(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<(), Refusal> {
        let style = tag.attribute("style-name").unwrap_or_default();
        let mut state = State {
            number: self.blocks.len() + 1,
            ..State::default()
        };
        state.sheet.name = named(tag.attribute("name")).unwrap_or_default();
        state.sheet.hidden = self.hidden.contains(&style);
        self.parts(xml, &mut state, false)?;
        let table = state.sheet.table(state.number, &mut self.ledger)?;
        self.blocks.extend(table.map(Block::Table));
        Ok(())
    }

    /// Columns and rows, through the groups that they may stand in.
    fn parts(
        &mut self,
        xml: &mut Xml<'_>,
        state: &mut State,
        is_header: bool,
    ) -> Result<(), Refusal> {
        loop {
            let tag = match xml.next()? {
                Piece::Open(tag) => tag,
                Piece::Close | Piece::End => return Ok(()),
                Piece::Text(_) => continue,
            };
            match tag.key() {
                (Space::Table, "table-row") => self.row(xml, &tag, state, is_header)?,
                (Space::Table, "table-column") => {
                    let count = tag.number("number-columns-repeated").unwrap_or(1);
                    let last = state.column_at.saturating_add(count);
                    if is_hidden(&tag) && last > state.column_at {
                        let columns = (state.column_at, last - 1);
                        state.sheet.hidden_columns.push(columns);
                    }
                    state.column_at = last;
                    xml.skip()?;
                }
                (Space::Table, "table-header-rows") => self.parts(xml, state, true)?,
                (
                    Space::Table,
                    "table-rows"
                    | "table-row-group"
                    | "table-columns"
                    | "table-column-group"
                    | "table-header-columns",
                ) => self.parts(xml, state, is_header)?,
                _ => xml.skip()?,
            }
        }
    }

    fn row(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        state: &mut State,
        header: bool,
    ) -> Result<(), Refusal> {
        let repeated = tag.number("number-rows-repeated").unwrap_or(1).max(1);
        let hidden = is_hidden(tag);
        let first = state.row;
        state.row = first.saturating_add(repeated);
        let mut cells = Vec::new();
        let mut column = 0_usize;
        loop {
            match xml.next()? {
                Piece::Open(tag)
                    if matches!(
                        tag.key(),
                        (Space::Table, "table-cell" | "covered-table-cell")
                    ) =>
                {
                    let place = state.sheet.place(state.number, first, Some(column));
                    let cell = self.cell(xml, &tag, column, &place)?;
                    column = column.saturating_add(cell.repeated);
                    cells.push(cell);
                }
                Piece::Open(_) => xml.skip()?,
                Piece::Close | Piece::End => break,
                Piece::Text(_) => {}
            }
        }
        cells.retain(|cell| !cell.text.trim().is_empty() || cell.rows > 1 || cell.columns > 1);
        // Rows that are alike to the end of the sheet are empty: a sheet is written so.
        let count = match cells.is_empty() {
            true => state.row.min(LIMITS.rows).saturating_sub(first),
            false => repeated,
        };
        for row in first..first.saturating_add(count) {
            if (hidden || header) && row < LIMITS.rows {
                let own = SheetRow {
                    hidden,
                    header,
                    ..SheetRow::default()
                };
                state.sheet.rows.insert(row, own);
            } else if cells.is_empty() {
                break;
            }
            for cell in &cells {
                self.put(state, row, cell)?;
            }
        }
        Ok(())
    }

    fn put(&mut self, state: &mut State, row: usize, cell: &Written) -> Result<(), Refusal> {
        // Beyond the limits only a cell with words is a reason to refuse, and `put` says so.
        let end = cell.column.saturating_add(cell.repeated);
        for column in cell.column..end {
            if cell.text.trim().is_empty() && (column >= LIMITS.columns || row >= LIMITS.rows) {
                break;
            }
            state
                .sheet
                .put(row, column, cell.text.clone(), &mut self.ledger)?;
            if cell.has_formula {
                state.sheet.formulas.push((row, column));
            }
            if cell.columns > 1 || cell.rows > 1 {
                self.ledger.merged(1)?;
                state.sheet.merged.push(Merged {
                    from: (row, column),
                    to: (
                        row.saturating_add(cell.rows - 1),
                        column.saturating_add(cell.columns - 1),
                    ),
                });
            }
        }
        Ok(())
    }

    fn cell(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        column: usize,
        place: &Place,
    ) -> Result<Written, Refusal> {
        let count = |name| tag.number(name).unwrap_or(1).max(1);
        let mut cell = Written {
            text: String::new(),
            column,
            repeated: count("number-columns-repeated"),
            columns: count("number-columns-spanned"),
            rows: count("number-rows-spanned"),
            has_formula: tag.attribute("formula").is_some(),
        };
        let date = tag.attribute("date-value");
        let mut lines = Vec::new();
        self.lines(xml, &mut lines, place)?;
        cell.text = lines.join("\n");
        if cell.text.trim().is_empty() {
            cell.text.clear();
        }
        // A day written in figures is written in full; one written in words stays as it is.
        let is_figures = !cell.text.chars().any(char::is_alphabetic);
        if let Some(day) = date
            .filter(|_| is_figures)
            .and_then(|day| dates::from_iso(&day))
        {
            let shown_day = day.split(' ').next().unwrap_or_default();
            if cell.text.is_empty() || !cell.text.contains(shown_day) {
                cell.text = day;
            }
        }
        if cell.text.is_empty() {
            cell.text = tag.attribute("value").unwrap_or_default().replace('.', ",");
        }
        if cell.text.starts_with("#") || cell.text.starts_with("Err:") {
            let note = Note::new(NoteKind::Doubt, "import.read-formula-error", place.clone());
            self.ledger.note(note.with("text", clipped(&cell.text)));
        }
        Ok(cell)
    }

    /// Paragraphs of a cell just opened, a line each.
    fn lines(
        &mut self,
        xml: &mut Xml<'_>,
        lines: &mut Vec<String>,
        place: &Place,
    ) -> Result<(), Refusal> {
        loop {
            let tag = match xml.next()? {
                Piece::Open(tag) => tag,
                Piece::Close | Piece::End => return Ok(()),
                Piece::Text(_) => continue,
            };
            match tag.key() {
                (Space::Text, "p" | "h") => {
                    let mut line = String::new();
                    self.inline(xml, &mut line, place)?;
                    lines.push(line);
                }
                (Space::Office, "annotation") => {
                    self.ledger
                        .say(NoteKind::Doubt, "import.read-comment", place);
                    xml.skip()?;
                }
                (Space::Text, _) => self.lines(xml, lines, place)?,
                _ => xml.skip()?,
            }
        }
    }

    fn inline(
        &mut self,
        xml: &mut Xml<'_>,
        line: &mut String,
        place: &Place,
    ) -> Result<(), Refusal> {
        loop {
            let tag = match xml.next()? {
                Piece::Text(text) => {
                    line.push_str(&text);
                    continue;
                }
                Piece::Open(tag) => tag,
                Piece::Close | Piece::End => return Ok(()),
            };
            match tag.key() {
                (Space::Text, "line-break") => {
                    line.push('\n');
                    xml.skip()?;
                }
                (Space::Text, "tab") => {
                    line.push('\t');
                    xml.skip()?;
                }
                (Space::Text, "s") => {
                    let count = tag.number("c").unwrap_or(1).min(LIMITS.text);
                    line.extend(std::iter::repeat_n(' ', count));
                    self.ledger.spaces(count)?;
                    xml.skip()?;
                }
                (Space::Text, "note") => {
                    let words = clipped(&xml.text()?);
                    let values = [("text", words)];
                    line.push(' ');
                    line.push_str(&message(
                        Language::Ru,
                        "import.read-footnote-inline",
                        &values,
                    ));
                }
                (Space::Office, "annotation") => {
                    self.ledger
                        .say(NoteKind::Doubt, "import.read-comment", place);
                    xml.skip()?;
                }
                (Space::Text, _) => self.inline(xml, line, place)?,
                _ => xml.skip()?,
            }
        }
    }
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    matches!(
        tag.attribute("visibility").as_deref(),
        Some("collapse" | "filter")
    )
}
