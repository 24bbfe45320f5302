//! Percent-encoding of addresses (RFC 3986, section 2.1).

use std::fmt::Write as _;

/// A text with every byte escaped that is not kept.
pub fn encode(text: &str, is_kept: impl Fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii() && is_kept(byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The byte that `%XX` at the beginning stands for.
pub fn escaped(bytes: &[u8]) -> Option<u8> {
    let &[b'%', high, low, ..] = bytes else {
        return None;
    };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

/// Letters, digits and the signs that mean nothing in any part of an address (section 2.3).
pub fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_kept_stays() {
        let is_kept = |byte| is_unreserved(byte) || byte == b'/';
        assert_eq!(encode("a/б 1%~", is_kept), "a/%D0%B1%201%25~");
        assert_eq!(encode("é", |_| true), "%C3%A9");
    }

    #[test]
    fn two_digits_after_the_sign_are_a_byte_and_nothing_else_is() {
        assert_eq!(escaped(b"%D0%9F"), Some(0xd0));
        assert_eq!(escaped(b"%e9"), Some(0xe9));
        for text in ["%+A", "%4", "%", "%zz", "a%41", ""] {
            assert_eq!(escaped(text.as_bytes()), None, "{text}");
        }
    }
}
