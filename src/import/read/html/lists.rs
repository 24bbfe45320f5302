//! Numbers and bullets of lists, which HTML leaves to the browser.

use super::super::docx::numerals;
use super::super::markup::Tag;

/// Lists that are open, the outermost first.
#[derive(Default)]
pub(super) struct Lists {
    open: Vec<List>,
}

struct List {
    /// The way of writing; nothing for bullets.
    format: Option<&'static str>,
    next: usize,
    /// Bullets that the style takes away.
    is_bare: bool,
}

/// Lists in lists beyond this are a slip.
const DEPTH: usize = 64;

impl Lists {
    /// A list begins.
    pub fn begin(&mut self, tag: &Tag<'_>) {
        let kind = tag.attribute("type").unwrap_or_default();
        let format = match (tag.name.as_str(), kind.as_str()) {
            ("ul", _) => None,
            (_, "a") => Some("lowerLetter"),
            (_, "A") => Some("upperLetter"),
            (_, "i") => Some("lowerRoman"),
            (_, "I") => Some("upperRoman"),
            _ => Some("decimal"),
        };
        if self.open.len() < DEPTH {
            self.open.push(List {
                format,
                next: tag.number("start").unwrap_or(1),
                is_bare: tag.has_style("list-style-type:none") || tag.has_style("list-style:none"),
            });
        }
    }

    /// A list ends.
    pub fn end(&mut self) {
        self.open.pop();
    }

    /// What stands before the item that begins.
    pub fn item(&mut self, tag: &Tag<'_>) -> Option<String> {
        let Some(list) = self.open.last_mut() else {
            return Some("•".to_owned());
        };
        let number = tag.number("value").unwrap_or(list.next);
        list.next = number.saturating_add(1);
        if list.is_bare {
            return None;
        }
        Some(match list.format {
            Some(format) => format!("{}.", numerals::shown(number, format)),
            None => "•".to_owned(),
        })
    }
}

/// The bullets that Word writes in fonts of signs are letters of Latin there.
pub(super) fn sign(label: &str) -> String {
    match label {
        "·" | "§" | "Ø" | "o" | "ü" | "v" | "q" => "•".to_owned(),
        label => label.chars().map(numerals::bullet).collect(),
    }
}
