//! Languages: the words of messages, plurals, dates, numbers, sorting, addresses and typography.
//!
//! Everything here is pure: a text or a value comes in, a text goes out. Words that a person reads
//! in a message live in the two catalogues beside this file, never in the code of a stage.

pub mod alphabets;
mod catalogue;
mod dates;
mod meanings;
mod numbers;
mod plural;
mod reasons;
mod slug;
mod sort;
mod typography;

pub use catalogue::{has_message, message, names_under};
pub use dates::{
    date_digits, date_range_words, date_words, day_and_month, month_after_day, month_name,
    month_words,
};
pub use meanings::{has_meaning, meaning};
pub use numbers::{decimal, file_size, number, written};
pub use plural::{Form, form, plural};
pub use reasons::reason;
pub use slug::{composed, slug, transliterate};
pub use sort::{SortKey, sort_key};
pub use typography::{Typographer, typography};

/// A language that messages and sites can speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Russian, the default of both messages and sites.
    #[default]
    Ru,
    /// English.
    En,
}

impl Language {
    /// Both languages, the default first.
    pub const ALL: [Language; 2] = [Language::Ru, Language::En];

    /// The code used by `--lang`, `language` in site.yaml and `<html lang>`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Ru => "ru",
            Language::En => "en",
        }
    }

    /// The language of a code, if it is one of ours.
    pub fn of_code(code: &str) -> Option<Language> {
        Language::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }
}
