//! The built demo as a whole: every link and anchor leads somewhere, and every page keeps the rules of
//! the page contract, at an address of its own and, with `--offline`, from a folder on a disk.

#![allow(clippy::disallowed_methods)] // A test reads what was built.

mod html;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use html::{Element, Html};

const POLICY: &str = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'";

/// A build of the demo, read whole.
struct Built {
    out: PathBuf,
    files: BTreeSet<String>,
    pages: BTreeMap<String, Page>,
    offline: bool,
}

struct Page {
    html: Html,
    ids: HashMap<String, usize>,
}

impl Page {
    /// An old address that only leads on.
    fn is_redirect(&self) -> bool {
        self.html.all("meta").any(|meta| {
            meta.get("http-equiv")
                .is_some_and(|name| name.eq_ignore_ascii_case("refresh"))
        })
    }
}

/// Both builds, made once for all the tests of this file.
fn builds() -> &'static [Built; 2] {
    static BUILDS: OnceLock<[Built; 2]> = OnceLock::new();
    BUILDS.get_or_init(|| [Built::new(false), Built::new(true)])
}

impl Built {
    fn new(offline: bool) -> Self {
        let name = if offline { "offline" } else { "normal" };
        // Under `target`: what is left there is removed by the next run, and by `cargo clean`.
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("links-{name}"));
        let _ = std::fs::remove_dir_all(&out);
        let mut command = Command::new(env!("CARGO_BIN_EXE_metod"));
        command
            .args(["--root", env!("CARGO_MANIFEST_DIR"), "build", "--out"])
            .arg(&out);
        if offline {
            command.arg("--offline");
        }
        let output = command.output().expect("the program starts");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let mut files = BTreeSet::new();
        let mut pages = BTreeMap::new();
        for entry in walkdir::WalkDir::new(&out)
            .into_iter()
            .map(|entry| entry.expect("a readable folder"))
        {
            if !entry.file_type().is_file()
                || entry.file_name().to_string_lossy().starts_with(".metod")
            {
                continue;
            }
            let inside = entry
                .path()
                .strip_prefix(&out)
                .expect("a file of the folder");
            let inside = inside.to_str().expect("a name in UTF-8").replace('\\', "/");
            if inside.ends_with(".html") && !inside.starts_with("files/") {
                let text = std::fs::read_to_string(entry.path()).expect("a page in UTF-8");
                let html = html::read(&text);
                let mut ids = HashMap::new();
                for id in html.elements.iter().filter_map(|element| element.get("id")) {
                    *ids.entry(id.to_owned()).or_insert(0) += 1;
                }
                pages.insert(inside.clone(), Page { html, ids });
            }
            files.insert(inside);
        }
        assert!(pages.len() > 100, "only {} pages", pages.len());
        Self {
            out,
            files,
            pages,
            offline,
        }
    }

    /// What a link leads to: a file of the build and an anchor in it.
    fn follow(&self, from: &str, target: &str) -> Result<(String, Option<String>), String> {
        let (address, anchor) = match target.split_once('#') {
            Some((address, anchor)) => (address, Some(percent_decode(anchor))),
            None => (target, None),
        };
        let address = percent_decode(address.split('?').next().unwrap_or_default());
        if address.is_empty() {
            return Ok((from.to_owned(), anchor));
        }
        let absolute = address.strip_prefix('/');
        // The page for lost addresses cannot know how deep it is shown.
        if absolute.is_some() != (from == "404.html") {
            return Err("is not relative".to_owned());
        }
        let mut parts: Vec<&str> = match absolute {
            Some(_) => Vec::new(),
            None => from
                .split('/')
                .rev()
                .skip(1)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect(),
        };
        for part in absolute.unwrap_or(&address).split('/') {
            match part {
                "." | "" => {}
                ".." => {
                    parts.pop().ok_or("leads out of the site")?;
                }
                name => parts.push(name),
            }
        }
        let is_folder =
            address.ends_with('/') || matches!(address.rsplit('/').next(), Some("." | ".."));
        let mut path = parts.join("/");
        if is_folder {
            if self.offline {
                return Err(
                    "names a folder, which a disk lists instead of showing its page".to_owned(),
                );
            }
            path = if path.is_empty() {
                "index.html".to_owned()
            } else {
                format!("{path}/index.html")
            };
        }
        if self.files.contains(&path) {
            Ok((path, anchor))
        } else {
            Err(format!("leads to {path}, which is not there"))
        }
    }
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: Vec<u8> = rest.by_ref().take(2).collect();
            let digits = std::str::from_utf8(&digits).expect("digits after a percent sign");
            bytes.push(u8::from_str_radix(digits, 16).expect("two digits after a percent sign"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("an address in UTF-8")
}

/// Every address that an element names: the attribute and its value.
fn addresses(element: &Element) -> Vec<(&'static str, String)> {
    const NAMED: &[(&str, &[&str])] = &[
        ("href", &["a", "area", "link", "use"]),
        (
            "src",
            &[
                "img", "script", "source", "track", "video", "audio", "iframe", "embed", "input",
            ],
        ),
        ("poster", &["video"]),
        ("action", &["form"]),
        ("formaction", &["button", "input"]),
        ("data", &["object"]),
        ("cite", &["blockquote", "q"]),
    ];
    let mut found: Vec<(&'static str, String)> = Vec::new();
    for (attribute, elements) in NAMED {
        if elements.contains(&element.name.as_str()) {
            found.extend(
                element
                    .get(attribute)
                    .map(|value| (*attribute, value.to_owned())),
            );
        }
    }
    if let Some(set) = element.get("srcset") {
        found.extend(
            set.split(',')
                .filter_map(|part| part.split_whitespace().next())
                .map(|one| ("srcset", one.to_owned())),
        );
    }
    if element.name == "meta"
        && element
            .get("http-equiv")
            .is_some_and(|name| name.eq_ignore_ascii_case("refresh"))
    {
        let target = element
            .get("content")
            .and_then(|content| content.split_once("url="));
        found.extend(target.map(|(_, target)| ("content", target.to_owned())));
    }
    found
}

/// The scheme of an address of another site, of a mail or a telephone.
fn scheme(address: &str) -> Option<&str> {
    if address.starts_with("//") {
        return Some("//");
    }
    let (scheme, _) = address.split_once(':')?;
    scheme
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        .then_some(scheme)
}

/// Looks at every page of both builds and fails with all that is wrong, so that one run tells everything.
#[track_caller]
fn on_every_page(mut look: impl FnMut(&Built, &str, &Page, &mut Vec<String>)) {
    let mut wrong = Vec::new();
    for built in builds() {
        for (path, page) in &built.pages {
            let mut found = Vec::new();
            look(built, path, page, &mut found);
            let mode = if built.offline { " (offline)" } else { "" };
            wrong.extend(
                found
                    .into_iter()
                    .map(|words| format!("{path}{mode}: {words}")),
            );
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong
            .iter()
            .take(40)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join("\n")
    );
}

/// Pages of the site itself: not the old addresses that lead on.
#[track_caller]
fn on_every_real_page(mut look: impl FnMut(&Built, &str, &Page, &mut Vec<String>)) {
    on_every_page(|built, path, page, wrong| {
        if !page.is_redirect() {
            look(built, path, page, wrong);
        }
    });
}

#[test]
fn every_link_and_anchor_leads_to_something_that_was_built() {
    on_every_page(|built, path, page, wrong| {
        for element in &page.html.elements {
            for (attribute, address) in addresses(element) {
                if scheme(&address).is_some() {
                    continue;
                }
                let place = format!("line {}: {attribute}=\"{address}\"", element.line);
                match built.follow(path, &address) {
                    Err(words) => wrong.push(format!("{place} {words}")),
                    Ok((target, Some(anchor))) if !anchor.is_empty() => {
                        if built
                            .pages
                            .get(&target)
                            .is_some_and(|page| !page.ids.contains_key(&anchor))
                        {
                            wrong.push(format!("{place}: {target} has no such anchor"));
                        }
                    }
                    Ok(_) => {}
                }
            }
        }
    });
}

#[test]
fn a_page_loads_nothing_from_another_host_and_links_there_only_by_plain_links() {
    on_every_page(|_, _, page, wrong| {
        for element in &page.html.elements {
            for (attribute, address) in addresses(element) {
                let is_allowed = match scheme(&address) {
                    None => true,
                    Some("https" | "http" | "mailto" | "tel") if element.name == "a" => true,
                    Some("https" | "http") => element.is("link", "rel", "canonical"),
                    Some(_) => false,
                };
                if !is_allowed {
                    wrong.push(format!("line {}: {attribute}=\"{address}\"", element.line));
                }
            }
            if element.is("a", "target", "_blank") && !element.has_word("rel", "noopener") {
                wrong.push(format!(
                    "line {}: a new tab without rel=noopener",
                    element.line
                ));
            }
        }
    });
}

#[test]
fn the_source_of_every_page_is_well_formed_and_its_ids_are_unique() {
    on_every_page(|_, _, page, wrong| {
        wrong.extend(
            page.html
                .slips
                .iter()
                .map(|(line, words)| format!("line {line}: {words}")),
        );
        wrong.extend(
            page.ids
                .iter()
                .filter(|(_, count)| **count > 1)
                .map(|(id, count)| format!("id {id} is there {count} times")),
        );
        wrong.extend(
            page.ids
                .keys()
                .filter(|id| id.is_empty() || id.contains(char::is_whitespace))
                .map(|id| format!("id «{id}»")),
        );
        let named = [
            "for",
            "aria-labelledby",
            "aria-describedby",
            "aria-controls",
            "aria-owns",
            "headers",
            "list",
        ];
        for element in &page.html.elements {
            for attribute in named {
                for id in element
                    .get(attribute)
                    .into_iter()
                    .flat_map(str::split_ascii_whitespace)
                {
                    if !page.ids.contains_key(id) {
                        wrong.push(format!(
                            "line {}: {attribute} names {id}, which is not there",
                            element.line
                        ));
                    }
                }
            }
        }
    });
}

#[test]
fn no_page_needs_an_inline_script_style_or_handler() {
    on_every_page(|_, _, page, wrong| {
        for element in &page.html.elements {
            let place = format!("line {}: <{}>", element.line, element.name);
            match element.name.as_str() {
                "style" => wrong.push(format!("{place} in the page")),
                "iframe" | "object" | "embed" | "base" | "frame" => wrong.push(place.clone()),
                "script" if element.get("type") == Some("application/ld+json") => {
                    let value: Result<serde_json::Value, _> = serde_json::from_str(&element.text);
                    if let Err(error) = value {
                        wrong.push(format!("{place}: {error}"));
                    }
                }
                "script" if element.get("src").is_none() => {
                    wrong.push(format!("{place} in the page"))
                }
                _ => {}
            }
            for (name, value) in &element.attributes {
                if name == "style"
                    || name.starts_with("on")
                    || value
                        .trim_start()
                        .to_ascii_lowercase()
                        .starts_with("javascript:")
                {
                    wrong.push(format!("{place} has {name}=\"{value}\""));
                }
            }
        }
    });
}

#[test]
fn every_page_carries_the_one_policy() {
    on_every_page(|_, _, page, wrong| {
        let is_policy = |meta: &&Element| {
            meta.get("http-equiv")
                .is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy"))
        };
        let policies: Vec<&str> = page
            .html
            .all("meta")
            .filter(is_policy)
            .filter_map(|meta| meta.get("content"))
            .collect();
        if policies != [POLICY] {
            wrong.push(format!("{policies:?}"));
        }
        // What stands before a policy is loaded without it.
        let first_load = page
            .html
            .elements
            .iter()
            .position(|element| ["script", "link", "img"].contains(&element.name.as_str()));
        let policy = page
            .html
            .elements
            .iter()
            .position(|element| is_policy(&element));
        if first_load.is_some_and(|load| policy.is_some_and(|policy| load < policy)) {
            wrong.push("the policy comes after something that is loaded".to_owned());
        }
    });
}

#[test]
fn every_page_has_one_title_and_headings_that_step_down_one_by_one() {
    on_every_real_page(|_, _, page, wrong| {
        let level = |element: &Element| match element.name.as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
            _ => None,
        };
        let headings: Vec<(u8, &Element)> = page
            .html
            .elements
            .iter()
            .filter_map(|element| Some((level(element)?, element)))
            .collect();
        let first = headings.iter().filter(|(level, _)| *level == 1).count();
        if first != 1 {
            wrong.push(format!("{first} h1"));
        }
        for pair in headings.windows(2) {
            if pair[1].0 > pair[0].0 + 1 {
                wrong.push(format!(
                    "line {}: h{} after h{}",
                    pair[1].1.line, pair[1].0, pair[0].0
                ));
            }
        }
        wrong.extend(
            headings
                .iter()
                .filter(|(_, heading)| heading.text.is_empty())
                .map(|(_, heading)| format!("line {}: an empty heading", heading.line)),
        );
        let titles: Vec<&str> = page
            .html
            .all("title")
            .filter(|title| title.inside.last().is_some_and(|name| name == "head"))
            .map(|title| title.text.as_str())
            .collect();
        if titles.len() != 1 || titles[0].is_empty() {
            wrong.push(format!("titles {titles:?}"));
        }
    });
}

#[test]
fn every_page_has_its_skip_link_menu_breadcrumbs_and_version_for_low_vision() {
    on_every_real_page(|built, path, page, wrong| {
        let html = &page.html;
        if html.all("html").next().and_then(|html| html.get("lang")) != Some("ru") {
            wrong.push("no language".to_owned());
        }
        if html.all("main").count() != 1
            || !html.all("main").all(|main| main.get("id") == Some("main"))
        {
            wrong.push("not one main#main".to_owned());
        }
        let first = html
            .elements
            .iter()
            .find(|element| ["a", "button", "input", "summary"].contains(&element.name.as_str()));
        if !first.is_some_and(|link| link.is("a", "href", "#main")) {
            wrong.push("the skip link is not the first thing reached".to_owned());
        }
        if !html.all("nav").any(|nav| {
            nav.has_word("class", "menu")
                && nav.get("aria-label").is_some_and(|label| !label.is_empty())
        }) {
            wrong.push("no menu with a name".to_owned());
        }
        let breadcrumbs = html
            .all("nav")
            .filter(|nav| nav.has_word("class", "breadcrumbs"))
            .count();
        let is_exempt =
            path == "index.html" || path == "404.html" || path.ends_with("print/index.html");
        if breadcrumbs > 1 || (breadcrumbs == 0 && !is_exempt) {
            wrong.push(format!("{breadcrumbs} breadcrumbs"));
        }
        let low_vision: Vec<&Element> = html
            .all("a")
            .filter(|link| link.get("data-action") == Some("low-vision"))
            .collect();
        match low_vision.as_slice() {
            [link] => {
                if link.text != "Версия для слабовидящих" {
                    wrong.push(format!("the link for low vision says «{}»", link.text));
                }
                let target = built
                    .follow(path, link.get("href").unwrap_or_default())
                    .map(|(target, _)| target);
                if target.as_deref() != Ok("accessibility/index.html") {
                    wrong.push(format!("the link for low vision leads to {target:?}"));
                }
            }
            links => wrong.push(format!("{} links for low vision", links.len())),
        }
    });
}

#[test]
fn every_picture_and_link_says_what_it_is() {
    on_every_page(|_, _, page, wrong| {
        for element in &page.html.elements {
            let place = format!("line {}", element.line);
            if element.name == "img" && element.get("alt").is_none() {
                wrong.push(format!("{place}: a picture without alt"));
            }
            let has_name = !element.text.is_empty()
                || element
                    .get("aria-label")
                    .is_some_and(|label| !label.is_empty())
                || element.get("aria-labelledby").is_some();
            if element.name == "a" && !has_name {
                let holds_picture = page.html.all("img").any(|img| {
                    img.line >= element.line && img.get("alt").is_some_and(|alt| !alt.is_empty())
                });
                if !holds_picture {
                    wrong.push(format!("{place}: a link without words"));
                }
            }
        }
    });
}

#[test]
fn no_words_of_the_machine_stand_in_a_page() {
    // What a template or a word that is missing would leave behind.
    let debris = [
        "{{",
        "{%",
        "undefined",
        "NaN",
        "[object",
        "None",
        "Some(",
        "null",
        "\u{e000}",
        "\u{fffd}",
        "to_owned",
    ];
    on_every_real_page(|_, _, page, wrong| {
        let Some(body) = page.html.all("body").next() else {
            wrong.push("no body".to_owned());
            return;
        };
        let words: Vec<&str> = body
            .text
            .split(|c: char| c.is_whitespace() || "«»,;:!?".contains(c))
            .collect();
        for sign in debris {
            let is_there = if sign.chars().all(char::is_alphabetic) {
                words.contains(&sign)
            } else {
                body.text.contains(sign)
            };
            if is_there {
                wrong.push(format!("«{sign}» in the text"));
            }
        }
        // A key such as `fields.title` stands where its word should.
        let key = regex::Regex::new(r"^[a-z]+(_[a-z]+)*\.[a-z_]+(\.[a-z_]+)*$")
            .expect("a right expression");
        let is_file = |word: &str| {
            [
                ".md", ".yaml", ".json", ".csv", ".txt", ".xml", ".ru", ".org", ".html",
            ]
            .iter()
            .any(|end| word.ends_with(end))
        };
        wrong.extend(
            words
                .iter()
                .filter(|word| key.is_match(word) && !is_file(word))
                .map(|word| format!("«{word}» looks like a key")),
        );
    });
}

#[test]
fn every_page_is_reached_from_the_home_page() {
    for built in builds() {
        let mut reached = BTreeSet::from(["index.html".to_owned()]);
        let mut waiting = vec!["index.html".to_owned()];
        while let Some(path) = waiting.pop() {
            let Some(page) = built.pages.get(&path) else {
                continue;
            };
            let links = page.html.all("a").filter_map(|link| link.get("href"));
            let forms = page.html.all("form").filter_map(|form| form.get("action"));
            for link in links.chain(forms).filter(|href| scheme(href).is_none()) {
                if let Ok((target, _)) = built.follow(&path, link)
                    && reached.insert(target.clone())
                {
                    waiting.push(target);
                }
            }
        }
        let lost: Vec<&String> = built
            .pages
            .iter()
            .filter(|(path, page)| {
                *path != "404.html" && !page.is_redirect() && !reached.contains(*path)
            })
            .map(|(path, _)| path)
            .collect();
        assert!(lost.is_empty(), "no way leads to {lost:#?}");
    }
}

#[test]
fn the_style_sheets_load_only_what_was_built_beside_them() {
    let address =
        regex::Regex::new(r#"url\(\s*["']?([^"')]+)["']?\s*\)"#).expect("a right expression");
    for built in builds() {
        let sheets: Vec<&String> = built
            .files
            .iter()
            .filter(|file| file.starts_with("assets/") && file.ends_with(".css"))
            .collect();
        assert!(!sheets.is_empty());
        for sheet in sheets {
            let css =
                std::fs::read_to_string(built.out.join(sheet)).expect("a style sheet in UTF-8");
            assert!(!css.contains("@import"), "{sheet}");
            for found in address.captures_iter(&css) {
                let target = &found[1];
                assert_eq!(scheme(target), None, "{sheet}: {target}");
                if let Err(words) = built.follow(sheet, target) {
                    panic!("{sheet}: {target} {words}");
                }
            }
        }
    }
}

#[test]
fn open_data_feed_and_sitemap_name_only_pages_that_exist() {
    let [normal, _] = builds();
    let read = |path: &str| {
        std::fs::read_to_string(normal.out.join(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    for path in normal.files.iter().filter(|path| {
        path.starts_with("data/") && path.ends_with(".json") && !path.contains("schema")
    }) {
        let set: serde_json::Value =
            serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        for entry in set["entries"]
            .as_array()
            .unwrap_or_else(|| panic!("{path} has no entries"))
        {
            let Some(url) = entry["url"].as_str() else {
                continue;
            };
            assert!(
                normal.files.contains(&format!("{url}index.html")),
                "{path}: {url}"
            );
        }
    }
    let base = "https://example.org/";
    let location = regex::Regex::new(r#"(?:<loc>|<link[^>]* href=")(https://example\.org/[^<"]*)"#)
        .expect("a right expression");
    for path in ["sitemap.xml", "feed.xml"] {
        let text = read(path);
        let mut count = 0;
        for found in location.captures_iter(&text) {
            let target = percent_decode(&found[1][base.len()..]);
            let file = if target.is_empty() || target.ends_with('/') {
                format!("{target}index.html")
            } else {
                target
            };
            assert!(normal.files.contains(&file), "{path}: {file}");
            count += 1;
        }
        assert!(count > 3, "{path} names {count} pages");
    }
}
