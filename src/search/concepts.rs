//! Words that search treats as one: groups of synonyms of the navigator, and terms of the glossary with
//! what they are short for.
//!
//! A text that holds one member of a group gets the group's own mark, so that a query for any member
//! finds it. Members are runs of stems; an abbreviation is only met as it stands, since the stem of
//! «ИРО» is that of other words.

use std::collections::{BTreeMap, HashMap};

use super::stem::{Stems, is_stop};
use super::tokens::{Token, each};
use crate::portal::Portal;

/// A word of a member: a stem, or a form that must be met as it is (written with `=` before it).
pub type Word = String;

/// The groups with a way to find them in texts.
#[derive(Default)]
pub struct Concepts {
    /// The members of each group.
    pub groups: Vec<Vec<Vec<Word>>>,
    /// Groups and members by the first word.
    by_first: HashMap<Word, Vec<(usize, usize)>>,
}

/// What stands for a group among the stems.
pub fn mark(group: usize) -> String {
    format!("~{group}")
}

impl Concepts {
    /// The groups of a portal. Groups that share a member are one.
    pub fn of(portal: &Portal, stems: &Stems) -> Self {
        let navigator = portal.navigator.as_ref().map(|read| &read.value.synonyms);
        let synonyms = navigator
            .into_iter()
            .flat_map(|groups| groups.iter())
            .map(|group| group.iter().map(|text| text.0.clone()).collect());
        let glossary = portal.glossary.as_ref().map(|read| &read.value);
        let terms = glossary
            .into_iter()
            .flat_map(|terms| terms.iter())
            .map(|term| {
                let names = [&term.term, &term.full]
                    .into_iter()
                    .chain(term.names.iter());
                names.map(|name| name.0.clone()).collect()
            });
        Self::new(synonyms.chain(terms), stems)
    }

    /// Groups of texts that mean one thing.
    pub fn new(written: impl IntoIterator<Item = Vec<String>>, stems: &Stems) -> Self {
        let mut groups: Vec<Vec<Vec<Word>>> = Vec::new();
        let mut by_member: BTreeMap<Vec<Word>, usize> = BTreeMap::new();
        for texts in written {
            let members = texts.iter().map(|text| member(text, stems));
            let members: Vec<Vec<Word>> = members.filter(|words| !words.is_empty()).collect();
            join(&mut groups, &mut by_member, members);
        }
        // A group of one word says nothing that its stem does not.
        groups.retain(|members| members.len() > 1);
        let mut by_first: HashMap<Word, Vec<(usize, usize)>> = HashMap::new();
        for (group, members) in groups.iter().enumerate() {
            for (at, words) in members.iter().enumerate() {
                if let Some(first) = words.first() {
                    by_first.entry(first.clone()).or_default().push((group, at));
                }
            }
        }
        Self { groups, by_first }
    }

    /// The groups that a run of words belongs to, with the place in the run where each is met: for each
    /// word its stem and its form, without stop words.
    pub fn met(&self, words: &[(&str, &str)], found: &mut Vec<(usize, usize)>) {
        let mut exact = String::new();
        for (at, (stem, form)) in words.iter().enumerate() {
            exact.clear();
            exact.push('=');
            exact.push_str(form);
            for first in [*stem, exact.as_str()] {
                let candidates = self.by_first.get(first).into_iter().flatten();
                for (group, member) in candidates {
                    if is_run(&self.groups[*group][*member], &words[at..]) {
                        found.push((*group, at));
                    }
                }
            }
        }
    }
}

/// Puts members into the group that already has one of them, or into a new one.
fn join(
    groups: &mut Vec<Vec<Vec<Word>>>,
    by_member: &mut BTreeMap<Vec<Word>, usize>,
    members: Vec<Vec<Word>>,
) {
    let mut known: Vec<usize> = members
        .iter()
        .filter_map(|member| by_member.get(member).copied())
        .collect();
    known.sort_unstable();
    known.dedup();
    let target = known.first().copied().unwrap_or(groups.len());
    if target == groups.len() {
        groups.push(Vec::new());
    }
    let mut joined = members;
    for other in known.iter().skip(1) {
        joined.extend(std::mem::take(&mut groups[*other]));
    }
    for member in joined {
        if by_member.insert(member.clone(), target) != Some(target) {
            groups[target].push(member);
        }
    }
}

fn is_run(member: &[Word], words: &[(&str, &str)]) -> bool {
    member.len() <= words.len()
        && member.iter().zip(words).all(|(word, (stem, form))| {
            word.strip_prefix('=')
                .map_or(word == stem, |exact| exact == *form)
        })
}

/// The words of a member, in pieces and without stop words.
fn member(text: &str, stems: &Stems) -> Vec<Word> {
    let mut words = Vec::new();
    // Only as it is written can an abbreviation be told: all letters capital, at least two.
    for written in text.split_whitespace() {
        let is_short = is_abbreviation(written);
        each(
            written,
            |Token {
                 form, code, whole, ..
             }| {
                if *whole || is_stop(form) {
                    return;
                }
                words.push(if is_short && !code {
                    format!("={form}")
                } else {
                    stems.of(form).into_owned()
                });
            },
        );
    }
    words
}

fn is_abbreviation(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    letters().count() > 1 && letters().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::Concepts;
    use crate::search::stem::Stems;

    fn groups(written: &[&[&str]]) -> Vec<String> {
        let written = written
            .iter()
            .map(|texts| texts.iter().map(|text| (*text).to_owned()).collect());
        let concepts = Concepts::new(written, &Stems::default());
        let line = |members: &Vec<Vec<String>>| {
            let members: Vec<String> = members.iter().map(|words| words.join(" ")).collect();
            members.join(" | ")
        };
        concepts.groups.iter().map(line).collect()
    }

    #[test]
    fn members_are_stems_and_abbreviations_stand_as_they_are() {
        assert_eq!(
            groups(&[
                &["ШНОР", "школы с низкими образовательными результатами"],
                &["буллинг", "травля"]
            ]),
            [
                "=шнор | школ низк образовательн результат",
                "буллинг | травл"
            ]
        );
    }

    #[test]
    fn groups_with_a_common_member_are_one() {
        assert_eq!(
            groups(&[&["а1", "б2"], &["в3", "г4"], &["б2", "в3", "д5"], &["одно"]]),
            ["а1 | б2 | в3 | д5 | г4"]
        );
    }
}
