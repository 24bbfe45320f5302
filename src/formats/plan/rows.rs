//! A plan as rows for spreadsheets and other programs: `metod export PLAN --to csv`.

use crate::formats::csv;
use crate::view::View;

use super::{MeasureWords, plan_at, section_words};

/// Columns that are fields of a measure, under the same headings for every plan.
const FIELDS: [&str; 5] = ["responsible", "timing", "document", "result", "state"];

/// The measures of a plan, a row each.
pub fn write(view: View, at: usize) -> String {
    let mut text = String::from(csv::BOM);
    let mut headings = vec![
        view.word("plan.columns.number"),
        view.word("fields.section"),
        view.word("plan.columns.title"),
    ];
    headings.extend(
        FIELDS
            .iter()
            .map(|field| view.word(&format!("plan.columns.{field}"))),
    );
    headings.push(view.word("data.columns.sample"));
    csv::row(&mut text, &headings);
    let Some((entry, plan)) = plan_at(view, at) else {
        return text;
    };
    let states = view.reported_execution(entry);
    for (place, (section, measure)) in plan.measures().enumerate() {
        let words = MeasureWords::new(view, measure);
        let section = plan.sections.get(section).map(section_words);
        let mut cells = vec![
            words.number.clone(),
            section.unwrap_or_default(),
            words.cell("title"),
        ];
        cells.extend(FIELDS[..4].iter().map(|field| words.cell(field)));
        let state = states.and_then(|known| known.measures.get(place));
        cells.push(state.map_or_else(String::new, |known| {
            view.status(&known.status, &measure.timing).text
        }));
        cells.push(super::sample_word(view, entry).unwrap_or_default());
        csv::row(&mut text, &cells);
    }
    text
}
