//! Titles and tags as lists and searches show them: short, without quotes around, one tag an item.

use super::{advice, field};
use crate::diagnostics::Diagnostic;
use crate::parse::slips;
use crate::parse::tree::Step;
use crate::portal::{Entry, Kind, Portal};

/// Longer titles fill a card, a search result and the tab of a browser.
const LONG: usize = 120;

/// Looks at the title and the tags. Titles of acts, plans and reports are the acts' own.
pub fn check(_: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let title = &entry.common.title;
    let length = title.chars().count();
    let is_of_act = matches!(entry.kind, Kind::Document | Kind::Plan | Kind::Report);
    if length > LONG && !is_of_act {
        let advice = advice("advice-long-title", field(entry, "title"));
        found.push(advice.with("length", length.to_string()));
    }
    // «Ёлочки» may belong to the title; quotes of other shapes are an editor's.
    if let Some(inner) = slips::unquoted(title).filter(|_| !title.starts_with('«')) {
        let hint = vec![("text", format!("title: {inner}"))];
        found.push(advice("advice-quotes-around", field(entry, "title")).hint("write", hint));
    }
    if let [tag] = &*entry.common.tags
        && tag.contains(',')
    {
        let tags: Vec<&str> = tag.split(',').map(str::trim).collect();
        let hint = vec![("text", format!("tags: [{}]", tags.join(", ")))];
        let place = entry
            .source
            .value_place(&[Step::Key("tags"), Step::Index(0)]);
        found.push(advice("advice-one-tag", place).hint("write", hint));
    }
}
