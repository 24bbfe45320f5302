//! Every mistake that shows when entries meet: references, files, anchors, facets, addresses, dates.

use std::collections::HashMap;

use super::link::{Destination, Nowhere, Problem, Resolved};
use super::navigator::Facet;
use super::site::Site;
use super::{Content, Entry, KINDS, Kind, Portal, mistakes};
use crate::diagnostics::{Diagnostic, Place, nearest};
use crate::parse::fields::{Moment, Person};
use crate::parse::markdown::{self, Style};
use crate::parse::record::{Leaf, Record, Target, Value, Walk};
use crate::parse::tree::Step;
use crate::parse::{Document as ParsedEntry, Source, slip_mistake};
use crate::routes;

/// Longest summary that cards and search results can show.
const SUMMARY_LIMIT: usize = 300;
/// Marks an invented organization, so that an example cannot be taken for a real one.
const SAMPLE_MARKS: [&str; 2] = ["(пример)", "(example)"];
/// Names that the address of the navigator needs for itself.
const RESERVED_FACETS: [&str; 7] = ["q", "sort", "page", "ids", "vi", "compare", "selection"];

/// Checks the whole portal.
pub fn check(portal: &Portal, doubles: &[ParsedEntry], found: &mut Vec<Diagnostic>) {
    for double in doubles {
        let first = portal.entry(double.kind, &double.id).map(|entry| entry.source.file.clone()).unwrap_or_default();
        found.push(mistakes::duplicate_id(double.source.start(), &double.id, &first));
    }
    check_site(portal, found);
    check_navigator(portal, found);
    check_organizations(portal, found);
    check_glossary(portal, found);
    for entry in &portal.entries {
        check_entry(portal, entry, found);
    }
    check_addresses(portal, found);
}

/// A walk over one file: where its leaves are and what they belong to.
struct Leaves<'p, 'f> {
    portal: &'p Portal,
    source: &'p Source,
    entry: Option<&'p Entry>,
    found: &'f mut Vec<Diagnostic>,
}

impl Leaves<'_, '_> {
    fn check(&mut self, path: &[Step], leaf: Leaf) {
        match leaf {
            Leaf::Missing(field) => {
                if let Some(place) = self.source.missing_place(path, field) {
                    self.found.push(mistakes::missing_field(place, field));
                }
            }
            Leaf::Reference(target, written) => self.reference(path, target, written),
            Leaf::File(written) => {
                if let Err(nowhere) = self.portal.find_file(written, &self.source.file) {
                    self.nowhere(self.source.value_place(path), written, nowhere);
                }
            }
            Leaf::Link(written) => match self.portal.follow_field(written, &self.source.file) {
                Ok(Destination::Hidden) => self.found.push(mistakes::hidden_reference(self.source.value_place(path), written)),
                Ok(_) => {}
                Err(nowhere) => self.nowhere(self.source.value_place(path), written, nowhere),
            },
            Leaf::Markdown(text) => self.markdown(path, text),
            Leaf::Facet(facet, value) => self.facet(path, facet, value),
        }
    }

    fn reference(&mut self, path: &[Step], target: Target, written: &str) {
        let place = || self.source.value_place(path);
        match self.portal.resolve(target, written, self.entry) {
            Ok(Resolved::Entry(entry)) if !entry.visible && entry.kind != Kind::Report => {
                self.found.push(mistakes::hidden_reference(place(), written));
            }
            Ok(Resolved::Measure(plan, _)) if !plan.visible => {
                self.found.push(mistakes::hidden_reference(place(), written));
            }
            Ok(Resolved::Organization(organization)) => {
                let sample = self.entry.is_some_and(|entry| entry.sample && !matches!(entry.content, Content::Document(_)));
                let name = &organization.parts.name;
                if sample && !SAMPLE_MARKS.iter().any(|mark| name.contains(mark)) {
                    self.found.push(mistakes::sample_names_real(place(), name));
                }
            }
            Ok(_) => {}
            Err(problem) => self.problem(place(), written, problem),
        }
    }

    fn problem(&mut self, place: Place, written: &str, problem: Problem) {
        match problem {
            Problem::Unknown(similar) => self.found.push(mistakes::unknown_reference(place, written, similar)),
            Problem::Ambiguous(candidates) => self.found.push(mistakes::ambiguous_reference(place, written, &candidates)),
            Problem::Measure { plan, number, similar } => {
                self.found.push(mistakes::unknown_measure(place, &plan, &number, similar));
            }
            Problem::NoPlan => self.found.push(mistakes::measure_without_plan(place, written)),
            Problem::Unreadable => {}
        }
    }

    fn nowhere(&mut self, place: Place, written: &str, nowhere: Nowhere) {
        match nowhere {
            Nowhere::Unknown(path, similar) => self.found.push(mistakes::missing_file(place, written, &path, similar)),
            Nowhere::Outside => self.found.push(mistakes::file_outside(place, written)),
            Nowhere::Anchor(anchor, similar) => self.found.push(mistakes::unknown_anchor(place, &anchor, similar)),
            Nowhere::Reference(problem) => self.problem(place, written, problem),
            Nowhere::Unreadable => {}
        }
    }

    fn markdown(&mut self, path: &[Step], text: &str) {
        if !text.contains(['[', '<', '!']) {
            return;
        }
        let style = Style { language: self.portal.language(), typography: false, terms: &self.portal.terms };
        let fragment = markdown::parse(text, style);
        for slip in &fragment.slips {
            let place = self.source.markdown_value_place(path, text, slip.offset);
            self.found.push(slip_mistake(&slip.kind, place));
        }
        for link in &fragment.links {
            let place = || self.source.markdown_value_place(path, text, link.offset);
            self.link(&link.target, place);
        }
    }

    fn link(&mut self, target: &str, place: impl Fn() -> Place) {
        match self.portal.follow(target, &self.source.file) {
            Ok(Destination::Hidden) => self.found.push(mistakes::hidden_reference(place(), target)),
            Ok(_) => {}
            Err(nowhere) => self.nowhere(place(), target, nowhere),
        }
    }

    fn facet(&mut self, path: &[Step], facet: &str, value: &str) {
        let facets = self.portal.facets();
        let key = path.iter().rposition(|step| matches!(step, Step::Key(_))).map_or(path, |at| &path[..=at]);
        let Some(known) = facets.iter().find(|known| &*known.id == facet) else {
            if self.portal.unreadable.contains("content/navigator.yaml") || path.len() > key.len() + 1 {
                return;
            }
            // One unknown facet is one mistake, however many values it is given.
            if matches!(path.last(), Some(Step::Index(0) | Step::Key(_))) {
                let similar = nearest(facet, facets.iter().map(|known| &*known.id));
                self.found.push(mistakes::unknown_facet(self.source.key_place(key), facet, similar));
            }
            return;
        };
        if known.from.is_some() {
            if matches!(path.last(), Some(Step::Index(0) | Step::Key(_))) {
                self.found.push(mistakes::derived_facet(self.source.key_place(key), facet));
            }
            return;
        }
        if matches!(path.last(), Some(Step::Key(_))) {
            return;
        }
        if known.multiple.no() && path.last() == Some(&Step::Index(1)) {
            self.found.push(mistakes::single_facet(self.source.value_place(path), facet));
        }
        let values = known.all_values();
        if !values.iter().any(|(known, _)| &*known.id == value) {
            let by_label = values.iter().find(|(known, _)| &*known.label == value).map(|(known, _)| known.id.0.clone());
            let similar = by_label.or_else(|| nearest(value, values.iter().map(|(known, _)| &*known.id)));
            self.found.push(mistakes::unknown_facet_value(self.source.value_place(path), facet, value, similar));
        }
    }
}

fn walk_value<'p, T: Value>(portal: &'p Portal, source: &'p Source, value: &'p T, found: &mut Vec<Diagnostic>) {
    let mut leaves = Leaves { portal, source, entry: None, found };
    let mut check = |path: &[Step<'p>], leaf: Leaf<'p>| leaves.check(path, leaf);
    value.walk(&mut Walk { path: Vec::new(), found: &mut check });
}

fn check_site(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let (source, site): (&Source, &Site) = (&portal.site.source, &portal.site.value);
    let mut leaves = Leaves { portal, source, entry: None, found };
    let mut check = |path: &[Step], leaf: Leaf<'_>| match leaf {
        Leaf::Missing(field) => {
            if let Some(place) = source.missing_place(path, field) {
                leaves.found.push(mistakes::missing_field(place, field));
            }
        }
        Leaf::Reference(target, written) => leaves.reference(path, target, written),
        Leaf::File(written) => {
            if let Err(nowhere) = portal.find_file(written, &source.file) {
                leaves.nowhere(source.value_place(path), written, nowhere);
            }
        }
        _ => {}
    };
    site.walk_fields(&mut Walk { path: Vec::new(), found: &mut check });
    let key = |name| [Step::Key(name)];
    if !site.brand.0.is_empty() {
        let ratio = contrast_on_white(&site.brand);
        if ratio < 4.5 {
            found.push(mistakes::low_contrast(source.value_place(&key("brand")), &site.brand, ratio));
        }
    }
    if !site.timezone.0.is_empty() && jiff::tz::TimeZone::get(&site.timezone).is_err() {
        found.push(mistakes::unknown_timezone(source.value_place(&key("timezone")), &site.timezone));
    }
    if site.base_url.0.is_empty() && !site.title.0.is_empty() {
        found.push(mistakes::no_base_url(source.value_place(&[])));
    }
    for (at, section) in site.sections.iter().enumerate() {
        for (index, kind) in section.kinds.iter().enumerate() {
            let known = || KINDS.iter().filter(|row| row.listed).map(|row| row.folder).chain(["calendar"]);
            if !known().any(|folder| folder == &**kind) {
                let path = [Step::Key("sections"), Step::Index(at), Step::Key("kinds"), Step::Index(index)];
                found.push(mistakes::unknown_name(source.value_place(&path), "kinds", kind, nearest(kind, known())));
            }
        }
        for (index, page) in section.pages.iter().enumerate() {
            let path = [Step::Key("sections"), Step::Index(at), Step::Key("pages"), Step::Index(index)];
            site_page(portal, page, source.value_place(&path), found);
        }
    }
    for (at, role) in site.roles.iter().enumerate() {
        for (index, link) in role.links.iter().enumerate() {
            let mut path = vec![Step::Key("roles"), Step::Index(at), Step::Key("links"), Step::Index(index)];
            let written = match link {
                super::site::RoleLink::Bare(text) => text,
                super::site::RoleLink::Titled(parts) if !parts.url.0.is_empty() => {
                    path.push(Step::Key("url"));
                    &parts.url
                }
                super::site::RoleLink::Titled(parts) => {
                    path.push(Step::Key("link"));
                    &parts.link
                }
            };
            if written.0.is_empty() {
                found.push(mistakes::missing_field(source.value_place(&path[..4]), "url"));
            } else if let Err(nowhere) = site_link(portal, written) {
                Leaves { portal, source, entry: None, found }.nowhere(source.value_place(&path), written, nowhere);
            }
        }
    }
}

/// A page of the menu: an entry of `pages`, by id or address.
fn site_page(portal: &Portal, written: &str, place: Place, found: &mut Vec<Diagnostic>) {
    if let Err(nowhere) = portal.site_page(written) {
        let source = &portal.site.source;
        Leaves { portal, source, entry: None, found }.nowhere(place, written, nowhere);
    }
}

fn site_link(portal: &Portal, written: &str) -> Result<Destination, Nowhere> {
    portal.site_link(written)
}

impl Portal {
    /// What a page of the menu leads to.
    pub fn site_page(&self, written: &str) -> Result<Destination, Nowhere> {
        if let Some(entry) = self.entry(Kind::Page, written.trim_matches('/').trim_end_matches(".md")) {
            return Ok(if entry.visible { Destination::Address(entry.address.clone(), None) } else { Destination::Hidden });
        }
        self.site_link(written)
    }

    /// What a link of site.yaml leads to: an address, a reference, or another site.
    pub fn site_link(&self, written: &str) -> Result<Destination, Nowhere> {
        if written.starts_with('/') || markdown::scheme(written).is_some() {
            return self.follow(written, "content/site.yaml");
        }
        let address = format!("{}/", written.trim_end_matches('/'));
        if self.has_address(&address) {
            return self.follow(&format!("/{address}"), "content/site.yaml");
        }
        self.follow_field(written, "content/site.yaml")
    }

    /// Whether the site has a page at this address.
    pub fn has_address(&self, address: &str) -> bool {
        self.addresses.get_or_init(|| routes::addresses(self)).contains(address)
    }
}

fn check_navigator(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let Some(read) = &portal.navigator else { return };
    walk_value(portal, &read.source, &read.value, found);
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (at, facet) in read.value.facets.iter().enumerate() {
        let path = |rest: &[Step<'static>]| {
            let mut path = vec![Step::Key("facets"), Step::Index(at)];
            path.extend_from_slice(rest);
            path
        };
        let place = |rest: &[Step<'static>]| read.source.value_place(&path(rest));
        if RESERVED_FACETS.contains(&&*facet.id) {
            found.push(mistakes::reserved_name(place(&[Step::Key("id")]), &facet.id));
        }
        if facet.id.0.is_empty() {
            continue;
        }
        if let Some(first) = known.insert(&facet.id, at) {
            let first = read.source.value_place(&[Step::Key("facets"), Step::Index(first), Step::Key("id")]);
            found.push(mistakes::duplicate_id(place(&[Step::Key("id")]), &facet.id, &at_line(&first)));
        }
        if facet.from.is_some() && !facet.values.is_empty() {
            found.push(mistakes::excluded_by(place(&[Step::Key("values")]), "values", "from"));
        }
        if facet.from.is_none() && facet.values.is_empty() {
            let place = read.source.missing_place(&path(&[]), "values");
            found.extend(place.map(|place| mistakes::missing_field(place, "values")));
        }
        check_facet_values(facet, at, &read.source, found);
    }
}

fn at_line(place: &Place) -> String {
    format!("{}:{}", place.file, place.line)
}

fn check_facet_values(facet: &Facet, at: usize, source: &Source, found: &mut Vec<Diagnostic>) {
    fn below<'a>(
        values: &'a [super::navigator::FacetValue],
        path: &mut Vec<Step<'static>>,
        known: &mut HashMap<String, Place>,
        source: &Source,
        found: &mut Vec<Diagnostic>,
    ) {
        for (index, value) in values.iter().enumerate() {
            path.push(Step::Index(index));
            path.push(Step::Key("id"));
            let place = source.value_place(path);
            path.pop();
            if !value.id.0.is_empty() {
                match known.get(&*value.id) {
                    Some(first) => found.push(mistakes::duplicate_id(place, &value.id, &at_line(first))),
                    None => {
                        known.insert(value.id.0.clone(), place);
                    }
                }
            }
            path.push(Step::Key("children"));
            below(&value.children, path, known, source, found);
            path.pop();
            path.pop();
        }
    }
    let mut path = vec![Step::Key("facets"), Step::Index(at), Step::Key("values")];
    below(&facet.values, &mut path, &mut HashMap::new(), source, found);
}

fn check_organizations(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let Some(read) = &portal.organizations_file else { return };
    walk_value(portal, &read.source, &read.value, found);
    for organization in &portal.organizations {
        let path = [Step::Key("organizations"), Step::Key(organization.id.as_str()), Step::Key("parent")];
        let mut at = &*organization.parts.parent.0;
        for _ in 0..=portal.organizations.len() {
            if at == organization.id {
                found.push(mistakes::parent_circle(read.source.value_place(&path), &organization.id));
                break;
            }
            match portal.organization(at) {
                Some(parent) => at = &parent.parts.parent.0,
                None => break,
            }
        }
        mixed(&organization.id, || read.source.key_place(&path[..2]), found);
    }
}

fn check_glossary(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let Some(read) = &portal.glossary else { return };
    walk_value(portal, &read.source, &read.value, found);
}

fn mixed(id: &str, place: impl Fn() -> Place, found: &mut Vec<Diagnostic>) {
    let latin = id.chars().any(|c| c.is_ascii_alphabetic());
    let cyrillic = id.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    if latin && cyrillic {
        found.push(mistakes::mixed_alphabets(place(), id));
    }
}

fn check_entry(portal: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let source = &entry.source;
    {
        let mut leaves = Leaves { portal, source, entry: Some(entry), found };
        let mut check = |path: &[Step], leaf: Leaf<'_>| leaves.check(path, leaf);
        let mut walk = Walk { path: Vec::new(), found: &mut check };
        super::kinds::walk_entry(entry.kind, &entry.common, &entry.content, &mut walk);
    }
    let mut leaves = Leaves { portal, source, entry: Some(entry), found };
    for link in &entry.body.links {
        leaves.link(&link.target, || source.body_place(link.offset));
    }
    let common = &entry.common;
    let length = common.summary.chars().count();
    if length > SUMMARY_LIMIT {
        found.push(mistakes::long_summary(source.value_place(&[Step::Key("summary")]), length));
    }
    mixed(&entry.id, || source.start(), found);
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
        found.push(mistakes::ends_before_start(place, "expires_on", "publish_on"));
    }
    check_content(portal, entry, found);
}

fn order(source: &Source, path: &[Step], starts: &Moment, ends: &Moment, found: &mut Vec<Diagnostic>) {
    if let (Some(first), Some(last)) = (starts.day(), ends.day())
        && (last < first || (last == first && ends.0.len() == starts.0.len() && ends.0 < starts.0))
    {
        let mut path = path.to_vec();
        path.push(Step::Key("ends"));
        found.push(mistakes::ends_before_start(source.value_place(&path), "ends", "starts"));
    }
}

fn check_content(portal: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let source = &entry.source;
    match &entry.content {
        Content::Plan(plan) => check_plan(plan, source, found),
        Content::Report(report) => check_report(portal, report, source, found),
        Content::Practice(practice) => {
            if practice.evidence.level.is_some() && practice.evidence.reasons.is_empty() {
                let place = source.value_place(&[Step::Key("evidence"), Step::Key("level")]);
                found.push(mistakes::evidence_without_reasons(place));
            }
        }
        Content::Seminar(seminar) => order(source, &[], &seminar.starts, &seminar.ends, found),
        Content::Course(course) => order(source, &[], &course.starts, &course.ends, found),
        Content::Partnership(partnership) => order(source, &[], &partnership.starts, &partnership.ends, found),
        Content::Contest(contest) => {
            for (at, stage) in contest.stages.iter().enumerate() {
                order(source, &[Step::Key("stages"), Step::Index(at)], &stage.starts, &stage.ends, found);
            }
            let known = || contest.nominations.iter().map(|nomination| &*nomination.id);
            repeated(source, "nominations", known(), found);
            for (at, result) in contest.results.iter().enumerate() {
                if !result.nomination.0.is_empty() && !known().any(|id| id == &*result.nomination) {
                    let path = [Step::Key("results"), Step::Index(at), Step::Key("nomination")];
                    let similar = nearest(&result.nomination, known());
                    found.push(mistakes::not_in_list(source.value_place(&path), &result.nomination, "nominations", similar));
                }
            }
        }
        Content::Checklist(checklist) => {
            let mut known: HashMap<&str, usize> = HashMap::new();
            for (at, section) in checklist.sections.iter().enumerate() {
                for (index, question) in section.questions.iter().enumerate() {
                    let path =
                        [Step::Key("sections"), Step::Index(at), Step::Key("questions"), Step::Index(index), Step::Key("id")];
                    let place = source.value_place(&path);
                    if let Some(line) = known.insert(&question.id, place.line).filter(|_| !question.id.0.is_empty()) {
                        let first = format!("{}:{line}", place.file);
                        found.push(mistakes::duplicate_id(place, &question.id, &first));
                    }
                }
            }
        }
        Content::Document(document) => check_document(portal, entry, document, found),
        _ => {}
    }
    check_titled_files(portal, entry, found);
}

/// Attachments written as a mapping must say what they are.
fn check_titled_files(portal: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    use crate::parse::fields::Attachment;
    let lists: Vec<(&'static str, &[Attachment])> = match &entry.content {
        Content::Seminar(seminar) => vec![("materials", &seminar.materials)],
        Content::Video(video) => vec![("slides", &video.slides)],
        _ => Vec::new(),
    };
    for (field, attachments) in lists.into_iter().chain([("attachments", &*entry.common.attachments)]) {
        for (at, attachment) in attachments.iter().enumerate() {
            if let Attachment::Titled(parts) = attachment
                && parts.file.0.is_empty()
                && parts.url.0.is_empty()
            {
                let path = [Step::Key(field), Step::Index(at)];
                let place = entry.source.missing_place(&path, "file");
                found.extend(place.map(|place| mistakes::missing_field(place, "file")));
            }
        }
    }
    let _ = portal;
}

fn repeated<'a>(source: &Source, list: &'static str, ids: impl Iterator<Item = &'a str>, found: &mut Vec<Diagnostic>) {
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (at, id) in ids.enumerate() {
        if id.is_empty() {
            continue;
        }
        if let Some(first) = known.insert(id, at) {
            let place = |at| source.value_place(&[Step::Key(list), Step::Index(at), Step::Key("id")]);
            found.push(mistakes::duplicate_id(place(at), id, &at_line(&place(first))));
        }
    }
}

fn check_plan(plan: &super::plan::Plan, source: &Source, found: &mut Vec<Diagnostic>) {
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (at, section) in plan.sections.iter().enumerate() {
        for (index, measure) in section.measures.iter().enumerate() {
            let path = |rest: &[Step<'static>]| {
                let mut path =
                    vec![Step::Key("sections"), Step::Index(at), Step::Key("measures"), Step::Index(index)];
                path.extend_from_slice(rest);
                path
            };
            if !measure.number.0.is_empty() && known.contains_key(&*measure.number) {
                let place = source.value_place(&path(&[Step::Key("number")]));
                let first = format!("{}:{}", place.file, known[&*measure.number]);
                found.push(mistakes::duplicate_id(place, &measure.number, &first));
            } else if !measure.number.0.is_empty() {
                // The line is needed only when a second measure has the number; a tree is not made before.
                let line = if has_twice(plan, &measure.number) {
                    source.value_place(&path(&[Step::Key("number")])).line
                } else {
                    0
                };
                known.insert(&measure.number, line);
            }
            let mut ids: Vec<&str> = Vec::new();
            for (nth, indicator) in measure.indicators.iter().enumerate() {
                if ids.contains(&&*indicator.id) && !indicator.id.0.is_empty() {
                    let place =
                        source.value_place(&path(&[Step::Key("indicators"), Step::Index(nth), Step::Key("id")]));
                    let first = format!("{}:{}", place.file, place.line);
                    found.push(mistakes::duplicate_id(place, &indicator.id, &first));
                }
                ids.push(&indicator.id);
            }
            for (nth, entry) in measure.schedule.iter().enumerate() {
                if let (Some(start), Some(end)) = (entry.start, entry.end)
                    && end < start
                {
                    let place = source.value_place(&path(&[Step::Key("schedule"), Step::Index(nth), Step::Key("end")]));
                    found.push(mistakes::ends_before_start(place, "end", "start"));
                }
            }
        }
    }
    if let Some((start, end)) = plan.period.days()
        && end < start
    {
        found.push(mistakes::ends_before_start(source.value_place(&[Step::Key("period"), Step::Key("end")]), "end", "start"));
    }
}

fn has_twice(plan: &super::plan::Plan, number: &str) -> bool {
    plan.measures().filter(|(_, measure)| &*measure.number == number).nth(1).is_some()
}

fn check_report(portal: &Portal, report: &super::report::Report, source: &Source, found: &mut Vec<Diagnostic>) {
    use super::report::ReportState;
    for (at, row) in report.entries.iter().enumerate() {
        let path = |field: &'static str| [Step::Key("entries"), Step::Index(at), Step::Key(field)];
        let state = path("state");
        let said = row.state.map(ReportState::word).unwrap_or_default();
        if matches!(row.state, Some(ReportState::Postponed | ReportState::Cancelled)) && row.act.0.is_empty() {
            let place = source.missing_place(&state[..2], "act");
            found.extend(place.map(|place| mistakes::missing_with(place, "act", &format!("state: {said}"))));
        }
        if row.state == Some(ReportState::Postponed) && row.until.is_none() {
            let place = source.missing_place(&state[..2], "until");
            found.extend(place.map(|place| mistakes::missing_with(place, "until", &format!("state: {said}"))));
        }
        let Some(Content::Plan(plan)) = portal.entry(Kind::Plan, &report.plan).map(|plan| &plan.content) else { continue };
        let number = row.measure.rsplit('#').next().unwrap_or_default();
        let Some(measure) = plan.measure(number) else { continue };
        if let Some(subitem) = row.subitem
            && subitem.0 as usize > measure.subitems.len()
        {
            let place = source.value_place(&path("subitem"));
            found.push(mistakes::not_in_list(place, &subitem.0.to_string(), "subitems", None));
        }
        for (indicator, _) in &row.facts.0 {
            let known = || measure.indicators.iter().map(|known| &*known.id);
            if !known().any(|id| id == indicator) {
                let mut path = path("facts").to_vec();
                path.push(Step::Key(indicator));
                let similar = nearest(indicator, known());
                found.push(mistakes::not_in_list(source.key_place(&path), indicator, "indicators", similar));
            }
        }
    }
}

fn check_document(portal: &Portal, entry: &Entry, document: &super::document::Document, found: &mut Vec<Diagnostic>) {
    let source = &entry.source;
    if document.text.is_some() {
        if !document.file.0.is_empty() {
            found.push(mistakes::excluded_by(source.key_place(&[Step::Key("file")]), "file", "text: withheld"));
        }
        if !document.source_url.0.is_empty() {
            let place = source.key_place(&[Step::Key("source_url")]);
            found.push(mistakes::excluded_by(place, "source_url", "text: withheld"));
        }
        let markdown = source.markdown();
        if !markdown.trim().is_empty() {
            let offset = markdown.len() - markdown.trim_start().len();
            found.push(mistakes::excluded_by(source.body_place(offset), "body", "text: withheld"));
        }
    }
    if !document.file.0.is_empty() && !portal.site.value.privacy.show_persons.yes() {
        let masked = |text: &str| portal.mask.apply(text) != text;
        let persons = document.signed_by.iter().chain(document.control.iter());
        let named = persons.into_iter().any(|person| match person {
            Person::Words(text) => masked(text),
            Person::Parts(parts) => !parts.name.0.is_empty() && !parts.consented(),
        });
        if named || masked(source.markdown()) || document.points.iter().any(|point| masked(&point.text)) {
            let place = source.value_place(&[Step::Key("file")]);
            found.push(mistakes::unmasked_file(place, &document.file));
        }
    }
    if document.in_force.0.is_some() && document.checked_on.is_none() {
        let place = source.missing_place(&[], "checked_on");
        found.extend(place.map(|place| mistakes::missing_with(place, "checked_on", "in_force")));
    }
}

/// No two things may have one address, and nobody may take an address that the program needs.
fn check_addresses(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let mut owners: HashMap<String, String> = HashMap::new();
    for address in routes::built_in(portal) {
        owners.insert(address, String::new());
    }
    let mut claims: Vec<(&str, &str, Place)> = Vec::new();
    for entry in portal.entries.iter().filter(|entry| !entry.address.is_empty()) {
        let own = || match entry.common.slug.0.is_empty() {
            true => entry.source.start(),
            false => entry.source.value_place(&[Step::Key("slug")]),
        };
        let slug = entry.address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let first = entry.address.split('/').next().unwrap_or_default();
        let taken = entry.kind == Kind::Page && routes::is_reserved_folder(first);
        if entry.kind != Kind::Page && matches!(slug, "page" | "print") || taken || slug.is_empty() {
            found.push(mistakes::reserved_address(own(), &format!("/{}", entry.address)));
            continue;
        }
        claims.push((&entry.address, &entry.source.file, own()));
    }
    let file = portal.organizations_file.as_ref();
    for organization in &portal.organizations {
        let path = [Step::Key("organizations"), Step::Key(organization.id.as_str())];
        if let Some(read) = file.filter(|_| owners.contains_key(&organization.address) || is_twice(portal, &organization.address)) {
            claims.push((&organization.address, &read.source.file, read.source.key_place(&path)));
        }
    }
    claims.sort_by(|a, b| (a.1, a.2.line).cmp(&(b.1, b.2.line)));
    for (address, file, place) in claims {
        match owners.get(address) {
            Some(first) if first.is_empty() => found.push(mistakes::reserved_address(place, &format!("/{address}"))),
            Some(first) => found.push(mistakes::duplicate_address(place, &format!("/{address}"), first)),
            None => {
                owners.insert(address.to_owned(), file.to_owned());
            }
        }
    }
    check_aliases(portal, &mut owners, found);
    check_root_files(portal, &owners, found);
}

fn is_twice(portal: &Portal, address: &str) -> bool {
    portal.organizations.iter().filter(|organization| organization.address == address).nth(1).is_some()
}

fn check_aliases(portal: &Portal, owners: &mut HashMap<String, String>, found: &mut Vec<Diagnostic>) {
    let mut files: Vec<&Entry> = portal.entries.iter().filter(|entry| !entry.common.aliases.is_empty()).collect();
    files.sort_by(|a, b| a.source.file.cmp(&b.source.file));
    for entry in files {
        for (at, alias) in entry.common.aliases.iter().enumerate() {
            let address = alias.trim_start_matches('/').to_owned();
            let place = entry.source.value_place(&[Step::Key("aliases"), Step::Index(at)]);
            match owners.get(&address) {
                Some(first) => {
                    let first = if first.is_empty() { format!("/{address}") } else { first.clone() };
                    found.push(mistakes::duplicate_alias(place, alias, &first));
                }
                None if portal.has_address(&address) => {
                    found.push(mistakes::duplicate_alias(place, alias, &format!("/{address}")));
                }
                None => {
                    owners.insert(address, entry.source.file.clone());
                }
            }
        }
    }
}

/// Files that are copied to an address where something else already is.
fn check_root_files(portal: &Portal, owners: &HashMap<String, String>, found: &mut Vec<Diagnostic>) {
    for asset in portal.assets.iter().filter(|asset| asset.inside.starts_with("root/")) {
        let Some(address) = &asset.address else { continue };
        let page = address.strip_suffix("index.html").unwrap_or(address);
        let made = owners.contains_key(page) || portal.has_address(page) || routes::is_made_file(address);
        if made || routes::is_reserved_folder(address.split('/').next().unwrap_or_default()) && address.contains('/') {
            let place = Place { file: format!("content/{}", asset.inside), line: 1, column: 1, width: 1 };
            found.push(mistakes::reserved_address(place, &format!("/{address}")));
        }
    }
}

/// WCAG 2.2 contrast ratio of a colour on white (relative luminance of sRGB).
fn contrast_on_white(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = colour.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0);
        let share = f64::from(value) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    1.05 / (0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5) + 0.05)
}
