//! How many findings of each code there are: the end of the text report, the contents of the page.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Diagnostic, Severity, report};
use crate::lang::{Language, message, number};

/// How much a person should mind a finding, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The site is not built.
    Mistake,
    /// The site is built, not as its author meant.
    Warning,
    /// The site could be better.
    Advice,
}

impl Weight {
    /// All of them, the worst first.
    pub const ALL: [Weight; 3] = [Weight::Mistake, Weight::Warning, Weight::Advice];

    /// What a finding weighs.
    pub fn of(diagnostic: &Diagnostic) -> Weight {
        match diagnostic.severity {
            Severity::Error => Weight::Mistake,
            Severity::Warning if report::is_advice(diagnostic) => Weight::Advice,
            Severity::Warning => Weight::Warning,
        }
    }

    /// Its name in the catalogues and in places of the page.
    pub fn key(self) -> &'static str {
        match self {
            Weight::Mistake => "error",
            Weight::Warning => "warning",
            Weight::Advice => "advice",
        }
    }
}

/// All findings of one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What they weigh.
    pub weight: Weight,
    /// Their code.
    pub code: &'static str,
    /// How many there are.
    pub count: usize,
}

/// A row for every code, the worst first: by weight, then the most frequent, then by name.
pub fn by_code(diagnostics: &[Diagnostic]) -> Vec<Row> {
    let mut counts: BTreeMap<(Weight, &'static str), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let key = (Weight::of(diagnostic), diagnostic.code);
        *counts.entry(key).or_default() += 1;
    }
    let rows = counts.into_iter();
    let mut rows: Vec<Row> = rows
        .map(|((weight, code), count)| Row {
            weight,
            code,
            count,
        })
        .collect();
    rows.sort_by_key(|row| (row.weight, Reverse(row.count), row.code));
    rows
}

/// The rows as lines of the text report: how many, of which code, what they weigh. Nothing for a single finding,
/// which has just said all that itself.
pub fn text(rows: &[Row], language: Language) -> String {
    let mut text = String::new();
    if rows.iter().map(|row| row.count).sum::<usize>() < 2 {
        return text;
    }
    let shown = |row: &Row| number(language, row.count as u64);
    let widest = rows.iter().map(|row| shown(row).chars().count()).max();
    let widest = widest.unwrap_or_default();
    let _ = writeln!(text, "{}", message(language, "report.by-code", &[]));
    for row in rows {
        let label = message(language, &format!("report.{}", row.weight.key()), &[]);
        let _ = writeln!(text, "  {:>widest$}  {}  ({label})", shown(row), row.code);
    }
    text
}

/// «и ещё 1 234 таких места; все …»: the line below the last piece of advice that is shown, if there are more.
pub(super) fn rest(rows: &[Row], code: &str, most: usize, language: Language) -> String {
    let own = rows
        .iter()
        .find(|row| row.weight == Weight::Advice && row.code == code);
    let left = own.map_or(0, |row| row.count.saturating_sub(most));
    if left == 0 {
        return String::new();
    }
    let values = [
        ("shown", number(language, left as u64)),
        ("count", left.to_string()),
        ("code", code.to_owned()),
    ];
    format!("\n{}\n", message(language, "report.rest", &values))
}

#[cfg(test)]
mod tests {
    use super::super::Place;
    use super::*;

    fn advice(count: usize) -> Vec<Diagnostic> {
        let place = |line| Place {
            file: "content/a.md".to_owned(),
            line,
            ..Place::default()
        };
        (0..count)
            .map(|line| Diagnostic::warning("advice-long-title", place(line + 1)))
            .collect()
    }

    #[test]
    fn the_worst_stands_first_and_then_the_most_frequent() {
        let mut found = advice(30);
        found.push(Diagnostic::warning("long-summary", Place::default()));
        found.push(Diagnostic::warning("no-base-url", Place::default()));
        found.push(Diagnostic::warning("no-base-url", Place::default()));
        found.push(Diagnostic::error("unknown-key", Place::default()));
        let rows = by_code(&found);
        let codes: Vec<&str> = rows.iter().map(|row| row.code).collect();
        assert_eq!(
            codes,
            [
                "unknown-key",
                "no-base-url",
                "long-summary",
                "advice-long-title"
            ]
        );
        let shown = text(&rows, Language::Ru);
        assert!(
            shown.contains("\n   2  no-base-url  (предупреждение)\n"),
            "{shown}"
        );
        assert!(
            shown.ends_with("\n  30  advice-long-title  (совет)\n"),
            "{shown}"
        );
        assert_eq!(text(&by_code(&advice(1)), Language::Ru), "");
    }

    #[test]
    fn the_number_of_what_is_left_has_its_form_of_the_word() {
        for (count, words) in [
            (21, "и ещё 1 такое место"),
            (23, "и ещё 3 таких места"),
            (31, "и ещё 11 таких мест"),
            (1254, "и ещё 1\u{a0}234 таких места"),
        ] {
            let line = rest(
                &by_code(&advice(count)),
                "advice-long-title",
                20,
                Language::Ru,
            );
            assert!(line.contains(words), "{line}");
        }
        let none = rest(&by_code(&advice(20)), "advice-long-title", 20, Language::Ru);
        assert_eq!(none, "");
    }
}
