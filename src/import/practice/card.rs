//! Rows of a passport → the fields and the text of one practice.

mod lists;
mod values;
mod who;
mod words;

use std::collections::BTreeMap;

use super::body::Section;
use super::facets::Vocabulary;
use super::lines::{self, Line};
use super::markdown;
use super::passport::{Entry, Passport};
use super::people;
use super::wordings::Field;
use crate::import::model::{Note, NoteKind, Place};
use crate::import::plan::executors::Matcher;
use crate::lang::{Language, message};
use crate::privacy::Mask;

/// What a passport is read with.
pub struct Portal<'p> {
    /// The facets of the navigator.
    pub vocabulary: &'p Vocabulary,
    /// Organizations, with those that are added.
    pub matcher: Matcher,
    /// Names and telephones.
    pub mask: &'p Mask,
    /// The organization whose portal it is.
    pub owner: Option<&'p str>,
    /// Words outside the passports.
    pub outside: &'p [(Place, String)],
    /// Name of the imported file.
    pub file: &'p str,
}

/// A field of the front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Its key.
    pub key: &'static str,
    /// Its lines.
    pub lines: Vec<String>,
    /// What a person should do about it.
    pub comment: Option<String>,
    /// Whether the passport says it in so many words; what was only made of it replaces nothing.
    pub is_read: bool,
}

/// A practice.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// Its title.
    pub title: String,
    /// Its fields in the order of the file.
    pub fields: Vec<Given>,
    /// Its text.
    pub sections: Vec<Section>,
    /// What to tell.
    pub notes: Vec<Note>,
}

/// The order of fields in a file.
const ORDER: [&str; 26] = [
    "title",
    "summary",
    "draft",
    "date",
    "organization",
    "status",
    "period",
    "tags",
    "problem",
    "audience",
    "facets",
    "authors",
    "steps",
    "resources_needed",
    "cost",
    "results",
    "evidence",
    "limits",
    "mistakes",
    "conditions",
    "video",
    "contest",
    "award",
    "mentors",
    "contact",
    "attachments",
];

/// A row as it is being read.
struct Taken<'e> {
    entry: &'e Entry,
    lines: Vec<Line>,
    /// The field that it went to.
    field: Option<&'static str>,
    /// Whether it stands in the text, too.
    is_text: bool,
}

struct Maker<'m, 'p> {
    portal: &'m mut Portal<'p>,
    rows: Vec<Taken<'m>>,
    title: String,
    given: Vec<Given>,
    facets: BTreeMap<String, Vec<String>>,
    notes: Vec<Note>,
    /// Why it is not published as it is: keys of the reasons.
    drafts: Vec<&'static str>,
}

impl Card {
    /// Reads a passport.
    pub fn of(passport: &Passport, portal: &mut Portal<'_>) -> Self {
        let rows = passport.entries.iter().map(|entry| Taken {
            lines: entry.lines.clone(),
            entry,
            field: None,
            is_text: true,
        });
        let mut maker = Maker {
            rows: rows.collect(),
            portal,
            title: String::new(),
            given: Vec::new(),
            facets: BTreeMap::new(),
            notes: Vec::new(),
            drafts: Vec::new(),
        };
        maker.private();
        maker.title();
        maker.organization_of_row();
        maker.persons();
        maker.organization();
        maker.problem();
        maker.summary();
        maker.words();
        maker.facets();
        maker.steps();
        maker.resources();
        maker.results();
        maker.prose();
        maker.attachments();
        maker.evidence();
        maker.finish()
    }
}

impl Maker<'_, '_> {
    /// Rows of a field that have a value, the surest wording first.
    fn of(&self, is_it: impl Fn(&Field) -> bool) -> Vec<usize> {
        let rows = self.rows.iter().enumerate();
        let found = rows.filter_map(|(at, row)| {
            let (rank, field) = row.entry.field.as_ref()?;
            (is_it(field) && !row.lines.is_empty()).then_some((*rank, at))
        });
        let mut found: Vec<(usize, usize)> = found.collect();
        found.sort_unstable();
        found.into_iter().map(|(_, at)| at).collect()
    }

    fn first(&self, field: &Field) -> Option<usize> {
        self.of(|known| known == field).first().copied()
    }

    fn lines(&self, at: usize) -> Vec<Line> {
        self.rows
            .get(at)
            .map(|row| row.lines.clone())
            .unwrap_or_default()
    }

    fn one(&self, at: usize) -> String {
        lines::one(&self.lines(at))
    }

    /// A row went to a field; with `is_text` its words stand in the text as well.
    fn take(&mut self, at: usize, field: &'static str, is_text: bool) {
        if let Some(row) = self.rows.get_mut(at) {
            row.field = Some(field);
            row.is_text = is_text;
        }
    }

    fn give(&mut self, key: &'static str, lines: Vec<String>) {
        self.given.push(Given {
            key,
            lines,
            comment: None,
            is_read: true,
        });
    }

    /// A field that the passport does not say.
    fn make(
        &mut self,
        key: &'static str,
        lines: Vec<String>,
        comment: &str,
        values: &[(&str, String)],
    ) {
        self.given.push(Given {
            key,
            lines,
            comment: Some(message(Language::Ru, comment, values)),
            is_read: false,
        });
    }

    fn note(
        &mut self,
        kind: NoteKind,
        key: &'static str,
        at: Option<usize>,
        values: Vec<(&'static str, String)>,
    ) {
        let row = at.and_then(|at| self.rows.get(at));
        let place = row.map(|row| row.entry.place.clone()).unwrap_or_default();
        let label = row.map_or(String::new(), |row| row.entry.label.clone());
        // A row without a label stands in the text under a heading of ours.
        let label = match row.is_some() && label.is_empty() {
            true => message(Language::Ru, "import.practice-rest", &[]),
            false => label,
        };
        let mut note = Note::new(kind, key, place).with("label", label);
        note.values.extend(values);
        self.notes.push(note);
    }

    /// Telephones and mail leave all rows but those of persons, which are read by their own rules.
    fn private(&mut self) {
        for at in 0..self.rows.len() {
            let field = self.rows.get(at).and_then(|row| row.entry.field.clone());
            if field.is_some_and(|(_, field)| field.is_of_persons()) {
                continue;
            }
            let mut lines = self.lines(at);
            let (mut left, mut names) = (Vec::new(), Vec::new());
            for line in &mut lines {
                let (text, contacts) = people::without_contacts(&line.text, self.portal.mask);
                line.text = text;
                left.extend(contacts);
                names.extend(people::names(&line.text, self.portal.mask));
            }
            if let Some(row) = self.rows.get_mut(at) {
                row.lines = lines;
            }
            if !left.is_empty() {
                let words = vec![("words", left.join("; "))];
                self.note(NoteKind::Doubt, "import.practice-contacts", Some(at), words);
            }
            if !names.is_empty() {
                let words = vec![("words", names.join("; "))];
                self.note(NoteKind::Doubt, "import.practice-names", Some(at), words);
                self.drafts.push("import.practice-draft-names");
            }
        }
    }

    fn finish(mut self) -> Card {
        self.drafts.sort_unstable();
        self.drafts.dedup();
        if !self.drafts.is_empty() {
            let reasons: Vec<String> = self
                .drafts
                .iter()
                .map(|key| message(Language::Ru, key, &[]))
                .collect();
            let values = vec![("reasons", reasons.join("; "))];
            self.make(
                "draft",
                vec!["draft: true".to_owned()],
                "import.practice-draft",
                &values,
            );
            self.note(NoteKind::Doubt, "import.practice-draft-note", None, values);
        }
        let mut sections: Vec<Section> = Vec::new();
        let rest = message(Language::Ru, "import.practice-rest", &[]);
        for at in 0..self.rows.len() {
            self.row_note(at);
            let Some(row) = self
                .rows
                .get(at)
                .filter(|row| row.is_text && !row.lines.is_empty())
            else {
                continue;
            };
            let title = if row.entry.label.is_empty() {
                &rest
            } else {
                &row.entry.label
            };
            let section = Section {
                group: row.entry.group.clone(),
                title: title.clone(),
                markdown: markdown::text(&row.lines),
            };
            let known = sections
                .iter_mut()
                .find(|known| (&known.group, &known.title) == (&section.group, &section.title));
            match known {
                Some(known) => {
                    known.markdown = format!("{}\n\n{}", known.markdown, section.markdown)
                }
                None => sections.push(section),
            }
        }
        self.notes
            .sort_by(|first, second| first.place.cmp(&second.place));
        let order = |key: &str| {
            ORDER
                .iter()
                .position(|known| *known == key)
                .unwrap_or(ORDER.len())
        };
        self.given.sort_by_key(|given| order(given.key));
        Card {
            title: self.title,
            fields: self.given,
            sections,
            notes: self.notes,
        }
    }

    /// What became of a row.
    fn row_note(&mut self, at: usize) {
        let Some(row) = self.rows.get(at) else { return };
        let values = row
            .field
            .map(|field| vec![("field", field.to_owned())])
            .unwrap_or_default();
        let (kind, key) = match (row.field, row.is_text, row.entry.lines.is_empty()) {
            (_, _, true) => (NoteKind::Doubt, "import.practice-empty"),
            (Some(_), false, _) => (NoteKind::Read, "import.practice-row"),
            (Some(_), true, _) => (NoteKind::Read, "import.practice-row-both"),
            (None, true, _) => (NoteKind::Read, "import.practice-text"),
            (None, false, _) => (NoteKind::Read, "import.practice-told"),
        };
        self.note(kind, key, Some(at), values);
    }
}
