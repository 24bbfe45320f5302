//! Fields that are words: title, problem, summary, days, states.

use super::{Maker, Taken};
use crate::import::execution::cells;
use crate::import::model::NoteKind;
use crate::import::plan::{flat, short};
use crate::import::practice::wordings::{self, Field};
use crate::import::practice::{lines, markdown};
use crate::import::yaml;
use crate::lang::{Language, message, slug};

/// The longest summary that `check` takes without a warning.
const SUMMARY: usize = 300;

impl Maker<'_, '_> {
    pub(super) fn title(&mut self) {
        if let Some(at) = self.first(&Field::Title) {
            let title = unquoted(&self.one(at));
            self.give("title", yaml::field(0, "title", &title));
            self.title = title;
            self.take(at, "title", false);
            return;
        }
        // «Паспорт практики «Час методики»»: the name is in the heading.
        let headings = self.portal.outside.iter();
        let quoted = headings
            .filter(|(_, text)| text.to_lowercase().contains("практик"))
            .find_map(|(_, text)| {
                let (_, rest) = text.split_once('«')?;
                Some(rest.rsplit_once('»')?.0.to_owned())
            });
        let stem = self
            .portal
            .file
            .rsplit_once('.')
            .map_or(self.portal.file, |(stem, _)| stem);
        if quoted.is_none() {
            self.drafts.push("import.practice-draft-fields");
        }
        let title = quoted.unwrap_or_else(|| stem.to_owned());
        let value = vec![("words", title.clone())];
        self.note(NoteKind::Doubt, "import.practice-title", None, value);
        self.make(
            "title",
            yaml::field(0, "title", &title),
            "import.practice-fill-title",
            &[],
        );
        self.title = title;
    }

    pub(super) fn problem(&mut self) {
        let Some(at) = self.first(&Field::Problem) else {
            let text = message(Language::Ru, "import.practice-no-problem", &[]);
            self.make(
                "problem",
                yaml::field(0, "problem", &text),
                "import.practice-fill",
                &[],
            );
            let field = vec![("field", "problem".to_owned())];
            self.note(NoteKind::Doubt, "import.practice-missing", None, field);
            self.drafts.push("import.practice-draft-fields");
            return;
        };
        let text = markdown::text(&self.lines(at));
        self.give("problem", yaml::field(0, "problem", &text));
        self.take(at, "problem", false);
    }

    /// The passport's own short words; without them the first sentences of the goal.
    pub(super) fn summary(&mut self) {
        if let Some(at) = self.first(&Field::Summary) {
            let whole = self.one(at);
            let text = sentences(&whole);
            let is_whole = text == whole;
            self.give("summary", yaml::field(0, "summary", &text));
            self.take(at, "summary", !is_whole);
            return;
        }
        let is_goal = |row: &&Taken| {
            row.entry.label.to_lowercase().starts_with("цел")
                && row
                    .entry
                    .field
                    .as_ref()
                    .is_some_and(|(_, field)| *field == Field::Text)
        };
        let goal = self
            .rows
            .iter()
            .find(|row| is_goal(row) && !row.lines.is_empty());
        let source = goal.map(|row| (row.entry.label.clone(), goal_of(row)));
        let source = source.or_else(|| {
            let at = self.first(&Field::Problem)?;
            Some((self.rows.get(at)?.entry.label.clone(), self.one(at)))
        });
        let (label, text) = source.unwrap_or_else(|| ("–".to_owned(), self.title.clone()));
        let label = vec![("from", label)];
        self.make(
            "summary",
            yaml::field(0, "summary", &sentences(&text)),
            "import.practice-fill-summary",
            &label,
        );
        self.note(NoteKind::Doubt, "import.practice-summary-made", None, label);
    }

    /// Fields that are a line of words, or one of the words that the contract knows.
    pub(super) fn words(&mut self) {
        let lines = [
            (Field::Period, "period"),
            (Field::Contest, "contest"),
            (Field::Award, "award"),
        ];
        for (field, key) in lines {
            // A word in Latin letters would be taken for the id of a contest.
            let is_id = |at: &usize| field == Field::Contest && self.one(*at).is_ascii();
            if let Some(at) = self.first(&field).filter(|at| !is_id(at)) {
                self.give(key, yaml::field(0, key, &self.one(at)));
                self.take(at, key, false);
            }
        }
        type Read = fn(&str) -> Option<String>;
        let read: [(Field, &'static str, Read); 2] = [
            (Field::Date, "date", |text| {
                cells::date(text).map(|(day, _)| day.to_string())
            }),
            (Field::Status, "status", |text| {
                wordings::status(text).map(str::to_owned)
            }),
        ];
        for (field, key, read) in read {
            let Some(at) = self.first(&field) else {
                continue;
            };
            let words = self.one(at);
            match read(&words) {
                Some(value) => {
                    self.give(key, vec![format!("{key}: {value}")]);
                    self.take(at, key, false);
                    let values = vec![("words", words), ("value", value)];
                    self.note(NoteKind::Read, "import.practice-words", Some(at), values);
                }
                None => {
                    let words = vec![("words", short(&words))];
                    self.note(NoteKind::Doubt, "import.practice-unread", Some(at), words);
                }
            }
        }
        if let Some(at) = self.first(&Field::Tags) {
            let items = lines::items(&self.lines(at));
            let tags = items.iter().flat_map(|item| item.split(','));
            let tags = tags.map(|tag| flat(tag).trim_end_matches('.').to_owned());
            let tags: Vec<String> = tags.filter(|tag| !slug(tag).is_empty()).collect();
            self.give("tags", yaml::list(0, "tags", &tags));
            self.take(at, "tags", false);
        }
        if let Some(at) = self.first(&Field::License) {
            self.give("license", yaml::field(0, "license", &self.one(at)));
            self.take(at, "license", false);
        }
    }
}

/// The words of the goal, without the tasks that may stand below it.
fn goal_of(row: &Taken) -> String {
    let is_both = row.entry.label.to_lowercase().contains("задач");
    let lines = match row.lines.as_slice() {
        [first, ..] if is_both => std::slice::from_ref(first),
        all => all,
    };
    let text = lines::one(lines);
    let rest = text
        .split_once(':')
        .filter(|(label, _)| matches!(*label, "Цель" | "Цели"));
    rest.map_or(text.clone(), |(_, rest)| flat(rest))
}

/// A title without the quotes that stand around the whole of it.
fn unquoted(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let inner = [('«', '»'), ('"', '"'), ('“', '”')]
        .into_iter()
        .find_map(|(open, close)| {
            let inner = text.strip_prefix(open)?.strip_suffix(close)?;
            (!inner.contains([open, close])).then_some(inner)
        });
    inner.unwrap_or(text).to_owned()
}

/// The first sentences that are a summary: whole ones as far as they fit, else words.
fn sentences(text: &str) -> String {
    let text = flat(text);
    if text.chars().count() <= SUMMARY {
        return text;
    }
    let cut: String = text.chars().take(SUMMARY - 1).collect();
    let ends = ['.', '!', '?'];
    let mut end = cut.char_indices().filter(|(at, c)| {
        let after = cut.get(at + c.len_utf8()..).unwrap_or_default();
        ends.contains(c) && after.starts_with(' ')
    });
    match end.next_back() {
        Some((at, sign)) => cut
            .get(..at + sign.len_utf8())
            .unwrap_or_default()
            .to_owned(),
        None => {
            let words = cut
                .rsplit_once(' ')
                .map_or(cut.as_str(), |(words, _)| words);
            format!("{}…", words.trim_end_matches([',', ';', ':', ' ']))
        }
    }
}
