//! One loaded portal with everything that renders it: what `build`, `serve` and `check` share.

mod behind;
mod ground;
mod memory;
mod read;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::diagnostics::{self, Diagnostic, Place, Severity};
use crate::lang::Language;
use crate::parse;
use crate::parse::tree::Step;
use crate::portal::{self, Portal};
use crate::routes::{self, Route};
use crate::search;
use crate::theme::{self, Failure, Theme};
use crate::view::{self, Cards, Frames, View};
pub use behind::PageLink;
pub use memory::Memory;
pub use read::Again;

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
pub struct Publication {
    /// The portal.
    pub portal: Portal,
    theme: Arc<Theme>,
    table: Arc<BTreeMap<String, Route>>,
    offline: bool,
    cards: Cards,
    frames: Arc<Frames>,
    search: OnceLock<search::Index>,
}

impl Publication {
    /// Reads the content. Mistakes come as diagnostics; there is a publication exactly when none is an error.
    pub fn load(settings: &Settings) -> Result<(Option<Publication>, Vec<Diagnostic>), Error> {
        Self::read(settings, None)
    }

    /// The same, but of files that are still what they were when this memory was made, nothing is read again.
    pub fn load_again(
        settings: &Settings,
        again: Again,
    ) -> Result<(Option<Publication>, Vec<Diagnostic>), Error> {
        Self::read(settings, Some(again))
    }

    fn read(
        settings: &Settings,
        again: Option<Again>,
    ) -> Result<(Option<Publication>, Vec<Diagnostic>), Error> {
        let mut found = Vec::new();
        let portal = read::portal(settings, again, &mut found)?;
        portal::check::leave_out_silenced(&portal, &mut found);
        diagnostics::sort(&mut found);
        if found
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
        {
            return Ok((None, found));
        }
        let mut theme = match load_theme(&portal, settings) {
            Ok(theme) => theme,
            Err(Failure::Machine(error)) => return Err(error),
            Err(Failure::Template(broken)) => {
                found.push(portal::mistakes::broken_template(broken));
                diagnostics::sort(&mut found);
                return Ok((None, found));
            }
        };
        for file in &theme.strangers {
            let place = Place {
                file: file.clone(),
                line: 1,
                column: 1,
                width: 1,
            };
            found.push(portal::mistakes::unknown_override(place));
        }
        found.extend(unknown_icons(&portal, &theme));
        portal::check::leave_out_silenced(&portal, &mut found);
        view::globals(&portal, &mut theme, settings.offline);
        let table = address_table(&portal, &theme, settings.offline);
        let cards = Cards::new(&portal);
        Ok((
            Some(Publication {
                portal,
                theme: Arc::new(theme),
                table: Arc::new(table),
                offline: settings.offline,
                cards,
                frames: Arc::default(),
                search: OnceLock::new(),
            }),
            found,
        ))
    }

    /// The same with another text of one entry, and what was found in its file. Nothing when the file is no
    /// entry's, has a mistake, or says more than another text: then everything has to be read anew.
    pub fn edited(&self, file: &str, bytes: Vec<u8>) -> Option<(Publication, Vec<Diagnostic>)> {
        let portal = &self.portal;
        let old = portal.entry_of_file(file)?;
        let (id, folder, file) = (&old.id, old.folder.as_deref(), &old.source.file);
        let mut found = Vec::new();
        let style = ground::style(&portal.site.value, &portal.terms, &portal.mask);
        let document = parse::entry(old.kind, id, folder, file, bytes, style, &mut found)?;
        let (portal, at, edit) = portal.edited(document)?;
        portal::check::check_entry(&portal, portal.entries.get(at)?, &mut found);
        if found.iter().any(|found| found.severity == Severity::Error) {
            return None;
        }
        portal::check::leave_out_silenced(&portal, &mut found);
        let has_loose_files = portal.assets.iter().any(|asset| asset.address.is_none());
        let mut table = Arc::clone(&self.table);
        if edit.fields || edit.links && has_loose_files {
            portal.prepare();
            table = Arc::new(address_table(&portal, &self.theme, self.offline));
            // Another address may be what a link elsewhere waits for.
            if !table.keys().eq(self.table.keys()) {
                return None;
            }
        }
        let edited = Publication {
            cards: Cards::new(&portal),
            portal,
            theme: Arc::clone(&self.theme),
            table,
            offline: self.offline,
            frames: Arc::clone(&self.frames),
            search: OnceLock::new(),
        };
        Some((edited, found))
    }

    /// Whether this file, relative to the root and with `/`, is one that pages are made from or that is copied.
    pub fn knows(&self, file: &str) -> bool {
        self.portal.knows_file(file)
    }

    /// Every file of the output, sorted: paths relative to the output folder, with `/` («plans/x/index.html»).
    pub fn paths(&self) -> Vec<String> {
        self.table.keys().cloned().collect()
    }

    /// The bytes of one file of the output; `None` for an address that does not exist. Pure and `Sync`.
    pub fn render(&self, path: &str) -> Result<Option<Body>, Error> {
        Ok(self.render_named(path)?.map(|(body, _)| body))
    }

    /// The same with the name of the template; a file that is no page has none.
    pub fn render_named(&self, path: &str) -> Result<Option<(Body, Option<&'static str>)>, Error> {
        let Some(route) = self.table.get(path) else {
            return Ok(None);
        };
        view::render(self.view(), route, path).map(Some)
    }

    /// What the writers of files read.
    pub fn view(&self) -> View<'_> {
        View {
            portal: &self.portal,
            theme: &self.theme,
            offline: self.offline,
            cards: &self.cards,
            frames: &self.frames,
            search: &self.search,
        }
    }

    /// Whether a file is made of all entries of a kind, so that it takes longer than a page.
    pub fn is_whole_list(&self, path: &str) -> bool {
        self.table.get(path).is_some_and(Route::is_whole_list)
    }
}

fn load_theme(portal: &Portal, settings: &Settings) -> Result<Theme, Failure> {
    let site = &portal.site.value;
    let name = if site.theme.is_empty() {
        "default"
    } else {
        &*site.theme
    };
    let choice = theme::Choice {
        name,
        language: portal.language(),
        brand: Some(site.brand.0.as_str()).filter(|brand| !brand.is_empty()),
        offline: settings.offline,
    };
    theme::load(&settings.root, choice)
}

/// Every file of the output, those of the theme included.
fn address_table(portal: &Portal, theme: &Theme, offline: bool) -> BTreeMap<String, Route> {
    let mut table = routes::table(portal);
    for (at, (address, _)) in theme.files.iter().enumerate() {
        table.insert(address.clone(), Route::Theme(at));
    }
    if offline {
        // A folder on a disk answers no lost addresses.
        table.remove("404.html");
    }
    table
}

/// Icons of the menu that the theme does not have.
fn unknown_icons(portal: &Portal, theme: &Theme) -> Vec<Diagnostic> {
    let site = &portal.site;
    let sections = site.value.sections.iter().enumerate();
    let unknown = sections.filter(|(_, section)| {
        !section.icon.is_empty() && !theme.icons.contains_key(&*section.icon)
    });
    unknown
        .map(|(at, section)| {
            let path = [Step::Key("sections"), Step::Index(at), Step::Key("icon")];
            let similar =
                diagnostics::nearest(&section.icon, theme.icons.keys().map(String::as_str));
            let place = site.source.value_place(&path);
            portal::mistakes::unknown_icon(place, &section.icon, similar)
        })
        .collect()
}
