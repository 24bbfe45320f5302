//! Numbers in the ways of writing that Word has, and bullets from fonts of signs.

const ROMAN: [(usize, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];
const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";
/// As Word numbers in Russian: without ё, й, ъ, ы, ь.
const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
/// The greatest number that letters or Roman digits are written for.
const GREATEST: usize = 4000;

/// A number as a level of a list writes it.
pub fn shown(number: usize, format: &str) -> String {
    let number_is_small = number > 0 && number < GREATEST;
    match format {
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        "upperRoman" if number_is_small => roman(number),
        "lowerRoman" if number_is_small => roman(number).to_lowercase(),
        "lowerLetter" if number_is_small => letters(number, LATIN),
        "upperLetter" if number_is_small => letters(number, LATIN).to_uppercase(),
        "russianLower" if number_is_small => letters(number, RUSSIAN),
        "russianUpper" if number_is_small => letters(number, RUSSIAN).to_uppercase(),
        _ => number.to_string(),
    }
}

fn roman(mut number: usize) -> String {
    let mut text = String::new();
    for (value, digits) in ROMAN {
        while number >= value {
            number -= value;
            text.push_str(digits);
        }
    }
    text
}

/// After the last letter Word doubles them: я, аа, бб.
fn letters(number: usize, alphabet: &str) -> String {
    let all = alphabet.chars().count();
    let letter = alphabet.chars().nth((number - 1) % all).unwrap_or(' ');
    std::iter::repeat_n(letter, (number - 1) / all + 1).collect()
}

/// A bullet as a letter of text: fonts of signs keep theirs where no letters are.
pub fn bullet(character: char) -> char {
    match character {
        '\u{f02d}' | '\u{f0be}' => '–',
        '\u{f0d8}' => '➢',
        '\u{f0fc}' | '\u{f050}' => '✓',
        '\u{f0a8}' | '\u{f06f}' | '\u{f071}' => '□',
        '\u{f0fe}' | '\u{f052}' => '☑',
        '\u{e000}'..='\u{f8ff}' => '•',
        character => character,
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn numbers_are_written_in_every_way_of_word() {
        for (number, format, text) in [
            (4, "decimal", "4"),
            (4, "decimalZero", "04"),
            (14, "upperRoman", "XIV"),
            (9, "lowerRoman", "ix"),
            (27, "lowerLetter", "aa"),
            (2, "upperLetter", "B"),
            (10, "russianLower", "к"),
            (29, "russianUpper", "АА"),
            (3, "chicago", "3"),
            (0, "upperRoman", "0"),
            (usize::MAX, "lowerLetter", "18446744073709551615"),
        ] {
            assert_eq!(shown(number, format), text, "{number} {format}");
        }
    }
}
