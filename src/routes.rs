//! Every file of the output and its address, and the other way round.
//!
//! The addresses are section 5 of the content contract. A [`Route`] says what a file is; only
//! [`crate::view`] knows what stands in it.

use std::collections::{BTreeMap, HashSet};

use crate::execution::period::Unit;
use crate::formats::navigator::{self as navigator_data, Part};
use crate::portal::follow::Destination;
use crate::portal::{Content, KINDS, Kind, Portal};
use crate::search;

/// Entries on one page of a list.
pub const PER_PAGE: usize = 50;

/// One file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/`.
    Home,
    /// `/KIND/`, page from 1.
    List(Kind, usize),
    /// `/KIND/SLUG/`: place in the portal's entries.
    Entry(usize),
    /// `/plans/SLUG/print/`.
    PlanPrint(usize),
    /// `/plans/SLUG/report/`.
    PlanReport(usize),
    /// `/plans/SLUG/plan.docx`.
    PlanPaper(usize),
    /// `/plans/SLUG/plan.xlsx`.
    PlanBook(usize),
    /// `/plans/SLUG/plan.ics`.
    PlanTerms(usize),
    /// `/organizations/SLUG/plan.ics`: place in the list.
    OrganizationTerms(usize),
    /// `/seminars/SLUG/event.ics`.
    SeminarEvent(usize),
    /// `/calendar.ics`.
    CalendarFile,
    /// `/plans/SLUG/report/PERIOD/`: what the reports of a month, quarter, half-year or year say.
    PlanPeriod(usize, Unit),
    /// `/plans/SLUG/report/PERIOD/report.docx`.
    PlanPeriodPaper(usize, Unit),
    /// `/sections/SLUG/`: place in the menu.
    Section(usize),
    /// `/organizations/`.
    Organizations,
    /// `/organizations/SLUG/`: place in the list.
    Organization(usize),
    /// `/territories/SLUG/`: place in the list.
    Territory(usize),
    /// `/glossary/`.
    Glossary,
    /// `/tags/`.
    Tags,
    /// `/tags/TAG/`: slug and page.
    Tag(String, usize),
    /// `/navigator/`, page from 1.
    Navigator(usize),
    /// `/navigator/FACET/VALUE/`: facet id, value id, page.
    FacetValue(String, String, usize),
    /// `/navigator/matrix/`.
    Matrix,
    /// `/navigator/selection/`.
    Selection,
    /// `/navigator/compare/`.
    Compare,
    /// `/assets/navigator/PART.js`.
    NavigatorData(Part),
    /// `/practices/print/`.
    PracticesPrint,
    /// `/calendar/`.
    Calendar,
    /// `/search/`.
    Search,
    /// `/assets/search/PART.js`.
    SearchData(search::Part),
    /// `/accessibility/`.
    Accessibility,
    /// `/data/`.
    Data,
    /// `/data/KIND.json`.
    DataSet(Kind),
    /// `/data/practices.csv`.
    PracticesCsv,
    /// `/data/schemas/KIND.schema.json`.
    Schema(Kind),
    /// `/feed.xml`.
    Feed,
    /// `/sitemap.xml`.
    Sitemap,
    /// `/robots.txt`.
    Robots,
    /// `/404.html`.
    NotFound,
    /// An old address: the entry it leads to.
    Alias(usize),
    /// A file of the author: its place in the portal's assets.
    Asset(usize),
    /// A file of the theme: its place in the theme's files.
    Theme(usize),
}

impl Route {
    /// Whether this file is made of all entries of a kind rather than of one, or of one page of a list.
    pub fn is_whole_list(&self) -> bool {
        matches!(
            self,
            Route::PracticesPrint
                | Route::PracticesCsv
                | Route::DataSet(_)
                | Route::Calendar
                | Route::CalendarFile
                | Route::Search
                | Route::Sitemap
                | Route::Organizations
                | Route::Territory(_)
        )
    }
}

/// First parts of addresses that the program needs for itself.
const RESERVED_FOLDERS: &[&str] = &[
    "accessibility",
    "assets",
    "calendar",
    "data",
    "embed",
    "files",
    "glossary",
    "navigator",
    "organizations",
    "search",
    "sections",
    "tags",
    "territories",
];

/// Files that the program makes beside pages: folder of the kind and name.
const BESIDE_PAGES: &[(&str, &str)] = &[
    ("plans", "plan.docx"),
    ("plans", "plan.xlsx"),
    ("plans", "plan.ics"),
    ("seminars", "event.ics"),
];

/// Files at the top that the program makes.
const MADE_FILES: &[&str] = &[
    "index.html",
    "404.html",
    "feed.xml",
    "sitemap.xml",
    "robots.txt",
    "calendar.ics",
];

/// Whether a first part of an address belongs to a kind or to the program.
pub fn is_reserved_folder(folder: &str) -> bool {
    RESERVED_FOLDERS.contains(&folder)
        || KINDS
            .iter()
            .any(|row| row.folder == folder && row.kind != Kind::Page)
        || folder == "pages"
}

/// Whether the program makes a file at this address.
pub fn is_made_file(address: &str) -> bool {
    MADE_FILES.contains(&address) || address.starts_with(".metod")
}

/// Whether the program makes a file of this name beside a page: `plans/SLUG/plan.docx`.
pub fn is_made_beside_page(address: &str) -> bool {
    let mut parts = address.splitn(3, '/');
    let (folder, name) = (parts.next(), parts.nth(1));
    BESIDE_PAGES.iter().any(|(known, made)| {
        folder == Some(*known) && name.is_some_and(|name| is_or_in(name, made))
    })
}

/// Whether a path is this file, or would need a folder of its name.
fn is_or_in(path: &str, file: &str) -> bool {
    path.strip_prefix(file)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Addresses that no author may take: the built-in pages.
pub fn built_in() -> Vec<String> {
    let mut addresses: Vec<String> = vec![String::new(), "404.html".to_owned()];
    addresses.extend(RESERVED_FOLDERS.iter().map(|folder| format!("{folder}/")));
    addresses.extend(KINDS.iter().map(|row| format!("{}/", row.folder)));
    addresses.extend([
        "practices/print/".to_owned(),
        "navigator/matrix/".to_owned(),
        "navigator/selection/".to_owned(),
        "navigator/compare/".to_owned(),
    ]);
    addresses
}

/// Every address of a page, without its `index.html`: what links may lead to. Old addresses and files
/// of `root/` are for visitors who come from elsewhere, not for links; `check` asks whether these
/// collide with the others.
pub fn addresses(portal: &Portal) -> HashSet<String> {
    let for_links = |route: &Route| match route {
        Route::Alias(_) => false,
        Route::Asset(at) => !portal.assets[*at].inside.starts_with("root/"),
        _ => true,
    };
    table(portal)
        .into_iter()
        .filter(|(_, route)| for_links(route))
        .map(|(path, _)| {
            path.strip_suffix("index.html")
                .map(str::to_owned)
                .unwrap_or(path)
        })
        .collect()
}

fn pages(count: usize) -> usize {
    count.div_ceil(PER_PAGE).max(1)
}

fn page_path(list: &str, page: usize) -> String {
    if page == 1 {
        format!("{list}index.html")
    } else {
        format!("{list}page/{page}/index.html")
    }
}

/// The months, quarters, half-years and years that counted reports on a plan name; none when its
/// execution is hidden. A report for one day has no page of its own.
fn report_units(portal: &Portal, plan: usize) -> Vec<Unit> {
    let is_hidden = match &portal.entries[plan].content {
        Content::Plan(plan) => plan.execution_hidden(),
        _ => true,
    };
    let Some(execution) = portal.execution(plan).filter(|_| !is_hidden) else {
        return Vec::new();
    };
    let mut units: Vec<Unit> = portal
        .reports(execution)
        .filter_map(|(_, report)| Unit::of(&report.period))
        .filter(|unit| !matches!(unit, Unit::Day(_)) && unit.days().is_some())
        .collect();
    units.sort_unstable();
    units.dedup();
    units
}

/// Every file of the output that the portal makes, by its path; the theme's files come on top.
pub fn table(portal: &Portal) -> BTreeMap<String, Route> {
    let mut table = BTreeMap::new();
    let mut add = |path: String, route: Route| {
        table.entry(path).or_insert(route);
    };
    add("index.html".to_owned(), Route::Home);
    for row in KINDS.iter().filter(|row| row.listed) {
        for page in 1..=pages(portal.visible(row.kind).count()) {
            add(
                page_path(&format!("{}/", row.folder), page),
                Route::List(row.kind, page),
            );
        }
    }
    for (at, entry) in portal
        .entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.visible && !entry.address.is_empty())
    {
        add(format!("{}index.html", entry.address), Route::Entry(at));
        if entry.kind == Kind::Plan {
            add(
                format!("{}print/index.html", entry.address),
                Route::PlanPrint(at),
            );
            add(
                format!("{}report/index.html", entry.address),
                Route::PlanReport(at),
            );
            for unit in report_units(portal, at) {
                add(
                    format!("{}report/{}/index.html", entry.address, unit.key()),
                    Route::PlanPeriod(at, unit),
                );
                add(
                    format!("{}report/{}/report.docx", entry.address, unit.key()),
                    Route::PlanPeriodPaper(at, unit),
                );
            }
            for (name, route) in [
                ("plan.docx", Route::PlanPaper(at)),
                ("plan.xlsx", Route::PlanBook(at)),
                ("plan.ics", Route::PlanTerms(at)),
            ] {
                add(format!("{}{name}", entry.address), route);
            }
        }
        if portal.has_event(entry) {
            add(
                format!("{}event.ics", entry.address),
                Route::SeminarEvent(at),
            );
        }
    }
    for (at, section) in portal.menu().iter().enumerate() {
        if let Some(address) = &section.own_address {
            add(format!("{address}index.html"), Route::Section(at));
        }
    }
    add("organizations/index.html".to_owned(), Route::Organizations);
    for (at, organization) in portal.organizations.iter().enumerate() {
        add(
            format!("{}index.html", organization.address),
            Route::Organization(at),
        );
        if portal.has_calendar(at) {
            add(
                format!("{}plan.ics", organization.address),
                Route::OrganizationTerms(at),
            );
        }
    }
    for (at, territory) in portal.territories.iter().enumerate() {
        add(
            format!("{}index.html", territory.address),
            Route::Territory(at),
        );
    }
    add("glossary/index.html".to_owned(), Route::Glossary);
    add("tags/index.html".to_owned(), Route::Tags);
    for (slug, tagged) in &portal.tags().by_slug {
        for page in 1..=pages(tagged.entries.len()) {
            add(
                page_path(&format!("tags/{slug}/"), page),
                Route::Tag(slug.clone(), page),
            );
        }
    }
    add_navigator(portal, &mut add);
    for (path, route) in [
        ("practices/print/index.html", Route::PracticesPrint),
        ("calendar/index.html", Route::Calendar),
        ("calendar.ics", Route::CalendarFile),
        ("search/index.html", Route::Search),
        ("accessibility/index.html", Route::Accessibility),
        ("data/index.html", Route::Data),
        ("data/practices.csv", Route::PracticesCsv),
        ("feed.xml", Route::Feed),
        ("robots.txt", Route::Robots),
        ("404.html", Route::NotFound),
    ] {
        add(path.to_owned(), route);
    }
    for part in search::parts(portal) {
        add(part.path(), Route::SearchData(part));
    }
    if portal.base_url().is_some() {
        add("sitemap.xml".to_owned(), Route::Sitemap);
    }
    for row in KINDS {
        if row.kind != Kind::Report {
            add(
                format!("data/{}.json", row.folder),
                Route::DataSet(row.kind),
            );
        }
        add(
            format!("data/schemas/{}.schema.json", row.folder),
            Route::Schema(row.kind),
        );
    }
    for (at, asset) in portal.assets.iter().enumerate() {
        if let Some(address) = &asset.address {
            add(address.clone(), Route::Asset(at));
        }
    }
    for (address, at) in loose_files(portal) {
        add(address, Route::Asset(at));
    }
    // Last, so that an old address never hides what stands at it now; `check` names such an alias.
    for (at, entry) in portal
        .entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.visible && !entry.address.is_empty())
    {
        for alias in entry.common.aliases.iter() {
            let address = alias.trim_start_matches('/');
            let path = if address.is_empty() || address.ends_with('/') {
                format!("{address}index.html")
            } else {
                address.to_owned()
            };
            add(path, Route::Alias(at));
        }
    }
    table
}

fn add_navigator(portal: &Portal, add: &mut impl FnMut(String, Route)) {
    let practices = portal.visible(Kind::Practice).count();
    for page in 1..=pages(practices) {
        add(page_path("navigator/", page), Route::Navigator(page));
    }
    for (path, route) in [
        ("navigator/matrix/index.html", Route::Matrix),
        ("navigator/selection/index.html", Route::Selection),
        ("navigator/compare/index.html", Route::Compare),
    ] {
        add(path.to_owned(), route);
    }
    for part in navigator_data::parts(practices) {
        add(part.address(), Route::NavigatorData(part));
    }
    let index = portal.navigator_index();
    for (facet, values) in portal.facets().iter().zip(&index.facets) {
        for (value, entries) in &values.by_value {
            let list = values.addresses.get(value).map_or("", String::as_str);
            for page in 1..=pages(entries.len()) {
                add(
                    page_path(list, page),
                    Route::FacetValue(facet.id.0.clone(), value.clone(), page),
                );
            }
        }
    }
}

/// Files that stand in no entry's own folder but are named by one: they are copied beside its page.
fn loose_files(portal: &Portal) -> Vec<(String, usize)> {
    if portal.assets.iter().all(|asset| asset.address.is_some()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for entry in portal
        .entries
        .iter()
        .filter(|entry| entry.visible && !entry.address.is_empty())
    {
        let mut inside_paths: Vec<String> = Vec::new();
        let mut leaf = |_: &[crate::parse::tree::Step], leaf: crate::parse::record::Leaf| {
            use crate::parse::record::Leaf;
            match leaf {
                Leaf::File(written) => {
                    inside_paths.extend(portal.find_file(written, &entry.source.file).ok())
                }
                Leaf::Link(written) => {
                    if let Ok(Destination::File(inside)) =
                        portal.follow_field(written, &entry.source.file)
                    {
                        inside_paths.push(inside);
                    }
                }
                _ => {}
            }
        };
        let mut walk = crate::parse::record::Walk {
            path: Vec::new(),
            found: &mut leaf,
        };
        crate::portal::kinds::walk_entry(entry.kind, &entry.common, &entry.content, &mut walk);
        for link in &entry.body.links {
            if let Ok(Destination::File(inside)) = portal.follow(&link.target, &entry.source.file) {
                inside_paths.push(inside);
            }
        }
        for inside in inside_paths {
            if let (Some(asset), Some(address)) = (
                portal.asset(&inside),
                portal.file_address(&inside, Some(entry)),
            ) && asset.address.is_none()
                && let Some(at) = portal
                    .assets
                    .iter()
                    .position(|known| std::ptr::eq(known, asset))
            {
                found.push((address, at));
            }
        }
    }
    found
}
