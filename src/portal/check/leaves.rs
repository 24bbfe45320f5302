//! The walk over one file: every value that can lead elsewhere is a leaf, and each type of leaf has its
//! rules in a file of its own; a required field that is not there is a leaf too.

use std::collections::HashMap;

use crate::diagnostics::{Diagnostic, Place};
use crate::parse::Source;
use crate::parse::record::{Leaf, Value, Walk};
use crate::parse::tree::Step;
use crate::portal::follow::Destination;
use crate::portal::{Entry, Portal, mistakes};

/// A walk over one file: where its leaves are and what they belong to.
pub struct Leaves<'p, 'f> {
    pub(super) portal: &'p Portal,
    pub(super) source: &'p Source,
    pub(super) entry: Option<&'p Entry>,
    /// Files without an address of their own, which are copied beside the page, by their names.
    pub(super) beside: HashMap<String, String>,
    pub(super) found: &'f mut Vec<Diagnostic>,
}

impl<'p, 'f> Leaves<'p, 'f> {
    /// The walk over a file, which is an entry's or one of those that are none.
    pub fn new(
        portal: &'p Portal,
        source: &'p Source,
        entry: Option<&'p Entry>,
        found: &'f mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            portal,
            source,
            entry,
            beside: HashMap::new(),
            found,
        }
    }
}

impl Leaves<'_, '_> {
    /// Checks what stands at this path.
    pub fn check(&mut self, path: &[Step], leaf: Leaf) {
        match leaf {
            Leaf::Missing(field) => self.missing(path, field),
            Leaf::Reference(target, written) => self.reference(path, target, written),
            Leaf::File(written) => match self.portal.find_file(written, &self.source.file) {
                Ok(inside) => self.place_beside(inside, || self.source.value_place(path)),
                Err(nowhere) => self.nowhere(self.source.value_place(path), written, nowhere),
            },
            Leaf::Link(written) => match self.portal.follow_field(written, &self.source.file) {
                Ok(Destination::Hidden) => self.found.push(mistakes::hidden_reference(
                    self.source.value_place(path),
                    written,
                )),
                Ok(Destination::File(inside)) => {
                    self.place_beside(inside, || self.source.value_place(path))
                }
                Ok(_) => {}
                Err(nowhere) => self.nowhere(self.source.value_place(path), written, nowhere),
            },
            Leaf::Markdown(text) => self.markdown(path, text),
            Leaf::Facet(facet, value) => self.facet(path, facet, value),
        }
    }

    /// A required field that is not there.
    fn missing(&mut self, path: &[Step], field: &'static str) {
        let mut places = field
            .split('|')
            .map(|field| self.source.missing_place(path, field));
        // Of several names one is enough; what the author wrote wrongly is named already.
        if let Some(Some(place)) = places.next()
            && places.all(|place| place.is_some())
        {
            if let Some(nothing) = self.written_as_nothing(path, field, &place) {
                self.found.push(nothing);
                return;
            }
            self.found.push(mistakes::missing_field(place, field));
        }
    }
}

impl Leaves<'_, '_> {
    /// The word `null` or a comment where the value of a required field belongs. Its place is that of a
    /// field that is not there: to YAML, nothing is.
    fn written_as_nothing(
        &self,
        path: &[Step],
        field: &'static str,
        place: &Place,
    ) -> Option<Diagnostic> {
        let mut path = path.to_vec();
        path.push(Step::Key(field));
        let key = self.source.key_place(&path);
        let line = self.source.text.lines().nth(key.line.checked_sub(1)?)?;
        let from = line.char_indices().nth(key.column.checked_sub(1)?)?.0;
        let after = line[from..].strip_prefix(field)?.trim_start();
        let value = after.strip_prefix(':')?.trim();
        let word = value.split([' ', ',', '}']).next().unwrap_or_default();
        let place = place.clone();
        match word {
            "null" | "Null" | "NULL" => Some(mistakes::value_is_null(place, field)),
            _ if word.starts_with('#') => Some(mistakes::value_is_comment(place, field, value)),
            _ => None,
        }
    }
}

/// Checks every leaf of a file that is no entry.
pub fn walk<'p, T: Value>(
    portal: &'p Portal,
    source: &'p Source,
    value: &'p T,
    found: &mut Vec<Diagnostic>,
) {
    let mut leaves = Leaves::new(portal, source, None, found);
    let mut check = |path: &[Step<'p>], leaf: Leaf<'p>| leaves.check(path, leaf);
    value.walk(&mut Walk {
        path: Vec::new(),
        found: &mut check,
    });
}
