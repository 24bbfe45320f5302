//! Warnings that site.yaml silences: their codes must be codes, their files must be there.

use crate::diagnostics::{Diagnostic, Severity, nearest};
use crate::lang;
use crate::parse::Source;
use crate::parse::tree::Step;
use crate::portal::site::Site;
use crate::portal::{Portal, mistakes};

/// Checks every rule that silences a warning.
pub fn check(portal: &Portal, site: &Site, source: &Source, found: &mut Vec<Diagnostic>) {
    if site.checks.silence.is_empty() {
        return;
    }
    let files = files(portal);
    for (at, rule) in site.checks.silence.iter().enumerate() {
        let place = |field: &'static str| {
            source.value_place(&[
                Step::Key("checks"),
                Step::Key("silence"),
                Step::Index(at),
                Step::Key(field),
            ])
        };
        if !rule.code.is_empty() && !lang::has_message(&format!("mistakes.{}", &*rule.code)) {
            let similar = nearest(&rule.code, lang::names_under("mistakes"));
            found.push(mistakes::unknown_name(
                place("code"),
                "code",
                &rule.code,
                similar,
            ));
        }
        let written: &str = &rule.file;
        // What a theme holds is known only when the theme is read.
        if written.is_empty() || written.starts_with("themes/") {
            continue;
        }
        let file = match written.starts_with("content/") {
            true => written.to_owned(),
            false => format!("content/{written}"),
        };
        let warned = || found.iter().any(|warning| warning.place.file == file);
        if !files.contains(&file) && !portal.unreadable.contains(&file) && !warned() {
            let similar = nearest(&file, files.iter().map(String::as_str));
            found.push(mistakes::missing_file(
                place("file"),
                written,
                &file,
                similar,
            ));
        }
    }
}

/// Leaves out the warnings that site.yaml says are known.
pub fn leave_out(portal: &Portal, found: &mut Vec<Diagnostic>) {
    let silenced = &portal.site.value.checks.silence;
    found.retain(|diagnostic| {
        diagnostic.severity == Severity::Error
            || !silenced.iter().any(|rule| {
                let file = &diagnostic.place.file;
                *rule.code == *diagnostic.code
                    && (rule.file.0.is_empty()
                        || *file == *rule.file
                        || *file == format!("content/{}", &*rule.file))
            })
    });
}

/// Every file of the content that the portal knows, relative to the root.
fn files(portal: &Portal) -> Vec<String> {
    let settings = ["site", "navigator", "organizations", "glossary"];
    let entries = portal.entries.iter();
    let assets = portal.assets.iter();
    settings
        .iter()
        .map(|name| format!("content/{name}.yaml"))
        .chain(entries.map(|entry| entry.source.file.clone()))
        .chain(assets.map(|asset| format!("content/{}", asset.inside)))
        .collect()
}
