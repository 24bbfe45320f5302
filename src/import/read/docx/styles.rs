//! Styles of paragraphs: which are headings, and which bring a list number with them.

use std::collections::BTreeMap;

use super::super::Refusal;
use super::super::ledger::named;
use super::super::xml::{Space, Tag, Xml};

/// How far styles are followed; they may be based on each other in a ring.
const STEPS: usize = 20;

/// Where a paragraph stands in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InList {
    /// The list; `0` is none at all.
    pub list: Option<String>,
    /// Its level, from 0.
    pub level: Option<usize>,
}

impl InList {
    /// Reads `w:numPr`, just opened.
    pub fn read(xml: &mut Xml<'_>) -> Result<Self, Refusal> {
        let mut place = Self::default();
        xml.children(|xml, tag| {
            match tag.key() {
                (Space::Word, "numId") => place.list = named(tag.attribute("val")),
                (Space::Word, "ilvl") => place.level = tag.number("val"),
                _ => {}
            }
            xml.skip()
        })?;
        Ok(place)
    }
}

/// What a style says.
#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    name: String,
    outline: Option<usize>,
    in_list: Option<InList>,
}

/// The styles of paragraphs of one file.
#[derive(Debug, Default)]
pub struct Styles {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    plain: Option<String>,
}

impl Styles {
    /// Reads `word/styles.xml`.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        Xml::new(text).elements(|xml, tag| {
            if tag.key() != (Space::Word, "style")
                || tag.attribute("type").as_deref() != Some("paragraph")
            {
                return Ok(());
            }
            let Some(id) = named(tag.attribute("styleId")) else {
                return xml.skip();
            };
            if matches!(
                tag.attribute("default").as_deref(),
                Some("1" | "true" | "on")
            ) {
                styles.plain = Some(id.clone());
            }
            let mut style = Style::default();
            xml.children(|xml, tag| style.property(xml, tag))?;
            styles.styles.insert(id, style);
            Ok(())
        })?;
        Ok(styles)
    }

    /// A style and those that it is based on, the nearest first.
    fn chain(&self, id: Option<&str>) -> impl Iterator<Item = (&str, &Style)> {
        let first = id.or(self.plain.as_deref());
        let first = first.and_then(|id| self.styles.get_key_value(id));
        std::iter::successors(first, |(_, style)| {
            self.styles.get_key_value(style.based_on.as_deref()?)
        })
        .take(STEPS)
        .map(|(id, style)| (id.as_str(), style))
    }

    /// Whether paragraphs of this style are headings.
    pub fn is_heading(&self, id: Option<&str>) -> bool {
        self.chain(id).any(|(_, style)| {
            let name = style.name.to_lowercase();
            style.outline.is_some_and(|level| level < 9)
                || name == "title"
                || name.starts_with("heading ")
                || name.starts_with("заголовок ")
        })
    }

    /// The list that a style brings, and the style that names it.
    pub fn in_list(&self, id: Option<&str>) -> Option<(&str, &InList)> {
        self.chain(id)
            .find_map(|(id, style)| Some((id, style.in_list.as_ref()?)))
    }
}

impl Style {
    fn property(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<(), Refusal> {
        match tag.key() {
            (Space::Word, "basedOn") => self.based_on = named(tag.attribute("val")),
            (Space::Word, "name") => self.name = named(tag.attribute("val")).unwrap_or_default(),
            (Space::Word, "pPr") => {
                return xml.children(|xml, tag| match tag.key() {
                    (Space::Word, "outlineLvl") => {
                        self.outline = tag.number("val");
                        xml.skip()
                    }
                    (Space::Word, "numPr") => {
                        self.in_list = Some(InList::read(xml)?);
                        Ok(())
                    }
                    _ => xml.skip(),
                });
            }
            _ => {}
        }
        xml.skip()
    }
}
