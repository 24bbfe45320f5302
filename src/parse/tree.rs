//! The slow path's view of a YAML text: every key and value with its place.
//!
//! The fast path (serde_yaml into typed structs) knows no places and stops at the first mistake.
//! When it fails, or when a later stage must say where a value stands, the text is read again
//! into this tree. The tree is also a serde deserializer that hands every plain scalar over as it
//! was written, so what a right-but-unusual file means does not depend on which path read it.

use std::collections::HashMap;
use std::fmt;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use serde::de::{self, IntoDeserializer, Visitor};

/// Containers may nest this deep. The contract needs about ten; the limit keeps the stack bounded.
const DEPTH_LIMIT: usize = 64;
/// How many nodes aliases may add to one text: enough for honest reuse, too few for a bomb.
const ALIAS_BUDGET: usize = 100_000;

/// A place in a YAML text: line from 1, column from 1 in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// How many characters of that line the key or value takes, at least 1.
    pub width: usize,
    /// Offset in characters from the beginning of the text.
    pub index: usize,
}

/// One key, value, list or mapping.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it begins.
    pub mark: Mark,
    /// What it is.
    pub value: Value,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// A scalar as written; `plain` when it stands without quotes.
    Scalar {
        /// The text without its quotes.
        text: String,
        /// No quotes and not a block.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping, its keys in order, duplicates included.
    Mapping(Vec<(Node, Node)>),
}

/// A text that is not YAML: where reading stopped and the reader's own words for it.
#[derive(Debug)]
pub struct SyntaxError {
    /// Where reading stopped.
    pub mark: Mark,
    /// The library's text, for classification only: it is never shown to an author.
    pub cause: String,
}

/// One step from a mapping or list to a value in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// The value of this key.
    Key(&'a str),
    /// The value at this place of a list, from 0.
    Index(usize),
}

impl Node {
    /// Whether a plain scalar stands for "nothing": `~`, `null` or no text at all.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The scalar's text, if this is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The key and value of a mapping's entry.
    pub fn entry(&self, key: &str) -> Option<(&Node, &Node)> {
        match &self.value {
            Value::Mapping(entries) => entries
                .iter()
                .find(|(k, _)| k.text() == Some(key))
                .map(|(k, v)| (k, v)),
            _ => None,
        }
    }

    /// The items of the list under a key; a single value stands for a list of itself, and nothing for none.
    pub fn list(&self, key: &str) -> &[Node] {
        match self.entry(key) {
            Some((_, value)) => value.items(),
            None => &[],
        }
    }

    /// The items of a list; see [`Node::list`].
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Sequence(items) => items,
            _ if self.is_null() => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The text under a key as written, so that `3.10` keeps its zero; empty where there is none.
    pub fn word(&self, key: &str) -> &str {
        let found = self.entry(key).filter(|(_, value)| !value.is_null());
        found
            .and_then(|(_, value)| value.text())
            .unwrap_or_default()
    }

    /// The deepest node that the path leads to and whether the whole path was there.
    ///
    /// A single value stands where a list is expected, so index 0 of a non-list is the value itself.
    pub fn locate(&self, path: &[Step]) -> (&Node, bool) {
        let mut node = self;
        for step in path {
            let next = match (step, &node.value) {
                (Step::Key(key), _) => node.entry(key).map(|(_, value)| value),
                (Step::Index(index), Value::Sequence(items)) => items.get(*index),
                (Step::Index(0), _) => Some(node),
                (Step::Index(_), _) => None,
            };
            match next {
                Some(next) => node = next,
                None => return (node, false),
            }
        }
        (node, true)
    }

    /// The first key of a mapping, else the node's own place.
    pub fn first_key(&self) -> Mark {
        match &self.value {
            Value::Mapping(entries) => entries.first().map_or(self.mark, |(key, _)| key.mark),
            _ => self.mark,
        }
    }
}

/// Reads a YAML text. An empty one is an empty mapping.
pub fn parse(text: &str) -> Result<Node, SyntaxError> {
    let mut builder = Builder {
        parser: Parser::new_from_str(text),
        anchors: HashMap::new(),
        budget: ALIAS_BUDGET,
    };
    builder.document()
}

struct Builder<'t> {
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    anchors: HashMap<usize, Node>,
    budget: usize,
}

impl<'t> Builder<'t> {
    fn next(&mut self) -> Result<(Event<'t>, Mark), SyntaxError> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, mark(span))),
            Some(Err(error)) => Err(SyntaxError {
                mark: Mark {
                    line: error.marker().line().max(1),
                    column: error.marker().col() + 1,
                    width: 1,
                    index: error.marker().index(),
                },
                cause: error.info().to_owned(),
            }),
            None => Ok((
                Event::StreamEnd,
                Mark {
                    line: 1,
                    column: 1,
                    width: 1,
                    index: 0,
                },
            )),
        }
    }

    fn document(&mut self) -> Result<Node, SyntaxError> {
        let mut root = None;
        loop {
            let (event, mark) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::StreamStart
                | Event::DocumentStart(_)
                | Event::DocumentEnd
                | Event::Nothing => {}
                _ if root.is_some() => {
                    return Err(SyntaxError {
                        mark,
                        cause: "several documents".to_owned(),
                    });
                }
                event => root = Some(self.node(event, mark, 0)?),
            }
        }
        let nothing = Mark {
            line: 1,
            column: 1,
            width: 1,
            index: 0,
        };
        Ok(match root {
            Some(node) if !node.is_null() => node,
            _ => Node {
                mark: nothing,
                value: Value::Mapping(Vec::new()),
            },
        })
    }

    fn node(&mut self, event: Event<'t>, mark: Mark, depth: usize) -> Result<Node, SyntaxError> {
        if depth > DEPTH_LIMIT {
            return Err(SyntaxError {
                mark,
                cause: "recursion limit exceeded".to_owned(),
            });
        }
        let (value, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => (
                Value::Scalar {
                    text: text.into_owned(),
                    plain: style == ScalarStyle::Plain,
                },
                anchor,
            ),
            Event::SequenceStart(anchor, _) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break,
                        (event, mark) => items.push(self.node(event, mark, depth + 1)?),
                    }
                }
                (Value::Sequence(items), anchor)
            }
            Event::MappingStart(anchor, _) => {
                let mut entries = Vec::new();
                loop {
                    let key = match self.next()? {
                        (Event::MappingEnd, _) => break,
                        (event, mark) => self.node(event, mark, depth + 1)?,
                    };
                    let (event, mark) = self.next()?;
                    entries.push((key, self.node(event, mark, depth + 1)?));
                }
                (Value::Mapping(entries), anchor)
            }
            Event::Alias(anchor) => {
                let mut node = self
                    .anchors
                    .get(&anchor)
                    .cloned()
                    .ok_or_else(|| SyntaxError {
                        mark,
                        cause: "unknown anchor".to_owned(),
                    })?;
                let size = count(&node);
                if size > self.budget {
                    return Err(SyntaxError {
                        mark,
                        cause: "recursion limit exceeded".to_owned(),
                    });
                }
                self.budget -= size;
                node.mark = mark;
                return Ok(node);
            }
            _ => (
                Value::Scalar {
                    text: String::new(),
                    plain: true,
                },
                0,
            ),
        };
        let node = Node { mark, value };
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }
}

/// Where in the YAML a byte of a scalar's value was written; `written` begins at the scalar's mark.
///
/// Value and source differ only in white space (indentation, folding), the header of a block and
/// the escapes of quotes, so both are read side by side. Nothing where they do not match, as with
/// an alias.
pub fn offset_as_written(written: &str, value: &str, offset: usize) -> Option<usize> {
    let quote = written
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''));
    let mut at = match written.chars().next()? {
        '"' | '\'' => 1,
        '|' | '>' => written.find('\n')? + 1,
        _ => 0,
    };
    let mut value = value
        .char_indices()
        .filter(|(_, character)| !character.is_whitespace())
        .peekable();
    loop {
        let (value_at, wanted) = value.next()?;
        let (from, length) = next_as_written(&written[at..], quote, wanted)?;
        if value_at >= offset {
            return Some(at + from);
        }
        at += from + length;
    }
}

/// Where the next character of a value begins in its source, and how long it is there.
fn next_as_written(written: &str, quote: Option<char>, wanted: char) -> Option<(usize, usize)> {
    let mut at = 0;
    loop {
        let rest = &written[at..];
        let first = rest.chars().next()?;
        if first.is_whitespace() {
            at += first.len_utf8();
        } else if quote == Some('\'') && rest.starts_with("''") {
            return (wanted == '\'').then_some((at, 2));
        } else if quote == Some('"') && first == '\\' {
            let escape = rest[1..].chars().next()?;
            let length = match escape {
                'x' => 4,
                'u' => 6,
                'U' => 10,
                _ => 1 + escape.len_utf8(),
            };
            let meant = match escape {
                'x' | 'u' | 'U' => u32::from_str_radix(rest.get(2..length)?, 16)
                    .ok()
                    .and_then(char::from_u32)?,
                'n' | 't' | 'r' | ' ' | '_' | 'N' | 'L' | 'P' | 'v' | 'f' | '\n' | '\r' => ' ',
                other => other,
            };
            if meant.is_whitespace() {
                at += length;
            } else {
                return (meant == wanted).then_some((at, length));
            }
        } else {
            return (first == wanted).then_some((at, first.len_utf8()));
        }
    }
}

/// How many nodes there are.
pub fn count(node: &Node) -> usize {
    1 + match &node.value {
        Value::Scalar { .. } => 0,
        Value::Sequence(items) => items.iter().map(count).sum(),
        Value::Mapping(entries) => entries.iter().map(|(k, v)| count(k) + count(v)).sum(),
    }
}

fn mark(span: Span) -> Mark {
    let width = if span.start.line() == span.end.line() {
        span.end.col().saturating_sub(span.start.col())
    } else {
        1
    };
    Mark {
        line: span.start.line().max(1),
        column: span.start.col() + 1,
        width: width.max(1),
        index: span.start.index(),
    }
}

/// Why a tree does not become a typed struct. After the schema's check this cannot happen for
/// any reason an author could mend, so the text is for the programmer.
#[derive(Debug)]
pub struct Unreadable(pub String);

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

impl de::Error for Unreadable {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

macro_rules! parse_scalar {
    ($($method:ident $visit:ident $type:ty),* $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            let text = self.text().unwrap_or_default();
            match text.parse::<$type>() {
                Ok(value) => visitor.$visit(value),
                Err(_) => Err(Unreadable(format!("not a {}: {text}", stringify!($type)))),
            }
        }
    )*};
}

impl<'de> de::Deserializer<'de> for &'de Node {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match &self.value {
            Value::Scalar { .. } if self.is_null() => visitor.visit_unit(),
            Value::Scalar { text, .. } => visitor.visit_borrowed_str(text),
            Value::Sequence(items) => {
                visitor.visit_seq(de::value::SeqDeserializer::new(items.iter()))
            }
            Value::Mapping(entries) => visitor.visit_map(de::value::MapDeserializer::new(
                entries.iter().map(|(k, v)| (k, v)),
            )),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match &self.value {
            Value::Scalar { text, .. } => visitor.visit_borrowed_str(text),
            _ => Err(Unreadable("not a text".to_owned())),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_str(visitor)
    }

    parse_scalar! {
        deserialize_bool visit_bool bool,
        deserialize_u64 visit_u64 u64,
        deserialize_i64 visit_i64 i64,
        deserialize_f64 visit_f64 f64,
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u32 u128 f32 char bytes byte_buf unit unit_struct newtype_struct
        seq tuple tuple_struct map struct enum ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Unreadable> for &'de Node {
    type Deserializer = &'de Node;

    fn into_deserializer(self) -> &'de Node {
        self
    }
}
