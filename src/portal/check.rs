//! Every mistake that shows when entries meet: references, files, anchors, facets, addresses, dates.

mod arithmetic;
mod slips;
mod timing;

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::follow::{Destination, Nowhere};
use super::link::{Problem, Resolved};
use super::navigator::Facet;
use super::site::Site;
use super::{Content, Entry, KINDS, Kind, Portal, mistakes, nfc};
use crate::diagnostics::{Diagnostic, Place, nearest};
use crate::lang;
use crate::parse::fields::{Moment, Person};
use crate::parse::markdown::{self, SlipKind, Style};
use crate::parse::record::{Leaf, Record, Target, Value, Walk};
use crate::parse::tree::Step;
use crate::parse::{Source, slip_mistake};
use crate::routes;

/// Longest summary that cards and search results can show.
const SUMMARY_LIMIT: usize = 300;
/// Names that the address of the navigator needs for itself.
const RESERVED_FACETS: [&str; 7] = ["q", "sort", "page", "ids", "vi", "compare", "selection"];

/// The longest part of an address: file systems allow 255 bytes, and temporary names need some of them.
const ADDRESS_PART_LIMIT: usize = 150;

/// Checks the whole portal. `doubles` are entries whose id an earlier file has already.
pub fn check(portal: &Portal, doubles: &[Entry], found: &mut Vec<Diagnostic>) {
    for double in doubles {
        let first = portal
            .entry(double.kind, &double.id)
            .map(|entry| entry.source.file.clone())
            .unwrap_or_default();
        found.push(mistakes::duplicate_id(
            double.source.start(),
            &double.id,
            &first,
        ));
        check_entry(portal, double, found);
    }
    check_site(portal, found);
    check_navigator(portal, found);
    check_organizations(portal, found);
    check_glossary(portal, found);
    let of_entries: Vec<Vec<Diagnostic>> = portal
        .entries
        .par_iter()
        .map(|entry| {
            let mut found = Vec::new();
            check_entry(portal, entry, &mut found);
            found
        })
        .collect();
    found.extend(of_entries.into_iter().flatten());
    check_addresses(portal, found);
}

/// A walk over one file: where its leaves are and what they belong to.
struct Leaves<'p, 'f> {
    portal: &'p Portal,
    source: &'p Source,
    entry: Option<&'p Entry>,
    /// Files without an address of their own, which are copied beside the page, by their names.
    beside: HashMap<String, String>,
    found: &'f mut Vec<Diagnostic>,
}

impl<'p, 'f> Leaves<'p, 'f> {
    fn new(
        portal: &'p Portal,
        source: &'p Source,
        entry: Option<&'p Entry>,
        found: &'f mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            portal,
            source,
            entry,
            beside: HashMap::new(),
            found,
        }
    }
}

impl Leaves<'_, '_> {
    fn check(&mut self, path: &[Step], leaf: Leaf) {
        match leaf {
            Leaf::Missing(field) => self.missing(path, field),
            Leaf::Reference(target, written) => self.reference(path, target, written),
            Leaf::File(written) => match self.portal.find_file(written, &self.source.file) {
                Ok(inside) => self.place_beside(inside, || self.source.value_place(path)),
                Err(nowhere) => self.nowhere(self.source.value_place(path), written, nowhere),
            },
            Leaf::Link(written) => match self.portal.follow_field(written, &self.source.file) {
                Ok(Destination::Hidden) => self.found.push(mistakes::hidden_reference(
                    self.source.value_place(path),
                    written,
                )),
                Ok(Destination::File(inside)) => {
                    self.place_beside(inside, || self.source.value_place(path))
                }
                Ok(_) => {}
                Err(nowhere) => self.nowhere(self.source.value_place(path), written, nowhere),
            },
            Leaf::Markdown(text) => self.markdown(path, text),
            Leaf::Facet(facet, value) => self.facet(path, facet, value),
        }
    }

    fn missing(&mut self, path: &[Step], field: &'static str) {
        let mut places = field
            .split('|')
            .map(|field| self.source.missing_place(path, field));
        // Of several names one is enough; what the author wrote wrongly is named already.
        if let Some(Some(place)) = places.next()
            && places.all(|place| place.is_some())
        {
            self.found.push(mistakes::missing_field(place, field));
        }
    }

    /// Two files of one name cannot both be copied beside one page.
    fn place_beside(&mut self, inside: String, place: impl Fn() -> Place) {
        let (Some(entry), Some(asset)) = (self.entry, self.portal.asset(&inside)) else {
            return;
        };
        if asset.address.is_some() {
            return;
        }
        let name = inside.rsplit('/').next().unwrap_or(&inside).to_owned();
        let address = format!("{}{name}", entry.address);
        if routes::is_made_beside_page(&address) {
            self.found
                .push(mistakes::reserved_file(place(), &format!("/{address}")));
            return;
        }
        let first = self
            .beside
            .entry(name.clone())
            .or_insert_with(|| inside.clone());
        if *first != inside {
            let first = format!("content/{first}");
            self.found.push(mistakes::duplicate_address(
                place(),
                &format!("/{address}"),
                &first,
            ));
        }
    }

    fn reference(&mut self, path: &[Step], target: Target, written: &str) {
        let place = || self.source.value_place(path);
        match self.portal.resolve(target, written, self.entry) {
            // A plan that is its own parent is a circle, and named as one.
            Ok(Resolved::Entry(entry))
                if self.is_own(entry) && target != Target::PlanOrDocument =>
            {
                self.found.push(mistakes::self_reference(place(), written));
            }
            Ok(Resolved::Measure(plan, measure))
                if self.is_own(plan)
                    && slips::measure_at(plan, path)
                        .is_some_and(|own| std::ptr::eq(own, measure)) =>
            {
                self.found.push(mistakes::self_reference(place(), written));
            }
            Ok(Resolved::Entry(entry)) if !entry.visible && entry.kind != Kind::Report => {
                self.found
                    .push(mistakes::hidden_reference(place(), written));
            }
            Ok(Resolved::Measure(plan, _)) if !plan.visible => {
                self.found
                    .push(mistakes::hidden_reference(place(), written));
            }
            Ok(Resolved::Organization(organization)) => {
                let sample = self.entry.is_some_and(|entry| {
                    entry.sample && !matches!(entry.content, Content::Document(_))
                });
                let name = &organization.parts.name;
                if sample && !organization.is_sample() {
                    self.found.push(mistakes::sample_names_real(place(), name));
                }
            }
            Ok(_) => {}
            Err(Problem::Unknown(similar)) if matches!(target, Target::FacetValue(_)) => {
                let Target::FacetValue(facet) = target else {
                    return;
                };
                let known = self
                    .portal
                    .facets()
                    .iter()
                    .find(|known| &*known.id == facet);
                let values: Vec<&str> = known
                    .iter()
                    .flat_map(|known| known.all_values())
                    .map(|(value, _)| &*value.id.0)
                    .collect();
                self.found.push(match known {
                    Some(_) => {
                        mistakes::unknown_facet_value(place(), facet, written, similar, &values)
                    }
                    None => mistakes::unknown_facet(place(), facet, None),
                });
            }
            Err(problem) => self.problem(place(), written, problem),
        }
    }

    fn is_own(&self, entry: &Entry) -> bool {
        self.entry.is_some_and(|own| std::ptr::eq(own, entry))
    }

    fn problem(&mut self, place: Place, written: &str, problem: Problem) {
        match problem {
            Problem::Unknown(similar) => self
                .found
                .push(mistakes::unknown_reference(place, written, similar)),
            Problem::Ambiguous(candidates) => {
                self.found
                    .push(mistakes::ambiguous_reference(place, written, &candidates))
            }
            Problem::Measure {
                plan,
                number,
                similar,
            } => {
                self.found
                    .push(mistakes::unknown_measure(place, &plan, &number, similar));
            }
            Problem::NoNumber { plan, first } => self
                .found
                .push(mistakes::measure_without_number(place, &plan, first)),
            Problem::NoPlan => self
                .found
                .push(mistakes::measure_without_plan(place, written)),
            Problem::Unreadable => {}
        }
    }

    fn nowhere(&mut self, place: Place, written: &str, nowhere: Nowhere) {
        match nowhere {
            Nowhere::Unknown(path, similar) => self
                .found
                .push(mistakes::missing_file(place, written, &path, similar)),
            Nowhere::Hidden => self.found.push(mistakes::hidden_reference(place, written)),
            Nowhere::NoPage(path) => self.found.push(mistakes::no_page(place, &path)),
            Nowhere::Outside => self.found.push(mistakes::file_outside(place, written)),
            Nowhere::Anchor(anchor, similar) => self
                .found
                .push(mistakes::unknown_anchor(place, &anchor, similar)),
            Nowhere::Reference(problem) => self.problem(place, written, problem),
            Nowhere::Unreadable => {}
        }
    }

    fn markdown(&mut self, path: &[Step], text: &str) {
        if !text.contains(['[', '<', '!']) {
            return;
        }
        let style = Style {
            language: self.portal.language(),
            typography: false,
            terms: &self.portal.terms,
            mask: None,
        };
        let fragment = markdown::parse(text, style);
        // The anchors of a field get a name of their own on the page.
        let slips = fragment.slips.iter();
        for slip in slips.filter(|slip| !matches!(slip.kind, SlipKind::ReservedAnchor(_))) {
            let place = self.source.markdown_value_place(path, text, slip.offset);
            self.found.push(slip_mistake(&slip.kind, place));
        }
        for link in &fragment.links {
            let place = || self.source.markdown_value_place(path, text, link.offset);
            self.link(&link.target, place);
        }
    }

    fn link(&mut self, target: &str, place: impl Fn() -> Place) {
        let followed = match self.entry {
            Some(entry) if target.starts_with('#') => self.portal.follow_anchor(entry, target),
            _ => self.portal.follow(target, &self.source.file),
        };
        match followed {
            Ok(Destination::Hidden) => self.found.push(mistakes::hidden_reference(place(), target)),
            Ok(Destination::File(inside)) => self.place_beside(inside, place),
            Ok(_) => {}
            Err(nowhere) => self.nowhere(place(), target, nowhere),
        }
    }

    fn facet(&mut self, path: &[Step], facet: &str, value: &str) {
        let facets = self.portal.facets();
        let key = path
            .iter()
            .rposition(|step| matches!(step, Step::Key(_)))
            .map_or(path, |at| &path[..=at]);
        let Some(known) = facets.iter().find(|known| &*known.id == facet) else {
            if self.portal.may_have_held("navigator.yaml", facet) || path.len() > key.len() + 1 {
                return;
            }
            // One unknown facet is one mistake, however many values it is given.
            if matches!(path.last(), Some(Step::Index(0) | Step::Key(_))) {
                let similar = nearest(facet, facets.iter().map(|known| &*known.id));
                self.found.push(mistakes::unknown_facet(
                    self.source.key_place(key),
                    facet,
                    similar,
                ));
            }
            return;
        };
        if known.from.is_some() {
            if matches!(path.last(), Some(Step::Index(0) | Step::Key(_))) {
                self.found
                    .push(mistakes::derived_facet(self.source.key_place(key), facet));
            }
            return;
        }
        if matches!(path.last(), Some(Step::Key(_))) {
            return;
        }
        if known.multiple.no() && path.last() == Some(&Step::Index(1)) {
            self.found
                .push(mistakes::single_facet(self.source.value_place(path), facet));
        }
        let values = known.all_values();
        if !values.iter().any(|(known, _)| nfc(&known.id) == nfc(value))
            && !self.portal.may_have_held("navigator.yaml", value)
        {
            let by_label = values
                .iter()
                .find(|(known, _)| &*known.label == value)
                .map(|(known, _)| known.id.0.clone());
            let known: Vec<&str> = values.iter().map(|(known, _)| &*known.id.0).collect();
            let similar = by_label.or_else(|| nearest(value, known.iter().copied()));
            self.found.push(mistakes::unknown_facet_value(
                self.source.value_place(path),
                facet,
                value,
                similar,
                &known,
            ));
        }
    }
}

fn walk_value<'p, T: Value>(
    portal: &'p Portal,
    source: &'p Source,
    value: &'p T,
    found: &mut Vec<Diagnostic>,
) {
    let mut leaves = Leaves::new(portal, source, None, found);
    let mut check = |path: &[Step<'p>], leaf: Leaf<'p>| leaves.check(path, leaf);
    value.walk(&mut Walk {
        path: Vec::new(),
        found: &mut check,
    });
}

fn check_site(portal: &Portal, found: &mut Vec<Diagnostic>) {
    if portal.unreadable.contains("content/site.yaml") {
        return;
    }
    let (source, site): (&Source, &Site) = (&portal.site.source, &portal.site.value);
    let key = |name| [Step::Key(name)];
    let mut leaves = Leaves::new(portal, source, None, found);
    leaves.markdown(&key("lead"), &site.lead);
    let mut check = |path: &[Step], leaf: Leaf<'_>| leaves.check(path, leaf);
    site.walk_fields(&mut Walk {
        path: Vec::new(),
        found: &mut check,
    });
    // YAML takes `#0b4f9e` without quotes for a comment, and the colour would be lost in silence.
    if site.brand.0.is_empty() {
        found.extend(source.comment_place("brand").map(mistakes::unquoted_colour));
    }
    if !site.brand.0.is_empty() {
        let ratio = contrast_on_white(&site.brand);
        if ratio < 4.5 {
            found.push(mistakes::low_contrast(
                source.value_place(&key("brand")),
                &site.brand,
                ratio,
            ));
        }
    }
    if !site.timezone.0.is_empty() && jiff::tz::TimeZone::get(&site.timezone).is_err() {
        found.push(mistakes::unknown_timezone(
            source.value_place(&key("timezone")),
            &site.timezone,
        ));
    }
    if portal.base_url().is_none() && !site.title.0.is_empty() {
        found.push(mistakes::no_base_url(source.value_place(&[])));
    }
    slips::silence(portal, site, source, found);
    let mut sections: HashMap<String, usize> = HashMap::new();
    for (at, section) in site.sections.iter().enumerate() {
        let own = format!("sections/{}/", lang::slug(&section.title));
        let path = [Step::Key("sections"), Step::Index(at), Step::Key("title")];
        check_slug(
            &section.title,
            &lang::slug(&section.title),
            || source.value_place(&path),
            found,
        );
        if portal
            .menu()
            .get(at)
            .is_some_and(|section| section.own_address.is_some())
            && let Some(first) = sections.insert(own.clone(), at)
        {
            let first = source.value_place(&[
                Step::Key("sections"),
                Step::Index(first),
                Step::Key("title"),
            ]);
            found.push(mistakes::duplicate_address(
                source.value_place(&path),
                &format!("/{own}"),
                &at_line(&first),
            ));
        }
        for (index, kind) in section.kinds.iter().enumerate() {
            let known = || {
                KINDS
                    .iter()
                    .filter(|row| row.listed)
                    .map(|row| row.folder)
                    .chain(["calendar"])
            };
            if !known().any(|folder| folder == &**kind) {
                let path = [
                    Step::Key("sections"),
                    Step::Index(at),
                    Step::Key("kinds"),
                    Step::Index(index),
                ];
                found.push(mistakes::unknown_name(
                    source.value_place(&path),
                    "kinds",
                    kind,
                    nearest(kind, known()),
                ));
            }
        }
        for (index, page) in section.pages.iter().enumerate() {
            let path = [
                Step::Key("sections"),
                Step::Index(at),
                Step::Key("pages"),
                Step::Index(index),
            ];
            site_page(portal, page, source.value_place(&path), found);
        }
    }
    for (at, role) in site.roles.iter().enumerate() {
        for (index, link) in role.links.iter().enumerate() {
            let mut path = vec![
                Step::Key("roles"),
                Step::Index(at),
                Step::Key("links"),
                Step::Index(index),
            ];
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
            let scheme = markdown::scheme(written);
            if scheme.is_some_and(|scheme| !markdown::is_harmless(&scheme)) {
                found.push(crate::parse::mistakes::wrong_form(
                    source.value_place(&path),
                    "links",
                    written,
                    "link",
                ));
            } else if written.0.is_empty() {
                // A link without an address is named by its record, an empty item by nothing else.
                if matches!(link, super::site::RoleLink::Bare(_)) {
                    found.push(mistakes::missing_field(source.value_place(&path), "url"));
                }
            } else if let Err(nowhere) = portal.site_link(written) {
                Leaves::new(portal, source, None, found).site_nowhere(
                    source.value_place(&path),
                    written,
                    nowhere,
                );
            }
        }
    }
}

/// A page of the menu: an entry of `pages`, by id or address.
fn site_page(portal: &Portal, written: &str, place: Place, found: &mut Vec<Diagnostic>) {
    if let Err(nowhere) = portal.site_page(written) {
        Leaves::new(portal, &portal.site.source, None, found).site_nowhere(place, written, nowhere);
    }
}

impl Leaves<'_, '_> {
    /// A link of site.yaml that leads nowhere. It may be an address, a reference or a page's id, so
    /// it is named as such, and not as the file that was looked for last.
    fn site_nowhere(&mut self, place: Place, written: &str, nowhere: Nowhere) {
        let Nowhere::Unknown(_, similar) = nowhere else {
            return self.nowhere(place, written, nowhere);
        };
        let bare = written.trim_matches('/').trim_end_matches(".md").to_owned();
        let pages = self
            .portal
            .entries
            .iter()
            .filter(|entry| entry.kind == Kind::Page)
            .map(|entry| entry.id.as_str());
        let built_in = [
            "navigator",
            "calendar",
            "organizations",
            "glossary",
            "tags",
            "search",
            "accessibility",
            "data",
        ];
        let lists = KINDS
            .iter()
            .filter(|row| row.listed)
            .map(|row| row.folder)
            .chain(built_in);
        let addresses = self
            .portal
            .entries
            .iter()
            .map(|entry| entry.address.trim_end_matches('/'))
            .chain(lists);
        let page = nearest(&bare, pages).filter(|_| !bare.contains('/'));
        let address = nearest(&bare, addresses).map(|address| format!("{address}/"));
        self.found.push(mistakes::unknown_reference(
            place,
            written,
            page.or(address).or(similar),
        ));
    }
}

/// Every name that becomes a part of an address must give one, and not too long a one.
fn check_slug(name: &str, slug: &str, place: impl Fn() -> Place, found: &mut Vec<Diagnostic>) {
    if name.is_empty() {
        return;
    }
    if slug.is_empty() {
        found.push(mistakes::empty_address(place(), name));
    } else if slug.len() > ADDRESS_PART_LIMIT {
        found.push(mistakes::long_address(
            place(),
            slug.len(),
            ADDRESS_PART_LIMIT,
        ));
    }
}

impl Portal {
    /// What a page of the menu leads to.
    pub fn site_page(&self, written: &str) -> Result<Destination, Nowhere> {
        let id = written.trim_matches('/').trim_end_matches(".md");
        if let Some(entry) = self.entry(Kind::Page, id) {
            return Ok(if entry.visible {
                Destination::Address(entry.address.clone(), None)
            } else {
                Destination::Hidden
            });
        }
        if self.is_unreadable(Kind::Page, id.strip_prefix("pages/").unwrap_or(id)) {
            return Err(Nowhere::Unreadable);
        }
        self.site_link(written)
    }

    /// What a link of site.yaml leads to: an address, a reference, or another site.
    pub fn site_link(&self, written: &str) -> Result<Destination, Nowhere> {
        if written.starts_with('/') || markdown::scheme(written).is_some() {
            return self.follow(written, "content/site.yaml");
        }
        let (path, anchor) = written
            .split_once('#')
            .map_or((written, ""), |(path, anchor)| (path, anchor));
        let address = format!("{}/", path.trim_end_matches('/'));
        if self.has_address(&address)
            || self.entry_at(&address).is_some()
            || self.is_unreadable_address(&address)
        {
            let anchor = if anchor.is_empty() {
                String::new()
            } else {
                format!("#{anchor}")
            };
            return self.follow(&format!("/{address}{anchor}"), "content/site.yaml");
        }
        self.follow_field(written, "content/site.yaml")
    }

    /// Whether the site has a page at this address.
    pub fn has_address(&self, address: &str) -> bool {
        self.addresses
            .get_or_init(|| routes::addresses(self))
            .contains(address)
    }
}

fn check_navigator(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let Some(read) = &portal.navigator else {
        return;
    };
    walk_value(portal, &read.source, &read.value, found);
    let (mut known, mut slugs): (HashMap<String, usize>, HashMap<String, usize>) =
        (HashMap::new(), HashMap::new());
    for (at, facet) in read.value.facets.iter().enumerate() {
        let path = |rest: &[Step<'static>]| {
            let mut path = vec![Step::Key("facets"), Step::Index(at)];
            path.extend_from_slice(rest);
            path
        };
        let place = |rest: &[Step<'static>]| read.source.value_place(&path(rest));
        if RESERVED_FACETS.contains(&&*lang::slug(&facet.id)) {
            found.push(mistakes::reserved_name(
                place(&[Step::Key("id")]),
                &facet.id,
            ));
        }
        if facet.id.0.is_empty() {
            continue;
        }
        check_slug(
            &facet.id,
            &lang::slug(&facet.id),
            || place(&[Step::Key("id")]),
            found,
        );
        mixed(&facet.id, || place(&[Step::Key("id")]), found);
        let first = known.insert(nfc(&facet.id), at);
        let mut same_address = || slugs.insert(lang::slug(&facet.id), at);
        if let Some(first) = first {
            let first = read.source.value_place(&[
                Step::Key("facets"),
                Step::Index(first),
                Step::Key("id"),
            ]);
            found.push(mistakes::duplicate_id(
                place(&[Step::Key("id")]),
                &facet.id,
                &at_line(&first),
            ));
        } else if let Some(first) = same_address() {
            let first = read.source.value_place(&[
                Step::Key("facets"),
                Step::Index(first),
                Step::Key("id"),
            ]);
            let address = format!("/navigator/{}/", lang::slug(&facet.id));
            found.push(mistakes::duplicate_address(
                place(&[Step::Key("id")]),
                &address,
                &at_line(&first),
            ));
        }
        if facet.from.is_some() && !facet.values.is_empty() {
            found.push(mistakes::excluded_by(
                place(&[Step::Key("values")]),
                "values",
                "from",
            ));
        }
        let is_named_already = ["from", "values"]
            .iter()
            .any(|field| read.source.has_mistake_in(&path(&[Step::Key(field)])));
        if facet.from.is_none() && facet.values.is_empty() && !is_named_already {
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
    /// What is known of the values above and before: the id or slug, and where it stands.
    struct Known<'a> {
        facet: &'a Facet,
        ids: HashMap<String, Vec<Step<'static>>>,
        slugs: HashMap<String, Vec<Step<'static>>>,
    }
    fn below(
        values: &[super::navigator::FacetValue],
        path: &mut Vec<Step<'static>>,
        known: &mut Known,
        source: &Source,
        found: &mut Vec<Diagnostic>,
    ) {
        for (index, value) in values.iter().enumerate() {
            path.extend([Step::Index(index), Step::Key("id")]);
            let (id, slug) = (nfc(&value.id), lang::slug(&value.id));
            let place = || source.value_place(path);
            if let Some(first) = known.ids.get(&id).filter(|_| !id.is_empty()) {
                found.push(mistakes::duplicate_id(
                    place(),
                    &value.id,
                    &at_line(&source.value_place(first)),
                ));
            } else if let Some(first) = known.slugs.get(&slug).filter(|_| !slug.is_empty()) {
                let address = format!(
                    "/{}",
                    crate::navigator::facet_address(&known.facet.id, &value.id)
                );
                found.push(mistakes::duplicate_address(
                    place(),
                    &address,
                    &at_line(&source.value_place(first)),
                ));
            }
            check_slug(&value.id, &slug, place, found);
            mixed(&value.id, place, found);
            known.ids.entry(id).or_insert_with(|| path.clone());
            known.slugs.entry(slug).or_insert_with(|| path.clone());
            path.pop();
            path.push(Step::Key("children"));
            below(&value.children, path, known, source, found);
            path.truncate(path.len() - 2);
        }
    }
    let mut path = vec![Step::Key("facets"), Step::Index(at), Step::Key("values")];
    let mut known = Known {
        facet,
        ids: HashMap::new(),
        slugs: HashMap::new(),
    };
    below(&facet.values, &mut path, &mut known, source, found);
}

fn check_organizations(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let Some(read) = &portal.organizations_file else {
        return;
    };
    walk_value(portal, &read.source, &read.value, found);
    // Places in the file's order: of a circle only the last organization, which closes it, is named.
    let order: HashMap<&str, usize> = portal
        .organizations
        .iter()
        .enumerate()
        .map(|(at, organization)| (organization.id.as_str(), at))
        .collect();
    for (own, organization) in portal.organizations.iter().enumerate() {
        let path = [
            Step::Key("organizations"),
            Step::Key(organization.id.as_str()),
            Step::Key("parent"),
        ];
        let mut at = organization;
        for _ in 0..=portal.organizations.len() {
            match portal.organization(&at.parts.parent) {
                Some(parent) if parent.id == organization.id => {
                    found.push(mistakes::parent_circle(
                        read.source.value_place(&path),
                        &organization.id,
                    ));
                    break;
                }
                Some(parent)
                    if order
                        .get(parent.id.as_str())
                        .is_none_or(|place| *place < own) =>
                {
                    at = parent
                }
                _ => break,
            }
        }
        mixed(
            &organization.id,
            || read.source.key_place(&path[..2]),
            found,
        );
    }
    slips::cells(portal, &read.source, found);
    for territory in &portal.territories {
        let path = [
            Step::Key("territories"),
            Step::Key(territory.id.as_str()),
            Step::Key("cell"),
        ];
        mixed(&territory.id, || read.source.key_place(&path[..2]), found);
        if !matches!(territory.parts.cell.len(), 0 | 2) && !read.source.has_mistake_in(&path) {
            found.push(mistakes::not_two_numbers(
                read.source.value_place(&path),
                "cell",
            ));
        }
    }
}

fn check_glossary(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let Some(read) = &portal.glossary else { return };
    walk_value(portal, &read.source, &read.value, found);
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (at, term) in read
        .value
        .iter()
        .enumerate()
        .filter(|(_, term)| !term.term.is_empty())
    {
        if let Some(first) = known.insert(&term.term, at) {
            let place = |at| {
                read.source
                    .value_place(&[Step::Index(at), Step::Key("term")])
            };
            found.push(mistakes::duplicate_id(
                place(at),
                &term.term,
                &at_line(&place(first)),
            ));
        }
    }
}

fn mixed(id: &str, place: impl Fn() -> Place, found: &mut Vec<Diagnostic>) {
    let is_mixed = |part: &str| {
        part.chars().any(|c| c.is_ascii_alphabetic())
            && part.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c))
    };
    // The id of a page is a path, and its parts are names of their own.
    if id.split('/').any(is_mixed) {
        found.push(mistakes::mixed_alphabets(place(), id));
    }
}

fn check_entry(portal: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let source = &entry.source;
    let mut leaves = Leaves::new(portal, source, Some(entry), found);
    {
        let mut check = |path: &[Step], leaf: Leaf<'_>| leaves.check(path, leaf);
        let mut walk = Walk {
            path: Vec::new(),
            found: &mut check,
        };
        super::kinds::walk_entry(entry.kind, &entry.common, &entry.content, &mut walk);
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
    mixed(&entry.id, || source.start(), found);
    for (at, tag) in common.tags.iter().enumerate() {
        let path = [Step::Key("tags"), Step::Index(at)];
        check_slug(tag, &lang::slug(tag), || source.value_place(&path), found);
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
    check_content(portal, entry, found);
}

fn order(
    source: &Source,
    path: &[Step],
    starts: &Moment,
    ends: &Moment,
    found: &mut Vec<Diagnostic>,
) {
    if let (Some(first), Some(last)) = (starts.day(), ends.day())
        && (last < first || (last == first && ends.0.len() == starts.0.len() && ends.0 < starts.0))
    {
        let mut path = path.to_vec();
        path.push(Step::Key("ends"));
        found.push(mistakes::ends_before_start(
            source.value_place(&path),
            "ends",
            "starts",
        ));
    }
}

fn check_content(portal: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let source = &entry.source;
    match &entry.content {
        Content::Plan(plan) => {
            check_plan(portal, entry, plan, found);
            slips::columns(source, plan, found);
            timing::plan(entry, plan, found);
            arithmetic::plan(portal, entry, plan, found);
        }
        Content::Report(report) => {
            check_report(portal, entry, report, found);
            arithmetic::report(portal, entry, report, found);
        }
        Content::Practice(practice)
            if practice.evidence.level.is_some()
                && practice.evidence.reasons.iter().all(Value::is_empty) =>
        {
            let place = source.missing_place(&[Step::Key("evidence")], "reasons");
            found.extend(place.map(mistakes::evidence_without_reasons));
        }
        Content::Seminar(seminar) => order(source, &[], &seminar.starts, &seminar.ends, found),
        Content::Course(course) => {
            order(source, &[], &course.starts, &course.ends, found);
            arithmetic::course(entry, course, found);
        }
        Content::Partnership(partnership) => {
            order(source, &[], &partnership.starts, &partnership.ends, found)
        }
        Content::Contest(contest) => {
            for (at, stage) in contest.stages.iter().enumerate() {
                order(
                    source,
                    &[Step::Key("stages"), Step::Index(at)],
                    &stage.starts,
                    &stage.ends,
                    found,
                );
            }
            let known = || contest.nominations.iter().map(|nomination| &*nomination.id);
            repeated(source, "nominations", known(), found);
            for (at, result) in contest.results.iter().enumerate() {
                if !result.nomination.0.is_empty() && !known().any(|id| id == &*result.nomination) {
                    let path = [
                        Step::Key("results"),
                        Step::Index(at),
                        Step::Key("nomination"),
                    ];
                    let similar = nearest(&result.nomination, known());
                    found.push(mistakes::not_in_list(
                        source.value_place(&path),
                        &result.nomination,
                        "nominations",
                        similar,
                    ));
                }
            }
        }
        Content::Checklist(checklist) => {
            slips::scale(source, checklist, found);
            let mut known: HashMap<&str, usize> = HashMap::new();
            for (at, section) in checklist.sections.iter().enumerate() {
                for (index, question) in section.questions.iter().enumerate() {
                    let path = [
                        Step::Key("sections"),
                        Step::Index(at),
                        Step::Key("questions"),
                        Step::Index(index),
                        Step::Key("id"),
                    ];
                    let place = source.value_place(&path);
                    if let Some(line) = known
                        .insert(&question.id, place.line)
                        .filter(|_| !question.id.0.is_empty())
                    {
                        let first = format!("{}:{line}", place.file);
                        found.push(mistakes::duplicate_id(place, &question.id, &first));
                    }
                }
            }
        }
        Content::Document(document) => check_document(portal, entry, document, found),
        _ => {}
    }
}

fn repeated<'a>(
    source: &Source,
    list: &'static str,
    ids: impl Iterator<Item = &'a str>,
    found: &mut Vec<Diagnostic>,
) {
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (at, id) in ids.enumerate() {
        if id.is_empty() {
            continue;
        }
        if let Some(first) = known.insert(id, at) {
            let place =
                |at| source.value_place(&[Step::Key(list), Step::Index(at), Step::Key("id")]);
            found.push(mistakes::duplicate_id(
                place(at),
                id,
                &at_line(&place(first)),
            ));
        }
    }
}

fn check_plan(
    portal: &Portal,
    entry: &Entry,
    plan: &super::plan::Plan,
    found: &mut Vec<Diagnostic>,
) {
    let source = &entry.source;
    let mut above = plan
        .parent
        .strip_prefix("plans/")
        .and_then(|id| portal.entry(Kind::Plan, id));
    for _ in 0..=portal.entries.len() {
        let Some(parent) = above else { break };
        if parent.id >= entry.id {
            // Of a circle only the plan of the last id is named.
            if parent.id == entry.id {
                found.push(mistakes::parent_circle(
                    source.value_place(&[Step::Key("parent")]),
                    &entry.id,
                ));
            }
            break;
        }
        let Content::Plan(plan) = &parent.content else {
            break;
        };
        above = plan
            .parent
            .strip_prefix("plans/")
            .and_then(|id| portal.entry(Kind::Plan, id));
    }
    let mut known: HashMap<&str, [Step<'static>; 5]> = HashMap::new();
    for (at, section) in plan.sections.iter().enumerate() {
        for (index, measure) in section.measures.iter().enumerate() {
            let path = |rest: &[Step<'static>]| {
                let mut path = vec![
                    Step::Key("sections"),
                    Step::Index(at),
                    Step::Key("measures"),
                    Step::Index(index),
                ];
                path.extend_from_slice(rest);
                path
            };
            let number = [
                Step::Key("sections"),
                Step::Index(at),
                Step::Key("measures"),
                Step::Index(index),
                Step::Key("number"),
            ];
            if let Some(first) = known
                .insert(&measure.number, number)
                .filter(|_| !measure.number.is_empty())
            {
                let first = at_line(&source.value_place(&first));
                found.push(mistakes::duplicate_id(
                    source.value_place(&number),
                    &measure.number,
                    &first,
                ));
            }
            let mut ids: HashMap<&str, usize> = HashMap::new();
            for (nth, indicator) in measure
                .indicators
                .iter()
                .enumerate()
                .filter(|(_, known)| !known.id.is_empty())
            {
                if let Some(first) = ids.insert(&indicator.id, nth) {
                    let place = |nth| {
                        source.value_place(&path(&[
                            Step::Key("indicators"),
                            Step::Index(nth),
                            Step::Key("id"),
                        ]))
                    };
                    found.push(mistakes::duplicate_id(
                        place(nth),
                        &indicator.id,
                        &at_line(&place(first)),
                    ));
                }
            }
            for (nth, entry) in measure.schedule.iter().enumerate() {
                if let (Some(start), Some(end)) = (entry.start, entry.end)
                    && end < start
                {
                    let place = source.value_place(&path(&[
                        Step::Key("schedule"),
                        Step::Index(nth),
                        Step::Key("end"),
                    ]));
                    found.push(mistakes::ends_before_start(place, "end", "start"));
                }
            }
        }
    }
    if let Some((start, end)) = plan.period.days()
        && end < start
    {
        found.push(mistakes::ends_before_start(
            source.value_place(&[Step::Key("period"), Step::Key("end")]),
            "end",
            "start",
        ));
    }
}

fn check_report(
    portal: &Portal,
    entry: &Entry,
    report: &super::report::Report,
    found: &mut Vec<Diagnostic>,
) {
    let source = &entry.source;
    use super::report::ReportState;
    for (at, row) in report.entries.iter().enumerate() {
        let path = |field: &'static str| [Step::Key("entries"), Step::Index(at), Step::Key(field)];
        let state = path("state");
        let said = row.state.map(ReportState::word).unwrap_or_default();
        if matches!(
            row.state,
            Some(ReportState::Postponed | ReportState::Cancelled)
        ) && row.act.0.is_empty()
        {
            let place = source.missing_place(&state[..2], "act");
            found.extend(
                place.map(|place| mistakes::missing_with(place, "act", &format!("state: {said}"))),
            );
        }
        if row.state == Some(ReportState::Postponed) && row.until.is_none() {
            let place = source.missing_place(&state[..2], "until");
            found
                .extend(place.map(|place| {
                    mistakes::missing_with(place, "until", &format!("state: {said}"))
                }));
        }
        let Ok(Resolved::Measure(plan, measure)) =
            portal.resolve(Target::Measure, &row.measure, Some(entry))
        else {
            continue;
        };
        if let Some(subitem) = row.subitem
            && subitem.0 as usize > measure.subitems.len()
        {
            let place = source.value_place(&path("subitem"));
            found.push(mistakes::not_in_list(
                place,
                &subitem.0.to_string(),
                "subitems",
                None,
            ));
        }
        for (indicator, _) in &row.facts.0 {
            let known = || measure.indicators.iter().map(|known| &*known.id);
            if !known().any(|id| id == indicator) && !plan.source.may_have_held(indicator) {
                let mut path = path("facts").to_vec();
                path.push(Step::Key(indicator));
                let similar = nearest(indicator, known());
                found.push(mistakes::not_in_list(
                    source.key_place(&path),
                    indicator,
                    "indicators",
                    similar,
                ));
            }
        }
    }
}

fn check_document(
    portal: &Portal,
    entry: &Entry,
    document: &super::document::Document,
    found: &mut Vec<Diagnostic>,
) {
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

/// No two things may have one address, and nobody may take an address that the program needs.
fn check_addresses(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let mut owners: HashMap<String, String> = HashMap::new();
    for address in routes::built_in() {
        owners.insert(address, String::new());
    }
    let mut claims: Vec<Claim> = Vec::new();
    for entry in portal
        .entries
        .iter()
        .filter(|entry| entry.kind != Kind::Report)
    {
        let own = || match entry.common.slug.0.is_empty() {
            true => entry.source.start(),
            false => entry.source.value_place(&[Step::Key("slug")]),
        };
        let parts: Vec<&str> = entry.address.trim_end_matches('/').split('/').collect();
        if entry.address.is_empty()
            || parts.contains(&"")
            || parts.len() == 1 && entry.kind != Kind::Page
        {
            found.push(mistakes::empty_address(own(), &entry.id));
            continue;
        }
        if let Some(long) = parts
            .iter()
            .map(|part| part.len())
            .max()
            .filter(|length| *length > ADDRESS_PART_LIMIT)
        {
            found.push(mistakes::long_address(own(), long, ADDRESS_PART_LIMIT));
        }
        let taken = entry.kind == Kind::Page && routes::is_reserved_folder(parts[0]);
        if matches!(parts.last(), Some(&"page" | &"print")) || taken {
            found.push(mistakes::reserved_address(
                own(),
                &format!("/{}", entry.address),
            ));
            continue;
        }
        claims.push(Claim {
            address: &entry.address,
            source: &entry.source,
            path: None,
            by_slug: !entry.common.slug.0.is_empty(),
        });
    }
    if let Some(read) = &portal.organizations_file {
        let organizations = portal
            .organizations
            .iter()
            .map(|known| ("organizations", &known.id, &known.address));
        let territories = portal
            .territories
            .iter()
            .map(|known| ("territories", &known.id, &known.address));
        for (list, id, address) in organizations.chain(territories) {
            let path = [Step::Key(list), Step::Key(id.as_str())];
            let slug = lang::slug(id);
            check_slug(id, &slug, || read.source.key_place(&path), found);
            if !slug.is_empty() {
                claims.push(Claim {
                    address,
                    source: &read.source,
                    path: Some(path),
                    by_slug: false,
                });
            }
        }
    }
    // Stable: entries of one file keep its order, and of two files the first by path has the address.
    claims.sort_by(|a, b| a.source.file.cmp(&b.source.file));
    for claim in &claims {
        match owners.get(claim.address) {
            Some(first) if first.is_empty() => {
                found.push(mistakes::reserved_address(
                    claim.place(),
                    &format!("/{}", claim.address),
                ));
            }
            Some(first) => {
                let same_file = claims.iter().find(|first| {
                    first.address == claim.address && first.source.file == claim.source.file
                });
                let first = same_file
                    .filter(|first| first.path.is_some())
                    .map_or_else(|| first.clone(), |first| at_line(&first.place()));
                found.push(mistakes::duplicate_address(
                    claim.place(),
                    &format!("/{}", claim.address),
                    &first,
                ));
            }
            None => {
                owners.insert(claim.address.to_owned(), claim.source.file.clone());
            }
        }
    }
    check_aliases(portal, &mut owners, found);
    check_files(portal, &owners, found);
}

/// Who wants an address; the place is found only when somebody else has it.
struct Claim<'p> {
    address: &'p str,
    source: &'p Source,
    path: Option<[Step<'p>; 2]>,
    by_slug: bool,
}

impl Claim<'_> {
    fn place(&self) -> Place {
        match &self.path {
            Some(path) => self.source.key_place(path),
            None if self.by_slug => self.source.value_place(&[Step::Key("slug")]),
            None => self.source.start(),
        }
    }
}

fn check_aliases(
    portal: &Portal,
    owners: &mut HashMap<String, String>,
    found: &mut Vec<Diagnostic>,
) {
    let mut files: Vec<&Entry> = portal
        .entries
        .iter()
        .filter(|entry| !entry.common.aliases.is_empty())
        .collect();
    files.sort_by(|a, b| a.source.file.cmp(&b.source.file));
    if files.is_empty() {
        return;
    }
    let mut folded: HashMap<String, String> = HashMap::new();
    // Of a page and an alias with one path the table holds the page.
    let table = routes::table(portal);
    for entry in files {
        for (at, alias) in entry.common.aliases.iter().enumerate() {
            let written = alias.trim_start_matches('/');
            let address = written
                .strip_suffix("index.html")
                .unwrap_or(written)
                .to_owned();
            let place = || {
                entry
                    .source
                    .value_place(&[Step::Key("aliases"), Step::Index(at)])
            };
            if let Some(long) = address
                .split('/')
                .map(str::len)
                .max()
                .filter(|length| *length > ADDRESS_PART_LIMIT)
            {
                found.push(mistakes::long_address(place(), long, ADDRESS_PART_LIMIT));
            }
            if entry.kind == Kind::Report {
                found.push(mistakes::alias_without_page(place(), alias));
                continue;
            }
            let path = if address.is_empty() || address.ends_with('/') {
                format!("{address}index.html")
            } else {
                address.clone()
            };
            let is_page = || {
                table
                    .get(&path)
                    .is_some_and(|route| !matches!(route, routes::Route::Alias(_)))
            };
            let taken = owners.get(&address).map(|first| match first.is_empty() {
                true => format!("/{address}"),
                false => first.clone(),
            });
            // On many disks `/Old/` and `/old/` are one folder.
            let lower = address.to_lowercase();
            let same_folder = || folded.get(&lower).or_else(|| owners.get(&lower));
            let taken = taken.or_else(|| match same_folder() {
                Some(first) if first.is_empty() => Some(format!("/{lower}")),
                first => first.cloned(),
            });
            let taken = taken.or_else(|| {
                (routes::is_made_file(&address) || is_page()).then(|| format!("/{address}"))
            });
            // A folder cannot stand where a file is: `/feed.xml/` beside `/feed.xml`.
            let inside_file = || {
                let ends = address.match_indices('/').map(|(at, _)| &address[..at]);
                let is_file = |end: &&str| routes::is_made_file(end) || table.contains_key(*end);
                ends.filter(|end| !end.is_empty())
                    .find(is_file)
                    .map(|end| format!("/{end}"))
            };
            match taken.or_else(inside_file) {
                Some(first) => found.push(mistakes::duplicate_alias(place(), alias, &first)),
                None => {
                    folded.insert(lower, entry.source.file.clone());
                    owners.insert(address, entry.source.file.clone());
                }
            }
        }
    }
}

/// Files that are copied to an address where something else already is.
fn check_files(portal: &Portal, owners: &HashMap<String, String>, found: &mut Vec<Diagnostic>) {
    let folders: HashSet<&str> = owners
        .keys()
        .flat_map(|address| address.match_indices('/').map(|(at, _)| &address[..at]))
        .filter(|folder| !folder.is_empty())
        .collect();
    for asset in &portal.assets {
        let Some(address) = &asset.address else {
            continue;
        };
        let in_root = asset.inside.starts_with("root/");
        let page = address.strip_suffix("index.html").unwrap_or(address);
        let made = owners.contains_key(page) || folders.contains(address.as_str());
        let reserved = in_root
            && (routes::is_made_file(address)
                || routes::is_reserved_folder(address.split('/').next().unwrap_or_default())
                || address
                    .match_indices('/')
                    .any(|(at, _)| routes::is_made_file(&address[..at])));
        let made_of_plan = ["print", "report"].iter().any(|part| {
            let plan = address
                .split('/')
                .take(2)
                .map(|part| format!("{part}/"))
                .collect::<String>();
            plan.starts_with("plans/") && address.split('/').nth(2) == Some(part)
        });
        if made || reserved || made_of_plan || routes::is_made_beside_page(address) {
            let place = Place {
                file: format!("content/{}", asset.inside),
                line: 1,
                column: 1,
                width: 1,
            };
            found.push(mistakes::reserved_file(place, &format!("/{address}")));
        }
    }
}

/// WCAG 2.2 contrast ratio of a colour on white (relative luminance of sRGB).
fn contrast_on_white(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = colour
            .get(at..at + 2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            .unwrap_or(0);
        let share = f64::from(value) / 255.0;
        if share <= 0.040_45 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    1.05 / (0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5) + 0.05)
}
