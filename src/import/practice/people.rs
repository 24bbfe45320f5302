//! Persons of a passport. Names are kept where the contract shows them only with consent; telephones
//! and mail are never carried over, only told.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::lines::Line;
use super::markdown::ADDRESS;
use crate::import::plan::executors::Matcher;
use crate::import::plan::flat;
use crate::import::yaml;
use crate::privacy::{MASKED, Mask};

/// A person as the file will have it: a name is no position, so that it is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    pub position: String,
    /// An id, or the words.
    pub organization: String,
}

/// Persons of a row, and what was found beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    pub persons: Vec<Person>,
    /// Ids of organizations of the portal that the row names.
    pub organizations: Vec<String>,
    /// Organizations that the portal does not have.
    pub unknown: Vec<String>,
    /// Whether telephones or mail were left out.
    pub has_contacts: bool,
}

static MAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+").ok());
/// What stands before a telephone or an address of mail.
static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:(?:конт(?:актный|\.)?\s*)?(?:раб(?:очий|\.)?|моб(?:ильный|\.)?|сот(?:овый|\.)?)?\s*тел(?:ефон)?[.:]*|(?:адрес\s+)?(?:электронн(?:ая|ой)\s+почт[аы]|эл\.?\s*почта)|e-?mail|почта|факс)[\s:.–—-]*$").ok()
});
/// A telephone of a town without its code: «2-34-56», and one after «тел.» in any form.
static SHORT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b\d{1,3}[-–]\d{2}[-–]\d{2}\b").ok());
/// Two or three words with capital letters: rather a name than a position.
static CAPITALS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?(?:\s+\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?){1,2}\b")
        .ok()
});
/// One word that ends as surnames do.
static SURNAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b\p{Lu}\p{Ll}+(?:[оеё]в|[оеё]ва|ин|ина|ын|ына|ский|ская|цкий|цкая|енко|чук|юк|ян|дзе|швили|ых)\b").ok()
});
/// Where a school begins in «учитель физики МБОУ «СОШ № 5»».
static SCHOOL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\s((?:М[БАК]?|Г[БАК]?П?|ЧО?)(?:Д|В?С)?ОУ|[МГ]?[БАК]У|СОШ|ООШ|НОШ)\s").ok()
});
/// Words by which an organization is known.
static ORGANIZATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(^|[^\p{L}])((?:м|г|ч|ф|к|о)?[абк]?(?:д?оу|оо|удо|у)|ау|иро|ипк|сош|оош|нош|школа|гимназия|лицей|институт\p{L}*|центр\p{L}*|департамент\p{L}*|управлени\p{L}*|учреждени\p{L}*|детск\p{L}+ сад\p{L}*)([^\p{L}]|$)").ok()
});
/// Words that begin a position, and are no name although they have a capital letter.
const POSITIONS: [&str; 14] = [
    "учител",
    "педагог",
    "директор",
    "заместител",
    "методист",
    "воспитател",
    "психолог",
    "логопед",
    "заведующ",
    "руководител",
    "советник",
    "социальн",
    "старш",
    "классн",
];

/// Where a text has telephones and mail, with the words before them.
pub fn contacts(text: &str, mask: &Mask) -> Vec<Range<usize>> {
    let is_number = |range: &Range<usize>| {
        let digits = text.get(range.clone()).unwrap_or_default();
        digits.chars().filter(char::is_ascii_digit).count() > 4
    };
    let mut found: Vec<Range<usize>> = mask.ranges(text).into_iter().filter(is_number).collect();
    let others = [&MAIL, &SHORT]
        .into_iter()
        .filter_map(|pattern| pattern.as_ref());
    found.extend(
        others
            .flat_map(|pattern| pattern.find_iter(text))
            .map(|found| found.range()),
    );
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in found {
        match apart.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

/// Names in a text: those that a document would leave out.
pub fn names(text: &str, mask: &Mask) -> Vec<String> {
    let found = mask
        .ranges(text)
        .into_iter()
        .filter_map(|range| text.get(range));
    let has_digits = |name: &&str| name.chars().any(|c| c.is_ascii_digit());
    found.filter(|name| !has_digits(name)).map(flat).collect()
}

/// A text with a sign in the place of every telephone and address of mail, and what stood there.
pub fn without_contacts(text: &str, mask: &Mask) -> (String, Vec<String>) {
    let mut out = text.to_owned();
    let mut left = Vec::new();
    for range in contacts(text, mask).into_iter().rev() {
        left.insert(0, text.get(range.clone()).unwrap_or_default().to_owned());
        out.replace_range(range, MASKED);
    }
    (out, left)
}

/// A text without telephones and mail and the words before them.
fn stripped(text: &str, mask: &Mask) -> String {
    let mut out = match ADDRESS.as_ref() {
        Some(address) => address.replace_all(text, ",").into_owned(),
        None => text.to_owned(),
    };
    let text = &out.clone();
    for range in contacts(text, mask).into_iter().rev() {
        let before = text.get(..range.start).unwrap_or_default();
        let word = BEFORE.as_ref().and_then(|before_it| before_it.find(before));
        let start = word.map_or(range.start, |word| word.start());
        if out.get(start..range.end).is_some() {
            out.replace_range(start..range.end, ",");
        }
    }
    out
}

/// Reads the persons of a row: a line or a part between semicolons is one of them.
pub fn read(lines: &[Line], matcher: &mut Matcher, mask: &Mask) -> People {
    let mut people = People::default();
    for line in lines {
        let has_address = ADDRESS
            .as_ref()
            .is_some_and(|known| known.is_match(&line.text));
        people.has_contacts |= has_address || !contacts(&line.text, mask).is_empty();
        let text = stripped(&line.text, mask);
        for part in text.split([';', '\t']) {
            people.part(part, matcher, mask);
        }
    }
    let is_person = |person: &Person| !person.name.is_empty() || !person.position.is_empty();
    people.persons.retain(is_person);
    people
}

impl People {
    fn part(&mut self, text: &str, matcher: &mut Matcher, mask: &Mask) {
        let mut person = Person::default();
        let whole = trimmed(text);
        let pieces = pieces(&whole).into_iter().flat_map(|piece| {
            let school = SCHOOL.as_ref().and_then(|school| school.find(&piece));
            match school.map(|found| piece.split_at(found.start())) {
                Some((before, after)) => vec![before.to_owned(), after.to_owned()],
                None => vec![piece],
            }
        });
        for piece in pieces {
            let piece = trimmed(&piece);
            if piece.is_empty() {
                continue;
            }
            if let Some(id) = matcher.whole(&piece) {
                person.organization.clone_from(&id);
                self.organizations.push(id);
                continue;
            }
            let (name, rest) = name_of(&piece, mask);
            if let Some(name) = name {
                // The next name is the next person.
                if !person.name.is_empty() {
                    self.persons.push(std::mem::take(&mut person));
                }
                person.name = name;
            } else if is_organization(&piece) && !piece.is_ascii() {
                person.organization = joined(&person.organization, &piece);
                self.unknown.push(piece);
                continue;
            }
            person.position = joined(&person.position, &rest);
        }
        // A position below its name is of the same person.
        match self.persons.last_mut() {
            Some(last) if person.name.is_empty() && last.position.is_empty() => {
                last.position = person.position;
                if last.organization.is_empty() {
                    last.organization = person.organization;
                }
            }
            _ => self.persons.push(person),
        }
    }
}

fn joined(first: &str, second: &str) -> String {
    match (first.is_empty(), second.is_empty()) {
        (true, _) => second.to_owned(),
        (_, true) => first.to_owned(),
        _ => format!("{first}, {second}"),
    }
}

/// A piece without the signs around it; the point after an initial stays.
fn trimmed(text: &str) -> String {
    let signs = [' ', ',', ';', ':', '–', '—', '-', '(', ')'];
    let text = flat(text);
    let text = text.trim_matches(signs).trim_start_matches('.').trim();
    let last = text.trim_end_matches('.').rsplit([' ', '.']).next();
    match last.is_some_and(|word| word.chars().count() > 1) {
        true => text
            .trim_end_matches('.')
            .trim_end_matches(signs)
            .to_owned(),
        false => text.to_owned(),
    }
}

/// Parts between commas and dashes; a comma in quotes or brackets parts nothing.
fn pieces(text: &str) -> Vec<String> {
    let mut depth = 0_i32;
    let mut pieces = vec![String::new()];
    for character in text
        .replace(" – ", ", ")
        .replace(" — ", ", ")
        .replace(" - ", ", ")
        .chars()
    {
        match character {
            '«' | '(' => depth += 1,
            '»' | ')' => depth -= 1,
            _ => {}
        }
        if character == ',' && depth <= 0 {
            pieces.push(String::new());
        } else if let Some(last) = pieces.last_mut() {
            last.push(character);
        }
    }
    pieces
}

/// The name in a piece, and its other words.
fn name_of(piece: &str, mask: &Mask) -> (Option<String>, String) {
    let masked = mask.ranges(piece).into_iter().next();
    let is_position = |word: &str| {
        let word = word.to_lowercase();
        POSITIONS.iter().any(|position| word.starts_with(position))
    };
    let capitals = || {
        let found = CAPITALS.as_ref()?.find_iter(piece);
        let mut names = found.filter_map(|found| {
            let first = found.as_str().split_whitespace().next()?;
            let skipped = if is_position(first) { first.len() } else { 0 };
            let start = found.start() + skipped;
            (!piece.get(..start)?.trim_end().ends_with(['«', '"'])).then_some(start..found.end())
        });
        names.next().filter(|_| !is_organization(piece))
    };
    let surname = || {
        let found = SURNAME.as_ref()?.find(piece)?;
        (!is_organization(piece) && !is_position(found.as_str())).then(|| found.range())
    };
    let Some(range) = masked.or_else(capitals).or_else(surname) else {
        return (None, piece.to_owned());
    };
    let name = flat(piece.get(range.clone()).unwrap_or_default());
    let mut rest = piece.to_owned();
    rest.replace_range(range, " ");
    (Some(name), trimmed(&rest))
}

/// Whether these words rather name an organization than a person or a position.
pub fn is_organization(text: &str) -> bool {
    let first = text
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let is_position = POSITIONS.iter().any(|position| first.starts_with(position));
    !is_position
        && ORGANIZATION
            .as_ref()
            .is_some_and(|known| known.is_match(text))
}

/// The lines of the persons of a field.
pub fn field(key: &'static str, persons: &[Person]) -> Vec<String> {
    let mut lines = vec![format!("{key}:")];
    for person in persons {
        let parts = [
            ("name", &person.name),
            ("position", &person.position),
            ("organization", &person.organization),
        ];
        let said = parts.into_iter().filter(|(_, text)| !text.is_empty());
        let fields = said.flat_map(|(part, text)| yaml::field(4, part, text));
        lines.extend(yaml::mapping_item(2, fields.collect()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(text: &str) -> Vec<(String, String, String)> {
        let lines: Vec<Line> = text.lines().map(Line::of).collect();
        let people = read(&lines, &mut Matcher::default(), &Mask::default());
        let parts = people.persons.into_iter();
        parts
            .map(|person| (person.name, person.position, person.organization))
            .collect()
    }

    #[test]
    fn a_name_never_becomes_a_position_and_telephones_and_mail_are_left_out() {
        for (text, name, position, organization) in [
            (
                "Иванова Мария Петровна, учитель математики",
                "Иванова Мария Петровна",
                "учитель математики",
                "",
            ),
            ("Иванова М. П. – учитель", "Иванова М. П.", "учитель", ""),
            ("учитель Иванова", "Иванова", "учитель", ""),
            ("Учитель Иванова Мария", "Иванова Мария", "Учитель", ""),
            (
                "Мария Иванова, МБОУ «СОШ № 5», завуч",
                "Мария Иванова",
                "завуч",
                "МБОУ «СОШ № 5»",
            ),
            (
                "заместитель директора по УВР, тел.: 8 (34643) 2-11-22, e-mail: a.b@school.ru",
                "",
                "заместитель директора по УВР",
                "",
            ),
            ("Ким О. И., +7 912 345-67-89", "Ким О. И.", "", ""),
            ("Сидоров П. П., завуч.", "Сидоров П. П.", "завуч", ""),
            ("Петров П. П.\nдиректор", "Петров П. П.", "директор", ""),
        ] {
            let wanted = vec![(
                name.to_owned(),
                position.to_owned(),
                organization.to_owned(),
            )];
            assert_eq!(read_one(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_text_keeps_everything_but_telephones_and_mail() {
        let mask = Mask::default();
        for (text, shown) in [
            (
                "Пишите: a@b.ru, звоните 2-34-56.",
                "Пишите: […], звоните […].",
            ),
            (
                "Доля выросла с 51 до 73 % за 2021-2022",
                "Доля выросла с 51 до 73 % за 2021-2022",
            ),
        ] {
            assert_eq!(without_contacts(text, &mask).0, shown);
        }
    }
}
