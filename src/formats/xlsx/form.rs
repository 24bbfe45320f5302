//! What makes a sheet a form: rows that only the program reads, cells to fill in, lists to choose from.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, Worksheet,
    XlsxError,
};

use super::{FONT, LONGEST, SIZE, cut};

/// A form on a sheet.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Hidden rows above everything: they come back with the file and say what it is.
    pub machine: Vec<Vec<String>>,
    /// Rows between the notes and the table, each a label and an empty cell for a day.
    pub days: Vec<String>,
    /// Columns to fill in, from 0.
    pub inputs: Vec<Input>,
}

/// A column to fill in.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its place, from 0.
    pub at: u16,
    /// What is written there.
    pub kind: InputKind,
}

/// What a person writes into a cell.
#[derive(Clone, Debug)]
pub enum InputKind {
    /// Words or a number.
    Text,
    /// A day.
    Day,
    /// One of these words.
    Choice(Vec<String>),
}

/// Light, so that a person sees where to write.
const TINT: Color = Color::RGB(0x00FF_F9E0);

fn look(is_day: bool) -> Format {
    let format = Format::new()
        .set_font_name(FONT)
        .set_font_size(SIZE)
        .set_align(FormatAlign::Top)
        .set_align(FormatAlign::Left)
        .set_border(FormatBorder::Thin)
        .set_background_color(TINT)
        .set_text_wrap();
    match is_day {
        true => format.set_num_format("dd.mm.yyyy"),
        false => format,
    }
}

impl Form {
    /// Writes the hidden rows and gives the first free one.
    pub(super) fn write_machine(&self, to: &mut Worksheet) -> Result<u32, XlsxError> {
        let mut row = 0;
        for cells in &self.machine {
            for (at, text) in (0_u16..).zip(cells) {
                to.write_string(row, at, cut(text, LONGEST))?;
            }
            to.set_row_hidden(row)?;
            row += 1;
        }
        Ok(row)
    }

    /// Writes the labelled cells and gives the first free row.
    pub(super) fn write_days(&self, to: &mut Worksheet, mut row: u32) -> Result<u32, XlsxError> {
        let label = Format::new()
            .set_font_name(FONT)
            .set_font_size(SIZE)
            .set_bold();
        for text in &self.days {
            to.write_string_with_format(row, 1, cut(text, LONGEST), &label)?;
            to.write_blank(row, 2, &look(true))?;
            row += 1;
        }
        Ok(row)
    }

    /// Makes the empty cells of a row cells to fill in.
    pub(super) fn write_inputs(
        &self,
        to: &mut Worksheet,
        row: u32,
        is_empty: impl Fn(u16) -> bool,
    ) -> Result<(), XlsxError> {
        for input in self.inputs.iter().filter(|input| is_empty(input.at)) {
            let is_day = matches!(input.kind, InputKind::Day);
            to.write_blank(row, input.at, &look(is_day))?;
        }
        Ok(())
    }

    /// Adds the lists to choose from. Another word is allowed after a question: the import names it.
    pub(super) fn write_choices(
        &self,
        to: &mut Worksheet,
        (first, last): (u32, u32),
    ) -> Result<(), XlsxError> {
        for input in &self.inputs {
            if let InputKind::Choice(words) = &input.kind {
                let list = DataValidation::new()
                    .allow_list_strings(words)?
                    .set_error_style(DataValidationErrorStyle::Warning);
                to.add_data_validation(first, input.at, last, input.at, &list)?;
            }
        }
        Ok(())
    }
}
