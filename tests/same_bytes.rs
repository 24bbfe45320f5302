//! The same content gives the same bytes, whatever the machine, the place and the number of jobs.

#![allow(clippy::disallowed_methods)] // A test reads what was built.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An empty folder of this test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("same-bytes")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder under target");
    folder
}

/// Copies the demo's content, in the order that its files are named backwards.
fn copy_of_the_demo(to: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(&from)
        .into_iter()
        .map(|entry| entry.expect("a readable folder"))
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    // A file system that lists files in the order of their making lists them otherwise in this copy.
    files.sort_by(|a, b| b.cmp(a));
    for file in files {
        let target = to
            .join("content")
            .join(file.strip_prefix(&from).expect("a file of the demo"));
        std::fs::create_dir_all(target.parent().expect("a folder around a file"))
            .expect("a folder");
        std::fs::copy(&file, &target).expect("a copy");
    }
}

/// Builds a root into a folder and gives the closing line.
fn build(root: &Path, out: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_metod"))
        .current_dir(root)
        .args(["--lang", "en", "build", "--out"])
        .arg(out)
        .args(arguments)
        .envs(environment.iter().copied())
        .output()
        .expect("the program starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("a line in UTF-8")
}

fn files(out: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(out)
        .into_iter()
        .map(|entry| entry.expect("a readable folder"))
    {
        if entry.file_type().is_file() {
            let inside = entry
                .path()
                .strip_prefix(out)
                .expect("a file of the folder")
                .to_path_buf();
            files.insert(
                inside,
                std::fs::read(entry.path()).expect("a file that was just written"),
            );
        }
    }
    files
}

#[test]
fn one_job_here_and_two_jobs_elsewhere_give_the_same_bytes_in_any_zone_and_locale() {
    let here = folder("one");
    let elsewhere = folder("other place with a longer name");
    copy_of_the_demo(&elsewhere);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    build(
        root,
        &here.join("out"),
        &["--jobs", "1"],
        &[("TZ", "UTC"), ("LANG", "C"), ("LC_ALL", "C"), ("HOME", "/")],
    );
    build(
        &elsewhere,
        &elsewhere.join("site"),
        &["--jobs", "2"],
        &[
            ("TZ", "Pacific/Kiritimati"),
            ("LANG", "ru_RU.UTF-8"),
            ("LC_ALL", "ru_RU.UTF-8"),
            ("SOURCE_DATE_EPOCH", "1"),
        ],
    );
    let (one, other) = (files(&here.join("out")), files(&elsewhere.join("site")));
    assert!(one.len() > 100, "only {} files", one.len());
    let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    for (path, bytes) in &one {
        assert!(other[path] == *bytes, "{} differs", path.display());
        let text = String::from_utf8_lossy(bytes);
        for trace in [env!("CARGO_MANIFEST_DIR"), "same-bytes"] {
            assert!(
                !text.contains(trace),
                "{} names a folder of this machine",
                path.display()
            );
        }
    }
}

#[test]
fn a_second_build_writes_nothing() {
    let out = folder("twice").join("out");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let count = |line: &str, word: &str| -> usize {
        let number = regex::Regex::new(&format!(r"{word} (\d+)")).expect("a right expression");
        let found = number
            .captures(line)
            .unwrap_or_else(|| panic!("no «{word}» in «{line}»"));
        found[1].parse().expect("a number")
    };
    let first = build(root, &out, &[], &[]);
    let stamps = |out: &Path| -> BTreeMap<PathBuf, std::time::SystemTime> {
        files(out)
            .into_keys()
            .filter(|path| !path.to_string_lossy().contains(".metod"))
            .map(|path| {
                let stamp =
                    std::fs::metadata(out.join(&path)).and_then(|metadata| metadata.modified());
                (path, stamp.expect("a stamp"))
            })
            .collect()
    };
    let before = stamps(&out);
    assert_eq!(count(&first, "written"), before.len(), "{first}");
    let second = build(root, &out, &[], &[]);
    assert_eq!(count(&second, "written"), 0, "{second}");
    assert_eq!(count(&second, "unchanged"), before.len(), "{second}");
    assert_eq!(before, stamps(&out));
}
