//! Files that are refused, each with the sentence that says what to do.

use std::fs;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use metod::import::read;
use metod::lang::Language;

use super::{folder, pack};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const S: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

fn docx(document: &str) -> Vec<u8> {
    pack(&[("word/document.xml".to_owned(), document.as_bytes().to_vec())])
}

/// A document with this in its body.
fn body(inside: &str) -> Vec<u8> {
    docx(&format!(
        "<w:document {W}><w:body>{inside}</w:body></w:document>"
    ))
}

/// A book whose one sheet has this in it.
fn sheet(inside: &str) -> Vec<u8> {
    let relation = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"r1\" Type=\"http://x/worksheet\" Target=\"../xl/sheet.xml\"/>\
        <Relationship Id=\"r2\" Type=\"http://x/sharedStrings\" Target=\"strings.xml\"/></Relationships>";
    let members = [
        (
            "xl/workbook.xml",
            format!(
                "<workbook {S}><sheets><sheet name=\"А\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        ("xl/_rels/workbook.xml.rels", relation.to_owned()),
        (
            "xl/sheet.xml",
            format!("<worksheet {S}>{inside}</worksheet>"),
        ),
        (
            "xl/strings.xml",
            format!("<sst {S}><si><t>{}</t></si></sst>", "а".repeat(90_000)),
        ),
    ];
    pack(&members.map(|(name, text)| (name.to_owned(), text.into_bytes())))
}

/// A sheet of OpenDocument with this in its table.
fn ods(inside: &str) -> Vec<u8> {
    let content = format!(
        "<o:d xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <table:table table:name=\"А\">{inside}</table:table></o:d>"
    );
    pack(&[
        (
            "mimetype".to_owned(),
            b"application/vnd.oasis.opendocument.spreadsheet".to_vec(),
        ),
        ("content.xml".to_owned(), content.into_bytes()),
    ])
}

/// An office file before 2007, as far as it is looked at.
fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(512, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

/// The same archive, in which every member is said to be of this size, and is not.
fn lying(mut bytes: Vec<u8>, size: u32) -> Vec<u8> {
    for at in 0..bytes.len() - 30 {
        let offset = match &bytes[at..at + 4] {
            b"PK\x03\x04" => 22,
            b"PK\x01\x02" => 24,
            _ => continue,
        };
        bytes[at + offset..at + offset + 4].copy_from_slice(&size.to_le_bytes());
    }
    bytes
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(folder("fixtures").join(name)).unwrap()
}

/// Members that LibreOffice and Word never write so many of.
fn many_members() -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for at in 0..10_001 {
        writer.start_file(format!("{at}"), options).unwrap();
    }
    writer.write_all(b"a").unwrap();
    writer.finish().unwrap().into_inner()
}

/// A locked member, by the flag that says so.
fn locked() -> Vec<u8> {
    let mut bytes = body("<w:p/>");
    for at in 0..bytes.len() - 30 {
        let offset = match &bytes[at..at + 4] {
            b"PK\x03\x04" => 6,
            b"PK\x01\x02" => 8,
            _ => continue,
        };
        bytes[at + offset] |= 1;
    }
    bytes
}

fn texts() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    vec![
        ("empty.docx", Vec::new(), "read-empty"),
        ("blank.txt", b" \r\n\t\n".to_vec(), "read-empty"),
        ("blank.csv", b";;;\r\n;;;\r\n".to_vec(), "read-empty"),
        ("refused.doc", fixture("refused.doc"), "read-doc"),
        ("renamed.docx", fixture("refused.doc"), "read-doc"),
        ("refused.rtf", fixture("refused.rtf"), "read-rtf"),
        ("refused.odt", fixture("refused.odt"), "read-odt"),
        ("refused.pdf", fixture("refused.pdf"), "read-pdf"),
        ("renamed.csv", fixture("refused.pdf"), "read-pdf"),
        ("scan.png", b"\x89PNG\r\n\x1a\n\0".to_vec(), "read-image"),
        ("refused.xls", fixture("refused.xls"), "read-xls"),
        ("locked.docx", compound("EncryptedPackage"), "read-password"),
        ("locked.zip", locked(), "read-password"),
        (
            "slides.ppt",
            compound("PowerPoint Document"),
            "read-other-office",
        ),
        ("photo.jpg", b"\xff\xd8\xff\xe0abc".to_vec(), "read-image"),
        ("plan.rar", b"Rar!\x1a\x07".to_vec(), "read-archive"),
        (
            "plan.zip",
            pack(&[("план.txt".to_owned(), b"a".to_vec())]),
            "read-archive",
        ),
        (
            "slides.pptx",
            pack(&[("ppt/presentation.xml".to_owned(), Vec::new())]),
            "read-other-office",
        ),
        (
            "plan.xml",
            b"<?xml version=\"1.0\"?><plan/>".to_vec(),
            "read-xml",
        ),
        (
            "program.exe",
            (0..9000_u32).map(|at| (at * 37 % 256) as u8).collect(),
            "read-unknown",
        ),
        (
            "wide.csv",
            format!("{}\n", "a;".repeat(300)).repeat(3).into_bytes(),
            "read-too-many-columns",
        ),
        (
            "long.csv",
            "а;б\n".repeat(100_001).into_bytes(),
            "read-too-many-rows",
        ),
        (
            "quote.csv",
            format!("а;б\nв;\"{}", "г;д\n".repeat(90_000)).into_bytes(),
            "read-too-long",
        ),
        ("big.txt", vec![b'a'; (50 << 20) + 1], "read-too-big"),
        (
            "deep.html",
            "<table><tr><td>".repeat(70).into_bytes(),
            "read-too-deep",
        ),
    ]
}

fn archives() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let bomb = "<w:p/>".repeat(1_000_000);
    let rows = |count: usize| "<row><c t=\"inlineStr\"><is><t>а</t></is></c></row>".repeat(count);
    let cut = fixture("yugra-2022/paper.docx");
    let cut = cut[..cut.len() / 2].to_vec();
    vec![
        ("cut.docx", cut, "read-broken"),
        ("stub.docx", b"PK\x03\x04".to_vec(), "read-broken"),
        (
            "no-body.docx",
            docx(&format!("<w:document {W}/>")),
            "read-broken",
        ),
        (
            "open.docx",
            docx(&format!("<w:document {W}><w:body>")),
            "read-broken",
        ),
        (
            "entity.docx",
            body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"),
            "read-broken",
        ),
        ("nothing.docx", body("<w:p/>"), "read-empty"),
        (
            "xxe.docx",
            docx(&format!(
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document {W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
            )),
            "read-dtd",
        ),
        ("deep.docx", body(&"<w:sdt>".repeat(5000)), "read-too-deep"),
        ("bomb.docx", body(&bomb), "read-bomb"),
        // The archive is read no further than the size that it tells.
        ("lying.docx", lying(body(&bomb), 1000), "read-broken"),
        ("members.docx", many_members(), "read-too-many-members"),
        (
            "span.docx",
            body(
                "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
            ),
            "read-too-many-columns",
        ),
        ("rows.xlsx", sheet(&rows(100_001)), "read-too-many-rows"),
        (
            "far.xlsx",
            sheet("<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>"),
            "read-too-many-rows",
        ),
        (
            "right.xlsx",
            sheet("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>"),
            "read-too-many-columns",
        ),
        (
            "strings.xlsx",
            sheet(&format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(150)).repeat(10)),
            "read-too-much-text",
        ),
        (
            "merged.xlsx",
            sheet(&format!(
                "<row r=\"99999\"><c r=\"A99999\"><v>1</v></c></row>{}",
                "<mergeCell ref=\"A1:GR100000\"/>".repeat(1000)
            )),
            "read-too-many-cells",
        ),
        (
            "rows.ods",
            ods(
                "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell><text:p>а</text:p></table:table-cell></table:table-row>",
            ),
            "read-too-many-rows",
        ),
        (
            "cells.ods",
            ods(
                "<table:table-row><table:table-cell table:number-columns-repeated=\"18446744073709551615\"><text:p>а</text:p></table:table-cell></table:table-row>",
            ),
            "read-too-many-columns",
        ),
        (
            "spaces.ods",
            ods(&format!(
                "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>",
                "<text:s text:c=\"99999999\"/>".repeat(9000)
            )),
            "read-too-much-text",
        ),
    ]
}

#[test]
fn every_kind_of_bad_file_has_its_sentence() {
    for (name, bytes, key) in texts().into_iter().chain(archives()) {
        let began = Instant::now();
        let refusal = match read::read(name, &bytes) {
            Err(refusal) => refusal,
            Ok(source) => panic!("{name} was read: {} blocks", source.blocks.len()),
        };
        assert_eq!(refusal.key.trim_start_matches("import."), key, "{name}");
        let words = refusal.words(Language::Ru);
        let has_gap = words.contains('{') || words.replace("как…", "").contains('…');
        assert!(!has_gap && words.contains(' '), "{name}: {words}");
        assert!(began.elapsed() < Duration::from_secs(30), "{name}");
    }
}

#[test]
fn a_sheet_that_is_only_formatted_to_its_end_is_read() {
    let empty = "<row r=\"1048576\" hidden=\"1\"><c r=\"XFD1048576\" s=\"3\"/></row>";
    let source = read::read(
        "a.xlsx",
        &sheet(&format!("<row r=\"2\"><c><v>1</v></c></row>{empty}")),
    )
    .unwrap();
    assert_eq!(source.blocks.len(), 1);
    let empty = "<table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let row = "<table:table-row><table:table-cell><text:p>а</text:p></table:table-cell></table:table-row>";
    assert_eq!(
        read::read("a.ods", &ods(&format!("{row}{empty}")))
            .unwrap()
            .blocks
            .len(),
        1
    );
}

#[test]
fn a_hundred_thousand_rows_are_read() {
    let rows = "<row><c><v>1</v></c><c><v>2</v></c></row>".repeat(99_999);
    let began = Instant::now();
    read::read("a.xlsx", &sheet(&rows)).unwrap();
    read::read("a.csv", "а;б;в\n".repeat(99_999).as_bytes()).unwrap();
    assert!(began.elapsed() < Duration::from_secs(60));
}

#[test]
fn members_with_names_that_lead_outside_are_nothing() {
    let document = format!(
        "<w:document {W}><w:body><w:p><w:r><w:t>План</w:t></w:r></w:p></w:body></w:document>"
    );
    let members = [
        ("../../outside.txt", "x"),
        ("/etc/outside.txt", "x"),
        ("word/document.xml", document.as_str()),
    ];
    let bytes = pack(&members.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
    assert_eq!(read::read("a.docx", &bytes).unwrap().blocks.len(), 1);
}

/// Files whose reading would cost the square of their length, or more, if a reader were careless.
fn slow() -> Vec<(&'static str, Vec<u8>)> {
    let label = format!(
        "<w:numbering {W}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"{}\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
        "я".repeat(400_000)
    );
    let paragraphs = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>";
    let document = format!(
        "<w:document {W}><w:body>{}</w:body></w:document>",
        paragraphs.repeat(12_000)
    );
    let relation = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"r1\" Type=\"http://x/numbering\" Target=\"numbering.xml\"/></Relationships>";
    let members = [
        ("word/document.xml", document),
        ("word/numbering.xml", label),
        ("word/_rels/document.xml.rels", relation.to_owned()),
    ];
    vec![
        ("quotes.md", "> ".repeat(45_000).into_bytes()),
        ("brackets.md", "[".repeat(90_000).into_bytes()),
        ("stars.md", "*a_ ".repeat(20_000).into_bytes()),
        ("lists.md", "- ".repeat(45_000).into_bytes()),
        (
            "divs.html",
            "<div a='1' b=\"2>".repeat(200_000).into_bytes(),
        ),
        ("tags.html", "<a =\"".repeat(200_000).into_bytes()),
        ("comments.html", "<!--".repeat(200_000).into_bytes()),
        (
            "signs.html",
            format!("<p>{}", "<&".repeat(200_000)).into_bytes(),
        ),
        ("lines.txt", "а\tб\tв\n\n".repeat(40_000).into_bytes()),
        ("quotes.csv", "\"\";\n".repeat(40_000).into_bytes()),
        (
            "label.docx",
            pack(&members.map(|(name, text)| (name.to_owned(), text.into_bytes()))),
        ),
    ]
}

#[test]
fn no_file_takes_more_time_than_its_length() {
    for (name, bytes) in slow() {
        let began = Instant::now();
        let read = read::read(name, &bytes);
        if let Ok(source) = read {
            metod::import::clean::source(source);
        }
        assert!(began.elapsed() < Duration::from_secs(15), "{name}");
    }
}
