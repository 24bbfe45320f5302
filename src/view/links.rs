//! Addresses as a page writes them, and the texts of Markdown as a page shows them.

use std::collections::HashSet;

use super::shapes::{Day, FileRow, Link};
use super::{View, anchors};
use crate::lang;
use crate::parse::fields::{Attachment, Evidence, Person};
use crate::parse::markdown::{self, Fragment, Resolver, Style};
use crate::parse::record::Target;
use crate::percent;
use crate::portal::follow::Destination;
use crate::portal::link::Resolved;
use crate::portal::{Entry, Kind, Organization};
use crate::privacy::Mask;
use jiff::civil::Date;

/// The page that is being made: where it is and what its texts have said already.
pub struct Here<'p> {
    view: View<'p>,
    /// The way to the site's root.
    pub root: String,
    /// The file whose links are relative to it.
    pub file: &'p str,
    /// The entry of that file, if it is one.
    pub entry: Option<&'p Entry>,
    explained: HashSet<usize>,
    /// What stands before the anchors of fields, where several of these share a page.
    pub scope: String,
    /// How many fields with anchors the page has.
    fields: usize,
}

impl<'p> View<'p> {
    /// An address with `index.html` where links must name it.
    pub fn path(&self, address: &str) -> String {
        if !self.offline {
            return address.to_owned();
        }
        let (page, anchor) = match address.split_once('#') {
            Some((page, anchor)) => (page, Some(anchor)),
            None => (address, None),
        };
        let page = if page.is_empty() || page.ends_with('/') {
            format!("{page}index.html")
        } else {
            page.to_owned()
        };
        match anchor {
            Some(anchor) => format!("{page}#{anchor}"),
            None => page,
        }
    }

    /// The way from a file of the output to the site's root.
    pub fn root_of(&self, path: &str) -> String {
        match path.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// A day in words.
    pub fn day(&self, date: Date) -> Day {
        Day {
            iso: date.to_string(),
            text: lang::date_words(self.theme.words.language(), date),
        }
    }

    /// A word of the theme.
    pub fn word(&self, key: &str) -> String {
        self.theme.words.text(key)
    }

    /// The page of an entry, if it has one.
    pub fn entry_path(&self, entry: &Entry) -> Option<String> {
        (entry.visible && !entry.address.is_empty()).then(|| self.path(&entry.address))
    }

    /// An entry as a link.
    pub fn entry_link(&self, entry: &Entry) -> Link {
        Link {
            text: self.shown_title(entry),
            path: self.entry_path(entry),
            sample: entry.sample,
            ..Link::default()
        }
    }

    /// The short name of an organization, else the full one.
    pub fn organization_name<'o>(&self, organization: &'o Organization) -> &'o str {
        if organization.parts.short.is_empty() {
            &organization.parts.name
        } else {
            &organization.parts.short
        }
    }

    /// An organization as a link under its short name.
    pub fn organization_link(&self, id: &str) -> Link {
        match self.portal.organization(id) {
            Some(organization) => Link {
                text: self.organization_name(organization).to_owned(),
                path: Some(self.path(&organization.address)),
                ..Link::default()
            },
            None => Link {
                text: id.to_owned(),
                ..Link::default()
            },
        }
    }

    /// What a reference names, as a link.
    pub fn reference(&self, target: Target, written: &str, from: Option<&Entry>) -> Link {
        match self.portal.resolve(target, written, from) {
            Ok(Resolved::Entry(entry)) => self.entry_link(entry),
            Ok(Resolved::Measure(plan, measure)) => Link {
                text: format!("{} {}", &*measure.number, &*measure.title),
                path: self
                    .entry_path(plan)
                    .map(|_| self.path(&plan.measure_address(measure))),
                note: Some(plan.common.title.0.clone()),
                sample: plan.sample,
                ..Link::default()
            },
            Ok(Resolved::Organization(organization)) => self.organization_link(&organization.id),
            Ok(Resolved::Territory(territory)) => Link {
                text: territory.parts.label.0.clone(),
                path: Some(self.path(&territory.address)),
                ..Link::default()
            },
            _ => Link {
                text: written.to_owned(),
                ..Link::default()
            },
        }
    }

    /// A person in words: the position always, the name only with consent; in documents without
    /// what privacy leaves out. Nothing when nothing may be shown.
    pub fn person(&self, person: &Person, in_document: bool) -> Option<Link> {
        let show = self.portal.site.value.privacy.show_persons.yes();
        match person {
            Person::Words(text) => {
                if self.portal.organization(text).is_some() {
                    return Some(self.organization_link(text));
                }
                let words = if in_document {
                    self.portal.without_persons(text).into_owned()
                } else {
                    text.0.clone()
                };
                Some(Link {
                    text: words,
                    ..Link::default()
                })
            }
            Person::Parts(parts) => {
                let name = if show || parts.consented() {
                    parts.name.0.as_str()
                } else {
                    ""
                };
                let organization = (!parts.organization.is_empty())
                    .then(|| self.organization_link(&parts.organization).text);
                let words: Vec<&str> = [
                    name,
                    &parts.position.0,
                    organization.as_deref().unwrap_or_default(),
                ]
                .into_iter()
                .filter(|w| !w.is_empty())
                .collect();
                (!words.is_empty()).then(|| Link {
                    text: words.join(", "),
                    ..Link::default()
                })
            }
        }
    }
}

impl<'p> Here<'p> {
    /// The page at a path of the output, whose texts stand in a file of the author.
    pub fn new(view: View<'p>, path: &str, entry: Option<&'p Entry>) -> Self {
        let file = entry.map_or("content/site.yaml", |entry| entry.source.file.as_str());
        Self {
            view,
            root: view.root_of(path),
            file,
            entry,
            explained: HashSet::new(),
            scope: String::new(),
            fields: 0,
        }
    }

    /// A body as this page shows it.
    pub fn fragment(&mut self, fragment: &Fragment) -> String {
        fragment.resolve(self)
    }

    /// A text of Markdown as this page shows it; acts stay letter for letter.
    pub fn markdown(&mut self, text: &str) -> String {
        self.markdown_without(text, None)
    }

    fn markdown_without(&mut self, text: &str, mask: Option<&Mask>) -> String {
        let is_act = self
            .entry
            .is_some_and(|entry| matches!(entry.kind, Kind::Plan | Kind::Document));
        let style = Style {
            language: self.view.theme.words.language(),
            typography: !is_act,
            terms: &self.view.portal.terms,
            mask,
        };
        let html = markdown::parse(text, style).resolve(self);
        if !anchors::has_any(&html) {
            return html;
        }
        // Nobody links to the anchors of a field, but its notes and headings may be called like
        // those of another, or like a part of the page.
        self.fields += 1;
        anchors::apart(&html, &format!("{}t{}-", self.scope, self.fields))
    }

    /// Words of an act as HTML: letter for letter, with terms explained on their first use.
    pub fn words(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for (at, length, term) in self.view.portal.terms.find(text) {
            let Some(meaning) = self.first_use(term) else {
                continue;
            };
            out.push_str(&markdown::escape(&text[from..at]));
            from = at + length;
            let (meaning, word) = (
                markdown::escape(&meaning).into_owned(),
                markdown::escape(&text[at..from]),
            );
            out.push_str(&format!("<abbr title=\"{meaning}\">{word}</abbr>"));
        }
        out.push_str(&markdown::escape(&text[from..]));
        out
    }

    /// The same without a paragraph around a text of one paragraph.
    pub fn inline(&mut self, text: &str) -> String {
        let html = self.markdown(text);
        let trimmed = html.trim();
        match trimmed
            .strip_prefix("<p>")
            .and_then(|rest| rest.strip_suffix("</p>"))
        {
            Some(inner) if !inner.contains("<p>") => inner.to_owned(),
            _ => trimmed.to_owned(),
        }
    }

    /// A body of a document without persons' names, when they are to be left out.
    pub fn masked_markdown(&mut self, text: &str) -> String {
        let portal = self.view.portal;
        let shown = portal.site.value.privacy.show_persons.yes();
        self.markdown_without(text, Some(&*portal.mask).filter(|_| !shown))
    }

    fn address(&self, destination: Destination) -> Option<String> {
        match destination {
            Destination::External(url) => Some(url),
            Destination::Anchor(anchor) => Some(format!("#{anchor}")),
            Destination::Hidden => None,
            Destination::Address(address, anchor) => {
                let address =
                    anchor.map_or(address.clone(), |anchor| format!("{address}#{anchor}"));
                Some(format!(
                    "{}{}",
                    self.root,
                    encode(&self.view.path(&address))
                ))
            }
            Destination::File(inside) => {
                let address = self.view.portal.file_address(&inside, self.entry)?;
                Some(format!("{}{}", self.root, encode(&address)))
            }
        }
    }

    /// A file or page that an author attached.
    pub fn attachment(&self, attachment: &Attachment) -> Option<FileRow> {
        match attachment {
            Attachment::Bare(link) => self.file_row(link, None),
            Attachment::Titled(parts) => {
                let written = if parts.file.is_empty() {
                    &parts.url.0
                } else {
                    &parts.file.0
                };
                self.file_row(written, Some(parts.title.0.clone()))
            }
        }
    }

    /// What proves a report.
    pub fn evidence(&self, evidence: &Evidence) -> Option<Link> {
        let (written, title) = match evidence {
            Evidence::Bare(link) => (link.0.clone(), String::new()),
            Evidence::Titled(parts) => {
                let written = [&parts.reference.0, &parts.file.0, &parts.url.0]
                    .into_iter()
                    .find(|text| !text.is_empty())?;
                (written.clone(), parts.title.0.clone())
            }
        };
        let row = self.file_row(&written, Some(title))?;
        Some(Link {
            text: row.title,
            path: row.path,
            url: row.url,
            ..Link::default()
        })
    }

    /// A file, reference or URL with what is known of it. Paths are percent-encoded.
    pub fn file_row(&self, written: &str, title: Option<String>) -> Option<FileRow> {
        let title = title.filter(|title| !title.is_empty());
        match self.view.portal.follow_field(written, self.file).ok()? {
            Destination::External(url) => {
                let host = url.split('/').nth(2).unwrap_or(&url).to_owned();
                Some(FileRow {
                    title: title.unwrap_or(host),
                    url: Some(url),
                    ..FileRow::default()
                })
            }
            Destination::File(inside) => {
                let address = self.view.portal.file_address(&inside, self.entry)?;
                let name = inside.rsplit('/').next().unwrap_or(&inside);
                let asset = self.view.portal.asset(&inside)?;
                let kind = name
                    .rsplit_once('.')
                    .map(|(_, extension)| extension.to_uppercase());
                Some(FileRow {
                    title: title.unwrap_or_else(|| name.to_owned()),
                    path: Some(encode(&address)),
                    kind,
                    size: Some(lang::file_size(
                        self.view.theme.words.language(),
                        asset.size,
                    )),
                    ..FileRow::default()
                })
            }
            Destination::Address(address, anchor) => {
                let link = self.view.reference(Target::Any, written, self.entry);
                let address =
                    anchor.map_or(address.clone(), |anchor| format!("{address}#{anchor}"));
                Some(FileRow {
                    title: title.unwrap_or(link.text),
                    path: Some(self.view.path(&address)),
                    sample: link.sample,
                    ..FileRow::default()
                })
            }
            Destination::Hidden | Destination::Anchor(_) => {
                let link = self.view.reference(Target::Any, written, self.entry);
                Some(FileRow {
                    title: title.unwrap_or(link.text),
                    ..FileRow::default()
                })
            }
        }
    }

    /// The path of a picture or other file from the site's root.
    pub fn file_path(&self, written: &str) -> Option<String> {
        self.file_row(written, None)?.path
    }
}

impl Resolver for Here<'_> {
    fn link(&mut self, target: &str) -> Option<String> {
        let destination = self.view.portal.follow(target, self.file).ok()?;
        self.address(destination)
    }

    fn first_use(&mut self, term: usize) -> Option<String> {
        if !self.explained.insert(term) {
            return None;
        }
        let term = self.view.portal.glossary.as_ref()?.value.get(term)?;
        let meaning = if term.full.is_empty() {
            &term.definition
        } else {
            &term.full
        };
        (!meaning.is_empty()).then(|| meaning.0.clone())
    }
}

/// Letters outside ASCII and spaces, as an address carries them.
pub fn encode(address: &str) -> String {
    let is_kept = |byte: u8| byte.is_ascii_graphic() && !b"\"<>%\\^`{|}?".contains(&byte);
    percent::encode(address, is_kept)
}
