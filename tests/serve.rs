//! The preview: it answers whoever asks, follows the files and never dies.
//!
//! A small stand-in for the portal keeps these tests about the server: `content/NAME.md` is the page
//! `/NAME/`, and some words in a file make it a mistake, a failure or a bug.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::time::{Duration, Instant};

use metod::diagnostics::{Diagnostic, Place};
use metod::lang::Language;
use metod::preview::{Changes, Event, Loaded, Options, Port, Preview, Renders, Watching};
use metod::publication::{Body, Error, PageLink};

const TAG: &str = r#"<script src="/__metod/preview.js"></script>"#;
const PATIENCE: Duration = Duration::from_secs(15);

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
struct Site {
    root: PathBuf,
    preview: Option<Preview>,
    loads: Arc<AtomicUsize>,
    events: Arc<Mutex<Vec<String>>>,
}

impl Site {
    fn new(pages: &[(&str, &str)]) -> Self {
        Self::with(pages, |_| {})
    }

    fn with(pages: &[(&str, &str)], set: impl FnOnce(&mut Options)) -> Self {
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

    fn address(&self) -> SocketAddr {
        self.preview.as_ref().unwrap().address()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.root.join("content").join(format!("{name}.md")), text).unwrap();
    }

    fn get(&self, path: &str) -> Reply {
        request(
            self.address(),
            &format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
        )
    }

    fn body(&self, path: &str) -> String {
        self.get(path).body
    }

    fn state(&self) -> serde_json::Value {
        serde_json::from_str(&self.body("/__metod/state")).unwrap()
    }

    /// Asks again and again until the answer is as claimed.
    #[track_caller]
    fn until(&self, claim: &str, mut fulfilled: impl FnMut() -> bool) {
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

struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Reply {
    fn header(&self, name: &str) -> Option<&str> {
        let prefix = format!("{name}: ");
        self.head
            .lines()
            .find_map(|line| line.strip_prefix(&prefix))
    }
}

fn request(address: SocketAddr, text: &str) -> Reply {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    read_reply(&mut stream, text.starts_with("HEAD"))
}

/// Reads one reply by its length and leaves the connection open, as a keep-alive client does.
fn read_reply(stream: &mut TcpStream, head_only: bool) -> Reply {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let read = stream.read(&mut piece).expect("an answer in time");
        bytes.extend_from_slice(&piece[..read]);
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
            assert_ne!(read, 0, "the answer has a head");
            continue;
        };
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let length: usize = head
            .lines()
            .find_map(|line| line.strip_prefix("Content-Length: "))
            .unwrap()
            .parse()
            .unwrap();
        if head_only || bytes.len() >= end + 4 + length {
            let body = String::from_utf8_lossy(&bytes[end + 4..]).into_owned();
            let status = head.split(' ').nth(1).unwrap().parse().unwrap();
            return Reply { status, head, body };
        }
        assert_ne!(read, 0, "the answer is complete");
    }
}

#[test]
fn a_page_is_its_body_and_one_script_tag() {
    let site = Site::new(&[("index", "привет")]);
    let reply = site.get("/");
    assert_eq!(
        reply.body,
        format!("<html><body><main>привет</main>{TAG}</body></html>")
    );
    assert_eq!(
        reply.header("Content-Type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(reply.header("Connection"), Some("close"));
    assert!(
        site.get("/__metod/preview.js")
            .body
            .contains("data-mistakes")
    );
}

#[test]
fn twelve_keep_alive_clients_that_never_close_are_all_answered() {
    for _ in 0..4 {
        let site = Site::new(&[("index", "x")]);
        let together = Barrier::new(12);
        let address = site.address();
        let open: Vec<TcpStream> = std::thread::scope(|scope| {
            let clients: Vec<_> = (0..12)
                .map(|_| {
                    scope.spawn(|| {
                        together.wait();
                        let mut stream = TcpStream::connect(address).unwrap();
                        let text =
                            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\n\r\n";
                        stream.write_all(text.as_bytes()).unwrap();
                        assert_eq!(read_reply(&mut stream, false).status, 200);
                        stream
                    })
                })
                .collect();
            clients
                .into_iter()
                .map(|client| client.join().unwrap())
                .collect()
        });
        assert_eq!(open.len(), 12);
        assert_eq!(site.get("/").status, 200);
    }
}

#[test]
fn clients_that_say_nothing_or_do_not_read_delay_nobody() {
    let site = Site::new(&[("index", "x"), ("video", &"v".repeat(30_000_000))]);
    let silent: Vec<TcpStream> = (0..20)
        .map(|_| TcpStream::connect(site.address()).unwrap())
        .collect();
    let mut deaf: Vec<TcpStream> = (0..20)
        .map(|_| TcpStream::connect(site.address()).unwrap())
        .collect();
    for stream in &mut deaf {
        stream
            .write_all(b"GET /files/video.mp4 HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .unwrap();
    }
    assert_eq!(site.get("/").status, 200);
    drop((silent, deaf));
}

#[test]
fn a_saved_change_is_served_and_gives_a_new_version() {
    let site = Site::new(&[("index", "раз"), ("a", "старое")]);
    let version = site.body("/__metod/version");
    site.write("a", "новое");
    site.until("the new text is served", || {
        site.body("/a/").contains("новое")
    });
    assert_ne!(site.body("/__metod/version"), version);
    assert!(
        site.get("/a/")
            .header("Server-Timing")
            .unwrap()
            .contains(&site.body("/__metod/version"))
    );
}

#[test]
fn a_burst_of_saves_is_loaded_once_or_twice() {
    let site = Site::new(&[("index", "x")]);
    for number in 0..200 {
        site.write(&format!("p{number}"), "x");
    }
    site.until("the last page is there", || {
        site.get("/p199/").status == 200
    });
    let loads = site.loads.load(Ordering::SeqCst);
    assert!(loads <= 6, "{loads} loads for one burst");
}

#[test]
fn reading_the_files_is_no_change() {
    let site = Site::new(&[("index", "x")]);
    let before = site.loads.load(Ordering::SeqCst);
    for _ in 0..50 {
        fs::read_to_string(site.root.join("content/index.md")).unwrap();
        fs::read_dir(site.root.join("content")).unwrap().count();
    }
    // A real change after them comes alone.
    site.write("index", "новое");
    site.until("the change is served", || site.body("/").contains("новое"));
    assert_eq!(site.loads.load(Ordering::SeqCst), before + 1);
}

#[test]
fn a_mistake_shows_over_the_last_good_page_and_goes_when_it_is_mended() {
    let site = Site::new(&[("index", "хорошо")]);
    site.write("index", "MISTAKE");
    site.until("the mistake is known", || {
        site.state()["mistakes"]
            .as_array()
            .is_some_and(|found| found.len() == 1)
    });
    let mistake = &site.state()["mistakes"][0];
    assert_eq!(
        (mistake["file"].as_str(), mistake["line"].as_u64()),
        (Some("content/index.md"), Some(3))
    );
    assert!(site.body("/").contains("хорошо"));
    site.write("index", "лучше");
    site.until("the mended page is served", || {
        site.body("/").contains("лучше")
    });
    assert_eq!(site.state()["mistakes"].as_array().map(Vec::len), Some(0));
}

#[test]
fn without_a_good_page_a_plain_one_lists_the_mistakes() {
    let site = Site::new(&[("index", "MISTAKE")]);
    let page = site.body("/anything/");
    assert!(
        page.contains("data-mistakes role=\"alert\"") && page.contains("content/index.md:3:5"),
        "{page}"
    );
    assert_eq!(page.matches(TAG).count(), 1);
    site.write("index", "хорошо");
    site.until("the first good page is served", || {
        site.body("/").contains("хорошо")
    });
}

#[test]
fn failures_and_bugs_leave_the_server_alive() {
    let site = Site::new(&[("index", "хорошо"), ("bad", "BROKEN PAGE")]);
    assert_eq!(site.get("/bad/").status, 500);
    assert_eq!(site.body("/bad/").matches(TAG).count(), 1);
    for word in ["BUG", "FAILURE"] {
        site.write("index", word);
        site.until("the failure is told", || {
            let state = site.state();
            state["mistakes"]
                .as_array()
                .is_some_and(|found| found.len() == 1)
        });
        assert!(site.body("/").contains("хорошо"));
        site.write("index", "хорошо");
        site.until("the page is good again", || {
            site.state()["mistakes"]
                .as_array()
                .is_some_and(Vec::is_empty)
        });
    }
}

#[test]
fn folders_that_come_later_are_watched_too() {
    let site = Site::new(&[("index", "x")]);
    fs::create_dir_all(site.root.join("content/deep/deeper")).unwrap();
    fs::write(site.root.join("content/deep/deeper/late.md"), "раз").unwrap();
    site.until("the page of a new folder is served", || {
        site.get("/late/").status == 200
    });
    fs::write(site.root.join("content/deep/deeper/late.md"), "два").unwrap();
    site.until("its change is served", || {
        site.body("/late/").contains("два")
    });

    fs::remove_dir_all(site.root.join("content")).unwrap();
    site.until("the pages are gone", || site.get("/late/").status == 404);
    fs::create_dir_all(site.root.join("content")).unwrap();
    site.write("again", "снова");
    site.until("a folder that came back is served", || {
        site.get("/again/").status == 200
    });
    site.write("again", "ещё раз");
    site.until("and followed", || site.body("/again/").contains("ещё раз"));

    let loads = site.loads.load(Ordering::SeqCst);
    fs::create_dir_all(site.root.join("themes/default/css")).unwrap();
    fs::write(site.root.join("themes/default/css/site.css"), "a{}").unwrap();
    site.until("a theme that came later is noticed", || {
        site.loads.load(Ordering::SeqCst) > loads
    });
}

#[test]
fn addresses_lead_to_pages_redirects_and_the_sites_own_404() {
    let site = Site::new(&[("index", "x"), ("школа", "с"), ("404", "нет такой")]);
    let school = "/%D1%88%D0%BA%D0%BE%D0%BB%D0%B0";
    assert!(site.body(&format!("{school}/")).contains('с'));
    let redirect = site.get(&format!("{school}?q=1"));
    assert_eq!(
        (redirect.status, redirect.header("Location")),
        (302, Some(format!("{school}/?q=1").as_str()))
    );
    for path in [
        "/none/",
        "/../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//evil.example/..",
        "/a%00b",
        "/x%5c..",
        "/%zz",
    ] {
        let reply = site.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(reply.body.contains("нет такой"), "{path}");
    }
}

#[test]
fn heads_parts_and_other_methods_are_understood() {
    let site = Site::new(&[("index", "x"), ("video", "0123456789")]);
    let address = site.address();
    let head = request(address, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(
        head.header("Content-Length"),
        Some(site.body("/").len().to_string().as_str())
    );
    let part = request(
        address,
        "GET /files/video.mp4 HTTP/1.1\r\nHost: localhost\r\nRange: bytes=2-4\r\n\r\n",
    );
    assert_eq!((part.status, part.body.as_str()), (206, "234"));
    assert_eq!(part.header("Content-Range"), Some("bytes 2-4/10"));
    assert_eq!(part.header("Content-Type"), Some("video/mp4"));
    assert_eq!(
        request(
            address,
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
        )
        .status,
        405
    );
}

#[test]
fn a_foreign_host_name_is_refused() {
    let site = Site::new(&[("index", "тайна")]);
    let reply = request(
        site.address(),
        "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    );
    assert_eq!(reply.status, 403);
    assert!(!reply.body.contains("тайна"));
}

#[test]
fn the_page_that_asks_learns_its_file_and_the_drafts() {
    let pages = [
        ("index", "x"),
        ("done", "---\ntitle: a\n---\n"),
        ("draft", "---\ndraft: true\n---\ndraft: no\n"),
    ];
    let site = Site::with(&pages, |options| options.drafts = true);
    let state: serde_json::Value =
        serde_json::from_str(&site.body("/__metod/state?path=%2Fdraft%2F")).unwrap();
    assert_eq!(state["drafts"], serde_json::json!(["draft/"]));
    assert_eq!(state["source"], "content/draft.md");
}

#[test]
fn only_this_computer_learns_where_the_portal_lies() {
    let pages = [("index", "хорошо"), ("a", "x")];
    let site = Site::with(&pages, |options| options.host = "0.0.0.0".to_owned());
    site.write("index", "MISTAKE");
    site.until("the mistake is known", || {
        !site.state()["mistakes"][0]["file"].is_null()
    });
    let root = site.root.to_str().unwrap();
    let state = |host: &str| {
        let path = "/__metod/state?path=%2Fa%2F";
        let text = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        request(site.address(), &text).body
    };
    let near: serde_json::Value = serde_json::from_str(&state("127.0.0.1")).unwrap();
    assert_eq!(
        near["mistakes"][0]["open"],
        format!("vscode://file{root}/content/index.md:3:5")
    );
    assert_eq!(
        near["open"],
        format!("vscode://file{root}/content/a.md:1:1")
    );
    let far = state("192.168.0.5:8000");
    assert!(!far.contains(root) && !far.contains("vscode:"), "{far}");
    assert!(far.contains("content/index.md") && far.contains("content/a.md"));
    site.write("index", "PATH");
    site.until("the failure is known", || {
        let state = site.state();
        state["mistakes"][0]["message"] == "content/index.md: диск сломался"
    });
}

#[test]
fn another_style_sheet_leaves_the_pages_as_they_are() {
    let site = Site::new(&[("index", "x")]);
    let version = || -> Vec<String> {
        let named = site.body("/__metod/version");
        named.split('.').map(str::to_owned).collect()
    };
    let css = site.root.join("themes/default/css/site.css");
    fs::create_dir_all(css.parent().unwrap()).unwrap();
    fs::write(&css, "a{}").unwrap();
    site.until("the new folder is noticed", || version()[1] != "1");
    // The folder's own events may come in two parts.
    site.until("the preview rests", || {
        let before = version();
        std::thread::sleep(Duration::from_millis(500));
        before == version()
    });
    let before = version();
    fs::write(&css, "b{}").unwrap();
    site.until("the style sheet is noticed", || version() != before);
    let after = version();
    assert_eq!(before[..2], after[..2]);
    assert_ne!(before[2], after[2]);

    // What waited behind a mistake may be any page.
    site.write("index", "MISTAKE");
    site.until("the mistake is known", || version()[3] != after[3]);
    site.write("index", "новое");
    site.until("the page is new", || version()[1] != after[1]);
}

#[test]
fn a_busy_port_is_refused_when_asked_for_and_passed_over_when_not() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let options = Options {
        root: std::env::temp_dir(),
        host: "127.0.0.1".to_owned(),
        port: Port::Asked(port),
        language: Language::Ru,
        drafts: false,
        watching: Watching::AsTheSystemCan,
    };
    let start = |options: &Options| {
        Preview::start(
            options,
            Box::new(|_| Ok((None, Vec::new()))),
            Box::new(|_: Event<'_>| {}),
        )
    };
    let Err(Error(words)) = start(&options) else {
        panic!("a busy port was taken")
    };
    assert!(
        words.contains(&port.to_string()) && words.contains("занят"),
        "{words}"
    );
    let next = start(&Options {
        port: Port::From(port),
        ..options
    })
    .unwrap();
    assert!(next.address().port() > port);
    assert_eq!(
        next.url(),
        format!("http://127.0.0.1:{}/", next.address().port())
    );
}

/// A failed claim leaves no server behind.
struct KilledAtEnd(std::process::Child);

impl Drop for KilledAtEnd {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_command_prints_its_address_and_serves_the_portal() {
    let root = std::env::temp_dir().join(format!("metod-serve-command-{}", std::process::id()));
    let page = root.join("content/pages/about.md");
    fs::create_dir_all(page.parent().unwrap()).unwrap();
    fs::write(
        root.join("content/site.yaml"),
        "title: Портал\ntoday: 2022-10-01\n",
    )
    .unwrap();
    fs::write(&page, "---\ntitle: О площадке\n---\nПервые слова.\n").unwrap();
    let mut child = KilledAtEnd(
        Command::new(env!("CARGO_BIN_EXE_metod"))
            .args(["serve", "--port", "0"])
            .current_dir(&root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap(),
    );
    let mut line = String::new();
    BufReader::new(child.0.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line
        .split("http://")
        .nth(1)
        .and_then(|rest| rest.trim().strip_suffix('/'));
    let address: SocketAddr = address.unwrap().parse().unwrap();
    let get = |path: &str| {
        request(
            address,
            &format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n"),
        )
        .body
    };
    assert!(get("/about/").contains("Первые слова."));
    fs::write(&page, "---\ntitle: О площадке\n---\nДругие слова.\n").unwrap();
    let started = Instant::now();
    while !get("/about/").contains("Другие слова.") {
        assert!(started.elapsed() < PATIENCE, "the change is not served");
    }
    fs::write(&page, "---\ntitle: О площадке\ntitel: опечатка\n---\n").unwrap();
    while !get("/__metod/state").contains("content/pages/about.md") {
        assert!(started.elapsed() < PATIENCE * 2, "the mistake is not shown");
    }
    assert!(get("/about/").contains("Другие слова."));
    drop(child);
    fs::remove_dir_all(&root).unwrap();
}
