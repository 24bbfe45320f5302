//! Colours of the brand.

use super::text::texts;
use crate::parse::record::Fault;

texts! {
    /// A colour `#rrggbb`.
    Colour "colour" brand, |_text| None;
}

fn brand(text: &str) -> Result<(), Fault> {
    let digits = text.strip_prefix('#').ok_or(Fault::Form)?;
    if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        Ok(())
    } else {
        Err(Fault::Form)
    }
}
