//! One folder for every mistake: `tests/diagnostics/CODE/` holds a portal that has it, and
//! `report.txt` says what `metod check` prints about it.
//!
//! `UPDATE=1 cargo test --test diagnostics` writes the reports anew; the difference is read before
//! it is committed.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // A test makes its own files and looks at them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use metod::cli::check::external;
use metod::diagnostics::{
    self,
    report::{self, Colour},
};
use metod::lang::Language;
use metod::portal::check;
use metod::publication::{Publication, Settings};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

/// The codes that the message catalogue has words for.
fn codes() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lang/messages.ru.yaml");
    let catalogue: serde_yaml::Value =
        serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    catalogue["mistakes"]
        .as_mapping()
        .unwrap()
        .keys()
        .map(|code| code.as_str().unwrap().to_owned())
        .collect()
}

fn cases() -> BTreeSet<String> {
    let folders = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap());
    folders
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect()
}

fn report_of(root: &Path) -> (String, Vec<&'static str>) {
    let settings = Settings {
        root: root.to_owned(),
        today: None,
        ..Settings::default()
    };
    let (publication, mut found) = Publication::load(&settings)
        .unwrap_or_else(|error| panic!("{}: {}", root.display(), error.0));
    let errors = report::counts(&found).errors;
    assert_eq!(
        publication.is_none(),
        errors > 0,
        "{}: a portal is there exactly when nothing is wrong",
        root.display()
    );
    if let Some(publication) = &publication {
        found.extend(check::advise(&publication.portal));
        if root.ends_with("advice-dead-link") {
            // Its link has a name that stands for nothing, so that nobody is asked.
            found.extend(external::check(&publication.portal).found);
        }
        diagnostics::sort(&mut found);
    }
    let mut source = |file: &str| {
        fs::read(root.join(file))
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
    };
    let text = report::text(&found, Language::Ru, Colour::Off, &mut source);
    (text, found.iter().map(|mistake| mistake.code).collect())
}

#[test]
fn every_mistake_has_a_folder_that_shows_it() {
    assert_eq!(
        cases(),
        codes(),
        "folders of tests/diagnostics and `mistakes` of the catalogue"
    );
}

#[test]
fn every_folder_gets_its_report() {
    let update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    let mut wrong = Vec::new();
    for case in cases() {
        let root = folder().join(&case);
        let (text, codes) = report_of(&root);
        assert!(
            codes.iter().any(|code| *code == case),
            "tests/diagnostics/{case} has {codes:?}, but not its own mistake"
        );
        let path = root.join("report.txt");
        if update {
            fs::write(&path, &text).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != text {
            wrong.push(format!("{case}:\n{text}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "reports differ from report.txt:\n\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_report_is_whole_in_both_languages() {
    for case in cases() {
        let settings = Settings {
            root: folder().join(&case),
            ..Settings::default()
        };
        let (publication, mut found) = Publication::load(&settings).unwrap();
        found.extend(
            publication
                .iter()
                .flat_map(|publication| check::advise(&publication.portal)),
        );
        for language in Language::ALL {
            for mistake in &found {
                let words = [
                    Some(report::words(mistake, language)),
                    report::hint_words(mistake, language),
                ];
                for words in words.into_iter().flatten() {
                    let is_key = ["mistakes.", "hints.", "forms."]
                        .iter()
                        .any(|key| words.contains(key));
                    assert!(!is_key && !words.contains("{"), "{case}: {words}");
                    // A value that the message wants and does not get leaves this mark.
                    assert!(!words.contains("`…`"), "{case}: {words}");
                }
            }
        }
    }
}
