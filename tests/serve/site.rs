//! A little stand-in for a portal, and a preview of it in a folder of its own.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use metod::diagnostics::{Diagnostic, Place};
use metod::lang::Language;
use metod::preview::{Changes, Event, Loaded, Options, Port, Preview, Renders, Watching};
use metod::publication::{Body, Error, PageLink};

use super::program::{PATIENCE, Reply, request};

/// A portal of one line a page.
struct Little {
    root: PathBuf,
    pages: Vec<(String, String)>,
}

impl Little {
    fn load(root: &Path) -> Loaded {
        let mut pages = Vec::new();
        let mut diagnostics = Vec::new();
        for file in walkdir::WalkDir::new(root.join("content"))
            .sort_by_file_name()
            .into_iter()
            .flatten()
        {
            let Some(name) = file
                .file_name()
                .to_str()
                .and_then(|name| name.strip_suffix(".md"))
            else {
                continue;
            };
            let text = fs::read_to_string(file.path()).unwrap_or_default();
            if text.contains("BUG") {
                panic!("a bug, as ordered by the test");
            }
            if text.contains("FAILURE") {
                return Err(Error("диск сломался".to_owned()));
            }
            if text.contains("PATH") {
                let path = file.path().display();
                return Err(Error(format!("{path}: диск сломался")));
            }
            if text.contains("MISTAKE") {
                let place = Place {
                    file: format!("content/{name}.md"),
                    line: 3,
                    column: 5,
                    width: 1,
                };
                diagnostics.push(Diagnostic::error("no-such-code", place));
            }
            pages.push((name.to_owned(), text));
        }
        let little = Little {
            root: root.to_path_buf(),
            pages,
        };
        let portal = diagnostics
            .is_empty()
            .then(|| Box::new(little) as Box<dyn Renders>);
        Ok((portal, diagnostics))
    }

    fn path(name: &str) -> String {
        match name {
            "index" => "index.html".to_owned(),
            "404" => "404.html".to_owned(),
            "video" => "files/video.mp4".to_owned(),
            name => format!("{name}/index.html"),
        }
    }
}

impl Renders for Little {
    fn paths(&self) -> Vec<String> {
        self.pages
            .iter()
            .map(|(name, _)| Little::path(name))
            .collect()
    }
    fn render(&self, path: &str) -> Result<Option<Body>, Error> {
        let Some((name, text)) = self
            .pages
            .iter()
            .find(|(name, _)| Little::path(name) == path)
        else {
            return Ok(None);
        };
        if text.contains("BROKEN PAGE") {
            panic!("a broken page, as ordered by the test");
        }
        if name == "video" {
            return Ok(Some(Body::Copy(self.root.join("content/video.md"))));
        }
        Ok(Some(Body::Text(format!(
            "<html><body><main>{text}</main></body></html>"
        ))))
    }
    fn source_of(&self, path: &str) -> Option<PathBuf> {
        let (name, _) = self
            .pages
            .iter()
            .find(|(name, _)| Little::path(name) == path)?;
        Some(PathBuf::from(format!("content/{name}.md")))
    }
    fn referrers_of(&self, _: &str) -> Vec<PageLink> {
        Vec::new()
    }
    fn knows(&self, _: &str) -> bool {
        true
    }
    fn edited(&self, _: &str, _: Vec<u8>) -> Option<(Box<dyn Renders>, Vec<Diagnostic>)> {
        None
    }
}

/// A preview of a folder of its own.
pub struct Site {
    pub root: PathBuf,
    preview: Option<Preview>,
    pub loads: Arc<AtomicUsize>,
    events: Arc<Mutex<Vec<String>>>,
}

impl Site {
    pub fn new(pages: &[(&str, &str)]) -> Self {
        Self::with(pages, |_| {})
    }

    pub fn with(pages: &[(&str, &str)], set: impl FnOnce(&mut Options)) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let root =
            std::env::temp_dir().join(format!("metod-serve-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("content")).unwrap();
        let root = root.canonicalize().unwrap();
        for (name, text) in pages {
            fs::write(root.join("content").join(format!("{name}.md")), text).unwrap();
        }
        let mut options = Options {
            root: root.clone(),
            host: "127.0.0.1".to_owned(),
            port: Port::Asked(0),
            language: Language::Ru,
            drafts: false,
            watching: Watching::AsTheSystemCan,
        };
        set(&mut options);
        let loads = Arc::new(AtomicUsize::new(0));
        let events = Arc::new(Mutex::new(Vec::new()));
        let load = {
            let (loads, root) = (Arc::clone(&loads), root.clone());
            Box::new(move |_: &Changes| {
                loads.fetch_add(1, Ordering::SeqCst);
                Little::load(&root)
            })
        };
        let observer = {
            let events = Arc::clone(&events);
            Box::new(move |event: Event<'_>| events.lock().unwrap().push(format!("{event:?}")))
        };
        let preview = Preview::start(&options, load, observer).unwrap();
        Site {
            root,
            preview: Some(preview),
            loads,
            events,
        }
    }

    pub fn address(&self) -> SocketAddr {
        self.preview.as_ref().unwrap().address()
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.root.join("content").join(format!("{name}.md")), text).unwrap();
    }

    pub fn get(&self, path: &str) -> Reply {
        let text = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        request(self.address(), &text)
    }

    pub fn body(&self, path: &str) -> String {
        self.get(path).text()
    }

    pub fn state(&self) -> serde_json::Value {
        serde_json::from_str(&self.body("/__metod/state")).unwrap()
    }

    /// Asks again and again until the answer is as claimed.
    #[track_caller]
    pub fn until(&self, claim: &str, mut fulfilled: impl FnMut() -> bool) {
        let started = Instant::now();
        while !fulfilled() {
            assert!(
                started.elapsed() < PATIENCE,
                "not within {PATIENCE:?}: {claim}; {:?}",
                self.events.lock().unwrap()
            );
            std::thread::yield_now();
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        drop(self.preview.take());
        let _ = fs::remove_dir_all(&self.root);
    }
}
