//! The portal put together: entries and files in order, each with its address, and what follows from
//! one entry for another.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::entry::Entry;
use super::lookup::Places;
use super::navigator::Navigator;
use super::organizations::Organizations;
use super::site::Site;
use super::{Asset, Content, Kind, Organization, Portal, Territory, glossary, nfc};
use crate::lang;
use crate::parse::markdown::Terms;
use crate::parse::{Document as ParsedEntry, Read};
use crate::privacy::Mask;

/// What the portal is made of.
pub struct Parts {
    /// site.yaml.
    pub site: Arc<Read<Site>>,
    /// navigator.yaml.
    pub navigator: Option<Arc<Read<Navigator>>>,
    /// organizations.yaml.
    pub organizations: Option<Arc<Read<Organizations>>>,
    /// glossary.yaml.
    pub glossary: Option<Arc<Read<glossary::Glossary>>>,
    /// Where terms stand in texts.
    pub terms: Arc<Terms>,
    /// What documents leave out.
    pub mask: Arc<Mask>,
    /// Entries in the order of their files.
    pub entries: Vec<Arc<ParsedEntry>>,
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

impl Portal {
    /// Puts the parts in order and gives everything its address. Says nothing about mistakes:
    /// of two entries with one id the first by path stays, and [`super::check`] names the other.
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
        let mut by_id: HashMap<Kind, Places> = HashMap::new();
        let mut entries = entries;
        entries
            .sort_by(|a, b| (a.kind, &a.id, &a.source.file).cmp(&(b.kind, &b.id, &b.source.file)));
        for entry in entries {
            let is_double = kept
                .last()
                .is_some_and(|last: &Entry| (last.kind, &last.id) == (entry.kind, &entry.id));
            let entry = Entry::of(entry, today, drafts);
            if is_double {
                doubles.push(entry);
                continue;
            }
            by_id
                .entry(entry.kind)
                .or_default()
                .insert(entry.id.clone(), kept.len());
            kept.push(entry);
        }
        let by_file: Places = kept
            .iter()
            .enumerate()
            .map(|(at, entry)| (nfc(&entry.source.file), at))
            .collect();
        let by_folder: Places = kept
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| Some((nfc(entry.folder.as_deref()?), at)))
            .collect();
        let addressed = kept
            .iter()
            .enumerate()
            .filter(|(_, entry)| !entry.address.is_empty());
        let by_address: Places = addressed
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
            organization_by_id: Arc::new(
                list.iter()
                    .enumerate()
                    .map(|(at, o)| (nfc(&o.id), at))
                    .collect(),
            ),
            territory_by_id: Arc::new(
                territories
                    .iter()
                    .enumerate()
                    .map(|(at, t)| (nfc(&t.id), at))
                    .collect(),
            ),
            asset_by_inside: Arc::new(
                assets
                    .iter()
                    .enumerate()
                    .map(|(at, asset)| (nfc(&asset.inside), at))
                    .collect(),
            ),
            site,
            navigator,
            organizations_file: organizations,
            organizations: list.into(),
            territories: territories.into(),
            glossary,
            terms,
            entries: kept.into(),
            assets: assets.into(),
            today,
            drafts,
            mask,
            unreadable: unreadable.into(),
            by_id: by_id.into(),
            by_file: Arc::new(by_file),
            by_folder: Arc::new(by_folder),
            by_address: Arc::new(by_address),
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
                if let Some(entry) = self.entries.get_mut(at) {
                    entry.sample = true;
                }
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
        for asset in Arc::make_mut(&mut self.assets) {
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
}

/// The territory of an organization, or of the nearest above it that names one.
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
