//! `/data/KIND.json`: the entries of a kind under the names of the content contract.
//!
//! The rule is that of the contract: nothing that is not shown on a page is in the data. So entries
//! without a page are left out with every reference to them, persons without consent have no name,
//! documents are masked, and comments and links to hidden entries leave the texts.

mod execution;

use rayon::prelude::*;
use serde_json::{Map, Value as Json};

use crate::parse::markdown::{self, address, scheme};
use crate::parse::record::{Leaf, Publish, Record, Target, Walk};
use crate::parse::tree::Step;
use crate::portal::follow::Destination;
use crate::portal::link::Resolved;
use crate::portal::{Content, Entry, Kind, kinds};
use crate::view::View;
use crate::view::links::encode;

/// Fields that steer the program and stand on no page.
const NOT_SHOWN: &[&str] = &[
    "slug",
    "aliases",
    "draft",
    "publish_on",
    "expires_on",
    "review_by",
];
const NOT_SHOWN_OF_PLANS: &[&str] = &["execution", "report_within", "reports_from", "checkpoints"];
/// Fields of documents from which persons' names are left out.
const MASKED: &[&str] = &[
    "points",
    "responsible",
    "control",
    "distribution",
    "signed_by",
];

/// The name of an entry's own field `url` in the data, where `url` is the address of its page.
pub const OWN_URL: &str = "source_url";

/// Every entry of a kind that has a page, one a line, so that a change is one line of a comparison.
pub fn entries(view: View, kind: Kind) -> String {
    let visible: Vec<&Entry> = view.portal.visible(kind).collect();
    let rows: Vec<String> = visible
        .par_iter()
        .map(|entry| serde_json::to_string(&self::entry(view, entry)).unwrap_or_default())
        .collect();
    let mut text = format!("{{\"kind\":\"{}\",\"entries\":[", kind.folder());
    for (at, row) in rows.iter().enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        text.push_str(row);
    }
    text.push_str("\n]}\n");
    text
}

/// One entry.
pub fn entry(view: View, entry: &Entry) -> Map<String, Json> {
    let mut data = Map::new();
    data.insert("id".to_owned(), Json::from(entry.id.as_str()));
    data.insert("title".to_owned(), Json::from(&*entry.common.title));
    data.insert(
        "url".to_owned(),
        Json::from(view.path(&encode(&entry.address))),
    );
    let publish = Publish {
        show_persons: view.portal.site.value.privacy.show_persons.yes(),
        mask: None,
    };
    entry.common.data_fields(publish, &mut data);
    let mut own = Map::new();
    entry.content.data(publish, &mut own);
    for (field, value) in own {
        data.insert(
            if field == "url" {
                OWN_URL.to_owned()
            } else {
                field
            },
            value,
        );
    }
    if entry.sample {
        data.insert("sample".to_owned(), Json::Bool(true));
    }
    mask(view, entry, publish, &mut data);
    leave_out_settings(view, entry, &mut data);
    let mut data = Json::Object(data);
    follow_references(view, entry, &mut data);
    let Json::Object(mut data) = data else {
        return Map::new();
    };
    // Last, so that a schedule keeps the keys that are null.
    if let Content::Plan(plan) = &entry.content
        && let Some(known) = view.portal.place_of(entry)
        && let Some(known) = view.portal.execution(known)
    {
        execution::add(&mut data, known, plan.execution_hidden());
    }
    data
}

/// The plan at this place of the portal's entries, as it stands in `plans.json`; `None` for what is no
/// plan or has no page.
pub fn plan(view: View, at: usize) -> Option<Json> {
    let entry = view.portal.entries.get(at)?;
    (entry.kind == Kind::Plan && entry.visible).then(|| Json::Object(self::entry(view, entry)))
}

fn mask(view: View, entry: &Entry, publish: Publish, data: &mut Map<String, Json>) {
    if publish.show_persons || entry.kind != Kind::Document {
        return;
    }
    let mut masked = Map::new();
    entry.content.data(
        Publish {
            mask: Some(&view.portal.mask),
            ..publish
        },
        &mut masked,
    );
    for (field, value) in masked {
        if MASKED.contains(&field.as_str()) {
            data.insert(field, value);
        }
    }
}

fn leave_out_settings(view: View, entry: &Entry, data: &mut Map<String, Json>) {
    data.retain(|field, _| !NOT_SHOWN.contains(&field.as_str()));
    if let Content::Seminar(seminar) = &entry.content
        && seminar.is_over(view.portal.today)
    {
        data.retain(|field, value| !is_way_in(field, value));
    }
    if entry.kind != Kind::Plan {
        return;
    }
    data.retain(|field, _| !NOT_SHOWN_OF_PLANS.contains(&field.as_str()));
    let measures = data
        .get_mut("sections")
        .and_then(Json::as_array_mut)
        .into_iter()
        .flatten();
    for measure in measures
        .filter_map(|section| section.get_mut("measures")?.as_array_mut())
        .flatten()
    {
        // What an author reads into the act's words comes with the execution, as the program reads it.
        if let Some(measure) = measure.as_object_mut() {
            measure.remove("schedule");
        }
    }
}

/// Whether a field of a seminar says where to register or to join. Words about it stay on the page.
fn is_way_in(field: &str, value: &Json) -> bool {
    match field {
        "link" => true,
        "registration" => value.as_str().is_some_and(|text| address(text).is_some()),
        _ => false,
    }
}

/// What is done to one value of the data.
enum Edit {
    LeaveOut,
    Write(String),
    Markdown,
}

/// Hidden entries leave no trace, and files and links of texts get the addresses that pages use.
fn follow_references(view: View, entry: &Entry, data: &mut Json) {
    let edits = edits(view, entry);
    let mut left_out = false;
    // From the end, so that what is left out moves nothing that is still to be found.
    for (path, edit) in edits.iter().rev() {
        match edit {
            Edit::LeaveOut => {
                remove(data, path);
                left_out = true;
            }
            Edit::Write(text) => {
                if let Some(value) = find(data, path) {
                    *value = Json::from(text.as_str());
                }
            }
            Edit::Markdown => {
                if let Some(Json::String(text)) = find(data, path) {
                    *text = published(view, entry, text);
                }
            }
        }
    }
    if left_out {
        prune(data);
    }
}

/// What must be done to the data, in the order of the fields.
fn edits<'p>(view: View, entry: &'p Entry) -> Vec<(Vec<Step<'p>>, Edit)> {
    let mut edits = Vec::new();
    let mut leaf = |path: &[Step<'p>], leaf: Leaf<'p>| {
        if let Some(edit) = edit(view, entry, leaf) {
            edits.push((path.to_vec(), edit));
        }
    };
    let mut walk = Walk {
        path: Vec::new(),
        found: &mut leaf,
    };
    kinds::walk_entry(entry.kind, &entry.common, &entry.content, &mut walk);
    edits
}

fn edit(view: View, entry: &Entry, leaf: Leaf) -> Option<Edit> {
    let portal = view.portal;
    match leaf {
        Leaf::Reference(target, written) => {
            let resolved = portal.resolve(target, written, Some(entry)).ok()?;
            if names_hidden_organization(view, entry, resolved, written) {
                return Some(match target {
                    Target::OrganizationOrText => {
                        Edit::Write(view.word("practice.hidden_organization"))
                    }
                    _ => Edit::LeaveOut,
                });
            }
            let hidden = match resolved {
                Resolved::Entry(named) | Resolved::Measure(named, _) => !named.visible,
                _ => false,
            };
            hidden.then_some(Edit::LeaveOut)
        }
        Leaf::File(written) => Some(file(
            view,
            entry,
            portal.find_file(written, &entry.source.file).ok(),
        )),
        Leaf::Link(written) => match portal.follow_field(written, &entry.source.file).ok()? {
            Destination::Hidden => Some(Edit::LeaveOut),
            Destination::File(inside) => Some(file(view, entry, Some(inside))),
            _ => None,
        },
        Leaf::Markdown(text) => text.contains(['<', ']']).then_some(Edit::Markdown),
        Leaf::Missing(_) | Leaf::Facet(..) => None,
    }
}

/// Whether a practice that does not name its organization names it elsewhere.
fn names_hidden_organization(view: View, entry: &Entry, resolved: Resolved, written: &str) -> bool {
    let Content::Practice(practice) = &entry.content else {
        return false;
    };
    if !practice.organization_shown.no() {
        return false;
    }
    let Some(hidden) = view.portal.organization(&practice.organization) else {
        return false;
    };
    match resolved {
        Resolved::Organization(named) => named.id == hidden.id,
        Resolved::Text => written == &*hidden.parts.name || written == &*hidden.parts.short,
        _ => false,
    }
}

fn file(view: View, entry: &Entry, inside: Option<String>) -> Edit {
    match inside.and_then(|inside| view.portal.file_address(&inside, Some(entry))) {
        Some(address) => Edit::Write(encode(&address)),
        None => Edit::LeaveOut,
    }
}

/// A text of an entry with the addresses that pages use, and without what no page shows.
pub fn published(view: View, entry: &Entry, text: &str) -> String {
    let mut address = |target: &str| -> Option<String> {
        match view.portal.follow(target, &entry.source.file).ok()? {
            Destination::External(url) => scheme(&url).is_some().then_some(url),
            Destination::Anchor(anchor) => {
                Some(view.path(&format!("{}#{anchor}", encode(&entry.address))))
            }
            Destination::Address(address, anchor) => {
                let anchor = anchor
                    .map(|anchor| format!("#{anchor}"))
                    .unwrap_or_default();
                Some(view.path(&encode(&format!("{address}{anchor}"))))
            }
            Destination::File(inside) => view
                .portal
                .file_address(&inside, Some(entry))
                .map(|address| encode(&address)),
            Destination::Hidden => None,
        }
    };
    markdown::published(text, &mut address).into_owned()
}

fn find<'d>(data: &'d mut Json, path: &[Step]) -> Option<&'d mut Json> {
    path.iter().try_fold(data, |data, step| match step {
        Step::Key(key) => data.get_mut(*key),
        Step::Index(index) => data.get_mut(*index),
    })
}

fn remove(data: &mut Json, path: &[Step]) {
    let Some((last, above)) = path.split_last() else {
        return;
    };
    match (find(data, above), last) {
        (Some(Json::Object(record)), Step::Key(key)) => {
            record.shift_remove(*key);
        }
        // The place stays until `prune`, so that what stands before and after it is still found.
        (Some(Json::Array(list)), Step::Index(index)) if *index < list.len() => {
            list[*index] = Json::Null
        }
        _ => {}
    }
}

/// Leaves out what became empty.
fn prune(data: &mut Json) {
    let is_empty = |value: &Json| match value {
        Json::Null => true,
        Json::Array(list) => list.is_empty(),
        Json::Object(record) => record.is_empty(),
        _ => false,
    };
    match data {
        Json::Array(list) => {
            list.iter_mut().for_each(prune);
            list.retain(|value| !is_empty(value));
        }
        Json::Object(record) => {
            record.values_mut().for_each(prune);
            record.retain(|_, value| !is_empty(value));
        }
        _ => {}
    }
}
