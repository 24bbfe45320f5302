//! What stands in the columns of a plan's original, told by their headings and places.

use crate::parse::fields::Text;

/// The usual columns of five and of six.
pub const FIVE: [&str; 5] = ["number", "title", "responsible", "timing", "result"];
/// Six have the document after the executors.
pub const SIX: [&str; 6] = [
    "number",
    "title",
    "responsible",
    "document",
    "timing",
    "result",
];

/// Beginnings of words by which a column is known, whatever its place.
const MARKS: [(&str, &[&str]); 6] = [
    ("number", &["№", "п/п", "no.", "number"]),
    (
        "responsible",
        &["ответств", "исполнит", "responsib", "executor"],
    ),
    (
        "timing",
        &[
            "срок",
            "дат",
            "период",
            "timing",
            "term",
            "deadline",
            "date",
        ],
    ),
    ("document", &["документ", "document"]),
    ("result", &["результат", "result", "outcome"]),
    (
        "title",
        &["наимен", "меропр", "содерж", "measure", "title", "activit"],
    ),
];

/// The field that stands in each column; `None` where no field of a measure does.
pub fn fields(written: &[Text]) -> Vec<Option<&'static str>> {
    let named = named(written);
    let usual: &[&'static str] = match written.len() {
        ..=5 => &FIVE,
        6 => &SIX,
        // So many columns have no usual order to guess by.
        _ => return named,
    };
    if matches!(written.len(), 5 | 6) {
        // The same columns in another order are those that their headings name.
        let is_another_order = usual.iter().all(|field| named.contains(&Some(*field)));
        return match is_another_order {
            true => named,
            false => usual.iter().copied().map(Some).collect(),
        };
    }
    let by_place = |(at, field): (usize, &Option<&'static str>)| {
        field.or_else(|| {
            let usual = usual.get(at).copied();
            usual.filter(|usual| !named.contains(&Some(*usual)))
        })
    };
    named.iter().enumerate().map(by_place).collect()
}

/// The fields that the headings themselves name; of two with one meaning the first has it.
fn named(written: &[Text]) -> Vec<Option<&'static str>> {
    let mut known: Vec<Option<&'static str>> = Vec::with_capacity(written.len());
    for title in written {
        let field = field_of(title).filter(|field| !known.contains(&Some(*field)));
        known.push(field);
    }
    known
}

fn field_of(title: &str) -> Option<&'static str> {
    let title = title.to_lowercase();
    let is_met = |marks: &[&str]| marks.iter().any(|mark| title.contains(mark));
    MARKS
        .iter()
        .find(|(_, marks)| is_met(marks))
        .map(|(field, _)| *field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headings: &[&str]) -> Vec<&'static str> {
        let written: Vec<Text> = headings.iter().map(|text| Text((*text).into())).collect();
        let fields = fields(&written).into_iter();
        fields.map(|field| field.unwrap_or("-")).collect()
    }

    #[test]
    fn columns_are_told_by_their_headings_and_unknown_ones_by_their_places() {
        for (headings, expected) in [
            (
                &["№", "Мероприятие", "Кто", "Когда"][..],
                "number title responsible timing",
            ),
            (
                &["№", "Что", "Кто", "Когда", "Итог"],
                "number title responsible timing result",
            ),
            (
                &["№", "Мероприятие", "Срок", "Ответственные", "Результат"],
                "number title timing responsible result",
            ),
            (
                &[
                    "№",
                    "Мероприятие",
                    "Ответственные",
                    "Сроки",
                    "Вид документа",
                ],
                "number title responsible timing result",
            ),
            (
                &[
                    "№",
                    "Мероприятие",
                    "Исполнители",
                    "Документ",
                    "Срок",
                    "Результат",
                    "Примечание",
                ],
                "number title responsible document timing result -",
            ),
            (
                &[
                    "№",
                    "Мероприятие",
                    "Исполнители",
                    "Срок начала",
                    "Срок окончания",
                    "Результат",
                    "Примечание",
                ],
                "number title responsible timing - result -",
            ),
        ] {
            assert_eq!(read(headings).join(" "), expected, "{headings:?}");
        }
    }
}
