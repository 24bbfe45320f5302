//! Mistakes that show while one file is read alone.

use super::record::Field;
use crate::diagnostics::{Diagnostic, Place, nearest};

/// A key that the contract does not have in this place.
pub fn unknown_key(
    place: Place,
    key: &str,
    parent: Option<&str>,
    similar: Option<String>,
    fields: &[&'static Field],
) -> Diagnostic {
    let found = match parent {
        Some(parent) => Diagnostic::error("unknown-key", place).with("parent", parent),
        None => Diagnostic::error("unknown-key", place).with("parent", ""),
    };
    let found = found.with("key", visible(key));
    match similar {
        Some(_) => found.did_you_mean(similar),
        None => {
            let known: Vec<&str> = fields.iter().take(12).map(|field| field.name).collect();
            found.hint("known-keys", vec![("names", known.join(", "))])
        }
    }
}

/// The same key twice in one mapping.
pub fn duplicate_key(place: Place, key: &str, first_line: usize) -> Diagnostic {
    Diagnostic::error("duplicate-key", place).with("key", key).with("line", first_line.to_string())
}

/// A list or mapping where a scalar belongs, or the other way round.
pub fn wrong_type(place: Place, field: &str, form: &'static str, choices: &[&str]) -> Diagnostic {
    let found = Diagnostic::error("wrong-type", place).with("field", field).with("form", form);
    if choices.is_empty() { found } else { found.hint("known-words", vec![("names", choices.join(", "))]) }
}

/// A text that has not the form of its field.
pub fn wrong_form(place: Place, field: &str, text: &str, form: &'static str) -> Diagnostic {
    let found = Diagnostic::error("wrong-type", place).with("field", field).with("form", form);
    match (form, iso_date(text)) {
        ("date" | "moment", Some(date)) => found.hint("write", vec![("text", date)]),
        ("flag", _) => match text.to_lowercase().as_str() {
            "yes" | "on" | "да" | "y" | "1" => found.hint("write", vec![("text", "true".to_owned())]),
            "no" | "off" | "нет" | "n" | "0" => found.hint("write", vec![("text", "false".to_owned())]),
            _ => found,
        },
        _ => found,
    }
}

/// `01.09.2025` and `2025-9-1` in the order that the contract asks for.
fn iso_date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['.', '-', '/']).collect();
    let [first, month, last] = parts[..] else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let date = format!("{:0>4}-{:0>2}-{:0>2}", year, month, day);
    (year.len() == 4 && date.parse::<jiff::civil::Date>().is_ok()).then_some(date)
}

/// A date that the calendar has not.
pub fn no_such_date(place: Place, text: &str) -> Diagnostic {
    Diagnostic::error("no-such-date", place).with("text", text)
}

/// A number outside its limits.
pub fn out_of_range(place: Place, field: &str, text: &str, least: i64, most: i64) -> Diagnostic {
    Diagnostic::error("out-of-range", place)
        .with("field", field)
        .with("text", text)
        .with("least", least.to_string())
        .with("most", if most == i64::MAX { "∞".to_owned() } else { most.to_string() })
}

/// A word that its closed vocabulary has not.
pub fn unknown_word(place: Place, field: &str, text: &str, words: &'static [&'static str]) -> Diagnostic {
    let found = Diagnostic::error("unknown-word", place).with("field", field).with("text", visible(text));
    match nearest(text, words.iter().copied()) {
        Some(word) => found.did_you_mean(Some(word)),
        None => found.hint("known-words", vec![("names", words.join(", "))]),
    }
}

/// The top of a file is not a mapping of fields.
pub fn not_a_mapping(place: Place) -> Diagnostic {
    Diagnostic::error("not-a-mapping", place)
}

/// The text is not YAML. The reader's own words stay with us: they choose the explanation.
pub fn yaml_syntax(place: Place, cause: &str) -> Diagnostic {
    let code = match cause {
        cause if cause.contains("mapping values are not allowed") => "yaml-colon",
        cause if cause.contains("tab") => "yaml-tab",
        cause if cause.contains("end of stream") || cause.contains("quoted scalar") => "yaml-quote",
        cause if cause.contains("recursion limit") => "yaml-depth",
        cause if cause.contains("several documents") => "yaml-documents",
        cause if cause.contains("anchor") => "yaml-anchor",
        _ => "yaml-syntax",
    };
    Diagnostic::error(code, place)
}

/// A Markdown file that does not begin with a line `---`.
pub fn no_front_matter(place: Place) -> Diagnostic {
    Diagnostic::error("no-front-matter", place)
}

/// The second line `---` is missing.
pub fn open_front_matter(place: Place) -> Diagnostic {
    Diagnostic::error("open-front-matter", place)
}

/// A text in another encoding than UTF-8.
pub fn wrong_encoding(place: Place, likely: &'static str) -> Diagnostic {
    Diagnostic::error("wrong-encoding", place).with("encoding", likely)
}

/// A tag, attribute or comment of raw HTML that was left out.
pub fn html_removed(place: Place, what: &str) -> Diagnostic {
    Diagnostic::warning("html-removed", place).with("what", what)
}

/// A link whose scheme is not allowed was turned into text.
pub fn dropped_link(place: Place, scheme: &str) -> Diagnostic {
    Diagnostic::warning("dropped-link", place).with("scheme", scheme)
}

/// A picture from another host becomes a link: a page loads nothing from elsewhere.
pub fn foreign_picture(place: Place, url: &str) -> Diagnostic {
    Diagnostic::warning("foreign-picture", place).with("url", url)
}

/// A picture without a text for those who do not see it.
pub fn no_alternative_text(place: Place) -> Diagnostic {
    Diagnostic::warning("no-alternative-text", place)
}

/// Two headings of one body with the same written id.
pub fn duplicate_anchor(place: Place, id: &str) -> Diagnostic {
    Diagnostic::error("duplicate-anchor", place).with("id", id)
}

/// No-break spaces and other invisible characters, made visible for the message.
fn visible(text: &str) -> String {
    text.replace('\u{a0}', "⍽").replace('\t', "→")
}
