//! What the preview shows is what the build writes: the same bytes, and one script tag in every page.

#![allow(clippy::disallowed_methods)] // A test reads what was built.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// What the preview adds to a page, and all it adds.
const SCRIPT: &str = r#"<script src="/__metod/preview.js"></script>"#;
const TODAY: &str = "2022-10-01";

/// A running preview that does not outlive its test.
struct Preview {
    child: Child,
    address: SocketAddr,
}

impl Preview {
    fn of(root: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_metod"))
            .arg("--root")
            .arg(root)
            .args(["--lang", "en", "serve", "--port", "0", "--today", TODAY])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output"))
            .read_line(&mut line)
            .expect("its first line");
        let address = line
            .split("http://")
            .nth(1)
            .map(|rest| rest.trim().trim_end_matches('/'));
        let address = address
            .and_then(|address| address.parse().ok())
            .unwrap_or_else(|| panic!("no address in «{line}»"));
        Self { child, address }
    }

    /// The status and the body of an answer.
    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(self.address).expect("the preview listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .expect("a time limit");
        write!(
            stream,
            "GET /{path} HTTP/1.1\r\nHost: {}\r\n\r\n",
            self.address
        )
        .expect("a request");
        let mut answer = BufReader::new(stream);
        let mut line = String::new();
        answer
            .read_line(&mut line)
            .expect("the first line of an answer");
        let status = line
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .expect("a status");
        let mut length = 0;
        while !line.trim().is_empty() {
            line.clear();
            answer.read_line(&mut line).expect("a line of the head");
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        answer.read_exact(&mut body).expect("the whole body");
        (status, body)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Every file that a build of a portal writes.
fn built(root: &Path, name: &str) -> BTreeMap<String, Vec<u8>> {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("preview-{name}"));
    let _ = std::fs::remove_dir_all(&out);
    let output = Command::new(env!("CARGO_BIN_EXE_metod"))
        .arg("--root")
        .arg(root)
        .args(["build", "--today", TODAY, "--out"])
        .arg(&out)
        .output()
        .expect("the program starts");
    assert!(
        output.status.success(),
        "{name}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&out)
        .into_iter()
        .map(|entry| entry.expect("a readable folder"))
    {
        if entry.file_type().is_file() && !entry.file_name().to_string_lossy().starts_with(".metod")
        {
            let inside = entry
                .path()
                .strip_prefix(&out)
                .expect("a file of the folder");
            let inside = inside.to_str().expect("a name in UTF-8").replace('\\', "/");
            files.insert(
                inside,
                std::fs::read(entry.path()).expect("a file that was just written"),
            );
        }
    }
    files
}

/// An address as a browser asks for it.
fn address(path: &str) -> String {
    let shown = match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    };
    let mut encoded = String::new();
    for byte in shown.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[track_caller]
fn assert_same(root: &Path, name: &str) {
    let files = built(root, name);
    assert!(files.contains_key("index.html"), "{name} has no home page");
    let preview = Preview::of(root);
    for (path, bytes) in &files {
        let (status, body) = preview.get(&address(path));
        assert_eq!(status, 200, "{name}: {path}");
        if !path.ends_with(".html") {
            assert!(body == *bytes, "{name}: {path} differs");
            continue;
        }
        let body = String::from_utf8(body).expect("a page in UTF-8");
        assert_eq!(body.matches(SCRIPT).count(), 1, "{name}: {path}");
        assert!(
            body.replacen(SCRIPT, "", 1).as_bytes() == bytes,
            "{name}: {path} differs by more than the script"
        );
    }
    let (status, body) = preview.get("no/such/page/");
    assert_eq!(status, 404);
    let lost = String::from_utf8(body)
        .expect("a page in UTF-8")
        .replacen(SCRIPT, "", 1);
    assert!(
        lost.as_bytes() == files["404.html"],
        "{name}: a lost address does not show 404.html"
    );
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_previewed_demo_is_the_built_demo_and_one_script_tag() {
    assert_same(&root(), "demo");
}

#[test]
fn every_golden_portal_is_previewed_as_it_is_built() {
    let golden = root().join("tests/golden");
    let mut portals: Vec<PathBuf> = std::fs::read_dir(&golden)
        .unwrap_or_else(|error| panic!("{}: {error}", golden.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.join("content").is_dir())
        .collect();
    portals.sort();
    assert!(!portals.is_empty(), "no golden portals");
    for portal in portals {
        let name = portal
            .file_name()
            .expect("a folder's name")
            .to_string_lossy()
            .into_owned();
        assert_same(&portal, &name);
    }
}

#[test]
fn who_leads_to_a_page_is_told_with_titles_and_measures() {
    let preview = Preview::of(&root());
    let links = |path: &str| -> serde_json::Value {
        let (status, body) = preview.get(&format!("__metod/links?path=%2F{path}"));
        assert_eq!(status, 200, "{path}");
        let answer: serde_json::Value = serde_json::from_slice(&body).expect("an answer in JSON");
        answer["links"].clone()
    };
    let addresses = |path: &str| -> Vec<String> {
        let links = links(path);
        let rows = links.as_array().expect("a list").iter();
        rows.map(|row| row["address"].as_str().expect("an address").to_owned())
            .collect()
    };
    // A reference in front matter.
    let practice = links("practices/konsilium-za-chas/");
    assert_eq!(
        practice[0]["address"], "/practices/marshrutnyi-list-ovz/",
        "{practice}"
    );
    assert_eq!(practice[0]["title"], "Маршрутный лист ученика с ОВЗ");
    assert_eq!(practice[0]["kind"], "Практика");
    // The menu, a link of Markdown, measures of a plan.
    assert!(addresses("how-to-send-practice/").contains(&"/".to_owned()));
    assert!(addresses("evidence-levels/").contains(&"/how-to-send-practice/".to_owned()));
    let executor = links("organizations/iro-yugra/");
    let rows = executor.as_array().expect("a list");
    let plan = rows
        .iter()
        .find(|row| {
            let address = row["address"].as_str();
            address.is_some_and(|address| address.starts_with("/plans/yugra-2022/#m-"))
        })
        .unwrap_or_else(|| panic!("the plan does not lead to its executor: {executor}"));
    assert!(
        plan["measures"]
            .as_str()
            .is_some_and(|words| words.starts_with("measures ")),
        "{plan}"
    );
    // Another paper of an entry means its page; nothing leads to itself.
    let of_plan = addresses("plans/yugra-2022/");
    assert_eq!(addresses("plans/yugra-2022/print/"), of_plan);
    assert!(
        !of_plan.is_empty()
            && !of_plan
                .iter()
                .any(|to| to.starts_with("/plans/yugra-2022/"))
    );
    // An address that is none leads to nothing, too.
    assert_eq!(links("no/such/page/"), serde_json::json!([]));
}
