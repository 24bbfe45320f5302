//! `metod import`: an office document becomes content.

use std::path::Path;

use super::arguments::Import;
use super::console::Console;
use super::progress::Waiting;
use super::{Outcome, bad};
use crate::import::model::NoteKind;
use crate::import::outcome::{Imported, Options};
use crate::import::report::{Report, one_line};
use crate::import::{self, Failure, What};
use crate::lang::{Language, message};
use crate::publication::{Error, Settings};
use crate::write;

/// Somebody without `--report` sees this many lines about what needs attention.
const MOST: usize = 30;

/// Reads the file, writes the content, and says what a person should look at.
pub fn import(options: &Import, settings: &Settings, console: &Console) -> Result<Outcome, Error> {
    let language = console.language;
    let what = match options.what.as_deref() {
        None | Some("plan") => What::Plan,
        Some("report") => What::Report,
        Some("practice") => What::Practice,
        Some("organizations") => What::Organizations,
        Some(value) => return Err(bad(language, "import.bad-as", value)),
    };
    if let Some(report) = &options.report {
        form_of(report, language)?;
    }
    let say = |key: &str, values: &[(&str, String)]| {
        if !console.quiet {
            console.tell(&message(language, key, values));
        }
    };
    say(
        "import.reading",
        &[("path", options.file.display().to_string())],
    );
    let wanted = Options {
        id: options.id.clone(),
        repair: options.repair,
        force: options.force,
        year: settings
            .now
            .map(|now| now.to_zoned(jiff::tz::TimeZone::UTC).year()),
    };
    let waiting = Waiting::new("cli.reading", console);
    let imported = import::texts_of(what, &settings.root, &options.file, &wanted, language);
    drop(waiting);
    let imported = match imported {
        Ok(imported) => imported,
        Err(Failure::Machine(error)) => return Err(error),
        Err(Failure::Refused(text)) => {
            console.error(&text);
            return Ok(Outcome::Mistakes);
        }
    };
    if !options.dry_run {
        import::write(&settings.root, &imported, language)?;
    }
    if let Some(path) = &options.report {
        let bytes = match form_of(path, language)? {
            Form::Markdown => imported.report.markdown(language),
            Form::Json => imported.report.json(language),
        };
        write::file(&settings.root, path, bytes.as_bytes(), language)?;
    }
    if !console.quiet {
        tell(&imported, options, console);
    }
    Ok(Outcome::Done)
}

enum Form {
    Markdown,
    Json,
}

fn form_of(path: &Path, language: Language) -> Result<Form, Error> {
    let extension = path
        .extension()
        .map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("md") => Ok(Form::Markdown),
        Some("json") => Ok(Form::Json),
        _ => Err(bad(
            language,
            "import.bad-report",
            &path.display().to_string(),
        )),
    }
}

/// What was changed and doubted, then the files, then the closing lines.
fn tell(imported: &Imported, options: &Import, console: &Console) {
    let language = console.language;
    let report = &imported.report;
    if options.report.is_none() {
        attention(report, console);
    }
    let key = if options.dry_run {
        "import.would-write"
    } else {
        "import.written"
    };
    for output in &imported.outputs {
        console.print(&message(language, key, &[("path", output.path.clone())]));
        if let Some((kept, _)) = output.kept.as_ref().filter(|_| !options.dry_run) {
            console.print(&message(language, "import.kept", &[("path", kept.clone())]));
        }
    }
    let attention = report.attention();
    let closing = match (attention, &options.report) {
        (0, _) => message(language, "import.no-attention", &[]),
        (_, Some(path)) => {
            let values = [
                ("count", attention.to_string()),
                ("path", path.display().to_string()),
            ];
            message(language, "import.attention-report", &values)
        }
        (_, None) => message(
            language,
            "import.attention",
            &[("count", attention.to_string())],
        ),
    };
    console.print(&format!("{} {closing}", report.summary(language)));
}

fn attention(report: &Report, console: &Console) {
    let language = console.language;
    let notes = report
        .of(NoteKind::Proposal)
        .chain(report.of(NoteKind::Doubt));
    let lines: Vec<String> = notes
        .map(|note| format!("– {}", one_line(note, language)))
        .collect();
    for line in lines.iter().take(MOST) {
        console.tell(line);
    }
    if lines.len() > MOST {
        let values = [("count", (lines.len() - MOST).to_string())];
        console.tell(&message(language, "import.attention-more", &values));
    }
}
