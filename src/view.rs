//! A portal, a theme and a route to the bytes of one file. Pure: no disk, no clock.

mod anchors;
mod cards;
mod common;
mod context;
mod entry;
mod frames;
mod home;
pub mod links;
mod list;
mod map;
mod navigator;
mod organization;
pub(crate) mod plan;
mod service;
pub mod shapes;

use std::sync::OnceLock;

use serde::Serialize;
use tera::Context;

use crate::formats;
use crate::portal::{Kind, Portal};
use crate::publication::{Body, Error};
use crate::routes::Route;
use crate::search;
use crate::theme::Theme;
pub use cards::{CardStyle, Cards, ShownCard};
pub use context::globals;
pub use entry::PracticeCells;
pub use frames::Frames;

/// Bytes to set aside for a page, so that most never grow on the way.
const TYPICAL_PAGE: usize = 32 * 1024;

/// What every view reads.
#[derive(Clone, Copy)]
pub struct View<'p> {
    /// The portal.
    pub portal: &'p Portal,
    /// The theme.
    pub theme: &'p Theme,
    /// Links name `index.html`.
    pub offline: bool,
    /// Cards that several lists share.
    pub cards: &'p Cards,
    /// Headers and footers that pages share.
    pub frames: &'p Frames,
    /// The index of the search, once one of its files was asked for.
    pub search: &'p OnceLock<search::Index>,
}

/// A page before its template: its name and the values it reads.
pub struct Page {
    /// Template.
    pub template: &'static str,
    /// Values beside the global ones.
    pub context: Context,
    root: String,
    current: Option<String>,
}

impl Page {
    /// A page of a template with its head.
    pub fn new(template: &'static str, head: &shapes::Head) -> Self {
        let mut context = Context::new();
        context.insert("page", head);
        Self {
            template,
            context,
            root: head.root.clone(),
            current: head.current.clone(),
        }
    }

    /// Names a value that the template reads.
    #[must_use]
    pub fn with<T: Serialize + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        self.context.insert(name, value);
        self
    }
}

/// The bytes of a file, and the template they were made with; a file that is no page has none.
pub fn render(
    view: View,
    route: &Route,
    path: &str,
) -> Result<(Body, Option<&'static str>), Error> {
    let mut page = match make(view, route, path)? {
        Made::File(body) => return Ok((body, None)),
        Made::Page(page) => page,
    };
    page.context.insert_value(
        "frame",
        view.frames
            .get(view.theme, &page.root, page.current.as_deref())?,
    );
    let mut html = Vec::with_capacity(TYPICAL_PAGE);
    view.theme
        .tera
        .render_to(page.template, &page.context, &mut html)
        .map_err(|error| Error(format!("{path}: {error}")))?;
    Ok((Body::Bytes(html), Some(page.template)))
}

/// What stands at an address: a page before its template, or a file as it is.
enum Made {
    Page(Page),
    File(Body),
}

/// Which view or writer makes what.
fn make(view: View, route: &Route, path: &str) -> Result<Made, Error> {
    let text = |text| Ok(Made::File(Body::Text(text)));
    let bytes = |bytes| Ok(Made::File(Body::Bytes(bytes)));
    let page = match route {
        Route::Home => home::page(view, path),
        Route::Entry(at) if view.portal.entries[*at].kind == Kind::Plan => {
            plan::page(view, *at, path)
        }
        Route::Entry(at) => entry::page(view, *at, path),
        Route::PlanPrint(at) => plan::print(view, *at, path),
        Route::PlanReport(at) => plan::report(view, *at, path),
        Route::PlanPeriod(at, unit) => plan::period(view, *at, *unit, path),
        Route::List(kind, number) => list::kind(view, *kind, *number, path),
        Route::Section(at) => list::section(view, *at, path),
        Route::Tags => list::tags(view, path),
        Route::Tag(slug, number) => list::tag(view, slug, *number, path),
        Route::PracticesPrint => entry::book(view, path),
        Route::Organizations => organization::list(view, path),
        Route::Organization(at) => organization::page(view, *at, path),
        Route::Territory(at) => organization::territory(view, *at, path),
        Route::Navigator(number) => navigator::page(view, *number, path),
        Route::FacetValue(facet, value, number) => {
            navigator::value(view, facet, value, *number, path)
        }
        Route::Matrix => navigator::matrix(view, path),
        Route::Selection => navigator::selection(view, path),
        Route::Compare => navigator::compare(view, path),
        Route::NavigatorData(part) => return text(formats::navigator::write(view, *part)?),
        Route::Glossary => service::glossary(view, path),
        Route::Calendar => service::calendar(view, path),
        Route::Search => service::search(view, path),
        Route::SearchData(part) => {
            let index = view.search.get_or_init(|| search::Index::of(view));
            return text(index.file(*part).to_owned());
        }
        Route::Accessibility => service::accessibility(view, path),
        Route::Data => service::data(view, path),
        Route::NotFound => service::not_found(view, path),
        Route::Alias(at) => service::redirect(view, *at, path),
        Route::DataSet(kind) => return text(formats::data::entries(view, *kind)),
        Route::PracticesCsv => return text(formats::csv::practices(view)),
        Route::Schema(kind) => {
            return text(formats::schema::kind(*kind, view.theme.words.language()));
        }
        Route::Feed => return text(formats::atom::feed(view)),
        Route::Sitemap => return text(formats::sitemap::sitemap(view)),
        Route::Robots => return text(formats::sitemap::robots(view)),
        Route::PlanPaper(at) => return bytes(formats::plan::paper::write(view, *at)?),
        Route::PlanPeriodPaper(at, unit) => {
            return bytes(formats::plan::report::write(view, *at, *unit)?);
        }
        Route::PlanBook(at) => return bytes(formats::plan::book::write(view, *at)?),
        Route::PlanTerms(at) => return text(formats::calendar::plan(view, *at)),
        Route::OrganizationTerms(at) => {
            return text(formats::calendar::organization(view, *at));
        }
        Route::SeminarEvent(at) => return text(formats::calendar::seminar(view, *at)),
        Route::CalendarFile => return text(formats::calendar::portal(view)),
        Route::Asset(at) => {
            return Ok(Made::File(Body::Copy(view.portal.assets[*at].path.clone())));
        }
        Route::Theme(at) => return bytes(view.theme.files[*at].1.clone()),
    };
    Ok(Made::Page(page))
}
