//! Reading office files: what stands in the file is what the readers give, and any bytes whatever
//! give either that or a sentence.
//!
//! `tests/import/read/` has a folder a claim: `input.*` (a folder `input.docx/` is packed first) and
//! `expected.txt`. `UPDATE=1 cargo test --test import_read` rewrites the latter.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // Tests read their folders.

#[path = "import/bad_files.rs"]
mod bad_files;
#[path = "import/damaged.rs"]
mod damaged;

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use metod::import::model::{Block, Cell, Note, NoteKind, Paragraph, Row, Source};
use metod::import::{clean, read};
use metod::lang::Language;

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/import")
        .join(name)
}

/// Members packed as an office program packs them.
fn pack(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The bytes of a file; of a folder, an archive of its files.
fn bytes(path: &Path) -> Vec<u8> {
    if path.is_file() {
        return fs::read(path).unwrap();
    }
    let files = walkdir::WalkDir::new(path).sort_by_file_name().into_iter();
    let files = files
        .map(|file| file.unwrap())
        .filter(|file| file.file_type().is_file());
    let members: Vec<(String, Vec<u8>)> = files
        .map(|file| {
            let name = file
                .path()
                .strip_prefix(path)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            (name, fs::read(file.path()).unwrap())
        })
        .collect();
    pack(&members)
}

fn paragraph(paragraph: &Paragraph) -> String {
    let heading = if paragraph.heading { "# " } else { "" };
    let label = paragraph
        .label
        .as_ref()
        .map_or(String::new(), |label| format!("[{label}] "));
    let text = paragraph
        .text
        .replace('\n', "⏎")
        .replace('\t', "⇥")
        .replace('\u{a0}', "⍽")
        .replace('\u{ad}', "¬");
    format!("{heading}{label}{text}")
}

fn cell(cell: &Cell) -> String {
    let span = if cell.columns > 1 {
        format!("<{}> ", cell.columns)
    } else {
        String::new()
    };
    let mark = if cell.continues { "^" } else { "" };
    let paragraphs: Vec<String> = cell.paragraphs.iter().map(paragraph).collect();
    format!("{span}{mark}{}", paragraphs.join(" ¶ "))
}

fn row(row: &Row) -> String {
    let mut flags = String::new();
    flags.push_str(if row.header { "H" } else { "" });
    flags.push_str(if row.hidden { "h" } else { "" });
    let first = row.cells.first().map_or(0, |cell| cell.column);
    let indent = if first > 0 {
        format!("+{first} ")
    } else {
        String::new()
    };
    let cells: Vec<String> = row.cells.iter().map(cell).collect();
    format!("{flags}| {indent}{} |", cells.join(" | "))
}

/// The whole source as a person reads it.
fn shown(source: &Source) -> String {
    let mut text = String::new();
    for block in &source.blocks {
        match block {
            Block::Paragraph(own) => writeln!(text, "{}", paragraph(own)).unwrap(),
            Block::Table(table) => {
                let name = table.name.as_deref().unwrap_or_default();
                let hidden = if table.hidden { " hidden" } else { "" };
                writeln!(text, "\ntable {name}{hidden}").unwrap();
                for line in &table.rows {
                    writeln!(text, "{}", row(line)).unwrap();
                }
                writeln!(text).unwrap();
            }
        }
    }
    for note in &source.notes {
        writeln!(text, "{}", said(note)).unwrap();
    }
    text
}

fn said(note: &Note) -> String {
    let kind = match note.kind {
        NoteKind::Read => "read",
        NoteKind::Changed => "changed",
        NoteKind::Doubt => "doubt",
        NoteKind::Proposal => "proposal",
    };
    let place = note.place.words(Language::Ru);
    assert!(
        !note.words(Language::Ru).contains("import."),
        "no words for {}",
        note.key
    );
    format!("{kind}: {place}: {}", note.words(Language::Ru))
}

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(folder("read"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() > 10);
    cases
}

fn input(case: &Path) -> PathBuf {
    let mut files = fs::read_dir(case)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .find(|path| path.file_stem().unwrap() == "input")
        .unwrap()
}

#[test]
fn every_file_is_read_as_its_folder_says() {
    let mut wrong = Vec::new();
    for case in cases() {
        let input = input(&case);
        let name = input.file_name().unwrap().to_str().unwrap();
        let made = match read::read(name, &bytes(&input)) {
            Ok(source) => shown(&source),
            Err(refusal) => format!("refused: {}\n", refusal.words(Language::Ru)),
        };
        let expected = case.join("expected.txt");
        if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
            fs::write(&expected, &made).unwrap();
        }
        if made != fs::read_to_string(&expected).unwrap_or_default() {
            wrong.push(format!("{}:\n{made}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The words of a table, row by row, without what formats may differ in.
fn words(source: &Source) -> Vec<Vec<String>> {
    let mut tables = source.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    let table = tables.find(|table| table.rows.len() > 20).unwrap();
    let rows = table.rows.iter().filter(|row| !row.is_empty());
    let clean = |cell: &Cell| {
        let text = cell.text().replace(['•', '–', '-', ';'], " ");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    rows.map(|row| {
        row.cells
            .iter()
            .map(clean)
            .filter(|text| !text.is_empty())
            .collect()
    })
    .collect()
}

#[test]
fn one_plan_saved_in_five_ways_gives_the_same_measures() {
    for plan in ["megion-2022-2024", "yugra-2022"] {
        for (first, others) in [
            ("paper.docx", vec!["paper.html"]),
            ("book.xlsx", vec!["book.ods", "book.csv"]),
        ] {
            let of = |name: &str| {
                let path = folder("fixtures").join(plan).join(name);
                words(&read::read(name, &fs::read(path).unwrap()).unwrap())
            };
            let wanted = of(first);
            assert!(wanted.len() > 26, "{plan} {first}: {} rows", wanted.len());
            for name in others {
                for (row, wanted) in of(name).iter().zip(&wanted) {
                    assert_eq!(row, wanted, "{plan} {name}");
                }
                assert_eq!(of(name).len(), wanted.len(), "{plan} {name}");
            }
        }
    }
}

#[test]
fn both_seeds_are_read_with_every_word_in_its_order() {
    for name in ["megion-order-54-o.txt", "yugra-order-10-p-86.txt"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/seeds")
            .join(name);
        let text = fs::read_to_string(path).unwrap();
        let source = read::read(name, text.as_bytes()).unwrap();
        let mut read = String::new();
        for block in &source.blocks {
            match block {
                Block::Paragraph(paragraph) => writeln!(read, "{}", paragraph.text).unwrap(),
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        writeln!(read, "{}", cell.text()).unwrap();
                    }
                }
            }
        }
        let all = |text: &str| {
            text.replace("**", "")
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(all(&read), all(&text), "{name}");
        let tables = source
            .blocks
            .iter()
            .filter(|block| matches!(block, Block::Table(_)))
            .count();
        assert_eq!(tables, 1, "{name}");
    }
}

#[test]
fn a_place_is_said_as_a_person_finds_it() {
    let source = read::read("seed.txt", "Приказ\n№\tЧто\tКогда\n1\tа\tб\n".as_bytes()).unwrap();
    let Block::Table(table) = &source.blocks[1] else {
        panic!("{source:?}");
    };
    assert_eq!(
        table.rows[1].cells[2].place.words(Language::Ru),
        "строка 3 текста, столбец 3"
    );
    assert_eq!(table.rows[1].place.words(Language::Ru), "строка 3 текста");
    let source = read::read("a.csv", "а;б\n\n\"в\nг\";д\nе;ж\n".as_bytes()).unwrap();
    let Block::Table(table) = &source.blocks[0] else {
        panic!("{source:?}");
    };
    let lines = table.rows.iter().map(|row| row.place.words(Language::Ru));
    let wanted = [
        "строка 1 текста",
        "строка 2 текста",
        "строка 3 текста",
        "строка 5 текста",
    ];
    assert_eq!(lines.collect::<Vec<_>>(), wanted);
    let case = folder("read/xlsx-as-excel-shows-it/input.xlsx");
    let source = read::read("input.xlsx", &bytes(&case)).unwrap();
    let Block::Table(table) = &source.blocks[0] else {
        panic!("{source:?}");
    };
    assert_eq!(
        table.rows[1].cells[1].place.words(Language::Ru),
        "лист «План», ячейка B2"
    );
}

#[test]
fn debris_in_the_cells_of_a_seed_is_cleaned_and_told() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/seeds/yugra-order-10-p-86.txt");
    let source = clean::source(read::read("a.txt", &fs::read(path).unwrap()).unwrap());
    let text = shown(&source);
    for debris in ["<p>", "</p>", "<ul", "неobjект"] {
        assert!(
            !text.split("\nread: ").next().unwrap().contains(debris),
            "{debris}"
        );
    }
    assert_eq!(text.matches("«неobjективные» → «необъективные»").count(), 2);
    assert_eq!(
        text.matches("«неobjективности» → «необъективности»")
            .count(),
        1
    );
    assert!(text.contains("Формирование и поддержка актуальности навигатора эффективных практик"));
}
