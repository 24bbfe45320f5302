//! Tables of HTML: cells to columns of the grid, with cells that go on from above and from the left.

use super::super::ledger::column_fits;
use super::super::markup::Tag;
use super::super::{LIMITS, Refusal};
use super::Page;
use crate::import::model::{Block, Cell, NoteKind, Paragraph, Place, Row, Table};

/// A table that is open.
#[derive(Default)]
pub(super) struct Open {
    rows: Vec<Row>,
    row: Option<Row>,
    cell: Option<Cell>,
    /// By column: for how many more rows the cell above goes on, and how wide it is.
    above: Vec<(usize, usize)>,
    /// Rows that the cell being read covers.
    cell_rows: usize,
    is_head: bool,
    has_plain: bool,
    /// Words between rows, which browsers show before the table.
    stray: Vec<Paragraph>,
}

impl Open {
    /// What is being read.
    pub fn place(&self, number: usize) -> Place {
        let column = self.cell.as_ref().map(|cell| (cell.column + 1).to_string());
        Place {
            table: number,
            row: self.rows.len() + usize::from(self.row.is_some()),
            cell: column,
            ..Place::default()
        }
    }

    /// Puts a paragraph into the cell being read.
    pub fn add(&mut self, paragraph: Paragraph) {
        match &mut self.cell {
            Some(cell) => cell.paragraphs.push(paragraph),
            None => self.stray.push(paragraph),
        }
    }
}

impl Page {
    pub(super) fn begin_table(&mut self) -> Result<(), Refusal> {
        self.end_paragraph()?;
        if self.open.is_empty() {
            self.tables += 1;
        }
        if self.open.len() >= LIMITS.depth {
            return Err(Refusal::new("import.read-too-deep").with("n", LIMITS.depth.to_string()));
        }
        self.open.push(Open::default());
        Ok(())
    }

    pub(super) fn set_head(&mut self, is_head: bool) {
        if let Some(open) = self.open.last_mut() {
            open.is_head = is_head;
        }
    }

    pub(super) fn begin_row(&mut self, hidden: bool) -> Result<(), Refusal> {
        self.end_row()?;
        let tables = self.tables;
        if let Some(open) = self.open.last_mut() {
            self.ledger.row()?;
            let mut row = Row {
                hidden,
                ..Row::default()
            };
            row.place = Place {
                table: tables,
                row: open.rows.len() + 1,
                ..Place::default()
            };
            open.row = Some(row);
            open.has_plain = false;
        }
        Ok(())
    }

    pub(super) fn begin_cell(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        self.end_cell()?;
        if self.open.last().is_some_and(|open| open.row.is_none()) {
            self.begin_row(false)?;
        }
        self.ledger.cell()?;
        let columns = tag.number("colspan").unwrap_or(1).max(1);
        column_fits(columns)?;
        let rows = tag.number("rowspan").unwrap_or(1).clamp(1, LIMITS.rows);
        let Some(open) = self.open.last_mut() else {
            return Ok(());
        };
        let Some(row) = &mut open.row else {
            return Ok(());
        };
        continue_above(row, &mut open.above);
        let column = end(row);
        column_fits(column + columns)?;
        open.has_plain |= tag.name == "td";
        open.cell_rows = rows;
        let place = Place {
            cell: Some((column + 1).to_string()),
            ..row.place.clone()
        };
        open.cell = Some(Cell {
            column,
            columns,
            place,
            ..Cell::default()
        });
        Ok(())
    }

    pub(super) fn end_cell(&mut self) -> Result<(), Refusal> {
        if self.open.is_empty() {
            return Ok(());
        }
        self.end_paragraph()?;
        self.heading = false;
        let Some(open) = self.open.last_mut() else {
            return Ok(());
        };
        let (Some(cell), Some(row)) = (open.cell.take(), &mut open.row) else {
            return Ok(());
        };
        if open.cell_rows > 1 {
            if open.above.len() <= cell.column {
                open.above.resize(cell.column + 1, (0, 0));
            }
            if let Some(above) = open.above.get_mut(cell.column) {
                // One more than is left, for the row itself takes one off at its end.
                *above = (open.cell_rows, cell.columns);
            }
        }
        row.cells.push(cell);
        Ok(())
    }

    pub(super) fn end_row(&mut self) -> Result<(), Refusal> {
        self.end_cell()?;
        let Some(open) = self.open.last_mut() else {
            return Ok(());
        };
        let Some(mut row) = open.row.take() else {
            return Ok(());
        };
        continue_above(&mut row, &mut open.above);
        for above in &mut open.above {
            above.0 = above.0.saturating_sub(1);
        }
        for cell in &row.cells {
            if cell.continues {
                self.ledger.cell()?;
            }
        }
        row.header = open.is_head || (!open.has_plain && !row.cells.is_empty());
        open.rows.push(row);
        Ok(())
    }

    pub(super) fn end_table(&mut self) -> Result<(), Refusal> {
        self.end_row()?;
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let Some(outer) = self.open.last_mut() else {
            self.blocks
                .extend(open.stray.into_iter().map(Block::Paragraph));
            self.blocks.push(Block::Table(Table {
                rows: open.rows,
                ..Table::default()
            }));
            return Ok(());
        };
        // A table in a cell becomes paragraphs of it, a row each.
        let place = outer.place(self.tables);
        for paragraph in open.stray {
            outer.add(paragraph);
        }
        for row in open.rows {
            let words: Vec<String> = row.cells.iter().map(Cell::text).collect();
            let text = words.join("\t").trim().to_owned();
            if !text.is_empty() {
                outer.add(Paragraph {
                    text,
                    place: place.clone(),
                    ..Paragraph::default()
                });
            }
        }
        self.ledger
            .say(NoteKind::Changed, "import.read-nested", &place);
        Ok(())
    }
}

/// The first column that is free.
fn end(row: &Row) -> usize {
    row.cells
        .last()
        .map_or(0, |cell| cell.column + cell.columns)
}

/// Adds the cells that go on from above where the next cell would stand.
fn continue_above(row: &mut Row, above: &mut [(usize, usize)]) {
    loop {
        let column = end(row);
        match above.get(column) {
            Some((left, columns)) if *left > 0 => row.cells.push(Cell {
                column,
                columns: (*columns).max(1),
                continues: true,
                place: Place {
                    cell: Some((column + 1).to_string()),
                    ..row.place.clone()
                },
                ..Cell::default()
            }),
            _ => return,
        }
    }
}
