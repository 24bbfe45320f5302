//! Results that words or tables give in plain numbers, before and after. Nothing is concluded: a line
//! of another form stays text.

use std::sync::LazyLock;

use regex::Regex;

use super::lines::Line;
use crate::import::plan::flat;
use crate::import::yaml;

/// One measured result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub indicator: String,
    pub unit: String,
    pub before: String,
    pub after: String,
    pub n: String,
    pub method: String,
}

const NUMBER: &str = r"\d+(?:[.,]\d+)?";
const UNIT: &str = r"(?:%|процент\p{L}*|балл\p{L}*|чел\.?|человек\p{L}*|шт\.?|час\p{L}*|раз\p{L}*)";
const VERB: &str = r"(?:увелич|вырос|возрос|повыс|сниз|уменьш|сократ|улучш|упал|измен)\p{L}*";

/// «…: с 51 % до 73 %», «…: было 51, стало 73», «…: 51 % → 73 %».
static PLAIN: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let (b, a) = (
        format!(r"(?P<before>{NUMBER})\s*(?P<unit>{UNIT})?"),
        format!(r"(?P<after>{NUMBER})\s*(?P<last>{UNIT})?"),
    );
    let dash = r"[\s:–—-]";
    [
        format!(r"(?i)^(?P<indicator>.+?){dash}+(?:{VERB}\s+)?со?\s+{b}\s+до\s+{a}$"),
        format!(r"(?i)^(?P<indicator>.+?){dash}+(?:было|до)(?:\s+внедрения)?{dash}+{b}\s*[,;/–—-]?\s*(?:а\s+)?(?:стало|после)(?:\s+внедрения)?{dash}+{a}$"),
        format!(r"(?i)^(?P<indicator>.+?){dash}+{b}\s*(?:→|->|=>)\s*{a}$"),
    ]
    .iter()
    .filter_map(|pattern| Regex::new(pattern).ok())
    .collect()
});

/// What makes «с … до …» a change.
static CHANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)увелич|вырос|рост|возрос|повы[сш]|сни[зж]|уменьш|сокра[тщ]|улучш|упал|измен|[:–—-]\s*(?:со?|до)\s").ok()
});

/// The longest indicator that is not rather a sentence.
const LONGEST: usize = 160;

/// What the columns of a table of results are, by the beginning of their headings.
const COLUMNS: &[(&str, &str)] = &[
    ("показател", "indicator"),
    ("индикатор", "indicator"),
    ("критери", "indicator"),
    ("результат", "indicator"),
    ("единиц", "unit"),
    ("ед.", "unit"),
    ("ед ", "unit"),
    ("до", "before"),
    ("было", "before"),
    ("исходн", "before"),
    ("начальн", "before"),
    ("на начало", "before"),
    ("вход", "before"),
    ("после", "after"),
    ("стало", "after"),
    ("итог", "after"),
    ("достигнут", "after"),
    ("на конец", "after"),
    ("выход", "after"),
    ("число участник", "n"),
    ("количество участник", "n"),
    ("сколько измер", "n"),
    ("выборк", "n"),
    ("метод", "method"),
    ("способ", "method"),
    ("инструмент", "method"),
    ("как измер", "method"),
];

fn part(heading: &str) -> Option<&'static str> {
    let heading = flat(heading).to_lowercase();
    let found = COLUMNS
        .iter()
        .find(|(beginning, _)| heading.starts_with(beginning));
    found
        .map(|(_, part)| *part)
        .or((heading == "n").then_some("n"))
}

/// Whether these are headings of a table of results.
pub fn is_head(cells: &[&str]) -> bool {
    let parts: Vec<&str> = cells.iter().filter_map(|cell| part(cell)).collect();
    parts.contains(&"indicator") && (parts.contains(&"before") || parts.contains(&"after"))
}

/// The results of a row, and whether every word of it is in them.
pub fn read(lines: &[Line]) -> (Vec<Outcome>, bool) {
    if let Some((head, rows)) = lines.split_first()
        && head.is_row()
        && is_head(&head.cells())
    {
        return of_table(&head.cells(), rows);
    }
    let found: Vec<Outcome> = lines.iter().filter_map(of_line).collect();
    let is_whole = found.len() == lines.len() && !found.is_empty();
    (found, is_whole)
}

fn of_line(line: &Line) -> Option<Outcome> {
    let text = flat(&line.text.replace('\t', ": "));
    let text = text.trim_end_matches(['.', ';', ',']);
    let parts = PLAIN.iter().find_map(|pattern| pattern.captures(text))?;
    // «Дети с 7 до 11» is no change: a change has its verb, its noun, or a sign before the numbers.
    let is_change = |known: &Regex| known.is_match(text);
    if text.contains(" до ") && !CHANGE.as_ref().is_some_and(is_change) {
        return None;
    }
    let said = |name: &str| parts.name(name).map_or("", |part| part.as_str());
    let units = [said("unit"), said("last")];
    // Two units are two measures.
    let is_one = units.iter().all(|unit| unit.is_empty())
        || units[0].is_empty()
        || units[1].is_empty()
        || same(units[0], units[1]);
    let indicator = said("indicator")
        .trim()
        .trim_end_matches([':', ',', '–', '—', '-', ' ']);
    if !is_one || indicator.chars().count() > LONGEST || indicator.contains(". ") {
        return None;
    }
    Some(Outcome {
        indicator: indicator.to_owned(),
        unit: units[1..]
            .iter()
            .chain(&units[..1])
            .find(|unit| !unit.is_empty())
            .copied()
            .unwrap_or_default()
            .to_owned(),
        before: said("before").to_owned(),
        after: said("after").to_owned(),
        ..Outcome::default()
    })
}

fn same(first: &str, second: &str) -> bool {
    let stem = |text: &str| text.to_lowercase().chars().take(3).collect::<String>();
    stem(first) == stem(second)
}

fn of_table(head: &[&str], rows: &[Line]) -> (Vec<Outcome>, bool) {
    let parts: Vec<Option<&str>> = head.iter().map(|cell| part(cell)).collect();
    let mut is_whole = parts
        .iter()
        .zip(head)
        .all(|(part, cell)| part.is_some() || cell.starts_with('№'));
    let mut found = Vec::new();
    for row in rows {
        let mut outcome = Outcome::default();
        for (at, cell) in row
            .cells()
            .into_iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
        {
            let target = match parts.get(at).copied().flatten() {
                Some("indicator") => &mut outcome.indicator,
                Some("unit") => &mut outcome.unit,
                Some("before") => &mut outcome.before,
                Some("after") => &mut outcome.after,
                Some("n") => &mut outcome.n,
                Some(_) => &mut outcome.method,
                None => {
                    is_whole &= head.get(at).is_some_and(|head| head.starts_with('№'));
                    continue;
                }
            };
            *target = if target.is_empty() {
                flat(cell)
            } else {
                format!("{target}; {}", flat(cell))
            };
        }
        match outcome.indicator.is_empty() || outcome.before.is_empty() && outcome.after.is_empty()
        {
            true => is_whole = false,
            false => {
                outcome.settle_unit();
                found.push(outcome);
            }
        }
    }
    (found, is_whole)
}

impl Outcome {
    /// «Охват, %», or «51 %» in both cells of a row: the sign is the unit.
    fn settle_unit(&mut self) {
        let named = self
            .indicator
            .strip_suffix(", %")
            .or(self.indicator.strip_suffix(" (%)"));
        if let Some(name) = named.filter(|_| self.unit.is_empty()).map(str::to_owned) {
            (self.indicator, self.unit) = (name, "%".to_owned());
        }
        let bare = |text: &str| {
            text.strip_suffix('%')
                .map(|number| number.trim().to_owned())
        };
        if let (true, Some(before), Some(after)) =
            (self.unit.is_empty(), bare(&self.before), bare(&self.after))
        {
            (self.before, self.after, self.unit) = (before, after, "%".to_owned());
        }
    }
}

/// The lines of the field.
pub fn field(outcomes: &[Outcome]) -> Vec<String> {
    let mut lines = vec!["results:".to_owned()];
    for outcome in outcomes {
        let mut fields = yaml::field(4, "indicator", &outcome.indicator);
        if !outcome.unit.is_empty() {
            fields.extend(yaml::field(4, "unit", &outcome.unit));
        }
        for (key, text) in [
            ("before", &outcome.before),
            ("after", &outcome.after),
            ("n", &outcome.n),
        ] {
            if !text.is_empty() {
                fields.extend(super::quantity(4, key, text));
            }
        }
        if !outcome.method.is_empty() {
            fields.extend(yaml::field(4, "method", &outcome.method));
        }
        lines.extend(yaml::mapping_item(2, fields));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_numbers_before_and_after_are_results() {
        for (text, found) in [
            (
                "Доля успевающих выросла с 51 % до 73 %.",
                Some("Доля успевающих|51|73|%"),
            ),
            (
                "Средний балл: было 3,2, стало 3,8",
                Some("Средний балл|3,2|3,8|"),
            ),
            (
                "Сданные работы – 51 % → 73 %",
                Some("Сданные работы|51|73|%"),
            ),
            (
                "Пропуски сократились с 120 до 80 часов",
                Some("Пропуски|120|80|часов"),
            ),
            ("Качество выросло с 40 % до 3 баллов", None),
            ("Выросла мотивация учеников", None),
            ("Участвовали дети с 7 до 11 лет", None),
            ("Работаем с 2019 года до сих пор", None),
        ] {
            let outcome = of_line(&Line::of(text));
            let shown =
                outcome.map(|o| format!("{}|{}|{}|{}", o.indicator, o.before, o.after, o.unit));
            assert_eq!(shown.as_deref(), found, "{text}");
        }
    }
}
