//! What the portal has before an import. A file that cannot be read has nothing to say: `check` tells why.
#![allow(clippy::disallowed_methods)] // With the driver, the only part of importing that reads the portal.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;

use crate::discover::{self, Role, SourceFile};
use crate::parse::tree;
use crate::portal::Kind;
use crate::publication::Error;

/// What the portal has before an import.
#[derive(Clone, Debug, Default)]
pub struct Existing {
    /// Text of organizations.yaml.
    pub organizations: String,
    /// Terms of glossary.yaml with their other spellings.
    pub terms: BTreeSet<String>,
    /// Documents: id, number, day.
    pub documents: Vec<KnownDocument>,
    /// Plans: id → path relative to the root, text.
    pub plans: BTreeMap<String, (String, String)>,
    /// Practices: id → path relative to the root, text.
    pub practices: BTreeMap<String, (String, String)>,
    /// Text of navigator.yaml.
    pub navigator: String,
    /// Whose portal it is: the id in site.yaml.
    pub owner: String,
    /// Reports: path relative to the root → text.
    pub reports: BTreeMap<String, String>,
    /// What a proof may name: `KIND/ID` of entries, `files/X`.
    pub references: BTreeSet<String>,
    /// Files that are no text in UTF-8: nothing is known of them, so nothing may be written over them.
    pub unreadable: BTreeSet<String>,
}

/// A document of the portal, as far as another act can name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownDocument {
    /// Its id.
    pub id: String,
    /// Its number as written.
    pub number: String,
    /// Its day.
    pub date: Option<Date>,
}

impl Existing {
    /// Reads what importing needs of the portal in `root`.
    pub fn of(root: &Path) -> Result<Self, Error> {
        let mut existing = Existing::default();
        let mut unreadable = BTreeSet::new();
        let mut text = |file: &SourceFile| text(file, &mut unreadable);
        for file in discover::files(root)? {
            existing.references.extend(reference(&file));
            match &file.role {
                Role::Organizations => existing.organizations = text(&file),
                Role::Navigator => existing.navigator = text(&file),
                Role::Site => existing.owner = owner(&text(&file)),
                Role::Glossary => existing.terms = terms(&text(&file)),
                Role::Entry { kind, id, .. } => match kind {
                    Kind::Document => existing.documents.push(document(id, &text(&file))),
                    Kind::Plan => {
                        let known = (file.relative.clone(), text(&file));
                        existing.plans.insert(id.clone(), known);
                    }
                    Kind::Practice => {
                        let known = (file.relative.clone(), text(&file));
                        existing.practices.insert(id.clone(), known);
                    }
                    Kind::Report => {
                        existing.reports.insert(file.relative.clone(), text(&file));
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        existing.unreadable = unreadable;
        Ok(existing)
    }
}

/// How a proof names a file of the portal.
fn reference(file: &SourceFile) -> Option<String> {
    match &file.role {
        Role::Entry { kind, id, .. } if *kind != Kind::Report => {
            Some(format!("{}/{id}", kind.folder()))
        }
        Role::File => file.relative.strip_prefix("content/").map(str::to_owned),
        _ => None,
    }
}

/// The text of a file; what cannot be read is remembered, and says nothing.
fn text(file: &SourceFile, unreadable: &mut BTreeSet<String>) -> String {
    let bytes = std::fs::read(&file.path).ok();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.unwrap_or_else(|| {
        unreadable.insert(file.relative.clone());
        String::new()
    })
}

fn owner(site: &str) -> String {
    let root = tree::parse(site);
    root.map_or_else(|_| String::new(), |root| root.word("owner").to_owned())
}

/// The terms of the glossary with their other spellings.
fn terms(glossary: &str) -> BTreeSet<String> {
    let Ok(root) = tree::parse(glossary) else {
        return BTreeSet::new();
    };
    let names = root.items().iter().flat_map(|term| {
        let names = term.list("names").iter().filter_map(|name| name.text());
        std::iter::once(term.word("term")).chain(names)
    });
    let said = names.filter(|name| !name.is_empty());
    said.map(str::to_owned).collect()
}

/// Number and day from the front matter.
fn document(id: &str, text: &str) -> KnownDocument {
    let front = text.split("\n---").next().unwrap_or_default();
    let front = front
        .trim_start_matches('\u{feff}')
        .trim_start_matches("---");
    let mut known = KnownDocument {
        id: id.to_owned(),
        ..KnownDocument::default()
    };
    if let Ok(root) = tree::parse(front) {
        known.number = root.word("number").to_owned();
        known.date = root.word("date").parse().ok();
    }
    known
}
