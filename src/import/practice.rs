//! The passport of a practice → `practices/ID.md`. Pure.
//!
//! `passport` finds rows, `wordings` says which field each of them is, `card` fills the fields and
//! gives the text everything that no field holds, under the row's own words. What the contract leaves
//! to a person – the level of evidence, the cost, the consent to be named – is only proposed.

mod body;
mod card;
mod facets;
mod lines;
mod markdown;
mod passport;
mod people;
mod resources;
mod results;
mod steps;
mod wordings;

use std::collections::BTreeSet;

use super::clean;
use super::existing::Existing;
use super::model::{Block, Note, NoteKind, Place, Source};
use super::outcome::{Imported, Options, Output, Refused, backup, is_id};
use super::plan::executors::Matcher;
use super::report::{Report, one_line};
use super::{organizations, renew, yaml};
use crate::lang::{Language, message, slug};
use crate::privacy::Mask;
use card::{Card, Given, Portal};
use facets::Vocabulary;
use wordings::Field;

/// A sign that no text has, in the place of a tab while a file is cleaned: a row of a table in a cell
/// keeps its columns.
const TAB: char = '\u{e009}';

/// Cleans a file as always, but keeps tabs.
pub fn cleaned(mut source: Source) -> Source {
    let swap = |source: &mut Source, from: char, to: &str| {
        for block in &mut source.blocks {
            let Block::Table(table) = block else { continue };
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            for paragraph in cells.flat_map(|cell| &mut cell.paragraphs) {
                if paragraph.text.contains(from) {
                    paragraph.text = paragraph.text.replace(from, to);
                }
            }
        }
    };
    let tab = TAB.to_string();
    swap(&mut source, '\t', &format!(" {tab} "));
    let mut source = clean::source(source);
    swap(&mut source, TAB, "\t");
    source
}

/// Makes the texts of the practices of a file and of new organizations.
pub fn practice(
    source: &Source,
    name: &str,
    existing: &Existing,
    options: &Options,
) -> Result<Imported, Refused> {
    let vocabulary = Vocabulary::read(&existing.navigator);
    let found = passport::find(source, &|label| vocabulary.field(label));
    if found.passports.is_empty() {
        return Err(Refused::NoPassport);
    }
    if options.id.is_some() && found.passports.len() > 1 {
        return Err(Refused::ManyPassports(found.passports.len()));
    }
    let known = organizations::read(&existing.organizations);
    let names = known.iter().flat_map(|known| &known.names);
    let mask = Mask::new(names.map(String::as_str));
    let mut portal = Portal {
        vocabulary: &vocabulary,
        matcher: Matcher::new(&known),
        mask: &mask,
        owner: known
            .iter()
            .any(|known| known.id == existing.owner)
            .then_some(existing.owner.as_str()),
        outside: &found.outside,
        file: name,
    };
    let mut notes = source.notes.clone();
    notes.extend(found.outside.iter().map(|(place, text)| {
        Note::new(NoteKind::Read, "import.practice-outside", place.clone())
            .with("words", text.clone())
    }));
    notes.extend(found.headings.iter().map(|(place, text)| {
        Note::new(NoteKind::Read, "import.practice-heading", place.clone())
            .with("words", text.clone())
    }));
    let mut outputs: Vec<Output> = Vec::new();
    let mut ids = BTreeSet::new();
    let (mut rows, mut texts) = (0, 0);
    for passport in &found.passports {
        let card = Card::of(passport, &mut portal);
        rows += passport.entries.len();
        texts += card.sections.len();
        let id = id(options, &card.title)?;
        if !ids.insert(slug(&id)) {
            return Err(Refused::SameId(id));
        }
        let output = output(&id, name, &card, existing, options, &mut notes)?;
        notes.extend(card.notes);
        outputs.push(output);
    }
    for (name, id) in std::mem::take(&mut portal.matcher.ambiguous) {
        let note = Note::new(
            NoteKind::Doubt,
            "import.executor-ambiguous",
            Place::default(),
        );
        notes.push(note.with("name", name).with("id", id));
    }
    let added = portal.matcher.added;
    if !added.is_empty() {
        let text = organizations::append(&existing.organizations, &added, name)
            .ok_or(Refused::Organizations)?;
        let output = Output {
            path: "content/organizations.yaml".to_owned(),
            text,
            kept: None,
        };
        outputs.insert(0, output);
    }
    let counted = vec![
        ("practices", found.passports.len().to_string()),
        ("rows", rows.to_string()),
        ("texts", texts.to_string()),
    ];
    let report = Report {
        file: name.to_owned(),
        notes,
        organizations: added,
        files: outputs.iter().map(|output| output.path.clone()).collect(),
        counted: Some(("import.practice-summary", counted)),
        ..Report::default()
    };
    Ok(Imported { outputs, report })
}

/// The file of a practice, new or renewed.
fn output(
    id: &str,
    name: &str,
    card: &Card,
    existing: &Existing,
    options: &Options,
    notes: &mut Vec<Note>,
) -> Result<Output, Refused> {
    // Two ids may have one address; then they are one practice.
    let mut all = existing.practices.iter();
    let old = existing.practices.get(id).or_else(|| {
        all.find(|(known, _)| slug(known) == slug(id))
            .map(|(_, old)| old)
    });
    let Some((path, old)) = old else {
        return Ok(Output {
            path: format!("content/practices/{id}.md"),
            text: text(name, card),
            kept: None,
        });
    };
    if !options.force {
        return Err(Refused::PracticeExists(path.clone()));
    }
    let (text, changes) = renewed(old, card, id).ok_or_else(|| Refused::Style(path.clone()))?;
    notes.extend(changes);
    let kept = (text != *old).then(|| (backup(path), old.clone()));
    Ok(Output {
        path: path.clone(),
        text,
        kept,
    })
}

/// The name of the file: of the title, whole words, not too long.
fn id(options: &Options, title: &str) -> Result<String, Refused> {
    const MOST: usize = 60;
    if let Some(id) = &options.id {
        return match is_id(id) {
            true => Ok(id.clone()),
            false => Err(Refused::Id(id.clone())),
        };
    }
    let mut id = String::new();
    for word in slug(title).split('-').filter(|word| !word.is_empty()) {
        if !id.is_empty() && id.len() + word.len() >= MOST {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(word);
    }
    let id: String = id.chars().take(2 * MOST).collect();
    Ok(match is_id(&id) {
        true => id,
        false => format!("praktika-{id}").trim_end_matches('-').to_owned(),
    })
}

/// Notes with names or telephones, which no file of the portal repeats.
const PRIVATE: [&str; 3] = [
    "import.practice-persons",
    "import.practice-contacts",
    "import.practice-names",
];

fn text(name: &str, card: &Card) -> String {
    let say = |key: &str, values: &[(&str, String)]| message(Language::Ru, key, values);
    let mut lines = vec!["---".to_owned()];
    let head = say("import.practice-head", &[("file", name.to_owned())]);
    lines.extend(yaml::comment(0, &head));
    let doubts = card
        .notes
        .iter()
        .filter(|note| note.kind == NoteKind::Doubt);
    let (private, doubts): (Vec<&Note>, Vec<&Note>) =
        doubts.partition(|note| PRIVATE.contains(&note.key));
    if !doubts.is_empty() {
        lines.push(format!("# {}", say("import.comment-doubts", &[])));
        let told = doubts
            .iter()
            .map(|note| format!("– {}", one_line(note, Language::Ru)));
        lines.extend(told.flat_map(|line| yaml::comment(0, &line)));
    }
    if !private.is_empty() {
        lines.extend(yaml::comment(0, &say("import.practice-private", &[])));
    }
    for given in &card.fields {
        let comment = given.comment.as_deref();
        lines.extend(comment.into_iter().flat_map(|text| yaml::comment(0, text)));
        lines.extend(given.lines.iter().cloned());
    }
    lines.push("---".to_owned());
    let body = body::text(&card.sections);
    if !body.is_empty() {
        lines.extend([String::new(), body]);
    }
    lines.join("\n") + "\n"
}

/// The old file with what the passport says anew.
fn renewed(old: &str, card: &Card, id: &str) -> Option<(String, Vec<Note>)> {
    let old = old.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let rest = old.strip_prefix("---\n")?;
    let end = rest.find("\n---")?;
    let (front, after) = rest.split_at_checked(end + 1)?;
    let (_, body) = after.split_once('\n').unwrap_or((after, ""));
    let given = card.fields.iter().filter(|given| given.key != "draft");
    let fields: Vec<_> = given
        .map(
            |Given {
                 key,
                 lines,
                 is_read,
                 ..
             }| ((*key, lines.clone()), *is_read),
        )
        .collect();
    let (front, mut notes) = renew::front(front, &fields, id)?;
    let (body, changes) = body::renew(body, &card.sections, id);
    notes.extend(changes);
    Some((format!("---\n{front}---\n{body}"), notes))
}

/// A number as a number, anything else as a text.
fn quantity(indent: usize, key: &str, text: &str) -> Vec<String> {
    let number = text.replace(',', ".");
    let (whole, part) = number.split_once('.').unwrap_or((&number, "0"));
    let are_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match are_digits(whole) && are_digits(part) {
        true => vec![format!("{}{key}: {number}", " ".repeat(indent))],
        false => yaml::field(indent, key, text),
    }
}

/// What a table inside a passport is about, by its headings.
fn field_of_table(head: &[&str]) -> Option<Field> {
    match (steps::is_head(head), results::is_head(head)) {
        (_, true) => Some(Field::Results),
        (true, _) => Some(Field::Steps),
        _ => None,
    }
}
