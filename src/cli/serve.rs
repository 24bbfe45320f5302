//! `metod serve`: the preview, and what its author reads in the terminal.

use std::sync::atomic::{AtomicBool, Ordering};

use super::arguments::Serve;
use super::console::Console;
use super::editor::Editor;
use super::progress::Waiting;
use super::{Outcome, bad, seconds, today};
use crate::diagnostics::{Diagnostic, Severity, report};
use crate::lang::message;
use crate::preview::{Event, Load, Observer, Options, Port, Preview, Renders, Watching};
use crate::publication::{Again, Error, Memory, Publication, Settings};

const PORT: u16 = 8000;
const HOST: &str = "127.0.0.1";

/// Serves until the process is stopped.
pub fn serve(options: &Serve, mut settings: Settings, console: &Console) -> Result<Outcome, Error> {
    let language = console.language;
    settings.today = today(options.today.as_ref(), language)?;
    settings.drafts = options.drafts;
    // Events of the disk name real paths, so the root is one, too.
    settings.root = settings.root.canonicalize().unwrap_or(settings.root);
    let port = match &options.port {
        None => Port::From(PORT),
        Some(value) => Port::Asked(
            value
                .parse()
                .map_err(|_| bad(language, "cli.bad-port", value))?,
        ),
    };
    let preview = Preview::start(
        &Options {
            root: settings.root.clone(),
            host: options.host.clone().unwrap_or_else(|| HOST.to_owned()),
            port,
            language,
            drafts: options.drafts,
            watching: Watching::AsTheSystemCan,
        },
        loader(settings.clone(), *console),
        observer(settings, *console),
    )?;
    let address = preview.url();
    console.print(&message(
        language,
        "preview.address",
        &[("address", address.clone())],
    ));
    if !console.quiet {
        console.tell(&message(language, "preview.stop", &[]));
    }
    if options.open && !open(&address) {
        console.tell(&message(
            language,
            "preview.open-failed",
            &[("address", address)],
        ));
    }
    preview.run();
    Ok(Outcome::Done)
}

/// Each load reads the clock anew: a preview left open overnight shows the new day.
fn loader(settings: Settings, console: Console) -> Load {
    let mut is_first = true;
    let mut memory = Memory::default();
    Box::new(move |changes| {
        // Later loads run while the last good page is there.
        let is_first = std::mem::take(&mut is_first);
        let _waiting = is_first.then(|| Waiting::new("cli.reading", &console));
        let settings = Settings {
            now: Some(jiff::Timestamp::now()),
            ..settings.clone()
        };
        let again = Again {
            memory: &mut memory,
            is_touched: &|path| changes.touch(path),
        };
        let (publication, diagnostics) = Publication::load_again(&settings, again)?;
        Ok((
            publication.map(|publication| Box::new(publication) as Box<dyn Renders>),
            diagnostics,
        ))
    })
}

fn observer(settings: Settings, console: Console) -> Observer {
    let language = console.language;
    let first = AtomicBool::new(true);
    let editor = Editor::new(&settings.root, language);
    Box::new(move |event| match event {
        Event::Loaded {
            took,
            diagnostics,
            portal,
        } => {
            if let Some(portal) = portal {
                editor.follow(portal);
            }
            let errors: Vec<Diagnostic> = diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.severity == Severity::Error)
                .cloned()
                .collect();
            let found = report::counts_words(report::counts(diagnostics), language);
            console.tell_findings(&errors, &settings.root);
            if !errors.is_empty() {
                console.tell(&format!(
                    "\n{}",
                    message(language, "preview.mistakes-left", &[("found", found)])
                ));
            } else if !console.quiet {
                // The first load is not news, the address is; warnings are counted, `check` lists them.
                if !first.swap(false, Ordering::Relaxed) {
                    let values = [("seconds", seconds(language, took))];
                    console.tell(&message(language, "preview.reloaded", &values));
                }
                if !found.is_empty() {
                    console.tell(&message(language, "report.built-with", &[("found", found)]));
                }
            }
        }
        Event::Failed(words) => console.error(words),
        Event::Polling(cause) => console.tell(&message(
            language,
            "preview.polling",
            &[("cause", cause.to_owned())],
        )),
    })
}

/// Asks the system to show an address; the browser goes on without us.
fn open(address: &str) -> bool {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let child = std::process::Command::new(program)
        .args(arguments)
        .arg(address)
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn();
    match child {
        Ok(mut child) => {
            // Somebody has to take note of its end, or it stays in the list of processes.
            std::thread::spawn(move || child.wait());
            true
        }
        Err(_) => false,
    }
}
