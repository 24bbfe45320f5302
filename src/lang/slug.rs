//! Addresses: Cyrillic becomes Latin by the table of passports (ICAO 9303).

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A text with letters and their marks put together (NFC), as it is when nothing has to be.
pub fn composed(text: &str) -> Cow<'_, str> {
    // Latin and Russian letters, «» and no-break spaces have no other form, and most ids hold nothing else.
    let is_usual = |byte: u8| byte < 0xC0 || matches!(byte, 0xC2 | 0xD0 | 0xD1);
    if text.bytes().all(is_usual) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// The address of an id, a tag, a facet value or a section: letters by the table, lower case, every
/// other run of characters one `-`, none at the ends.
///
/// ```
/// assert_eq!(metod::lang::slug("Школьный театр!"), "shkolnyi-teatr");
/// ```
pub fn slug(text: &str) -> String {
    // Ids of facets and values are slugs already, and pages ask for them most of all.
    if is_slug(text) {
        return text.to_owned();
    }
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for character in composed(text).chars().flat_map(char::to_lowercase) {
        match letters(character) {
            Some("") => {}
            Some(letters) => push(&mut slug, &mut gap, letters),
            None if character.is_ascii_alphanumeric() => {
                push(&mut slug, &mut gap, character.encode_utf8(&mut [0; 4]));
            }
            None => gap = true,
        }
    }
    slug
}

/// Whether the text is what [`slug`] would make of it.
fn is_slug(text: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.split('-').all(is_word)
}

fn push(slug: &mut String, gap: &mut bool, letters: &str) {
    if *gap && !slug.is_empty() {
        slug.push('-');
    }
    *gap = false;
    slug.push_str(letters);
}

/// Cyrillic letters as Latin ones, everything else as it is: «Щука-2» is `Shchuka-2`.
pub fn transliterate(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    for character in composed(text).chars() {
        let lower = character.to_lowercase().next().unwrap_or(character);
        match letters(lower) {
            Some(letters) if lower == character => latin.push_str(letters),
            Some(letters) => {
                let mut letters = letters.chars();
                latin.extend(letters.next().map(|first| first.to_ascii_uppercase()));
                latin.extend(letters);
            }
            None => latin.push(character),
        }
    }
    latin
}

/// One row of the table of ICAO Doc 9303 for Russian; the soft sign has no letters of its own.
fn letters(lower: char) -> Option<&'static str> {
    Some(match lower {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'й' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' => "ie",
        'ы' => "y",
        'ь' => "",
        'ю' => "iu",
        'я' => "ia",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_follow_the_table_of_passports() {
        let cases = [
            ("школьный-театр", "shkolnyi-teatr"),
            ("10-П-86", "10-p-86"),
            ("  Берёзовский р-н ", "berezovskii-r-n"),
            ("Пыть-Ях", "pyt-iakh"),
            ("Щёкинский объезд", "shchekinskii-obieezd"),
            ("54-О", "54-o"),
            ("C# и «ВПР»: 2022/23", "c-i-vpr-2022-23"),
            ("Югорск, цех, экзамен, жюри", "iugorsk-tsekh-ekzamen-zhiuri"),
            ("a_b.c", "a-b-c"),
            ("— ! —", ""),
            ("ь", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn a_decomposed_letter_has_the_slug_of_the_composed_one() {
        assert_eq!(slug("и\u{306}"), "i");
        assert_eq!(slug("е\u{308}лка"), "elka");
    }

    #[test]
    fn transliteration_keeps_case_and_signs() {
        assert_eq!(transliterate("Щука № 2, Ель"), "Shchuka № 2, El");
    }
}
