//! Plain text: paragraphs by lines, and tables whose cells are separated by tabs, as they come from
//! a recognised scan. Rows broken over pages stay as they are: joining them is for the recognisers.

use super::encoding::Decoded;
use super::ledger::{Ledger, column_fits, text_fits};
use super::{Refusal, sheet};
use crate::import::model::{Block, Cell, Note, NoteKind, Paragraph, Place, Row, Source, Table};

/// Tabs in the first row of a table; fewer may be an indent.
const TABS: usize = 2;
/// So many lines without a tab end a table; fewer are sections or ends of cells.
const LINES: usize = 3;

/// Reads a text.
pub fn read(decoded: &Decoded) -> Result<Source, Refusal> {
    let lines: Vec<&str> = decoded.text.lines().collect();
    let mut ledger = Ledger::default();
    let note = Note::new(NoteKind::Read, "import.read-text", Place::default());
    ledger.note(note.with("encoding", decoded.name));
    let mut blocks = Vec::new();
    let (mut at, mut tables) = (0, 0);
    while let Some(line) = lines.get(at) {
        if tabs(line) >= TABS && !line.trim().is_empty() {
            tables += 1;
            let end = end_of_table(&lines, at);
            blocks.push(Block::Table(table(&lines, at..end, tables, &mut ledger)?));
            at = end;
            continue;
        }
        blocks.extend(paragraph(line, at + 1, &mut ledger)?.map(Block::Paragraph));
        at += 1;
    }
    Ok(Source {
        blocks,
        notes: ledger.finish(),
    })
}

fn tabs(line: &str) -> usize {
    line.bytes().filter(|byte| *byte == b'\t').count()
}

/// The line after the last row of the table that begins here.
fn end_of_table(lines: &[&str], start: usize) -> usize {
    let (mut end, mut without) = (start, 0);
    for (at, line) in lines.iter().enumerate().skip(start) {
        if line.contains('\t') && !line.trim().is_empty() {
            (end, without) = (at + 1, 0);
        } else if !line.trim().is_empty() {
            without += 1;
        }
        if without >= LINES {
            break;
        }
    }
    end
}

/// A line outside tables. Stars that a recogniser of scans put for bold type are taken off.
fn paragraph(line: &str, number: usize, ledger: &mut Ledger) -> Result<Option<Paragraph>, Refusal> {
    let place = Place {
        line: Some(number),
        ..Place::default()
    };
    let trimmed = line.trim();
    let begun = trimmed.strip_prefix("**").unwrap_or(trimmed);
    let text = begun.strip_suffix("**").unwrap_or(begun).trim();
    if text.is_empty() {
        return Ok(None);
    }
    text_fits(text, &place)?;
    ledger.cell()?;
    if text != trimmed {
        ledger.say(NoteKind::Changed, "import.read-stars", &place);
    }
    Ok(Some(Paragraph {
        text: text.to_owned(),
        place,
        ..Paragraph::default()
    }))
}

fn table(
    lines: &[&str],
    range: std::ops::Range<usize>,
    number: usize,
    ledger: &mut Ledger,
) -> Result<Table, Refusal> {
    let mut table = Table::default();
    let first = range.start;
    for (at, line) in lines.get(range).unwrap_or_default().iter().enumerate() {
        ledger.row()?;
        let place = Place {
            table: number,
            row: table.rows.len() + 1,
            line: Some(first + at + 1),
            ..Place::default()
        };
        let cells = match line.trim().is_empty() && !line.contains('\t') {
            true => Vec::new(),
            false => cells(line, &place, ledger)?,
        };
        table.rows.push(Row {
            cells,
            place,
            ..Row::default()
        });
    }
    Ok(table)
}

fn cells(line: &str, place: &Place, ledger: &mut Ledger) -> Result<Vec<Cell>, Refusal> {
    let mut cells = Vec::new();
    for (column, text) in line.split('\t').enumerate() {
        ledger.cell()?;
        column_fits(column + 1)?;
        let place = Place {
            cell: Some((column + 1).to_string()),
            ..place.clone()
        };
        text_fits(text, &place)?;
        cells.push(Cell {
            paragraphs: sheet::paragraphs(text, &place),
            column,
            columns: 1,
            continues: false,
            place,
        });
    }
    Ok(cells)
}
