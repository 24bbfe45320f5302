//! Words of a passport → values of the navigator's facets, by their labels and synonyms.

use std::collections::BTreeSet;
use std::ops::Range;

use super::wordings::Field;
use crate::import::plan::executors::tokens;
use crate::parse::tree::{self, Node};

/// A facet whose values entries give themselves.
#[derive(Clone, Debug, Default)]
struct Facet {
    id: String,
    label: Vec<String>,
    is_multiple: bool,
    values: Vec<Value>,
}

#[derive(Clone, Debug, Default)]
struct Value {
    id: String,
    /// Label, its part before and in brackets, synonyms: the words of each.
    names: Vec<Vec<String>>,
    /// «5–9 классы»: the classes it is about.
    classes: Option<(u32, u32)>,
}

/// The facets of a portal.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    facets: Vec<Facet>,
}

/// What was found in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Match {
    /// Values in the order of the text, each once.
    pub values: Vec<String>,
    /// Words that are no value.
    pub left: Vec<String>,
}

/// Words that say nothing beside a value.
const EMPTY: &[&str] = &[
    "и",
    "в",
    "во",
    "на",
    "с",
    "по",
    "для",
    "или",
    "а",
    "также",
    "все",
    "всех",
    "общее",
    "общего",
    "образование",
    "образования",
    "уровень",
    "уровни",
    "уровня",
    "класс",
    "классы",
    "классов",
    "классах",
    "ступень",
    "предмет",
    "предметы",
    "предмета",
    "урок",
    "уроки",
    "школа",
    "школы",
    "обучающиеся",
    "обучающихся",
    "учащиеся",
    "учащихся",
    "направление",
    "фактор",
    "риск",
    "риска",
    "ооп",
    "й",
    "е",
    "х",
    "нет",
];

/// Endings by which forms of one word differ.
const ENDINGS: &[&str] = &[
    "", "а", "я", "ы", "и", "е", "у", "ю", "ь", "й", "ом", "ем", "ой", "ей", "ов", "ев", "ам",
    "ям", "ах", "ях", "ью", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому",
    "ему", "ым", "им", "ых", "их", "ую", "юю", "ами", "ями", "ыми", "ими", "ия", "ии", "ию", "ией",
    "ец",
];

impl Vocabulary {
    /// Reads navigator.yaml; a broken file has no facets, and `check` says why.
    pub fn read(navigator: &str) -> Self {
        let Ok(root) = tree::parse(navigator) else {
            return Self::default();
        };
        let own = root.list("facets").iter();
        let own = own.filter(|facet| facet.word("from").is_empty());
        let facets = own.map(|facet| {
            let mut values = Vec::new();
            collect(facet.list("values"), &mut values);
            Facet {
                id: facet.word("id").to_owned(),
                label: words(facet.word("label")),
                is_multiple: facet.word("multiple") != "false",
                values,
            }
        });
        Self {
            facets: facets.collect(),
        }
    }

    /// The facet that has this label.
    pub fn field(&self, label: &str) -> Option<Field> {
        let label = words(label);
        let mut known = self
            .facets
            .iter()
            .filter(|facet| !label.is_empty() && facet.label == label);
        known
            .next()
            .map(|facet| Field::Facet(facet.id.clone().into()))
    }

    /// Whether the portal has this facet.
    pub fn has(&self, facet: &str) -> bool {
        self.facets.iter().any(|known| known.id == facet)
    }

    /// Whether a practice may have several values of a facet.
    pub fn is_multiple(&self, facet: &str) -> bool {
        self.facets
            .iter()
            .any(|known| known.id == facet && known.is_multiple)
    }

    /// The order of facets in the navigator.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.facets.iter().map(|facet| facet.id.as_str())
    }

    /// Values that a text names, the longest name first at every word.
    pub fn find(&self, facet: &str, text: &str) -> Match {
        let Some(facet) = self.facets.iter().find(|known| known.id == facet) else {
            return Match::default();
        };
        let written = tokens(text);
        let own: Vec<String> = written.iter().map(|(word, _)| word.clone()).collect();
        let mut found = Match::default();
        let mut seen = BTreeSet::new();
        let mut add = |id: &str| {
            if seen.insert(id.to_owned()) {
                found.values.push(id.to_owned());
            }
        };
        let mut left: Vec<usize> = Vec::new();
        let mut at = 0;
        while at < own.len() {
            let rest = own.get(at..).unwrap_or_default();
            match facet.longest(rest) {
                Some((length, id)) => {
                    add(id);
                    at += length;
                }
                None => {
                    left.push(at);
                    at += 1;
                }
            }
        }
        let classes = classes(&own);
        let mut is_class = BTreeSet::new();
        for (first, last, place) in classes {
            let values = facet.values.iter();
            let about = values.filter(|value| {
                value
                    .classes
                    .is_some_and(|(from, to)| from <= last && first <= to)
            });
            for value in about {
                add(&value.id);
                is_class.extend(place.clone());
            }
        }
        let text_of = |at: usize| {
            written
                .get(at)
                .and_then(|(_, place)| text.get(place.clone()))
        };
        // «Низкая мотивация»: the other words of a label found by one of its synonyms.
        let named = facet
            .values
            .iter()
            .filter(|value| found.values.contains(&value.id));
        let said: Vec<&String> = named
            .flat_map(|value| value.names.iter().flatten())
            .collect();
        let is_left = |at: &usize| {
            let word = own.get(*at).map_or("", String::as_str);
            let is_said = said.iter().any(|known| is_form(known, word));
            !is_class.contains(at) && !EMPTY.contains(&word) && !is_said
        };
        found.left = left
            .into_iter()
            .filter(is_left)
            .filter_map(text_of)
            .map(str::to_owned)
            .collect();
        found
    }
}

impl Facet {
    /// The longest name that these words begin with, and its value.
    fn longest(&self, text: &[String]) -> Option<(usize, &str)> {
        let names = self.values.iter().flat_map(|value| {
            value
                .names
                .iter()
                .map(move |name| (name, value.id.as_str()))
        });
        let fitting = names.filter(|(name, _)| {
            name.len() <= text.len()
                && name
                    .iter()
                    .zip(text)
                    .all(|(known, word)| is_form(known, word))
        });
        let mut best: Option<(usize, &str)> = None;
        for (name, id) in fitting {
            if best.is_none_or(|(length, _)| name.len() > length) {
                best = Some((name.len(), id));
            }
        }
        best
    }
}

fn collect(nodes: &[Node], values: &mut Vec<Value>) {
    for node in nodes {
        let label = node.word("label");
        let mut names = vec![label];
        if let Some((before, inside)) = label.split_once('(') {
            names.extend([before, inside.split(')').next().unwrap_or_default()]);
        }
        names.extend(node.list("synonyms").iter().filter_map(Node::text));
        let words_of = names.into_iter().map(words).filter(|name| !name.is_empty());
        let known = words(label);
        values.push(Value {
            id: node.word("id").to_owned(),
            names: words_of.collect(),
            classes: classes(&known)
                .first()
                .map(|(first, last, _)| (*first, *last)),
        });
        collect(node.list("children"), values);
    }
}

fn words(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|(word, _)| word).collect()
}

/// Whether two words differ only by an ending.
fn is_form(known: &str, word: &str) -> bool {
    const STEM: usize = 3;
    if known == word {
        return true;
    }
    let common = known
        .chars()
        .zip(word.chars())
        .take_while(|(a, b)| a == b)
        .count();
    (STEM..=common).rev().any(|length| {
        let rest = |text: &str| text.chars().skip(length).collect::<String>();
        ENDINGS.contains(&rest(known).as_str()) && ENDINGS.contains(&rest(word).as_str())
    })
}

/// «5–9 классы», «7 и 8 классов»: first and last class, and which words say so. The signs between
/// numbers are not among the words, so two numbers in a row are a range.
fn classes(words: &[String]) -> Vec<(u32, u32, Range<usize>)> {
    let number = |at: usize| -> Option<u32> {
        let digits = words
            .get(at)?
            .trim_end_matches(|c: char| !c.is_ascii_digit());
        digits.parse().ok().filter(|class| (1..=12).contains(class))
    };
    let mut found = Vec::new();
    for (at, _) in words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.starts_with("класс"))
    {
        let mut from = at;
        let mut numbers = Vec::new();
        while let Some(before) = from.checked_sub(1) {
            let is_between = words
                .get(before)
                .is_some_and(|word| matches!(word.as_str(), "и" | "е" | "й" | "х" | "по"));
            match number(before) {
                Some(class) => numbers.push(class),
                None if is_between => {}
                None => break,
            }
            from = before;
        }
        if let (Some(first), Some(last)) = (numbers.iter().min(), numbers.iter().max()) {
            found.push((*first, *last, from..at + 1));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAVIGATOR: &str = "
facets:
  - id: level
    label: Уровень образования
    values:
      - {id: noo, label: 1–4 классы (начальное общее), synonyms: [НОО, начальная школа]}
      - {id: ooo, label: 5–9 классы (основное общее), synonyms: [ООО]}
      - {id: soo, label: 10–11 классы (среднее общее)}
  - id: subject
    label: Предмет
    values:
      - id: philology
        label: Русский язык и литература
        children: [{id: russian, label: Русский язык}]
      - {id: math, label: Математика, synonyms: [алгебра]}
  - {id: year, label: Год, from: year}
";

    #[test]
    fn values_are_found_by_label_synonym_form_and_class_and_other_words_are_named() {
        let vocabulary = Vocabulary::read(NAVIGATOR);
        for (facet, text, values, left) in [
            ("level", "ООО", "ooo", ""),
            ("level", "Основное общее образование", "ooo", ""),
            ("level", "начальное общее, основное общее", "noo ooo", ""),
            ("level", "5-9 классы", "ooo", ""),
            ("level", "обучающиеся 7-х классов", "ooo", ""),
            ("level", "3–6 класс", "noo ooo", ""),
            ("level", "дошкольники, 10 класс", "soo", "дошкольники"),
            ("subject", "русский язык", "russian", ""),
            ("subject", "Русский язык и литература", "philology", ""),
            ("subject", "уроки математики и алгебры", "math", ""),
            ("subject", "физика, математика", "math", "физика"),
            ("subject", "методист", "", "методист"),
        ] {
            let found = vocabulary.find(facet, text);
            assert_eq!(
                (found.values.join(" "), found.left.join(" ")),
                (values.to_owned(), left.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn a_facet_is_known_by_its_label_unless_it_is_derived() {
        let vocabulary = Vocabulary::read(NAVIGATOR);
        assert_eq!(
            vocabulary.field("предмет:"),
            Some(Field::Facet("subject".into()))
        );
        assert_eq!(vocabulary.field("Год"), None);
    }
}
