//! The formats of cells of one `.xlsx`, by the number of their style.

use std::collections::BTreeMap;

use super::super::Refusal;
use super::super::ledger::named;
use super::super::xml::{Space, Xml};
use super::formats::Format;

/// Formats by the number of a style.
#[derive(Debug, Default)]
pub struct Styles {
    formats: Vec<Format>,
    /// The format of cells that name none.
    general: Format,
}

impl Styles {
    /// Reads `xl/styles.xml`.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let mut codes: BTreeMap<usize, Format> = BTreeMap::new();
        let mut formats = Vec::new();
        Xml::new(text).elements(|xml, tag| match tag.key() {
            (Space::Sheet, "numFmts") => xml.children(|xml, tag| {
                if let (Some(id), Some(code)) =
                    (tag.number("numFmtId"), named(tag.attribute("formatCode")))
                {
                    codes.insert(id, Format::new(&code));
                }
                xml.skip()
            }),
            (Space::Sheet, "cellXfs") => xml.children(|xml, tag| {
                let id = tag.number("numFmtId").unwrap_or(0);
                formats.push(
                    codes
                        .get(&id)
                        .cloned()
                        .unwrap_or_else(|| Format::built_in(id)),
                );
                xml.skip()
            }),
            _ => Ok(()),
        })?;
        Ok(Self {
            formats,
            general: Format::default(),
        })
    }

    /// The format of a style.
    pub fn format(&self, style: usize) -> &Format {
        self.formats.get(style).unwrap_or(&self.general)
    }
}
