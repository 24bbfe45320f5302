//! A form goes out to a coordinator and comes back as a report.
//!
//! The form is made by the program, filled in as `tests/import/report/filled.yaml` says, and read by the
//! program; `expected.yaml` is what then stands in `content/reports/`.

#![allow(clippy::disallowed_methods)] // A test reads and writes portals of its own.

#[path = "import/common.rs"]
mod common;

use std::path::{Path, PathBuf};

use metod::import::model::{Block, Table};
use metod::import::read;
use rust_xlsxwriter::Workbook;

use common::{copy, fresh, run};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/import/report")
}

fn portal(name: &str) -> PathBuf {
    let target = fresh(&format!("import-report-{name}"));
    copy(&folder().join("portal"), &target);
    target
}

/// The form as a table.
fn form(portal: &Path, arguments: &[&str]) -> Table {
    let common = ["export", "small", "--to", "xlsx", "--out", "form.xlsx"];
    run(portal, &[&common[..], arguments].concat(), 0);
    let bytes = std::fs::read(portal.join("form.xlsx")).expect("the form");
    let source = read::read("form.xlsx", &bytes).expect("a book");
    let tables = source.blocks.into_iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    tables.into_iter().next().expect("a sheet")
}

/// The texts of a table by row and column.
fn grid(table: &Table) -> Vec<Vec<String>> {
    let rows = table.rows.iter().map(|row| {
        let last = row.cells.iter().map(|cell| cell.column + 1).max();
        let mut texts = vec![String::new(); last.unwrap_or(0)];
        for cell in &row.cells {
            texts[cell.column] = cell.text();
        }
        texts
    });
    rows.collect()
}

/// Numbers of the measures that the form asks about.
fn numbers(table: &Table) -> Vec<String> {
    let rows = grid(table).into_iter();
    let numbers = rows.filter_map(|row| row.into_iter().next());
    numbers.filter(|text| text.starts_with("1.")).collect()
}

fn fill(grid: &mut [Vec<String>]) {
    let text = std::fs::read_to_string(folder().join("filled.yaml")).expect("filled.yaml");
    let filled: Vec<[String; 3]> = serde_yaml::from_str(&text).expect("a list");
    let keys = grid[1].clone();
    for [row, key, words] in filled {
        let place = keys.iter().position(|known| *known == key);
        let found = grid.iter_mut().find(|cells| cells.contains(&row));
        let cells = found.unwrap_or_else(|| panic!("no row {row}"));
        let column = place.unwrap_or(2);
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = words;
    }
}

fn save_xlsx(grid: &[Vec<String>], path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Отчёт").expect("a name");
    for (row, cells) in (0..).zip(grid) {
        for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row, column, text).expect("a cell");
        }
    }
    sheet.set_row_hidden(0).expect("a row");
    sheet.set_row_hidden(1).expect("a row");
    book.save(path).expect("a book");
}

fn save_csv(grid: &[Vec<String>], path: &Path) {
    let quoted = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
    let lines: Vec<String> = grid
        .iter()
        .map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(";"))
        .collect();
    std::fs::write(path, lines.join("\r\n")).expect("a table");
}

fn report(portal: &Path) -> String {
    let path = portal.join("content/reports/small-2022-q1.yaml");
    std::fs::read_to_string(path).expect("the report")
}

#[test]
fn a_form_asks_about_what_is_due_or_about_all_of_one_executor() {
    let portal = portal("asks");
    let due = form(&portal, &["--form", "2022-Q1"]);
    assert_eq!(numbers(&due), ["1.1", "1.2", "1.2, пункт 1", "1.3", "1.4"]);
    let whole = form(&portal, &["--form", "2022-Q1", "--for", "school"]);
    assert_eq!(numbers(&whole), ["1.1", "1.3", "1.4", "1.10"]);
    let machine = &grid(&whole)[0];
    assert_eq!(machine[..], ["metod:report", "small", "2022-Q1", "school"]);
    assert!(whole.rows[0].hidden && whole.rows[1].hidden && !whole.rows[2].hidden);
}

#[test]
fn a_form_that_cannot_be_is_refused_in_words() {
    let portal = portal("refused");
    for (arguments, words) in [
        (&["--to", "xlsx", "--form", "2022-Q5"][..], "не период"),
        (&["--to", "xlsx", "--form", "осень"], "не период"),
        (&["--to", "docx", "--form", "2022-Q1"], "--to xlsx"),
        (&["--to", "xlsx", "--for", "school"], "--form"),
        (
            &["--to", "xlsx", "--form", "2022-Q1", "--for", "other"],
            "не называет",
        ),
        (
            &["--to", "xlsx", "--form", "2022-Q1", "--for", "centr"],
            "centre",
        ),
        (&["--to", "xlsx", "--form", "2024"], "отчитываться не о чем"),
    ] {
        let told = run(
            &portal,
            &[&["export", "small", "--out", "x"], arguments].concat(),
            2,
        );
        assert!(told.contains(words), "{told}");
    }
    assert!(!portal.join("x").exists());
}

#[test]
fn a_filled_form_becomes_a_report_with_every_doubt_named_by_its_cell() {
    let expected = std::fs::read_to_string(folder().join("expected.yaml")).expect("expected.yaml");
    let portal = portal("filled");
    let mut grid = grid(&form(&portal, &["--form", "2022-Q1"]));
    fill(&mut grid);
    save_xlsx(&grid, &portal.join("form.xlsx"));
    let told = run(&portal, &["import", "form.xlsx", "--as", "report"], 0);
    for words in [
        "лист «Отчёт», ячейка I7: сведения публикуются",
        "ячейка J7: подтверждение «протокол № 3»",
        "ячейка M8: дата не прочитана: «в мае»",
        "возможно, это «исполнено»",
        "записано в отчёт: 4",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    assert!(!told.contains("скрыт"), "{told}");
    assert_eq!(report(&portal), expected);
    let checked = run(&portal, &["check"], 0);
    assert!(!checked.contains("ошибка:"), "{checked}");

    // An old report is never lost.
    let again = run(&portal, &["import", "form.xlsx", "--as", "report"], 1);
    assert!(again.contains("--force"), "{again}");
    run(
        &portal,
        &["import", "form.xlsx", "--as", "report", "--force"],
        0,
    );
    assert!(
        portal
            .join("content/reports/.small-2022-q1.yaml.bak")
            .exists()
    );
}

#[test]
fn a_form_saved_as_csv_gives_the_same_entries() {
    let portal = portal("csv");
    let mut grid = grid(&form(&portal, &["--form", "2022-Q1"]));
    fill(&mut grid);
    save_csv(&grid, &portal.join("form.csv"));
    run(&portal, &["import", "form.csv", "--as", "report"], 0);
    let expected = std::fs::read_to_string(folder().join("expected.yaml")).expect("expected.yaml");
    let entries =
        |text: &str| -> serde_yaml::Value { serde_yaml::from_str(text).expect("a report") };
    assert_eq!(entries(&report(&portal)), entries(&expected));
}

#[test]
fn a_number_without_quotes_keeps_its_last_zero() {
    let portal = portal("zero");
    let mut grid = grid(&form(&portal, &["--form", "2022-Q4"]));
    let state = grid[1].iter().position(|key| key == "state").unwrap();
    let row = grid.iter_mut().find(|row| row[0] == "1.10").unwrap();
    row.resize(row.len().max(state + 1), String::new());
    row[state] = "Исполнено".to_owned();
    save_csv(&grid, &portal.join("form.csv"));
    run(&portal, &["import", "form.csv", "--as", "report"], 0);
    let path = portal.join("content/reports/small-2022-q4.yaml");
    let text = std::fs::read_to_string(path).expect("the report");
    assert!(text.contains("\n  - measure: \"1.10\"\n"), "{text}");
}

#[test]
fn what_is_no_filled_form_is_refused_and_writes_nothing() {
    let portal = portal("no-form");
    let empty = grid(&form(&portal, &["--form", "2022-Q1"]));
    let told = run(&portal, &["import", "form.xlsx", "--as", "report"], 1);
    assert!(told.contains("не заполнена"), "{told}");
    let mut cut = empty.clone();
    cut.drain(..2);
    save_csv(&cut, &portal.join("cut.csv"));
    let told = run(&portal, &["import", "cut.csv", "--as", "report"], 1);
    assert!(told.contains("не форма отчёта"), "{told}");
    let mut other = empty;
    other[0][1] = "gone".to_owned();
    fill(&mut other);
    save_csv(&other, &portal.join("other.csv"));
    let told = run(&portal, &["import", "other.csv", "--as", "report"], 1);
    assert!(told.contains("gone"), "{told}");
    assert!(!portal.join("content/reports").exists());
}

#[test]
fn a_new_report_names_the_measures_and_is_never_written_twice() {
    let portal = portal("new");
    let arguments = ["new", "reports", "--plan", "small", "--period", "2022-Q1"];
    let told = run(&portal, &[&arguments[..], &["--by", "school"]].concat(), 0);
    let path = "content/reports/small-2022-q1-school.yaml";
    assert_eq!(told.trim(), path);
    let text = std::fs::read_to_string(portal.join(path)).expect("the draft");
    let expected = std::fs::read_to_string(folder().join("new.yaml")).expect("new.yaml");
    assert_eq!(text, expected);
    let checked = run(&portal, &["check"], 0);
    assert!(!checked.contains("ошибка:"), "{checked}");
    let again = run(&portal, &[&arguments[..], &["--by", "school"]].concat(), 1);
    assert!(again.contains(path), "{again}");
    for (arguments, words) in [
        (&["new", "reports", "--period", "2022"][..], "--plan"),
        (&["new", "plans"], "metod new plans"),
    ] {
        let told = run(&portal, arguments, 2);
        assert!(told.contains(words), "{told}");
    }

    // With the marks of comments removed it is a report.
    let filled = text
        .replace("entries: []", "entries:")
        .replace("\n#   - ", "\n  - ");
    let filled = filled
        .replace("\n#     ", "\n    ")
        .replace("draft: true\n", "");
    std::fs::write(portal.join(path), filled).expect("the report");
    let checked = run(&portal, &["check"], 0);
    assert!(!checked.contains("ошибка:"), "{checked}");
}

#[test]
fn a_form_is_printed_on_pages_that_can_be_read_with_its_measures_on_each() {
    let portal = portal("print");
    form(&portal, &["--form", "2022-Q1"]);
    let archive = std::fs::File::open(portal.join("form.xlsx")).expect("the form");
    let mut archive = zip::ZipArchive::new(archive).expect("an archive");
    let mut part = |name: &str| {
        let member = archive.by_name(name).expect("a part");
        std::io::read_to_string(member).expect("a text")
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    // On one page its fourteen columns would be a third of their size.
    for what in [
        "orientation=\"landscape\"",
        "fitToWidth=\"2\"",
        "fitToHeight=\"0\"",
    ] {
        assert!(sheet.contains(what), "{what}");
    }
    assert!(
        part("xl/workbook.xml").contains("!$A:$B,"),
        "number and title are repeated"
    );
}
