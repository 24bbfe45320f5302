//! Names, mobile telephones and private mailboxes in texts: each needs the consent of its person.
//!
//! Documents are left alone: their pages leave such things out by themselves.

use std::sync::LazyLock;

use regex::Regex;

use super::{advice, in_body};
use crate::diagnostics::{Diagnostic, Place};
use crate::portal::{Content, Entry, Portal};

/// Mobile numbers; those of offices have other codes. The patterns cannot fail to compile, a test uses them;
/// they know no Unicode, because that would cost a hundred times more.
static MOBILE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let gap = r"(?:[ (\)\-]|\x{a0}|–){0,3}";
    let parts = [
        r"(?:\+7|(?-u:\b)8)",
        "9[0-9]{2}",
        "[0-9]{3}",
        "[0-9]{2}",
        r"[0-9]{2}(?-u:\b)",
    ];
    Regex::new(&parts.join(gap)).ok()
});

/// Mailboxes that people have of their own.
static MAILBOX: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const HOSTS: &str =
        "mail|inbox|list|bk|internet|yandex|ya|rambler|gmail|icloud|hotmail|outlook|yahoo|vk";
    let pattern = format!(r"[A-Za-z0-9._%+-]+@(?:{HOSTS})\.(?:ru|com)(?-u:\b)");
    Regex::new(&pattern).ok()
});

/// Endings of patronymics, and of what stands for them.
const FATHERS: [&str; 12] = [
    "вич",
    "вича",
    "вичу",
    "вичем",
    "вна",
    "вны",
    "вне",
    "вну",
    "вной",
    "ьич",
    "оглы",
    "кызы",
];

/// Whether a paragraph may name a person: initials, or a word that ends like a patronymic. Looking costs
/// little, and most paragraphs need no more.
fn may_name(paragraph: &str) -> bool {
    paragraph
        .split(|c: char| !(c.is_alphabetic() || c == '.'))
        .any(|word| {
            let mut letters = word.chars();
            let is_capital = letters.next().is_some_and(char::is_uppercase);
            let is_initial = is_capital && letters.next() == Some('.');
            let is_father = || {
                let word = word.trim_end_matches('.').to_lowercase();
                FATHERS.iter().any(|ending| word.ends_with(ending))
            };
            is_initial || ((is_capital || word.starts_with(['о', 'к'])) && is_father())
        })
}

/// Looks for persons in the texts of an entry.
pub fn check(portal: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    if portal.site.value.privacy.show_persons.yes() || matches!(entry.content, Content::Document(_))
    {
        return;
    }
    let text = &entry.source.text;
    for (code, sign, pattern) in [
        ("advice-personal-phone", "9", &MOBILE),
        ("advice-personal-email", "@", &MAILBOX),
    ] {
        // Making a pattern costs more than reading most files.
        if !text.contains(sign) {
            continue;
        }
        for met in pattern.iter().flat_map(|pattern| pattern.find_iter(text)) {
            let place = Place {
                width: met.as_str().chars().count(),
                ..entry.source.byte_place(met.start())
            };
            found.push(advice(code, place).with("text", met.as_str()));
        }
    }
    let markdown = entry.source.markdown();
    let mut start = 0;
    for paragraph in markdown.split_inclusive("\n\n") {
        if may_name(paragraph) {
            names(portal, entry, start, paragraph, found);
        }
        start += paragraph.len();
    }
}

/// Names in a paragraph that begins at this byte of the body.
fn names(
    portal: &Portal,
    entry: &Entry,
    start: usize,
    paragraph: &str,
    found: &mut Vec<Diagnostic>,
) {
    for range in portal.mask.ranges(paragraph) {
        let name = &paragraph[range.clone()];
        // Telephones are named above when they are a person's.
        if !name.contains(|c: char| c.is_ascii_digit()) {
            let place = in_body(entry, start + range.start, name);
            found.push(advice("advice-personal-name", place));
        }
    }
}
