//! The slow path: every mistake of one YAML text against the schema of its record.
//!
//! It runs only when the typed reader refused a text. What is right is kept: the repaired tree
//! has neither the unknown keys nor the unreadable values, so that later stages check the rest
//! of the file in the same run.

use std::collections::{HashMap, HashSet};

use super::record::{Fault, Field, Schema};
use super::tree::{Mark, Node, Value};
use super::{mistakes, slips};
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

/// What is right of a text, and the names that stood in what had to be left out.
pub struct Repaired {
    /// The tree without its mistakes.
    pub root: Node,
    /// Every text of the parts that were left out: a reference to one of them is not called unknown,
    /// because the author did write it.
    pub dropped: HashSet<String>,
}

/// Checks a tree against the fields of a record and returns what is right of it.
pub fn check(
    root: &Node,
    fields: &[&'static Field],
    origin: &Origin,
    found: &mut Vec<Diagnostic>,
) -> Repaired {
    let mut checker = Checker {
        origin,
        found,
        dropped: HashSet::new(),
    };
    let kept = checker.record(root, fields, None);
    let root = kept.unwrap_or(Node {
        mark: root.mark,
        value: Value::Mapping(Vec::new()),
    });
    Repaired {
        root,
        dropped: checker.dropped,
    }
}

/// Checks a tree that is not a record at its top, such as a list of terms.
pub fn check_value(
    root: &Node,
    schema: &Schema,
    origin: &Origin,
    found: &mut Vec<Diagnostic>,
) -> Repaired {
    let mut checker = Checker {
        origin,
        found,
        dropped: HashSet::new(),
    };
    let kept = checker.value(root, schema, "");
    let root = kept.unwrap_or(Node {
        mark: root.mark,
        value: Value::Sequence(Vec::new()),
    });
    Repaired {
        root,
        dropped: checker.dropped,
    }
}

struct Checker<'a> {
    origin: &'a Origin<'a>,
    found: &'a mut Vec<Diagnostic>,
    dropped: HashSet<String>,
}

impl Checker<'_> {
    fn report(&mut self, mark: Mark, mistake: impl FnOnce(Place) -> Diagnostic) {
        self.found.push(mistake(self.origin.place(mark)));
    }

    /// Remembers what stood in a part that is left out.
    fn leave_out(&mut self, node: &Node) {
        match &node.value {
            Value::Scalar { text, .. } => {
                self.dropped.insert(text.clone());
            }
            Value::Sequence(items) => items.iter().for_each(|node| self.leave_out(node)),
            Value::Mapping(entries) => entries.iter().for_each(|(key, node)| {
                self.leave_out(key);
                self.leave_out(node);
            }),
        }
    }

    /// A mapping or list where the other, or a scalar, belongs.
    fn wrong_type(
        &mut self,
        node: &Node,
        field: &str,
        form: &'static str,
        choices: &'static [&'static str],
    ) {
        self.leave_out(node);
        let written = match &node.value {
            Value::Scalar { .. } => "written-text",
            Value::Sequence(_) => "written-list",
            Value::Mapping(_) => "written-mapping",
        };
        self.report(node.mark, |place| match field {
            "" => match node.text().and_then(slips::without_space) {
                Some(meant) => mistakes::slip(place, "yaml-colon-space", Some(meant)),
                None => mistakes::not_a_mapping(place),
            },
            _ => mistakes::wrong_type(place, field, written, form, choices),
        });
    }

    /// The node without what is wrong in it; nothing when all of it is.
    fn value(&mut self, node: &Node, schema: &Schema, field: &str) -> Option<Node> {
        if node.is_null() {
            return Some(node.clone());
        }
        match schema {
            Schema::Scalar {
                form,
                check,
                choices,
            } => {
                let Some(text) = node.text() else {
                    self.wrong_type(node, field, form, choices);
                    return None;
                };
                match check(text) {
                    Ok(()) => Some(node.clone()),
                    Err(fault) => {
                        self.report(node.mark, |place| {
                            scalar_mistake(place, field, text, form, &fault)
                        });
                        None
                    }
                }
            }
            Schema::Many(item) => match &node.value {
                Value::Sequence(items) => {
                    let kept = items
                        .iter()
                        .filter_map(|node| self.value(node, item, field))
                        .collect();
                    Some(Node {
                        mark: node.mark,
                        value: Value::Sequence(kept),
                    })
                }
                _ => self.value(node, item, field),
            },
            Schema::Map(item) => self.map(node, item, field),
            Schema::Record(fields) => self.record(node, fields, Some(field)),
            Schema::Either(scalar, record) => match &node.value {
                Value::Scalar { .. } => self.value(node, scalar, field),
                Value::Sequence(_) => self.value(node, scalar, field),
                Value::Mapping(_) => self.value(node, record, field),
            },
        }
    }

    /// Whether the key may be taken: it is a text, and the first of its name.
    fn takes_key(&mut self, key: &Node, value: &Node, seen: &mut HashMap<String, Mark>) -> bool {
        let Some(name) = key.text() else {
            self.leave_out(key);
            self.leave_out(value);
            self.report(key.mark, mistakes::strange_key);
            return false;
        };
        if let Some(first) = seen.get(name) {
            let line = first.line + self.origin.lines_before;
            self.leave_out(value);
            self.report(key.mark, |place| mistakes::duplicate_key(place, name, line));
            return false;
        }
        seen.insert(name.to_owned(), key.mark);
        true
    }

    fn map(&mut self, node: &Node, item: &Schema, field: &str) -> Option<Node> {
        let Value::Mapping(entries) = &node.value else {
            self.wrong_type(node, field, "mapping", &[]);
            return None;
        };
        let (mut kept, mut seen) = (Vec::new(), HashMap::new());
        for (key, value) in entries {
            if self.takes_key(key, value, &mut seen)
                && let Some(value) = self.value(value, item, key.text().unwrap_or_default())
            {
                kept.push((key.clone(), value));
            } else {
                self.leave_out(key);
            }
        }
        Some(Node {
            mark: node.mark,
            value: Value::Mapping(kept),
        })
    }

    fn record(
        &mut self,
        node: &Node,
        fields: &[&'static Field],
        field: Option<&str>,
    ) -> Option<Node> {
        let Value::Mapping(entries) = &node.value else {
            self.wrong_type(node, field.unwrap_or_default(), "mapping", &[]);
            return None;
        };
        let (mut kept, mut seen) = (Vec::new(), HashMap::new());
        for (key, value) in entries {
            if !self.takes_key(key, value, &mut seen) {
                continue;
            }
            let name = key.text().unwrap_or_default();
            let Some(known) = fields.iter().find(|known| known.name == name) else {
                let similar = nearest(name, fields.iter().map(|known| known.name));
                self.leave_out(value);
                self.report(key.mark, |place| {
                    mistakes::unknown_key(place, name, field, similar, fields)
                });
                continue;
            };
            if let Some(value) = self.value(value, &(known.schema)(), name) {
                kept.push((key.clone(), value));
            }
        }
        Some(Node {
            mark: node.mark,
            value: Value::Mapping(kept),
        })
    }
}

fn scalar_mistake(
    place: Place,
    field: &str,
    text: &str,
    form: &'static str,
    fault: &Fault,
) -> Diagnostic {
    match fault {
        Fault::Form => mistakes::wrong_form(place, field, text, form),
        Fault::NoSuchDate => mistakes::no_such_date(place, text),
        Fault::Range(least, most) => mistakes::out_of_range(place, field, text, *least, *most),
        Fault::Choice(words) => mistakes::unknown_word(place, field, text, words),
    }
}
