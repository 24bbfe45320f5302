//! glossary.yaml: abbreviations and terms.

use crate::parse::fields::{Many, Text};
use crate::record;

record! {
    /// A term with its meaning.
    pub struct Term {
        term: Text, required = "The term as it stands in texts";
        full: Text = "What it is short for";
        definition: Text = "What it means";
        names: Many<Text> = "Other spellings";
    }
}

/// The file is a list of terms.
pub type Glossary = Many<Term>;
