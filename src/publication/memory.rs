//! What one load of a portal leaves for the next, so that only files that changed are read and parsed.
//!
//! Nothing is kept beside the present documents: a portal shares them, and those of files that changed or went
//! are dropped with the load that sees it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::SystemTime;

use super::ground::Ground;
use crate::diagnostics::Diagnostic;
use crate::discover::{Role, SourceFile, Stamp};
use crate::parse::Document;

/// The documents of the last load.
#[derive(Default)]
pub struct Memory {
    ground: Option<Arc<Ground>>,
    entries: HashMap<String, Kept>,
}

impl Memory {
    pub(super) fn ground(&self) -> Option<Arc<Ground>> {
        self.ground.clone()
    }

    /// An entry of the last load, if entries are still read the same way on this ground.
    pub(super) fn entry(&self, file: &SourceFile, ground: &Ground) -> Option<&Kept> {
        let last = self.ground.as_ref()?;
        let kept = self.entries.get(&file.relative)?;
        // A file gets another role when its folder becomes an entry's own.
        (last.style == ground.style && kept.role == file.role).then_some(kept)
    }

    pub(super) fn keep(&mut self, ground: Arc<Ground>, entries: HashMap<String, Kept>) {
        *self = Self {
            ground: Some(ground),
            entries,
        };
    }
}

/// A file of an entry as it was read.
#[derive(Clone)]
pub(super) struct Kept {
    role: Role,
    /// Nothing where a file may change without another stamp.
    stamp: Option<Stamp>,
    /// The fingerprint of its bytes.
    pub bytes: Option<blake3::Hash>,
    /// What it says; nothing when it could not be read.
    pub document: Option<Arc<Document>>,
    /// What is wrong in it alone.
    pub found: Vec<Diagnostic>,
}

impl Kept {
    /// A file that is read at this moment, before it is understood.
    pub fn of(file: &SourceFile, moment: SystemTime) -> Self {
        Self {
            role: file.role.clone(),
            stamp: file.stamp.filter(|stamp| stamp.is_older_than(moment)),
            bytes: None,
            document: None,
            found: Vec::new(),
        }
    }

    /// Whether the disk says that the file did not change.
    pub fn is_still(&self, file: &SourceFile) -> bool {
        self.stamp.is_some() && self.stamp == file.stamp
    }

    /// Takes over what the same bytes said before.
    pub fn take(&mut self, same: &Kept) {
        self.document.clone_from(&same.document);
        self.found.clone_from(&same.found);
    }
}
