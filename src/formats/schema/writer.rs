//! Fields and their values as JSON Schema; mappings are defined once and named after the field they stand in.

use serde_json::{Map, Value as Json, json};

use super::choices;
use super::forms::scalar;
use crate::lang::{self, Language, has_message, message};
use crate::parse::record::{Field, Schema};

/// What is said of the names of organizations and entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ids {
    /// Any text will do: which names there are is the portal's matter.
    AnyText,
    /// The portal's own names are offered; another text is still no mistake of the schema.
    Offered,
}

/// The file beside the schemas that holds the portal's own names.
pub const IDS: &str = "ids.json";

/// Forms whose values are names, and the list that holds them.
const NAMES: &[(&str, &str)] = &[
    ("organization", "organizations"),
    ("organization-or-text", "organizations"),
    ("territory", "territories"),
    ("reference", "entries"),
    ("document", "documents"),
    ("plan", "plans"),
    ("practice", "practices"),
    ("resource", "resources"),
    ("course", "courses"),
    ("measure", "measures"),
    ("facet-value", "risk"),
];

/// Texts that are names although their form does not say so, by the field.
const NAMED_FIELDS: &[(&str, &str)] = &[
    ("tags", "tags"),
    ("contest", "contests"),
    ("kinds", "kinds"),
    ("pages", "pages"),
];

/// Forms that say nothing to an author beyond the meaning of the field.
const SILENT: &[&str] = &["text", "markdown", "choice"];

/// Writes the values of fields.
pub struct Writer {
    pub language: Language,
    pub definitions: Map<String, Json>,
    ids: Ids,
}

impl Writer {
    pub fn new(language: Language, ids: Ids) -> Self {
        Self {
            language,
            definitions: Map::new(),
            ids,
        }
    }

    /// The mapping at the top of a file.
    pub fn top(&mut self, fields: &[&'static Field], required: &[&'static str]) -> Json {
        let own = fields.iter().filter(|field| field.required);
        let required: Vec<&str> = required
            .iter()
            .copied()
            .chain(own.map(|field| field.name))
            .collect();
        let mut schema =
            json!({ "type": "object", "properties": self.properties(fields, &required) });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        schema["additionalProperties"] = json!(false);
        schema
    }

    fn properties(&mut self, fields: &[&'static Field], required: &[&str]) -> Json {
        let mut properties = Map::new();
        for field in fields {
            let schema = (field.schema)();
            let mut described = Map::new();
            let description = description(self.language, field, &schema);
            described.insert("description".to_owned(), json!(description));
            let must = required.contains(&field.name);
            if let Json::Object(keywords) = self.value(field.name, &schema, must) {
                described.extend(keywords);
            }
            properties.insert(field.name.to_owned(), Json::Object(described));
        }
        Json::Object(properties)
    }

    /// What a value may be. A key without a value is as if it had not been written, so only what must be
    /// there (`must`) may not be empty.
    pub fn value(&mut self, name: &str, schema: &Schema, must: bool) -> Json {
        match schema {
            Schema::Scalar {
                form,
                check,
                choices,
            } => {
                let known = match choices.is_empty() {
                    true => scalar(form, *check),
                    false => Some(self.choice(choices)),
                };
                match known.map(|known| self.with_words(known, form, choices)) {
                    Some(known) if must => known,
                    Some(known) => or_nothing(known),
                    None => self.text(name, form, must),
                }
            }
            Schema::Many(item) => {
                let list = self.value(name, item, false);
                let mut single = self.value(name, item, must);
                // Where no field of the mapping is required, an empty one still says nothing.
                if must && matches!(**item, Schema::Record(_)) {
                    single["minProperties"] = json!(1);
                }
                let mut array = json!({ "type": "array", "items": list });
                // An empty mapping in a list lacks what its record requires.
                if matches!(**item, Schema::Record(_)) {
                    array["items"] = self.value(name, item, true);
                }
                if must {
                    array["minItems"] = json!(1);
                }
                json!({ "anyOf": [array, single] })
            }
            Schema::Map(_) if name == "facets" && self.ids == Ids::Offered => {
                json!({ "$ref": format!("{IDS}#/$defs/facets") })
            }
            Schema::Map(item) => {
                let item = self.value(name, item, false);
                json!({ "type": ["object", "null"], "additionalProperties": item })
            }
            Schema::Record(fields) => {
                let record = self.record(name, fields);
                match must {
                    true => record,
                    false => json!({ "anyOf": [record, { "type": "null" }] }),
                }
            }
            Schema::Either(scalar, record) => {
                json!({ "anyOf": [self.value(name, scalar, must), self.value(name, record, true)] })
            }
        }
    }

    /// What an editor says of a value that does not fit, instead of words of its own.
    fn with_words(&self, mut schema: Json, form: &str, choices: &[&str]) -> Json {
        if self.ids == Ids::Offered {
            let mut form = message(self.language, &format!("forms.{form}"), &[]);
            let keyword = match choices.is_empty() {
                true => "patternErrorMessage",
                false => "errorMessage",
            };
            if !choices.is_empty() {
                form = format!("{form}: {}", choices.join(", "));
            }
            schema[keyword] = json!(message(self.language, "schema.needed", &[("form", form)]));
        }
        schema
    }

    fn choice(&self, words: &[&str]) -> Json {
        json!({ "enum": words, "enumDescriptions": choices::explained(self.language, words) })
    }

    /// Texts take numbers and words as written: `number: 54` is a text.
    fn text(&mut self, name: &str, form: &str, must: bool) -> Json {
        let named = NAMED_FIELDS.iter().find(|(field, _)| *field == name);
        let list = NAMES
            .iter()
            .find(|(known, _)| *known == form)
            .or(named.filter(|_| form == "text"));
        match list {
            Some((_, list)) if self.ids == Ids::Offered => {
                // Among names an editor would offer «true» and «false», too.
                let kinds = json!(["string", "number"]);
                let text = self.text_of(kinds, "name", must);
                json!({ "anyOf": [{ "$ref": format!("{IDS}#/$defs/{list}") }, text] })
            }
            _ => self.text_of(json!(["string", "number", "boolean"]), "text", must),
        }
    }

    fn text_of(&mut self, kinds: Json, name: &str, must: bool) -> Json {
        let some = json!({ "type": kinds, "pattern": "\\S" });
        match must {
            true => self.define(&format!("some-{name}"), some),
            false => self.define(name, or_nothing(json!({ "type": kinds }))),
        }
    }

    fn record(&mut self, name: &str, fields: &[&'static Field]) -> Json {
        let required: Vec<&str> = fields
            .iter()
            .filter(|field| field.required)
            .map(|field| field.name)
            .collect();
        // A record that holds itself refers to the definition that is being made.
        let open = format!("{name}:open");
        if self.definitions.contains_key(&open) {
            return json!({ "$ref": format!("#/$defs/{name}") });
        }
        let holds_itself = fields.iter().any(|field| field.name == name);
        if holds_itself {
            self.definitions.insert(open.clone(), Json::Null);
        }
        let mut record =
            json!({ "type": "object", "properties": self.properties(fields, &required) });
        self.definitions.shift_remove(&open);
        if !required.is_empty() {
            record["required"] = json!(required);
        }
        if let Some(one_of) = fields.first().map(|field| field.one_of)
            && !one_of.is_empty()
        {
            let each = one_of.iter().map(|name| json!({ "required": [name] }));
            record["anyOf"] = each.collect();
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

/// What a field means and what is written there.
fn description(language: Language, field: &Field, schema: &Schema) -> String {
    let meaning = lang::meaning(language, field.meaning);
    let form = super::scalar(schema).map_or("text", |scalar| scalar.form);
    let key = format!("forms.{form}");
    match SILENT.contains(&form) || !has_message(&key) {
        true => meaning.to_owned(),
        false => {
            let values = [
                ("meaning", meaning.to_owned()),
                ("form", message(language, &key, &[])),
            ];
            message(language, "schema.field", &values)
        }
    }
}

/// The same, or nothing.
fn or_nothing(mut schema: Json) -> Json {
    if let Some(words) = schema.get_mut("enum").and_then(Json::as_array_mut) {
        words.push(Json::Null);
    }
    if let Some(kind) = schema.get_mut("type") {
        *kind = match kind.take() {
            Json::Array(mut kinds) => {
                kinds.push(json!("null"));
                Json::Array(kinds)
            }
            one => json!([one, "null"]),
        };
    }
    schema
}
