//! Excel: sheets of an `.xlsx` as they are shown. Formulas are never calculated: the value that Excel
//! stored beside each is taken.

use super::super::ledger::{Ledger, named};
use super::super::package::{Package, of_kind};
use super::super::xml::{Piece, Space, Tag, Xml};
use super::super::{LIMITS, Refusal};
use super::styles::Styles;
use super::{Merged, Sheet, SheetRow, dates};
use crate::import::model::{Block, Note, NoteKind, Place, Source};

/// What all sheets of a book share.
struct Book {
    strings: Vec<String>,
    styles: Styles,
    is_from_1904: bool,
}

/// A cell as it is written.
#[derive(Default)]
struct Written {
    kind: String,
    style: usize,
    value: Option<String>,
    inline: Option<String>,
    has_formula: bool,
}

/// Reads the archive of a book.
pub fn read(package: &mut Package<'_>, part: &str) -> Result<Source, Refusal> {
    let relations = package.relations(part)?;
    let mut optional = |kind: &str| match of_kind(&relations, kind) {
        Some(member) => package.text(member),
        None => Ok(None),
    };
    let strings = optional("sharedStrings")?;
    let styles = optional("styles")?;
    let workbook = package.required(part)?;
    let mut book = Book {
        strings: strings.map_or(Ok(Vec::new()), |text| shared(&text))?,
        styles: styles.map_or(Ok(Styles::default()), |text| Styles::read(&text))?,
        is_from_1904: false,
    };
    let mut sheets = Vec::new();
    Xml::new(&workbook).elements(|_, tag| {
        match tag.key() {
            (Space::Sheet, "workbookPr") => {
                let value = tag.attribute("date1904");
                book.is_from_1904 = matches!(value.as_deref(), Some("1" | "true"));
            }
            (Space::Sheet, "sheet") => {
                let name = named(tag.attribute("name")).unwrap_or_default();
                let is_hidden = tag
                    .attribute("state")
                    .is_some_and(|state| state != "visible");
                sheets.push((name, is_hidden, tag.attribute("id").unwrap_or_default()));
            }
            _ => {}
        }
        Ok(())
    })?;
    let mut ledger = Ledger::default();
    let mut blocks = Vec::new();
    for (name, hidden, id) in sheets {
        let Some(relation) = relations.get(&id) else {
            continue;
        };
        if relation.kind != "worksheet" {
            let note = Note::new(NoteKind::Doubt, "import.read-no-cells", Place::default());
            ledger.note(note.with("name", name));
            continue;
        }
        let Some(text) = package.text(&relation.member)? else {
            continue;
        };
        let mut sheet = Sheet {
            name,
            hidden,
            ..Sheet::default()
        };
        let number = blocks.len() + 1;
        book.sheet(&text, &mut sheet, number, &mut ledger)?;
        if package
            .relations(&relation.member)?
            .values()
            .any(|part| part.kind == "comments")
        {
            let place = Place {
                row: 0,
                cell: None,
                ..sheet.place(number, 0, None)
            };
            ledger.say(NoteKind::Doubt, "import.read-comment", &place);
        }
        blocks.extend(sheet.table(number, &mut ledger)?.map(Block::Table));
    }
    Ok(Source {
        blocks,
        notes: ledger.finish(),
    })
}

impl Book {
    fn sheet(
        &self,
        text: &str,
        sheet: &mut Sheet,
        number: usize,
        ledger: &mut Ledger,
    ) -> Result<(), Refusal> {
        let mut next_row = 0;
        Xml::new(text).elements(|xml, tag| match tag.key() {
            (Space::Sheet, "row") => {
                let row = tag.number("r").unwrap_or(next_row + 1).saturating_sub(1);
                next_row = row + 1;
                let is_hidden = matches!(tag.attribute("hidden").as_deref(), Some("1" | "true"));
                if is_hidden && row < LIMITS.rows {
                    let hidden = SheetRow {
                        hidden: true,
                        ..SheetRow::default()
                    };
                    sheet.rows.insert(row, hidden);
                }
                self.row(xml, row, sheet, number, ledger)
            }
            (Space::Sheet, "col") => {
                let is_hidden = matches!(tag.attribute("hidden").as_deref(), Some("1" | "true"));
                if let (true, Some(first), Some(last)) =
                    (is_hidden, tag.number("min"), tag.number("max"))
                {
                    let columns = (first.saturating_sub(1), last.saturating_sub(1));
                    sheet.hidden_columns.push(columns);
                }
                Ok(())
            }
            (Space::Sheet, "mergeCell") => {
                sheet
                    .merged
                    .extend(tag.attribute("ref").as_deref().and_then(merged));
                Ok(())
            }
            _ => Ok(()),
        })
    }

    fn row(
        &self,
        xml: &mut Xml<'_>,
        row: usize,
        sheet: &mut Sheet,
        number: usize,
        ledger: &mut Ledger,
    ) -> Result<(), Refusal> {
        let mut next = 0;
        xml.children(|xml, tag| {
            if tag.key() != (Space::Sheet, "c") {
                return xml.skip();
            }
            let at = tag.attribute("r").as_deref().and_then(reference);
            let column = at.map_or(next, |(_, column)| column);
            next = column.saturating_add(1);
            let written = Written::read(xml, tag)?;
            let place = |sheet: &Sheet| sheet.place(number, row, Some(column));
            if written.has_formula {
                sheet.formulas.push((row, column));
                if written.value.is_none() && written.inline.is_none() {
                    ledger.say(NoteKind::Doubt, "import.read-formula-empty", &place(sheet));
                }
            }
            if written.kind == "e" {
                let value = written.value.clone().unwrap_or_default();
                let note = Note::new(NoteKind::Doubt, "import.read-formula-error", place(sheet));
                ledger.note(note.with("text", value));
            }
            let text = self.shown(&written);
            let format = self.styles.format(written.style);
            if !text.is_empty() && written.kind.is_empty() && format.may_hide_a_number() {
                let number = written
                    .value
                    .as_deref()
                    .and_then(|value| value.trim().parse().ok());
                let day = number.and_then(|number| dates::day(number, self.is_from_1904));
                let meant = day.map(|day| format!("{}.{}", day.day(), day.month()));
                let note = Note::new(NoteKind::Doubt, "import.read-number-as-date", place(sheet));
                let note = note.with("text", text.clone());
                ledger.note(note.with("number", meant.unwrap_or_default()));
            }
            sheet.put(row, column, text, ledger)
        })
    }

    /// The text of a cell as a person sees it.
    fn shown(&self, written: &Written) -> String {
        let value = written.value.as_deref().unwrap_or_default();
        match written.kind.as_str() {
            "s" => {
                let at = value.trim().parse::<usize>().ok();
                at.and_then(|at| self.strings.get(at))
                    .cloned()
                    .unwrap_or_default()
            }
            "inlineStr" => written.inline.clone().unwrap_or_default(),
            "b" if value.trim() == "1" => "ИСТИНА".to_owned(),
            "b" if value.trim() == "0" => "ЛОЖЬ".to_owned(),
            "d" => dates::from_iso(value).unwrap_or_else(|| value.to_owned()),
            "str" | "e" => unescaped(value),
            _ => match value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => self
                    .styles
                    .format(written.style)
                    .shown(number, self.is_from_1904),
                _ => value.to_owned(),
            },
        }
    }
}

impl Written {
    fn read(xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<Self, Refusal> {
        let mut written = Self {
            kind: tag.attribute("t").unwrap_or_default(),
            style: tag.number("s").unwrap_or(0),
            ..Self::default()
        };
        xml.children(|xml, tag| {
            match tag.key() {
                (Space::Sheet, "v") => written.value = Some(xml.text()?),
                (Space::Sheet, "is") => written.inline = Some(rich(xml)?),
                (Space::Sheet, "f") => {
                    written.has_formula = true;
                    xml.skip()?;
                }
                _ => xml.skip()?,
            }
            Ok(())
        })?;
        Ok(written)
    }
}

/// All texts of `xl/sharedStrings.xml`.
fn shared(text: &str) -> Result<Vec<String>, Refusal> {
    let mut strings = Vec::new();
    Xml::new(text).elements(|xml, tag| {
        if tag.key() == (Space::Sheet, "si") {
            // Spaces alone are nothing, and would be copied for every cell that has them.
            strings.push(
                Some(rich(xml)?)
                    .filter(|text| !text.trim().is_empty())
                    .unwrap_or_default(),
            );
        }
        Ok(())
    })?;
    Ok(strings)
}

/// The text of an element just opened, whatever its letters look like; without the readings of signs.
fn rich(xml: &mut Xml<'_>) -> Result<String, Refusal> {
    let mut text = String::new();
    loop {
        match xml.next()? {
            Piece::Open(tag) if tag.key() == (Space::Sheet, "t") => text.push_str(&xml.text()?),
            Piece::Open(tag) if tag.key() == (Space::Sheet, "r") => text.push_str(&rich(xml)?),
            Piece::Open(_) => xml.skip()?,
            Piece::Close | Piece::End => return Ok(unescaped(&text)),
            Piece::Text(_) => {}
        }
    }
}

/// `_x000D_` is how a sheet writes characters that XML has no way to write.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest
            .get(at + 2..at + 6)
            .filter(|_| rest.get(at + 6..at + 7) == Some("_"));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        let taken = match code.and_then(char::from_u32) {
            Some(character) => {
                out.push_str(&rest[..at]);
                if character != '\r' {
                    out.push(character);
                }
                at + 7
            }
            None => {
                out.push_str(&rest[..at + 2]);
                at + 2
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    out + rest
}

/// `B5` as row and column from 0.
fn reference(text: &str) -> Option<(usize, usize)> {
    let text = text.replace('$', "");
    let end = text.find(|letter: char| letter.is_ascii_digit())?;
    let (name, row) = text.split_at(end);
    if name.is_empty() || name.len() > 4 {
        return None;
    }
    let column = name.bytes().try_fold(0_usize, |sum, letter| {
        let value = letter
            .to_ascii_uppercase()
            .checked_sub(b'A')
            .filter(|value| *value < 26)?;
        Some(sum * 26 + usize::from(value) + 1)
    })?;
    let row: usize = row.parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

/// `A1:C3` as a rectangle.
fn merged(text: &str) -> Option<Merged> {
    let (from, to) = text.split_once(':')?;
    let (from, to) = (reference(from)?, reference(to)?);
    Some(Merged { from, to })
}

#[cfg(test)]
mod tests {
    use super::{reference, unescaped};

    #[test]
    fn a_place_of_a_sheet_is_read() {
        for (text, place) in [
            ("A1", Some((0, 0))),
            ("$B$5", Some((4, 1))),
            ("AA10", Some((9, 26))),
            ("A0", None),
            ("5", None),
            ("ЖЖ1", None),
            ("ABCDE1", None),
        ] {
            assert_eq!(reference(text), place, "{text}");
        }
    }

    #[test]
    fn signs_that_xml_cannot_write_are_read() {
        for (text, read) in [
            ("а_x000D_\nб", "а\nб"),
            ("_x", "_x"),
            ("_x00_x0041_", "_x00A"),
            ("_xЖЖ", "_xЖЖ"),
        ] {
            assert_eq!(unescaped(text), read);
        }
    }
}
