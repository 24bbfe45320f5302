//! Bytes to text: UTF-8, with or without a BOM; anything else is a mistake that names the likely encoding.

use super::mistakes;
use crate::diagnostics::{Diagnostic, Place};

/// The text of a file, if it is one. Control characters that came in with a copied text are named
/// and become spaces, so that the rest of the file is read and every column stays.
pub fn decode(file: &str, bytes: Vec<u8>, found: &mut Vec<Diagnostic>) -> Option<String> {
    let place = |line, column| Place {
        file: file.to_owned(),
        line,
        column,
        width: 1,
    };
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        found.push(mistakes::wrong_encoding(place(1, 1), "UTF-16"));
        return None;
    }
    let mut text = match simdutf8::compat::from_utf8(&bytes) {
        Ok(text) => text.to_owned(),
        Err(error) => {
            let good = error.valid_up_to();
            let before = String::from_utf8_lossy(&bytes[..good]).into_owned();
            let (line, column) = end_of(before.trim_start_matches('\u{feff}'));
            let likely = if looks_like_utf16(&bytes) {
                "UTF-16"
            } else {
                "Windows-1251"
            };
            found.push(mistakes::wrong_encoding(place(line, column), likely));
            return None;
        }
    };
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    // Nearly every file is clean. Its bytes show that faster than its characters, and looking at all
    // of them, without stopping at the first, faster still: many are then compared at once.
    if !text
        .bytes()
        .fold(false, |met, byte| met | may_begin_stray(byte))
    {
        return Some(text);
    }
    let Some(first) = text.find(is_stray) else {
        return Some(text);
    };
    if looks_like_utf16(text.as_bytes()) {
        let (line, column) = end_of(&text[..first]);
        found.push(mistakes::wrong_encoding(place(line, column), "UTF-16"));
        return None;
    }
    for (at, character) in text
        .char_indices()
        .filter(|(_, character)| is_stray(*character))
    {
        let (line, column) = end_of(&text[..at]);
        found.push(mistakes::control_character(place(line, column), character));
    }
    Some(
        text.chars()
            .map(|character| if is_stray(character) { ' ' } else { character })
            .collect(),
    )
}

/// Characters that neither YAML nor a page may hold: controls other than tab and line ends.
fn is_stray(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a stray character may begin with this byte.
fn may_begin_stray(byte: u8) -> bool {
    (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')
        | (byte == 0x7f)
        | (byte == 0xef)
}

/// UTF-16 without a mark: every second byte of Latin text is 0 and of Russian text 4.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(4000)];
    let high = sample.iter().filter(|byte| matches!(byte, 0 | 4)).count();
    sample.contains(&0) && high * 3 > sample.len()
}

/// Line and column, from 1, of what follows this text.
fn end_of(before: &str) -> (usize, usize) {
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Option<String>, Vec<(&'static str, usize, usize)>) {
        let mut found = Vec::new();
        let text = decode("content/x.md", bytes.to_vec(), &mut found);
        (
            text,
            found
                .iter()
                .map(|mistake| (mistake.code, mistake.place.line, mistake.place.column))
                .collect(),
        )
    }

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_text() {
        assert_eq!(
            read("\u{feff}title: а".as_bytes()),
            (Some("title: а".to_owned()), vec![])
        );
    }

    #[test]
    fn another_encoding_is_named_at_its_first_bad_byte() {
        assert_eq!(
            read(b"title: x\nsummary: \xd8\xea\xee\xeb\xe0"),
            (None, vec![("wrong-encoding", 2, 10)])
        );
        assert_eq!(
            read(
                "\u{feff}а: "
                    .as_bytes()
                    .iter()
                    .copied()
                    .chain([0xff])
                    .collect::<Vec<_>>()
                    .as_slice()
            )
            .1[0]
                .2,
            4
        );
        assert_eq!(
            read(&[0xff, 0xfe, b't', 0]),
            (None, vec![("wrong-encoding", 1, 1)])
        );
        // Without a mark, UTF-16 is valid UTF-8 full of zeros.
        assert_eq!(
            read(&utf16("title: Школа\n")),
            (None, vec![("wrong-encoding", 1, 2)])
        );
    }

    #[test]
    fn control_characters_are_named_and_the_rest_is_read() {
        let (text, found) = read("а\u{b}б\r\nв\u{8}".as_bytes());
        assert_eq!(text.as_deref(), Some("а б\r\nв "));
        assert_eq!(
            found,
            [("control-character", 1, 2), ("control-character", 2, 2)]
        );
    }
}
