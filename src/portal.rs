//! The portal: every entry, understood and linked, immutable afterwards.

pub mod association;
pub mod backlinks;
pub mod check;
pub mod checklist;
pub mod columns;
pub mod common;
pub mod contest;
pub mod course;
pub mod document;
pub mod follow;
pub mod glossary;
pub mod involvement;
pub mod kinds;
pub mod link;
pub mod menu;
pub mod mistakes;
pub mod navigator;
pub mod news;
pub mod organizations;
pub mod partnership;
pub mod plan;
pub mod practice;
pub mod question;
pub mod report;
pub mod resource;
pub mod seminar;
mod shown;
pub mod similar;
pub mod site;
pub mod tags;
pub mod video;

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use jiff::civil::Date;

use crate::agenda::{self, Agenda};
use crate::execution::{self, PlanExecution};
use crate::lang::{self, Language};
use crate::navigator::{self as navigator_stage, NavigatorIndex};
use crate::parse::markdown::{Fragment, Terms};
use crate::parse::{Document as ParsedEntry, Read, Source};
use crate::privacy::Mask;
use common::Common;
pub use kinds::{Content, KINDS, Kind};
use navigator::Navigator;
use organizations::{OrganizationParts, Organizations, TerritoryParts};
use shown::is_visible;
pub use shown::mask;
use site::{Site, SiteLanguage};

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
    /// The address of a measure on the page of this plan.
    pub fn measure_address(&self, measure: &plan::Measure) -> String {
        format!("{}#{}", self.address, measure.anchor())
    }
}

/// An organization with its place in the portal.
#[derive(Debug)]
pub struct Organization {
    /// Its id.
    pub id: String,
    /// `organizations/SLUG/`.
    pub address: String,
    /// What organizations.yaml says of it.
    pub parts: OrganizationParts,
    /// The id of its territory, or of its nearest parent's.
    pub territory: Option<String>,
}

impl Organization {
    /// Whether its name says that it is invented.
    pub fn is_sample(&self) -> bool {
        ["(пример)", "(example)"]
            .iter()
            .any(|mark| self.parts.name.contains(mark))
    }
}

/// A territory.
#[derive(Debug)]
pub struct Territory {
    /// Its id.
    pub id: String,
    /// `territories/SLUG/`.
    pub address: String,
    /// What organizations.yaml says of it.
    pub parts: TerritoryParts,
}

/// A file that is copied to the output.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it is on this machine.
    pub path: std::path::PathBuf,
    /// Its path relative to `content/`.
    pub inside: String,
    /// Its address, if it has one of its own; a loose file gets one from the entry that names it.
    pub address: Option<String>,
    /// Its size in bytes.
    pub size: u64,
}

/// Everything that was read, linked.
#[derive(Debug)]
pub struct Portal {
    /// site.yaml.
    pub site: Read<Site>,
    /// navigator.yaml.
    pub navigator: Option<Read<Navigator>>,
    /// organizations.yaml, for places of mistakes; its content is in the next two fields.
    pub organizations_file: Option<Read<Organizations>>,
    /// Organizations in the file's order.
    pub organizations: Vec<Organization>,
    /// Territories in the file's order.
    pub territories: Vec<Territory>,
    /// glossary.yaml.
    pub glossary: Option<Read<glossary::Glossary>>,
    /// Where terms stand in texts.
    pub terms: Terms,
    /// Entries by kind, then id.
    pub entries: Vec<Entry>,
    /// Files to copy, by path.
    pub assets: Vec<Asset>,
    /// The day the portal is built for.
    pub today: Date,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// What documents leave out.
    pub mask: Mask,
    /// Files that could not be read: nothing is said about references into them.
    pub unreadable: HashSet<String>,
    by_id: HashMap<(Kind, String), usize>,
    by_file: HashMap<String, usize>,
    by_folder: HashMap<String, usize>,
    by_address: HashMap<String, usize>,
    organization_by_id: HashMap<String, usize>,
    territory_by_id: HashMap<String, usize>,
    asset_by_inside: HashMap<String, usize>,
    addresses: OnceLock<HashSet<String>>,
    tags: OnceLock<tags::Tags>,
    menu: OnceLock<Vec<menu::Section>>,
    navigator_index: OnceLock<NavigatorIndex>,
    involvement: OnceLock<involvement::Involvement>,
    lists: OnceLock<involvement::Lists>,
    backlinks: OnceLock<backlinks::Backlinks>,
    similar: OnceLock<similar::Similar>,
    execution: OnceLock<HashMap<usize, PlanExecution>>,
    agenda: OnceLock<Agenda>,
    measure_places: OnceLock<HashMap<usize, plan::MeasurePlaces>>,
    base_url: Option<String>,
}

/// What the portal is made of.
pub struct Parts {
    /// site.yaml.
    pub site: Read<Site>,
    /// navigator.yaml.
    pub navigator: Option<Read<Navigator>>,
    /// organizations.yaml.
    pub organizations: Option<Read<Organizations>>,
    /// glossary.yaml.
    pub glossary: Option<Read<glossary::Glossary>>,
    /// Where terms stand in texts.
    pub terms: Terms,
    /// What documents leave out.
    pub mask: Mask,
    /// Entries in the order of their files.
    pub entries: Vec<ParsedEntry>,
    /// Files to copy.
    pub assets: Vec<Asset>,
    /// The day the portal is built for.
    pub today: Date,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Files that could not be read.
    pub unreadable: HashSet<String>,
    /// Where the site is published, with a trailing slash.
    pub base_url: Option<String>,
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

impl Portal {
    /// The execution of a plan on the portal's day; `None` for an entry that is no plan or has no readable period.
    pub fn execution(&self, plan: usize) -> Option<&PlanExecution> {
        self.execution
            .get_or_init(|| execution::of(self))
            .get(&plan)
    }

    /// Makes what many routes share, each part once, so that no page waits for it. None of the parts may
    /// use the pool of threads itself: while it waits there, its thread could begin a job that needs it.
    pub fn prepare(&self) {
        rayon::join(
            || (self.agenda(), self.tags()),
            || (self.backlinks(), self.similarity()),
        );
    }

    /// Everything that has a day.
    pub fn agenda(&self) -> &Agenda {
        self.agenda.get_or_init(|| agenda::of(self))
    }

    /// Puts the parts in order and gives everything its address. Says nothing about mistakes:
    /// of two entries with one id the first by path stays, and [`check`] names the other.
    pub fn assemble(parts: Parts) -> (Self, Vec<Entry>) {
        let Parts {
            site,
            navigator,
            organizations,
            glossary,
            terms,
            mask,
            entries,
            assets,
            today,
            drafts,
            unreadable,
            base_url,
        } = parts;
        let mut doubles = Vec::new();
        let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
        let mut by_id = HashMap::with_capacity(entries.len());
        let mut entries = entries;
        entries
            .sort_by(|a, b| (a.kind, &a.id, &a.source.file).cmp(&(b.kind, &b.id, &b.source.file)));
        for entry in entries {
            let is_double = kept
                .last()
                .is_some_and(|last: &Entry| (last.kind, &last.id) == (entry.kind, &entry.id));
            let entry = Entry {
                address: address(entry.kind, &entry.id, &entry.common),
                visible: is_visible(&entry.common, &entry.content, today, drafts),
                sample: entry.common.sample.yes(),
                kind: entry.kind,
                id: entry.id,
                common: entry.common,
                content: entry.content,
                body: entry.body,
                source: entry.source,
                folder: entry.folder,
            };
            if is_double {
                doubles.push(entry);
                continue;
            }
            by_id.insert((entry.kind, entry.id.clone()), kept.len());
            kept.push(entry);
        }
        let by_file = kept
            .iter()
            .enumerate()
            .map(|(at, entry)| (nfc(&entry.source.file), at))
            .collect();
        let by_folder = kept
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| Some((nfc(entry.folder.as_deref()?), at)))
            .collect();
        let addressed = kept
            .iter()
            .enumerate()
            .filter(|(_, entry)| !entry.address.is_empty());
        let by_address = addressed
            .map(|(at, entry)| (entry.address.clone(), at))
            .collect();
        let (mut list, mut territories) = (Vec::new(), Vec::new());
        if let Some(read) = &organizations {
            for (id, parts) in &read.value.organizations.0 {
                list.push(Organization {
                    id: id.clone(),
                    address: format!("organizations/{}/", lang::slug(id)),
                    parts: parts.clone(),
                    territory: inherited_territory(&read.value, id),
                });
            }
            for (id, parts) in &read.value.territories.0 {
                let address = format!("territories/{}/", lang::slug(id));
                territories.push(Territory {
                    id: id.clone(),
                    address,
                    parts: parts.clone(),
                });
            }
        }
        let mut portal = Self {
            organization_by_id: list
                .iter()
                .enumerate()
                .map(|(at, o)| (nfc(&o.id), at))
                .collect(),
            territory_by_id: territories
                .iter()
                .enumerate()
                .map(|(at, t)| (nfc(&t.id), at))
                .collect(),
            asset_by_inside: assets
                .iter()
                .enumerate()
                .map(|(at, asset)| (nfc(&asset.inside), at))
                .collect(),
            site,
            navigator,
            organizations_file: organizations,
            organizations: list,
            territories,
            glossary,
            terms,
            entries: kept,
            assets,
            today,
            drafts,
            mask,
            unreadable,
            by_id,
            by_file,
            by_folder,
            by_address,
            addresses: OnceLock::new(),
            tags: OnceLock::new(),
            menu: OnceLock::new(),
            navigator_index: OnceLock::new(),
            involvement: OnceLock::new(),
            lists: OnceLock::new(),
            backlinks: OnceLock::new(),
            similar: OnceLock::new(),
            execution: OnceLock::new(),
            agenda: OnceLock::new(),
            measure_places: OnceLock::new(),
            base_url,
        };
        portal.veil_organizations();
        portal.spread_samples();
        portal.place_attachments();
        (portal, doubles)
    }

    /// What derives from an example is one too: reports of its plan, plans that carry it out.
    fn spread_samples(&mut self) {
        loop {
            let derived: Vec<usize> = (0..self.entries.len())
                .filter(|at| {
                    let entry = &self.entries[*at];
                    let from = match &entry.content {
                        Content::Report(report) => self.entry(Kind::Plan, &report.plan),
                        Content::Plan(plan) => plan
                            .parent
                            .strip_prefix("plans/")
                            .and_then(|id| self.entry(Kind::Plan, id)),
                        _ => None,
                    };
                    !entry.sample && from.is_some_and(|from| from.sample)
                })
                .collect();
            if derived.is_empty() {
                return;
            }
            for at in derived {
                self.entries[at].sample = true;
            }
        }
    }

    /// Files of an entry's own folder stand beside its page.
    fn place_attachments(&mut self) {
        let folders: HashMap<&str, &str> = self
            .entries
            .iter()
            .filter(|entry| entry.visible && !entry.address.is_empty())
            .filter_map(|entry| Some((entry.folder.as_deref()?, entry.address.as_str())))
            .collect();
        for asset in &mut self.assets {
            if asset.address.is_some() {
                continue;
            }
            let mut end = asset.inside.len();
            while let Some(slash) = asset.inside[..end].rfind('/') {
                if let Some(address) = folders.get(&asset.inside[..=slash]) {
                    asset.address = Some(format!("{address}{}", &asset.inside[slash + 1..]));
                    break;
                }
                end = slash;
            }
        }
    }

    /// The entry of this kind and id.
    pub fn entry(&self, kind: Kind, id: &str) -> Option<&Entry> {
        let id = id
            .strip_prefix(kind.folder())
            .and_then(|rest| rest.strip_prefix('/'))
            .unwrap_or(id);
        self.by_id
            .get(&(kind, nfc(id)))
            .map(|at| &self.entries[*at])
    }

    /// The entry in this file, relative to the root.
    pub fn entry_of_file(&self, file: &str) -> Option<&Entry> {
        self.by_file.get(&nfc(file)).map(|at| &self.entries[*at])
    }

    /// The entry whose page has this address, relative to the site's root.
    pub fn entry_at(&self, address: &str) -> Option<&Entry> {
        self.by_address.get(address).map(|at| &self.entries[*at])
    }

    /// The organization of this id.
    pub fn organization(&self, id: &str) -> Option<&Organization> {
        let id = id.strip_prefix("organizations/").unwrap_or(id);
        self.organization_by_id
            .get(&nfc(id))
            .map(|at| &self.organizations[*at])
    }

    /// The territory of this id.
    pub fn territory(&self, id: &str) -> Option<&Territory> {
        self.territory_by_id
            .get(&nfc(id))
            .map(|at| &self.territories[*at])
    }

    /// The file of this path relative to `content/`.
    pub fn asset(&self, inside: &str) -> Option<&Asset> {
        self.asset_by_inside
            .get(&nfc(inside))
            .map(|at| &self.assets[*at])
    }

    /// Entries of a kind that have pages, by id.
    pub fn visible(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        let from = self.entries.partition_point(|entry| entry.kind < kind);
        self.entries[from..]
            .iter()
            .take_while(move |entry| entry.kind == kind)
            .filter(|entry| entry.visible)
    }

    /// Tags of entries that have pages.
    pub fn tags(&self) -> &tags::Tags {
        self.tags.get_or_init(|| tags::collect(self))
    }

    /// Sections of the menu.
    pub fn menu(&self) -> &[menu::Section] {
        self.menu.get_or_init(|| menu::sections(self))
    }

    /// Practices by facet.
    pub fn navigator_index(&self) -> &NavigatorIndex {
        self.navigator_index
            .get_or_init(|| navigator_stage::index(self))
    }

    /// Where the site is published, with a trailing slash.
    pub fn base_url(&self) -> Option<&str> {
        self.base_url.as_deref()
    }

    /// Language of the site.
    pub fn language(&self) -> Language {
        match self.site.value.language {
            Some(SiteLanguage::En) => Language::En,
            _ => Language::Ru,
        }
    }

    /// The facets of the navigator.
    pub fn facets(&self) -> &[navigator::Facet] {
        self.navigator
            .as_ref()
            .map_or(&[], |read| &read.value.facets)
    }
}

/// Ids are compared in NFC, so that «й» typed on a Mac is «й».
pub fn nfc(text: &str) -> String {
    lang::composed(text).into_owned()
}

fn inherited_territory(file: &Organizations, id: &str) -> Option<String> {
    let mut at = id;
    // A chain longer than the file is a circle, which `check` reports.
    for _ in 0..=file.organizations.0.len() {
        let parts = file.organizations.get(at)?;
        if !parts.territory.0.is_empty() {
            return Some(parts.territory.0.clone());
        }
        at = &parts.parent;
    }
    None
}
