//! `metod new reports`: the form of a report as commented YAML, for who writes it in an editor.

use std::path::Path;

use super::ask;
use crate::cli::arguments::New;
use crate::cli::console::Console;
use crate::cli::{Outcome, bad, export};
use crate::diagnostics::report;
use crate::formats::plan::form::{self, Row, STATES, Wanted};
use crate::import::execution::file_name;
use crate::import::yaml;
use crate::lang::{Language, date_digits, message};
use crate::portal::Content;
use crate::portal::report::ReportState;
use crate::publication::{Error, Publication, Settings};
use crate::view::View;
use crate::write;

/// Makes the file, unless there is one, and prints its path.
pub fn new(options: &New, settings: &Settings, console: &Console) -> Result<Outcome, Error> {
    let language = console.language;
    let needed = |value: &Option<String>, flag: &str, question: &str| {
        let missing = || bad(language, "cli.new-needs", flag);
        let written = value.clone().or_else(|| ask(console, question));
        written.ok_or_else(missing)
    };
    let written = needed(&options.of_plan, "--plan", "new.ask-plan")?;
    let period = needed(&options.period, "--period", "new.ask-period")?;
    let unit = export::period(&period, language)?;
    let (publication, mut diagnostics) = Publication::load(settings)?;
    let Some(publication) = publication else {
        diagnostics.retain(|diagnostic| !report::is_advice(diagnostic));
        console.tell_findings(&diagnostics, &settings.root);
        return Ok(Outcome::Mistakes);
    };
    let entry = export::find(&publication.portal, &written, language)?;
    let by = match (&options.by, &entry.content) {
        (Some(by), Content::Plan(plan)) => {
            Some(export::executor(&publication, plan, by, language)?)
        }
        _ => None,
    };
    let name = file_name(&entry.id, &unit.key(), by.as_deref().unwrap_or_default());
    let path = format!("content/reports/{name}.yaml");
    if settings.root.join(Path::new(&path)).exists() {
        console.error(&bad(language, "cli.new-exists", &path).0);
        return Ok(Outcome::Mistakes);
    }
    let wanted = Wanted {
        unit,
        by: by.as_deref(),
    };
    let at = publication.portal.place_of(entry).unwrap_or_default();
    let rows = form::rows(publication.view(), at, wanted);
    if rows.is_empty() {
        return Err(bad(language, "cli.form-empty", &unit.key()));
    }
    let heading = Heading {
        plan: &entry.id,
        title: options.title.as_deref(),
    };
    let text = text(publication.view(), heading, wanted, &rows);
    write::source(&settings.root, &path, text.as_bytes(), language)?;
    console.print(&path);
    Ok(Outcome::Done)
}

/// What stands above the entries.
#[derive(Clone, Copy)]
struct Heading<'t> {
    plan: &'t str,
    title: Option<&'t str>,
}

/// The text. Content is written in Russian whatever the language of messages; it is a draft, for a
/// report without entries would say that nothing is known of the whole plan.
fn text(view: View, heading: Heading, wanted: Wanted, rows: &[Row]) -> String {
    let say = |key: &str| message(Language::Ru, key, &[]);
    let mut lines = yaml::comment(0, &say("cli.new-head"));
    lines.push("draft: true".to_owned());
    lines.extend(
        heading
            .title
            .into_iter()
            .flat_map(|title| yaml::field(0, "title", title)),
    );
    lines.extend(yaml::field(0, "plan", heading.plan));
    lines.push(format!("period: {}", wanted.unit.key()));
    lines.extend(yaml::comment(0, &say("import.form-submitted")));
    lines.extend(
        wanted
            .by
            .into_iter()
            .flat_map(|by| yaml::field(0, "by", by)),
    );
    lines.push(String::new());
    let states = STATES.map(|state| {
        let word = view.vocabulary("report_state", state.word());
        format!("{} – {}", state.word(), word.to_lowercase())
    });
    let values = [("list", states.join(", "))];
    lines.extend(yaml::comment(
        0,
        &message(Language::Ru, "cli.new-states", &values),
    ));
    lines.push("entries:".to_owned());
    for row in rows {
        lines.push(String::new());
        lines.extend(of_row(view, row));
    }
    lines.join("\n") + "\n"
}

/// One entry, as a comment below what the act says.
fn of_row(view: View, row: &Row) -> Vec<String> {
    let mut lines = yaml::comment(2, &format!("{} {}", row.number(view), row.title()));
    let due = row.due.map(|due| date_digits(Language::Ru, due));
    let term = [Some(row.timing().to_owned()), due];
    let term: Vec<String> = term
        .into_iter()
        .flatten()
        .filter(|text| !text.is_empty())
        .collect();
    let values = [("term", term.join("; "))];
    lines.extend(yaml::comment(
        2,
        &message(Language::Ru, "cli.new-term", &values),
    ));
    let mut fields = yaml::field(4, "measure", &row.measure.number);
    fields.extend(row.part.map(|(at, _)| format!("    subitem: {at}")));
    fields.push(format!("    state: {}", ReportState::NotStarted.word()));
    fields.push("    on:".to_owned());
    fields.push("    progress:".to_owned());
    fields.push("    text:".to_owned());
    let indicators = row.measure.indicators.iter().filter(|_| row.part.is_none());
    let facts: Vec<String> = indicators
        .map(|known| format!("      {}:   # {}", yaml::scalar(&known.id), &*known.name))
        .collect();
    if !facts.is_empty() {
        fields.push("    facts:".to_owned());
        fields.extend(facts);
    }
    fields.push("    evidence:".to_owned());
    let entry = yaml::mapping_item(2, fields);
    lines.extend(entry.iter().map(|line| format!("# {line}")));
    lines
}
