//! `/feed.xml`.
use crate::view::View;
/// The feed.
pub fn feed(_view: View) -> String { String::new() }
