//! The front matter of a file of Markdown: where the YAML ends and the body begins.

use std::ops::Range;

/// The YAML between two lines `---` and the body after it; `Err(true)` when the second is missing.
pub(super) fn front_matter(text: &str) -> Result<(Range<usize>, Range<usize>), bool> {
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
