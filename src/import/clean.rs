//! Texts without the debris of programs: tags, references, hyphens that nobody sees, letters of
//! another alphabet in the middle of a word, spaces in a row. Every change is told.

use crate::import::model::{Block, Cell, Note, NoteKind, Paragraph, Source};
use crate::import::read::ledger::Ledger;
use crate::import::read::markup::{Markup, Token, reference};
use crate::lang::alphabets;

/// A text and what was changed in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// The text. Where a tag broke the line there is `\n`.
    pub text: String,
    /// Each sort of change once a place: the key of its note and the named values.
    pub changes: Vec<Change>,
}

/// One change: the key of its note in the catalogues, and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// `import.read-clean-…`.
    pub key: &'static str,
    /// What the note mentions.
    pub values: Vec<(&'static str, String)>,
}

/// Elements whose tags come into cells with a copied text, and whether they begin a new line.
const TAGS: [(&str, bool); 22] = [
    ("p", true),
    ("br", true),
    ("div", true),
    ("ul", true),
    ("ol", true),
    ("li", true),
    ("tr", true),
    ("table", true),
    ("tbody", false),
    ("td", false),
    ("span", false),
    ("b", false),
    ("i", false),
    ("u", false),
    ("em", false),
    ("strong", false),
    ("font", false),
    ("a", false),
    ("sup", false),
    ("sub", false),
    ("nobr", false),
    ("o:p", false),
];

/// Cleans one text: of a paragraph, or of a line of a cell.
pub fn text(text: &str) -> Cleaned {
    let mut cleaned = Cleaned {
        text: text.to_owned(),
        changes: Vec::new(),
    };
    cleaned.tags();
    cleaned.references();
    cleaned.unseen();
    cleaned.alphabets();
    cleaned.spaces();
    cleaned
}

/// Cleans all texts of a file. A paragraph that tags broke into lines becomes several.
pub fn source(mut source: Source) -> Source {
    let mut notes = Ledger::default();
    let mut blocks = Vec::with_capacity(source.blocks.len());
    for block in source.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                blocks.extend(
                    paragraph_of(paragraph, &mut notes)
                        .into_iter()
                        .map(Block::Paragraph),
                );
            }
            Block::Table(mut table) => {
                for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                    cell_of(cell, &mut notes);
                }
                blocks.push(Block::Table(table));
            }
        }
    }
    source.blocks = blocks;
    source.notes.extend(notes.finish());
    source
}

fn cell_of(cell: &mut Cell, notes: &mut Ledger) {
    let paragraphs = std::mem::take(&mut cell.paragraphs);
    let cleaned = paragraphs
        .into_iter()
        .flat_map(|paragraph| paragraph_of(paragraph, notes));
    cell.paragraphs = cleaned.collect();
}

fn paragraph_of(paragraph: Paragraph, notes: &mut Ledger) -> Vec<Paragraph> {
    let cleaned = text(&paragraph.text);
    if cleaned.text == paragraph.text {
        return vec![paragraph];
    }
    for change in cleaned.changes {
        notes.note(Note {
            place: paragraph.place.clone(),
            kind: NoteKind::Changed,
            key: change.key,
            values: change.values,
        });
    }
    // Breaks that were in the text stay in it; those that a tag made begin a paragraph.
    let breaks = cleaned.text.matches('\n').count();
    if breaks == paragraph.text.matches('\n').count() {
        return vec![Paragraph {
            text: cleaned.text,
            ..paragraph
        }];
    }
    let mut label = paragraph.label;
    let lines = cleaned.text.lines().filter(|line| !line.is_empty());
    let parts: Vec<Paragraph> = lines
        .map(|line| Paragraph {
            text: line.to_owned(),
            label: label.take(),
            heading: paragraph.heading,
            place: paragraph.place.clone(),
        })
        .collect();
    match label {
        // Nothing but tags after a number: the number stays.
        Some(label) => vec![Paragraph {
            text: String::new(),
            label: Some(label),
            heading: paragraph.heading,
            place: paragraph.place,
        }],
        None => parts,
    }
}

impl Cleaned {
    fn change(&mut self, key: &'static str, values: Vec<(&'static str, String)>) {
        self.changes.push(Change { key, values });
    }

    /// Tags that came with a copied text. A sign `<` of the author stays.
    fn tags(&mut self) {
        if !self.text.contains('<') {
            return;
        }
        let mut out = String::with_capacity(self.text.len());
        let mut names: Vec<String> = Vec::new();
        let mut rest = self.text.as_str();
        while let Some(at) = rest.find('<') {
            let (before, tag) = rest.split_at(at);
            out.push_str(before);
            match known_tag(tag) {
                Some((name, breaks, length)) => {
                    if breaks {
                        out.push('\n');
                    }
                    if !names.contains(&name) {
                        names.push(name);
                    }
                    rest = &tag[length..];
                }
                None => {
                    out.push('<');
                    rest = &tag[1..];
                }
            }
        }
        out.push_str(rest);
        if !names.is_empty() {
            self.text = out;
            self.change("import.read-clean-tags", vec![("tags", names.join(", "))]);
        }
    }

    /// `&nbsp;` and others that stand as written.
    fn references(&mut self) {
        if !self.text.contains('&') {
            return;
        }
        let mut out = String::with_capacity(self.text.len());
        let mut found: Vec<String> = Vec::new();
        let mut rest = self.text.as_str();
        while let Some(at) = rest.find('&') {
            let (before, sign) = rest.split_at(at);
            out.push_str(before);
            let (characters, length) = reference(sign).unwrap_or_else(|| ("&".to_owned(), 1));
            if length > 1 && !found.iter().any(|known| known == &sign[..length]) {
                found.push(sign[..length].to_owned());
            }
            out.push_str(&characters);
            rest = &sign[length..];
        }
        out.push_str(rest);
        if !found.is_empty() {
            self.text = out;
            self.change(
                "import.read-clean-references",
                vec![("signs", found.join(" "))],
            );
        }
    }

    /// Characters that take no place: hyphens that were offered and not used, marks, joins.
    fn unseen(&mut self) {
        let is_unseen = |c: char| {
            matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}')
                || (c.is_control() && c != '\n' && c != '\t')
        };
        let count = self.text.chars().filter(|c| is_unseen(*c)).count();
        if count > 0 {
            self.text.retain(|c| !is_unseen(c));
            self.change("import.read-clean-unseen", vec![("n", count.to_string())]);
        }
    }

    /// Words of two alphabets.
    fn alphabets(&mut self) {
        let has = |range: fn(char) -> bool| self.text.chars().any(range);
        if !has(|c| c.is_ascii_alphabetic()) || !has(alphabets::is_cyrillic) {
            return;
        }
        let mut out = String::with_capacity(self.text.len());
        let mut word = String::new();
        let mut changes = Vec::new();
        for character in self.text.chars().chain([' ']) {
            if character.is_alphabetic() || character == '\u{301}' {
                word.push(character);
                continue;
            }
            match alphabets::one(&word) {
                Some(right) => {
                    changes.push((word.clone(), right.clone()));
                    out.push_str(&right);
                }
                None => out.push_str(&word),
            }
            word.clear();
            out.push(character);
        }
        out.pop();
        self.text = out;
        for (before, after) in changes {
            self.change(
                "import.read-clean-alphabet",
                vec![("before", before), ("after", after)],
            );
        }
    }

    /// One space between words, none at the ends of a line. Spaces that do not break become plain:
    /// the program sets them anew where Russian typography wants them.
    fn spaces(&mut self) {
        let lines = self
            .text
            .split('\n')
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let mut out: Vec<String> = Vec::new();
        for line in lines {
            let is_repeated = line.is_empty() && out.last().is_none_or(String::is_empty);
            if !is_repeated {
                out.push(line);
            }
        }
        while out.last().is_some_and(String::is_empty) {
            out.pop();
        }
        let is_doubled = self.text.trim().contains("  ");
        self.text = out.join("\n");
        if is_doubled {
            self.change("import.read-clean-spaces", Vec::new());
        }
    }
}

/// The tag that a text begins with, if it is of a kind that comes with copied texts: its name,
/// whether it breaks the line, its length.
fn known_tag(text: &str) -> Option<(String, bool, usize)> {
    let end = text.find('>')?;
    let written = text.get(..=end)?;
    let name = match Markup::new(written).next()? {
        Token::Open(tag) => tag.name,
        Token::Close(name) => name,
        Token::Text(_) => return None,
    };
    let (_, breaks) = TAGS.iter().find(|(known, _)| *known == name)?;
    // The end of a span says nothing, the end of a paragraph begins a line as its beginning does.
    Some((name, *breaks, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debris_is_taken_out_and_told() {
        for (dirty, clean, keys) in [
            ("<p>Приказ</p>", "Приказ", "tags"),
            ("а<br>б</br>в", "а\nб\nв", "tags"),
            (
                "а<ul style=\"list-style-type: none\">- б; - в",
                "а\n- б; - в",
                "tags",
            ),
            ("больше < 5 и > 3", "больше < 5 и > 3", ""),
            ("<план>", "<план>", ""),
            (
                "АУ&nbsp;&quot;ИРО&quot; R&D",
                "АУ \"ИРО\" R&D",
                "references",
            ),
            ("обра\u{ad}зование\u{200b}", "образование", "unseen"),
            ("школа  №\u{a0}1 ", "школа № 1", "spaces"),
            ("неobjективные", "необъективные", "alphabet"),
            ("шкoла", "школа", "alphabet"),
            ("PIRLS и ШНОР", "PIRLS и ШНОР", ""),
            ("ТIMSS", "TIMSS", "alphabet"),
            ("IT-технологии", "IT-технологии", ""),
            ("zщ", "zщ", ""),
            ("", "", ""),
        ] {
            let cleaned = text(dirty);
            assert_eq!(cleaned.text, clean, "{dirty}");
            let told: Vec<&str> = cleaned.changes.iter().map(|change| change.key).collect();
            let wanted: Vec<String> = keys
                .split_whitespace()
                .map(|key| format!("import.read-clean-{key}"))
                .collect();
            assert_eq!(told, wanted, "{dirty}");
        }
    }

    #[test]
    fn a_clean_text_stays_clean() {
        for dirty in [
            "<p>а  б</p>",
            "неobjективные",
            "а\n\n\nб",
            " а\u{ad}<br>&nbsp;б ",
        ] {
            let clean = text(dirty).text;
            assert_eq!(
                text(&clean),
                Cleaned {
                    text: clean.clone(),
                    changes: Vec::new()
                }
            );
        }
    }
}
