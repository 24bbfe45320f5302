//! `metod completions`: what a shell needs to complete commands by Tab.

use clap::builder::PossibleValuesParser;
use clap_complete::Shell;

use super::arguments::{self, Completions};
use super::console::Console;
use super::{Outcome, bad, check, export};
use crate::formats::schema::Subject;
use crate::lang::Language;
use crate::portal::KINDS;
use crate::publication::Error;

/// The shells and their names.
const SHELLS: &[(&str, Shell)] = &[
    ("bash", Shell::Bash),
    ("zsh", Shell::Zsh),
    ("fish", Shell::Fish),
    ("powershell", Shell::PowerShell),
];

/// Prints the script of a shell.
pub fn completions(options: &Completions, console: &Console) -> Result<Outcome, Error> {
    let language = console.language;
    let named = SHELLS.iter().find(|(name, _)| *name == options.shell);
    let (_, shell) = named.ok_or_else(|| bad(language, "completions.bad-shell", &options.shell))?;
    let languages = PossibleValuesParser::new(Language::ALL.map(Language::code));
    let tree = arguments::command(language);
    let mut tree = tree.mut_arg("lang", |known| known.value_parser(languages));
    for (command, argument, words) in words() {
        tree = tree.mut_subcommand(command, |command| {
            command.mut_arg(argument, |known| {
                known.value_parser(PossibleValuesParser::new(words))
            })
        });
    }
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut tree, "metod", &mut script);
    console.print_bytes(&script)?;
    Ok(Outcome::Done)
}

/// Arguments that take one of a few words. The commands check them themselves, in the person's language;
/// a shell has to know them beforehand.
fn words() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    let kinds = KINDS.iter().map(|row| row.folder).collect();
    let files = Subject::all().map(Subject::name).collect();
    let shells = SHELLS.iter().map(|(name, _)| *name).collect();
    vec![
        ("new", "what", kinds),
        ("schema", "subject", files),
        ("completions", "shell", shells),
        (
            "check",
            "format",
            check::FORMATS.map(|(name, _)| name).to_vec(),
        ),
        (
            "export",
            "to",
            export::FORMS.map(|(name, ..)| name).to_vec(),
        ),
        (
            "import",
            "what",
            vec!["plan", "practice", "organizations", "report"],
        ),
    ]
}
