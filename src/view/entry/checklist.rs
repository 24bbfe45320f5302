//! The page of a checklist: a form that needs no program, and the key to its result.

use serde::Serialize;

use super::draft::{Draft, words};
use crate::lang;
use crate::parse::fields::Number;
use crate::portal::checklist::{Checklist, ChecklistLevel, ChecklistSection};
use crate::portal::{Entry, Kind};
use crate::view::context::some;
use crate::view::shapes::{Block, Link};

/// About so many questions are answered in a minute.
const QUESTIONS_A_MINUTE: usize = 1;
/// Nobody needs the time nearer than this.
const MINUTES_STEP: usize = 5;

#[derive(Serialize)]
struct Form {
    intro_html: Option<String>,
    scale: Vec<Answer>,
    sections: Vec<SectionRow>,
    privacy: String,
}

#[derive(Serialize)]
struct Answer {
    value: String,
    label: String,
}

#[derive(Serialize)]
struct SectionRow {
    title: String,
    risk: Option<Link>,
    questions: Vec<QuestionRow>,
}

#[derive(Serialize)]
struct QuestionRow {
    id: String,
    name: String,
    number: usize,
    text: String,
    /// Safe HTML.
    help: Option<String>,
    weight: Option<String>,
    weight_value: f64,
    reverse: bool,
}

#[derive(Serialize)]
struct LevelRow {
    share: String,
    title: String,
    advice_html: Option<String>,
    links: Vec<Link>,
}

#[derive(Serialize)]
struct Key {
    rows: Vec<LevelRow>,
}

/// The whole page.
pub fn fill(draft: &mut Draft, checklist: &Checklist) {
    let basis = draft.acts(std::slice::from_ref(&checklist.basis));
    draft.fact("basis", basis);
    let questions: usize = checklist
        .sections
        .iter()
        .map(|section| section.questions.len())
        .sum();
    let counted = |key: &str, count| words(draft.view.theme.words.counted(key, count));
    let counts = vec![
        counted("kinds.questions", questions),
        counted("units.sections", checklist.sections.len()),
    ];
    draft.fact("questions", counts);
    let minutes = (questions / QUESTIONS_A_MINUTE).div_ceil(MINUTES_STEP) * MINUTES_STEP;
    let time = draft
        .view
        .theme
        .words
        .fill("checklist.time", &[("minutes", &minutes.to_string())]);
    draft.fact("time", vec![words(time)]);

    draft.body("about", None);
    form(draft, checklist);
    key(draft, checklist);
}

fn form(draft: &mut Draft, checklist: &Checklist) {
    let scale = checklist
        .scale
        .iter()
        .map(|step| Answer {
            value: plain(step.value),
            label: step.label.0.clone(),
        })
        .collect();
    let mut number = 0;
    let sections = checklist
        .sections
        .iter()
        .map(|section| section_row(draft, section, &mut number))
        .collect();
    let form = Form {
        intro_html: None,
        scale,
        sections,
        privacy: draft.word("checklist.privacy"),
    };
    draft.push(Block::new("form", None, "form", &form));
}

/// A number as a program reads it.
fn plain(number: Option<Number>) -> String {
    number
        .map(|number| number.0.to_string())
        .unwrap_or_default()
}

fn section_row(draft: &mut Draft, section: &ChecklistSection, number: &mut usize) -> SectionRow {
    let words = &draft.view.theme.words;
    let questions = section
        .questions
        .iter()
        .map(|question| {
            *number += 1;
            let weight = question
                .weight
                .map(|weight| weight.0)
                .filter(|weight| *weight != 1.0);
            QuestionRow {
                // The number keeps anchors apart even where ids are written twice.
                id: format!("q-{number}"),
                name: question.id.0.clone(),
                number: *number,
                text: question.text.0.clone(),
                help: some(&question.help).map(|help| draft.here.inline(&help)),
                weight: weight.map(|weight| {
                    words.fill(
                        "checklist.weight",
                        &[("weight", &lang::decimal(words.language(), weight))],
                    )
                }),
                weight_value: weight.unwrap_or(1.0),
                reverse: question.reverse.yes(),
            }
        })
        .collect();
    SectionRow {
        title: section.title.0.clone(),
        risk: draft.risk_link(&section.risk),
        questions,
    }
}

fn key(draft: &mut Draft, checklist: &Checklist) {
    if checklist.levels.is_empty() {
        return;
    }
    let mut levels: Vec<&ChecklistLevel> = checklist.levels.iter().collect();
    let from = |level: &ChecklistLevel| level.from.map_or(0.0, |share| share.0);
    levels.sort_by(|a, b| from(a).total_cmp(&from(b)));
    let mut rows = Vec::new();
    for (at, level) in levels.iter().enumerate() {
        let next = levels.get(at + 1).map(|next| from(next));
        rows.push(LevelRow {
            share: share_words(draft, from(level), next),
            title: level.title.0.clone(),
            advice_html: some(&level.advice).map(|advice| draft.here.markdown(&advice)),
            links: helpers(draft, level),
        });
    }
    let mut block = Block::new(
        "levels",
        Some(draft.word("blocks.levels")),
        "key",
        &Key { rows },
    );
    block.note = Some(draft.word("checklist.key_note"));
    draft.push(block);
}

/// «до 40 %», «от 40 до 75 %», «от 75 %».
fn share_words(draft: &Draft, from: f64, to: Option<f64>) -> String {
    let words = &draft.view.theme.words;
    let percent = |share: f64| lang::decimal(words.language(), (share * 1000.0).round() / 10.0);
    match to {
        Some(to) if from <= 0.0 => words.fill("checklist.share_below", &[("to", &percent(to))]),
        Some(to) => words.fill(
            "checklist.share_between",
            &[("from", &percent(from)), ("to", &percent(to))],
        ),
        None => words.fill("checklist.share_above", &[("from", &percent(from))]),
    }
}

/// Entries that help at a level.
fn helpers(draft: &mut Draft, level: &ChecklistLevel) -> Vec<Link> {
    let practices = level
        .practices
        .iter()
        .map(|written| (Kind::Practice, &*written.0));
    let resources = level
        .resources
        .iter()
        .map(|written| (Kind::Resource, &*written.0));
    let courses = level
        .courses
        .iter()
        .map(|written| (Kind::Course, &*written.0));
    let named: Vec<&Entry> = practices
        .chain(resources)
        .chain(courses)
        .filter_map(|(kind, written)| draft.named(kind, written))
        .collect();
    named
        .into_iter()
        .map(|entry| draft.view.entry_link(entry))
        .collect()
}
