//! The data set `/data/KIND.json` that the build makes of the entries of a kind.

use serde_json::{Map, Value as Json, json};

use super::forms::DATE;
use crate::execution::{STATES, State};
use crate::formats::data::OWN_URL;
use crate::parse::record::Field;
use crate::portal::Kind;

/// The data set of the kind: every field may be missing, since only what a page shows is there.
pub fn data(kind: Kind, fields: &[&'static Field]) -> Json {
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
pub fn execution(data: &mut Json, definitions: &mut Map<String, Json>) {
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
