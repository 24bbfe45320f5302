//! The front matter of an entry that its author has changed: fields one by one, lists and mappings as
//! far as the document speaks of them.

use super::{Edit, Field, block};
use crate::import::model::Note;
use crate::import::plan::flat;
use crate::import::yaml;
use crate::parse::tree::{self, Node, Value};

/// Lists to which an author adds, and which a document does not give as a whole.
const GROWING: &[&str] = &["authors", "contact", "mentors", "attachments", "tags"];

/// The renewed YAML and what was changed. A field beside `true` is the document's and replaces the
/// old one; the others are added where there is none. `None` when the old YAML is not written line
/// by line.
pub fn front(old: &str, fields: &[(Field, bool)], number: &str) -> Option<(String, Vec<Note>)> {
    let root = tree::parse(old).ok()?;
    let mut edit = Edit {
        lines: old.lines().map(str::to_owned).collect(),
        changes: Vec::new(),
        notes: Vec::new(),
    };
    let end = edit.lines.len();
    let entries = block(&root)?;
    for ((key, lines), is_read) in fields {
        let fresh = tree::parse(&lines.join("\n")).ok()?;
        let (_, fresh) = fresh.entry(key)?;
        match root.entry(key) {
            Some(_) if !is_read => {}
            Some((_, old)) if holds(old, fresh, GROWING.contains(key)) => {}
            Some((_, old)) => {
                let lines = merged(old, fresh, lines);
                edit.field(entries, key, &lines, end, Some(number))?;
            }
            None => edit.field(entries, key, lines, end, Some(number))?,
        }
    }
    edit.apply()
}

/// Whether the old value says all that the new one does; what it says beyond is the author's.
fn holds(old: &Node, new: &Node, is_growing: bool) -> bool {
    match (&old.value, &new.value) {
        (Value::Mapping(_), Value::Mapping(new)) => new.iter().all(|(key, value)| {
            let own = key.text().and_then(|key| old.entry(key));
            own.is_some_and(|(_, own)| holds(own, value, false))
        }),
        (Value::Scalar { text: old, .. }, Value::Scalar { text: new, .. }) => {
            flat(old) == flat(new)
        }
        _ => {
            let (old, new) = (old.items(), new.items());
            match is_growing {
                true => new
                    .iter()
                    .all(|new| old.iter().any(|old| holds(old, new, false))),
                false => {
                    old.len() == new.len()
                        && old.iter().zip(new).all(|(old, new)| holds(old, new, false))
                }
            }
        }
    }
}

/// A mapping of the document with the keys that only the author has; anything else as the document has it.
fn merged(old: &Node, new: &Node, lines: &[String]) -> Vec<String> {
    let (Value::Mapping(old), Value::Mapping(_)) = (&old.value, &new.value) else {
        return lines.to_vec();
    };
    let mut lines = lines.to_vec();
    for (own, value) in old {
        let Some(own) = own.text().filter(|own| new.entry(own).is_none()) else {
            continue;
        };
        match &value.value {
            Value::Scalar { text, plain: true } => lines.push(format!("  {own}: {text}")),
            Value::Scalar { text, .. } => lines.extend(yaml::field(2, own, text)),
            Value::Sequence(items) => {
                let texts: Vec<String> = items
                    .iter()
                    .filter_map(|item| item.text().map(str::to_owned))
                    .collect();
                lines.extend(yaml::list(2, own, &texts));
            }
            Value::Mapping(_) => {}
        }
    }
    lines
}
