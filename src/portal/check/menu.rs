//! The menu of site.yaml: its sections have addresses, hold kinds that are there, and lead to pages.

use std::collections::HashMap;

use super::leaves::Leaves;
use super::{addresses, at_line};
use crate::diagnostics::{Diagnostic, nearest};
use crate::lang;
use crate::parse::Source;
use crate::parse::tree::Step;
use crate::portal::site::Site;
use crate::portal::{KINDS, Portal, mistakes};

/// Checks every section of the menu.
pub fn check(portal: &Portal, site: &Site, source: &Source, found: &mut Vec<Diagnostic>) {
    let mut sections: HashMap<String, usize> = HashMap::new();
    for (at, section) in site.sections.iter().enumerate() {
        let own = format!("sections/{}/", lang::slug(&section.title));
        let path = [Step::Key("sections"), Step::Index(at), Step::Key("title")];
        addresses::part(
            &section.title,
            &lang::slug(&section.title),
            || source.value_place(&path),
            found,
        );
        if portal
            .menu()
            .get(at)
            .is_some_and(|section| section.own_address.is_some())
            && let Some(first) = sections.insert(own.clone(), at)
        {
            let first = source.value_place(&[
                Step::Key("sections"),
                Step::Index(first),
                Step::Key("title"),
            ]);
            found.push(mistakes::duplicate_address(
                source.value_place(&path),
                &format!("/{own}"),
                &at_line(&first),
            ));
        }
        for (index, kind) in section.kinds.iter().enumerate() {
            let known = || {
                KINDS
                    .iter()
                    .filter(|row| row.listed)
                    .map(|row| row.folder)
                    .chain(["calendar"])
            };
            if !known().any(|folder| folder == &**kind) {
                let path = [
                    Step::Key("sections"),
                    Step::Index(at),
                    Step::Key("kinds"),
                    Step::Index(index),
                ];
                found.push(mistakes::unknown_name(
                    source.value_place(&path),
                    "kinds",
                    kind,
                    nearest(kind, known()),
                ));
            }
        }
        for (index, page) in section.pages.iter().enumerate() {
            let path = [
                Step::Key("sections"),
                Step::Index(at),
                Step::Key("pages"),
                Step::Index(index),
            ];
            if let Err(nowhere) = portal.site_page(page) {
                Leaves::new(portal, source, None, found).site_nowhere(
                    source.value_place(&path),
                    page,
                    nowhere,
                );
            }
        }
    }
}
