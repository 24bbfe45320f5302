//! What the preview shows is what the build writes: the same bytes, and one script tag in every page.

#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // A test reads what was built.

#[path = "program/preview.rs"]
mod program;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use metod::percent;
use program::{Reply, SCRIPT, Served};

const TODAY: &str = "2022-10-01";

fn preview(root: &Path) -> Served {
    let mut command = Command::new(env!("CARGO_BIN_EXE_metod"));
    let command = command.arg("--root").arg(root);
    Served::start(command.args(["--lang", "en", "serve", "--port", "0", "--today", TODAY]))
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
    percent::encode(shown, |byte| percent::is_unreserved(byte) || byte == b'/')
}

#[track_caller]
fn assert_same(root: &Path, name: &str) {
    let files = built(root, name);
    assert!(files.contains_key("index.html"), "{name} has no home page");
    let preview = preview(root);
    for (path, bytes) in &files {
        let Reply { status, body, .. } = preview.get(&address(path));
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
    let Reply { status, body, .. } = preview.get("no/such/page/");
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
    let preview = preview(&root());
    let links = |path: &str| -> serde_json::Value {
        let Reply { status, body, .. } = preview.get(&format!("__metod/links?path=%2F{path}"));
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
