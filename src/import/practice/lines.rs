//! The lines of a value: paragraphs, items of a list, rows of a table that stands in a cell.

use std::sync::LazyLock;

use regex::Regex;

use crate::import::model::{Cell, Paragraph};
use crate::import::plan::flat;

/// One line of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The number or bullet before it.
    pub label: Option<String>,
    /// The words; cells of a table in a cell have `\t` between them.
    pub text: String,
}

impl Line {
    /// A line that is no item of a list.
    pub fn of(text: impl Into<String>) -> Self {
        Line {
            label: None,
            text: text.into(),
        }
    }

    /// The line as a person sees it, in one line.
    pub fn shown(&self) -> String {
        let text = flat(&self.text);
        match &self.label {
            Some(label) if !self.is_bullet() => format!("{label} {text}"),
            _ => text,
        }
    }

    /// Whether a dash or a dot stands before it.
    pub fn is_bullet(&self) -> bool {
        let has_words = |label: &String| label.chars().any(char::is_alphanumeric);
        self.label.as_ref().is_some_and(|label| !has_words(label))
    }

    /// Its number, when it is an item of a numbered list.
    pub fn number(&self) -> Option<u32> {
        let label = self.label.as_deref()?;
        label.trim_end_matches(['.', ')']).parse().ok()
    }

    /// The cells of a row.
    pub fn cells(&self) -> Vec<&str> {
        self.text.split('\t').map(str::trim).collect()
    }

    /// Whether it is a row of a table.
    pub fn is_row(&self) -> bool {
        self.text.contains('\t')
    }
}

/// What people type before an item: «1.», «2)», «а)», a dash, a dot.
static MARKER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(\d{1,2}[.)]|[а-яёa-z]\)|[–—•·▪►●○*-])\s+(\S.*)$").ok());

/// The lines of a cell.
pub fn of_cell(cell: &Cell) -> Vec<Line> {
    cell.paragraphs.iter().flat_map(of_paragraph).collect()
}

/// The lines of a paragraph, each with the number or bullet that is typed before it.
pub fn of_paragraph(paragraph: &Paragraph) -> Vec<Line> {
    let mut label = paragraph.label.clone();
    let texts = paragraph.text.split('\n').map(str::trim);
    let lines = texts.filter(|text| !text.is_empty());
    let mut lines: Vec<Line> = lines.map(|text| line(label.take(), text)).collect();
    // A number without words is a number all the same.
    lines.extend(label.map(|label| line(Some(label), "")));
    lines
}

/// A line with the number or bullet that is typed before it.
pub fn line(label: Option<String>, text: &str) -> Line {
    let typed = MARKER.as_ref().and_then(|marker| marker.captures(text));
    match (label, typed) {
        (None, Some(parts)) => Line {
            label: parts.get(1).map(|label| label.as_str().to_owned()),
            text: parts
                .get(2)
                .map_or_else(String::new, |text| text.as_str().to_owned()),
        },
        (label, _) => Line {
            label,
            text: text.to_owned(),
        },
    }
}

/// All lines as one text.
pub fn one(lines: &[Line]) -> String {
    let shown: Vec<String> = lines.iter().map(Line::shown).collect();
    flat(&shown.join(" "))
}

/// The items of a value: its lines, and their parts between semicolons.
pub fn items(lines: &[Line]) -> Vec<String> {
    let parts = lines.iter().flat_map(|line| {
        let shown = match line.number() {
            Some(_) => flat(&line.text),
            None => line.shown(),
        };
        let parts: Vec<String> = shown.split(';').map(|part| flat(part.trim())).collect();
        parts
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// Whether these are the numbers of one list: 1, 2, 3.
pub fn are_in_order(lines: &[&Line]) -> bool {
    let numbers = (1..).zip(lines);
    lines.len() > 1
        && numbers
            .into_iter()
            .all(|(n, line)| line.number() == Some(n))
}
