//! `metod check`: reads everything, says what is wrong, writes nothing.

pub mod external;

use super::arguments::Check;
use super::console::Console;
use super::{Outcome, bad, today};
use crate::diagnostics::{self, Diagnostic, Severity, report};
use crate::lang::message;
use crate::portal::{self, Portal};
use crate::publication::{Error, Publication, Settings};

/// Reports on the content; its report is the result and goes to standard output.
pub(super) fn check(
    options: &Check,
    mut settings: Settings,
    console: &Console,
) -> Result<Outcome, Error> {
    let language = console.language;
    let json = match options.format.as_deref() {
        None | Some("text") => false,
        Some("json") => true,
        Some(other) => return Err(bad(language, "cli.bad-format", other)),
    };
    settings.today = today(options.today.as_ref(), language)?;
    let (publication, mut diagnostics) = Publication::load(&settings)?;
    if let Some(publication) = &publication {
        diagnostics.extend(portal::check::advise(&publication.portal));
        if options.external {
            diagnostics.extend(ask(&publication.portal, console));
        }
        diagnostics::sort(&mut diagnostics);
    }
    if options.strict {
        report::make_strict(&mut diagnostics);
    }
    let counts = report::counts(&diagnostics);
    if json {
        console.print(report::json(&diagnostics, language).trim_end());
    } else {
        if console.quiet {
            diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
        }
        console.print_findings(&diagnostics, &settings.root);
        if !console.quiet {
            let key = match (counts.errors, counts.warnings) {
                (0, 0) => "report.clean",
                (0, _) => "report.checked-warnings",
                (_, _) => "report.checked-errors",
            };
            let found = report::counts_words(counts, language);
            let values = [("found", found), ("warnings", counts.warnings.to_string())];
            let gap = if diagnostics.is_empty() { "" } else { "\n" };
            console.print(&format!("{gap}{}", message(language, key, &values)));
        }
    }
    Ok(if counts.errors > 0 {
        Outcome::Mistakes
    } else {
        Outcome::Done
    })
}

/// Asks other sites whether the links to them still open, and says what was left out.
fn ask(portal: &Portal, console: &Console) -> Vec<Diagnostic> {
    let mut asked = external::check(portal);
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
