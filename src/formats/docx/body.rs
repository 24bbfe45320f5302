//! The text of the paper: what stands before the table, the table, the signature, head and foot of sheets.

use super::parts::{FOOTER, HEAD, HEADER};
use super::{Cell, Column, Footer, Look, Paper, Paragraph, Row};
use crate::formats::atom::xml;

/// The language of the parts.
pub const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A4 landscape in twentieths of a point.
const SHEET: (u32, u32) = (16_838, 11_906);
/// The margin at the sides: 12 mm.
const SIDE: u32 = 680;
/// What the table may take.
const WIDTH: u32 = SHEET.0 - 2 * SIDE;

/// `word/document.xml`.
pub fn document(paper: &Paper) -> String {
    let mut text = format!(
        "{HEAD}<w:document xmlns:w=\"{NAMESPACE}\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>"
    );
    for mark in &paper.marks {
        paragraph(&mut text, "Mark", mark);
    }
    paragraph(&mut text, "Title", &paper.title);
    for line in &paper.subtitle {
        paragraph(&mut text, "Subtitle", line);
    }
    if let Some(note) = &paper.note {
        paragraph(&mut text, "Note", note);
    }
    if !paper.columns.is_empty() {
        table(&mut text, paper);
    }
    for line in &paper.signature {
        paragraph(&mut text, "Signature", line);
    }
    // A table may not be the last thing of a text; this line is too low to open one more sheet.
    text.push_str(
        "<w:p><w:pPr><w:spacing w:line=\"20\" w:lineRule=\"exact\"/><w:rPr><w:sz w:val=\"2\"/></w:rPr></w:pPr></w:p>",
    );
    sheet(&mut text, paper);
    text.push_str("</w:body></w:document>\n");
    text
}

fn sheet(text: &mut String, paper: &Paper) {
    text.push_str("<w:sectPr>");
    if paper.sample.is_some() {
        text.push_str(&format!(
            "<w:headerReference w:type=\"default\" r:id=\"{HEADER}\"/>"
        ));
    }
    text.push_str(&format!(
        "<w:footerReference w:type=\"default\" r:id=\"{FOOTER}\"/>\
         <w:pgSz w:w=\"{}\" w:h=\"{}\" w:orient=\"landscape\"/>\
         <w:pgMar w:top=\"680\" w:right=\"{SIDE}\" w:bottom=\"794\" w:left=\"{SIDE}\" w:header=\"340\" w:footer=\"340\" w:gutter=\"0\"/></w:sectPr>",
        SHEET.0, SHEET.1
    ));
}

/// `word/footer1.xml`: the number of the sheet and of all.
pub fn footer(footer: &Footer) -> String {
    let field = |name: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {name} </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let all = if footer.between.is_empty() {
        String::new()
    } else {
        format!("{}{}", run(&footer.between), field("NUMPAGES"))
    };
    format!(
        "{HEAD}<w:ftr xmlns:w=\"{NAMESPACE}\"><w:p><w:pPr><w:pStyle w:val=\"Note\"/><w:keepNext w:val=\"0\"/><w:spacing w:after=\"0\"/>\
         <w:jc w:val=\"right\"/></w:pPr>{}{}{all}</w:p></w:ftr>\n",
        run(&footer.before),
        field("PAGE"),
    )
}

/// `word/header1.xml`: the word that marks an example.
pub fn header(word: &str) -> String {
    format!(
        "{HEAD}<w:hdr xmlns:w=\"{NAMESPACE}\"><w:p><w:pPr><w:spacing w:after=\"80\"/><w:jc w:val=\"left\"/></w:pPr>\
         <w:r><w:rPr><w:b/><w:spacing w:val=\"40\"/><w:sz w:val=\"24\"/><w:bdr w:val=\"single\" w:sz=\"12\" w:space=\"0\" w:color=\"000000\"/></w:rPr>\
         <w:t xml:space=\"preserve\"> {} </w:t></w:r></w:p></w:hdr>\n",
        xml(word)
    )
}

fn table(text: &mut String, paper: &Paper) {
    let widths = widths(&paper.columns);
    text.push_str(&format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblBorders>"
    ));
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        text.push_str(&format!(
            "<w:{side} w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"000000\"/>"
        ));
    }
    text.push_str(
        "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:top w:w=\"57\" w:type=\"dxa\"/><w:left w:w=\"85\" w:type=\"dxa\"/>\
         <w:bottom w:w=\"57\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>",
    );
    for width in &widths {
        text.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
    }
    text.push_str("</w:tblGrid>");
    head(text, &paper.columns, &widths);
    for row in &paper.rows {
        match row {
            Row::Section(title) => section(text, title, widths.len()),
            Row::Cells(cells) => cells_row(text, cells, &widths),
        }
    }
    text.push_str("</w:tbl>");
}

/// The widths of the columns in twentieths of a point: together exactly the width of the table.
fn widths(columns: &[Column]) -> Vec<u32> {
    let all: u32 = columns.iter().map(|column| column.width.max(1)).sum();
    let mut edge = 0;
    let mut left = 0;
    let mut widths = Vec::with_capacity(columns.len());
    for column in columns {
        edge += column.width.max(1);
        let right = WIDTH * edge / all.max(1);
        widths.push(right - left);
        left = right;
    }
    widths
}

fn head(text: &mut String, columns: &[Column], widths: &[u32]) {
    text.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in columns.iter().zip(widths) {
        text.push_str(&format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>"
        ));
        paragraph(text, "TableHead", &column.title);
        text.push_str("</w:tc>");
    }
    text.push_str("</w:tr>");
}

fn section(text: &mut String, title: &str, columns: usize) {
    text.push_str(&format!(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{columns}\"/></w:tcPr>"
    ));
    paragraph(text, "TableSection", title);
    text.push_str("</w:tc></w:tr>");
}

fn cells_row(text: &mut String, cells: &[Cell], widths: &[u32]) {
    text.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for (at, width) in widths.iter().enumerate() {
        text.push_str(&format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"
        ));
        let paragraphs = cells.get(at).map_or(&[][..], Vec::as_slice);
        for part in paragraphs {
            cell_paragraph(text, part);
        }
        // A cell without a paragraph is a document that Word repairs.
        if paragraphs.is_empty() {
            paragraph(text, "TableText", "");
        }
        text.push_str("</w:tc>");
    }
    text.push_str("</w:tr>");
}

fn cell_paragraph(text: &mut String, part: &Paragraph) {
    let (style, own) = match part.look {
        Look::Plain => ("TableText", ""),
        Look::Centred => ("TableText", "<w:jc w:val=\"center\"/>"),
        Look::Item => ("TableItem", ""),
        Look::Small => ("TableSmall", ""),
    };
    text.push_str(&format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{own}</w:pPr>"
    ));
    if part.look == Look::Item {
        text.push_str(&run("–\t"));
    }
    text.push_str(&run(&part.text));
    text.push_str("</w:p>");
}

fn paragraph(text: &mut String, style: &str, words: &str) {
    text.push_str(&format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"
    ));
    text.push_str(&run(words));
    text.push_str("</w:p>");
}

/// A run of text; ends of lines and tabs are elements of their own.
fn run(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let mut out = String::from("<w:r>");
    for (at, line) in words.lines().enumerate() {
        if at > 0 {
            out.push_str("<w:br/>");
        }
        for (at, piece) in line.split('\t').enumerate() {
            if at > 0 {
                out.push_str("<w:tab/>");
            }
            if !piece.is_empty() {
                out.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", xml(piece)));
            }
        }
    }
    out.push_str("</w:r>");
    out
}
