//! Rules about this repository that no compiler keeps.

#![allow(clippy::disallowed_methods)] // A test reads the repository.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;
use serde_yaml::Value;

/// Lines of logic from which a reader would want two files.
const LONG: usize = 500;

/// Long files that stay whole, and why.
const LONG_ON_PURPOSE: &[(&str, &str)] = &[];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file; of what stands there in another encoding on purpose, what can be read.
fn read(path: &str) -> String {
    let bytes = std::fs::read(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    String::from_utf8_lossy(&bytes).into_owned()
}

fn expression(text: &str) -> Regex {
    Regex::new(text).expect("a right expression")
}

/// The files under a folder of the repository, relative to its root, without what tools put there.
fn files(folder: &str) -> Vec<String> {
    let skipped = |name: &str| ["target", "node_modules", "public", ".git"].contains(&name);
    walkdir::WalkDir::new(root().join(folder))
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !skipped(&entry.file_name().to_string_lossy()))
        .map(|entry| entry.expect("a readable folder"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let inside = entry
                .path()
                .strip_prefix(root())
                .expect("a file of the repository");
            inside.to_str().expect("a name in UTF-8").replace('\\', "/")
        })
        .collect()
}

fn rust_files(folder: &str) -> Vec<(String, String)> {
    let of_rust = files(folder)
        .into_iter()
        .filter(|file| file.ends_with(".rs"));
    of_rust.map(|file| (file.clone(), read(&file))).collect()
}

/// A source without its unit tests, which stand last.
fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]\nmod ").next().unwrap_or(source)
}

/// A source without its comments; good enough for sources in the common style.
fn without_comments(source: &str) -> String {
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[track_caller]
fn assert_none(wrong: Vec<String>) {
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn long_logic_is_split_or_long_on_purpose() {
    let is_logic = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
    let mut wrong = Vec::new();
    for (file, source) in rust_files("src") {
        let lines = without_tests(&source).lines().filter(is_logic).count();
        let is_listed = LONG_ON_PURPOSE.iter().any(|(listed, _)| *listed == file);
        if lines > LONG && !is_listed {
            wrong.push(format!(
                "{file}: {lines} lines of logic: split it, or list it with its reason"
            ));
        }
        if lines <= LONG && is_listed {
            wrong.push(format!(
                "{file}: {lines} lines of logic: it is no longer long, take it off the list"
            ));
        }
    }
    assert_none(wrong);
}

#[test]
fn every_module_opens_with_what_it_is() {
    let silent = rust_files("src")
        .into_iter()
        .filter(|(_, source)| !source.starts_with("//!"));
    assert_none(silent.map(|(file, _)| file).collect());
}

#[test]
fn only_the_command_line_prints() {
    let printing = expression(r"\be?print(ln)?!|\bio::stdout\(|\bio::stderr\(|\bdbg!");
    let mut wrong = Vec::new();
    for (file, source) in rust_files("src") {
        let is_cli = file == "src/main.rs" || file == "src/cli.rs" || file.starts_with("src/cli/");
        if !is_cli && printing.is_match(&without_comments(without_tests(&source))) {
            wrong.push(file);
        }
    }
    assert_none(wrong);
}

#[test]
fn nothing_is_left_for_later_in_silence() {
    // Written in two parts, so that this list does not find itself.
    let signs = [
        concat!("#[ign", "ore"),
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
        concat!("FIX", "ME"),
        concat!("HA", "CK:"),
        concat!("X", "XX:"),
        concat!("To be ", "written"),
        concat!(".on", "ly("),
        concat!("test.sk", "ip("),
    ];
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "themes"] {
        for file in files(folder).iter().filter(|file| {
            [".rs", ".mjs", ".js", ".html", ".css"]
                .iter()
                .any(|end| file.ends_with(end))
        }) {
            let text = read(file);
            wrong.extend(
                signs
                    .iter()
                    .filter(|sign| text.contains(**sign))
                    .map(|sign| format!("{file}: {sign}")),
            );
        }
    }
    assert_none(wrong);
}

#[test]
fn the_repository_names_no_place_outside_itself() {
    // Places of one machine; written in parts, so that this line does not find itself.
    let places = expression(concat!(
        r"(?:^|[^A-Za-z0-9_.-])(?:\.\./sha",
        r"red\b|/(?:wo",
        r"rk|ro",
        r"ot|ho",
        r"me/\w+|tm",
        r"p)/)"
    ));
    let mut wrong = Vec::new();
    for file in files(".") {
        let Ok(text) =
            String::from_utf8(std::fs::read(root().join(&file)).expect("a readable file"))
        else {
            continue;
        };
        let file = file.trim_start_matches("./");
        if file.starts_with("tests/seeds/") || file.ends_with("package-lock.json") {
            continue;
        }
        for (at, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| places.is_match(line))
        {
            let line: String = line.trim().chars().take(120).collect();
            wrong.push(format!("{file}:{}: {line}", at + 1));
        }
    }
    assert_none(wrong);
}

#[test]
fn the_root_folder_holds_only_what_a_reader_looks_for() {
    let expected = [
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "benches",
        "content",
        "docs",
        "src",
        "starter",
        "tests",
        "themes",
    ];
    // What version control leaves out.
    let made = ["target", "public"];
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(root()).expect("the repository") {
        let name = entry
            .expect("a readable folder")
            .file_name()
            .to_string_lossy()
            .into_owned();
        if !made.contains(&name.as_str()) && !name.starts_with('.') {
            found.insert(name);
        }
    }
    assert_eq!(found, expected.map(str::to_owned).into());
}

/// The codes of mistakes that the program can report.
fn codes() -> BTreeSet<String> {
    let call = expression(r#"Diagnostic::(?:error|warning)\(\s*"([a-z0-9-]+)""#);
    let mut codes = BTreeSet::new();
    for (_, source) in rust_files("src") {
        codes.extend(
            call.captures_iter(&without_comments(without_tests(&source)))
                .map(|found| found[1].to_owned()),
        );
    }
    codes
}

/// The leaves of a tree of texts, by their dotted keys.
fn leaves(path: &str) -> BTreeMap<String, String> {
    fn walk(prefix: &str, value: &Value, into: &mut BTreeMap<String, String>) {
        match value {
            Value::Mapping(mapping) => {
                for (key, value) in mapping {
                    let key = match key {
                        Value::String(key) => key.clone(),
                        other => serde_yaml::to_string(other)
                            .expect("a plain key")
                            .trim()
                            .to_owned(),
                    };
                    let path = if prefix.is_empty() {
                        key
                    } else {
                        format!("{prefix}.{key}")
                    };
                    walk(&path, value, into);
                }
            }
            Value::Sequence(values) => {
                for (at, value) in values.iter().enumerate() {
                    walk(&format!("{prefix}.{at}"), value, into);
                }
            }
            Value::String(text) => {
                into.insert(prefix.to_owned(), text.clone());
            }
            other => panic!("{prefix} is no text: {other:?}"),
        }
    }
    let value: Value =
        serde_yaml::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut into = BTreeMap::new();
    walk("", &value, &mut into);
    into
}

#[test]
fn every_mistake_has_its_words_in_both_languages_and_a_folder_that_shows_it() {
    let codes = codes();
    assert!(codes.len() >= 40, "only {} codes", codes.len());
    let mut wrong = Vec::new();
    for language in ["ru", "en"] {
        let path = format!("src/lang/messages.{language}.yaml");
        let texts = leaves(&path);
        let worded: BTreeSet<String> = texts
            .keys()
            .filter_map(|key| key.strip_prefix("mistakes."))
            .map(str::to_owned)
            .collect();
        wrong.extend(
            codes
                .difference(&worded)
                .map(|code| format!("{path}: no words for {code}")),
        );
        // Codes that are composed while the program runs are named in a list in the source.
        let sources: String = rust_files("src")
            .into_iter()
            .map(|(_, source)| source)
            .collect();
        let is_named = |code: &&String| sources.contains(&format!("\"{code}\""));
        wrong.extend(
            worded
                .difference(&codes)
                .filter(|code| !is_named(code))
                .map(|code| format!("{path}: nobody reports {code}")),
        );
    }
    for code in &codes {
        let folder = format!("tests/diagnostics/{code}");
        for part in ["content", "report.txt"] {
            if !root().join(&folder).join(part).exists() {
                wrong.push(format!("{folder}/{part} is missing"));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn the_theme_says_the_same_in_both_languages() {
    let (ru, en) = (
        leaves("themes/default/lang/ru.yaml"),
        leaves("themes/default/lang/en.yaml"),
    );
    let place = expression(r"\{[a-z_]+\}");
    let places = |text: &str| {
        place
            .find_iter(text)
            .map(|found| found.as_str().to_owned())
            .collect::<BTreeSet<_>>()
    };
    let mut wrong: Vec<String> = ru
        .keys()
        .filter(|key| !en.contains_key(*key))
        .map(|key| format!("{key}: only in ru.yaml"))
        .collect();
    wrong.extend(
        en.keys()
            .filter(|key| !ru.contains_key(*key))
            .map(|key| format!("{key}: only in en.yaml")),
    );
    for (key, text) in &ru {
        let Some(english) = en.get(key) else { continue };
        if places(text) != places(english) {
            wrong.push(format!("{key}: the places to fill differ"));
        }
        if text.is_empty() != english.is_empty() {
            wrong.push(format!("{key}: empty in one language"));
        }
        let is_cyrillic = |c: char| ('а'..='я').contains(&c) || ('А'..='Я').contains(&c);
        // Marks by which names in the content are told apart are of its language.
        if english.contains(is_cyrillic) && key != "territories.district_marks" {
            wrong.push(format!("{key}: Russian in en.yaml: {english}"));
        }
    }
    assert_none(wrong);
}

#[test]
fn every_word_that_pages_ask_for_is_there() {
    let texts = leaves("themes/default/lang/ru.yaml");
    let is_known = |key: &str| {
        texts.contains_key(key)
            || texts
                .keys()
                .any(|known| known.starts_with(&format!("{key}.")))
    };
    let roots: BTreeSet<&str> = texts
        .keys()
        .filter_map(|key| key.split('.').next())
        .collect();
    let mut wrong = Vec::new();
    // A literal in a view that looks like a key is one; a part that is filled in is not looked at.
    let literal = expression(r#""([a-z_]+)\.([a-z_.-]+[a-z_])(\.?)(\{?)"#);
    let sources = rust_files("src/view")
        .into_iter()
        .chain(rust_files("src/formats"))
        .chain([("src/view.rs".to_owned(), read("src/view.rs"))]);
    for (file, source) in sources {
        for found in literal.captures_iter(&without_comments(without_tests(&source))) {
            let is_file = [
                "html", "json", "csv", "xml", "svg", "txt", "js", "css", "md", "ics",
            ]
            .contains(&&found[2]);
            if is_file || !roots.contains(&found[1]) || &found[4] == "{" && found[3].is_empty() {
                continue;
            }
            let key = format!("{}.{}", &found[1], &found[2]);
            if !is_known(&key) {
                wrong.push(format!("{file}: {key}"));
            }
        }
    }
    let word = expression(r"\bwords\.([a-z_]+(?:\.[a-z_]+)*)");
    for file in files("themes/default/templates") {
        let text = read(&file);
        wrong.extend(
            word.captures_iter(&text)
                .filter(|found| !is_known(&found[1]))
                .map(|found| format!("{file}: {}", &found[1])),
        );
    }
    assert_none(wrong);
}

#[test]
fn every_template_is_used() {
    let mut users: String = rust_files("src")
        .into_iter()
        .map(|(_, source)| source)
        .collect();
    let templates = files("themes/default/templates");
    for file in &templates {
        users.push_str(&read(file));
    }
    // Parts are chosen by the type of a block or by the name of a part of the home page.
    let composed = ["parts/block-", "parts/home-"];
    let unused = templates
        .iter()
        .map(|file| file.trim_start_matches("themes/default/templates/"))
        .filter(|name| {
            *name != "components.html"
                && !composed.iter().any(|start| name.starts_with(start))
                && !users.contains(&format!("\"{name}\""))
        });
    assert_none(unused.map(str::to_owned).collect());
}

#[test]
fn the_theme_names_no_other_host() {
    // The name of a vocabulary is an address that nobody asks.
    let names = ["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"];
    let mut wrong = Vec::new();
    for file in files("themes")
        .into_iter()
        .filter(|file| !file.ends_with("OFL.txt"))
    {
        let Ok(text) = std::fs::read_to_string(root().join(&file)) else {
            continue;
        };
        let text = names.iter().fold(text, |text, name| text.replace(name, ""));
        if text.contains("://") || expression(r#"(?:src|href)="//"#).is_match(&text) {
            wrong.push(file);
        }
    }
    assert_none(wrong);
}

#[test]
fn the_lints_that_replace_review_are_on() {
    let manifest = read("Cargo.toml");
    for lint in [
        "unsafe_code = \"forbid\"",
        "missing_docs = ",
        "unwrap_used = \"deny\"",
    ] {
        assert!(manifest.contains(lint), "{lint}");
    }
    let run = read("tests/run");
    assert!(
        run.contains("cargo clippy --locked --all-targets -- -D warnings"),
        "warnings do not stop tests/run"
    );
    let silenced = rust_files("src").into_iter().filter(|(_, source)| {
        source.contains("allow(missing_docs)") || source.contains("allow(clippy::unwrap_used)")
    });
    assert_none(silenced.map(|(file, _)| file).collect());
}

/// The code blocks of a page for the shell.
fn shell_lines(page: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in read(page).lines() {
        if line.starts_with("```") {
            inside = line == "```sh";
        } else if inside {
            lines.push(line.split('#').next().unwrap_or_default().trim().to_owned());
        }
    }
    lines
}

#[test]
fn the_readme_has_two_commands_and_both_are_right() {
    assert_eq!(
        shell_lines("README.md"),
        ["cargo run --release -- serve --open", "tests/run"]
    );
    let run = root().join("tests/run");
    assert!(run.is_file());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&run)
            .expect("the test command")
            .permissions()
            .mode();
        assert_eq!(mode & 0o111, 0o111, "tests/run cannot be started");
    }
    assert!(
        read(".ci/run").contains("tests/run"),
        ".ci/run runs something else"
    );
    // Every command of the program that a page names is one it knows, with all the options.
    let command = expression(r"cargo run --release -- ((?:--root \S+ )?[a-z][^`#\n]*)");
    for page in [
        "README.md",
        "docs/contributing.md",
        "docs/guide.md",
        "ARCHITECTURE.md",
    ] {
        for found in command.captures_iter(&read(page)) {
            let arguments: Vec<&str> = found[1].split_whitespace().collect();
            let output = Command::new(env!("CARGO_BIN_EXE_metod"))
                .args(&arguments)
                .arg("--help")
                .output()
                .expect("the program starts");
            assert!(output.status.success(), "{page}: {}", &found[0]);
        }
    }
    let option = expression(r"--[a-z-]+");
    let readme = read("README.md");
    let usage = expression(r"(?m)^metod .*\] (build|serve|check)(.*(?:\n .*)*)");
    for found in usage.captures_iter(&readme) {
        let help = Command::new(env!("CARGO_BIN_EXE_metod"))
            .args([&found[1], "--help"])
            .output()
            .expect("the program starts");
        let help = String::from_utf8(help.stdout).expect("help in UTF-8");
        for option in option.find_iter(&found[2]) {
            assert!(
                help.contains(option.as_str()),
                "README.md: {} has no {}",
                &found[1],
                option.as_str()
            );
        }
    }
}

#[test]
fn links_between_the_documents_lead_somewhere() {
    let link = expression(r"\]\(([^)\s]+)\)");
    let mut wrong = Vec::new();
    let pages = files("docs").into_iter().chain(
        [
            "README.md",
            "ARCHITECTURE.md",
            "CHANGELOG.md",
            "benches/README.md",
        ]
        .map(str::to_owned),
    );
    for page in pages.filter(|page| page.ends_with(".md")) {
        let folder = Path::new(&page)
            .parent()
            .expect("a file in a folder")
            .to_path_buf();
        let text = expression(r"(?s)```.*?```|`[^`\n]*`")
            .replace_all(&read(&page), "")
            .into_owned();
        for found in link.captures_iter(&text) {
            let target = found[1].split('#').next().unwrap_or_default();
            if !target.is_empty()
                && !target.contains("://")
                && !target.starts_with("mailto:")
                && !root().join(&folder).join(target).exists()
            {
                wrong.push(format!("{page}: {target}"));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn the_map_of_the_program_is_short() {
    assert!(read("ARCHITECTURE.md").lines().count() <= 200);
}
