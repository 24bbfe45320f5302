//! The navigator without a script: facets as links with counts, values as lists, the matrix.

mod choice;
mod matrix;
mod serves;
mod value;
mod values;

use serde::Serialize;

use super::cards::{CardStyle, ShownCard};
use super::context::{About, some};
use super::list::one_page;
use super::map::{self, Map};
use super::shapes::{Count, Link, Paging};
use super::{Page, View};
use crate::portal::Kind;
use crate::portal::navigator::{Facet, Sort};
pub use choice::{compare, selection};
pub use matrix::matrix;
pub use value::value;
use values::ValueLink;

/// Values of a facet that are seen before «Ещё значения».
const SHOWN_VALUES: usize = 8;
/// Facets that are open at first.
const OPEN_FACETS: usize = 3;

#[derive(Serialize)]
struct NavigatorPage {
    /// Only the first page has the form that scripts take over; the others go on with the list.
    first: bool,
    total: usize,
    lead: Option<String>,
    count: Count,
    facets: Vec<FacetPart>,
    /// Values of the facet that says what a school is like.
    school: Vec<ValueLink>,
    map: Option<Map>,
    sort: SortPart,
    cards: Vec<ShownCard>,
    paging: Option<Paging>,
    links: Vec<Link>,
}

#[derive(Serialize)]
struct FacetPart {
    id: String,
    label: String,
    multiple: bool,
    open: bool,
    values: Vec<ValueLink>,
    more: Vec<ValueLink>,
    more_text: Option<String>,
}

#[derive(Serialize)]
struct SortPart {
    options: Vec<SortOption>,
}

#[derive(Serialize)]
struct SortOption {
    value: &'static str,
    text: String,
    selected: bool,
}

/// One page of the navigator.
pub fn page(view: View, number: usize, path: &str) -> Page {
    let index = view.portal.navigator_index();
    let navigator = view.portal.navigator.as_ref().map(|read| &read.value);
    let summary = navigator.and_then(|navigator| some(&navigator.summary));
    let style = CardStyle {
        level: 3,
        mixed: false,
    };
    let first = number == 1;
    let shown = NavigatorPage {
        first,
        total: index.practices.len(),
        school: school(view, first),
        map: first.then(|| map::practices(view)).flatten(),
        lead: summary
            .clone()
            .or_else(|| some(&view.word("pages.navigator.summary"))),
        count: view.count_at("practices", &index.practices),
        facets: view
            .portal
            .facets()
            .iter()
            .enumerate()
            .map(|(at, facet)| facet_part(view, at, facet, first))
            .collect(),
        sort: sort(view),
        cards: view.cards(
            one_page(&index.practices, number),
            style,
            &view.root_of(path),
        ),
        paging: view.paging("navigator/", index.practices.len(), number),
        links: vec![
            view.page_link(view.word("navigator.matrix"), "navigator/matrix/"),
            view.page_link(view.word("navigator.list"), "practices/"),
            view.page_link(view.word("navigator.print"), "practices/print/"),
            view.page_link(view.word("navigator.data"), "data/"),
        ],
    };
    let about = About {
        title: view.navigator_title(),
        description: shown.lead.clone(),
        trail: view.trail_to(Kind::Practice),
        kind: Some(Kind::Practice),
        ..About::default()
    };
    Page::new("navigator.html", &view.list_head(path, about, number)).with("navigator", &shown)
}

/// A facet with its values. On pages after the first only the beginning of a long list is repeated.
fn facet_part(view: View, at: usize, facet: &Facet, first: bool) -> FacetPart {
    let mut values = view.values(facet, "");
    let mut more = values.split_off(SHOWN_VALUES.min(values.len()));
    let count = more.len().to_string();
    let more_text = (!more.is_empty()).then(|| {
        view.theme
            .words
            .fill("navigator.more", &[("count", &count)])
    });
    if !first {
        more.clear();
    }
    FacetPart {
        id: facet.id.0.clone(),
        label: view.facet_label(facet),
        multiple: view.has_several(facet),
        open: at < OPEN_FACETS,
        values,
        more,
        more_text,
    }
}

/// The conditions of schools that have practices.
fn school(view: View, first: bool) -> Vec<ValueLink> {
    let facet = view.school_facet().filter(|_| first);
    let mut values = facet.map_or_else(Vec::new, |facet| view.values(facet, ""));
    values.retain(|value| value.count > 0);
    values
}

impl View<'_> {
    /// The orders of the navigator, the default one first.
    pub fn navigator_sorts(&self) -> Vec<Sort> {
        let written = self.portal.navigator.as_ref().map(|read| &read.value.sort);
        let mut orders: Vec<Sort> = written
            .into_iter()
            .flat_map(|sort| sort.iter().flatten().copied())
            .collect();
        if orders.is_empty() {
            orders.push(Sort::Date);
        }
        orders
    }
}

fn sort(view: View) -> SortPart {
    let orders = view.navigator_sorts();
    let options: Vec<SortOption> = orders
        .iter()
        .zip(0..)
        .map(|(sort, at)| SortOption {
            value: sort.word(),
            text: view.word(&format!("navigator.sort_orders.{}", sort.word())),
            selected: at == 0,
        })
        .collect();
    SortPart { options }
}
