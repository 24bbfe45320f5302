//! `/data/practices.csv`.
use crate::view::View;
/// The practices.
pub fn practices(_view: View) -> String { String::new() }
