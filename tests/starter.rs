//! `metod init`: the portal that it makes builds cleanly and teaches, and nothing of anybody's is lost.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // A test makes its own files and looks at them.

#[path = "program/common.rs"]
mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use metod::formats::schema::Subject;
use metod::parse::record::Record;
use metod::portal::common::Common;

use common::said;

/// Longest wait for something that happens at once on an idle machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// An empty folder of this test's own.
fn empty(name: &str) -> PathBuf {
    common::empty(&format!("starter/{name}"))
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let all = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap);
    all.filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap();
            (
                path.to_str().unwrap().replace('\\', "/"),
                fs::read(entry.path()).unwrap(),
            )
        })
        .collect()
}

#[test]
fn a_new_portal_is_checked_without_a_warning_and_builds() {
    let folder = empty("clean");
    said(&folder, &["init"], 0);
    let checked = said(&folder, &["check", "--strict"], 0);
    assert!(checked.contains("ошибок и предупреждений нет"), "{checked}");
    said(&folder, &["build"], 0);
    let practice = fs::read_to_string(folder.join("public/practices/primer-praktika/index.html"));
    assert!(practice.unwrap().contains("Пары взаимного посещения"));
    said(&folder, &["build", "--offline", "--out", "flash"], 0);
}

#[test]
fn a_folder_that_is_named_is_made() {
    let folder = empty("named");
    said(&folder, &["init", "площадка/наша"], 0);
    said(&folder.join("площадка/наша"), &["check", "--strict"], 0);
}

#[test]
fn a_second_init_changes_nothing_and_names_what_it_left() {
    let folder = empty("twice");
    said(&folder, &["init"], 0);
    let before = files(&folder);
    let told = said(&folder, &["init"], 0);
    assert_eq!(files(&folder), before);
    for path in ["content/site.yaml", "Собрать.cmd", ".vscode/settings.json"] {
        assert!(
            told.contains(&format!("оставлен как есть: {path}")),
            "{told}"
        );
    }
}

#[test]
fn a_file_of_somebody_stays_byte_for_byte() {
    let folder = empty("own");
    let own: [(&str, &[u8]); 4] = [
        (
            "content/site.yaml",
            b"\xef\xbb\xbftitle: \xd0\x9c\xd0\xbe\xd1\x8f\r\n",
        ),
        (".vscode/settings.json", b"{ \"editor.fontSize\": 20 }"),
        (
            "\u{421}\u{43e}\u{431}\u{440}\u{430}\u{442}\u{44c}.sh",
            b"not a script",
        ),
        ("notes/readme.txt", b""),
    ];
    for (path, bytes) in own {
        fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        fs::write(folder.join(path), bytes).unwrap();
    }
    let told = said(&folder, &["init"], 0);
    for (path, bytes) in own {
        assert_eq!(fs::read(folder.join(path)).unwrap(), bytes, "{path}");
    }
    assert!(
        told.contains("оставлен как есть: content/site.yaml"),
        "{told}"
    );
    // Who has settings of their own is told where the lines for them are.
    assert!(told.contains(".metod/schema/settings.json"), "{told}");
    assert!(
        folder
            .join("content/practices/primer-praktika.md")
            .is_file()
    );
}

#[test]
fn a_portal_with_entries_of_its_own_gets_no_examples() {
    let folder = empty("in-use");
    fs::create_dir_all(folder.join("content/news")).unwrap();
    fs::write(
        folder.join("content/site.yaml"),
        "title: Площадка\nbase_url: https://example.ru/\n",
    )
    .unwrap();
    fs::write(
        folder.join("content/news/nasha.md"),
        "---\ntitle: Наша новость\n---\n",
    )
    .unwrap();
    let told = said(&folder, &["init"], 0);
    assert!(told.contains("уже есть ваши записи"), "{told}");
    assert!(!folder.join("content/practices").exists());
    assert!(folder.join("Посмотреть.cmd").is_file());
    said(&folder, &["check", "--strict"], 0);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_out_of_the_folder() {
    let folder = empty("link");
    let outside = empty("link-outside");
    std::os::unix::fs::symlink(&outside, folder.join(".vscode")).unwrap();
    said(&folder, &["init"], 2);
    assert_eq!(files(&outside), BTreeMap::new());
}

#[test]
fn every_kind_has_an_example_that_explains_every_field_of_its_own() {
    let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("starter/content");
    let common: Vec<&str> = Common::fields().iter().map(|field| field.name).collect();
    let mut missing = Vec::new();
    for subject in Subject::all() {
        let texts = match subject {
            Subject::Entry(kind) => files(&starter.join(kind.folder())),
            single => {
                let file = starter.join(format!("{}.yaml", single.name()));
                BTreeMap::from([(single.name().to_owned(), fs::read(file).unwrap())])
            }
        };
        let text: Vec<u8> = texts.into_values().flatten().collect();
        let text = String::from_utf8(text).unwrap();
        let entry = matches!(subject, Subject::Entry(_));
        assert!(
            !entry || text.contains("sample: true"),
            "{}",
            subject.name()
        );
        assert!(text.contains("# "), "{} explains nothing", subject.name());
        for field in subject.fields() {
            let is_there = text.lines().any(|line| {
                let line = line.trim_start_matches(['#', ' ', '-', '{']);
                line.starts_with(&format!("{}:", field.name))
            });
            let is_common = entry && common.contains(&field.name);
            if !is_there && !is_common {
                missing.push(format!("{}: {}", subject.name(), field.name));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn the_starter_names_nobody_who_exists() {
    let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("starter/content");
    let text = fs::read_to_string(starter.join("organizations.yaml")).unwrap();
    let file: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    for (id, organization) in file["organizations"].as_mapping().unwrap() {
        let name = organization["name"].as_str().unwrap();
        assert!(name.ends_with("(пример)"), "{id:?}: {name}");
    }
}

#[test]
fn the_settings_of_the_editor_name_schemas_that_are_there() {
    let folder = empty("settings");
    said(&folder, &["init"], 0);
    let text = fs::read_to_string(folder.join(".vscode/settings.json")).unwrap();
    let settings: serde_json::Value = serde_json::from_str(&text).unwrap();
    let schemas = settings["yaml.schemas"].as_object().unwrap();
    assert!(schemas.len() >= 8, "{schemas:?}");
    for path in schemas.keys() {
        assert!(folder.join(path).is_file(), "{path}");
    }
    let text = fs::read_to_string(folder.join(".vscode/metod.code-snippets")).unwrap();
    let snippets: serde_json::Value = serde_json::from_str(&text).unwrap();
    let document = snippets["документ"]["body"].to_string();
    assert!(
        document.contains("type: ${") && !document.contains("withheld"),
        "{document}"
    );
    let body = snippets["практика"]["body"].as_array().unwrap();
    assert!(body.contains(&"status: ${5|idea,trial,adopted,replicated,archived|}".into()));
}

#[test]
fn launchers_of_windows_have_its_line_ends_and_find_the_program_beside_them_first() {
    let folder = empty("cmd");
    said(&folder, &["init"], 0);
    for (name, command) in [
        ("Посмотреть", "serve --open"),
        ("Проверить", "check"),
        ("Собрать", "build"),
    ] {
        let text = fs::read_to_string(folder.join(format!("{name}.cmd"))).unwrap();
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        let beside = text.find("%~dp0metod.exe").unwrap();
        let on_the_path = text.find("%%~$PATH:I").unwrap();
        assert!(beside < on_the_path);
        assert!(text.contains("chcp 65001"));
        assert!(
            text.contains(&format!("\"%METOD%\" {command}\r\n")),
            "{text}"
        );
        assert!(text.contains("\r\npause\r\n"));
    }
}

#[cfg(unix)]
#[test]
fn launchers_run_the_program_beside_them_and_say_when_there_is_none() {
    use std::os::unix::fs::PermissionsExt;
    let folder = empty("sh");
    said(&folder, &["init"], 0);
    let run = |name: &str| {
        let output = Command::new(folder.join(format!("{name}.sh")))
            .current_dir("/")
            .env("PATH", "/usr/bin:/bin")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code(), text)
    };
    let (code, text) = run("Проверить");
    assert_eq!(code, Some(2));
    assert!(
        text.contains("metod не найдена") && text.contains("Положите"),
        "{text}"
    );
    let program = folder.join("metod");
    fs::write(&program, "#!/bin/sh\necho \"$(pwd): $*\"\nexit 1\n").unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    for (name, command) in [
        ("Посмотреть", "serve --open"),
        ("Проверить", "check"),
        ("Собрать", "build"),
    ] {
        let (code, text) = run(name);
        assert_eq!(code, Some(1), "{name}");
        let place = folder.canonicalize().unwrap();
        assert_eq!(
            text.trim(),
            format!("{}: {command}", place.display()),
            "{name}"
        );
    }
}

#[test]
fn serve_offers_the_editor_a_name_that_was_just_written() {
    let folder = empty("serve");
    said(&folder, &["init"], 0);
    let mut preview = Command::new(env!("CARGO_BIN_EXE_metod"))
        .current_dir(&folder)
        .args(["serve", "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // The address is told when the portal has been read for the first time.
    let mut address = String::new();
    let output = preview.stdout.take().unwrap();
    BufReader::new(output).read_line(&mut address).unwrap();
    let names = folder.join(".metod/schema/ids.json");
    fs::write(
        folder.join("content/news/vtoraia.md"),
        "---\ntitle: Вторая\n---\n",
    )
    .unwrap();
    let started = Instant::now();
    let is_there = || fs::read_to_string(&names).is_ok_and(|text| text.contains("\"vtoraia\""));
    while !is_there() && started.elapsed() < PATIENCE {
        std::thread::yield_now();
    }
    let offered = is_there();
    preview.kill().unwrap();
    preview.wait().unwrap();
    assert!(offered);
}
