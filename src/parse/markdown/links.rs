//! Links and pictures of a body: which are kept, and the spots that a page fills in for them.

use std::fmt::Write as _;

use super::fragment::SpotKind;
use super::{LinkUse, Reader, SlipKind, escape, is_harmless, scheme};

impl Reader<'_, '_> {
    pub(super) fn open_link(&mut self, target: String, offset: usize) {
        let kept = match scheme(&target) {
            Some(scheme) if !is_harmless(&scheme) => {
                self.slip(offset, SlipKind::Scheme(scheme));
                false
            }
            _ => true,
        };
        if kept {
            self.fragment.links.push(LinkUse {
                target: target.clone(),
                offset,
                picture: false,
            });
            self.spot(SpotKind::LinkStart(target));
        }
        self.in_link += 1;
        self.kept_links.push(kept);
    }

    pub(super) fn close_link(&mut self) {
        self.in_link = self.in_link.saturating_sub(1);
        if self.kept_links.pop() == Some(true) {
            self.spot(SpotKind::LinkEnd);
        }
    }

    pub(super) fn place_picture(&mut self, target: &str, title: &str, alt: &str, offset: usize) {
        if alt.trim().is_empty() {
            self.slip(offset, SlipKind::NoAlternative);
        }
        match scheme(target) {
            scheme
                if target.starts_with("//")
                    || matches!(scheme.as_deref(), Some("http" | "https")) =>
            {
                self.slip(offset, SlipKind::ForeignPicture(target.to_owned()));
                let words = if alt.trim().is_empty() { target } else { alt };
                let text = escape(words).into_owned();
                self.spot(SpotKind::LinkStart(target.to_owned()));
                self.raw(text);
                self.spot(SpotKind::LinkEnd);
            }
            Some(scheme) => {
                self.slip(offset, SlipKind::Scheme(scheme));
                self.raw(escape(alt).into_owned());
            }
            None => {
                self.fragment.links.push(LinkUse {
                    target: target.to_owned(),
                    offset,
                    picture: true,
                });
                let mut rest = format!(" alt=\"{}\" loading=\"lazy\"", escape(alt));
                if !title.is_empty() {
                    let _ = write!(rest, " title=\"{}\"", escape(title));
                }
                self.spot(SpotKind::Picture {
                    target: target.to_owned(),
                    rest,
                });
            }
        }
    }
}
