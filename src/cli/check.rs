//! `metod check`: reads everything, says what is wrong, writes nothing.

use super::arguments::Check;
use super::console::Console;
use super::{Outcome, bad, today};
use crate::diagnostics::{Severity, report};
use crate::lang::message;
use crate::publication::{Error, Publication, Settings};

/// Reports on the content; its report is the result and goes to standard output.
pub fn check(options: &Check, mut settings: Settings, console: &Console) -> Result<Outcome, Error> {
    let language = console.language;
    let json = match options.format.as_deref() {
        None | Some("text") => false,
        Some("json") => true,
        Some(other) => return Err(bad(language, "cli.bad-format", other)),
    };
    settings.today = today(options.today.as_ref(), language)?;
    let (_, mut diagnostics) = Publication::load(&settings)?;
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
