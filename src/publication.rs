//! One loaded portal with everything that renders it: what `build`, `serve` and `check` share.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::diagnostics::{self, Diagnostic, Place, Severity};
use crate::discover::{self, Role, SourceFile};
use crate::lang::Language;
use crate::parse;
use crate::parse::markdown::{Style, Terms};
use crate::parse::record::Record;
use crate::parse::tree::Step;
use crate::portal::glossary::Glossary;
use crate::portal::navigator::Navigator;
use crate::portal::organizations::Organizations;
use crate::portal::site::{Site, SiteLanguage};
use crate::portal::{self, Asset, Kind, Portal};
use crate::privacy::Mask;
use crate::routes::{self, Route};
use crate::search;
use crate::theme::{self, Failure, Theme};
use crate::view::{self, Cards, Frames, View};
pub use behind::PageLink;

mod behind;

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
        let mut found = Vec::new();
        let portal = load_portal(settings, &mut found)?;
        if let Some(portal) = &portal {
            portal::check::leave_out_silenced(portal, &mut found);
        }
        diagnostics::sort(&mut found);
        if found
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
        {
            return Ok((None, found));
        }
        let Some(portal) = portal else {
            return Ok((None, found));
        };
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
        let mut table = routes::table(&portal);
        for (at, (address, _)) in theme.files.iter().enumerate() {
            table.insert(address.clone(), Route::Theme(at));
        }
        if settings.offline {
            // A folder on a disk answers no lost addresses.
            table.remove("404.html");
        }
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
        let style = style(&portal.site.value, &portal.terms, &portal.mask);
        let document = parse::entry(old.kind, id, folder, file, bytes, style, &mut found)?;
        let (portal, at) = portal.edited(document)?;
        portal::check::check_entry(&portal, portal.entries.get(at)?, &mut found);
        if found.iter().any(|found| found.severity == Severity::Error) {
            return None;
        }
        portal::check::leave_out_silenced(&portal, &mut found);
        let edited = Publication {
            cards: Cards::new(&portal),
            portal,
            theme: Arc::clone(&self.theme),
            table: Arc::clone(&self.table),
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

/// One file read: its bytes and what its name says it is.
struct Loaded {
    file: SourceFile,
    bytes: Vec<u8>,
}

/// discover, parse, portal, check: the stages that every command shares.
fn load_portal(settings: &Settings, found: &mut Vec<Diagnostic>) -> Result<Option<Portal>, Error> {
    let files = discover::files(&settings.root)?;
    let (texts, copies): (Vec<SourceFile>, Vec<SourceFile>) = files.into_iter().partition(|file| {
        !matches!(
            file.role,
            Role::File | Role::RootFile | Role::Beside | Role::Unknown | Role::Dangling
        )
    });
    let loaded: Vec<Loaded> = texts
        .into_par_iter()
        .map(|file| discover::read(&file.path).map(|bytes| Loaded { file, bytes }))
        .collect::<Result<_, Error>>()?;
    let mut unreadable = HashSet::new();
    let (entries, singles): (Vec<Loaded>, Vec<Loaded>) = loaded
        .into_iter()
        .partition(|loaded| matches!(loaded.file.role, Role::Entry { .. }));
    let (mut site, mut navigator, mut organizations, mut glossary) = (None, None, None, None);
    for Loaded { file, bytes } in singles {
        let name = &file.relative;
        let read = match file.role {
            Role::Site => keep(
                &mut site,
                parse::record::<Site>(name, bytes, &Site::fields(), found),
            ),
            Role::Navigator => keep(
                &mut navigator,
                parse::record::<Navigator>(name, bytes, &Navigator::fields(), found),
            ),
            Role::Organizations => keep(
                &mut organizations,
                parse::record::<Organizations>(name, bytes, &Organizations::fields(), found),
            ),
            _ => keep(&mut glossary, parse::list::<Glossary>(name, bytes, found)),
        };
        if !read {
            unreadable.insert(file.relative.clone());
        }
    }
    let (dangling, copies): (Vec<SourceFile>, Vec<SourceFile>) = copies
        .into_iter()
        .partition(|file| file.role == Role::Dangling);
    found.extend(dangling.iter().map(|file| {
        let place = parse::Read::<Site>::absent(&file.relative).source.start();
        portal::mistakes::dangling_link(place)
    }));
    for file in copies.iter().filter(|file| file.role == Role::Unknown) {
        found.push(unknown_file(&file.relative));
    }
    // Without site.yaml there is no portal, but the mistakes of every other file are named all the same.
    let site = site.unwrap_or_else(|| {
        let absent = parse::Read::absent("content/site.yaml");
        if unreadable.insert("content/site.yaml".to_owned()) {
            found.push(portal::mistakes::no_site(absent.source.start()));
        }
        absent
    });
    let name = &*site.value.theme;
    if !name.is_empty() && name != "default" && !discover::has_theme(&settings.root, name) {
        let place = site.source.value_place(&[Step::Key("theme")]);
        found.push(portal::mistakes::unknown_theme(place, name));
    }
    let terms = Terms::new(glossary.iter().flat_map(|read: &parse::Read<Glossary>| {
        read.value.iter().enumerate().flat_map(|(at, term)| {
            std::iter::once(&term.term)
                .chain(term.names.iter())
                .filter(|name| !name.is_empty())
                .map(move |name| (&**name, at))
        })
    }));
    let mask = portal::mask(organizations.as_ref().map(|read| &read.value));
    let style = style(&site.value, &terms, &mask);
    let parsed: Vec<(Option<parse::Document>, Vec<Diagnostic>, String)> = entries
        .into_par_iter()
        .map(|Loaded { file, bytes }| {
            let mut found = Vec::new();
            let Role::Entry { kind, id, folder } = &file.role else {
                return (None, found, file.relative);
            };
            let document = parse::entry(
                *kind,
                id,
                folder.as_deref(),
                &file.relative,
                bytes,
                style,
                &mut found,
            );
            (document, found, file.relative)
        })
        .collect();
    let mut documents = Vec::with_capacity(parsed.len());
    for (document, mistakes, file) in parsed {
        found.extend(mistakes);
        match document {
            Some(document) => documents.push(document),
            None => {
                unreadable.insert(file);
            }
        }
    }
    let today = today(settings, &site.value);
    let base_url = settings
        .base_url
        .clone()
        .or_else(|| Some(site.value.base_url.0.clone()).filter(|url| !url.is_empty()));
    let (portal, doubles) = Portal::assemble(portal::Parts {
        base_url: base_url.map(|url| {
            if url.ends_with('/') {
                url
            } else {
                format!("{url}/")
            }
        }),
        site,
        navigator,
        organizations,
        glossary,
        terms,
        mask,
        entries: documents,
        assets: copies.into_iter().map(asset).collect(),
        today,
        drafts: settings.drafts,
        unreadable,
    });
    // What many pages share is made while the mistakes are looked for: neither waits for the other.
    rayon::join(
        || portal::check::check(&portal, &doubles, found),
        || portal.prepare(),
    );
    Ok(Some(portal))
}

/// How bodies are read.
fn style<'s>(site: &Site, terms: &'s Terms, mask: &'s Mask) -> Style<'s> {
    let language = if site.language == Some(SiteLanguage::En) {
        Language::En
    } else {
        Language::Ru
    };
    Style {
        language,
        typography: true,
        terms,
        mask: Some(mask).filter(|_| !site.privacy.show_persons.yes()),
    }
}

fn keep<T>(slot: &mut Option<T>, read: Option<T>) -> bool {
    let is_read = read.is_some();
    *slot = read;
    is_read
}

fn asset(file: SourceFile) -> Asset {
    let inside = file.relative.trim_start_matches("content/").to_owned();
    let address = match file.role {
        Role::File => Some(inside.clone()),
        Role::RootFile => inside.strip_prefix("root/").map(str::to_owned),
        _ => None,
    };
    Asset {
        path: file.path,
        inside,
        address,
        size: file.size,
    }
}

/// A text file in a place where no rule takes it, most often with the wrong extension.
fn unknown_file(file: &str) -> Diagnostic {
    let place = Place {
        file: file.to_owned(),
        line: 1,
        column: 1,
        width: 1,
    };
    let kind = file
        .trim_start_matches("content/")
        .split('/')
        .next()
        .and_then(Kind::of_folder);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let inside = file.trim_start_matches("content/");
    let similar = match (kind, inside.split_once('/')) {
        (Some(kind), _) => Some(format!("{stem}.{}", kind.row().extension)),
        (None, Some((folder, rest))) => {
            let folders = portal::KINDS
                .iter()
                .map(|row| row.folder)
                .chain(["files", "root"]);
            diagnostics::nearest(folder, folders).map(|folder| format!("content/{folder}/{rest}"))
        }
        (None, None) if !file.ends_with(".yaml") && !file.ends_with(".yml") => None,
        (None, None) => {
            let known = [
                "content/site.yaml",
                "content/navigator.yaml",
                "content/organizations.yaml",
                "content/glossary.yaml",
            ];
            diagnostics::nearest(file, known)
        }
    };
    portal::mistakes::unknown_file(place, similar)
}

/// The day the portal is built for: `--today`, then site.yaml, then the clock in the site's time zone.
fn today(settings: &Settings, site: &Site) -> Date {
    if let Some(day) = settings.today {
        return day;
    }
    if let Some(day) = site.today {
        return day.0;
    }
    let zone = site.time_zone();
    settings
        .now
        .map_or(Date::constant(2000, 1, 1), |now| now.to_zoned(zone).date())
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
