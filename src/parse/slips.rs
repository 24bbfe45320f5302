//! Slips in YAML that people really make, recognised by name in the lines as they were written.
//!
//! A reader of YAML stops where nothing can be read any more, often lines below the slip, and some slips
//! it reads as something else. So the lines are looked at as a person looks at them: indentation, the
//! signs of lists, the space after a colon, quotes. Texts of blocks (`|`, `>`) are not looked at.

use super::tree::Mark;

/// A slip: its code, its place in the YAML, and the line as it should be, if that can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The code of the mistake.
    pub code: &'static str,
    /// Where it is; the first line of the YAML is 1.
    pub mark: Mark,
    /// What to type instead.
    pub write: Option<String>,
}

/// How far above the place where a reader stopped its reason is looked for.
const LINES_ABOVE: usize = 5;

/// Pairs of quotes that a text editor puts for straight ones. «Ёлочки» are quotes of the language, too:
/// they are a slip only where a value must be a word of the program.
const SMART: [(char, char); 6] = [
    ('“', '”'),
    ('„', '“'),
    ('„', '”'),
    ('‘', '’'),
    ('‚', '‘'),
    ('«', '»'),
];

/// What stands between smart quotes that hold the whole text.
pub fn unquoted(text: &str) -> Option<&str> {
    let text = text.trim();
    let inner = SMART.iter().find_map(|(open, close)| {
        text.strip_prefix(*open)?
            .strip_suffix(*close)
            .map(str::trim)
    });
    inner.filter(|inner| !inner.is_empty())
}

/// The slip that made a reader stop at this place of the text, if it is one that has a name.
pub(super) fn recognise(yaml: &str, stopped: Mark, cause: &str) -> Option<Slip> {
    let in_quotes = ["end of stream", "quoted", "document indicator"];
    if in_quotes.iter().any(|words| cause.contains(words)) {
        return None;
    }
    let lines: Vec<(usize, &str)> = outside_blocks(yaml)
        .take_while(|(number, _)| *number <= stopped.line + 1)
        .collect();
    // A tab is met by the reader of the line above it; of several such lines the first is the one to begin with.
    let is_below = lines
        .last()
        .is_some_and(|(number, _)| *number > stopped.line);
    let below = lines
        .iter()
        .rev()
        .map_while(|(number, line)| indentation(*number, line))
        .last()
        .filter(|_| is_below);
    if below.is_some() {
        return below;
    }
    let near = lines
        .iter()
        .rev()
        .filter(|(number, _)| *number <= stopped.line)
        .take_while(|(number, _)| number + LINES_ABOVE >= stopped.line);
    let of_line = |(number, line): &(usize, &str)| {
        indentation(*number, line)
            .or_else(|| item(*number, line))
            .or_else(|| colon(*number, line))
    };
    let of_value = || {
        let (number, line) = near.clone().next()?;
        (*number == stopped.line).then(|| value(line, stopped, cause))?
    };
    near.clone()
        .find_map(of_line)
        .or_else(of_value)
        .or_else(|| {
            near.clone()
                .find_map(|(number, line)| unclosed(*number, line))
        })
}

/// Slips that a reader takes for something else: items of lists that became one text.
pub fn unseen(yaml: &str) -> Vec<Slip> {
    let mut found: Vec<Slip> = Vec::new();
    let mut is_list_awaited = false;
    for (number, line) in outside_blocks(yaml) {
        let text = line.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let slip = if is_list_awaited {
            item(number, line)
        } else {
            None
        };
        is_list_awaited = slip.is_some() || text.ends_with(':');
        found.extend(slip);
    }
    found
}

/// A value that goes on after what YAML takes for the sign of a comment.
pub struct Cut {
    /// The line in the YAML, from 1.
    pub line: usize,
    /// The column of the sign, from 1.
    pub column: usize,
    /// How much is lost, in characters.
    pub width: usize,
    /// What is left of the value.
    pub left: String,
    /// The whole value in quotes, with its key.
    pub write: String,
}

/// Values without quotes that lose a word beginning with `#`, and all after it.
pub fn cut_short(yaml: &str) -> Vec<Cut> {
    let cut = |(line, text): (usize, &str)| {
        let (key, value) = text.split_once(": ")?;
        let key = key.trim_start().trim_start_matches("- ");
        let value = value.trim();
        let at = value.find(" #")?;
        let (left, lost) = (value[..at].trim_end(), &value[at + 1..]);
        let is_word = lost[1..].starts_with(|c: char| c.is_alphanumeric());
        let is_plain = !left.starts_with(['"', '\'', '[', '{', '|', '>', '#']) && !left.is_empty();
        if !is_word || !is_plain || key.contains('#') {
            return None;
        }
        let whole = text.trim_end().chars().count();
        let width = lost.chars().count();
        Some(Cut {
            line,
            column: whole + 1 - width,
            width,
            left: left.to_owned(),
            write: format!("{key}: {}", quoted(value)),
        })
    };
    outside_blocks(yaml).filter_map(cut).collect()
}

/// The lines of a YAML text with their numbers, without the texts of blocks.
fn outside_blocks(yaml: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut block: Option<usize> = None;
    yaml.lines().enumerate().filter_map(move |(at, line)| {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if let Some(parent) = block {
            if line.trim().is_empty() || indent > parent {
                return None;
            }
            block = None;
        }
        if opens_block(line) {
            // The text of `- key: |` is deeper than the key, not than the sign of the item.
            let (mut key, mut rest) = (indent, &line[indent..]);
            while let Some(item) = rest.strip_prefix("- ") {
                let spaces = item.len() - item.trim_start_matches(' ').len();
                if !item.contains(": ") {
                    break;
                }
                key += 2 + spaces;
                rest = &item[spaces..];
            }
            block = Some(key);
        }
        Some((at + 1, line))
    })
}

/// Whether the line ends with the sign of a block: `|`, `>-`, `|2`.
fn opens_block(line: &str) -> bool {
    let line = line.split(" #").next().unwrap_or(line).trim_end();
    let word = line.rsplit(' ').next().unwrap_or_default();
    let before = line[..line.len() - word.len()].trim_end();
    let sign = word.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    matches!(sign, "|" | ">") && (before.ends_with(':') || before.ends_with('-'))
}

fn slip(code: &'static str, line: usize, column: usize, width: usize) -> Slip {
    let mark = Mark {
        line,
        column,
        width: width.max(1),
        index: 0,
    };
    Slip {
        code,
        mark,
        write: None,
    }
}

fn is_wide_space(character: char) -> bool {
    character.is_whitespace() && !character.is_ascii()
}

/// A tab or a no-break space where only spaces make an indentation.
fn indentation(number: usize, line: &str) -> Option<Slip> {
    let indent: Vec<char> = line.chars().take_while(|c| c.is_whitespace()).collect();
    if indent.len() == line.chars().count() {
        return None;
    }
    let run = |of: fn(char) -> bool| {
        let from = indent.iter().position(|c| of(*c))?;
        let width = indent[from..].iter().take_while(|c| of(**c)).count();
        Some((from + 1, width))
    };
    let tab = run(|c| c == '\t').map(|place| ("yaml-tab", place));
    let wide = run(is_wide_space).map(|place| ("yaml-no-break", place));
    let (code, (column, width)) = tab.or(wide)?;
    Some(slip(code, number, column, width))
}

/// An item of a list without the space after its sign, or with another sign.
fn item(number: usize, line: &str) -> Option<Slip> {
    let text = line.trim_start();
    let column = line.chars().count() - text.chars().count() + 1;
    let mut letters = text.chars();
    let sign = letters.next()?;
    let rest = letters.as_str();
    let next = rest.chars().next()?;
    let written = Some(format!("- {}", rest.trim()));
    match sign {
        '-' if is_wide_space(next) => Some(slip("yaml-no-break", number, column + 1, 1)),
        '-' if next.is_alphabetic() || matches!(next, '"' | '\'' | '«' | '“' | '„') => {
            let found = slip("yaml-dash", number, column, text.chars().count());
            Some(Slip {
                write: written,
                ..found
            })
        }
        '–' | '—' | '•' | '·' | '‣' | '−' => {
            let found = slip("yaml-list-sign", number, column, 1);
            Some(Slip {
                write: written,
                ..found
            })
        }
        _ => None,
    }
}

/// `key:value`: a colon without the space after it.
pub(super) fn without_space(text: &str) -> Option<String> {
    let end = text.find([':', '：'])?;
    let (key, rest) = text.split_at(end);
    let is_key = key.starts_with(|c: char| c.is_ascii_lowercase())
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let mut letters = rest.chars();
    let colon = letters.next()?;
    let value = letters.as_str();
    let next = value.chars().next()?;
    let has_space = colon == ':' && (next == ' ' || next == '\t');
    (is_key && !has_space && !value.starts_with("//") && !is_wide_space(next))
        .then(|| format!("{key}: {}", value.trim()))
}

fn colon(number: usize, line: &str) -> Option<Slip> {
    let mut text = line.trim_start();
    while let Some(item) = text.strip_prefix("- ") {
        text = item.trim_start();
    }
    let column = line.chars().count() - text.chars().count() + 1;
    let at = text.chars().position(|c| matches!(c, ':' | '：'));
    if let Some(write) = without_space(text) {
        let found = slip("yaml-colon-space", number, column, at.unwrap_or(0) + 2);
        return Some(Slip {
            write: Some(write),
            ..found
        });
    }
    let after = at.and_then(|at| text.chars().nth(at + 1))?;
    is_wide_space(after).then(|| slip("yaml-no-break", number, column + at.unwrap_or(0) + 1, 1))
}

/// A value whose first sign, quotes or colon mean something to YAML.
fn value(line: &str, stopped: Mark, cause: &str) -> Option<Slip> {
    let text = line.trim_start();
    let lead = line.chars().count() - text.chars().count();
    let (key, value) = match text.split_once(": ") {
        Some((key, value)) => (Some(key), value),
        None => (None, text.strip_prefix("- ")?),
    };
    let before = text.chars().count() - value.trim_start().chars().count();
    let value = value.trim();
    let sign = value.chars().next()?;
    let column = lead + before + 1;
    let has_colon = cause.contains("mapping values are not allowed");
    if has_colon && stopped.column < column {
        // The first colon of a line belongs to its field, which then stands too far to the right.
        return None;
    }
    let (code, column) = match sign {
        '“' | '„' | '‘' | '‚' | '«' if has_colon => ("yaml-smart-quotes", column),
        '[' | '{' if !closes_last(value) => ("yaml-bracket", column),
        '-' if value.starts_with("- ") => ("yaml-inline-item", column),
        '@' | '%' | '`' | '!' | '|' | '>' | '?' if stopped.column >= column => {
            ("yaml-sign", column)
        }
        _ if has_colon => ("yaml-colon", stopped.column),
        _ => return None,
    };
    let whole = match sign {
        '>' | '|' => value[1..].trim(),
        '«' => value,
        _ => unquoted(value).unwrap_or(value),
    };
    let write = match key {
        _ if code == "yaml-inline-item" => None,
        Some(key) => Some(format!("{key}: {}", quoted(whole))),
        None => Some(format!("- {}", quoted(whole))),
    };
    let found = slip(code, stopped.line, column, 1);
    Some(Slip { write, ..found })
}

/// The line of a slip that only the reader of YAML could name, as its author most likely meant it.
pub(super) fn as_it_should_be(code: &str, line: &str) -> Option<String> {
    let text = line.trim();
    let (before, value) = match text.split_once(": ") {
        Some((key, value)) => (format!("{key}: "), value.trim()),
        None => ("- ".to_owned(), text.strip_prefix("- ")?.trim()),
    };
    let sign = value.chars().next()?;
    let value = match code {
        "yaml-quote" if value.matches(sign).count() == 1 => format!("{value}{sign}"),
        "yaml-after-quote" => quoted(value),
        "yaml-escape" => quoted(value.trim_matches(sign)),
        "yaml-anchor" if value.ends_with(sign) => quoted(value.trim_matches(sign)),
        "yaml-anchor" => quoted(value),
        _ => return None,
    };
    Some(before + &value)
}

/// A list or fields in brackets that end nowhere in the line, above the place where that showed.
fn unclosed(number: usize, line: &str) -> Option<Slip> {
    let (key, value) = line.split_once(": ")?;
    let text = value.trim();
    let count = |signs: [char; 2]| text.matches(signs).count();
    (text.starts_with(['[', '{']) && count(['[', '{']) > count([']', '}'])).then(|| {
        let spaces = value.chars().count() - value.trim_start().chars().count();
        slip("yaml-bracket", number, key.chars().count() + 3 + spaces, 1)
    })
}

/// Whether the bracket that opens the text is closed by its last sign, and no earlier.
fn closes_last(text: &str) -> bool {
    let mut open = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '[' | '{' => open += 1,
            ']' | '}' => open = open.saturating_sub(1),
            _ => continue,
        }
        if open == 0 {
            return at + 1 == text.len();
        }
    }
    false
}

/// A text between straight quotes that need no escapes.
fn quoted(text: &str) -> String {
    match text.contains(['"', '\\']) {
        true => format!("'{}'", text.replace('\'', "''")),
        false => format!("\"{text}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_blocks_are_not_looked_at() {
        let texts = [
            "summary: |\n  Список:\n  -один\n  – два\ntags: [a]\n",
            "steps:\n  - title: >-\n      Вопрос:\n      — Ответ\n    who: Учитель\n",
            "steps:\n  - |\n    Так:\n    -раз\n",
            "result: -5\nlist:\n  - -3\n  - –\n",
            "a: 'x:'\nb:\n  # -примечание\n  - c\n",
        ];
        for text in texts {
            assert_eq!(unseen(text), [], "{text}");
        }
        let after = "summary: |\n  Текст:\ntags:\n  -один\n";
        assert_eq!(unseen(after).first().map(|slip| slip.mark.line), Some(4));
    }

    #[test]
    fn a_line_is_told_as_it_was_meant() {
        for (code, line, meant) in [
            ("yaml-quote", "title: \"Опыт", Some("title: \"Опыт\"")),
            ("yaml-quote", "  - 'Опыт", Some("- 'Опыт'")),
            ("yaml-quote", "title: \"Опыт \"школы\"", None),
            (
                "yaml-after-quote",
                "title: \"Росток\" победил",
                Some("title: '\"Росток\" победил'"),
            ),
            (
                "yaml-escape",
                "title: \"C:\\Школа\"",
                Some("title: 'C:\\Школа'"),
            ),
            ("yaml-anchor", "title: **Опыт**", Some("title: \"Опыт\"")),
            ("yaml-anchor", "title: *звезда", Some("title: \"*звезда\"")),
            ("yaml-syntax", "title: *звезда", None),
        ] {
            assert_eq!(as_it_should_be(code, line).as_deref(), meant, "{line}");
        }
    }

    #[test]
    fn a_word_after_a_hash_is_lost_and_a_comment_is_not() {
        let lost = |yaml| {
            let cuts = cut_short(yaml).into_iter();
            cuts.map(|cut| (cut.line, cut.column, cut.width, cut.left, cut.write))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            lost("a: b\n  - title: Школа #1 в районе\n"),
            [(
                2,
                18,
                11,
                "Школа".to_owned(),
                "title: \"Школа #1 в районе\"".to_owned()
            )]
        );
        for kept in [
            "level: region # уровень",
            "title: \"Школа #1\"",
            "# title: Школа #1",
            "title: C#1",
            "color: #0b4f9e",
            "text: |\n  Вопрос: Школа #1",
        ] {
            assert_eq!(lost(kept), [], "{kept}");
        }
    }

    #[test]
    fn the_first_of_several_lines_with_tabs_is_named() {
        let yaml = "title: Опыт\nlist:\n\t- a: b\n\t  c: d\n";
        let stopped = Mark {
            line: 3,
            column: 1,
            width: 1,
            index: 0,
        };
        let slip = recognise(yaml, stopped, "tab").unwrap();
        assert_eq!((slip.code, slip.mark.line), ("yaml-tab", 3));
    }

    #[test]
    fn smart_quotes_hold_the_whole_text_or_nothing() {
        assert_eq!(unquoted("“Опыт”"), Some("Опыт"));
        assert_eq!(unquoted("„Опыт“"), Some("Опыт"));
        assert_eq!(unquoted("«Опыт» школы"), None);
        assert_eq!(unquoted("“”"), None);
    }
}
