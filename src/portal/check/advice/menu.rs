//! Latin words in the menu and on the doors of the home page: public information is in Russian
//! (law 168-FZ, in force since 1 March 2026). Words of the glossary are permitted.

use std::collections::HashSet;

use super::advice;
use crate::diagnostics::{Diagnostic, Place};
use crate::lang::Language;
use crate::parse::tree::Step;
use crate::portal::Portal;

/// Looks at the words of the menu, of roles and of their links.
pub fn check(portal: &Portal, found: &mut Vec<Diagnostic>) {
    if portal.language() != Language::Ru {
        return;
    }
    let glossary = portal.glossary.iter().flat_map(|read| read.value.iter());
    let permitted: HashSet<&str> = glossary
        .flat_map(|term| std::iter::once(&term.term).chain(term.names.iter()))
        .map(|word| &**word)
        .collect();
    let (site, source) = (&portal.site.value, &portal.site.source);
    let sections = site.sections.iter().enumerate();
    let roles = site.roles.iter().enumerate();
    let titles = sections
        .map(|(at, section)| ("sections", at, &section.title))
        .chain(roles.map(|(at, role)| ("roles", at, &role.title)));
    for (list, at, title) in titles {
        let is_latin = |word: &&str| {
            word.chars().filter(char::is_ascii_alphabetic).count() > 1 && !permitted.contains(word)
        };
        let mut words = title.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        if let Some(word) = words.find(is_latin) {
            let place: Place =
                source.value_place(&[Step::Key(list), Step::Index(at), Step::Key("title")]);
            found.push(advice("advice-latin-in-menu", place).with("text", word));
        }
    }
}
