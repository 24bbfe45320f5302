//! Numbers and sizes as a reader writes them.

use super::Language;

/// No-break space: groups of digits and units stay on one line.
const NBSP: char = '\u{a0}';

/// «1 234», “1,234”.
pub fn number(language: Language, n: u64) -> String {
    group(language, &n.to_string())
}

/// «1 234,5», “1,234.5”; as many digits after the sign as the value needs, at most three.
pub fn decimal(language: Language, value: f64) -> String {
    if !value.is_finite() {
        return "—".to_owned();
    }
    let text = format!("{:.3}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let minus = if value < 0.0 && (whole != "0" || !fraction.is_empty()) {
        "−"
    } else {
        ""
    };
    let whole = group(language, whole);
    match (language, fraction.is_empty()) {
        (_, true) => format!("{minus}{whole}"),
        (Language::Ru, false) => format!("{minus}{whole},{fraction}"),
        (Language::En, false) => format!("{minus}{whole}.{fraction}"),
    }
}

/// A number as its author wrote it, with the signs of the language: «0.10» is «0,10». Nothing for a
/// text that only could be read as a number: `007`, `1e3`.
pub fn written(language: Language, text: &str) -> Option<String> {
    let (minus, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => ("−", digits),
        None => ("", text),
    };
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let is_padded = whole.len() > 1 && whole.starts_with('0');
    if !is_number(whole) || !is_number(fraction) || is_padded {
        return None;
    }
    let whole = group(language, whole);
    Some(match (language, digits.contains(['.', ','])) {
        (_, false) => format!("{minus}{whole}"),
        (Language::Ru, true) => format!("{minus}{whole},{fraction}"),
        (Language::En, true) => format!("{minus}{whole}.{fraction}"),
    })
}

/// «240 КБ», «1,2 МБ»: what a visitor is about to download.
pub fn file_size(language: Language, bytes: u64) -> String {
    let units = match language {
        Language::Ru => ["Б", "КБ", "МБ", "ГБ"],
        Language::En => ["B", "KB", "MB", "GB"],
    };
    let mut unit = 0;
    let mut size = bytes as f64;
    while size.round() >= 1024.0 && unit + 1 < units.len() {
        size /= 1024.0;
        unit += 1;
    }
    // A tenth matters only beside one digit; nobody chooses by 240,3 КБ.
    let size = if unit > 0 && size < 9.95 {
        (size * 10.0).round() / 10.0
    } else {
        size.round()
    };
    format!("{}{NBSP}{}", decimal(language, size), units[unit])
}

fn group(language: Language, digits: &str) -> String {
    let separator = match language {
        Language::Ru => NBSP,
        Language::En => ',',
    };
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: String) -> String {
        text.replace(NBSP, " ")
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(plain(decimal(Language::Ru, 1234.5)), "1 234,5");
        assert_eq!(decimal(Language::En, 1234.5), "1,234.5");
        assert_eq!(plain(number(Language::Ru, 1_000_000)), "1 000 000");
        assert_eq!(number(Language::Ru, 999), "999");
        assert_eq!(decimal(Language::Ru, -0.25), "−0,25");
        assert_eq!(decimal(Language::Ru, -0.0001), "0");
    }

    #[test]
    fn written_numbers_keep_their_digits_and_other_texts_are_none() {
        let read = |text: &str| written(Language::Ru, text).map(plain);
        for (text, shown) in [
            ("0.10", "0,10"),
            ("3,2", "3,2"),
            ("-7.50", "−7,50"),
            ("12000", "12 000"),
            ("0", "0"),
        ] {
            assert_eq!(read(text).as_deref(), Some(shown));
        }
        for text in ["007", "1e3", "nan", "", ".5", "5.", "1 000", "10-15", "+5"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(
            written(Language::En, "1234.50").as_deref(),
            Some("1,234.50")
        );
    }

    #[test]
    fn sizes_are_short() {
        let size = |bytes| plain(file_size(Language::Ru, bytes));
        assert_eq!(size(0), "0 Б");
        assert_eq!(size(1023), "1 023 Б");
        assert_eq!(size(240 * 1024 + 90), "240 КБ");
        assert_eq!(size(1_258_291), "1,2 МБ");
        assert_eq!(size(1024 * 1024 - 1), "1 МБ");
        assert_eq!(size(3 << 30), "3 ГБ");
        assert_eq!(plain(file_size(Language::En, 1536)), "1.5 KB");
    }
}
