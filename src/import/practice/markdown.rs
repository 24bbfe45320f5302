//! Lines of a passport as Markdown that shows them word for word: lists stay lists, tables tables, and
//! no sign of the text is taken for a sign of Markdown.

use std::sync::LazyLock;

use regex::Regex;

use super::lines::Line;
use crate::import::plan::flat;

/// An address in the network.
pub static ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\bhttps?://[^\s<>«»"”“]*[^\s<>«»"”“.,;:!?)\]]"#).ok());

/// The Markdown of a value.
pub fn text(lines: &[Line]) -> String {
    let mut blocks: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        let columns = line.cells().len();
        let rows = rest
            .iter()
            .take_while(|line| line.cells().len() == columns)
            .count();
        if columns > 2 && rows > 1 {
            blocks.push(table(rest.get(..rows).unwrap_or_default()));
            at += rows;
            continue;
        }
        if line.label.is_none() {
            blocks.push(escape(&plain(line)));
            at += 1;
            continue;
        }
        let items = rest.iter().take_while(|line| line.label.is_some()).count();
        blocks.push(list(rest.get(..items).unwrap_or_default()));
        at += items;
    }
    blocks.join("\n\n")
}

/// A row of two cells is a name and its words.
fn plain(line: &Line) -> String {
    let cells = line.cells();
    match cells.as_slice() {
        [name, words] if !name.is_empty() && !words.is_empty() => {
            flat(&format!("{}: {words}", name.trim_end_matches(':')))
        }
        _ => flat(&line.text),
    }
}

/// Numbered items with what stands below them; dashes below a number are its own.
fn list(items: &[Line]) -> String {
    let mut lines = Vec::new();
    let mut indent = 0;
    for item in items {
        let words = escape(&plain(item));
        let label = item.label.as_deref().unwrap_or_default();
        match item.number() {
            Some(number) if label.ends_with(['.', ')']) => {
                let marker = format!("{number}{} ", if label.ends_with(')') { ")" } else { "." });
                indent = marker.len();
                lines.push(format!("{marker}{words}"));
            }
            _ if item.is_bullet() => lines.push(format!("{}- {words}", " ".repeat(indent))),
            _ => lines.push(format!("{}- {} {words}", " ".repeat(indent), escape(label))),
        }
    }
    lines
        .iter()
        .map(|line| line.trim_end())
        .collect::<Vec<_>>()
        .join("\n")
}

fn table(rows: &[Line]) -> String {
    let row = |line: &Line| {
        let label = line.label.as_deref().map(|label| format!("{label} "));
        let mut cells: Vec<String> = line
            .cells()
            .into_iter()
            .map(|cell| escape(&flat(cell)))
            .collect();
        if let (Some(label), Some(first)) = (label, cells.first_mut()) {
            first.insert_str(0, &escape(&label));
        }
        format!("| {} |", cells.join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(row).collect();
    let columns = rows.first().map_or(0, |line| line.cells().len());
    lines.insert(1, format!("|{}", "---|".repeat(columns)));
    lines.join("\n")
}

/// A heading of the text.
pub fn heading(level: usize, text: &str) -> String {
    format!("{} {}", "#".repeat(level), escape(&flat(text)))
}

/// One line of text with its signs kept from being Markdown; addresses become links to themselves.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut from = 0;
    let found = ADDRESS.as_ref().map(|address| address.find_iter(text));
    for address in found.into_iter().flatten() {
        signs(
            text.get(from..address.start()).unwrap_or_default(),
            &mut out,
        );
        out.push('<');
        out.push_str(address.as_str());
        out.push('>');
        from = address.end();
    }
    signs(text.get(from..).unwrap_or_default(), &mut out);
    beginning(out)
}

fn signs(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '~' | '|' => {
                out.push('\\');
                out.push(character);
            }
            // A heading would take it for its attributes, and knows no backslash before it.
            '{' => out.push_str("&#123;"),
            '#' => out.push_str("\\#"),
            other => out.push(other),
        }
    }
}

/// What would begin a list, a quotation or a line under a heading.
fn beginning(text: String) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let after = text.get(digits..).unwrap_or_default();
    if digits > 0
        && (after.starts_with(". ") || after.starts_with(") ") || matches!(after, "." | ")"))
    {
        let (number, rest) = text.split_at(digits);
        return format!("{number}\\{rest}");
    }
    match text.chars().next() {
        Some('-' | '+' | '>' | '=') => format!("\\{text}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown::plain;

    fn line(label: Option<&str>, text: &str) -> Line {
        Line {
            label: label.map(str::to_owned),
            text: text.to_owned(),
        }
    }

    #[test]
    fn whatever_signs_a_text_has_they_are_shown_as_written() {
        for written in [
            "*звёздочки* и _черты_ и `код`",
            "# не заголовок",
            "1. не список",
            "2) не список",
            "- не список",
            "+ плюс",
            "> не цитата",
            "===",
            "[x] не задача, [ссылка](нет)",
            "a < b & c > d, <b>жирно</b>, &nbsp;",
            "{#id} и {.класс}",
            "~~вычеркнуто~~",
            "обратная \\ черта",
            "таблица | столбец",
            "[^1] не сноска",
            "![нет](картинки)",
            "10 < 20",
            "-",
            "---",
        ] {
            for markdown in [escape(written), heading(2, written)] {
                let shown = plain(&markdown);
                let shown = format!("{shown:?}");
                let wanted = format!("{written:?}");
                assert!(
                    shown.contains(wanted.trim_matches('"')),
                    "{markdown} → {shown}"
                );
            }
        }
    }

    #[test]
    fn lists_stay_lists_and_rows_become_tables() {
        let lines = [
            line(None, "Было:"),
            line(Some("1."), "первое"),
            line(Some("–"), "часть"),
            line(Some("2."), "второе"),
            line(None, "Этап\tСрок\tИтог"),
            line(None, "Начало\tмай\tплан"),
        ];
        assert_eq!(
            text(&lines),
            "Было:\n\n1. первое\n   - часть\n2. второе\n\n| Этап | Срок | Итог |\n|---|---|---|\n| Начало | май | план |"
        );
    }
}
