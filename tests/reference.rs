//! The reference of all mistakes, a page of the guide: made of the catalogue, of the reasons beside it and of
//! the examples in `tests/diagnostics/`, so that it cannot say anything else than the program.
//!
//! `UPDATE=1 cargo test --test reference` writes it anew.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // A test reads and writes the repository.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use metod::cli::check::external;
use metod::diagnostics::report::{self, Colour};
use metod::diagnostics::{Diagnostic, Severity};
use metod::lang::Language;
use metod::portal::check;
use metod::publication::{Publication, Settings};
use serde_yaml::Value;

/// Where it stands among the pages of the guide.
const PAGE: &str = "docs/guide/content/pages/mistakes.md";

const HEAD: &str = "---
title: Справочник ошибок
summary: Каждая ошибка, предупреждение и совет – почему это важно и что сделать.
---

Что говорит `metod check`, почему это важно и что сделать. Код ошибки стоит в квадратных скобках в конце её первой
строки. **Ошибка** не даёт собрать сайт, **предупреждение** – даёт (но не с `--strict`), **совет** показывает только
`metod check`. Примеры – настоящие ответы программы.

<!-- Страница сделана из тех же таблиц, что и сами сообщения: UPDATE=1 cargo test --test reference -->
";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

/// A chapter: its title, what it is about, its codes with their reasons.
type Chapter = (String, String, Vec<(String, String)>);

/// The chapters in the order of the file.
fn chapters() -> Vec<Chapter> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let file = yaml("src/lang/reasons.ru.yaml");
    let chapters = file.as_mapping().unwrap().iter();
    chapters
        .map(|(title, chapter)| {
            let codes = chapter["codes"].as_mapping().unwrap().iter();
            let codes = codes.map(|(code, reason)| (text(code), text(reason)));
            (text(title), text(&chapter["about"]), codes.collect())
        })
        .collect()
}

/// The first finding of a code in its folder.
fn example(folder: &Path, code: &str) -> Diagnostic {
    let settings = Settings {
        root: folder.to_owned(),
        ..Settings::default()
    };
    let (publication, mut found) = Publication::load(&settings).unwrap();
    if let Some(publication) = &publication {
        found.extend(check::advise(&publication.portal));
        if code == "advice-dead-link" {
            found.extend(external::check(&publication.portal).found);
        }
    }
    let own = found.into_iter().find(|mistake| mistake.code == code);
    own.unwrap_or_else(|| panic!("{} does not show {code}", folder.display()))
}

fn severity(mistake: &Diagnostic) -> &'static str {
    match mistake.severity {
        _ if report::is_advice(mistake) => "совет",
        Severity::Error => "ошибка",
        Severity::Warning => "предупреждение",
    }
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    let chapters = chapters();
    let count: usize = chapters.iter().map(|(_, _, codes)| codes.len()).sum();
    let _ = writeln!(page, "\nВсего в справочнике: {count}.");
    for (title, about, codes) in chapters {
        let _ = write!(page, "\n## {title}\n\n{about}\n");
        for (code, reason) in codes {
            let folder = root().join("tests/diagnostics").join(&code);
            let mistake = example(&folder, &code);
            let mut source = |file: &str| {
                let bytes = fs::read(folder.join(file)).ok()?;
                String::from_utf8(bytes).ok()
            };
            let only = std::slice::from_ref(&mistake);
            let shown = report::text(only, Language::Ru, Colour::Off, &mut source);
            // The first line has room for the code at its end; here the heading says it.
            let shown = shown.replacen(&format!("[{code}]"), "", 1);
            let shown: Vec<&str> = shown.lines().map(str::trim_end).collect();
            let severity = severity(&mistake);
            let _ = write!(
                page,
                "\n### `{code}` – {severity} {{#{code}}}\n\n{reason}\n\n````text\n{}\n````\n",
                shown.join("\n")
            );
        }
    }
    page
}

#[test]
fn every_code_stands_in_the_reference_once() {
    let catalogue = yaml("src/lang/messages.ru.yaml");
    let known: BTreeSet<String> = catalogue["mistakes"]
        .as_mapping()
        .unwrap()
        .keys()
        .map(|code| code.as_str().unwrap().to_owned())
        .collect();
    let listed: Vec<String> = chapters()
        .into_iter()
        .flat_map(|(_, _, codes)| codes)
        .map(|(code, _)| code)
        .collect();
    let unique: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(listed.len(), unique.len(), "a code stands in two chapters");
    assert_eq!(unique, known, "src/lang/reasons.ru.yaml and the catalogue");
    assert!(known.len() >= 90, "only {} mistakes", known.len());
}

#[test]
fn the_reference_says_what_the_program_says() {
    let path = root().join(PAGE);
    let page = page();
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "{PAGE} is not current: UPDATE=1 cargo test --test reference"
    );
}
