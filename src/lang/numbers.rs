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
