//! By what a row is known without looking at others: numbers, words of terms, repeated headings, lines.

use std::sync::LazyLock;

use regex::Regex;

use crate::import::model::Row;
use crate::import::plan::columns::Grid;
use crate::import::plan::flat;

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:№\s*)?(\d{1,4}(?:\s*\.\s*\d{1,4}){0,5}[а-я]?)\s*[.)]*$").ok()
});
static NUMBERED_TITLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(\d{1,4}(?:\.\d{1,4}){0,5})[.)]\s*(\D.*)$").ok());
static TIMING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = r"(?i)квартал|полугоди|январ|феврал|март|апрел|ма[йяе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|ежегодн|ежемесячн|ежекварт|еженедел|ежедневн|постоянн|в течение|весь период|по мере|по (?:отдельному )?графику|в соответствии с планом|\d{1,2}\.\d{1,2}\.\d{2,4}|^\s*(?:до )?(?:19|20)\d\d|учебн\w+ год";
    Regex::new(words).ok()
});

/// «1.1.», «№ 3 .10», «5)»: the number of a measure without its trailing dot.
pub fn number(text: &str) -> Option<String> {
    let text = flat(text);
    let found = NUMBER.as_ref()?.captures(&text)?;
    let number = found.get(1)?.as_str();
    Some(number.chars().filter(|c| !c.is_whitespace()).collect())
}

/// «1.1. Разработка …» in a table without a column of numbers.
pub fn numbered_title(title: &str) -> Option<(String, String)> {
    let title = title.trim();
    let found = NUMBERED_TITLE.as_ref()?.captures(title.lines().next()?)?;
    let number = found.get(1)?.as_str();
    let rest = found.get(2)?.start();
    Some((number.to_owned(), title.get(rest..)?.to_owned()))
}

/// Whether the words look like those of the «сроки» column.
pub fn looks_like_timing(text: &str) -> bool {
    text.chars().count() < 200 && TIMING.as_ref().is_some_and(|timing| timing.is_match(text))
}

/// Whether the row repeats the headings, as Word does on every page.
pub fn is_headings(row: &Row, grid: &Grid) -> bool {
    let mut met = 0;
    for column in &grid.columns {
        let text = row
            .at(column.from)
            .map(|cell| flat(&cell.text()))
            .unwrap_or_default();
        if text.is_empty() {
            continue;
        }
        if !text.eq_ignore_ascii_case(&column.heading) {
            return false;
        }
        met += 1;
    }
    met >= 2
}

/// «1 | 2 | 3 | 4 | 5» below the headings.
pub fn is_column_numbers(row: &Row) -> bool {
    let cells = row.cells.iter().filter(|cell| !cell.is_empty());
    let mut count = 0;
    for (at, cell) in cells.enumerate() {
        if flat(&cell.text()) != (at + 1).to_string() {
            return false;
        }
        count += 1;
    }
    count >= 3
}

/// A row of dashes at the end of a recognised table.
pub fn is_dashes(row: &Row) -> bool {
    let is_line = |c: char| matches!(c, '-' | '–' | '—' | '_' | '=' | ' ' | '\n');
    row.cells
        .iter()
        .all(|cell| cell.text().chars().all(is_line))
}
