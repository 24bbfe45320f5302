//! XML, a piece at a time: names by their namespaces, depth bounded, no document types, no entities
//! but the five that XML itself has. Nothing outside the text is ever asked for.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::{LIMITS, Refusal};

/// A namespace that a reader knows, whatever prefix a file gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// WordprocessingML.
    Word,
    /// SpreadsheetML.
    Sheet,
    /// Relations of a package, in attributes `r:id`.
    Markup,
    /// Formulas.
    Math,
    /// OpenDocument: `table:`.
    Table,
    /// OpenDocument: `text:`.
    Text,
    /// OpenDocument: `office:`.
    Office,
    /// OpenDocument: `style:`.
    Style,
    /// Any other.
    Other,
}

const SPACES: [(&str, Space); 12] = [
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        Space::Word,
    ),
    (
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        Space::Word,
    ),
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        Space::Sheet,
    ),
    (
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
        Space::Sheet,
    ),
    (
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
        Space::Markup,
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        Space::Math,
    ),
    (
        "http://purl.oclc.org/ooxml/officeDocument/math",
        Space::Math,
    ),
    (
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        Space::Table,
    ),
    (
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        Space::Text,
    ),
    (
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        Space::Office,
    ),
    (
        "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        Space::Style,
    ),
    ("", Space::Other),
];

/// The beginning of an element.
pub struct Tag<'a> {
    space: Space,
    start: BytesStart<'a>,
}

impl Tag<'_> {
    /// Namespace and name.
    pub fn key(&self) -> (Space, &str) {
        (self.space, self.start.local_name().into_inner())
    }

    /// The name without its namespace.
    pub fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// An attribute by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let mut named = attributes
            .with_checks(false)
            .filter_map(Result::ok)
            .filter(|attribute| attribute.key.local_name().into_inner() == name);
        let value = named
            .next()?
            .normalized_value(XmlVersion::Implicit1_0)
            .ok()?;
        Some(value.into_owned())
    }

    /// An attribute as a number.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// A switch of Office: there without a value is on.
    pub fn is_on(&self) -> bool {
        let value = self.attribute("val");
        !matches!(value.as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// What comes next.
pub enum Piece<'a> {
    /// An element begins; what is in it follows, then its [`Piece::Close`].
    Open(Tag<'a>),
    /// The innermost open element ends.
    Close,
    /// Text.
    Text(String),
    /// Nothing more.
    End,
}

/// A text of XML being read.
pub struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    depth: usize,
    /// Whether the element just opened was written `<a/>`, so that its end is still to be given.
    is_empty: bool,
}

impl<'a> Xml<'a> {
    /// Reads from the beginning.
    pub fn new(text: &'a str) -> Self {
        Self {
            reader: NsReader::from_str(text),
            depth: 0,
            is_empty: false,
        }
    }

    /// The next piece. A file cut in the middle of an element is broken.
    pub fn next(&mut self) -> Result<Piece<'a>, Refusal> {
        if self.is_empty {
            self.is_empty = false;
            return self.close();
        }
        loop {
            let event = self.reader.read_event().map_err(|_| broken())?;
            match event {
                Event::Start(start) => return self.open(start),
                Event::Empty(start) => {
                    self.is_empty = true;
                    return self.open(start);
                }
                Event::End(_) => return self.close(),
                Event::Text(text) => return Ok(Piece::Text(text.into_inner().into_owned())),
                Event::CData(text) => return Ok(Piece::Text(text.into_inner().into_owned())),
                Event::GeneralRef(name) => {
                    let character = match name.resolve_char_ref() {
                        Ok(Some(character)) => character,
                        Ok(None) => predefined(&name).ok_or_else(broken)?,
                        Err(_) => return Err(broken()),
                    };
                    return Ok(Piece::Text(character.to_string()));
                }
                Event::DocType(_) => return Err(Refusal::new("import.read-dtd")),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof if self.depth == 0 => return Ok(Piece::End),
                Event::Eof => return Err(broken()),
            }
        }
    }

    fn open(&mut self, start: BytesStart<'a>) -> Result<Piece<'a>, Refusal> {
        self.depth += 1;
        if self.depth > LIMITS.depth {
            return Err(Refusal::new("import.read-too-deep").with("n", LIMITS.depth.to_string()));
        }
        let space = match self.reader.resolver().resolve_element(start.name()).0 {
            ResolveResult::Bound(namespace) => {
                let known = SPACES
                    .iter()
                    .find(|(uri, _)| *uri == namespace.into_inner());
                known.map_or(Space::Other, |(_, space)| *space)
            }
            _ => Space::Other,
        };
        Ok(Piece::Open(Tag { space, start }))
    }

    fn close(&mut self) -> Result<Piece<'a>, Refusal> {
        self.depth = self.depth.checked_sub(1).ok_or_else(broken)?;
        Ok(Piece::Close)
    }

    /// Leaves the element just opened, with all that is in it.
    pub fn skip(&mut self) -> Result<(), Refusal> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.next()?, Piece::End) {
                return Err(broken());
            }
        }
        Ok(())
    }

    /// The text of the element just opened, with the text of everything in it.
    pub fn text(&mut self) -> Result<String, Refusal> {
        let outside = self.depth.saturating_sub(1);
        let mut all = String::new();
        while self.depth > outside {
            match self.next()? {
                Piece::Text(text) => all.push_str(&text),
                Piece::End => return Err(broken()),
                Piece::Open(_) | Piece::Close => {}
            }
        }
        Ok(all)
    }

    /// Calls `each` for every element, at any depth, whatever it is in. `each` may read the element.
    pub fn elements(
        &mut self,
        mut each: impl FnMut(&mut Self, &Tag<'a>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        loop {
            match self.next()? {
                Piece::Open(tag) => each(self, &tag)?,
                Piece::End => return Ok(()),
                Piece::Close | Piece::Text(_) => {}
            }
        }
    }

    /// Calls `each` for every element directly in the one just opened, until that ends. `each` must
    /// read its element to the end or leave it.
    pub fn children(
        &mut self,
        mut each: impl FnMut(&mut Self, &Tag<'a>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        loop {
            match self.next()? {
                Piece::Open(tag) => each(self, &tag)?,
                Piece::Close | Piece::End => return Ok(()),
                Piece::Text(_) => {}
            }
        }
    }
}

fn predefined(name: &str) -> Option<char> {
    let known = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
    ];
    known
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, character)| *character)
}

/// The file is damaged.
pub fn broken() -> Refusal {
    Refusal::new("import.read-broken")
}
