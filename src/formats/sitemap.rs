//! `/sitemap.xml` and `/robots.txt`.
use crate::view::View;
/// The sitemap.
pub fn sitemap(_view: View) -> String { String::new() }
/// The robots file.
pub fn robots(_view: View) -> String { String::new() }
