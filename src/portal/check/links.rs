//! Links of Markdown, and of fields that take addresses: each leads to a page, an anchor or a file.

use super::leaves::Leaves;
use crate::diagnostics::{Place, nearest};
use crate::parse::markdown::{self, SlipKind, Style};
use crate::parse::slip_mistake;
use crate::parse::tree::Step;
use crate::portal::follow::{Destination, Nowhere};
use crate::portal::{KINDS, Kind, mistakes};

impl Leaves<'_, '_> {
    pub fn markdown(&mut self, path: &[Step], text: &str) {
        if !text.contains(['[', '<', '!']) {
            return;
        }
        let style = Style {
            language: self.portal.language(),
            typography: false,
            terms: &self.portal.terms,
            mask: None,
        };
        let fragment = markdown::parse(text, style);
        // The anchors of a field get a name of their own on the page.
        let slips = fragment.slips.iter();
        for slip in slips.filter(|slip| !matches!(slip.kind, SlipKind::ReservedAnchor(_))) {
            let place = self.source.markdown_value_place(path, text, slip.offset);
            self.found.push(slip_mistake(&slip.kind, place));
        }
        for link in &fragment.links {
            let place = || self.source.markdown_value_place(path, text, link.offset);
            self.link(&link.target, place);
        }
    }

    pub fn link(&mut self, target: &str, place: impl Fn() -> Place) {
        let followed = match self.entry {
            Some(entry) if target.starts_with('#') => self.portal.follow_anchor(entry, target),
            _ => self.portal.follow(target, &self.source.file),
        };
        match followed {
            Ok(Destination::Hidden) => self.found.push(mistakes::hidden_reference(place(), target)),
            Ok(Destination::File(inside)) => self.place_beside(inside, place),
            Ok(_) => {}
            Err(nowhere) => self.nowhere(place(), target, nowhere),
        }
    }

    pub(super) fn nowhere(&mut self, place: Place, written: &str, nowhere: Nowhere) {
        match nowhere {
            Nowhere::Unknown(path, similar) => self
                .found
                .push(mistakes::missing_file(place, written, &path, similar)),
            Nowhere::Hidden => self.found.push(mistakes::hidden_reference(place, written)),
            Nowhere::NoPage(path) => self.found.push(mistakes::no_page(place, &path)),
            Nowhere::Outside => self.found.push(mistakes::file_outside(place, written)),
            Nowhere::Anchor(anchor, similar) => self
                .found
                .push(mistakes::unknown_anchor(place, &anchor, similar)),
            Nowhere::Reference(problem) => self.problem(place, written, problem),
            Nowhere::Unreadable => {}
        }
    }

    /// A link of site.yaml that leads nowhere. It may be an address, a reference or a page's id, so
    /// it is named as such, and not as the file that was looked for last.
    pub(super) fn site_nowhere(&mut self, place: Place, written: &str, nowhere: Nowhere) {
        let Nowhere::Unknown(_, similar) = nowhere else {
            return self.nowhere(place, written, nowhere);
        };
        let bare = written.trim_matches('/').trim_end_matches(".md").to_owned();
        let pages = self
            .portal
            .entries
            .iter()
            .filter(|entry| entry.kind == Kind::Page)
            .map(|entry| entry.id.as_str());
        let built_in = [
            "navigator",
            "calendar",
            "organizations",
            "glossary",
            "tags",
            "search",
            "accessibility",
            "data",
        ];
        let lists = KINDS
            .iter()
            .filter(|row| row.listed)
            .map(|row| row.folder)
            .chain(built_in);
        let addresses = self
            .portal
            .entries
            .iter()
            .map(|entry| entry.address.trim_end_matches('/'))
            .chain(lists);
        let page = nearest(&bare, pages).filter(|_| !bare.contains('/'));
        let address = nearest(&bare, addresses).map(|address| format!("{address}/"));
        self.found.push(mistakes::unknown_reference(
            place,
            written,
            page.or(address).or(similar),
        ));
    }
}
