//! What stands behind a page, for the preview's bar: the file that makes it, and who leads to it.

use std::path::Path;

use super::Publication;
use crate::portal::uses::{Origin, Referrer};
use crate::portal::{Content, Entry};
use crate::routes::Route;

/// A page that leads to another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLink {
    /// Its title.
    pub title: String,
    /// Its address relative to the root of the site, perhaps with an anchor; empty for the home page.
    pub address: String,
    /// What it is: «Практика», «Страница».
    pub kind: String,
    /// The numbers of the measures that name the page, when a plan does.
    pub measures: Vec<String>,
}

impl Publication {
    /// The file of the author that makes this page, relative to the root, if one does.
    pub fn source_of(&self, path: &str) -> Option<&Path> {
        if let Some(entry) = self.entry_behind(path) {
            return Some(Path::new(&entry.source.file));
        }
        let file = match self.table.get(path)? {
            Route::Home => "content/site.yaml",
            Route::Organizations
            | Route::Organization(_)
            | Route::OrganizationTerms(_)
            | Route::Territory(_) => "content/organizations.yaml",
            Route::Glossary => "content/glossary.yaml",
            Route::Navigator(_) | Route::FacetValue(..) | Route::Matrix => "content/navigator.yaml",
            _ => return None,
        };
        Some(Path::new(file))
    }

    /// The pages that lead to this one, in the portal's order. Other papers of an entry mean its page, and all
    /// pages of a list the first.
    pub fn referrers_of(&self, path: &str) -> Vec<PageLink> {
        let address = path.strip_suffix("index.html").unwrap_or(path);
        let own = self.entry_behind(path).map(|entry| &*entry.address);
        let pages: Vec<&str> = [address, first_page(address)]
            .into_iter()
            .chain(own)
            .collect();
        let referrers = self.portal.referrers(&pages);
        let links = referrers
            .iter()
            .filter_map(|referrer| self.page_link(referrer));
        links.filter(|link| link.address != address).collect()
    }

    /// The entry that a page is about.
    fn entry_behind(&self, path: &str) -> Option<&Entry> {
        match self.table.get(path)? {
            Route::Entry(at)
            | Route::PlanPrint(at)
            | Route::PlanReport(at)
            | Route::PlanPeriod(at, _)
            | Route::PlanPeriodPaper(at, _)
            | Route::PlanPaper(at)
            | Route::PlanBook(at)
            | Route::PlanTerms(at)
            | Route::SeminarEvent(at)
            | Route::Alias(at) => self.portal.entries.get(*at),
            _ => None,
        }
    }

    fn page_link(&self, referrer: &Referrer) -> Option<PageLink> {
        let view = self.view();
        let page = |word: &str, address: &str| PageLink {
            title: view.word(word),
            address: address.to_owned(),
            kind: String::new(),
            measures: Vec::new(),
        };
        let at = match referrer.from {
            Origin::Entry(at) => at,
            Origin::Site => return Some(page("nav.home", "")),
            Origin::Navigator => return Some(page("pages.navigator.title", "navigator/")),
            Origin::Organizations => {
                return Some(page("pages.organizations.title", "organizations/"));
            }
            Origin::Glossary => return Some(page("pages.glossary.title", "glossary/")),
        };
        let entry = self.portal.entries.get(at)?;
        let measures: Vec<_> = match &entry.content {
            Content::Plan(plan) => {
                let places = referrer.measures.iter();
                let found = places
                    .filter_map(|(section, at)| plan.sections.get(*section)?.measures.get(*at));
                found.collect()
            }
            _ => Vec::new(),
        };
        let first = measures.first();
        Some(PageLink {
            title: view.shown_title(entry),
            address: first.map_or_else(
                || entry.address.clone(),
                |measure| entry.measure_address(measure),
            ),
            kind: view.near_kind(entry),
            measures: measures
                .iter()
                .map(|measure| measure.number.0.clone())
                .collect(),
        })
    }
}

/// The address of the first page of a list, for any of its pages.
fn first_page(address: &str) -> &str {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let cut = address.rsplit_once("/page/");
    let of_list = cut.filter(|(_, page)| page.strip_suffix('/').is_some_and(is_number));
    of_list.map_or(address, |(list, _)| &address[..=list.len()])
}

#[cfg(test)]
mod tests {
    use super::first_page;

    #[test]
    fn every_page_of_a_list_means_its_first() {
        let table = [
            ("practices/page/2/", "practices/"),
            ("navigator/risk/low/page/12/", "navigator/risk/low/"),
            ("practices/", "practices/"),
            ("about/page/team/", "about/page/team/"),
            ("page/2/", "page/2/"),
            ("", ""),
        ];
        for (address, expected) in table {
            assert_eq!(first_page(address), expected, "{address}");
        }
    }
}
