//! Files to documents: each one understood alone, with every mistake that shows without the others.
//!
//! A right file is read once, by serde_yaml into typed structs. When that fails, the slow path
//! ([`slow`]) names every mistake of the file and keeps what is right of it.

pub mod encoding;
pub mod fields;
pub mod html;
pub mod markdown;
pub mod mistakes;
pub mod record;
pub mod slow;
pub mod tree;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::diagnostics::{Diagnostic, Place};
use crate::portal::common::Common;
use crate::portal::{Content, Kind};
use markdown::Fragment;
use record::{Field, Leaf, Walk};
use slow::Origin;
use tree::{Mark, Node, Step};

/// A file of the author with the means to say where something stands in it.
#[derive(Debug)]
pub struct Source {
    /// Path relative to the root, with `/`.
    pub file: String,
    /// The whole text.
    pub text: String,
    /// Where the YAML stands in it.
    yaml: Range<usize>,
    /// Where the Markdown stands in it.
    pub body: Range<usize>,
    /// The tree of the YAML as written, made when a place is asked for.
    tree: OnceLock<Option<Node>>,
    /// The tree without its mistakes, when the slow path had to repair it.
    repaired: Option<Node>,
    /// Every text of the parts that the slow path left out.
    dropped: HashSet<String>,
}

/// A record read from a file.
#[derive(Debug)]
pub struct Read<T> {
    /// The file.
    pub source: Source,
    /// What it says; what could not be read is as if it had not been written.
    pub value: T,
}

/// An entry understood alone.
#[derive(Debug)]
pub struct Document {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its own folder, relative to `content/`, in the folder form.
    pub folder: Option<String>,
    /// The file.
    pub source: Source,
    /// The fields that every entry has.
    pub common: Common,
    /// The fields of its kind.
    pub content: Content,
    /// Its body.
    pub body: Fragment,
}

impl<T: Default> Read<T> {
    /// A record of a file that is not there or could not be read, so that the rest of the portal
    /// can be checked without it.
    pub fn absent(file: &str) -> Self {
        Self {
            source: Source::absent(file),
            value: T::default(),
        }
    }
}

impl Source {
    fn new(file: &str, text: String, yaml: Range<usize>, body: Range<usize>) -> Self {
        Self {
            file: file.to_owned(),
            text,
            yaml,
            body,
            tree: OnceLock::new(),
            repaired: None,
            dropped: HashSet::new(),
        }
    }

    /// A file that is not there, or that could not be read: it has no text and no places.
    fn absent(file: &str) -> Self {
        Self::new(file, String::new(), 0..0, 0..0)
    }

    /// Whether this name stands in a part of the file that could not be read: what looks for it
    /// must not call it unknown, because the mistake is in the part and is already named.
    pub fn may_have_held(&self, name: &str) -> bool {
        self.dropped.contains(name)
    }

    /// Whether the author wrote this key at the top, whatever became of its value.
    pub fn has_written(&self, key: &str) -> bool {
        self.written().is_some_and(|root| root.entry(key).is_some())
    }

    fn take_repaired(&mut self, repaired: slow::Repaired) {
        self.repaired = Some(repaired.root);
        self.dropped = repaired.dropped;
    }

    /// The YAML text.
    pub fn yaml(&self) -> &str {
        &self.text[self.yaml.clone()]
    }

    /// The Markdown text.
    pub fn markdown(&self) -> &str {
        &self.text[self.body.clone()]
    }

    fn lines_before_yaml(&self) -> usize {
        self.text[..self.yaml.start].matches('\n').count()
    }

    fn mark_place(&self, mark: Mark) -> Place {
        Origin {
            file: &self.file,
            lines_before: self.lines_before_yaml(),
        }
        .place(mark)
    }

    fn written(&self) -> Option<&Node> {
        self.tree
            .get_or_init(|| tree::parse(self.yaml()).ok())
            .as_ref()
    }

    /// The first place of the file.
    pub fn start(&self) -> Place {
        Place {
            file: self.file.clone(),
            line: 1,
            column: 1,
            width: 1,
        }
    }

    /// The place of the value that the path leads to, or of the nearest value above it.
    pub fn value_place(&self, path: &[Step]) -> Place {
        match self.repaired.as_ref().or_else(|| self.written()) {
            Some(root) if path.is_empty() => self.mark_place(root.first_key()),
            Some(root) => self.mark_place(root.locate(path).0.mark),
            None => self.start(),
        }
    }

    /// Where a comment stands instead of the value of this key at the top.
    pub fn comment_place(&self, key: &str) -> Option<Place> {
        let root = self.repaired.as_ref().or_else(|| self.written())?;
        let (key, value) = root.entry(key)?;
        let line = self.yaml().lines().nth(key.mark.line - 1)?;
        let column = line.chars().position(|character| character == '#')? + 1;
        value.is_null().then(|| {
            self.mark_place(Mark {
                column,
                width: 1,
                ..key.mark
            })
        })
    }

    /// Whether something at this path was left out because of a mistake of its own.
    pub fn has_mistake_in(&self, path: &[Step]) -> bool {
        let (Some(repaired), Some(root)) = (&self.repaired, self.written()) else {
            return false;
        };
        let (kept, written) = (repaired.locate(path), root.locate(path));
        written.1 && (!kept.1 || tree::count(kept.0) != tree::count(written.0))
    }

    /// The place of the key at the end of the path.
    pub fn key_place(&self, path: &[Step]) -> Place {
        let Some((Step::Key(key), above)) = path.split_last() else {
            return self.value_place(path);
        };
        let root = self.repaired.as_ref().or_else(|| self.written());
        match root.and_then(|root| root.locate(above).0.entry(key)) {
            Some((key, _)) => self.mark_place(key.mark),
            None => self.value_place(path),
        }
    }

    /// Where to say that a field is missing from the mapping at the path; nowhere when the author
    /// wrote it and another mistake already names it.
    pub fn missing_place(&self, path: &[Step], field: &str) -> Option<Place> {
        let Some(root) = self.written() else {
            return Some(self.start());
        };
        if path.is_empty() && !matches!(root.value, tree::Value::Mapping(_)) {
            // There are no fields at all, and that mistake names the file.
            return None;
        }
        let node = self.repaired.as_ref().unwrap_or(root).locate(path).0;
        let in_repaired = node.entry(field).is_some();
        let as_written = same_place(root, node);
        let written = as_written.and_then(|node| node.entry(field));
        if written.is_some() && !in_repaired {
            return None;
        }
        if path.is_empty()
            && node.entry(field).is_none()
            && matches!(&node.value, tree::Value::Mapping(e) if e.is_empty())
        {
            let emptied =
                matches!(&root.value, tree::Value::Mapping(entries) if !entries.is_empty());
            return Some(if emptied {
                self.mark_place(root.first_key())
            } else {
                self.start()
            });
        }
        Some(self.mark_place(as_written.unwrap_or(node).first_key()))
    }

    /// The place of a byte of the Markdown body.
    pub fn body_place(&self, offset: usize) -> Place {
        self.byte_place(self.body.start + offset)
    }

    /// The place of a byte of the file.
    pub fn byte_place(&self, at: usize) -> Place {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &self.text[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place {
            file: self.file.clone(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            width: 1,
        }
    }

    /// The place of a link inside a Markdown value: where its first character stands in the file.
    pub fn markdown_value_place(&self, path: &[Step], markdown: &str, offset: usize) -> Place {
        let Some(root) = self.repaired.as_ref().or_else(|| self.written()) else {
            return self.start();
        };
        let mark = root.locate(path).0.mark;
        let yaml = self.yaml();
        let from = yaml
            .char_indices()
            .nth(mark.index)
            .map_or(yaml.len(), |(at, _)| at);
        match tree::offset_as_written(&yaml[from..], markdown, offset) {
            Some(at) => self.byte_place(self.yaml.start + from + at),
            None => self.mark_place(mark),
        }
    }
}

/// The node of the tree as written that stands where a node of the repaired tree stands.
fn same_place<'n>(written: &'n Node, wanted: &Node) -> Option<&'n Node> {
    if written.mark == wanted.mark && !matches!(written.value, tree::Value::Scalar { .. }) {
        return Some(written);
    }
    match &written.value {
        tree::Value::Scalar { .. } => None,
        tree::Value::Sequence(items) => items.iter().find_map(|node| same_place(node, wanted)),
        tree::Value::Mapping(entries) => entries
            .iter()
            .find_map(|(_, node)| same_place(node, wanted)),
    }
}

/// Reads a file of one record, such as `site.yaml`.
pub fn record<T>(
    file: &str,
    bytes: Vec<u8>,
    fields: &[&'static Field],
    found: &mut Vec<Diagnostic>,
) -> Option<Read<T>>
where
    T: Default + for<'de> Deserialize<'de>,
{
    let mut source = whole(file, bytes, found)?;
    let value = match serde_yaml::from_str::<T>(source.yaml()) {
        Ok(value) => value,
        Err(_) => {
            let repaired = repair(&source, found, |root, origin, found| {
                slow::check(root, fields, origin, found)
            })?;
            let value = T::deserialize(&repaired.root)
                .map_err(|_| found.push(unread(&source)))
                .ok()?;
            source.take_repaired(repaired);
            value
        }
    };
    Some(Read { source, value })
}

/// Reads a file that is a list of records, such as `glossary.yaml`.
pub fn list<T>(file: &str, bytes: Vec<u8>, found: &mut Vec<Diagnostic>) -> Option<Read<T>>
where
    T: record::Value,
{
    let mut source = whole(file, bytes, found)?;
    let value = match serde_yaml::from_str::<T>(source.yaml()) {
        Ok(value) => value,
        Err(_) => {
            let schema = T::schema();
            let repaired = repair(&source, found, |root, origin, found| match &root.value {
                // An empty file is an empty list.
                tree::Value::Mapping(entries) if entries.is_empty() => {
                    let root = Node {
                        mark: root.mark,
                        value: tree::Value::Sequence(Vec::new()),
                    };
                    slow::Repaired {
                        root,
                        dropped: HashSet::new(),
                    }
                }
                _ => slow::check_value(root, &schema, origin, found),
            })?;
            let value = T::deserialize(&repaired.root)
                .map_err(|_| found.push(unread(&source)))
                .ok()?;
            source.take_repaired(repaired);
            value
        }
    };
    Some(Read { source, value })
}

/// A file that is YAML from its first character to its last.
fn whole(file: &str, bytes: Vec<u8>, found: &mut Vec<Diagnostic>) -> Option<Source> {
    let text = encoding::decode(file, bytes, found)?;
    let length = text.len();
    Some(Source::new(file, text, 0..length, length..length))
}

/// Reads an entry. What could not be read at all gives nothing but its mistakes.
pub fn entry(
    kind: Kind,
    id: &str,
    folder: Option<&str>,
    file: &str,
    bytes: Vec<u8>,
    style: markdown::Style,
    found: &mut Vec<Diagnostic>,
) -> Option<Document> {
    let text = encoding::decode(file, bytes, found)?;
    let (yaml, body) = if kind.row().extension == "md" {
        match front_matter(&text) {
            Ok(ranges) => ranges,
            Err(open) => {
                let place = Place {
                    file: file.to_owned(),
                    line: 1,
                    column: 1,
                    width: 1,
                };
                found.push(if open {
                    mistakes::open_front_matter(place)
                } else {
                    mistakes::no_front_matter(place)
                });
                return None;
            }
        }
    } else {
        (0..text.len(), text.len()..text.len())
    };
    let mut source = Source::new(file, text, yaml, body);
    let (common, content) = match kind.read(serde_yaml::Deserializer::from_str(source.yaml())) {
        Ok(parts) => parts,
        Err(_) => {
            let fields = kind.fields();
            let repaired = repair(&source, found, |root, origin, found| {
                slow::check(root, &fields, origin, found)
            })?;
            let parts = kind
                .read(&repaired.root)
                .map_err(|_| found.push(unread(&source)))
                .ok()?;
            source.take_repaired(repaired);
            parts
        }
    };
    // Acts stay letter for letter; every other body gets the typography of its language.
    let style = markdown::Style {
        typography: style.typography && !matches!(kind, Kind::Document | Kind::Plan),
        mask: style.mask.filter(|_| kind == Kind::Document),
        ..style
    };
    let body = markdown::parse(source.markdown(), style);
    for slip in &body.slips {
        found.push(slip_mistake(&slip.kind, source.body_place(slip.offset)));
    }
    Some(Document {
        kind,
        id: id.to_owned(),
        folder: folder.map(str::to_owned),
        source,
        common,
        content,
        body,
    })
}

/// Says what is wrong with a text of Markdown.
pub fn slip_mistake(slip: &markdown::SlipKind, place: Place) -> Diagnostic {
    use markdown::SlipKind;
    match slip {
        SlipKind::Html(what) => mistakes::html_removed(place, what),
        SlipKind::Scheme(scheme) => mistakes::dropped_link(place, scheme),
        SlipKind::ForeignPicture(url) => mistakes::foreign_picture(place, url),
        SlipKind::NoAlternative => mistakes::no_alternative_text(place),
        SlipKind::ReservedAnchor(id) => mistakes::reserved_anchor(place, id),
        SlipKind::DuplicateAnchor(id) => mistakes::duplicate_anchor(place, id),
    }
}

/// Names every mistake of the YAML and returns what is right of it.
fn repair(
    source: &Source,
    found: &mut Vec<Diagnostic>,
    check: impl FnOnce(&Node, &Origin, &mut Vec<Diagnostic>) -> slow::Repaired,
) -> Option<slow::Repaired> {
    let origin = Origin {
        file: &source.file,
        lines_before: source.lines_before_yaml(),
    };
    match tree::parse(source.yaml()) {
        Ok(root) => {
            let repaired = check(&root, &origin, found);
            let _ = source.tree.set(Some(root));
            Some(repaired)
        }
        Err(error) => {
            let (mark, line) = within(source.yaml(), error.mark, &error.cause);
            found.push(mistakes::yaml_syntax(
                origin.place(mark),
                &error.cause,
                line,
            ));
            None
        }
    }
}

/// The place of a syntax error and its line. What is missing at the end is said of the last line
/// that holds something: there is nothing to see below it.
fn within<'y>(yaml: &'y str, mark: Mark, cause: &str) -> (Mark, &'y str) {
    let lines: Vec<&str> = yaml.trim_end().lines().collect();
    if cause.contains("simple key expect") {
        // The reader notices a missing colon only on a later line.
        let has_no_colon = |line: &&str| {
            let text = line.trim_start();
            !text.is_empty() && !text.starts_with(['#', '-']) && !text.contains(':')
        };
        let mut above = lines.iter().take(mark.line).enumerate();
        if let Some((at, line)) = above.rfind(|(_, line)| has_no_colon(line)) {
            let indent = line
                .chars()
                .take_while(|character| character.is_whitespace())
                .count();
            let width = line.trim().chars().count();
            return (
                Mark {
                    line: at + 1,
                    column: indent + 1,
                    width,
                    ..mark
                },
                line,
            );
        }
    }
    match lines.get(mark.line - 1) {
        Some(line) => (mark, line),
        None => {
            let line = lines.last().copied().unwrap_or_default();
            (
                Mark {
                    line: lines.len().max(1),
                    column: line.chars().count().max(1),
                    width: 1,
                    ..mark
                },
                line,
            )
        }
    }
}

/// A file that both readers gave up without a reason that could be named: it must not vanish in silence.
fn unread(source: &Source) -> Diagnostic {
    mistakes::yaml_syntax(source.value_place(&[]), "", "")
}

/// The YAML between two lines `---` and the body after it; `Err(true)` when the second is missing.
fn front_matter(text: &str) -> Result<(Range<usize>, Range<usize>), bool> {
    let is_fence = |line: &str| line.trim_end() == "---";
    let mut at = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        match start {
            None if is_fence(line) => start = Some(end),
            None => return Err(false),
            Some(start) if is_fence(line) => return Ok((start..at, end..text.len())),
            Some(_) => {}
        }
        at = end;
    }
    Err(start.is_some())
}

/// Walks over all of an entry.
pub fn walk_document<'a>(document: &'a Document, found: &mut dyn FnMut(&[Step<'a>], Leaf<'a>)) {
    let mut walk = Walk {
        path: Vec::new(),
        found,
    };
    crate::portal::kinds::walk_entry(
        document.kind,
        &document.common,
        &document.content,
        &mut walk,
    );
}
