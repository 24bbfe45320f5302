//! Cards of entries, made once for all the lists that show them.
//!
//! A practice stands in the lists of all its facet values, so a card is rendered once with a mark
//! in place of the way to the site's root, and each page puts its own way there.

use std::sync::OnceLock;

use serde::Serialize;
use tera::Context;

use super::View;
use super::shapes::Card;
use crate::portal::Portal;

/// Stands for the way to the root; no text of an author holds these private characters.
const ROOT: &str = "\u{e000}\u{e001}";

/// The cards made so far, by the place of the entry.
#[derive(Debug, Default)]
pub struct Cards {
    made: Vec<[OnceLock<Option<Box<str>>>; 4]>,
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
            made: portal.entries.iter().map(|_| Default::default()).collect(),
        }
    }
}

#[derive(Serialize)]
struct Root {
    root: &'static str,
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
        let slot = &slots[usize::from(style.level == 2) * 2 + usize::from(style.mixed)];
        match slot.get_or_init(|| self.card_html(at, style)) {
            Some(html) => ShownCard::Html(html.replace(ROOT, root)),
            None => values(),
        }
    }

    /// The HTML of one card; nothing when the template fails, so that the page itself says why.
    fn card_html(&self, at: usize, style: CardStyle) -> Option<Box<str>> {
        let mut context = Context::new();
        context.insert("item", &self.card(&self.portal.entries[at], style.mixed));
        context.insert("level", &style.level);
        context.insert("page", &Root { root: ROOT });
        self.theme
            .tera
            .render("parts/card.html", &context)
            .ok()
            .map(|html| html.trim().into())
    }
}
