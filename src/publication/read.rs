//! The content of a portal read: the stages that every command shares.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::ground::{Ground, style};
use super::memory::{Kept, Memory};
use super::{Error, Settings};
use crate::diagnostics::{self, Diagnostic, Place};
use crate::discover::{self, Role, SourceFile};
use crate::parse;
use crate::parse::tree::Step;
use crate::portal::site::Site;
use crate::portal::{self, Asset, Kind, Portal};

/// Reads all again, what is in the memory only where it may have changed.
pub struct Again<'m> {
    /// What the load before left.
    pub memory: &'m mut Memory,
    /// Whether a file may have changed although the disk says the same of it.
    pub is_touched: &'m (dyn Fn(&Path) -> bool + Sync),
}

/// discover, parse, portal, check.
pub(super) fn portal(
    settings: &Settings,
    again: Option<Again>,
    found: &mut Vec<Diagnostic>,
) -> Result<Portal, Error> {
    let files = Files::of(discover::files(&settings.root)?);
    let last = again.as_ref().and_then(|again| again.memory.ground());
    let ground = Ground::read(files.singles, last)?;
    found.extend(ground.found.iter().cloned());
    found.extend(files.dangling.iter().map(|file| {
        let place = parse::Read::<Site>::absent(&file.relative).source.start();
        portal::mistakes::dangling_link(place)
    }));
    let unknown = files
        .copies
        .iter()
        .filter(|file| file.role == Role::Unknown);
    found.extend(unknown.map(|file| unknown_file(&file.relative)));
    let site = &ground.site;
    let name = &*site.value.theme;
    if !name.is_empty() && name != "default" && !discover::has_theme(&settings.root, name) {
        let place = site.source.value_place(&[Step::Key("theme")]);
        found.push(portal::mistakes::unknown_theme(place, name));
    }
    let kept = read_entries(files.entries, &ground, again.as_ref())?;
    let mut unreadable: HashSet<String> = ground.unreadable.iter().cloned().collect();
    let mut documents = Vec::with_capacity(kept.len());
    for (file, kept) in &kept {
        found.extend(kept.found.iter().cloned());
        match &kept.document {
            Some(document) => documents.push(Arc::clone(document)),
            None => {
                unreadable.insert(file.clone());
            }
        }
    }
    let (portal, doubles) = Portal::assemble(portal::Parts {
        base_url: base_url(settings, &site.value),
        site: Arc::clone(site),
        navigator: ground.navigator.clone(),
        organizations: ground.organizations.clone(),
        glossary: ground.glossary.clone(),
        terms: Arc::clone(&ground.terms),
        mask: Arc::clone(&ground.mask),
        entries: documents,
        assets: files.copies.into_iter().map(asset).collect(),
        today: today(settings, &site.value),
        drafts: settings.drafts,
        unreadable,
    });
    if let Some(again) = again {
        again.memory.keep(ground, kept.into_iter().collect());
    }
    // What many pages share is made while the mistakes are looked for: neither waits for the other.
    rayon::join(
        || portal::check::check(&portal, &doubles, found),
        || portal.prepare(),
    );
    Ok(portal)
}

/// The files of a portal by what is done with them.
struct Files {
    singles: Vec<SourceFile>,
    entries: Vec<SourceFile>,
    copies: Vec<SourceFile>,
    dangling: Vec<SourceFile>,
}

impl Files {
    fn of(all: Vec<SourceFile>) -> Self {
        let mut files = Self {
            singles: Vec::new(),
            entries: Vec::with_capacity(all.len()),
            copies: Vec::new(),
            dangling: Vec::new(),
        };
        for file in all {
            let list = match file.role {
                Role::Site | Role::Navigator | Role::Organizations | Role::Glossary => {
                    &mut files.singles
                }
                Role::Entry { .. } => &mut files.entries,
                Role::File | Role::RootFile | Role::Beside | Role::Unknown => &mut files.copies,
                Role::Dangling => &mut files.dangling,
            };
            list.push(file);
        }
        files
    }
}

/// Every entry in the order of the files, those that are still the same from the memory.
fn read_entries(
    files: Vec<SourceFile>,
    ground: &Ground,
    again: Option<&Again>,
) -> Result<Vec<(String, Kept)>, Error> {
    let style = style(&ground.site.value, &ground.terms, &ground.mask);
    let is_touched = |path: &Path| again.is_some_and(|again| (again.is_touched)(path));
    let moment = discover::now();
    files
        .into_par_iter()
        .map(|file| {
            let known = again.and_then(|again| again.memory.entry(&file, ground));
            if let Some(same) = known.filter(|kept| kept.is_still(&file))
                && !is_touched(&file.path)
            {
                return Ok((file.relative, same.clone()));
            }
            let bytes = discover::read(&file.path)?;
            let mut now = Kept::of(&file, moment);
            if again.is_some() {
                now.bytes = Some(blake3::hash(&bytes));
            }
            if let Some(same) = known.filter(|kept| kept.bytes.is_some() && kept.bytes == now.bytes)
            {
                now.take(same);
            } else if let Role::Entry { kind, id, folder } = &file.role {
                let name = &file.relative;
                let found = &mut now.found;
                let document =
                    parse::entry(*kind, id, folder.as_deref(), name, bytes, style, found);
                now.document = document.map(Arc::new);
            }
            Ok((file.relative, now))
        })
        .collect()
}

fn base_url(settings: &Settings, site: &Site) -> Option<String> {
    let own = || Some(site.base_url.0.clone()).filter(|url| !url.is_empty());
    let mut url = settings.base_url.clone().or_else(own)?;
    if !url.ends_with('/') {
        url.push('/');
    }
    Some(url)
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
