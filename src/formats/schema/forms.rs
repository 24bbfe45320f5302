//! The forms of single words and numbers as JSON Schema says them.
//!
//! The reader takes the text of a value as written, in quotes or not, so `"5"` is a number too.

use serde_json::{Value as Json, json};

use crate::parse::record::Fault;

/// A day as it is written; whether the calendar has it only the reader knows.
pub const DATE: &str = "^\\d{4}-\\d{2}-\\d{2}$";

/// Patterns of texts of a form.
const PATTERNS: &[(&str, &str)] = &[
    ("date", DATE),
    (
        "moment",
        "^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2})?)?$",
    ),
    (
        "duration",
        "^(PT(\\d+H)?(\\d+M)?(\\d+S)?|(\\d+:)?\\d+:\\d{1,2})$",
    ),
    ("url", "^https?://\\S+$"),
    ("colour", "^#[0-9A-Fa-f]{6}$"),
    ("alias", "^/([^?#\\\\]*/|[^?#\\\\]*\\.html)?$"),
    ("captions", "\\.[Vv][Tt][Tt]$"),
];

/// A word or number of a form of its own; nothing for a text.
pub fn scalar(form: &str, check: fn(&str) -> Result<(), Fault>) -> Option<Json> {
    if let Some((_, pattern)) = PATTERNS.iter().find(|(known, _)| *known == form) {
        return Some(json!({ "type": "string", "pattern": pattern }));
    }
    Some(match form {
        "flag" => {
            json!({ "type": ["boolean", "string"], "pattern": "^(true|True|TRUE|false|False|FALSE)$" })
        }
        "whole" => limited("integer", "^\\s*[-+]?\\d+\\s*$", check),
        "number" => limited(
            "number",
            "^\\s*[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?\\s*$",
            check,
        ),
        "consent" => {
            json!({ "type": ["boolean", "string"], "pattern": "^(true|false|\\d{4}-\\d{2}-\\d{2})$" })
        }
        "years" => {
            json!({ "type": ["string", "integer"], "pattern": "^\\d{4}(\\s*[-–—]\\s*\\d{4}|/\\d{4})?$" })
        }
        "report-period" => json!({
            "type": ["string", "integer"],
            "pattern": "^\\d{4}(-Q[1-4]|-H[12]|-(0[1-9]|1[0-2])|-\\d{2}-\\d{2})?$",
        }),
        "slug" => {
            json!({ "type": ["string", "number"], "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$" })
        }
        _ => return None,
    })
}

fn limited(kind: &str, pattern: &str, check: fn(&str) -> Result<(), Fault>) -> Json {
    let mut number = json!({ "type": [kind, "string"], "pattern": pattern });
    if let Some((least, most)) = limits(check) {
        number["minimum"] = json!(least);
        number["maximum"] = json!(most);
    }
    number
}

/// The limits of a number: its own check names them when it is given one far outside.
fn limits(check: fn(&str) -> Result<(), Fault>) -> Option<(i64, i64)> {
    match check("9000000000000000000") {
        Err(Fault::Range(least, most)) => Some((least, most)),
        _ => None,
    }
}
