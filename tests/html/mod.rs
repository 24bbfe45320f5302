//! A strict reader of the HTML that the program writes.
//!
//! It is no browser: it refuses what a browser would repair (an unclosed element, an attribute named
//! twice or without quotes, a stray `<`), because the program has no excuse to write that.

#![allow(dead_code)] // Each test that includes this module uses a part of it.

/// An element with its attributes, in the order of the page.
#[derive(Clone, Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// Names of the elements around it, outermost first.
    pub inside: Vec<String>,
    /// Text inside it, with one space for any run of white space; only for the elements of [`TOLD`].
    pub text: String,
    pub line: usize,
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether a space-separated attribute holds a word.
    pub fn has_word(&self, name: &str, word: &str) -> bool {
        self.get(name)
            .is_some_and(|value| value.split_ascii_whitespace().any(|part| part == word))
    }

    /// Whether it is this element with this attribute value.
    pub fn is(&self, name: &str, attribute: &str, value: &str) -> bool {
        self.name == name && self.get(attribute) == Some(value)
    }
}

/// Everything a page holds, flat.
#[derive(Debug, Default)]
pub struct Html {
    pub elements: Vec<Element>,
    /// What a strict reader does not accept: line and words.
    pub slips: Vec<(usize, String)>,
}

impl Html {
    /// The elements of a name.
    pub fn all<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h Element> {
        self.elements
            .iter()
            .filter(move |element| element.name == name)
    }
}

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];
/// Elements whose text is kept: that of all, for every element around it, would be too much.
const TOLD: &[&str] = &[
    "a", "body", "button", "h1", "h2", "h3", "h4", "h5", "h6", "script", "title",
];
/// What is inside these is text, whatever it looks like.
const RAW: &[&str] = &["script", "style", "textarea", "title"];

struct Reader<'t> {
    rest: &'t str,
    line: usize,
    html: Html,
    /// Places in `html.elements` of the elements that are open.
    open: Vec<usize>,
}

/// Reads a page.
pub fn read(text: &str) -> Html {
    let mut reader = Reader {
        rest: text,
        line: 1,
        html: Html::default(),
        open: Vec::new(),
    };
    while !reader.rest.is_empty() {
        reader.step();
    }
    while let Some(at) = reader.open.pop() {
        let element = &reader.html.elements[at];
        let slip = (element.line, format!("<{}> is never closed", element.name));
        reader.html.slips.push(slip);
    }
    for element in &mut reader.html.elements {
        element.text = element
            .text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
    }
    reader.html
}

impl<'t> Reader<'t> {
    fn slip(&mut self, words: String) {
        self.html.slips.push((self.line, words));
    }

    fn take(&mut self, bytes: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    fn step(&mut self) {
        if self.rest.starts_with("<!--") {
            let end = self.rest.find("-->").map_or(self.rest.len(), |at| at + 3);
            self.take(end);
        } else if self.rest.starts_with("<!") {
            let end = self.rest.find('>').map_or(self.rest.len(), |at| at + 1);
            self.take(end);
        } else if self.rest.starts_with("</") {
            let end = self.rest.find('>').map_or(self.rest.len(), |at| at + 1);
            let name = self
                .take(end)
                .trim_matches(['<', '/', '>'])
                .trim()
                .to_ascii_lowercase();
            self.close(&name);
        } else if self.rest.starts_with('<')
            && self.rest[1..].starts_with(|c: char| c.is_ascii_alphabetic())
        {
            self.element();
        } else {
            if self.rest.starts_with('<') {
                self.slip("a stray <".to_owned());
            }
            let first = self.rest.chars().next().map_or(1, char::len_utf8);
            let end = self.rest[first..]
                .find('<')
                .map_or(self.rest.len(), |at| at + first);
            let text = decode(self.take(end));
            self.text(&text);
        }
    }

    /// A text never begins inside a character, but its first byte may not be a whole one.
    fn take_characters(&mut self, bytes: usize) -> &'t str {
        let mut end = bytes;
        while !self.rest.is_char_boundary(end) {
            end += 1;
        }
        self.take(end)
    }

    fn text(&mut self, text: &str) {
        for at in &self.open {
            let element = &mut self.html.elements[*at];
            if TOLD.contains(&element.name.as_str()) {
                element.text.push_str(text);
            }
        }
    }

    fn close(&mut self, name: &str) {
        match self.open.last() {
            Some(at) if self.html.elements[*at].name == name => {
                self.open.pop();
            }
            Some(at) => {
                let open = self.html.elements[*at].name.clone();
                self.slip(format!("</{name}> closes <{open}>"));
                if self
                    .open
                    .iter()
                    .any(|at| self.html.elements[*at].name == name)
                {
                    while self
                        .open
                        .pop()
                        .is_some_and(|at| self.html.elements[at].name != name)
                    {}
                }
            }
            None => self.slip(format!("</{name}> closes nothing")),
        }
    }

    fn element(&mut self) {
        let line = self.line;
        self.take(1);
        let end = self
            .rest
            .find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/')
            .unwrap_or(self.rest.len());
        let name = self.take(end).to_ascii_lowercase();
        let mut element = Element {
            name: name.clone(),
            line,
            ..Element::default()
        };
        element.inside = self
            .open
            .iter()
            .map(|at| self.html.elements[*at].name.clone())
            .collect();
        let is_closed = loop {
            let spaces = self.rest.len() - self.rest.trim_start().len();
            self.take(spaces);
            if self.rest.is_empty() {
                self.slip(format!("<{name} never ends"));
                break true;
            }
            if self.rest.starts_with("/>") {
                self.take(2);
                break true;
            }
            if self.rest.starts_with('>') {
                self.take(1);
                break false;
            }
            self.attribute(&mut element);
        };
        self.html.elements.push(element);
        let at = self.html.elements.len() - 1;
        if is_closed || VOID.contains(&name.as_str()) {
            return;
        }
        self.open.push(at);
        if RAW.contains(&name.as_str()) {
            let end = self
                .rest
                .find(&format!("</{name}"))
                .unwrap_or(self.rest.len());
            let inner = self.take(end).to_owned();
            let inner = if name == "script" || name == "style" {
                inner
            } else {
                decode(&inner)
            };
            self.text(&inner);
        }
    }

    fn attribute(&mut self, element: &mut Element) {
        let end = self
            .rest
            .find(|c: char| c.is_ascii_whitespace() || "=>/".contains(c))
            .filter(|end| *end > 0)
            .unwrap_or(1);
        let name = self.take_characters(end).to_ascii_lowercase();
        let mut value = String::new();
        if self.rest.starts_with('=') {
            self.take(1);
            let quote = self.rest.chars().next().filter(|c| *c == '"' || *c == '\'');
            if let Some(quote) = quote {
                self.take(1);
                let end = self.rest.find(quote).unwrap_or(self.rest.len());
                value = decode(self.take(end));
                self.take(usize::from(!self.rest.is_empty()));
            } else {
                self.slip(format!("the value of {name} has no quotes"));
                let end = self
                    .rest
                    .find(|c: char| c.is_ascii_whitespace() || c == '>')
                    .unwrap_or(self.rest.len());
                value = decode(self.take(end));
            }
        }
        if element.get(&name).is_some() {
            self.slip(format!("<{}> has {name} twice", element.name));
        }
        element.attributes.push((name, value));
    }
}

/// Character references as the program writes them.
pub fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest
            .find(';')
            .filter(|end| *end < 12)
            .map(|end| &rest[1..end]);
        let decoded = match reference {
            Some("amp") => Some('&'),
            Some("lt") => Some('<'),
            Some("gt") => Some('>'),
            Some("quot") => Some('"'),
            Some("apos") => Some('\''),
            Some("nbsp") => Some('\u{a0}'),
            Some(name) => name
                .strip_prefix("#x")
                .or_else(|| name.strip_prefix("#X"))
                .and_then(|hex| u32::from_str_radix(hex, 16).ok())
                .or_else(|| {
                    name.strip_prefix('#')
                        .and_then(|digits| digits.parse().ok())
                })
                .and_then(char::from_u32),
            None => None,
        };
        match (decoded, reference) {
            (Some(character), Some(name)) => {
                out.push(character);
                rest = &rest[name.len() + 2..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}
