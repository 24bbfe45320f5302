//! To whom a point speaks: names in any case, told by the stems of their words.

use std::collections::{BTreeMap, BTreeSet};

use rust_stemmers::{Algorithm, Stemmer};

use crate::import::plan::definitions;
use crate::import::plan::executors::Organization;

/// Names of organizations by the stems of their words.
pub struct Addressees {
    stemmer: Stemmer,
    /// First stem → names, the longest first.
    names: BTreeMap<String, Vec<(Vec<String>, String)>>,
}

impl Addressees {
    /// Learns all names.
    pub fn new(organizations: &[Organization]) -> Self {
        let stemmer = Stemmer::create(Algorithm::Russian);
        let mut names: BTreeMap<String, Vec<(Vec<String>, String)>> = BTreeMap::new();
        for organization in organizations {
            for name in &organization.names {
                let stems = stems(&stemmer, name);
                if let Some(first) = stems.first() {
                    names
                        .entry(beginning(first))
                        .or_default()
                        .push((stems, organization.id.clone()));
                }
            }
        }
        for known in names.values_mut() {
            known.sort_by_key(|(stems, _)| std::cmp::Reverse(stems.len()));
        }
        Self { stemmer, names }
    }

    /// Whom each point names, by its place; a sub-point speaks to those of its point.
    pub fn of_points(&self, points: &[(String, String)]) -> Vec<Vec<String>> {
        let mut all: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut found = Vec::new();
        for (number, text) in points {
            let mut whom = self.of(text);
            if whom.is_empty() {
                let parent = number
                    .rsplit_once('.')
                    .and_then(|(parent, _)| all.get(parent));
                whom = parent.cloned().unwrap_or_default();
            }
            all.insert(number, whom.clone());
            found.push(whom);
        }
        found
    }

    /// Whom the beginning of a point names: up to what is to be done.
    fn of(&self, text: &str) -> Vec<String> {
        let text = definitions::without(text);
        let first = text
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let may_follow = [
            "рекомендовать",
            "поручить",
            "руководителям",
            "директорам",
            "начальникам",
            "руководителю",
            "директору",
            "начальнику",
        ];
        let introduced = may_follow.iter().any(|word| first.starts_with(word));
        let stems = stems(&self.stemmer, addressed(&text, introduced));
        let mut found = Vec::new();
        let mut known = BTreeSet::new();
        let mut at = 0;
        while at < stems.len() {
            let Some((length, id)) = self.longest(&stems, at) else {
                if at == 0 && !introduced {
                    return Vec::new();
                }
                at += 1;
                continue;
            };
            if known.insert(id.to_owned()) {
                found.push(id.to_owned());
            }
            at += length;
        }
        found
    }

    fn longest(&self, stems: &[String], at: usize) -> Option<(usize, &str)> {
        let known = self.names.get(&beginning(stems.get(at)?))?;
        let fits = |name: &&(Vec<String>, String)| {
            let there = stems.get(at..at + name.0.len());
            there.is_some_and(|there| {
                there
                    .iter()
                    .zip(&name.0)
                    .all(|(one, other)| is_same(one, other))
            })
        };
        let found = known.iter().find(fits);
        found.map(|(name, id)| (name.len(), id.as_str()))
    }
}

/// The letters by which names are looked up.
fn beginning(stem: &str) -> String {
    stem.chars().take(LETTERS).collect()
}

/// Letters that no ending takes away.
const LETTERS: usize = 4;

/// «орга» of «органы» and «орган» of «органов» are one word: the stemmer cuts a letter too many.
fn is_same(one: &str, other: &str) -> bool {
    let (long, short) = if one.len() >= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let rest = long.strip_prefix(short);
    rest.is_some_and(|rest| {
        rest.is_empty() || rest.chars().count() == 1 && short.chars().count() >= LETTERS
    })
}

/// The words before the first infinitive or colon.
fn addressed(text: &str, introduced: bool) -> &str {
    let mut end = 0;
    for (at, word) in text.split_inclusive(' ').enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphabetic());
        let is_action = bare.ends_with("ть")
            && bare.chars().count() > 5
            && bare.starts_with(char::is_lowercase)
            && !bare.ends_with("ость");
        if is_action && !(at == 0 && introduced) {
            break;
        }
        end += word.len();
    }
    text.get(..end).unwrap_or(text)
}

fn stems(stemmer: &Stemmer, text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace('ё', "е");
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(|word| stemmer.stem(word).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_speaks_to_those_at_its_beginning_in_any_case() {
        let organization = |id: &str, name: &str| Organization {
            id: id.to_owned(),
            names: vec![name.to_owned()],
            parent: None,
        };
        let known = Addressees::new(&[
            organization("otdel", "Отдел общего образования Департамента"),
            organization(
                "oms",
                "органы местного самоуправления, осуществляющие управление в сфере образования",
            ),
            organization("oo", "государственные образовательные организации"),
        ]);
        let points = [
            (
                "1",
                "Утвердить план для государственных образовательных организаций.",
            ),
            (
                "2",
                "Отделу общего образования Департамента (далее – Отдел) обеспечить рассылку.",
            ),
            ("2.1", "Исполнение плана."),
            (
                "3",
                "Рекомендовать руководителям органов местного самоуправления, осуществляющих управление в сфере образования, руководителям государственных образовательных организаций обеспечить участие.",
            ),
        ];
        let points = points.map(|(number, text)| (number.to_owned(), text.to_owned()));
        let expected: [&[&str]; 4] = [&[], &["otdel"], &["otdel"], &["oms", "oo"]];
        assert_eq!(known.of_points(&points), expected);
    }
}
