//! One entry: its leaves, its links and the fields that every kind has; then the rules of its kind.

use super::leaves::Leaves;
use super::{
    addresses, arithmetic, checklist, contest, dates, document, ids, plan, practice, report, slips,
    timing,
};
use crate::diagnostics::Diagnostic;
use crate::lang;
use crate::parse::record::{Leaf, Walk};
use crate::parse::tree::Step;
use crate::portal::{Content, Entry, Portal, kinds, mistakes};

/// Longest summary that cards and search results can show.
const SUMMARY_LIMIT: usize = 300;

/// Checks an entry.
pub fn check(portal: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let source = &entry.source;
    slips::check(source, found);
    let mut leaves = Leaves::new(portal, source, Some(entry), found);
    {
        let mut check = |path: &[Step], leaf: Leaf<'_>| leaves.check(path, leaf);
        let mut walk = Walk {
            path: Vec::new(),
            found: &mut check,
        };
        kinds::walk_entry(entry.kind, &entry.common, &entry.content, &mut walk);
    }
    for link in &entry.body.links {
        leaves.link(&link.target, || source.body_place(link.offset));
    }
    let common = &entry.common;
    let length = common.summary.chars().count();
    if length > SUMMARY_LIMIT {
        found.push(mistakes::long_summary(
            source.value_place(&[Step::Key("summary")]),
            length,
        ));
    }
    ids::mixed(&entry.id, || source.start(), found);
    for (at, tag) in common.tags.iter().enumerate() {
        let path = [Step::Key("tags"), Step::Index(at)];
        addresses::part(tag, &lang::slug(tag), || source.value_place(&path), found);
    }
    if let Some(day) = common.review_by
        && day.0 < portal.today
    {
        let place = source.value_place(&[Step::Key("review_by")]);
        found.push(mistakes::review_passed(place, &day.0.to_string()));
    }
    if let (Some(first), Some(last)) = (common.publish_on, common.expires_on)
        && last < first
    {
        let place = source.value_place(&[Step::Key("expires_on")]);
        found.push(mistakes::ends_before_start(
            place,
            "expires_on",
            "publish_on",
        ));
    }
    content(portal, entry, found);
}

/// The rules of its kind.
fn content(portal: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let source = &entry.source;
    match &entry.content {
        Content::Plan(plan) => {
            plan::check(portal, entry, plan, found);
            timing::plan(entry, plan, found);
            arithmetic::plan(portal, entry, plan, found);
        }
        Content::Report(report) => {
            report::check(portal, entry, report, found);
            arithmetic::report(portal, entry, report, found);
        }
        Content::Practice(practice) => practice::check(source, practice, found),
        Content::Seminar(seminar) => {
            dates::order(source, &[], &seminar.starts, &seminar.ends, found)
        }
        Content::Course(course) => {
            dates::order(source, &[], &course.starts, &course.ends, found);
            arithmetic::course(entry, course, found);
        }
        Content::Partnership(partnership) => {
            dates::order(source, &[], &partnership.starts, &partnership.ends, found)
        }
        Content::Contest(contest) => contest::check(source, contest, found),
        Content::Checklist(checklist) => checklist::check(source, checklist, found),
        Content::Document(document) => document::check(portal, entry, document, found),
        _ => {}
    }
}
