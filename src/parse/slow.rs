//! The slow path: every mistake of one YAML text against the schema of its record.
//!
//! It runs only when the typed reader refused a text. What is right is kept: the repaired tree
//! has neither the unknown keys nor the unreadable values, so that later stages check the rest
//! of the file in the same run.

use super::mistakes;
use super::record::{Fault, Field, Schema};
use super::tree::{Mark, Node, Value};
use crate::diagnostics::{Diagnostic, Place, nearest};

/// Where the YAML text stands in its file.
pub struct Origin<'a> {
    /// Path relative to the root.
    pub file: &'a str,
    /// Lines of the file before the text's first.
    pub lines_before: usize,
}

impl Origin<'_> {
    /// The place in the file of a mark in the text.
    pub fn place(&self, mark: Mark) -> Place {
        Place {
            file: self.file.to_owned(),
            line: mark.line + self.lines_before,
            column: mark.column,
            width: mark.width,
        }
    }
}

/// Checks a tree against the fields of a record and returns what is right of it.
pub fn check(root: &Node, fields: &[&'static Field], origin: &Origin, found: &mut Vec<Diagnostic>) -> Node {
    let mut checker = Checker { origin, found };
    checker.record(root, fields, None).unwrap_or(Node { mark: root.mark, value: Value::Mapping(Vec::new()) })
}

/// Checks a tree that is not a record at its top, such as a list of terms.
pub fn check_value(root: &Node, schema: &Schema, origin: &Origin, found: &mut Vec<Diagnostic>) -> Node {
    let mut checker = Checker { origin, found };
    checker.value(root, schema, "").unwrap_or(Node { mark: root.mark, value: Value::Sequence(Vec::new()) })
}

struct Checker<'a> {
    origin: &'a Origin<'a>,
    found: &'a mut Vec<Diagnostic>,
}

impl Checker<'_> {
    fn report(&mut self, mark: Mark, mistake: impl FnOnce(Place) -> Diagnostic) {
        self.found.push(mistake(self.origin.place(mark)));
    }

    /// The node without what is wrong in it; nothing when all of it is.
    fn value(&mut self, node: &Node, schema: &Schema, field: &str) -> Option<Node> {
        if node.is_null() {
            return Some(node.clone());
        }
        match schema {
            Schema::Scalar { form, check, choices } => {
                let Some(text) = node.text() else {
                    self.report(node.mark, |place| mistakes::wrong_type(place, field, form, choices));
                    return None;
                };
                match check(text) {
                    Ok(()) => Some(node.clone()),
                    Err(fault) => {
                        self.report(node.mark, |place| scalar_mistake(place, field, text, form, &fault));
                        None
                    }
                }
            }
            Schema::Many(item) => match &node.value {
                Value::Sequence(items) => {
                    let kept = items.iter().filter_map(|node| self.value(node, item, field)).collect();
                    Some(Node { mark: node.mark, value: Value::Sequence(kept) })
                }
                _ => self.value(node, item, field),
            },
            Schema::Map(item) => self.map(node, item, field),
            Schema::Record(fields) => self.record(node, fields, Some(field)),
            Schema::Either(scalar, record) => match &node.value {
                Value::Scalar { .. } => self.value(node, scalar, field),
                _ => self.value(node, record, field),
            },
        }
    }

    fn map(&mut self, node: &Node, item: &Schema, field: &str) -> Option<Node> {
        let Value::Mapping(entries) = &node.value else {
            self.report(node.mark, |place| mistakes::wrong_type(place, field, "mapping", &[]));
            return None;
        };
        let mut kept: Vec<(Node, Node)> = Vec::new();
        for (key, value) in entries {
            let Some(name) = key.text() else {
                self.report(key.mark, |place| mistakes::wrong_type(place, field, "key", &[]));
                continue;
            };
            if let Some((first, _)) = kept.iter().find(|(k, _)| k.text() == Some(name)) {
                let line = first.mark.line + self.origin.lines_before;
                self.report(key.mark, |place| mistakes::duplicate_key(place, name, line));
                continue;
            }
            if let Some(value) = self.value(value, item, name) {
                kept.push((key.clone(), value));
            }
        }
        Some(Node { mark: node.mark, value: Value::Mapping(kept) })
    }

    fn record(&mut self, node: &Node, fields: &[&'static Field], field: Option<&str>) -> Option<Node> {
        let Value::Mapping(entries) = &node.value else {
            let name = field.unwrap_or_default();
            self.report(node.mark, |place| match field {
                Some(_) => mistakes::wrong_type(place, name, "mapping", &[]),
                None => mistakes::not_a_mapping(place),
            });
            return None;
        };
        let mut kept: Vec<(Node, Node)> = Vec::new();
        for (key, value) in entries {
            let name = key.text().unwrap_or_default();
            let Some(known) = fields.iter().find(|known| known.name == name) else {
                let similar = nearest(name, fields.iter().map(|known| known.name));
                self.report(key.mark, |place| mistakes::unknown_key(place, name, field, similar, fields));
                continue;
            };
            if let Some((first, _)) = kept.iter().find(|(k, _)| k.text() == Some(name)) {
                let line = first.mark.line + self.origin.lines_before;
                self.report(key.mark, |place| mistakes::duplicate_key(place, name, line));
                continue;
            }
            if let Some(value) = self.value(value, &(known.schema)(), name) {
                kept.push((key.clone(), value));
            }
        }
        Some(Node { mark: node.mark, value: Value::Mapping(kept) })
    }
}

fn scalar_mistake(place: Place, field: &str, text: &str, form: &'static str, fault: &Fault) -> Diagnostic {
    match fault {
        Fault::Form => mistakes::wrong_form(place, field, text, form),
        Fault::NoSuchDate => mistakes::no_such_date(place, text),
        Fault::Range(least, most) => mistakes::out_of_range(place, field, text, *least, *most),
        Fault::Choice(words) => mistakes::unknown_word(place, field, text, words),
    }
}
