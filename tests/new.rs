//! `metod new`, `metod schema` and `metod completions` as a person or a script calls them.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // A test makes its own files and looks at them.

#[path = "program/common.rs"]
mod common;

use std::fs;
use std::path::PathBuf;

use metod::portal::KINDS;

use common::{metod, said};

/// A folder of this test's own with the starter portal.
fn portal(name: &str) -> PathBuf {
    let folder = common::empty(&format!("new/{name}"));
    said(&folder, &["init", "--quiet"], 0);
    folder
}

#[test]
fn a_new_entry_of_every_kind_passes_the_check() {
    let folder = portal("kinds");
    for row in KINDS.iter().filter(|row| row.folder != "reports") {
        let output = metod(&folder, &["new", row.folder, "Новая запись: «проба»"]);
        assert_eq!(output.status.code(), Some(0), "{}", row.folder);
        let path = format!(
            "content/{}/novaia-zapis-proba.{}",
            row.folder, row.extension
        );
        assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), path);
        let text = fs::read_to_string(folder.join(&path)).unwrap();
        assert!(text.contains("title: \"Новая запись: «проба»\""), "{text}");
    }
    // Nobody links to them yet: that is advice, and all that there is to say.
    let output = metod(&folder, &["check", "--strict", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let checked: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    for found in checked["diagnostics"].as_array().unwrap() {
        assert!(
            found["code"].as_str().unwrap().starts_with("advice-"),
            "{found}"
        );
    }
    said(&folder, &["build", "--drafts"], 0);
}

#[test]
fn a_template_becomes_a_whole_entry_when_its_marks_are_deleted() {
    let folder = portal("whole");
    for row in KINDS.iter().filter(|row| row.folder != "reports") {
        said(&folder, &["new", row.folder, "Проба"], 0);
        let path = folder.join(format!("content/{}/proba.{}", row.folder, row.extension));
        let text = fs::read_to_string(&path).unwrap();
        let yaml = text
            .trim_start_matches("---\n")
            .split("\n---\n")
            .next()
            .unwrap();
        let whole: Vec<&str> = yaml
            .lines()
            .map(|line| line.strip_prefix("# ").unwrap_or(line))
            .collect();
        let value: serde_yaml::Value = serde_yaml::from_str(&whole.join("\n"))
            .unwrap_or_else(|error| panic!("{}: {error}\n{}", row.folder, whole.join("\n")));
        let written = value.as_mapping().unwrap();
        for field in row.kind.fields() {
            assert!(
                written.contains_key(field.name) || ["draft", "sample"].contains(&field.name),
                "{}: {}",
                row.folder,
                field.name
            );
        }
    }
}

#[test]
fn a_new_plan_is_a_table_with_one_row() {
    let folder = portal("plan");
    said(
        &folder,
        &[
            "new",
            "дорожная карта",
            "Дорожная карта школы",
            "--id",
            "shkola",
        ],
        0,
    );
    let text = fs::read_to_string(folder.join("content/plans/shkola.yaml")).unwrap();
    let plan: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    let measure = &plan["sections"][0]["measures"][0];
    for field in ["number", "title", "responsible", "timing", "result"] {
        assert!(
            measure.get(field).is_some_and(|value| !value.is_null()),
            "{field}: {text}"
        );
    }
    assert_eq!(plan["draft"], serde_yaml::Value::Bool(true));
}

#[test]
fn nothing_is_written_over_an_entry_wherever_it_stands() {
    let folder = portal("taken");
    let told = said(
        &folder,
        &["new", "practices", "Иначе", "--id", "primer-praktika"],
        1,
    );
    assert!(
        told.contains("content/practices/primer-praktika.md"),
        "{told}"
    );
    fs::create_dir_all(folder.join("content/news/2026")).unwrap();
    let own = folder.join("content/news/2026/den.md");
    fs::write(&own, "---\ntitle: День\n---\n").unwrap();
    let told = said(&folder, &["new", "news", "День", "--id", "den"], 1);
    assert!(told.contains("content/news/2026/den.md"), "{told}");
    assert_eq!(fs::read_to_string(&own).unwrap(), "---\ntitle: День\n---\n");
    assert!(!folder.join("content/news/den.md").exists());
}

#[test]
fn a_pipe_is_told_what_is_missing_and_what_there_is() {
    let folder = portal("pipe");
    for (arguments, words) in [
        (&["new"][..], "practices – практика"),
        (&["new", "практика"], "metod new practices"),
        (&["new", "practices", "  "], "не указано название"),
        (&["new", "practises", "Х"], "practices – практика"),
        (&["new", "site", "Х"], "Виды записей"),
        (&["new", "reports"], "--plan"),
        (&["new", "news", "!!!"], "--id"),
        (
            &["new", "news", "Х", "--id", "../site"],
            "буквы, цифры и дефис",
        ),
        (
            &["new", "news", "Х", "--plan", "primer-plan"],
            "new reports",
        ),
        (&["new", "pages", "Х", "--id", "search"], "занято"),
    ] {
        let told = said(&folder, arguments, 2);
        assert!(told.contains(words), "{arguments:?}: {told}");
    }
    let told = said(&folder, &["--lang", "en", "new", "practises", "X"], 2);
    assert!(
        told.contains("perhaps") || told.contains("practices – practice"),
        "{told}"
    );
}

#[test]
fn a_report_keeps_the_title_that_is_given() {
    let folder = portal("report");
    let arguments = [
        "new",
        "отчёт",
        "Наш отчёт",
        "--plan",
        "primer-plan",
        "--period",
        "2026-Q2",
    ];
    let told = said(&folder, &arguments, 0);
    let text = fs::read_to_string(folder.join(told.lines().next().unwrap())).unwrap();
    assert!(
        text.contains("title: Наш отчёт\nplan: primer-plan\n"),
        "{text}"
    );
    said(&folder, &["check"], 0);
}

#[test]
fn schemas_are_printed_for_a_kind_or_all_at_once() {
    let folder = portal("schema");
    let one = said(&folder, &["schema", "практика"], 0);
    let one: serde_json::Value = serde_json::from_str(&one).unwrap();
    let draft = "https://json-schema.org/draft/2020-12/schema";
    assert_eq!(one["$schema"], draft);
    let status = &one["properties"]["status"];
    assert_eq!(status["enum"][1], "trial");
    assert_eq!(status["enumDescriptions"][1], "апробация");
    let all = said(&folder, &["schema"], 0);
    let all: serde_json::Value = serde_json::from_str(&all).unwrap();
    assert_eq!(all["practices"], one);
    for row in KINDS {
        assert_eq!(all[row.folder]["$schema"], draft, "{}", row.folder);
    }
    for name in ["site", "navigator", "organizations", "glossary"] {
        assert_eq!(all[name]["$schema"], draft, "{name}");
    }
    let told = said(&folder, &["schema", "плн"], 2);
    assert!(told.contains("plans – план"), "{told}");
}

#[test]
fn every_shell_gets_its_completions() {
    let folder = portal("completions");
    for (shell, sign) in [
        ("bash", "complete -F _metod"),
        ("zsh", "#compdef metod"),
        ("fish", "complete -c metod"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let script = said(&folder, &["completions", shell], 0);
        assert!(script.contains(sign), "{shell}");
        // Where a shell completes values, kinds of entries are among them.
        let values = ["bash", "zsh"].contains(&shell);
        assert!(!values || script.contains("partnerships"), "{shell}");
    }
    let told = said(&folder, &["completions", "cmd"], 2);
    assert!(told.contains("powershell"), "{told}");
}
