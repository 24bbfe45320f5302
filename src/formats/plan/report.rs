//! `/plans/SLUG/report/PERIOD/report.docx`: the paper of a period, ready to hand in.

use super::{author, footer, plan_at};
use crate::execution::period::Unit;
use crate::formats::atom::stamp_day;
use crate::formats::docx::{self, Cell, Column, Footer, Look, Paper, Paragraph, Row};
use crate::publication::Error;
use crate::view::View;
use crate::view::plan::{Mark, PaperRow, period_paper};

use super::paper::language;

/// Parts of the width of a sheet, in the order of the columns.
const WIDTHS: [u32; 6] = [5, 30, 18, 12, 32, 20];

/// The bytes of the document.
pub fn write(view: View, at: usize, unit: Unit) -> Result<Vec<u8>, Error> {
    let Some((entry, plan)) = plan_at(view, at) else {
        return Ok(Vec::new());
    };
    let shown = period_paper(view, entry, unit, "");
    let (before, between) = footer(view);
    let mut rows = Vec::new();
    for section in &shown.sections {
        rows.extend(section.title.clone().map(Row::Section));
        rows.extend(section.rows.iter().map(|row| Row::Cells(cells(row))));
    }
    docx::write(&Paper {
        language: language(view),
        date: shown.submitted.unwrap_or_else(|| stamp_day(view, entry)),
        author: author(view, plan),
        marks: Vec::new(),
        title: shown.title,
        subtitle: vec![format!("({})", shown.as_of)],
        note: None,
        columns: shown
            .columns
            .into_iter()
            .zip(WIDTHS)
            .map(|(column, width)| Column {
                title: column.title,
                width,
            })
            .collect(),
        rows,
        signature: shown.signature,
        footer: Footer { before, between },
        sample: shown.sample.then(|| view.word("sample.sheet")),
    })
}

fn cells(row: &PaperRow) -> Vec<Cell> {
    let number = Paragraph {
        text: row.number.clone(),
        look: Look::Centred,
    };
    let mut said: Cell = row
        .state
        .iter()
        .map(|state| Paragraph::plain(state.text.clone()))
        .collect();
    said.extend(row.marks.iter().flat_map(paragraphs));
    let proofs = row
        .proofs
        .iter()
        .map(|proof| Paragraph::plain(proof.text.clone()));
    vec![
        vec![number],
        vec![Paragraph::plain(row.title.clone())],
        vec![Paragraph::plain(row.executors.clone())],
        vec![Paragraph::plain(row.timing.clone())],
        said,
        proofs.collect(),
    ]
}

/// What one report says, line by line.
fn paragraphs(mark: &Mark) -> Vec<Paragraph> {
    let heading = mark.by.iter().chain(&mark.part);
    let mut said: Vec<Paragraph> = heading
        .map(|words| Paragraph::plain(format!("{words}:")))
        .collect();
    said.extend(mark.facts.iter().cloned().map(Paragraph::plain));
    said.extend(mark.text.iter().map(|part| Paragraph {
        text: part.text.clone(),
        look: if part.item { Look::Item } else { Look::Plain },
    }));
    said
}
