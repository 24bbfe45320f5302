//! Bodies become files of the output folder: whole or not at all, only what differs, only its own.
//!
//! The folder's manifest lists the files that this program made. Before the first file is written it
//! already names the old and the planned ones together, so a kill at any moment leaves no file that
//! a later build would not know as its own. Nothing here looks into a body or chooses an address.
#![allow(clippy::disallowed_methods)] // This stage is the one that touches the output folder.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use crate::lang::{Language, message};
use crate::publication::{Body, Error};

mod archive;
mod manifest;
mod refuse;
mod single;

pub use archive::{archive, refuse as refuse_archive};
pub use single::{file, source};

/// Everything that begins so belongs to the program and is no part of the portal.
const PREFIX: &str = ".metod";
const MANIFEST: &str = ".metod-manifest";
const LOCK: &str = ".metod-lock";
const TEMPORARY: &str = ".metod-tmp-";

/// An output folder that one build writes to.
pub struct Writer {
    out: PathBuf,
    language: Language,
    /// Files of this build, sorted.
    planned: BTreeSet<String>,
    /// Files that earlier builds made, as the manifest says.
    owned: BTreeSet<String>,
    /// Files that stand at planned paths and that no build made: each must be found equal before
    /// anything is written.
    foreign: Mutex<BTreeSet<String>>,
    /// Temporary files that a killed build left.
    stale: Vec<PathBuf>,
    /// Whether the manifest already names the old and the planned files.
    declared: AtomicBool,
    declaring: Mutex<()>,
    written: AtomicUsize,
    unchanged: AtomicUsize,
    /// Old files that made room for new ones; the others are removed at the end.
    made_room: AtomicUsize,
    temporary: AtomicUsize,
    /// Held until the writer is dropped, so that builds of one folder do not mix.
    _lock: Option<Lock>,
}

/// What a build did to its folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that are new or whose bytes changed.
    pub written: usize,
    /// Files that already had these bytes.
    pub unchanged: usize,
    /// Files of an earlier build that this one does not make.
    pub removed: usize,
}

impl Writer {
    /// Takes the folder `out` for a build of the portal in `root` that makes the files `paths`.
    ///
    /// Refuses, before anything is touched, a folder that this program may not own.
    pub fn open(
        root: &Path,
        out: &Path,
        paths: &[String],
        language: Language,
    ) -> Result<Writer, Error> {
        let planned: BTreeSet<String> = paths.iter().cloned().collect();
        refuse::planned_paths(&planned, language)?;
        let out = refuse::folder(root, out, language)?;
        // A folder that no build ever locked may be somebody's, and even the lock would be a trace in
        // it. The look that counts is the one under the lock.
        if fs::symlink_metadata(out.join(LOCK)).is_err() {
            refuse::look(&out, &planned, language)?;
        }
        fs::create_dir_all(&out)
            .map_err(|error| failed(language, "write.no-folder", &out, &error))?;
        let lock = lock(&out, language)?;
        let look = refuse::look(&out, &planned, language)?;
        Ok(Writer {
            out,
            language,
            planned,
            owned: look.owned,
            foreign: Mutex::new(look.foreign),
            stale: look.stale,
            declared: AtomicBool::new(false),
            declaring: Mutex::new(()),
            written: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
            made_room: AtomicUsize::new(0),
            temporary: AtomicUsize::new(0),
            _lock: lock,
        })
    }

    /// Files that stand at planned paths although no build made them. The caller passes the body of
    /// each to [`Writer::adopt`] before it puts anything.
    pub fn foreign(&self) -> Vec<String> {
        self.foreign
            .lock()
            .map(|foreign| foreign.iter().cloned().collect())
            .unwrap_or_default()
    }

    /// Takes over a foreign file that has the very bytes of `body`; refuses any other.
    pub fn adopt(&self, path: &str, body: &Body) -> Result<(), Error> {
        let target = self.target(path);
        let same = same(&target, body)
            .map_err(|error| failed(self.language, "write.no-read", &target, &error))?;
        if !same {
            return Err(refusal(self.language, "write.foreign-file", &target));
        }
        if let Ok(mut foreign) = self.foreign.lock() {
            foreign.remove(path);
        }
        Ok(())
    }

    /// Makes one file of the output hold `body`. May be called from many threads.
    pub fn put(&self, path: &str, body: &Body) -> Result<(), Error> {
        debug_assert!(
            self.planned.contains(path),
            "the file {path} was not planned"
        );
        let target = self.target(path);
        if self
            .foreign
            .lock()
            .is_ok_and(|foreign| foreign.contains(path))
        {
            self.adopt(path, body)?;
        }
        let same = same(&target, body)
            .map_err(|error| failed(self.language, "write.no-read", &target, &error))?;
        if same {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        }
        self.declare()?;
        self.replace(&target, path, body)
            .map_err(|error| failed(self.language, "write.no-write", &target, &error))?;
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Removes what an earlier build made and this one did not, and closes the list of own files.
    pub fn finish(self) -> Result<Summary, Error> {
        for temporary in &self.stale {
            remove_file(temporary)
                .map_err(|error| failed(self.language, "write.no-remove", temporary, &error))?;
        }
        let mut removed = self.made_room.load(Ordering::Relaxed);
        let mut emptied = BTreeSet::new();
        for path in self.owned.difference(&self.planned) {
            let file = self.target(path);
            // A folder or a link that took the file's place since is somebody else's.
            if fs::symlink_metadata(&file).is_ok_and(|metadata| metadata.is_file()) {
                remove_file(&file)
                    .map_err(|error| failed(self.language, "write.no-remove", &file, &error))?;
                removed += 1;
            }
            emptied.extend(parents(path).map(str::to_owned));
        }
        // The longest first, so that a folder is empty by the time its turn comes. One that is not
        // empty holds somebody's file and stays.
        for folder in emptied.iter().rev() {
            let _ = fs::remove_dir(self.target(folder));
        }
        self.write_manifest(&self.planned)?;
        Ok(Summary {
            written: self.written.load(Ordering::Relaxed),
            unchanged: self.unchanged.load(Ordering::Relaxed),
            removed,
        })
    }

    fn target(&self, path: &str) -> PathBuf {
        self.out.join(path)
    }

    /// Names old and planned files in the manifest, once, before the first file is written.
    fn declare(&self) -> Result<(), Error> {
        if self.declared.load(Ordering::Acquire) {
            return Ok(());
        }
        let _one_at_a_time = self.declaring.lock();
        if self.declared.load(Ordering::Acquire) {
            return Ok(());
        }
        self.write_manifest(&self.owned.union(&self.planned).cloned().collect())?;
        self.declared.store(true, Ordering::Release);
        Ok(())
    }

    fn write_manifest(&self, paths: &BTreeSet<String>) -> Result<(), Error> {
        let target = self.target(MANIFEST);
        let body = Body::Text(manifest::to_text(paths));
        let result = match same(&target, &body) {
            Ok(true) => Ok(()),
            _ => self.replace(&target, MANIFEST, &body),
        };
        result.map_err(|error| failed(self.language, "write.no-write", &target, &error))
    }

    /// Writes beside the target and renames: nobody ever sees half of a file under its final name.
    fn replace(&self, target: &Path, path: &str, body: &Body) -> io::Result<()> {
        let number = self.temporary.fetch_add(1, Ordering::Relaxed);
        let folder = target.parent().unwrap_or(&self.out);
        let temporary = folder.join(format!("{TEMPORARY}{}-{number}", std::process::id()));
        let mut file = match File::create(&temporary) {
            Ok(file) => file,
            // Most folders exist, so the rarer way is the one that pays for making them.
            Err(_) => {
                self.make_room(path)?;
                fs::create_dir_all(folder)?;
                File::create(&temporary)?
            }
        };
        let result = fill(&mut file, body).and_then(|()| {
            drop(file);
            rename(&temporary, target).or_else(|_| {
                self.make_room(path)?;
                rename(&temporary, target)
            })
        });
        if result.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        result
    }

    /// Takes away own files of an earlier build that stand in the way of `path`: a file where a
    /// folder must be, or a folder where the file must be.
    fn make_room(&self, path: &str) -> io::Result<()> {
        let outdated = |file: &&String| !self.planned.contains(*file);
        for folder in parents(path) {
            if let Some(file) = self.owned.get(folder).filter(outdated)
                && fs::symlink_metadata(self.target(file)).is_ok_and(|metadata| metadata.is_file())
            {
                remove_file(&self.target(file))?;
                self.made_room.fetch_add(1, Ordering::Relaxed);
            }
        }
        let beneath = format!("{path}/");
        let mut folders = BTreeSet::new();
        for file in self
            .owned
            .range(beneath.clone()..)
            .take_while(|file| file.starts_with(&beneath))
            .filter(outdated)
        {
            if fs::symlink_metadata(self.target(file)).is_ok_and(|metadata| metadata.is_file()) {
                remove_file(&self.target(file))?;
                self.made_room.fetch_add(1, Ordering::Relaxed);
            }
            folders.extend(
                parents(file)
                    .filter(|folder| folder.len() >= path.len())
                    .map(str::to_owned),
            );
        }
        for folder in folders.iter().rev() {
            let _ = fs::remove_dir(self.target(folder));
        }
        Ok(())
    }
}

/// The folders above a path, the nearest first: `a/b` and `a` of `a/b/c`.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(slash, _)| &path[..slash])
}

/// Whether the file holds exactly these bytes already.
fn same(target: &Path, body: &Body) -> io::Result<bool> {
    let mut file = match File::open(target) {
        Ok(file) => file,
        Err(error) if is_absent(&error) => return Ok(false),
        Err(error) => return Err(error),
    };
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Ok(false);
    }
    let same_bytes = |bytes: &[u8], file: &mut File| -> io::Result<bool> {
        if metadata.len() != bytes.len() as u64 {
            return Ok(false);
        }
        let mut held = Vec::with_capacity(bytes.len());
        file.read_to_end(&mut held)?;
        Ok(held == bytes)
    };
    match body {
        Body::Text(text) => same_bytes(text.as_bytes(), &mut file),
        Body::Bytes(bytes) => same_bytes(bytes, &mut file),
        Body::Copy(source) => {
            let mut source = File::open(source)?;
            Ok(source.metadata()?.len() == metadata.len() && same_streams(&mut file, &mut source)?)
        }
    }
}

/// Nothing stands there; a file where a folder is expected is as good as nothing.
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Compares piece by piece: a video need not fit into memory.
fn same_streams(one: &mut File, other: &mut File) -> io::Result<bool> {
    let mut pieces = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    loop {
        let read = one.read(&mut pieces.0)?;
        if read == 0 {
            return Ok(other.read(&mut pieces.1[..1])? == 0);
        }
        match other.read_exact(&mut pieces.1[..read]) {
            Ok(()) if pieces.0[..read] == pieces.1[..read] => {}
            Ok(()) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(error),
        }
    }
}

fn fill(file: &mut File, body: &Body) -> io::Result<()> {
    match body {
        Body::Text(text) => file.write_all(text.as_bytes()),
        Body::Bytes(bytes) => file.write_all(bytes),
        Body::Copy(source) => io::copy(&mut File::open(source)?, file).map(|_| ()),
    }
}

/// Windows refuses a rename while a virus scanner or a preview holds the target for a moment.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    if cfg!(windows) {
        for _ in 0..20 {
            if fs::rename(from, to).is_ok() {
                return Ok(());
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    }
    fs::rename(from, to)
}

fn remove_file(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if !is_absent(&error) => Err(error),
        _ => Ok(()),
    }
}

/// The lock of a build on its folder, given back when the build is over.
struct Lock(File);

impl Drop for Lock {
    /// Closing the file alone would leave the lock to a process that another thread is just starting:
    /// until it has become the other program, it holds a copy of every open file.
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

/// One build at a time: the second one says so and leaves.
fn lock(out: &Path, language: Language) -> Result<Option<Lock>, Error> {
    let path = out.join(LOCK);
    let opened = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path);
    let file = opened.map_err(|error| failed(language, "write.no-write", &path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock(file))),
        Err(fs::TryLockError::WouldBlock) => Err(refusal(language, "write.busy", out)),
        // Some network drives know no locks; a portal there is still better built than not.
        Err(fs::TryLockError::Error(_)) => Ok(None),
    }
}

/// A refusal: the folder or file is named, nothing was touched.
fn refusal(language: Language, key: &str, path: &Path) -> Error {
    Error(message(language, key, &[("path", shown(path))]))
}

/// The machine failed at a path.
fn failed(language: Language, key: &str, path: &Path, error: &io::Error) -> Error {
    Error(message(
        language,
        key,
        &[("path", shown(path)), ("cause", cause(language, error))],
    ))
}

/// A path for a person. Messages never break over a strange name.
fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// What the disk said, in the person's language where it is one of the usual causes.
pub fn cause(language: Language, error: &io::Error) -> String {
    let key = match error.kind() {
        io::ErrorKind::NotFound => "cause.not-found",
        io::ErrorKind::PermissionDenied => "cause.permission-denied",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "cause.storage-full",
        io::ErrorKind::ReadOnlyFilesystem => "cause.read-only",
        io::ErrorKind::IsADirectory => "cause.is-a-directory",
        io::ErrorKind::NotADirectory => "cause.not-a-directory",
        io::ErrorKind::DirectoryNotEmpty => "cause.not-empty",
        io::ErrorKind::InvalidFilename => "cause.invalid-name",
        io::ErrorKind::AddrInUse => "cause.address-in-use",
        io::ErrorKind::AddrNotAvailable => "cause.address-not-available",
        _ => return error.to_string(),
    };
    message(language, key, &[])
}

/// Whether a relative path stays inside its folder: names only, no `..`, no root, no drive.
fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.contains('\\')
        && !path.contains('\0')
        && !path.ends_with('/')
        && Path::new(path).components().all(|component| matches!(component, Component::Normal(_)))
        // `components` forgives «a//b» and «a/./b», which would be second names of one file.
        && path.split('/').all(|name| !name.is_empty() && name != ".")
}
