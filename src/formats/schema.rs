//! JSON Schema (2020-12) of a kind, from the same definitions that read it.
//!
//! The schema itself is an entry as an author writes it: the YAML file, or the front matter of the
//! Markdown file. `$defs/data` is the file `/data/KIND.json` that the build makes of such entries.

use serde_json::{Map, Value as Json, json};

use super::data::OWN_URL;
use crate::execution::{STATES, State};
use crate::lang::{self, Language};
use crate::parse::record::{Fault, Field, Schema};
use crate::portal::Kind;

/// The schema of a kind, with its descriptions in a language.
pub fn kind(kind: Kind, language: Language) -> String {
    let fields = kind.fields();
    let mut required: Vec<&str> = kind.row().required.to_vec();
    required.extend(
        fields
            .iter()
            .filter(|field| field.required)
            .map(|field| field.name),
    );
    let mut writer = Writer {
        language,
        definitions: Map::new(),
    };
    let mut schema = Map::new();
    schema.insert(
        "$schema".to_owned(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    schema.insert(
        "title".to_owned(),
        json!(format!("{}/*.{}", kind.folder(), kind.row().extension)),
    );
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), writer.properties(&fields));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    if kind != Kind::Report {
        let mut data = data(kind, &fields);
        if kind == Kind::Plan {
            execution(&mut data, &mut writer.definitions);
        }
        writer.definitions.insert("data".to_owned(), data);
    }
    schema.insert("$defs".to_owned(), Json::Object(writer.definitions));
    let text = serde_json::to_string_pretty(&Json::Object(schema)).unwrap_or_default();
    format!("{text}\n")
}

/// The data set of the kind: every field may be missing, since only what a page shows is there.
fn data(kind: Kind, fields: &[&'static Field]) -> Json {
    let text = json!({ "type": "string" });
    let mut properties = Map::new();
    for name in ["id", "title", "url"] {
        properties.insert(name.to_owned(), text.clone());
    }
    for field in fields.iter().filter(|field| field.name != "title") {
        let name = if field.name == "url" {
            OWN_URL
        } else {
            field.name
        };
        properties.insert(
            name.to_owned(),
            json!({ "$ref": format!("#/properties/{}", field.name) }),
        );
    }
    json!({
        "type": "object",
        "properties": {
            "kind": { "const": kind.folder() },
            "entries": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": properties,
                    "required": ["id", "title", "url"],
                    "additionalProperties": false,
                },
            },
        },
        "required": ["kind", "entries"],
        "additionalProperties": false,
    })
}

/// What the data of a plan has besides what its author writes: states and occurrences of measures, and
/// their totals. A plan that hides its execution has no states.
fn execution(data: &mut Json, definitions: &mut Map<String, Json>) {
    let state = json!({ "enum": STATES.map(State::word) });
    let day = json!({ "type": "string", "format": "date", "pattern": DATE });
    let occurrence = json!({
        "type": "object",
        "properties": { "start": day, "due": day, "state": state },
        "required": ["start", "due"],
        "additionalProperties": false,
    });
    let mut measure = definitions.get("measures").cloned().unwrap_or_default();
    measure["properties"]["state"] = state;
    measure["properties"]["progress"] = json!({ "type": "integer", "minimum": 0, "maximum": 100 });
    measure["properties"]["occurrences"] = json!({ "type": "array", "items": occurrence });
    let mut section = definitions.get("sections").cloned().unwrap_or_default();
    section["properties"]["measures"] =
        json!({ "type": "array", "items": { "$ref": "#/$defs/data-measure" } });
    definitions.insert("data-measure".to_owned(), measure);
    definitions.insert("data-section".to_owned(), section);
    let words = STATES.map(State::word);
    let counts = words.map(|word| (word.to_owned(), json!({ "type": "integer", "minimum": 0 })));
    let properties = &mut data["properties"]["entries"]["items"]["properties"];
    properties["sections"] =
        json!({ "type": "array", "items": { "$ref": "#/$defs/data-section" } });
    properties["totals"] = json!({
        "type": "object",
        "properties": Map::from_iter(counts),
        "required": words,
        "additionalProperties": false,
    });
}

/// Writes the values of fields; mappings are defined once and named after the field they stand in.
struct Writer {
    language: Language,
    definitions: Map<String, Json>,
}

impl Writer {
    fn properties(&mut self, fields: &[&'static Field]) -> Json {
        let mut properties = Map::new();
        for field in fields {
            let mut described = Map::new();
            described.insert(
                "description".to_owned(),
                json!(lang::meaning(self.language, field.meaning)),
            );
            if let Json::Object(keywords) = self.value(field.name, &(field.schema)()) {
                described.extend(keywords);
            }
            properties.insert(field.name.to_owned(), Json::Object(described));
        }
        Json::Object(properties)
    }

    /// What a value may be; a key without a value is as if it had not been written.
    fn value(&mut self, name: &str, schema: &Schema) -> Json {
        match schema {
            Schema::Scalar {
                form,
                check,
                choices,
            } => scalar(form, *check, choices).unwrap_or_else(|| self.text()),
            Schema::Many(item) => {
                let item = self.value(name, item);
                json!({ "anyOf": [{ "type": "array", "items": item }, item] })
            }
            Schema::Map(item) => {
                json!({ "type": ["object", "null"], "additionalProperties": self.value(name, item) })
            }
            Schema::Record(fields) => self.record(name, fields),
            Schema::Either(scalar, record) => {
                json!({ "anyOf": [self.value(name, scalar), self.value(name, record)] })
            }
        }
    }

    /// Texts take numbers and words as written: `number: 54` is a text.
    fn text(&mut self) -> Json {
        self.define(
            "text",
            json!({ "type": ["string", "number", "boolean", "null"] }),
        )
    }

    fn record(&mut self, name: &str, fields: &[&'static Field]) -> Json {
        let required: Vec<&str> = fields
            .iter()
            .filter(|field| field.required)
            .map(|field| field.name)
            .collect();
        let mut record =
            json!({ "type": ["object", "null"], "properties": self.properties(fields) });
        if !required.is_empty() {
            record["required"] = json!(required);
        }
        record["additionalProperties"] = json!(false);
        self.define(name, record)
    }

    /// A definition under this name, or under the next free one when another has it.
    fn define(&mut self, name: &str, definition: Json) -> Json {
        let mut free = name.to_owned();
        let mut number = 1;
        while self
            .definitions
            .get(&free)
            .is_some_and(|known| *known != definition)
            || free == "data"
        {
            number += 1;
            free = format!("{name}-{number}");
        }
        let reference = json!({ "$ref": format!("#/$defs/{free}") });
        self.definitions.insert(free, definition);
        reference
    }
}

/// A word or number of a form of its own; nothing for a text.
fn scalar(form: &str, check: fn(&str) -> Result<(), Fault>, choices: &[&str]) -> Option<Json> {
    if !choices.is_empty() {
        let words: Vec<Json> = choices
            .iter()
            .map(|word| json!(word))
            .chain([Json::Null])
            .collect();
        return Some(json!({ "enum": words }));
    }
    let limited = |kind: &str| {
        let mut number = json!({ "type": [kind, "null"] });
        if let Some((least, most)) = limits(check) {
            number["minimum"] = json!(least);
            number["maximum"] = json!(most);
        }
        number
    };
    let text = |pattern: &str| json!({ "type": ["string", "null"], "pattern": pattern });
    Some(match form {
        "flag" => json!({ "type": ["boolean", "null"] }),
        "whole" => limited("integer"),
        "number" => limited("number"),
        "date" => json!({ "type": ["string", "null"], "format": "date", "pattern": DATE }),
        "moment" => text("^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2})?)?$"),
        "consent" => {
            json!({ "type": ["string", "boolean", "null"], "pattern": "^(true|false|\\d{4}-\\d{2}-\\d{2})$" })
        }
        "duration" => text("^(PT(\\d+H)?(\\d+M)?(\\d+S)?|(\\d+:)?\\d{1,2}:\\d{2})$"),
        "years" => {
            json!({ "type": ["string", "integer", "null"], "pattern": "^\\d{4}(\\s*[-–—/]\\s*\\d{4})?$" })
        }
        "report-period" => json!({
            "type": ["string", "integer", "null"],
            "pattern": "^\\d{4}(-Q[1-4]|-H[12]|-(0[1-9]|1[0-2])|-\\d{2}-\\d{2})?$",
        }),
        "url" => {
            json!({ "type": ["string", "null"], "format": "uri", "pattern": "^https?://\\S+$" })
        }
        "colour" => text("^#[0-9A-Fa-f]{6}$"),
        "slug" => {
            json!({ "type": ["string", "number", "null"], "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$" })
        }
        "alias" => text("^/([^?#\\\\]*/|[^?#\\\\]*\\.html)?$"),
        "captions" => text("\\.[Vv][Tt][Tt]$"),
        "file" | "link" => text("\\S"),
        _ => return None,
    })
}

const DATE: &str = "^\\d{4}-\\d{2}-\\d{2}$";

/// The limits of a number: its own check names them when it is given one far outside.
fn limits(check: fn(&str) -> Result<(), Fault>) -> Option<(i64, i64)> {
    match check("9000000000000000000") {
        Err(Fault::Range(least, most)) => Some((least, most)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::KINDS;

    fn meanings(fields: &[&'static Field], into: &mut Vec<&'static str>) {
        fn inside(schema: &Schema, into: &mut Vec<&'static str>) {
            match schema {
                Schema::Scalar { .. } => {}
                Schema::Many(item) | Schema::Map(item) => inside(item, into),
                Schema::Record(fields) => meanings(fields, into),
                Schema::Either(scalar, record) => {
                    inside(scalar, into);
                    inside(record, into);
                }
            }
        }
        for field in fields {
            into.push(field.meaning);
            inside(&(field.schema)(), into);
        }
    }

    #[test]
    fn every_field_says_in_russian_what_it_means() {
        let mut all = Vec::new();
        KINDS
            .iter()
            .for_each(|row| meanings(&row.kind.fields(), &mut all));
        all.sort_unstable();
        all.dedup();
        let missing: Vec<&str> = all
            .into_iter()
            .filter(|english| !lang::has_meaning(english))
            .collect();
        assert!(missing.is_empty(), "{missing:#?}");
    }

    #[test]
    fn limits_come_from_the_check_of_the_field() {
        let schema: Json =
            serde_json::from_str(&super::kind(Kind::Practice, Language::En)).unwrap();
        let cost = &schema["properties"]["cost"];
        assert_eq!((&cost["minimum"], &cost["maximum"]), (&json!(1), &json!(5)));
        assert_eq!(
            schema["required"],
            json!(["title", "summary", "organization", "problem"])
        );
    }
}
