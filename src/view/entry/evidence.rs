//! How well the effect of a practice is shown, as a ladder of six levels.

use serde::Serialize;

use super::draft::Draft;
use super::parts::paragraphs;
use crate::portal::practice::{EvidenceOfEffect, Practice};
use crate::view::context::some;
use crate::view::shapes::Block;

/// The highest level of evidence.
pub const HIGHEST: i64 = 5;

#[derive(Serialize)]
struct Ladder {
    steps: Vec<Rung>,
    level: Option<i64>,
    text: String,
    reasons_html: Option<String>,
    next: Option<String>,
    assessed: Option<String>,
}

#[derive(Serialize)]
struct Rung {
    level: i64,
    text: String,
    reached: bool,
    current: bool,
}

/// The ladder of evidence: where the practice stands, why, and what the next level lacks.
pub fn block(draft: &mut Draft, practice: &Practice) {
    let block = ladder(draft, practice, "ladder");
    draft.push(block);
}

/// The same in words alone, where several practices stand side by side.
pub fn cell(draft: &mut Draft, practice: &Practice) {
    let block = ladder(draft, practice, "evidence");
    draft.push(block);
}

fn ladder(draft: &Draft, practice: &Practice, kind: &'static str) -> Block {
    let evidence = &practice.evidence;
    let level = evidence.level.map(|level| level.0);
    let view = draft.view;
    // No level is no zero: without one there is no ladder to stand at the foot of.
    let steps = level.map_or_else(Vec::new, |own| {
        (0..=HIGHEST)
            .map(|level| Rung {
                level,
                text: view.evidence_words(Some(level)),
                reached: level <= own,
                current: level == own,
            })
            .collect()
    });
    let next = level.map(|level| {
        if level < HIGHEST {
            capital(&view.vocabulary("evidence_next", &level.to_string()))
        } else {
            view.word("practice.highest")
        }
    });
    let reasons: Vec<String> = evidence
        .reasons
        .iter()
        .map(|reason| reason.0.clone())
        .collect();
    let ladder = Ladder {
        steps,
        level,
        text: level_words(draft, level),
        reasons_html: Some(paragraphs(&reasons)).filter(|html| !html.is_empty()),
        next,
        assessed: assessed(draft, practice, evidence),
    };
    let mut block = Block::new(
        "evidence",
        Some(view.word("blocks.evidence")),
        kind,
        &ladder,
    );
    if level.is_none() {
        block.note = Some(view.word("practice.not_assessed_note"));
    }
    block
}

/// A level with its words; no level is «не оценивалась».
pub fn level_words(draft: &Draft, level: Option<i64>) -> String {
    let text = draft.view.evidence_words(level);
    match level {
        Some(level) => draft.view.theme.words.fill(
            "practice.level",
            &[("level", &level.to_string()), ("text", &text)],
        ),
        None => text,
    }
}

/// A sentence begins with a capital letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

fn assessed(draft: &Draft, practice: &Practice, evidence: &EvidenceOfEffect) -> Option<String> {
    let by = some(&evidence.assessed_by)
        .filter(|written| !super::practice::is_hidden(draft, practice, written))
        .map(|written| draft.organization(&written).text);
    let day = evidence.date.map(|date| draft.view.day(date.0).text);
    let key = if by.is_some() {
        "fields.assessed_by"
    } else {
        "fields.assessed_on"
    };
    let parts: Vec<String> = by.into_iter().chain(day).collect();
    (!parts.is_empty()).then(|| format!("{}: {}", draft.word(key), parts.join(", ")))
}
