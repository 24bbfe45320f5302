//! The words of a theme, and of a site that says some of them otherwise.

use std::collections::BTreeMap;

use foldhash::HashMap;
use serde_json::Value as Json;

use super::text;
use crate::lang::Language;
use crate::publication::Error;

/// The words of a theme: a tree of texts, `lang/LANG.yaml`.
#[derive(Clone, Debug)]
pub struct Words {
    tree: Json,
    /// The texts by their whole key: every page asks for dozens.
    texts: HashMap<String, String>,
    language: Language,
}

impl Words {
    /// The words of the built-in theme in a language.
    pub(super) fn read(
        files: &BTreeMap<String, Vec<u8>>,
        language: Language,
    ) -> Result<Self, Error> {
        let name = format!("lang/{}.yaml", language.code());
        let tree = serde_yaml::from_str(text(files, &name)?)
            .map_err(|error| Error(format!("{name}: {error}")))?;
        let mut words = Self {
            tree,
            texts: HashMap::default(),
            language,
        };
        words.collect();
        Ok(words)
    }

    fn collect(&mut self) {
        fn below(tree: &Json, key: &str, texts: &mut HashMap<String, String>) {
            match tree {
                Json::Object(parts) => {
                    for (name, part) in parts {
                        let key = if key.is_empty() {
                            name.clone()
                        } else {
                            format!("{key}.{name}")
                        };
                        below(part, &key, texts);
                    }
                }
                Json::String(text) => {
                    texts.insert(key.to_owned(), text.clone());
                }
                _ => {}
            }
        }
        self.texts.clear();
        below(&self.tree, "", &mut self.texts);
    }

    /// Takes the words that a site says otherwise.
    pub(super) fn merge(&mut self, bytes: &[u8], name: &str) -> Result<(), Error> {
        fn over(tree: &mut Json, own: Json) {
            match (tree, own) {
                (Json::Object(tree), Json::Object(own)) => {
                    for (key, value) in own {
                        over(tree.entry(key).or_insert(Json::Null), value);
                    }
                }
                (tree, own) => *tree = own,
            }
        }
        let own: Json =
            serde_yaml::from_slice(bytes).map_err(|error| Error(format!("{name}: {error}")))?;
        over(&mut self.tree, own);
        self.collect();
        Ok(())
    }

    /// The whole tree, for templates.
    pub fn tree(&self) -> &Json {
        &self.tree
    }

    /// The language of the words.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of a key such as `kinds.plans.title`, if there is one.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// The text of a key; a missing one shows its key, so that it is seen and not hidden.
    pub fn text(&self, key: &str) -> String {
        self.get(key).unwrap_or(key).to_owned()
    }

    /// The text of a key with `{name}` filled in.
    pub fn fill<V: AsRef<str>>(&self, key: &str, values: &[(&str, V)]) -> String {
        let mut text = self.text(key);
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value.as_ref());
        }
        text
    }

    /// «5 практик»: the number and the form of the word at this key that goes with it.
    pub fn counted(&self, key: &str, count: usize) -> String {
        let forms: Vec<&str> = ["one", "few", "many"]
            .iter()
            .filter_map(|form| self.get(&format!("{key}.{form}")))
            .collect();
        let word = if forms.is_empty() {
            key
        } else {
            crate::lang::plural(self.language, count as u64, &forms)
        };
        format!(
            "{}\u{a0}{word}",
            crate::lang::number(self.language, count as u64)
        )
    }
}
