//! A request and the present state in, an answer out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use super::address::{decode, encode, split};
use super::file::{content_type, copy};
use super::state::{Good, Shared, State};
use super::{bar, pages};
use crate::lang::message;
use crate::publication::Body;

/// The script that every page loads, and nothing else is added to a page.
const SCRIPT: &str = concat!(
    include_str!("script/page.js"),
    include_str!("script/place.js"),
    include_str!("script/styles.js"),
    include_str!("script/drafts.js"),
    include_str!("script/panels.js"),
    include_str!("script/bar.js"),
    include_str!("script/follow.js"),
);
/// How the bar looks; the script loads it.
const STYLE: &str = include_str!("script/preview.css");
pub const SCRIPT_TAG: &str = r#"<script src="/__metod/preview.js"></script>"#;
pub const HTML: &str = "text/html; charset=utf-8";

/// What a request asks for.
pub struct Asked<'a> {
    pub known_method: bool,
    /// As it stands in the request line, percent-encoded, with the query.
    pub url: &'a str,
    pub range: Option<&'a str>,
    /// Whether the host it names is ours.
    pub allowed: bool,
    /// Whether it comes from this very computer, whose editor may open files.
    pub is_near: bool,
}

/// What is sent back.
pub struct Answer {
    pub status: u16,
    pub content_type: &'static str,
    pub headers: Vec<(&'static str, String)>,
    pub content: Content,
}

/// The bytes of an answer; files of authors may be videos and are never held in memory.
pub enum Content {
    Bytes(Vec<u8>),
    File {
        path: PathBuf,
        start: u64,
        length: u64,
    },
}

/// Answers one request. Never panics, whatever is asked and whatever a page does.
pub fn answer(shared: &Shared, asked: &Asked<'_>) -> Answer {
    let language = shared.language;
    if !asked.allowed {
        return html(
            403,
            pages::note(
                language,
                "preview.title-forbidden",
                &message(language, "preview.forbidden", &[]),
            ),
        );
    }
    if !asked.known_method {
        let mut answer = html(405, pages::note(language, "preview.title-forbidden", ""));
        answer.headers.push(("Allow", "GET, HEAD".to_owned()));
        return answer;
    }
    let state = shared.state();
    let (path, query) = split(asked.url);
    let path = decode(path);
    let mut answer = match path
        .as_deref()
        .and_then(|path| path.strip_prefix("/__metod/"))
    {
        Some(name) => own(shared, &state, name, query, asked.is_near),
        None => page(shared, &state, path.as_deref(), query, asked.range),
    };
    if answer.content_type == HTML {
        // The page's script reads this to know which publication it was made from.
        answer.headers.push((
            "Server-Timing",
            format!("metod;desc=\"{}\"", shared.version(&state)),
        ));
    }
    answer
}

/// The preview's own addresses.
fn own(shared: &Shared, state: &State, name: &str, query: &str, is_near: bool) -> Answer {
    let json = |value: serde_json::Value| bytes(200, "application/json", value.to_string().into());
    let about = bar::About {
        shared,
        state,
        file: asked_file(state, query),
        is_near,
    };
    match name {
        "preview.js" => bytes(200, "text/javascript; charset=utf-8", SCRIPT.into()),
        "preview.css" => bytes(200, "text/css; charset=utf-8", STYLE.into()),
        "version" => bytes(
            200,
            "text/plain; charset=utf-8",
            shared.version(state).into_bytes(),
        ),
        "state" => json(about.state()),
        "links" => match catch_unwind(AssertUnwindSafe(|| about.links())) {
            Ok(links) => json(links),
            Err(_) => html(
                500,
                pages::note(shared.language, "preview.title-failed", ""),
            ),
        },
        _ => html(
            404,
            pages::note(shared.language, "preview.title-not-found", ""),
        ),
    }
}

/// The file of the output behind the page whose script asks, from `?path=`.
fn asked_file(state: &State, query: &str) -> Option<String> {
    let written = query.split('&').find_map(|pair| pair.strip_prefix("path="));
    let path = written.and_then(decode)?;
    find(state.good.as_deref()?, path.trim_start_matches('/'))
}

/// A file of the site.
fn page(
    shared: &Shared,
    state: &State,
    path: Option<&str>,
    query: &str,
    range: Option<&str>,
) -> Answer {
    let Some(good) = &state.good else {
        return html(200, pages::mistakes(shared.language, state));
    };
    let Some(path) = path.and_then(|path| path.strip_prefix('/')) else {
        return not_found(shared, good);
    };
    if let Some(file) = find(good, path) {
        return file_answer(shared, good, &file, 200, range);
    }
    if good.paths.contains(&format!("{path}/index.html")) {
        let query = if query.is_empty() {
            String::new()
        } else {
            format!("?{query}")
        };
        let mut answer = html(302, String::new());
        answer
            .headers
            .push(("Location", format!("/{}/{query}", encode(path))));
        return answer;
    }
    not_found(shared, good)
}

/// The file of the output that an address without its leading slash names.
fn find(good: &Good, path: &str) -> Option<String> {
    let file = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    good.paths.contains(&file).then_some(file)
}

/// The site's own page for addresses that do not exist.
fn not_found(shared: &Shared, good: &Good) -> Answer {
    if good.paths.contains("404.html") {
        return file_answer(shared, good, "404.html", 404, None);
    }
    html(
        404,
        pages::note(shared.language, "preview.title-not-found", ""),
    )
}

fn file_answer(
    shared: &Shared,
    good: &Good,
    file: &str,
    status: u16,
    range: Option<&str>,
) -> Answer {
    let failed = |words: &str| {
        html(
            500,
            pages::note(
                shared.language,
                "preview.title-failed",
                &shared.without_root(words),
            ),
        )
    };
    let content_type = content_type(file);
    let body = match catch_unwind(AssertUnwindSafe(|| good.publication.render(file))) {
        Ok(Ok(Some(body))) => body,
        Ok(Ok(None)) => {
            return failed(&message(
                shared.language,
                "cli.lost-page",
                &[("path", file.to_owned())],
            ));
        }
        Ok(Err(error)) => return failed(&error.0),
        Err(_) => return failed(&message(shared.language, "preview.panic", &[])),
    };
    match body {
        Body::Text(text) if content_type == HTML => html(status, with_script(text)),
        Body::Text(text) => bytes(status, content_type, text.into_bytes()),
        Body::Bytes(page) if content_type == HTML => html(
            status,
            with_script(String::from_utf8_lossy(&page).into_owned()),
        ),
        Body::Bytes(body) => bytes(status, content_type, body),
        Body::Copy(path) => match std::fs::metadata(&path) {
            Ok(metadata) => copy(path, metadata.len(), status, content_type, range),
            Err(error) => failed(&crate::write::cause(shared.language, &error)),
        },
    }
}

/// The build's bytes and one script tag before the end of the body.
fn with_script(mut page: String) -> String {
    let place = page.rfind("</body>").unwrap_or(page.len());
    page.insert_str(place, SCRIPT_TAG);
    page
}

fn html(status: u16, text: String) -> Answer {
    bytes(status, HTML, text.into_bytes())
}

fn bytes(status: u16, content_type: &'static str, bytes: Vec<u8>) -> Answer {
    Answer {
        status,
        content_type,
        headers: Vec::new(),
        content: Content::Bytes(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gets_one_script_tag_before_the_end_of_its_body() {
        let page = with_script("<body><p>x</p></body></html>".to_owned());
        assert_eq!(page, format!("<body><p>x</p>{SCRIPT_TAG}</body></html>"));
        assert_eq!(with_script("x".to_owned()), format!("x{SCRIPT_TAG}"));
    }
}
