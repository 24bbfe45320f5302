//! Links to foreign services that gather data of people: their use on a Russian public site is limited.
//!
//! Since 1 July 2025 personal data of citizens may not be first gathered through foreign services (law
//! 152-FZ, article 18, part 5). A link for reading is no matter of this law; forms, meetings and boards are.

use super::advice;
use crate::diagnostics::{Diagnostic, Place};
use crate::portal::{Entry, Portal};

/// Hosts of forms, meetings, boards and networks, with all hosts under them.
const HOSTS: [&str; 24] = [
    "docs.google.com",
    "forms.gle",
    "goo.gl",
    "meet.google.com",
    "drive.google.com",
    "classroom.google.com",
    "forms.office.com",
    "typeform.com",
    "jotform.com",
    "surveymonkey.com",
    "eventbrite.com",
    "zoom.us",
    "teams.microsoft.com",
    "discord.gg",
    "discord.com",
    "padlet.com",
    "miro.com",
    "mentimeter.com",
    "menti.com",
    "kahoot.it",
    "facebook.com",
    "instagram.com",
    "wa.me",
    "whatsapp.com",
];

/// Looks for such links anywhere in the file.
pub fn check(_: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let text = &entry.source.text;
    for (at, scheme) in text.match_indices("://") {
        let rest = &text[at + scheme.len()..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-')));
        let host = rest[..end.unwrap_or(rest.len())].to_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host);
        let is_of = |known: &&&str| {
            host.strip_suffix(**known)
                .is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        if HOSTS.iter().find(is_of).is_some() {
            let place = Place {
                width: host.chars().count(),
                ..entry.source.byte_place(at + scheme.len())
            };
            found.push(advice("advice-foreign-host", place).with("host", host));
        }
    }
}
