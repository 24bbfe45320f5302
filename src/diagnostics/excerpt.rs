//! The line of a finding as a person can be shown it, with the part that is meant.

use super::Place;

/// How wide a line of a file may be shown before it is cut around its place.
pub const LINE_WIDTH: usize = 100;

/// A line in three parts, harmless to show anywhere but for the signs of HTML.
pub struct Excerpt {
    /// What stands before the part that is meant; begins with `…` where the line was cut.
    pub before: String,
    /// What is meant; empty at the end of a line.
    pub marked: String,
    /// The rest; ends with `…` where the line was cut.
    pub after: String,
}

impl Excerpt {
    /// A line around `marked` characters from `column` on.
    fn new(line: &str, column: usize, marked: usize) -> Self {
        let characters: Vec<char> = line.chars().collect();
        let start = column.saturating_sub(1).min(characters.len());
        let end = (start + marked.max(1)).min(characters.len());
        // A long line is cut so that the place stays in view.
        let from = if characters.len() > LINE_WIDTH {
            start.saturating_sub(LINE_WIDTH / 3)
        } else {
            0
        };
        let to = characters.len().min(from + LINE_WIDTH);
        let shown = |range: &[char]| visible(&range.iter().collect::<String>());
        let lead = if from > 0 { "…" } else { "" };
        let trail = if to < characters.len() { "…" } else { "" };
        Self {
            before: format!("{lead}{}", shown(&characters[from..start])),
            marked: shown(&characters[start..end.min(to)]),
            after: format!("{}{trail}", shown(&characters[end.min(to)..to])),
        }
    }

    /// The whole line.
    pub fn line(&self) -> String {
        let line = format!("{}{}{}", self.before, self.marked, self.after);
        line.trim_end().to_owned()
    }

    /// How many columns of a terminal stand before the part that is meant.
    pub fn indent(&self) -> usize {
        width(&self.before)
    }

    /// How many columns the part that is meant takes, at least one.
    pub fn width(&self) -> usize {
        width(&self.marked).max(1)
    }
}

/// The lines of findings. Findings are sorted by file, so one text in memory is enough, and it is cut into
/// lines once, however many findings it has.
pub struct Lines<'s> {
    source: &'s mut dyn FnMut(&str) -> Option<String>,
    file: Option<String>,
    text: String,
    /// Where each line of the text begins.
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    /// `source` gives the text of a file of the author, if it can be read.
    pub fn new(source: &'s mut dyn FnMut(&str) -> Option<String>) -> Self {
        Self {
            source,
            file: None,
            text: String::new(),
            starts: Vec::new(),
        }
    }

    /// The line of a place; none when its file cannot be read or has no such line.
    pub fn excerpt(&mut self, place: &Place) -> Option<Excerpt> {
        self.open(&place.file);
        let start = *self.starts.get(place.line.max(1) - 1)?;
        let line = self.text.get(start..)?.split('\n').next()?;
        let line = line.trim_end_matches('\r');
        Some(Excerpt::new(line, place.column, place.width))
    }

    fn open(&mut self, file: &str) {
        if self.file.as_deref() == Some(file) {
            return;
        }
        self.file = Some(file.to_owned());
        self.starts.clear();
        // A finding about the whole portal has no file.
        let text = Some(file).filter(|file| !file.is_empty());
        let Some(text) = text.and_then(&mut *self.source) else {
            return;
        };
        let mark = text.len() - text.trim_start_matches('\u{feff}').len();
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        self.starts.extend(std::iter::once(mark).chain(ends));
        self.text = text;
    }
}

/// Text of an author made harmless: no escape sequences, no tricks with direction.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => shown.push_str("    "),
            '\u{a0}' => shown.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {
                shown.push('�')
            }
            '\n' => shown.push(' '),
            character if character.is_control() => shown.push('�'),
            character => shown.push(character),
        }
    }
    shown
}

/// How many columns a terminal gives a text.
pub fn width(text: &str) -> usize {
    text.chars()
        .map(|character| match character {
            '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{489}'
            | '\u{200b}'..='\u{200d}'
            | '\u{fe00}'..='\u{fe0f}' => 0,
            '\u{1100}'..='\u{115f}'
            | '\u{2e80}'..='\u{a4cf}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe6f}'
            | '\u{ff00}'..='\u{ff60}'
            | '\u{1f300}'..='\u{1faff}' => 2,
            _ => 1,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_under_letters_of_any_width_and_tabs() {
        let caret = |line: &str, column| {
            let excerpt = Excerpt::new(line, column, 2);
            (excerpt.line(), excerpt.indent(), excerpt.width())
        };
        assert_eq!(caret("ключ: да", 7), ("ключ: да".to_owned(), 6, 2));
        assert_eq!(caret("\tда", 2), ("    да".to_owned(), 4, 2));
        assert_eq!(caret("и\u{306}x да", 5), ("и\u{306}x да".to_owned(), 3, 2));
        assert_eq!(caret("", 1), (String::new(), 0, 1));
        assert_eq!(caret("x", 40), ("x".to_owned(), 1, 1));
    }

    #[test]
    fn a_file_is_read_once_and_its_lines_are_those_that_people_count() {
        let mut asked = Vec::new();
        let mut source = |file: &str| {
            asked.push(file.to_owned());
            (file == "a.md").then(|| "\u{feff}раз\r\nдва\n".to_owned())
        };
        let mut lines = Lines::new(&mut source);
        let table = [
            ("a.md", 1, Some("раз")),
            ("a.md", 2, Some("два")),
            ("a.md", 3, Some("")),
            ("a.md", 4, None),
            ("a.md", 0, Some("раз")),
            ("gone.md", 1, None),
            ("", 1, None),
        ];
        for (file, line, expected) in table {
            let place = Place {
                file: file.to_owned(),
                line,
                ..Place::default()
            };
            let shown = lines.excerpt(&place).map(|excerpt| excerpt.line());
            assert_eq!(shown.as_deref(), expected, "{file}:{line}");
        }
        assert_eq!(asked, ["a.md", "gone.md"]);
    }

    #[test]
    fn a_long_line_is_cut_around_its_place() {
        let line = format!("{}цель{}", "а".repeat(500), "б".repeat(500));
        let excerpt = Excerpt::new(&line, 501, 4);
        assert!(excerpt.before.starts_with('…') && excerpt.after.ends_with('…'));
        assert_eq!(excerpt.marked, "цель");
    }
}
