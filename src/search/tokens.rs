//! Words and codes of a text, as the search reads them: the same rules stand in `js/search/tokens.js`,
//! and `tests/search/tokens.*` is a table that both are held to.
//!
//! A word is a run of letters; pieces joined by hyphens are found together and each alone. A code is a
//! run with a digit: «54-О», «500+», «3.10», «2021/2022». Letters that look alike in both alphabets are
//! evened out, since nobody sees which of them was typed.

use std::borrow::Cow;

use crate::lang::composed;

/// A longer run is no word that anyone types.
const LONGEST: usize = 40;

/// One word or code of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// Its letters and signs after folding.
    pub form: Cow<'t, str>,
    /// Its place among the pieces of the text, from 0; a whole has that of its first piece.
    pub position: u32,
    /// Whether its pieces follow as tokens of their own.
    pub whole: bool,
    /// Whether it has a digit.
    pub code: bool,
}

impl Token<'_> {
    /// The same with a form of its own.
    fn into_owned<'o>(self) -> Token<'o> {
        Token {
            form: Cow::Owned(self.form.into_owned()),
            position: self.position,
            whole: self.whole,
            code: self.code,
        }
    }
}

/// Latin letters whose capitals look like Cyrillic ones.
const ALIKE: &[(char, char)] = &[
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
];
/// Cyrillic letters that look like Latin ones besides those: the Roman one first of all.
const ALIKE_BACK: &[(char, char)] = &[('i', 'і'), ('j', 'ј'), ('s', 'ѕ')];

/// The text in one spelling: composed, small letters, ё as е, no stress marks or soft hyphens.
pub fn normalise(text: &str) -> Cow<'_, str> {
    // Russian and English text, which is nearly all there is, needs no tables of Unicode.
    if let Some(usual) = usual(text) {
        return usual;
    }
    let mut out = String::with_capacity(text.len());
    for c in composed(text).to_lowercase().chars() {
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            '\u{300}'..='\u{36f}' => {}
            '\u{2010}' | '\u{2011}' => out.push('-'),
            'ё' | 'ѐ' => out.push('е'),
            'ѝ' => out.push('и'),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The same for a text in which every character has one small letter at most and no other spelling;
/// nothing for others. Most characters stay, so the text is read by its bytes and copied in runs.
fn usual(text: &str) -> Option<Cow<'_, str>> {
    let bytes = text.as_bytes();
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    while let Some(&byte) = bytes.get(at) {
        let (length, small) = match byte {
            b'A'..=b'Z' => (1, Some(char::from(byte.to_ascii_lowercase()))),
            ..0x80 => (1, None),
            _ => small_of(byte, &bytes[at + 1..])?,
        };
        if let Some(small) = small {
            out.push_str(&text[copied..at]);
            out.push(small);
            copied = at + length;
        }
        at += length;
    }
    if copied == 0 {
        return Some(Cow::Borrowed(text));
    }
    out.push_str(&text[copied..]);
    Some(Cow::Owned(out))
}

/// The length of a usual character of several bytes, and its small letter if it has one.
fn small_of(first: u8, rest: &[u8]) -> Option<(usize, Option<char>)> {
    Some(match (first, rest) {
        // а to я.
        (0xd0, [0xb0..=0xbf, ..]) | (0xd1, [0x80..=0x8f, ..]) => (2, None),
        // А to Я, which are U+0410 to U+042F; Ё and ё.
        (0xd0, [second @ 0x90..=0xaf, ..]) => {
            (2, char::from_u32(0x430 + u32::from(*second - 0x90)))
        }
        (0xd0, [0x81, ..]) | (0xd1, [0x91, ..]) => (2, Some('е')),
        // The no-break space and « ».
        (0xc2, [0xa0 | 0xab | 0xbb, ..]) => (2, None),
        // – — “ ” „ … №
        (0xe2, [0x80, 0x93 | 0x94 | 0x9c..=0x9e | 0xa6, ..]) | (0xe2, [0x84, 0x96, ..]) => {
            (3, None)
        }
        _ => return None,
    })
}

/// Hands out the words and codes of a text as its author wrote it, in order.
pub fn each(text: &str, mut found: impl FnMut(&Token)) {
    match usual_tokens(text) {
        Some(tokens) => tokens.iter().for_each(found),
        None => tokens(&normalise(text)).iter().for_each(&mut found),
    }
}

/// The same as [`tokens`] of [`normalise`] in one reading, for a text of usual characters; nothing for
/// others. All bodies of a portal pass here, and most of their words are as they should be already.
fn usual_tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let bytes = text.as_bytes();
    let mut reader = Reader::default();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | 0xd0 | 0xd1 => {}
            ..0x80 => {
                at += 1;
                continue;
            }
            _ => {
                at += small_of(byte, &bytes[at + 1..])?.0;
                continue;
            }
        }
        let (length, has_capitals, is_one_alphabet) = letters(&bytes[at..])?;
        let (word, rest) = text[at..].split_at(length);
        if length > 0 && ends_chunk(rest) {
            let form = if has_capitals {
                usual(word)?
            } else {
                Cow::Borrowed(word)
            };
            let form = if is_one_alphabet {
                form
            } else {
                Cow::Owned(majority(&form).into_owned())
            };
            reader.piece(form, false);
            at += length;
            continue;
        }
        // Codes and joined words are few. Small letters take as many bytes as capitals.
        let end = text[at..].find([' ', '\n']).unwrap_or(bytes.len() - at);
        let small = usual(&text[at..at + end])?;
        let length = chunk(&small);
        let mut own = Reader {
            position: reader.position,
            ..Reader::default()
        };
        own.chunk(&small[..length]);
        reader.position = own.position;
        reader
            .found
            .extend(own.found.into_iter().map(Token::into_owned));
        at += length;
    }
    Some(reader.found)
}

/// The length of the usual letters at the beginning, whether they change when made small, and whether
/// they are of one alphabet; nothing when an unusual one is among them.
fn letters(bytes: &[u8]) -> Option<(usize, bool, bool)> {
    let (mut length, mut has_capitals) = (0, false);
    let (mut has_latin, mut has_cyrillic) = (false, false);
    loop {
        match bytes.get(length) {
            Some(byte) if byte.is_ascii_alphabetic() => {
                has_latin = true;
                has_capitals |= byte.is_ascii_uppercase();
                length += 1;
            }
            Some(first @ (0xd0 | 0xd1)) => {
                let (more, small) = small_of(*first, &bytes[length + 1..])?;
                has_cyrillic = true;
                has_capitals |= small.is_some();
                length += more;
            }
            _ => return Some((length, has_capitals, !(has_latin && has_cyrillic))),
        }
    }
}

/// Whether nothing after the letters of a word can belong to the same chunk.
fn ends_chunk(rest: &str) -> bool {
    match rest.as_bytes().first() {
        None => true,
        Some(byte) if byte.is_ascii() => *byte != b'-' && !byte.is_ascii_alphanumeric(),
        Some(_) => !rest.starts_with(is_word),
    }
}

/// The words and codes of a text that [`normalise`] made, in order.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut reader = Reader::default();
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        let length = chunk(&rest[start..]);
        reader.chunk(&rest[start..start + length]);
        rest = &rest[start + length..];
    }
    reader.found
}

fn is_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | '\u{df}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{370}'..='\u{3ff}')
        || is_cyrillic(c)
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

fn is_word(c: char) -> bool {
    c.is_ascii_digit() || is_letter(c)
}

/// The length of the chunk at the beginning of a text that begins with a letter or digit.
fn chunk(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let (mut before, mut end, mut has_digit) = (' ', 0, false);
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let joins = match c {
            '-' => is_word(before) && is_word(next),
            '.' | '/' => before.is_ascii_digit() && next.is_ascii_digit(),
            '+' | '%' if has_digit && is_word(before) => return at + 1,
            _ => false,
        };
        if !joins && !is_word(c) {
            break;
        }
        has_digit |= c.is_ascii_digit();
        (before, end) = (c, at + c.len_utf8());
    }
    end
}

#[derive(Default)]
struct Reader<'t> {
    found: Vec<Token<'t>>,
    position: u32,
}

impl<'t> Reader<'t> {
    fn chunk(&mut self, chunk: &'t str) {
        if chunk.contains(|c: char| c.is_ascii_digit()) {
            self.code(chunk);
        } else if chunk.contains('-') {
            let pieces: Vec<Cow<'t, str>> = chunk.split('-').map(majority).collect();
            self.token(Cow::Owned(pieces.join("-")), true, false);
            for piece in pieces {
                self.piece(piece, false);
            }
        } else {
            self.piece(majority(chunk), false);
        }
    }

    fn code(&mut self, chunk: &'t str) {
        let whole = to_cyrillic(chunk);
        if chunk.chars().all(is_word) {
            self.piece(whole, true);
            return;
        }
        self.token(whole.clone(), true, true);
        for piece in whole
            .split(|c| !is_word(c))
            .filter(|piece| !piece.is_empty())
        {
            let is_code = piece.contains(|c: char| c.is_ascii_digit());
            let form = if is_code {
                piece.to_owned()
            } else {
                majority(piece).into_owned()
            };
            self.piece(Cow::Owned(form), is_code);
        }
    }

    fn piece(&mut self, form: Cow<'t, str>, code: bool) {
        self.token(form, false, code);
        self.position += 1;
    }

    fn token(&mut self, form: Cow<'t, str>, whole: bool, code: bool) {
        if form.len() <= LONGEST || form.chars().nth(LONGEST).is_none() {
            self.found.push(Token {
                form,
                position: self.position,
                whole,
                code,
            });
        }
    }
}

/// A piece of letters in the alphabet of most of them, where the others only look like it.
fn majority(piece: &str) -> Cow<'_, str> {
    // Letters of one alphabet need no evening out; the Roman «і» alone looks like another.
    let is_one_alphabet = piece.is_ascii() || !piece.bytes().any(|byte| byte.is_ascii_lowercase());
    if is_one_alphabet && !piece.starts_with('і') {
        return Cow::Borrowed(piece);
    }
    let cyrillic = piece.chars().filter(|c| is_cyrillic(*c)).count();
    let latin = piece.chars().filter(char::is_ascii_lowercase).count();
    if latin == 0 && cyrillic > 0 && piece.chars().all(|c| c == 'і') {
        return Cow::Owned("i".repeat(cyrillic));
    }
    if latin == 0 || cyrillic == 0 {
        return Cow::Borrowed(piece);
    }
    let into_latin = piece
        .chars()
        .all(|c| !is_cyrillic(c) || latin_of(c).is_some());
    let into_cyrillic = is_alike(piece);
    if into_latin && (latin > cyrillic || !into_cyrillic) {
        return Cow::Owned(piece.chars().map(|c| latin_of(c).unwrap_or(c)).collect());
    }
    if into_cyrillic {
        return Cow::Owned(piece.chars().map(|c| cyrillic_of(c).unwrap_or(c)).collect());
    }
    Cow::Borrowed(piece)
}

/// A code whose runs of look-alike letters are Cyrillic.
fn to_cyrillic(code: &str) -> Cow<'_, str> {
    if !code.contains(|c: char| c.is_ascii_lowercase()) {
        return Cow::Borrowed(code);
    }
    let mut out = String::with_capacity(code.len() + 4);
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let of_letters = is_letter(first);
        let end = rest
            .find(|c| is_letter(c) != of_letters)
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if of_letters && is_alike(run) {
            out.extend(run.chars().map(|c| cyrillic_of(c).unwrap_or(c)));
        } else {
            out.push_str(run);
        }
        rest = after;
    }
    Cow::Owned(out)
}

/// Whether every Latin letter looks like a Cyrillic one.
fn is_alike(run: &str) -> bool {
    run.chars()
        .all(|c| !c.is_ascii_lowercase() || cyrillic_of(c).is_some())
}

fn cyrillic_of(c: char) -> Option<char> {
    let pair = ALIKE.iter().find(|(latin, _)| *latin == c);
    pair.map(|(_, cyrillic)| *cyrillic)
}

fn latin_of(c: char) -> Option<char> {
    let pair = ALIKE
        .iter()
        .chain(ALIKE_BACK)
        .find(|(_, cyrillic)| *cyrillic == c);
    pair.map(|(latin, _)| *latin)
}
