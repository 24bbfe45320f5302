//! `metod init`: a new portal that builds and teaches; whatever stands there already stays as it is.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Outcome;
use super::arguments::Init;
use super::console::Console;
use super::editor::{self, SETTINGS};
use super::starter::{self, File};
use crate::discover::{self, Role};
use crate::formats::schema::editor as files;
use crate::lang::{Language, message};
use crate::publication::{Error, Publication, Settings};
use crate::write;

/// Makes what is missing of a portal in the folder and says what it left alone.
pub fn init(options: &Init, root: Option<&Path>, console: &Console) -> Result<Outcome, Error> {
    let language = console.language;
    let folder = options.folder.as_deref().or(root);
    let folder: PathBuf = folder.unwrap_or(Path::new(".")).to_path_buf();
    fs::create_dir_all(&folder).map_err(|error| failed(language, &folder, &error))?;
    let starter = starter::files();
    let in_use = is_in_use(&folder, &starter)?;
    let mut wanted = starter;
    if in_use {
        wanted.retain(|file| !file.path.starts_with("content/"));
    }
    wanted.extend(settings(language));
    let (mut made, mut kept) = (0, Vec::new());
    for file in &wanted {
        match put(&folder, file, language)? {
            true => made += 1,
            false => kept.push(file.path.as_str()),
        }
    }
    schemas(&folder, language)?;
    if !console.quiet {
        report(&folder, made, &kept, console);
        if in_use {
            console.tell(&message(language, "init.in-use", &[]));
        }
    }
    Ok(Outcome::Done)
}

/// What was made, what was left alone, and what to do next.
fn report(folder: &Path, made: usize, kept: &[&str], console: &Console) {
    let language = console.language;
    let say =
        |key: &str, name: &'static str, value: String| message(language, key, &[(name, value)]);
    for path in kept {
        console.tell(&say("init.kept-file", "path", (*path).to_owned()));
    }
    if kept.contains(&SETTINGS) && !editor::names_schemas(folder) {
        console.tell(&say("init.settings", "path", sample_settings()));
    }
    if made == 0 {
        console.print(&message(language, "init.nothing", &[]));
        return;
    }
    console.print(&say("init.made", "count", made.to_string()));
    let content = match folder == Path::new(".") {
        true => PathBuf::from("content"),
        false => folder.join("content"),
    };
    let content = content.display().to_string();
    console.tell(&say("init.next", "path", content));
}

/// Whether the folder holds entries of somebody's own: examples would only be in their way.
fn is_in_use(folder: &Path, starter: &[File]) -> Result<bool, Error> {
    if !folder.join("content").is_dir() {
        return Ok(false);
    }
    let files = discover::files(folder)?;
    let is_own = |relative: &str| starter.iter().all(|file| file.path != relative);
    Ok(files
        .iter()
        .any(|file| matches!(file.role, Role::Entry { .. }) && is_own(&file.relative)))
}

/// The settings of the editor, made of the same table as the schemas; a copy stands where it is found
/// by who has settings of their own.
fn settings(language: Language) -> Vec<File> {
    let file = |path: &str, text: String| File {
        path: path.to_owned(),
        bytes: text.into_bytes(),
        is_program: false,
    };
    vec![
        file(SETTINGS, files::settings()),
        file(".vscode/metod.code-snippets", files::snippets(language)),
    ]
}

fn sample_settings() -> String {
    format!("{}/settings.json", files::FOLDER)
}

/// Makes one file, unless something has its name already.
fn put(folder: &Path, file: &File, language: Language) -> Result<bool, Error> {
    let path = folder.join(&file.path);
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    let failed = |error: io::Error| failed(language, &path, &error);
    let parent = path.parent().unwrap_or(folder);
    fs::create_dir_all(parent).map_err(failed)?;
    let inside = parent.canonicalize().map_err(failed)?;
    if !inside.starts_with(folder.canonicalize().map_err(failed)?) {
        let values = [("path", parent.display().to_string())];
        return Err(Error(message(language, "init.outside", &values)));
    }
    // Somebody may have made it a moment ago; then it is theirs.
    let opened = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path);
    match opened {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        opened => opened
            .map_err(failed)?
            .write_all(&file.bytes)
            .map_err(failed)?,
    }
    if file.is_program {
        let _ = make_program(&path);
    }
    Ok(true)
}

#[cfg(unix)]
fn make_program(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_program(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The schemas for the editor, with the names of the portal as it now is.
fn schemas(folder: &Path, language: Language) -> Result<(), Error> {
    let settings = Settings {
        root: folder.to_path_buf(),
        now: Some(jiff::Timestamp::now()),
        language,
        ..Settings::default()
    };
    // A portal with mistakes gets them when `serve` has read it without.
    if let (Some(publication), _) = Publication::load(&settings)? {
        editor::renew(folder, &publication.portal, language)?;
    }
    Ok(())
}

fn failed(language: Language, path: &Path, error: &io::Error) -> Error {
    let values = [
        ("path", path.display().to_string()),
        ("cause", write::cause(language, error)),
    ];
    Error(message(language, "write.no-write", &values))
}
