//! Workbooks for Excel: a neutral model in, the bytes of an .xlsx out.
//!
//! Every sheet is one table that can be filtered at once: a heading over the whole width, one row of
//! headings that stays in sight, then rows without merged cells.

mod form;

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook,
    Worksheet, XlsxError,
};

use crate::publication::Error;
pub use form::{Form, Input, InputKind};

/// Characters of a cell, and no more (a limit of Excel).
const LONGEST: usize = 32_767;
/// Characters of a sheet's name (another one).
const LONGEST_NAME: usize = 31;
/// Characters on a line of A4 on its side in letters that can be read.
const PAGE: u32 = 140;
/// The font of the cells: on every system there is one of the same widths.
const FONT: &str = "Arial";
/// Its size in points, the height of its line, and the highest row of all (a limit of Excel).
const SIZE: f64 = 10.0;
const LINE: f64 = 12.75;
const HIGHEST: f64 = 400.0;
/// A4, as Excel counts paper.
const A4: u8 = 9;

/// A workbook.
#[derive(Clone, Debug)]
pub struct Book {
    /// Title in the file's properties.
    pub title: String,
    /// Whose file it is, in its properties.
    pub author: String,
    /// The day in the file's properties; no clock reaches a file.
    pub date: Date,
    /// The word that marks every sheet of an example.
    pub sample: Option<String>,
    /// «Лист {page} из {total}», in words around the two numbers.
    pub footer: (String, String),
    /// Sheets.
    pub sheets: Vec<Sheet>,
}

/// A sheet with one table.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Name on the tab.
    pub name: String,
    /// Heading above the table.
    pub title: String,
    /// Lines under the heading.
    pub notes: Vec<String>,
    /// Columns of the table.
    pub columns: Vec<Column>,
    /// Rows of the table: a cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// What makes it a form to fill in.
    pub form: Option<Form>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Heading.
    pub title: String,
    /// Width in characters.
    pub width: u16,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text; lines are kept. `3.10` stays `3.10`.
    Text(String),
    /// A number.
    Number(f64),
    /// A share: 60 is 60 %.
    Percent(f64),
    /// A day.
    Date(Date),
}

impl Cell {
    /// A text, or nothing when it says nothing.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.trim().is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }
}

/// The looks of a sheet.
struct Looks {
    title: Format,
    note: Format,
    mark: Format,
    head: Format,
    text: Format,
    number: Format,
    percent: Format,
    date: Format,
}

impl Looks {
    fn new() -> Self {
        let format = || Format::new().set_font_name(FONT).set_font_size(SIZE);
        let cell = || {
            format()
                .set_align(FormatAlign::Top)
                .set_border(FormatBorder::Thin)
        };
        Self {
            title: format()
                .set_bold()
                .set_font_size(13)
                .set_text_wrap()
                .set_align(FormatAlign::Top),
            note: format().set_text_wrap().set_align(FormatAlign::Top),
            mark: format().set_bold(),
            head: cell()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00E7_ECF3)),
            text: cell().set_text_wrap(),
            number: cell(),
            percent: cell().set_num_format("0%"),
            date: cell()
                .set_num_format("dd.mm.yyyy")
                .set_align(FormatAlign::Left),
        }
    }
}

/// The bytes of the workbook: the same for the same model.
pub fn write(book: &Book) -> Result<Vec<u8>, Error> {
    workbook(book).map_err(|error| Error(error.to_string()))
}

fn workbook(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let mut properties = DocProperties::new()
        .set_title(cut(&book.title, 255))
        .set_author(cut(&book.author, 255));
    // A day that Excel does not know still may not become the clock's.
    let day = day(book.date).map_or_else(|| ExcelDateTime::from_ymd(1900, 1, 1), Ok)?;
    properties = properties.set_creation_datetime(&day);
    workbook.set_properties(&properties);
    let looks = Looks::new();
    let mut names: Vec<String> = Vec::new();
    for sheet in &book.sheets {
        let name = sheet_name(&sheet.name, &names);
        write_sheet(
            workbook.add_worksheet().set_name(&name)?,
            book,
            sheet,
            &looks,
        )?;
        names.push(name);
    }
    workbook.save_to_buffer()
}

fn write_sheet(
    to: &mut Worksheet,
    book: &Book,
    sheet: &Sheet,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let last = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let whole: u32 = sheet
        .columns
        .iter()
        .map(|column| u32::from(column.width))
        .sum();
    let form = sheet.form.as_ref();
    // A form is too wide for one page: what stands above it is to be read on the first.
    let first_page = form.map_or(last, |_| within(&sheet.columns, PAGE));
    let width = form.map_or(whole, |_| whole.min(PAGE));
    let mark = book.sample.iter().map(|word| (word, &looks.mark, width));
    // The letters of the title are bold and larger.
    let above = mark
        .chain([(&sheet.title, &looks.title, width * 2 / 3)])
        .chain(sheet.notes.iter().map(|note| (note, &looks.note, width)));
    let mut row = form.map_or(Ok(0), |form| form.write_machine(to))?;
    for (text, look, room) in above.filter(|(text, ..)| !text.is_empty()) {
        over_all(to, row, first_page, text, look)?;
        to.set_row_height(row, height(lines(text, room)) * 1.1)?;
        row += 1;
    }
    let head = form.map_or(Ok(row), |form| form.write_days(to, row))?;
    row = head;
    let mut most = 1;
    for (at, column) in (0_u16..).zip(&sheet.columns) {
        to.set_column_width(at, f64::from(column.width))?;
        to.write_string_with_format(row, at, cut(&column.title, LONGEST), &looks.head)?;
        most = most.max(lines(&column.title, u32::from(column.width) * 4 / 5));
    }
    to.set_row_height(row, height(most))?;
    for cells in &sheet.rows {
        row += 1;
        let mut most = 1;
        for ((at, cell), column) in (0_u16..).zip(cells).zip(&sheet.columns) {
            write_cell(to, row, at, cell, looks)?;
            if let Cell::Text(text) = cell {
                most = most.max(lines(text, u32::from(column.width)));
            }
        }
        if let Some(form) = form {
            let is_empty = |at: u16| cells.get(usize::from(at)) == Some(&Cell::Empty);
            form.write_inputs(to, row, is_empty)?;
        }
        to.set_row_height(row, height(most))?;
    }
    if let Some(form) = form.filter(|_| row > head) {
        form.write_choices(to, (head + 1, row))?;
    }
    to.set_freeze_panes(head + 1, 0)?;
    if !sheet.columns.is_empty() {
        to.autofilter(head, 0, row, last)?;
        // Numbers of measures are texts on purpose; green corners would ask to make them numbers.
        to.ignore_error_range(head, 0, row, last, IgnoreError::NumberStoredAsText)?;
    }
    to.set_repeat_rows(head, head)?;
    print_setup(to, book);
    if form.is_some() && first_page < last {
        // What tells the rows apart stands on every page.
        let repeated: u32 = sheet
            .columns
            .iter()
            .take(2)
            .map(|c| u32::from(c.width))
            .sum();
        let more = whole
            .saturating_sub(PAGE)
            .div_ceil(PAGE.saturating_sub(repeated).max(1));
        to.set_print_fit_to_pages(u16::try_from(1 + more).unwrap_or(u16::MAX), 0);
        to.set_repeat_columns(0, 1)?;
    }
    Ok(())
}

/// The last column of those that fit into so many characters.
fn within(columns: &[Column], room: u32) -> u16 {
    let mut taken = 0;
    let fits = columns.iter().take_while(|column| {
        taken += u32::from(column.width);
        taken <= room
    });
    u16::try_from(fits.count().saturating_sub(1)).unwrap_or(u16::MAX)
}

/// A line over all columns.
fn over_all(
    to: &mut Worksheet,
    row: u32,
    last: u16,
    text: &str,
    look: &Format,
) -> Result<(), XlsxError> {
    let text = cut(text, LONGEST);
    if last == 0 {
        to.write_string_with_format(row, 0, &text, look)?;
    } else {
        to.merge_range(row, 0, row, last, &text, look)?;
    }
    Ok(())
}

/// How many lines a text takes in so many characters. Not every program finds the height of a row
/// by itself, and none does for merged cells.
fn lines(text: &str, width: u32) -> u32 {
    let room = width.max(2) - 1;
    text.lines()
        .map(|line| wrapped(line, room))
        .sum::<u32>()
        .max(1)
}

/// The lines of one line that breaks between words, and inside a word that is longer than a line.
fn wrapped(line: &str, room: u32) -> u32 {
    let (mut lines, mut taken) = (1, 0);
    for word in line.split(' ') {
        let length = u32::try_from(word.chars().count()).unwrap_or(u32::MAX);
        let with_space = length + u32::from(taken > 0);
        if taken + with_space <= room {
            taken += with_space;
            continue;
        }
        let before = length.saturating_sub(1) / room;
        lines += u32::from(taken > 0) + before;
        taken = length - before * room;
    }
    lines
}

fn height(lines: u32) -> f64 {
    (LINE * f64::from(lines) + 3.0).min(HIGHEST)
}

fn write_cell(
    to: &mut Worksheet,
    row: u32,
    at: u16,
    cell: &Cell,
    looks: &Looks,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => to.write_blank(row, at, &looks.text)?,
        Cell::Text(text) => {
            to.write_string_with_format(row, at, cut(text, LONGEST), &looks.text)?
        }
        Cell::Number(number) => to.write_number_with_format(row, at, *number, &looks.number)?,
        Cell::Percent(share) => {
            to.write_number_with_format(row, at, *share / 100.0, &looks.percent)?
        }
        Cell::Date(date) => match day(*date) {
            Some(day) => to.write_datetime_with_format(row, at, &day, &looks.date)?,
            None => to.write_string_with_format(row, at, date.to_string(), &looks.text)?,
        },
    };
    Ok(())
}

fn print_setup(to: &mut Worksheet, book: &Book) {
    to.set_landscape().set_paper_size(A4);
    to.set_print_fit_to_pages(1, 0);
    to.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    if let Some(word) = &book.sample {
        to.set_header(format!("&L&\"-,Bold\"{}", plain(word)));
    }
    let (before, between) = &book.footer;
    to.set_footer(format!("&R{}&P{}&N", plain(before), plain(between)));
}

/// `&` begins a command of heads and feet.
fn plain(words: &str) -> String {
    words.replace('&', "&&")
}

/// A day that Excel knows.
fn day(date: Date) -> Option<ExcelDateTime> {
    let part = |number: i8| u8::try_from(number).ok();
    let year = u16::try_from(date.year())
        .ok()
        .filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, part(date.month())?, part(date.day())?).ok()
}

/// A name that Excel takes: no signs of formulas, not too long, not a second time.
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let clean: String = wanted
        .chars()
        .map(|c| {
            if "[]:*?/\\'".contains(c) || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .take(LONGEST_NAME)
        .collect();
    let clean = clean.trim().to_owned();
    let lower = |name: &str| name.to_lowercase();
    let is_free = |name: &str| taken.iter().all(|known| lower(known) != lower(name));
    if !clean.is_empty() && is_free(&clean) {
        return clean;
    }
    let short: String = clean.chars().take(LONGEST_NAME - 4).collect();
    (taken.len() + 1..)
        .map(|number| format!("{short} {number}").trim().to_owned())
        .find(|name| is_free(name))
        .unwrap_or_default()
}

/// A text without what XML cannot hold, and no longer than it may be.
fn cut(text: &str, longest: usize) -> String {
    let mut length = 0;
    text.replace("\r\n", "\n")
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .take_while(|c| {
            length += c.len_utf16();
            length <= longest
        })
        .collect()
}
