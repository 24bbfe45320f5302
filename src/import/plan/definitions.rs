//! «(далее – ШНОР)» and abbreviations that nobody explains.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::flat;

static DEFINITION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\(\s*(?:далее|в дальнейшем|именуем\w+ в дальнейшем)(?:\s+по тексту)?\s*[:,]?\s*[–—-]?\s*([^()]{1,200}?)\s*\)").ok()
});
static ABBREVIATION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\p{Lu}[\p{Lu}\p{Ll}]*\p{Lu}").ok());

/// A short name that the document introduces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The short name.
    pub term: String,
    /// The words before it, back to the beginning of their part of the sentence.
    pub full: String,
    /// Where the whole bracket stands in the text.
    pub place: Range<usize>,
}

/// The definitions of a text, in its order.
pub fn find(text: &str) -> Vec<Definition> {
    let Some(known) = DEFINITION.as_ref() else {
        return Vec::new();
    };
    let mut end = 0;
    let mut found = Vec::new();
    for bracket in known.captures_iter(text) {
        let (Some(whole), Some(term)) = (bracket.get(0), bracket.get(1)) else {
            continue;
        };
        let before = text.get(end..whole.start()).unwrap_or_default();
        found.push(Definition {
            term: flat(term.as_str()),
            full: meant(before, term.as_str()),
            place: whole.range(),
        });
        end = whole.end();
    }
    found
}

/// A text without its definitions.
pub fn without(text: &str) -> String {
    match DEFINITION.as_ref() {
        Some(known) => flat(&known.replace_all(text, " "))
            .replace(" ,", ",")
            .replace(" .", "."),
        None => flat(text),
    }
}

/// The words that a short name stands for.
fn meant(before: &str, term: &str) -> String {
    by_initials(before, term)
        .or_else(|| by_word(before, term))
        .unwrap_or_else(|| last_part(before))
}

/// «всероссийских проверочных работ (далее – ВПР)»: the last words with these initials.
fn by_initials(before: &str, term: &str) -> Option<String> {
    let letters: Vec<char> = term.to_lowercase().chars().collect();
    if letters.len() < 2 || !term.chars().all(char::is_uppercase) {
        return None;
    }
    let words: Vec<&str> = before.split_whitespace().collect();
    let last = words.get(words.len().checked_sub(letters.len())?..)?;
    let initial = |word: &&str| {
        word.chars()
            .find(|c| c.is_alphanumeric())
            .and_then(|c| c.to_lowercase().next())
    };
    let fits = last
        .iter()
        .zip(&letters)
        .all(|(word, letter)| initial(word) == Some(*letter));
    fits.then(|| last.join(" "))
}

/// «Департамента образования … (далее – Департамент)»: from the last place of the word itself.
fn by_word(before: &str, term: &str) -> Option<String> {
    let last = term.split_whitespace().last()?.to_lowercase();
    let stem: String = last
        .chars()
        .take(last.chars().count().saturating_sub(1).max(4))
        .collect();
    let most = last.chars().count() + 2;
    let is_it = |word: &str| {
        let word: String = word
            .to_lowercase()
            .chars()
            .filter(|c| c.is_alphabetic())
            .collect();
        word.starts_with(&stem) && word.chars().count() <= most
    };
    let words: Vec<&str> = before.split_whitespace().collect();
    let at = words.iter().rposition(|word| is_it(word))?;
    Some(words.get(at..)?.join(" "))
}

/// What a definition most likely speaks of: the words after the last comma that no «имеющие …» follows.
fn last_part(before: &str) -> String {
    const WORDS: [&str; 7] = [
        "имеющ",
        "осуществля",
        "находящ",
        "реализу",
        "утвержд",
        "котор",
        "организаци",
    ];
    let mut cut = before.len();
    while let Some(comma) = before.get(..cut).and_then(|text| text.rfind([',', ';'])) {
        let rest = before.get(comma + 1..).unwrap_or_default().trim_start();
        cut = comma;
        if !WORDS.iter().any(|word| rest.starts_with(word)) && !rest.is_empty() {
            return flat(rest);
        }
    }
    flat(before.trim_start_matches([',', ';', ' ']))
}

/// Words in capitals, how often each stands there, and those that no text explains.
pub fn unexplained<'t>(
    texts: impl Iterator<Item = &'t str>,
    explained: &BTreeSet<String>,
) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let Some(known) = ABBREVIATION.as_ref() else {
        return counts;
    };
    for text in texts {
        // A text in capitals altogether has no abbreviations that could be told apart.
        if !text.chars().any(char::is_lowercase) {
            continue;
        }
        for found in known.find_iter(text) {
            let word = found.as_str();
            let is_short = (2..=8).contains(&word.chars().count());
            let is_roman = word.chars().all(|c| "IVXІХ".contains(c));
            if is_short && !is_roman && !explained.contains(word) {
                *counts.entry(word.to_owned()).or_insert(0) += 1;
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::{find, without};

    #[test]
    fn a_definition_has_its_short_name_and_the_words_before_it() {
        let text = "АУ «ИРО», муниципальные органы, осуществляющие управление (далее – МОУО), школы (далее ШНОР)";
        let found: Vec<(String, String)> =
            find(text).into_iter().map(|d| (d.term, d.full)).collect();
        let expected = [
            ("МОУО", "муниципальные органы, осуществляющие управление"),
            ("ШНОР", "школы"),
        ];
        assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
        assert_eq!(
            without("План на 2022 год (далее – региональный план)."),
            "План на 2022 год."
        );
    }
}
