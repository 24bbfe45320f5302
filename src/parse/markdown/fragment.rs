//! The HTML of a body with its open spots, and how a page fills them in.

use std::fmt::Write as _;

use super::escape;

/// The HTML of a text of Markdown, and where it must be completed.
#[derive(Clone, Debug, Default)]
pub struct Fragment {
    pub(super) html: String,
    pub(super) spots: Vec<Spot>,
    /// The headings in order.
    pub headings: Vec<Heading>,
    /// Every link and picture, in order.
    pub links: Vec<LinkUse>,
    /// What is wrong with the text itself.
    pub slips: Vec<Slip>,
    /// Whether names or telephones were left out.
    pub masked: bool,
}

/// A heading of a body.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// The anchor.
    pub id: String,
    /// Its words without markup.
    pub text: String,
}

/// A link or picture as the author wrote it.
#[derive(Clone, Debug)]
pub struct LinkUse {
    /// What it points to.
    pub target: String,
    /// Where it begins in the Markdown, in bytes.
    pub offset: usize,
    /// Whether it is a picture.
    pub picture: bool,
}

/// Something wrong with the text itself: what and where, in bytes of the Markdown.
#[derive(Clone, Debug)]
pub struct Slip {
    /// Where it begins in the Markdown, in bytes.
    pub offset: usize,
    /// What it is.
    pub kind: SlipKind,
}

/// What may be wrong with a text of Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlipKind {
    /// Raw HTML that is not on the safe list was left out.
    Html(String),
    /// A link with a scheme that is not allowed.
    Scheme(String),
    /// A picture of another host.
    ForeignPicture(String),
    /// A picture without alternative text.
    NoAlternative,
    /// An id of a heading that every page has already.
    ReservedAnchor(String),
    /// Two headings with one written id.
    DuplicateAnchor(String),
}

#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) at: usize,
    pub(super) kind: SpotKind,
}

#[derive(Clone, Debug)]
pub(super) enum SpotKind {
    LinkStart(String),
    LinkEnd,
    Picture { target: String, rest: String },
    Term { term: usize, length: usize },
}

/// What a page knows and a body does not.
pub trait Resolver {
    /// The address that a link leads to from this page; nothing when it is to be shown as text.
    fn link(&mut self, target: &str) -> Option<String>;
    /// What the term means, if this is its first use on this page.
    fn first_use(&mut self, term: usize) -> Option<String>;
}

impl Fragment {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.html.trim().is_empty()
    }

    /// The HTML as one page shows it.
    pub fn resolve(&self, resolver: &mut dyn Resolver) -> String {
        let mut out = String::with_capacity(self.html.len() + self.spots.len() * 24);
        let (mut from, mut open) = (0, Vec::new());
        for spot in &self.spots {
            out.push_str(&self.html[from..spot.at]);
            from = spot.at;
            match &spot.kind {
                SpotKind::LinkStart(target) => {
                    let address = resolver.link(target);
                    open.push(address.is_some());
                    if let Some(address) = address {
                        let _ = write!(out, "<a href=\"{}\">", escape(&address));
                    }
                }
                SpotKind::LinkEnd => {
                    if open.pop() == Some(true) {
                        out.push_str("</a>");
                    }
                }
                SpotKind::Picture { target, rest } => {
                    if let Some(address) = resolver.link(target) {
                        let _ = write!(out, "<img src=\"{}\"{rest}>", escape(&address));
                    }
                }
                SpotKind::Term { term, length } => {
                    let text = &self.html[spot.at..spot.at + length];
                    if let Some(meaning) = resolver.first_use(*term) {
                        let _ = write!(out, "<abbr title=\"{}\">{text}</abbr>", escape(&meaning));
                        from += length;
                    }
                }
            }
        }
        out.push_str(&self.html[from..]);
        out
    }
}
