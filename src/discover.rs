//! The folder `content/` to a list of files: what each is by its name, never by its content.

#![allow(clippy::disallowed_methods)] // This stage is one of the few that may touch the disk.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::lang;
use walkdir::WalkDir;

use crate::portal::{KINDS, Kind};
use crate::publication::Error;

/// A file under `content/`.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it is on this machine.
    pub path: PathBuf,
    /// Its path relative to the root, with `/`: `content/plans/x.yaml`.
    pub relative: String,
    /// What its name says it is.
    pub role: Role,
    /// Its size in bytes.
    pub size: u64,
    /// By what a later look tells whether it is still the same.
    pub stamp: Option<Stamp>,
}

/// What the disk says of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    size: u64,
    modified: SystemTime,
    /// Number and last change of the file itself, which nobody can set; zero where the system has none.
    itself: [i64; 3],
}

impl Stamp {
    /// The stamp of a file, where the system keeps times.
    pub fn of(metadata: &Metadata) -> Option<Self> {
        Some(Self {
            size: metadata.len(),
            modified: metadata.modified().ok()?,
            itself: itself(metadata),
        })
    }

    /// Whether the file was written so long before it was read that a later writing has another time.
    pub fn is_older_than(&self, read: SystemTime) -> bool {
        let age = read.duration_since(self.modified);
        age.is_ok_and(|age| age > COARSEST_TIME)
    }
}

/// Disks for cameras and sticks count time in steps of two seconds.
const COARSEST_TIME: Duration = Duration::from_secs(3);

#[cfg(unix)]
fn itself(metadata: &Metadata) -> [i64; 3] {
    use std::os::unix::fs::MetadataExt;
    let number = i64::from_ne_bytes(metadata.ino().to_ne_bytes());
    [number, metadata.ctime(), metadata.ctime_nsec()]
}

#[cfg(not(unix))]
fn itself(_: &Metadata) -> [i64; 3] {
    [0; 3]
}

/// What a file is by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// `site.yaml`.
    Site,
    /// `navigator.yaml`.
    Navigator,
    /// `organizations.yaml`.
    Organizations,
    /// `glossary.yaml`.
    Glossary,
    /// An entry. In the folder form the folder is its own.
    Entry {
        /// Its kind.
        kind: Kind,
        /// Its id: the last part of the path, for pages the path.
        id: String,
        /// `KIND/ID/`, with the sub-folders between, when the folder is the entry's own.
        folder: Option<String>,
    },
    /// `content/files/X`, copied to `/files/X`.
    File,
    /// `content/root/X`, copied to `/X`.
    RootFile,
    /// Any other file in a kind's folder: an attachment, or a file that an entry may name.
    Beside,
    /// A text file that no rule of the contract takes.
    Unknown,
    /// A symbolic link to nothing, or to itself: there is nothing to read or copy.
    Dangling,
}

/// A file before its role is known: where it is, its path in `content/`, what the disk says of it.
type Found = (PathBuf, String, Option<Metadata>);

/// The moment, to compare with stamps of files.
pub fn now() -> SystemTime {
    SystemTime::now()
}

/// Lists the files of a portal in the order of their names.
pub fn files(root: &Path) -> Result<Vec<SourceFile>, Error> {
    let content = root.join("content");
    let boundary = root
        .canonicalize()
        .map_err(|error| unreadable(root, &error))?;
    let mut found: Vec<Found> = Vec::new();
    let mut dangling: Vec<String> = Vec::new();
    let top = content.clone();
    let walk = WalkDir::new(&content)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(move |entry| {
            let name = entry.file_name().to_string_lossy();
            let ignored = entry.depth() > 0 && is_left_out(&top, entry.path(), &name);
            // A link out of the root could publish what its owner never meant to.
            let outside = entry.path_is_symlink()
                && !entry
                    .path()
                    .canonicalize()
                    .is_ok_and(|target| target.starts_with(&boundary));
            !ignored && !outside
        });
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if error.loop_ancestor().is_some() => continue,
            Err(error) => {
                let at = error.path().unwrap_or(&content);
                // An editor's lock, or a link whose target went away: no reason to stop.
                if at.is_symlink() {
                    let name = at.file_name().unwrap_or_default().to_string_lossy();
                    if !is_left_out(&content, at, &name) {
                        dangling.extend(inside_of(&content, at));
                    }
                    continue;
                }
                return Err(Error(format!("{}: {error}", at.display())));
            }
        };
        if entry.file_type().is_file()
            && let Some(inside) = inside_of(&content, entry.path())
        {
            found.push((entry.path().to_owned(), inside, entry.metadata().ok()));
        }
    }
    let own_folders = own_folders(&found);
    let files = found.into_iter().map(|(path, inside, metadata)| {
        let role = role(&inside, &own_folders);
        SourceFile {
            path,
            relative: format!("content/{inside}"),
            role,
            size: metadata.as_ref().map_or(0, Metadata::len),
            stamp: metadata.as_ref().and_then(Stamp::of),
        }
    });
    let links = dangling.into_iter().map(|inside| SourceFile {
        path: content.join(&inside),
        relative: format!("content/{inside}"),
        role: Role::Dangling,
        size: 0,
        stamp: None,
    });
    Ok(files.chain(links).collect())
}

/// A path relative to `content/`, with `/`.
fn inside_of(content: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(content).ok()?;
    let parts: Vec<String> = inside
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    Some(parts.join("/"))
}

/// Dot files and traces of programs; dot files are the point of `root/`: `.htaccess`, `.well-known/`.
fn is_left_out(content: &Path, path: &Path, name: &str) -> bool {
    let in_root = path
        .strip_prefix(content)
        .is_ok_and(|inside| inside.starts_with("root"));
    is_ignored(name) && !(in_root && name.starts_with('.') && !is_trace(name))
}

/// Whether the site has a theme of this name.
pub fn has_theme(root: &Path, name: &str) -> bool {
    let is_name = !name.contains(['/', '\\']) && !name.starts_with('.');
    is_name && root.join("themes").join(name).is_dir()
}

/// The bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error(format!("{}: {error}", path.display()))
}

fn is_ignored(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with('~')
        || name.ends_with('~')
        || name == "Thumbs.db"
        || name == "desktop.ini"
}

/// Dot files that editors, systems and version control leave behind, in any folder.
fn is_trace(name: &str) -> bool {
    matches!(
        name,
        ".DS_Store" | ".git" | ".gitignore" | ".gitkeep" | ".svn" | ".hg" | ".idea" | ".vscode"
    ) || name.starts_with("._")
        || name.starts_with(".#")
        || name.ends_with(".swp")
        || name.ends_with('~')
}

/// Folders that hold an `index` file of their kind: everything in them belongs to that entry.
fn own_folders(found: &[Found]) -> Vec<String> {
    let mut folders: Vec<String> = found
        .iter()
        .filter_map(|(_, inside, _)| {
            let (folder, name) = inside.rsplit_once('/')?;
            let row = KINDS
                .iter()
                .find(|row| inside.split('/').next() == Some(row.folder))?;
            let index = name.strip_suffix(row.extension) == Some("index.");
            (index && folder.contains('/')).then(|| format!("{folder}/"))
        })
        .collect();
    folders.sort();
    // An index inside another entry's folder is an attachment of that entry.
    let mut outer: Vec<String> = Vec::new();
    for folder in folders {
        if !outer
            .last()
            .is_some_and(|last| folder.starts_with(last.as_str()))
        {
            outer.push(folder);
        }
    }
    outer
}

fn role(inside: &str, own_folders: &[String]) -> Role {
    match inside {
        "site.yaml" => return Role::Site,
        "navigator.yaml" => return Role::Navigator,
        "organizations.yaml" => return Role::Organizations,
        "glossary.yaml" => return Role::Glossary,
        _ => {}
    }
    let Some((top, rest)) = inside.split_once('/') else {
        return Role::Unknown;
    };
    match top {
        "files" => return Role::File,
        "root" => return Role::RootFile,
        _ => {}
    }
    let Some(row) = KINDS.iter().find(|row| row.folder == top) else {
        return Role::Unknown;
    };
    let own = own_folders
        .iter()
        .find(|folder| inside.starts_with(folder.as_str()));
    let stem = rest
        .strip_suffix(row.extension)
        .and_then(|stem| stem.strip_suffix('.'));
    let id_of = |path: &str| -> String {
        let id = if row.kind == Kind::Page {
            path
        } else {
            path.rsplit('/').next().unwrap_or(path)
        };
        lang::composed(id).into_owned()
    };
    match (own, stem) {
        (Some(folder), _) => {
            let path = folder[top.len() + 1..].trim_end_matches('/');
            if inside == format!("{folder}index.{}", row.extension) {
                Role::Entry {
                    kind: row.kind,
                    id: id_of(path),
                    folder: Some(folder.clone()),
                }
            } else {
                Role::Beside
            }
        }
        (None, Some(stem)) if !stem.is_empty() => Role::Entry {
            kind: row.kind,
            id: id_of(stem),
            folder: None,
        },
        _ if is_text(rest) => Role::Unknown,
        _ => Role::Beside,
    }
}

/// Whether the extension is one that authors give to entries, in letters of any size.
fn is_text(name: &str) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default();
    ["md", "yaml", "yml", "markdown"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}
