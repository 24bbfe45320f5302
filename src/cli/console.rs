//! Where words go: results to standard output, messages to standard error.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use crate::diagnostics::Diagnostic;
use crate::diagnostics::page::{Reader, page};
use crate::diagnostics::report::{self, Colour};
use crate::lang::{Language, message};
use crate::publication::Error;
use crate::write;

/// The two streams and how much a person wants to hear.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    /// Language of every message.
    pub language: Language,
    /// `--quiet`: errors only.
    pub quiet: bool,
}

impl Console {
    /// A console that speaks `language`.
    pub fn new(language: Language, quiet: bool) -> Self {
        Self { language, quiet }
    }

    /// A result, on standard output. A reader that went away (`| head`) is no error of ours.
    pub fn print(&self, text: &str) {
        let mut output = io::stdout().lock();
        let _ = writeln!(output, "{text}").and_then(|()| output.flush());
    }

    /// A result that is a file, byte for byte, on standard output.
    pub fn print_bytes(&self, bytes: &[u8]) -> Result<(), Error> {
        let mut output = io::stdout().lock();
        match output.write_all(bytes).and_then(|()| output.flush()) {
            // A reader that went away is no error here, either; a full disk is.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let values = [("cause", write::cause(self.language, &error))];
                Err(Error(message(self.language, "cli.no-output", &values)))
            }
            _ => Ok(()),
        }
    }

    /// A message, on standard error.
    pub fn tell(&self, text: &str) {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// A question, whose answer stands behind it.
    pub fn ask(&self, text: &str) {
        let mut output = io::stderr().lock();
        let _ = write!(output, "{text}").and_then(|()| output.flush());
    }

    /// Why the command could not work.
    pub fn error(&self, text: &str) {
        let label = message(self.language, "cli.error", &[]);
        let label = match colour(&io::stderr()) {
            Colour::On => format!("\u{1b}[1;31m{label}\u{1b}[0m"),
            Colour::Off => label,
        };
        self.tell(&format!("{label}: {text}"));
    }

    /// Findings about the content on standard error: what `build` and `serve` say.
    pub fn tell_findings(&self, diagnostics: &[Diagnostic], root: &Path) {
        let colour = colour(&io::stderr());
        let text = report::text(diagnostics, self.language, colour, &mut source(root));
        if !text.is_empty() {
            self.tell(text.trim_end());
        }
    }

    /// Findings about the content on standard output, at most `most` pieces of the same advice: the result of `check`.
    pub fn print_findings(&self, diagnostics: &[Diagnostic], most: usize, root: &Path) {
        let colour = colour(&io::stdout());
        let text = report::brief(diagnostics, most, self.language, colour, &mut source(root));
        if !text.is_empty() {
            self.print(text.trim_end());
        }
    }

    /// Findings about the content as a page, on standard output.
    pub fn print_page(&self, diagnostics: &[Diagnostic], root: &Path) {
        let whole = std::path::absolute(root).unwrap_or_else(|_| root.to_path_buf());
        let reader = Reader {
            language: self.language,
            root: &whole,
        };
        self.print(page(diagnostics, &reader, &mut source(root)).trim_end());
    }
}

/// The text of a file of the author, if it can be read.
fn source(root: &Path) -> impl FnMut(&str) -> Option<String> {
    move |file| String::from_utf8(std::fs::read(root.join(file)).ok()?).ok()
}

/// Colours for a terminal that shows them, unless the person asked for none.
fn colour(stream: &impl IsTerminal) -> Colour {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    if stream.is_terminal() && !unwanted {
        Colour::On
    } else {
        Colour::Off
    }
}
