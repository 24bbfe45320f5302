//! `/data/KIND.json`.
use crate::portal::Kind;
use crate::view::View;
/// Entries of a kind.
pub fn entries(_view: View, _kind: Kind) -> String { String::new() }
