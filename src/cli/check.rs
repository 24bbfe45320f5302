//! `metod check`: reads everything, says what is wrong, writes nothing.

pub mod external;

use super::arguments::Check;
use super::console::Console;
use super::progress::Waiting;
use super::{Outcome, bad, today};
use crate::diagnostics::{self, Diagnostic, Severity, report, summary};
use crate::lang::message;
use crate::portal::{self, Portal};
use crate::publication::{Error, Publication, Settings};

/// A form of the report and its name.
pub(super) const FORMATS: [(&str, Format); 3] = [
    ("text", Format::Text),
    ("json", Format::Json),
    ("html", Format::Html),
];

/// How many pieces of the same advice the text has: a large portal has thousands of them.
const MOST_ADVICE: usize = 20;

/// Who reads the report.
#[derive(Clone, Copy)]
pub(super) enum Format {
    /// A person at a terminal.
    Text,
    /// Another program.
    Json,
    /// A person with a browser or on paper.
    Html,
}

/// Reports on the content; its report is the result and goes to standard output.
pub(super) fn check(
    options: &Check,
    mut settings: Settings,
    console: &Console,
) -> Result<Outcome, Error> {
    let language = console.language;
    let asked = options.format.as_deref().unwrap_or("text");
    let (_, format) = FORMATS
        .into_iter()
        .find(|(name, _)| *name == asked)
        .ok_or_else(|| bad(language, "cli.bad-format", asked))?;
    settings.today = today(options.today.as_ref(), language)?;
    let waiting = Waiting::new("cli.reading", console);
    let (publication, mut diagnostics) = Publication::load(&settings)?;
    let portal = publication.as_ref().map(|publication| &publication.portal);
    diagnostics.extend(portal.map(portal::check::advise).unwrap_or_default());
    drop(waiting);
    if let Some(portal) = portal.filter(|_| options.external) {
        diagnostics.extend(ask(portal, console));
    }
    diagnostics::sort(&mut diagnostics);
    if options.strict {
        report::make_strict(&mut diagnostics);
    }
    let counts = report::counts(&diagnostics);
    match format {
        Format::Json => console.print(report::json(&diagnostics, language).trim_end()),
        Format::Html => console.print_page(&diagnostics, &settings.root),
        Format::Text => print(diagnostics, counts, &settings, console),
    }
    Ok(if counts.errors > 0 {
        Outcome::Mistakes
    } else {
        Outcome::Done
    })
}

/// The findings one below the other, then how many of each code there are.
fn print(
    mut diagnostics: Vec<Diagnostic>,
    counts: report::Counts,
    settings: &Settings,
    console: &Console,
) {
    let language = console.language;
    if console.quiet {
        diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    }
    console.print_findings(&diagnostics, MOST_ADVICE, &settings.root);
    if console.quiet {
        return;
    }
    let by_code = summary::text(&summary::by_code(&diagnostics), language);
    if !by_code.is_empty() {
        console.print(&format!("\n{}", by_code.trim_end()));
    }
    let key = match (counts.errors, counts.warnings) {
        (0, 0) => "report.clean",
        (0, _) => "report.checked-warnings",
        (_, _) => "report.checked-errors",
    };
    let found = report::counts_words(counts, language);
    let values = [("found", found)];
    let gap = if diagnostics.is_empty() { "" } else { "\n" };
    console.print(&format!("{gap}{}", message(language, key, &values)));
}

/// Asks other sites whether the links to them still open, and says what was left out.
fn ask(portal: &Portal, console: &Console) -> Vec<Diagnostic> {
    let waiting = Waiting::new("cli.asking", console);
    let mut asked = external::check(portal);
    drop(waiting);
    let told = match asked.count > external::MOST {
        _ if asked.no_network => Some("cli.external-no-network"),
        true => Some("cli.external-most"),
        false => None,
    };
    if let Some(key) = told {
        let values = [
            ("count", asked.count.to_string()),
            ("most", external::MOST.to_string()),
        ];
        console.tell(&message(console.language, key, &values));
    }
    portal::check::leave_out_silenced(portal, &mut asked.found);
    asked.found
}
