//! The writers by themselves: what the formats ask for byte by byte.

use std::io::Read;

use jiff::civil::{Date, DateTime, date, datetime};
use metod::formats::docx::{self, Column, Footer, Look, Paper, Paragraph, Row};
use metod::formats::ics::{self, Calendar, Event, Status, When};
use metod::formats::xlsx::{self, Book, Cell, Sheet};

fn event(summary: &str) -> Event {
    Event {
        uid: ics::uid("example.org", "plans/god#1/1"),
        stamp: date(2022, 2, 1),
        last_modified: None,
        summary: summary.to_owned(),
        description: String::new(),
        location: String::new(),
        url: None,
        start: When::Day(date(2022, 3, 31)),
        end: None,
        categories: Vec::new(),
        status: None,
    }
}

fn calendar(events: Vec<Event>) -> String {
    ics::write(&Calendar {
        name: "Площадка".to_owned(),
        zone: "Asia/Yekaterinburg".to_owned(),
        events,
    })
}

/// The lines of the only event that begin with a name, unfolded.
fn lines(event: Event, name: &str) -> Vec<String> {
    let text = super::unfolded(&calendar(vec![event]));
    let inside = text.split("BEGIN:VEVENT\n").nth(1).unwrap();
    let inside = inside.split("END:VEVENT").next().unwrap();
    inside
        .lines()
        .filter(|line| line.starts_with(name))
        .map(str::to_owned)
        .collect()
}

#[test]
fn lines_are_cut_at_75_bytes_between_characters_and_nowhere_else() {
    for letter in ["a", "я", "‰", "🎓"] {
        for length in 1..200 {
            let summary = letter.repeat(length);
            let text = calendar(vec![event(&summary)]);
            assert!(text.ends_with("END:VCALENDAR\r\n"));
            assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
            assert!(text.contains("\r\nDTSTAMP:"), "the next line stands alone");
            let lines: Vec<&str> = text.split("\r\n").collect();
            for (at, line) in lines.iter().enumerate() {
                assert!(line.len() <= 75, "{} bytes: {line}", line.len());
                // A line that is cut has no room for the character that follows.
                if let Some(next) = lines.get(at + 1).and_then(|next| next.strip_prefix(' ')) {
                    let next = next.chars().next().unwrap();
                    assert!(line.len() + next.len_utf8() > 75, "{line}");
                }
            }
            assert!(super::unfolded(&text).contains(&format!("\nSUMMARY:{summary}\n")));
        }
    }
}

#[test]
fn texts_keep_their_signs_and_lines() {
    for (text, written) in [
        ("а, б; в", r"а\, б\; в"),
        (r"C:\образцы", r"C:\\образцы"),
        ("первая\nвторая\r\nтретья", r"первая\nвторая\nтретья"),
        ("«в кавычках» \"и так\": да", "«в кавычках» \"и так\": да"),
        ("без\u{0}знаков\u{7}управления\u{85}", "беззнаковуправления"),
        (r"уже \n записано", r"уже \\n записано"),
    ] {
        assert_eq!(
            lines(event(text), "SUMMARY"),
            [format!("SUMMARY:{written}")]
        );
    }
    let mut marked = event("x");
    marked.categories = vec!["План, 2022".to_owned(), "Приказ".to_owned()];
    assert_eq!(
        lines(marked, "CATEGORIES"),
        [r"CATEGORIES:План\, 2022,Приказ"]
    );
}

#[test]
fn ends_of_events_are_what_every_program_reads_in_the_same_way() {
    let day = |day: i8| When::Day(date(2022, 10, day));
    let at = |day: i8, hour: i8| When::Moment(datetime(2022, 10, day, hour, 30, 0, 0));
    for (start, end, expected) in [
        // The day after the last one: the end is not included.
        (
            day(5),
            None,
            "DTSTART;VALUE=DATE:20221005 DTEND;VALUE=DATE:20221006",
        ),
        (
            day(5),
            Some(day(7)),
            "DTSTART;VALUE=DATE:20221005 DTEND;VALUE=DATE:20221008",
        ),
        (
            day(31),
            None,
            "DTSTART;VALUE=DATE:20221031 DTEND;VALUE=DATE:20221101",
        ),
        (
            day(5),
            Some(day(4)),
            "DTSTART;VALUE=DATE:20221005 DTEND;VALUE=DATE:20221006",
        ),
        // Yekaterinburg is five hours before Greenwich.
        (at(5, 10), None, "DTSTART:20221005T053000Z"),
        (
            at(5, 10),
            Some(at(5, 12)),
            "DTSTART:20221005T053000Z DTEND:20221005T073000Z",
        ),
        (
            at(5, 3),
            Some(at(5, 4)),
            "DTSTART:20221004T223000Z DTEND:20221004T233000Z",
        ),
        (at(5, 10), Some(at(5, 10)), "DTSTART:20221005T053000Z"),
        (at(5, 10), Some(day(5)), "DTSTART:20221005T053000Z"),
        // One moment and one day are two days.
        (
            at(5, 10),
            Some(day(6)),
            "DTSTART;VALUE=DATE:20221005 DTEND;VALUE=DATE:20221007",
        ),
        (
            day(5),
            Some(at(6, 12)),
            "DTSTART;VALUE=DATE:20221005 DTEND;VALUE=DATE:20221007",
        ),
    ] {
        let event = Event {
            start,
            end,
            ..event("x")
        };
        let written = lines(event, "DT");
        let days: Vec<&String> = written
            .iter()
            .filter(|line| !line.starts_with("DTSTAMP"))
            .collect();
        let days: Vec<&str> = days.into_iter().map(String::as_str).collect();
        assert_eq!(days.join(" "), expected);
    }
}

#[test]
fn winter_time_is_read_as_it_was_then() {
    // Until 2011 Yekaterinburg had summer time.
    let moment = |text: &str| When::Moment(text.parse::<DateTime>().unwrap());
    for (start, written) in [
        ("2010-01-15T10:00", "DTSTART:20100115T050000Z"),
        ("2010-07-15T10:00", "DTSTART:20100715T040000Z"),
    ] {
        let event = Event {
            start: moment(start),
            ..event("x")
        };
        assert_eq!(lines(event, "DTSTART"), [written]);
    }
}

#[test]
fn a_change_has_a_greater_number_and_no_change_has_the_same() {
    let number = |day: Option<Date>| {
        let changed = Event {
            last_modified: day,
            ..event("x")
        };
        let line = lines(changed, "SEQUENCE").remove(0);
        line["SEQUENCE:".len()..].parse::<i64>().unwrap()
    };
    let days = [
        None,
        Some(date(2022, 2, 1)),
        Some(date(2022, 2, 2)),
        Some(date(2023, 1, 1)),
    ];
    let numbers: Vec<i64> = days.into_iter().map(number).collect();
    assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
    assert_eq!(number(Some(date(1999, 1, 1))), 0, "never less than nothing");
    let changed = Event {
        last_modified: Some(date(2022, 2, 2)),
        ..event("x")
    };
    assert_eq!(
        lines(changed.clone(), "LAST-MODIFIED"),
        ["LAST-MODIFIED:20220202T000000Z"]
    );
    assert_eq!(changed.uid, event("другое").uid, "the name stays");
    assert_ne!(
        ics::uid("a.ru", "plans/x#1/1"),
        ics::uid("b.ru", "plans/x#1/1")
    );
}

#[test]
fn a_calendar_without_events_has_a_part_all_the_same() {
    let text = calendar(Vec::new());
    assert!(text.contains("BEGIN:VTIMEZONE\r\n"));
    assert!(!calendar(vec![event("x")]).contains("VTIMEZONE"));
    assert!(!text.contains("METHOD"), "it is no invitation");
}

#[test]
fn what_does_not_take_place_says_so() {
    for (status, word) in [
        (Status::Confirmed, "CONFIRMED"),
        (Status::Tentative, "TENTATIVE"),
        (Status::Cancelled, "CANCELLED"),
    ] {
        let event = Event {
            status: Some(status),
            ..event("x")
        };
        assert_eq!(lines(event, "STATUS"), [format!("STATUS:{word}")]);
    }
}

fn paper() -> Paper {
    Paper {
        language: "ru-RU",
        date: date(2022, 2, 1),
        author: "Школа & «Мир»".to_owned(),
        marks: vec!["Приложение".to_owned()],
        title: "План <на> год".to_owned(),
        subtitle: vec!["по состоянию на 15.04.2022".to_owned()],
        note: None,
        columns: ["№", "Что", "Кто"]
            .into_iter()
            .zip([1, 5, 3])
            .map(|(title, width)| Column {
                title: title.to_owned(),
                width,
            })
            .collect(),
        rows: vec![
            Row::Section("Раздел".to_owned()),
            Row::Cells(vec![
                vec![Paragraph::plain("3.10")],
                vec![
                    Paragraph::plain("две\nстроки\u{b}"),
                    Paragraph {
                        text: "пункт".to_owned(),
                        look: Look::Item,
                    },
                ],
            ]),
        ],
        signature: vec!["Директор ____".to_owned()],
        footer: Footer {
            before: "Лист ".to_owned(),
            between: " из ".to_owned(),
        },
        sample: None,
    }
}

/// The parts of an archive by their names, in order.
fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

fn part(parts: &[(String, String)], name: &str) -> String {
    let found = parts.iter().find(|(known, _)| known == name);
    found.unwrap_or_else(|| panic!("{name}")).1.clone()
}

/// Elements that open and close rightly, one inside the other.
#[track_caller]
fn assert_well_formed(name: &str, xml: &str) {
    let tag =
        regex::Regex::new(r#"<(/?)([A-Za-z0-9:]+)((?:\s+[A-Za-z:]+="[^"<]*")*)\s*(/?)>"#).unwrap();
    let mut open: Vec<String> = Vec::new();
    let body = xml.split_once("?>").unwrap().1;
    let mut end = 0;
    for found in tag.captures_iter(body) {
        let whole = found.get(0).unwrap();
        assert!(
            !body[end..whole.start()].contains(['<', '>']),
            "{name}: {}",
            &body[end..whole.start()]
        );
        end = whole.end();
        match (&found[1], &found[4]) {
            ("/", _) => assert_eq!(open.pop().as_deref(), Some(&found[2]), "{name}"),
            (_, "/") => {}
            _ => open.push(found[2].to_owned()),
        }
    }
    assert_eq!(body[end..].trim(), "", "{name}");
    assert!(open.is_empty(), "{name}: {open:?}");
}

#[test]
fn a_document_has_every_part_that_it_names_and_names_every_part() {
    let target = regex::Regex::new(r#"(?:Target|PartName)="([^"]+)""#).unwrap();
    let id = regex::Regex::new(r#"r:id="([^"]+)""#).unwrap();
    for sample in [None, Some("ПРИМЕР".to_owned())] {
        let is_sample = sample.is_some();
        let parts = parts(docx::write(&Paper { sample, ..paper() }).unwrap());
        assert_eq!(
            parts[0].0, "[Content_Types].xml",
            "readers look for it first"
        );
        let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
        let types = part(&parts, "[Content_Types].xml");
        let mut named: Vec<String> = target
            .captures_iter(&types)
            .map(|found| found[1][1..].to_owned())
            .collect();
        for (rels, folder) in [
            ("_rels/.rels", ""),
            ("word/_rels/document.xml.rels", "word/"),
        ] {
            for found in target.captures_iter(&part(&parts, rels)) {
                assert!(
                    names.contains(&&*format!("{folder}{}", &found[1])),
                    "{rels}: {}",
                    &found[1]
                );
            }
        }
        named.sort();
        let mut others: Vec<String> = names[1..]
            .iter()
            .filter(|name| !name.ends_with(".rels"))
            .map(|name| (*name).to_owned())
            .collect();
        others.sort();
        assert_eq!(named, others);
        for (name, xml) in &parts {
            assert_well_formed(name, xml);
        }
        assert_eq!(names.contains(&"word/header1.xml"), is_sample);
        let relations = part(&parts, "word/_rels/document.xml.rels");
        for found in id.captures_iter(&part(&parts, "word/document.xml")) {
            assert!(relations.contains(&format!("Id=\"{}\"", &found[1])));
        }
    }
}

#[test]
fn a_document_keeps_its_words_and_its_rows() {
    let parts = parts(docx::write(&paper()).unwrap());
    let document = part(&parts, "word/document.xml");
    for words in [
        "План &lt;на&gt; год",
        ">3.10<",
        ">две</w:t><w:br/><w:t",
        ">строки<",
        "Директор ____",
    ] {
        assert!(document.contains(words), "{words}");
    }
    let count = |what: &str| document.matches(what).count();
    assert_eq!(count("<w:tr>"), 3);
    assert_eq!(count("<w:cantSplit/>"), 3, "no row is cut");
    assert_eq!(count("<w:tblHeader/>"), 1, "the head is repeated");
    // A row with fewer cells than columns is filled up, and a cell has a paragraph.
    assert_eq!(count("<w:tc>"), 3 + 1 + 3);
    assert!(!document.contains("</w:tcPr></w:tc>"));
    let grid = regex::Regex::new(r#"<w:gridCol w:w="(\d+)"/>"#).unwrap();
    let widths: Vec<u32> = grid
        .captures_iter(&document)
        .map(|found| found[1].parse().unwrap())
        .collect();
    assert_eq!(widths.iter().sum::<u32>(), 16_838 - 2 * 680);
    assert!(widths[1] > widths[2] && widths[2] > widths[0]);
    let core = part(&parts, "docProps/core.xml");
    assert_eq!(core.matches("2022-02-01T00:00:00Z").count(), 2);
    assert!(core.contains("Школа &amp; «Мир»"));
}

fn book(rows: Vec<Vec<Cell>>) -> Book {
    Book {
        title: "План".to_owned(),
        author: "Школа".to_owned(),
        date: date(2022, 2, 1),
        sample: Some("ПРИМЕР".to_owned()),
        footer: ("Лист ".to_owned(), " из ".to_owned()),
        sheets: vec![Sheet {
            form: None,
            name: "План: [1]".to_owned(),
            title: "План мероприятий".to_owned(),
            notes: vec!["по состоянию".to_owned()],
            columns: ["№", "Что"]
                .into_iter()
                .map(|title| xlsx::Column {
                    title: title.to_owned(),
                    width: 20,
                })
                .collect(),
            rows,
        }],
    }
}

#[test]
fn cells_of_a_book_are_what_they_are() {
    let rows = vec![
        vec![Cell::text("3.10"), Cell::text("=1+1")],
        vec![Cell::Date(date(2022, 3, 31)), Cell::Percent(60.0)],
        vec![Cell::Number(2.5), Cell::text("  ")],
    ];
    let parts = parts(xlsx::write(&book(rows)).unwrap());
    let sheet = part(&parts, "xl/worksheets/sheet1.xml");
    let strings = part(&parts, "xl/sharedStrings.xml");
    for text in ["ПРИМЕР", "План мероприятий", "3.10", "=1+1"] {
        assert!(strings.contains(&format!(">{text}<")), "{text} is a text");
    }
    assert!(!sheet.contains("<f>"), "nothing is a formula");
    for (cell, value) in [("A6", "44651"), ("B6", "0.6"), ("A7", "2.5")] {
        let found = regex::Regex::new(&format!(r#"<c r="{cell}" s="\d+"><v>([^<]+)</v>"#)).unwrap();
        assert_eq!(&found.captures(&sheet).unwrap()[1], value, "{cell}");
    }
    assert!(part(&parts, "xl/styles.xml").contains("dd.mm.yyyy"));
    for what in [
        "<autoFilter ref=\"A4:B7\"/>",
        "ySplit=\"4\"",
        "state=\"frozen\"",
        "orientation=\"landscape\"",
        "fitToHeight=\"0\"",
        "numberStoredAsText=\"1\"",
        "ПРИМЕР</oddHeader>",
    ] {
        assert!(sheet.contains(what), "{what}");
    }
    let workbook = part(&parts, "xl/workbook.xml");
    assert!(workbook.contains("_xlnm.Print_Titles"));
    assert!(workbook.contains("name=\"План   1\""), "{workbook}");
    assert!(part(&parts, "docProps/core.xml").contains("2022-02-01T00:00:00Z"));
}

#[test]
fn a_book_takes_what_excel_does_not() {
    let long = "ж".repeat(40_000);
    let rows = vec![vec![
        Cell::text(long),
        Cell::Date(Date::constant(1812, 9, 7)),
    ]];
    let mut book = book(rows);
    book.sheets.push(Sheet {
        name: "x".repeat(40),
        columns: Vec::new(),
        rows: Vec::new(),
        ..book.sheets[0].clone()
    });
    book.sheets.push(book.sheets[1].clone());
    let parts = parts(xlsx::write(&book).unwrap());
    assert!(part(&parts, "xl/sharedStrings.xml").contains(">1812-09-07<"));
    assert!(part(&parts, "xl/sharedStrings.xml").contains(&format!(">{}<", "ж".repeat(32_767))));
    assert_eq!(
        part(&parts, "xl/workbook.xml").matches("<sheet ").count(),
        3
    );
}
