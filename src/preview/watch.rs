//! Which changes on the disk are the author's, and when a burst of them is over.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind, RenameMode};
use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::changes::Changes;
use super::state::Shared;
use super::{Event, Watching, drive, poll};
use crate::lang::{Language, message};

/// Quiet that ends a burst: an editor's save is several events, a checkout is hundreds.
const SETTLE: Duration = Duration::from_millis(120);
/// After a file was closed or renamed into place its writer is done, so less quiet is enough.
const SETTLE_WHEN_FINISHED: Duration = Duration::from_millis(25);
/// A burst that does not end is loaded from anyway.
const PATIENCE: Duration = Duration::from_secs(2);

/// The folders whose every file may change a page.
pub(super) const FOLDERS: [&str; 2] = ["content", "themes"];

/// What the watcher says to the thread that loads.
#[derive(Debug)]
pub enum Signal {
    /// These changed and may be changing still.
    Changing(Changes),
    /// These changed, their writer is done.
    Changed(Changes),
    /// `content/` or `themes/` itself came or went: it must be watched anew.
    Folders,
    /// The system cannot watch (any more).
    Broken(Cause),
    /// The preview ends.
    Stop,
}

/// Why the system does not tell of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The preview was told so.
    Asked,
    /// It watches no more files than so many.
    Limit,
    /// The folder is on a drive of this sort, whose changes it does not see.
    Drive(String),
    /// Another, in the system's words.
    Other(String),
}

impl Cause {
    fn of(error: &notify::Error) -> Self {
        match &error.kind {
            notify::ErrorKind::MaxFilesWatch => Self::Limit,
            // Linux: no space for another watch.
            notify::ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => {
                Self::Limit
            }
            _ => Self::Other(error.to_string()),
        }
    }

    fn words(&self, language: Language) -> String {
        match self {
            Self::Asked => message(language, "preview.polling-asked", &[]),
            Self::Limit => message(language, "preview.polling-limit", &[]),
            Self::Drive(sort) => {
                message(language, "preview.polling-drive", &[("sort", sort.clone())])
            }
            Self::Other(words) => words.clone(),
        }
    }
}

/// A running watcher of the folders of a portal.
pub struct Watch {
    root: PathBuf,
    sender: Sender<Signal>,
    watcher: Option<RecommendedWatcher>,
    /// Why the folders are looked at instead, and what keeps that going.
    polling: Option<(Cause, Arc<()>)>,
}

impl Watch {
    /// Begins to watch; where the system cannot, begins to poll.
    pub fn start(root: &Path, watching: Watching, sender: Sender<Signal>) -> Watch {
        let mut watch = Watch {
            root: root.to_path_buf(),
            sender,
            watcher: None,
            polling: None,
        };
        let not_told = match watching {
            Watching::Polling => Some(Cause::Asked),
            Watching::AsTheSystemCan => drive::silent(root).map(Cause::Drive),
        };
        if let Some(cause) = not_told {
            watch.poll(cause);
            return watch;
        }
        let watcher = RecommendedWatcher::new(watch.handler(), Config::default());
        let result = watcher.and_then(|watcher| {
            watch.watcher = Some(watcher);
            watch.watch_folders()
        });
        if let Err(error) = result {
            watch.poll(Cause::of(&error));
        }
        watch
    }

    fn handler(&self) -> impl Fn(notify::Result<notify::Event>) + Send + 'static {
        let (root, sender) = (self.root.clone(), self.sender.clone());
        move |event| {
            if let Some(signal) = signal(&root, event) {
                let _ = sender.send(signal);
            }
        }
    }

    /// Watches what is there: each folder with everything in it, and the root for their coming and going.
    fn watch_folders(&mut self) -> notify::Result<()> {
        let Some(watcher) = &mut self.watcher else {
            return Ok(());
        };
        watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        for folder in FOLDERS.map(|folder| self.root.join(folder)) {
            let _ = watcher.unwatch(&folder);
            if folder.is_dir() {
                watcher.watch(&folder, RecursiveMode::Recursive)?;
            }
        }
        Ok(())
    }

    /// Network drives and small inotify limits: looking once a second is better than not at all.
    fn poll(&mut self, cause: Cause) {
        if self.polling.is_none() {
            self.watcher = None;
            self.polling = Some((cause, poll::start(&self.root, self.sender.clone())));
        }
    }
}

/// Loads the portal after every burst of changes, until the preview ends.
pub fn follow(mut watch: Watch, signals: &Receiver<Signal>, shared: &Shared) {
    let mut told = false;
    loop {
        if let (false, Some((cause, _))) = (told, &watch.polling) {
            shared.tell(Event::Polling(&cause.words(shared.language)));
            told = true;
        }
        let Ok(mut signal) = signals.recv() else {
            return;
        };
        let begun = Instant::now();
        let mut changes = Changes::default();
        loop {
            let settle = match signal {
                Signal::Changing(these) => {
                    changes = changes.and(these);
                    SETTLE
                }
                Signal::Changed(these) => {
                    changes = changes.and(these);
                    SETTLE_WHEN_FINISHED
                }
                Signal::Folders => {
                    changes = Changes::Everything;
                    if let Err(error) = watch.watch_folders() {
                        watch.poll(Cause::of(&error));
                    }
                    SETTLE
                }
                Signal::Broken(cause) => {
                    changes = Changes::Everything;
                    watch.poll(cause);
                    SETTLE
                }
                Signal::Stop => return,
            };
            let left = PATIENCE.saturating_sub(begun.elapsed());
            match signals.recv_timeout(settle.min(left)) {
                Ok(next) => signal = next,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        shared.load(&changes);
    }
}

/// What an event of the disk means, if it means anything.
fn signal(root: &Path, event: notify::Result<notify::Event>) -> Option<Signal> {
    let event = match event {
        Ok(event) => event,
        Err(error) => {
            return match error.kind {
                // A file that vanished while it was looked at has its own event.
                notify::ErrorKind::PathNotFound | notify::ErrorKind::WatchNotFound => None,
                notify::ErrorKind::Io(ref error)
                    if error.kind() == std::io::ErrorKind::NotFound =>
                {
                    None
                }
                _ => Some(Signal::Broken(Cause::of(&error))),
            };
        }
    };
    if event.need_rescan() {
        return Some(Signal::Changing(Changes::Everything));
    }
    let finished = match event.kind {
        // Reading is no change, and the load itself reads; only the end of writing is told this way.
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => return None,
        EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => return None,
        EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)) => true,
        EventKind::Remove(_) => true,
        _ => false,
    };
    if event
        .paths
        .iter()
        .any(|path| FOLDERS.iter().any(|folder| *path == root.join(folder)))
    {
        return Some(Signal::Folders);
    }
    let of_the_portal = |path: &Path| {
        let inside = FOLDERS
            .iter()
            .any(|folder| path.starts_with(root.join(folder)));
        inside
            && !path
                .file_name()
                .is_some_and(|name| is_temporary(&name.to_string_lossy()))
    };
    let touched: Vec<PathBuf> = event
        .paths
        .iter()
        .filter(|path| of_the_portal(path))
        .cloned()
        .collect();
    if touched.is_empty() {
        return None;
    }
    let changes = Changes::of(touched);
    Some(if finished {
        Signal::Changed(changes)
    } else {
        Signal::Changing(changes)
    })
}

/// Files that editors, office programs and browsers write for themselves.
pub(super) fn is_temporary(name: &str) -> bool {
    let ends = [
        "~",
        ".swp",
        ".swo",
        ".swx",
        ".tmp",
        ".part",
        ".crdownload",
        "___jb_tmp___",
        "___jb_old___",
    ];
    let begins = [".#", "#", "~$", ".~", ".goutputstream-", ".metod"];
    name == "4913"
        || ends.iter().any(|end| name.ends_with(end))
        || begins.iter().any(|begin| name.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, Flag};

    use super::*;

    fn seen(kind: EventKind, paths: &[&str]) -> Option<Signal> {
        let event = notify::Event {
            kind,
            paths: paths.iter().map(PathBuf::from).collect(),
            attrs: Default::default(),
        };
        signal(Path::new("/p"), Ok(event))
    }

    #[test]
    fn changes_of_content_and_themes_are_seen() {
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        assert!(matches!(
            seen(written, &["/p/content/news/a.md"]),
            Some(Signal::Changing(_))
        ));
        assert!(matches!(
            seen(written, &["/p/themes/default/css/site.css"]),
            Some(Signal::Changing(_))
        ));
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        assert!(matches!(
            seen(closed, &["/p/content/news/a.md"]),
            Some(Signal::Changed(_))
        ));
        let created = EventKind::Create(CreateKind::Folder);
        assert!(matches!(
            seen(created, &["/p/content"]),
            Some(Signal::Folders)
        ));
    }

    #[test]
    fn reading_output_and_temporary_files_are_not() {
        let read = EventKind::Access(AccessKind::Open(AccessMode::Read));
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        assert!(seen(read, &["/p/content/news/a.md"]).is_none());
        for path in [
            "/p/public/index.html",
            "/p/.git/index",
            "/p/content/.a.md.swp",
            "/p/content/a.md~",
            "/p/content/4913",
        ] {
            assert!(seen(written, &[path]).is_none(), "{path}");
        }
        let renamed = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        assert!(matches!(
            seen(renamed, &["/p/content/a.md.tmp", "/p/content/a.md"]),
            Some(Signal::Changed(_))
        ));
    }

    #[test]
    fn lost_events_are_a_change() {
        let event = notify::Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert!(matches!(
            signal(Path::new("/p"), Ok(event)),
            Some(Signal::Changing(_))
        ));
    }
}
