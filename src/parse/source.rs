//! A file of the author: its text, and the place in it of whatever a mistake is about.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use super::markdown::without_code;
use super::slow::{Origin, Repaired};
use super::tree::{self, Mark, Node, Step};
use crate::diagnostics::Place;

/// A file of the author with the means to say where something stands in it.
#[derive(Clone, Debug)]
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
    pub(super) tree: OnceLock<Option<Node>>,
    /// The tree without its mistakes, when the slow path had to repair it.
    repaired: Option<Node>,
    /// Every text of the parts that the slow path left out.
    dropped: HashSet<String>,
}

impl Source {
    pub(super) fn new(file: &str, text: String, yaml: Range<usize>, body: Range<usize>) -> Self {
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
    pub(super) fn absent(file: &str) -> Self {
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

    pub(super) fn take_repaired(&mut self, repaired: Repaired) {
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

    pub(super) fn lines_before_yaml(&self) -> usize {
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

    /// The whole file with spaces in place of the body's code: what is written for readers, each character
    /// at its own byte.
    pub fn prose(&self) -> String {
        format!(
            "{}{}",
            &self.text[..self.body.start],
            without_code(self.markdown())
        )
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
