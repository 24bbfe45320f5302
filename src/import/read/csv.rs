//! Tables as text: `.csv` with `;` or `,`, `.tsv`. Excel in Russian saves `;` and Windows-1251.

use csv::{ReaderBuilder, StringRecord};

use super::encoding::Decoded;
use super::ledger::{Ledger, column_fits, text_fits};
use super::{Refusal, sheet};
use crate::import::model::{Block, Cell, Note, NoteKind, Place, Row, Source, Table};

/// What may stand between cells; on a tie the first.
const SEPARATORS: [(u8, &str); 3] = [(b';', ";"), (b'\t', "Tab"), (b',', ",")];
/// How many rows are looked at to tell separators apart.
const SAMPLE: usize = 200;

/// Reads a text of rows; nothing when nothing separates cells.
pub fn read(decoded: &Decoded) -> Result<Option<Source>, Refusal> {
    let (text, skipped, named) = hinted(&decoded.text);
    let Some((separator, name)) = named.or_else(|| separator(text)) else {
        return Ok(None);
    };
    let mut ledger = Ledger::default();
    let note = Note::new(NoteKind::Read, "import.read-csv", Place::default());
    ledger.note(note.with("encoding", decoded.name).with("separator", name));
    let mut table = Table::default();
    let mut lines = Lines {
        text,
        seen: 0,
        line: 1 + skipped,
    };
    for record in reader(text, separator).into_records() {
        // Only a file that is no text fails here, and this one is a text already.
        let record = record.map_err(|_| super::xml::broken())?;
        let at = record.position().map_or(0, csv::Position::byte);
        let (blank, line) = lines.before(usize::try_from(at).unwrap_or(0));
        for blank in line - blank..line {
            table.rows.push(row(
                &StringRecord::new(),
                table.rows.len() + 1,
                blank,
                &mut ledger,
            )?);
        }
        table
            .rows
            .push(row(&record, table.rows.len() + 1, line, &mut ledger)?);
    }
    while table.rows.last().is_some_and(Row::is_empty) {
        table.rows.pop();
    }
    Ok(Some(Source {
        blocks: vec![Block::Table(table)],
        notes: ledger.finish(),
    }))
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// Excel's own first line `sep=;`: the rest, how many lines were taken, the separator.
fn hinted(text: &str) -> (&str, usize, Option<(u8, &'static str)>) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let named = first.trim_end().strip_prefix("sep=").and_then(|sign| {
        let mut known = SEPARATORS.iter();
        known
            .find(|(separator, _)| sign.as_bytes() == [*separator])
            .copied()
    });
    match named {
        Some(_) => (rest, 1, named),
        None => (text, 0, None),
    }
}

/// The separator that gives the most cells in rows of one length.
fn separator(text: &str) -> Option<(u8, &'static str)> {
    let mut best = None;
    for (separator, name) in SEPARATORS {
        let mut lengths = std::collections::BTreeMap::<usize, usize>::new();
        let records = reader(text, separator).into_records().take(SAMPLE);
        for record in records.filter_map(Result::ok) {
            *lengths.entry(record.len()).or_default() += 1;
        }
        let score = lengths
            .iter()
            .map(|(length, count)| length.saturating_sub(1) * count);
        let score = score.max().unwrap_or(0);
        if score > best.map_or(0, |(best, _)| best) {
            best = Some((score, (separator, name)));
        }
    }
    best.map(|(_, found)| found)
}

/// Lines of the text, counted on from record to record.
struct Lines<'a> {
    text: &'a str,
    seen: usize,
    line: usize,
}

impl Lines<'_> {
    /// How many empty lines stand before the record that is said to begin here, for the reader of
    /// records passes over them; and the line where it does begin.
    fn before(&mut self, at: usize) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let is_within =
            at > 0 && bytes.get(at - 1) == Some(&b'\r') && bytes.get(at) == Some(&b'\n');
        let at = at + usize::from(is_within);
        self.line += ends(bytes.get(self.seen..at));
        let after = bytes.get(at..).unwrap_or_default();
        let empty = after
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let blank = ends(after.get(..empty));
        self.line += blank;
        self.seen = at + empty;
        (blank, self.line)
    }
}

/// How many lines end in these bytes.
fn ends(bytes: Option<&[u8]>) -> usize {
    let bytes = bytes.unwrap_or_default();
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

fn row(
    record: &StringRecord,
    number: usize,
    line: usize,
    ledger: &mut Ledger,
) -> Result<Row, Refusal> {
    ledger.row()?;
    column_fits(record.len())?;
    let place = Place {
        table: 1,
        row: number,
        line: Some(line),
        ..Place::default()
    };
    let mut cells = Vec::with_capacity(record.len());
    for (column, text) in record.iter().enumerate() {
        ledger.cell()?;
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
    Ok(Row {
        cells,
        place,
        ..Row::default()
    })
}
