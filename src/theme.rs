//! The theme: built-in files, and a site's own that override them one by one.
//!
//! A file of the root's `themes/NAME/` wins over one of its `themes/default/`, and that over the
//! built-in one. Style sheets and scripts are joined and carry fingerprints, so that a browser may
//! keep them for ever.

#![allow(clippy::disallowed_methods)] // This stage is one of the few that may touch the disk.

mod assets;
mod broken;
mod includes;
mod templates;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use include_dir::{Dir, include_dir};
use tera::Tera;
use walkdir::WalkDir;

use crate::lang::Language;
use crate::publication::Error;
pub use assets::Assets;
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
    let mut files = Files::new();
    collect_built_in(&BUILT_IN, &mut files);
    let mut sources = Sources {
        words: Words::read(&files, choice.language)?,
        known: files.keys().cloned().collect(),
        files,
        own: BTreeMap::new(),
        strangers: Vec::new(),
    };
    sources.override_by(root, "default", choice.language)?;
    if choice.name != "default" {
        sources.override_by(root, choice.name, choice.language)?;
    }
    let Sources {
        files,
        words,
        own,
        strangers,
        ..
    } = sources;
    let mut icons = BTreeMap::new();
    for name in files.keys() {
        let stem = name.strip_prefix("icons/");
        if let Some(stem) = stem.and_then(|stem| stem.strip_suffix(".svg")) {
            icons.insert(stem.to_owned(), text(&files, name)?.trim().to_owned());
        }
    }
    let mut templates = Vec::new();
    for name in files.keys() {
        if let Some(template) = name.strip_prefix("templates/") {
            templates.push((template.to_owned(), text(&files, name)?.to_owned()));
        }
    }
    let tera = templates::engine(templates, &words, &icons, &own)?;
    let (assets, files) = assets::make(&files, &words, choice)?;
    Ok(Theme {
        tera,
        words,
        icons,
        assets,
        files,
        strangers,
    })
}

/// Files of a theme: path inside of its folder and bytes.
type Files = BTreeMap<String, Vec<u8>>;

/// What a theme is made of, while a site's own files take the places of built-in ones.
struct Sources {
    files: Files,
    words: Words,
    /// Paths of the built-in files.
    known: BTreeSet<String>,
    /// The site's own templates by name, with the files they stand in.
    own: BTreeMap<String, String>,
    /// Overrides that match no built-in file.
    strangers: Vec<String>,
}

impl Sources {
    /// Takes the files of `themes/NAME/`, if there are any.
    fn override_by(&mut self, root: &Path, name: &str, language: Language) -> Result<(), Error> {
        let folder = root.join("themes").join(name);
        if !folder.is_dir() {
            return Ok(());
        }
        let files = WalkDir::new(&folder).sort_by_file_name().into_iter();
        for file in files.filter_map(Result::ok) {
            if !file.file_type().is_file() || file.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let Ok(inside) = file.path().strip_prefix(&folder) else {
                continue;
            };
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            let inside = parts.join("/");
            let bytes = std::fs::read(file.path())
                .map_err(|error| Error(format!("{}: {error}", file.path().display())))?;
            self.take(name, inside, bytes, language)?;
        }
        Ok(())
    }

    fn take(
        &mut self,
        name: &str,
        inside: String,
        bytes: Vec<u8>,
        language: Language,
    ) -> Result<(), Error> {
        let path = || format!("themes/{name}/{inside}");
        let mut may_be_new = ["css/", "img/", "fonts/"].iter();
        if !may_be_new.any(|folder| inside.starts_with(folder)) && !self.known.contains(&inside) {
            self.strangers.push(path());
        }
        if inside == format!("lang/{}.yaml", language.code()) {
            return self.words.merge(&bytes, &inside);
        }
        // A copy of a built-in file changes nothing, not even how pages are put together.
        let is_copy = self.files.get(&inside).is_some_and(|known| *known == bytes);
        if let Some(template) = inside.strip_prefix("templates/")
            && !is_copy
        {
            self.own.insert(template.to_owned(), path());
        }
        self.files.insert(inside, bytes);
        Ok(())
    }
}

fn collect_built_in(folder: &Dir, into: &mut Files) {
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

fn text<'f>(files: &'f Files, name: &str) -> Result<&'f str, Error> {
    let bytes = files
        .get(name)
        .ok_or_else(|| Error(format!("themes: {name}?")))?;
    std::str::from_utf8(bytes).map_err(|_| Error(format!("themes: {name}: UTF-8?")))
}
