//! The text before the table: the order itself, as far as it says who, when, what and on what ground.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::plan::flat;
use crate::timing::month;

mod acts;
mod addressees;
mod text;

pub use acts::{Act, acts};
pub use addressees::Addressees;
pub use text::{Links, card, document};

/// An order as its own text tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Type of the document, as content files name it.
    pub kind: &'static str,
    /// Its title: «Об …».
    pub title: String,
    /// Number, without the spaces that recognition put around hyphens.
    pub number: String,
    /// The day it was signed.
    pub date: Option<Date>,
    /// The lines above the word «ПРИКАЗ».
    pub header: Vec<String>,
    /// The words between the title and «приказываю».
    pub preamble: String,
    /// Its points: number and text.
    pub points: Vec<(String, String)>,
    /// All paragraphs, for the body of the entry.
    pub paragraphs: Vec<String>,
}

/// Words that stand alone in a line and say what the document is.
const KINDS: &[(&str, &str)] = &[
    ("приказ", "order"),
    ("распоряжение", "directive"),
    ("постановление", "resolution"),
    ("решение", "decision"),
    ("протокол", "protocol"),
    ("письмо", "letter"),
];

/// The word after which points begin.
const VERBS: &[&str] = &[
    "приказываю",
    "постановляю",
    "постановляет",
    "распоряжаюсь",
    "решил",
    "обязываю",
    "п р и к а з ы в а ю",
];

/// Who signs: the line ends the points.
const SIGNATURES: &[&str] = &[
    "директор",
    "начальник",
    "заместитель",
    "глава",
    "руководитель",
    "министр",
    "председатель",
    "и.о.",
    "и. о.",
    "исполняющий",
    "врио",
];

static NUMERIC: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[«\x22]?\s*(\d{1,2})\s*[»\x22]?\s*[. ]\s*(\d{1,2})\s*[. ]\s*((?:19|20)\d\d)").ok()
});
static WORDED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)[«\x22]?\s*(\d{1,2})\s*[»\x22]?\s+(\p{L}+)\s+((?:19|20)\d\d)").ok()
});
static NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"№\s*([0-9A-Za-zА-Яа-яЁё/ .–-]*[0-9A-Za-zА-Яа-яЁё])").ok());
static BARE_NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\d+(?:[-/][0-9A-Za-zА-Яа-яЁё]+)+$").ok());
static POINT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(\d{1,3}(?:\.\d{1,3}){0,4})\.\s*(.*)$").ok());

/// Reads the paragraphs above the annex; `None` when none of them says what document it is.
pub fn read(paragraphs: &[String]) -> Option<Order> {
    let lines: Vec<String> = paragraphs.iter().map(|text| plain(text)).collect();
    let (at, kind) = lines
        .iter()
        .enumerate()
        .find_map(|(at, line)| Some((at, kind_of(line)?)))?;
    let end = lines
        .iter()
        .position(|line| is_annex(line))
        .unwrap_or(lines.len());
    let below = lines.get(at + 1..end)?;
    let verb = below.iter().position(|line| is_verb(line));
    let title_at = below.iter().position(|line| is_title(line));
    let head_end = title_at.or(verb).unwrap_or(below.len());
    let mut order = Order {
        kind,
        header: lines
            .get(..at)
            .unwrap_or_default()
            .iter()
            .filter(|line| !line.is_empty())
            .cloned()
            .collect(),
        paragraphs: paragraphs
            .iter()
            .take(end)
            .map(|text| plain(text))
            .filter(|text| !text.is_empty())
            .collect(),
        ..Order::default()
    };
    let mut after_title = head_end;
    if let Some(start) = title_at {
        let is_more = |line: &&String| line.starts_with(char::is_lowercase) && !is_verb(line);
        let more = below.iter().skip(start + 1).take_while(is_more).count();
        after_title = start + 1 + more;
        order.title = flat(&below.get(start..after_title)?.join(" "));
    }
    // Requisites stand above the title, or, in regional orders, below it; never in long paragraphs.
    let requisites = below
        .iter()
        .take(verb.unwrap_or(below.len()))
        .filter(|line| line.chars().count() < 60);
    for line in requisites {
        order.date = order.date.or_else(|| date(line));
        if order.number.is_empty() {
            order.number = number(line).unwrap_or_default();
        }
    }
    if let Some(verb) = verb {
        let long = |line: &&String| line.chars().count() >= 60 || line.ends_with(',');
        let preamble = below
            .get(after_title..=verb)
            .unwrap_or_default()
            .iter()
            .filter(long);
        order.preamble = flat(&preamble.cloned().collect::<Vec<_>>().join(" "));
        order.points = points(below.get(verb + 1..).unwrap_or_default());
    }
    Some(order)
}

fn plain(text: &str) -> String {
    flat(text.trim().trim_matches('*'))
}

fn kind_of(line: &str) -> Option<&'static str> {
    let word: String = line
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect();
    KINDS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, kind)| *kind)
}

fn is_annex(line: &str) -> bool {
    line.to_lowercase().starts_with("приложение")
}

fn is_verb(line: &str) -> bool {
    let line = line.to_lowercase();
    let line = line.trim_end_matches(':').trim_end();
    VERBS.iter().any(|verb| line.ends_with(verb))
}

fn is_title(line: &str) -> bool {
    ["О ", "Об ", "Обо ", "О\u{a0}"]
        .iter()
        .any(|start| line.starts_with(start))
}

/// A day in figures or with the month in words.
pub fn date(text: &str) -> Option<Date> {
    let worded = WORDED.as_ref().and_then(|known| {
        known.captures_iter(text).find_map(|found| {
            let month = month(&found.get(2)?.as_str().to_lowercase())?;
            day(
                found.get(3)?.as_str(),
                &month.to_string(),
                found.get(1)?.as_str(),
            )
        })
    });
    worded.or_else(|| {
        let found = NUMERIC.as_ref()?.captures(text)?;
        day(
            found.get(3)?.as_str(),
            found.get(2)?.as_str(),
            found.get(1)?.as_str(),
        )
    })
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn number(line: &str) -> Option<String> {
    let line = line.trim();
    let bare = || {
        BARE_NUMBER
            .as_ref()
            .filter(|known| known.is_match(line))
            .map(|_| line.to_owned())
    };
    let found = NUMBER.as_ref().and_then(|known| known.captures(line));
    let number = match found.and_then(|found| Some(found.get(1)?.as_str().to_owned())) {
        Some(number) => number,
        None => bare()?,
    };
    let number = flat(&number.replace(['–', '—'], "-"));
    let number = number
        .replace(" - ", "-")
        .replace("- ", "-")
        .replace(" -", "-");
    number.chars().any(|c| c.is_ascii_digit()).then_some(number)
}

/// «3.1. Исполнение …»; a paragraph without a number continues its point, the signature ends them.
fn points(lines: &[String]) -> Vec<(String, String)> {
    let mut points: Vec<(String, String)> = Vec::new();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let found = POINT.as_ref().and_then(|known| known.captures(line));
        let parts = found.and_then(|found| {
            Some((
                found.get(1)?.as_str().to_owned(),
                found.get(2)?.as_str().to_owned(),
            ))
        });
        match (parts, points.last_mut()) {
            (Some((number, text)), last) if last.is_some() || number == "1" => {
                points.push((number, flat(&text)))
            }
            (_, Some(_)) if is_signature(line) => break,
            (_, Some((_, text))) => super::plan::join(text, line),
            _ => {}
        }
    }
    points
}

fn is_signature(line: &str) -> bool {
    let lower = line.to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or_default();
    line.chars().count() < 80 && SIGNATURES.contains(&first) && !line.ends_with([':', ';'])
}

impl Order {
    /// The point that begins with this word: «Контроль», «Ответственность».
    pub fn point_of(&self, word: &str) -> Option<&(String, String)> {
        self.points.iter().find(|(_, text)| text.starts_with(word))
    }
}

#[cfg(test)]
mod tests {
    use super::{date, number};

    #[test]
    fn days_are_read_as_orders_write_them() {
        for text in [
            "от «08» 02 2022г.",
            "08.02.2022",
            "«08» февраля 2022 г.",
            "от 8 февраля 2022 года",
        ] {
            assert_eq!(
                date(text).map(|d| d.to_string()).as_deref(),
                Some("2022-02-08"),
                "{text}"
            );
        }
        assert_eq!(date("31.11.2022"), None);
    }

    #[test]
    fn a_number_loses_the_spaces_of_recognition() {
        for (text, expected) in [
            ("№ 54 - О", Some("54-О")),
            ("10-П-86", Some("10-П-86")),
            ("от 01.02.2022 № 15", Some("15")),
            ("Мегион", None),
        ] {
            assert_eq!(number(text).as_deref(), expected, "{text}");
        }
    }
}
