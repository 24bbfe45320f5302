//! The portal: every entry, understood and linked, immutable afterwards.

mod assemble;
pub mod association;
pub mod backlinks;
pub mod check;
pub mod checklist;
pub mod columns;
pub mod common;
pub mod contest;
pub mod course;
pub mod document;
mod edited;
mod entries;
mod entry;
pub mod follow;
pub mod glossary;
pub mod involvement;
pub mod kinds;
pub mod link;
mod lookup;
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
mod site_links;
pub mod tags;
pub mod uses;
pub mod video;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::agenda::{self, Agenda};
use crate::execution::{self, PlanExecution};
use crate::lang::Language;
use crate::navigator::{self as navigator_stage, NavigatorIndex};
use crate::parse::Read;
use crate::parse::markdown::Terms;
use crate::privacy::Mask;
pub use assemble::Parts;
pub use entries::Entries;
pub use entry::Entry;
pub use kinds::{Content, KINDS, Kind};
use lookup::Places;
pub use lookup::nfc;
use navigator::Navigator;
use organizations::{OrganizationParts, Organizations, TerritoryParts};
pub use shown::mask;
use site::{Site, SiteLanguage};

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

/// Everything that was read, linked. A clone shares all of it.
#[derive(Clone, Debug)]
pub struct Portal {
    /// site.yaml.
    pub site: Arc<Read<Site>>,
    /// navigator.yaml.
    pub navigator: Option<Arc<Read<Navigator>>>,
    /// organizations.yaml, for places of mistakes; its content is in the next two fields.
    pub organizations_file: Option<Arc<Read<Organizations>>>,
    /// Organizations in the file's order.
    pub organizations: Arc<Vec<Organization>>,
    /// Territories in the file's order.
    pub territories: Arc<Vec<Territory>>,
    /// glossary.yaml.
    pub glossary: Option<Arc<Read<glossary::Glossary>>>,
    /// Where terms stand in texts.
    pub terms: Arc<Terms>,
    /// Entries by kind, then id.
    pub entries: Entries,
    /// Files to copy, by path.
    pub assets: Arc<Vec<Asset>>,
    /// The day the portal is built for.
    pub today: Date,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// What documents leave out.
    pub mask: Arc<Mask>,
    /// Files that could not be read: nothing is said about references into them.
    pub unreadable: Arc<HashSet<String>>,
    by_id: Arc<HashMap<Kind, Places>>,
    by_file: Arc<Places>,
    by_folder: Arc<Places>,
    by_address: Arc<Places>,
    organization_by_id: Arc<Places>,
    territory_by_id: Arc<Places>,
    asset_by_inside: Arc<Places>,
    addresses: OnceLock<Arc<HashSet<String>>>,
    tags: OnceLock<Arc<tags::Tags>>,
    menu: OnceLock<Arc<Vec<menu::Section>>>,
    navigator_index: OnceLock<Arc<NavigatorIndex>>,
    involvement: OnceLock<Arc<involvement::Involvement>>,
    lists: OnceLock<Arc<involvement::Lists>>,
    backlinks: OnceLock<Arc<backlinks::Backlinks>>,
    similar: OnceLock<Arc<similar::Similar>>,
    execution: OnceLock<Arc<HashMap<usize, PlanExecution>>>,
    agenda: OnceLock<Arc<Agenda>>,
    measure_places: OnceLock<Arc<HashMap<usize, plan::MeasurePlaces>>>,
    base_url: Option<String>,
}

impl Portal {
    /// The execution of a plan on the portal's day; `None` for an entry that is no plan or has no readable period.
    pub fn execution(&self, plan: usize) -> Option<&PlanExecution> {
        self.execution
            .get_or_init(|| Arc::new(execution::of(self)))
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
        self.agenda.get_or_init(|| Arc::new(agenda::of(self)))
    }

    /// Tags of entries that have pages.
    pub fn tags(&self) -> &tags::Tags {
        self.tags.get_or_init(|| Arc::new(tags::collect(self)))
    }

    /// Sections of the menu.
    pub fn menu(&self) -> &[menu::Section] {
        self.menu.get_or_init(|| Arc::new(menu::sections(self)))
    }

    /// Practices by facet.
    pub fn navigator_index(&self) -> &NavigatorIndex {
        self.navigator_index
            .get_or_init(|| Arc::new(navigator_stage::index(self)))
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
