//! What every test of an import does: makes a portal of its own and runs the program in it.

#![allow(dead_code)] // Each test takes what it needs.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder that no earlier run has left anything in.
pub fn fresh(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).expect("a copy")),
        }
    }
}

pub fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn metod(portal: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_metod"))
        .arg("--root")
        .arg(portal)
        .args(arguments)
        .current_dir(portal)
        .env_remove("METOD_LANG")
        .output()
        .expect("the program starts")
}

pub fn told(output: &Output) -> String {
    let text = [&*output.stdout, &*output.stderr].map(String::from_utf8_lossy);
    text.concat()
}

#[track_caller]
pub fn run(portal: &Path, arguments: &[&str], code: i32) -> String {
    let output = metod(portal, arguments);
    assert_eq!(output.status.code(), Some(code), "{}", told(&output));
    told(&output)
}
