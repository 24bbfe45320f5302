//! The message catalogues: keys of the program on one side, words for a person on the other.
//!
//! A text may hold `{name}`, replaced by the named value, and `{n|ошибка|ошибки|ошибок}`, replaced by
//! the form that goes with the number `n` (two forms in English). The number itself is not printed
//! by the second kind, so «{n} {n|ошибка|ошибки|ошибок}» says both.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Language, plural};

type Catalogue = BTreeMap<String, String>;

static RU: LazyLock<Catalogue> = LazyLock::new(|| read(include_str!("messages.ru.yaml")));
static EN: LazyLock<Catalogue> = LazyLock::new(|| read(include_str!("messages.en.yaml")));

/// The text of a key such as `mistakes.unknown-key`, with its values in place.
///
/// A key without a text gives the key itself: a missing word is no reason to stop, and a test keeps
/// the catalogues complete.
pub fn message(language: Language, key: &str, values: &[(&str, String)]) -> String {
    match catalogue(language).get(key) {
        Some(text) => fill(language, text, values),
        None => key.to_owned(),
    }
}

/// Whether the catalogues have a text for this key.
pub fn has_message(key: &str) -> bool {
    RU.contains_key(key)
}

/// The names of the texts right under a key: for `mistakes` every code.
pub fn names_under(key: &'static str) -> impl Iterator<Item = &'static str> {
    let below = move |known: &'static String| known.strip_prefix(key)?.strip_prefix('.');
    RU.keys().filter_map(below)
}

fn catalogue(language: Language) -> &'static Catalogue {
    match language {
        Language::Ru => &RU,
        Language::En => &EN,
    }
}

/// Reads nested mappings into keys joined by dots.
fn read(source: &str) -> Catalogue {
    fn flatten(prefix: &str, value: &serde_yaml::Value, into: &mut Catalogue) {
        match value {
            serde_yaml::Value::Mapping(mapping) => {
                for (key, value) in mapping {
                    let key = key.as_str().unwrap_or_default();
                    let path = if prefix.is_empty() {
                        key.to_owned()
                    } else {
                        format!("{prefix}.{key}")
                    };
                    flatten(&path, value, into);
                }
            }
            serde_yaml::Value::String(text) => {
                into.insert(prefix.to_owned(), text.trim_end().to_owned());
            }
            _ => {}
        }
    }
    let value =
        serde_yaml::from_str(source).expect("the built-in catalogues are tested to be YAML");
    let mut catalogue = Catalogue::new();
    flatten("", &value, &mut catalogue);
    catalogue
}

/// Replaces placeholders in one pass, so that a value holding braces stays as it is.
fn fill(language: Language, text: &str, values: &[(&str, String)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Place { name, forms } => {
                let value = values
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map(|(_, value)| value.as_str());
                if forms.is_empty() {
                    filled.push_str(value.unwrap_or("…"));
                } else {
                    let n = value.and_then(|value| value.parse().ok()).unwrap_or(0);
                    filled.push_str(plural(language, n, &forms));
                }
            }
        }
    }
    filled
}

/// A text between placeholders, or a placeholder.
enum Piece<'a> {
    Text(&'a str),
    Place { name: &'a str, forms: Vec<&'a str> },
}

/// Cuts a text at its placeholders; braces around anything but a name stay text.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let Some(end) = rest[start..].find('}').map(|end| start + end) else {
            break;
        };
        let mut parts = rest[start + 1..end].split('|');
        let name = parts.next().unwrap_or_default();
        let is_name = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if is_name {
            pieces.push(Piece::Text(&rest[..start]));
            pieces.push(Piece::Place {
                name,
                forms: parts.collect(),
            });
        } else {
            pieces.push(Piece::Text(&rest[..=end]));
        }
        rest = &rest[end + 1..];
    }
    pieces.push(Piece::Text(rest));
    pieces
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn placeholders(text: &str) -> BTreeSet<&str> {
        pieces(text)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Place { name, .. } => Some(name),
                Piece::Text(_) => None,
            })
            .collect()
    }

    #[test]
    fn both_catalogues_have_the_same_keys_and_placeholders() {
        let keys = |catalogue: &Catalogue| catalogue.keys().cloned().collect::<BTreeSet<_>>();
        let (ru, en) = (keys(&RU), keys(&EN));
        assert_eq!(
            ru.difference(&en).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "only in Russian"
        );
        assert_eq!(
            en.difference(&ru).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "only in English"
        );
        for (key, text) in RU.iter() {
            assert_eq!(
                placeholders(text),
                placeholders(&EN[key]),
                "placeholders of {key}"
            );
        }
    }

    #[test]
    fn plural_placeholders_have_all_the_forms_of_their_language() {
        for (language, forms_wanted) in [(Language::Ru, 3), (Language::En, 2)] {
            for (key, text) in catalogue(language) {
                for piece in pieces(text) {
                    if let Piece::Place { forms, .. } = piece {
                        assert!(
                            forms.is_empty() || forms.len() == forms_wanted,
                            "forms of {key} in {language:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn placeholders_take_values_and_plurals() {
        let values = [("n", "21".to_owned()), ("file", "{n}.md".to_owned())];
        let text = "{file}: {n} {n|ошибка|ошибки|ошибок}, {Имя} {}";
        assert_eq!(
            fill(Language::Ru, text, &values),
            "{n}.md: 21 ошибка, {Имя} {}"
        );
        assert_eq!(
            fill(Language::En, "{n} {n|error|errors}", &values),
            "21 errors"
        );
    }

    #[test]
    fn an_unknown_key_is_its_own_text() {
        assert_eq!(
            message(Language::Ru, "mistakes.no-such", &[]),
            "mistakes.no-such"
        );
    }
}
