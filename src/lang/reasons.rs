//! Why a mistake matters and what to do about it, by its code, in both languages.
//!
//! The files beside this have the chapters of the reference of mistakes: a title, what it is about, its codes.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Language;

#[derive(Deserialize)]
struct Chapter {
    codes: HashMap<String, String>,
}

type Reasons = HashMap<String, String>;

static RU: LazyLock<Reasons> = LazyLock::new(|| read(include_str!("reasons.ru.yaml")));
static EN: LazyLock<Reasons> = LazyLock::new(|| read(include_str!("reasons.en.yaml")));

/// Why the mistake of this code matters; nothing for a code that no chapter has.
pub fn reason(language: Language, code: &str) -> Option<&'static str> {
    let reasons: &'static Reasons = match language {
        Language::Ru => &RU,
        Language::En => &EN,
    };
    reasons.get(code).map(String::as_str)
}

fn read(source: &str) -> Reasons {
    let chapters: HashMap<String, Chapter> =
        serde_yaml::from_str(source).expect("the built-in reasons are tested to be YAML");
    chapters
        .into_values()
        .flat_map(|chapter| chapter.codes)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn both_languages_give_reasons_of_the_same_mistakes() {
        let codes = |reasons: &'static Reasons| reasons.keys().collect::<BTreeSet<_>>();
        assert_eq!(codes(&RU), codes(&EN));
    }
}
