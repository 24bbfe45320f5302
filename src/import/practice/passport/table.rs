//! Rows of a table: where the label stands, what is a heading, and which tables are no passports.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Group, Reader, is_label, is_title};
use crate::import::model::{Cell, Place, Row, Table};
use crate::import::practice::lines::{self, Line};
use crate::import::practice::{field_of_table, wordings};

/// Rows that are headings of columns: their first words.
const HEADINGS: [&str; 12] = [
    "раздел",
    "критери",
    "параметр",
    "пункт",
    "поле",
    "наименование раздела",
    "позици",
    "структур",
    "показатель",
    "компонент",
    "элемент",
    "характеристик",
];
/// … and the words above the values.
const VALUES: [&str; 7] = [
    "содержани",
    "описани",
    "значени",
    "информаци",
    "характеристик",
    "заполн",
    "ответ",
];

impl Reader<'_> {
    /// Reads a table: a passport, a part of one, or words beside it.
    pub(super) fn table(&mut self, table: &Table) {
        let column = label_column(table);
        let rows = table.rows.iter().filter(|row| !row.is_empty());
        let known = rows
            .clone()
            .filter(|row| self.is_known_row(row, column))
            .count();
        let is_begun = !self.entries.is_empty();
        let is_narrow = rows.clone().all(|row| parts(row, column).values.len() < 2);
        let is_passport = known > 1 || known == 1 && is_begun && is_narrow;
        if !is_passport {
            return self.other_table(table);
        }
        self.is_open = false;
        for row in rows {
            self.table_row(row, column);
        }
        self.is_open = false;
        self.group = None;
    }

    fn is_known_row(&self, row: &Row, column: usize) -> bool {
        let parts = parts(row, column);
        let label = parts.label.map(Cell::text).unwrap_or_default();
        let is_known = |text: &str| is_label(text) && self.known(text).is_some();
        match parts.values.is_empty() {
            false => self.known(&label).is_some(),
            true => {
                is_known(&label)
                    || parts
                        .label
                        .is_some_and(|cell| self.colon(&lines::of_cell(cell)).is_some())
            }
        }
    }

    fn table_row(&mut self, row: &Row, column: usize) {
        let parts = parts(row, column);
        if let Some(group) = parts.group {
            let text = wordings::plain(&group.text());
            self.heading(&group.place, &text);
            self.group = Some(Group {
                field: self.known(&text),
                text,
                place: group.place.clone(),
            });
        }
        let left = row.cells.iter().filter(|cell| cell.column < column);
        let is_head = |cell: &&Cell| is_number(cell) && cell.text().contains(char::is_alphabetic);
        for cell in left.filter(is_head) {
            self.outside(&cell.place, &cell.text());
        }
        let lines = value(&parts.values);
        match parts.label {
            Some(label) if lines.is_empty() => {
                let is_merged = label.columns > 1 || row.cells.len() == 1;
                self.single(label, is_merged);
            }
            Some(label) => {
                let text = label.text();
                if is_heading(&text, &lines::one(&lines))
                    && self
                        .known(&text)
                        .is_none_or(|_| lines.len() == 1 && self.entries.is_empty())
                {
                    self.outside(&label.place, &text);
                    return self.outside(&label.place, &lines::one(&lines));
                }
                self.is_open = false;
                self.row(&text, lines, &label.place);
            }
            None => self.go_on(lines),
        }
    }

    /// A table that is no passport: of steps or results inside one, or of something else.
    fn other_table(&mut self, table: &Table) {
        let rows = table.rows.iter().filter(|row| !row.is_empty());
        let rows: Vec<(Place, Line)> = rows
            .map(|row| {
                let cells = row
                    .cells
                    .iter()
                    .map(|cell| lines::one(&lines::of_cell(cell)));
                let text = cells.collect::<Vec<_>>().join("\t");
                (row.place.clone(), Line::of(text))
            })
            .collect();
        let Some((place, first)) = rows.first() else {
            return;
        };
        if self.entries.is_empty() {
            for (place, line) in &rows {
                self.outside(place, &line.text);
            }
            return;
        }
        let place = place.clone();
        let field = field_of_table(&first.cells());
        let lines: Vec<Line> = rows.iter().map(|(_, line)| line.clone()).collect();
        let is_below = self.entries.last().is_some_and(|last| {
            let own = last.field.as_ref().map(|(_, field)| field);
            last.lines.is_empty() || own == field.as_ref() && own.is_some()
        });
        if self.is_open && is_below {
            return self.go_on(lines);
        }
        self.group = None;
        self.row("", lines, &place);
        if let Some(last) = self.entries.last_mut() {
            last.field = field.map(|field| (usize::MAX, field));
        }
        self.is_open = false;
    }

    /// A row of one cell: a heading, a label above its value, or a value below its label.
    fn single(&mut self, cell: &Cell, is_merged: bool) {
        let text = cell.text();
        let place = &cell.place;
        let number = number_of(&text).filter(|_| is_label(&text));
        let is_next = number.is_some() && number == self.number.map(|last| last + 1);
        // Below a label without its value stands the value, whatever it looks like.
        let is_value = self.is_open && self.awaits() && !is_next;
        let known = self.known(&text).filter(|_| is_label(&text) && !is_value);
        if is_next && known.is_none() {
            self.number = number;
            self.group = None;
            self.row(&text, Vec::new(), place);
            self.is_open = true;
            return;
        }
        if known.is_none() {
            let lines = lines::of_cell(cell);
            let colon = self.colon(&lines).or_else(|| self.above(&lines));
            let colon = colon.filter(|_| !is_value);
            if let Some((label, lines)) = colon {
                self.group = None;
                return self.row(&label, lines, place);
            }
            if self.is_open {
                let lines = lines::of_cell(cell);
                return self.go_on(lines);
            }
        } else {
            self.number = number;
        }
        let text = wordings::plain(&text);
        if known.is_some() && !is_merged {
            self.group = None;
            self.row(&text, Vec::new(), place);
            self.is_open = true;
            return;
        }
        // In a sheet a heading is often a lone cell; elsewhere a lone cell is a row without its value.
        if !is_merged && place.sheet.is_none() && place.line.is_none() {
            self.group = None;
            return self.row(&text, Vec::new(), place);
        }
        self.is_open = known.is_some();
        self.heading(place, &text);
        let group = Group {
            text: text.clone(),
            field: known.clone(),
            place: place.clone(),
        };
        self.group = Some(group).filter(|_| !is_title(&text));
    }
}

/// The cells of a row by what they are.
struct Parts<'r> {
    /// Words left of the labels: a heading that is merged down over its rows.
    group: Option<&'r Cell>,
    label: Option<&'r Cell>,
    values: Vec<&'r Cell>,
}

fn parts(row: &Row, column: usize) -> Parts<'_> {
    let own = || {
        row.cells
            .iter()
            .filter(|cell| !cell.continues && !cell.is_empty())
    };
    let covers = |cell: &&Cell| (cell.column..cell.column + cell.columns).contains(&column);
    Parts {
        group: own().find(|cell| cell.column + cell.columns <= column && !is_number(cell)),
        label: own().find(covers),
        values: own().filter(|cell| cell.column > column).collect(),
    }
}

/// The column in which most rows have their label.
fn label_column(table: &Table) -> usize {
    let firsts = table.rows.iter().filter_map(|row| {
        let mut own = row
            .cells
            .iter()
            .filter(|cell| !cell.continues && !cell.is_empty());
        let first = own.find(|cell| !is_number(cell))?;
        own.next().map(|_| first.column)
    });
    let mut counts = BTreeMap::new();
    for column in firsts {
        *counts.entry(column).or_insert(0_usize) += 1;
    }
    let most = counts
        .into_iter()
        .max_by_key(|(column, count)| (*count, Reverse(*column)));
    most.map_or(0, |(column, _)| column)
}

fn is_number(cell: &Cell) -> bool {
    let text = cell.text();
    let text = text.trim();
    let is_sign = |c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '№' | ' ');
    text.chars().all(is_sign) || matches!(text, "№ п/п" | "№ п\\п" | "п/п")
}

/// The number that a label begins with.
fn number_of(text: &str) -> Option<u32> {
    let digits = text.trim().split(['.', ')']).next()?;
    digits.parse().ok()
}

fn value(cells: &[&Cell]) -> Vec<Line> {
    match cells {
        [] => Vec::new(),
        [one] => lines::of_cell(one),
        many => {
            let cells = many.iter().map(|cell| lines::one(&lines::of_cell(cell)));
            vec![lines::line(None, &cells.collect::<Vec<_>>().join("\t"))]
        }
    }
}

fn is_heading(label: &str, value: &str) -> bool {
    let begins = |text: &str, words: &[&str]| {
        let text = text.trim().to_lowercase();
        words.iter().any(|word| text.starts_with(word))
    };
    value.chars().count() <= 60 && begins(label, &HEADINGS) && begins(value, &VALUES)
}
