//! An entry with its place in the portal and its address.

use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;

use super::common::Common;
use super::kinds::{Content, Kind};
use super::plan;
use super::shown::is_visible;
use crate::lang;
use crate::parse::Document;

/// An entry of the portal: a document, which several portals may share, and its place in this one.
#[derive(Debug)]
pub struct Entry {
    /// Its address relative to the site's root, without a leading slash: `plans/x/`. Reports have none.
    pub address: String,
    /// Whether it has a page: no draft, published and not expired, and both schools agreed.
    pub visible: bool,
    /// An example, by itself or because of what it derives from.
    pub sample: bool,
    /// What its file says.
    document: Arc<Document>,
}

impl Deref for Entry {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.document
    }
}

impl Entry {
    /// An entry as its file says it, on the day of the portal.
    pub(super) fn of(document: Arc<Document>, today: Date, drafts: bool) -> Self {
        Self {
            address: address(document.kind, &document.id, &document.common),
            visible: is_visible(&document.common, &document.content, today, drafts),
            sample: document.common.sample.yes(),
            document,
        }
    }

    /// The fields of its kind, to be changed in this portal alone.
    pub(super) fn content_mut(&mut self) -> &mut Content {
        &mut Arc::make_mut(&mut self.document).content
    }

    /// The address of a measure on the page of this plan.
    pub fn measure_address(&self, measure: &plan::Measure) -> String {
        format!("{}#{}", self.address, measure.anchor())
    }
}

/// The address of an entry: its slug field, else its id in Latin letters.
fn address(kind: Kind, id: &str, common: &Common) -> String {
    let slug = |text: &str| lang::slug(text);
    match kind {
        Kind::Report => String::new(),
        Kind::Page => {
            let parts: Vec<String> = id.split('/').map(slug).collect();
            match (parts.split_last(), common.slug.0.as_str()) {
                (Some((_, above)), own) if !own.is_empty() => above
                    .iter()
                    .map(String::as_str)
                    .chain([own])
                    .map(|part| format!("{part}/"))
                    .collect(),
                _ => parts.iter().map(|part| format!("{part}/")).collect(),
            }
        }
        _ if !common.slug.0.is_empty() => format!("{}/{}/", kind.folder(), common.slug.0),
        _ => format!("{}/{}/", kind.folder(), slug(id)),
    }
}
