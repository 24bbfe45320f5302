//! What a build must not touch, found before it touches anything.
#![allow(clippy::disallowed_methods)] // It looks at the output folder.

use std::collections::{BTreeSet, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::{
    LOCK, MANIFEST, PREFIX, TEMPORARY, failed, is_inside, manifest, parents, refusal, shown,
};
use crate::lang::{Language, message};
use crate::publication::Error;

/// What stands in an output folder.
#[derive(Default)]
pub struct Look {
    /// Files that earlier builds made.
    pub owned: BTreeSet<String>,
    /// Files at planned paths that no build made.
    pub foreign: BTreeSet<String>,
    /// Temporary files of a killed build.
    pub stale: Vec<PathBuf>,
}

/// Planned paths stay inside the folder, keep off the program's own names and leave room for each other.
pub fn planned_paths(planned: &BTreeSet<String>, language: Language) -> Result<(), Error> {
    let folders: HashSet<&str> = planned.iter().flat_map(|path| parents(path)).collect();
    for path in planned {
        if !is_inside(path) || path.starts_with(PREFIX) {
            return Err(refusal(language, "write.bad-path", Path::new(path)));
        }
        if folders.contains(path.as_str()) {
            return Err(refusal(language, "write.file-and-folder", Path::new(path)));
        }
    }
    Ok(())
}

/// The real place of the output folder, if a build may own it.
pub fn folder(root: &Path, out: &Path, language: Language) -> Result<PathBuf, Error> {
    // Without this a slash at the end would hide a symbolic link.
    let out: PathBuf = out.components().collect();
    match fs::symlink_metadata(&out) {
        Ok(metadata) if metadata.is_symlink() => {
            return Err(refusal(language, "write.out-is-link", &out));
        }
        Ok(metadata) if !metadata.is_dir() => {
            return Err(refusal(language, "write.out-is-file", &out));
        }
        Ok(_) => {}
        Err(error) if super::is_absent(&error) => {}
        Err(error) => return Err(failed(language, "write.no-folder", &out, &error)),
    }
    let out = real_path(&out).map_err(|error| failed(language, "write.no-folder", &out, &error))?;
    let root =
        real_path(root).map_err(|error| failed(language, "write.no-folder", root, &error))?;
    if out.parent().is_none() {
        return Err(refusal(language, "write.out-is-filesystem-root", &out));
    }
    if root == out {
        return Err(refusal(language, "write.out-is-root", &out));
    }
    if root.starts_with(&out) {
        return Err(refusal(language, "write.out-holds-root", &out));
    }
    for own in ["content", "themes"] {
        let own = root.join(own);
        for own in [own.canonicalize().ok(), Some(own)].into_iter().flatten() {
            if out.starts_with(&own) {
                return Err(refusal(language, "write.out-in-content", &out));
            }
            if own.starts_with(&out) {
                return Err(refusal(language, "write.out-holds-root", &out));
            }
        }
    }
    if let Some(home) = std::env::home_dir().and_then(|home| home.canonicalize().ok())
        && home.starts_with(&out)
    {
        return Err(refusal(language, "write.out-is-home", &out));
    }
    Ok(out)
}

/// The path without links, `.` and `..`; the part that does not exist yet is only tidied.
fn real_path(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut missing: Vec<&OsStr> = Vec::new();
    let mut existing = absolute.as_path();
    loop {
        match existing.canonicalize() {
            Ok(mut real) => {
                for name in missing.iter().rev() {
                    match Path::new(name).components().next() {
                        Some(Component::ParentDir) => drop(real.pop()),
                        _ => real.push(name),
                    }
                }
                return Ok(real);
            }
            Err(error) if super::is_absent(&error) => {
                let mut components = existing.components();
                let Some(last) = components.next_back() else {
                    return Err(error);
                };
                missing.push(last.as_os_str());
                existing = components.as_path();
            }
            Err(error) => return Err(error),
        }
    }
}

/// Looks through the folder once: whose is it, and does anything foreign stand in the way?
pub fn look(out: &Path, planned: &BTreeSet<String>, language: Language) -> Result<Look, Error> {
    let mut look = Look::default();
    if !out.exists() {
        return Ok(look);
    }
    let manifest = out.join(MANIFEST);
    let is_ours = match fs::read_to_string(&manifest) {
        Ok(text) => {
            let Some(owned) = manifest::of_text(&text) else {
                return Err(refusal(language, "write.bad-manifest", &manifest));
            };
            look.owned = owned;
            true
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(refusal(language, "write.bad-manifest", &manifest));
        }
        Err(error) => return Err(failed(language, "write.no-read", &manifest, &error)),
    };
    let folders: HashSet<&str> = planned
        .iter()
        .chain(&look.owned)
        .flat_map(|path| parents(path))
        .collect();
    let beneath_planned_file = |path: &str| parents(path).any(|folder| planned.contains(folder));
    let mut stale = Vec::new();
    let mut foreign = BTreeSet::new();
    let mut walk = walkdir::WalkDir::new(out)
        .min_depth(1)
        .follow_links(false)
        .into_iter();
    while let Some(entry) = walk.next() {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(out).to_path_buf();
            failed(language, "write.no-read", &path, &error.into())
        })?;
        let name = entry.file_name().to_string_lossy();
        if entry.file_type().is_file() && name.starts_with(TEMPORARY) {
            stale.push(entry.into_path());
            continue;
        }
        if entry.depth() == 1 && (name == LOCK || name == MANIFEST) {
            continue;
        }
        if !is_ours {
            let values = [("path", shown(out)), ("file", shown(entry.path()))];
            return Err(Error(message(language, "write.not-ours", &values)));
        }
        let Some(path) = relative(out, entry.path()) else {
            continue;
        };
        let stands_in_the_way = if entry.file_type().is_dir() {
            // A folder of nobody's need not be searched.
            if !folders.contains(path.as_str()) && !planned.contains(&path) {
                walk.skip_current_dir();
            }
            // At a file's place only a folder that holds nothing but own files can make room.
            planned.contains(&path) && !has_files_beneath(&look.owned, &path)
        } else if entry.file_type().is_symlink() {
            if folders.contains(path.as_str()) {
                return Err(refusal(language, "write.link-inside", entry.path()));
            }
            planned.contains(&path) || beneath_planned_file(&path)
        } else {
            !look.owned.contains(&path)
                && (has_files_beneath(planned, &path) || beneath_planned_file(&path))
        };
        if stands_in_the_way {
            return Err(refusal(language, "write.foreign-file", entry.path()));
        }
        if entry.file_type().is_file() && planned.contains(&path) && !look.owned.contains(&path) {
            foreign.insert(path);
        }
    }
    look.stale = stale;
    look.foreign = foreign;
    Ok(look)
}

/// Whether one of these files needs a folder at `path`.
fn has_files_beneath(files: &BTreeSet<String>, path: &str) -> bool {
    let beneath = format!("{path}/");
    files
        .range(beneath.clone()..)
        .next()
        .is_some_and(|file| file.starts_with(&beneath))
}

fn relative(out: &Path, path: &Path) -> Option<String> {
    let names: Option<Vec<&str>> = path
        .strip_prefix(out)
        .ok()?
        .iter()
        .map(OsStr::to_str)
        .collect();
    names.map(|names| names.join("/"))
}
