//! Stages of a passport → steps: rows of a table, items of a list, «1 этап – …» with what stands below.

use std::sync::LazyLock;

use regex::Regex;

use super::lines::{self, Line};
use crate::import::plan::flat;
use crate::import::yaml;

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    pub title: String,
    pub who: String,
    pub hours: String,
    pub product: String,
}

/// What the columns of a table of stages are, by the beginning of their headings; the term goes to the title.
const COLUMNS: &[(&str, Part)] = &[
    ("этап", Part::Title),
    ("шаг", Part::Title),
    ("наименование этапа", Part::Title),
    ("название этапа", Part::Title),
    ("что дела", Part::Title),
    ("содержание", Part::More),
    ("мероприяти", Part::More),
    ("действи", Part::More),
    ("деятельность", Part::More),
    ("срок", Part::Term),
    ("период", Part::Term),
    ("дата", Part::Term),
    ("месяц", Part::Term),
    ("час", Part::Hours),
    ("время", Part::Hours),
    ("длительност", Part::Hours),
    ("трудозатрат", Part::Hours),
    ("ответствен", Part::Who),
    ("исполнител", Part::Who),
    ("кто", Part::Who),
    ("результат", Part::Product),
    ("продукт", Part::Product),
    ("итог", Part::Product),
    ("что получ", Part::Product),
    ("выход", Part::Product),
    ("№", Part::Number),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Number,
    Title,
    More,
    Term,
    Who,
    Hours,
    Product,
}

/// A line that names a stage.
static STAGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:\d{1,2}|[ivx]{1,4})(?:-?[йя]|[.)])?\s*(?:этап|шаг|стадия)|(?:этап|шаг|стадия)\s*(?:№\s*)?(?:\d{1,2}|[ivx]{1,4}\b)|(?:перв|втор|трет|четв[её]рт|пят|подготовит|организацион|диагностич|аналитич|проектиров|основн|практич|реализац|внедренч|рефлексив|заключит|обобщ|итогов|контрольн)\p{L}*(?:[\s-]+\p{L}+)?\s+(?:этап|шаг))").ok()
});
/// «1) … 2) …» in one line.
static INLINE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s,;:])(\d{1,2})[.)]\s+").ok());

/// Whether these are headings of a table of stages.
pub fn is_head(cells: &[&str]) -> bool {
    let parts: Vec<Part> = cells.iter().filter_map(|cell| part(cell)).collect();
    parts.len() > 1
        && (parts.contains(&Part::Title)
            || parts.contains(&Part::More) && parts.contains(&Part::Term))
}

fn part(heading: &str) -> Option<Part> {
    let heading = flat(heading).to_lowercase();
    let found = COLUMNS
        .iter()
        .find(|(beginning, _)| heading.starts_with(beginning));
    found.map(|(_, part)| *part)
}

/// The steps of a row, and whether every word of it is in them.
pub fn read(lines: &[Line]) -> (Vec<Step>, bool) {
    if let Some((head, rows)) = lines.split_first()
        && head.is_row()
        && is_head(&head.cells())
    {
        return of_table(&head.cells(), rows);
    }
    let split;
    let lines = match lines {
        [one] => {
            split = inline(one);
            split.as_slice()
        }
        many => many,
    };
    let heads: Vec<bool> = heads(lines);
    let first = heads.iter().position(|is_head| *is_head);
    let count = heads.iter().filter(|is_head| **is_head).count();
    if count < 2 {
        return (Vec::new(), false);
    }
    let own = lines.iter().zip(&heads).filter(|(_, is_head)| **is_head);
    let own: Vec<&Line> = own.map(|(line, _)| line).collect();
    let in_order = lines::are_in_order(&own) || own.iter().all(|line| line.number().is_none());
    let steps = own.iter().map(|line| Step {
        title: match in_order
            && line
                .label
                .as_deref()
                .is_none_or(|_| line.number().is_some() || line.is_bullet())
        {
            true => trimmed(&line.cells().join(": ")),
            false => trimmed(&line.shown()),
        },
        ..Step::default()
    });
    let is_whole = count == lines.len() && first == Some(0);
    (
        steps.filter(|step| !step.title.is_empty()).collect(),
        is_whole,
    )
}

/// Which lines name a step; the others say more of the one above.
fn heads(lines: &[Line]) -> Vec<bool> {
    let is_stage = |line: &Line| {
        STAGE
            .as_ref()
            .is_some_and(|stage| stage.is_match(&line.text))
    };
    let is_number = |line: &Line| line.number().is_some();
    let is_bullet = |line: &Line| line.is_bullet();
    let is_plain = |line: &Line| line.label.is_none();
    let kinds: [&dyn Fn(&Line) -> bool; 4] = [&is_stage, &is_number, &is_bullet, &is_plain];
    let chosen = kinds
        .into_iter()
        .find(|is_kind| lines.iter().filter(|line| is_kind(line)).count() > 1);
    match chosen {
        Some(is_kind) => lines.iter().map(is_kind).collect(),
        None => vec![false; lines.len()],
    }
}

/// A line that holds a whole list: 1) …; 2) ….
fn inline(line: &Line) -> Vec<Line> {
    let whole = vec![line.clone()];
    let Some(pattern) = INLINE.as_ref() else {
        return whole;
    };
    // The first number may have been taken for the number of the line.
    let text = line.shown();
    let found: Vec<(usize, usize, u32)> = pattern
        .captures_iter(&text)
        .filter_map(|parts| {
            let (all, number) = (parts.get(0)?, parts.get(1)?);
            Some((number.start(), all.end(), number.as_str().parse().ok()?))
        })
        .collect();
    let mut numbers = (1..).zip(&found);
    let begins = found.first().is_some_and(|(start, ..)| *start == 0);
    if found.len() < 2 || !begins || !numbers.all(|(n, (_, _, number))| n == *number) {
        return whole;
    }
    let ends = found
        .iter()
        .skip(1)
        .map(|(start, ..)| *start)
        .chain([text.len()]);
    let items = found.iter().zip(ends).map(|((start, after, _), end)| Line {
        label: text
            .get(*start..*after)
            .map(|label| label.trim().to_owned()),
        text: text.get(*after..end).unwrap_or_default().trim().to_owned(),
    });
    items.collect()
}

fn of_table(head: &[&str], rows: &[Line]) -> (Vec<Step>, bool) {
    let parts: Vec<Option<Part>> = head.iter().map(|cell| part(cell)).collect();
    let has_title = parts.contains(&Some(Part::Title));
    let mut is_whole = true;
    let mut steps = Vec::new();
    for row in rows {
        let mut step = Step::default();
        let (mut more, mut term) = (String::new(), String::new());
        for (at, cell) in row
            .cells()
            .into_iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
        {
            let target = match parts.get(at).copied().flatten() {
                Some(Part::Title) => &mut step.title,
                Some(Part::More) if has_title => &mut more,
                Some(Part::More) => &mut step.title,
                Some(Part::Term) => &mut term,
                Some(Part::Who) => &mut step.who,
                Some(Part::Hours) => &mut step.hours,
                Some(Part::Product) => &mut step.product,
                Some(Part::Number) => continue,
                None => {
                    is_whole = false;
                    continue;
                }
            };
            let joined = if target.is_empty() {
                flat(cell)
            } else {
                format!("{target}; {}", flat(cell))
            };
            *target = joined;
        }
        if !term.is_empty() {
            step.title = format!("{} ({term})", step.title);
        }
        if !more.is_empty() {
            step.title = format!("{}: {more}", step.title.trim_end_matches(':'));
        }
        step.title = flat(&step.title);
        match step.title.is_empty() {
            true => is_whole = false,
            false => steps.push(step),
        }
    }
    (steps, is_whole)
}

fn trimmed(text: &str) -> String {
    flat(text).trim_end_matches([':', ';', ',']).to_owned()
}

/// The lines of the field.
pub fn field(steps: &[Step]) -> Vec<String> {
    let mut lines = vec!["steps:".to_owned()];
    for step in steps {
        let mut fields = yaml::field(4, "title", &step.title);
        for (key, text) in [("who", &step.who), ("product", &step.product)] {
            if key == "product" && !step.hours.is_empty() {
                fields.extend(super::quantity(4, "hours", &step.hours));
            }
            if !text.is_empty() {
                fields.extend(yaml::field(4, key, text));
            }
        }
        lines.extend(yaml::mapping_item(2, fields));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::model::Paragraph;

    fn of(text: &str) -> (Vec<String>, bool) {
        let paragraph = Paragraph {
            text: text.to_owned(),
            ..Paragraph::default()
        };
        let (steps, is_whole) = read(&lines::of_paragraph(&paragraph));
        (steps.into_iter().map(|step| step.title).collect(), is_whole)
    }

    #[test]
    fn steps_are_items_stages_or_lines_and_prose_is_none() {
        for (text, titles, is_whole) in [
            ("1. Собрать\n2. Сделать", &["Собрать", "Сделать"][..], true),
            ("– Собрать;\n– Сделать.", &["Собрать", "Сделать."], true),
            ("Собрать\nСделать", &["Собрать", "Сделать"], true),
            ("1) собрать; 2) сделать", &["собрать", "сделать"], true),
            (
                "1 этап – начало\nанкета\n2 этап – конец\nотчёт",
                &["1 этап – начало", "2 этап – конец"],
                false,
            ),
            (
                "Подготовительный этап: анкета\nОсновной этап: уроки",
                &["Подготовительный этап: анкета", "Основной этап: уроки"],
                true,
            ),
            (
                "1. Начало:\n– анкета\n2. Конец:\n– отчёт",
                &["Начало", "Конец"],
                false,
            ),
            ("Сначала собирают, потом делают.", &[], false),
        ] {
            let (found, whole) = of(text);
            assert_eq!(
                (found.iter().map(String::as_str).collect::<Vec<_>>(), whole),
                (titles.to_vec(), is_whole),
                "{text}"
            );
        }
    }

    #[test]
    fn a_table_of_stages_gives_who_hours_and_product() {
        let rows = [
            "Этап\tСроки\tОтветственный\tЧасы\tПродукт",
            "Начало\tмай\tЗавуч\t2\tПлан",
        ];
        let lines: Vec<Line> = rows.iter().map(|row| Line::of(*row)).collect();
        let (steps, is_whole) = read(&lines);
        let step = Step {
            title: "Начало (май)".into(),
            who: "Завуч".into(),
            hours: "2".into(),
            product: "План".into(),
        };
        assert_eq!((steps, is_whole), (vec![step], true));
    }
}
