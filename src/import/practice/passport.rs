//! A file → its passports: rows with a label and a value, wherever the file keeps them.
//!
//! A table of two columns is the usual form; numbers may stand before the labels, a third column may
//! divide a value, merged rows are headings. Headings with text below and lines «Цель: …» are read by
//! the same rules. A row with the name of a practice begins a passport.

mod table;

use super::lines::{self, Line};
use super::wordings::{self, Field};
use crate::import::model::{Block, Paragraph, Place, Source};
use crate::import::plan::flat;

/// A row of a passport.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The heading above it, of rows that belong together.
    pub group: Option<String>,
    /// Its label as written, without its number.
    pub label: String,
    /// Which field it is, and how surely: the place in the table of wordings.
    pub field: Option<(usize, Field)>,
    /// Its value.
    pub lines: Vec<Line>,
    /// Where it stands.
    pub place: Place,
}

/// A passport: its rows in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passport {
    pub entries: Vec<Entry>,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The passports, in the order of the file.
    pub passports: Vec<Passport>,
    /// Headings over rows that belong together.
    pub headings: Vec<(Place, String)>,
    /// Words that are in no passport: titles, headings of columns.
    pub outside: Vec<(Place, String)>,
}

/// A file with more rows and paragraphs is something else: no collection of passports comes near.
const MOST: usize = 10_000;
/// The longest label that stands in a line of text.
const LABEL: usize = 90;
/// Fields by which a passport is known: with a name fewer are enough.
const WITH_NAME: usize = 3;
/// … than without one.
const WITHOUT_NAME: usize = 4;

/// Finds the passports of a file. `facet` knows the labels of the navigator's facets.
pub fn find(source: &Source, facet: &dyn Fn(&str) -> Option<Field>) -> Found {
    let size = |block: &Block| match block {
        Block::Paragraph(_) => 1,
        Block::Table(table) => table.rows.len(),
    };
    if source.blocks.iter().map(size).sum::<usize>() > MOST {
        return Found::default();
    }
    let mut reader = Reader::new(facet);
    for block in &source.blocks {
        match block {
            Block::Paragraph(paragraph) => reader.paragraph(paragraph),
            Block::Table(table) => reader.table(table),
        }
    }
    reader.finish()
}

/// A heading over rows that belong together.
struct Group {
    text: String,
    field: Option<(usize, Field)>,
    place: Place,
}

struct Reader<'f> {
    facet: &'f dyn Fn(&str) -> Option<Field>,
    found: Found,
    /// The passport being read.
    entries: Vec<Entry>,
    group: Option<Group>,
    /// Whether lines of text go on with the last row.
    is_open: bool,
    /// The number of the last label that stands above its value.
    number: Option<u32>,
}

impl<'f> Reader<'f> {
    fn new(facet: &'f dyn Fn(&str) -> Option<Field>) -> Self {
        Reader {
            facet,
            found: Found::default(),
            entries: Vec::new(),
            group: None,
            is_open: false,
            number: None,
        }
    }

    fn known(&self, label: &str) -> Option<(usize, Field)> {
        let own = wordings::plain(label);
        if own.chars().count() > LABEL {
            // A long label is known by its beginning all the same, a long sentence is none.
            return wordings::field(&own).filter(|_| !own.contains(". "));
        }
        let facet = (self.facet)(&own).map(|field| (0, field));
        facet.or_else(|| wordings::field(&own))
    }

    fn has(&self, field: &Field) -> bool {
        let mut own = self.entries.iter().filter_map(|entry| entry.field.as_ref());
        own.any(|(_, known)| known == field)
    }

    fn heading(&mut self, place: &Place, text: &str) {
        let target = match is_title(text) {
            true => &mut self.found.outside,
            false => &mut self.found.headings,
        };
        target.push((place.clone(), flat(text)));
    }

    fn outside(&mut self, place: &Place, text: &str) {
        self.found.outside.push((place.clone(), flat(text)));
    }

    /// A row with its value. A second name begins another passport.
    fn row(&mut self, label: &str, lines: Vec<Line>, place: &Place) {
        let label = wordings::plain(label);
        let mut field = self.known(&label);
        if let Some(group) = &self.group {
            let is_part = |own: &Field, part: &Field| {
                own.name() == part.name() && matches!(own, Field::Resources)
            };
            match (&group.field, &field) {
                (Some((_, own)), Some((_, part))) if own == part && *own != Field::Text => {
                    return self.part(&label, lines);
                }
                (Some((_, own)), Some((_, part))) if !is_part(own, part) => self.group = None,
                (Some(_), None) => return self.part(&label, lines),
                (None, Some((_, Field::Title))) if is_of_organization(&group.text) => {
                    field = Some((0, Field::Organization));
                }
                _ => {}
            }
        }
        if matches!(field, Some((_, Field::Title))) && self.has(&Field::Title) {
            self.end();
        }
        self.entries.push(Entry {
            group: self.group.as_ref().map(|group| group.text.clone()),
            label,
            field,
            lines,
            place: place.clone(),
        });
    }

    /// A row of a group that is a field as a whole: «Этапы» over «Подготовительный», «Основной».
    fn part(&mut self, label: &str, lines: Vec<Line>) {
        let Some(group) = &self.group else { return };
        let is_begun = self
            .entries
            .last()
            .is_some_and(|last| last.label == group.text && last.place == group.place);
        if !is_begun {
            self.entries.push(Entry {
                group: None,
                label: group.text.clone(),
                field: group.field.clone(),
                lines: Vec::new(),
                place: group.place.clone(),
            });
        }
        let Some(last) = self.entries.last_mut() else {
            return;
        };
        match <[Line; 1]>::try_from(lines) {
            Ok([line]) if line.is_row() => {
                last.lines.push(Line::of(format!("{label}\t{}", line.text)));
            }
            Ok([line]) => last
                .lines
                .push(Line::of(format!("{label}: {}", line.shown()))),
            Err(lines) => {
                last.lines.push(Line::of(format!("{label}:")));
                last.lines.extend(lines);
            }
        }
    }

    /// Whether the last label has no value yet.
    fn awaits(&self) -> bool {
        match &self.group {
            Some(group) => group.field.is_some(),
            None => self
                .entries
                .last()
                .is_some_and(|last| last.lines.is_empty()),
        }
    }

    /// Lines that go on with the last row, or stand below a heading that is a label.
    fn go_on(&mut self, lines: Vec<Line>) {
        if let Some(group) = self.group.take_if(|group| group.field.is_some()) {
            self.row(&group.text, lines, &group.place);
            return;
        }
        match self.entries.last_mut() {
            Some(last) => last.lines.extend(lines),
            None => self.outside(&Place::default(), &lines::one(&lines)),
        }
    }

    /// A label that is known, with its value below it in the same cell.
    fn above(&self, lines: &[Line]) -> Option<(String, Vec<Line>)> {
        let (first, rest) = lines.split_first()?;
        let is_known = is_label(&first.text) && self.known(&first.text).is_some();
        (is_known && !rest.is_empty()).then(|| (first.text.clone(), rest.to_vec()))
    }

    /// «Цель: …» with a label that is known.
    fn colon(&self, lines: &[Line]) -> Option<(String, Vec<Line>)> {
        let (first, rest) = lines.split_first()?;
        let (label, value) = first.text.split_once(':')?;
        let is_known = label.chars().count() <= LABEL && self.known(label).is_some();
        if !is_known || first.is_bullet() || first.is_row() {
            return None;
        }
        let own = Some(Line::of(value.trim())).filter(|line| !line.text.is_empty());
        let lines = own.into_iter().chain(rest.iter().cloned()).collect();
        Some((label.to_owned(), lines))
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let lines = lines::of_paragraph(paragraph);
        if lines.is_empty() {
            return;
        }
        let place = &paragraph.place;
        let text = paragraph.text.trim();
        let is_item = lines.first().is_some_and(Line::is_bullet);
        let is_value = self.is_open && self.awaits() && !paragraph.heading && !text.ends_with(':');
        let is_whole = is_label(text) && !is_item && !is_value;
        let whole = self.known(text).filter(|_| is_whole);
        let labelled = match whole {
            Some(_) => Some((text.to_owned(), Vec::new())),
            None => self.colon(&lines).filter(|_| !is_item),
        };
        let field = labelled.as_ref().and_then(|(label, _)| self.known(label));
        if let (Some((label, lines)), Some((_, field))) = (labelled, &field) {
            let begins = matches!(
                field,
                Field::Title | Field::Organization | Field::Author | Field::Problem
            );
            // The second «Результат: …» belongs to the step it stands in.
            let is_part = self.is_open && self.has(field) && !paragraph.heading;
            let is_new = *field == Field::Title || field.is_of_persons() || !is_part;
            if is_new && (begins || !self.entries.is_empty()) {
                self.group = None;
                self.row(&label, lines, place);
                self.is_open = true;
                return;
            }
        }
        if self.entries.is_empty() {
            return self.outside(place, &paragraph.shown());
        }
        if paragraph.heading {
            self.group = None;
            self.row(text, Vec::new(), place);
        } else if self.is_open {
            return self.go_on(lines);
        } else {
            self.group = None;
            self.row("", lines, place);
        }
        self.is_open = true;
    }

    fn end(&mut self) {
        let entries = std::mem::take(&mut self.entries);
        if !entries.is_empty() {
            self.found.passports.push(Passport { entries });
        }
    }

    /// What is too small for a passport belongs to the next one, or to the last.
    fn finish(mut self) -> Found {
        self.end();
        let parts = std::mem::take(&mut self.found.passports);
        let mut whole: Vec<Passport> = Vec::new();
        let mut small: Vec<Entry> = Vec::new();
        for mut part in parts {
            if part.is_whole() {
                part.entries.splice(0..0, small.drain(..));
                whole.push(part);
                continue;
            }
            for entry in &mut part.entries {
                entry.field.take_if(|(_, field)| *field == Field::Title);
            }
            match whole.last_mut() {
                Some(last) => last.entries.append(&mut part.entries),
                None => small.append(&mut part.entries),
            }
        }
        for entry in small {
            let text = format!("{} {}", entry.label, lines::one(&entry.lines));
            self.found.outside.push((entry.place, flat(&text)));
        }
        self.found.passports = whole;
        self.found
    }
}

impl Passport {
    /// Whether so many rows are known that it is a passport.
    fn is_whole(&self) -> bool {
        let known = self.entries.iter().filter_map(|entry| entry.field.as_ref());
        let mut labels: Vec<&str> = self
            .entries
            .iter()
            .filter(|entry| entry.field.is_some())
            .map(|entry| entry.label.as_str())
            .collect();
        labels.sort_unstable();
        labels.dedup();
        let has_name = known.clone().any(|(_, field)| *field == Field::Title);
        labels.len() >= if has_name { WITH_NAME } else { WITHOUT_NAME }
    }
}

/// Whether a text can be a label by its look.
fn is_label(text: &str) -> bool {
    let text = text.trim();
    let is_sentence = text.ends_with(['.', '!', ';'])
        || text.contains(". ") && !text.starts_with(char::is_numeric);
    text.chars().count() <= LABEL
        && !is_sentence
        && !text.contains('\n')
        && !text.trim_end_matches(':').contains(':')
}

fn is_title(text: &str) -> bool {
    text.to_lowercase().contains("паспорт")
}

fn is_of_organization(text: &str) -> bool {
    let text = text.to_lowercase();
    ["организац", "учрежд", "школ", "заявител"]
        .iter()
        .any(|word| text.contains(word))
}
