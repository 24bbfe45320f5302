//! The order in which a person looks for a title.

/// A key that sorts titles as a Russian reader does: ё after е, «2» before «10», any case, quotes
/// and other signs only where nothing else differs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey {
    /// Runs of the title, one after another in one list, so that a comparison is one pass: [`GAP`] alone,
    /// [`NUMBER`] with the count of its digits and the digits, [`LETTERS`] with their weights and [`END`].
    runs: Vec<u32>,
    /// Decides between titles that differ only in case or signs, so that the order is total.
    text: String,
}

/// Less than the weight of any letter: a word stands before the longer ones that it begins.
const END: u32 = 0;
/// A gap between words comes before numbers, and these before letters.
const GAP: u32 = 1;
const NUMBER: u32 = 2;
const LETTERS: u32 = 3;

/// What a run is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Gap,
    Number,
    Letters,
}

/// The key of a title; compute it once per title, not once per comparison.
pub fn sort_key(text: &str) -> SortKey {
    let mut runs: Vec<u32> = Vec::with_capacity(text.len());
    let mut open = None;
    let mut digits_at = 0;
    for character in text.chars().flat_map(char::to_lowercase) {
        let digit = character.to_digit(10);
        let run = match digit {
            Some(_) => Run::Number,
            None if is_letter(character) => Run::Letters,
            // Signs before the first letter or number say nothing about the order.
            None if open.is_none() => continue,
            None => Run::Gap,
        };
        if open != Some(run) {
            if open == Some(Run::Letters) {
                runs.push(END);
            }
            match run {
                Run::Gap => runs.push(GAP),
                Run::Letters => runs.push(LETTERS),
                Run::Number => {
                    digits_at = runs.len() + 1;
                    runs.extend([NUMBER, 0]);
                }
            }
            open = Some(run);
        }
        match digit {
            // Without leading zeros a number of more digits is greater, however many they are.
            Some(digit) if runs[digits_at..] == [1, 0] => runs[digits_at + 1] = digit,
            Some(digit) => {
                runs[digits_at] += 1;
                runs.push(digit);
            }
            None if run == Run::Letters => runs.push(weight(character)),
            None => {}
        }
    }
    match open {
        Some(Run::Gap) => drop(runs.pop()),
        Some(Run::Letters) => runs.push(END),
        Some(Run::Number) | None => {}
    }
    SortKey {
        runs,
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
