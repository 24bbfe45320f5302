//! The theme: built-in files, and a site's own that override them one by one.
//!
//! A file of the root's `themes/NAME/` wins over one of its `themes/default/`, and that over the
//! built-in one. Style sheets and scripts are joined and carry fingerprints, so that a browser may
//! keep them for ever.

#![allow(clippy::disallowed_methods)] // This stage is one of the few that may touch the disk.

mod broken;
mod includes;
mod templates;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use tera::Tera;
use walkdir::WalkDir;

use crate::lang::Language;
use crate::publication::Error;
pub use broken::{BrokenTemplate, Failure, TemplateSlip};
pub use words::Words;

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A theme, ready to render.
pub struct Theme {
    /// The templates; their global values are set by [`crate::view`].
    pub tera: Tera,
    /// Every word that a visitor reads and that is not content.
    pub words: Words,
    /// Pictures of the theme by name, as SVG.
    pub icons: BTreeMap<String, String>,
    /// Addresses of style sheets and scripts.
    pub assets: Assets,
    /// Files of the output that come from the theme: address and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// Overrides that match no built-in file: path relative to the root.
    pub strangers: Vec<String>,
}

/// Addresses of style sheets and scripts, relative to the site's root.
#[derive(Clone, Debug, Serialize)]
pub struct Assets {
    /// Style sheets in order.
    pub css: Vec<String>,
    /// Scripts that run when the page is there.
    pub js: Vec<String>,
    /// The script that runs before the page is painted.
    pub head_js: String,
    /// Scripts that only some pages load, by name.
    pub bundles: BTreeMap<String, String>,
    /// The font to fetch at once; none with `--offline`.
    pub font_preload: Option<String>,
    /// The picture of the browser's tab for sites without their own: without one browsers ask for a file
    /// that is not there.
    pub favicon: Option<String>,
}

/// `theme.yaml`.
#[derive(Debug, Deserialize)]
struct Manifest {
    css: Vec<String>,
    head_js: Vec<String>,
    js: Vec<String>,
    /// Scripts of single pages: name to files.
    #[serde(default)]
    bundles: BTreeMap<String, Vec<String>>,
    fonts: Fonts,
}

#[derive(Debug, Deserialize)]
struct Fonts {
    preload: String,
}

/// What shapes the theme besides its files.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// Folder under `themes/`.
    pub name: &'a str,
    /// Language of the site.
    pub language: Language,
    /// Main colour of the site, `#rrggbb`.
    pub brand: Option<&'a str>,
    /// Links name `index.html`.
    pub offline: bool,
}

/// Loads the built-in theme with the overrides of a site.
pub fn load(root: &Path, choice: Choice) -> Result<Theme, Failure> {
    let mut files = BTreeMap::new();
    collect_built_in(&BUILT_IN, &mut files);
    let mut strangers = Vec::new();
    // The site's own templates by name, with the files they stand in.
    let mut own: BTreeMap<String, String> = BTreeMap::new();
    let built_in: Vec<String> = files.keys().cloned().collect();
    let mut words = Words::read(&files, choice.language)?;
    for name in ["default", choice.name] {
        let folder = root.join("themes").join(name);
        if !folder.is_dir() {
            continue;
        }
        for entry in WalkDir::new(&folder)
            .sort_by_file_name()
            .into_iter()
            .filter_map(Result::ok)
        {
            if !entry.file_type().is_file() || entry.file_name().to_string_lossy().starts_with('.')
            {
                continue;
            }
            let Ok(inside) = entry.path().strip_prefix(&folder) else {
                continue;
            };
            let inside = inside
                .iter()
                .map(|part| part.to_string_lossy())
                .collect::<Vec<_>>()
                .join("/");
            let bytes = std::fs::read(entry.path())
                .map_err(|error| Error(format!("{}: {error}", entry.path().display())))?;
            let may_be_new = ["css/", "img/", "fonts/"]
                .iter()
                .any(|folder| inside.starts_with(folder));
            if !may_be_new
                && !built_in.contains(&inside)
                && !strangers.contains(&format!("themes/{name}/{inside}"))
            {
                strangers.push(format!("themes/{name}/{inside}"));
            }
            if inside == format!("lang/{}.yaml", choice.language.code()) {
                words.merge(&bytes, &inside)?;
            } else {
                // A copy of a built-in file changes nothing, not even how pages are put together.
                let is_copy = files.get(&inside).is_some_and(|known| *known == bytes);
                if let Some(template) = inside.strip_prefix("templates/")
                    && !is_copy
                {
                    own.insert(template.to_owned(), format!("themes/{name}/{inside}"));
                }
                files.insert(inside, bytes);
            }
        }
        if choice.name == "default" {
            break;
        }
    }
    assemble(files, words, strangers, &own, choice)
}

fn collect_built_in(folder: &Dir, into: &mut BTreeMap<String, Vec<u8>>) {
    for file in folder.files() {
        into.insert(
            file.path().to_string_lossy().replace('\\', "/"),
            file.contents().to_vec(),
        );
    }
    for inner in folder.dirs() {
        collect_built_in(inner, into);
    }
}

fn text<'f>(files: &'f BTreeMap<String, Vec<u8>>, name: &str) -> Result<&'f str, Error> {
    let bytes = files
        .get(name)
        .ok_or_else(|| Error(format!("themes: {name}?")))?;
    std::str::from_utf8(bytes).map_err(|_| Error(format!("themes: {name}: UTF-8?")))
}

fn assemble(
    files: BTreeMap<String, Vec<u8>>,
    words: Words,
    strangers: Vec<String>,
    own: &BTreeMap<String, String>,
    choice: Choice,
) -> Result<Theme, Failure> {
    let manifest: Manifest = serde_yaml::from_str(text(&files, "theme.yaml")?)
        .map_err(|error| Error(format!("theme.yaml: {error}")))?;
    let mut templates = Vec::new();
    for name in files.keys().filter(|name| name.starts_with("templates/")) {
        templates.push((
            name.trim_start_matches("templates/").to_owned(),
            text(&files, name)?.to_owned(),
        ));
    }
    let mut icons = BTreeMap::new();
    for name in files
        .keys()
        .filter(|name| name.starts_with("icons/") && name.ends_with(".svg"))
    {
        let stem = name.trim_start_matches("icons/").trim_end_matches(".svg");
        icons.insert(stem.to_owned(), text(&files, name)?.trim().to_owned());
    }
    let tera = templates::engine(templates, &words, &icons, own)?;
    let mut made: Vec<(String, Vec<u8>)> = Vec::new();
    let mut placed: BTreeMap<String, String> = BTreeMap::new();
    for (name, bytes) in &files {
        let is_binary_asset =
            (name.starts_with("fonts/") && !name.ends_with(".txt")) || name.starts_with("img/");
        if is_binary_asset {
            let address = fingerprinted(name, bytes);
            placed.insert(name.clone(), address.clone());
            made.push((address, bytes.clone()));
        } else if name == "fonts/OFL.txt" {
            made.push(("assets/fonts/OFL.txt".to_owned(), bytes.clone()));
        }
    }
    let join = |names: &[String]| -> Result<String, Error> {
        let mut joined = String::new();
        for name in names {
            joined.push_str(text(&files, name)?);
            if !joined.ends_with('\n') {
                joined.push('\n');
            }
        }
        Ok(joined)
    };
    let mut css = rewrite_urls(&join(&manifest.css)?, "css/", &placed);
    if let Some(brand) = choice.brand {
        css.push_str(&brand_css(brand));
    }
    let mut styles = vec![add(&mut made, "metod.css", css.into_bytes())];
    for name in files
        .keys()
        .filter(|name| name.starts_with("css/") && !manifest.css.contains(name))
    {
        let css = rewrite_urls(text(&files, name)?, "css/", &placed);
        let address = add(&mut made, name.trim_start_matches("css/"), css.into_bytes());
        if name == "css/site.css" {
            styles.push(address);
        }
    }
    let script_words = words.tree().get("script").cloned().unwrap_or(Json::Null);
    let script_words = script_words.to_string().replace('<', "\\u003c");
    let js = format!(
        "window.metod={{\"words\":{script_words}}};\n{}",
        join(&manifest.js)?
    );
    let js = vec![add(&mut made, "metod.js", js.into_bytes())];
    let head_js = add(&mut made, "head.js", join(&manifest.head_js)?.into_bytes());
    let mut bundles = BTreeMap::new();
    for (name, files) in &manifest.bundles {
        let js = join(files)?.into_bytes();
        let address = add(&mut made, &format!("{name}.js"), js);
        bundles.insert(name.clone(), address);
    }
    let font_preload = placed
        .get(&manifest.fonts.preload)
        .filter(|_| !choice.offline)
        .cloned();
    made.sort();
    let assets = Assets {
        css: styles,
        js,
        head_js,
        bundles,
        font_preload,
        favicon: placed.get("img/favicon.svg").cloned(),
    };
    Ok(Theme {
        tera,
        words,
        icons,
        assets,
        files: made,
        strangers,
    })
}

fn add(made: &mut Vec<(String, Vec<u8>)>, name: &str, bytes: Vec<u8>) -> String {
    let address = fingerprinted(name, &bytes);
    made.push((address.clone(), bytes));
    address
}

/// `assets/NAME.HASH.EXT`: the name changes exactly when the bytes do.
fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("assets/{stem}.{}.{extension}", &hash[..10])
}

/// Addresses in a style sheet name the fingerprinted files, relative to `assets/`.
fn rewrite_urls(css: &str, folder: &str, placed: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("url(") {
        let (before, after) = rest.split_at(at + 4);
        out.push_str(before);
        let Some(end) = after.find(')') else {
            rest = after;
            break;
        };
        let written = after[..end].trim().trim_matches(['"', '\'']);
        let path = written
            .strip_prefix("../")
            .map_or_else(|| format!("{folder}{written}"), str::to_owned);
        match placed.get(&path) {
            Some(address) => {
                out.push_str(&format!("\"{}\"", address.trim_start_matches("assets/")))
            }
            None => out.push_str(&after[..end]),
        }
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}

/// The site's own colour in place of the theme's, on light ground only.
fn brand_css(brand: &str) -> String {
    let channel = |at: usize| {
        brand
            .get(at..at + 2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            .unwrap_or(0)
    };
    let deep: Vec<String> = [1, 3, 5]
        .iter()
        .map(|at| format!("{:02x}", u16::from(channel(*at)) * 3 / 4))
        .collect();
    format!(
        "@layer tokens {{ :root {{ --brand: {brand}; --brand-deep: #{}; --link: {brand}; }} }}\n",
        deep.concat()
    )
}
