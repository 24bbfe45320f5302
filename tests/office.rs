//! Files for calendars, Word and Excel.
//!
//! `tests/office/portal/` is a small portal whose files are compared with `expected/`: calendars with
//! their lines unfolded, papers and books as the rows that their writers get. `UPDATE=1 cargo test
//! --test office` rewrites them. The files of the demo are opened by programs of others: `icalendar`
//! and LibreOffice. Where they are missing the tests say so and pass; `tests/run` installs them and
//! sets `METOD_TOOLS`, and then a missing one fails.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // Tests read their folders and run other programs.

#[path = "office/export.rs"]
mod export;
#[path = "office/programs.rs"]
mod programs;
#[path = "office/writers.rs"]
mod writers;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use metod::agenda::Item;
use metod::formats::docx::{Look, Paper, Row};
use metod::formats::plan::{book, paper, rows};
use metod::formats::xlsx::{Book, Cell};
use metod::portal::Kind;
use metod::publication::{Body, Publication, Settings};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn small() -> PathBuf {
    root().join("tests/office/portal")
}

fn load(root: &Path, today: Option<&str>) -> Publication {
    let settings = Settings {
        root: root.to_path_buf(),
        today: today.map(|day| day.parse().unwrap()),
        ..Settings::default()
    };
    let (publication, found) = Publication::load(&settings).unwrap();
    publication.unwrap_or_else(|| panic!("{found:#?}"))
}

fn bytes(publication: &Publication, path: &str) -> Vec<u8> {
    match publication.render(path).unwrap() {
        Some(Body::Text(text)) => text.into_bytes(),
        Some(Body::Bytes(bytes)) => bytes,
        other => panic!("{path}: {other:?}"),
    }
}

/// Lines as they are meant, each once.
fn unfolded(calendar: &str) -> String {
    calendar.replace("\r\n ", "").replace("\r\n", "\n")
}

fn paper_text(paper: &Paper) -> String {
    let mut text = format!("{} {} «{}»\n", paper.language, paper.date, paper.author);
    for mark in &paper.marks {
        text.push_str(&format!("right: {mark}\n"));
    }
    text.push_str(&format!("title: {}\n", paper.title));
    for (name, words) in [("note", &paper.note), ("sample", &paper.sample)] {
        if let Some(words) = words {
            text.push_str(&format!("{name}: {words}\n"));
        }
    }
    let columns: Vec<String> = paper
        .columns
        .iter()
        .map(|column| format!("{} ({})", column.title, column.width))
        .collect();
    text.push_str(&format!("columns: {}\n", columns.join(" | ")));
    for row in &paper.rows {
        match row {
            Row::Section(title) => text.push_str(&format!("section: {title}\n")),
            Row::Cells(cells) => {
                let cells = cells.iter().map(|cell| {
                    let parts = cell.iter().map(|part| match part.look {
                        Look::Item => format!("* {}", part.text),
                        _ => part.text.clone(),
                    });
                    parts.collect::<Vec<_>>().join(" ¶ ")
                });
                text.push_str(&format!("| {} |\n", cells.collect::<Vec<_>>().join(" | ")));
            }
        }
    }
    text
}

fn book_text(book: &Book) -> String {
    let mut text = format!("{} «{}» {}\n", book.date, book.author, book.title);
    text.extend(book.sample.iter().map(|word| format!("sample: {word}\n")));
    for sheet in &book.sheets {
        text.push_str(&format!("\n[{}] {}\n", sheet.name, sheet.title));
        text.extend(sheet.notes.iter().map(|note| format!("note: {note}\n")));
        let columns: Vec<&str> = sheet
            .columns
            .iter()
            .map(|column| column.title.as_str())
            .collect();
        text.push_str(&format!("| {} |\n", columns.join(" | ")));
        for row in &sheet.rows {
            let cells = row.iter().map(|cell| match cell {
                Cell::Empty => String::new(),
                Cell::Text(text) => format!("«{}»", text.replace('\n', " ¶ ")),
                Cell::Number(number) => number.to_string(),
                Cell::Percent(share) => format!("{share} %"),
                Cell::Date(day) => day.to_string(),
            });
            text.push_str(&format!("| {} |\n", cells.collect::<Vec<_>>().join(" | ")));
        }
    }
    text
}

/// Every file of the small portal that this test is about, as text.
fn made() -> BTreeMap<String, String> {
    let publication = load(&small(), None);
    let view = publication.view();
    let mut made = BTreeMap::new();
    for path in publication.paths() {
        if path.ends_with(".ics") {
            let text = String::from_utf8(bytes(&publication, &path)).unwrap();
            made.insert(path, unfolded(&text));
        }
    }
    for entry in publication.portal.visible(Kind::Plan) {
        let at = publication.portal.place_of(entry).unwrap();
        let texts = [
            ("plan.docx", paper_text(&paper::paper(view, at))),
            ("plan.xlsx", book_text(&book::book(view, at))),
            ("plan.csv", rows::write(view, at).replace("\r\n", "\n")),
        ];
        for (name, text) in texts {
            made.insert(format!("{}{name}", entry.address), text);
        }
    }
    made
}

#[test]
fn the_small_portal_gives_the_expected_files_and_no_others() {
    let expected = small().join("expected");
    let made = made();
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        let _ = fs::remove_dir_all(&expected);
        for (path, text) in &made {
            let path = expected.join(format!("{path}.txt"));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    let mut known = BTreeMap::new();
    for file in walkdir::WalkDir::new(&expected) {
        let file = file.unwrap();
        if file.file_type().is_file() {
            let path = file.path().strip_prefix(&expected).unwrap();
            let path = path.to_str().unwrap().replace('\\', "/");
            let path = path.strip_suffix(".txt").unwrap().to_owned();
            known.insert(path, fs::read_to_string(file.path()).unwrap());
        }
    }
    assert_eq!(
        made.keys().collect::<Vec<_>>(),
        known.keys().collect::<Vec<_>>()
    );
    for (path, text) in &made {
        assert_eq!(text, &known[path], "{path}");
    }
}

#[test]
fn a_calendar_stands_where_it_is_said_to_stand() {
    let publication = load(&small(), None);
    let (portal, paths) = (&publication.portal, publication.paths());
    let has = |path: String| paths.contains(&path);
    for (at, organization) in portal.organizations.iter().enumerate() {
        assert_eq!(
            has(format!("{}plan.ics", organization.address)),
            portal.has_calendar(at),
            "{}",
            organization.id
        );
    }
    for entry in portal.visible(Kind::Seminar) {
        assert_eq!(
            has(format!("{}event.ics", entry.address)),
            portal.has_event(entry),
            "{}",
            entry.id
        );
    }
}

/// Day and title of every event of a file.
fn days_and_titles(publication: &Publication, path: &str) -> Vec<(String, String)> {
    let text = unfolded(&String::from_utf8(bytes(publication, path)).unwrap());
    let events = text.split("BEGIN:VEVENT\n").skip(1);
    let value = |event: &str, name: &str| {
        let line = event.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_once(':').unwrap().1.to_owned()
    };
    events
        .map(|event| {
            (
                value(event, "DTSTART")[..8].to_owned(),
                value(event, "SUMMARY"),
            )
        })
        .collect()
}

#[test]
fn a_calendar_has_an_event_for_each_thing_of_the_agenda_and_no_other() {
    for portal in ["tests/office/portal", "tests/agenda"] {
        let publication = load(&root().join(portal), Some("2022-10-01"));
        let portal = &publication.portal;
        let agenda = portal.agenda();
        let mut files: Vec<(String, Vec<&Item>)> =
            vec![("calendar.ics".to_owned(), agenda.items.iter().collect())];
        for (at, organization) in portal.organizations.iter().enumerate() {
            let items: Vec<&Item> = agenda.of_organization(at).collect();
            let points = agenda.points_of_organization(at);
            if !items.is_empty() && points.is_empty() {
                files.push((format!("{}plan.ics", organization.address), items));
            }
        }
        for (kind, name) in [(Kind::Plan, "plan.ics"), (Kind::Seminar, "event.ics")] {
            for entry in portal.visible(kind) {
                let at = portal.place_of(entry).unwrap();
                let items: Vec<&Item> = agenda
                    .items
                    .iter()
                    .filter(|item| item.entry == at)
                    .collect();
                if !items.is_empty() || kind == Kind::Plan {
                    files.push((format!("{}{name}", entry.address), items));
                }
            }
        }
        assert!(files.len() > 10);
        for (path, items) in files {
            let mut events = days_and_titles(&publication, &path);
            for item in items {
                let (day, title) = (item.day.strftime("%Y%m%d").to_string(), item.title(portal));
                let escaped = title
                    .replace('\\', "\\\\")
                    .replace(';', "\\;")
                    .replace(',', "\\,");
                let found = events
                    .iter()
                    .position(|event| event.0 == day && event.1.contains(&escaped));
                let found = found.unwrap_or_else(|| panic!("{path}: {day} {title} in {events:?}"));
                events.remove(found);
            }
            assert_eq!(events, [], "{path}");
        }
    }
}

#[test]
fn the_points_of_orders_with_a_day_stand_in_the_calendars_of_those_who_must_carry_them_out() {
    let publication = load(&small(), Some("2022-10-01"));
    let of = |path: &str| {
        let mut events = days_and_titles(&publication, path);
        events.retain(|event| event.1.starts_with("Пункт"));
        events
    };
    let event = |day: &str, title: &str| (day.to_owned(), title.to_owned());
    let first = event(
        "20220901",
        "Пункт 1. Приказ № 7 от 10\u{a0}июня 2022\u{a0}г.",
    );
    let second = event(
        "20220615",
        "Пункт 2. Приказ № 7 от 10\u{a0}июня 2022\u{a0}г.",
    );
    assert_eq!(of("organizations/shkola/plan.ics"), [second, first.clone()]);
    assert_eq!(of("organizations/tihaya/plan.ics"), [first]);
    assert_eq!(
        of("calendar.ics"),
        [],
        "the portal's calendar has events and measures"
    );
}

#[test]
fn a_file_beside_a_page_is_made_from_the_file_of_its_page() {
    let publication = load(&small(), None);
    let source = |path: &str| publication.source_of(path).and_then(Path::to_str);
    for (path, file) in [
        ("plans/god/plan.ics", "content/plans/god.yaml"),
        ("plans/god/plan.docx", "content/plans/god.yaml"),
        ("plans/god/plan.xlsx", "content/plans/god.yaml"),
        (
            "plans/god/report/2022-Q2/report.docx",
            "content/plans/god.yaml",
        ),
        ("seminars/vebinar/event.ics", "content/seminars/vebinar.md"),
        ("organizations/iro/plan.ics", "content/organizations.yaml"),
    ] {
        assert_eq!(source(path), Some(file), "{path}");
    }
    assert_eq!(source("calendar.ics"), None, "many files have made it");
}

#[test]
fn one_event_has_one_name_in_every_calendar() {
    let publication = load(&small(), None);
    let events = |path: &str| {
        let text = unfolded(&String::from_utf8(bytes(&publication, path)).unwrap());
        let events = text.split("BEGIN:VEVENT\n").skip(1);
        let blocks = events.map(|event| event.split("END:VEVENT").next().unwrap().to_owned());
        blocks.collect::<Vec<_>>()
    };
    let all = events("calendar.ics");
    for path in ["plans/god/plan.ics", "seminars/vebinar/event.ics"] {
        let some = events(path);
        assert!(!some.is_empty());
        for event in some {
            assert!(all.contains(&event), "{path}: {event}");
        }
    }
    let uid = |event: &String| event.lines().next().unwrap().to_owned();
    let mut names: Vec<String> = all.iter().map(uid).collect();
    names.sort();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "every event has its own name");
}

#[test]
fn the_same_portal_gives_the_same_bytes_whatever_the_clock_says() {
    let at = |seconds: i64| {
        let settings = Settings {
            root: small(),
            now: Some(jiff::Timestamp::from_second(seconds).unwrap()),
            ..Settings::default()
        };
        let publication = Publication::load(&settings).unwrap().0.unwrap();
        let paths = publication.paths();
        let office = paths.into_iter().filter(|path| {
            [".ics", ".docx", ".xlsx"]
                .iter()
                .any(|end| path.ends_with(end))
        });
        office
            .map(|path| (bytes(&publication, &path), path))
            .collect::<Vec<_>>()
    };
    let (one, other) = (at(1_000_000_000), at(1_700_000_000));
    assert!(one.len() > 10);
    for ((one, path), (other, _)) in one.iter().zip(&other) {
        assert!(one == other, "{path}");
    }
}
