//! Pages of what one takes along or watches: resources and videos.

use super::document::download;
use super::draft::{Draft, words};
use super::film::{Captions, VideoBody};
use crate::parse::fields::{Duration, Transcript};
use crate::portal::Kind;
use crate::portal::resource::Resource;
use crate::portal::video::Video;
use crate::view::View;
use crate::view::context::some;
use crate::view::shapes::{Action, FileRow, Link, Picture};

/// A methodical resource.
pub fn resource(draft: &mut Draft, resource: &Resource) {
    let view = draft.view;
    if let Some(kind) = resource.resource_type {
        draft.kind_title = view.vocabulary("resource_type", kind.word());
    }
    draft.fact_organization("organization", &resource.organization);
    draft.fact_territory();
    draft.fact_texts("audience", &resource.audience);
    draft.fact_text("format", &resource.format);
    draft.fact_text("license", &resource.license);

    let title = draft.entry.common.title.0.clone();
    let file = some(&resource.file).and_then(|file| draft.here.file_row(&file, Some(title)));
    let page = some(&resource.url).and_then(|url| draft.here.file_row(&url, None));
    if let Some(row) = &file {
        draft.actions.push(download(draft, row));
    }
    if let Some(row) = &page {
        let kind = if file.is_some() { "plain" } else { "primary" };
        let text = draft.word("actions.open");
        let note = Some(row.title.clone());
        draft.actions.push(Action {
            kind,
            text,
            path: None,
            url: row.url.clone(),
            icon: Some("external"),
            note,
        });
    }
    draft.body("description", Some("blocks.description"));
    let own = file.map(|row| FileRow {
        sample: draft.entry.sample,
        ..row
    });
    let attachments = draft
        .entry
        .common
        .attachments
        .iter()
        .filter_map(|written| draft.here.attachment(written));
    let rows: Vec<FileRow> = own.into_iter().chain(attachments).collect();
    draft.files("file", "blocks.attachments", &rows);
}

/// A video.
pub fn video(draft: &mut Draft, video: &Video) {
    let view = draft.view;
    draft.fact_text("session", &video.session);
    if let Some(date) = draft.entry.common.date {
        let day = view.day(date.0);
        draft.fact(
            "date",
            vec![Link {
                text: day.text,
                datetime: Some(day.iso),
                ..Link::default()
            }],
        );
    }
    draft.fact_persons("speaker", &video.speaker);
    draft.fact_organization("organization", &video.organization);
    draft.fact_territory();
    let duration = view.duration_words(&video.duration);
    draft.fact(
        "duration",
        duration.clone().map(words).into_iter().collect(),
    );

    let body = player(draft, video, duration);
    draft.push(crate::view::shapes::Block::new(
        "video", None, "video", &body,
    ));
    draft.body("about", Some("blocks.description"));
    transcript(draft, &video.transcript);
    draft.attachments("slides", "fields.slides", &video.slides);
    draft.entries_of(
        "practice",
        "fields.practice",
        Kind::Practice,
        &video.practice,
    );
}

/// An own file plays in place; without one there is a link to the hosting, or the reason why not.
fn player(draft: &Draft, video: &Video, duration: Option<String>) -> VideoBody {
    let view = draft.view;
    let file = some(&video.file).and_then(|file| draft.here.file_row(&file, None));
    let page = some(&video.url).and_then(|url| draft.here.file_row(&url, None));
    let (has_file, hosted) = (file.is_some(), page.clone());
    let mut body = match file.or(page) {
        Some(row) => draft.video_body(row),
        None => VideoBody {
            hint: Some(no_film(draft, video)),
            ..VideoBody::default()
        },
    };
    // Beside an own film stands the way to its other place.
    if let Some(page) = hosted.filter(|_| has_file) {
        let other = draft.video_body(page);
        (body.url, body.host, body.hint) = (other.url, other.host, other.hint);
    }
    let title = &*draft.entry.common.title;
    body.poster = some(&video.poster)
        .and_then(|file| draft.here.file_path(&file))
        .map(|src| Picture {
            src,
            alt: view.theme.words.fill("video.poster", &[("title", title)]),
            width: None,
            height: None,
        });
    // A browser reads no captions from a disk and says so in its console; the transcript stays.
    body.captions = some(&video.captions)
        .filter(|_| !view.offline)
        .and_then(|file| draft.here.file_path(&file))
        .map(|src| Captions {
            src,
            lang: view.portal.language().code(),
            label: view.word("language_name"),
        });
    body.duration = duration;
    body
}

/// That there is no film, and where its words are, if they are anywhere.
fn no_film(draft: &Draft, video: &Video) -> String {
    let mut hint = draft.word("video.no_file");
    if !video.transcript.trim().is_empty() {
        hint = format!("{hint} {}", draft.word("video.in_transcript"));
    }
    hint
}

/// What is said: Markdown stands here, a file is offered as one.
fn transcript(draft: &mut Draft, transcript: &Transcript) {
    let Some(text) = some(transcript) else { return };
    if Transcript::is_file(&text) {
        let row = draft
            .here
            .file_row(text.trim(), Some(draft.word("video.transcript")));
        draft.files(
            "transcript",
            "blocks.transcript",
            &row.into_iter().collect::<Vec<_>>(),
        );
    } else {
        let html = draft.here.markdown(&text);
        draft.prose("transcript", Some("blocks.transcript"), html);
    }
}

impl View<'_> {
    /// «7 минут 30 секунд».
    pub fn duration_words(&self, duration: &Duration) -> Option<String> {
        let total = duration.seconds()? as usize;
        let parts = [
            ("hours", total / 3600),
            ("minutes", total / 60 % 60),
            ("seconds", total % 60),
        ];
        let words: Vec<String> = parts
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(unit, count)| self.theme.words.counted(&format!("units.{unit}"), *count))
            .collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}
