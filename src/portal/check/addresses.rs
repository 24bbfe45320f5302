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
    let mut claims = of_entries(portal, found);
    claims.extend(of_organizations(portal, found));
    // Stable: entries of one file keep its order, and of two files the first by path has the address.
    claims.sort_by(|a, b| a.source.file.cmp(&b.source.file));
    let mut owners = settle(&claims, found);
    aliases::check(portal, &mut owners, found);
    files::check(portal, &owners, found);
}

/// What entries want, but for those whose address can be no one's.
fn of_entries<'p>(portal: &'p Portal, found: &mut Vec<Diagnostic>) -> Vec<Claim<'p>> {
    let mut claims = Vec::new();
    for entry in portal
        .entries
        .iter()
        .filter(|entry| entry.kind != Kind::Report)
    {
        let claim = Claim {
            address: &entry.address,
            source: &entry.source,
            path: None,
            by_slug: !entry.common.slug.0.is_empty(),
        };
        let parts: Vec<&str> = entry.address.trim_end_matches('/').split('/').collect();
        if entry.address.is_empty()
            || parts.contains(&"")
            || parts.len() == 1 && entry.kind != Kind::Page
        {
            found.push(mistakes::empty_address(claim.place(), &entry.id));
            continue;
        }
        if let Some(long) = parts
            .iter()
            .map(|part| part.len())
            .max()
            .filter(|length| *length > ADDRESS_PART_LIMIT)
        {
            found.push(mistakes::long_address(
                claim.place(),
                long,
                ADDRESS_PART_LIMIT,
            ));
        }
        let taken = entry.kind == Kind::Page && routes::is_reserved_folder(parts[0]);
        if matches!(parts.last(), Some(&"page" | &"print")) || taken {
            found.push(claim.reserved());
            continue;
        }
        claims.push(claim);
    }
    claims
}

/// What organizations and territories want.
fn of_organizations<'p>(portal: &'p Portal, found: &mut Vec<Diagnostic>) -> Vec<Claim<'p>> {
    let Some(read) = &portal.organizations_file else {
        return Vec::new();
    };
    let organizations = portal
        .organizations
        .iter()
        .map(|known| ("organizations", &known.id, &known.address));
    let territories = portal
        .territories
        .iter()
        .map(|known| ("territories", &known.id, &known.address));
    let mut claims = Vec::new();
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
    claims
}

/// Gives each address to the first who wants it. Back come the files that have one; of an address that
/// the program needs, no file has it.
fn settle(claims: &[Claim], found: &mut Vec<Diagnostic>) -> HashMap<String, String> {
    let built_in = routes::built_in().into_iter();
    let mut owners: HashMap<String, String> =
        built_in.map(|address| (address, String::new())).collect();
    for claim in claims {
        match owners.get(claim.address) {
            Some(first) if first.is_empty() => found.push(claim.reserved()),
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
    owners
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

    /// The address is one that the program needs.
    fn reserved(&self) -> Diagnostic {
        mistakes::reserved_address(self.place(), &format!("/{}", self.address))
    }
}
