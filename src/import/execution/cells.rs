//! What people write into the cells of a form: states, days, shares, numbers, addresses. Nothing is
//! guessed: a cell that is not understood stays a doubt.

use jiff::civil::Date;

use crate::portal::report::ReportState;
use crate::timing::month;

/// States in the words of forms, letters, and the contract. «Не исполнено» is none of them on purpose:
/// it does not say whether work has begun.
const STATES: [(&str, ReportState); 41] = [
    ("не начато", ReportState::NotStarted),
    ("не начата", ReportState::NotStarted),
    ("не начиналось", ReportState::NotStarted),
    ("не приступали", ReportState::NotStarted),
    ("not-started", ReportState::NotStarted),
    ("not started", ReportState::NotStarted),
    ("в работе", ReportState::InProgress),
    ("в процессе", ReportState::InProgress),
    ("в процессе исполнения", ReportState::InProgress),
    ("исполняется", ReportState::InProgress),
    ("выполняется", ReportState::InProgress),
    ("ведется", ReportState::InProgress),
    ("начато", ReportState::InProgress),
    ("исполнено частично", ReportState::InProgress),
    ("выполнено частично", ReportState::InProgress),
    ("частично исполнено", ReportState::InProgress),
    ("частично выполнено", ReportState::InProgress),
    ("in-progress", ReportState::InProgress),
    ("in progress", ReportState::InProgress),
    ("исполнено", ReportState::Done),
    ("исполнен", ReportState::Done),
    ("выполнено", ReportState::Done),
    ("выполнен", ReportState::Done),
    ("завершено", ReportState::Done),
    ("сделано", ReportState::Done),
    ("проведено", ReportState::Done),
    ("done", ReportState::Done),
    ("перенесено", ReportState::Postponed),
    ("перенесен", ReportState::Postponed),
    ("срок перенесен", ReportState::Postponed),
    ("перенос", ReportState::Postponed),
    ("отложено", ReportState::Postponed),
    ("postponed", ReportState::Postponed),
    ("снято", ReportState::Cancelled),
    ("снято с контроля", ReportState::Cancelled),
    ("исключено", ReportState::Cancelled),
    ("исключено из плана", ReportState::Cancelled),
    ("отменено", ReportState::Cancelled),
    ("отменен", ReportState::Cancelled),
    ("cancelled", ReportState::Cancelled),
    ("canceled", ReportState::Cancelled),
];

/// The words of the list, for a nearest one.
const LISTED: [&str; 5] = ["не начато", "в работе", "исполнено", "перенесено", "снято"];

/// First and last number of a day that a sheet keeps without a format: the years 2000 to 2099.
const SERIALS: std::ops::RangeInclusive<i64> = 36_526..=73_050;

/// What a cell says in one form: small letters, е for ё, single spaces, no point at the end.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ").to_lowercase().replace('ё', "е");
    text.trim_end_matches(['.', ';', ',']).to_owned()
}

/// Whether a cell says nothing: empty, or a dash.
pub fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    matches!(text, "" | "-" | "–" | "—")
}

/// The state in these words.
pub fn state(text: &str) -> Option<ReportState> {
    let text = plain(text);
    let found = STATES.iter().find(|(words, _)| *words == text);
    found.map(|(_, state)| *state)
}

/// The word of the list that is most like these.
pub fn nearest_state(text: &str) -> Option<String> {
    // Of «не исполнено» the nearest word would say the opposite.
    let text = plain(text);
    let is_denied = text.starts_with("не ") && !text.starts_with("не нач");
    let known = LISTED.into_iter().filter(|_| !is_denied);
    crate::diagnostics::nearest(&text, known)
}

/// A day in any usual form; `Some(true)` beside it when it was only a number of a sheet.
pub fn date(text: &str) -> Option<(Date, bool)> {
    let text = plain(text);
    let text = ["года", "год", "г"]
        .iter()
        .find_map(|word| text.strip_suffix(word))
        .unwrap_or(&text)
        .trim();
    // A time of day beside it says nothing here.
    let text = match text.rsplit_once([' ', 't']) {
        Some((day, time)) if time.contains(':') => day,
        _ => text,
    };
    if let Some(serial) = text.parse().ok().filter(|n| SERIALS.contains(n)) {
        let days = jiff::Span::new().try_days(serial).ok()?;
        let day = Date::constant(1899, 12, 30).checked_add(days).ok()?;
        return Some((day, true));
    }
    let parts: Vec<&str> = text
        .split(['.', '/', '-', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, third] = parts[..] else {
        return None;
    };
    let month = month(second).or_else(|| second.parse().ok())?;
    let (day, year) = if first.len() == 4 {
        (third, first)
    } else {
        (first, third)
    };
    let year: i16 = match (year.len(), year.parse().ok()?) {
        (2, year @ 0..=99) => 2000 + year,
        (4, year) => year,
        _ => return None,
    };
    Some((Date::new(year, month, day.parse().ok()?).ok()?, false))
}

/// A number in the way of a sheet or of a person, as YAML writes it.
fn number(text: &str) -> Option<String> {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    let text = text.strip_suffix('%').unwrap_or(&text);
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(part) || digits.len() > 15 {
        return None;
    }
    Some(text.parse::<f64>().ok()?.to_string())
}

/// The share done in percent, and whether it was a part of one: «0,6».
pub fn progress(text: &str) -> Option<(i64, bool)> {
    let value: f64 = number(text)?.parse().ok()?;
    let is_part = !text.contains('%') && value > 0.0 && value < 1.0;
    let percent = if is_part { value * 100.0 } else { value };
    if !(0.0..=100.0).contains(&percent) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation)] // It is 0 to 100.
    Some((percent.round() as i64, is_part))
}

/// A fact as YAML writes it: `24`, `{value: 24, of: 25}` for «24 из 25».
pub fn fact(text: &str) -> Option<String> {
    if let Some(number) = number(text) {
        return Some(number);
    }
    let text = text.to_lowercase();
    let (value, of) = text.split_once("из").or_else(|| text.split_once('/'))?;
    let (value, of) = (number(value)?, number(of)?);
    let is_part = value.parse::<f64>().ok()? <= of.parse::<f64>().ok()?;
    is_part.then(|| format!("{{value: {value}, of: {of}}}"))
}

/// Where a proof is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// An address of the network.
    Url(String),
    /// An entry of the portal, `KIND/ID`.
    Reference(String),
    /// A file of the portal, `files/X`.
    File(String),
}

impl Address {
    /// The key of an evidence with a title, and its value.
    pub fn field(&self) -> (&'static str, &str) {
        match self {
            Self::Url(text) => ("url", text),
            Self::Reference(text) => ("reference", text),
            Self::File(text) => ("file", text),
        }
    }
}

/// The address that a line of a cell is; `knows` says what the portal holds.
pub fn address(line: &str, knows: impl Fn(&str) -> bool) -> Option<Address> {
    let line = line.trim().trim_end_matches([';', ',']);
    if line.contains(char::is_whitespace) {
        return None;
    }
    let lower = line.to_lowercase();
    let host = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    if let Some(host) = host {
        let is_host = |c: char| c.is_alphanumeric() || "[.-".contains(c);
        return host
            .starts_with(is_host)
            .then(|| Address::Url(line.to_owned()));
    }
    let inside = line.trim_matches('/');
    match knows(inside) {
        true if inside.starts_with("files/") => Some(Address::File(inside.to_owned())),
        true => Some(Address::Reference(inside.to_owned())),
        false => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_any_usual_form() {
        for text in [
            "2022-03-21",
            "21.03.2022",
            "21.3.22",
            "21/03/2022",
            "21 марта 2022 г.",
            "21 Марта 2022 года",
            "21.03.2022 18:00",
            "44641",
        ] {
            let read = date(text).map(|(day, _)| day.to_string());
            assert_eq!(read.as_deref(), Some("2022-03-21"), "{text}");
        }
        for text in [
            "31.04.2022",
            "март 2022",
            "в марте",
            "44",
            "1.2",
            "",
            "21.03",
            "9999999999",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn words_of_a_state_are_read_and_denied_work_is_no_state() {
        assert_eq!(state(" Исполнено. "), Some(ReportState::Done));
        assert_eq!(state("ведётся"), Some(ReportState::InProgress));
        assert_eq!(state("не исполнено"), None);
        assert_eq!(nearest_state("не исполнено"), None);
        assert_eq!(nearest_state("исполено").as_deref(), Some("исполнено"));
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let facts = [
            ("24", Some("24")),
            ("1 200", Some("1200")),
            ("66,7 %", Some("66.7")),
            ("24 из 25", Some("{value: 24, of: 25}")),
            ("24/25", Some("{value: 24, of: 25}")),
            ("26 из 25", None),
            ("много", None),
            ("inf", None),
            ("1e9", None),
        ];
        for (text, read) in facts {
            assert_eq!(fact(text).as_deref(), read, "{text}");
        }
        assert_eq!(progress("60 %"), Some((60, false)));
        assert_eq!(progress("0,6"), Some((60, true)));
        assert_eq!(progress("120"), None);
    }

    #[test]
    fn an_address_leads_somewhere() {
        let knows = |text: &str| matches!(text, "documents/a" | "files/a.pdf");
        let read = |text| address(text, knows);
        assert_eq!(
            read("https://a.ru/x;"),
            Some(Address::Url("https://a.ru/x".into()))
        );
        assert_eq!(
            read("files/a.pdf"),
            Some(Address::File("files/a.pdf".into()))
        );
        assert_eq!(
            read("/documents/a/"),
            Some(Address::Reference("documents/a".into()))
        );
        for text in [
            "https://",
            "протокол № 3",
            "files/b.pdf",
            "javascript:alert(1)",
            "../a",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
