//! Addresses of pages: every name gives one, no two things have the same, and nobody takes one that the
//! program needs.

use std::collections::HashMap;

use super::{aliases, at_line, files};
use crate::diagnostics::{Diagnostic, Place};
use crate::lang;
use crate::parse::Source;
use crate::parse::tree::Step;
use crate::portal::{Kind, Portal, mistakes};
use crate::routes;

/// The longest part of an address: file systems allow 255 bytes, and temporary names need some of them.
pub const ADDRESS_PART_LIMIT: usize = 150;

/// Every name that becomes a part of an address must give one, and not too long a one.
pub fn part(name: &str, slug: &str, place: impl Fn() -> Place, found: &mut Vec<Diagnostic>) {
    if name.is_empty() {
        return;
    }
    if slug.is_empty() {
        found.push(mistakes::empty_address(place(), name));
    } else if slug.len() > ADDRESS_PART_LIMIT {
        found.push(mistakes::long_address(
            place(),
            slug.len(),
            ADDRESS_PART_LIMIT,
        ));
    }
}

/// No two things may have one address, and nobody may take an address that the program needs.
pub fn check(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let mut owners: HashMap<String, String> = HashMap::new();
    for address in routes::built_in() {
        owners.insert(address, String::new());
    }
    let mut claims: Vec<Claim> = Vec::new();
    for entry in portal
        .entries
        .iter()
        .filter(|entry| entry.kind != Kind::Report)
    {
        let own = || match entry.common.slug.0.is_empty() {
            true => entry.source.start(),
            false => entry.source.value_place(&[Step::Key("slug")]),
        };
        let parts: Vec<&str> = entry.address.trim_end_matches('/').split('/').collect();
        if entry.address.is_empty()
            || parts.contains(&"")
            || parts.len() == 1 && entry.kind != Kind::Page
        {
            found.push(mistakes::empty_address(own(), &entry.id));
            continue;
        }
        if let Some(long) = parts
            .iter()
            .map(|part| part.len())
            .max()
            .filter(|length| *length > ADDRESS_PART_LIMIT)
        {
            found.push(mistakes::long_address(own(), long, ADDRESS_PART_LIMIT));
        }
        let taken = entry.kind == Kind::Page && routes::is_reserved_folder(parts[0]);
        if matches!(parts.last(), Some(&"page" | &"print")) || taken {
            found.push(mistakes::reserved_address(
                own(),
                &format!("/{}", entry.address),
            ));
            continue;
        }
        claims.push(Claim {
            address: &entry.address,
            source: &entry.source,
            path: None,
            by_slug: !entry.common.slug.0.is_empty(),
        });
    }
    if let Some(read) = &portal.organizations_file {
        let organizations = portal
            .organizations
            .iter()
            .map(|known| ("organizations", &known.id, &known.address));
        let territories = portal
            .territories
            .iter()
            .map(|known| ("territories", &known.id, &known.address));
        for (list, id, address) in organizations.chain(territories) {
            let path = [Step::Key(list), Step::Key(id.as_str())];
            let slug = lang::slug(id);
            part(id, &slug, || read.source.key_place(&path), found);
            if !slug.is_empty() {
                claims.push(Claim {
                    address,
                    source: &read.source,
                    path: Some(path),
                    by_slug: false,
                });
            }
        }
    }
    // Stable: entries of one file keep its order, and of two files the first by path has the address.
    claims.sort_by(|a, b| a.source.file.cmp(&b.source.file));
    for claim in &claims {
        match owners.get(claim.address) {
            Some(first) if first.is_empty() => {
                found.push(mistakes::reserved_address(
                    claim.place(),
                    &format!("/{}", claim.address),
                ));
            }
            Some(first) => {
                let same_file = claims.iter().find(|first| {
                    first.address == claim.address && first.source.file == claim.source.file
                });
                let first = same_file
                    .filter(|first| first.path.is_some())
                    .map_or_else(|| first.clone(), |first| at_line(&first.place()));
                found.push(mistakes::duplicate_address(
                    claim.place(),
                    &format!("/{}", claim.address),
                    &first,
                ));
            }
            None => {
                owners.insert(claim.address.to_owned(), claim.source.file.clone());
            }
        }
    }
    aliases::check(portal, &mut owners, found);
    files::check(portal, &owners, found);
}

/// Who wants an address; the place is found only when somebody else has it.
struct Claim<'p> {
    address: &'p str,
    source: &'p Source,
    path: Option<[Step<'p>; 2]>,
    by_slug: bool,
}

impl Claim<'_> {
    fn place(&self) -> Place {
        match &self.path {
            Some(path) => self.source.key_place(path),
            None if self.by_slug => self.source.value_place(&[Step::Key("slug")]),
            None => self.source.start(),
        }
    }
}
