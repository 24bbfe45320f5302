//! Help and completions are whole: every command, every option and its words, in both languages and four shells.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // A test makes its own folders.

#[path = "program/common.rs"]
mod common;

use std::collections::BTreeSet;

use common::{empty, said};

/// The commands with their own options: what people and scripts were promised.
const COMMANDS: [(&str, &[&str]); 9] = [
    ("init", &[]),
    ("new", &["--id", "--plan", "--period", "--by"]),
    (
        "import",
        &[
            "--as",
            "--id",
            "--report",
            "--repair",
            "--dry-run",
            "--force",
        ],
    ),
    ("check", &["--strict", "--external", "--format", "--today"]),
    (
        "build",
        &[
            "--out",
            "--base-url",
            "--today",
            "--drafts",
            "--offline",
            "--zip",
            "--jobs",
            "--timings",
            "--strict",
        ],
    ),
    (
        "serve",
        &["--port", "--host", "--open", "--drafts", "--today"],
    ),
    ("export", &["--to", "--out", "--today", "--form", "--for"]),
    ("schema", &[]),
    ("completions", &[]),
];

/// What every command knows.
const EVERYWHERE: [&str; 4] = ["--help", "--lang", "--quiet", "--root"];

/// Words of the argument library, which says them in English alone.
const FOREIGN: [&str; 5] = ["Usage", "Options", "Print", "possible values", "default"];

/// An option as help shows it, and the words beside it.
fn option(line: &str) -> Option<(&str, &str)> {
    let line = line.strip_prefix("  ")?.trim_start();
    // A short name stands before the long one: `-h, --help`.
    let line = line
        .get(4..)
        .filter(|_| line.get(2..4) == Some(", "))
        .unwrap_or(line);
    let name = line
        .split([' ', '='])
        .next()
        .filter(|name| name.starts_with("--"))?;
    let (_, words) = line.split_once("  ").unwrap_or((line, ""));
    Some((name, words.trim()))
}

#[test]
fn help_of_every_command_names_every_option_with_words_in_both_languages() {
    let folder = empty("help/options");
    for (command, own) in COMMANDS {
        let wanted: BTreeSet<&str> = own.iter().chain(&EVERYWHERE).copied().collect();
        for language in ["ru", "en"] {
            let help = said(&folder, &["--lang", language, command, "--help"], 0);
            let told: Vec<(&str, &str)> = help.lines().filter_map(option).collect();
            let names: BTreeSet<&str> = told.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, wanted, "{command} in {language}");
            for (name, words) in told {
                let is_key = words.contains("help.") || words.is_empty();
                assert!(!is_key, "{command} {name} in {language}: {words}");
            }
            assert!(help.contains(&format!("metod {command}")), "{help}");
            assert!(!help.contains("help."), "a text is missing:\n{help}");
            let is_russian = help.contains(|letter| ('а'..='я').contains(&letter));
            assert_eq!(is_russian, language == "ru", "{help}");
            if language == "ru" {
                for word in FOREIGN {
                    assert!(!help.contains(word), "«{word}» in {help}");
                }
            }
        }
    }
}

#[test]
fn the_first_help_lists_every_command_and_no_other() {
    let folder = empty("help/commands");
    for (language, heading) in [("ru", "Команды:"), ("en", "Commands:")] {
        let help = said(&folder, &["--lang", language, "--help"], 0);
        let (_, list) = help.split_once(heading).unwrap();
        let list = list.split("\n\n").next().unwrap();
        let named: BTreeSet<&str> = list
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        let wanted: BTreeSet<&str> = COMMANDS.iter().map(|(name, _)| *name).collect();
        assert_eq!(named, wanted, "{help}");
    }
}

/// What a shell's script says about one command.
fn part(script: &str, shell: &str, command: &str) -> String {
    let between = |begins: String, ends: &str| {
        let (_, rest) = script
            .split_once(&begins)
            .unwrap_or_else(|| panic!("{shell}: nothing about {command}"));
        rest.split(ends).next().unwrap_or(rest).to_owned()
    };
    match shell {
        "bash" => between(format!("metod__subcmd__{command})\n"), "\n        metod__"),
        "zsh" => between(format!("({command})\n"), "\n;;"),
        "powershell" => between(format!("'metod;{command}' {{"), "break"),
        _ => {
            let begins = format!("__fish_metod_using_subcommand {command}\"");
            let own = script.lines().filter(|line| line.contains(&begins));
            own.collect::<Vec<_>>().join("\n")
        }
    }
}

#[test]
fn completions_of_every_shell_know_every_option_of_every_command() {
    let folder = empty("help/completions");
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = said(&folder, &["completions", shell], 0);
        for (command, own) in COMMANDS {
            let part = part(&script, shell, command);
            for option in own.iter().chain(&EVERYWHERE) {
                let sign = match shell {
                    "fish" => option.replacen("--", "-l ", 1),
                    _ => (*option).to_owned(),
                };
                let is_there = part.match_indices(&sign).any(|(at, _)| {
                    !part[at + sign.len()..]
                        .starts_with(|next: char| next.is_alphanumeric() || next == '-')
                });
                assert!(is_there, "{shell}: {command} {option}");
            }
        }
    }
}

#[test]
fn completions_offer_the_few_words_that_an_option_takes() {
    let folder = empty("help/values");
    let script = said(&folder, &["completions", "bash"], 0);
    for (command, words) in [
        ("check", "text json html"),
        ("check", "ru en"),
        ("export", "docx xlsx ics json csv"),
        ("import", "plan practice organizations report"),
        ("completions", "bash zsh fish powershell"),
    ] {
        let part = part(&script, "bash", command);
        assert!(part.contains(words), "{command}: {words}\n{part}");
    }
}
