//! «75 учителей», «26 команд (78 слушателей)», «100% участие»: numbers that a result may promise.

use std::sync::LazyLock;

use regex::Regex;

static COUNTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(\d{1,3}(?:[ \u{a0}]\d{3})+|\d{1,6}(?:,\d+)?)\s*(%|[а-яё]+(?:[ -][а-яё]+)?)").ok()
});

/// Words after a number that say a time, a place in a list or a grade, not an amount.
const NO_UNITS: &[&str] = &[
    "год",
    "гг",
    "г",
    "квартал",
    "месяц",
    "январ",
    "феврал",
    "март",
    "апрел",
    "мая",
    "май",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
    "класс",
    "х ",
    "й ",
    "го ",
    "м ",
    "полугоди",
    "пункт",
    "статья",
    "раз ",
    "дней",
    "дня",
    "рабочих",
    "уч ",
    "уч.",
    "учебн",
    "и ",
    "на ",
    "по ",
    "с ",
    "в ",
    "от ",
    "до ",
    "№",
];

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The sentence that holds it, without the number.
    pub name: String,
    /// «учителей», «%».
    pub unit: String,
    /// The number.
    pub target: String,
}

/// The numbers of a result; a person decides which of them are indicators.
pub fn find(result: &str) -> Vec<Proposed> {
    let Some(counted) = COUNTED.as_ref() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for number in counted.captures_iter(result) {
        let (Some(whole), Some(value), Some(unit)) = (number.get(0), number.get(1), number.get(2))
        else {
            continue;
        };
        let before = result.get(..whole.start()).unwrap_or_default();
        let is_part = before
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | '№' | '–'))
            || before.trim_end().ends_with('№');
        let after = format!("{} ", unit.as_str());
        let is_no_unit = NO_UNITS.iter().any(|word| after.starts_with(word));
        if is_part || is_no_unit {
            continue;
        }
        found.push(Proposed {
            name: name(result, whole.start()..whole.end(), value.as_str()),
            unit: noun(unit.as_str()),
            target: value
                .as_str()
                .replace([' ', '\u{a0}'], "")
                .replace(',', "."),
        });
    }
    found
}

/// «управленческих команд» is one unit, «учителей математики» is a unit and more.
fn noun(words: &str) -> String {
    let first = words.split([' ', '-']).next().unwrap_or_default();
    let is_adjective = ["ых", "их", "ные", "ого"]
        .iter()
        .any(|end| first.ends_with(end));
    if is_adjective {
        words.to_owned()
    } else {
        first.to_owned()
    }
}

/// The sentence around the number, without it.
fn name(result: &str, place: std::ops::Range<usize>, value: &str) -> String {
    let before = result.get(..place.start).unwrap_or_default();
    let after = result.get(place.start..).unwrap_or_default();
    let start = before.rfind(". ").map_or(0, |at| at + 2);
    let end = after.find(". ").unwrap_or(after.len());
    let sentence = result.get(start..place.start + end).unwrap_or_default();
    let bracket = before
        .rfind('(')
        .filter(|open| *open >= start && !before.get(*open..).unwrap_or_default().contains(')'));
    let closed = after.find(')').map(|close| place.start + close + 1);
    let sentence = match bracket.zip(closed) {
        // «(78 слушателей)»: the words around the bracket say what is counted.
        Some((open, close)) => format!(
            "{}{}",
            result.get(start..open).unwrap_or_default(),
            result
                .get(close..close.max(place.start + end))
                .unwrap_or_default()
        ),
        None => sentence
            .replacen(&format!("{value}%"), "", 1)
            .replacen(value, "", 1),
    };
    let sentence = super::flat(&sentence);
    let mut letters = sentence.trim_end_matches('.').chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn amounts_are_proposed_and_dates_and_grades_are_not() {
        let found = |text: &str| -> Vec<String> {
            find(text)
                .into_iter()
                .map(|p| format!("{} {}", p.target, p.unit))
                .collect()
        };
        assert_eq!(
            found("Повышение квалификации 75 учителей математики"),
            ["75 учителей"]
        );
        assert_eq!(
            found("членов 26 управленческих команд (78 слушателей)"),
            ["26 управленческих команд", "78 слушателей"]
        );
        assert_eq!(found("100% участие ОО"), ["100 %"]);
        assert_eq!(
            found("в 2021-2023 гг., 9 классы, 2022 год, приказ № 15 от 20.03.2022"),
            Vec::<String>::new()
        );
    }
}
