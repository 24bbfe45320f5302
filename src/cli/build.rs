//! `metod build`: the portal becomes files.

use std::path::Path;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::arguments::Build;
use super::console::Console;
use super::progress::{Progress, Waiting};
use super::timings::{Costs, Timings};
use super::{Outcome, bad, seconds, today};
use crate::diagnostics::{Diagnostic, Severity, report};
use crate::lang::{Language, message};
use crate::publication::{Body, Error, Publication, Settings};
use crate::write::{self, Summary, Writer};

/// Builds the site: load, render and write every file, remove what is no longer made.
pub fn build(options: &Build, mut settings: Settings, console: &Console) -> Result<Outcome, Error> {
    let language = console.language;
    settings.today = today(options.today.as_ref(), language)?;
    settings.base_url = options
        .base_url
        .as_deref()
        .map(|url| base_url(url, language))
        .transpose()?;
    settings.drafts = options.drafts;
    settings.offline = options.offline;
    let jobs = options
        .jobs
        .as_deref()
        .map_or(Ok(0), |value| jobs(value, language))?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|error| {
            let values = [("jobs", jobs.to_string()), ("cause", error.to_string())];
            Error(message(language, "cli.no-threads", &values))
        })?;
    pool.install(|| in_pool(options, &settings, console))
}

fn in_pool(options: &Build, settings: &Settings, console: &Console) -> Result<Outcome, Error> {
    let language = console.language;
    let started = Instant::now();
    let mut timings = options.timings.then(Timings::default);
    let waiting = Waiting::new("cli.reading", console);
    let (publication, diagnostics) = Publication::load(settings)?;
    drop(waiting);
    if let Some(timings) = &mut timings {
        timings.load = started.elapsed();
    }
    let counts = tell(diagnostics, options, settings, console);
    let Some(publication) = publication.filter(|_| counts.errors == 0) else {
        let values = [("found", report::counts_words(counts, language))];
        console.tell(&message(language, "report.not-built", &values));
        return Ok(Outcome::Mistakes);
    };

    let out = options
        .out
        .clone()
        .unwrap_or_else(|| settings.root.join("public"));
    if let Some(archive) = &options.zip {
        refuse_archive(archive, &out, settings)?;
    }
    let paths = publication.paths();
    let writer = Writer::open(&settings.root, &out, &paths, language)?;
    let summary = write(writer, &publication, &paths, console, timings.as_mut())?;
    if let Some(archive) = &options.zip {
        let packing = Instant::now();
        let _waiting = Waiting::new("cli.packing", console);
        write::archive(&out, &paths, archive, publication.portal.today, language)?;
        if let Some(timings) = &mut timings {
            timings.zip = Some(packing.elapsed());
        }
    }

    if let Some(timings) = &timings {
        timings.tell(console);
    }
    if !console.quiet {
        if let Some(archive) = &options.zip {
            let values = [("path", archive.display().to_string())];
            console.tell(&message(language, "cli.zipped", &values));
        }
        console.print(&closing_line(&paths, summary, started.elapsed(), language));
    }
    // The process ends here and gives all memory back at once; taking a large portal apart piece by piece
    // would keep the user waiting.
    std::mem::forget(publication);
    Ok(Outcome::Done)
}

/// Says what the content has against it. Advice is for `check` only.
fn tell(
    mut diagnostics: Vec<Diagnostic>,
    options: &Build,
    settings: &Settings,
    console: &Console,
) -> report::Counts {
    diagnostics.retain(|diagnostic| !report::is_advice(diagnostic));
    if options.strict {
        report::make_strict(&mut diagnostics);
    }
    let counts = report::counts(&diagnostics);
    if console.quiet {
        diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    }
    console.tell_findings(&diagnostics, &settings.root);
    if !diagnostics.is_empty() {
        console.tell("");
    }
    if counts.errors == 0 && !diagnostics.is_empty() {
        let values = [("found", report::counts_words(counts, console.language))];
        console.tell(&message(console.language, "report.built-with", &values));
    }
    counts
}

/// Renders and writes all files, as many at a time as there are threads.
fn write(
    writer: Writer,
    publication: &Publication,
    paths: &[String],
    console: &Console,
    timings: Option<&mut Timings>,
) -> Result<Summary, Error> {
    let started = Instant::now();
    let body = |path: &str| body(publication, path, console.language);
    for path in writer.foreign() {
        writer.adopt(&path, &body(&path)?.0)?;
    }
    let progress = Progress::new(paths.len(), console);
    let is_measured = timings.is_some();
    let one = |mut costs: Costs, path: &&String| {
        let start = is_measured.then(Instant::now);
        let (body, template) = body(path)?;
        let rendered = is_measured.then(Instant::now);
        writer.put(path, &body)?;
        if let (Some(start), Some(rendered)) = (start, rendered) {
            costs.add(template, rendered - start, rendered.elapsed());
        }
        progress.step();
        Ok(costs)
    };
    // Whole lists take longest: begun last, they would leave one thread working alone.
    let (lists, others): (Vec<&String>, Vec<&String>) = paths
        .iter()
        .partition(|path| publication.is_whole_list(path));
    let all = lists.par_iter().chain(&others);
    let costs = all
        .try_fold(Costs::default, one)
        .try_reduce(Costs::default, |one, other| Ok(one.and(other)));
    progress.clear();
    let costs = costs?;
    let both = started.elapsed();
    let finishing = Instant::now();
    let summary = writer.finish()?;
    if let Some(timings) = timings {
        timings.costs = costs;
        timings.both = both;
        timings.finish = finishing.elapsed();
    }
    Ok(summary)
}

/// The bytes of a file of the output and the name of the template that made them.
fn body(
    publication: &Publication,
    path: &str,
    language: Language,
) -> Result<(Body, Option<&'static str>), Error> {
    let broken = |error: Error| {
        let values = [("path", path.to_owned()), ("cause", error.0)];
        Error(message(language, "cli.broken-page", &values))
    };
    let lost = || {
        let values = [("path", path.to_owned())];
        Error(message(language, "cli.lost-page", &values))
    };
    let made = publication.render_named(path).map_err(broken)?;
    made.ok_or_else(lost)
}

/// An archive among the sources would be content of the next build.
fn refuse_archive(archive: &Path, out: &Path, settings: &Settings) -> Result<(), Error> {
    let folder = std::path::absolute(archive)
        .ok()
        .and_then(|path| path.parent()?.canonicalize().ok());
    let content = settings.root.join("content").canonicalize();
    if let (Some(folder), Ok(content)) = (folder, content)
        && folder.starts_with(&content)
    {
        let values = [("path", archive.display().to_string())];
        return Err(Error(message(
            settings.language,
            "write.zip-in-content",
            &values,
        )));
    }
    write::refuse_archive(out, archive, settings.language)
}

fn jobs(value: &str, language: Language) -> Result<usize, Error> {
    let jobs = value.parse().ok().filter(|jobs| (1..=256).contains(jobs));
    jobs.ok_or_else(|| bad(language, "cli.bad-jobs", value))
}

fn base_url(value: &str, language: Language) -> Result<String, Error> {
    let rest = value
        .strip_prefix("https://")
        .or_else(|| value.strip_prefix("http://"));
    let fits = rest.is_some_and(|rest| !rest.starts_with('/') && !rest.is_empty())
        && !value
            .contains(|character: char| character.is_whitespace() || "?#\"<>".contains(character));
    if fits {
        Ok(value.to_owned())
    } else {
        Err(bad(language, "cli.bad-base-url", value))
    }
}

fn closing_line(paths: &[String], summary: Summary, took: Duration, language: Language) -> String {
    let pages = paths.iter().filter(|path| path.ends_with(".html")).count();
    let values = [
        ("pages", pages.to_string()),
        ("written", summary.written.to_string()),
        ("unchanged", summary.unchanged.to_string()),
        ("removed", summary.removed.to_string()),
        ("seconds", seconds(language, took)),
    ];
    message(language, "cli.done", &values)
}
