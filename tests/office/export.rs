//! `metod export`: what it writes where, and what it says when it cannot.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{bytes, load, small};

/// A copy of the small portal in a folder of its own, removed at the end.
struct Portal(PathBuf);

impl Portal {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("metod-export-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        let from = small().join("content");
        for file in walkdir::WalkDir::new(&from) {
            let file = file.unwrap();
            let to = path
                .join("content")
                .join(file.path().strip_prefix(&from).unwrap());
            if file.file_type().is_dir() {
                fs::create_dir_all(to).unwrap();
            } else {
                fs::copy(file.path(), to).unwrap();
            }
        }
        Self(path.canonicalize().unwrap())
    }

    fn export(&self, arguments: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_metod"))
            .current_dir(&self.0)
            .arg("export")
            .args(arguments.split_whitespace())
            .env_remove("METOD_LANG")
            .output()
            .unwrap()
    }

    #[track_caller]
    fn gives(&self, arguments: &str) -> Vec<u8> {
        let output = self.export(arguments);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert_eq!(
            String::from_utf8_lossy(&output.stderr),
            "",
            "no word beside the result"
        );
        output.stdout
    }

    #[track_caller]
    fn refuses(&self, arguments: &str, words: &str) {
        let output = self.export(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(words), "{said}");
        assert!(
            output.stdout.is_empty(),
            "nothing for the next program to read"
        );
    }

    fn files(&self) -> Vec<String> {
        let mut files: Vec<String> = fs::read_dir(&self.0)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        files
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn an_exported_file_is_the_one_that_a_build_makes() {
    let portal = Portal::new();
    let built = load(&portal.0, None);
    assert_eq!(
        portal.gives("god --to ics"),
        bytes(&built, "plans/god/plan.ics")
    );
    for form in ["docx", "xlsx", "ics"] {
        portal.gives(&format!("god --to {form} --out plan.{form}"));
        let file = fs::read(portal.0.join(format!("plan.{form}"))).unwrap();
        assert!(
            file == bytes(&built, &format!("plans/god/plan.{form}")),
            "{form}"
        );
    }
    assert_eq!(
        portal.files(),
        ["content", "plan.docx", "plan.ics", "plan.xlsx"]
    );
}

#[test]
fn json_is_the_entry_of_the_open_data() {
    let portal = Portal::new();
    let data: serde_json::Value =
        serde_json::from_slice(&bytes(&load(&portal.0, None), "data/plans.json")).unwrap();
    let entries = data["entries"].as_array().unwrap();
    for entry in entries {
        let id = entry["id"].as_str().unwrap();
        let exported: serde_json::Value =
            serde_json::from_slice(&portal.gives(&format!("{id} --to json"))).unwrap();
        assert_eq!(&exported, entry);
    }
    assert!(entries.len() > 1);
}

#[test]
fn the_day_decides_the_words() {
    let portal = Portal::new();
    let csv = |day: &str| {
        String::from_utf8(portal.gives(&format!("god --to csv --today {day}"))).unwrap()
    };
    assert!(csv("2022-07-06").contains("Исполнено позже срока (08.04.2022)"));
    assert!(
        !csv("2022-07-04").contains("Исполнено"),
        "no report is submitted yet"
    );
    portal.refuses("god --to csv --today завтра", "--today");
}

#[test]
fn a_plan_may_be_named_by_its_id_its_address_and_its_file() {
    let portal = Portal::new();
    let expected = portal.gives("god --to csv");
    for name in [
        "plans/god",
        "plans/god/",
        "content/plans/god.yaml",
        "./content/plans/god.yaml",
    ] {
        assert!(
            portal.gives(&format!("{name} --to csv")) == expected,
            "{name}"
        );
    }
}

#[test]
fn what_cannot_be_exported_is_said_in_words() {
    let portal = Portal::new();
    for (arguments, words) in [
        ("gad --to csv", "возможно, вы имели в виду god"),
        ("непохожее --to csv", "Есть: god, obrazets, skrytyi"),
        ("chernovik --to csv", "не показывается"),
        ("god --to pdf", "--to бывает docx, xlsx, ics, json и csv"),
        ("god --to docx", "--out ФАЙЛ"),
        ("god --to xlsx", "--out ФАЙЛ"),
        ("god", "--to"),
        ("god --to csv --out нет/такой/папки.csv", "папки.csv"),
        ("god --to csv --out ..", "это папка"),
        (
            "god --to csv --out content/plans/god.yaml",
            "среди исходных файлов",
        ),
        (
            "god --to csv --out content/new.csv",
            "среди исходных файлов",
        ),
        ("god --to csv --form 2022-Q2", "--form"),
    ] {
        portal.refuses(arguments, words);
    }
    assert_eq!(portal.files(), ["content"]);
    let english = portal.export("gad --to csv --lang en");
    assert!(String::from_utf8_lossy(&english.stderr).contains("perhaps you meant god"));
}

#[test]
fn a_portal_with_mistakes_is_reported_and_nothing_is_written() {
    let portal = Portal::new();
    fs::write(
        portal.0.join("content/seminars/oshibka.md"),
        "---\ntitle: Семинар\nstart: 2022-01-01\n---\n",
    )
    .unwrap();
    let output = portal.export("god --to csv --out plan.csv");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("content/seminars/oshibka.md:3:1") && said.contains("`start`"),
        "{said}"
    );
    assert!(output.stdout.is_empty());
    assert_eq!(portal.files(), ["content"]);
}

#[test]
fn an_older_file_of_the_name_is_replaced_whole() {
    let portal = Portal::new();
    let path = portal.0.join("plan.csv");
    fs::write(&path, "x".repeat(1_000_000)).unwrap();
    portal.gives("god --to csv --out plan.csv");
    assert!(fs::read(&path).unwrap() == portal.gives("god --to csv"));
    fs::create_dir_all(portal.0.join("content/files")).unwrap();
    portal.gives("god --to csv --out content/files/plan.csv");
    assert!(
        portal.0.join("content/files/plan.csv").is_file(),
        "files for readers are no sources"
    );
    assert_eq!(
        portal.files(),
        ["content", "plan.csv"],
        "no temporary file is left"
    );
}

#[test]
fn a_cell_of_csv_is_no_formula() {
    let portal = Portal::new();
    let csv = String::from_utf8(portal.gives("god --to csv")).unwrap();
    assert!(
        csv.starts_with('\u{feff}') && csv.contains(";'=ПОЛОЖЕНИЕ(1);"),
        "{csv}"
    );
    assert_eq!(
        csv.matches("\r\n").count(),
        6,
        "a heading and a line a measure"
    );
}

#[test]
fn an_authors_file_does_not_take_the_name_of_a_made_one() {
    let portal = Portal::new();
    let write = |path: &str, text: &str| {
        let path = portal.0.join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let plan =
        "title: План\nperiod: 2022\nsections:\n  - measures:\n      - {number: 1, title: Дело}\n";
    write("plans/papka/index.yaml", plan);
    write("plans/papka/plan.xlsx", "");
    write("plans/papka/plan.pdf", "");
    write("plans/plan.docx", "");
    write(
        "plans/riadom.yaml",
        &format!("attachments: [plan.docx]\n{plan}"),
    );
    write("seminars/s/index.md", "---\ntitle: Семинар\n---\n");
    write("seminars/s/event.ics", "");
    let output = portal.export("god --to csv");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.matches("[reserved-file]").count(), 3, "{said}");
    for address in [
        "/plans/papka/plan.xlsx",
        "/plans/riadom/plan.docx",
        "/seminars/s/event.ics",
    ] {
        assert!(said.contains(&format!("`{address}`")), "{address}: {said}");
    }
}
