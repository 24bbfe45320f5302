//! The parts around the text: what is in the archive, properties, styles, settings.

use super::Paper;
use crate::formats::atom::xml;

/// What every part begins with.
pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The font of acts. Where it is missing, the one of the same widths takes its place and no line moves.
pub const FONT: &str = "Times New Roman";

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OF_DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const OF_WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Parts of the document: path under `word/`, content type, relation.
const PARTS: [(&str, &str); 5] = [
    ("styles", "styles"),
    ("settings", "settings"),
    ("fontTable", "fontTable"),
    ("footer1", "footer"),
    ("header1", "header"),
];

/// Where the parts of the package begin.
pub const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>
"#;

/// What wrote the document.
pub const APPLICATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Metod</Application></Properties>
"#;

/// The font and what may stand for it.
pub const FONTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="Times New Roman"><w:altName w:val="Liberation Serif"/><w:panose1 w:val="02020603050405020304"/><w:charset w:val="CC"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>
"#;

/// The name of the header in the document's relations.
pub const HEADER: &str = "rId5";
/// The name of the footer.
pub const FOOTER: &str = "rId4";

fn parts(paper: &Paper) -> impl Iterator<Item = (usize, &'static (&'static str, &'static str))> {
    let all = PARTS.len() - usize::from(paper.sample.is_none());
    PARTS.iter().take(all).enumerate()
}

/// `[Content_Types].xml`.
pub fn content_types(paper: &Paper) -> String {
    let mut text = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{OF_WORD}.document.main+xml\"/>"
    );
    for (_, (name, kind)) in parts(paper) {
        text.push_str(&format!(
            "<Override PartName=\"/word/{name}.xml\" ContentType=\"{OF_WORD}.{kind}+xml\"/>"
        ));
    }
    text.push_str(
        "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/></Types>\n",
    );
    text
}

/// `word/_rels/document.xml.rels`.
pub fn document_relations(paper: &Paper) -> String {
    let mut text = format!("{HEAD}<Relationships xmlns=\"{RELATIONSHIPS}\">");
    for (at, (name, kind)) in parts(paper) {
        text.push_str(&format!(
            "<Relationship Id=\"rId{}\" Type=\"{OF_DOCUMENT}/{kind}\" Target=\"{name}.xml\"/>",
            at + 1
        ));
    }
    text.push_str("</Relationships>\n");
    text
}

/// `docProps/core.xml`: title, author and days.
pub fn core(paper: &Paper) -> String {
    let stamp = paper.date.strftime("%Y-%m-%dT00:00:00Z").to_string();
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <cp:lastModifiedBy>{}</cp:lastModifiedBy><dcterms:created xsi:type=\"dcterms:W3CDTF\">{stamp}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{stamp}</dcterms:modified><dc:language>{}</dc:language></cp:coreProperties>\n",
        xml(&paper.title),
        xml(&paper.author),
        xml(&paper.author),
        paper.language,
    )
}

/// `word/settings.xml`: the behaviour of Word 2013 and later.
pub fn settings(paper: &Paper) -> String {
    let (decimal, list) = match paper.language {
        "ru-RU" => (",", ";"),
        _ => (".", ","),
    };
    format!(
        "{HEAD}<w:settings xmlns:w=\"{}\"><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"709\"/>\
         <w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
         w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"{}\"/>\
         <w:decimalSymbol w:val=\"{decimal}\"/><w:listSeparator w:val=\"{list}\"/></w:settings>\n",
        super::body::NAMESPACE,
        paper.language,
    )
}

/// Styles that Word knows by themselves.
const BUILT_IN: [&str; 3] = ["Title", "Subtitle", "Signature"];

/// A style of paragraphs: id, name, paragraph properties, run properties.
type Style = (&'static str, &'static str, &'static str, &'static str);

/// The looks of the paper; sizes are half points, distances twentieths of a point.
const STYLES: [Style; 10] = [
    (
        "Mark",
        "Annex mark",
        r#"<w:ind w:left="8789"/>"#,
        r#"<w:sz w:val="22"/>"#,
    ),
    (
        "Title",
        "Title",
        r#"<w:keepNext/><w:spacing w:before="160" w:after="120"/><w:jc w:val="center"/>"#,
        r#"<w:b/><w:sz w:val="26"/>"#,
    ),
    (
        "Subtitle",
        "Subtitle",
        r#"<w:keepNext/><w:spacing w:after="80"/><w:jc w:val="center"/>"#,
        r#"<w:sz w:val="24"/>"#,
    ),
    (
        "Note",
        "Note",
        r#"<w:keepNext/><w:spacing w:after="80"/>"#,
        r#"<w:sz w:val="18"/>"#,
    ),
    (
        "TableHead",
        "Table head",
        r#"<w:keepNext/><w:jc w:val="center"/>"#,
        r#"<w:b/><w:sz w:val="20"/>"#,
    ),
    (
        "TableSection",
        "Table section",
        r#"<w:keepNext/><w:spacing w:before="40" w:after="40"/><w:jc w:val="center"/>"#,
        r#"<w:b/><w:sz w:val="20"/>"#,
    ),
    ("TableText", "Table text", "", r#"<w:sz w:val="20"/>"#),
    (
        "TableItem",
        "Table item",
        r#"<w:tabs><w:tab w:val="left" w:pos="198"/></w:tabs><w:ind w:left="198" w:hanging="198"/>"#,
        r#"<w:sz w:val="20"/>"#,
    ),
    ("TableSmall", "Table small", "", r#"<w:sz w:val="17"/>"#),
    (
        "Signature",
        "Signature",
        r#"<w:keepNext/><w:keepLines/><w:spacing w:before="240"/>"#,
        r#"<w:sz w:val="24"/>"#,
    ),
];

/// `word/styles.xml`.
pub fn styles(paper: &Paper) -> String {
    let mut text = format!(
        "{HEAD}<w:styles xmlns:w=\"{}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"{FONT}\" w:hAnsi=\"{FONT}\" w:eastAsia=\"{FONT}\" w:cs=\"{FONT}\"/>\
         <w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/><w:lang w:val=\"{lang}\" w:eastAsia=\"{lang}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/>\
         <w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/>\
         <w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
        super::body::NAMESPACE,
        lang = paper.language,
    );
    for (id, name, paragraph, run) in STYLES {
        let own = if BUILT_IN.contains(&id) {
            ""
        } else {
            " w:customStyle=\"1\""
        };
        text.push_str(&format!(
            "<w:style w:type=\"paragraph\"{own} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        ));
    }
    text.push_str("</w:styles>\n");
    text
}
