//! What programs of others make of the demo's files: `icalendar`, LibreOffice, poppler.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock};

use metod::portal::plan::Plan;
use metod::portal::{Content, Entry, Kind};
use metod::publication::Publication;
use serde_json::Value;

use super::{bytes, load, root};

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("metod-office-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Says why a test has not looked at anything; where the tools must be there, that is a failure.
fn skip(reason: &str) {
    assert!(std::env::var_os("METOD_TOOLS").is_none(), "{reason}");
    // The words of a test that passes are kept back, those of the process are not.
    let _ = writeln!(std::io::stderr(), "skipped: {reason}");
}

fn runs(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

/// A Python that has the reader of calendars: the one of `tests/run`, else that of the machine.
fn python() -> Option<PathBuf> {
    let candidates = [
        root().join("target/tools/bin/python"),
        PathBuf::from("python3"),
    ];
    candidates
        .into_iter()
        .find(|python| runs(Command::new(python).args(["-c", "import icalendar"])))
}

fn demo() -> &'static Publication {
    static DEMO: OnceLock<Publication> = OnceLock::new();
    DEMO.get_or_init(|| load(&root(), Some("2022-07-01")))
}

fn plans() -> impl Iterator<Item = (usize, &'static Entry, &'static Plan)> {
    let portal = &demo().portal;
    portal
        .visible(Kind::Plan)
        .map(|entry| match &entry.content {
            Content::Plan(plan) => (portal.place_of(entry).unwrap(), entry, &**plan),
            _ => unreachable!("plans are plans"),
        })
}

#[test]
fn an_independent_reader_takes_every_calendar_and_finds_every_term() {
    let Some(python) = python() else {
        return skip("no Python with the package icalendar, so no calendar was read");
    };
    let folder = Folder::new("ics");
    let mut files = Vec::new();
    for (at, path) in demo().paths().into_iter().enumerate() {
        if path.ends_with(".ics") {
            let file = folder.0.join(format!("{at}.ics"));
            fs::write(&file, bytes(demo(), &path)).unwrap();
            files.push((file, path));
        }
    }
    assert!(files.len() > 10);
    let output = Command::new(python)
        .env("PYTHONIOENCODING", "utf-8")
        .arg(root().join("tests/office/read_calendars.py"))
        .args(files.iter().map(|(file, _)| file))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for (file, path) in &files {
        let here: Vec<&Value> = lines
            .iter()
            .filter(|line| Path::new(line["path"].as_str().unwrap()) == file)
            .collect();
        let (sum, events) = here.split_last().unwrap();
        assert_eq!(sum["errors"], serde_json::json!([]), "{path}");
        assert_eq!(sum["events"], events.len(), "{path}");
        for event in events {
            let (start, end) = (event["start"].as_str().unwrap(), event["end"].as_str());
            assert!(end.is_none_or(|end| start < end), "{path}: {event}");
            let url = event["url"].as_str().unwrap();
            assert!(url.starts_with("https://example.org/"), "{path}: {url}");
        }
        if let Some(plan) =
            plans().find(|(_, entry, _)| *path == format!("{}plan.ics", entry.address))
        {
            assert_eq!(found_terms(events), expected_terms(plan), "{path}");
        }
    }
}

/// Day and title of every event, as the reader has them.
fn found_terms(events: &[&Value]) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut terms: Vec<(String, String)> = events
        .iter()
        .map(|event| (text(&event["start"]), text(&event["summary"])))
        .collect();
    terms.sort();
    terms
}

/// Day and title of every day by which a measure or a part of it is to be done.
fn expected_terms((at, entry, plan): (usize, &Entry, &Plan)) -> Vec<(String, String)> {
    let known = demo().portal.execution(at).unwrap();
    let mark = if entry.sample { "(пример) " } else { "" };
    let mut terms = Vec::new();
    for ((_, measure), known) in plan.measures().zip(&known.measures) {
        for occurrence in &known.occurrences {
            let title = format!("{mark}{}. {}", &*measure.number, &*measure.title);
            terms.push((occurrence.day().to_string(), title));
        }
        let parts = measure.subitems.iter().zip(&known.subitems);
        for (place, (part, known)) in (1..).zip(parts) {
            for occurrence in &known.occurrences {
                let number = &*measure.number;
                let title = format!("{mark}{number}, пункт {place}. {}", &*part.title);
                terms.push((occurrence.day().to_string(), title));
            }
        }
    }
    terms.sort();
    terms
}

/// Converts files with LibreOffice; nothing when it is not there.
fn convert(folder: &Path, to: &str, names: &[String]) -> Option<()> {
    // It has one profile, and one program at a time may use it.
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(|broken| broken.into_inner());
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let mut command = Command::new("soffice");
    command
        .arg(profile)
        .args(["--headless", "--convert-to", to, "--outdir"]);
    let output = command
        .arg(folder)
        .args(names)
        .current_dir(folder)
        .output()
        .ok()?;
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(())
}

/// The plans of the demo as files of this name, named by their ids.
fn put(folder: &Path, name: &str) -> Vec<String> {
    let (_, extension) = name.rsplit_once('.').unwrap();
    plans()
        .map(|(_, entry, _)| {
            let file = format!("{}.{extension}", entry.id);
            fs::write(
                folder.join(&file),
                bytes(demo(), &format!("{}{name}", entry.address)),
            )
            .unwrap();
            file
        })
        .collect()
}

/// A text without its spaces: programs break lines where they like.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn libreoffice_opens_every_annex_and_finds_every_measure_once_and_in_order() {
    let folder = Folder::new("docx");
    let files = put(&folder.0, "plan.docx");
    if convert(&folder.0, "txt:Text (encoded):UTF8", &files).is_none() {
        return skip("no LibreOffice, so no document was opened");
    }
    for (_, entry, plan) in plans() {
        let text = fs::read_to_string(folder.0.join(format!("{}.txt", entry.id))).unwrap();
        let text = text.trim_start_matches('\u{feff}');
        // Every cell is a line of its own.
        let mut lines = text.lines().map(str::trim);
        for (_, measure) in plan.measures() {
            let found = lines.by_ref().find(|line| *line == &*measure.number);
            assert!(found.is_some(), "{}: number {}", entry.id, &*measure.number);
            assert_eq!(lines.next(), Some(measure.title.trim()), "{}", entry.id);
        }
        for (_, measure) in plan.measures() {
            let times = text
                .lines()
                .filter(|line| line.trim() == &*measure.number)
                .count();
            assert_eq!(times, 1, "{}: number {}", entry.id, &*measure.number);
            for words in [&*measure.timing, &*measure.result] {
                assert!(bare(text).contains(&bare(words)), "{}: {words}", entry.id);
            }
        }
        let heading = text.lines().take(4).collect::<Vec<_>>().join("\n");
        assert!(heading.contains(entry.common.title.trim()), "{heading}");
    }
}

#[test]
fn every_sheet_of_an_annex_has_the_head_of_the_table_and_no_row_is_cut() {
    let folder = Folder::new("pdf");
    let files = put(&folder.0, "plan.docx");
    if convert(&folder.0, "pdf", &files).is_none() {
        return skip("no LibreOffice, so no document was printed");
    }
    for (_, entry, plan) in plans() {
        let file = folder.0.join(format!("{}.pdf", entry.id));
        let Ok(output) = Command::new("pdftotext")
            .arg("-layout")
            .arg(&file)
            .arg("-")
            .output()
        else {
            return skip("no pdftotext, so no sheet was read");
        };
        let text = String::from_utf8(output.stdout).unwrap();
        let sheets: Vec<&str> = text
            .split('\u{c}')
            .filter(|sheet| !sheet.trim().is_empty())
            .collect();
        let size = Command::new("pdfinfo").arg(&file).output().unwrap();
        let size = String::from_utf8_lossy(&size.stdout).into_owned();
        assert!(
            size.contains("841.8") && size.contains("595."),
            "A4 landscape: {size}"
        );
        let count = sheets.len();
        let mut numbers = Vec::new();
        for (at, sheet) in sheets.iter().enumerate() {
            let name = format!("{}, sheet {} of {count}", entry.id, at + 1);
            for column in &plan.columns[1..] {
                let word = column.split_whitespace().next().unwrap();
                assert!(sheet.contains(word), "{name}: «{word}»");
            }
            assert!(
                sheet.contains(&format!("Лист {} из {count}", at + 1)),
                "{name}"
            );
            assert_eq!(sheet.contains("ПРИМЕР"), entry.sample, "{name}");
            // A row whose rest went to the next sheet would begin there without a number.
            let first = after_head(sheet, plan);
            assert!(is_beginning(&first, plan), "{name} begins with «{first}»");
            numbers.extend(numbers_of(sheet, plan));
        }
        let expected: Vec<&str> = plan
            .measures()
            .map(|(_, measure)| &*measure.number)
            .collect();
        assert_eq!(numbers, expected, "{}", entry.id);
    }
}

/// The first line of a sheet below the head of the table.
fn after_head(sheet: &str, plan: &Plan) -> String {
    let last = |line: &&str| {
        let known = |word: &str| {
            plan.columns
                .iter()
                .any(|column| column.split_whitespace().any(|part| part == word))
        };
        let mut words = line.split_whitespace().peekable();
        words.peek().is_some() && words.all(known)
    };
    let mut lines = sheet.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.by_ref().find(last);
    lines
        .find(|line| !last(line))
        .unwrap_or_default()
        .to_owned()
}

/// Whether a line begins a measure or a section.
fn is_beginning(line: &str, plan: &Plan) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let in_section = |title: &str| !title.is_empty() && bare(title).contains(&bare(line));
    plan.measure(first).is_some()
        || plan
            .sections
            .iter()
            .any(|section| in_section(&format!("{} {}", &*section.number, &*section.title)))
}

/// The numbers of measures at the beginnings of lines.
fn numbers_of<'s>(sheet: &'s str, plan: &Plan) -> Vec<&'s str> {
    sheet
        .lines()
        .filter(|line| {
            line.starts_with(' ') && line.trim_start().len() + 8 > line.len()
                || !line.starts_with(' ')
        })
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let first = words.next()?;
            let measure = plan.measure(first)?;
            // A figure inside a text may look like a number; the title begins beside a real one.
            let title = measure.title.split_whitespace().next()?;
            (words.next()? == title).then_some(first)
        })
        .collect()
}

#[test]
fn libreoffice_opens_every_book_and_finds_the_table_and_its_dates() {
    let folder = Folder::new("xlsx");
    let files = put(&folder.0, "plan.xlsx");
    // Semicolons, quotes, UTF-8, Russian dates, every sheet in a file of its own.
    let form = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1049,false,false,true,false,false,-1";
    if convert(&folder.0, form, &files).is_none() {
        return skip("no LibreOffice, so no book was opened");
    }
    for (at, entry, plan) in plans() {
        let known = demo().portal.execution(at).unwrap();
        let sheet = |name: &str| {
            rows(&fs::read_to_string(folder.0.join(format!("{}-{name}.csv", entry.id))).unwrap())
        };
        let table = sheet("План");
        let head = table
            .iter()
            .position(|row| row.starts_with(&[plan.columns[0].0.clone()]))
            .unwrap();
        let titles: Vec<&str> = plan.columns.iter().map(|column| &**column).collect();
        assert_eq!(table[head][..titles.len()], titles);
        let date = titles.len() + 1;
        let body = &table[head + 1..];
        assert_eq!(body.len(), known.measures.len(), "a row a measure");
        for ((row, (_, measure)), known) in body.iter().zip(plan.measures()).zip(&known.measures) {
            assert_eq!(row[0], *measure.number, "3.10 is not 3.1");
            assert!(row[1].starts_with(&*measure.title), "{row:?}");
            let days = |at: usize| (!row[at].is_empty()).then(|| row[at].clone());
            let russian = |day: jiff::civil::Date| day.strftime("%d.%m.%Y").to_string();
            if let (Some(first), Some(last)) = (known.occurrences.first(), known.occurrences.last())
            {
                assert_eq!(days(date), Some(russian(first.start)), "{row:?}");
                assert_eq!(days(date + 1), Some(russian(last.due)), "{row:?}");
            }
        }
        let done = sheet("Исполнение");
        let said = "Сведения об исполнении этого плана на площадке не размещены.";
        assert_eq!(done.iter().any(|row| row[0] == said), !known.reported);
        let states = done
            .iter()
            .filter(|row| row[0].contains('.') && !row[4].is_empty())
            .count();
        assert_eq!(
            states > 0,
            known.reported,
            "states in words only where a report names the plan"
        );
    }
}

/// The rows of a CSV file with semicolons.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(character) = characters.next() {
        let row = rows.last_mut().unwrap();
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ';' if !quoted => row.push(String::new()),
            '\n' if !quoted => rows.push(vec![String::new()]),
            '\r' if !quoted => {}
            character => row.last_mut().unwrap().push(character),
        }
    }
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    rows
}
