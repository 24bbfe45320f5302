//! Lists of whole numbers as short texts for scripts: the one packing of the navigator and the search.
//!
//! A number is written in groups of five bits, the lowest first, a character a group; a sixth bit says
//! that more follows (a variable-length quantity, as in LEB128, in the alphabet of base64url). An
//! ascending list is written as its first number and then the differences.

/// Characters for the values 0 to 63.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Bits of a number in one character.
const BITS: u32 = 5;
/// Set in a character after which the number goes on.
const MORE: u32 = 1 << BITS;

/// Appends one number.
pub fn push(out: &mut String, mut number: u32) {
    loop {
        let low = number & (MORE - 1);
        number >>= BITS;
        let more = if number == 0 { 0 } else { MORE };
        let at = usize::try_from(low | more).unwrap_or(0);
        out.push(char::from(ALPHABET[at & 63]));
        if number == 0 {
            return;
        }
    }
}

/// The numbers one after another.
pub fn list(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut out = String::new();
    for number in numbers {
        push(&mut out, number);
    }
    out
}

/// Ascending numbers as differences. A number below the one before it counts as equal to it.
pub fn sorted(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut before = 0;
    list(numbers.into_iter().map(|number| {
        let step = number.saturating_sub(before);
        before = number.max(before);
        step
    }))
}

/// The numbers of a packed text; nothing when it is no such text.
pub fn read(text: &str) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    let (mut number, mut shift) = (0_u32, 0);
    for byte in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == byte)?;
        let value = u32::try_from(value).ok()?;
        number |= (value & (MORE - 1)).checked_shl(shift)?;
        if value & MORE == 0 {
            numbers.push(number);
            (number, shift) = (0, 0);
        } else {
            shift += BITS;
        }
    }
    (shift == 0).then_some(numbers)
}

/// The numbers of a text that [`sorted`] packed.
pub fn read_sorted(text: &str) -> Option<Vec<u32>> {
    let mut sum = 0_u32;
    let mut numbers = read(text)?;
    for number in &mut numbers {
        sum = sum.checked_add(*number)?;
        *number = sum;
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::{list, read, read_sorted, sorted};

    #[test]
    fn numbers_are_packed_as_the_scripts_read_them() {
        for (numbers, text) in [
            (vec![], ""),
            (vec![0], "A"),
            (vec![1, 31], "Bf"),
            (vec![32], "gB"),
            (vec![1023, 1024], "_fggB"),
            (vec![u32::MAX], "______D"),
        ] {
            assert_eq!(list(numbers.iter().copied()), text);
            assert_eq!(read(text), Some(numbers));
        }
    }

    #[test]
    fn ascending_numbers_are_packed_as_differences() {
        assert_eq!(sorted([3, 3, 40, 41]), "DAlBB");
        assert_eq!(read_sorted("DAlBB"), Some(vec![3, 3, 40, 41]));
    }

    #[test]
    fn a_text_that_is_cut_or_strange_is_no_list() {
        for text in ["g", "é", "A g", "________"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
