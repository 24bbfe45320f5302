//! `/navigator/FACET/VALUE/`: what serves one value of one facet, the practices first.

use serde::Serialize;

use super::serves::{self, Group};
use super::values::ValueLink;
use crate::navigator::facet_address;
use crate::portal::Kind;
use crate::portal::navigator::{Derived, Facet, FacetValue};
use crate::view::cards::{CardStyle, ShownCard};
use crate::view::common::capitalised;
use crate::view::context::{About, some};
use crate::view::entry::parts::find_value;
use crate::view::list::one_page;
use crate::view::shapes::{Count, Link, Paging, Step};
use crate::view::{Page, View};

/// Other values beside the list of one value; more would be longer than the list itself.
const SIBLINGS: usize = 24;

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
    /// The navigator with this value chosen, for the script.
    refine: Option<String>,
    /// What else serves the value.
    serves: Vec<Group>,
    back: Step,
    empty: Option<String>,
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
    let places = view.value_practices(facet, value);
    let known = find_value(&facet.values, value);
    let above = above(facet, value);
    let label = view.value_label(facet, value);
    let facet_label = view.facet_label(facet);
    let description = known
        .and_then(|known| some(&known.description))
        .or_else(|| some(&facet.description));
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
        refine: (!places.is_empty()).then(|| view.refined_path(&facet.id, value)),
        // Further pages go on with the practices; what else there is stands on the first.
        serves: if number == 1 {
            serves::groups(view, facet, value)
        } else {
            Vec::new()
        },
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
