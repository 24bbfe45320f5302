//! How long a film is: `PT7M30S` or `7:30`.

use super::text::texts;
use crate::parse::record::Fault;

texts! {
    /// `PT7M30S` or `7:30`.
    Duration "duration" duration, |_text| None;
}

fn duration(text: &str) -> Result<(), Fault> {
    Duration(text.to_owned())
        .seconds()
        .map(drop)
        .ok_or(Fault::Form)
}

impl Duration {
    /// Seconds, if the text is a duration.
    pub fn seconds(&self) -> Option<u32> {
        if let Some(rest) = self.0.strip_prefix("PT") {
            let (mut total, mut number, mut units) = (0_u32, String::new(), "HMS");
            for c in rest.chars() {
                if c.is_ascii_digit() {
                    number.push(c);
                    continue;
                }
                let at = units.find(c)?;
                let value: u32 = number.parse().ok()?;
                let scale = match c {
                    'H' => 3600,
                    'M' => 60,
                    _ => 1,
                };
                total = total.checked_add(value.checked_mul(scale)?)?;
                units = &units[at + 1..];
                number.clear();
            }
            return (number.is_empty() && total > 0).then_some(total);
        }
        let parts: Vec<u32> = self
            .0
            .split(':')
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        match parts[..] {
            [minutes, seconds] if seconds < 60 => minutes.checked_mul(60)?.checked_add(seconds),
            [hours, minutes, seconds] if minutes < 60 && seconds < 60 => {
                hours.checked_mul(3600)?.checked_add(minutes * 60 + seconds)
            }
            _ => None,
        }
    }
}
