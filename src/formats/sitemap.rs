//! `/sitemap.xml` and `/robots.txt`.

use jiff::civil::Date;

use super::atom::xml;
use crate::portal::{Entry, Kind, Portal};
use crate::routes::{self, Route};
use crate::view::View;
use crate::view::links::encode;

/// The most addresses that one sitemap may hold (sitemaps.org); a search engine refuses a longer one whole.
const MOST: usize = 50_000;

/// Every page for search engines: no examples, no second forms of a page. Only with a `base_url`.
pub fn sitemap(view: View) -> String {
    let portal = view.portal;
    let Some(base) = portal.base_url() else {
        return String::new();
    };
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let table = routes::table(portal);
    for (path, route) in table
        .iter()
        .filter(|(_, route)| is_indexed(portal, route))
        .take(MOST)
    {
        let address = path.strip_suffix("index.html").unwrap_or(path);
        text.push_str(&format!(
            "<url><loc>{}</loc>",
            xml(&format!("{base}{}", encode(&view.path(address))))
        ));
        if let Route::Entry(at) = route
            && let Some(day) = last_change(&portal.entries[*at])
        {
            text.push_str(&format!("<lastmod>{day}</lastmod>"));
        }
        text.push_str("</url>\n");
    }
    text.push_str("</urlset>\n");
    text
}

/// Whether search engines are to show the page of this route.
fn is_indexed(portal: &Portal, route: &Route) -> bool {
    match route {
        Route::PlanPeriod(at, unit) => {
            !portal.is_sample_paper(*at, *unit) && !portal.entries[*at].common.draft.yes()
        }
        Route::Entry(at) | Route::PlanReport(at) => {
            let entry = &portal.entries[*at];
            !entry.sample && !entry.common.draft.yes()
        }
        Route::Organization(at) => !portal.organizations[*at].is_sample(),
        Route::Home
        | Route::List(..)
        | Route::Section(_)
        | Route::Organizations
        | Route::Territory(_)
        | Route::Glossary
        | Route::Tags
        | Route::Tag(..)
        | Route::Navigator(_)
        | Route::FacetValue(..)
        | Route::Matrix
        | Route::Calendar
        | Route::Search
        | Route::Accessibility
        | Route::Data => true,
        // The printed forms repeat other pages; what a visitor chose is in no built page.
        Route::Selection | Route::Compare => false,
        Route::PlanPrint(_) | Route::PracticesPrint | Route::NotFound | Route::Alias(_) => false,
        Route::DataSet(_)
        | Route::NavigatorData(_)
        | Route::SearchData(_)
        | Route::PracticesCsv
        | Route::Schema(_)
        | Route::Feed
        | Route::Sitemap
        | Route::Robots
        | Route::PlanPaper(_)
        | Route::PlanPeriodPaper(..)
        | Route::PlanBook(_)
        | Route::PlanTerms(_)
        | Route::OrganizationTerms(_)
        | Route::SeminarEvent(_)
        | Route::CalendarFile
        | Route::Asset(_)
        | Route::Theme(_) => false,
    }
}

/// The day of the last change, if it is known. The date of an act, an event or a video is the day of
/// the thing itself and says nothing of its page.
fn last_change(entry: &Entry) -> Option<Date> {
    let own_day = matches!(
        entry.kind,
        Kind::Document | Kind::Seminar | Kind::Video | Kind::Contest | Kind::Course | Kind::Plan
    );
    let date = entry.common.date.filter(|_| !own_day);
    entry.common.updated.or(date).map(|day| day.0)
}

/// Everything may be visited; the sitemap is named when there is one.
pub fn robots(view: View) -> String {
    let mut text = String::from("User-agent: *\nDisallow:\n");
    if let Some(base) = view.portal.base_url() {
        text.push_str(&format!("\nSitemap: {base}sitemap.xml\n"));
    }
    text
}
