//! A small portal with an entry of every kind, in a folder of its own, and what a clean build makes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use metod::diagnostics::Severity;
use metod::publication::{Body, Publication, Settings};

use super::client;

/// The day of every portal of these tests.
pub const TODAY: &str = "2026-05-15";

/// What the starter portal lacks: practices that name each other, one that keeps its school to itself and what
/// names that one, a draft, a folder in a folder, a loose file.
const MORE: &[(&str, &str)] = &[
    (
        "practices/pary.md",
        "---\ntitle: Пары коллег\nsummary: Как мы ходим друг к другу.\ndate: 2026-02-01\n\
         organization: primer-shkola-2\norganization_shown: false\nproblem: Мало времени.\nfacets:\n  risk: [low-motivation]\n  level: [ooo]\n\
         tags: [взаимопосещение]\n---\n\nСм. [другую](dnevnik.md) и РМЦ.\n",
    ),
    (
        "practices/dnevnik.md",
        "---\ntitle: Дневник наблюдений\nsummary: Записи после каждого урока.\ndate: 2026-03-01\n\
         organization: primer-shkola\nproblem: Мало времени.\nfacets:\n  risk: [teacher-competence]\n  level: [noo]\n\
         aliases: [/old/dnevnik/]\n---\n\n## Шаги\n\nПосле ВПР.\n",
    ),
    (
        "practices/seti/klub.md",
        "---\ntitle: Клуб математиков\nsummary: Встречи трёх школ.\ndate: 2026-01-15\n\
         organization: primer-shkola\nproblem: Мало времени.\nrelated: [practices/pary]\nfacets:\n  level: [soo, ooo]\n---\n\nТекст.\n",
    ),
    (
        "practices/chernovik.md",
        "---\ntitle: Черновик\nsummary: Ещё не готово.\ndraft: true\norganization: primer-shkola\nproblem: Мало времени.\nfacets:\n  level: [noo]\n---\n\nТекст.\n",
    ),
    (
        "videos/pary.md",
        "---\ntitle: Видео о парах\npractice: pary\norganization: primer-shkola-2\n\
         transcript: |\n  Слова.\n---\n\nТекст.\n",
    ),
    (
        "news/vstrecha.md",
        "---\ntitle: Встреча\ndate: 2026-05-10\nattachments:\n  - file: programma.txt\n    title: Программа\n---\n\n\
         Была [встреча](../practices/seti/klub.md).\n",
    ),
    ("news/programma.txt", "10:00 Начало\n"),
    (
        "pages/about/komanda.md",
        "---\ntitle: Команда\n---\n\nМы.\n",
    ),
];

/// Makes the portal under a name that no other test uses.
pub fn make(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("saves-{name}"));
    let _ = fs::remove_dir_all(&root);
    let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("starter/content");
    copy(&starter, &root.join("content"));
    for (file, text) in MORE {
        write(&root.join("content").join(file), text);
    }
    root.canonicalize().unwrap()
}

/// Writes a file and the folders above it.
pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn copy(from: &Path, to: &Path) {
    for (inside, bytes) in contents(from) {
        let target = to.join(inside);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
}

/// Every file under a folder by its path in it.
pub fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let inside = entry.path().strip_prefix(folder).unwrap().to_path_buf();
            (inside, fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Puts the files back as they were, and touches only those that differ, as version control does.
pub fn put_back(folder: &Path, wanted: &BTreeMap<PathBuf, Vec<u8>>) {
    let present = contents(folder);
    for inside in present
        .keys()
        .filter(|inside| !wanted.contains_key(*inside))
    {
        let path = folder.join(inside);
        fs::remove_file(&path).unwrap();
        // A folder goes with its last file; one that holds more stays.
        let above = path
            .ancestors()
            .skip(1)
            .take_while(|above| *above != folder);
        above
            .take_while(|above| fs::remove_dir(above).is_ok())
            .count();
    }
    for (inside, bytes) in wanted {
        if present.get(inside) != Some(bytes) {
            let path = folder.join(inside);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
}

/// What a clean build makes.
#[derive(Default)]
pub struct Built {
    /// Every file of the output; none while there are mistakes.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Those of them that are the author's own, copied as they are.
    copied: BTreeSet<String>,
    /// File, line and code of each mistake.
    pub mistakes: Vec<String>,
}

/// Builds from nothing.
pub fn build(settings: &Settings) -> Built {
    let (publication, found) = Publication::load(settings).unwrap();
    let mut built = Built::default();
    if let Some(publication) = publication {
        for path in publication.paths() {
            let bytes = match publication.render(&path).unwrap().unwrap() {
                Body::Text(text) => text.into_bytes(),
                Body::Bytes(bytes) => bytes,
                Body::Copy(from) => {
                    built.copied.insert(path.clone());
                    fs::read(from).unwrap()
                }
            };
            built.files.insert(path, bytes);
        }
    }
    let errors = found.iter().filter(|one| one.severity == Severity::Error);
    built.mistakes = errors
        .map(|one| format!("{}:{} {}", one.place.file, one.place.line, one.code))
        .collect();
    built.mistakes.sort();
    built
}

/// In what the preview differs from a build: every file is asked for. `before` are addresses that may be gone.
pub fn difference(address: SocketAddr, built: &Built, before: &Built) -> Option<String> {
    let mistakes = client::mistakes(address);
    if mistakes != built.mistakes {
        return Some(format!("mistakes {mistakes:?}, not {:?}", built.mistakes));
    }
    // The last good portal is shown while there are mistakes, but nothing keeps the files it would copy.
    let is_good = built.mistakes.is_empty();
    let shown = if is_good { built } else { before };
    let mut gone = before
        .files
        .keys()
        .filter(|path| !shown.files.contains_key(*path));
    if let Some(path) = gone.find(|path| client::page(address, path).0 != 404) {
        return Some(format!("{path} is still there"));
    }
    for (path, bytes) in &shown.files {
        if !is_good && shown.copied.contains(path) {
            continue;
        }
        let (status, body) = client::page(address, path);
        if status != 200 {
            return Some(format!("{path} is answered with {status}"));
        }
        if body != *bytes {
            return Some(format!(
                "{path} differs: {}",
                first_difference(&body, bytes)
            ));
        }
    }
    None
}

fn first_difference(one: &[u8], other: &[u8]) -> String {
    let at = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let around = |bytes: &[u8]| {
        let part = bytes.get(at.saturating_sub(60)..(at + 60).min(bytes.len()));
        String::from_utf8_lossy(part.unwrap_or_default()).into_owned()
    };
    format!("«{}», not «{}»", around(one), around(other))
}
