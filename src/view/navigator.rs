//! The navigator without a script: facets as links with counts, values as lists, the matrix.

mod matrix;

use serde::Serialize;

use super::cards::{CardStyle, ShownCard};
use super::common::capitalised;
use super::context::{About, some};
use super::entry::parts::find_value;
use super::list::one_page;
use super::shapes::{Count, Examples, Link, Paging, Step};
use super::{Page, View};
use crate::lang;
use crate::navigator::FacetIndex;
use crate::portal::Kind;
use crate::portal::navigator::{Derived, Facet, FacetValue, Sort};
use crate::portal::practice::PracticeStatus;
use crate::routes::facet_address;
pub use matrix::matrix;

/// Values of a facet that are seen before «Ещё значения».
const SHOWN_VALUES: usize = 8;
/// Facets that are open at first.
const OPEN_FACETS: usize = 3;
/// Other values beside the list of one value; more would be longer than the list itself.
const SIBLINGS: usize = 24;

#[derive(Serialize)]
struct NavigatorPage {
    lead: Option<String>,
    count: Count,
    facets: Vec<FacetPart>,
    sort: SortPart,
    cards: Vec<ShownCard>,
    paging: Option<Paging>,
    links: Vec<Link>,
}

#[derive(Serialize)]
struct FacetPart {
    id: String,
    label: String,
    open: bool,
    values: Vec<ValueLink>,
    more: Vec<ValueLink>,
    more_text: Option<String>,
}

/// A value with the number of its practices.
#[derive(Serialize)]
struct ValueLink {
    id: String,
    label: String,
    path: Option<String>,
    count: usize,
    examples: Option<Examples>,
    selected: bool,
    children: Vec<ValueLink>,
}

#[derive(Serialize)]
struct SortPart {
    value: &'static str,
    options: Vec<SortOption>,
}

#[derive(Serialize)]
struct SortOption {
    value: &'static str,
    text: String,
    selected: bool,
}

#[derive(Serialize)]
struct ValuePage {
    facet: String,
    label: String,
    description: Option<String>,
    source: Option<String>,
    parent: Option<Link>,
    children: Vec<ValueLink>,
    siblings: Vec<ValueLink>,
    count: Count,
    cards: Vec<ShownCard>,
    paging: Option<Paging>,
    back: Step,
    empty: Option<String>,
}

impl<'p> View<'p> {
    /// The name of a facet.
    pub fn facet_label(&self, facet: &Facet) -> String {
        match (some(&facet.label), facet.from) {
            (Some(label), _) => label,
            (None, Some(derived)) => self.vocabulary("navigator_facet", derived.word()),
            (None, None) => facet.id.0.clone(),
        }
    }

    /// The name of a value of a facet.
    pub fn value_label(&self, facet: &Facet, value: &str) -> String {
        let portal = self.portal;
        let known = match facet.from {
            None => find_value(&facet.values, value).map(|known| known.label.0.clone()),
            Some(Derived::Organization) => portal
                .organization(value)
                .map(|o| self.organization_name(o).to_owned()),
            Some(Derived::Territory) => portal
                .territory(value)
                .map(|territory| territory.parts.label.0.clone()),
            Some(Derived::Evidence) => Some(match value {
                "none" => self.vocabulary("evidence", value),
                level => format!("{level} — {}", self.vocabulary("evidence", level)),
            }),
            Some(Derived::Status) => Some(self.vocabulary("practice_status", value)),
            Some(Derived::Year) => None,
        };
        known.unwrap_or_else(|| value.to_owned())
    }

    /// Practices by value of a facet.
    fn facet_index(&self, facet: &Facet) -> Option<&'p FacetIndex> {
        let at = self
            .portal
            .facets()
            .iter()
            .position(|known| std::ptr::eq(known, facet))?;
        self.portal.navigator_index().facets.get(at)
    }

    /// How many practices have a value.
    pub fn value_count(&self, facet: &Facet, value: &str) -> usize {
        self.facet_index(facet)
            .and_then(|index| index.by_value.get(value))
            .map_or(0, Vec::len)
    }

    /// How many examples are among the practices that have a value.
    pub fn value_examples(&self, facet: &Facet, value: &str) -> Option<Examples> {
        let samples = self.facet_index(facet)?.samples.get(value)?;
        self.practice_examples(*samples)
    }

    /// The page of a value, when it has practices.
    pub fn value_path(&self, facet: &Facet, value: &str) -> Option<String> {
        (self.value_count(facet, value) > 0).then(|| self.path(&facet_address(&facet.id, value)))
    }

    fn value_link(&self, facet: &Facet, value: &FacetValue, selected: &str) -> ValueLink {
        ValueLink {
            children: value
                .children
                .iter()
                .map(|child| self.value_link(facet, child, selected))
                .collect(),
            ..self.plain_value(facet, &value.id, value.label.0.clone(), selected)
        }
    }

    fn plain_value(&self, facet: &Facet, value: &str, label: String, selected: &str) -> ValueLink {
        ValueLink {
            id: value.to_owned(),
            label,
            path: self.value_path(facet, value),
            count: self.value_count(facet, value),
            examples: self.value_examples(facet, value),
            selected: value == selected,
            children: Vec::new(),
        }
    }

    /// The values of a facet in their order; derived ones are those that practices have.
    fn values(&self, facet: &Facet, selected: &str) -> Vec<ValueLink> {
        let Some(derived) = facet.from else {
            return facet
                .values
                .iter()
                .map(|value| self.value_link(facet, value, selected))
                .collect();
        };
        let Some(index) = self.facet_index(facet) else {
            return Vec::new();
        };
        let ids = index.by_value.keys();
        let mut values: Vec<ValueLink> = ids
            .map(|id| self.plain_value(facet, id, self.value_label(facet, id), selected))
            .collect();
        match derived {
            Derived::Organization | Derived::Territory => {
                values.sort_by_cached_key(|value| lang::sort_key(&value.label))
            }
            Derived::Year => values.reverse(),
            // Digits come before «none», so the highest level is first and «не оценивалась» last.
            Derived::Evidence => values.sort_by_key(|value| {
                std::cmp::Reverse(value.id.parse::<u8>().map_or(-1, i16::from))
            }),
            Derived::Status => values.sort_by_key(|value| {
                PracticeStatus::WORDS
                    .iter()
                    .position(|word| *word == value.id)
            }),
        }
        values
    }
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
    let shown = NavigatorPage {
        lead: summary
            .clone()
            .or_else(|| some(&view.word("pages.navigator.summary"))),
        count: view.count_at("practices", &index.practices),
        facets: view
            .portal
            .facets()
            .iter()
            .enumerate()
            .map(|(at, facet)| facet_part(view, at, facet))
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

fn facet_part(view: View, at: usize, facet: &Facet) -> FacetPart {
    let mut values = view.values(facet, "");
    let more = values.split_off(SHOWN_VALUES.min(values.len()));
    let count = more.len().to_string();
    FacetPart {
        id: facet.id.0.clone(),
        label: view.facet_label(facet),
        open: at < OPEN_FACETS,
        values,
        more_text: (!more.is_empty()).then(|| {
            view.theme
                .words
                .fill("navigator.more", &[("count", &count)])
        }),
        more,
    }
}

fn sort(view: View) -> SortPart {
    let written = view.portal.navigator.as_ref().map(|read| &read.value.sort);
    let mut orders: Vec<Sort> = written
        .into_iter()
        .flat_map(|sort| sort.iter().flatten().copied())
        .collect();
    if orders.is_empty() {
        orders.push(Sort::Date);
    }
    let chosen = orders[0].word();
    let option = |sort: &Sort| SortOption {
        value: sort.word(),
        text: view.word(&format!("navigator.sort_orders.{}", sort.word())),
        selected: sort.word() == chosen,
    };
    SortPart {
        value: chosen,
        options: orders.iter().map(option).collect(),
    }
}

/// The practices with one value of one facet.
pub fn value(view: View, facet_id: &str, value: &str, number: usize, path: &str) -> Page {
    let Some(facet) = view
        .portal
        .facets()
        .iter()
        .find(|facet| *facet.id == *facet_id)
    else {
        unreachable!("routes of values come from the facets");
    };
    let places = view
        .facet_index(facet)
        .and_then(|index| index.by_value.get(value))
        .map_or(&[][..], Vec::as_slice);
    let known = find_value(&facet.values, value);
    let above = above(facet, value);
    let label = view.value_label(facet, value);
    let facet_label = view.facet_label(facet);
    let description = known.and_then(|known| some(&known.description));
    let shown = ValuePage {
        parent: above.map(|above| Link {
            text: above.label.0.clone(),
            path: view.value_path(facet, &above.id),
            ..Link::default()
        }),
        children: known.map_or_else(Vec::new, |known| {
            known
                .children
                .iter()
                .map(|child| view.value_link(facet, child, ""))
                .collect()
        }),
        siblings: siblings(view, facet, above, value),
        source: source(facet, known),
        description: description.clone(),
        count: view.count_at("practices", places),
        cards: view.cards(
            one_page(places, number),
            CardStyle {
                level: 3,
                mixed: false,
            },
            &view.root_of(path),
        ),
        paging: view.paging(&facet_address(&facet.id, value), places.len(), number),
        back: view.step(view.word("navigator.back"), "navigator/"),
        empty: places.is_empty().then(|| view.word("empty.navigator")),
        facet: facet_label.clone(),
        label: label.clone(),
    };
    let mut trail = view.trail_of(Kind::Practice);
    if let Some(above) = above.filter(|above| view.value_count(facet, &above.id) > 0) {
        trail.push((above.label.0.clone(), facet_address(&facet.id, &above.id)));
    }
    let words = &view.theme.words;
    let full = words.fill(
        "pages.facet_value.title",
        &[("facet", &facet_label), ("value", &label)],
    );
    let about = About {
        title: capitalised(&label),
        description: Some(description.unwrap_or_else(|| format!("{full}. {}", shown.count.text))),
        trail,
        kind: Some(Kind::Practice),
        ..About::default()
    };
    let mut head = view.list_head(path, about, number);
    head.full_title = head.full_title.replacen(&head.title, &full, 1);
    Page::new("navigator-value.html", &head).with("value", &shown)
}

/// The value that this one stands under.
fn above<'f>(facet: &'f Facet, value: &str) -> Option<&'f FacetValue> {
    facet
        .all_values()
        .into_iter()
        .find(|(known, _)| *known.id == *value)
        .and_then(|(_, above)| above)
}

/// The other values with practices, without those under them.
fn siblings(view: View, facet: &Facet, above: Option<&FacetValue>, value: &str) -> Vec<ValueLink> {
    let mut links = match above {
        Some(above) => above
            .children
            .iter()
            .map(|child| view.plain_value(facet, &child.id, child.label.0.clone(), value))
            .collect(),
        // Hundreds of schools would bury the list; their pages name each other by territory.
        None if facet.from == Some(Derived::Organization) => Vec::new(),
        None => view.values(facet, value),
    };
    links.retain(|link| link.count > 0);
    links.truncate(SIBLINGS);
    for link in &mut links {
        link.children.clear();
    }
    if links.len() > 1 { links } else { Vec::new() }
}

fn source(facet: &Facet, value: Option<&FacetValue>) -> Option<String> {
    let own = value.and_then(|value| some(&value.source));
    own.or_else(|| {
        some(
            &[&*facet.source, &*facet.edition]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
        )
    })
}
