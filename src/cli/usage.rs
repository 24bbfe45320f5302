//! Mistakes in the command itself, in the person's language: none of the library's words comes through.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::console::Console;
use crate::lang::{Language, message};

/// Prints help or says what is wrong with the command.
pub fn report(error: &clap::Error, arguments: &[OsString], language: Language) -> ExitCode {
    let console = Console::new(language, false);
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        console.print(error.render().to_string().trim_end());
        return ExitCode::SUCCESS;
    }
    console.error(&words(error, language));
    let mut tree = super::arguments::command(language);
    if matches!(
        error.kind(),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    ) {
        console.tell(&format!("\n{}", tree.render_help().to_string().trim_end()));
    } else {
        let named = arguments
            .iter()
            .filter_map(|argument| argument.to_str())
            .find(|name| tree.find_subcommand(name).is_some());
        let command = named.map_or("metod".to_owned(), |name| format!("metod {name}"));
        console.tell(&message(
            language,
            "usage.see-help",
            &[("command", command)],
        ));
    }
    ExitCode::from(2)
}

fn words(error: &clap::Error, language: Language) -> String {
    let context = |kind| error.get(kind).map(text).unwrap_or_default();
    let command = context(ContextKind::InvalidSubcommand);
    let argument = if command.is_empty() {
        name(&context(ContextKind::InvalidArg))
    } else {
        command
    };
    let key = match error.kind() {
        ErrorKind::UnknownArgument => "usage.unknown-argument",
        ErrorKind::InvalidSubcommand => "usage.unknown-command",
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
            "usage.missing-value"
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage.bad-value",
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            "usage.missing-value"
        }
        ErrorKind::TooManyValues if argument.starts_with('-') => "usage.extra-value",
        ErrorKind::TooManyValues => "usage.extra-values",
        ErrorKind::ArgumentConflict => "usage.conflict",
        ErrorKind::MissingRequiredArgument => "usage.missing-argument",
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "usage.missing-command"
        }
        ErrorKind::InvalidUtf8 => "usage.not-unicode",
        _ => "usage.other",
    };
    let values = [
        ("argument", argument),
        ("value", context(ContextKind::InvalidValue)),
    ];
    let mut words = message(language, key, &values);
    let similar = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand]
        .into_iter()
        .find_map(|kind| {
            error
                .get(kind)
                .map(likeliest)
                .filter(|name| !name.is_empty())
        });
    if let Some(similar) = similar {
        words.push_str("; ");
        words.push_str(&message(
            language,
            "usage.similar",
            &[("name", name(&similar))],
        ));
    }
    words
}

/// `--out` of `--out <DIR>`: the flag as it is typed.
fn name(argument: &str) -> String {
    argument
        .split([' ', '='])
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The library puts what it suggests in order of likeness, the likeliest last.
fn likeliest(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(texts) => texts.last().cloned().unwrap_or_default(),
        _ => text(value),
    }
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.first().cloned().unwrap_or_default(),
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
