//! Files of the output folder: only what differs, whole or not at all, only its own.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use metod::lang::Language;
use metod::publication::{Body, Error};
use metod::write::{Summary, Writer, archive};

/// A folder with a portal's root inside, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("metod-write-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("root/content")).unwrap();
        Folder(path.canonicalize().unwrap())
    }

    fn root(&self) -> PathBuf {
        self.0.join("root")
    }

    fn out(&self) -> PathBuf {
        self.0.join("root/public")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

type Files<'a> = &'a [(&'a str, &'a str)];

fn open(root: &Path, out: &Path, files: Files<'_>) -> Result<Writer, Error> {
    let paths: Vec<String> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
    Writer::open(root, out, &paths, Language::Ru)
}

fn build(folder: &Folder, files: Files<'_>) -> Result<Summary, Error> {
    build_into(folder, &folder.out(), files)
}

fn build_into(folder: &Folder, out: &Path, files: Files<'_>) -> Result<Summary, Error> {
    let body = |text: &str| Body::Text(text.to_owned());
    let writer = open(&folder.root(), out, files)?;
    for path in writer.foreign() {
        let (_, text) = files.iter().find(|(known, _)| *known == path).unwrap();
        writer.adopt(&path, &body(text))?;
    }
    for (path, text) in files {
        writer.put(path, &body(text))?;
    }
    writer.finish()
}

/// Every file below a folder and its text, except the lock, which is always empty.
fn held(folder: &Path) -> BTreeMap<String, String> {
    fn read(root: &Path, folder: &Path, into: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.is_symlink() {
                read(root, &path, into);
            } else {
                let name = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                into.insert(name, fs::read_to_string(&path).unwrap_or_default());
            }
        }
    }
    let mut files = BTreeMap::new();
    read(folder, folder, &mut files);
    files.remove(".metod-lock");
    files
}

fn site_files(out: &Path) -> Vec<String> {
    held(out)
        .into_keys()
        .filter(|name| !name.contains(".metod"))
        .collect()
}

#[track_caller]
fn assert_refused(result: Result<impl Sized, Error>, words: &str) {
    match result {
        Ok(_) => panic!("not refused"),
        Err(Error(text)) => assert!(text.contains(words), "{text}"),
    }
}

fn counted(written: usize, unchanged: usize, removed: usize) -> Summary {
    Summary {
        written,
        unchanged,
        removed,
    }
}

#[test]
fn a_second_build_writes_nothing_and_a_change_writes_one_file() {
    let folder = Folder::new();
    let mut files = [
        ("index.html", "a"),
        ("plans/x/index.html", "б"),
        ("css/site.css", "c"),
    ];
    assert_eq!(build(&folder, &files).unwrap(), counted(3, 0, 0));
    let stamp = |name: &str| {
        fs::metadata(folder.out().join(name))
            .unwrap()
            .modified()
            .unwrap()
    };
    let stamps = [stamp("index.html"), stamp(".metod-manifest")];
    assert_eq!(build(&folder, &files).unwrap(), counted(0, 3, 0));
    assert_eq!([stamp("index.html"), stamp(".metod-manifest")], stamps);
    files[1].1 = "в";
    assert_eq!(build(&folder, &files).unwrap(), counted(1, 2, 0));
    assert_eq!(held(&folder.out())["plans/x/index.html"], "в");
}

#[test]
fn only_files_of_earlier_builds_are_removed_and_folders_they_leave_empty() {
    let folder = Folder::new();
    build(
        &folder,
        &[
            ("index.html", "a"),
            ("old/deep/x.html", "x"),
            ("kept/x.html", "x"),
        ],
    )
    .unwrap();
    fs::write(folder.out().join("kept/note.txt"), "mine").unwrap();
    fs::write(folder.out().join("CNAME"), "mine").unwrap();
    fs::create_dir(folder.out().join("empty-of-mine")).unwrap();
    assert_eq!(
        build(&folder, &[("index.html", "a")]).unwrap(),
        counted(0, 1, 2)
    );
    assert_eq!(
        site_files(&folder.out()),
        ["CNAME", "index.html", "kept/note.txt"]
    );
    assert!(!folder.out().join("old").exists());
    assert!(folder.out().join("empty-of-mine").exists());
}

#[test]
fn the_manifest_names_exactly_the_files_of_the_last_build() {
    let folder = Folder::new();
    build(&folder, &[("a.html", "a"), ("b.html", "b")]).unwrap();
    build(&folder, &[("b.html", "b"), ("c.html", "c")]).unwrap();
    assert_eq!(
        held(&folder.out())[".metod-manifest"],
        "metod 1\nb.html\nc.html\n"
    );
}

#[test]
fn a_folder_that_no_build_made_is_refused_and_stays_as_it_was() {
    let folder = Folder::new();
    fs::create_dir(folder.out()).unwrap();
    fs::write(folder.out().join("thesis.docx"), "mine").unwrap();
    let before = held(&folder.0);
    assert_refused(build(&folder, &[("index.html", "a")]), "не пуста");
    assert_eq!(held(&folder.0), before);
    assert!(!folder.out().join(".metod-lock").exists());
}

#[test]
fn an_empty_folder_is_taken() {
    let folder = Folder::new();
    fs::create_dir(folder.out()).unwrap();
    assert_eq!(
        build(&folder, &[("index.html", "a")]).unwrap(),
        counted(1, 0, 0)
    );
}

#[test]
fn the_root_its_sources_and_every_folder_above_are_refused() {
    let folder = Folder::new();
    fs::create_dir_all(folder.root().join("themes")).unwrap();
    let root = folder.root();
    let outs = [
        root.clone(),
        root.join("content"),
        root.join("content/files"),
        root.join("themes"),
        root.join("x/../content/new"),
        folder.0.clone(),
        folder.0.join("other/.."),
        PathBuf::from("/"),
    ];
    for out in outs {
        let before = held(&folder.0);
        assert!(
            build_into(&folder, &out, &[("index.html", "a")]).is_err(),
            "{}",
            out.display()
        );
        assert_eq!(held(&folder.0), before, "{}", out.display());
    }
}

#[test]
fn the_home_folder_is_refused() {
    let folder = Folder::new();
    let home = std::env::home_dir().unwrap();
    assert!(build_into(&folder, &home, &[("index.html", "a")]).is_err());
    assert!(!home.join(".metod-lock").exists());
}

#[test]
fn a_file_at_the_place_of_the_folder_is_refused() {
    let folder = Folder::new();
    fs::write(folder.out(), "mine").unwrap();
    assert_refused(build(&folder, &[("index.html", "a")]), "файл, а не папка");
}

#[cfg(unix)]
#[test]
fn symbolic_links_as_the_folder_or_inside_it_are_refused() {
    let folder = Folder::new();
    let elsewhere = folder.0.join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, folder.out()).unwrap();
    assert_refused(
        build(&folder, &[("index.html", "a")]),
        "символическая ссылка",
    );
    assert_refused(
        build_into(
            &folder,
            &folder.root().join("public/"),
            &[("index.html", "a")],
        ),
        "символическая ссылка",
    );
    fs::remove_file(folder.out()).unwrap();

    build(&folder, &[("index.html", "a")]).unwrap();
    std::os::unix::fs::symlink(&elsewhere, folder.out().join("plans")).unwrap();
    assert_refused(
        build(&folder, &[("index.html", "b"), ("plans/x.html", "x")]),
        "символическая ссылка",
    );
    assert_eq!(held(&folder.out())["index.html"], "a");
    // A link that is in nobody's way is somebody's and stays.
    assert_eq!(
        build(&folder, &[("index.html", "b")]).unwrap(),
        counted(1, 0, 0)
    );
    assert!(folder.out().join("plans").is_symlink());
    assert!(held(&elsewhere).is_empty());
}

#[cfg(unix)]
#[test]
fn a_link_at_the_place_of_a_removed_folder_is_not_followed() {
    let folder = Folder::new();
    build(&folder, &[("index.html", "a"), ("old/x.html", "x")]).unwrap();
    let elsewhere = folder.0.join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("x.html"), "mine").unwrap();
    fs::remove_dir_all(folder.out().join("old")).unwrap();
    std::os::unix::fs::symlink(&elsewhere, folder.out().join("old")).unwrap();
    assert!(build(&folder, &[("index.html", "a")]).is_err());
    assert_eq!(held(&elsewhere)["x.html"], "mine");
}

#[test]
fn a_foreign_file_at_a_planned_path_is_refused_unless_it_is_the_same() {
    let folder = Folder::new();
    build(&folder, &[("index.html", "a")]).unwrap();
    fs::write(folder.out().join("robots.txt"), "mine").unwrap();
    let files = [("index.html", "b"), ("robots.txt", "ours")];
    assert_refused(build(&folder, &files), "robots.txt");
    assert_eq!(held(&folder.out())["index.html"], "a");
    assert_eq!(held(&folder.out())["robots.txt"], "mine");
    fs::write(folder.out().join("robots.txt"), "ours").unwrap();
    assert_eq!(build(&folder, &files).unwrap(), counted(1, 1, 0));
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let folder = Folder::new();
    build(&folder, &[("a", "file"), ("b/c/d.html", "x")]).unwrap();
    assert_eq!(
        build(&folder, &[("a/index.html", "y"), ("b", "file")]).unwrap(),
        counted(2, 0, 2)
    );
    assert_eq!(site_files(&folder.out()), ["a/index.html", "b"]);
    fs::write(folder.out().join("a/note.txt"), "mine").unwrap();
    assert_refused(build(&folder, &[("a", "file")]), "чужой файл");
    assert_eq!(held(&folder.out())["a/note.txt"], "mine");
}

#[test]
fn paths_that_leave_the_folder_or_exclude_each_other_are_refused() {
    let folder = Folder::new();
    for path in ["../x", "/x", "a/../b", "a//b", "a\\b", ".metod-x", "a/", ""] {
        assert!(build(&folder, &[(path, "x")]).is_err(), "{path}");
    }
    assert_refused(
        build(&folder, &[("a", "x"), ("a/b", "y")]),
        "и файлом, и папкой",
    );
    assert!(!folder.out().exists());
}

#[test]
fn a_second_build_of_the_same_folder_says_that_it_is_busy() {
    let folder = Folder::new();
    let files = [("index.html", "a")];
    let first = open(&folder.root(), &folder.out(), &files).unwrap();
    assert_refused(open(&folder.root(), &folder.out(), &files), "другая сборка");
    drop(first);
    assert!(open(&folder.root(), &folder.out(), &files).is_ok());
}

/// A process that is just being started holds a copy of every open file for a moment.
#[test]
fn a_build_that_is_over_holds_no_folder_through_a_process_started_meanwhile() {
    let folder = Folder::new();
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                let program = std::env::current_exe().unwrap();
                let _ = Command::new(program)
                    .arg("--list")
                    .stdout(Stdio::null())
                    .status();
            }
        });
        let builds: Vec<_> = (0..2000)
            .map(|_| build(&folder, &[("index.html", "a")]))
            .collect();
        over.store(true, Ordering::Relaxed);
        for result in builds {
            result.unwrap();
        }
    });
}

#[test]
fn copied_files_are_compared_and_copied_as_they_are() {
    let folder = Folder::new();
    let source = folder.0.join("video.mp4");
    let bytes: Vec<u8> = (0..200_000_u32)
        .map(|number| (number % 251) as u8)
        .collect();
    fs::write(&source, &bytes).unwrap();
    let paths = ["files/video.mp4".to_owned()];
    let build = || {
        let writer = Writer::open(&folder.root(), &folder.out(), &paths, Language::En)?;
        writer.put(&paths[0], &Body::Copy(source.clone()))?;
        writer.finish()
    };
    assert_eq!(build().unwrap(), counted(1, 0, 0));
    assert_eq!(build().unwrap(), counted(0, 1, 0));
    let target = folder.out().join("files/video.mp4");
    assert_eq!(fs::read(&target).unwrap(), bytes);
    let mut changed = bytes.clone();
    changed[150_000] ^= 1;
    fs::write(&target, changed).unwrap();
    assert_eq!(build().unwrap(), counted(1, 0, 0));
    fs::write(&target, &bytes[..bytes.len() - 1]).unwrap();
    assert_eq!(build().unwrap(), counted(1, 0, 0));
    assert_eq!(fs::read(&target).unwrap(), bytes);
}

#[test]
fn many_threads_may_write_at_once() {
    let folder = Folder::new();
    let paths: Vec<String> = (0..400)
        .map(|number| format!("d{}/e{}/p{number}.html", number % 7, number % 3))
        .collect();
    let writer = Writer::open(&folder.root(), &folder.out(), &paths, Language::En).unwrap();
    std::thread::scope(|scope| {
        for part in paths.chunks(50) {
            let writer = &writer;
            scope.spawn(move || {
                for path in part {
                    writer.put(path, &Body::Text(path.clone())).unwrap();
                }
            });
        }
    });
    assert_eq!(writer.finish().unwrap(), counted(400, 0, 0));
    assert_eq!(site_files(&folder.out()).len(), 400);
}

/// How big a generation of the killed site is; its text names it, so that a mixture would show.
const KILLED_FILES: usize = 60;

fn killed_body(generation: usize, path: &str) -> String {
    format!("{generation} {path} ").repeat(2_000)
}

fn killed_paths(generation: usize) -> Vec<String> {
    (0..KILLED_FILES)
        .map(|number| format!("d{number}/g{}/index.html", (generation + number) % 3))
        .collect()
}

/// Not a test of its own: the process that `a_kill_at_any_moment_…` kills.
#[test]
fn child_that_builds_until_it_is_killed() {
    let Some(root) = std::env::var_os("METOD_TEST_ROOT").map(PathBuf::from) else {
        return;
    };
    for generation in 0.. {
        let paths = killed_paths(generation);
        let writer = Writer::open(&root, &root.join("public"), &paths, Language::En).unwrap();
        for path in &paths {
            writer
                .put(path, &Body::Text(killed_body(generation, path)))
                .unwrap();
        }
        writer.finish().unwrap();
    }
}

#[test]
fn a_kill_at_any_moment_leaves_whole_files_and_nothing_unowned() {
    let folder = Folder::new();
    for round in 0..12_u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_that_builds_until_it_is_killed"])
            .env("METOD_TEST_ROOT", folder.root())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The moment of the kill is the point here, so this waits for a time, not for a state.
        let started = Instant::now();
        while started.elapsed() < Duration::from_millis(20 + round * 13) {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();

        let manifest = held(&folder.out())
            .get(".metod-manifest")
            .cloned()
            .unwrap_or_default();
        for (path, text) in held(&folder.out()) {
            if path.contains(".metod") {
                continue;
            }
            let generation: usize = text.split(' ').next().unwrap().parse().unwrap();
            assert_eq!(text, killed_body(generation, &path), "{path} is not whole");
            assert!(manifest.contains(&path), "{path} is not owned");
        }
    }
    build(&folder, &[("index.html", "a")]).unwrap();
    assert_eq!(
        held(&folder.out()).into_keys().collect::<Vec<_>>(),
        [".metod-manifest", "index.html"]
    );
}

#[test]
fn an_archive_holds_the_site_and_never_replaces_a_foreign_file() {
    let folder = Folder::new();
    let paths = ["b.html".to_owned(), "a/index.html".to_owned()];
    build(&folder, &[("b.html", "b"), ("a/index.html", "a")]).unwrap();
    let day = jiff::civil::date(2022, 10, 1);
    let zip = folder.0.join("site.zip");
    let pack = |zip: &Path| archive(&folder.out(), &paths, zip, day, Language::Ru);
    pack(&zip).unwrap();
    let first = fs::read(&zip).unwrap();
    fs::remove_file(&zip).unwrap();
    pack(&zip).unwrap();
    assert_eq!(fs::read(&zip).unwrap(), first);
    pack(&zip).unwrap();
    let names: Vec<String> = {
        let mut held = zip::ZipArchive::new(fs::File::open(&zip).unwrap()).unwrap();
        (0..held.len())
            .map(|index| held.by_index(index).unwrap().name().unwrap().into_owned())
            .collect()
    };
    assert_eq!(names, ["a/index.html", "b.html"]);

    let foreign = folder.0.join("thesis.zip");
    fs::write(&foreign, "mine").unwrap();
    assert_refused(pack(&foreign), "не этой программой");
    assert_eq!(fs::read_to_string(&foreign).unwrap(), "mine");
    assert_refused(pack(&folder.out().join("site.zip")), "вне этой папки");
    assert!(
        !fs::read_dir(&folder.0)
            .unwrap()
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().contains("tmp"))
    );
}
