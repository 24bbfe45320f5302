//! Bytes to text, in whatever alphabet a Russian office has saved them.

use encoding_rs::{Encoding, IBM866, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// The most frequent small letters of Russian, in which half of any Russian text is written. A wrong
/// alphabet turns them into capitals, signs and rare letters.
const FREQUENT: &str = "оеаинтсрвл";
/// How many bytes are looked at to tell one alphabet from another.
const SAMPLE: usize = 64 * 1024;

/// A text and the name of its encoding.
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The name that a person knows: `UTF-8`, `Windows-1251`.
    pub name: &'static str,
}

/// Text from bytes; nothing when they are no text.
pub fn text(bytes: &[u8]) -> Option<Decoded> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => utf16(bytes).unwrap_or_else(|| narrow(bytes)),
    };
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    is_text(&text).then(|| Decoded {
        text: text.into_owned(),
        name: name(encoding),
    })
}

/// Text from bytes whose encoding is named inside, as HTML does; a mark and valid UTF-8 go first.
pub fn labelled(bytes: &[u8], label: Option<&str>) -> Option<Decoded> {
    let named = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    let is_marked = Encoding::for_bom(bytes).is_some() || utf16(bytes).is_some();
    match named {
        Some(encoding) if !is_marked && std::str::from_utf8(bytes).is_err() => {
            let (text, _) = encoding.decode_without_bom_handling(bytes);
            is_text(&text).then(|| Decoded {
                text: text.into_owned(),
                name: name(encoding),
            })
        }
        _ => text(bytes),
    }
}

/// The text of a part of an office file: UTF-8, or UTF-16 with a mark.
pub fn xml(bytes: Vec<u8>) -> Option<String> {
    match Encoding::for_bom(&bytes) {
        Some((encoding, _)) => {
            let (text, has_errors) = encoding.decode_with_bom_removal(&bytes);
            (!has_errors).then(|| text.into_owned())
        }
        None => String::from_utf8(bytes).ok(),
    }
}

fn name(encoding: &'static Encoding) -> &'static str {
    let known = [
        (WINDOWS_1251, "Windows-1251"),
        (IBM866, "DOS (866)"),
        (KOI8_R, "KOI8-R"),
    ];
    let found = known.iter().find(|(known, _)| *known == encoding);
    found.map_or(encoding.name(), |(_, name)| name)
}

/// UTF-16 without a mark: every second byte of Latin text is 0 and of Russian text 4.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    if !sample.contains(&0) {
        return None;
    }
    let high = |odd: usize| {
        let bytes = sample.iter().skip(odd).step_by(2);
        bytes.filter(|byte| matches!(byte, 0 | 4)).count() * 2
    };
    let enough = sample.len() * 3 / 4;
    match (high(0), high(1)) {
        (even, odd) if odd >= enough.max(1) && odd > even => Some(UTF_16LE),
        (even, odd) if even >= enough.max(1) && even > odd => Some(UTF_16BE),
        _ => None,
    }
}

/// Encodings of one byte a letter, by which of them gives the most Russian text.
fn narrow(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let score = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        text.chars()
            .filter(|letter| FREQUENT.contains(*letter))
            .count()
    };
    // On a tie the first, which every Windows uses, stays.
    let mut best = (score(WINDOWS_1251), WINDOWS_1251);
    for encoding in [IBM866, KOI8_R] {
        let found = score(encoding);
        if found > best.0 {
            best = (found, encoding);
        }
    }
    best.1
}

/// Whether this is text: a picture or a program has control characters everywhere.
fn is_text(text: &str) -> bool {
    let (mut controls, mut all) = (0_usize, 0_usize);
    for character in text.chars().take(SAMPLE) {
        all += 1;
        let is_common = matches!(
            character,
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{1f}'
        );
        controls += usize::from((character.is_control() && !is_common) || character == '\u{fffd}');
    }
    controls * 100 <= all
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "№ п/п;Мероприятие;Срок\r\n1;Разработка положения;до 1 сентября\r\n";

    fn read(bytes: &[u8]) -> Option<(String, &'static str)> {
        text(bytes).map(|decoded| (decoded.text, decoded.name))
    }

    #[test]
    fn russian_text_is_read_in_any_alphabet_that_offices_save() {
        let wide = |to: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
            format!("{mark}{WORDS}")
                .encode_utf16()
                .flat_map(to)
                .collect()
        };
        for (bytes, name) in [
            (WORDS.as_bytes().to_vec(), "UTF-8"),
            (format!("\u{feff}{WORDS}").into_bytes(), "UTF-8"),
            (WINDOWS_1251.encode(WORDS).0.into_owned(), "Windows-1251"),
            (wide(u16::to_le_bytes, "\u{feff}"), "UTF-16LE"),
            (wide(u16::to_be_bytes, "\u{feff}"), "UTF-16BE"),
            (wide(u16::to_le_bytes, ""), "UTF-16LE"),
            (wide(u16::to_be_bytes, ""), "UTF-16BE"),
        ] {
            assert_eq!(read(&bytes), Some((WORDS.to_owned(), name)), "{name}");
        }
        let plain = WORDS.replace('№', "N");
        for (encoding, name) in [(IBM866, "DOS (866)"), (KOI8_R, "KOI8-R")] {
            let bytes = encoding.encode(&plain).0;
            assert_eq!(read(&bytes), Some((plain.clone(), name)));
        }
    }

    #[test]
    fn bytes_of_a_program_are_no_text() {
        let bytes: Vec<u8> = (0..4000_u32).map(|at| (at * 7 % 251) as u8).collect();
        assert_eq!(read(&bytes), None);
    }
}
