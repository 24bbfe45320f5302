//! Videos that cannot be followed without hearing: no captions, no words.

use super::missing;
use crate::diagnostics::Diagnostic;
use crate::portal::{Content, Entry, Portal};

/// Looks at a video: one of the portal's own needs captions, any other at least a transcript.
pub fn check(_: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let Content::Video(video) = &entry.content else {
        return;
    };
    let (file, url) = (!video.file.is_empty(), !video.url.is_empty());
    if file && video.captions.is_empty() {
        missing(entry, "advice-no-captions", "captions", found);
    }
    let has_words = !video.transcript.is_empty() || !entry.body.is_empty();
    if (file || url) && !has_words {
        missing(entry, "advice-no-transcript", "transcript", found);
    }
}
