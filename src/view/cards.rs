//! Cards of entries, made once for all the lists that show them.
//!
//! A practice stands in the lists of all its facet values, so a card is rendered once with a mark
//! in place of the way to the site's root, and each page puts its own way there.

use std::sync::OnceLock;

use serde::Serialize;
use tera::Context;

use super::View;
use super::entry::FactCells;
use super::shapes::Card;
use crate::formats::navigator::Fingerprints;
use crate::portal::{Kind, Portal};

/// Stands for the way to the root: a private character, which no text of an author holds.
const ROOT: char = '\u{e000}';
/// Its first byte in UTF-8.
const ROOT_BYTE: u8 = 0xee;
/// A level that no page has, so that it is known again in the HTML: text is escaped, so «<h9» can
/// only be the heading of the card.
const ANY_LEVEL: u8 = 9;

/// The cards made so far, by the place of the entry.
#[derive(Debug, Default)]
pub struct Cards {
    /// Fingerprints of the navigator's data, which hold the same cards.
    pub data: Fingerprints,
    /// Facts of practices as the comparison shows them.
    pub facts: FactCells,
    made: Vec<[OnceLock<Option<Made>>; 2]>,
}

/// The HTML of a card with open spots, in their order.
#[derive(Debug)]
struct Made {
    html: Box<str>,
    spots: Box<[(usize, Spot)]>,
}

/// What a page puts into a card.
#[derive(Clone, Copy, Debug)]
enum Spot {
    Root,
    Level,
}

/// Where cards stand: the level of their headings, and whether the list mixes kinds.
#[derive(Clone, Copy, Debug)]
pub struct CardStyle {
    /// 2 or 3.
    pub level: u8,
    /// The kind of each entry is named.
    pub mixed: bool,
}

/// A card as templates read it: its HTML, or its values when the theme cannot render it alone.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum ShownCard {
    /// Ready HTML.
    Html(String),
    /// Values.
    Values(Box<Card>),
}

impl Cards {
    /// No cards yet.
    pub fn new(portal: &Portal) -> Self {
        Self {
            data: Fingerprints::new(portal.visible(Kind::Practice).count()),
            facts: FactCells::default(),
            made: portal.entries.iter().map(|_| Default::default()).collect(),
        }
    }
}

#[derive(Serialize)]
struct Root {
    root: char,
}

impl View<'_> {
    /// Cards for a page whose way to the root is given.
    pub fn cards<'a>(
        &self,
        entries: impl IntoIterator<Item = &'a usize>,
        style: CardStyle,
        root: &str,
    ) -> Vec<ShownCard> {
        entries
            .into_iter()
            .map(|at| self.shown_card(*at, style, root))
            .collect()
    }

    fn shown_card(&self, at: usize, style: CardStyle, root: &str) -> ShownCard {
        let values =
            || ShownCard::Values(Box::new(self.card(&self.portal.entries[at], style.mixed)));
        let Some(slots) = self.cards.made.get(at) else {
            return values();
        };
        let slot = &slots[usize::from(style.mixed)];
        match slot.get_or_init(|| self.card_html(at, style.mixed)) {
            Some(made) => ShownCard::Html(made.fill(style.level, root)),
            None => values(),
        }
    }

    /// The HTML of one card; nothing when the template fails, so that the page itself says why.
    fn card_html(&self, at: usize, mixed: bool) -> Option<Made> {
        let mut context = Context::new();
        context.insert("item", &self.card(&self.portal.entries[at], mixed));
        context.insert("level", &ANY_LEVEL);
        context.insert("page", &Root { root: ROOT });
        let html = self.theme.tera.render("parts/card.html", &context).ok()?;
        Some(Made::new(html.trim()))
    }
}

impl Made {
    /// Takes the marks out and remembers where they stood.
    fn new(marked: &str) -> Self {
        let mut html = String::with_capacity(marked.len());
        let mut spots = Vec::new();
        let mut copied = 0;
        for (at, byte) in marked.bytes().enumerate() {
            let (spot, length) = match byte {
                ROOT_BYTE if marked[at..].starts_with(ROOT) => (Spot::Root, ROOT.len_utf8()),
                b'9' if marked[..at].ends_with("<h") || marked[..at].ends_with("</h") => {
                    (Spot::Level, 1)
                }
                _ => continue,
            };
            html.push_str(&marked[copied..at]);
            spots.push((html.len(), spot));
            copied = at + length;
        }
        html.push_str(&marked[copied..]);
        Self {
            html: html.into(),
            spots: spots.into(),
        }
    }

    /// The card on a page with this way to the root.
    fn fill(&self, level: u8, root: &str) -> String {
        let mut out = String::with_capacity(self.html.len() + self.spots.len() * root.len().max(1));
        let mut from = 0;
        for (at, spot) in &self.spots {
            out.push_str(&self.html[from..*at]);
            from = *at;
            match spot {
                Spot::Root => out.push_str(root),
                Spot::Level => out.push(char::from(b'0' + level)),
            }
        }
        out.push_str(&self.html[from..]);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Made, ROOT};

    #[test]
    fn a_card_takes_the_way_and_level_of_its_page() {
        let html = format!("<h9><a href=\"{ROOT}a/\">A 9</a></h9>");
        assert_eq!(
            Made::new(&html).fill(2, "../"),
            "<h2><a href=\"../a/\">A 9</a></h2>"
        );
    }
}
