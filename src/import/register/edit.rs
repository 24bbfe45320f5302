//! An entry of organizations.yaml edited as text: what is missing is added below its fields, what the
//! author allows is replaced, all other lines stay.

use std::collections::HashMap;

use crate::import::renew::{block, indented, value_of};
use crate::import::yaml;
use crate::parse::tree::{Node, Value};

/// What became of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The entry has it in the same words.
    Same,
    /// It was missing and is added.
    Added,
    /// The entry has other words, these; they stay.
    Differs(String),
    /// The entry had other words, these; they are replaced.
    Replaced(String),
    /// The entry is not written one field a line: nothing of it can be changed.
    Style(String),
}

/// A field of an entry: its path (`site`, `contacts` + `phone`), and its words.
pub type Field<'f> = (&'f [&'f str], &'f str);

/// The lines of the file with what is to be done to them.
pub struct Edit<'n> {
    lines: Vec<String>,
    /// Entries by id, with the line after each.
    entries: HashMap<&'n str, (&'n Node, usize)>,
    changes: Vec<(usize, usize, Vec<String>)>,
}

impl<'n> Edit<'n> {
    /// Of a text and the tree of it.
    pub fn new(text: &str, root: &'n Node) -> Self {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut edit = Self {
            lines,
            entries: HashMap::new(),
            changes: Vec::new(),
        };
        let (Value::Mapping(tops), Some((_, list))) = (&root.value, root.entry("organizations"))
        else {
            return edit;
        };
        let Value::Mapping(entries) = &list.value else {
            return edit;
        };
        let after = tops.iter().map(|(key, _)| key.mark.line - 1);
        let own = entries.first().map_or(0, |(key, _)| key.mark.line - 1);
        let end = after
            .filter(|line| *line > own)
            .min()
            .unwrap_or(edit.lines.len());
        for (at, (id, parts)) in entries.iter().enumerate() {
            let next = entries
                .get(at + 1)
                .map_or(end, |(next, _)| next.mark.line - 1);
            if let Some(id) = id.text() {
                edit.entries.entry(id).or_insert((parts, next));
            }
        }
        edit
    }

    /// Whether something is changed.
    pub fn is_changed(&self) -> bool {
        !self.changes.is_empty()
    }

    /// Puts fields into an entry; with `force` in the place of other words. Contacts that are missing
    /// as a whole come together.
    pub fn fields(&mut self, id: &str, fields: &[Field<'_>], force: bool) -> Vec<Change> {
        let Some((entry, end)) = self.entries.get(id).copied() else {
            return vec![Change::Same; fields.len()];
        };
        let mut contacts = Vec::new();
        let mut changes = Vec::new();
        for (path, words) in fields {
            let change = match path {
                [key] => self.field(entry, key, words, end, force),
                [group, key] => match entry.entry(group) {
                    Some((_, inner)) => {
                        let end = self.end_of(entry, group, end);
                        self.field(inner, key, words, end, force)
                    }
                    None if block(entry).is_none() => Change::Style(String::new()),
                    None => {
                        contacts.extend(yaml::field(INNER, key, words));
                        Change::Added
                    }
                },
                _ => Change::Same,
            };
            changes.push(change);
        }
        if !contacts.is_empty() {
            contacts.insert(0, format!("{}contacts:", " ".repeat(INNER - 2)));
            self.add(entry, &contacts, end);
        }
        changes
    }

    fn field(&mut self, entry: &Node, key: &str, words: &str, end: usize, force: bool) -> Change {
        let old = entry.entry(key).filter(|(_, value)| !value.is_null());
        let old = old.map(|(_, value)| value_of(value));
        if old.as_deref().is_some_and(|old| is_same(old, words)) {
            return Change::Same;
        }
        let Some(entries) = block(entry) else {
            return Change::Style(old.unwrap_or_default());
        };
        let lines = yaml::field(INNER, key, words);
        let at = entries
            .iter()
            .position(|(known, _)| known.text() == Some(key));
        match (at, old) {
            (None, _) => {
                self.add(entry, &lines, end);
                Change::Added
            }
            (Some(_), Some(old)) if !force => Change::Differs(old),
            (Some(at), old) => {
                let (Some((node, _)), indent) = (entries.get(at), column(entries)) else {
                    return Change::Same;
                };
                let from = node.mark.line - 1;
                let next = entries
                    .get(at + 1)
                    .map_or(end, |(next, _)| next.mark.line - 1);
                let to = self.content_end(next).max(from + 1);
                self.changes.push((from, to, indented(&lines, indent)));
                old.map_or(Change::Added, Change::Replaced)
            }
        }
    }

    fn add(&mut self, entry: &Node, lines: &[String], end: usize) {
        if let Some(entries) = block(entry) {
            let line = self.content_end(end);
            self.changes
                .push((line, line, indented(lines, column(entries))));
        }
    }

    /// The line after the mapping under a key.
    fn end_of(&self, entry: &Node, key: &str, end: usize) -> usize {
        let Value::Mapping(entries) = &entry.value else {
            return end;
        };
        let at = entries
            .iter()
            .position(|(known, _)| known.text() == Some(key));
        let next = at.and_then(|at| entries.get(at + 1));
        next.map_or(end, |(next, _)| next.mark.line - 1)
    }

    /// The line after the last one with content before `end`: comments above the next key are the next key's.
    fn content_end(&self, end: usize) -> usize {
        let is_empty = |line: &String| matches!(line.trim_start().chars().next(), None | Some('#'));
        let lines = self.lines.get(..end).unwrap_or(&self.lines);
        let last = lines.iter().rposition(|line| !is_empty(line));
        last.map_or(0, |at| at + 1)
    }

    /// The changed text.
    pub fn text(mut self) -> Option<String> {
        // Stable: what is added at one line keeps its order; what is deeper belongs to what stands above.
        self.changes
            .sort_by_key(|(from, to, lines)| (*from, *to, std::cmp::Reverse(depth(lines))));
        let mut lines = Vec::new();
        let mut at = 0;
        for (from, to, new) in self.changes {
            lines.extend(self.lines.get(at..from)?.iter().cloned());
            lines.extend(new);
            at = to;
        }
        lines.extend(self.lines.get(at..)?.iter().cloned());
        Some(lines.join("\n") + "\n")
    }
}

/// How far fields are indented before they are moved to where the entry has its own.
const INNER: usize = 6;

fn depth(lines: &[String]) -> usize {
    lines
        .first()
        .map_or(0, |line| line.len() - line.trim_start().len())
}

fn column(entries: &[(Node, Node)]) -> usize {
    entries.first().map_or(0, |(key, _)| key.mark.column - 1)
}

/// Words that differ only in signs and spaces are no other words.
fn is_same(old: &str, new: &str) -> bool {
    let plain = |text: &str| -> String {
        let kept = text.chars().filter(|c| c.is_alphanumeric());
        kept.flat_map(char::to_lowercase)
            .map(|c| if c == 'ё' { 'е' } else { c })
            .collect()
    };
    let (old, new) = (plain(old), plain(new));
    let bare = |text: &str| {
        text.trim_start_matches("https")
            .trim_start_matches("http")
            .trim_start_matches("www")
            .to_owned()
    };
    old == new || old.starts_with("http") && bare(&old) == bare(&new)
}
