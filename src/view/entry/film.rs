//! Films and recordings: an own file plays in place, a foreign page opens in a new tab.

use serde::Serialize;

use super::draft::Draft;
use crate::parse::record::Target;
use crate::portal::follow::Destination;
use crate::portal::link::Resolved;
use crate::view::shapes::{FileRow, Picture};

/// A film or recording.
#[derive(Default, Serialize)]
pub struct VideoBody {
    /// What is seen before it plays.
    pub poster: Option<Picture>,
    /// The file, when it plays in place.
    pub file: Option<String>,
    /// Its type.
    pub file_type: Option<&'static str>,
    /// The page of a hosting.
    pub url: Option<String>,
    /// Its host.
    pub host: Option<String>,
    /// Subtitles.
    pub captions: Option<Captions>,
    /// How long it is.
    pub duration: Option<String>,
    /// What to expect of a click.
    pub hint: Option<String>,
}

/// Subtitles of a film.
#[derive(Serialize)]
pub struct Captions {
    /// Their file.
    pub src: String,
    /// Their language.
    pub lang: &'static str,
    /// Its name.
    pub label: String,
}

impl Draft<'_> {
    /// A video that a field names: an entry, a file or a page of a hosting.
    pub fn recording(&mut self, id: &str, title: &str, written: &str) {
        let Ok(destination) = self.view.portal.follow_field(written, self.here.file) else {
            return;
        };
        if matches!(destination, Destination::Address(..) | Destination::Hidden) {
            if let Ok(Resolved::Entry(entry)) =
                self.view
                    .portal
                    .resolve(Target::Any, written, Some(self.entry))
            {
                self.shown.extend(self.view.portal.place_of(entry));
                self.cards(id, title, &[entry], false, "rows", Vec::new());
            }
            return;
        }
        let Some(row) = self.here.file_row(written, None) else {
            return;
        };
        let body = self.video_body(row);
        self.block(id, title, "video", &body);
    }

    /// What plays: a file in place, a foreign page in a new tab.
    pub fn video_body(&self, row: FileRow) -> VideoBody {
        let host = row
            .url
            .as_deref()
            .map(|url| url.split('/').nth(2).unwrap_or(url).to_owned());
        let hint = host.as_deref().map(|host| {
            self.view
                .theme
                .words
                .fill("video.hosting", &[("host", host)])
        });
        VideoBody {
            file_type: row.path.as_deref().and_then(video_type),
            file: row.path,
            url: row.url,
            host,
            hint,
            ..VideoBody::default()
        }
    }
}

fn video_type(path: &str) -> Option<&'static str> {
    match path.rsplit('.').next()?.to_ascii_lowercase().as_str() {
        "mp4" | "m4v" => Some("video/mp4"),
        "webm" => Some("video/webm"),
        "ogv" | "ogg" => Some("video/ogg"),
        "mov" => Some("video/quicktime"),
        _ => None,
    }
}
