//! What becomes of a file that the typed reader refused: its mistakes are named, the rest is kept.

use super::slow::{Origin, Repaired};
use super::tree::{self, Mark, Node};
use super::{Source, mistakes, slips};
use crate::diagnostics::Diagnostic;

/// Names every mistake of the YAML and returns what is right of it.
pub(super) fn repair(
    source: &Source,
    found: &mut Vec<Diagnostic>,
    check: impl FnOnce(&Node, &Origin, &mut Vec<Diagnostic>) -> Repaired,
) -> Option<Repaired> {
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
            if let Some(slip) = slips::recognise(source.yaml(), error.mark, &error.cause) {
                found.push(mistakes::slip(
                    origin.place(slip.mark),
                    slip.code,
                    slip.write,
                ));
                return None;
            }
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
pub(super) fn unread(source: &Source) -> Diagnostic {
    mistakes::yaml_syntax(source.value_place(&[]), "", "")
}
