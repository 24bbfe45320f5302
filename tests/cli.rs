//! The command line: exit codes, streams, languages, and the promises about what is written.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A small portal in a folder of its own, removed at the end.
struct Portal(PathBuf);

impl Portal {
    /// No portal at all: a folder without `content/`.
    fn nothing() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("metod-cli-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Portal(path.canonicalize().unwrap())
    }

    fn good() -> Self {
        let portal = Self::nothing();
        portal.write(
            "content/site.yaml",
            "title: Портал\nbase_url: https://example.org/\ntoday: 2022-10-01\n",
        );
        portal.write(
            "content/news/first.md",
            "---\ntitle: Первая новость\ndate: 2022-09-01\n---\nТекст.\n",
        );
        portal
    }

    fn with_mistake() -> Self {
        let portal = Self::good();
        portal.write(
            "content/news/second.md",
            "---\ntitle: Вторая новость\ntitel: опечатка\n---\nТекст.\n",
        );
        portal
    }

    fn with_warning() -> Self {
        let portal = Self::good();
        portal.write(
            "content/news/second.md",
            "---\ntitle: Вторая\n---\nТекст <script>alert(1)</script>.\n",
        );
        portal
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn metod(&self, arguments: &[&str]) -> Run {
        self.metod_in("", arguments, None)
    }

    fn metod_in(&self, folder: &str, arguments: &[&str], language: Option<&str>) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_metod"));
        command
            .current_dir(self.0.join(folder))
            .args(arguments)
            .env_remove("METOD_LANG");
        if let Some(language) = language {
            command.env("METOD_LANG", language);
        }
        Run::of(command.output().unwrap())
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Run {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }
}

/// Words of the argument library that a Russian reader must never meet.
const FOREIGN_WORDS: [&str; 12] = [
    "Usage",
    "Options",
    "Commands",
    "Print",
    "error:",
    "possible",
    "default",
    "tip:",
    "unexpected",
    "required",
    "found",
    "For more",
];

#[test]
fn help_is_russian_by_default_and_english_on_request() {
    let portal = Portal::nothing();
    for command in [
        &["--help"][..],
        &["-h"],
        &["build", "--help"],
        &["check", "-h"],
        &["serve", "--help"],
    ] {
        let russian = portal.metod(command).ends(0);
        assert!(
            russian.out.contains("Параметры:") && russian.err.is_empty(),
            "{russian:#?}"
        );
        for word in FOREIGN_WORDS {
            assert!(!russian.out.contains(word), "«{word}» in {}", russian.out);
        }
        let english = portal.metod(&[command, &["--lang", "en"]].concat()).ends(0);
        assert!(english.out.contains("Options:"), "{english:#?}");
        assert!(
            !english.out.contains(|letter| ('а'..='я').contains(&letter)),
            "{english:#?}"
        );
        assert_eq!(portal.metod_in("", command, Some("en")).out, english.out);
    }
}

#[test]
fn the_version_is_a_result() {
    let run = Portal::nothing().metod(&["--version"]).ends(0);
    assert_eq!(run.out, format!("metod {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn mistakes_in_the_command_end_with_2_in_the_persons_language() {
    let portal = Portal::good();
    let cases: [&[&str]; 18] = [
        &[],
        &["bild"],
        &["build", "--ofline"],
        &["build", "nonsense"],
        &["build", "--jobs"],
        &["build", "--jobs", "0"],
        &["build", "--jobs", "many"],
        &["build", "--drafts=yes"],
        &["build", "--drafts", "--drafts"],
        &["build", "--today", "2022-02-30"],
        &["build", "--today", "1.10.2022"],
        &["build", "--base-url", "example.org"],
        &["check", "--format", "xml"],
        &["check", "--externals"],
        &["check", "--lang", "de"],
        &["serve", "--port", "99999"],
        &["serve", "--host", "256.0.0.1"],
        &["check", "--root"],
    ];
    for arguments in cases {
        let run = portal.metod(arguments).ends(2);
        assert!(
            run.out.is_empty() && run.err.starts_with("ошибка: "),
            "{arguments:?} {run:#?}"
        );
        for word in FOREIGN_WORDS {
            assert!(
                !run.err.contains(word),
                "«{word}» in {arguments:?} {run:#?}"
            );
        }
        if !arguments.contains(&"--lang") {
            let run = portal.metod_in("", arguments, Some("en")).ends(2);
            assert!(run.err.starts_with("error: "), "{arguments:?} {run:#?}");
            assert!(
                !run.err.contains(|letter| ('а'..='я').contains(&letter)),
                "{arguments:?} {run:#?}"
            );
        }
    }
    assert!(
        portal.metod(&["bild"]).err.contains("`build`")
            || portal.metod(&["bild"]).err.contains("имели в виду build")
    );
    // «schema» is near «chek», too.
    assert!(portal.metod(&["chek"]).err.contains("имели в виду check\n"));
    assert!(
        portal
            .metod(&["build", "--ofline"])
            .err
            .contains("--offline")
    );
    assert!(!portal.0.join("public").exists());
}

#[test]
fn the_portal_is_found_upwards_or_named() {
    let portal = Portal::good();
    portal.metod_in("content/news", &["check"], None).ends(0);
    Portal::nothing()
        .metod(&["--root", portal.0.to_str().unwrap(), "check"])
        .ends(0);
    Portal::nothing()
        .metod(&["check", "--root", portal.0.to_str().unwrap()])
        .ends(0);
    let lost = Portal::nothing().metod(&["check"]).ends(2);
    assert!(lost.err.contains("content/"), "{lost:#?}");
    portal.metod(&["check", "--root", "content"]).ends(2);
}

#[test]
fn a_build_ends_with_one_line_that_counts_files() {
    let portal = Portal::good();
    let first = portal.metod(&["build"]).ends(0);
    assert_eq!(first.out.lines().count(), 1, "{first:#?}");
    assert!(
        first.out.starts_with("Готово: ") && first.out.contains("без изменений 0, удалено 0"),
        "{first:#?}"
    );
    assert!(portal.0.join("public/index.html").is_file());
    let second = portal.metod(&["build"]).ends(0);
    assert!(second.out.contains("файлов записано 0,"), "{second:#?}");
    let english = portal.metod(&["build", "--lang", "en"]).ends(0);
    assert!(english.out.contains("files written 0,"), "{english:#?}");
    let quiet = portal.metod(&["build", "--quiet"]).ends(0);
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
}

#[test]
fn the_number_of_threads_and_the_folder_change_no_byte() {
    let portal = Portal::good();
    portal
        .metod(&["build", "--jobs", "1", "--out", "one"])
        .ends(0);
    portal
        .metod(&["build", "--jobs", "2", "--out", "two/deeper"])
        .ends(0);
    let held = |folder: &str| {
        let root = portal.0.join(folder);
        let files = walkdir::WalkDir::new(&root)
            .sort_by_file_name()
            .into_iter()
            .map(Result::unwrap);
        let files = files.filter(|file| file.file_type().is_file());
        let read = |file: walkdir::DirEntry| {
            let name = file.path().strip_prefix(&root).unwrap().to_path_buf();
            (name, fs::read(file.path()).unwrap())
        };
        files.map(read).collect::<Vec<_>>()
    };
    assert!(held("one").len() > 2);
    assert!(held("one") == held("two/deeper"));
}

#[test]
fn a_mistake_ends_with_1_and_nothing_is_written() {
    let portal = Portal::with_mistake();
    let run = portal.metod(&["build"]).ends(1);
    assert!(run.out.is_empty(), "{run:#?}");
    assert!(
        run.err.contains("content/news/second.md:3:1") && run.err.contains("ошибка: "),
        "{run:#?}"
    );
    assert!(!portal.0.join("public").exists());
}

#[test]
fn a_template_of_the_site_that_fails_is_named_in_the_persons_language() {
    let portal = Portal::good();
    let template = "themes/default/templates/404.html";
    portal.write(template, "<h1>{{ page.title }\n");
    let run = portal.metod(&["build"]).ends(1);
    let place = format!("{template}:1:");
    assert!(
        run.err.contains(&place) && run.err.contains("шаблон не читается"),
        "{run:#?}"
    );
    portal.write(template, "<h1>{{ page.nothing.at_all }}</h1>\n");
    let run = portal.metod(&["build"]).ends(2);
    assert!(
        run.err.contains("страница 404.html не получилась"),
        "{run:#?}"
    );
    let run = portal.metod(&["--lang", "en", "build"]).ends(2);
    assert!(
        run.err.contains("the page 404.html could not be made"),
        "{run:#?}"
    );
}

#[test]
fn check_reports_on_standard_output_and_writes_nothing() {
    let portal = Portal::with_mistake();
    let run = portal.metod(&["check"]).ends(1);
    assert!(
        run.out.contains("content/news/second.md:3:1") && run.err.is_empty(),
        "{run:#?}"
    );
    assert!(
        run.out.contains("^^^^^") && run.out.contains("`title`"),
        "{run:#?}"
    );
    assert!(run.out.contains("1 ошибка"), "{run:#?}");
    let english = portal.metod(&["check", "--lang", "en"]).ends(1);
    assert!(
        english.out.contains("error: ") && english.out.contains("1 error"),
        "{english:#?}"
    );
    let good = Portal::good().metod(&["check"]).ends(0);
    assert!(good.out.contains("ошибок"), "{good:#?}");
    assert_eq!(fs::read_dir(&portal.0).unwrap().count(), 1);
}

#[test]
fn the_json_report_is_one_object_with_every_field() {
    let run = Portal::with_mistake()
        .metod(&["check", "--format", "json"])
        .ends(1);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["errors"], 1);
    assert!(report["warnings"].is_u64());
    let errors: Vec<_> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| found["severity"] == "error")
        .collect();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0]["file"], "content/news/second.md");
    assert_eq!(
        (errors[0]["line"].as_u64(), errors[0]["column"].as_u64()),
        (Some(3), Some(1))
    );
    assert!(
        errors[0]["code"].is_string()
            && errors[0]["message"].is_string()
            && errors[0]["hint"].is_string()
    );
}

#[test]
fn strictness_makes_warnings_errors() {
    let portal = Portal::with_warning();
    let run = portal.metod(&["check"]).ends(0);
    assert!(run.out.contains("предупреждение: "), "{run:#?}");
    portal.metod(&["check", "--strict"]).ends(1);
    portal.metod(&["build", "--strict"]).ends(1);
    assert!(!portal.0.join("public").exists());
    portal.metod(&["build"]).ends(0);
}

#[test]
fn foreign_folders_are_refused_with_2() {
    let portal = Portal::good();
    portal.write("mine/thesis.txt", "мой текст");
    for out in ["mine", ".", "content", "content/files", ".."] {
        let run = portal.metod(&["build", "--out", out]).ends(2);
        assert!(
            run.out.is_empty() && run.err.starts_with("ошибка: "),
            "{out}: {run:#?}"
        );
    }
    assert_eq!(fs::read_dir(portal.0.join("mine")).unwrap().count(), 1);
}

#[test]
fn an_archive_is_written_beside_the_folder() {
    let portal = Portal::good();
    portal.metod(&["build", "--zip", "site.zip"]).ends(0);
    let first = fs::read(portal.0.join("site.zip")).unwrap();
    portal.metod(&["build", "--zip", "site.zip"]).ends(0);
    assert_eq!(fs::read(portal.0.join("site.zip")).unwrap(), first);
    portal
        .metod(&["build", "--zip", "content/site.zip"])
        .ends(2);
    portal.metod(&["build", "--zip", "public/site.zip"]).ends(2);
    portal.write("mine.zip", "мой архив");
    portal.metod(&["build", "--zip", "mine.zip"]).ends(2);
    assert_eq!(
        fs::read_to_string(portal.0.join("mine.zip")).unwrap(),
        "мой архив"
    );
}

#[test]
fn timings_are_messages_by_stage_and_by_template() {
    let portal = Portal::good();
    let run = portal.metod(&["build", "--timings"]).ends(0);
    assert_eq!(run.out.lines().count(), 1, "{run:#?}");
    assert!(run.err.contains("чтение и проверка: "), "{run:#?}");
    let (_, rows) = run.err.split_once("страницы по шаблонам").unwrap();
    let rows: Vec<&str> = rows.lines().skip(1).collect();
    assert!(
        rows.iter()
            .any(|row| row.starts_with("  home.html: ") && row.ends_with(" мс, 1 страница")),
        "{run:#?}"
    );
    // Every file stands in one row: together they are all that was written.
    let counted = rows.iter().map(|row| {
        let (_, count) = row.rsplit_once(", ").unwrap();
        count
            .split(' ')
            .next()
            .unwrap()
            .replace('\u{a0}', "")
            .parse::<usize>()
            .unwrap()
    });
    let (_, written) = run.out.split_once("записано ").unwrap();
    let written: usize = written.split(',').next().unwrap().parse().unwrap();
    assert_eq!(counted.sum::<usize>(), written, "{run:#?}");
    let without = portal.metod(&["build"]).ends(0);
    assert!(!without.err.contains(" мс"), "{without:#?}");
}
