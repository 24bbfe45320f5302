//! The navigator without a script: facets as links with counts, values as lists, the matrix.

use super::context::About;
use super::{Page, View};

/// To be written.
pub fn page(view: View, _number: usize, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}

/// To be written.
pub fn value(view: View, _facet: &str, _value: &str, _number: usize, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}

/// To be written.
pub fn matrix(view: View, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}
