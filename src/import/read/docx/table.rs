//! Tables of Word: the grid, merged cells, rows of headings, and tables in cells made flat.

use super::super::Refusal;
use super::super::ledger::{clipped, column_fits};
use super::super::xml::{Piece, Space, Tag, Xml};
use super::body::is_transparent;
use super::{Document, one_line};
use crate::import::model::{Block, Cell, Note, NoteKind, Paragraph, Place, Row, Table};

/// What a row says of itself.
#[derive(Default)]
struct RowState {
    row: Row,
    /// Columns before the first cell or covered so far.
    column: usize,
    is_deleted: bool,
}

/// What a cell says of itself.
#[derive(Default)]
struct CellState {
    columns: Option<usize>,
    /// Goes on from above.
    continues: bool,
    /// Goes on from the left, as old versions of Word wrote it.
    joins: bool,
    is_deleted: bool,
}

impl Document {
    /// Reads a table, just opened. One in a cell becomes paragraphs, a row each.
    pub(super) fn table(&mut self, xml: &mut Xml<'_>, out: &mut Vec<Block>) -> Result<(), Refusal> {
        if self.nesting > 0 || self.place.table > 0 {
            return self.nested(xml, out);
        }
        let before = std::mem::take(&mut self.place);
        self.tables += 1;
        self.place.table = self.tables;
        self.nesting += 1;
        let mut table = Table::default();
        self.rows(xml, &mut table)?;
        self.nesting -= 1;
        self.place = before;
        out.push(Block::Table(table));
        Ok(())
    }

    fn nested(&mut self, xml: &mut Xml<'_>, out: &mut Vec<Block>) -> Result<(), Refusal> {
        let place = self.place.clone();
        self.nesting += 1;
        let mut table = Table::default();
        self.rows(xml, &mut table)?;
        self.nesting -= 1;
        self.place = place.clone();
        self.ledger
            .say(NoteKind::Changed, "import.read-nested", &place);
        for row in table.rows {
            let words: Vec<String> = row.cells.iter().map(Cell::text).collect();
            let text = words.join("\t").trim().to_owned();
            if !text.is_empty() {
                let place = place.clone();
                out.push(Block::Paragraph(Paragraph {
                    text,
                    place,
                    ..Paragraph::default()
                }));
            }
        }
        Ok(())
    }

    fn rows(&mut self, xml: &mut Xml<'_>, table: &mut Table) -> Result<(), Refusal> {
        let mut has_choice = false;
        loop {
            match xml.next()? {
                Piece::Open(tag) if tag.key() == (Space::Word, "tr") => self.row(xml, table)?,
                Piece::Open(tag) if is_transparent(&tag, &mut has_choice) => {
                    self.rows(xml, table)?
                }
                Piece::Open(_) => xml.skip()?,
                Piece::Close | Piece::End => return Ok(()),
                Piece::Text(_) => {}
            }
        }
    }

    fn row(&mut self, xml: &mut Xml<'_>, table: &mut Table) -> Result<(), Refusal> {
        self.ledger.row()?;
        let number = table.rows.len() + 1;
        let is_outer = self.nesting == 1;
        if is_outer {
            self.place.row = number;
            self.place.cell = None;
        }
        let mut state = RowState::default();
        self.cells(xml, &mut state)?;
        if is_outer {
            self.place.cell = None;
        }
        if state.is_deleted {
            let words: Vec<String> = state.row.cells.iter().map(Cell::text).collect();
            let note = Note::new(
                NoteKind::Changed,
                "import.read-deleted-row",
                self.place.clone(),
            );
            self.ledger
                .note(note.with("text", clipped(&words.join(" "))));
            return Ok(());
        }
        state.row.place = self.place.clone();
        table.rows.push(state.row);
        Ok(())
    }

    fn cells(&mut self, xml: &mut Xml<'_>, state: &mut RowState) -> Result<(), Refusal> {
        let mut has_choice = false;
        loop {
            match xml.next()? {
                Piece::Open(tag) if tag.key() == (Space::Word, "tc") => self.cell(xml, state)?,
                Piece::Open(tag) if tag.key() == (Space::Word, "trPr") => {
                    xml.children(|xml, tag| state.property(xml, tag))?;
                }
                Piece::Open(tag) if is_transparent(&tag, &mut has_choice) => {
                    self.cells(xml, state)?
                }
                Piece::Open(_) => xml.skip()?,
                Piece::Close | Piece::End => return Ok(()),
                Piece::Text(_) => {}
            }
        }
    }

    fn cell(&mut self, xml: &mut Xml<'_>, state: &mut RowState) -> Result<(), Refusal> {
        self.ledger.cell()?;
        if self.nesting == 1 {
            self.place.cell = Some((state.column + 1).to_string());
        }
        let place = self.place.clone();
        let mut cell = CellState::default();
        let mut blocks = Vec::new();
        // Properties stand first; what follows is read as the body is.
        loop {
            match xml.next()? {
                Piece::Open(tag) if tag.key() == (Space::Word, "tcPr") => {
                    xml.children(|xml, tag| cell.property(xml, tag))?;
                    self.flow(xml, &mut blocks)?;
                    break;
                }
                Piece::Open(tag) => {
                    self.cell_without_properties(xml, &tag, &mut blocks)?;
                }
                Piece::Close | Piece::End => break,
                Piece::Text(_) => {}
            }
        }
        let columns = cell.columns.unwrap_or(1).max(1);
        column_fits(columns)?;
        column_fits(state.column + columns)?;
        self.add_cell(state, cell, columns, blocks, place);
        Ok(())
    }

    /// Reads a child of a cell that has no properties before it.
    fn cell_without_properties(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        blocks: &mut Vec<Block>,
    ) -> Result<(), Refusal> {
        match tag.key() {
            (Space::Word, "p") => self.paragraph(xml, blocks, &mut None),
            (Space::Word, "tbl") => self.table(xml, blocks),
            _ if is_transparent(tag, &mut false) => self.flow(xml, blocks),
            _ => xml.skip(),
        }
    }

    fn add_cell(
        &mut self,
        state: &mut RowState,
        cell: CellState,
        columns: usize,
        blocks: Vec<Block>,
        place: Place,
    ) {
        let is_lost = cell.is_deleted || cell.continues;
        if is_lost && !blocks.is_empty() {
            let key = match cell.is_deleted {
                true => "import.read-deleted",
                false => "import.read-under-merged",
            };
            let note = Note::new(NoteKind::Doubt, key, place.clone());
            self.ledger
                .note(note.with("text", clipped(&one_line(&blocks))));
        }
        let paragraphs = match is_lost {
            true => Vec::new(),
            false => blocks.into_iter().filter_map(paragraph_of).collect(),
        };
        match state.row.cells.last_mut() {
            Some(last) if cell.joins => {
                last.columns += columns;
                last.paragraphs.extend(paragraphs);
            }
            _ => state.row.cells.push(Cell {
                paragraphs,
                column: state.column,
                columns,
                continues: cell.continues,
                place,
            }),
        }
        state.column += columns;
    }
}

/// Tables in cells are flat by now.
fn paragraph_of(block: Block) -> Option<Paragraph> {
    match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::Table(_) => None,
    }
}

impl RowState {
    fn property(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<(), Refusal> {
        match tag.key() {
            (Space::Word, "gridBefore") => {
                self.column = tag.number("val").unwrap_or(0);
                column_fits(self.column)?;
            }
            (Space::Word, "tblHeader") => self.row.header = tag.is_on(),
            (Space::Word, "hidden") => self.row.hidden = tag.is_on(),
            (Space::Word, "del") => self.is_deleted = true,
            _ => {}
        }
        xml.skip()
    }
}

impl CellState {
    fn property(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<(), Refusal> {
        // Without a value a merged cell goes on.
        let goes_on = || tag.attribute("val").as_deref() != Some("restart");
        match tag.key() {
            (Space::Word, "gridSpan") => self.columns = tag.number("val"),
            (Space::Word, "vMerge") => self.continues = goes_on(),
            (Space::Word, "hMerge") => self.joins = goes_on(),
            (Space::Word, "cellDel") => self.is_deleted = true,
            _ => {}
        }
        xml.skip()
    }
}
