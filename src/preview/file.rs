//! Files as players and browsers ask for them: their types, and parts of them.

use std::path::PathBuf;

use super::answer::{Answer, Content, HTML};

/// A file of the author, or the part of it that a player asks for when it seeks in a video.
pub fn copy(
    path: PathBuf,
    size: u64,
    status: u16,
    content_type: &'static str,
    range: Option<&str>,
) -> Answer {
    let mut answer = Answer {
        status,
        content_type,
        headers: vec![("Accept-Ranges", "bytes".to_owned())],
        content: Content::Bytes(Vec::new()),
    };
    let last = size.saturating_sub(1);
    let (start, end) = match range.and_then(|range| part(range, size)) {
        None => (0, last),
        Some((start, end)) if start > end || start >= size => {
            answer.status = 416;
            let whole = ("Content-Range", format!("bytes */{size}"));
            answer.headers.push(whole);
            return answer;
        }
        Some((start, end)) => {
            answer.status = 206;
            let part = format!("bytes {start}-{end}/{size}");
            answer.headers.push(("Content-Range", part));
            (start, end)
        }
    };
    answer.content = Content::File {
        path,
        start,
        length: size.min(end - start + 1),
    };
    answer
}

/// The first and the last byte that `bytes=…` names (RFC 9110, section 14.1.2). What is not understood, and several
/// parts at once, mean the whole file.
fn part(range: &str, size: u64) -> Option<(u64, u64)> {
    let range = range.strip_prefix("bytes=")?;
    let (first, last) = range.split_once('-').unwrap_or((range, ""));
    let end = size.saturating_sub(1);
    match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
        _ if range.contains(',') => None,
        (Ok(start), Ok(last)) => Some((start, last.min(end))),
        (Ok(start), Err(_)) => Some((start, end)),
        (Err(_), Ok(suffix)) => Some((size.saturating_sub(suffix), end)),
        (Err(_), Err(_)) => None,
    }
}

/// What a file is, by its ending.
pub fn content_type(file: &str) -> &'static str {
    let ending = file
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, ending)| ending);
    match ending
        .map(str::to_ascii_lowercase)
        .as_deref()
        .unwrap_or_default()
    {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "ogv" => "video/ogg",
        "mp3" => "audio/mpeg",
        "ogg" | "oga" => "audio/ogg",
        "wav" => "audio/wav",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "doc" => "application/msword",
        "xls" => "application/vnd.ms-excel",
        "ppt" => "application/vnd.ms-powerpoint",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "rtf" => "application/rtf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_files_are_what_was_asked_for() {
        let part = |range: &str| {
            let answer = copy(PathBuf::from("x"), 100, 200, "video/mp4", Some(range));
            match answer.content {
                Content::File { start, length, .. } => (answer.status, start, length),
                Content::Bytes(_) => (answer.status, 0, 0),
            }
        };
        assert_eq!(part("bytes=0-9"), (206, 0, 10));
        assert_eq!(part("bytes=90-"), (206, 90, 10));
        assert_eq!(part("bytes=-5"), (206, 95, 5));
        assert_eq!(part("bytes=90-1000"), (206, 90, 10));
        assert_eq!(part("bytes=100-"), (416, 0, 0));
        assert_eq!(part("bytes=0-1,4-5"), (200, 0, 100));
        assert_eq!(part("bytes=x-y"), (200, 0, 100));
    }
}
