//! The list of organizations with the tile map of territories above it.

use serde::Serialize;

use super::Part;
use crate::lang;
use crate::portal::organizations::OrganizationType;
use crate::portal::{Kind, Organization};
use crate::view::context::{About, some};
use crate::view::shapes::{Count, Link};
use crate::view::{Page, View, map};

/// The order of the groups.
const TYPES: [OrganizationType; 7] = [
    OrganizationType::Department,
    OrganizationType::Institute,
    OrganizationType::MunicipalAuthority,
    OrganizationType::Center,
    OrganizationType::School,
    OrganizationType::Group,
    OrganizationType::Other,
];

#[derive(Serialize)]
struct OrganizationsPage {
    count: Count,
    map: Option<map::Map>,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    id: &'static str,
    title: String,
    items: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    entry: String,
    name: String,
    short: Option<String>,
    path: String,
    text: Option<String>,
    territory: Option<Link>,
    sample: bool,
    children: Vec<Row>,
}

/// The page of all organizations.
pub fn list(view: View, path: &str) -> Page {
    let organizations = &view.portal.organizations;
    let shown = OrganizationsPage {
        count: view.organizations_count(organizations.iter()),
        map: map::organizations(view),
        groups: TYPES.iter().filter_map(|kind| group(view, *kind)).collect(),
    };
    let about = About {
        title: view.word("pages.organizations.title"),
        description: some(&view.word("pages.organizations.summary")),
        ..About::default()
    };
    Page::new("organizations.html", &view.head(path, about)).with("organizations", &shown)
}

fn kind_of(organization: &Organization) -> OrganizationType {
    organization
        .parts
        .organization_type
        .unwrap_or(OrganizationType::Other)
}

/// The organizations of a type; a department stands under the one it belongs to.
fn group(view: View, kind: OrganizationType) -> Option<Group> {
    let all = &view.portal.organizations;
    let of_kind = |at: &usize| kind_of(&all[*at]) == kind;
    let is_below = |at: &usize| {
        let parent = view.portal.organization(&all[*at].parts.parent);
        // Only one level is shown: whatever is deeper stands beside its parent.
        parent.is_some_and(|parent| {
            let above = view.portal.organization(&parent.parts.parent);
            kind_of(parent) == kind
                && parent.id != all[*at].id
                && above.is_none_or(|above| kind_of(above) != kind)
        })
    };
    let mut places: Vec<usize> = (0..all.len()).filter(of_kind).collect();
    if kind == OrganizationType::School {
        places.sort_by_cached_key(|at| lang::sort_key(&all[*at].parts.name));
    }
    let involvement = view.portal.involvement();
    let items: Vec<Row> = places
        .iter()
        .filter(|at| !is_below(at))
        .map(|at| {
            let children = involvement
                .organization(*at)
                .children
                .iter()
                .filter(|child| of_kind(child) && is_below(child));
            Row {
                children: children.map(|child| row(view, *child)).collect(),
                ..row(view, *at)
            }
        })
        .collect();
    (!items.is_empty()).then(|| Group {
        id: kind.word(),
        title: view.vocabulary("organization_types", kind.word()),
        items,
    })
}

fn row(view: View, at: usize) -> Row {
    let organization = &view.portal.organizations[at];
    let parts = &organization.parts;
    let territory = organization
        .territory
        .as_deref()
        .and_then(|id| view.portal.territory(id));
    Row {
        entry: format!("organizations/{}", organization.id),
        name: parts.name.0.clone(),
        short: some(&parts.short).filter(|short| **short != *parts.name),
        path: view.path(&organization.address),
        text: counts(view, view.portal.involvement().organization(at)),
        territory: territory
            .map(|territory| view.page_link(territory.parts.label.0.clone(), &territory.address)),
        // The name itself ends in the mark.
        sample: false,
        children: Vec::new(),
    }
}

/// «34 мероприятия плана, 2 практики».
fn counts(view: View, part: &Part) -> Option<String> {
    let practices = super::of_kind(view, &part.entries, Kind::Practice);
    let plans: Vec<usize> = part.measures.iter().map(|measure| measure.plan).collect();
    let told = [("measures", plans), ("practices", practices)]
        .into_iter()
        .filter(|(_, places)| !places.is_empty())
        .map(|(kind, places)| view.count_at(kind, &places).words());
    some(&told.collect::<Vec<_>>().join(", "))
}
