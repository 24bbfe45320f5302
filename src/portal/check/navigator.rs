//! navigator.yaml: ids of facets and of their values, and the addresses made of them.

use std::collections::HashMap;

use super::{addresses, at_line, ids, leaves};
use crate::diagnostics::Diagnostic;
use crate::lang;
use crate::navigator::facet_address;
use crate::parse::Source;
use crate::parse::tree::Step;
use crate::portal::navigator::{Facet, FacetValue};
use crate::portal::{Portal, mistakes, nfc};

/// Names that the address of the navigator needs for itself.
const RESERVED_FACETS: [&str; 7] = ["q", "sort", "page", "ids", "vi", "compare", "selection"];

/// Checks navigator.yaml.
pub fn check(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let Some(read) = &portal.navigator else {
        return;
    };
    leaves::walk(portal, &read.source, &read.value, found);
    let (mut known, mut slugs): (HashMap<String, usize>, HashMap<String, usize>) =
        (HashMap::new(), HashMap::new());
    for (at, facet) in read.value.facets.iter().enumerate() {
        let path = |rest: &[Step<'static>]| {
            let mut path = vec![Step::Key("facets"), Step::Index(at)];
            path.extend_from_slice(rest);
            path
        };
        let place = |rest: &[Step<'static>]| read.source.value_place(&path(rest));
        if RESERVED_FACETS.contains(&&*lang::slug(&facet.id)) {
            found.push(mistakes::reserved_name(
                place(&[Step::Key("id")]),
                &facet.id,
            ));
        }
        if facet.id.0.is_empty() {
            continue;
        }
        addresses::part(
            &facet.id,
            &lang::slug(&facet.id),
            || place(&[Step::Key("id")]),
            found,
        );
        ids::mixed(&facet.id, || place(&[Step::Key("id")]), found);
        let first = known.insert(nfc(&facet.id), at);
        let mut same_address = || slugs.insert(lang::slug(&facet.id), at);
        if let Some(first) = first {
            let first = read.source.value_place(&[
                Step::Key("facets"),
                Step::Index(first),
                Step::Key("id"),
            ]);
            found.push(mistakes::duplicate_id(
                place(&[Step::Key("id")]),
                &facet.id,
                &at_line(&first),
            ));
        } else if let Some(first) = same_address() {
            let first = read.source.value_place(&[
                Step::Key("facets"),
                Step::Index(first),
                Step::Key("id"),
            ]);
            let address = format!("/navigator/{}/", lang::slug(&facet.id));
            found.push(mistakes::duplicate_address(
                place(&[Step::Key("id")]),
                &address,
                &at_line(&first),
            ));
        }
        if facet.from.is_some() && !facet.values.is_empty() {
            found.push(mistakes::excluded_by(
                place(&[Step::Key("values")]),
                "values",
                "from",
            ));
        }
        let is_named_already = ["from", "values"]
            .iter()
            .any(|field| read.source.has_mistake_in(&path(&[Step::Key(field)])));
        if facet.from.is_none() && facet.values.is_empty() && !is_named_already {
            let place = read.source.missing_place(&path(&[]), "values");
            found.extend(place.map(|place| mistakes::missing_field(place, "values")));
        }
        values(facet, at, &read.source, found);
    }
}

fn values(facet: &Facet, at: usize, source: &Source, found: &mut Vec<Diagnostic>) {
    /// What is known of the values above and before: the id or slug, and where it stands.
    struct Known<'a> {
        facet: &'a Facet,
        ids: HashMap<String, Vec<Step<'static>>>,
        slugs: HashMap<String, Vec<Step<'static>>>,
    }
    fn below(
        values: &[FacetValue],
        path: &mut Vec<Step<'static>>,
        known: &mut Known,
        source: &Source,
        found: &mut Vec<Diagnostic>,
    ) {
        for (index, value) in values.iter().enumerate() {
            path.extend([Step::Index(index), Step::Key("id")]);
            let (id, slug) = (nfc(&value.id), lang::slug(&value.id));
            let place = || source.value_place(path);
            if let Some(first) = known.ids.get(&id).filter(|_| !id.is_empty()) {
                found.push(mistakes::duplicate_id(
                    place(),
                    &value.id,
                    &at_line(&source.value_place(first)),
                ));
            } else if let Some(first) = known.slugs.get(&slug).filter(|_| !slug.is_empty()) {
                let address = format!("/{}", facet_address(&known.facet.id, &value.id));
                found.push(mistakes::duplicate_address(
                    place(),
                    &address,
                    &at_line(&source.value_place(first)),
                ));
            }
            addresses::part(&value.id, &slug, place, found);
            ids::mixed(&value.id, place, found);
            known.ids.entry(id).or_insert_with(|| path.clone());
            known.slugs.entry(slug).or_insert_with(|| path.clone());
            path.pop();
            path.push(Step::Key("children"));
            below(&value.children, path, known, source, found);
            path.truncate(path.len() - 2);
        }
    }
    let mut path = vec![Step::Key("facets"), Step::Index(at), Step::Key("values")];
    let mut known = Known {
        facet,
        ids: HashMap::new(),
        slugs: HashMap::new(),
    };
    below(&facet.values, &mut path, &mut known, source, found);
}
