//! An order as a content file, and cards of the acts that it names.

use super::{Act, Order};
use crate::import::yaml;
use crate::lang::{Language, date_digits, message};

/// What an order is linked to.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// Id of an organization, or the words of the header.
    pub issuer: String,
    /// Level of government.
    pub level: Option<&'static str>,
    /// Ids of the documents it stands on.
    pub basis: Vec<String>,
    /// Whom each point names.
    pub addressees: Vec<Vec<String>>,
    /// The plan it approves.
    pub plan: String,
}

/// The entry of the order: front matter and its text.
pub fn document(order: &Order, links: &Links, file: &str) -> String {
    let mut lines = vec!["---".to_owned()];
    let values = [("file", file.to_owned())];
    lines.extend(yaml::comment(
        0,
        &message(Language::Ru, "import.document-head", &values),
    ));
    let title = match order.title.is_empty() {
        true => format!(
            "{} № {}",
            message(Language::Ru, &format!("import.kind-{}", order.kind), &[]),
            order.number
        ),
        false => order.title.clone(),
    };
    lines.extend(yaml::field(0, "title", &title));
    lines.extend(order.date.map(|date| format!("date: {date}")));
    lines.push(format!("type: {}", order.kind));
    push(&mut lines, 0, "number", &order.number);
    push(&mut lines, 0, "issuer", &links.issuer);
    lines.extend(links.level.map(|level| format!("level: {level}")));
    let basis: Vec<String> = links
        .basis
        .iter()
        .map(|id| format!("documents/{id}"))
        .collect();
    if !basis.is_empty() {
        lines.extend(yaml::list(0, "basis", &basis));
    }
    if !order.points.is_empty() {
        lines.push("points:".to_owned());
    }
    let no_one = Vec::new();
    for (at, (number, text)) in order.points.iter().enumerate() {
        let mut point = yaml::field(4, "number", number);
        push(&mut point, 4, "text", text);
        let whom = links.addressees.get(at).unwrap_or(&no_one);
        if !whom.is_empty() {
            point.extend(yaml::list(4, "responsible", whom));
        }
        if at == 0 {
            point.push(format!("    plans: [plans/{}]", links.plan));
        }
        lines.extend(yaml::mapping_item(2, point));
    }
    for (key, word) in [("responsible", "Ответственность"), ("control", "Контроль")]
    {
        if let Some((_, text)) = order.point_of(word) {
            push(&mut lines, 0, key, text);
        }
    }
    lines.push("---".to_owned());
    for paragraph in &order.paragraphs {
        lines.push(String::new());
        lines.push(markdown(paragraph));
    }
    lines.join("\n") + "\n"
}

/// A card without a text for an act that the portal does not have yet: its title, day and number.
pub fn card(act: &Act, source: &str) -> String {
    let mut lines = vec!["---".to_owned()];
    let values = [("source", source.to_owned())];
    lines.extend(yaml::comment(
        0,
        &message(Language::Ru, "import.card-head", &values),
    ));
    let day = act
        .date
        .map(|date| date_digits(Language::Ru, date))
        .unwrap_or_default();
    let requisites = format!("{} от {day} № {}", act.word, act.number);
    lines.extend(yaml::field(
        0,
        "title",
        act.title.as_deref().unwrap_or(&requisites),
    ));
    lines.extend(act.date.map(|date| format!("date: {date}")));
    lines.push(format!("type: {}", act.kind));
    push(&mut lines, 0, "number", &act.number);
    lines.push("---".to_owned());
    lines.join("\n") + "\n"
}

fn push(lines: &mut Vec<String>, indent: usize, key: &str, text: &str) {
    if !text.is_empty() {
        lines.extend(yaml::field(indent, key, text));
    }
}

/// A paragraph whose signs Markdown must not read.
fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~'
        ) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    let digits = escaped.len()
        - escaped
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .len();
    let is_list = digits > 0
        && escaped
            .get(digits..)
            .is_some_and(|rest| rest.starts_with(['.', ')']));
    if is_list {
        escaped.insert(digits, '\\');
    } else if escaped.starts_with(['-', '+', '=']) {
        escaped.insert(0, '\\');
    }
    escaped
}
