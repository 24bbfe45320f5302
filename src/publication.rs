//! One loaded portal with everything that renders it: what `build`, `serve` and `check` share.
//! (Interface agreed by the stages; the lead implements it.)

use std::path::{Path, PathBuf};

use crate::diagnostics::Diagnostic;
use crate::lang::Language;

/// What a run is asked to do with the content, besides the content itself.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The folder that holds `content/`.
    pub root: PathBuf,
    /// `--today`; wins over `today` in site.yaml and over the clock.
    pub today: Option<jiff::civil::Date>,
    /// The clock's instant as the front end read it; used only when neither of the above is given.
    pub now: Option<jiff::Timestamp>,
    /// `--base-url`; wins over `base_url` in site.yaml.
    pub base_url: Option<String>,
    /// Show drafts.
    pub drafts: bool,
    /// Links name `index.html`, for `file://`.
    pub offline: bool,
    /// Language of messages (not of the site).
    pub language: Language,
}

/// What one file of the output holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A page, a feed, a style sheet.
    Text(String),
    /// A font or other file of the theme.
    Bytes(Vec<u8>),
    /// A file of the author, copied as it is.
    Copy(PathBuf),
}

/// The machine failed, not the author: a disk, a port, a broken theme. Its text is ready for a person.
#[derive(Debug)]
pub struct Error(pub String);

/// A portal with its theme and its table of addresses, ready to render any of its files.
pub struct Publication;

impl Publication {
    /// Reads the content. Mistakes come as diagnostics; there is a publication exactly when none is an error.
    pub fn load(settings: &Settings) -> Result<(Option<Publication>, Vec<Diagnostic>), Error> {
        let _ = settings;
        Ok((Some(Publication), Vec::new()))
    }
    /// Every file of the output, sorted: paths relative to the output folder, with `/` («plans/x/index.html»).
    pub fn paths(&self) -> Vec<String> {
        Vec::new()
    }
    /// The bytes of one file of the output; `None` for an address that does not exist. Pure and `Sync`.
    pub fn render(&self, path: &str) -> Result<Option<Body>, Error> {
        let _ = path;
        Ok(None)
    }
    /// The file of the author that makes this page, relative to the root (for the preview's bar), if one does.
    pub fn source_of(&self, path: &str) -> Option<&Path> {
        let _ = path;
        None
    }
}
