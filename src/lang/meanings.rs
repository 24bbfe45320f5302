//! What the fields of content mean, in both languages.
//!
//! A definition says it in English, in one sentence; the Russian words stand in the file beside this.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Language;

static RU: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("meanings.ru.yaml"))
        .expect("the built-in meanings are tested to be YAML")
});

/// The sentence of a definition in a language; one without a translation stays as it is.
pub fn meaning(language: Language, english: &'static str) -> &'static str {
    match language {
        Language::En => english,
        Language::Ru => RU.get(english).map_or(english, String::as_str),
    }
}

/// Whether the sentence of a definition is translated.
pub fn has_meaning(english: &str) -> bool {
    RU.contains_key(english)
}
