//! YAML as a careful person writes it: quotes only where needed, long texts folded, lists of ids in a line.

/// No line of a text is longer than this, unless one word is.
const WIDTH: usize = 100;

/// `key: value`, indented; a long text is folded below its key.
pub fn field(indent: usize, key: &str, text: &str) -> Vec<String> {
    let text = clean(text);
    let pad = " ".repeat(indent);
    if text.contains('\n') {
        let mut lines = vec![format!("{pad}{key}: |-")];
        lines.extend(text.lines().map(|line| match line.trim() {
            "" => String::new(),
            line => format!("{pad}  {line}"),
        }));
        return lines;
    }
    let inline = format!("{pad}{key}: {}", scalar(&text));
    if inline.chars().count() <= WIDTH || !text.contains(' ') {
        return vec![inline];
    }
    let mut lines = vec![format!("{pad}{key}: >-")];
    lines.extend(
        wrap(&text, WIDTH - indent - 2)
            .into_iter()
            .map(|line| format!("{pad}  {line}")),
    );
    lines
}

/// `key: [a, b]`; texts that do not fit into a line stand one a line.
pub fn list(indent: usize, key: &str, items: &[String]) -> Vec<String> {
    let pad = " ".repeat(indent);
    let inline: Vec<String> = items.iter().map(|item| flow(item)).collect();
    let line = format!("{pad}{key}: [{}]", inline.join(", "));
    if line.chars().count() <= WIDTH {
        return vec![line];
    }
    let mut lines = vec![format!("{pad}{key}:")];
    for entry in items {
        lines.extend(item(indent + 2, entry));
    }
    lines
}

/// One text of a list, in its own line or lines.
pub fn item(indent: usize, text: &str) -> Vec<String> {
    let text = clean(text).replace('\n', " ");
    let pad = " ".repeat(indent);
    let inline = format!("{pad}- {}", scalar(&text));
    if inline.chars().count() <= WIDTH || !text.contains(' ') {
        return vec![inline];
    }
    let mut lines = vec![format!("{pad}- >-")];
    lines.extend(
        wrap(&text, WIDTH - indent - 2)
            .into_iter()
            .map(|line| format!("{pad}  {line}")),
    );
    lines
}

/// Lines of a comment.
pub fn comment(indent: usize, text: &str) -> Vec<String> {
    let pad = " ".repeat(indent);
    let text = clean(text);
    let lines = text.lines().flat_map(|line| {
        let mut lines = wrap(line, WIDTH - indent - 4);
        // The lines of an item stand below its words.
        if line.starts_with("– ") {
            lines
                .iter_mut()
                .skip(1)
                .for_each(|line| line.insert_str(0, "  "));
        }
        lines
    });
    lines
        .map(|line| format!("{pad}# {line}").trim_end().to_owned())
        .collect()
}

/// A list item whose fields these lines are: the first line gets the dash.
pub fn mapping_item(indent: usize, fields: Vec<String>) -> Vec<String> {
    let mut fields = fields.into_iter();
    let first = fields
        .next()
        .map(|line| format!("{}- {}", " ".repeat(indent), line.trim_start()));
    first.into_iter().chain(fields).collect()
}

/// A text in a line: plain when YAML reads it as this text, else in quotes.
pub fn scalar(text: &str) -> String {
    match is_plain(text) && !text.contains([',', '[', ']', '{', '}'])
        || is_plain(text) && !text.starts_with(['[', '{'])
    {
        true => text.to_owned(),
        false => quoted(text),
    }
}

fn flow(text: &str) -> String {
    let text = clean(text).replace('\n', " ");
    match is_plain(&text) && !text.contains([',', '[', ']', '{', '}']) {
        true => text,
        false => quoted(&text),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let reserved = [
        '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@',
        '`', '~', '=', '<',
    ];
    let means_something = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_number = text.chars().all(|c| {
        c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | ':' | '_' | '/' | ' ' | 'e' | 'E')
    }) || text.parse::<f64>().is_ok()
        || text.starts_with("0x")
        || text.starts_with("0o");
    !reserved.contains(&first)
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains('\n')
        && !is_number
        && !means_something.contains(&text.to_lowercase().as_str())
}

/// What YAML does not take in a block becomes a space, and lines have no spaces around them.
fn clean(text: &str) -> String {
    let is_bad = |c: char| {
        c.is_control() && c != '\n'
            || matches!(
                c,
                '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
            )
    };
    let text: String = text
        .chars()
        .map(|c| if is_bad(c) { ' ' } else { c })
        .collect();
    let lines: Vec<String> = text.lines().map(|line| words(line).join(" ")).collect();
    lines.join("\n").trim().to_owned()
}

/// Words between spaces; a no-break space is a part of its word.
fn words(text: &str) -> Vec<&str> {
    text.split([' ', '\t'])
        .filter(|word| !word.is_empty())
        .collect()
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in words(text) {
        let size = word.chars().count();
        match lines.last_mut() {
            Some(line) if length + 1 + size <= width => {
                line.push(' ');
                line.push_str(word);
                length += 1 + size;
            }
            _ => {
                lines.push(word.to_owned());
                length = size;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_read_back_as_it_was() {
        let long = "слово ".repeat(60);
        let texts = [
            "АУ «ИРО», МОУО",
            "2022-2024",
            "3.10",
            "да",
            "no",
            "- черта",
            "a: b",
            "a #b",
            "конец:",
            "{x}",
            "[x]",
            "'",
            "\"так\"",
            "№ п/п",
            "100% участие",
            "\\",
            "# знак",
            "~",
            "|",
            "неразрывный\u{a0}пробел",
            "две\nстроки",
            long.trim(),
            "1.2.3",
            "0x1F",
            "@имя",
            "`код`",
            "- ",
            "?",
            "x: y: z",
            "%",
            "12:30",
        ];
        for text in texts {
            let yaml = field(4, "key", text).join("\n");
            let value: serde_yaml::Value =
                serde_yaml::from_str(&yaml).unwrap_or_else(|e| panic!("{yaml}: {e}"));
            assert_eq!(
                value.get("key").and_then(|v| v.as_str()),
                Some(text.trim()),
                "{yaml}"
            );
            let yaml = list(0, "key", &[text.to_owned(), "b".to_owned()]).join("\n");
            let value: serde_yaml::Value =
                serde_yaml::from_str(&yaml).unwrap_or_else(|e| panic!("{yaml}: {e}"));
            let first = value
                .get("key")
                .and_then(|v| v.get(0))
                .and_then(|v| v.as_str());
            assert_eq!(
                first,
                Some(text.trim().replace('\n', " ").as_str()),
                "{yaml}"
            );
        }
    }

    #[test]
    fn long_texts_are_folded_within_the_width() {
        let lines = field(8, "title", &"слово ".repeat(60));
        assert_eq!(lines.first().map(String::as_str), Some("        title: >-"));
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH));
    }
}
