//! A document: a text that is withheld, persons that its file would show, and the day it was looked at.

use crate::diagnostics::Diagnostic;
use crate::parse::fields::Person;
use crate::parse::markdown;
use crate::parse::tree::Step;
use crate::portal::document::Document;
use crate::portal::{Entry, Portal, mistakes};

/// Checks a document.
pub fn check(portal: &Portal, entry: &Entry, document: &Document, found: &mut Vec<Diagnostic>) {
    let source = &entry.source;
    if document.text.is_some() {
        if !document.file.0.is_empty() {
            found.push(mistakes::excluded_by(
                source.value_place(&[Step::Key("file")]),
                "file",
                "text: withheld",
            ));
        }
        if !document.source_url.0.is_empty() {
            let place = source.value_place(&[Step::Key("source_url")]);
            found.push(mistakes::excluded_by(place, "source_url", "text: withheld"));
        }
        let markdown = source.markdown();
        if !markdown.trim().is_empty() {
            let offset = markdown.len() - markdown.trim_start().len();
            found.push(mistakes::withheld_text(source.body_place(offset)));
        }
    }
    if !document.file.0.is_empty() && !portal.site.value.privacy.show_persons.yes() {
        let masked = |text: &str| !portal.mask.ranges(text).is_empty();
        let persons = document.signed_by.iter().chain(document.control.iter());
        let named = persons.into_iter().any(|person| match person {
            Person::Words(text) => masked(text),
            Person::Parts(parts) => !parts.name.0.is_empty() && !parts.consented(),
        });
        if named
            || entry.body.masked
            || document.points.iter().any(|point| {
                let text = markdown::masked(&point.text, &portal.mask);
                text != *point.text || masked(&point.number) || masked(&point.timing)
            })
        {
            let place = source.value_place(&[Step::Key("file")]);
            found.push(mistakes::unmasked_file(place, &document.file));
        }
    }
    if document.in_force.0.is_some() && document.checked_on.is_none() {
        let place = source.missing_place(&[], "checked_on");
        found.extend(place.map(|place| mistakes::missing_with(place, "checked_on", "in_force")));
    }
}
