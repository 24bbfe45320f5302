//! Where the system does not tell of changes: the folders are looked at again and again.
//!
//! The library's own way of polling counts time in seconds and takes a file for unchanged when its time went
//! back, so a second save at once or a file from a backup would be lost; stamps of files are exact.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Weak};
use std::time::Duration;

use walkdir::WalkDir;

use super::changes::Changes;
use super::watch::{FOLDERS, Signal, is_temporary};
use crate::discover::Stamp;

const PAUSE: Duration = Duration::from_secs(1);

/// What stands in the folders: files with their stamps.
type Seen = BTreeMap<PathBuf, Option<Stamp>>;

/// Looks at the folders until what is returned is dropped. The first look is over when this returns, so
/// nothing that changes later is missed.
pub fn start(root: &Path, sender: Sender<Signal>) -> Arc<()> {
    let alive = Arc::new(());
    let (root, until) = (root.to_path_buf(), Arc::downgrade(&alive));
    let mut seen = look(&root);
    std::thread::spawn(move || {
        while wait(&until) {
            let now = look(&root);
            let changed = differences(&seen, &now);
            seen = now;
            // Perhaps it is being written still: then the next look sees more.
            let told = changed.is_empty() || {
                let changes = Changes::of(changed);
                sender.send(Signal::Changing(changes)).is_ok()
            };
            if !told {
                return;
            }
        }
    });
    alive
}

fn wait(until: &Weak<()>) -> bool {
    std::thread::sleep(PAUSE);
    until.strong_count() > 0
}

fn look(root: &Path) -> Seen {
    let folders = FOLDERS.map(|folder| WalkDir::new(root.join(folder)).follow_links(true));
    // What cannot be read now is seen when it can.
    let found = folders.into_iter().flatten().filter_map(Result::ok);
    found
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| !is_temporary(&entry.file_name().to_string_lossy()))
        .map(|entry| {
            let stamp = entry.metadata().ok().as_ref().and_then(Stamp::of);
            (entry.into_path(), stamp)
        })
        .collect()
}

/// Files that came, went or are others.
fn differences(before: &Seen, now: &Seen) -> Vec<PathBuf> {
    let gone = before.keys().filter(|path| !now.contains_key(*path));
    let others = now
        .iter()
        .filter(|(path, stamp)| before.get(*path) != Some(stamp));
    gone.chain(others.map(|(path, _)| path)).cloned().collect()
}
