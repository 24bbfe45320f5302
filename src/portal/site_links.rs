//! What site.yaml leads to: the pages of its menu and the links of its home page.

use super::follow::{Destination, Nowhere};
use super::{Kind, Portal};
use crate::parse::markdown;

impl Portal {
    /// What a page of the menu leads to.
    pub fn site_page(&self, written: &str) -> Result<Destination, Nowhere> {
        let id = written.trim_matches('/').trim_end_matches(".md");
        if let Some(entry) = self.entry(Kind::Page, id) {
            return Ok(if entry.visible {
                Destination::Address(entry.address.clone(), None)
            } else {
                Destination::Hidden
            });
        }
        if self.is_unreadable(Kind::Page, id.strip_prefix("pages/").unwrap_or(id)) {
            return Err(Nowhere::Unreadable);
        }
        self.site_link(written)
    }

    /// What a link of site.yaml leads to: an address, a reference, or another site.
    pub fn site_link(&self, written: &str) -> Result<Destination, Nowhere> {
        if written.starts_with('/') || markdown::scheme(written).is_some() {
            return self.follow(written, "content/site.yaml");
        }
        let (path, anchor) = written
            .split_once('#')
            .map_or((written, ""), |(path, anchor)| (path, anchor));
        let address = format!("{}/", path.trim_end_matches('/'));
        if self.has_address(&address)
            || self.entry_at(&address).is_some()
            || self.is_unreadable_address(&address)
        {
            let anchor = if anchor.is_empty() {
                String::new()
            } else {
                format!("#{anchor}")
            };
            return self.follow(&format!("/{address}{anchor}"), "content/site.yaml");
        }
        self.follow_field(written, "content/site.yaml")
    }
}
