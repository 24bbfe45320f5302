//! Bytes to text: UTF-8, with or without a BOM; anything else is a mistake that names the likely encoding.

use super::mistakes;
use crate::diagnostics::{Diagnostic, Place};

/// The text of a file.
pub fn decode(file: &str, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    let place = |line, column| Place { file: file.to_owned(), line, column, width: 1 };
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(mistakes::wrong_encoding(place(1, 1), "UTF-16"));
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Ok(text)
        }
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let before = String::from_utf8_lossy(&bytes[..good]).into_owned();
            let before = before.trim_start_matches('\u{feff}');
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            let likely = if bytes.iter().take(400).filter(|byte| **byte == 0).count() > 8 { "UTF-16" } else { "Windows-1251" };
            Err(mistakes::wrong_encoding(place(line, column), likely))
        }
    }
}
