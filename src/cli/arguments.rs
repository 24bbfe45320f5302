//! What can be typed. Names of flags are here, their words in the catalogues.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::lang::{Language, has_message, message};

// Comments of fields would become English help texts; the catalogues replace every one of them.

#[derive(Debug, Parser)]
#[command(
    name = "metod",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub struct Arguments {
    #[arg(long, global = true, value_name = "dir")]
    pub root: Option<PathBuf>,
    #[arg(long, global = true, value_name = "lang")]
    pub lang: Option<String>,
    #[arg(long, short, global = true)]
    pub quiet: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Init(Init),
    New(New),
    Build(Build),
    Serve(Serve),
    Check(Check),
    Export(Export),
    Import(Import),
    Schema(Schema),
    Completions(Completions),
}

#[derive(Debug, Args)]
pub struct Init {
    #[arg(value_name = "dir")]
    pub folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Build {
    #[arg(long, value_name = "dir")]
    pub out: Option<PathBuf>,
    #[arg(long, value_name = "url")]
    pub base_url: Option<String>,
    #[arg(long, value_name = "date")]
    pub today: Option<String>,
    #[arg(long)]
    pub drafts: bool,
    #[arg(long)]
    pub offline: bool,
    #[arg(long, value_name = "file")]
    pub zip: Option<PathBuf>,
    #[arg(long, value_name = "number")]
    pub jobs: Option<String>,
    #[arg(long)]
    pub timings: bool,
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Args)]
pub struct Serve {
    #[arg(long, value_name = "number")]
    pub port: Option<String>,
    #[arg(long, value_name = "host")]
    pub host: Option<String>,
    #[arg(long)]
    pub open: bool,
    #[arg(long)]
    pub drafts: bool,
    #[arg(long, value_name = "date")]
    pub today: Option<String>,
}

#[derive(Debug, Args)]
pub struct Check {
    #[arg(long)]
    pub strict: bool,
    #[arg(long)]
    pub external: bool,
    #[arg(long, value_name = "format")]
    pub format: Option<String>,
    #[arg(long, value_name = "date")]
    pub today: Option<String>,
}

#[derive(Debug, Args)]
pub struct Export {
    #[arg(value_name = "plan")]
    pub plan: String,
    #[arg(long, value_name = "form", required = true)]
    pub to: String,
    #[arg(long, value_name = "file")]
    pub out: Option<PathBuf>,
    #[arg(long, value_name = "date")]
    pub today: Option<String>,
    #[arg(long = "form", value_name = "period")]
    pub period: Option<String>,
    #[arg(long = "for", value_name = "organization")]
    pub organization: Option<String>,
}

#[derive(Debug, Args)]
pub struct Import {
    #[arg(value_name = "document")]
    pub file: PathBuf,
    #[arg(long = "as", value_name = "kind")]
    pub what: Option<String>,
    #[arg(long, value_name = "id")]
    pub id: Option<String>,
    #[arg(long, value_name = "file")]
    pub report: Option<PathBuf>,
    #[arg(long)]
    pub repair: bool,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct New {
    #[arg(value_name = "kind")]
    pub what: Option<String>,
    #[arg(value_name = "title")]
    pub title: Option<String>,
    #[arg(long, value_name = "id")]
    pub id: Option<String>,
    #[arg(long = "plan", value_name = "plan")]
    pub of_plan: Option<String>,
    #[arg(long, value_name = "period")]
    pub period: Option<String>,
    #[arg(long, value_name = "organization")]
    pub by: Option<String>,
}

#[derive(Debug, Args)]
pub struct Schema {
    #[arg(value_name = "kind")]
    pub subject: Option<String>,
}

#[derive(Debug, Args)]
pub struct Completions {
    #[arg(value_name = "shell")]
    pub shell: String,
}

/// The language of messages, found before anything else is understood: mistakes in the command
/// itself are told in it, too.
pub fn language(arguments: &[OsString], environment: Option<OsString>) -> Language {
    let texts: Vec<&str> = arguments
        .iter()
        .filter_map(|argument| argument.to_str())
        .collect();
    let flag =
        texts
            .iter()
            .enumerate()
            .find_map(|(index, text)| match text.strip_prefix("--lang") {
                Some("") => texts.get(index + 1).copied(),
                Some(rest) => rest.strip_prefix('='),
                None => None,
            });
    // A locale such as en_US.UTF-8 names the language in its first letters.
    let environment = environment.and_then(|value| value.into_string().ok());
    let environment = environment
        .as_deref()
        .and_then(|value| value.split(['_', '-', '.']).next());
    flag.or(environment)
        .and_then(Language::of_code)
        .unwrap_or_default()
}

/// Reads the arguments, the program's name first.
pub fn parse(arguments: &[OsString], language: Language) -> Result<Arguments, clap::Error> {
    let matches = command(language).try_get_matches_from(arguments)?;
    Arguments::from_arg_matches(&matches)
}

/// The tree of commands with every word in the language.
pub fn command(language: Language) -> clap::Command {
    let word = |key: &str| message(language, &format!("help.{key}"), &[]);
    let mut command = localised(Arguments::command(), language).arg(
        clap::Arg::new("version")
            .long("version")
            .short('V')
            .action(ArgAction::Version)
            .help(word("version")),
    );
    command = command.version(env!("CARGO_PKG_VERSION"));
    let names: Vec<String> = command
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    for name in names {
        command = command.mut_subcommand(name, |command| localised(command, language));
    }
    command
}

fn localised(command: clap::Command, language: Language) -> clap::Command {
    let word = |key: &str| message(language, &format!("help.{key}"), &[]);
    let name = command.get_name().to_owned();
    let commands = match command.has_subcommands() {
        true => format!("{}\n{{subcommands}}\n\n", word("heading-commands")),
        false => String::new(),
    };
    let positionals = match command.get_positionals().next() {
        Some(_) => format!("{}\n{{positionals}}\n\n", word("heading-arguments")),
        None => String::new(),
    };
    let template = format!(
        "{{about}}\n\n{} {{usage}}\n\n{commands}{positionals}{}\n{{options}}{{after-help}}\n",
        word("heading-usage"),
        word("heading-options"),
    );
    command
        .about(word(&name))
        .override_usage(word(&format!("{name}-usage")))
        .after_help(word(&format!("{name}-after")))
        .help_template(template)
        .arg(
            clap::Arg::new("help")
                .long("help")
                .short('h')
                .action(ArgAction::Help)
                .help(word("help")),
        )
        .mut_args(|argument| {
            let key = argument.get_id().as_str().replace('_', "-");
            let value = argument
                .get_value_names()
                .and_then(|names| names.first())
                .map(|name| format!("value-{name}"));
            // What every command knows stands below what is its own.
            let own = format!("{name}-{key}");
            let help = if has_message(&format!("help.{own}")) {
                word(&own)
            } else {
                word(&key)
            };
            let argument = match key.as_str() {
                "root" | "lang" | "quiet" | "help" => argument.help(help).display_order(100),
                _ => argument.help(help),
            };
            match value {
                Some(value) if has_message(&format!("help.{value}")) => {
                    argument.value_name(word(&value))
                }
                _ => argument,
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<OsString> {
        texts.iter().map(OsString::from).collect()
    }

    #[test]
    fn the_tree_of_commands_is_consistent() {
        for language in Language::ALL {
            command(language).debug_assert();
        }
    }

    #[test]
    fn every_flag_has_its_words() {
        let tree = Arguments::command();
        for command in tree.get_subcommands().chain([&tree]) {
            for key in [
                command.get_name().to_owned(),
                format!("{}-usage", command.get_name()),
            ] {
                assert!(has_message(&format!("help.{key}")), "{key}");
            }
            for argument in command.get_arguments() {
                let key = format!("help.{}", argument.get_id().as_str().replace('_', "-"));
                assert!(has_message(&key), "{key}");
            }
        }
    }

    #[test]
    fn the_flag_wins_over_the_environment() {
        let language = |arguments: &[&str], environment: Option<&str>| {
            language(&texts(arguments), environment.map(OsString::from))
        };
        assert_eq!(language(&["metod", "build"], None), Language::Ru);
        assert_eq!(
            language(&["metod", "build"], Some("en_US.UTF-8")),
            Language::En
        );
        assert_eq!(
            language(&["metod", "build", "--lang", "ru"], Some("en")),
            Language::Ru
        );
        assert_eq!(
            language(&["metod", "--lang=en", "build"], None),
            Language::En
        );
        assert_eq!(language(&["metod"], Some("de")), Language::Ru);
    }
}
