//! Headings of sections: merged or first cells of rows, numbered or not.

use std::sync::LazyLock;

use regex::Regex;

use super::flat;

static NUMBERED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^([IVXІХ]{1,5}|\d{1,3}(?:\.\d{1,3})*)(?:[.)]\s*|\s+)(\p{L}.*|[«(].*)$").ok()
});
static NAMED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)^раздел\s+(?:[IVXІХ]{1,5}|\d{1,3})(?:[.):]|\s|$)").ok());

/// «2. Научно-методическое обеспечение» → (`2`, its title); without a number the whole is the title.
pub fn heading(text: &str) -> (String, String) {
    let text = flat(text);
    let text = text.trim_matches('*').trim();
    let found = NUMBERED.as_ref().and_then(|known| known.captures(text));
    let parts = found.and_then(|found| Some((found.get(1)?, found.get(2)?)));
    match parts {
        Some((number, title)) => (number.as_str().to_owned(), title.as_str().to_owned()),
        None => (String::new(), text.to_owned()),
    }
}

/// Whether a text with nothing beside it is a heading even in the column of titles, where the lower part
/// of a torn row would stand too: «Раздел 2. Кадры», or «2. Кадры» above the measure 2.1.
pub fn names_itself(text: &str, next: Option<String>) -> bool {
    let (number, _) = heading(text);
    // «1 раза в год» goes on with a measure.
    let has_sign = text
        .get(number.len()..)
        .is_some_and(|rest| rest.starts_with(['.', ')']));
    let is_over_its_parts = |next: String| next.starts_with(&format!("{number}."));
    NAMED.as_ref().is_some_and(|known| known.is_match(text))
        || !number.is_empty() && has_sign && next.is_some_and(is_over_its_parts)
}

/// «I», «II.», «Раздел III»: a number of a section and nothing else.
pub fn is_roman(text: &str) -> bool {
    let lower = text.trim().to_uppercase();
    let number = lower.strip_prefix("РАЗДЕЛ").unwrap_or(&lower);
    let number = number.trim().trim_end_matches(['.', ')']);
    !number.is_empty()
        && number
            .chars()
            .all(|c| matches!(c, 'I' | 'V' | 'X' | 'І' | 'Х'))
}
