//! What a practice takes: rows and lines «Кадровые: …», each sort in its field.

use super::lines::{self, Line};
use super::wordings::{self, Field};
use crate::import::plan::flat;
use crate::import::yaml;

/// What it takes, by the fields of the contract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resources {
    pub money: Vec<String>,
    pub people: Vec<String>,
    pub hours: Vec<String>,
    pub equipment: Vec<String>,
    pub training: Vec<String>,
}

impl Resources {
    /// Takes a row that is of one sort as a whole.
    pub fn take(&mut self, field: &Field, lines: &[Line]) {
        if let Some(target) = self.target(field) {
            target.extend(lines::items(lines));
        }
    }

    /// Takes the lines that say their sort; the others are given back.
    pub fn take_mixed(&mut self, lines: &[Line]) -> Vec<Line> {
        let mut left = Vec::new();
        let mut current: Option<Field> = None;
        for line in lines {
            let label = line.text.split_once([':', '\t']);
            let label = label
                .or_else(|| line.text.split_once(" – "))
                .or_else(|| line.text.split_once(" — "));
            let sort = label.and_then(|(label, _)| sort(label));
            let value = match (&sort, label) {
                (Some(_), Some((_, value))) => flat(value),
                _ => line.shown(),
            };
            let is_part = line.is_bullet() || line.label.is_none() && label.is_none();
            current = sort.or(current.filter(|_| is_part));
            match current.as_ref().and_then(|field| self.target(field)) {
                Some(target) => target.extend(lines::items(&[Line::of(value)])),
                None => left.push(line.clone()),
            }
        }
        left
    }

    fn target(&mut self, field: &Field) -> Option<&mut Vec<String>> {
        Some(match field {
            Field::Money => &mut self.money,
            Field::People => &mut self.people,
            Field::Hours => &mut self.hours,
            Field::Equipment => &mut self.equipment,
            Field::Training => &mut self.training,
            _ => return None,
        })
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The lines of the field.
    pub fn field(&self) -> Vec<String> {
        let mut lines = vec!["resources_needed:".to_owned()];
        let single = [
            ("money", &self.money),
            ("people", &self.people),
            ("hours", &self.hours),
        ];
        for (key, texts) in single.into_iter().filter(|(_, texts)| !texts.is_empty()) {
            lines.extend(super::quantity(2, key, &texts.join("; ")));
        }
        let many = [("equipment", &self.equipment), ("training", &self.training)];
        for (key, texts) in many.into_iter().filter(|(_, texts)| !texts.is_empty()) {
            lines.extend(yaml::list(2, key, texts));
        }
        lines
    }
}

fn sort(label: &str) -> Option<Field> {
    let (_, field) = wordings::field(label)?;
    let is_sort = matches!(
        field,
        Field::Money | Field::People | Field::Hours | Field::Equipment | Field::Training
    );
    is_sort.then_some(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_to_the_sort_they_name_and_others_come_back() {
        let text = [
            "Кадровые: 2 учителя",
            "Материально-технические:",
            "Финансовые – не нужны",
            "Нормативные: приказ",
            "свой кабинет",
        ];
        let mut lines: Vec<Line> = text.iter().map(|text| Line::of(*text)).collect();
        lines.insert(
            2,
            Line {
                label: Some("–".into()),
                text: "проектор; доска".into(),
            },
        );
        let mut resources = Resources::default();
        let left = resources.take_mixed(&lines);
        assert_eq!(resources.people, ["2 учителя"]);
        assert_eq!(resources.equipment, ["проектор", "доска"]);
        assert_eq!(resources.money, ["не нужны"]);
        assert_eq!(
            left.iter()
                .map(|line| line.text.as_str())
                .collect::<Vec<_>>(),
            ["Нормативные: приказ", "свой кабинет"]
        );
    }
}
