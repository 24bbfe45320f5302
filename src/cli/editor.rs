//! What an editor reads beside a portal: the schemas in `.metod/schema`, made anew when names change.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::formats::schema::editor::{FOLDER, files};
use crate::lang::{Language, message};
use crate::portal::{Content, Portal};
use crate::publication::Error;
use crate::write;

/// Where VS Code looks for the settings of a folder.
pub(super) const SETTINGS: &str = ".vscode/settings.json";

/// Keeps the schemas of a portal current while it is previewed, if its editor uses them.
pub struct Editor {
    root: PathBuf,
    language: Language,
    /// The fingerprint of the names that were written last.
    written: AtomicU64,
}

impl Editor {
    /// Nothing is written yet.
    pub fn new(root: &Path, language: Language) -> Self {
        Self {
            root: root.to_path_buf(),
            language,
            written: AtomicU64::new(0),
        }
    }

    /// Writes the schemas when the names in them changed. A disk that refuses is no reason to stop a
    /// preview: the editor then offers older names.
    pub fn follow(&self, portal: &Portal) {
        let names = fingerprint(portal);
        if self.written.swap(names, Ordering::Relaxed) != names && is_wanted(&self.root) {
            let _ = renew(&self.root, portal, self.language);
        }
    }
}

/// Whether the folder is there or the editor's settings name it: without either nobody reads it.
fn is_wanted(root: &Path) -> bool {
    root.join(FOLDER).is_dir() || names_schemas(root)
}

/// Whether the settings of the editor name the folder.
pub(super) fn names_schemas(root: &Path) -> bool {
    let settings = std::fs::read_to_string(root.join(SETTINGS));
    settings.is_ok_and(|settings| settings.contains(FOLDER))
}

/// Writes every schema that differs from its file.
pub fn renew(root: &Path, portal: &Portal, language: Language) -> Result<(), Error> {
    let folder = root.join(FOLDER);
    let failed = |error: std::io::Error| {
        let cause = write::cause(language, &error);
        let values = [("path", FOLDER.to_owned()), ("cause", cause)];
        Error(message(language, "write.no-write", &values))
    };
    std::fs::create_dir_all(&folder).map_err(failed)?;
    let inside = folder.canonicalize().map_err(failed)?;
    if !inside.starts_with(root.canonicalize().map_err(failed)?) {
        let values = [("path", FOLDER.to_owned())];
        return Err(Error(message(language, "init.outside", &values)));
    }
    for (path, text) in files(portal, language) {
        let path = root.join(path);
        if std::fs::read(&path).is_ok_and(|known| known == text.as_bytes()) {
            continue;
        }
        write::file(root, &path, text.as_bytes(), language)?;
    }
    Ok(())
}

/// A number that changes with every name that an editor offers.
fn fingerprint(portal: &Portal) -> u64 {
    let mut hasher = DefaultHasher::new();
    for entry in &portal.entries {
        (entry.kind, &entry.id, &*entry.common.title).hash(&mut hasher);
        entry
            .common
            .tags
            .iter()
            .for_each(|tag| tag.hash(&mut hasher));
        if let Content::Plan(plan) = &entry.content {
            let measures = plan.measures();
            measures.for_each(|(_, measure)| {
                (&*measure.number, &*measure.title).hash(&mut hasher);
            });
        }
    }
    for known in portal.organizations.iter() {
        (&known.id, &*known.parts.name).hash(&mut hasher);
    }
    for known in portal.territories.iter() {
        (&known.id, &*known.parts.label).hash(&mut hasher);
    }
    for facet in portal.facets() {
        (&*facet.id, &*facet.label).hash(&mut hasher);
        for (value, _) in facet.all_values() {
            (&*value.id, &*value.label).hash(&mut hasher);
        }
    }
    hasher.finish()
}
