//! HTML as a row of tags and texts, in one pass and without a tree: what office programs save is
//! never nested as it should be, and a tree of a hostile file would have no bounds.

use quick_xml::escape::resolve_html5_entity;

/// Elements whose content is no text of the page.
const SWALLOWED: [&str; 6] = ["script", "style", "title", "textarea", "xml", "noscript"];
/// The longest name of a character: `&CounterClockwiseContourIntegral;`.
const LONGEST_NAME: usize = 33;

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// Text, with the characters that references stand for.
    Text(String),
    /// An element begins.
    Open(Tag<'a>),
    /// An element ends; its name in small letters.
    Close(String),
}

/// The beginning of an element.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The name in small letters.
    pub name: String,
    attributes: &'a str,
}

impl Tag<'_> {
    /// An attribute by its name in small letters.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let ends = |c: char| c.is_ascii_whitespace() || c == '=' || c == '/';
            let end = rest
                .find(ends)
                .filter(|end| *end > 0)
                .unwrap_or(if rest.starts_with('=') { 1 } else { rest.len() });
            let (found, after) = rest.split_at(end);
            let (value, after) = value(after);
            if found.eq_ignore_ascii_case(name) {
                return Some(decoded(value));
            }
            rest = after;
        }
    }

    /// An attribute as a number.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether its style says this, whatever spaces it has.
    pub fn has_style(&self, wanted: &str) -> bool {
        let style = self.attribute("style").unwrap_or_default().to_lowercase();
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.contains(wanted)
    }
}

/// The value after the name of an attribute, and the rest.
fn value(text: &str) -> (&str, &str) {
    let Some(after) = text.trim_start().strip_prefix('=') else {
        return ("", text);
    };
    let after = after.trim_start();
    for quote in ['"', '\''] {
        if let Some(inside) = after.strip_prefix(quote) {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let end = after
        .find(|c: char| c.is_ascii_whitespace())
        .unwrap_or(after.len());
    after.split_at(end)
}

/// A text of HTML being read.
pub struct Markup<'a> {
    rest: &'a str,
}

impl<'a> Markup<'a> {
    /// Reads from the beginning.
    pub fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    fn comment_or_tag(&mut self) -> Option<Token<'a>> {
        let rest = self.rest;
        if let Some(comment) = rest.strip_prefix("<!--") {
            self.rest = comment.split_once("-->").map_or("", |(_, after)| after);
            return None;
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            self.rest = rest.split_once('>').map_or("", |(_, after)| after);
            return None;
        }
        let is_end = rest.starts_with("</");
        let body = rest.get(if is_end { 2 } else { 1 }..).unwrap_or_default();
        let (inside, after) = tag_end(body);
        self.rest = after;
        let name_end = inside
            .find(|c: char| c.is_ascii_whitespace() || c == '/')
            .unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(name_end);
        let name = name.to_ascii_lowercase();
        if is_end {
            return Some(Token::Close(name));
        }
        if SWALLOWED.contains(&name.as_str()) && !inside.ends_with('/') {
            self.swallow(&name);
            return None;
        }
        Some(Token::Open(Tag { name, attributes }))
    }

    /// Leaves everything to the end tag of this name.
    fn swallow(&mut self, name: &str) {
        while let Some(at) = self.rest.find("</") {
            let body = self.rest.get(at + 2..).unwrap_or_default();
            let is_end = body
                .get(..name.len())
                .is_some_and(|end| end.eq_ignore_ascii_case(name));
            self.rest = body;
            if is_end {
                self.rest = body.split_once('>').map_or("", |(_, after)| after);
                return;
            }
        }
        self.rest = "";
    }
}

impl<'a> Iterator for Markup<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while !self.rest.is_empty() {
            if starts_tag(self.rest) {
                if let Some(token) = self.comment_or_tag() {
                    return Some(token);
                }
                continue;
            }
            // A sign `<` that begins no tag is text.
            let skipped = usize::from(self.rest.starts_with('<'));
            let mut end = skipped;
            loop {
                match self.rest[end..].find('<') {
                    Some(at) if starts_tag(&self.rest[end + at..]) => {
                        end += at;
                        break;
                    }
                    Some(at) => end += at + 1,
                    None => {
                        end = self.rest.len();
                        break;
                    }
                }
            }
            let (text, after) = self.rest.split_at(end);
            self.rest = after;
            return Some(Token::Text(decoded(text)));
        }
        None
    }
}

fn starts_tag(text: &str) -> bool {
    let mut next = text.bytes();
    if next.next() != Some(b'<') {
        return false;
    }
    match next.next() {
        Some(b'!' | b'?') => true,
        Some(b'/') => next.next().is_some_and(|byte| byte.is_ascii_alphabetic()),
        Some(byte) => byte.is_ascii_alphabetic(),
        None => false,
    }
}

/// The inside of a tag up to the `>` that is not in quotes, and the rest.
fn tag_end(text: &str) -> (&str, &str) {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return (&text[..at], &text[at + 1..]),
            // A quote that begins no value is a slip, and hides nothing.
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    // An open quote with no end: the tag ends at the first `>` after all.
    text.split_once('>').unwrap_or((text, ""))
}

/// A text with the characters that its references stand for; a sign `&` of no reference stays.
pub fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((characters, length)) => {
                out.push_str(&characters);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// The characters of the reference that a text begins with, and its length.
pub fn reference(text: &str) -> Option<(String, usize)> {
    let window = text.as_bytes().get(..text.len().min(LONGEST_NAME + 2))?;
    let end = window.iter().position(|byte| *byte == b';')?;
    let name = text.get(1..end)?;
    let characters = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
                .filter(|found| !found.is_control())?
                .to_string()
        }
        None => resolve_html5_entity(name)?.to_owned(),
    };
    Some((characters, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(html: &str) -> String {
        let tokens = Markup::new(html).map(|token| match token {
            Token::Text(text) => text,
            Token::Open(tag) => format!("[{}]", tag.name),
            Token::Close(name) => format!("[/{name}]"),
        });
        tokens.collect()
    }

    #[test]
    fn html_is_read_as_tags_and_texts() {
        for (html, read) in [
            ("<P CLASS=x>а&nbsp;&laquo;б&raquo;</P>", "[p]а\u{a0}«б»[/p]"),
            ("а < б && в &copy &#1078;&#x436;", "а < б && в &copy жж"),
            ("<!--[if gte mso 9]><xml><a>н</a></xml><![endif]-->а", "а"),
            ("<![if !supportLists]>1.<![endif]>а", "1.а"),
            ("<style>p > a { }</style><script>'</scr'</script>а", "а"),
            ("<td title=\"a>b\" x='>'>а</td>", "[td]а[/td]"),
            ("<td title=\"a>б", "[td]б"),
            ("<", "<"),
            ("<a", "[a]"),
            ("</", "</"),
            ("<!--", ""),
            ("<style>", ""),
        ] {
            assert_eq!(written(html), read, "{html}");
        }
    }

    #[test]
    fn attributes_are_read_in_every_way_of_writing() {
        let html = "<td colspan=2 ROWSPAN='3' nowrap style=\"Display : none; x\" = / data-x=a/b>";
        let Some(Token::Open(tag)) = Markup::new(html).next() else {
            panic!("no tag");
        };
        assert_eq!(tag.number("colspan"), Some(2));
        assert_eq!(tag.number("rowspan"), Some(3));
        assert_eq!(tag.attribute("nowrap").as_deref(), Some(""));
        assert_eq!(tag.attribute("data-x").as_deref(), Some("a/b"));
        assert_eq!(tag.attribute("absent"), None);
        assert!(tag.has_style("display:none"));
    }
}
