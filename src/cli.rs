//! The command line: arguments become a command, a command becomes an exit code.
//!
//! The only place that prints. Results go to standard output, messages to standard error, both in
//! the language of `--lang` or `METOD_LANG`. The clock is read here and handed on as a value.
#![allow(clippy::disallowed_methods)] // The front end reads the clock, the environment and the disk.

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use crate::lang::{Language, decimal, message};
use crate::publication::{Error, Settings};

mod arguments;
mod build;
pub mod check;
mod completions;
mod console;
mod editor;
mod export;
mod import;
mod init;
mod kinds;
mod new;
mod progress;
mod schema;
mod serve;
mod starter;
mod timings;
mod usage;

use arguments::{Arguments, Command};
use console::Console;

/// How a command ended, when the machine did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    Mistakes,
}

/// Runs the command that the arguments name: 0 done, 1 the content has mistakes, 2 it could not work.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let language = arguments::language(&arguments, std::env::var_os("METOD_LANG"));
    // A panic is a bug, but even then the caller gets an exit code of ours and a sentence to report.
    catch_unwind(AssertUnwindSafe(|| command(&arguments, language))).unwrap_or_else(|_| {
        Console::new(language, false).error(&message(language, "cli.bug", &[]));
        ExitCode::from(2)
    })
}

fn command(arguments: &[OsString], language: Language) -> ExitCode {
    let arguments = match arguments::parse(arguments, language) {
        Ok(arguments) => arguments,
        Err(error) => return usage::report(&error, arguments, language),
    };
    let console = Console::new(language, arguments.quiet);
    match execute(&arguments, &console) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Mistakes) => ExitCode::from(1),
        Err(Error(text)) => {
            console.error(&text);
            ExitCode::from(2)
        }
    }
}

fn execute(arguments: &Arguments, console: &Console) -> Result<Outcome, Error> {
    if let Some(code) = &arguments.lang {
        Language::of_code(code).ok_or_else(|| bad(console.language, "cli.bad-lang", code))?;
    }
    let settings = || -> Result<Settings, Error> {
        Ok(Settings {
            root: root(arguments.root.as_deref(), console.language)?,
            now: Some(jiff::Timestamp::now()),
            language: console.language,
            ..Settings::default()
        })
    };
    match &arguments.command {
        Command::Build(options) => build::build(options, settings()?, console),
        Command::Serve(options) => serve::serve(options, settings()?, console),
        Command::Check(options) => check::check(options, settings()?, console),
        Command::Export(options) => export::export(options, settings()?, console),
        Command::Import(options) => import::import(options, &settings()?, console),
        Command::New(options) => new::new(options, &settings()?, console),
        Command::Init(options) => init::init(options, arguments.root.as_deref(), console),
        Command::Schema(options) => schema::schema(options, console),
        Command::Completions(options) => completions::completions(options, console),
    }
}

/// The folder that holds `content/`: the named one, or the nearest one upwards from here.
fn root(named: Option<&Path>, language: Language) -> Result<PathBuf, Error> {
    let holds_content = |folder: &Path| folder.join("content").is_dir();
    if let Some(named) = named {
        let values = [("path", named.display().to_string())];
        let error = || Error(message(language, "cli.root-without-content", &values));
        return if holds_content(named) {
            Ok(named.to_path_buf())
        } else {
            Err(error())
        };
    }
    let here = std::env::current_dir().unwrap_or_default();
    let found = here
        .ancestors()
        .find(|folder| holds_content(folder))
        .map(Path::to_path_buf);
    found.ok_or_else(|| Error(message(language, "cli.no-root", &[])))
}

/// A value that does not fit its flag.
fn bad(language: Language, key: &str, value: &str) -> Error {
    Error(message(language, key, &[("value", value.to_owned())]))
}

/// `--today`: a date that exists, in the one form that everything else uses, too.
fn today(value: Option<&String>, language: Language) -> Result<Option<jiff::civil::Date>, Error> {
    let Some(value) = value else { return Ok(None) };
    // The library would take times and shorter forms as well.
    let date = if value.len() == 10 {
        value.parse().ok()
    } else {
        None
    };
    date.map(Some)
        .ok_or_else(|| bad(language, "cli.bad-today", value))
}

/// «1,3» for the closing line and the timings.
fn seconds(language: Language, duration: Duration) -> String {
    let rounded = (duration.as_secs_f64() * 100.0).round() / 100.0;
    decimal(language, rounded).replace('\u{a0}', "")
}
