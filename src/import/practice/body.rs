//! The text of a practice: a heading for every row that no field holds, and its renewal over a text
//! that its author has changed.

use super::markdown;
use crate::import::model::{Note, NoteKind, Place};
use crate::import::plan::{flat, short};

/// A row in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading above rows that belong together.
    pub group: Option<String>,
    /// The row's own words.
    pub title: String,
    /// Its value as Markdown.
    pub markdown: String,
}

/// A heading and what stands below it, to the next heading of any level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Chunk {
    /// The line of the heading; empty above the first one.
    heading: String,
    text: String,
}

impl Chunk {
    /// Level and words of its heading, without the attributes that an author may have given it.
    fn name(&self) -> (usize, String) {
        let level = self.heading.chars().take_while(|c| *c == '#').count();
        let words = self.heading.trim_start_matches('#').trim();
        let words = match words.rfind(" {") {
            Some(at) if words.ends_with('}') => words.get(..at).unwrap_or(words),
            _ => words,
        };
        (level, flat(words).to_lowercase())
    }
}

/// The text of new sections.
pub fn text(sections: &[Section]) -> String {
    join(&chunks_of(sections))
}

fn chunks_of(sections: &[Section]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut group: Option<&String> = None;
    for section in sections {
        if section.group.as_ref() != group
            && let Some(title) = &section.group
        {
            chunks.push(Chunk {
                heading: markdown::heading(2, title),
                text: String::new(),
            });
        }
        group = section.group.as_ref();
        let level = if group.is_some() { 3 } else { 2 };
        chunks.push(Chunk {
            heading: markdown::heading(level, &section.title),
            text: section.markdown.clone(),
        });
    }
    chunks
}

fn join(chunks: &[Chunk]) -> String {
    let parts = chunks
        .iter()
        .flat_map(|chunk| [&chunk.heading, &chunk.text]);
    let parts: Vec<&str> = parts
        .map(|part| part.trim_matches('\n'))
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\n\n")
}

/// The old text with the sections of a passport in it: those of the same heading are replaced, new
/// ones stand after the one before them, and what only the author has stays where it is.
pub fn renew(old: &str, sections: &[Section], id: &str) -> (String, Vec<Note>) {
    let mut chunks = split(old);
    let mut notes = Vec::new();
    let mut note = |key: &'static str, heading: &str, words: &str| {
        let note = Note::new(NoteKind::Changed, key, Place::default());
        let note = note
            .with("number", id)
            .with("heading", flat(heading.trim_start_matches('#')));
        notes.push(note.with("words", short(words)));
    };
    let mut after: Option<usize> = None;
    for fresh in chunks_of(sections) {
        let from = after.map_or(0, |at| at + 1);
        let later = (from..chunks.len()).chain(0..from);
        let mut later = later.filter(|at| {
            chunks
                .get(*at)
                .is_some_and(|old| old.name() == fresh.name())
        });
        let found = later.next();
        match found.and_then(|at| chunks.get_mut(at)) {
            Some(old) => {
                // A heading over its parts has no words of its own; what the author wrote there stays.
                if flat(&old.text) != flat(&fresh.text) && !fresh.text.is_empty() {
                    note(
                        "import.practice-section-replaced",
                        &fresh.heading,
                        &old.text,
                    );
                    old.text = fresh.text;
                }
                after = found;
            }
            None => {
                let mut at = after.map_or(chunks.len(), |at| at + 1);
                // What stands below the section before is a part of it.
                let level = fresh.name().0;
                while chunks.get(at).is_some_and(|next| next.name().0 > level) {
                    at += 1;
                }
                note("import.practice-section-added", &fresh.heading, "");
                chunks.insert(at, fresh);
                after = Some(at);
            }
        }
    }
    if notes.is_empty() {
        return (old.to_owned(), notes);
    }
    (format!("\n{}\n", join(&chunks)), notes)
}

/// The chunks of a text; a `#` inside a block of code is no heading.
fn split(text: &str) -> Vec<Chunk> {
    let mut chunks = vec![Chunk::default()];
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let start = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let sharps = line.chars().take_while(|c| *c == '#').count();
        let is_heading = fence.is_none()
            && (1..=6).contains(&sharps)
            && line.get(sharps..).is_some_and(|rest| rest.starts_with(' '));
        if is_heading {
            chunks.push(Chunk {
                heading: line.to_owned(),
                text: String::new(),
            });
        } else if let Some(last) = chunks.last_mut() {
            last.text.push_str(line);
            last.text.push('\n');
        }
    }
    chunks.retain(|chunk| !chunk.heading.is_empty() || !chunk.text.trim().is_empty());
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(title: &str, markdown: &str) -> Section {
        Section {
            group: None,
            title: title.to_owned(),
            markdown: markdown.to_owned(),
        }
    }

    #[test]
    fn rows_are_renewed_and_the_authors_own_sections_stay_in_their_places() {
        let old = "\nМоё начало.\n\n## Цель {#goal}\n\nСтарая\n\n### Моё\n\nслова\n\n```\n## не раздел\n```\n\n## Итог\n\nтот же\n";
        let new = [
            section("Цель", "Новая"),
            section("Задачи", "- одна"),
            section("Итог", "тот же"),
        ];
        let (text, notes) = renew(old, &new, "p");
        assert_eq!(
            text,
            "\nМоё начало.\n\n## Цель {#goal}\n\nНовая\n\n### Моё\n\nслова\n\n```\n## не раздел\n```\n\n## Задачи\n\n- одна\n\n## Итог\n\nтот же\n"
        );
        assert_eq!(notes.len(), 2);
    }

    #[test]
    fn an_unchanged_text_stays_byte_for_byte() {
        let sections = [section("Цель", "Новая")];
        let old = "\n\n##  Цель\nНовая  \n";
        assert_eq!(renew(old, &sections, "p").0, old);
    }
}
