//! What stands between the order and the table: which annex it is, the title of the plan, its period.

use std::sync::LazyLock;

use regex::Regex;

use super::{definitions, flat};

static YEARS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b((?:19|20)\d\d)\s*(?:[-–—/]|\s+и\s+)\s*((?:19|20)?\d\d)\b\s*(уч)?").ok()
});
static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b((?:19|20)\d\d)\b").ok());
static APPROVE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^утвердить\s+(?:прилагаем\w+\s+)?(?:следующ\w+\s+)?(.+)$").ok()
});

/// The heading of the annex.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// «Приложение к приказу …», printed as written.
    pub annex: String,
    /// Title of the plan.
    pub title: String,
}

/// Reads the paragraphs above the table, from the line «Приложение …» on.
pub fn read(paragraphs: &[&str]) -> Heading {
    let begins = |text: &&str| text.trim().to_lowercase().starts_with("приложение");
    let Some(start) = paragraphs.iter().rposition(begins) else {
        return Heading::default();
    };
    let lines = paragraphs.get(start..).unwrap_or_default();
    let end = lines
        .iter()
        .position(|line| ends_annex(line))
        .map_or(1, |at| at + 1);
    let annex = annex(lines.get(..end).unwrap_or_default());
    Heading {
        annex,
        title: title(&whole_title(lines.get(end..).unwrap_or_default())),
    }
}

/// The words of the annex: torn lines are one, but the act that a bare «Приложение» stands above has its own.
fn annex(lines: &[&str]) -> String {
    const ACTS: [&str; 5] = [
        "Приказ",
        "Распоряжение",
        "Постановление",
        "Решение",
        "Протокол",
    ];
    let mut annex = String::new();
    for line in lines {
        let line = flat(line);
        let is_act = ACTS.iter().any(|act| line.starts_with(act));
        match is_act && !annex.is_empty() {
            true => {
                annex.push('\n');
                annex.push_str(&line);
            }
            false => super::join(&mut annex, &line),
        }
    }
    annex
}

/// The line with the number or the day of the order ends the words of the annex.
fn ends_annex(line: &str) -> bool {
    let line = line.to_lowercase();
    line.contains('№') && (line.contains("от ") || line.contains("г.") || line.contains("20"))
        || line.contains(" от ") && line.contains("20")
}

/// The lines of the title: once it has named its period, a line in capitals begins something else.
fn whole_title(lines: &[&str]) -> String {
    const WORDS: [&str; 6] = ["план", "дорожн", "программ", "комплекс", "график", "меропр"];
    let mut title = String::new();
    for line in lines {
        if period(&title).is_some() && line.trim_start().starts_with(char::is_uppercase) {
            break;
        }
        super::join(&mut title, line);
    }
    let lower = title.to_lowercase();
    match WORDS.iter().any(|word| lower.contains(word)) {
        true => title,
        // A notice or a name of an organization: the title stands elsewhere.
        false => String::new(),
    }
}

/// A title without «(далее – …)» and «УТВЕРЖДЁН».
fn title(text: &str) -> String {
    let text = definitions::without(text);
    let text = text.trim_matches(|c: char| matches!(c, '*' | '.' | ' '));
    text.to_owned()
}

/// «Утвердить прилагаемый план … , согласно приложению» → the title of the plan in that point.
pub fn title_of_point(point: &str) -> Option<String> {
    let found = APPROVE.as_ref()?.captures(point.trim())?;
    let text = definitions::without(found.get(1)?.as_str());
    let text = text
        .split(", согласно")
        .next()?
        .split(" согласно прилож")
        .next()?;
    let text = text
        .split(" (приложение")
        .next()?
        .trim()
        .trim_end_matches('.')
        .trim();
    // «дорожную карту» is the one form that an order declines.
    let text = text
        .replace("дорожную карту", "дорожная карта")
        .replace("программу", "программа");
    let is_plan = ["план", "дорожн", "программ", "комплекс", "перечень"];
    let lower = text.to_lowercase();
    let fits = is_plan.iter().any(|word| lower.contains(word));
    let mut letters = text.chars();
    let first = letters.next().filter(|_| fits)?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// The period that a title names: `2022`, `2022-2024`, `2021/2022`.
pub fn period(title: &str) -> Option<String> {
    let years = YEARS
        .as_ref()
        .and_then(|known| known.captures_iter(title).last());
    if let Some(found) = years {
        let first = found.get(1)?.as_str();
        let second = found.get(2)?.as_str();
        let second = match second.len() {
            2 => format!("{}{second}", first.get(..2)?),
            _ => second.to_owned(),
        };
        let (from, to): (i32, i32) = (first.parse().ok()?, second.parse().ok()?);
        let is_school =
            to == from + 1 && (found.get(3).is_some() || found.get(0)?.as_str().contains('/'));
        if is_school {
            return Some(format!("{first}/{second}"));
        }
        if to > from && to - from <= 20 {
            return Some(format!("{first}-{second}"));
        }
    }
    let year = YEAR.as_ref()?.captures_iter(title).last()?;
    Some(year.get(1)?.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{period, title_of_point};

    #[test]
    fn a_period_is_read_from_a_title() {
        for (title, expected) in [
            ("План на 2022 год", Some("2022")),
            ("«Дорожная карта» на 2022-2024 годы", Some("2022-2024")),
            ("План на 2022 – 24 годы", Some("2022-2024")),
            ("План на 2021/2022 учебный год", Some("2021/2022")),
            (
                "План на плановый период 2021-2022 уч. г.",
                Some("2021/2022"),
            ),
            ("План работы", None),
        ] {
            assert_eq!(period(title).as_deref(), expected, "{title}");
        }
    }

    #[test]
    fn the_first_point_names_the_plan() {
        assert_eq!(
            title_of_point("Утвердить прилагаемый план мероприятий («дорожную карту») на 2022 год, согласно приложению.").as_deref(),
            Some("План мероприятий («дорожная карта») на 2022 год")
        );
        assert_eq!(title_of_point("Утвердить состав рабочей группы."), None);
    }
}
