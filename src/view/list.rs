//! Lists: kinds, sections of the menu, tags.

use super::context::About;
use super::{Page, View};

/// To be written.
pub fn kind(view: View, _kind: crate::portal::Kind, _number: usize, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}

/// To be written.
pub fn section(view: View, _at: usize, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}

/// To be written.
pub fn tags(view: View, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}

/// To be written.
pub fn tag(view: View, _slug: &str, _number: usize, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}
