//! `/navigator/selection/` and `/navigator/compare/`: pages that the script fills with what a visitor
//! chose. Without it they say what they are for and where the same is found on paper.

use serde::Serialize;

use crate::percent;
use crate::portal::Kind;
use crate::view::context::{About, some};
use crate::view::shapes::Link;
use crate::view::{Page, View};

#[derive(Serialize)]
struct Choice {
    /// `selection` or `compare`: of the page and of its words.
    name: &'static str,
    lead: String,
    texts: Vec<String>,
    links: Vec<Link>,
}

/// «Моя подборка».
pub fn selection(view: View, path: &str) -> Page {
    page(view, path, "selection")
}

/// Practices side by side.
pub fn compare(view: View, path: &str) -> Page {
    page(view, path, "compare")
}

fn page(view: View, path: &str, name: &'static str) -> Page {
    let word = |key: &str| view.word(&format!("pages.{name}.{key}"));
    let choice = Choice {
        name,
        lead: word("summary"),
        texts: vec![word("without_script"), view.word("navigator.how_to_choose")],
        links: vec![
            view.page_link(view.word("navigator.back"), "navigator/"),
            view.page_link(view.word("navigator.print"), "practices/print/"),
        ],
    };
    let about = About {
        title: word("title"),
        description: some(&choice.lead),
        trail: view.trail_of(Kind::Practice),
        kind: Some(Kind::Practice),
        // What it shows is in the address and on the visitor's own device.
        noindex: true,
        ..About::default()
    };
    Page::new("navigator-choice.html", &view.head(path, about)).with("choice", &choice)
}

impl View<'_> {
    /// The comparison of these practices.
    pub fn compare_path(&self, ids: &[&str]) -> String {
        let ids: Vec<String> = ids.iter().map(|id| query_value(id)).collect();
        format!("{}?ids={}", self.path("navigator/compare/"), ids.join(","))
    }

    /// The navigator with one value chosen.
    pub fn refined_path(&self, facet: &str, value: &str) -> String {
        let (facet, value) = (query_value(facet), query_value(value));
        format!("{}?{facet}={value}", self.path("navigator/"))
    }
}

/// A text in the query of an address: everything but plain letters, digits and `-._~` escaped.
fn query_value(text: &str) -> String {
    percent::encode(text, percent::is_unreserved)
}

#[cfg(test)]
mod tests {
    use super::query_value;

    #[test]
    fn ids_in_a_query_are_escaped() {
        for (id, written) in [
            ("chitaem-vmeste.2", "chitaem-vmeste.2"),
            ("а&б=1,2#+", "%D0%B0%26%D0%B1%3D1%2C2%23%2B"),
        ] {
            assert_eq!(query_value(id), written);
        }
    }
}
