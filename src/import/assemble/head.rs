//! What the file says of the plan as a whole: title, type, level and period, with what is not sure of them.

use std::collections::BTreeSet;

use crate::import::model::{Note, NoteKind, Place};
use crate::import::order::Order;
use crate::import::plan::file::Head;
use crate::import::plan::{Recognised, definitions, flat, heading, short};
use crate::lang::{Language, message};

/// Everything but the links of the plan; its period is found when the rest is known.
pub fn head(
    plan: &Recognised,
    order: Option<&Order>,
    above: &[String],
    name: &str,
    notes: &mut Vec<Note>,
) -> Head {
    let lines: Vec<&str> = above
        .iter()
        .map(String::as_str)
        .filter(|line| !line.trim().is_empty())
        .collect();
    let annex = heading::read(&lines);
    let of_point = || {
        order.and_then(|order| {
            order
                .points
                .iter()
                .find_map(|(_, text)| heading::title_of_point(text))
        })
    };
    let of_line = || {
        lines
            .iter()
            .rev()
            .map(|line| flat(line))
            .find(|line| is_title(line))
    };
    let stem = || {
        flat(
            &name
                .rsplit_once('.')
                .map_or(name, |(stem, _)| stem)
                .replace('_', " "),
        )
    };
    let mut head = Head {
        annex: annex.annex,
        ..Head::default()
    };
    head.title = match annex.title.is_empty() {
        false => annex.title,
        true => {
            let sources = [
                (of_point(), NoteKind::Doubt, "import.title-made"),
                (of_line(), NoteKind::Read, "import.title-of-line"),
                (Some(stem()), NoteKind::Doubt, "import.title-of-file"),
            ];
            let found = sources
                .into_iter()
                .find_map(|(title, kind, key)| Some((title?, kind, key)));
            let (title, kind, key) =
                found.unwrap_or_else(|| (stem(), NoteKind::Doubt, "import.title-of-file"));
            let title = definitions::without(&title);
            notes.push(Note::new(kind, key, Place::default()).with("title", short(&title)));
            title
        }
    };
    head.kind = kind(&head.title);
    head.level = level(&head.title, order);
    head.date = order.and_then(|order| order.date);
    let values = [
        ("measures", plan.measures().count().to_string()),
        ("sections", plan.sections.len().to_string()),
    ];
    head.summary = message(Language::Ru, "import.plan-summary", &values);
    head.control_point = order
        .and_then(|order| order.point_of("Контроль"))
        .map(|(number, _)| number.clone());
    head
}

fn is_title(line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_plan = [
        "план",
        "дорожная карта",
        "программа",
        "комплекс мер",
        "график",
    ];
    line.chars().count() < 600 && is_plan.iter().any(|word| lower.contains(word))
}

fn kind(title: &str) -> &'static str {
    let title = title.to_lowercase();
    const KINDS: [(&str, &str); 3] = [
        ("дорожн", "roadmap"),
        ("график", "schedule"),
        ("программа", "programme"),
    ];
    let found = KINDS.iter().find(|(word, kind)| match *kind {
        "roadmap" => title.contains(word),
        // «План мероприятий программы …» is a plan.
        _ => title
            .split_whitespace()
            .take(2)
            .any(|first| first.contains(word)),
    });
    found.map_or("plan", |(_, kind)| kind)
}

fn level(title: &str, order: Option<&Order>) -> Option<&'static str> {
    const WORDS: [(&str, &str); 10] = [
        ("региональн", "region"),
        ("муниципальн", "municipality"),
        ("города ", "municipality"),
        ("района", "municipality"),
        ("городского округа", "municipality"),
        ("автономного округа", "region"),
        ("области", "region"),
        ("края", "region"),
        ("республики", "region"),
        ("школы №", "school"),
    ];
    let header = order
        .map(|order| order.header.join(" "))
        .unwrap_or_default();
    [title.to_owned(), header].iter().find_map(|text| {
        let text = text.to_lowercase();
        WORDS
            .iter()
            .find(|(word, _)| text.contains(word))
            .map(|(_, level)| *level)
    })
}

/// The years of the title, else of the terms, else of the order; only the first is sure.
pub fn period(
    head: &Head,
    plan: &Recognised,
    order: Option<&Order>,
    now: Option<i16>,
    notes: &mut Vec<Note>,
) -> String {
    let of_title = heading::period(&head.title);
    let of_order = || order.and_then(|order| heading::period(&order.title));
    if let Some(period) = of_title.or_else(of_order) {
        return period;
    }
    let years: BTreeSet<String> = plan
        .measures()
        .filter_map(|m| heading::period(&m.timing))
        .flat_map(|p| p.split(['-', '/']).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let period = match (years.first(), years.last()) {
        (Some(first), Some(last)) if first == last => first.clone(),
        (Some(first), Some(last)) => format!("{first}-{last}"),
        _ => head
            .date
            .map(|date| date.year())
            .or(now)
            .unwrap_or(2000)
            .to_string(),
    };
    notes.push(
        Note::new(NoteKind::Doubt, "import.period-assumed", Place::default())
            .with("period", period.clone()),
    );
    period
}
