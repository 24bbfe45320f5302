//! A text of Markdown as open data gives it: still Markdown, but with nothing that no page shows.
//!
//! Comments and unsafe HTML are left out, and links lead to addresses of the site instead of the
//! author's files; a link that leads nowhere becomes its words.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::super::html::{Cleaner, Piece};
use super::{escape, is_harmless, options, scheme};

/// The Markdown with the addresses that `address` gives for its links; `None` makes a link text.
pub fn published<'t>(
    markdown: &'t str,
    address: &mut dyn FnMut(&str) -> Option<String>,
) -> Cow<'t, str> {
    if !markdown.contains(['<', ']']) {
        return Cow::Borrowed(markdown);
    }
    let mut editor = Editor {
        address,
        edits: Vec::new(),
        links: Vec::new(),
        cleaner: Cleaner::default(),
        open: Vec::new(),
    };
    let events = Parser::new_ext(markdown, options()).into_offset_iter();
    // Definitions of links name the author's files; the links that use them name the address themselves.
    let definitions: Vec<Range<usize>> = events
        .reference_definitions()
        .iter()
        .map(|(_, known)| known.span.clone())
        .collect();
    editor
        .edits
        .extend(definitions.into_iter().map(|span| (span, String::new())));
    let mut block: Option<(Range<usize>, String)> = None;
    for (event, range) in events {
        match event {
            Event::Start(Tag::HtmlBlock) => block = Some((range, String::new())),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some((range, html)) = block.take() {
                    editor.html(&html, range);
                }
            }
            Event::Html(html) => match &mut block {
                Some((_, text)) => text.push_str(&html),
                None => editor.html(&html, range),
            },
            event => editor.event(&event, range),
        }
    }
    editor.apply(markdown)
}

/// A link or picture whose end has not come yet.
struct OpenLink {
    start: usize,
    words_end: usize,
    target: String,
    kind: LinkType,
    mark: &'static str,
}

struct Editor<'a> {
    address: &'a mut dyn FnMut(&str) -> Option<String>,
    /// What stands instead of a range of the text.
    edits: Vec<(Range<usize>, String)>,
    links: Vec<OpenLink>,
    cleaner: Cleaner,
    /// Whether each open `<a>` was kept.
    open: Vec<bool>,
}

impl Editor<'_> {
    fn resolve(&mut self, target: &str) -> Option<String> {
        match scheme(target) {
            Some(scheme) if !is_harmless(&scheme) => None,
            _ => (self.address)(target),
        }
    }

    fn event(&mut self, event: &Event, range: Range<usize>) {
        match event {
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => self.start("[", *link_type, dest_url, &range),
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                ..
            }) => self.start("![", *link_type, dest_url, &range),
            Event::End(TagEnd::Link | TagEnd::Image) => self.end(&range),
            Event::InlineHtml(html) => self.html(html, range.clone()),
            Event::Text(_) | Event::Code(_) if self.cleaner.swallows() => {
                self.edits.push((range.clone(), String::new()))
            }
            _ => {}
        }
        if let Some(link) = self.links.last_mut()
            && link.start < range.start
        {
            link.words_end = link.words_end.max(range.end);
        }
    }

    fn start(&mut self, mark: &'static str, kind: LinkType, target: &str, range: &Range<usize>) {
        let words_end = range.start + mark.len();
        self.links.push(OpenLink {
            start: range.start,
            words_end,
            target: target.to_owned(),
            kind,
            mark,
        });
    }

    fn end(&mut self, range: &Range<usize>) {
        let Some(link) = self.links.pop() else { return };
        let address = if matches!(link.kind, LinkType::Email) {
            Some(link.target)
        } else {
            self.resolve(&link.target)
        };
        let bare = matches!(link.kind, LinkType::Autolink | LinkType::Email);
        match address {
            Some(_) if bare => {}
            Some(address) if address.contains(['(', ')', ' ']) => {
                self.edits
                    .push((link.words_end..range.end, format!("](<{address}>)")));
            }
            Some(address) => self
                .edits
                .push((link.words_end..range.end, format!("]({address})"))),
            None if bare => {
                self.edits
                    .push((range.start..range.start + 1, String::new()));
                self.edits.push((range.end - 1..range.end, String::new()));
            }
            None => {
                self.edits
                    .push((range.start..range.start + link.mark.len(), String::new()));
                self.edits.push((link.words_end..range.end, String::new()));
            }
        }
    }

    fn html(&mut self, html: &str, range: Range<usize>) {
        let mut kept = String::new();
        for piece in self.cleaner.clean(html).pieces {
            match piece {
                Piece::Html(html) => kept.push_str(&html),
                Piece::LinkStart { target, .. } => {
                    let address = self.resolve(&target);
                    self.open.push(address.is_some());
                    if let Some(address) = address {
                        kept.push_str(&format!("<a href=\"{}\">", escape(&address)));
                    }
                }
                Piece::LinkEnd => {
                    if self.open.pop() == Some(true) {
                        kept.push_str("</a>");
                    }
                }
                Piece::Picture { alt, .. } => kept.push_str(&escape(&alt)),
            }
        }
        self.edits.push((range, kept));
    }

    fn apply(mut self, markdown: &str) -> Cow<'_, str> {
        if self.edits.is_empty() {
            return Cow::Borrowed(markdown);
        }
        self.edits
            .sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(markdown.len());
        let mut from = 0;
        for (range, kept) in self.edits {
            if range.start < from {
                continue;
            }
            out.push_str(&markdown[from..range.start]);
            out.push_str(&kept);
            from = range.end;
        }
        out.push_str(&markdown[from..]);
        Cow::Owned(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_name_addresses_and_nothing_hidden_stays() {
        let mut address = |target: &str| match target {
            "../documents/a.md" => Some("documents/a/".to_owned()),
            "https://x.ru/" => Some(target.to_owned()),
            _ => None,
        };
        for (written, shown) in [
            ("Без ссылок *и* меток", "Без ссылок *и* меток"),
            (
                "[приказ](../documents/a.md \"Имя\") и [черновик](../documents/b.md).",
                "[приказ](documents/a/) и черновик.",
            ),
            (
                "[**важный** приказ][a]\n\n[a]: ../documents/a.md\n",
                "[**важный** приказ](documents/a/)\n\n\n",
            ),
            (
                "[x](javascript:alert(1)) <https://x.ru/>",
                "x <https://x.ru/>",
            ),
            ("![схема](b.svg)", "схема"),
            ("Текст <!-- служебное --> дальше", "Текст  дальше"),
            (
                "Текст <b>жирный</b> <span onclick=\"x()\">вот</span>",
                "Текст <b>жирный</b> <span>вот</span>",
            ),
            ("A <script>alert(1)</script> Б", "A  Б"),
            ("<!-- заметка\nв две строки -->\n\nТекст", "\n\nТекст"),
        ] {
            assert_eq!(published(written, &mut address), shown, "{written}");
        }
    }
}
