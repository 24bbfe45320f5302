//! Which files a burst of changes on the disk touched.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What changed since the last load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// Perhaps everything.
    Everything,
    /// These files, and folders that hold them.
    Files(BTreeSet<PathBuf>),
}

impl Default for Changes {
    fn default() -> Self {
        Self::Files(BTreeSet::new())
    }
}

impl Changes {
    /// Only these files.
    pub(super) fn of(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        Self::Files(paths.into_iter().collect())
    }

    /// Whether this file, or a folder above it, is among them.
    pub fn touch(&self, path: &Path) -> bool {
        match self {
            Self::Everything => true,
            Self::Files(files) => path.ancestors().any(|above| files.contains(above)),
        }
    }

    /// Both.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Files(mut files), Self::Files(others)) => {
                files.extend(others);
                Self::Files(files)
            }
            _ => Self::Everything,
        }
    }

    /// The files relative to the root, with `/`, and the few at most that are worth reading one by one.
    pub(super) fn few(&self, root: &Path) -> Option<Vec<(String, &Path)>> {
        let Self::Files(files) = self else {
            return None;
        };
        if files.len() > FEW {
            return None;
        }
        files
            .iter()
            .map(|path| {
                let inside = path.strip_prefix(root).ok()?;
                let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
                Some((parts?.join("/"), path.as_path()))
            })
            .collect()
    }
}

/// More files than these in one burst are a checkout, not a save.
const FEW: usize = 8;
