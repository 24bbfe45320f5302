//! The files that say something of all entries: `site`, `navigator`, `organizations`, `glossary`.

use std::sync::Arc;

use super::Error;
use crate::diagnostics::Diagnostic;
use crate::discover::{self, Role, SourceFile};
use crate::lang::Language;
use crate::parse::markdown::{Style, Terms};
use crate::parse::record::Record;
use crate::parse::{self, Read};
use crate::portal;
use crate::portal::glossary::Glossary;
use crate::portal::navigator::Navigator;
use crate::portal::organizations::Organizations;
use crate::portal::site::{Site, SiteLanguage};
use crate::privacy::Mask;

/// What those files say, and what entries are read by.
pub(super) struct Ground {
    /// site.yaml; an absent one where there is none.
    pub site: Arc<Read<Site>>,
    /// navigator.yaml.
    pub navigator: Option<Arc<Read<Navigator>>>,
    /// organizations.yaml.
    pub organizations: Option<Arc<Read<Organizations>>>,
    /// glossary.yaml.
    pub glossary: Option<Arc<Read<Glossary>>>,
    /// Where terms stand in texts.
    pub terms: Arc<Terms>,
    /// What documents leave out.
    pub mask: Arc<Mask>,
    /// What is wrong in those files alone.
    pub found: Vec<Diagnostic>,
    /// Those of them that could not be read.
    pub unreadable: Vec<String>,
    /// Names and bytes of the files.
    bytes: blake3::Hash,
    /// What decides how an entry is read besides its own text.
    pub style: blake3::Hash,
}

impl Ground {
    /// Reads the files, or takes what was read before when not a byte of them is another.
    pub fn read(files: Vec<SourceFile>, last: Option<Arc<Ground>>) -> Result<Arc<Self>, Error> {
        let mut all = blake3::Hasher::new();
        let mut loaded = Vec::with_capacity(files.len());
        for file in files {
            let bytes = discover::read(&file.path)?;
            add(&mut all, &file.relative, &bytes);
            loaded.push((file, bytes));
        }
        let all = all.finalize();
        match last.filter(|last| last.bytes == all) {
            Some(same) => Ok(same),
            None => Ok(Arc::new(Self::of(loaded, all))),
        }
    }

    fn of(loaded: Vec<(SourceFile, Vec<u8>)>, bytes: blake3::Hash) -> Self {
        let (mut found, mut unreadable) = (Vec::new(), Vec::new());
        let (mut site, mut navigator, mut organizations, mut glossary) = (None, None, None, None);
        let mut style = blake3::Hasher::new();
        for (file, bytes) in loaded {
            let (name, found) = (&file.relative, &mut found);
            if matches!(file.role, Role::Organizations | Role::Glossary) {
                add(&mut style, name, &bytes);
            }
            let is_read = match file.role {
                Role::Site => {
                    site = parse::record::<Site>(name, bytes, &Site::fields(), found);
                    site.is_some()
                }
                Role::Navigator => {
                    let fields = Navigator::fields();
                    navigator = parse::record::<Navigator>(name, bytes, &fields, found);
                    navigator.is_some()
                }
                Role::Organizations => {
                    let fields = Organizations::fields();
                    organizations = parse::record::<Organizations>(name, bytes, &fields, found);
                    organizations.is_some()
                }
                _ => {
                    glossary = parse::list::<Glossary>(name, bytes, found);
                    glossary.is_some()
                }
            };
            if !is_read {
                unreadable.push(file.relative);
            }
        }
        // Without site.yaml there is no portal, but the mistakes of every other file are named all the same.
        let site = site.unwrap_or_else(|| {
            let absent = Read::absent(SITE);
            if !unreadable.iter().any(|name| name == SITE) {
                unreadable.push(SITE.to_owned());
                found.push(portal::mistakes::no_site(absent.source.start()));
            }
            absent
        });
        let how = [
            is_english(&site.value),
            site.value.privacy.show_persons.yes(),
        ];
        add(&mut style, SITE, &how.map(u8::from));
        let mask = portal::mask(organizations.as_ref().map(|read| &read.value));
        Self {
            site: Arc::new(site),
            navigator: navigator.map(Arc::new),
            organizations: organizations.map(Arc::new),
            terms: Arc::new(terms(glossary.as_ref())),
            glossary: glossary.map(Arc::new),
            mask: Arc::new(mask),
            found,
            unreadable,
            bytes,
            style: style.finalize(),
        }
    }
}

const SITE: &str = "content/site.yaml";

/// A name and bytes so that no other name and bytes give the same.
fn add(hasher: &mut blake3::Hasher, name: &str, bytes: &[u8]) {
    for part in [name.as_bytes(), bytes] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
}

fn terms(glossary: Option<&Read<Glossary>>) -> Terms {
    Terms::new(glossary.into_iter().flat_map(|read| {
        read.value.iter().enumerate().flat_map(|(at, term)| {
            std::iter::once(&term.term)
                .chain(term.names.iter())
                .filter(|name| !name.is_empty())
                .map(move |name| (&**name, at))
        })
    }))
}

fn is_english(site: &Site) -> bool {
    site.language == Some(SiteLanguage::En)
}

/// How bodies are read.
pub(super) fn style<'s>(site: &Site, terms: &'s Terms, mask: &'s Mask) -> Style<'s> {
    let language = if is_english(site) {
        Language::En
    } else {
        Language::Ru
    };
    Style {
        language,
        typography: true,
        terms,
        mask: Some(mask).filter(|_| !site.privacy.show_persons.yes()),
    }
}
