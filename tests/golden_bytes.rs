//! Every golden portal gives the same bytes at any `--jobs`, in any folder, time zone and locale, and
//! a second build writes nothing. `same_bytes.rs` asks the same of the demo.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // Tests read their folders and start the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rayon::prelude::*;
use walkdir::WalkDir;

/// A folder of its own, removed at the end.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// One way to run the build, as different from the other as it can be.
struct Run {
    folder: &'static str,
    jobs: &'static str,
    timezone: &'static str,
    locale: &'static str,
}

const ONE: Run = Run {
    folder: "a",
    jobs: "1",
    timezone: "Pacific/Kiritimati",
    locale: "ru_RU.UTF-8",
};
const TWO: Run = Run {
    folder: "другая папка/b",
    jobs: "2",
    timezone: "America/Los_Angeles",
    locale: "C",
};

#[test]
fn golden_portals_give_the_same_bytes_everywhere_and_are_not_written_twice() {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut portals: Vec<PathBuf> = fs::read_dir(all)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("content").is_dir())
        .collect();
    portals.sort();
    portals.par_iter().for_each(|portal| {
        let name = portal.file_name().unwrap().to_str().unwrap();
        let place =
            std::env::temp_dir().join(format!("metod-golden-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&place);
        let folder = Folder(place);
        let one = build(portal, &folder.0, &ONE);
        let two = build(portal, &folder.0, &TWO);
        assert!(
            one.keys().eq(two.keys()),
            "{name}: the builds have other files"
        );
        for (path, bytes) in &one {
            assert!(*bytes == two[path], "{name}: {path} differs");
        }
        let second = metod(&folder.0, &ONE);
        assert!(second.contains("files written 0,"), "{name}: {second}");
        assert!(second.contains("removed 0;"), "{name}: {second}");
    });
}

/// Copies the portal into a folder, builds it there and reads what was made.
fn build(portal: &Path, place: &Path, run: &Run) -> BTreeMap<String, Vec<u8>> {
    let root = place.join(run.folder);
    for part in ["content", "themes"] {
        copy(&portal.join(part), &root.join(part));
    }
    metod(place, run);
    let public = root.join("public");
    let mut files = BTreeMap::new();
    for entry in WalkDir::new(&public) {
        let path = entry.unwrap().into_path();
        let name = path.strip_prefix(&public).unwrap().to_str().unwrap();
        // The program's own files in the folder are no part of the site.
        if path.is_file() && !name.starts_with(".metod") {
            files.insert(name.to_owned(), fs::read(&path).unwrap());
        }
    }
    let archive = place.join(format!("{}.zip", run.jobs));
    files.insert("the archive".to_owned(), fs::read(archive).unwrap());
    files
}

fn copy(from: &Path, to: &Path) {
    for entry in WalkDir::new(from).into_iter().filter_map(Result::ok) {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Builds and gives the closing line.
fn metod(place: &Path, run: &Run) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_metod"))
        .args(["--lang", "en", "--root"])
        .arg(place.join(run.folder))
        .args(["build", "--today", "2022-10-01", "--jobs", run.jobs])
        .arg("--zip")
        .arg(place.join(format!("{}.zip", run.jobs)))
        .env("TZ", run.timezone)
        .env("LANG", run.locale)
        .env("LC_ALL", run.locale)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}
