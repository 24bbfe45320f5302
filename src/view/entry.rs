//! Pages of entries of every kind but plans.

use super::context::About;
use super::{Page, View};

/// To be written.
pub fn page(view: View, _at: usize, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}

/// To be written.
pub fn book(view: View, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}
