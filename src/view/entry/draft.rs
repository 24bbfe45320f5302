//! The page of an entry while it is being made: its head, «Коротко» and blocks in their order.

use foldhash::HashSet;
use serde::Serialize;

use crate::parse::fields::Quantity;
use crate::portal::{Entry, Kind};
use crate::view::context::some;
use crate::view::links::Here;
use crate::view::shapes::{
    Action, Badge, Block, Contents, EntryHead, Fact, FileRow, Link, Notice, Step,
};
use crate::view::{View, anchors};

/// Side indexes of fewer headings help nobody.
const FEWEST_HEADINGS: usize = 3;

/// A page being made.
pub struct Draft<'p> {
    /// What every view reads.
    pub view: View<'p>,
    /// The page's place and texts.
    pub here: Here<'p>,
    /// Whose page it is.
    pub entry: &'p Entry,
    /// Its place in the portal's entries.
    pub at: usize,
    /// The kind in words, as near as is known: «Приказ».
    pub kind_title: String,
    /// Words about it as a whole.
    pub badges: Vec<Badge>,
    /// What to know before reading.
    pub notices: Vec<Notice>,
    /// What to do.
    pub actions: Vec<Action>,
    /// «Коротко».
    pub facts: Vec<Fact>,
    /// Blocks in order.
    pub blocks: Vec<Block>,
    /// What stands before every anchor of a page that shows several entries.
    pub prefix: String,
    /// Entries that the page names already.
    pub shown: HashSet<usize>,
    contents: Vec<Contents>,
    anchors: HashSet<String>,
}

impl<'p> Draft<'p> {
    /// An empty page of an entry.
    pub fn new(view: View<'p>, at: usize, path: &str) -> Self {
        let entry = &view.portal.entries[at];
        let mut badges = Vec::new();
        let mut notices = Vec::new();
        if entry.sample {
            badges.push(Badge {
                text: view.word("sample.badge"),
                kind: "sample",
            });
            notices.push(Notice {
                kind: "sample",
                text: view.word("sample.notice"),
                link: None,
            });
        }
        Self {
            view,
            here: Here::new(view, path, Some(entry)),
            entry,
            at,
            kind_title: view.kind_name(entry.kind),
            badges,
            notices,
            actions: Vec::new(),
            facts: Vec::new(),
            blocks: Vec::new(),
            prefix: String::new(),
            shown: [at].into_iter().collect(),
            contents: Vec::new(),
            // A block gives way to a heading of the author, whose anchor may be linked to.
            anchors: entry
                .body
                .headings
                .iter()
                .map(|heading| heading.id.clone())
                .collect(),
        }
    }

    /// A word of the theme.
    pub fn word(&self, key: &str) -> String {
        self.view.word(key)
    }

    /// A badge.
    pub fn badge(&mut self, text: String, kind: &'static str) {
        self.badges.push(Badge { text, kind });
    }

    /// Something to know before reading.
    pub fn notice(&mut self, kind: &'static str, key: &str) {
        let text = self.word(key);
        self.notices.push(Notice {
            kind,
            text,
            link: None,
        });
    }

    /// An entry that a field names; the page shows it, so it is not named again further down.
    pub fn named(&mut self, kind: Kind, written: &str) -> Option<&'p Entry> {
        let entry = self.view.portal.entry(kind, some(written)?.as_str())?;
        self.shown.extend(self.view.portal.place_of(entry));
        Some(entry)
    }

    /// An anchor that nothing else on the page has.
    pub fn anchor(&mut self, base: &str) -> String {
        let mut id = base.to_owned();
        let mut number = 2;
        while !self.anchors.insert(id.clone()) {
            id = format!("{base}-{number}");
            number += 1;
        }
        id
    }

    /// Adds a block; its anchor is made unique on the page.
    pub fn push(&mut self, mut block: Block) {
        let own = self.anchor(&block.id);
        block.id = format!("{}{own}", self.prefix);
        if let Some(title) = &block.title {
            self.contents.push(Contents {
                id: block.id.clone(),
                title: title.clone(),
            });
        }
        self.blocks.push(block);
    }

    /// Adds a block under a heading of the theme.
    pub fn block<T: Serialize>(&mut self, id: &str, title: &str, kind: &'static str, body: &T) {
        let title = Some(self.word(title));
        self.push(Block::new(id, title, kind, body));
    }

    /// Adds a block that is a list of rows, unless there are none.
    pub fn rows<T: Serialize>(&mut self, id: &str, title: &str, kind: &'static str, rows: &[T]) {
        if !rows.is_empty() {
            self.block(id, title, kind, &Rows { rows });
        }
    }

    /// Adds a block that is a list of items, unless there are none.
    pub fn items<T: Serialize>(&mut self, id: &str, title: &str, kind: &'static str, items: &[T]) {
        if !items.is_empty() {
            self.block(id, title, kind, &Items { items });
        }
    }

    /// Adds a plain list of links, unless it is empty.
    pub fn list(&mut self, id: &str, title: &str, items: Vec<Link>, ordered: bool) {
        if !items.is_empty() {
            self.block(id, title, "list", &List { items, ordered });
        }
    }

    /// Adds files and documents, unless there are none.
    pub fn files(&mut self, id: &str, title: &str, items: &[FileRow]) {
        self.items(id, title, "documents", items);
    }

    /// Adds a text, unless it is empty.
    pub fn prose(&mut self, id: &str, title: Option<&str>, html: String) {
        if !html.trim().is_empty() {
            let title = title.map(|key| self.word(key));
            let html = anchors::prefixed(&html, &self.prefix);
            self.push(Block::new(id, title, "prose", &Prose { html }));
        }
    }

    /// Adds the body of the entry. A body that begins with its own heading needs none of the theme.
    pub fn body(&mut self, id: &str, title: Option<&str>) {
        let html = self.here.fragment(&self.entry.body);
        self.body_html(id, title, html);
    }

    /// Adds the body of the entry, made already.
    pub fn body_html(&mut self, id: &str, title: Option<&str>, html: String) {
        if html.trim().is_empty() {
            return;
        }
        let title = title.filter(|_| !html.trim_start().starts_with("<h2"));
        self.prose(id, title, html);
        for heading in self
            .entry
            .body
            .headings
            .iter()
            .filter(|heading| heading.level == 2)
        {
            let id = format!("{}{}", self.prefix, heading.id);
            self.contents.push(Contents {
                id,
                title: heading.text.clone(),
            });
        }
    }

    /// The head as templates read it.
    pub fn head(&self) -> EntryHead {
        let (view, entry) = (self.view, self.entry);
        let list = entry
            .kind
            .row()
            .listed
            .then(|| view.path(&crate::view::context::kind_address(entry.kind)));
        let tags = entry.common.tags.iter().filter_map(|tag| {
            let slug = crate::lang::slug(tag);
            (!slug.is_empty()).then(|| Step {
                text: tag.0.clone(),
                path: view.path(&format!("tags/{slug}/")),
            })
        });
        EntryHead {
            id: entry.reference(),
            kind: entry.kind.folder().to_owned(),
            kind_title: self.kind_title.clone(),
            kind_path: list,
            icon: view
                .kind_icon(entry.kind)
                .filter(|icon| view.theme.icons.contains_key(icon)),
            summary: some(&entry.common.summary),
            badges: self.badges.clone(),
            image: view.picture(entry),
            notices: self.notices.clone(),
            actions: self.actions.clone(),
            facts: self.facts.clone(),
            print: !matches!(entry.kind, Kind::News | Kind::Page),
            tags: tags.collect(),
        }
    }

    /// The side index; nothing when it would be too short.
    pub fn toc(&self) -> &[Contents] {
        if self.contents.len() < FEWEST_HEADINGS {
            &[]
        } else {
            &self.contents
        }
    }

    /// A number or text as the reader's language writes it, with the unit of `units.KEY`.
    pub fn quantity(&self, written: &Quantity, unit: Option<&str>) -> Option<String> {
        let text = some(written)?;
        let words = &self.view.theme.words;
        let number = text.trim().replace(',', ".").parse::<f64>();
        let plain = crate::lang::written(words.language(), text.trim());
        let (Ok(number), Some(plain)) = (number, plain) else {
            return Some(text);
        };
        let Some(unit) = unit else { return Some(plain) };
        let whole = text.trim().bytes().all(|byte| byte.is_ascii_digit()) && number < 1e9;
        Some(match words.get(&format!("units.{unit}.few")) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            // Whole and small, see above.
            Some(_) if whole => words.counted(&format!("units.{unit}"), number as usize),
            Some(few) => format!("{plain}\u{a0}{few}"),
            None => words.fill(&format!("units.{unit}"), &[("value", &plain)]),
        })
    }
}

#[derive(Serialize)]
struct Prose {
    html: String,
}

#[derive(Serialize)]
struct Rows<'a, T> {
    rows: &'a [T],
}

#[derive(Serialize)]
struct Items<'a, T> {
    items: &'a [T],
}

#[derive(Serialize)]
struct List {
    items: Vec<Link>,
    ordered: bool,
}

/// Words that lead nowhere.
pub fn words(text: impl Into<String>) -> Link {
    Link {
        text: text.into(),
        ..Link::default()
    }
}
