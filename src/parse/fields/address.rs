//! Files, addresses of other sites and old addresses of an entry: what may stand in a link.

use super::text::{any, texts};
use crate::parse::markdown::{is_harmless, scheme};
use crate::parse::record::{Fault, Leaf};

texts! {
    /// A file: beside the entry, or under `files/`.
    File "file" any, |text| Some(Leaf::File(text));
    /// A file with captions.
    Captions "captions" captions, |text| Some(Leaf::File(text));
    /// An address of another site.
    Url "url" url, |_text| None;
    /// A reference, a file or a URL.
    Link "link" link, |text| Some(Leaf::Link(text));
    /// An address, or words.
    LinkOrText "link-or-text" link_or_text, |_text| None;
    /// Latin letters, digits and hyphens.
    Slug "slug" slug, |_text| None;
    /// An old address of the entry.
    Alias "alias" alias, |_text| None;
}

fn captions(text: &str) -> Result<(), Fault> {
    match text.to_lowercase().ends_with(".vtt") {
        true => Ok(()),
        false => Err(Fault::Form),
    }
}

fn url(text: &str) -> Result<(), Fault> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.contains(char::is_whitespace) => Ok(()),
        _ => Err(Fault::Form),
    }
}

/// A field that takes addresses becomes a link, so only schemes that are harmless there may stand in it.
fn link(text: &str) -> Result<(), Fault> {
    match scheme(text) {
        Some(scheme) if !is_harmless(&scheme) => Err(Fault::Form),
        _ => Ok(()),
    }
}

/// Words are welcome, «Телефон: 5-66-58» among them; an address must be harmless.
fn link_or_text(text: &str) -> Result<(), Fault> {
    let words = text
        .trim()
        .split_once(':')
        .is_some_and(|(_, rest)| rest.starts_with(char::is_whitespace));
    match scheme(text) {
        Some(scheme) if matches!(scheme.as_str(), "javascript" | "vbscript" | "data") => {
            Err(Fault::Form)
        }
        Some(scheme) if !is_harmless(&scheme) && !words => Err(Fault::Form),
        _ => Ok(()),
    }
}

fn slug(text: &str) -> Result<(), Fault> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !text.is_empty() && text.chars().all(fits) && !text.starts_with('-') && !text.ends_with('-')
    {
        Ok(())
    } else {
        Err(Fault::Form)
    }
}

fn alias(text: &str) -> Result<(), Fault> {
    let right = text.starts_with('/')
        && (text.ends_with('/') || text.ends_with(".html"))
        && !text.contains(['?', '#', '\\'])
        && !text.contains("//")
        && !text.split('/').any(|part| part == ".." || part == ".")
        && text.chars().all(|c| !c.is_control());
    if right { Ok(()) } else { Err(Fault::Form) }
}
