//! Re-import over a file that its author has changed: what the document says is renewed, all else stays.
//!
//! The file is edited as text. Places of keys come from the parsed tree; a field is the lines from its
//! key to the next key, without the comments and blank lines that belong to the next one.

mod front;

use std::collections::BTreeSet;

use super::model::{Note, NoteKind, Place};
use super::plan::file::{self, Field, MeasureLines, SectionLines};
use super::plan::{flat, short};
use crate::parse::tree::{self, Node, Value};
pub use front::front;

/// Fields of the plan that the document gives; the others, such as `summary`, are the author's from the first day.
const HEAD: &[&str] = &["title", "date", "annex", "columns"];

/// An old file with what is to be done to its lines.
struct Edit {
    lines: Vec<String>,
    /// Replaced ranges of lines, from the first, with the new lines.
    changes: Vec<(usize, usize, Vec<String>)>,
    notes: Vec<Note>,
}

/// The renewed text and what was changed; `None` when the old file is not written line by line.
pub fn renew(old: &str, head: &[Field], sections: &[SectionLines]) -> Option<(String, Vec<Note>)> {
    let old = old.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let root = tree::parse(&old).ok()?;
    let mut edit = Edit {
        lines: old.lines().map(str::to_owned).collect(),
        changes: Vec::new(),
        notes: Vec::new(),
    };
    let end = edit.lines.len();
    edit.head(&root, head, end)?;
    edit.sections(&root, sections)?;
    edit.apply()
}

impl Edit {
    fn head(&mut self, root: &Node, head: &[Field], end: usize) -> Option<()> {
        let entries = block(root)?;
        for (key, lines) in head.iter().filter(|(key, _)| HEAD.contains(key)) {
            self.field(entries, key, lines, end, None)?;
        }
        // Where the author has nothing, the document may add; what he has of these is his.
        for (key, lines) in head.iter().filter(|(key, _)| !HEAD.contains(key)) {
            if root.entry(key).is_none() {
                self.field(entries, key, lines, end, None)?;
            }
        }
        Some(())
    }

    fn sections(&mut self, root: &Node, new: &[SectionLines]) -> Option<()> {
        let (_, list) = root.entry("sections")?;
        let Value::Sequence(sections) = &list.value else {
            return None;
        };
        let entries = block(root)?;
        let place = entries
            .iter()
            .position(|(key, _)| key.text() == Some("sections"))?;
        let end = entries
            .get(place + 1)
            .map_or(self.lines.len(), |(next, _)| next.mark.line - 1);
        let ends = ends(sections, end);
        let mut kept: BTreeSet<String> = BTreeSet::new();
        let mut known: Vec<(String, usize, usize, usize)> = Vec::new();
        for (at, (section, end)) in sections.iter().zip(&ends).enumerate() {
            let Some((_, measures)) = section.entry("measures") else {
                continue;
            };
            let Value::Sequence(measures) = &measures.value else {
                return None;
            };
            let measure_ends = self::ends(measures, *end);
            for (measure, end) in measures.iter().zip(measure_ends) {
                let (_, number) = measure.entry("number")?;
                known.push((
                    number.text()?.trim_end_matches('.').to_owned(),
                    at,
                    measure.mark.line - 1,
                    end,
                ));
            }
        }
        let mut after: Option<usize> = None;
        for (at, part) in new.iter().enumerate() {
            self.section_title(sections.get(at), ends.get(at).copied(), part);
            for measure in &part.measures {
                kept.insert(measure.number.clone());
                let found = known.iter().find(|(number, ..)| *number == measure.number);
                match found {
                    Some((_, section, _, end)) => {
                        self.measure(sections.get(*section)?, measure, *end)?;
                        after = Some(self.content_end(*end));
                    }
                    None => {
                        let line =
                            after.or_else(|| ends.last().map(|end| self.content_end(*end)))?;
                        self.add(line, measure);
                    }
                }
            }
        }
        for (number, ..) in known.iter().filter(|(number, ..)| !kept.contains(number)) {
            self.note(NoteKind::Doubt, "import.renew-gone", number, "", "");
        }
        Some(())
    }

    /// A heading that the document has changed.
    fn section_title(&mut self, old: Option<&Node>, end: Option<usize>, new: &SectionLines) {
        let (Some(old), Some(end)) = (old, end) else {
            return;
        };
        let (Some(entries), Some((_, title))) = (block(old), old.entry("title")) else {
            return;
        };
        let is_same = title.text().map(flat) == Some(flat(&new.title));
        if let Some((key, lines)) = new.fields.first().filter(|_| !is_same) {
            let lines = lines.clone();
            let _ = self.field(entries, key, &lines, end, Some(""));
        }
    }

    fn measure(&mut self, section: &Node, new: &MeasureLines, end: usize) -> Option<()> {
        let (_, measures) = section.entry("measures")?;
        let Value::Sequence(measures) = &measures.value else {
            return None;
        };
        let of_number = |measure: &&Node| {
            let number = measure
                .entry("number")
                .and_then(|(_, number)| number.text());
            number.map(|number| number.trim_end_matches('.')) == Some(new.number.as_str())
        };
        let entries = block(measures.iter().find(of_number)?)?;
        for (key, lines) in &new.fields {
            self.field(entries, key, lines, end, Some(&new.number))?;
        }
        Some(())
    }

    /// Renews one field of a mapping, or adds it below the others.
    fn field(
        &mut self,
        entries: &[(Node, Node)],
        key: &str,
        new: &[String],
        end: usize,
        number: Option<&str>,
    ) -> Option<()> {
        let indent = entries.first()?.0.mark.column - 1;
        let new = indented(new, indent);
        let at = entries
            .iter()
            .position(|(known, _)| known.text() == Some(key));
        let Some(at) = at else {
            let line = self.content_end(end);
            self.note(
                NoteKind::Changed,
                "import.renew-added",
                number.unwrap_or_default(),
                key,
                "",
            );
            self.changes.push((line, line, new));
            return Some(());
        };
        let (node, value) = entries.get(at)?;
        let from = node.mark.line - 1;
        let to = entries
            .get(at + 1)
            .map_or(end, |(next, _)| next.mark.line - 1);
        let to = self.content_end(to).max(from + 1);
        let old = value_of(value);
        let parsed = tree::parse(&new.join("\n")).ok()?;
        let fresh = parsed.entry(key).map(|(_, value)| value_of(value))?;
        if old == fresh || same_subitems(key, value, &parsed) {
            return Some(());
        }
        let mut new = new;
        // The dash of a list stays on the line of the first key.
        let first = self.lines.get(from)?;
        let dash = first
            .get(..first.len() - first.trim_start().len() + 1)
            .filter(|start| start.ends_with('-'));
        if let (Some(dash), Some(line)) = (dash, new.first_mut()) {
            *line = format!("{dash} {}", line.trim_start());
        }
        self.note(
            NoteKind::Changed,
            "import.renew-replaced",
            number.unwrap_or_default(),
            key,
            &old,
        );
        self.changes.push((from, to, new));
        Some(())
    }

    fn add(&mut self, line: usize, measure: &MeasureLines) {
        self.note(
            NoteKind::Changed,
            "import.renew-measure",
            &measure.number,
            "",
            "",
        );
        let mut lines = vec![String::new()];
        lines.extend(file::measure(measure));
        self.changes.push((line, line, lines));
    }

    /// The line after the last one with content before `end`: comments above the next key are the next key's.
    fn content_end(&self, end: usize) -> usize {
        let is_empty = |line: &String| matches!(line.trim_start().chars().next(), None | Some('#'));
        let lines = self.lines.get(..end).unwrap_or(&self.lines);
        lines
            .iter()
            .rposition(|line| !is_empty(line))
            .map_or(0, |at| at + 1)
    }

    fn note(&mut self, kind: NoteKind, key: &'static str, number: &str, field: &str, words: &str) {
        self.notes.push(
            Note::new(kind, key, Place::default())
                .with("number", number)
                .with("field", field)
                .with("words", short(words)),
        );
    }

    fn apply(mut self) -> Option<(String, Vec<Note>)> {
        // Stable: what is added at one line keeps its order.
        self.changes.sort_by_key(|(from, to, _)| (*from, *to));
        let mut lines = Vec::new();
        let mut at = 0;
        for (from, to, new) in self.changes {
            lines.extend(self.lines.get(at..from)?.iter().cloned());
            lines.extend(new);
            at = to;
        }
        lines.extend(self.lines.get(at..)?.iter().cloned());
        Some((lines.join("\n") + "\n", self.notes))
    }
}

/// The entries of a mapping that is written one key a line.
pub(super) fn block(node: &Node) -> Option<&[(Node, Node)]> {
    let Value::Mapping(entries) = &node.value else {
        return None;
    };
    let column = entries.first()?.0.mark.column;
    let lines: BTreeSet<usize> = entries.iter().map(|(key, _)| key.mark.line).collect();
    let is_block =
        lines.len() == entries.len() && entries.iter().all(|(key, _)| key.mark.column == column);
    is_block.then_some(entries)
}

/// Where each item of a list ends: where the next begins, else where the list does.
fn ends(items: &[Node], end: usize) -> Vec<usize> {
    let next = items.iter().skip(1).map(|item| item.mark.line - 1);
    next.chain([end]).take(items.len()).collect()
}

/// Everything that a value says, for comparison and for the report.
pub(super) fn value_of(node: &Node) -> String {
    match &node.value {
        Value::Scalar { text, .. } => flat(text),
        Value::Sequence(items) => items.iter().map(value_of).collect::<Vec<_>>().join("; "),
        Value::Mapping(entries) => {
            let told: Vec<String> = entries
                .iter()
                .map(|(k, v)| format!("{}: {}", value_of(k), value_of(v)))
                .collect();
            told.join(", ")
        }
    }
}

/// Sub-items with the same titles keep what the author added to them.
fn same_subitems(key: &str, old: &Node, new: &Node) -> bool {
    if key != "subitems" {
        return false;
    }
    let titles = |node: &Node| match &node.value {
        Value::Sequence(items) => items
            .iter()
            .map(|i| i.entry("title").map(|(_, t)| value_of(t)))
            .collect(),
        _ => Vec::new(),
    };
    new.entry(key)
        .is_some_and(|(_, new)| titles(old) == titles(new))
}

/// Lines moved to another indent.
pub(super) fn indented(lines: &[String], indent: usize) -> Vec<String> {
    let own = lines
        .first()
        .map_or(0, |line| line.len() - line.trim_start().len());
    let shift = |line: &String| match line.get(own..) {
        Some(rest) if !line.trim().is_empty() => format!("{}{rest}", " ".repeat(indent)),
        _ => String::new(),
    };
    lines.iter().map(shift).collect()
}
