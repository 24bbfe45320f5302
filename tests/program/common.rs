//! What every test of the program as a person runs it does: makes a folder of its own and runs it there.

#![allow(dead_code)] // Each test takes what it needs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// An empty folder of one test's own; `name` may have several parts.
pub fn empty(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a file and the folders it needs.
pub fn write(folder: &Path, path: &str, text: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// Runs the program in a folder, with nobody at the keyboard.
pub fn metod(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_metod"))
        .current_dir(folder)
        .env_remove("METOD_LANG")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// What a command says, when it ends as expected.
#[track_caller]
pub fn said(folder: &Path, arguments: &[&str], code: i32) -> String {
    let output = metod(folder, arguments);
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
    text
}
