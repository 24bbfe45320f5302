//! The order in which a person looks for a title.

use std::cmp::Ordering;

/// A key that sorts titles as a Russian reader does: ё after е, «2» before «10», any case, quotes
/// and other signs only where nothing else differs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey {
    parts: Vec<Part>,
    /// Decides between titles that differ only in case or signs, so that the order is total.
    text: String,
}

/// A run of a title; numbers come before letters, a gap between words before both.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Gap,
    Number(Digits),
    Letters(Vec<u32>),
}

/// Digits without leading zeros: any length compares, nothing overflows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Digits(String);

impl Ord for Digits {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.0.len(), &self.0).cmp(&(other.0.len(), &other.0))
    }
}

impl PartialOrd for Digits {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The key of a title; compute it once per title, not once per comparison.
pub fn sort_key(text: &str) -> SortKey {
    let mut parts = Vec::new();
    for character in text.chars().flat_map(char::to_lowercase) {
        if let Some(digit) = character.to_digit(10) {
            let digit = char::from_digit(digit, 10).unwrap_or('0');
            match parts.last_mut() {
                Some(Part::Number(Digits(digits))) if digits == "0" => *digits = digit.to_string(),
                Some(Part::Number(Digits(digits))) => digits.push(digit),
                _ => parts.push(Part::Number(Digits(digit.to_string()))),
            }
        } else if is_letter(character) {
            match parts.last_mut() {
                Some(Part::Letters(letters)) => letters.push(weight(character)),
                _ => parts.push(Part::Letters(vec![weight(character)])),
            }
        } else if !matches!(parts.last(), None | Some(Part::Gap)) {
            parts.push(Part::Gap);
        }
    }
    if matches!(parts.last(), Some(Part::Gap)) {
        parts.pop();
    }
    SortKey {
        parts,
        text: text.to_owned(),
    }
}

/// Letters of Russian and English first: the general question is a search in a table.
fn is_letter(character: char) -> bool {
    matches!(character, 'a'..='z' | 'а'..='я' | 'ё') || character.is_alphanumeric()
}

/// The place of a letter in the alphabet; doubling leaves room for ё between е and ж.
fn weight(letter: char) -> u32 {
    match letter {
        'ё' => u32::from('е') * 2 + 1,
        letter => u32::from(letter) * 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_order(titles: &[&str]) {
        let mut sorted = titles.to_vec();
        sorted.reverse();
        sorted.sort_by_cached_key(|title| sort_key(title));
        assert_eq!(sorted, titles);
    }

    #[test]
    fn titles_sort_as_a_reader_expects() {
        assert_order(&["Ель", "ёлка", "Ёлочка", "жук"]);
        assert_order(&["СОШ № 2", "СОШ № 10", "СОШ № 101"]);
        assert_order(&["Приказ 3.2", "Приказ 3.10"]);
        assert_order(&["анализ", "Анализ данных", "«Аналитика»"]);
        assert_order(&[
            "2 шага",
            "Английский",
            "арифметика",
            "Шаг 1",
            "шаг 02",
            "Шаг 3",
        ]);
    }

    #[test]
    fn titles_that_differ_only_in_case_still_have_an_order() {
        assert_ne!(sort_key("Опыт"), sort_key("опыт"));
        assert_order(&["Опыт", "опыт"]);
    }
}
