//! Forms of a word under one stem: Snowball (M. F. Porter), Russian for Cyrillic and English for Latin.
//!
//! `js/search/stem.js` does the same and is held to the vocabulary that comes with the Rust version.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

/// The stemmers of both languages.
pub struct Stems {
    russian: Stemmer,
    english: Stemmer,
}

impl Default for Stems {
    fn default() -> Self {
        Self {
            russian: Stemmer::create(Algorithm::Russian),
            english: Stemmer::create(Algorithm::English),
        }
    }
}

impl Stems {
    /// The stem of a form; codes and words of other alphabets are their own.
    pub fn of<'f>(&self, form: &'f str) -> Cow<'f, str> {
        if form.contains(|c: char| c.is_ascii_digit()) {
            Cow::Borrowed(form)
        } else if form.contains(|c: char| matches!(c, '\u{400}'..='\u{52f}')) {
            self.russian.stem(form)
        } else if form
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        {
            self.english.stem(form)
        } else {
            Cow::Borrowed(form)
        }
    }
}

/// Words that stand in nearly every text and tell nothing, in their normalised form.
const STOP: &[&str] = &[
    "a",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "by",
    "for",
    "from",
    "in",
    "is",
    "it",
    "of",
    "on",
    "or",
    "the",
    "to",
    "with",
    "а",
    "без",
    "бы",
    "в",
    "во",
    "для",
    "до",
    "же",
    "за",
    "и",
    "из",
    "или",
    "к",
    "как",
    "ко",
    "ли",
    "на",
    "над",
    "не",
    "но",
    "о",
    "об",
    "от",
    "по",
    "под",
    "при",
    "про",
    "с",
    "со",
    "то",
    "у",
    "что",
    "чтобы",
    "это",
];

/// The words that are not indexed, sorted.
pub fn stop_words() -> &'static [&'static str] {
    STOP
}

/// Whether a form is not indexed.
pub fn is_stop(form: &str) -> bool {
    STOP.binary_search(&form).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{Stems, is_stop, stop_words};

    #[test]
    fn stop_words_are_sorted_so_that_they_are_found() {
        assert!(stop_words().is_sorted());
        assert!(is_stop("чтобы") && !is_stop("школа"));
    }

    #[test]
    fn each_alphabet_has_its_stemmer_and_codes_have_none() {
        let stems = Stems::default();
        for (form, stem) in [
            ("школами", "школ"),
            ("онлайн-курсов", "онлайн-курс"),
            ("cities", "citi"),
            ("54-о", "54-о"),
            ("5а", "5а"),
            ("straße", "straße"),
        ] {
            assert_eq!(stems.of(form), stem);
        }
    }
}
