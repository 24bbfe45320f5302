//! Files that are copied: none takes an address that a page or another file has.

use std::collections::{HashMap, HashSet};

use super::leaves::Leaves;
use crate::diagnostics::{Diagnostic, Place};
use crate::portal::{Portal, mistakes};
use crate::routes;

impl Leaves<'_, '_> {
    /// Two files of one name cannot both be copied beside one page.
    pub(super) fn place_beside(&mut self, inside: String, place: impl Fn() -> Place) {
        let (Some(entry), Some(asset)) = (self.entry, self.portal.asset(&inside)) else {
            return;
        };
        if asset.address.is_some() {
            return;
        }
        let name = inside.rsplit('/').next().unwrap_or(&inside).to_owned();
        let address = format!("{}{name}", entry.address);
        if routes::is_made_beside_page(&address) {
            self.found
                .push(mistakes::reserved_file(place(), &format!("/{address}")));
            return;
        }
        let first = self
            .beside
            .entry(name.clone())
            .or_insert_with(|| inside.clone());
        if *first != inside {
            let first = format!("content/{first}");
            self.found.push(mistakes::duplicate_address(
                place(),
                &format!("/{address}"),
                &first,
            ));
        }
    }
}

/// Files that are copied to an address where something else already is.
pub fn check(portal: &Portal, owners: &HashMap<String, String>, found: &mut Vec<Diagnostic>) {
    let folders: HashSet<&str> = owners
        .keys()
        .flat_map(|address| address.match_indices('/').map(|(at, _)| &address[..at]))
        .filter(|folder| !folder.is_empty())
        .collect();
    for asset in portal.assets.iter() {
        let Some(address) = &asset.address else {
            continue;
        };
        let in_root = asset.inside.starts_with("root/");
        let page = address.strip_suffix("index.html").unwrap_or(address);
        let made = owners.contains_key(page) || folders.contains(address.as_str());
        let reserved = in_root
            && (routes::is_made_file(address)
                || routes::is_reserved_folder(address.split('/').next().unwrap_or_default())
                || address
                    .match_indices('/')
                    .any(|(at, _)| routes::is_made_file(&address[..at])));
        let made_of_plan = ["print", "report"].iter().any(|part| {
            let plan = address
                .split('/')
                .take(2)
                .map(|part| format!("{part}/"))
                .collect::<String>();
            plan.starts_with("plans/") && address.split('/').nth(2) == Some(part)
        });
        if made || reserved || made_of_plan || routes::is_made_beside_page(address) {
            let place = Place {
                file: format!("content/{}", asset.inside),
                line: 1,
                column: 1,
                width: 1,
            };
            found.push(mistakes::reserved_file(place, &format!("/{address}")));
        }
    }
}
