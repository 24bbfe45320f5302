//! The published schemas describe what authors write and what `/data/` holds: every entry of the
//! demo and of the golden portals is checked against the schema of its kind.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // Tests read their folders.

use std::fs;
use std::path::{Path, PathBuf};

use metod::lang::Language;
use metod::portal::{KINDS, Kind};
use metod::publication::{Body, Publication, Settings};
use regex::Regex;
use serde_json::{Value, json};

#[test]
fn every_entry_as_written_fits_the_schema_of_its_kind() {
    let mut seen = 0;
    let mut wrong = Vec::new();
    for root in roots() {
        for row in KINDS {
            let schema = schema(row.kind);
            let mut files = Vec::new();
            collect(
                &root.join("content").join(row.folder),
                row.extension,
                &mut files,
            );
            for file in files {
                let text = fs::read_to_string(&file).unwrap();
                let Some(yaml) = yaml(&text, row.extension) else {
                    continue;
                };
                seen += 1;
                let entry: Value = serde_yaml::from_str(yaml).unwrap();
                wrong.extend(
                    mistakes(&schema, &schema, &entry)
                        .iter()
                        .map(|found| format!("{}: {found}", file.display())),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(seen > 100, "only {seen} entries were checked");
}

#[test]
fn every_data_set_fits_the_data_definition_of_its_kind() {
    for root in roots() {
        let (publication, found) = Publication::load(&settings(&root)).unwrap();
        let publication = publication.unwrap_or_else(|| panic!("{}: {found:#?}", root.display()));
        for row in KINDS.iter().filter(|row| row.kind != Kind::Report) {
            let path = format!("data/{}.json", row.folder);
            let Some(Body::Text(text)) = publication.render(&path).unwrap() else {
                panic!("{path}")
            };
            let data: Value = serde_json::from_str(&text).unwrap();
            let schema = schema(row.kind);
            assert_eq!(
                mistakes(&schema, &schema["$defs"]["data"], &data),
                Vec::<String>::new(),
                "{} {path}",
                root.display()
            );
        }
    }
}

#[test]
fn what_is_wrong_does_not_fit() {
    let schema = schema(Kind::Practice);
    let right = json!({"title": "Круг", "summary": "О круге", "organization": "shkola", "problem": "Нужно"});
    assert_eq!(mistakes(&schema, &schema, &right), Vec::<String>::new());
    for (field, value) in [
        ("cost", json!(6)),
        ("cost", json!("много")),
        ("date", json!("1 мая 2022")),
        ("status", json!("готово")),
        ("steps", json!([{"who": "Учитель"}])),
        ("steps", json!([{"title": "Шаг", "часы": 2}])),
        ("evidence", json!({"level": 9})),
        ("sample", json!("да")),
        ("неизвестно", json!(1)),
        ("problem", json!({"text": "Нужно"})),
    ] {
        let mut wrong = right.clone();
        wrong[field] = value.clone();
        assert!(
            !mistakes(&schema, &schema, &wrong).is_empty(),
            "{field}: {value}"
        );
    }
    let mut short = right.clone();
    short.as_object_mut().unwrap().remove("organization");
    assert!(!mistakes(&schema, &schema, &short).is_empty());
}

#[test]
fn both_languages_have_the_same_schema_but_for_its_words() {
    for row in KINDS {
        let read = |language| -> Value {
            serde_json::from_str(&metod::formats::schema::kind(row.kind, language)).unwrap()
        };
        let (mut russian, mut english) = (read(Language::Ru), read(Language::En));
        assert_ne!(russian, english);
        without_descriptions(&mut russian);
        without_descriptions(&mut english);
        assert_eq!(russian, english);
    }
}

fn schema(kind: Kind) -> Value {
    serde_json::from_str(&metod::formats::schema::kind(kind, Language::Ru)).unwrap()
}

/// The demo and the golden portals.
fn roots() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden = fs::read_dir(root.join("tests/golden"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut roots: Vec<PathBuf> = golden
        .filter(|path| path.join("content").is_dir())
        .collect();
    roots.sort();
    roots.insert(0, root.to_path_buf());
    roots
}

fn settings(root: &Path) -> Settings {
    Settings {
        root: root.to_path_buf(),
        today: Some("2022-10-01".parse().unwrap()),
        ..Settings::default()
    }
}

fn collect(folder: &Path, extension: &str, into: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    // In the folder form all other files are attachments.
    if let Some(index) = paths
        .iter()
        .find(|path| path.file_stem().is_some_and(|stem| stem == "index"))
    {
        into.push(index.clone());
        return;
    }
    for path in paths {
        if path.is_dir() {
            collect(&path, extension, into);
        } else if path.extension().is_some_and(|own| own == extension) {
            into.push(path);
        }
    }
}

/// The YAML of an entry; an attachment beside entries has none.
fn yaml<'t>(text: &'t str, extension: &str) -> Option<&'t str> {
    if extension == "yaml" {
        return Some(text);
    }
    let rest = text.trim_start_matches('\u{feff}').strip_prefix("---\n")?;
    rest.find("\n---").map(|end| &rest[..=end])
}

fn without_descriptions(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|key, value| !(key == "description" && value.is_string()));
            map.values_mut().for_each(without_descriptions);
        }
        Value::Array(list) => list.iter_mut().for_each(without_descriptions),
        _ => {}
    }
}

/// What of a value does not fit: the part of JSON Schema that the schemas use. A keyword that is not
/// known here stops the test, so that none is passed over in silence.
fn mistakes(root: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let keywords = schema.as_object().unwrap();
    for (keyword, rule) in keywords {
        match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "format" => {}
            "$ref" => {
                let pointer = rule.as_str().unwrap().strip_prefix('#').unwrap();
                found.extend(mistakes(root, root.pointer(pointer).unwrap(), value));
            }
            "type" => {
                let known: Vec<&str> = rule.as_array().map_or_else(
                    || vec![rule.as_str().unwrap()],
                    |types| types.iter().map(|name| name.as_str().unwrap()).collect(),
                );
                if !known.iter().any(|name| is_of(name, value)) {
                    found.push(format!("{value} is not {known:?}"));
                }
            }
            "enum" if !rule.as_array().unwrap().contains(value) => {
                found.push(format!("{value} is not one of {rule}"))
            }
            "const" if rule != value => found.push(format!("{value} is not {rule}")),
            "enum" | "const" => {}
            "pattern" => {
                if value
                    .as_str()
                    .is_some_and(|text| !Regex::new(rule.as_str().unwrap()).unwrap().is_match(text))
                {
                    found.push(format!("{value} does not match {rule}"));
                }
            }
            "minimum"
                if value
                    .as_f64()
                    .is_some_and(|number| number < rule.as_f64().unwrap()) =>
            {
                found.push(format!("{value} < {rule}"))
            }
            "maximum"
                if value
                    .as_f64()
                    .is_some_and(|number| number > rule.as_f64().unwrap()) =>
            {
                found.push(format!("{value} > {rule}"))
            }
            "minimum" | "maximum" => {}
            "anyOf" => {
                let each: Vec<Vec<String>> = rule
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|schema| mistakes(root, schema, value))
                    .collect();
                if each.iter().all(|found| !found.is_empty()) {
                    found.push(format!("fits none: {each:?}"));
                }
            }
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    found.extend(mistakes(root, rule, item));
                }
            }
            "required" => {
                for name in rule.as_array().unwrap().iter().filter_map(Value::as_str) {
                    if value.as_object().is_some_and(|map| !map.contains_key(name)) {
                        found.push(format!("{name} is missing"));
                    }
                }
            }
            "properties" | "additionalProperties" => {}
            other => panic!("the test does not know {other}"),
        }
    }
    found.extend(mistakes_of_properties(root, schema, value));
    found
}

fn mistakes_of_properties(root: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let own = schema
            .get("properties")
            .and_then(|properties| properties.get(name));
        match (own, schema.get("additionalProperties")) {
            (Some(own), _) => found.extend(
                mistakes(root, own, value)
                    .into_iter()
                    .map(|mistake| format!("{name}: {mistake}")),
            ),
            (None, Some(Value::Bool(false))) => found.push(format!("{name} is not known")),
            (None, Some(other)) if other.is_object() => found.extend(mistakes(root, other, value)),
            (None, _) => {}
        }
    }
    found
}

fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type {other}"),
    }
}
