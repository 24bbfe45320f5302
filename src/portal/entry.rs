//! An entry with its place in the portal and its address.

use jiff::civil::Date;

use super::common::Common;
use super::kinds::{Content, Kind};
use super::plan;
use super::shown::is_visible;
use crate::lang;
use crate::parse::markdown::Fragment;
use crate::parse::{Document, Source};

/// An entry of the portal.
#[derive(Debug)]
pub struct Entry {
    /// Its kind.
    pub kind: Kind,
    /// Its id, unique within the kind.
    pub id: String,
    /// Its address relative to the site's root, without a leading slash: `plans/x/`. Reports have none.
    pub address: String,
    /// Whether it has a page: no draft, published and not expired, and both schools agreed.
    pub visible: bool,
    /// An example, by itself or because of what it derives from.
    pub sample: bool,
    /// The fields that every entry has.
    pub common: Common,
    /// The fields of its kind.
    pub content: Content,
    /// Its body.
    pub body: Fragment,
    /// The file it stands in.
    pub source: Source,
    /// Its own folder relative to `content/`, in the folder form.
    pub folder: Option<String>,
}

impl Entry {
    /// An entry as its file says it, on the day of the portal.
    pub(super) fn of(document: Document, today: Date, drafts: bool) -> Self {
        Self {
            address: address(document.kind, &document.id, &document.common),
            visible: is_visible(&document.common, &document.content, today, drafts),
            sample: document.common.sample.yes(),
            kind: document.kind,
            id: document.id,
            common: document.common,
            content: document.content,
            body: document.body,
            source: document.source,
            folder: document.folder,
        }
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
