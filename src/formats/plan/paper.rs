//! `/plans/SLUG/plan.docx`: the annex of the order, with the look of the page for print.

use crate::formats::atom::stamp_day;
use crate::formats::docx::{self, Cell, Column, Footer, Look, Paper, Paragraph, Row};
use crate::lang::Language;
use crate::portal::plan::Plan;
use crate::publication::Error;
use crate::view::View;
use crate::view::plan::{annex_lines, recognised, table};

use super::{MeasureWords, author, footer, plan_at, sample_word, section_words};

/// Parts of the width of a sheet, by what stands in the column.
const WIDTHS: [(&str, u32); 6] = [
    ("number", 5),
    ("title", 32),
    ("responsible", 21),
    ("document", 14),
    ("timing", 13),
    ("result", 29),
];

/// The bytes of the document.
pub fn write(view: View, at: usize) -> Result<Vec<u8>, Error> {
    docx::write(&paper(view, at))
}

/// The annex of the plan at a place of the portal's entries.
pub fn paper(view: View, at: usize) -> Paper {
    let (before, between) = footer(view);
    let mut paper = Paper {
        language: language(view),
        date: view.portal.today,
        author: String::new(),
        marks: Vec::new(),
        title: String::new(),
        subtitle: Vec::new(),
        note: None,
        columns: Vec::new(),
        rows: Vec::new(),
        signature: Vec::new(),
        footer: Footer { before, between },
        sample: None,
    };
    let Some((entry, plan)) = plan_at(view, at) else {
        return paper;
    };
    let columns = table::columns(view, plan);
    paper.date = stamp_day(view, entry);
    paper.author = author(view, plan);
    paper.marks = annex_lines(view, plan);
    paper.title = entry.common.title.0.clone();
    paper.note = recognised(view, entry, plan);
    paper.rows = rows(view, plan, &columns);
    paper.columns = columns
        .into_iter()
        .map(|column| Column {
            width: width(column.key),
            title: column.title,
        })
        .collect();
    paper.sample = sample_word(view, entry);
    paper
}

/// The language of the site as office programs name it.
pub fn language(view: View) -> &'static str {
    match view.portal.language() {
        Language::Ru => "ru-RU",
        Language::En => "en-US",
    }
}

fn width(key: &str) -> u32 {
    WIDTHS
        .iter()
        .find(|(known, _)| *known == key)
        .map_or(10, |(_, width)| *width)
}

fn rows(view: View, plan: &Plan, columns: &[table::Column]) -> Vec<Row> {
    let mut rows = Vec::new();
    for section in plan.sections.iter() {
        let title = section_words(section);
        if !title.is_empty() {
            rows.push(Row::Section(title));
        }
        for measure in section.measures.iter() {
            let words = MeasureWords::new(view, measure);
            let cells = columns.iter().map(|column| cell(&words, column.key));
            rows.push(Row::Cells(cells.collect()));
        }
    }
    rows
}

fn cell(words: &MeasureWords, key: &str) -> Cell {
    if key != "title" {
        let look = match key {
            "number" => Look::Centred,
            _ => Look::Plain,
        };
        let text = words.cell(key);
        return vec![Paragraph { text, look }];
    }
    let look = |item: bool| if item { Look::Item } else { Look::Plain };
    let details = words.details.iter().map(|part| Paragraph {
        text: part.text.clone(),
        look: look(part.item),
    });
    let subitems = words.subitems.iter().map(|title| Paragraph {
        text: title.clone(),
        look: Look::Item,
    });
    std::iter::once(Paragraph::plain(words.title.clone()))
        .chain(details)
        .chain(subitems)
        .collect()
}
