//! Headings of sections: merged or first cells of rows, numbered or not.

use std::sync::LazyLock;

use regex::Regex;

use super::flat;

static NUMBERED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^([IVXІХ]{1,5}|\d{1,3}(?:\.\d{1,3})*)(?:[.)]\s*|\s+)(\p{L}.*|[«(].*)$").ok()
});

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
