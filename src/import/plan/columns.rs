//! The table of the plan and what stands in its columns, by headings or, without them, by content.

use std::sync::LazyLock;

use regex::Regex;

use super::{flat, rows};
use crate::import::model::{Row, Table};
use crate::lang::{Language, message};
use crate::parse::fields::Text;
use crate::portal;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Number of the measure.
    Number,
    /// The section, repeated in every row.
    Section,
    /// The measure.
    Title,
    /// Executors.
    Responsible,
    /// Kinds of document.
    Document,
    /// The term in words.
    Timing,
    /// The planned beginning.
    Start,
    /// The planned end.
    End,
    /// A mark in the column of a quarter.
    Quarter(u8),
    /// The result.
    Result,
    /// Days that our own export has computed from the terms: nobody wrote them.
    Computed,
    /// Anything else: kept in the details under its heading.
    Other,
}

impl Field {
    /// The name of the field in content files; a proper one only where a measure has it.
    pub fn name(self) -> &'static str {
        match self {
            Field::Number => "number",
            Field::Section => "sections",
            Field::Title => "title",
            Field::Responsible => "responsible",
            Field::Document => "document",
            Field::Timing | Field::Start | Field::End | Field::Quarter(_) => "timing",
            Field::Result => "result",
            Field::Other | Field::Computed => "details",
        }
    }
}

/// Usual wordings, by parts of words; the first row that fits decides, so narrow meanings stand first.
const WORDINGS: &[(Field, &[&str])] = &[
    (Field::Number, &["№", "п/п", "п.п", "номер"]),
    (Field::Start, &["начало", "начала", "дата с"]),
    (Field::End, &["окончани", "завершени"]),
    (
        Field::Responsible,
        &[
            "ответствен",
            "исполнител",
            "координатор",
            "кто проводит",
            "кто отвечает",
        ],
    ),
    (Field::Timing, &["срок", "дата", "период", "время", "когда"]),
    (Field::Document, &["документ"]),
    (
        Field::Result,
        &["результат", "эффект", "итог", "выход", "продукт"],
    ),
    (
        Field::Title,
        &[
            "наименован",
            "мероприят",
            "содержан",
            "меры",
            "мера",
            "действи",
            "что делать",
            "виды работ",
            "вид деятельности",
        ],
    ),
];

static QUARTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(i{1,3}|iv|[1-4]|і{1,3})\s*(?:-?й\s*)?(?:кв|квартал)?\.?(?:\s*\d{4}\s*г?\.?)?$")
        .ok()
});

/// A column of the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands in it.
    pub field: Field,
    /// Its heading as written.
    pub heading: String,
    /// Its first column of the grid.
    pub from: usize,
}

/// The columns of a plan's table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The columns from the left.
    pub columns: Vec<Column>,
    /// How many columns of the grid they cover.
    pub width: usize,
    /// The first row after the headings.
    pub first_row: usize,
    /// Whether there are no headings and the content decided.
    pub by_content: bool,
}

impl Grid {
    /// The column that this column of the grid belongs to; `None` to the right of the last.
    pub fn column(&self, at: usize) -> Option<usize> {
        if at >= self.width {
            return None;
        }
        self.columns.iter().rposition(|column| column.from <= at)
    }

    /// Whether some column has this meaning.
    pub fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.field == field)
    }
}

/// Headings for the content file: those whose columns a measure has, if the portal reads them so, too.
///
/// Beginning, end and quarters are one column of terms there; what no field has stands in the details.
pub fn written(columns: &[(Field, String)]) -> Vec<String> {
    let mut fields: Vec<&'static str> = Vec::new();
    let mut headings: Vec<String> = Vec::new();
    for (field, heading) in columns
        .iter()
        .filter(|(field, _)| !matches!(field, Field::Other | Field::Section | Field::Computed))
    {
        if fields.contains(&field.name()) {
            continue;
        }
        fields.push(field.name());
        headings.push(match field {
            Field::Start | Field::End | Field::Quarter(_) => {
                message(Language::Ru, "import.column-timing", &[])
            }
            _ => heading.clone(),
        });
    }
    let texts: Vec<Text> = headings.iter().map(|text| Text(text.clone())).collect();
    let read = portal::columns::fields(&texts);
    let is_read = read.len() == fields.len()
        && read
            .iter()
            .zip(&fields)
            .all(|(read, field)| *read == Some(*field));
    if is_read && headings.iter().all(|heading| !heading.is_empty()) {
        headings
    } else {
        Vec::new()
    }
}

/// Headings stand near the top; a file may have a caption above them.
const ROWS_SEARCHED: usize = 30;

/// So many rows tell what stands in columns without headings; the rest of a long sheet says the same.
const ROWS_GUESSED: usize = 500;

/// The table with the most columns that are known by heading, else one that looks like a plan.
pub fn find(tables: &[(usize, &Table)]) -> Option<(usize, Grid)> {
    let mut best: Option<(usize, usize, Grid)> = None;
    for (at, (_, table)) in tables.iter().enumerate() {
        for row in 0..table.rows.len().min(ROWS_SEARCHED) {
            let Some(grid) = headings(table, row) else {
                continue;
            };
            let score = score(&grid);
            if best.as_ref().is_none_or(|(known, ..)| score > *known) {
                best = Some((score, at, grid));
            }
        }
    }
    if let Some((_, at, grid)) = best {
        return Some((at, grid));
    }
    let guess = |(at, (_, table)): (usize, &(usize, &Table))| Some((at, by_content(table)?));
    tables.iter().enumerate().find_map(guess)
}

fn score(grid: &Grid) -> usize {
    let known = grid.columns.iter().filter(|c| c.field != Field::Other);
    known.count()
}

/// The grid that this row heads, if it is a row of headings of a plan.
fn headings(table: &Table, at: usize) -> Option<Grid> {
    let row = table.rows.get(at)?;
    let below = table
        .rows
        .get(at + 1)
        .filter(|below| is_lower_half(row, below));
    let width = width(row).max(below.map_or(0, width));
    let mut columns: Vec<Column> = Vec::new();
    for from in 0..width {
        let upper = row.at(from).filter(|cell| !cell.continues);
        let lower = below
            .and_then(|below| below.at(from))
            .filter(|cell| !cell.is_empty());
        let Some(cell) = lower.or(upper) else {
            continue;
        };
        // A heading over several columns is one column, unless the row below divides it.
        if cell.column != from {
            continue;
        }
        let heading = flat(&cell.text());
        let above = upper.map(|cell| flat(&cell.text())).unwrap_or_default();
        let is_empty_part = heading.is_empty() && from > 0 && below.is_none();
        if is_empty_part
            && row.cells.len() > 1
            && row.at(from).is_some_and(|c| c.column == from)
            && from + 1 == width
        {
            // A trailing tab is no column.
            continue;
        }
        let field = field_of(
            &heading,
            lower.is_some().then_some(above.as_str()),
            &columns,
        );
        columns.push(Column {
            field,
            heading,
            from,
        });
    }
    leave_computed(&mut columns);
    while columns.last().is_some_and(|last| last.heading.is_empty()) {
        columns.pop();
    }
    let width = columns.last().map_or(0, |last| {
        let cell = below
            .and_then(|b| b.at(last.from))
            .filter(|c| !c.is_empty())
            .or(row.at(last.from));
        last.from + cell.map_or(1, |cell| cell.columns.max(1))
    });
    let grid = Grid {
        columns,
        width,
        first_row: at + 1 + usize::from(below.is_some()),
        by_content: false,
    };
    let others = [
        Field::Responsible,
        Field::Timing,
        Field::Start,
        Field::Quarter(1),
        Field::Result,
    ];
    let is_plan = grid.has(Field::Title) && others.iter().any(|field| grid.has(*field));
    is_plan.then_some(grid)
}

/// «Начало» and «Срок (расчётный)» beside the words of the term come from an export of the portal.
fn leave_computed(columns: &mut [Column]) {
    let is_computed = |column: &Column| column.heading.to_lowercase().contains("(расч");
    if !columns.iter().any(is_computed) || !columns.iter().any(|c| c.field == Field::Timing) {
        return;
    }
    for column in columns {
        if column.field == Field::Start || is_computed(column) {
            column.field = Field::Computed;
        }
    }
}

/// Whether the row below says more about columns: «плановое начало | окончание», «I | II | III | IV».
fn is_lower_half(row: &Row, below: &Row) -> bool {
    let written: Vec<String> = below
        .cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(|cell| flat(&cell.text()))
        .collect();
    let is_part = |text: &String| {
        matches!(known(text), Some(Field::Start | Field::End)) || quarter(text).is_some()
    };
    let is_first_empty = below.at(0).is_none_or(|cell| cell.is_empty());
    let divides = row.cells.iter().any(|cell| cell.columns > 1) || written.len() < row.cells.len();
    !written.is_empty() && written.iter().all(is_part) && is_first_empty && divides
}

fn width(row: &Row) -> usize {
    row.cells
        .iter()
        .map(|cell| cell.column + cell.columns.max(1))
        .max()
        .unwrap_or(0)
}

fn quarter(text: &str) -> Option<u8> {
    let text = text.to_lowercase().replace('і', "i");
    let found = QUARTER.as_ref()?.captures(&text)?;
    match found.get(1)?.as_str() {
        "i" | "1" => Some(1),
        "ii" | "2" => Some(2),
        "iii" | "3" => Some(3),
        "iv" | "4" => Some(4),
        _ => None,
    }
}

fn known(heading: &str) -> Option<Field> {
    let heading = heading.to_lowercase().replace('ё', "е");
    // «Наименование раздела, мероприятия» is the column of measures.
    if heading.starts_with("раздел") && !heading.contains("мероприят") {
        return Some(Field::Section);
    }
    let is_met = |marks: &[&str]| marks.iter().any(|mark| heading.contains(mark));
    WORDINGS
        .iter()
        .find(|(_, marks)| is_met(marks))
        .map(|(field, _)| *field)
}

/// The meaning of a heading; of two columns with one meaning the second is another column.
fn field_of(heading: &str, above: Option<&str>, before: &[Column]) -> Field {
    let is_quarter = above.is_some() || heading.to_lowercase().contains("кв");
    if let Some(quarter) = quarter(heading).filter(|_| is_quarter) {
        return Field::Quarter(quarter);
    }
    let field = known(heading)
        .or_else(|| above.and_then(known))
        .unwrap_or(Field::Other);
    // «Начало» alone is a term; only with an end does it need its own column.
    match before.iter().any(|column| column.field == field) {
        true => Field::Other,
        false => field,
    }
}

/// Whether a later table goes on with the plan: the same headings again, or none and as many columns.
pub fn continues(table: &Table, grid: &Grid) -> bool {
    let Some(first) = table.rows.iter().find(|row| !row.is_empty()) else {
        return false;
    };
    if rows::is_headings(first, grid) {
        return true;
    }
    let has_own = (0..table.rows.len().min(ROWS_SEARCHED)).any(|at| headings(table, at).is_some());
    let widest = table.rows.iter().map(width).max().unwrap_or(0);
    !has_own && (widest == grid.width || widest == grid.width + 1)
}

/// A table without headings: numbers on the left, the longest words are the measure, terms look like terms.
fn by_content(table: &Table) -> Option<Grid> {
    let rows = table.rows.get(..table.rows.len().min(ROWS_GUESSED))?;
    let width = rows
        .iter()
        .map(width)
        .max()
        .filter(|width| (3..=8).contains(width))?;
    let share = |column: usize, is: &dyn Fn(&str) -> bool| {
        let cells = rows.iter().filter_map(|row| row.at(column));
        let texts: Vec<String> = cells
            .map(|cell| flat(&cell.text()))
            .filter(|t| !t.is_empty())
            .collect();
        let met = texts.iter().filter(|text| is(text)).count();
        (
            met,
            texts.len(),
            texts.iter().map(|t| t.chars().count()).sum::<usize>(),
        )
    };
    let is_mostly = |column: usize, is: &dyn Fn(&str) -> bool| {
        let (met, all, _) = share(column, is);
        met >= 2 && met * 2 > all
    };
    let number = (0..width).find(|at| is_mostly(*at, &|text| rows::number(text).is_some()));
    let timing =
        (0..width).find(|at| Some(*at) != number && is_mostly(*at, &rows::looks_like_timing))?;
    let rest: Vec<usize> = (0..width)
        .filter(|at| Some(*at) != number && *at != timing)
        .collect();
    let title = rest
        .iter()
        .copied()
        .find(|at| share(*at, &|_| true).2 > 0)?;
    let after: Vec<usize> = rest.into_iter().filter(|at| *at != title).collect();
    // Executors are the shorter of the two columns that remain most often.
    let length = |at: &usize| share(*at, &|_| true).2;
    let result = after
        .iter()
        .copied()
        .filter(|_| after.len() > 1)
        .max_by_key(length);
    let responsible = after.iter().copied().find(|at| Some(*at) != result)?;
    let field = |at: usize| match at {
        _ if Some(at) == number => Field::Number,
        _ if at == timing => Field::Timing,
        _ if at == title => Field::Title,
        _ if at == responsible => Field::Responsible,
        _ if Some(at) == result => Field::Result,
        _ => Field::Other,
    };
    Some(Grid {
        columns: (0..width)
            .map(|from| Column {
                field: field(from),
                heading: String::new(),
                from,
            })
            .collect(),
        width,
        first_row: 0,
        by_content: true,
    })
}
