//! What a file is, by its first bytes and what is inside; the name tells only texts apart.

use super::package::{Package, of_kind};
use super::{Refusal, xml};

/// What reads a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Word, and the member that holds the text.
    Word(String),
    /// Excel, and the member that lists the sheets.
    Excel(String),
    /// LibreOffice Calc.
    Calc,
    /// A page of HTML.
    Html,
    /// Rows with separators.
    Csv,
    /// Markdown.
    Markdown,
    /// Any other text.
    Text,
}

/// Files known by how they begin, with the sentence that says what to do.
const SIGNATURES: [(&[u8], &str); 16] = [
    (b"%PDF", "import.read-pdf"),
    (b"{\\rtf", "import.read-rtf"),
    (b"\x89PNG", "import.read-image"),
    (b"\xff\xd8\xff", "import.read-image"),
    (b"GIF8", "import.read-image"),
    (b"BM", "import.read-image"),
    (b"II*\0", "import.read-image"),
    (b"MM\0*", "import.read-image"),
    (b"RIFF", "import.read-image"),
    (b"AT&TFORM", "import.read-image"),
    (b"\0\0\0\x18ftyp", "import.read-image"),
    (b"\0\0\0\x20ftyp", "import.read-image"),
    (b"Rar!", "import.read-archive"),
    (b"7z\xbc\xaf\x27\x1c", "import.read-archive"),
    (b"\x1f\x8b", "import.read-archive"),
    (b"PK\x05\x06", "import.read-archive"),
];

/// The first bytes of office files before 2007, and of those under a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Streams in such files, by which they are told apart; the first found counts.
const STREAMS: [(&str, &str); 5] = [
    ("EncryptedPackage", "import.read-password"),
    ("WordDocument", "import.read-doc"),
    ("Workbook", "import.read-xls"),
    ("Book", "import.read-xls"),
    ("PowerPoint Document", "import.read-other-office"),
];

/// Members of archives that are no table, with the sentence that says what to do.
const OTHERS: [(&str, &str); 5] = [
    ("xl/workbook.bin", "import.read-xls"),
    ("ppt/presentation.xml", "import.read-other-office"),
    ("word/document.bin", "import.read-doc"),
    ("Index/Document.iwa", "import.read-other-office"),
    ("Index.zip", "import.read-other-office"),
];

/// Refuses by the first bytes what no reader is for.
pub fn refuse(bytes: &[u8]) -> Result<(), Refusal> {
    // Some programs put a few bytes before the mark of a PDF.
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let is_pdf = head.windows(5).any(|window| window == b"%PDF-");
    let known = SIGNATURES.iter().find(|(signature, _)| {
        // Two letters may begin a text too; a picture has a zero soon after.
        bytes.starts_with(signature)
            && (signature.len() > 2 || head.get(..32).is_some_and(|head| head.contains(&0)))
    });
    match known {
        _ if is_pdf => Err(Refusal::new("import.read-pdf")),
        Some((_, key)) => Err(Refusal::new(key)),
        None if bytes.starts_with(COMPOUND) => Err(Refusal::new(compound(bytes))),
        None => Ok(()),
    }
}

fn compound(bytes: &[u8]) -> &'static str {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    let found = STREAMS.iter().find(|(name, _)| has(name));
    found.map_or("import.read-doc", |(_, key)| key)
}

/// What an archive is.
pub fn archive(package: &mut Package<'_>) -> Result<Kind, Refusal> {
    if let Some((_, key)) = OTHERS.iter().find(|(name, _)| package.has(name)) {
        return Err(Refusal::new(key));
    }
    if let Some(kind) = office(package)? {
        return Ok(kind);
    }
    if !package.has("content.xml") {
        return Err(Refusal::new("import.read-archive"));
    }
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Refusal::new("import.read-password"));
    }
    let declared = package.text("mimetype")?.unwrap_or_default();
    match declared
        .trim()
        .strip_prefix("application/vnd.oasis.opendocument.")
    {
        Some(kind) if kind.starts_with("spreadsheet") => Ok(Kind::Calc),
        Some(kind) if kind.starts_with("text") => Err(Refusal::new("import.read-odt")),
        Some(_) => Err(Refusal::new("import.read-other-office")),
        None if manifest.contains("opendocument.spreadsheet") => Ok(Kind::Calc),
        None if manifest.contains("opendocument.text") => Err(Refusal::new("import.read-odt")),
        None => Err(Refusal::new("import.read-archive")),
    }
}

fn office(package: &mut Package<'_>) -> Result<Option<Kind>, Refusal> {
    let relations = package.relations("")?;
    let main = of_kind(&relations, "officeDocument").map(str::to_owned);
    let usual = ["word/document.xml", "xl/workbook.xml"];
    let usual = usual
        .into_iter()
        .find(|name| package.has(name))
        .map(str::to_owned);
    let Some(part) = main.filter(|part| package.has(part)).or(usual) else {
        return Ok(None);
    };
    let text = package.head(&part)?;
    // The first element says what the part is, wherever it lies.
    let xml::Piece::Open(tag) = first(&mut xml::Xml::new(&text))? else {
        return Err(xml::broken());
    };
    match tag.key() {
        (xml::Space::Word, "document") => Ok(Some(Kind::Word(part))),
        (xml::Space::Sheet, "workbook") => Ok(Some(Kind::Excel(part))),
        _ => Err(Refusal::new("import.read-other-office")),
    }
}

fn first<'a>(xml: &mut xml::Xml<'a>) -> Result<xml::Piece<'a>, Refusal> {
    loop {
        match xml.next()? {
            xml::Piece::Text(_) => {}
            piece => return Ok(piece),
        }
    }
}

/// What a text is, by its name and how it begins.
pub fn text(name: &str, text: &str) -> Result<Kind, Refusal> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let head: String = text.trim_start().chars().take(2000).collect();
    let head = head.to_lowercase();
    let is_page = ["<!doctype html", "<html", "<head", "<body", "<table"];
    if is_page.iter().any(|begin| head.starts_with(begin))
        || (head.starts_with('<') && head.contains("<html"))
    {
        return Ok(Kind::Html);
    }
    if head.starts_with("<?xml") {
        return Err(Refusal::new("import.read-xml"));
    }
    Ok(match extension.to_lowercase().as_str() {
        "html" | "htm" | "xhtml" | "mht" => Kind::Html,
        "csv" | "tsv" | "tab" => Kind::Csv,
        "md" | "markdown" => Kind::Markdown,
        _ => Kind::Text,
    })
}
