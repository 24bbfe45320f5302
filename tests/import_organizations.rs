//! Sheets become entries of organizations.yaml: every folder of `tests/import/organizations` is a sheet,
//! what the portal has, and what is told and written.

#![allow(clippy::disallowed_methods)] // A test reads and writes portals of its own.

#[path = "import/common.rs"]
mod common;

use std::path::{Path, PathBuf};

use serde_yaml::Value;

use common::{fresh, metod, text as read, told};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/import/organizations")
}

/// A portal with a name and the organizations of a case, if it has any.
fn portal(name: &str, case: &Path) -> PathBuf {
    let folder = fresh(&format!("organizations-{name}"));
    std::fs::create_dir_all(folder.join("content")).expect("a folder");
    std::fs::write(folder.join("content/site.yaml"), "title: Проба\n").expect("site.yaml");
    let known = case.join("organizations.yaml");
    if known.exists() {
        std::fs::copy(known, folder.join("content/organizations.yaml")).expect("a copy");
    }
    folder
}

/// The sheet of a case.
fn sheet(case: &Path) -> String {
    let files = std::fs::read_dir(case).expect("a case");
    let mut files = files.map(|file| file.expect("a file").path());
    let found = files.find(|path| path.file_stem().is_some_and(|stem| stem == "input"));
    found.expect("a sheet").display().to_string()
}

/// Errors of `check`; a list of organizations has none.
fn errors(portal: &Path) -> Value {
    let output = metod(portal, &["check", "--format", "json"]);
    let report: Value =
        serde_yaml::from_str(&String::from_utf8_lossy(&output.stdout)).expect("JSON");
    report.get("errors").cloned().unwrap_or_default()
}

fn notes(report: &Path) -> String {
    let report: Value = serde_yaml::from_str(&read(report)).expect("JSON");
    let notes = report.get("notes").and_then(Value::as_sequence);
    let word = |note: &Value, key: &str| {
        let word = note.get(key).and_then(Value::as_str);
        word.unwrap_or_default().to_owned()
    };
    let line = |note: &Value| {
        let parts = ["kind", "place", "message"].map(|key| word(note, key));
        format!("{}\n", parts.join(" | "))
    };
    notes.expect("notes").iter().map(line).collect()
}

#[test]
fn sheets_of_all_sorts_become_what_stands_beside_them() {
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("cases")
        .map(|entry| entry.expect("a case").path())
        .collect();
    cases.sort();
    assert!(cases.len() >= 7, "only {} cases", cases.len());
    for case in cases {
        let name = case
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let portal = portal(&name, &case);
        let (sheet, report) = (sheet(&case), portal.join("report.json"));
        let report_name = report.display().to_string();
        let mut arguments = vec![
            "import",
            &sheet,
            "--as",
            "organizations",
            "--report",
            &report_name,
        ];
        if case.join("force").exists() {
            arguments.push("--force");
        }
        let file = portal.join("content/organizations.yaml");
        let before = std::fs::read_to_string(&file).unwrap_or_default();
        let output = metod(&portal, &arguments);
        let says = |line: &&str| line.starts_with("Организаций:") || line.starts_with("ошибка");
        let said = told(&output);
        let mut found: String = said
            .lines()
            .filter(says)
            .map(|line| format!("{line}\n"))
            .collect();
        found = found.replace(&report_name, "REPORT");
        if output.status.success() {
            found += &notes(&report);
            found += &format!("\n{}", read(&file));
            assert_eq!(errors(&portal), Value::from(0), "{name}");
            for line in before.lines().filter(|_| !case.join("force").exists()) {
                assert!(
                    read(&file).lines().any(|known| known == line),
                    "{name}: {line}"
                );
            }
            let kept = portal.join("content/.organizations.yaml.bak");
            let kept = std::fs::read_to_string(kept).ok();
            assert_eq!(
                kept,
                case.join("force").exists().then_some(before),
                "{name}"
            );
        } else {
            assert_eq!(output.status.code(), Some(1), "{name}: {said}");
            assert_eq!(
                std::fs::read_to_string(&file).unwrap_or_default(),
                before,
                "{name}"
            );
        }
        let expected = case.join("expected.txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&expected, &found).expect("the expected text");
        }
        assert_eq!(found, read(&expected), "{name}");
    }
}

#[test]
fn the_same_sheet_again_changes_nothing() {
    for name in [
        "a-list-for-an-empty-portal",
        "one-number-in-two-municipalities-stays-two",
        "merged-cells-and-headings-over-rows",
    ] {
        let case = folder().join(name);
        let portal = portal(&format!("again-{name}"), &case);
        let sheet = sheet(&case);
        let file = portal.join("content/organizations.yaml");
        metod(&portal, &["import", &sheet, "--as", "organizations"]);
        let first = read(&file);
        for force in [&[][..], &["--force"]] {
            let output = metod(
                &portal,
                &[&["import", &sheet, "--as", "organizations"], force].concat(),
            );
            assert!(
                told(&output).contains("добавлено 0, дополнено 0"),
                "{}",
                told(&output)
            );
            assert_eq!(read(&file), first, "{name}");
        }
    }
}

#[test]
fn a_dry_run_writes_nothing_and_english_words_are_english() {
    let case = folder().join("a-list-for-an-empty-portal");
    let portal = portal("dry", &case);
    let sheet = sheet(&case);
    let output = metod(
        &portal,
        &[
            "import",
            &sheet,
            "--as",
            "organizations",
            "--dry-run",
            "--lang",
            "en",
        ],
    );
    let said = told(&output);
    assert!(
        said.contains("Organizations: 4 added, 0 completed"),
        "{said}"
    );
    assert!(!portal.join("content/organizations.yaml").exists());
}

#[test]
fn names_of_people_are_written_nowhere() {
    let case = folder().join("a-list-for-an-empty-portal");
    let portal = portal("people", &case);
    let report = portal.join("report.md");
    let arguments = ["import", &sheet(&case), "--as", "organizations", "--report"];
    metod(
        &portal,
        &[&arguments[..], &[&report.display().to_string()]].concat(),
    );
    let texts = [
        read(&report),
        read(&portal.join("content/organizations.yaml")),
    ]
    .concat();
    for word in ["Иванова", "Петров", "912"] {
        assert!(!texts.contains(word), "{word}");
    }
    assert!(
        texts.contains("столбец «Ф.И.О. директора» не перенесён"),
        "{texts}"
    );
}

/// A portal with this organizations.yaml.
fn portal_with(name: &str, organizations: &[u8]) -> PathBuf {
    let portal = portal(name, Path::new("none"));
    let file = portal.join("content/organizations.yaml");
    std::fs::write(file, organizations).expect("organizations.yaml");
    portal
}

#[test]
fn what_is_too_long_or_cannot_be_read_is_refused_in_words_and_nothing_is_written() {
    let list = |count: usize| {
        let rows = (1..=count).map(|n| format!("{n};Школа № {n};Район {n}\n"));
        format!("№;Наименование;Муниципалитет\n{}", rows.collect::<String>())
    };
    let parts = format!(
        "№;Мероприятие;Срок\n1;Начать;2022\n{}",
        "Раздел;;\n".repeat(5_001)
    );
    let short = list(2);
    let right = "organizations:\n  a: {name: А}\n".as_bytes();
    // «organizations» with a name in Windows-1251.
    let foreign = b"organizations:\n  a:\n    name: \xd8\xea\xee\xeb\xe0\n";
    let broken = "organizations:\n  a: [\n".as_bytes();
    let words = "просто слова\n".as_bytes();
    type Case<'c> = (&'c str, &'c str, &'c [u8], &'c str, i32, &'c str);
    let cases: [Case<'_>; 6] = [
        (
            "rows",
            &list(100_001),
            right,
            "organizations",
            2,
            "больше 100000 строк",
        ),
        (
            "many",
            &list(5_001),
            right,
            "organizations",
            1,
            "больше 5000 организаций",
        ),
        ("parts", &parts, right, "plan", 1, "больше 5000 мероприятий"),
        (
            "foreign",
            &short,
            foreign,
            "organizations",
            1,
            "не в кодировке UTF-8",
        ),
        (
            "broken",
            &short,
            broken,
            "organizations",
            1,
            "organizations.yaml не удалось дописать",
        ),
        (
            "words",
            &short,
            words,
            "organizations",
            1,
            "organizations.yaml не удалось дописать",
        ),
    ];
    for (name, sheet, organizations, kind, code, says) in cases {
        let portal = portal_with(&format!("refused-{name}"), organizations);
        let file = portal.join("sheet.csv");
        std::fs::write(&file, sheet).expect("a sheet");
        let file = file.display().to_string();
        let output = metod(&portal, &["import", &file, "--as", kind]);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{name}: {}",
            told(&output)
        );
        assert!(told(&output).contains(says), "{name}: {}", told(&output));
        let kept = std::fs::read(portal.join("content/organizations.yaml")).expect("the file");
        assert_eq!(kept, organizations, "{name}");
        assert!(!portal.join("content/plans").exists(), "{name}");
    }
}

#[test]
fn a_plan_does_not_write_over_organizations_that_cannot_be_read() {
    let foreign = b"organizations:\n  a:\n    name: \xd8\xea\xee\xeb\xe0\n";
    let portal = portal_with("plan-foreign", foreign);
    let file = portal.join("plan.csv");
    std::fs::write(
        &file,
        "№;Мероприятие;Ответственные;Срок\n1;Начать;ИРО;2022\n",
    )
    .expect("a plan");
    let output = metod(&portal, &["import", &file.display().to_string()]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    let kept = std::fs::read(portal.join("content/organizations.yaml")).expect("the file");
    assert_eq!(kept, foreign);
    assert!(!portal.join("content/plans").exists());
}

#[test]
fn a_long_list_is_taken_whole_and_every_id_is_its_own() {
    let portal = portal("long", Path::new("none"));
    let file = portal.join("sheet.csv");
    let rows = (1..=3_000).map(|n| format!("{n};МБОУ СОШ № {};Город {}\n", n % 10, n / 10));
    let sheet = format!("№;Наименование;Муниципалитет\n{}", rows.collect::<String>());
    std::fs::write(&file, sheet).expect("a sheet");
    let file = file.display().to_string();
    let output = metod(&portal, &["import", &file, "--as", "organizations"]);
    assert!(
        told(&output).contains("добавлено 3000"),
        "{}",
        told(&output)
    );
    assert_eq!(errors(&portal), Value::from(0));
}
