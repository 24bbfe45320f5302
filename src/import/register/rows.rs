//! Rows of a sheet → organizations as the sheet tells them, with everything that it says and a portal
//! has no place for told.

use std::collections::BTreeMap;

use super::columns::{Column, Field, Grid};
use super::names::{Key, Namer};
use super::territories::{self, Territories};
use super::{kinds, values};
use crate::import::model::{Cell, Note, NoteKind, Place, Row, Table};
use crate::import::plan::rows::is_column_numbers;
use crate::import::plan::{flat, short};
use crate::import::read::ledger::Ledger;
use crate::privacy::Mask;

/// An organization as a row tells it.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Where its row stands.
    pub place: Place,
    /// The id that the sheet gives.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Its short name.
    pub short: Option<String>,
    /// Its type, if plain words say it.
    pub kind: Option<&'static str>,
    /// A territory of the portal.
    pub territory: Option<String>,
    /// Where it is, in words that tell one place from another, known to the portal or not.
    pub locality: Option<String>,
    /// The same, as a part of an id.
    pub place_slug: Option<String>,
    /// What it belongs to, in the words of the sheet.
    pub parent: Option<String>,
    /// Its site.
    pub site: Option<String>,
    /// E-mail, telephone, address, hours, by their keys.
    pub contacts: Vec<(&'static str, String)>,
    /// Tax number.
    pub tax: Option<String>,
    /// Keys of its names: the full one first.
    pub keys: Vec<Key>,
}

/// What rows are read with.
pub struct Reader<'r> {
    /// Makes keys.
    pub namer: &'r Namer,
    /// Territories of the portal.
    pub territories: &'r Territories,
    /// What to tell.
    pub ledger: Ledger,
    /// Unknown territories: words → (how often, where first).
    pub unknown: BTreeMap<String, (usize, Place)>,
    /// What the rows told.
    pub found: Vec<Found>,
    /// The territory that a heading over rows names: the id and its words.
    section: Option<(Option<String>, String)>,
}

/// Words of a row that adds others up.
const TOTALS: &[&str] = &["итого", "всего"];

impl<'r> Reader<'r> {
    /// A reader that has read nothing.
    pub fn new(namer: &'r Namer, territories: &'r Territories) -> Self {
        Self {
            namer,
            territories,
            ledger: Ledger::default(),
            unknown: BTreeMap::new(),
            found: Vec::new(),
            section: None,
        }
    }

    /// Reads a table below its headings.
    pub fn read(&mut self, table: &Table, grid: &Grid) {
        self.section = None;
        let mut lost: BTreeMap<usize, usize> = BTreeMap::new();
        // Values of merged cells by column.
        let mut above: BTreeMap<usize, String> = BTreeMap::new();
        for row in table.rows.iter().skip(grid.first_row) {
            if self.found.len() > super::MOST {
                return;
            }
            if row.is_empty() || is_column_numbers(row) || grid.is_repeated(row) {
                continue;
            }
            if !self.heading(row, grid) {
                self.row(row, grid, &mut above, &mut lost);
            }
        }
        self.lost(table, grid, &lost);
    }

    /// A row that is no organization: a heading over others, or a sum.
    fn heading(&mut self, row: &Row, grid: &Grid) -> bool {
        let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
        let Some(first) = filled.next() else {
            return false;
        };
        let text = flat(&first.text());
        let lower = text.to_lowercase();
        if TOTALS.iter().any(|total| lower.starts_with(total)) {
            self.say(NoteKind::Read, "import.register-total", row, grid);
            return true;
        }
        if filled.next().is_some() {
            return false;
        }
        let territory = self.territories.of_cell(&text, self.namer);
        let name = grid.place_of(Field::Name).or(grid.place_of(Field::Short));
        let is_name = Some(first.column) == name && first.columns == 1;
        if is_name && territory.is_none() {
            return false;
        }
        let key = match &territory {
            Some(_) => "import.register-section-territory",
            None => "import.register-section",
        };
        self.say(NoteKind::Read, key, row, grid);
        self.section = Some((territory, text));
        true
    }

    fn row(
        &mut self,
        row: &Row,
        grid: &Grid,
        above: &mut BTreeMap<usize, String>,
        lost: &mut BTreeMap<usize, usize>,
    ) {
        let mut said: BTreeMap<Field, (String, Place)> = BTreeMap::new();
        let mut repeated = Vec::new();
        for column in &grid.columns {
            let Some(cell) = row.at(column.at) else {
                continue;
            };
            let text = match repeats(column, cell) {
                true => above.get(&column.at).cloned().unwrap_or_default(),
                false => flat(&cell.text()),
            };
            if repeats(column, cell) && !text.is_empty() {
                repeated.push(column.heading.clone());
            }
            above.insert(column.at, text.clone());
            if is_nothing(&text) {
                continue;
            }
            match column.field {
                Field::Number => {}
                Field::Other | Field::Person | Field::TaxNumber => {
                    *lost.entry(column.at).or_default() += 1;
                    if column.field == Field::TaxNumber {
                        said.insert(column.field, (text, cell.place.clone()));
                    }
                }
                field => {
                    said.insert(field, (text, cell.place.clone()));
                }
            }
        }
        self.beyond(row, grid);
        if !repeated.is_empty() {
            let note = Note::new(
                NoteKind::Changed,
                "import.register-merged",
                row.place.clone(),
            );
            self.ledger.note(note.with("columns", repeated.join(", ")));
        }
        match self.organization(row, &said) {
            Some(found) => self.found.push(found),
            None => self.say(NoteKind::Doubt, "import.register-no-name", row, grid),
        }
    }

    /// Words to the right of all headings.
    fn beyond(&mut self, row: &Row, grid: &Grid) {
        let is_beyond = |cell: &&Cell| {
            !cell.is_empty()
                && !grid.columns.iter().any(|column| {
                    (cell.column..cell.column + cell.columns.max(1)).contains(&column.at)
                })
        };
        for cell in row.cells.iter().filter(is_beyond) {
            let note = Note::new(
                NoteKind::Doubt,
                "import.register-beyond",
                cell.place.clone(),
            );
            let words = Mask::default().apply(&flat(&cell.text()));
            self.ledger.note(note.with("words", short(&words)));
        }
    }

    fn organization(
        &mut self,
        row: &Row,
        said: &BTreeMap<Field, (String, Place)>,
    ) -> Option<Found> {
        let word = |field: Field| said.get(&field).map(|(text, _)| text.clone());
        let (name, in_brackets) = values::name(&word(Field::Name).or(word(Field::Short))?);
        let short = word(Field::Short)
            .or(in_brackets)
            .filter(|short| *short != name);
        let mut found = Found {
            place: row.place.clone(),
            id: word(Field::Id),
            kind: self.kind(&name, said),
            parent: word(Field::Parent),
            tax: word(Field::TaxNumber)
                .map(|tax| tax.chars().filter(char::is_ascii_digit).collect()),
            name,
            short,
            ..Found::default()
        };
        let names = [Some(&found.name), found.short.as_ref()];
        let names = names.into_iter().flatten();
        found.keys = names
            .map(|name| self.namer.key(name, self.territories))
            .collect();
        self.place(&mut found, said);
        self.contacts(&mut found, said);
        Some(found)
    }

    fn kind(
        &mut self,
        name: &str,
        said: &BTreeMap<Field, (String, Place)>,
    ) -> Option<&'static str> {
        let of_name = kinds::of(name);
        let Some((text, place)) = said.get(&Field::Kind) else {
            return of_name;
        };
        let of_cell = kinds::of_cell(text);
        if of_cell.is_none() {
            let note = Note::new(NoteKind::Doubt, "import.register-kind-word", place.clone());
            self.ledger.note(note.with("text", short(text)));
        }
        of_cell.or(of_name)
    }

    /// Where it is: its own column, a heading above, its name, its address.
    fn place(&mut self, found: &mut Found, said: &BTreeMap<Field, (String, Place)>) {
        if let Some((text, place)) = said.get(&Field::Territory) {
            found.territory = self.territories.of_cell(text, self.namer);
            if found.territory.is_none() {
                let known = self.unknown.entry(text.clone());
                known.or_insert_with(|| (0, place.clone())).0 += 1;
            }
            let (locality, slug) = self.locality(found.territory.as_deref(), text);
            (found.locality, found.place_slug) = (Some(locality), Some(slug));
            return;
        }
        let is_place = |(territory, words): &(Option<String>, String)| {
            territory.is_some() || territories::is_place(words)
        };
        if let Some((territory, words)) = self.section.clone().filter(is_place) {
            let (locality, slug) = self.locality(territory.as_deref(), &words);
            (found.locality, found.place_slug) = (Some(locality), Some(slug));
            found.territory = territory;
            return;
        }
        let of_name = found.keys.iter().find_map(|key| key.territory.clone());
        let address = said.get(&Field::Address).map(|(text, _)| text.as_str());
        let of_address = || self.namer.key(address?, self.territories).territory;
        let Some(territory) = of_name.or_else(of_address) else {
            return;
        };
        let note = Note::new(
            NoteKind::Changed,
            "import.register-territory-told",
            found.place.clone(),
        );
        let note = note
            .with("name", short(&found.name))
            .with("id", territory.clone());
        self.ledger.note(note);
        (found.locality, found.place_slug) = (Some(territory.clone()), Some(territory.clone()));
        found.territory = Some(territory);
    }

    /// A place in the words by which it is compared, and as a part of an id.
    fn locality(&self, territory: Option<&str>, words: &str) -> (String, String) {
        match territory {
            Some(id) => (id.to_owned(), id.to_owned()),
            None => territories::unknown(words, self.namer),
        }
    }

    fn contacts(&mut self, found: &mut Found, said: &BTreeMap<Field, (String, Place)>) {
        if let Some((text, place)) = said.get(&Field::Site) {
            found.site = self.taken(values::site(text), text, place);
        }
        type Reading = fn(&str) -> values::Taken;
        let keys: [(Field, &'static str, Reading); 4] = [
            (Field::Email, "email", values::email),
            (Field::Phone, "phone", values::phone),
            (Field::Address, "address", values::words),
            (Field::Hours, "hours", values::words),
        ];
        for (field, key, read) in keys {
            if let Some((text, place)) = said.get(&field) {
                let value = self.taken(read(text), text, place);
                found.contacts.extend(value.map(|value| (key, value)));
            }
        }
    }

    /// A value with what is to be told of it.
    fn taken(&mut self, taken: values::Taken, text: &str, place: &Place) -> Option<String> {
        if let Some((kind, key)) = taken.note {
            let text = match key {
                // What must not be published does not go into a report that is passed on, either.
                values::PERSONAL => String::new(),
                _ => short(text),
            };
            let value = taken.value.clone().unwrap_or_default();
            let note = Note::new(kind, key, place.clone());
            self.ledger
                .note(note.with("text", text).with("value", value));
        }
        taken.value
    }

    /// Columns that nothing of a portal takes, each with its heading.
    fn lost(&mut self, table: &Table, grid: &Grid, lost: &BTreeMap<usize, usize>) {
        let place = table.rows.first().map(|row| Place {
            row: 0,
            line: None,
            ..row.place.clone()
        });
        let place = place.unwrap_or_default();
        for (at, count) in lost {
            let Some(column) = grid.columns.iter().find(|column| column.at == *at) else {
                continue;
            };
            let key = match column.field {
                Field::Person => "import.register-person",
                Field::TaxNumber => "import.register-tax",
                _ => "import.register-column",
            };
            let heading = match column.heading.is_empty() {
                true => (at + 1).to_string(),
                false => column.heading.clone(),
            };
            let note =
                Note::new(NoteKind::Doubt, key, place.clone()).with("heading", short(&heading));
            self.ledger.note(note.with("count", count.to_string()));
        }
    }

    /// A note with the words of a row, without those of persons.
    fn say(&mut self, kind: NoteKind, key: &'static str, row: &Row, grid: &Grid) {
        let is_person = |cell: &&Cell| {
            let mut columns = grid.columns.iter();
            columns.any(|column| column.at == cell.column && column.field == Field::Person)
        };
        let cells = row
            .cells
            .iter()
            .filter(|cell| cell.columns > 1 || !is_person(cell));
        let words: Vec<String> = cells.map(|cell| flat(&cell.text())).collect();
        let words: Vec<String> = words.into_iter().filter(|text| !text.is_empty()).collect();
        let words = Mask::default().apply(&words.join(" "));
        let note = Note::new(kind, key, row.place.clone()).with("words", short(&words));
        self.ledger.note(note);
    }
}

/// Words that say that a cell is empty.
fn is_nothing(text: &str) -> bool {
    let text = text.to_lowercase();
    matches!(
        text.as_str(),
        "" | "-" | "–" | "—" | "нет" | "отсутствует" | "не имеется"
    )
}

/// Whether a cell merged with the one above has its value: a name or a telephone has one row.
fn repeats(column: &Column, cell: &Cell) -> bool {
    let is_shared = matches!(column.field, Field::Territory | Field::Parent | Field::Kind);
    cell.continues && is_shared
}
