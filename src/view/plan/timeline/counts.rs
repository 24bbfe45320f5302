//! Long plans: how many measures of each section are due in each quarter.

use std::collections::BTreeMap;

use serde::Serialize;

use super::drawing::{self, Bar, Chart, Row, Text};
use super::scale::Scale;
use super::{Drawn, Frame};
use crate::view::plan::filters::{Quarter, quarter_words};

/// Height of a row, and of the longest column in it.
const ROW: i32 = 48;
const COLUMN: i32 = 26;
/// Rows of one drawing.
const ROWS: usize = 10;
/// Letters in a line of a section's title.
const LINE: usize = 40;

/// The numbers, for the table and for the drawing.
#[derive(Serialize)]
pub struct Counts {
    head: Vec<String>,
    rows: Vec<CountRow>,
    #[serde(skip)]
    has_today: bool,
    #[serde(skip)]
    quarters: Vec<Quarter>,
}

#[derive(Serialize)]
struct CountRow {
    title: String,
    /// One for each quarter of the scale.
    cells: Vec<usize>,
}

impl Counts {
    /// Counts measures by section and by the quarters of their days; a measure counts once a quarter.
    pub fn new(frame: &Frame, drawn: &[Drawn], scale: &Scale) -> Self {
        let quarters = scale.quarters();
        let rows = drawn
            .chunk_by(|one, other| one.section == other.section)
            .map(|section| CountRow {
                title: section
                    .first()
                    .and_then(|drawn| frame.title(drawn.section))
                    .unwrap_or_default(),
                cells: cells(section, quarters),
            })
            .collect();
        Self {
            head: quarters
                .iter()
                .map(|quarter| quarter_words(frame.view, *quarter))
                .collect(),
            rows,
            has_today: scale.has(frame.view.portal.today),
            quarters: quarters.to_vec(),
        }
    }

    /// The numbers as columns whose height goes with them.
    pub fn charts(&self, scale: &Scale) -> Vec<Chart> {
        let most = self.rows.iter().flat_map(|row| &row.cells).max();
        let most = most.copied().unwrap_or(1).max(1);
        self.rows
            .chunks(ROWS)
            .enumerate()
            .map(|(at, rows)| {
                let first = at == 0 && self.has_today;
                drawing::chart(first, ROW, rows, |row, y| self.row(row, y, most, scale))
            })
            .collect()
    }

    fn row(&self, counted: &CountRow, y: i32, most: usize, scale: &Scale) -> Row {
        let mut row = Row {
            y,
            lines: drawing::lines(&counted.title, y, ROW, LINE),
            ..Row::default()
        };
        for (quarter, count) in self.quarters.iter().zip(&counted.cells) {
            if *count == 0 {
                continue;
            }
            let (start, end) = scale.quarter(*quarter);
            let share = i32::try_from(count * 100 / most).unwrap_or(100);
            let height = (COLUMN * share / 100).max(2);
            row.bars.push(Bar {
                kind: "count",
                x: start + 6,
                y: y + ROW - 3 - height,
                width: (end - start - 12).max(4),
                height,
            });
            row.notes.push(Text {
                x: (start + end) / 2,
                y: y + ROW - 7 - height,
                anchor: "middle",
                text: count.to_string(),
            });
        }
        row
    }
}

fn cells(section: &[Drawn], quarters: &[Quarter]) -> Vec<usize> {
    let mut counts: BTreeMap<Quarter, usize> = BTreeMap::new();
    for drawn in section {
        for quarter in &drawn.quarters {
            *counts.entry(*quarter).or_default() += 1;
        }
    }
    quarters
        .iter()
        .map(|quarter| counts.get(quarter).copied().unwrap_or(0))
        .collect()
}
