//! Old addresses of entries: none is a page, a file or another's old address.

use std::collections::HashMap;

use super::addresses::ADDRESS_PART_LIMIT;
use crate::diagnostics::Diagnostic;
use crate::parse::tree::Step;
use crate::portal::{Entry, Kind, Portal, mistakes};
use crate::routes;

/// Checks the aliases of every entry; `owners` are the files that have the addresses.
pub fn check(portal: &Portal, owners: &mut HashMap<String, String>, found: &mut Vec<Diagnostic>) {
    let mut files: Vec<&Entry> = portal
        .entries
        .iter()
        .filter(|entry| !entry.common.aliases.is_empty())
        .collect();
    files.sort_by(|a, b| a.source.file.cmp(&b.source.file));
    if files.is_empty() {
        return;
    }
    let mut folded: HashMap<String, String> = HashMap::new();
    // Of a page and an alias with one path the table holds the page.
    let table = routes::table(portal);
    for entry in files {
        for (at, alias) in entry.common.aliases.iter().enumerate() {
            let written = alias.trim_start_matches('/');
            let address = written
                .strip_suffix("index.html")
                .unwrap_or(written)
                .to_owned();
            let place = || {
                entry
                    .source
                    .value_place(&[Step::Key("aliases"), Step::Index(at)])
            };
            if let Some(long) = address
                .split('/')
                .map(str::len)
                .max()
                .filter(|length| *length > ADDRESS_PART_LIMIT)
            {
                found.push(mistakes::long_address(place(), long, ADDRESS_PART_LIMIT));
            }
            if entry.kind == Kind::Report {
                found.push(mistakes::alias_without_page(place(), alias));
                continue;
            }
            let path = if address.is_empty() || address.ends_with('/') {
                format!("{address}index.html")
            } else {
                address.clone()
            };
            let is_page = || {
                table
                    .get(&path)
                    .is_some_and(|route| !matches!(route, routes::Route::Alias(_)))
            };
            let taken = owners.get(&address).map(|first| match first.is_empty() {
                true => format!("/{address}"),
                false => first.clone(),
            });
            // On many disks `/Old/` and `/old/` are one folder.
            let lower = address.to_lowercase();
            let same_folder = || folded.get(&lower).or_else(|| owners.get(&lower));
            let taken = taken.or_else(|| match same_folder() {
                Some(first) if first.is_empty() => Some(format!("/{lower}")),
                first => first.cloned(),
            });
            let taken = taken.or_else(|| {
                (routes::is_made_file(&address) || is_page()).then(|| format!("/{address}"))
            });
            // A folder cannot stand where a file is: `/feed.xml/` beside `/feed.xml`.
            let inside_file = || {
                let ends = address.match_indices('/').map(|(at, _)| &address[..at]);
                let is_file = |end: &&str| routes::is_made_file(end) || table.contains_key(*end);
                ends.filter(|end| !end.is_empty())
                    .find(is_file)
                    .map(|end| format!("/{end}"))
            };
            match taken.or_else(inside_file) {
                Some(first) => found.push(mistakes::duplicate_alias(place(), alias, &first)),
                None => {
                    folded.insert(lower, entry.source.file.clone());
                    owners.insert(address, entry.source.file.clone());
                }
            }
        }
    }
}
