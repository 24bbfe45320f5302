//! The schemas that an editor reads beside a portal: they offer the portal's own names while one writes.
//!
//! The schemas of files change only with the program; the names stand in one file beside them, so that a
//! new entry changes that file alone. A name that is not in a list is no mistake of the schema: `check`
//! knows better, and the author may be about to make the entry.

use serde_json::{Map, Value as Json, json};

use super::writer::{IDS, Ids, Writer};
use super::{DIALECT, Subject, described, text, title};
use crate::lang::{self, Language, message};
use crate::portal::navigator::Facet;
use crate::portal::plan::Plan;
use crate::portal::{Content, Entry, KINDS, Kind, Portal};

/// Where the files stand, relative to the root.
pub const FOLDER: &str = ".metod/schema";

/// Every file, as its path relative to the root and its text.
pub fn files(portal: &Portal, language: Language) -> Vec<(String, String)> {
    let mut files = schemas(language);
    files.push(names(portal));
    files.push((format!("{FOLDER}/settings.json"), settings()));
    files
}

/// The schemas of files: the same for every portal.
pub fn schemas(language: Language) -> Vec<(String, String)> {
    let one = |subject: Subject| {
        let mut writer = Writer::new(language, Ids::Offered);
        let mut schema = described(subject, &mut writer);
        schema.insert("$defs".to_owned(), Json::Object(writer.definitions));
        (path(subject), text(&Json::Object(schema)))
    };
    Subject::all().map(one).collect()
}

/// The schema of a file, relative to the root.
pub fn path(subject: Subject) -> String {
    format!("{FOLDER}/{}.json", subject.name())
}

/// The portal's own names, each with the words that a person knows it by.
pub fn names(portal: &Portal) -> (String, String) {
    let mut lists = Map::new();
    let organizations = portal.organizations.iter();
    let organizations = organizations.map(|known| (known.id.clone(), known.parts.name.0.clone()));
    lists.insert("organizations".to_owned(), list(organizations));
    let territories = portal.territories.iter();
    let territories = territories.map(|known| (known.id.clone(), known.parts.label.0.clone()));
    lists.insert("territories".to_owned(), list(territories));
    for row in KINDS.iter().filter(|row| row.kind != Kind::Report) {
        let of_kind = portal.entries.iter().filter(|entry| entry.kind == row.kind);
        let ids = of_kind.map(|entry| (entry.id.clone(), entry.common.title.0.clone()));
        lists.insert(row.folder.to_owned(), list(ids));
    }
    let entries = portal
        .entries
        .iter()
        .filter(|entry| entry.kind != Kind::Report);
    let entries = entries.map(|entry| (reference(entry), entry.common.title.0.clone()));
    lists.insert("entries".to_owned(), list(entries));
    lists.insert("measures".to_owned(), list(measures(portal)));
    let tags = portal.tags().by_slug.values();
    let tags = tags.map(|tag| (tag.label.clone(), String::new()));
    lists.insert("tags".to_owned(), list(tags));
    let listed = KINDS.iter().filter(|row| row.listed).map(|row| row.folder);
    let kinds = listed.chain(["calendar"]);
    lists.insert(
        "kinds".to_owned(),
        list(kinds.map(|kind| (kind.to_owned(), String::new()))),
    );
    let risk = portal.facets().iter().find(|facet| &*facet.id == "risk");
    lists.insert("risk".to_owned(), list(risk.into_iter().flat_map(values)));
    lists.insert("facets".to_owned(), facets(portal));
    let schema = json!({ "$schema": DIALECT, "$defs": lists });
    (format!("{FOLDER}/{IDS}"), text(&schema))
}

/// A list of names with what each means; an empty list offers nothing.
fn list(names: impl Iterator<Item = (String, String)>) -> Json {
    let (names, words): (Vec<String>, Vec<String>) = names.unzip();
    match names.is_empty() {
        true => json!({ "type": "string" }),
        false => json!({ "enum": names, "enumDescriptions": words }),
    }
}

fn reference(entry: &Entry) -> String {
    format!("{}/{}", entry.kind.folder(), entry.id)
}

fn measures(portal: &Portal) -> impl Iterator<Item = (String, String)> {
    let plans = portal
        .entries
        .iter()
        .filter_map(|entry| match &entry.content {
            Content::Plan(plan) => Some((entry, plan.as_ref())),
            _ => None,
        });
    plans.flat_map(|(entry, plan): (&Entry, &Plan)| {
        let named = move |(_, measure): (usize, &crate::portal::plan::Measure)| {
            let reference = format!("{}#{}", reference(entry), &*measure.number);
            (reference, measure.title.0.clone())
        };
        plan.measures().map(named).collect::<Vec<_>>()
    })
}

/// The values that an author writes: a derived facet takes them from other fields.
fn values(facet: &Facet) -> Vec<(String, String)> {
    let all = facet.all_values().into_iter();
    all.map(|(value, _)| (value.id.0.clone(), value.label.0.clone()))
        .collect()
}

/// The field `facets`: a mapping of facets to their values.
fn facets(portal: &Portal) -> Json {
    let text = json!({ "type": ["string", "number", "null"] });
    let any = json!({ "anyOf": [{ "type": "array", "items": text }, text] });
    let written = portal.facets().iter().filter(|facet| facet.from.is_none());
    let properties = written.map(|facet| {
        let value = json!({ "anyOf": [list(values(facet).into_iter()), text] });
        let field = json!({
            "description": facet.label.0,
            "anyOf": [{ "type": "array", "items": value }, value],
        });
        (facet.id.0.clone(), field)
    });
    json!({
        "type": ["object", "null"],
        "properties": Map::from_iter(properties),
        "additionalProperties": any,
    })
}

/// The settings of VS Code for a portal: which schema describes which files.
pub fn settings() -> String {
    let yaml = Subject::all().filter(|subject| subject.files().ends_with(".yaml"));
    let schemas = yaml.map(|subject| (format!("./{}", path(subject)), json!(subject.files())));
    let suggestions = json!({ "other": true, "comments": false, "strings": true });
    text(&json!({
        "yaml.schemas": Map::from_iter(schemas),
        "yaml.schemaStore.enable": false,
        "yaml.format.enable": false,
        "[yaml]": {
            "editor.insertSpaces": true,
            "editor.tabSize": 2,
            "editor.quickSuggestions": suggestions,
        },
        "[markdown]": {
            "editor.wordWrap": "on",
            "editor.quickSuggestions": suggestions,
        },
        "files.encoding": "utf8",
        "files.exclude": { "**/.metod": true },
        "search.exclude": { "public": true },
    }))
}

/// Front matter of Markdown entries as snippets of VS Code: its YAML extension knows no front matter, so
/// that the fields that must be there and the closed lists are offered this way.
pub fn snippets(language: Language) -> String {
    let markdown = KINDS.iter().filter(|row| row.extension == "md");
    let snippets = markdown.map(|row| {
        let name = message(language, &format!("kinds.{}.one", row.folder), &[]);
        let snippet = json!({
            "scope": "markdown",
            "prefix": [name, row.folder],
            "description": title(Subject::Entry(row.kind), language),
            "body": front_matter(row.kind, language),
        });
        (name, snippet)
    });
    text(&Json::Object(Map::from_iter(snippets)))
}

fn front_matter(kind: Kind, language: Language) -> Vec<String> {
    let mut lines = vec!["---".to_owned()];
    for field in kind.fields() {
        let schema = (field.schema)();
        let words = super::words(&schema);
        let at = lines.len();
        let meaning = lang::meaning(language, field.meaning);
        let is_asked = ["title", "summary", "date"].contains(&field.name) || field.required;
        // One word alone is no choice: `text: withheld` says what most documents do not mean.
        if words.len() > 1 {
            lines.push(format!("{}: ${{{at}|{}|}}", field.name, words.join(",")));
        } else if is_asked {
            lines.push(format!("{}: ${{{at}:{meaning}}}", field.name));
        }
    }
    lines.extend(["---".to_owned(), String::new(), "$0".to_owned()]);
    lines
}
