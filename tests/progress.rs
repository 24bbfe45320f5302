//! Long work shows a bar on a terminal, and nothing of it reaches a pipe.
//!
//! `script` plays the terminal. How long work lasts depends on the machine, so a portal grows until a bar is seen.
#![cfg(unix)] // The commands are given to a shell.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // A test makes its own files and looks at them.

#[path = "program/common.rs"]
mod common;

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use common::{empty, metod, write};

/// What a bar is drawn with.
const BAR: char = '░';
/// Numbers of entries to try.
const SIZES: [usize; 3] = [1_500, 6_000, 24_000];

/// Whether there is a `script` that this test knows how to call.
fn has_terminal() -> bool {
    let mut asked = Command::new("script");
    asked
        .args(["-qec", "true", "/dev/null"])
        .stdin(Stdio::null());
    let is_there = asked.output().is_ok_and(|output| output.status.success());
    if !is_there {
        assert!(
            std::env::var_os("METOD_TOOLS").is_none(),
            "`script` is not there"
        );
        eprintln!("skipped: there is no `script` to play a terminal");
    }
    is_there
}

/// The program on a terminal: what the terminal shows.
fn on_a_terminal(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new("script");
    let line = format!("'{}' {arguments}", env!("CARGO_BIN_EXE_metod"));
    command
        .args(["-qec", &line, "/dev/null"])
        .current_dir(folder)
        .env_remove("METOD_LANG")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

/// A portal with so many entries, and a table of so many rows beside it.
fn grow(folder: &Path, size: usize) {
    write(
        folder,
        "content/site.yaml",
        "title: Площадка\ntoday: 2022-10-01\n",
    );
    let plan = "title: План\ntype: plan\nperiod: \"2022\"\nsections:\n- title: Раздел\n  measures:\n  - {number: \"1\", title: Семинар, timing: март 2022}\n";
    write(folder, "content/plans/plan.yaml", plan);
    for number in 0..size {
        let text = format!(
            "---\ntitle: Новость {number}\ndate: 2022-09-01\n---\n\n{}",
            "Слово о деле. ".repeat(40)
        );
        write(folder, &format!("content/news/n{number}.md"), &text);
    }
    let mut table = "№;Мероприятие;Ответственные;Сроки;Результат\n".to_owned();
    for number in 1..=size * 2 {
        table +=
            &format!("{number};Семинар для учителей {number};Школа {number};март 2022;Справка\n");
    }
    write(folder, "table.csv", &table);
}

#[test]
fn long_work_shows_a_bar_on_a_terminal_and_none_in_a_pipe() {
    if !has_terminal() {
        return;
    }
    let folder = empty("progress/commands");
    let commands = [
        ("check", "Чтение"),
        ("build", "Сборка"),
        ("export plan --to json", "Чтение"),
        ("import table.csv --dry-run", "Чтение"),
    ];
    let mut left: Vec<_> = commands.into_iter().collect();
    for size in SIZES {
        grow(&folder, size);
        left.retain(|(arguments, word)| {
            let shown = on_a_terminal(&folder, arguments).output().unwrap();
            let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
            let is_seen = shown.contains(&format!("\r{word} ")) && shown.contains(BAR);
            // The bar is gone before anything else is said.
            assert!(!is_seen || shown.contains("\r\u{1b}[K"), "{arguments}");
            !is_seen
        });
        if left.is_empty() {
            break;
        }
    }
    assert!(left.is_empty(), "no bar is seen: {left:?}");
    for (arguments, _) in commands {
        let output = metod(&folder, &arguments.split(' ').collect::<Vec<_>>());
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(!said.contains([BAR, '\r', '\u{1b}']), "{arguments}");
    }
    let quiet = on_a_terminal(&folder, "--quiet check").output().unwrap();
    assert!(!String::from_utf8_lossy(&quiet.stdout).contains(BAR));
}

/// What `serve` shows until it has named its address.
fn served(mut command: Command) -> String {
    let mut serve = command.spawn().unwrap();
    let mut shown = Vec::new();
    let mut lines = BufReader::new(serve.stdout.take().unwrap());
    while !String::from_utf8_lossy(&shown).contains("http://") {
        if lines.read_until(b'\n', &mut shown).unwrap() == 0 {
            break;
        }
    }
    serve.kill().unwrap();
    serve.wait().unwrap();
    String::from_utf8_lossy(&shown).into_owned()
}

#[test]
fn the_first_load_of_a_preview_shows_a_bar_on_a_terminal_and_none_in_a_pipe() {
    if !has_terminal() {
        return;
    }
    let folder = empty("progress/serve");
    let is_seen = SIZES.into_iter().any(|size| {
        grow(&folder, size);
        served(on_a_terminal(&folder, "serve --port 0")).contains(BAR)
    });
    assert!(is_seen, "no bar is seen");

    let mut command = Command::new(env!("CARGO_BIN_EXE_metod"));
    command
        .args(["serve", "--port", "0"])
        .current_dir(&folder)
        .env_remove("METOD_LANG")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut serve = command.spawn().unwrap();
    let mut address = String::new();
    let mut lines = BufReader::new(serve.stdout.take().unwrap());
    lines.read_line(&mut address).unwrap();
    serve.kill().unwrap();
    let mut messages = String::new();
    serve
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut messages)
        .unwrap();
    serve.wait().unwrap();
    assert!(address.contains("http://"), "{address}");
    assert!(!(address + &messages).contains([BAR, '\r']), "{messages}");
}
