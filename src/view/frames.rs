//! Header and footer of pages, and what every head loads, made once for all the pages that share them.
//!
//! They hold nothing that changes with an entry: only the way to the site's root and the current
//! item of the menu tell one page's from another's, so a site has a handful of them.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use serde::Serialize;
use tera::{Context, Value};

use crate::publication::Error;
use crate::theme::Theme;

/// The frames made so far, by the way to the root and the current item of the menu.
#[derive(Debug, Default)]
pub struct Frames {
    made: RwLock<HashMap<(String, Option<String>), Value>>,
}

/// What these parts may read of a page.
#[derive(Serialize)]
struct Page<'a> {
    root: &'a str,
    current: Option<&'a str>,
}

/// The HTML around every page.
#[derive(Serialize)]
struct Frame {
    head: String,
    header: String,
    footer: String,
}

impl Frames {
    /// The frame of a page.
    pub fn get(&self, theme: &Theme, root: &str, current: Option<&str>) -> Result<Value, Error> {
        let key = (root.to_owned(), current.map(str::to_owned));
        if let Some(frame) = self
            .made
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key)
        {
            return Ok(frame.clone());
        }
        let mut context = Context::new();
        context.insert("page", &Page { root, current });
        let part = |name: &str| {
            theme
                .tera
                .render(name, &context)
                .map_err(|error| Error(format!("{name}: {error}")))
        };
        let frame = Frame {
            head: part("parts/head.html")?.trim().to_owned(),
            header: part("parts/header.html")?,
            footer: part("parts/footer.html")?,
        };
        let frame = Value::from_serializable(&frame);
        self.made
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key, frame.clone());
        Ok(frame)
    }
}
