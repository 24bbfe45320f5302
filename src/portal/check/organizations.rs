//! organizations.yaml: parents of organizations, and the cells of territories on the map.

use std::collections::HashMap;

use super::{at_line, ids, leaves};
use crate::diagnostics::Diagnostic;
use crate::parse::Source;
use crate::parse::tree::Step;
use crate::portal::{Portal, mistakes};

/// Checks organizations.yaml.
pub fn check(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let Some(read) = &portal.organizations_file else {
        return;
    };
    leaves::walk(portal, &read.source, &read.value, found);
    // Places in the file's order: of a circle only the last organization, which closes it, is named.
    let order: HashMap<&str, usize> = portal
        .organizations
        .iter()
        .enumerate()
        .map(|(at, organization)| (organization.id.as_str(), at))
        .collect();
    for (own, organization) in portal.organizations.iter().enumerate() {
        let path = [
            Step::Key("organizations"),
            Step::Key(organization.id.as_str()),
            Step::Key("parent"),
        ];
        let mut at = organization;
        for _ in 0..=portal.organizations.len() {
            match portal.organization(&at.parts.parent) {
                Some(parent) if parent.id == organization.id => {
                    found.push(mistakes::parent_circle(
                        read.source.value_place(&path),
                        &organization.id,
                    ));
                    break;
                }
                Some(parent)
                    if order
                        .get(parent.id.as_str())
                        .is_none_or(|place| *place < own) =>
                {
                    at = parent
                }
                _ => break,
            }
        }
        ids::mixed(
            &organization.id,
            || read.source.key_place(&path[..2]),
            found,
        );
    }
    cells(portal, &read.source, found);
    for territory in portal.territories.iter() {
        let path = [
            Step::Key("territories"),
            Step::Key(territory.id.as_str()),
            Step::Key("cell"),
        ];
        ids::mixed(&territory.id, || read.source.key_place(&path[..2]), found);
        if !matches!(territory.parts.cell.len(), 0 | 2) && !read.source.has_mistake_in(&path) {
            found.push(mistakes::not_two_numbers(
                read.source.value_place(&path),
                "cell",
            ));
        }
    }
}

/// Territories that stand on one cell of the map.
fn cells(portal: &Portal, source: &Source, found: &mut Vec<Diagnostic>) {
    let place = |id: &str| {
        source.value_place(&[Step::Key("territories"), Step::Key(id), Step::Key("cell")])
    };
    let mut known: HashMap<String, &str> = HashMap::new();
    for territory in portal.territories.iter() {
        let cell: Vec<String> = territory
            .parts
            .cell
            .iter()
            .filter_map(|number| number.map(|number| number.0.to_string()))
            .collect();
        if cell.len() != 2 {
            continue;
        }
        let cell = cell.join(", ");
        match known.get(&cell) {
            Some(first) => found.push(mistakes::duplicate_value(
                place(&territory.id),
                "cell",
                &cell,
                &at_line(&place(first)),
            )),
            None => {
                known.insert(cell, &territory.id);
            }
        }
    }
}
