//! What a visitor reads of an entry, as plain texts: the open data of the entry and its body.
//!
//! The open data already holds nothing that a page does not show: no name without consent, no hidden
//! organization, documents masked. So the index reads that, and not the files once more. The record of
//! the kind says what each value is: words are read, references become what they name, the rest is
//! left out.

use serde_json::{Map, Value as Json};

use super::documents::Texts;
use crate::parse::fields::Transcript;
use crate::parse::markdown::{Fragment, Resolver, address, plain};
use crate::parse::record::{Field, Schema, Target};
use crate::portal::link::Resolved;
use crate::portal::{Entry, KINDS, Kind};
use crate::view::View;

/// What is done with one text.
#[derive(Clone, Copy)]
enum Reading {
    /// Nothing.
    Skip,
    /// Words as they are.
    Words,
    /// Words that make no text: numbers, amounts, tags.
    Aside,
    /// Words without the marks of Markdown.
    Markdown,
    /// Words, unless they are an address.
    WordsOrAddress,
    /// The name of what is referred to.
    Name(Target),
}

/// What is done with the value of a field.
enum Shape {
    Text(Reading),
    List(Box<Shape>),
    Record(Vec<(&'static str, Shape)>),
    Map(Box<Shape>),
    Either(Box<Shape>, Box<Shape>),
}

/// What the scalar forms of fields say; others (days, numbers, files, addresses) are no words.
const FORMS: &[(&str, Reading)] = &[
    ("text", Reading::Words),
    ("quantity", Reading::Aside),
    ("years", Reading::Aside),
    ("markdown", Reading::Markdown),
    ("link-or-text", Reading::WordsOrAddress),
    ("organization", Reading::Name(Target::Organization)),
    (
        "organization-or-text",
        Reading::Name(Target::OrganizationOrText),
    ),
    ("territory", Reading::Name(Target::Territory)),
    ("document", Reading::Name(Target::Entry(Kind::Document))),
    ("practice", Reading::Name(Target::Entry(Kind::Practice))),
    ("resource", Reading::Name(Target::Entry(Kind::Resource))),
    ("course", Reading::Name(Target::Entry(Kind::Course))),
];

/// Fields whose texts are names for other fields, settings, or read in another way.
const SKIPPED: &[&str] = &[
    "id",
    "nomination",
    "facets",
    "title",
    "summary",
    "license",
    "columns",
    "number",
    "time",
    "weight",
];
/// Fields of that name at the top of an entry are read in another way; deeper ones are words.
const DEEPER: &[&str] = &["title", "summary", "number"];

/// What is done with the fields of every kind.
pub struct Shapes {
    kinds: Vec<Shape>,
}

impl Default for Shapes {
    /// Read once from the records of all kinds.
    fn default() -> Self {
        let kinds = KINDS.iter().map(|row| record(&row.kind.fields(), true));
        Self {
            kinds: kinds.collect(),
        }
    }
}

impl Shapes {
    /// Adds the texts of an entry's data.
    pub fn read(&self, view: View, entry: &Entry, data: &Map<String, Json>, texts: &mut Texts) {
        if let Some(Shape::Record(fields)) = self.kinds.get(entry.kind as usize) {
            let mut reader = Reader { view, entry, texts };
            reader.fields(fields, data);
        }
    }

    /// Adds the texts of a measure's data.
    pub fn read_measure(
        &self,
        view: View,
        plan: &Entry,
        data: &Map<String, Json>,
        texts: &mut Texts,
    ) {
        let sections = self.kinds.get(Kind::Plan as usize);
        let measures = sections.and_then(|plan| plan.below("sections")?.below("measures"));
        if let Some(Shape::Record(fields)) = measures {
            let mut reader = Reader {
                view,
                entry: plan,
                texts,
            };
            let own = fields.iter().filter(|(name, _)| !DEEPER.contains(name));
            for (name, shape) in own {
                if let Some(value) = data.get(*name) {
                    reader.value(shape, value);
                }
            }
        }
    }
}

impl Shape {
    fn of(schema: &Schema) -> Self {
        match schema {
            Schema::Scalar { form, .. } => FORMS
                .iter()
                .find(|(known, _)| known == form)
                .map_or(Self::Text(Reading::Skip), |(_, reading)| {
                    Self::Text(*reading)
                }),
            Schema::Many(item) => Self::List(Box::new(Self::of(item))),
            Schema::Map(value) => Self::Map(Box::new(Self::of(value))),
            Schema::Record(fields) => record(fields, false),
            Schema::Either(scalar, record) => {
                Self::Either(Box::new(Self::of(scalar)), Box::new(Self::of(record)))
            }
        }
    }

    /// The shape of a field, through the list that it may stand in.
    fn below(&self, name: &str) -> Option<&Self> {
        let Self::Record(fields) = self else {
            return None;
        };
        let (_, shape) = fields.iter().find(|(known, _)| *known == name)?;
        match shape {
            Self::List(item) => Some(item),
            other => Some(other),
        }
    }
}

fn record(fields: &[&'static Field], top: bool) -> Shape {
    let read = fields
        .iter()
        .filter(|field| !SKIPPED.contains(&field.name) || (!top && DEEPER.contains(&field.name)));
    let shape = |field: &'static Field| match field.name {
        // Its form is a text, since the contest may be one that is not on the platform.
        "contest" => Shape::Text(Reading::Name(Target::EntryOrText(Kind::Contest))),
        "number" => Shape::Text(Reading::Aside),
        "tags" => Shape::List(Box::new(Shape::Text(Reading::Aside))),
        _ => Shape::of(&(field.schema)()),
    };
    Shape::Record(read.map(|field| (field.name, shape(field))).collect())
}

struct Reader<'v, 't> {
    view: View<'v>,
    entry: &'v Entry,
    texts: &'t mut Texts,
}

impl Reader<'_, '_> {
    fn fields(&mut self, fields: &[(&'static str, Shape)], data: &Map<String, Json>) {
        for (name, shape) in fields {
            // The measures of a plan are found by themselves.
            if *name == "measures" && self.entry.kind == Kind::Plan {
                continue;
            }
            if let Some(value) = data.get(*name) {
                self.value(shape, value);
            }
        }
    }

    fn value(&mut self, shape: &Shape, value: &Json) {
        match (shape, value) {
            (Shape::List(item), Json::Array(values)) => {
                for value in values {
                    self.value(item, value);
                }
            }
            (Shape::Map(item), Json::Object(values)) => {
                for value in values.values() {
                    self.value(item, value);
                }
            }
            (Shape::Record(fields), Json::Object(data)) => self.fields(fields, data),
            (Shape::Either(_, record), Json::Object(_)) => self.value(record, value),
            (Shape::Either(scalar, _), _) => self.value(scalar, value),
            (Shape::Text(reading), Json::String(text)) => self.text(*reading, text),
            _ => {}
        }
    }

    fn text(&mut self, reading: Reading, text: &str) {
        match reading {
            Reading::Words => self.texts.body.push(text.to_owned()),
            Reading::Aside => self.texts.aside.push(text.to_owned()),
            Reading::WordsOrAddress if address(text).is_none() => {
                self.texts.body.push(text.to_owned());
            }
            Reading::Markdown if !Transcript::is_file(text) => {
                self.texts.body.extend(paragraphs(text));
            }
            Reading::Name(target) => {
                let name = self.name(target, text);
                self.texts.aside.push(name);
            }
            _ => {}
        }
    }

    /// What a reference names, as the page of the entry calls it.
    fn name(&self, target: Target, written: &str) -> String {
        let portal = self.view.portal;
        match portal.resolve(target, written, Some(self.entry)) {
            Ok(Resolved::Entry(named)) if !named.visible => String::new(),
            Ok(Resolved::Entry(_) | Resolved::Organization(_) | Resolved::Territory(_)) => {
                self.view.reference(target, written, Some(self.entry)).text
            }
            Ok(Resolved::Text) => written.to_owned(),
            _ => String::new(),
        }
    }
}

/// The paragraphs of a text of Markdown as plain texts.
pub fn paragraphs(markdown: &str) -> impl Iterator<Item = String> {
    plain(markdown)
        .into_iter()
        .map(|paragraph| paragraph.text.replace('\n', " "))
}

/// The paragraphs of a body as plain texts.
pub fn body(fragment: &Fragment) -> Vec<String> {
    if fragment.is_empty() {
        return Vec::new();
    }
    let html = fragment.resolve(&mut NoLinks);
    let (mut lines, mut rest) = (Lines::default(), html.as_str());
    while let Some(start) = rest.find('<') {
        lines.text(&rest[..start]);
        let length = tag(&rest[start..]);
        match name(&rest[start..start + length]) {
            "td" | "th" => lines.gap = true,
            inline if is_inline(inline) => {}
            _ => lines.end(),
        }
        rest = &rest[start + length..];
    }
    lines.text(rest);
    lines.end();
    lines.done
}

/// Lines of a text with one space between words.
#[derive(Default)]
struct Lines {
    done: Vec<String>,
    line: String,
    /// Whether the next word stands apart from the last one.
    gap: bool,
}

impl Lines {
    fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
            return;
        };
        self.gap |= first.is_ascii_whitespace();
        // Most texts are one line with one space between words already; looking at all their bytes,
        // without stopping at the first that is not, compares many at once.
        let uneven = bytes
            .iter()
            .zip(&bytes[1..])
            .fold(false, |met, (one, next)| {
                met | (*one < b' ') | ((*one == b' ') & (*next == b' '))
            });
        if !uneven && !first.is_ascii_whitespace() && !last.is_ascii_whitespace() {
            if self.gap && !self.line.is_empty() {
                self.line.push(' ');
            }
            self.line.push_str(text);
            self.gap = false;
            return;
        }
        for word in text.split_ascii_whitespace() {
            if self.gap && !self.line.is_empty() {
                self.line.push(' ');
            }
            self.line.push_str(word);
            self.gap = true;
        }
        self.gap = last.is_ascii_whitespace();
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.is_empty() {
            self.done.push(unescape(line));
        }
        self.gap = false;
    }
}

/// Links leave their words, pictures nothing.
struct NoLinks;

impl Resolver for NoLinks {
    fn link(&mut self, _: &str) -> Option<String> {
        None
    }
    fn first_use(&mut self, _: usize) -> Option<String> {
        None
    }
}

/// The length of the tag at the beginning of a text; a `>` in quotes does not end it.
fn tag(html: &str) -> usize {
    let end = html.find('>').map_or(html.len(), |at| at + 1);
    if !html.as_bytes()[..end].contains(&b'"') {
        return end;
    }
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// Tags within a line; cells of a row stand apart, and every other tag ends a paragraph.
#[rustfmt::skip]
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr" | "b" | "code" | "del" | "em" | "i" | "ins" | "kbd" | "mark" | "q" | "s"
            | "small" | "span" | "strong" | "sub" | "sup" | "u"
    )
}

fn name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    &name[..end.unwrap_or(name.len())]
}

fn unescape(mut text: String) -> String {
    if !text.contains('&') {
        return text;
    }
    // The last, so that what another one leaves is not read once more.
    const MARKS: &[(&str, &str)] = &[
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ];
    for (mark, sign) in MARKS {
        text = text.replace(mark, sign);
    }
    text
}
