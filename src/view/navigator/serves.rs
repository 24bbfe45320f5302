//! What else serves a value of a facet: entries of other kinds that have it or that its practices
//! name, and measures of plans.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::lang;
use crate::parse::record::Target;
use crate::portal::link::Resolved;
use crate::portal::navigator::Facet;
use crate::portal::plan::Measure;
use crate::portal::{Content, Entry, Kind};
use crate::view::View;
use crate::view::context::kind_address;
use crate::view::shapes::{Count, Link, Step};

/// Of each kind so many are seen at once.
const SHOWN: usize = 5;
/// So many more open under them.
const MORE: usize = 45;
/// What is listed beside the practices, in this order; acts and news tell of practices, they do not
/// help a school with its risk.
const KINDS: [Kind; 8] = [
    Kind::Resource,
    Kind::Course,
    Kind::Seminar,
    Kind::Video,
    Kind::Checklist,
    Kind::Question,
    Kind::Partnership,
    Kind::Association,
];

/// What serves a value, of one kind.
#[derive(Serialize)]
pub struct Group {
    id: String,
    title: String,
    count: Count,
    items: Vec<Item>,
    more: Vec<Item>,
    more_text: Option<String>,
    /// The list of the kind, when not all are named here.
    all: Option<Step>,
}

#[derive(Serialize)]
struct Item {
    entry: String,
    link: Link,
    text: Option<String>,
}

/// The practices, then every kind of entry and the measures that serve the value; nothing for a
/// derived facet, whose values are no task of a school, and nothing beside practices alone.
pub fn groups(view: View, facet: &Facet, value: &str) -> Vec<Group> {
    if facet.from.is_some() {
        return Vec::new();
    }
    let practices = view.value_practices(facet, value);
    let mut entries: BTreeSet<usize> = view.value_entries(facet, value).iter().copied().collect();
    let mut measures: BTreeSet<(usize, usize, usize)> = BTreeSet::new();
    for at in practices {
        linked(view, *at, &mut entries, &mut measures);
    }
    let mut groups: Vec<Group> = KINDS
        .into_iter()
        .filter_map(|kind| of_kind(view, kind, &entries))
        .collect();
    groups.extend(of_measures(view, &measures));
    if groups.is_empty() {
        return groups;
    }
    let first = Group {
        id: "practices".to_owned(),
        title: view.kind_title(Kind::Practice),
        count: view.count_at(Kind::Practice.folder(), practices),
        items: Vec::new(),
        more: Vec::new(),
        more_text: None,
        all: None,
    };
    groups.insert(0, first);
    groups
}

/// Entries and measures that a practice names or that name it.
fn linked(
    view: View,
    at: usize,
    entries: &mut BTreeSet<usize>,
    measures: &mut BTreeSet<(usize, usize, usize)>,
) {
    let portal = view.portal;
    let entry = &portal.entries[at];
    let Content::Practice(practice) = &entry.content else {
        return;
    };
    let mut take = |resolved: Resolved| match resolved {
        Resolved::Entry(named) => entries.extend(portal.place_of(named)),
        Resolved::Measure(plan, measure) => measures.extend(place_of_measure(view, plan, measure)),
        _ => {}
    };
    let courses = practice
        .courses
        .iter()
        .map(|it| (Target::Entry(Kind::Course), &**it));
    let named = practice.measures.iter().map(|it| (Target::Measure, &**it));
    let related = entry.common.related.iter().map(|it| (Target::Any, &**it));
    for (target, written) in courses.chain(named).chain(related) {
        if let Ok(resolved) = portal.resolve(target, written, Some(entry)) {
            take(resolved);
        }
    }
    for link in portal.backlinks().of(at) {
        match link.measure {
            Some((section, measure)) => measures.extend([(link.entry, section, measure)]),
            None => entries.extend([link.entry]),
        }
    }
}

fn place_of_measure(view: View, plan: &Entry, measure: &Measure) -> Option<(usize, usize, usize)> {
    let Content::Plan(content) = &plan.content else {
        return None;
    };
    let at = view.portal.place_of(plan)?;
    content
        .sections
        .iter()
        .zip(0..)
        .find_map(|(section, number)| {
            let mut measures = section.measures.iter();
            let place = measures.position(|known| std::ptr::eq(known, measure))?;
            Some((at, number, place))
        })
}

fn of_kind(view: View, kind: Kind, entries: &BTreeSet<usize>) -> Option<Group> {
    let all = &view.portal.entries;
    let is_shown =
        |at: &usize| all[*at].kind == kind && all[*at].visible && !all[*at].address.is_empty();
    let mut places: Vec<usize> = entries.iter().copied().filter(is_shown).collect();
    places.sort_by_cached_key(|at| lang::sort_key(&all[*at].common.title));
    let items = places.iter().take(SHOWN + MORE).map(|at| Item {
        entry: all[*at].reference(),
        link: view.entry_link(&all[*at]),
        text: None,
    });
    let items = items.collect();
    let all = (places.len() > SHOWN + MORE)
        .then(|| view.step(view.kind_title(kind), &kind_address(kind)));
    let count = view.count_at(kind.folder(), &places);
    (!places.is_empty()).then(|| {
        group(
            view,
            kind.folder(),
            view.kind_title(kind),
            count,
            items,
            all,
        )
    })
}

fn of_measures(view: View, measures: &BTreeSet<(usize, usize, usize)>) -> Option<Group> {
    let found: Vec<(&Entry, &Measure)> = measures
        .iter()
        .filter_map(|(plan, section, measure)| {
            let entry = &view.portal.entries[*plan];
            let Content::Plan(content) = &entry.content else {
                return None;
            };
            let measure = content.sections.get(*section)?.measures.get(*measure)?;
            entry.visible.then_some((entry, measure))
        })
        .collect();
    let samples = found.iter().filter(|(plan, _)| plan.sample).count();
    let items = found.iter().take(SHOWN + MORE).map(|(plan, measure)| Item {
        entry: format!("{}#{}", plan.reference(), &*measure.number),
        link: Link {
            text: format!("{} {}", &*measure.number, &*measure.title),
            path: view
                .entry_path(plan)
                .map(|_| view.path(&plan.measure_address(measure))),
            sample: plan.sample,
            ..Link::default()
        },
        text: Some(view.short_link(plan).text),
    });
    let items = items.collect();
    let all = (found.len() > SHOWN + MORE)
        .then(|| view.step(view.kind_title(Kind::Plan), &kind_address(Kind::Plan)));
    let count = view.count_of("measures", found.len(), samples);
    let title = view.word("kinds.measures.title");
    (!found.is_empty()).then(|| group(view, "measures", title, count, items, all))
}

fn group(
    view: View,
    id: &str,
    title: String,
    count: Count,
    mut items: Vec<Item>,
    all: Option<Step>,
) -> Group {
    let more = items.split_off(SHOWN.min(items.len()));
    let number = more.len().to_string();
    Group {
        id: id.to_owned(),
        title,
        count,
        items,
        more_text: (!more.is_empty()).then(|| {
            view.theme
                .words
                .fill("navigator.more_entries", &[("count", &number)])
        }),
        more,
        all,
    }
}
