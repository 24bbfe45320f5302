//! Steps, resources, results, limits, files and levels: rows that are lists of something.

use super::Maker;
use crate::import::model::NoteKind;
use crate::import::plan::{flat, short};
use crate::import::practice::lines::{self, Line};
use crate::import::practice::markdown;
use crate::import::practice::resources::Resources;
use crate::import::practice::wordings::Field;
use crate::import::practice::{results, steps};
use crate::import::yaml;

impl Maker<'_, '_> {
    pub(super) fn steps(&mut self) {
        let rows = self.of(|field| *field == Field::Steps);
        let read = rows.iter().map(|at| (*at, steps::read(&self.lines(*at))));
        let found = read.into_iter().find(|(_, (steps, _))| !steps.is_empty());
        let Some((at, (found, is_whole))) = found else {
            if let Some(at) = rows.first() {
                self.note(
                    NoteKind::Doubt,
                    "import.practice-no-steps",
                    Some(*at),
                    Vec::new(),
                );
            }
            return;
        };
        self.give("steps", steps::field(&found));
        self.take(at, "steps", !is_whole);
        // Signs between parts of a step are the file's; its words stay as they were read.
        let words = vec![("words", self.one(at))];
        self.note(NoteKind::Read, "import.practice-said", Some(at), words);
    }

    pub(super) fn resources(&mut self) {
        let mut all = Resources::default();
        let sorts = |field: &Field| field.name() == "resources_needed";
        let mut rows = self.of(sorts);
        rows.sort_unstable();
        for at in rows {
            let lines = self.lines(at);
            let field = self.rows.get(at).and_then(|row| row.entry.field.clone());
            let Some((_, field)) = field else { continue };
            if field != Field::Resources {
                all.take(&field, &lines);
                self.take(at, "resources_needed", false);
                continue;
            }
            let left = all.take_mixed(&lines);
            if left.len() == lines.len() {
                continue;
            }
            self.take(at, "resources_needed", !left.is_empty());
            let words = vec![("words", lines::one(&lines))];
            self.note(NoteKind::Read, "import.practice-said", Some(at), words);
            if let Some(row) = self.rows.get_mut(at).filter(|_| !left.is_empty()) {
                row.lines = left;
            }
        }
        if !all.is_empty() {
            self.give("resources_needed", all.field());
        }
    }

    /// Only what is said in numbers; how well it is shown stays for a person to say.
    pub(super) fn results(&mut self) {
        let mut all = Vec::new();
        let mut rows = self.of(|field| *field == Field::Results);
        rows.sort_unstable();
        for at in rows {
            let (found, is_whole) = results::read(&self.lines(at));
            if found.is_empty() {
                continue;
            }
            self.take(at, "results", !is_whole);
            if is_whole {
                let words = vec![("words", self.one(at))];
                self.note(NoteKind::Read, "import.practice-said", Some(at), words);
            }
            for outcome in found {
                if !all.contains(&outcome) {
                    all.push(outcome);
                }
            }
        }
        if !all.is_empty() {
            self.give("results", results::field(&all));
        }
    }

    pub(super) fn prose(&mut self) {
        let fields = [
            (Field::Limits, "limits"),
            (Field::Mistakes, "mistakes"),
            (Field::Conditions, "conditions"),
        ];
        for (field, key) in fields {
            let mut items: Vec<String> = Vec::new();
            let mut rows = self.of(|known| *known == field);
            rows.sort_unstable();
            for at in rows {
                let lines = self.lines(at);
                // A table says more than a list can.
                if lines.iter().any(|line| line.cells().len() > 2) {
                    continue;
                }
                let has_head = lines.len() > 1 && lines.first().is_some_and(is_head);
                if has_head {
                    let words = vec![("words", lines::one(&lines))];
                    self.note(NoteKind::Read, "import.practice-said", Some(at), words);
                }
                let texts = lines.iter().skip(usize::from(has_head)).map(|line| {
                    let is_number = line.number().is_some();
                    let text = line.cells().join(" – ");
                    let own = Line {
                        text: text.trim_matches([' ', '–']).to_owned(),
                        label: line.label.clone().filter(|_| !is_number),
                    };
                    markdown::escape(&own.shown())
                });
                items.extend(texts.filter(|text| !text.is_empty()));
                self.take(at, key, false);
            }
            match items.as_slice() {
                [] => {}
                [one] => self.give(key, yaml::field(0, key, one)),
                many => self.give(key, yaml::list(0, key, many)),
            }
        }
    }

    /// Addresses become attachments and a video; names of files stay words, for the files are not here.
    pub(super) fn attachments(&mut self) {
        let mut attachments = Vec::new();
        let mut video: Option<String> = None;
        let mut rows = self.of(|field| matches!(field, Field::Attachments | Field::Video));
        rows.sort_unstable();
        for at in rows {
            let is_video = self.rows.get(at).is_some_and(|row| {
                row.entry
                    .field
                    .as_ref()
                    .is_some_and(|(_, field)| *field == Field::Video)
            });
            let mut left = Vec::new();
            for line in self.lines(at) {
                let (addresses, title) = addresses(&line);
                if addresses.is_empty() {
                    left.push(line);
                    continue;
                }
                for (n, address) in addresses.into_iter().enumerate() {
                    if is_video && video.is_none() && title.is_empty() {
                        video = Some(address);
                    } else {
                        attachments
                            .push((address, if n == 0 { title.clone() } else { String::new() }));
                    }
                }
            }
            let all = self.rows.get(at).map_or(0, |row| row.lines.len());
            if !left.is_empty() {
                self.note(
                    NoteKind::Doubt,
                    "import.practice-files",
                    Some(at),
                    vec![("words", short(&lines::one(&left)))],
                );
            }
            if left.len() < all {
                self.take(
                    at,
                    if is_video && video.is_some() {
                        "video"
                    } else {
                        "attachments"
                    },
                    !left.is_empty(),
                );
                if let Some(row) = self.rows.get_mut(at).filter(|_| !left.is_empty()) {
                    row.lines = left;
                }
            }
        }
        if let Some(video) = video {
            self.give("video", yaml::field(0, "video", &video));
        }
        if !attachments.is_empty() {
            let mut lines = vec!["attachments:".to_owned()];
            for (address, title) in attachments {
                let mut fields = yaml::field(4, "url", &address);
                if !title.is_empty() {
                    fields.extend(yaml::field(4, "title", &title));
                }
                lines.extend(yaml::mapping_item(2, fields));
            }
            self.give("attachments", lines);
        }
    }

    /// A level is written only when the passport gives the number and the reasons; cost, the number.
    pub(super) fn evidence(&mut self) {
        let level = self.first(&Field::Evidence);
        let reasons = self.first(&Field::Reasons);
        let words = level.map(|at| self.one(at)).unwrap_or_default();
        let (number, rest) = digit(&words, 0..=5);
        let why = reasons
            .map(|at| self.one(at))
            .unwrap_or_else(|| rest.clone());
        match number.filter(|_| !why.is_empty()) {
            Some(number) => {
                let mut lines = vec!["evidence:".to_owned(), format!("  level: {number}")];
                lines.extend(yaml::field(2, "reasons", &why));
                self.give("evidence", lines);
                let is_more = reasons.is_some() && !rest.is_empty();
                for (at, is_text) in [(level, is_more), (reasons, false)] {
                    if let Some(at) = at {
                        self.take(at, "evidence", is_text);
                    }
                }
            }
            None if level.is_some() => {
                self.note(
                    NoteKind::Proposal,
                    "import.practice-evidence",
                    level,
                    vec![("words", words)],
                );
            }
            None if self.has("results") => {
                self.note(
                    NoteKind::Proposal,
                    "import.practice-evidence-measured",
                    None,
                    Vec::new(),
                );
            }
            None => {}
        }
        let cost = self.first(&Field::Cost);
        let words = cost.map(|at| self.one(at)).unwrap_or_default();
        match (cost, digit(&words, 1..=5)) {
            (Some(at), (Some(number), rest)) if rest.is_empty() => {
                self.give("cost", vec![format!("cost: {number}")]);
                self.take(at, "cost", false);
            }
            (Some(_), _) => self.note(
                NoteKind::Proposal,
                "import.practice-cost",
                cost,
                vec![("words", words)],
            ),
            (None, _) if self.has("resources_needed") => {
                self.note(
                    NoteKind::Proposal,
                    "import.practice-cost-needed",
                    None,
                    Vec::new(),
                );
            }
            _ => {}
        }
    }
}

/// «Риск | Пути преодоления»: headings of two columns.
fn is_head(line: &Line) -> bool {
    let cells = line.cells();
    let begins = |at: usize, words: &[&str]| {
        let cell = cells
            .get(at)
            .map(|cell| cell.to_lowercase())
            .unwrap_or_default();
        words.iter().any(|word| cell.starts_with(word))
    };
    cells.len() == 2
        && begins(0, &["риск", "возможн", "трудност", "услови", "ошибк"])
        && begins(1, &["пути", "способ", "мер", "как", "решени", "действи"])
}

/// The number that a text begins with, and the words after it.
fn digit(text: &str, range: std::ops::RangeInclusive<u32>) -> (Option<u32>, String) {
    let text = text.trim();
    let own = text
        .strip_prefix("уровень")
        .or_else(|| text.strip_prefix("Уровень"))
        .unwrap_or(text)
        .trim();
    let digits: String = own.chars().take_while(char::is_ascii_digit).collect();
    let rest = own.get(digits.len()..).unwrap_or_default();
    let number = digits.parse().ok().filter(|number| range.contains(number));
    let is_apart = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '/' || c == '%');
    match number.filter(|_| is_apart) {
        Some(number) => (
            Some(number),
            flat(rest.trim_start_matches([' ', '.', ',', ';', ':', ')', '–', '—', '-'])),
        ),
        None => (None, text.to_owned()),
    }
}

/// The addresses of a line, and its other words.
fn addresses(line: &Line) -> (Vec<String>, String) {
    let text = line.shown();
    let Some(pattern) = markdown::ADDRESS.as_ref() else {
        return (Vec::new(), text);
    };
    let found: Vec<String> = pattern
        .find_iter(&text)
        .map(|found| found.as_str().to_owned())
        .collect();
    let rest = pattern.replace_all(&text, " ");
    let rest = flat(&rest);
    let title = rest.trim_matches([' ', ':', '–', '—', '-', ',', ';', '.', '(', ')']);
    (found, title.to_owned())
}
