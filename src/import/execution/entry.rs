//! One filled row of a form → one entry of a report.

use super::cells::{self, Address};
use super::{Known, Measure, doubt, doubts, wording};
use crate::formats::plan::form::{FACT, NUMBER};
use crate::import::model::{Cell, Note, NoteKind, Place, Row};
use crate::import::yaml;
use crate::portal::report::ReportState;

/// An entry with what is doubtful about it.
pub struct Entry {
    /// Number of the measure as the plan or, unknown, the row has it.
    pub number: String,
    part: Option<usize>,
    title: String,
    fields: Vec<String>,
    /// What to tell of the row.
    pub notes: Vec<Note>,
    /// Where the row stands.
    pub place: Place,
    is_right: bool,
}

/// Where the fields of an entry begin.
const INDENT: usize = 4;

impl Entry {
    /// Reads a filled row.
    pub fn read(row: &Row, known: &Known) -> Self {
        let written = known.cell(row, NUMBER);
        let text = written.map(Cell::text).unwrap_or_default();
        let place = written.map_or_else(|| row.place.clone(), |cell| cell.place.clone());
        let found = measure(text.trim(), known.measures);
        let mut entry = Self {
            number: found
                .map_or(text.trim(), |(measure, _)| &measure.number)
                .to_owned(),
            part: found.and_then(|(_, part)| part),
            title: found.map_or_else(String::new, |(measure, _)| measure.title.clone()),
            fields: Vec::new(),
            notes: Vec::new(),
            place,
            is_right: true,
        };
        if found.is_none() {
            entry.refuse(unknown(&entry, known));
        }
        let state = entry.state(row, known);
        entry.day(row, known, "on");
        entry.progress(row, known);
        entry.text(row, known);
        entry.facts(row, known, found.map(|(measure, _)| measure));
        entry.evidence(row, known);
        entry.act(row, known, state);
        let is_moved = entry.day(row, known, "until");
        if state == Some(ReportState::Postponed) && !is_moved {
            entry.refuse(doubt("import.form-no-until", entry.place.clone()));
        }
        let said = state.map_or("", ReportState::word);
        let note = Note::new(NoteKind::Read, "import.form-read", entry.place.clone());
        entry.notes.push(
            note.with("number", entry.number.clone())
                .with("state", said),
        );
        entry
    }

    /// Whether it is written as an entry, not as a comment.
    pub fn is_right(&self) -> bool {
        self.is_right
    }

    /// The measure and the part that it speaks of.
    pub fn about(&self) -> (String, Option<usize>) {
        (self.number.clone(), self.part)
    }

    /// It cannot be an entry as it stands, and this is why.
    pub fn refuse(&mut self, note: Note) {
        self.is_right = false;
        self.notes.push(note);
    }

    /// Its lines, with the doubts above them.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = yaml::comment(2, &format!("{} {}", self.number, self.title));
        lines.extend(doubts(2, &self.notes));
        let mut fields = yaml::field(INDENT, "measure", &self.number);
        fields.extend(self.part.map(|part| format!("    subitem: {part}")));
        fields.extend(self.fields.iter().cloned());
        let entry = yaml::mapping_item(2, fields);
        match self.is_right {
            true => lines.extend(entry),
            false => lines.extend(entry.iter().map(|line| format!("# {line}"))),
        }
        lines
    }

    fn doubt(&mut self, key: &'static str, cell: &Cell) {
        self.notes
            .push(doubt(key, cell.place.clone()).with("text", shown(cell)));
    }

    /// The words of a cell that was not understood, as a comment in its place.
    fn keep(&mut self, key: &str, cell: &Cell) {
        let text = format!("{key}: {}", shown(cell));
        self.fields.extend(yaml::comment(INDENT, &text));
    }

    fn state(&mut self, row: &Row, known: &Known) -> Option<ReportState> {
        let Some(cell) = known.cell(row, "state") else {
            self.refuse(doubt("import.form-no-state", self.place.clone()));
            return None;
        };
        let state = cells::state(&cell.text());
        if let Some(state) = state {
            self.fields.push(format!("    state: {}", state.word()));
            return Some(state);
        }
        let note = match cells::nearest_state(&cell.text()) {
            Some(word) => doubt("import.form-state-similar", cell.place.clone()).with("word", word),
            None => doubt("import.form-state", cell.place.clone()),
        };
        self.refuse(note.with("text", shown(cell)));
        self.keep("state", cell);
        None
    }

    /// A day; whether there is one.
    fn day(&mut self, row: &Row, known: &Known, key: &'static str) -> bool {
        let Some(cell) = known.cell(row, key) else {
            return false;
        };
        let Some((day, is_serial)) = cells::date(&cell.text()) else {
            self.doubt("import.form-date", cell);
            self.keep(key, cell);
            return false;
        };
        if is_serial {
            let note = Note::new(NoteKind::Changed, "import.form-serial", cell.place.clone());
            let note = note.with("text", shown(cell)).with("date", day.to_string());
            self.notes.push(note);
        }
        self.fields.push(format!("    {key}: {day}"));
        true
    }

    fn progress(&mut self, row: &Row, known: &Known) {
        let Some(cell) = known.cell(row, "progress") else {
            return;
        };
        let Some((percent, is_part)) = cells::progress(&cell.text()) else {
            self.doubt("import.form-progress", cell);
            self.keep("progress", cell);
            return;
        };
        if is_part {
            let note = Note::new(NoteKind::Changed, "import.form-share", cell.place.clone());
            let note = note
                .with("text", shown(cell))
                .with("n", percent.to_string());
            self.notes.push(note);
        }
        self.fields.push(format!("    progress: {percent}"));
    }

    fn text(&mut self, row: &Row, known: &Known) {
        let Some(cell) = known.cell(row, "text") else {
            return;
        };
        let text = cell.text();
        self.accusing(&text, cell);
        self.fields
            .extend(yaml::field(INDENT, "text", &markdown(&text)));
    }

    fn accusing(&mut self, text: &str, cell: &Cell) {
        if let Some(sentence) = wording::accusing(text) {
            let note = doubt("import.form-accusing", cell.place.clone());
            self.notes.push(note.with("text", clipped(sentence)));
        }
    }

    fn facts(&mut self, row: &Row, known: &Known, measure: Option<&Measure>) {
        let mut facts = Vec::new();
        for key in known.columns.keys() {
            let Some((id, cell)) = key.strip_prefix(FACT).zip(known.cell(row, key)) else {
                continue;
            };
            let is_own = self.part.is_none()
                && measure.is_some_and(|known| known.indicators.iter().any(|own| own == id));
            let fact = cells::fact(&cell.text());
            match fact.filter(|_| is_own) {
                Some(fact) => facts.push(format!("      {}: {fact}", yaml::scalar(id))),
                None if is_own => {
                    self.doubt("import.form-fact", cell);
                    self.keep(id, cell);
                }
                None => {
                    self.doubt("import.form-other-fact", cell);
                    self.keep(id, cell);
                }
            }
        }
        if !facts.is_empty() {
            self.fields.push("    facts:".to_owned());
            self.fields.extend(facts);
        }
    }

    /// A proof a line, titles line by line beside them.
    fn evidence(&mut self, row: &Row, known: &Known) {
        let titles = known.cell(row, "evidence_title");
        let Some(cell) = known.cell(row, "evidence") else {
            if let Some(cell) = titles {
                self.doubt("import.form-title-alone", cell);
                self.keep("evidence", cell);
            }
            return;
        };
        let named = titles.map(Cell::text).unwrap_or_default();
        if let Some(cell) = titles {
            self.accusing(&named, cell);
        }
        let mut named = named.lines().map(str::trim);
        let mut lines = Vec::new();
        let holds = |text: &str| known.existing.references.contains(text);
        let text = cell.text();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let title = named.next().filter(|title| !title.is_empty());
            match cells::address(line, holds) {
                Some(address) => lines.extend(proof(&address, title)),
                None => {
                    let note = doubt("import.form-evidence", cell.place.clone());
                    self.notes.push(note.with("text", clipped(line)));
                    let words = [Some(line.trim()), title];
                    let words: Vec<&str> = words.into_iter().flatten().collect();
                    let kept = format!("evidence: {}", words.join(" – "));
                    self.fields.extend(yaml::comment(INDENT, &kept));
                }
            }
        }
        let rest: Vec<&str> = named.filter(|title| !title.is_empty()).collect();
        if let Some(cell) = titles.filter(|_| !rest.is_empty()) {
            let note = doubt("import.form-title-alone", cell.place.clone());
            self.notes
                .push(note.with("text", clipped(&rest.join("; "))));
            let kept = format!("evidence: {}", rest.join("; "));
            self.fields.extend(yaml::comment(INDENT, &kept));
        }
        if !lines.is_empty() {
            self.fields.push("    evidence:".to_owned());
            self.fields.extend(lines);
        }
    }

    fn act(&mut self, row: &Row, known: &Known, state: Option<ReportState>) {
        let is_needed = matches!(state, Some(ReportState::Postponed | ReportState::Cancelled));
        let Some(cell) = known.cell(row, "act") else {
            if is_needed {
                self.refuse(doubt("import.form-no-act", self.place.clone()));
            }
            return;
        };
        if let Some(id) = act(&cell.text(), known) {
            self.fields
                .extend(yaml::field(INDENT, "act", &format!("documents/{id}")));
            return;
        }
        self.doubt("import.form-act", cell);
        self.keep("act", cell);
        self.is_right &= !is_needed;
    }
}

/// The measure of this number, and the part after it: «2.2, пункт 1».
fn measure<'m>(text: &str, measures: &'m [Measure]) -> Option<(&'m Measure, Option<usize>)> {
    let text = text.trim_end_matches('.');
    let whole = measures.iter().find(|known| known.number == text);
    if let Some(measure) = whole {
        return Some((measure, None));
    }
    let begins = |known: &&Measure| {
        let rest = text.strip_prefix(&known.number);
        !known.number.is_empty() && rest.is_some_and(|rest| rest.starts_with([',', ' ']))
    };
    let longest = measures.iter().filter(begins);
    let measure = longest.max_by_key(|known| known.number.len())?;
    let rest = text.strip_prefix(&measure.number)?;
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let part = digits.parse().ok()?;
    (1..=measure.parts)
        .contains(&part)
        .then_some((measure, Some(part)))
}

fn unknown(entry: &Entry, known: &Known) -> Note {
    let numbers = known.measures.iter().map(|known| known.number.as_str());
    let place = entry.place.clone();
    if entry.number.is_empty() {
        return doubt("import.form-no-number", place);
    }
    let note = match crate::diagnostics::nearest(&entry.number, numbers) {
        Some(similar) => doubt("import.form-number-similar", place).with("similar", similar),
        None => doubt("import.form-number", place),
    };
    note.with("number", clipped(&entry.number))
}

/// The document that these words name: its id, or its number beside its day.
fn act(text: &str, known: &Known) -> Option<String> {
    let text = text.trim();
    let id = text.trim_matches('/');
    let id = id.strip_prefix("documents/").unwrap_or(id);
    let mut documents = known.existing.documents.iter();
    if let Some(document) = documents.clone().find(|known| known.id == id) {
        return Some(document.id.clone());
    }
    let words: Vec<String> = text
        .split([' ', ',', '\u{a0}', '\n', '№'])
        .map(|word| word.trim_matches(['«', '»', '"', ';']).to_lowercase())
        .collect();
    let days: Vec<_> = words.iter().filter_map(|word| cells::date(word)).collect();
    let is_named = |document: &&crate::import::existing::KnownDocument| {
        let number = document.number.to_lowercase();
        let is_day = days.iter().any(|(day, _)| Some(*day) == document.date);
        !number.is_empty() && words.contains(&number) && (is_day || days.is_empty())
    };
    let found = documents.find(is_named)?;
    // Another act of the same number would make it a guess.
    documents
        .all(|other| !is_named(&other))
        .then(|| found.id.clone())
}

fn proof(address: &Address, title: Option<&str>) -> Vec<String> {
    let (key, value) = address.field();
    let mut fields = yaml::field(8, key, value);
    fields.extend(
        title
            .into_iter()
            .flat_map(|title| yaml::field(8, "title", title)),
    );
    yaml::mapping_item(6, fields)
}

/// Lines of a cell are paragraphs, lines with a dash or a dot are a list.
fn markdown(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut was_item = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let item = ["– ", "— ", "- ", "• "]
            .iter()
            .find_map(|sign| line.strip_prefix(sign));
        if !(lines.is_empty() || was_item && item.is_some()) {
            lines.push(String::new());
        }
        lines.push(item.map_or_else(|| line.to_owned(), |item| format!("- {}", item.trim())));
        was_item = item.is_some();
    }
    lines.join("\n")
}

fn shown(cell: &Cell) -> String {
    clipped(&cell.text())
}

fn clipped(text: &str) -> String {
    const MOST: usize = 200;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}
