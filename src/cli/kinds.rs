//! What a person calls a kind: its folder, or one of its names in either language.

use crate::diagnostics::nearest;
use crate::formats::schema::Subject;
use crate::lang::{Language, message};
use crate::publication::Error;

/// The file or kind of this name, whatever the language and the size of its letters.
pub fn find(written: &str) -> Option<Subject> {
    let written = plain(written);
    let is_meant = |subject: &Subject| names(*subject).iter().any(|name| plain(name) == written);
    Subject::all().find(is_meant)
}

/// The name in commands nearest to what was written, if any is near enough.
fn similar(written: &str, among: &[Subject]) -> Option<Subject> {
    let all: Vec<(String, Subject)> = among
        .iter()
        .flat_map(|subject| names(*subject).into_iter().map(|name| (name, *subject)))
        .collect();
    let name = nearest(written, all.iter().map(|(name, _)| name.as_str()))?;
    let found = all.into_iter().find(|(known, _)| *known == name);
    found.map(|(_, subject)| subject)
}

/// That a name is none: the sentence, the nearest of the others and all of them under a heading.
pub fn unknown(
    sentence: &str,
    heading: &str,
    written: &str,
    among: &[Subject],
    language: Language,
) -> Error {
    let mut text = message(language, sentence, &[("value", written.to_owned())]);
    if let Some(similar) = similar(written, among) {
        let values = [("name", row(similar, language))];
        text.push_str("; ");
        text.push_str(&message(language, "usage.similar", &values));
    }
    Error(format!("{text}\n{}", list(heading, among, language)))
}

/// The heading, and «practices – практика», one a line.
pub fn list(heading: &str, among: &[Subject], language: Language) -> String {
    let heading = message(language, heading, &[]);
    let rows = among
        .iter()
        .map(|subject| format!("  {}", row(*subject, language)));
    std::iter::once(heading)
        .chain(rows)
        .collect::<Vec<_>>()
        .join("\n")
}

/// «practices – практика».
fn row(subject: Subject, language: Language) -> String {
    let values = [
        ("name", subject.name().to_owned()),
        ("words", one(subject, language)),
    ];
    message(language, "new.row", &values)
}

/// What one of them is called: «практика».
pub fn one(subject: Subject, language: Language) -> String {
    message(language, &format!("kinds.{}.one", subject.name()), &[])
}

/// Every name of a file or kind, the one in commands first.
fn names(subject: Subject) -> Vec<String> {
    let mut names = vec![subject.name().to_owned()];
    for language in Language::ALL {
        names.push(one(subject, language));
        let others = message(language, &format!("kinds.{}.names", subject.name()), &[]);
        names.extend(others.split(", ").map(str::to_owned));
    }
    names
}

/// «Отчёт» and «отчет» are one word.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace('ё', "е")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_its_folder_its_singular_and_its_russian_names() {
        for (written, expected) in [
            ("practices", "practices"),
            ("practice", "practices"),
            ("Практика", "practices"),
            ("практики", "practices"),
            ("отчет", "reports"),
            ("опросник", "checklists"),
            ("news", "news"),
            ("Новость", "news"),
            ("site", "site"),
        ] {
            assert_eq!(
                find(written).map(Subject::name),
                Some(expected),
                "{written}"
            );
        }
        assert_eq!(find("практикум"), None);
    }

    #[test]
    fn no_two_kinds_share_a_name() {
        let mut known: Vec<(String, &str)> = Vec::new();
        for subject in Subject::all() {
            for name in names(subject) {
                let other = known.iter().find(|(had, _)| *had == plain(&name));
                assert!(
                    other.is_none_or(|(_, of)| *of == subject.name()),
                    "{name}: {other:?} and {}",
                    subject.name()
                );
                known.push((plain(&name), subject.name()));
            }
        }
    }

    #[test]
    fn a_slip_of_the_pen_finds_the_kind_that_was_meant() {
        let all: Vec<Subject> = Subject::all().collect();
        let similar = |written| similar(written, &all).map(Subject::name);
        assert_eq!(similar("practises"), Some("practices"));
        assert_eq!(similar("практка"), Some("practices"));
        assert_eq!(similar("ъъъъъ"), None);
    }
}
