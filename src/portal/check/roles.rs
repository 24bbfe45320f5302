//! The doors of the home page: every link of a role leads somewhere.

use super::leaves::Leaves;
use crate::diagnostics::Diagnostic;
use crate::parse::tree::Step;
use crate::parse::{self, Source, markdown};
use crate::portal::site::{RoleLink, Site};
use crate::portal::{Portal, mistakes};

/// Checks the links of every role.
pub fn check(portal: &Portal, site: &Site, source: &Source, found: &mut Vec<Diagnostic>) {
    for (at, role) in site.roles.iter().enumerate() {
        for (index, link) in role.links.iter().enumerate() {
            let mut path = vec![
                Step::Key("roles"),
                Step::Index(at),
                Step::Key("links"),
                Step::Index(index),
            ];
            let written = match link {
                RoleLink::Bare(text) => text,
                RoleLink::Titled(parts) if !parts.url.0.is_empty() => {
                    path.push(Step::Key("url"));
                    &parts.url
                }
                RoleLink::Titled(parts) => {
                    path.push(Step::Key("link"));
                    &parts.link
                }
            };
            let scheme = markdown::scheme(written);
            if scheme.is_some_and(|scheme| !markdown::is_harmless(&scheme)) {
                found.push(parse::mistakes::wrong_form(
                    source.value_place(&path),
                    "links",
                    written,
                    "link",
                ));
            } else if written.0.is_empty() {
                // A link without an address is named by its record, an empty item by nothing else.
                if matches!(link, RoleLink::Bare(_)) {
                    found.push(mistakes::missing_field(source.value_place(&path), "url"));
                }
            } else if let Err(nowhere) = portal.site_link(written) {
                Leaves::new(portal, source, None, found).site_nowhere(
                    source.value_place(&path),
                    written,
                    nowhere,
                );
            }
        }
    }
}
