//! The smallest portals that show one behaviour each: a folder a behaviour.
//!
//! `tests/golden/BEHAVIOUR/` holds `golden.yaml` (what it shows, how it is built, which files are
//! kept), `content/` and `expected/`: the list of all files, the `<main>` of the pages named, the
//! whole of other files named, one full page, and the warnings. `UPDATE=1 cargo test --test golden`
//! rewrites `expected/`; the difference is read before it is committed.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // Tests read their folders.

mod html;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use metod::lang::Language;
use metod::parse::markdown::PAGE_ANCHORS;
use metod::publication::{Body, Publication, Settings};
use serde::Deserialize;

/// How a portal is built and what of it is kept.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Golden {
    /// What it shows, in one sentence.
    about: String,
    #[serde(default = "day")]
    today: String,
    base_url: Option<String>,
    #[serde(default)]
    drafts: bool,
    #[serde(default)]
    offline: bool,
    /// Files of the output that are kept: the `<main>` of pages, others whole.
    pages: Vec<String>,
    /// The page that is kept whole.
    full: String,
}

fn day() -> String {
    "2022-10-01".to_owned()
}

/// Expected files by their path in `expected/`.
type Expected = BTreeMap<String, String>;

#[test]
fn every_golden_portal_is_built_as_expected() {
    let mut differences = Vec::new();
    for folder in portals() {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let made = made(&folder);
        let expected = folder.join("expected");
        if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
            rewrite(&expected, &made);
        }
        let mut known = Expected::new();
        read(&expected, &expected, &mut known);
        differences.extend(compare(&name, &known, &made));
    }
    assert!(
        differences.is_empty(),
        "\n{}\nUPDATE=1 cargo test --test golden rewrites the expectations",
        differences.join("\n")
    );
}

#[test]
fn every_golden_portal_says_what_it_shows() {
    for folder in portals() {
        let golden = golden(&folder);
        assert!(
            golden.about.ends_with('.'),
            "{}: a sentence ends with a dot",
            folder.display()
        );
        assert!(
            !golden.pages.is_empty(),
            "{}: nothing is kept",
            folder.display()
        );
    }
}

/// Pages for search engines are in the sitemap and nothing else is.
#[test]
fn the_sitemap_holds_exactly_the_pages_without_noindex() {
    let mut wrong = Vec::new();
    for folder in portals() {
        let Some(base_url) = golden(&folder).base_url else {
            continue;
        };
        let publication = publication(&folder);
        let Some(Body::Text(sitemap)) = publication.render("sitemap.xml").unwrap() else {
            panic!("no sitemap")
        };
        for path in publication
            .paths()
            .iter()
            .filter(|path| path.ends_with(".html"))
        {
            let Some(Body::Bytes(page)) = publication.render(path).unwrap() else {
                panic!("{path} is not a page")
            };
            let page = String::from_utf8(page).unwrap();
            let noindex = page.contains("noindex")
                || path == "404.html"
                || page.contains("http-equiv=\"refresh\"");
            let address = path.strip_suffix("index.html").unwrap_or(path);
            let listed = sitemap.contains(&format!("<loc>{base_url}{address}</loc>"));
            if listed == noindex {
                wrong.push(format!(
                    "{}: {path}: noindex {noindex}, in the sitemap {listed}",
                    folder.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// An address with an anchor leads to one place, and labels belong to one field.
#[test]
fn no_page_has_an_id_twice() {
    let mut wrong = Vec::new();
    for folder in portals() {
        let publication = publication(&folder);
        for path in publication.paths() {
            let Some(Body::Bytes(page)) = publication.render(&path).unwrap() else {
                continue;
            };
            if !path.ends_with(".html") {
                continue;
            }
            let page = String::from_utf8(page).unwrap();
            let mut known = BTreeSet::new();
            for element in html::read(&page).elements {
                if let Some(id) = element.get("id")
                    && !known.insert(id.to_owned())
                {
                    wrong.push(format!("{}: {path}: {id}", folder.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What the frame of a page calls its parts no heading of an author may be called.
#[test]
fn the_anchors_of_the_frame_are_kept_from_headings() {
    let folder = portals()
        .into_iter()
        .find(|folder| folder.ends_with("anchors"))
        .unwrap();
    let Some(Body::Bytes(page)) = publication(&folder)
        .render("news/novost/index.html")
        .unwrap()
    else {
        panic!("no page")
    };
    let html = html::read(&String::from_utf8(page).unwrap());
    let around = html
        .elements
        .iter()
        .filter(|element| !element.inside.iter().any(|name| name == "main"));
    let ids: BTreeSet<&str> = around.filter_map(|element| element.get("id")).collect();
    assert!(ids.contains("main"), "{ids:?}");
    for id in ids {
        assert!(PAGE_ANCHORS.contains(&id), "{id} is not in PAGE_ANCHORS");
    }
}

fn portals() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut folders: Vec<PathBuf> = fs::read_dir(all)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

fn golden(folder: &Path) -> Golden {
    let text = fs::read_to_string(folder.join("golden.yaml")).unwrap();
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
}

fn settings(folder: &Path) -> Settings {
    let golden = golden(folder);
    Settings {
        root: folder.to_path_buf(),
        today: Some(golden.today.parse().unwrap()),
        base_url: golden.base_url,
        drafts: golden.drafts,
        offline: golden.offline,
        language: Language::En,
        ..Settings::default()
    }
}

fn publication(folder: &Path) -> Publication {
    let (publication, found) = Publication::load(&settings(folder)).unwrap();
    publication.unwrap_or_else(|| panic!("{}: {found:#?}", folder.display()))
}

/// What the build makes of a portal, as far as it is kept.
fn made(folder: &Path) -> Expected {
    let golden = golden(folder);
    let (publication, found) = Publication::load(&settings(folder)).unwrap();
    let publication = publication.unwrap_or_else(|| panic!("{}: {found:#?}", folder.display()));
    let text = |path: &str| match publication.render(path).unwrap() {
        Some(Body::Text(text)) => without_fingerprints(&text),
        Some(Body::Copy(from)) => fs::read_to_string(from).unwrap(),
        Some(Body::Bytes(page)) => without_fingerprints(&String::from_utf8(page).unwrap()),
        None => panic!("{}: {path} is not made", folder.display()),
    };
    let mut made = Expected::new();
    let paths = publication.paths();
    let mut list: Vec<String> = paths
        .iter()
        .map(|path| without_fingerprints(path) + "\n")
        .collect();
    // A new fingerprint would move a file among those it was sorted with.
    list.sort();
    made.insert("files.txt".to_owned(), list.concat());
    for path in &golden.pages {
        let whole = text(path);
        let kept = if path.ends_with(".html") {
            main(&whole).unwrap_or(&whole).to_owned()
        } else {
            whole
        };
        made.insert(path.clone(), kept);
    }
    made.insert("full.html".to_owned(), text(&golden.full));
    let mut warnings = String::new();
    for diagnostic in &found {
        let place = &diagnostic.place;
        warnings.push_str(&format!(
            "{}:{}:{} {}\n",
            place.file, place.line, place.column, diagnostic.code
        ));
    }
    if !warnings.is_empty() {
        made.insert("warnings.txt".to_owned(), warnings);
    }
    made
}

fn main(page: &str) -> Option<&str> {
    let start = page.find("<main")?;
    let end = page.find("</main>")? + "</main>".len();
    Some(&page[start..end])
}

/// A change of a style sheet is no change of a page.
fn without_fingerprints(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('.') {
        let (before, after) = rest.split_at(at + 1);
        out.push_str(before);
        let is_fingerprint = after.len() > 10
            && after.as_bytes()[..10]
                .iter()
                .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte))
            && after.as_bytes()[10] == b'.';
        rest = if is_fingerprint {
            out.push_str("FINGERPRINT");
            &after[10..]
        } else {
            after
        };
    }
    out.push_str(rest);
    out
}

fn rewrite(expected: &Path, made: &Expected) {
    let _ = fs::remove_dir_all(expected);
    for (path, text) in made {
        let file = expected.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

fn read(root: &Path, folder: &Path, into: &mut Expected) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(root, &path, into);
        } else {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            into.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

/// The first line that differs, of every file that differs.
fn compare(portal: &str, expected: &Expected, made: &Expected) -> Vec<String> {
    let mut differences = Vec::new();
    let mut names: Vec<&String> = expected.keys().chain(made.keys()).collect();
    names.sort();
    names.dedup();
    for name in names {
        match (expected.get(name), made.get(name)) {
            (Some(expected), Some(made)) if expected == made => {}
            (Some(expected), Some(made)) => {
                let same = expected
                    .lines()
                    .zip(made.lines())
                    .take_while(|(a, b)| a == b)
                    .count();
                let line = |text: &str| text.lines().nth(same).unwrap_or("(the end)").to_owned();
                differences.push(format!(
                    "{portal}/{name}:{}\n  expected {}\n  made     {}",
                    same + 1,
                    line(expected),
                    line(made)
                ));
            }
            (None, _) => differences.push(format!("{portal}/{name}: not expected")),
            (_, None) => differences.push(format!("{portal}/{name}: not made")),
        }
    }
    differences
}
