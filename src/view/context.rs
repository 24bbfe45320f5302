//! What every page shares: the site's own values, and the head of a page.

use std::sync::OnceLock;

use serde::Serialize;

use super::links::encode;
use super::shapes::{Crumb, Day, Head, OpenGraph, Step};
use super::{Cards, Frames, View};
use crate::portal::follow::Destination;
use crate::portal::{Entry, Kind, Portal};
use crate::theme::Theme;

/// `site`: the values of site.yaml as templates read them.
#[derive(Serialize)]
struct SiteGlobals {
    /// Under which name scripts keep what a visitor chose; none where there is nothing to choose.
    id: Option<String>,
    title: String,
    subtitle: Option<String>,
    lead: Option<String>,
    language: &'static str,
    owner: Option<Owner>,
    logo: Option<Logo>,
    favicon: Option<Favicon>,
    menu: Vec<MenuItem>,
    main_site: Option<OtherSite>,
    info_section_url: Option<String>,
    contacts: Option<ContactRows>,
    license: Option<String>,
    paths: Paths,
    about: Vec<Crumb>,
}

#[derive(Serialize)]
struct Owner {
    name: String,
    short: String,
    path: Option<String>,
}

#[derive(Serialize)]
struct Logo {
    src: String,
    alt: String,
}

#[derive(Serialize)]
struct Favicon {
    src: String,
    #[serde(rename = "type")]
    kind: &'static str,
}

#[derive(Serialize)]
struct OtherSite {
    url: String,
    title: String,
}

#[derive(Serialize)]
struct ContactRows {
    email: Option<String>,
    phone: Option<String>,
    phone_href: Option<String>,
    address: Option<String>,
    hours: Option<String>,
}

/// An item of the menu.
#[derive(Clone, Serialize)]
pub struct MenuItem {
    /// Words.
    pub title: String,
    /// Where to.
    pub path: String,
    /// Icon of the theme.
    pub icon: Option<String>,
    /// What is there.
    pub summary: Option<String>,
    /// What it holds, when it holds several things.
    pub children: Vec<Crumb>,
}

#[derive(Serialize)]
struct Paths {
    home: String,
    search: String,
    navigator: String,
    matrix: String,
    selection: String,
    compare: String,
    calendar: String,
    organizations: String,
    glossary: String,
    tags: String,
    accessibility: String,
    data: String,
    practices_print: String,
    feed: String,
}

/// Puts what every page shares into the theme's templates.
pub fn globals(portal: &Portal, theme: &mut Theme, offline: bool) {
    let site = site_globals(View {
        portal,
        theme,
        offline,
        cards: &Cards::default(),
        frames: &Frames::default(),
        search: &OnceLock::new(),
    });
    let (words, icons, assets) = (
        theme.words.tree().clone(),
        theme.icons.clone(),
        theme.assets.clone(),
    );
    let context = theme.tera.global_context();
    context.insert("site", &site);
    context.insert("words", &words);
    context.insert("icons", &icons);
    context.insert("assets", &assets);
}

/// A text, if it says anything.
pub fn some(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

fn site_globals(view: View) -> SiteGlobals {
    let portal = view.portal;
    let site = &portal.site.value;
    let path = |address: &str| view.path(address);
    let file = |written: &str| {
        let inside = portal.find_file(written, "content/site.yaml").ok()?;
        portal
            .file_address(&inside, None)
            .map(|address| encode(&address))
    };
    let owner = portal.organization(&site.owner).map(|organization| Owner {
        name: organization.parts.name.0.clone(),
        short: view.organization_name(organization).to_owned(),
        path: Some(path(&organization.address)),
    });
    let contacts = &site.contacts;
    let has_contacts = [
        &contacts.email,
        &contacts.phone,
        &contacts.address,
        &contacts.hours,
    ]
    .iter()
    .any(|text| !text.is_empty());
    let menu = menu(view);
    SiteGlobals {
        about: pages_beside(view, &menu),
        id: portal
            .visible(Kind::Practice)
            .next()
            .map(|_| site_id(portal)),
        title: site.title.0.clone(),
        subtitle: some(&site.subtitle),
        lead: some(&site.lead),
        language: portal.language().code(),
        owner,
        logo: file(&site.logo.file).map(|src| Logo {
            src,
            alt: site.logo.alt.0.clone(),
        }),
        favicon: file(&site.favicon).map(|src| Favicon {
            kind: picture_type(&src),
            src,
        }),
        menu,
        main_site: some(&site.main_site.url).map(|url| OtherSite {
            title: some(&site.main_site.title).unwrap_or_else(|| view.word("nav.main_site")),
            url,
        }),
        info_section_url: some(&site.info_section_url),
        contacts: has_contacts.then(|| ContactRows {
            email: some(&contacts.email),
            phone: some(&contacts.phone),
            phone_href: some(&contacts.phone).map(|phone| telephone(&phone)),
            address: some(&contacts.address),
            hours: some(&contacts.hours),
        }),
        license: some(&site.license),
        paths: Paths {
            home: path(""),
            search: path("search/"),
            navigator: path("navigator/"),
            matrix: path("navigator/matrix/"),
            selection: path("navigator/selection/"),
            compare: path("navigator/compare/"),
            calendar: path("calendar/"),
            organizations: path("organizations/"),
            glossary: path("glossary/"),
            tags: path("tags/"),
            accessibility: path("accessibility/"),
            data: path("data/"),
            practices_print: path("practices/print/"),
            feed: "feed.xml".to_owned(),
        },
    }
}

/// Pages that stand in no section of the menu: the footer names the sections with all they hold, and these.
fn pages_beside(view: View, menu: &[MenuItem]) -> Vec<Crumb> {
    let in_menu: Vec<&str> = menu
        .iter()
        .flat_map(|item| {
            let inside = item
                .children
                .iter()
                .filter_map(|child| child.path.as_deref());
            inside.chain([item.path.as_str()])
        })
        .collect();
    let pages = view.portal.visible(Kind::Page);
    let pages = pages
        .filter(|entry| !entry.id.contains('/'))
        .map(|entry| Crumb {
            title: entry.common.title.0.clone(),
            path: Some(view.path(&entry.address)),
        });
    pages
        .filter(|page| {
            !page
                .path
                .as_deref()
                .is_some_and(|path| in_menu.contains(&path))
        })
        .collect()
}

/// A short name that tells this site from others on the same host or disk.
fn site_id(portal: &Portal) -> String {
    let name = portal.base_url().unwrap_or(&portal.site.value.title);
    blake3::hash(name.as_bytes()).to_hex()[..8].to_owned()
}

/// `tel:` with the digits of a telephone number.
pub fn telephone(phone: &str) -> String {
    let digits: String = phone
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect();
    format!("tel:{digits}")
}

fn picture_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "svg" => "image/svg+xml",
        "ico" => "image/x-icon",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        _ => "image/png",
    }
}

/// The menu with what its sections hold.
pub fn menu(view: View) -> Vec<MenuItem> {
    view.portal
        .menu()
        .iter()
        .map(|section| {
            let mut children: Vec<Crumb> = section
                .kinds
                .iter()
                .map(|kind| Crumb {
                    title: view.word(&format!("kinds.{}.title", kind.folder())),
                    path: Some(view.path(&kind_address(*kind))),
                })
                .collect();
            if section.calendar {
                children.push(Crumb {
                    title: view.word("pages.calendar.title"),
                    path: Some(view.path("calendar/")),
                });
            }
            for page in &section.pages {
                let title = view
                    .portal
                    .entry(Kind::Page, page.trim_matches('/').trim_end_matches(".md"));
                let words =
                    title.map_or_else(|| page.clone(), |entry| entry.common.title.0.clone());
                if let Ok(Destination::Address(address, _)) = view.portal.site_page(page) {
                    children.push(Crumb {
                        title: words,
                        path: Some(view.path(&address)),
                    });
                }
            }
            let icon = if section.icon.is_empty() {
                section
                    .kinds
                    .first()
                    .map(|kind| view.word(&format!("kinds.{}.icon", kind.folder())))
            } else {
                Some(section.icon.clone())
            };
            MenuItem {
                title: section.title.clone(),
                path: view.path(&section.address),
                icon: icon.filter(|icon| view.theme.icons.contains_key(icon)),
                summary: some(&section.summary),
                children: if section.own_address.is_none() {
                    Vec::new()
                } else {
                    children
                },
            }
        })
        .collect()
}

/// Where entries of a kind are found: practices have the navigator.
pub fn kind_address(kind: Kind) -> String {
    if kind == Kind::Practice {
        "navigator/".to_owned()
    } else {
        format!("{}/", kind.folder())
    }
}

/// What a page says of itself before its head is made.
#[derive(Default)]
pub struct About<'a> {
    /// The first heading.
    pub title: String,
    /// Description for search engines.
    pub description: Option<String>,
    /// The steps between home and this page: words and address.
    pub trail: Vec<(String, String)>,
    /// The kind whose menu item is current.
    pub kind: Option<Kind>,
    /// The entry it shows.
    pub entry: Option<&'a Entry>,
    /// Not for search engines.
    pub noindex: bool,
    /// Whether there are no breadcrumbs.
    pub bare: bool,
    /// JSON-LD.
    pub json_ld: Option<serde_json::Value>,
}

impl View<'_> {
    /// The head of the page at a path of the output.
    pub fn head(&self, path: &str, about: About) -> Head {
        let site = &self.portal.site.value;
        let address = path.strip_suffix("index.html").unwrap_or(path);
        let is_home = address.is_empty();
        let full_title = if is_home {
            site.title.0.clone()
        } else {
            format!("{} — {}", about.title, &*site.title)
        };
        let sample = about.entry.is_some_and(|entry| entry.sample);
        let draft = about.entry.is_some_and(|entry| entry.common.draft.yes());
        let canonical = self
            .portal
            .base_url()
            .map(|base| format!("{base}{}", encode(address)));
        let root = match (address, self.portal.base_url()) {
            // The server shows this page at any address, so its links begin at the site's own path.
            ("404.html", Some(base)) if !self.offline => base_path(base),
            ("404.html", None) if !self.offline => "/".to_owned(),
            _ => self.root_of(path),
        };
        let mut breadcrumbs = Vec::new();
        if !about.bare && !is_home {
            breadcrumbs.push(Crumb {
                title: self.word("nav.home"),
                path: Some(self.path("")),
            });
            // A section may be called like the one list it opens; one step says it.
            for (title, step) in about
                .trail
                .iter()
                .filter(|(title, _)| *title != about.title)
            {
                breadcrumbs.push(Crumb {
                    title: title.clone(),
                    path: Some(self.path(step)),
                });
            }
            breadcrumbs.push(Crumb {
                title: about.title.clone(),
                path: None,
            });
        }
        let current = about.kind.and_then(|kind| {
            let section = self
                .portal
                .menu()
                .iter()
                .find(|section| section.kinds.contains(&kind))?;
            Some(self.path(&section.address))
        });
        let og = canonical.clone().map(|url| OpenGraph {
            title: about.title.clone(),
            description: about.description.clone(),
            image: about.entry.and_then(|entry| self.og_image(entry)),
            kind: if about.entry.is_some() {
                "article"
            } else {
                "website"
            }
            .to_owned(),
            url,
        });
        Head {
            long_title: about.title.chars().count() > 90,
            full_title,
            root,
            lang: self.portal.language().code().to_owned(),
            og,
            json_ld: about
                .json_ld
                .and_then(|data| serde_json::to_string(&data).ok())
                .map(|data| data.replace('<', "\\u003c")),
            noindex: about.noindex || sample || draft,
            sample,
            breadcrumbs,
            current,
            updated: about.entry.and_then(|entry| self.updated(entry)),
            address: canonical.clone(),
            canonical: canonical.filter(|_| !about.noindex && address != "404.html"),
            description: about.description,
            title: about.title,
        }
    }

    fn og_image(&self, entry: &Entry) -> Option<String> {
        let base = self.portal.base_url()?;
        let inside = self
            .portal
            .find_file(some(&entry.common.image.file)?.as_str(), &entry.source.file)
            .ok()?;
        let address = self.portal.file_address(&inside, Some(entry))?;
        Some(format!("{base}{}", encode(&address)))
    }

    /// The day of an entry's last change.
    pub fn updated(&self, entry: &Entry) -> Option<Day> {
        entry.common.updated.map(|date| self.day(date.0))
    }

    /// A step to a page.
    pub fn step(&self, text: impl Into<String>, address: &str) -> Step {
        Step {
            text: text.into(),
            path: self.path(address),
        }
    }
}

/// The path of an address: `https://x.ru/a/b/` → `/a/b/`.
pub fn base_path(base: &str) -> String {
    let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
    rest.find('/')
        .map_or_else(|| "/".to_owned(), |at| rest[at..].to_owned())
}
