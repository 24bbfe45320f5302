//! What the words of a closed list mean: the words of the theme where a page shows them, else the program's.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::lang::{Language, has_message, message};

/// Words by the word that an author writes, one mapping a vocabulary, in the order of their names.
type Vocabularies = BTreeMap<String, BTreeMap<String, String>>;

#[derive(Deserialize)]
struct Theme {
    vocabularies: Vocabularies,
}

static RU: LazyLock<Vocabularies> =
    LazyLock::new(|| read(include_str!("../../../themes/default/lang/ru.yaml")));
static EN: LazyLock<Vocabularies> =
    LazyLock::new(|| read(include_str!("../../../themes/default/lang/en.yaml")));

fn read(text: &str) -> Vocabularies {
    let theme: Result<Theme, _> = serde_yaml::from_str(text);
    theme.map(|theme| theme.vocabularies).unwrap_or_default()
}

/// What each word means; a word that nobody explains has an empty text.
pub fn explained(language: Language, words: &[&str]) -> Vec<String> {
    let vocabularies = match language {
        Language::Ru => &RU,
        Language::En => &EN,
    };
    // A vocabulary is told by its words: two with the same ones say the same.
    let same = |known: &&BTreeMap<String, String>| {
        known.len() == words.len() && words.iter().all(|word| known.contains_key(*word))
    };
    let shown = vocabularies.values().find(same);
    let explain = |word: &&str| match shown.and_then(|known| known.get(*word)) {
        Some(text) => text.clone(),
        None => {
            let key = format!("choices.{word}");
            match has_message(&key) {
                true => message(language, &key, &[]),
                false => String::new(),
            }
        }
    };
    words.iter().map(explain).collect()
}
