//! The home page.

use super::context::About;
use super::{Page, View};

/// To be written.
pub fn page(view: View, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}
