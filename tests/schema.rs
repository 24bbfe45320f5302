//! The published schemas describe what authors write and what `/data/` holds: every entry of the
//! demo and of the golden portals is checked against the schema of its kind.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // Tests read their folders.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use metod::diagnostics::{Diagnostic, Severity};
use metod::discover::{self, Role, SourceFile};
use metod::formats::schema::{self, Subject};
use metod::lang::Language;
use metod::portal::{KINDS, Kind};
use metod::publication::{Body, Publication, Settings};
use regex::Regex;
use serde_json::{Value, json};

#[test]
fn every_file_as_written_fits_its_schema() {
    let mut seen = 0;
    let mut wrong = Vec::new();
    let plain = plain_schemas();
    for root in roots() {
        let editor = editor_schemas(&root);
        for (subject, file) in written_files(&root) {
            let text = fs::read_to_string(&file.path).unwrap();
            let value: Value = serde_yaml::from_str(yaml(&text, &file.relative)).unwrap();
            seen += 1;
            for schemas in [&plain, &editor] {
                let schema = &schemas[subject.name()];
                let found = mistakes(schema, schema, &value);
                let place = file.path.display();
                wrong.extend(found.iter().map(|found| format!("{place}: {found}")));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(seen > 150, "only {seen} files were checked");
}

/// What a schema can judge: the codes of `check` that say the same. It cannot judge what YAML itself
/// refuses (`yaml-…`, `duplicate-key`), what other files decide (references, files, facets, anchors), whether
/// the calendar has a day, whether a scheme of a link is harmless, and what two fields say together.
const JUDGED: &[&str] = &[
    "missing-field",
    "missing-one-of",
    "not-a-mapping",
    "out-of-range",
    "unknown-key",
    "unknown-key-inside",
    "unknown-word",
    "wrong-form",
    "wrong-type",
];

#[test]
fn a_schema_judges_every_broken_portal_as_the_reader_does() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut differ = Vec::new();
    let mut judged = BTreeSet::new();
    let plain = plain_schemas();
    // A number too long to be counted is a number all the same.
    let endless = Regex::new(r": \d{19,}").unwrap();
    for case in sorted(&tests.join("diagnostics"))
        .into_iter()
        .chain([tests.join("forty")])
    {
        let (_, found) = Publication::load(&settings(&case)).unwrap();
        for (subject, file) in written_files(&case) {
            // What is no YAML, or no UTF-8, no schema ever sees.
            let Ok(text) = fs::read_to_string(&file.path) else {
                continue;
            };
            let text = endless.replace_all(&text, ": 9e18");
            let Ok(value) = serde_yaml::from_str::<Value>(yaml(&text, &file.relative)) else {
                continue;
            };
            let own: Vec<&Diagnostic> = found
                .iter()
                .filter(|mistake| mistake.place.file == file.relative)
                .collect();
            let codes: BTreeSet<&str> = own
                .iter()
                .map(|mistake| mistake.code)
                .filter(|code| JUDGED.contains(code))
                .collect();
            let schema = &plain[subject.name()];
            let refused = mistakes(schema, schema, &value);
            // The reader may know the slip behind a key that is none, and name that instead.
            let is_wrong = own
                .iter()
                .any(|mistake| mistake.severity == Severity::Error);
            if refused.is_empty() && !codes.is_empty() || !refused.is_empty() && !is_wrong {
                let name = file.path.display();
                differ.push(format!("{name}: reader {codes:?}, schema {refused:?}"));
            }
            judged.extend(codes);
        }
    }
    assert!(differ.is_empty(), "\n{}", differ.join("\n"));
    assert_eq!(judged, JUDGED.iter().copied().collect());
}

#[test]
fn the_schemas_of_an_editor_offer_the_names_of_the_portal() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (publication, _) = Publication::load(&settings(root)).unwrap();
    let files = schema::editor::files(&publication.unwrap().portal, Language::Ru);
    let read = |name: &str| -> Value {
        let (_, text) = files.iter().find(|(path, _)| path.ends_with(name)).unwrap();
        serde_json::from_str(text).unwrap()
    };
    let ids = read("/ids.json");
    for (list, name, words) in [
        ("organizations", "iro-yugra", "развития образования"),
        ("documents", "10-p-86", "повышению качества"),
        ("entries", "practices/utrennii-krug", "Утренний круг"),
        ("measures", "plans/megion-2022-2024#1.2", ""),
        ("risk", "low-motivation", "мотивация"),
    ] {
        let names = ids["$defs"][list]["enum"].as_array().unwrap();
        let at = names.iter().position(|known| known == name);
        let at = at.unwrap_or_else(|| panic!("{list} has no {name}"));
        let explained = ids["$defs"][list]["enumDescriptions"][at].as_str().unwrap();
        assert!(
            explained.to_lowercase().contains(&words.to_lowercase()),
            "{explained}"
        );
    }
    let practices = read("/practices.json");
    let organization = &practices["properties"]["organization"]["anyOf"];
    assert_eq!(organization[0]["$ref"], "ids.json#/$defs/organizations");
    // A name that is not there yet is no mistake of the schema.
    assert_eq!(organization[1]["$ref"], "#/$defs/some-name");
    // What does not fit is told in words, not as a pattern.
    let date = practices["properties"]["date"]["patternErrorMessage"].as_str();
    assert!(date.unwrap().contains("дата вида"));
    let facets = &ids["$defs"]["facets"]["properties"];
    assert!(
        facets["risk"]["description"]
            .as_str()
            .unwrap()
            .contains("риск")
    );
    // Where a facet takes its values from other fields, nobody writes them.
    assert!(facets.get("organization").is_none());
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

/// The demo, the starter and the golden portals.
fn roots() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut roots = sorted(&root.join("tests/golden"));
    roots.retain(|path| path.join("content").is_dir());
    roots.insert(0, root.join("starter"));
    roots.insert(0, root.to_path_buf());
    roots
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn settings(root: &Path) -> Settings {
    Settings {
        root: root.to_path_buf(),
        today: Some("2022-10-01".parse().unwrap()),
        ..Settings::default()
    }
}

/// The files of a portal that a schema describes.
fn written_files(root: &Path) -> Vec<(Subject, SourceFile)> {
    if !root.join("content").is_dir() {
        return Vec::new();
    }
    let files = discover::files(root).unwrap().into_iter();
    let subject = |role: &Role| match role {
        Role::Site => Some(Subject::Site),
        Role::Navigator => Some(Subject::Navigator),
        Role::Organizations => Some(Subject::Organizations),
        Role::Glossary => Some(Subject::Glossary),
        Role::Entry { kind, .. } => Some(Subject::Entry(*kind)),
        _ => None,
    };
    files
        .filter_map(|file| subject(&file.role).map(|subject| (subject, file)))
        .collect()
}

/// The schemas as they are printed, by their names.
fn plain_schemas() -> BTreeMap<&'static str, Value> {
    let all = Subject::all();
    all.map(|subject| (subject.name(), schema::file(subject, Language::Ru)))
        .collect()
}

/// The schemas that an editor gets for a portal, with the names in them where a reference would find them.
fn editor_schemas(root: &Path) -> BTreeMap<&'static str, Value> {
    let (publication, found) = Publication::load(&settings(root)).unwrap();
    let publication = publication.unwrap_or_else(|| panic!("{}: {found:#?}", root.display()));
    let files = schema::editor::files(&publication.portal, Language::Ru);
    let read = |path: &str| -> Value {
        let (_, text) = files.iter().find(|(known, _)| known == path).unwrap();
        serde_json::from_str(text).unwrap()
    };
    let names = read(".metod/schema/ids.json");
    let one = |subject: Subject| {
        let mut schema = read(&schema::editor::path(subject));
        schema["$defs"]["names"] = names.clone();
        (subject.name(), schema)
    };
    Subject::all().map(one).collect()
}

/// The YAML of a file.
fn yaml<'t>(text: &'t str, file: &str) -> &'t str {
    let text = text.trim_start_matches('\u{feff}');
    if file.ends_with(".yaml") {
        return text;
    }
    let Some(rest) = text
        .strip_prefix("---")
        .and_then(|rest| rest.split_once('\n'))
    else {
        return "\t";
    };
    let mut at = 0;
    for line in rest.1.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return &rest.1[..at];
        }
        at += line.len();
    }
    "\t"
}

fn without_descriptions(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|key, value| {
                let is_words =
                    ["description", "title"].contains(&key.as_str()) && value.is_string();
                !is_words && key != "enumDescriptions"
            });
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
            "$schema" | "$defs" | "format" | "title" | "description" => {}
            // What editors show.
            "enumDescriptions" | "errorMessage" | "patternErrorMessage" => {}
            "minProperties" => {
                let least = rule.as_u64().unwrap() as usize;
                if value.as_object().is_some_and(|map| map.len() < least) {
                    found.push(format!("{value} says too little"));
                }
            }
            "minItems" => {
                let least = rule.as_u64().unwrap() as usize;
                if value.as_array().is_some_and(|items| items.len() < least) {
                    found.push(format!("{value} is too short"));
                }
            }
            "$ref" => {
                let written = rule.as_str().unwrap();
                let pointer = match written.strip_prefix("ids.json#") {
                    Some(of_names) => format!("/$defs/names{of_names}"),
                    None => written.strip_prefix('#').unwrap().to_owned(),
                };
                found.extend(mistakes(root, root.pointer(&pointer).unwrap(), value));
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
