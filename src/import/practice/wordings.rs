//! What the rows of a passport are called, and which field of a practice each of them is.
//!
//! One table for tables, headings and lines «Цель: …». A pattern is the beginning of a label, word by
//! word: `цел*` is any word that begins so, `$` the end of the label. Of two patterns that fit the
//! earlier one is meant, so narrow ones stand above wide ones.

mod labels;

use std::borrow::Cow;

use crate::import::plan::executors::tokens;
use labels::WORDINGS;

/// What a row of a passport says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    Title,
    Summary,
    Organization,
    Author,
    Problem,
    Audience,
    /// A facet of the navigator, by its id.
    Facet(Cow<'static, str>),
    Period,
    Date,
    Status,
    Steps,
    /// What it takes; each line says which sort.
    Resources,
    Money,
    People,
    Hours,
    Equipment,
    Training,
    Results,
    Limits,
    Mistakes,
    Conditions,
    Attachments,
    Video,
    Contact,
    Mentors,
    Contest,
    Award,
    License,
    Tags,
    Evidence,
    Reasons,
    Cost,
    /// A usual row that no field holds: it stands in the text under its own heading.
    Text,
}

impl Field {
    /// Its name in the content contract, which is also the end of the key of its words.
    pub fn name(&self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Summary => "summary",
            Field::Organization => "organization",
            Field::Author => "authors",
            Field::Problem => "problem",
            Field::Audience => "audience",
            Field::Facet(_) => "facets",
            Field::Period => "period",
            Field::Date => "date",
            Field::Status => "status",
            Field::Steps => "steps",
            Field::Resources
            | Field::Money
            | Field::People
            | Field::Hours
            | Field::Equipment
            | Field::Training => "resources_needed",
            Field::Results => "results",
            Field::Limits => "limits",
            Field::Mistakes => "mistakes",
            Field::Conditions => "conditions",
            Field::Attachments => "attachments",
            Field::Video => "video",
            Field::Contact => "contact",
            Field::Mentors => "mentors",
            Field::Contest => "contest",
            Field::Award => "award",
            Field::License => "license",
            Field::Tags => "tags",
            Field::Evidence | Field::Reasons => "evidence",
            Field::Cost => "cost",
            Field::Text => "details",
        }
    }

    /// Whether it names persons: such a row is read by other rules.
    pub fn is_of_persons(&self) -> bool {
        matches!(self, Field::Author | Field::Contact | Field::Mentors)
    }
}

/// Words before a label that say nothing: «полное название», «основная цель».
const FILLERS: [&str; 6] = [
    "полн",
    "точн",
    "официальн",
    "сведения",
    "информация",
    "данные",
];

/// What a label says, and how far down the table it was found: a lower rank is a surer one.
pub fn field(label: &str) -> Option<(usize, Field)> {
    let own = plain(label);
    let words: Vec<String> = words(&own);
    let bare: Vec<String> = words_outside(&own);
    // «(кадровые, …)» explains a label, and «Автор (организация)» is no organization.
    let found = [&bare, &words].into_iter().find_map(|words| named(words));
    let bare = bare.iter().skip_while(|word| is_filler(word));
    found.or_else(|| named(&bare.cloned().collect::<Vec<_>>()))
}

fn named(words: &[String]) -> Option<(usize, Field)> {
    let mut rules = WORDINGS.iter().enumerate();
    let found = rules.find(|(_, (pattern, _))| fits(pattern, words));
    found.map(|(rank, (_, field))| (rank, field.clone()))
}

fn is_filler(word: &str) -> bool {
    FILLERS.iter().any(|filler| word.starts_with(filler)) || matches!(word, "о" | "об")
}

fn fits(pattern: &str, words: &[String]) -> bool {
    let mut words = words.iter();
    pattern.split(' ').all(|part| match part.strip_suffix('*') {
        _ if part == "$" => words.next().is_none(),
        Some(beginning) => words.next().is_some_and(|word| word.starts_with(beginning)),
        None => words.next().is_some_and(|word| word == part),
    })
}

/// A label without its number and without the signs that people put after it.
pub fn plain(label: &str) -> String {
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = label.trim_start_matches(['№', ' ']);
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = bare.get(..bare.len() - rest.len()).unwrap_or_default();
    // «5 классы» begins with no number of a row, «5 Классы» and «5. классы» do.
    let is_apart = rest
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && (number.ends_with('.') || rest.starts_with(')') || is_apart);
    let own = match is_number && !rest.trim().is_empty() {
        true => rest.trim_start_matches(')'),
        false => label.as_str(),
    };
    own.trim_matches([' ', '*', ':', ';']).to_owned()
}

fn words(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|(word, _)| word).collect()
}

fn words_outside(text: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let outside: String = text
        .chars()
        .map(|c| {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ if depth == 0 => return c,
                _ => {}
            }
            ' '
        })
        .collect();
    words(&outside)
}

/// States of a practice in the words of passports and of the contract.
const STATUSES: [(&str, &str); 14] = [
    ("идея", "idea"),
    ("апробац", "trial"),
    ("апробир", "trial"),
    ("пилот", "trial"),
    ("внедрен", "adopted"),
    ("реализуется", "adopted"),
    ("действующ", "adopted"),
    ("тираж", "replicated"),
    ("в архиве", "archived"),
    ("заверш", "archived"),
    ("idea", "idea"),
    ("trial", "trial"),
    ("adopted", "adopted"),
    ("replicated", "replicated"),
];

/// How far a practice has come, when the words are those of one state and no more.
pub fn status(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    if text.split_whitespace().count() > 3 || text.starts_with("не ") {
        return None;
    }
    let mut found = STATUSES.iter().filter(|(words, _)| text.starts_with(words));
    found.next().map(|(_, status)| *status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_labels_are_known_with_their_numbers_brackets_and_signs() {
        for (label, name) in [
            ("Название практики", "title"),
            ("1. Название", "title"),
            ("1.2 Название", "title"),
            ("№ 3. Название", "title"),
            ("2) Полное наименование практики:", "title"),
            (
                "Полное наименование организации (по уставу)",
                "organization",
            ),
            ("Автор (организация)", "authors"),
            ("Организация-автор", "organization"),
            (
                "Проблема, на решение которой направлена практика",
                "problem",
            ),
            ("Целевая аудитория", "audience"),
            ("Уровень образования", "facets"),
            ("Предмет (предметная область)", "facets"),
            ("Рисковый профиль", "facets"),
            ("Риски и пути преодоления", "limits"),
            ("Сроки реализации", "period"),
            (
                "Ресурсы (кадровые, материально-технические, финансовые)",
                "resources_needed",
            ),
            ("Этапы реализации", "steps"),
            ("Показатели эффективности", "results"),
            ("Условия тиражирования", "conditions"),
            ("Приложения/ссылки", "attachments"),
            ("Контакты", "contact"),
            ("Ф.И.О. автора, должность", "authors"),
        ] {
            let found = field(label).map(|(_, field)| field.name());
            assert_eq!(found, Some(name), "{label}");
        }
    }

    #[test]
    fn labels_that_only_begin_alike_are_not_taken() {
        for label in [
            "Организация учебного процесса",
            "Партнёры",
            "Название муниципалитета",
        ] {
            assert_eq!(field(label), None, "{label}");
        }
    }
}
