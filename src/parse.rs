//! Files to documents: each one understood alone, with every mistake that shows without the others.
//!
//! A right file is read once, by serde_yaml into typed structs. When that fails, the slow path
//! ([`slow`]) names every mistake of the file and keeps what is right of it.

pub mod encoding;
pub mod fields;
mod front_matter;
pub mod html;
pub mod markdown;
pub mod mistakes;
pub mod record;
mod repair;
pub mod slips;
pub mod slow;
mod source;
pub mod tree;

use std::collections::HashSet;

use serde::Deserialize;

use crate::diagnostics::{Diagnostic, Place};
use crate::portal::common::Common;
use crate::portal::{Content, Kind};
use front_matter::front_matter;
use markdown::Fragment;
pub use mistakes::slip_mistake;
use record::{Field, Leaf, Walk};
use repair::{repair, unread};
pub use source::Source;
use tree::{Node, Step};

/// A record read from a file.
#[derive(Debug)]
pub struct Read<T> {
    /// The file.
    pub source: Source,
    /// What it says; what could not be read is as if it had not been written.
    pub value: T,
}

/// An entry understood alone.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its own folder, relative to `content/`, in the folder form.
    pub folder: Option<String>,
    /// The file.
    pub source: Source,
    /// The fields that every entry has.
    pub common: Common,
    /// The fields of its kind.
    pub content: Content,
    /// Its body.
    pub body: Fragment,
}

impl<T: Default> Read<T> {
    /// A record of a file that is not there or could not be read, so that the rest of the portal
    /// can be checked without it.
    pub fn absent(file: &str) -> Self {
        Self {
            source: Source::absent(file),
            value: T::default(),
        }
    }
}

/// Reads a file of one record, such as `site.yaml`.
pub fn record<T>(
    file: &str,
    bytes: Vec<u8>,
    fields: &[&'static Field],
    found: &mut Vec<Diagnostic>,
) -> Option<Read<T>>
where
    T: Default + for<'de> Deserialize<'de>,
{
    let mut source = whole(file, bytes, found)?;
    let value = match serde_yaml::from_str::<T>(source.yaml()) {
        Ok(value) => value,
        Err(_) => {
            let repaired = repair(&source, found, |root, origin, found| {
                slow::check(root, fields, origin, found)
            })?;
            let value = T::deserialize(&repaired.root)
                .map_err(|_| found.push(unread(&source)))
                .ok()?;
            source.take_repaired(repaired);
            value
        }
    };
    Some(Read { source, value })
}

/// Reads a file that is a list of records, such as `glossary.yaml`.
pub fn list<T>(file: &str, bytes: Vec<u8>, found: &mut Vec<Diagnostic>) -> Option<Read<T>>
where
    T: record::Value,
{
    let mut source = whole(file, bytes, found)?;
    let value = match serde_yaml::from_str::<T>(source.yaml()) {
        Ok(value) => value,
        Err(_) => {
            let schema = T::schema();
            let repaired = repair(&source, found, |root, origin, found| match &root.value {
                // An empty file is an empty list.
                tree::Value::Mapping(entries) if entries.is_empty() => {
                    let root = Node {
                        mark: root.mark,
                        value: tree::Value::Sequence(Vec::new()),
                    };
                    slow::Repaired {
                        root,
                        dropped: HashSet::new(),
                    }
                }
                _ => slow::check_value(root, &schema, origin, found),
            })?;
            let value = T::deserialize(&repaired.root)
                .map_err(|_| found.push(unread(&source)))
                .ok()?;
            source.take_repaired(repaired);
            value
        }
    };
    Some(Read { source, value })
}

/// A file that is YAML from its first character to its last.
fn whole(file: &str, bytes: Vec<u8>, found: &mut Vec<Diagnostic>) -> Option<Source> {
    let text = encoding::decode(file, bytes, found)?;
    let length = text.len();
    Some(Source::new(file, text, 0..length, length..length))
}

/// Reads an entry. What could not be read at all gives nothing but its mistakes.
pub fn entry(
    kind: Kind,
    id: &str,
    folder: Option<&str>,
    file: &str,
    bytes: Vec<u8>,
    style: markdown::Style,
    found: &mut Vec<Diagnostic>,
) -> Option<Document> {
    let text = encoding::decode(file, bytes, found)?;
    let (yaml, body) = if kind.row().extension == "md" {
        match front_matter(&text) {
            Ok(ranges) => ranges,
            Err(open) => {
                let place = Place {
                    file: file.to_owned(),
                    line: 1,
                    column: 1,
                    width: 1,
                };
                found.push(if open {
                    mistakes::open_front_matter(place)
                } else {
                    mistakes::no_front_matter(place, &text)
                });
                return None;
            }
        }
    } else {
        (0..text.len(), text.len()..text.len())
    };
    let mut source = Source::new(file, text, yaml, body);
    let (common, content) = match kind.read(serde_yaml::Deserializer::from_str(source.yaml())) {
        Ok(parts) => parts,
        Err(_) => {
            let fields = kind.fields();
            let repaired = repair(&source, found, |root, origin, found| {
                slow::check(root, &fields, origin, found)
            })?;
            let parts = kind
                .read(&repaired.root)
                .map_err(|_| found.push(unread(&source)))
                .ok()?;
            source.take_repaired(repaired);
            parts
        }
    };
    // Acts stay letter for letter; every other body gets the typography of its language.
    let style = markdown::Style {
        typography: style.typography && !matches!(kind, Kind::Document | Kind::Plan),
        mask: style.mask.filter(|_| kind == Kind::Document),
        ..style
    };
    let body = markdown::parse(source.markdown(), style);
    for slip in &body.slips {
        found.push(slip_mistake(&slip.kind, source.body_place(slip.offset)));
    }
    Some(Document {
        kind,
        id: id.to_owned(),
        folder: folder.map(str::to_owned),
        source,
        common,
        content,
        body,
    })
}

/// Walks over all of an entry.
pub fn walk_document<'a>(document: &'a Document, found: &mut dyn FnMut(&[Step<'a>], Leaf<'a>)) {
    let mut walk = Walk {
        path: Vec::new(),
        found,
    };
    crate::portal::kinds::walk_entry(
        document.kind,
        &document.common,
        &document.content,
        &mut walk,
    );
}
