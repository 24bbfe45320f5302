//! One file that a person asked for by name, whole or not at all.
#![allow(clippy::disallowed_methods)] // It writes the file.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{TEMPORARY, failed, refusal};
use crate::lang::Language;
use crate::publication::Error;

/// Writes a file under exactly this name, over an older one of that name: the person named it.
/// Sources of the portal are not overwritten; `content/files/` holds files of any sort.
pub fn file(root: &Path, path: &Path, bytes: &[u8], language: Language) -> Result<(), Error> {
    if is_source(root, path) {
        return Err(refusal(language, "write.file-in-content", path));
    }
    put(path, bytes).map_err(|error| failed(language, "write.no-write", path, &error))
}

/// Writes a source of the portal, `content/…`, over an older one: only an import does that.
/// A folder that leads out of the portal is refused.
pub fn source(root: &Path, path: &str, bytes: &[u8], language: Language) -> Result<(), Error> {
    let target = root.join(path);
    let failed = |error: io::Error| failed(language, "write.no-write", &target, &error);
    fs::create_dir_all(folder_of(&target)).map_err(failed)?;
    let folder = folder_of(&target).canonicalize().map_err(failed)?;
    let content = root.join("content").canonicalize().map_err(failed)?;
    let leads_out = fs::symlink_metadata(&target).is_ok_and(|known| known.is_symlink());
    if !folder.starts_with(&content) || leads_out {
        return Err(refusal(language, "write.source-outside", &target));
    }
    put(&target, bytes).map_err(failed)
}

fn is_source(root: &Path, path: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    let target = real(path).or_else(|| Some(real(folder_of(path))?.join(path.file_name()?)));
    match (target, real(&root.join("content"))) {
        (Some(target), Some(content)) => {
            target.starts_with(&content) && !target.starts_with(content.join("files"))
        }
        _ => false,
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link stays a link to the file that it names.
    let target: PathBuf = match fs::metadata(path) {
        Ok(known) if known.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        // A pipe or a device cannot be replaced, only written to.
        Ok(known) if !known.is_file() => {
            return File::options().write(true).open(path)?.write_all(bytes);
        }
        Ok(_) => path.canonicalize()?,
        Err(_) => path.to_path_buf(),
    };
    let temporary = folder_of(&target).join(format!("{TEMPORARY}{}", std::process::id()));
    let result = File::create(&temporary)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| super::rename(&temporary, &target));
    if result.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    result
}
