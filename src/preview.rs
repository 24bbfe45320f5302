//! The preview: a request becomes a route, a route becomes the very body that `build` would write.
//!
//! Folders are watched; after a change the portal is loaded again, or only the text of the entry that was edited.
//! The last good publication and the mistakes found since stand behind one pointer that a request reads once and
//! never holds while it renders, so a long load delays nobody. Nothing an author types, and no panic, stops the
//! server. Only one script tag is added to a page; what that script shows comes from `/__metod/…`.
#![allow(clippy::disallowed_methods)] // This stage is a server: network, threads and files are its work.

use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use crate::diagnostics::Diagnostic;
use crate::lang::{Language, message};
use crate::portal::Portal;
use crate::publication::{Body, Error, PageLink, Publication};

mod address;
mod answer;
mod bar;
mod changes;
mod drive;
mod file;
mod http;
mod pages;
mod poll;
mod state;
mod styles;
mod watch;

pub use changes::Changes;
use state::Shared;

/// What the preview needs of a loaded portal.
pub trait Renders: Send + Sync {
    /// Every file of the output.
    fn paths(&self) -> Vec<String>;
    /// The body of one of them.
    fn render(&self, path: &str) -> Result<Option<Body>, Error>;
    /// The author's file behind a page, relative to the root.
    fn source_of(&self, path: &str) -> Option<PathBuf>;
    /// The pages that lead to this one.
    fn referrers_of(&self, path: &str) -> Vec<PageLink>;
    /// Whether this file, relative to the root and with `/`, is one that pages are made from or that is copied.
    fn knows(&self, file: &str) -> bool;
    /// The same with these bytes of one file, and what was found in it; nothing when all has to be read anew.
    fn edited(&self, file: &str, bytes: Vec<u8>) -> Option<(Box<dyn Renders>, Vec<Diagnostic>)>;
    /// The portal itself, for who follows its names.
    fn portal(&self) -> Option<&Portal> {
        None
    }
}

impl Renders for Publication {
    fn paths(&self) -> Vec<String> {
        Publication::paths(self)
    }
    fn render(&self, path: &str) -> Result<Option<Body>, Error> {
        Publication::render(self, path)
    }
    fn source_of(&self, path: &str) -> Option<PathBuf> {
        Publication::source_of(self, path).map(Path::to_path_buf)
    }
    fn referrers_of(&self, path: &str) -> Vec<PageLink> {
        Publication::referrers_of(self, path)
    }
    fn knows(&self, file: &str) -> bool {
        Publication::knows(self, file)
    }
    fn edited(&self, file: &str, bytes: Vec<u8>) -> Option<(Box<dyn Renders>, Vec<Diagnostic>)> {
        let (edited, found) = Publication::edited(self, file, bytes)?;
        Some((Box::new(edited), found))
    }
    fn portal(&self) -> Option<&Portal> {
        Some(&self.portal)
    }
}

/// A portal if it has no errors, and everything found in it.
pub type Loaded = Result<(Option<Box<dyn Renders>>, Vec<Diagnostic>), Error>;

/// Reads the portal again: all of it, or only the files that changed since this was called last.
pub type Load = Box<dyn FnMut(&Changes) -> Loaded + Send>;

/// What the preview has to tell the person who started it.
#[derive(Debug)]
pub enum Event<'a> {
    /// The portal was loaded again.
    Loaded {
        /// How long that took.
        took: Duration,
        /// What was found; errors mean that the last good portal is still shown.
        diagnostics: &'a [Diagnostic],
        /// What is shown from now on, if it is another.
        portal: Option<&'a Portal>,
    },
    /// The machine failed, or the program; the last good portal is still shown.
    Failed(&'a str),
    /// Files cannot be watched, so they are looked at once a second.
    Polling(&'a str),
}

/// Is told every event; called from the watching thread.
pub type Observer = Box<dyn Fn(Event<'_>) + Send + Sync>;

/// Which port to listen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one or none.
    Asked(u16),
    /// This one or the next free one.
    From(u16),
}

/// How the preview learns of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// The system tells; where it cannot, the folders are looked at.
    AsTheSystemCan,
    /// The folders are looked at once a second.
    Polling,
}

/// How a preview is set up.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder that holds `content/` and perhaps `themes/`.
    pub root: PathBuf,
    /// Address to listen on: a name or a number.
    pub host: String,
    /// Port to listen on.
    pub port: Port,
    /// Language of the preview's own words.
    pub language: Language,
    /// Drafts are shown and get a mark.
    pub drafts: bool,
    /// How it learns of changes.
    pub watching: Watching,
}

/// A running preview; it ends when dropped.
pub struct Preview {
    address: SocketAddr,
    server: Arc<tiny_http::Server>,
    accepting: Option<JoinHandle<()>>,
    signals: mpsc::Sender<watch::Signal>,
}

/// How many ports are tried when none was asked for.
const PORTS_TRIED: u16 = 100;

impl Preview {
    /// Listens, loads the portal for the first time and begins to answer.
    pub fn start(options: &Options, load: Load, observer: Observer) -> Result<Preview, Error> {
        let listener = listen(options)?;
        let failed = |cause: String| {
            let values = [("address", options.host.clone()), ("cause", cause)];
            Error(message(options.language, "preview.no-listen", &values))
        };
        let address = listener
            .local_addr()
            .map_err(|error| failed(crate::write::cause(options.language, &error)))?;
        let server = tiny_http::Server::from_listener(listener, None)
            .map_err(|error| failed(error.to_string()))?;
        let server = Arc::new(server);
        let shared = Arc::new(Shared::new(options, load, observer));
        // Watching begins before the first load, so that no change falls between the two.
        let (sender, receiver) = mpsc::channel();
        let watch = watch::Watch::start(&options.root, options.watching, sender.clone());
        shared.load(&Changes::Everything);
        {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || watch::follow(watch, &receiver, &shared));
        }
        let knocker = http::Knocker::new(address);
        let accepting = {
            let (server, shared) = (Arc::clone(&server), Arc::clone(&shared));
            let guard = http::HostGuard::new(address, &options.host);
            std::thread::spawn(move || http::serve(&server, &shared, &guard, knocker))
        };
        knocker.keep_knocking(Arc::downgrade(&server));
        Ok(Preview {
            address,
            server,
            accepting: Some(accepting),
            signals: sender,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address to type into a browser.
    pub fn url(&self) -> String {
        let ip = match self.address.ip() {
            // «Everywhere» is no address to visit.
            IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
            IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1]),
            ip => ip,
        };
        format!("http://{}/", SocketAddr::new(ip, self.address.port()))
    }

    /// Answers until the process ends.
    pub fn run(mut self) {
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.server.unblock();
        let _ = self.signals.send(watch::Signal::Stop);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

/// Takes the asked port, or the first free one when none was asked for.
fn listen(options: &Options) -> Result<TcpListener, Error> {
    let language = options.language;
    let hosts = |port: u16| -> Result<Vec<SocketAddr>, Error> {
        let host = options.host.trim_start_matches('[').trim_end_matches(']');
        let found = (host, port)
            .to_socket_addrs()
            .map(Iterator::collect::<Vec<_>>)
            .unwrap_or_default();
        if found.is_empty() {
            return Err(Error(message(
                language,
                "cli.bad-host",
                &[("value", options.host.clone())],
            )));
        }
        Ok(found)
    };
    let (first, tried) = match options.port {
        Port::Asked(port) => (port, 1),
        Port::From(port) => (port, PORTS_TRIED),
    };
    let last = first.saturating_add(tried - 1);
    for port in first..=last {
        match TcpListener::bind(hosts(port)?.as_slice()) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
            Err(error) => {
                let address = format!("{}:{port}", options.host);
                let values = [
                    ("address", address),
                    ("cause", crate::write::cause(language, &error)),
                ];
                return Err(Error(message(language, "preview.no-listen", &values)));
            }
        }
    }
    Err(Error(match options.port {
        Port::Asked(port) => {
            let values = [
                ("port", port.to_string()),
                ("next", port.saturating_add(1).to_string()),
            ];
            message(language, "preview.no-port", &values)
        }
        Port::From(_) => {
            let values = [("first", first.to_string()), ("last", last.to_string())];
            message(language, "preview.no-free-port", &values)
        }
    }))
}
