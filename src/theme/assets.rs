//! Style sheets and scripts: joined, with addresses that carry fingerprints.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{Choice, Files, Words, text};
use crate::publication::Error;

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

/// A file of the output: address and bytes.
type Output = (String, Vec<u8>);

/// Files of the output that come from the theme.
#[derive(Default)]
struct Made {
    files: Vec<Output>,
    /// Fonts and pictures: path in the theme and address.
    placed: BTreeMap<String, String>,
}

/// The addresses, and the files of the output that stand there.
pub(super) fn make(
    files: &Files,
    words: &Words,
    choice: Choice,
) -> Result<(Assets, Vec<Output>), Error> {
    let manifest: Manifest = serde_yaml::from_str(text(files, "theme.yaml")?)
        .map_err(|error| Error(format!("theme.yaml: {error}")))?;
    let mut made = Made::default();
    made.place_binaries(files);
    let css = made.styles(files, &manifest, choice)?;
    let script_words = words.tree().get("script").cloned().unwrap_or(Json::Null);
    let script_words = script_words.to_string().replace('<', "\\u003c");
    let js = format!(
        "window.metod={{\"words\":{script_words}}};\n{}",
        join(files, &manifest.js)?
    );
    let js = vec![made.add("metod.js", js.into_bytes())];
    let head_js = made.add("head.js", join(files, &manifest.head_js)?.into_bytes());
    let mut bundles = BTreeMap::new();
    for (name, parts) in &manifest.bundles {
        let js = join(files, parts)?.into_bytes();
        bundles.insert(name.clone(), made.add(&format!("{name}.js"), js));
    }
    let font_preload = made.placed.get(&manifest.fonts.preload);
    let assets = Assets {
        css,
        js,
        head_js,
        bundles,
        font_preload: font_preload.filter(|_| !choice.offline).cloned(),
        favicon: made.placed.get("img/favicon.svg").cloned(),
    };
    made.files.sort();
    Ok((assets, made.files))
}

impl Made {
    fn add(&mut self, name: &str, bytes: Vec<u8>) -> String {
        let address = fingerprinted(name, &bytes);
        self.files.push((address.clone(), bytes));
        address
    }

    fn place_binaries(&mut self, files: &Files) {
        for (name, bytes) in files {
            if name == "fonts/OFL.txt" {
                let licence = "assets/fonts/OFL.txt".to_owned();
                self.files.push((licence, bytes.clone()));
            } else if name.starts_with("img/")
                || name.starts_with("fonts/") && !name.ends_with(".txt")
            {
                let address = self.add(name, bytes.clone());
                self.placed.insert(name.clone(), address);
            }
        }
    }

    /// The joined style sheet, and the site's own, which is loaded last.
    fn styles(
        &mut self,
        files: &Files,
        manifest: &Manifest,
        choice: Choice,
    ) -> Result<Vec<String>, Error> {
        let mut css = rewrite_urls(&join(files, &manifest.css)?, "css/", &self.placed);
        if let Some(brand) = choice.brand {
            css.push_str(&brand_css(brand));
        }
        let mut styles = vec![self.add("metod.css", css.into_bytes())];
        for name in files.keys().filter(|name| !manifest.css.contains(name)) {
            let Some(inside) = name.strip_prefix("css/") else {
                continue;
            };
            let css = rewrite_urls(text(files, name)?, "css/", &self.placed);
            let address = self.add(inside, css.into_bytes());
            if inside == "site.css" {
                styles.push(address);
            }
        }
        Ok(styles)
    }
}

fn join(files: &Files, names: &[String]) -> Result<String, Error> {
    let mut joined = String::new();
    for name in names {
        joined.push_str(text(files, name)?);
        if !joined.ends_with('\n') {
            joined.push('\n');
        }
    }
    Ok(joined)
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
