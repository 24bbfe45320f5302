//! Raw HTML in Markdown, cleaned to a safe list.
//!
//! Content comes from many authors and from copied texts, so nothing of their HTML is passed on
//! as written: tags are read, and the allowed ones are written anew with escaped attributes.

use super::markdown::escape;

/// Elements that may stand in a body, and whether they have an end tag.
const ELEMENTS: &[(&str, bool)] = &[
    ("a", true),
    ("abbr", true),
    ("b", true),
    ("blockquote", true),
    ("br", false),
    ("caption", true),
    ("cite", true),
    ("code", true),
    ("col", false),
    ("colgroup", true),
    ("dd", true),
    ("del", true),
    ("details", true),
    ("dfn", true),
    ("div", true),
    ("dl", true),
    ("dt", true),
    ("em", true),
    ("figcaption", true),
    ("figure", true),
    ("h2", true),
    ("h3", true),
    ("h4", true),
    ("h5", true),
    ("h6", true),
    ("hr", false),
    ("i", true),
    ("img", false),
    ("ins", true),
    ("kbd", true),
    ("li", true),
    ("mark", true),
    ("ol", true),
    ("p", true),
    ("pre", true),
    ("q", true),
    ("s", true),
    ("samp", true),
    ("small", true),
    ("span", true),
    ("strong", true),
    ("sub", true),
    ("summary", true),
    ("sup", true),
    ("table", true),
    ("tbody", true),
    ("td", true),
    ("tfoot", true),
    ("th", true),
    ("thead", true),
    ("time", true),
    ("tr", true),
    ("u", true),
    ("ul", true),
    ("var", true),
    ("wbr", false),
];

/// Attributes that may stand on any allowed element; `href`, `src` and `alt` are handled apart.
const ATTRIBUTES: &[&str] = &[
    "colspan", "datetime", "lang", "open", "reversed", "rowspan", "scope", "start", "title",
];

/// Elements whose content goes with them.
const SWALLOWED: &[&str] = &[
    "script", "style", "iframe", "object", "template", "noscript", "svg", "math", "textarea",
    "select", "title",
];

/// A part of the cleaned HTML.
#[derive(Debug)]
pub enum Piece {
    /// Safe HTML.
    Html(String),
    /// The start of a link.
    LinkStart {
        /// Offset of its tag.
        at: usize,
        /// Its address as written.
        target: String,
    },
    /// The end of a link.
    LinkEnd,
    /// A picture.
    Picture {
        /// Offset of its tag.
        at: usize,
        /// Its address as written.
        target: String,
        /// Its alternative text.
        alt: String,
    },
}

/// Something that was left out.
#[derive(Debug)]
pub struct Removed {
    /// Offset in the HTML, in bytes.
    pub at: usize,
    /// How it was written: `<script>`, `onclick`, `<!-- … -->`.
    pub what: String,
}

/// The result of cleaning one piece of HTML.
#[derive(Debug, Default)]
pub struct Cleaned {
    /// What stays.
    pub pieces: Vec<Piece>,
    /// What was left out.
    pub removed: Vec<Removed>,
}

/// Cleans the HTML of one body; it remembers what is open from one piece to the next.
#[derive(Debug, Default)]
pub struct Cleaner {
    open: Vec<&'static str>,
    swallowing: Option<&'static str>,
}

struct Tag<'h> {
    name: String,
    end: bool,
    attributes: Vec<(String, String)>,
    written: &'h str,
}

impl Cleaner {
    /// Whether the text at hand belongs to an element that goes with its content.
    pub fn swallows(&self) -> bool {
        self.swallowing.is_some()
    }

    /// Cleans a piece of HTML.
    pub fn clean(&mut self, html: &str) -> Cleaned {
        let mut cleaned = Cleaned::default();
        let mut at = 0;
        while at < html.len() {
            let rest = &html[at..];
            if !rest.starts_with('<') {
                let length = rest.find('<').unwrap_or(rest.len());
                if self.swallowing.is_none() {
                    cleaned.pieces.push(Piece::Html(text(&rest[..length])));
                }
                at += length;
                continue;
            }
            if let Some(length) = declaration(rest) {
                // A comment is an author's note; it is not for readers, and leaving it out loses nothing.
                if !rest.starts_with("<!--") {
                    cleaned.removed.push(Removed {
                        at,
                        what: shorten(&rest[..length]),
                    });
                }
                at += length;
                continue;
            }
            match tag(rest) {
                Some(tag) => {
                    let length = tag.written.len();
                    self.tag(&tag, at, &mut cleaned);
                    at += length;
                }
                None => {
                    if self.swallowing.is_none() {
                        cleaned.pieces.push(Piece::Html("&lt;".to_owned()));
                    }
                    at += 1;
                }
            }
        }
        cleaned
    }

    fn tag(&mut self, tag: &Tag, at: usize, cleaned: &mut Cleaned) {
        if let Some(swallowing) = self.swallowing {
            if tag.end && tag.name == swallowing {
                self.swallowing = None;
            }
            return;
        }
        let Some((name, has_end)) = ELEMENTS.iter().find(|(name, _)| *name == tag.name).copied()
        else {
            cleaned.removed.push(Removed {
                at,
                what: shorten(tag.written),
            });
            if !tag.end && !tag.written.ends_with("/>") {
                self.swallowing = SWALLOWED.iter().find(|name| **name == tag.name).copied();
            }
            return;
        };
        if tag.end {
            self.close(name, cleaned);
            return;
        }
        let value = |key: &str| {
            tag.attributes
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value.clone())
        };
        for (attribute, _) in &tag.attributes {
            let known = ATTRIBUTES.contains(&attribute.as_str())
                || matches!(
                    (name, attribute.as_str()),
                    ("a", "href") | ("img", "src" | "alt" | "width" | "height")
                );
            if !known {
                cleaned.removed.push(Removed {
                    at,
                    what: format!("{attribute} (<{name}>)"),
                });
            }
        }
        match name {
            "a" => {
                if let Some(target) = value("href") {
                    cleaned.pieces.push(Piece::LinkStart { at, target });
                    self.open.push("a");
                }
            }
            "img" => {
                if let Some(target) = value("src") {
                    cleaned.pieces.push(Piece::Picture {
                        at,
                        target,
                        alt: value("alt").unwrap_or_default(),
                    });
                }
            }
            _ => {
                let mut written = format!("<{name}");
                for (attribute, value) in &tag.attributes {
                    if ATTRIBUTES.contains(&attribute.as_str()) {
                        written.push_str(&format!(" {attribute}=\"{}\"", escape(value)));
                    }
                }
                written.push('>');
                cleaned.pieces.push(Piece::Html(written));
                if has_end {
                    self.open.push(name);
                }
            }
        }
    }

    /// Closes an element and everything that was opened in it; a stray end tag closes nothing.
    fn close(&mut self, name: &str, cleaned: &mut Cleaned) {
        let Some(depth) = self.open.iter().rposition(|open| *open == name) else {
            return;
        };
        for open in self.open.drain(depth..).rev() {
            cleaned.pieces.push(closing(open));
        }
    }

    /// Closes what is still open at the end of the body.
    pub fn finish(&mut self) -> Vec<Piece> {
        self.swallowing = None;
        self.open.drain(..).rev().map(closing).collect()
    }
}

fn closing(name: &str) -> Piece {
    if name == "a" {
        Piece::LinkEnd
    } else {
        Piece::Html(format!("</{name}>"))
    }
}

/// Text between tags: character references stay, everything else is escaped.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '&' if reference_length(&text[at..]).is_some() => out.push('&'),
            '&' => out.push_str("&amp;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
    out
}

fn reference_length(text: &str) -> Option<usize> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let named = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
    named.then_some(end + 1)
}

/// The length of a comment, declaration or processing instruction.
fn declaration(html: &str) -> Option<usize> {
    let end = if html.starts_with("<!--") {
        html.find("-->").map(|at| at + 3)
    } else if html.starts_with("<!") || html.starts_with("<?") {
        html.find('>').map(|at| at + 1)
    } else {
        return None;
    };
    Some(end.unwrap_or(html.len()))
}

fn tag(html: &str) -> Option<Tag<'_>> {
    let mut at = 1;
    let end = html[at..].starts_with('/');
    at += usize::from(end);
    let name: String = html[at..]
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    if !name.chars().next()?.is_ascii_alphabetic() {
        return None;
    }
    at += name.len();
    let mut attributes = Vec::new();
    loop {
        let rest = &html[at..];
        let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        at += rest.len() - trimmed.len();
        if trimmed.is_empty() {
            return None;
        }
        if trimmed.starts_with('>') {
            at += 1;
            break;
        }
        let key: String = trimmed
            .chars()
            .take_while(|c| !c.is_whitespace() && !matches!(c, '=' | '>' | '/'))
            .collect();
        if key.is_empty() {
            at += trimmed.chars().next()?.len_utf8();
            continue;
        }
        at += key.len();
        let after = html[at..].trim_start();
        let mut value = String::new();
        if let Some(written) = after.strip_prefix('=') {
            let written = written.trim_start();
            let (raw, taken) = match written.chars().next()? {
                quote @ ('"' | '\'') => {
                    let end = written[1..].find(quote)?;
                    (&written[1..=end], end + 2)
                }
                _ => {
                    let end = written
                        .find(|c: char| c.is_whitespace() || c == '>')
                        .unwrap_or(written.len());
                    (&written[..end], end)
                }
            };
            value = unescape(raw);
            at = html.len() - written.len() + taken;
        }
        attributes.push((key.to_ascii_lowercase(), value));
    }
    Some(Tag {
        name: name.to_ascii_lowercase(),
        end,
        attributes,
        written: &html[..at],
    })
}

/// The characters that references in an attribute stand for, so that a scheme cannot hide in them.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference_length(rest)
            .and_then(|length| Some((character(&rest[1..length - 1])?, length)))
        {
            Some((c, length)) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    if let Some(hex) = name.strip_prefix("#x").or_else(|| name.strip_prefix("#X")) {
        return u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
    }
    if let Some(decimal) = name.strip_prefix('#') {
        return decimal.parse().ok().and_then(char::from_u32);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "colon" => ':',
        "Tab" => '\t',
        "NewLine" => '\n',
        _ => return None,
    })
}

fn shorten(written: &str) -> String {
    let line: String = written
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(40)
        .collect();
    if written.chars().count() > 40 {
        format!("{line}…")
    } else {
        line
    }
}
