//! Pages that serve the others: glossary, calendar, search, accessibility, data, 404, redirects.

use super::context::About;
use super::{Page, View};

/// To be written.
pub fn glossary(view: View, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}

/// To be written.
pub fn calendar(view: View, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}

/// To be written.
pub fn search(view: View, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}

/// To be written.
pub fn accessibility(view: View, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}

/// To be written.
pub fn data(view: View, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}

/// To be written.
pub fn not_found(view: View, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}

/// To be written.
pub fn redirect(view: View, _at: usize, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}
