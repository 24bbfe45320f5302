//! Pages of plans: the plan, its annex for print, its execution in words.

use super::context::About;
use super::{Page, View};

/// To be written.
pub fn page(view: View, _at: usize, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}

/// To be written.
pub fn print(view: View, _at: usize, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}

/// To be written.
pub fn report(view: View, _at: usize, path: &str) -> Page {
    Page::new("accessibility.html", &view.head(path, About { title: path.to_owned(), ..About::default() }))
}
