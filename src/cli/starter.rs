//! The starter portal inside the program: what `init` writes and what `new` takes headings from.

use include_dir::{Dir, DirEntry, include_dir};

use crate::portal::Kind;

static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/starter");

/// A file of the starter.
pub struct File {
    /// Where it goes, relative to the root.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Whether it is a program.
    pub is_program: bool,
}

/// Files that would mean something to this repository under their own names.
const NAMES: &[(&str, &str)] = &[
    ("editor/editorconfig", ".editorconfig"),
    ("editor/gitignore", ".gitignore"),
    ("editor/extensions.json", ".vscode/extensions.json"),
];

/// The launchers: their names and what they run.
const LAUNCHERS: &[(&str, &str)] = &[
    ("Посмотреть", "serve --open"),
    ("Проверить", "check"),
    ("Собрать", "build"),
];

/// Every file that a new portal begins with, by path, but for what is made of the definitions.
pub fn files() -> Vec<File> {
    let mut found = Vec::new();
    collect(&STARTER, &mut found);
    let mut files: Vec<File> = found
        .into_iter()
        .filter_map(|(path, bytes)| {
            let named = NAMES.iter().find(|(own, _)| *own == path);
            let path = match named {
                Some((_, name)) => (*name).to_owned(),
                None if path.starts_with("content/") => path,
                None => return None,
            };
            Some(File {
                path,
                bytes,
                is_program: false,
            })
        })
        .collect();
    for (name, command) in LAUNCHERS {
        files.push(launcher(name, "cmd", command));
        files.push(launcher(name, "sh", command));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn launcher(name: &str, extension: &str, command: &str) -> File {
    let template = STARTER.get_file(format!("editor/launcher.{extension}"));
    let template = template.and_then(include_dir::File::contents_utf8);
    let mut text = template
        .unwrap_or_default()
        .replace("COMMAND", command)
        .replace("NAME", name);
    // The command interpreter of Windows reads lines that end as its own do.
    if extension == "cmd" {
        text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    File {
        path: format!("{name}.{extension}"),
        bytes: text.into_bytes(),
        is_program: extension == "sh",
    }
}

/// The headings of the starter's entry of a kind: what a body of that kind is usually made of.
pub fn headings(kind: Kind) -> Vec<String> {
    let mut found = Vec::new();
    collect(&STARTER, &mut found);
    let folder = format!("content/{}/", kind.folder());
    let entry = found
        .into_iter()
        .find(|(path, _)| path.starts_with(&folder));
    let text = entry.and_then(|(_, bytes)| String::from_utf8(bytes).ok());
    let text = text.unwrap_or_default();
    // Comments of the front matter begin with the same sign.
    let body = text.split("\n---\n").nth(1).unwrap_or_default();
    let lines = body.lines().filter(|line| line.starts_with("## "));
    lines.map(str::to_owned).collect()
}

fn collect(dir: &Dir, into: &mut Vec<(String, Vec<u8>)>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => collect(dir, into),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                into.push((path, file.contents().to_vec()));
            }
        }
    }
}
