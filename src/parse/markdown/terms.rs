//! The terms of the glossary and where they stand in a text.

use foldhash::HashMap;

/// The words that the glossary explains, ready to be found in texts.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    by_first: HashMap<char, Vec<(String, usize)>>,
}

impl Terms {
    /// Takes the spellings of each term; the number names the term.
    pub fn new<'a>(spellings: impl IntoIterator<Item = (&'a str, usize)>) -> Self {
        let mut by_first: HashMap<char, Vec<(String, usize)>> = HashMap::default();
        for (spelling, term) in spellings {
            if let Some(first) = spelling.chars().next() {
                by_first
                    .entry(first)
                    .or_default()
                    .push((spelling.to_owned(), term));
            }
        }
        for spellings in by_first.values_mut() {
            spellings.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        }
        Self { by_first }
    }

    /// Whole words that are terms, longest first: byte range and term.
    pub fn find(&self, text: &str) -> Vec<(usize, usize, usize)> {
        let mut found = Vec::new();
        if self.by_first.is_empty() {
            return found;
        }
        let (mut before, mut skip_to) = (' ', 0);
        for (at, c) in text.char_indices() {
            if at >= skip_to
                && !is_word(before)
                && let Some(spellings) = self.by_first.get(&c)
            {
                let rest = &text[at..];
                let hit = spellings.iter().find(|(spelling, _)| {
                    rest.starts_with(spelling.as_str())
                        && !rest[spelling.len()..].chars().next().is_some_and(is_word)
                });
                if let Some((spelling, term)) = hit {
                    found.push((at, spelling.len(), *term));
                    skip_to = at + spelling.len();
                }
            }
            before = c;
        }
        found
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
