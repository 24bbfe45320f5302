//! Executors in a cell: known names, the longest first; what no name covers is a new executor.
//!
//! A cell is never simply split at commas: names hold commas («органы, осуществляющие …»), and some
//! commas are missing («АУ «ИРО» МОУО»). Names are compared word by word, without signs and case.

mod words;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::{definitions, flat};
use crate::lang::slug;
pub(in crate::import) use words::tokens;
use words::{Word, is_apart, is_qualifier, quoted, span, without_person, without_ties};

/// An organization as organizations.yaml has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: String,
    /// Every name and spelling.
    pub names: Vec<String>,
    /// What it belongs to.
    pub parent: Option<String>,
}

/// Someone named in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Executor {
    /// Id in organizations.yaml, old or new.
    pub id: String,
    /// «имеющие необъективные результаты»: which of them.
    pub note: Option<String>,
}

/// Somebody whom organizations.yaml does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    /// Proposed id.
    pub id: String,
    /// The name as written first.
    pub name: String,
    /// The short name that the document introduces.
    pub short: Option<String>,
    /// Whether it stands for many.
    pub is_group: bool,
}

/// Finds organizations by their names.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    /// Names by their first word, the longest first, with places in `ids`.
    names: HashMap<String, Vec<(Vec<String>, usize)>>,
    ids: Vec<(String, Option<String>)>,
    taken: BTreeSet<String>,
    owner: Option<String>,
    /// Whom it had to add.
    pub added: Vec<New>,
    /// People named instead of an organization: nobody is made an entry of a portal without a consent.
    pub persons: BTreeSet<String>,
    /// Names that several organizations have, with the one that was taken.
    pub ambiguous: BTreeMap<String, String>,
}

/// Words by which a name stands for many.
const GROUPS: &[&str] = &[
    "организации",
    "школы",
    "учреждения",
    "органы",
    "педагоги",
    "учителя",
    "руководители",
    "методисты",
    "специалисты",
    "заместители",
    "координаторы",
    "кураторы",
    "объединения",
    "центры",
    "муниципалитеты",
    "муниципальные",
    "команды",
    "оо",
    "доо",
    "моу",
    "моуо",
    "шнор",
    "мсу",
    "омсу",
    "соп",
    "администрации",
    "лицеи",
    "гимназии",
    "группы",
];

impl Matcher {
    /// A matcher for the organizations of a portal.
    pub fn new(organizations: &[Organization]) -> Self {
        let mut matcher = Matcher::default();
        for organization in organizations {
            let at = matcher.ids.len();
            matcher
                .ids
                .push((organization.id.clone(), organization.parent.clone()));
            matcher.taken.insert(organization.id.clone());
            for name in &organization.names {
                matcher.learn(name, at);
            }
        }
        matcher
    }

    /// Whose plan it is: of two organizations with one name its own is meant.
    pub fn set_owner(&mut self, owner: Option<String>) {
        self.owner = owner;
    }

    fn learn(&mut self, name: &str, at: usize) {
        let words: Vec<String> = tokens(name).into_iter().map(|(word, _)| word).collect();
        let Some(first) = words.first() else { return };
        let known = self.names.entry(first.clone()).or_default();
        if !known
            .iter()
            .any(|(name, whose)| *name == words && *whose == at)
        {
            // The longest first; equal lengths keep the order of the file.
            let place = known.partition_point(|(known, _)| known.len() >= words.len());
            known.insert(place, (words, at));
        }
    }

    /// The organization whose whole name these words are.
    pub fn whole(&mut self, text: &str) -> Option<String> {
        let words = tokens(text);
        let (length, at) = self.longest(&words, 0)?;
        (length == words.len()).then(|| self.ids.get(at).map(|(id, _)| id.clone()))?
    }

    /// The organization of this name, added when there is none.
    pub fn of_name(&mut self, text: &str) -> String {
        match self.whole(text) {
            Some(id) => id,
            None => self.add(text, None),
        }
    }

    /// The longest name that begins at this word: its length and whose it is.
    fn longest(&mut self, words: &[Word], from: usize) -> Option<(usize, usize)> {
        let (first, _) = words.get(from)?;
        let fits = |name: &[String]| {
            let there = words.get(from..from + name.len());
            there.is_some_and(|there| there.iter().map(|(word, _)| word).eq(name.iter()))
        };
        let known = self.names.get(first)?;
        let length = known.iter().find(|(name, _)| fits(name))?.0.len();
        let mut whose: Vec<usize> = known
            .iter()
            .filter(|(name, _)| name.len() == length && fits(name))
            .map(|(_, at)| *at)
            .collect();
        whose.dedup();
        let chosen = whose
            .iter()
            .copied()
            .find(|at| self.is_own(*at))
            .or(whose.first().copied())?;
        if whose.len() > 1 && !self.is_own(chosen) {
            let name: Vec<&str> = words
                .iter()
                .skip(from)
                .take(length)
                .map(|(word, _)| word.as_str())
                .collect();
            let id = self
                .ids
                .get(chosen)
                .map(|(id, _)| id.clone())
                .unwrap_or_default();
            self.ambiguous.insert(name.join(" "), id);
        }
        Some((length, chosen))
    }

    /// Whether it is the owner or belongs to it.
    fn is_own(&self, at: usize) -> bool {
        let Some(owner) = &self.owner else {
            return false;
        };
        let mut next = self.ids.get(at).map(|(id, _)| id.clone());
        // A circle of parents is a mistake of the file, not of ours.
        for _ in 0..16 {
            match next {
                Some(id) if id == *owner => return true,
                Some(id) => {
                    next = self
                        .ids
                        .iter()
                        .find(|(known, _)| *known == id)
                        .and_then(|(_, parent)| parent.clone())
                }
                None => return false,
            }
        }
        false
    }

    /// Everyone named in a cell, in its order, each once.
    pub fn cell(&mut self, text: &str) -> Vec<Executor> {
        let definitions = definitions::find(text);
        let mut masked = text.to_owned();
        for definition in definitions.iter().rev() {
            // As many bytes, so that places stay.
            let blank = " ".repeat(definition.place.len());
            masked.replace_range(definition.place.clone(), &blank);
        }
        let words = tokens(&masked);
        let mut found: Vec<(Executor, Range<usize>)> = Vec::new();
        let mut from = 0;
        let mut rest = from;
        while from < words.len() {
            match self.longest(&words, from) {
                Some((length, at)) if is_apart(&masked, &words, rest, from, length) => {
                    self.unknown(&masked, &words, rest..from, &mut found);
                    let id = self
                        .ids
                        .get(at)
                        .map(|(id, _)| id.clone())
                        .unwrap_or_default();
                    let place = span(&words, from..from + length);
                    found.push((Executor { id, note: None }, place));
                    from += length;
                    rest = from;
                }
                _ => from += 1,
            }
        }
        self.unknown(&masked, &words, rest..words.len(), &mut found);
        for definition in definitions {
            let before = found
                .iter()
                .rfind(|(_, place)| place.end <= definition.place.start);
            let id = before.map(|(executor, _)| executor.id.clone());
            if let Some(id) = id {
                self.alias(&definition.term, &id);
            }
        }
        let mut known = BTreeSet::new();
        found.retain(|(executor, _)| known.insert((executor.id.clone(), executor.note.clone())));
        found.into_iter().map(|(executor, _)| executor).collect()
    }

    /// A short name that the document gives; what organizations.yaml says of it is stronger.
    fn alias(&mut self, term: &str, id: &str) {
        if self.whole(term).is_some() {
            return;
        }
        let Some(at) = self.ids.iter().position(|(known, _)| known == id) else {
            return;
        };
        self.learn(term, at);
        if let Some(new) = self.added.iter_mut().find(|new| new.id == id) {
            new.short.get_or_insert_with(|| term.to_owned());
        }
    }

    /// Words that no name covers: parts between commas, or a note to the one before.
    fn unknown(
        &mut self,
        text: &str,
        words: &[Word],
        range: Range<usize>,
        found: &mut Vec<(Executor, Range<usize>)>,
    ) {
        let mut parts: Vec<Range<usize>> = Vec::new();
        for at in range.clone() {
            let Some((_, place)) = words.get(at) else {
                continue;
            };
            let before = at
                .checked_sub(1)
                .and_then(|at| words.get(at))
                .map_or(0, |(_, place)| place.end);
            let gap = text.get(before..place.start).unwrap_or_default();
            let goes_on = text.get(place.start..).is_some_and(is_qualifier);
            let is_new =
                parts.is_empty() || gap.contains([';', '\n', '(']) || gap.contains(',') && !goes_on;
            match parts.last_mut() {
                Some(part) if !is_new => part.end = place.end,
                _ => parts.push(place.clone()),
            }
        }
        for part in parts {
            let part = quoted(text, part);
            let Some(written) = text.get(part.clone()) else {
                continue;
            };
            let (written, person) = without_person(written);
            self.persons.extend(person);
            let tied = without_ties(&written);
            if tied.is_empty() {
                continue;
            }
            let gap = found
                .last()
                .map(|(_, place)| text.get(place.end..part.start).unwrap_or_default());
            let is_note =
                is_qualifier(&written) || gap.is_some_and(|gap| gap.trim_end().ends_with('('));
            match found.last_mut() {
                Some((executor, _)) if is_note && executor.note.is_none() => {
                    executor.note = Some(flat(&written));
                }
                _ => {
                    let id = self.add(&tied, None);
                    found.push((Executor { id, note: None }, part));
                }
            }
        }
    }

    fn add(&mut self, name: &str, short: Option<String>) -> String {
        let name = flat(name.trim_matches(|c: char| {
            !c.is_alphanumeric() && !matches!(c, '«' | '»' | '"' | '(' | ')' | '№')
        }));
        let name = match name.matches('"').count() % 2 {
            0 => name,
            _ => name.trim_matches('"').to_owned(),
        };
        if let Some(id) = self.whole(&name) {
            return id;
        }
        let base: String = short_slug(&name);
        let id = (1..)
            .map(|n| {
                if n == 1 {
                    base.clone()
                } else {
                    format!("{base}-{n}")
                }
            })
            .find(|id| !self.taken.contains(id))
            .unwrap_or_default();
        let lower = name.to_lowercase();
        let is_group = lower
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| GROUPS.contains(&word));
        self.taken.insert(id.clone());
        let at = self.ids.len();
        self.ids.push((id.clone(), None));
        self.learn(&name, at);
        self.added.push(New {
            id: id.clone(),
            name,
            short,
            is_group,
        });
        id
    }
}

/// An id that a person can still read: whole words, at most this many letters.
fn short_slug(name: &str) -> String {
    const MOST: usize = 40;
    let slug = slug(name);
    let mut id = String::new();
    for part in slug.split('-') {
        if !id.is_empty() && id.len() + part.len() >= MOST {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(part);
    }
    match id.is_empty() {
        true => "organizatsiia".to_owned(),
        false => id.chars().take(2 * MOST).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matcher() -> Matcher {
        let organization = |id: &str, names: &[&str]| Organization {
            id: id.to_owned(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            parent: None,
        };
        Matcher::new(&[
            organization("iro", &["АУ «ИРО»", "АУ «Институт развития образования»"]),
            organization(
                "mouo",
                &[
                    "МОУО",
                    "Муниципальные органы, осуществляющие управление в сфере образования",
                ],
            ),
            organization("oo", &["ОО", "Образовательные организации"]),
            organization("oo-vpr", &["ОО, имеющие необъективные результаты ВПР"]),
        ])
    }

    fn ids(text: &str) -> (Vec<String>, Vec<String>) {
        let mut matcher = matcher();
        let found = matcher.cell(text).into_iter();
        let words = found.map(|e| match e.note {
            Some(note) => format!("{} ({note})", e.id),
            None => e.id,
        });
        (
            words.collect(),
            matcher.added.into_iter().map(|new| new.name).collect(),
        )
    }

    #[test]
    fn the_longest_known_name_wins_and_lost_commas_do_no_harm() {
        let none: Vec<String> = Vec::new();
        for (cell, expected) in [
            ("АУ «ИРО» МОУО, ОО", "iro mouo oo"),
            (
                "ОО, имеющие необъективные результаты ВПР; МОУО",
                "oo-vpr mouo",
            ),
            (
                "муниципальные органы, осуществляющие управление в сфере образования (далее – МОУО), ОО",
                "mouo oo",
            ),
            (
                "ОО, имеющие высокие результаты",
                "oo (имеющие высокие результаты)",
            ),
            (
                "АУ \"ИРО\", образовательные организации (по согласованию)",
                "iro oo (по согласованию)",
            ),
        ] {
            let (found, added) = ids(cell);
            assert_eq!(
                (found.join(" ").as_str(), &added),
                (expected, &none),
                "{cell}"
            );
        }
    }

    #[test]
    fn quotes_stay_around_the_words_that_have_them() {
        for (cell, names) in [
            ("МКУ «ЦРО», МОУО", "МКУ «ЦРО»"),
            ("МОУО, МКУ \"ЦРО\"", "МКУ \"ЦРО\""),
            ("«Центр роста»; ОО", "«Центр роста»"),
            ("Фонд «Вклад» (по согласованию)", "Фонд «Вклад»"),
            ("Центр роста", "Центр роста"),
        ] {
            assert_eq!(ids(cell).1.join("; "), names, "{cell}");
        }
    }

    #[test]
    fn unknown_executors_are_added_once_with_the_short_name_of_the_document() {
        let mut matcher = matcher();
        let first = matcher.cell("Центр оценки качества (далее – ЦОК), МОУО");
        let second = matcher.cell("ЦОК и руководители ОО");
        let ids: Vec<&str> = first.iter().chain(&second).map(|e| e.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "tsentr-otsenki-kachestva",
                "mouo",
                "tsentr-otsenki-kachestva",
                "rukovoditeli-oo"
            ]
        );
        assert_eq!(
            matcher.added.first().and_then(|new| new.short.as_deref()),
            Some("ЦОК")
        );
        assert_eq!(
            matcher
                .added
                .iter()
                .map(|new| new.is_group)
                .collect::<Vec<_>>(),
            [false, true]
        );
    }
}
