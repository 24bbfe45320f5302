//! Mistakes that show while one file is read alone.

use super::markdown::SlipKind;
use super::record::Field;
use super::slips;
use crate::diagnostics::{Diagnostic, Place, nearest};
use crate::lang::alphabets;

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
    let is_known = |name: &str| fields.iter().any(|field| field.name == name);
    if key.starts_with(|c: char| c.is_whitespace() && !c.is_ascii()) {
        return slip(found.place, "yaml-no-break", None);
    }
    if let Some(unseen) = key.chars().find(|c| is_unseen(*c)) {
        return control_character(found.place, unseen);
    }
    if let Some(meant) = slips::without_space(key) {
        return slip(found.place, "yaml-colon-space", Some(meant));
    }
    if let Some(inner) = slips::unquoted(key).filter(|inner| is_known(inner)) {
        return smart_quotes(found.place, inner);
    }
    if let Some(meant) = alphabets::latin(key).filter(|meant| is_known(meant)) {
        return lookalike_letters(found.place, key, &meant);
    }
    let found = found.with("key", visible(key));
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

/// A slip of YAML that has a name of its own, and what to type instead, if that can be told.
pub fn slip(place: Place, code: &'static str, write: Option<String>) -> Diagnostic {
    let found = Diagnostic::error(code, place);
    match write {
        Some(text) => found.hint("write", vec![("text", text)]),
        None => found,
    }
}

/// Quotes of a text editor around a word of the program.
pub fn smart_quotes(place: Place, inner: &str) -> Diagnostic {
    slip(place, "smart-quotes", Some(inner.to_owned()))
}

/// A word of the program with Russian letters that look like the Latin ones.
pub fn lookalike_letters(place: Place, text: &str, meant: &str) -> Diagnostic {
    let mut letters: Vec<char> = text
        .chars()
        .filter(|c| alphabets::is_cyrillic(*c))
        .collect();
    letters.dedup();
    let letters: Vec<String> = letters.iter().map(char::to_string).collect();
    slip(place, "lookalike-letters", Some(meant.to_owned()))
        .with("text", shown(text))
        .with("letters", letters.join(", "))
}

/// A day in another order than the contract's.
fn date_order(place: Place, text: &str, meant: String) -> Diagnostic {
    slip(place, "date-order", Some(meant)).with("text", shown(text))
}

/// Characters that take no room and so are not seen.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// Words with which people say that there is no value.
fn is_nothing(text: &str) -> bool {
    let words = ["none", "null", "nil", "нет", "-", "–", "—", "n/a"];
    words.contains(&text.to_lowercase().as_str())
}

/// A text that has not the form of its field.
pub fn wrong_form(place: Place, field: &str, text: &str, form: &'static str) -> Diagnostic {
    if let Some(inner) = slips::unquoted(text) {
        return smart_quotes(place, inner);
    }
    if form == "flag"
        && let Some(meant) =
            alphabets::latin(text).filter(|meant| meant == "true" || meant == "false")
    {
        return lookalike_letters(place, text, &meant);
    }
    let dated = match form {
        "date" => iso_date(day_and_time(text).0).or_else(|| date_in_words(text)),
        "moment" if !text.contains(['T', 't']) => iso_moment(text)
            .filter(|meant| !text.starts_with(meant.get(..10).unwrap_or_default()))
            .or_else(|| date_in_words(text)),
        _ => None,
    };
    if let Some(meant) = dated {
        return date_order(place, text, meant);
    }
    if form == "date"
        && let Some(day) = in_order(text)
    {
        return no_such_day(place, text, &day);
    }
    let found = Diagnostic::error("wrong-form", place)
        .with("field", field)
        .with("text", shown(text))
        .with("form", form);
    let write = |text: String| vec![("text", text)];
    match form {
        "date" if is_nothing(text) => found.hint("remove-line", Vec::new()),
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

/// `01.09.2025`, `01.09.25` and `2025-9-1` in the order that the contract asks for.
fn iso_date(text: &str) -> Option<String> {
    in_order(text).filter(|date| date.parse::<jiff::civil::Date>().is_ok())
}

/// The same of a day that the calendar may not have.
fn in_order(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['.', '-', '/']).collect();
    let [first, month, last] = parts[..] else {
        return None;
    };
    let (year, day) = if first.len() == 4 {
        (first, last)
    } else {
        (last, first)
    };
    let is_short =
        year.len() == 2 && day.len() <= 2 && year.bytes().all(|byte| byte.is_ascii_digit());
    let year = if is_short {
        format!("20{year}")
    } else {
        year.to_owned()
    };
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    let has_digits = date
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    (year.len() == 4 && date.len() == 10 && has_digits).then_some(date)
}

/// «1 сентября 2025», with «года», «г.» or nothing after it.
fn date_in_words(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
    ];
    let text = text.to_lowercase();
    let mut words = text.split_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let rest = words.next().unwrap_or_default();
    let month = MONTHS.iter().position(|name| month.starts_with(name))? + 1;
    let year = year.trim_end_matches("г.");
    let date = iso_date(&format!("{day}.{month}.{year}"))?;
    matches!(rest, "" | "г." | "года" | "г").then_some(date)
}

/// A date that the calendar has not.
pub fn no_such_date(place: Place, text: &str) -> Diagnostic {
    no_such_day(place, text, text)
}

/// The same of a day whose parts stand in another order in the file.
fn no_such_day(place: Place, written: &str, text: &str) -> Diagnostic {
    let found = Diagnostic::error("no-such-date", place).with("text", shown(written));
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
    if let Some(inner) = slips::unquoted(text).filter(|inner| words.contains(inner)) {
        return smart_quotes(place, inner);
    }
    if let Some(meant) = alphabets::latin(text).filter(|meant| words.contains(&meant.as_str())) {
        return lookalike_letters(place, text, &meant);
    }
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
    let place = match code {
        "yaml-indent" => at_first_word(place, line),
        _ => place,
    };
    slip(place, code, slips::as_it_should_be(code, line))
}

/// The first word of a line: what stands too far to one side, wherever the reader noticed it.
fn at_first_word(place: Place, line: &str) -> Place {
    let text = line.trim_start();
    let word = text.split([':', ' ']).next().unwrap_or_default();
    Place {
        column: line.chars().count() - text.chars().count() + 1,
        width: word.chars().count().max(1),
        ..place
    }
}

/// A control character that came in with a copied text.
pub fn control_character(place: Place, character: char) -> Diagnostic {
    Diagnostic::error("control-character", place)
        .with("character", format!("U+{:04X}", u32::from(character)))
}

/// A Markdown file that does not begin with a line `---`.
pub fn no_front_matter(place: Place, text: &str) -> Diagnostic {
    let line = text.lines().next().unwrap_or_default().trim();
    // Word makes one long dash of three hyphens.
    let is_rule = !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '–' | '—'));
    slip(place, "no-front-matter", is_rule.then(|| "---".to_owned()))
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
