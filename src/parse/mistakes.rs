//! Mistakes that show while one file is read alone.

use super::markdown::SlipKind;
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
    let found = match parent.filter(|parent| !parent.is_empty()) {
        Some(parent) => Diagnostic::error("unknown-key-inside", place).with("parent", parent),
        None => Diagnostic::error("unknown-key", place),
    };
    let found = found.with("key", visible(key));
    if key.contains('\u{a0}') {
        return found.hint("no-break-space", Vec::new());
    }
    match similar {
        Some(_) => found.did_you_mean(similar),
        None => {
            let known: Vec<&str> = fields.iter().map(|field| field.name).collect();
            found.hint("known-keys", vec![("names", known.join(", "))])
        }
    }
}

/// A key that is itself a list or a mapping.
pub fn strange_key(place: Place) -> Diagnostic {
    Diagnostic::error("strange-key", place)
}

/// The same key twice in one mapping.
pub fn duplicate_key(place: Place, key: &str, first_line: usize) -> Diagnostic {
    Diagnostic::error("duplicate-key", place)
        .with("key", key)
        .with("line", first_line.to_string())
}

/// A list or mapping where a scalar belongs, or the other way round. `written` names what stands there.
pub fn wrong_type(
    place: Place,
    field: &str,
    written: &'static str,
    form: &'static str,
    choices: &[&str],
) -> Diagnostic {
    let found = Diagnostic::error("wrong-type", place)
        .with("field", field)
        .with("written", written)
        .with("form", form);
    if choices.is_empty() {
        found
    } else {
        found.hint("known-words", vec![("names", choices.join(", "))])
    }
}

/// A text that has not the form of its field.
pub fn wrong_form(place: Place, field: &str, text: &str, form: &'static str) -> Diagnostic {
    let found = Diagnostic::error("wrong-form", place)
        .with("field", field)
        .with("text", shown(text))
        .with("form", form);
    let write = |text: String| vec![("text", text)];
    match form {
        "date" => match iso_date(day_and_time(text).0) {
            Some(date) => found.hint("write", write(date)),
            None => found,
        },
        "moment" => match iso_moment(text) {
            Some(moment) => found.hint("write", write(moment)),
            None => found,
        },
        "flag" => match text.to_lowercase().as_str() {
            "yes" | "on" | "да" | "y" | "1" => found.hint("write", write("true".to_owned())),
            "no" | "off" | "нет" | "n" | "0" => found.hint("write", write("false".to_owned())),
            _ => found,
        },
        "number" | "whole" => match text.replace(',', ".").trim().parse::<f64>() {
            Ok(number) if form == "number" && number.is_finite() => {
                found.hint("write", write(text.replace(',', ".")))
            }
            _ => found,
        },
        "url"
            if !text.contains(char::is_whitespace) && text.contains('.') && !text.contains(':') =>
        {
            found.hint("write", write(format!("https://{text}")))
        }
        "slug" => match crate::lang::slug(text) {
            slug if slug.is_empty() => found,
            slug => found.hint("write", write(slug)),
        },
        "alias" => match alias_of(text) {
            Some(alias) => found.hint("write", write(alias)),
            None => found,
        },
        _ => found,
    }
}

/// The alias that an author most likely meant: its slashes and what follows `?` or `#` put right.
fn alias_of(text: &str) -> Option<String> {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| {
        rest.split_once('/').map_or("", |(_, path)| path)
    });
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if parts.is_empty()
        || parts.iter().any(|part| matches!(*part, "." | ".."))
        || path.contains('\\')
    {
        return None;
    }
    let end = if path.ends_with(".html") { "" } else { "/" };
    Some(format!("/{}{end}", parts.join("/")))
}

/// A day and what follows it after a space, a comma or a `T`.
fn day_and_time(text: &str) -> (&str, &str) {
    let text = text.trim();
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, 'T' | 't' | ','));
    let (day, time) = text.split_at(end.unwrap_or(text.len()));
    let is_filler = |c: char| c.is_whitespace() || matches!(c, 'T' | 't' | ',');
    (day, time.trim_start_matches(is_filler))
}

/// `2022-01-01 10:00`, `01.01.2022 в 9.30` and `2022-03-14T10:00:00+05:00` as the contract asks for:
/// the time zone is the site's.
fn iso_moment(text: &str) -> Option<String> {
    let (day, time) = day_and_time(text);
    let date = iso_date(day)?;
    let time = time.trim_start_matches(['в', ' ']);
    if time.is_empty() {
        return Some(date);
    }
    let end = time.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')));
    let numbers: Option<Vec<u32>> = time[..end.unwrap_or(time.len())]
        .split([':', '.'])
        .take(3)
        .map(|part| part.parse().ok())
        .collect();
    let (hour, minute, second) = match numbers?[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let right = hour < 24 && minute < 60 && second < 60;
    let seconds = match second {
        0 => String::new(),
        second => format!(":{second:02}"),
    };
    right.then(|| format!("{date}T{hour:02}:{minute:02}{seconds}"))
}

/// `01.09.2025` and `2025-9-1` in the order that the contract asks for.
fn iso_date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['.', '-', '/']).collect();
    let [first, month, last] = parts[..] else {
        return None;
    };
    let (year, day) = if first.len() == 4 {
        (first, last)
    } else {
        (last, first)
    };
    let date = format!("{:0>4}-{:0>2}-{:0>2}", year, month, day);
    (year.len() == 4 && date.len() == 10 && date.parse::<jiff::civil::Date>().is_ok())
        .then_some(date)
}

/// A date that the calendar has not.
pub fn no_such_date(place: Place, text: &str) -> Diagnostic {
    let found = Diagnostic::error("no-such-date", place).with("text", shown(text));
    let (year, month) = (
        text.get(..4).and_then(|year| year.parse().ok()),
        text.get(5..7).and_then(|month| month.parse().ok()),
    );
    match (year, month) {
        (Some(year), Some(month)) if (1..=12).contains(&month) && text.len() == 10 => {
            match jiff::civil::Date::new(year, month, 1) {
                Ok(first) => found.hint(
                    "last-day",
                    vec![("date", first.last_of_month().to_string())],
                ),
                Err(_) => found,
            }
        }
        _ => found,
    }
}

/// A number outside its limits.
pub fn out_of_range(place: Place, field: &str, text: &str, least: i64, most: i64) -> Diagnostic {
    Diagnostic::error("out-of-range", place)
        .with("field", field)
        .with("text", shown(text))
        .with("least", least.to_string())
        .with("most", most.to_string())
}

/// A word that its closed vocabulary has not.
pub fn unknown_word(
    place: Place,
    field: &str,
    text: &str,
    words: &'static [&'static str],
) -> Diagnostic {
    let found = Diagnostic::error("unknown-word", place)
        .with("field", field)
        .with("text", shown(text));
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
///
/// `line` is the line of the place: the commonest slips show in it.
pub fn yaml_syntax(place: Place, cause: &str, line: &str) -> Diagnostic {
    let at = |wanted: char| {
        line.chars()
            .position(|character| character == wanted)
            .map(|at| at + 1)
    };
    let is_indented = line.starts_with([' ', '\t', '\u{a0}']);
    if cause.contains("tab")
        && let Some(column) = at('\t')
    {
        return Diagnostic::error("yaml-tab", Place { column, ..place });
    }
    let has = |words: &[&str]| words.iter().any(|words| cause.contains(words));
    let code = match () {
        // The first colon of a line belongs to its field, which then stands too far to the right.
        () if has(&["mapping values are not allowed"])
            && is_indented
            && at(':') == Some(place.column) =>
        {
            "yaml-indent"
        }
        () if has(&["mapping values are not allowed"]) => "yaml-colon",
        () if has(&["simple key expect"]) && !line.contains(':') => "yaml-no-colon",
        () if has(&["escape", "hexadecimal"]) => "yaml-escape",
        () if has(&["trailing content after"]) => "yaml-after-quote",
        () if has(&[
            "end of stream",
            "indentation in quoted",
            "document indicator",
        ]) =>
        {
            "yaml-quote"
        }
        () if is_indented
            && has(&[
                "invalid indentation",
                "expected '-'",
                "expected key",
                "document start",
                "document-start",
                "not allowed in this context",
            ]) =>
        {
            "yaml-indent"
        }
        () if has(&["recursion limit"]) => "yaml-depth",
        () if has(&["several documents"]) => "yaml-documents",
        () if has(&["anchor"]) => "yaml-anchor",
        () => "yaml-syntax",
    };
    Diagnostic::error(code, place)
}

/// A control character that came in with a copied text.
pub fn control_character(place: Place, character: char) -> Diagnostic {
    Diagnostic::error("control-character", place)
        .with("character", format!("U+{:04X}", u32::from(character)))
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

/// The written id of a heading is one that every page has of its own.
pub fn reserved_anchor(place: Place, id: &str) -> Diagnostic {
    Diagnostic::error("reserved-name", place).with("name", id)
}

/// Two headings of one body with the same written id.
pub fn duplicate_anchor(place: Place, id: &str) -> Diagnostic {
    Diagnostic::error("duplicate-anchor", place).with("id", id)
}

/// Says what is wrong with a text of Markdown.
pub fn slip_mistake(slip: &SlipKind, place: Place) -> Diagnostic {
    match slip {
        SlipKind::Html(what) => html_removed(place, what),
        SlipKind::Scheme(scheme) => dropped_link(place, scheme),
        SlipKind::ForeignPicture(url) => foreign_picture(place, url),
        SlipKind::NoAlternative => no_alternative_text(place),
        SlipKind::ReservedAnchor(id) => reserved_anchor(place, id),
        SlipKind::DuplicateAnchor(id) => duplicate_anchor(place, id),
    }
}

/// A text of the author as a message can hold it: one line, not too long.
pub fn shown(text: &str) -> String {
    let line = visible(text).replace(['\n', '\r'], " ");
    if line.chars().count() <= 60 {
        line
    } else {
        line.chars().take(59).chain(['…']).collect()
    }
}

/// No-break spaces and other invisible characters, made visible for the message.
fn visible(text: &str) -> String {
    text.replace('\u{a0}', "⍽").replace('\t', "→")
}
