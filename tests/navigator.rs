//! The navigator's data and its pages: a folder a portal.
//!
//! `tests/navigator/NAME/` holds `about.txt` (what it shows), `content/` and `expected.txt`: the data as
//! scripts decode them, in words. `UPDATE=1 cargo test --test navigator` rewrites the expectations.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // Tests read their folders.

mod html;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use metod::formats::packed;
use metod::lang::Language;
use metod::publication::{Body, Publication, Settings};
use serde_json::Value;

/// Names that `whole` must not show anywhere.
const HIDDEN: [&str; 7] = [
    "Тайная школа",
    "tainaia",
    "Дальний",
    "Скрытова",
    "Черновик тайный",
    "завтрашнего",
    "Тайная памятка",
];

/// Practices of the longest portal: three pages of a list, seven parts of cards.
const LONG: usize = 123;

#[test]
fn the_data_are_as_expected() {
    let mut differences = Vec::new();
    for folder in portals() {
        let told = told(&publication(&folder, false));
        let file = folder.join("expected.txt");
        if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
            fs::write(&file, &told).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        if let Some((line, (old, new))) = (1..)
            .zip(expected.lines().zip(told.lines()))
            .find(|(_, (old, new))| old != new)
        {
            let name = folder.display();
            differences.push(format!("{name}:{line}\n  expected {old}\n  made     {new}"));
        } else if expected != told {
            differences.push(format!("{}: one is longer", folder.display()));
        }
    }
    assert!(
        differences.is_empty(),
        "\n{}\nUPDATE=1 cargo test --test navigator rewrites the expectations",
        differences.join("\n")
    );
}

#[test]
fn every_portal_says_what_it_shows() {
    let folders = portals();
    assert!(folders.len() > 3);
    for folder in folders {
        let about = fs::read_to_string(folder.join("about.txt")).unwrap();
        assert!(about.trim_end().ends_with('.'), "{}", folder.display());
    }
}

/// The script's first state is the page that was there before it.
#[test]
fn boxes_and_data_count_what_the_pages_list() {
    for publication in publications() {
        let page = page(&publication, "navigator/index.html");
        let head = data(&publication, "head");
        let mut in_data = BTreeMap::new();
        for facet in head["facets"].as_array().unwrap() {
            for value in facet["values"].as_array().unwrap() {
                let key = (text(&facet["id"]), text(&value[0]));
                in_data.insert(key, rows(&value[3]).len());
            }
        }
        let boxes: BTreeMap<(String, String), usize> = page
            .all("input")
            .filter(|input| input.get("type") == Some("checkbox"))
            .map(|input| {
                let get = |name: &str| input.get(name).unwrap().to_owned();
                (
                    (get("name"), get("value")),
                    get("data-count").parse().unwrap(),
                )
            })
            .collect();
        assert_eq!(boxes, in_data);
        for ((facet, value), count) in in_data {
            let listed = listed(&publication, &format!("navigator/{facet}/{value}/"));
            assert_eq!(listed.len(), count, "{facet}: {value}");
        }
    }
}

#[test]
fn a_value_holds_the_practices_of_the_values_under_it() {
    for publication in publications() {
        for facet in data(&publication, "head")["facets"].as_array().unwrap() {
            let values = facet["values"].as_array().unwrap();
            for value in values.iter().filter(|value| value[2] != -1) {
                let above = &values[usize::try_from(value[2].as_u64().unwrap()).unwrap()];
                let above: BTreeSet<u32> = rows(&above[3]).into_iter().collect();
                assert!(rows(&value[3]).iter().all(|row| above.contains(row)));
            }
        }
    }
}

/// A practice that is in the data of one part is in all of them, and its page is in the output.
#[test]
fn all_parts_tell_of_the_same_practices() {
    for publication in publications() {
        let paths: BTreeSet<String> = publication.paths().into_iter().collect();
        let index = data(&publication, "index");
        let all = index["rows"].as_u64().unwrap();
        let mut ids = Vec::new();
        for part in 0..all.div_ceil(index["perRows"].as_u64().unwrap()) {
            for row in data(&publication, &format!("rows-{part}"))
                .as_array()
                .unwrap()
            {
                ids.push(text(&row[0]));
                assert!(paths.contains(&format!("{}index.html", text(&row[2]))));
            }
        }
        let mut cards = Vec::new();
        for part in 0..all.div_ceil(index["perCards"].as_u64().unwrap()) {
            for card in data(&publication, &format!("cards-{part}"))
                .as_array()
                .unwrap()
            {
                let html = html::read(card.as_str().unwrap());
                assert!(html.slips.is_empty(), "{:?}", html.slips);
                let article = html.all("article").next().unwrap();
                cards.push(article.get("data-practice").unwrap().to_owned());
            }
        }
        let mut full = BTreeMap::new();
        for part in 0..all.div_ceil(index["perFull"].as_u64().unwrap()) {
            let value = data(&publication, &format!("full-{part}"));
            let practices = value.as_object().unwrap();
            assert_eq!(
                practices.keys().min().map(String::as_str),
                index["fullFirst"][usize::try_from(part).unwrap()].as_str()
            );
            for (id, practice) in practices {
                full.insert(practice["row"].as_u64().unwrap(), id.clone());
            }
        }
        assert_eq!(cards, ids);
        assert_eq!(full.into_values().collect::<Vec<_>>(), ids);
        assert_eq!(ids.len() as u64, all);
    }
}

#[test]
fn fingerprints_change_with_the_text_and_only_with_it() {
    let first = data(&publication(&folder("whole"), false), "index");
    // Whichever route comes first, the index says the same.
    let other = publication(&folder("whole"), false);
    for part in ["rows-0", "full-0", "head"] {
        data(&other, part);
    }
    assert_eq!(first, data(&other, "index"));
    let offline = data(&publication(&folder("whole"), true), "index");
    assert_eq!(first["head"], offline["head"]);
    assert_ne!(first["cardHashes"], offline["cardHashes"]);
    for (hashes, parts) in [("cardHashes", 1), ("rowHashes", 1), ("fullHashes", 1)] {
        assert_eq!(text(&first[hashes]).len(), 8 * parts);
    }
}

#[test]
fn what_is_hidden_is_in_no_file_of_the_navigator() {
    let publication = publication(&folder("whole"), false);
    let mut looked_at = 0;
    for path in publication.paths() {
        let is_page = path.starts_with("navigator/") || path.starts_with("practices/");
        if !(is_page || path.starts_with("assets/navigator/")) {
            continue;
        }
        let text = rendered(&publication, &path);
        for name in HIDDEN {
            // The territory itself is no secret: the map names every one.
            let may_be_named = name == "Дальний" && path == "navigator/index.html";
            assert!(may_be_named || !text.contains(name), "{path}: {name}");
        }
        looked_at += 1;
    }
    assert!(looked_at > 20, "only {looked_at} files");
}

/// Links of cards, cells and pages lead to files of the output.
#[test]
fn links_of_pages_and_data_lead_somewhere() {
    for offline in [false, true] {
        let publication = publication(&folder("whole"), offline);
        let paths: BTreeSet<String> = publication.paths().into_iter().collect();
        let mut links = BTreeSet::new();
        for path in paths.iter().filter(|path| path.starts_with("navigator/")) {
            let root = "../".repeat(path.matches('/').count());
            for link in page(&publication, path).all("a") {
                let target = link.get("href").unwrap();
                if let Some(inside) = target.strip_prefix(&root) {
                    links.insert(inside.to_owned());
                }
            }
        }
        for part in ["cards-0", "full-0"] {
            for text in texts(&data(&publication, part)) {
                for link in html::read(&text).all("a") {
                    let target = link.get("href").unwrap();
                    links.insert(target.strip_prefix('\u{e000}').unwrap().to_owned());
                }
            }
        }
        assert!(links.iter().any(|link| link.contains("?risk=family")));
        for link in links {
            let file = link.split(['?', '#']).next().unwrap();
            let file = match file {
                _ if offline => file.to_owned(),
                file if file.is_empty() || file.ends_with('/') => format!("{file}index.html"),
                file => file.to_owned(),
            };
            assert!(paths.contains(&file), "{link}");
        }
    }
}

#[test]
fn a_value_names_what_else_serves_it() {
    let publication = publication(&folder("whole"), false);
    for (value, served) in [
        (
            "motivation",
            "resources/pamiatka courses/kurs questions/vopros plans/plan#1",
        ),
        ("family", "resources/pamiatka courses/kurs plans/plan#1"),
        ("staff", "courses/kurs checklists/list plans/plan#1"),
    ] {
        let page = page(&publication, &format!("navigator/risk/{value}/index.html"));
        let found: Vec<&str> = page
            .all("li")
            .filter_map(|item| item.get("data-entry"))
            .collect();
        assert_eq!(found.join(" "), served, "{value}");
    }
    // A derived value is no task of a school.
    let year = page(&publication, "navigator/year/2022/index.html");
    assert!(year.all("li").all(|item| item.get("data-entry").is_none()));
}

#[test]
fn every_page_of_the_navigator_is_sound_without_practices_too() {
    for publication in publications() {
        for path in publication.paths() {
            if path.starts_with("navigator/") && path.ends_with(".html") {
                let page = page(&publication, &path);
                assert!(page.slips.is_empty(), "{path}: {:?}", page.slips);
                assert_eq!(page.all("h1").count(), 1, "{path}");
            }
        }
    }
}

/// A site with a manifest of an older theme keeps its navigator, without the scripts.
#[test]
fn a_bundle_that_is_not_named_is_left_out_and_one_without_its_file_is_an_error() {
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/theme.yaml");
    let built_in = fs::read_to_string(built_in).unwrap();
    let (before, rest) = built_in.split_once("bundles:\n").unwrap();
    let fonts = &rest[rest.find("fonts:").unwrap()..];
    let with = |name: &str, bundles: &str| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("navigator-{name}"));
        fs::create_dir_all(root.join("themes/default")).unwrap();
        fs::create_dir_all(root.join("content")).unwrap();
        fs::write(root.join("content/site.yaml"), "title: Площадка\n").unwrap();
        let manifest = format!("{before}{bundles}{fonts}");
        fs::write(root.join("themes/default/theme.yaml"), manifest).unwrap();
        root
    };
    let older = publication(&with("older", ""), false);
    let page = page(&older, "navigator/index.html");
    assert!(
        page.all("form")
            .any(|form| form.get("id") == Some("navigator"))
    );
    let scripts = page.all("script").filter_map(|script| script.get("src"));
    assert!(
        scripts
            .into_iter()
            .all(|script| !script.contains("navigator"))
    );
    let settings = Settings {
        root: with("without-file", "bundles: {navigator: [js/none.js]}\n"),
        today: Some("2022-10-01".parse().unwrap()),
        ..Settings::default()
    };
    let error = Publication::load(&settings).err().unwrap();
    assert!(error.0.contains("js/none.js"), "{}", error.0);
}

/// Further pages go on with the list: the form, the map and the boxes are on the first alone.
#[test]
fn the_form_stands_on_the_first_page_alone() {
    let publication = publication(&long(), false);
    for (path, cards, is_first) in [
        ("navigator/index.html", 50, true),
        ("navigator/page/2/index.html", 50, false),
        ("navigator/page/3/index.html", 23, false),
    ] {
        let page = page(&publication, path);
        let has = |name: &str, key: &str, value: &str| {
            page.all(name).any(|element| element.is(name, key, value))
        };
        let boxes = page.all("input").any(|it| it.get("data-count").is_some());
        let shown = page
            .all("article")
            .filter(|card| card.get("data-practice").is_some());
        assert_eq!(shown.count(), cards, "{path}");
        assert_eq!(has("form", "id", "navigator"), is_first, "{path}");
        assert_eq!(has("section", "id", "map"), is_first, "{path}");
        assert_eq!(has("p", "data-result-count", "123"), is_first, "{path}");
        assert_eq!(boxes, is_first, "{path}");
    }
}

/// All data of a portal in words.
fn told(publication: &Publication) -> String {
    let index = data(publication, "index");
    let head = data(publication, "head");
    let mut out = String::new();
    for key in ["v", "rows", "perCards", "perRows", "perFull", "fullFirst"] {
        writeln!(out, "{key}: {}", index[key]).unwrap();
    }
    for facet in head["facets"].as_array().unwrap() {
        let several = if facet["multiple"] == true {
            "several"
        } else {
            "one"
        };
        writeln!(
            out,
            "{} «{}», {several}",
            text(&facet["id"]),
            text(&facet["label"])
        )
        .unwrap();
        for value in facet["values"].as_array().unwrap() {
            let (id, label) = (text(&value[0]), text(&value[1]));
            let above = &value[2];
            writeln!(out, "  {id} «{label}» under {above}: {:?}", rows(&value[3])).unwrap();
        }
    }
    writeln!(
        out,
        "dates: {:?}",
        packed::read(&text(&head["date"])).unwrap()
    )
    .unwrap();
    writeln!(
        out,
        "titles: {:?}",
        packed::read(&text(&head["titleRank"])).unwrap()
    )
    .unwrap();
    writeln!(out, "samples: {:?}", rows(&head["samples"])).unwrap();
    for key in ["evidence", "cost", "sorts", "territories"] {
        writeln!(out, "{key}: {}", head[key]).unwrap();
    }
    for path in publication.paths() {
        let name = path.strip_prefix("assets/navigator/").unwrap_or_default();
        if name.starts_with("rows-") {
            for row in data(publication, name.trim_end_matches(".js"))
                .as_array()
                .unwrap()
            {
                writeln!(out, "row: {row}").unwrap();
            }
        }
        if name.starts_with("full-") {
            let value = data(publication, name.trim_end_matches(".js"));
            for (id, practice) in value.as_object().unwrap() {
                writeln!(
                    out,
                    "whole: {id}, row {}, {}",
                    practice["row"], practice["url"]
                )
                .unwrap();
                for (cell, html) in practice["cells"].as_object().unwrap() {
                    let shown = text(html).replace('\n', " ").replace('\u{e000}', "ROOT/");
                    writeln!(out, "  {cell}: {shown}").unwrap();
                }
            }
        }
    }
    out
}

/// The value that a data script hands over.
fn data(publication: &Publication, part: &str) -> Value {
    let script = rendered(publication, &format!("assets/navigator/{part}.js"));
    let call = script.strip_prefix(&format!("metod.data(\"navigator\",\"{part}\","));
    let json = call.and_then(|call| call.strip_suffix(");\n"));
    serde_json::from_str(json.unwrap_or_else(|| panic!("{part} is no call: {script}"))).unwrap()
}

fn rendered(publication: &Publication, path: &str) -> String {
    match publication.render(path).unwrap() {
        Some(Body::Text(text)) => text,
        Some(Body::Bytes(bytes)) => String::from_utf8(bytes).unwrap(),
        other => panic!("{path}: {other:?}"),
    }
}

fn page(publication: &Publication, path: &str) -> html::Html {
    html::read(&rendered(publication, path))
}

/// Ids of the practices in a list, all its pages together.
fn listed(publication: &Publication, list: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for path in publication.paths() {
        let rest = path.strip_prefix(list);
        if rest == Some("index.html") || rest.is_some_and(|rest| rest.starts_with("page/")) {
            let page = page(publication, &path);
            let cards = page
                .all("article")
                .filter_map(|card| card.get("data-practice"));
            ids.extend(cards.map(str::to_owned));
        }
    }
    ids
}

fn rows(packed: &Value) -> Vec<u32> {
    packed::read_sorted(&text(packed)).unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Every text in a value that looks like HTML.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if text.contains("</") => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(items) => items.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

fn portals() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/navigator");
    let mut folders: Vec<PathBuf> = fs::read_dir(all)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/navigator")
        .join(name)
}

/// The portals of the folders, and one with several parts of everything.
fn publications() -> Vec<Publication> {
    let mut folders = portals();
    folders.push(long());
    folders
        .iter()
        .map(|folder| publication(folder, false))
        .collect()
}

/// A portal of so many practices that lists have pages and data have parts.
fn long() -> PathBuf {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    let make = || {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("navigator-long");
        let practices = root.join("content/practices");
        fs::create_dir_all(&practices).unwrap();
        for file in ["site.yaml", "navigator.yaml", "organizations.yaml"] {
            let from = folder("whole").join("content").join(file);
            fs::copy(from, root.join("content").join(file)).unwrap();
        }
        for number in 1..=LONG {
            let school = if number % 2 == 0 { "pervaia" } else { "primer" };
            let (month, day) = (1 + number % 12, 1 + number % 27);
            let text = format!(
                "---\ntitle: Практика {number}\nsummary: Одна из многих.\nsample: true\n\
                 date: 2022-{month:02}-{day:02}\norganization: {school}\nproblem: Проблема.\n\
                 facets: {{risk: family}}\n---\n"
            );
            fs::write(practices.join(format!("p-{number}.md")), text).unwrap();
        }
        root
    };
    MADE.get_or_init(make).clone()
}

fn publication(folder: &Path, offline: bool) -> Publication {
    let settings = Settings {
        root: folder.to_path_buf(),
        today: Some("2022-10-01".parse().unwrap()),
        offline,
        language: Language::En,
        ..Settings::default()
    };
    let (publication, found) = Publication::load(&settings).unwrap();
    publication.unwrap_or_else(|| panic!("{}: {found:#?}", folder.display()))
}
