//! The words of findings: a text for a person, an object for a program.
//!
//! Diagnostics and the lines of their files come in, one text goes out; nothing is printed or read
//! here. The layout is set by hand: a library's would count columns its own way, and a place must
//! be the same in text and in JSON.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::excerpt::{Excerpt, LINE_WIDTH, Lines, visible, width};
use super::summary::{self, Weight};
use super::{Diagnostic, Severity};
use crate::lang::{Language, date_range_words, message};

/// Whether a text goes to a terminal that shows colours. They add nothing that is not in the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// A file, a pipe, or a person who asked for none.
    Off,
    /// A terminal.
    On,
}

/// How many findings of each severity there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings, advice among them.
    pub warnings: usize,
    /// Those of the warnings that are advice.
    pub advice: usize,
}

/// Counts findings by severity.
pub fn counts(diagnostics: &[Diagnostic]) -> Counts {
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .count();
    Counts {
        errors,
        warnings: diagnostics.len() - errors,
        advice: diagnostics.iter().filter(|found| is_advice(found)).count(),
    }
}

/// `--strict`: warnings become errors; advice stays advice.
pub fn make_strict(diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics
        .iter_mut()
        .filter(|diagnostic| !is_advice(diagnostic))
    {
        diagnostic.severity = Severity::Error;
    }
}

/// Advice is shown by `check` only and never counts as an error.
pub fn is_advice(diagnostic: &Diagnostic) -> bool {
    diagnostic.code.starts_with("advice-")
}

/// What is wrong, in words.
pub fn words(diagnostic: &Diagnostic, language: Language) -> String {
    // A form is a word of the program; what the author must write for it is a text of the catalogue.
    let in_words = |(name, value): &(&'static str, String)| match *name {
        "form" | "written" => (*name, message(language, &format!("forms.{value}"), &[])),
        "answer" => (*name, message(language, &format!("cause.{value}"), &[])),
        "days" => (*name, day_words(value, language)),
        _ => (*name, value.clone()),
    };
    let values: Vec<_> = diagnostic.values.iter().map(in_words).collect();
    message(language, &format!("mistakes.{}", diagnostic.code), &values)
}

/// `2022-11-30 2023-01-01/2023-12-31` in words.
fn day_words(days: &str, language: Language) -> String {
    let words = days.split_whitespace().map(|day| {
        let (start, end) = day.split_once('/').unwrap_or((day, day));
        match (start.parse(), end.parse()) {
            (Ok(start), Ok(end)) => date_range_words(language, start, end),
            _ => day.to_owned(),
        }
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() {
        return message(language, "report.no-days", &[]);
    }
    words.join(", ")
}

/// What to type instead, in words.
pub fn hint_words(diagnostic: &Diagnostic, language: Language) -> Option<String> {
    diagnostic
        .hint
        .as_ref()
        .map(|(key, values)| message(language, &format!("hints.{key}"), values))
}

/// «3 ошибки, 1 предупреждение и 2 совета»; empty when there is nothing.
pub fn counts_words(counts: Counts, language: Language) -> String {
    let parts = [
        ("report.mistakes", counts.errors),
        ("report.warnings", counts.warnings - counts.advice),
        ("report.advices", counts.advice),
    ];
    let parts = parts.into_iter().filter(|(_, count)| *count > 0);
    let mut parts: Vec<String> = parts
        .map(|(key, count)| message(language, key, &[("count", count.to_string())]))
        .collect();
    let Some(last) = parts.pop() else {
        return String::new();
    };
    if parts.is_empty() {
        return last;
    }
    let values = [("first", parts.join(", ")), ("last", last)];
    message(language, "report.both", &values)
}

/// Every finding for a person, an empty line between two. `source` gives the text of a file of the
/// author, if it can be read.
pub fn text(
    diagnostics: &[Diagnostic],
    language: Language,
    colour: Colour,
    source: &mut dyn FnMut(&str) -> Option<String>,
) -> String {
    brief(diagnostics, usize::MAX, language, colour, source)
}

/// The same with at most `most` pieces of advice of one code; after the last one it says how many are left.
/// Errors and warnings are always all there.
pub fn brief(
    diagnostics: &[Diagnostic],
    most: usize,
    language: Language,
    colour: Colour,
    source: &mut dyn FnMut(&str) -> Option<String>,
) -> String {
    let totals = summary::by_code(diagnostics);
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    let mut report = String::new();
    let mut lines = Lines::new(source);
    for diagnostic in diagnostics {
        let count = shown.entry(diagnostic.code).or_default();
        *count += 1;
        let is_advice = Weight::of(diagnostic) == Weight::Advice;
        if is_advice && *count > most {
            continue;
        }
        if !report.is_empty() {
            report.push('\n');
        }
        let line = lines.excerpt(&diagnostic.place);
        finding(&mut report, diagnostic, line.as_ref(), language, colour);
        if is_advice && *count == most {
            report.push_str(&summary::rest(&totals, diagnostic.code, most, language));
        }
    }
    report
}

/// One finding: what is wrong, where, the line itself, what to do.
fn finding(
    report: &mut String,
    diagnostic: &Diagnostic,
    line: Option<&Excerpt>,
    language: Language,
    colour: Colour,
) {
    let style = match Weight::of(diagnostic) {
        Weight::Mistake => "1;31",
        Weight::Warning => "1;33",
        Weight::Advice => "1;36",
    };
    headline(report, diagnostic, style, language, colour);
    let place = &diagnostic.place;
    let margin = " ".repeat(place.line.to_string().len() + 1);
    if !place.file.is_empty() {
        let file = visible(&place.file);
        let _ = writeln!(report, "{margin} {file}:{}:{}", place.line, place.column);
    }
    if let Some(line) = line {
        let bar = paint(colour, "2", "│");
        let number = paint(colour, "2", &place.line.to_string());
        let indent = " ".repeat(line.indent());
        let carets = paint(colour, style, &"^".repeat(line.width()));
        let _ = writeln!(report, "{margin} {bar}");
        let _ = writeln!(report, " {number} {bar} {}", line.line());
        let _ = writeln!(report, "{margin} {bar} {indent}{carets}");
    }
    let hint = hint_words(diagnostic, language);
    for hint in hint.iter().flat_map(|hint| hint.lines()) {
        let _ = writeln!(report, "{margin} {}", visible(hint));
    }
}

/// «ошибка: … [code]», the code at the right edge.
fn headline(
    report: &mut String,
    diagnostic: &Diagnostic,
    style: &str,
    language: Language,
    colour: Colour,
) {
    let key = Weight::of(diagnostic).key();
    let label = message(language, &format!("report.{key}"), &[]);
    let words = visible(&words(diagnostic, language));
    let code = format!("[{}]", diagnostic.code);
    let used = width(&label) + 2 + width(&words) + width(&code);
    let gap = " ".repeat(LINE_WIDTH.saturating_sub(used).max(2));
    let _ = writeln!(
        report,
        "{}: {}{gap}{}",
        paint(colour, style, &label),
        paint(colour, "1", &words),
        paint(colour, "2", &code)
    );
}

fn paint(colour: Colour, style: &str, text: &str) -> String {
    match colour {
        Colour::On => format!("\u{1b}[{style}m{text}\u{1b}[0m"),
        Colour::Off => text.to_owned(),
    }
}

/// The same findings as one JSON object, for editors and other programs.
pub fn json(diagnostics: &[Diagnostic], language: Language) -> String {
    let counts = counts(diagnostics);
    let report = serde_json::json!({
        "errors": counts.errors,
        "warnings": counts.warnings,
        "diagnostics": diagnostics.iter().map(|diagnostic| json_value(diagnostic, language)).collect::<Vec<_>>(),
    });
    format!("{report:#}\n")
}

/// One finding as a JSON value; the preview's overlay is made of these, too.
pub fn json_value(diagnostic: &Diagnostic, language: Language) -> serde_json::Value {
    serde_json::json!({
        "severity": match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "code": diagnostic.code,
        "file": diagnostic.place.file,
        "line": diagnostic.place.line.max(1),
        "column": diagnostic.place.column.max(1),
        "message": words(diagnostic, language),
        "hint": hint_words(diagnostic, language),
    })
}

#[cfg(test)]
mod tests {
    use super::super::Place;
    use super::*;

    fn place(file: &str, line: usize, column: usize, width: usize) -> Place {
        Place {
            file: file.to_owned(),
            line,
            column,
            width,
        }
    }

    fn report(diagnostics: &[Diagnostic], source: &str) -> String {
        text(diagnostics, Language::Ru, Colour::Off, &mut |_| {
            Some(source.to_owned())
        })
    }

    #[test]
    fn a_finding_shows_its_line_and_what_to_type() {
        let diagnostic =
            Diagnostic::error("no-such-code", place("content/plans/yugra.yaml", 2, 14, 17))
                .did_you_mean(Some("documents/10-p-86".to_owned()));
        let source = "title: План\napproved_by: documents/10-p-68\n";
        let shown = report(&[diagnostic], source);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(
            lines[0].starts_with("ошибка: mistakes.no-such-code"),
            "{shown}"
        );
        assert!(lines[0].ends_with("[no-such-code]"), "{shown}");
        assert_eq!(
            lines[1..],
            [
                "   content/plans/yugra.yaml:2:14",
                "   │",
                " 2 │ approved_by: documents/10-p-68",
                "   │              ^^^^^^^^^^^^^^^^^",
                "   возможно, вы имели в виду `documents/10-p-86`",
            ]
        );
    }

    #[test]
    fn escape_sequences_of_an_author_do_not_reach_the_terminal() {
        let diagnostic = Diagnostic::error("no-such-code", place("a\u{1b}[2J.yaml", 1, 1, 1));
        assert!(
            !report(&[diagnostic], "\u{1b}[31mкрасный\u{202e}").contains(['\u{1b}', '\u{202e}'])
        );
    }

    #[test]
    fn a_finding_without_a_readable_file_still_has_its_place() {
        let diagnostic = Diagnostic::warning("no-such-code", place("content/x.md", 3, 1, 1));
        let shown = text(&[diagnostic], Language::En, Colour::Off, &mut |_| None);
        assert!(
            shown.starts_with("warning: ") && shown.ends_with("   content/x.md:3:1\n"),
            "{shown}"
        );
    }

    #[test]
    fn json_has_counts_and_every_field() {
        let diagnostics = [
            Diagnostic::error("one", place("a.md", 1, 2, 1)),
            Diagnostic::warning("advice-two", place("b.md", 3, 4, 1)),
        ];
        let value: serde_json::Value =
            serde_json::from_str(&json(&diagnostics, Language::En)).unwrap();
        assert_eq!(
            (value["errors"].as_u64(), value["warnings"].as_u64()),
            (Some(1), Some(1))
        );
        let keys: Vec<&String> = value["diagnostics"][0]
            .as_object()
            .unwrap()
            .keys()
            .collect();
        assert_eq!(
            keys,
            [
                "severity", "code", "file", "line", "column", "message", "hint"
            ]
        );
        assert!(value["diagnostics"][0]["hint"].is_null());
    }

    #[test]
    fn advice_is_named_and_counted_apart_from_warnings() {
        let found = |code| Diagnostic::warning(code, Place::default());
        let mut diagnostics = vec![found("advice-late"), found("advice-late")];
        let words = |diagnostics: &[Diagnostic]| counts_words(counts(diagnostics), Language::Ru);
        assert!(report(&diagnostics, "").starts_with("совет: "));
        assert_eq!(words(&diagnostics), "2 совета");
        diagnostics.push(found("timing"));
        assert_eq!(words(&diagnostics), "1 предупреждение и 2 совета");
        diagnostics.push(Diagnostic::error("one", Place::default()));
        assert_eq!(words(&diagnostics), "1 ошибка, 1 предупреждение и 2 совета");
        assert_eq!(words(&[]), "");
    }

    #[test]
    fn strictness_raises_warnings_and_leaves_advice() {
        let mut diagnostics = [
            Diagnostic::warning("timing", Place::default()),
            Diagnostic::warning("advice-late", Place::default()),
        ];
        make_strict(&mut diagnostics);
        assert_eq!(
            counts(&diagnostics),
            Counts {
                errors: 1,
                warnings: 1,
                advice: 1,
            }
        );
        assert_eq!(
            counts_words(counts(&diagnostics), Language::Ru),
            "1 ошибка и 1 совет"
        );
    }
}
