//! Plain pages of the preview itself, for moments when there is no page of the site to show.

use super::answer::SCRIPT_TAG;
use super::state::State;
use crate::diagnostics::report;
use crate::lang::{Language, message};
use crate::parse::markdown::escape;

const STYLE: &str = "body{font:1.0625rem/1.55 system-ui,sans-serif;margin:0 auto;max-width:52rem;padding:2rem 1rem;\
    color:#1b1f24;background:#fff}li{margin-block:1rem}code,.place{font-family:ui-monospace,monospace}\
    .place{display:block;color:#55606b}.hint{display:block;color:#1b6e3c;white-space:pre-wrap}\
    @media(prefers-color-scheme:dark){body{color:#eef1f4;background:#14181d}.place{color:#b4bec8}.hint{color:#7fd6a0}}";

/// The mistakes that keep the first page from being shown; it reloads when they are mended.
pub fn mistakes(language: Language, state: &State) -> String {
    let words = |key: &str| escape(&message(language, key, &[])).into_owned();
    let mut list = String::new();
    if let Some(failure) = &state.failure {
        list.push_str(&format!("<li>{}</li>", escape(failure)));
    }
    for diagnostic in state.mistakes() {
        let place = &diagnostic.place;
        let hint = report::hint_words(diagnostic, language);
        let hint = hint
            .map(|hint| format!("<span class=\"hint\">{}</span>", escape(&hint)))
            .unwrap_or_default();
        list.push_str(&format!(
            "<li>{}<span class=\"place\">{}:{}:{}</span>{hint}</li>\n",
            escape(&report::words(diagnostic, language)),
            escape(&place.file),
            place.line,
            place.column,
        ));
    }
    let main = format!(
        "<h1>{}</h1>\n<div data-mistakes role=\"alert\"><p>{}</p>\n<ol>{list}</ol></div>",
        words("preview.title-mistakes"),
        words("preview.lead-mistakes"),
    );
    page(
        language,
        &message(language, "preview.title-mistakes", &[]),
        &main,
    )
}

/// One sentence on a page of its own.
pub fn note(language: Language, title: &str, text: &str) -> String {
    let title = message(language, title, &[]);
    page(
        language,
        &title,
        &format!("<h1>{}</h1>\n<p>{}</p>", escape(&title), escape(text)),
    )
}

fn page(language: Language, title: &str, main: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{}</title><style>{STYLE}</style></head>\n\
         <body><main id=\"main\">\n{main}\n</main>{SCRIPT_TAG}</body>\n</html>\n",
        language.code(),
        escape(title),
    )
}
