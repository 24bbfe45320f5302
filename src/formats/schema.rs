//! JSON Schema (2020-12) of a file, from the same definitions that read it.
//!
//! The schema itself is a file as an author writes it: the YAML file, or the front matter of the
//! Markdown file. `$defs/data` is the file `/data/KIND.json` that the build makes of such entries.

use serde_json::{Map, Value as Json, json};

use crate::lang::{Language, message};
use crate::parse::record::{Fault, Field, Record, Schema, Value};
use crate::portal::glossary::Glossary;
use crate::portal::navigator::Navigator;
use crate::portal::organizations::Organizations;
use crate::portal::site::Site;
use crate::portal::{KINDS, Kind};

mod choices;
mod data;
pub mod editor;
mod forms;
mod writer;

pub use choices::explained;
use writer::{Ids, Writer};

/// What the schemas are written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A file that a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// `site.yaml`.
    Site,
    /// `navigator.yaml`.
    Navigator,
    /// `organizations.yaml`.
    Organizations,
    /// `glossary.yaml`.
    Glossary,
    /// An entry of a kind.
    Entry(Kind),
}

impl Subject {
    /// Every file that has a schema: the single ones, then the kinds in the contract's order.
    pub fn all() -> impl Iterator<Item = Self> {
        let single = [
            Self::Site,
            Self::Navigator,
            Self::Organizations,
            Self::Glossary,
        ];
        let kinds = KINDS.iter().map(|row| Self::Entry(row.kind));
        single.into_iter().chain(kinds)
    }

    /// Its name in commands and files: the folder of a kind, or the file without its extension.
    pub fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Navigator => "navigator",
            Self::Organizations => "organizations",
            Self::Glossary => "glossary",
            Self::Entry(kind) => kind.folder(),
        }
    }

    /// Where such files stand, relative to the root.
    pub fn files(self) -> String {
        match self {
            Self::Entry(kind) => format!("content/{}/**/*.{}", kind.folder(), kind.row().extension),
            single => format!("content/{}.yaml", single.name()),
        }
    }

    /// The fields at the top of the file; a glossary is a list and has none.
    pub fn fields(self) -> Vec<&'static Field> {
        match self {
            Self::Site => Site::fields(),
            Self::Navigator => Navigator::fields(),
            Self::Organizations => Organizations::fields(),
            Self::Glossary => Vec::new(),
            Self::Entry(kind) => kind.fields(),
        }
    }

    /// Fields that it cannot do without, besides those that say so themselves.
    fn required(self) -> &'static [&'static str] {
        match self {
            Self::Entry(kind) => kind.row().required,
            _ => &[],
        }
    }
}

/// The schema of a kind, with its descriptions in a language.
pub fn kind(kind: Kind, language: Language) -> String {
    text(&file(Subject::Entry(kind), language))
}

/// The schema of a file, with its descriptions in a language.
pub fn file(subject: Subject, language: Language) -> Json {
    let mut writer = Writer::new(language, Ids::AnyText);
    let mut schema = described(subject, &mut writer);
    if let Subject::Entry(kind) = subject
        && kind != Kind::Report
    {
        let mut data = data::data(kind, &kind.fields());
        if kind == Kind::Plan {
            data::execution(&mut data, &mut writer.definitions);
        }
        writer.definitions.insert("data".to_owned(), data);
    }
    schema.insert("$defs".to_owned(), Json::Object(writer.definitions));
    Json::Object(schema)
}

/// The file itself, without the definitions that it refers to.
fn described(subject: Subject, writer: &mut Writer) -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!(DIALECT));
    schema.insert("title".to_owned(), json!(title(subject, writer.language)));
    let keywords = match subject {
        Subject::Glossary => writer.value("terms", &Glossary::schema(), false),
        _ => writer.top(&subject.fields(), subject.required()),
    };
    if let Json::Object(keywords) = keywords {
        schema.extend(keywords);
    }
    schema
}

/// «практика: content/practices/**/*.md».
fn title(subject: Subject, language: Language) -> String {
    let name = message(language, &format!("kinds.{}.one", subject.name()), &[]);
    format!("{name}: {}", subject.files())
}

/// A schema as the text of a file.
pub fn text(schema: &Json) -> String {
    let text = serde_json::to_string_pretty(schema).unwrap_or_default();
    format!("{text}\n")
}

/// What a word, number or text may be.
#[derive(Clone, Copy)]
pub struct Scalar {
    /// Name of its form.
    pub form: &'static str,
    /// Whether a text has that form.
    pub check: fn(&str) -> Result<(), Fault>,
    /// The closed list of its words, if there is one.
    pub words: &'static [&'static str],
}

/// The scalar that a value, or one item of a list, may be.
pub fn scalar(schema: &Schema) -> Option<Scalar> {
    match schema {
        Schema::Scalar {
            form,
            check,
            choices,
        } => Some(Scalar {
            form,
            check: *check,
            words: choices,
        }),
        Schema::Many(item) | Schema::Either(item, _) => scalar(item),
        Schema::Map(_) | Schema::Record(_) => None,
    }
}

/// The closed list of words that a value, or one item of a list, may be.
pub fn words(schema: &Schema) -> &'static [&'static str] {
    scalar(schema).map_or(&[], |scalar| scalar.words)
}

/// No record stands deeper in a file, but for those that hold themselves.
const DEEPEST: usize = 6;

/// Every field that can stand in a file, at any depth, with the words it may be if they are a closed list.
pub fn every_field(subject: Subject) -> Vec<(&'static Field, &'static [&'static str])> {
    fn inside(
        schema: &Schema,
        depth: usize,
        into: &mut Vec<(&'static Field, &'static [&'static str])>,
    ) {
        match schema {
            Schema::Scalar { .. } => {}
            Schema::Many(item) | Schema::Map(item) => inside(item, depth, into),
            // A value of a facet holds narrower values, and so without end.
            Schema::Record(fields) if depth < DEEPEST => of(fields, depth, into),
            Schema::Record(_) => {}
            Schema::Either(scalar, record) => {
                inside(scalar, depth, into);
                inside(record, depth, into);
            }
        }
    }
    fn of(
        fields: &[&'static Field],
        depth: usize,
        into: &mut Vec<(&'static Field, &'static [&'static str])>,
    ) {
        for field in fields {
            let schema = (field.schema)();
            into.push((*field, words(&schema)));
            inside(&schema, depth + 1, into);
        }
    }
    let mut into = Vec::new();
    match subject {
        Subject::Glossary => inside(&Glossary::schema(), 0, &mut into),
        _ => of(&subject.fields(), 0, &mut into),
    }
    into
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang;

    #[test]
    fn every_field_says_in_russian_what_it_means() {
        let every = Subject::all().flat_map(every_field);
        let mut missing: Vec<&str> = every
            .map(|(field, _)| field.meaning)
            .filter(|english| !lang::has_meaning(english))
            .collect();
        missing.sort_unstable();
        missing.dedup();
        assert!(missing.is_empty(), "{missing:#?}");
    }

    #[test]
    fn every_word_of_a_closed_list_is_explained_in_both_languages() {
        for (field, words) in Subject::all().flat_map(every_field) {
            for language in Language::ALL {
                let explained = choices::explained(language, words);
                let missing = words
                    .iter()
                    .zip(&explained)
                    .find(|(_, words)| words.is_empty());
                assert_eq!(missing, None, "{}", field.name);
            }
        }
    }

    #[test]
    fn limits_come_from_the_check_of_the_field() {
        let schema = file(Subject::Entry(Kind::Practice), Language::En);
        let cost = &schema["properties"]["cost"];
        assert_eq!((&cost["minimum"], &cost["maximum"]), (&json!(1), &json!(5)));
        let required = json!(["title", "summary", "organization", "problem"]);
        assert_eq!(schema["required"], required);
    }
}
