//! The words of a cell → tokens. Spelling is evened out here, so that the grammar sees one form: case, ё,
//! no-break spaces, soft hyphens, kinds of dashes, Latin letters among Cyrillic ones, decomposed й.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

mod joined;

/// A piece of the words with its place among them, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub place: Range<usize>,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters in the form that the grammar knows.
    Word(String),
    /// Digits: their value and how many they are.
    Number(u32, usize),
    /// A comma or a colon.
    Comma,
    /// A semicolon: nothing before it speaks of what follows.
    Semicolon,
    /// Any dash or hyphen, and what stands for one in a range.
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A full stop.
    Dot,
    /// A slash.
    Slash,
    /// Quotes and everything else.
    Other,
}

/// The tokens of a cell.
pub fn tokens(words: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut run: Option<usize> = None;
    for (at, character) in words.char_indices() {
        if is_of_word(character) || run.is_some() && is_inside_word(character) {
            run.get_or_insert(at);
            continue;
        }
        if let Some(start) = run.take() {
            split(words, start..at, &mut tokens);
        }
        if !character.is_whitespace() && !is_inside_word(character) {
            tokens.push(Token {
                kind: mark(character),
                place: at..at + character.len_utf8(),
            });
        }
    }
    if let Some(start) = run {
        split(words, start..words.len(), &mut tokens);
    }
    joined::join(words, &tokens)
}

fn is_of_word(character: char) -> bool {
    // Raised figures are marks of footnotes, not digits of a year.
    let is_raised = matches!(character, '¹' | '²' | '³' | '\u{2070}'..='\u{2079}');
    character.is_alphanumeric() && !is_raised
}

/// Marks over letters, soft hyphens and characters without width.
fn is_inside_word(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn mark(character: char) -> Kind {
    match character {
        ',' | ':' | '\u{ff0c}' => Kind::Comma,
        ';' => Kind::Semicolon,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{ff0d}' | '…' | '÷' => {
            Kind::Dash
        }
        '(' | '[' => Kind::Open,
        ')' | ']' => Kind::Close,
        '.' => Kind::Dot,
        '/' | '\\' => Kind::Slash,
        _ => Kind::Other,
    }
}

/// Letters and digits that stand without a space: «2022г», «1й», «IVквартал».
fn split(words: &str, run: Range<usize>, tokens: &mut Vec<Token>) {
    let Some(text) = words.get(run.clone()) else {
        return;
    };
    let mut push = |part: Range<usize>| {
        if let Some(slice) = words.get(part.clone()) {
            tokens.push(Token {
                kind: kind(slice),
                place: part,
            });
        }
    };
    // «ІУ», «1V»: a Roman numeral of whatever letters were at hand.
    let is_numeral = !text.starts_with(['У', 'у'])
        && text
            .chars()
            .all(|c| matches!(c, '1' | 'У' | 'у') || is_numeral_letter(c));
    if is_numeral {
        return push(run);
    }
    let mut start = run.start;
    let mut before: Option<char> = None;
    let mut only_numeral_letters = true;
    for (at, character) in text.char_indices() {
        let at = run.start + at;
        let is_digit = character.is_ascii_digit();
        if let Some(before) = before
            && (before.is_ascii_digit() != is_digit
                || only_numeral_letters
                    && !is_digit
                    && !is_numeral_letter(character)
                    && is_russian(character))
        {
            push(start..at);
            start = at;
            only_numeral_letters = true;
        }
        only_numeral_letters &= is_numeral_letter(character);
        if !is_inside_word(character) {
            before = Some(character);
        }
    }
    push(start..run.end);
}

/// Letters of Roman numerals that no Russian word begins with.
fn is_numeral_letter(character: char) -> bool {
    matches!(
        character,
        'I' | 'i' | 'l' | 'V' | 'v' | '\u{406}' | '\u{456}' | '\u{4c0}' | '\u{4cf}'
    )
}

fn is_russian(character: char) -> bool {
    matches!(character, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё')
}

fn kind(slice: &str) -> Kind {
    let text = even(slice);
    match text.parse() {
        Ok(number) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Kind::Number(number, text.len())
        }
        _ => Kind::Word(text),
    }
}

/// One form for all spellings of a word.
fn even(slice: &str) -> String {
    let whole: String = slice
        .chars()
        .filter(|c| {
            !matches!(
                c,
                '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
            )
        })
        .nfkc()
        .filter(|c| !is_inside_word(*c))
        .collect();
    let is_single = whole.chars().nth(1).is_none();
    let whole: String = if is_single || whole.chars().any(is_russian) {
        whole.chars().map(russian).collect()
    } else {
        whole
    };
    whole
        .to_lowercase()
        .chars()
        .map(|c| if c == 'ё' { 'е' } else { c })
        .collect()
}

/// The Russian letter that looks the same: «Ноябpь» is often typed with a Latin letter or two.
fn russian(character: char) -> char {
    const LOOK: [(char, char); 19] = [
        ('A', 'А'),
        ('B', 'В'),
        ('C', 'С'),
        ('E', 'Е'),
        ('H', 'Н'),
        ('K', 'К'),
        ('M', 'М'),
        ('O', 'О'),
        ('P', 'Р'),
        ('T', 'Т'),
        ('X', 'Х'),
        ('a', 'а'),
        ('c', 'с'),
        ('e', 'е'),
        ('k', 'к'),
        ('o', 'о'),
        ('p', 'р'),
        ('x', 'х'),
        ('y', 'у'),
    ];
    LOOK.iter()
        .find(|(latin, _)| *latin == character)
        .map_or(character, |(_, russian)| *russian)
}
