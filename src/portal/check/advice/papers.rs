//! Papers that are only a file: a scan or a PDF says nothing to a telephone, a search or a speech program.

use super::{advice, field};
use crate::diagnostics::Diagnostic;
use crate::portal::{Content, Entry, Portal};

/// Looks at a document or a resource whose whole text is in a PDF or a picture.
pub fn check(_: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let (file, has_text) = match &entry.content {
        Content::Document(document) => (
            &document.file,
            document.text.is_some() || !document.points.is_empty(),
        ),
        Content::Resource(resource) => (&resource.file, false),
        _ => return,
    };
    let ending = file.rsplit('.').next().unwrap_or_default().to_lowercase();
    let is_closed = ["pdf", "djvu", "jpg", "jpeg", "png", "tif", "tiff"].contains(&ending.as_str());
    if is_closed && !has_text && entry.body.is_empty() {
        found.push(advice("advice-only-a-file", field(entry, "file")).with("file", &**file));
    }
}
