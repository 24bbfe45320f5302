//! What a link of Markdown, or a field that takes files and addresses, leads to.
//!
//! Links name source files; a page writes addresses. [`super::link`] answers for references.

use std::borrow::Cow;

use super::link::{Problem, Resolved};
use super::{Content, Entry, KINDS, Kind, Portal, nfc};
use crate::diagnostics::nearest;
use crate::lang;
use crate::parse::markdown::scheme;
use crate::percent;
use crate::routes;

/// What a link of Markdown, or a field that takes references, files and URLs, leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Another site, or a scheme such as `mailto:`.
    External(String),
    /// An address of this site, without a leading slash, and perhaps an anchor.
    Address(String, Option<String>),
    /// An anchor of the page itself.
    Anchor(String),
    /// A file of the author: its path relative to `content/`.
    File(String),
    /// An entry that has no page now.
    Hidden,
}

/// Why a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nowhere {
    /// No such entry or file; perhaps this was meant.
    Unknown(String, Option<String>),
    /// The file belongs to an entry that has no page now.
    Hidden,
    /// The file is there, and is a page of no kind.
    NoPage(String),
    /// The path leads out of `content/`.
    Outside,
    /// The page has no such anchor.
    Anchor(String, Option<String>),
    /// A reference that is wrong in another way.
    Reference(Problem),
    /// The file that would answer could not be read.
    Unreadable,
}

impl Portal {
    /// What a link of Markdown in this file leads to.
    pub fn follow(&self, written: &str, file: &str) -> Result<Destination, Nowhere> {
        if scheme(written).is_some() || written.starts_with("//") {
            return Ok(Destination::External(written.to_owned()));
        }
        let (path, anchor) = match written.split_once('#') {
            Some((path, anchor)) => (
                path,
                Some(decode(anchor).into_owned()).filter(|anchor| !anchor.is_empty()),
            ),
            None => (written, None),
        };
        let path = decode(path.split('?').next().unwrap_or_default());
        if path.is_empty() {
            return match self.entry_of_file(file) {
                Some(entry) => self.follow_anchor(entry, written),
                None => Ok(Destination::Anchor(
                    anchor.unwrap_or_else(|| "main".to_owned()),
                )),
            };
        }
        if let Some(address) = path.strip_prefix('/') {
            return self.follow_address(address, anchor, written);
        }
        let inside =
            join(file.strip_prefix("content/").unwrap_or(file), &path).ok_or(Nowhere::Outside)?;
        self.follow_file(
            &inside,
            anchor,
            file.strip_prefix("content/").unwrap_or(file),
        )
    }

    /// What `#anchor` leads to on an entry's own page.
    pub fn follow_anchor(&self, entry: &Entry, written: &str) -> Result<Destination, Nowhere> {
        let anchor = decode(written.trim_start_matches('#')).into_owned();
        let anchor = if anchor.is_empty() {
            "main".to_owned()
        } else {
            anchor
        };
        self.check_anchor(entry, &anchor)?;
        Ok(Destination::Anchor(anchor))
    }

    /// An address of the site as such: right for entries, organizations and lists, whatever their file.
    fn follow_address(
        &self,
        address: &str,
        anchor: Option<String>,
        written: &str,
    ) -> Result<Destination, Nowhere> {
        let address = address.strip_suffix("index.html").unwrap_or(address);
        match self.entry_at(address) {
            Some(entry) => {
                // An anchor is missing whether or not the page is shown today.
                if let Some(anchor) = &anchor {
                    self.check_anchor(entry, anchor)?;
                }
                if !entry.visible {
                    return Ok(Destination::Hidden);
                }
                Ok(Destination::Address(address.to_owned(), anchor))
            }
            None if self.has_address(address) => {
                Ok(Destination::Address(address.to_owned(), anchor))
            }
            None if self.is_unreadable_address(address) => Err(Nowhere::Unreadable),
            None if self.has_address(&format!("{address}/")) => Err(Nowhere::Unknown(
                format!("/{address}"),
                Some(format!("/{address}/")),
            )),
            None => {
                let known: Vec<String> = self
                    .entries
                    .iter()
                    .map(|entry| format!("/{}", entry.address))
                    .collect();
                Err(Nowhere::Unknown(
                    format!("/{address}"),
                    nearest(written, known.iter().map(String::as_str)),
                ))
            }
        }
    }

    /// Whether the site has a page at this address.
    pub fn has_address(&self, address: &str) -> bool {
        self.addresses
            .get_or_init(|| routes::addresses(self).into())
            .contains(address)
    }

    /// Whether an entry whose file could not be read would most likely have this address.
    pub fn is_unreadable_address(&self, address: &str) -> bool {
        self.unreadable.iter().any(|file| {
            let Some((folder, rest)) = file
                .strip_prefix("content/")
                .and_then(|inside| inside.split_once('/'))
            else {
                return matches!(
                    file.as_str(),
                    "content/organizations.yaml" | "content/navigator.yaml" | "content/site.yaml"
                ) && ["organizations/", "territories/", "navigator/", "sections/"]
                    .iter()
                    .any(|top| address.starts_with(top));
            };
            let stem = rest.rsplit_once('.').map_or(rest, |(stem, _)| stem);
            let stem = stem.strip_suffix("/index").unwrap_or(stem);
            match Kind::of_folder(folder) {
                Some(Kind::Page) => {
                    address
                        == stem
                            .split('/')
                            .map(|part| format!("{}/", lang::slug(part)))
                            .collect::<String>()
                }
                Some(kind) => {
                    let id = stem.rsplit('/').next().unwrap_or(stem);
                    address == format!("{}/{}/", kind.folder(), lang::slug(id))
                }
                None => false,
            }
        })
    }

    fn follow_file(
        &self,
        inside: &str,
        anchor: Option<String>,
        own_file: &str,
    ) -> Result<Destination, Nowhere> {
        let file = format!("content/{inside}");
        // An entry in folder form may be named by its folder.
        let indexes = ["md", "yaml"].map(|extension| format!("{file}/index.{extension}"));
        let entry = self
            .entry_of_file(&file)
            .or_else(|| indexes.iter().find_map(|index| self.entry_of_file(index)));
        if let Some(entry) = entry {
            if entry.address.is_empty() {
                return Ok(Destination::Hidden);
            }
            if let Some(anchor) = &anchor {
                self.check_anchor(entry, anchor)?;
            }
            if !entry.visible {
                return Ok(Destination::Hidden);
            }
            return Ok(Destination::Address(entry.address.clone(), anchor));
        }
        if [&file, &indexes[0], &indexes[1]]
            .iter()
            .any(|file| self.unreadable.iter().any(|known| nfc(known) == **file))
        {
            return Err(Nowhere::Unreadable);
        }
        if KINDS.iter().any(|row| row.listed && row.folder == inside) {
            return Ok(Destination::Address(format!("{inside}/"), anchor));
        }
        let of_file = match inside {
            "organizations.yaml" => Some("organizations/"),
            "glossary.yaml" => Some("glossary/"),
            "navigator.yaml" => Some("navigator/"),
            _ => None,
        };
        if let Some(address) = of_file {
            return match anchor {
                Some(id) if address == "organizations/" => match self.resolve_organization(&id) {
                    Ok(Resolved::Organization(organization)) => {
                        Ok(Destination::Address(organization.address.clone(), None))
                    }
                    Err(problem) => Err(Nowhere::Reference(problem)),
                    Ok(_) => Err(Nowhere::Unreadable),
                },
                anchor => Ok(Destination::Address(address.to_owned(), anchor)),
            };
        }
        if inside == "site.yaml" {
            return Err(Nowhere::NoPage(file));
        }
        if self.asset(inside).is_some() {
            if self.is_hidden_file(inside, &format!("content/{own_file}")) {
                return Ok(Destination::Hidden);
            }
            return Ok(Destination::File(inside.to_owned()));
        }
        // A path that forgets how deep its own file lies is the likeliest slip.
        let own_folder = own_file.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Some(from_top) = inside
            .strip_prefix(own_folder)
            .and_then(|rest| rest.strip_prefix('/'))
            && (self.entry_of_file(&format!("content/{from_top}")).is_some()
                || self.asset(from_top).is_some())
        {
            return Err(Nowhere::Unknown(file, Some(relative(own_file, from_top))));
        }
        let known: Vec<String> = self
            .entries
            .iter()
            .map(|entry| entry.source.file.trim_start_matches("content/").to_owned())
            .chain(self.assets.iter().map(|asset| asset.inside.clone()))
            .collect();
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        // The right name in another folder is likelier than another name in this one.
        let similar = known
            .iter()
            .find(|path| name(path) == name(inside))
            .cloned();
        let similar = similar.or_else(|| nearest_path(inside, &known));
        Err(Nowhere::Unknown(
            file,
            similar.map(|path| relative(own_file, &path)),
        ))
    }

    fn check_anchor(&self, entry: &Entry, anchor: &str) -> Result<(), Nowhere> {
        let mut known: Vec<String> = entry
            .body
            .headings
            .iter()
            .map(|heading| heading.id.clone())
            .collect();
        match &entry.content {
            Content::Plan(plan) => known.extend(
                plan.measures()
                    .map(|(_, measure)| format!("m-{}", &*measure.number)),
            ),
            Content::Document(document) => {
                known.extend(document.points.iter().map(|point| self.point_anchor(point)));
            }
            _ => {}
        }
        if known.iter().any(|id| id == anchor) || anchor == "main" {
            Ok(())
        } else {
            Err(Nowhere::Anchor(
                anchor.to_owned(),
                nearest(anchor, known.iter().map(String::as_str)),
            ))
        }
    }

    /// What a field leads to that takes a reference, a file or a URL.
    pub fn follow_field(&self, written: &str, file: &str) -> Result<Destination, Nowhere> {
        let written = written.trim();
        if scheme(written).is_some() {
            return Ok(Destination::External(written.to_owned()));
        }
        let folder = written.split('/').next().unwrap_or_default();
        if written.contains('/')
            && (Kind::of_folder(folder).is_some() || folder == "organizations")
            && !written.starts_with('.')
        {
            return match self.resolve_any(written, None) {
                Ok(Resolved::Entry(entry)) if !entry.visible || entry.address.is_empty() => {
                    Ok(Destination::Hidden)
                }
                Ok(Resolved::Entry(entry)) => Ok(Destination::Address(entry.address.clone(), None)),
                Ok(Resolved::Measure(plan, _)) if !plan.visible => Ok(Destination::Hidden),
                Ok(Resolved::Measure(plan, measure)) => Ok(Destination::Address(
                    plan.address.clone(),
                    Some(format!("m-{}", &*measure.number)),
                )),
                Ok(Resolved::Organization(organization)) => {
                    Ok(Destination::Address(organization.address.clone(), None))
                }
                Ok(_) => Ok(Destination::Hidden),
                Err(problem) => Err(Nowhere::Reference(problem)),
            };
        }
        match self.find_file(written, file) {
            Err(Nowhere::Hidden) => Ok(Destination::Hidden),
            // A bare id where the field takes any kind: the kind is what is missing.
            Err(Nowhere::Unknown(path, similar)) => Err(Nowhere::Unknown(
                path,
                self.whole_reference(written).or(similar),
            )),
            found => found.map(Destination::File),
        }
    }

    /// `KIND/ID` of the entry whose bare id was written.
    fn whole_reference(&self, id: &str) -> Option<String> {
        // A video first: most fields that take any kind take one.
        let kinds = std::iter::once(Kind::Video).chain(KINDS.iter().map(|row| row.kind));
        let mut named = kinds.filter_map(|kind| self.entry(kind, id));
        named.next().map(Entry::reference)
    }

    /// The file that a field names: under `files/`, or beside the entry's own file.
    pub fn find_file(&self, written: &str, file: &str) -> Result<String, Nowhere> {
        let own = file.strip_prefix("content/").unwrap_or(file);
        let inside = if written.starts_with("files/") {
            Some(written.to_owned())
        } else {
            join(own, written)
        };
        let inside = inside.ok_or(Nowhere::Outside)?;
        if self.asset(&inside).is_some() {
            return match self.is_hidden_file(&inside, file) {
                true => Err(Nowhere::Hidden),
                false => Ok(inside),
            };
        }
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
        let as_written: Vec<String> = self
            .assets
            .iter()
            .map(|asset| {
                match asset
                    .inside
                    .strip_prefix(folder)
                    .and_then(|rest| rest.strip_prefix('/'))
                {
                    Some(beside) if !folder.is_empty() => beside.to_owned(),
                    _ => asset.inside.clone(),
                }
            })
            .collect();
        let similar = as_written
            .iter()
            .find(|path| name(path) == name(written))
            .cloned();
        let similar = similar.or_else(|| nearest_path(written, &as_written));
        Err(Nowhere::Unknown(format!("content/{inside}"), similar))
    }

    /// The address of a file as seen from the page of an entry: its own, or beside that page.
    pub fn file_address(&self, inside: &str, entry: Option<&Entry>) -> Option<String> {
        let asset = self.asset(inside)?;
        match (&asset.address, entry) {
            (Some(address), _) => Some(address.clone()),
            (None, Some(entry)) if !entry.address.is_empty() => Some(format!(
                "{}{}",
                entry.address,
                inside.rsplit('/').next().unwrap_or(inside)
            )),
            _ => None,
        }
    }
}

/// The nearest path: most alike are those whose names are alike, whatever their folders have in common.
fn nearest_path(written: &str, known: &[String]) -> Option<String> {
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let like = nearest(
        &name(written),
        known
            .iter()
            .map(|path| path.rsplit('/').next().unwrap_or(path)),
    )?;
    let alike: Vec<&str> = known
        .iter()
        .map(String::as_str)
        .filter(|path| name(path) == like)
        .collect();
    nearest(written, alike.iter().copied()).or_else(|| alike.first().map(|path| (*path).to_owned()))
}

/// A path relative to the folder of a file; nothing when it leads out of the top.
fn join(file: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(nfc(&parts.join("/")))
}

/// How a file would be written in a link from another file, both relative to `content/`.
fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to_parts: Vec<&str> = to.split('/').collect();
    let shared = from
        .iter()
        .zip(&to_parts)
        .take_while(|(a, b)| a == b)
        .count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to_parts[shared.min(to_parts.len() - 1)..].iter().copied())
        .collect::<Vec<_>>()
        .join("/")
}

/// Percent-encoding undone where it is UTF-8.
fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut rest = text.as_bytes();
    let mut out = Vec::with_capacity(rest.len());
    while let Some((byte, after)) = rest.split_first() {
        match percent::escaped(rest) {
            Some(byte) => {
                out.push(byte);
                rest = &after[2..];
            }
            None => {
                out.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8(out).map_or(Cow::Borrowed(text), Cow::Owned)
}
