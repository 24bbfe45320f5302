//! One portal with more than forty different mistakes, several in one file: one run names them all,
//! each at its exact place, in both languages, in words and as JSON, and nothing is written.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // A test makes its own files and looks at them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use metod::diagnostics::report::{self, Colour};
use metod::diagnostics::{Diagnostic, Severity};
use metod::lang::Language;
use metod::publication::{Publication, Settings};

/// Code, file under `content/`, line, column and the text that stands there. A BOM is not counted,
/// CRLF is one line end, and a column is a Unicode scalar value.
const MISTAKES: &[(&str, &str, usize, usize, &str)] = &[
    ("unknown-key", "contests/konkurs.md", 3, 1, "starts"),
    ("duplicate-address", "contests/конкурс.md", 1, 1, "---"),
    ("not-in-list", "contests/конкурс.md", 5, 18, "uroki"),
    ("missing-with", "documents/prikaz.md", 2, 1, "title: Приказ"),
    (
        "excluded-by",
        "documents/prikaz.md",
        4,
        7,
        "../files/snimok.svg",
    ),
    (
        "hidden-reference",
        "documents/prikaz.md",
        6,
        14,
        "documents/черновик",
    ),
    (
        "withheld-text",
        "documents/prikaz.md",
        8,
        1,
        "Текст приказа.",
    ),
    ("missing-field", "glossary.yaml", 3, 3, "full: Без термина"),
    ("duplicate-id", "navigator.yaml", 8, 14, "ooo"),
    ("reserved-name", "navigator.yaml", 9, 9, "sort"),
    ("unknown-word", "navigator.yaml", 14, 11, "years"),
    // Front matter without a field: the first character of the file.
    ("missing-field", "news/chetvertaia.md", 1, 1, "---"),
    ("no-such-date", "news/novost.md", 3, 7, "2022-11-31"),
    // A quoted value: its quote.
    ("wrong-form", "news/novost.md", 4, 8, "\"да\""),
    ("wrong-form", "news/novost.md", 5, 7, "Новость"),
    ("wrong-form", "news/novost.md", 7, 5, "staryi"),
    ("duplicate-alias", "news/novost.md", 8, 5, "/news/novost/"),
    ("ambiguous-reference", "news/novost.md", 9, 11, "plan-2022"),
    ("wrong-type", "news/novost.md", 10, 10, "[Первая"),
    ("html-removed", "news/novost.md", 12, 7, "<script>"),
    ("no-alternative-text", "news/novost.md", 12, 35, "![]("),
    ("dropped-link", "news/novost.md", 12, 61, "[сюда]("),
    // The first byte that is not UTF-8.
    ("wrong-encoding", "news/piataia.md", 3, 10, ""),
    ("unknown-key", "news/shestaia.md", 3, 1, "event"),
    ("review-passed", "news/shestaia.md", 4, 12, "2022-09-30"),
    // An emoji is one column; the lines end in CRLF.
    ("missing-file", "news/shestaia.md", 7, 10, "[файл](net.pdf)"),
    ("no-front-matter", "news/tretia.md", 1, 1, "Просто текст"),
    ("yaml-colon", "news/vtoraia.md", 2, 14, ": новость"),
    ("out-of-range", "organizations.yaml", 2, 34, "0, 2"),
    ("unknown-reference", "organizations.yaml", 6, 16, "srugut"),
    ("duplicate-key", "organizations.yaml", 8, 3, "shkola-1:"),
    ("missing-field", "organizations.yaml", 11, 5, "short: ИРО"),
    ("wrong-form", "organizations.yaml", 12, 13, "да"),
    ("reserved-address", "pages/plans.md", 1, 1, "---"),
    // This file has a BOM and CRLF.
    (
        "unknown-reference",
        "plans/plan-2022.yaml",
        3,
        14,
        "documents/10-p-68",
    ),
    (
        "unknown-reference",
        "plans/plan-2022.yaml",
        4,
        25,
        "shkola-2",
    ),
    // A link in a block of Markdown inside YAML: its first character.
    ("missing-file", "plans/plan-2022.yaml", 11, 25, "[приказе]("),
    ("duplicate-id", "plans/plan-2022.yaml", 14, 17, "\"3.10\""),
    (
        "missing-field",
        "plans/plan-2022.yaml",
        16,
        9,
        "number: 3.2",
    ),
    ("unknown-key-inside", "plans/plan-2022.yaml", 17, 9, "titel"),
    // Two files of one id: the later by path.
    ("duplicate-id", "practices/praktika.md", 1, 1, "---"),
    // A link that a folded text broke in two.
    ("unknown-anchor", "practices/praktika.md", 6, 18, "[описано"),
    ("out-of-range", "practices/praktika.md", 8, 7, "9"),
    (
        "unknown-facet-value",
        "practices/praktika.md",
        10,
        16,
        "sooo",
    ),
    ("unknown-facet", "practices/praktika.md", 11, 3, "risk"),
    (
        "evidence-without-reasons",
        "practices/praktika.md",
        12,
        12,
        "date: 2022-09-01",
    ),
    (
        "missing-field",
        "practices/praktika.md",
        14,
        5,
        "who: Учитель",
    ),
    ("missing-file", "practices/praktika.md", 16, 9, "net.svg"),
    ("unknown-anchor", "practices/praktika.md", 22, 10, "[план]("),
    (
        "missing-file",
        "practices/praktika.md",
        22,
        51,
        "[практику](",
    ),
    ("wrong-form", "reports/otchet.yaml", 2, 9, "2022-Q5"),
    ("unknown-measure", "reports/otchet.yaml", 4, 14, "3.1"),
    ("missing-with", "reports/otchet.yaml", 6, 5, "measure: 3.10"),
    ("out-of-range", "reports/otchet.yaml", 9, 15, "120"),
    ("unknown-reference", "site.yaml", 4, 8, "departament"),
    ("low-contrast", "site.yaml", 5, 8, "\"#ffcc00\""),
    ("unknown-timezone", "site.yaml", 6, 11, "Asia/Surgut"),
    ("unknown-key", "site.yaml", 7, 1, "subtitel"),
    ("unknown-word", "site.yaml", 10, 5, "nwes"),
    ("unknown-name", "site.yaml", 13, 24, "practise"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forty")
}

fn found() -> Vec<Diagnostic> {
    let settings = Settings {
        root: root(),
        ..Settings::default()
    };
    let (publication, found) = Publication::load(&settings).unwrap();
    assert!(
        publication.is_none(),
        "a portal with mistakes is not published"
    );
    found
}

#[test]
fn the_table_says_what_stands_at_each_place() {
    for (code, file, line, column, text) in MISTAKES {
        let bytes = fs::read(root().join("content").join(file)).unwrap();
        let content = String::from_utf8_lossy(&bytes).into_owned();
        let content = content.trim_start_matches('\u{feff}');
        let written: String = content
            .split('\n')
            .nth(line - 1)
            .unwrap()
            .chars()
            .skip(column - 1)
            .collect();
        assert!(
            written.starts_with(text),
            "{code} at {file}:{line}:{column} stands before «{written}»"
        );
    }
}

#[test]
fn one_run_names_every_mistake_at_its_place() {
    let expected: Vec<String> = MISTAKES
        .iter()
        .map(|(code, file, line, column, _)| format!("content/{file}:{line}:{column} {code}"))
        .collect();
    let places: Vec<String> = found()
        .iter()
        .map(|mistake| {
            let place = &mistake.place;
            format!(
                "{}:{}:{} {}",
                place.file, place.line, place.column, mistake.code
            )
        })
        .collect();
    assert_eq!(places, expected);
    let kinds: BTreeSet<&str> = MISTAKES.iter().map(|row| row.0).collect();
    assert!(
        MISTAKES.len() >= 40 && kinds.len() >= 35,
        "{} mistakes of {} sorts",
        MISTAKES.len(),
        kinds.len()
    );
}

#[test]
fn both_languages_name_every_mistake() {
    let found = found();
    let text = |language| report::text(&found, language, Colour::Off, &mut |_| None);
    let (ru, en) = (text(Language::Ru), text(Language::En));
    assert_eq!(
        ru.matches("ошибка: ").count() + ru.matches("предупреждение: ").count(),
        MISTAKES.len()
    );
    assert_eq!(
        en.matches("error: ").count() + en.matches("warning: ").count(),
        MISTAKES.len()
    );
    for (code, file, line, column, _) in MISTAKES {
        for text in [&ru, &en] {
            assert!(
                text.contains(&format!("[{code}]"))
                    && text.contains(&format!("content/{file}:{line}:{column}\n")),
                "{code}"
            );
        }
    }
    for mistake in &found {
        let words = |language| report::words(mistake, language);
        assert_ne!(words(Language::Ru), words(Language::En), "{}", mistake.code);
    }
}

fn metod(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_metod"))
        .arg("--root")
        .arg(root())
        .args(arguments)
        .env_remove("METOD_LANG")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn the_report_for_programs_holds_the_same() {
    for language in ["ru", "en"] {
        let (code, stdout, _) = metod(&["--lang", language, "check", "--format", "json"]);
        assert_eq!(code, 1);
        let report: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        let warnings = found()
            .iter()
            .filter(|mistake| mistake.severity == Severity::Warning)
            .count();
        assert_eq!(report["errors"], MISTAKES.len() - warnings);
        assert_eq!(report["warnings"], warnings);
        let diagnostics = report["diagnostics"].as_array().unwrap();
        assert_eq!(diagnostics.len(), MISTAKES.len());
        for (diagnostic, (code, file, line, column, _)) in diagnostics.iter().zip(MISTAKES) {
            assert_eq!(diagnostic["code"], *code);
            assert_eq!(diagnostic["file"], format!("content/{file}"));
            assert_eq!(
                (&diagnostic["line"], &diagnostic["column"]),
                (&(*line).into(), &(*column).into())
            );
            let keys: Vec<&String> = diagnostic.as_object().unwrap().keys().collect();
            assert_eq!(
                keys,
                [
                    "severity", "code", "file", "line", "column", "message", "hint"
                ]
            );
            assert!(!diagnostic["message"].as_str().unwrap().is_empty());
        }
    }
}

#[test]
fn nothing_is_written_while_mistakes_are_left() {
    let out = std::env::temp_dir().join(format!("metod-forty-{}", std::process::id()));
    let (code, stdout, stderr) = metod(&["build", "--out", out.to_str().unwrap()]);
    assert_eq!(code, 1, "{stderr}");
    assert!(stdout.is_empty(), "{stdout}");
    assert!(!out.exists(), "the output folder was made");
    assert!(
        stderr.contains("content/site.yaml:5:8") && stderr.contains("Ничего не записано"),
        "{stderr}"
    );
}
