//! Days that a sheet keeps as numbers, written by the code of their format.

use jiff::civil::Date;

use crate::lang::{Language, month_after_day, month_name};

const DAYS: [&str; 7] = [
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
];
const SHORT_DAYS: [&str; 7] = ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"];
/// The last day that a sheet knows, 31.12.9999.
const LAST: f64 = 2_958_465.0;
/// Days from the first of one counting to the first of the other.
const FROM_1904: f64 = 1462.0;

/// The day of a number; nothing when sheets know no such day.
pub fn day(number: f64, is_from_1904: bool) -> Option<Date> {
    let number = if is_from_1904 {
        number + FROM_1904
    } else {
        number
    };
    if !(0.0..=LAST + 1.0).contains(&number) {
        return None;
    }
    // Excel has a 29.02.1900, which never was: numbers before it are one day further on.
    let shift = if number < 61.0 { 1 } else { 0 };
    let start = Date::constant(1899, 12, 30);
    let days = number.floor() as i64 + shift;
    start
        .checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

/// A day and time by a code such as `dd.mm.yyyy`.
pub fn shown(number: f64, is_from_1904: bool, code: &str) -> Option<String> {
    // Half a second is added, for 18:00 is kept as 17:59:59.9999.
    let number = number + 0.5 / 86_400.0;
    let date = day(number, is_from_1904)?;
    let seconds = (number.fract() * 86_400.0).floor() as u32;
    let tokens = tokens(code);
    let has_day = tokens
        .iter()
        .any(|token| matches!(token, Token::Run('d', 1 | 2)));
    if is_whole_day(&tokens) {
        let day = format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year());
        let has_time = tokens
            .iter()
            .any(|token| matches!(token, Token::Run('h', _)));
        return Some(match has_time {
            true => format!("{day} {:02}:{:02}", seconds / 3600, seconds / 60 % 60),
            false => day,
        });
    }
    let mut text = String::new();
    let mut is_after_hour = false;
    for (at, token) in tokens.iter().enumerate() {
        let Token::Run(letter, length) = token else {
            let Token::Words(words) = token else { continue };
            // `/` stands for whatever separates the parts of a date where the program is used.
            text.push_str(&words.replace('/', "."));
            continue;
        };
        let next_run =
            tokens
                .get(at + 1..)
                .unwrap_or_default()
                .iter()
                .find_map(|token| match token {
                    Token::Run(letter, _) => Some(*letter),
                    Token::Words(_) => None,
                });
        let is_minute = is_after_hour || next_run == Some('s');
        let two = |value: u32| match *length >= 2 {
            true => format!("{value:02}"),
            false => value.to_string(),
        };
        let part = match letter {
            'd' => in_days(date, *length),
            'm' if is_minute && *length <= 2 => two(seconds / 60 % 60),
            'm' => in_months(date, *length, has_day),
            'y' if *length <= 2 => format!("{:02}", date.year().rem_euclid(100)),
            'y' => format!("{:04}", date.year()),
            'h' => two(seconds / 3600),
            _ => two(seconds % 60),
        };
        is_after_hour = *letter == 'h';
        text.push_str(&part);
    }
    Some(text.trim().to_owned())
}

fn in_days(date: Date, length: usize) -> String {
    let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    match length {
        1 => date.day().to_string(),
        2 => format!("{:02}", date.day()),
        3 => SHORT_DAYS
            .get(weekday)
            .copied()
            .unwrap_or_default()
            .to_owned(),
        _ => DAYS.get(weekday).copied().unwrap_or_default().to_owned(),
    }
}

fn in_months(date: Date, length: usize, has_day: bool) -> String {
    let name = month_name(Language::Ru, date.month());
    match length {
        1 => date.month().to_string(),
        2 => format!("{:02}", date.month()),
        3 => name.chars().take(3).collect(),
        // «31 января», and «ноябрь 2022» where no day goes before it.
        _ if has_day => month_after_day(Language::Ru, date.month()).to_owned(),
        _ => name.to_owned(),
    }
}

/// Whether a code writes day, month and year in figures; any order and signs mean the same day.
fn is_whole_day(tokens: &[Token]) -> bool {
    let has = |wanted: char, least: usize, most: usize| {
        let is_meant = |token: &Token| match token {
            Token::Run(letter, length) => *letter == wanted && (least..=most).contains(length),
            Token::Words(_) => false,
        };
        tokens.iter().any(is_meant)
    };
    let is_plain = tokens.iter().all(|token| match token {
        Token::Run(..) => true,
        Token::Words(words) => !words.chars().any(char::is_alphabetic),
    });
    is_plain && has('d', 1, 2) && has('m', 1, 2) && has('y', 1, 4) && !has('d', 3, 9)
}

/// A piece of a code.
enum Token {
    /// A letter of the code and how often it stands.
    Run(char, usize),
    /// What is shown as written.
    Words(String),
}

fn tokens(code: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut is_quoted = false;
    // Half days are not written in Russian.
    let code = code
        .replace("AM/PM", "")
        .replace("am/pm", "")
        .replace("A/P", "");
    for character in code.chars() {
        if character == '"' {
            is_quoted = !is_quoted;
            continue;
        }
        let letter = character.to_ascii_lowercase();
        let is_code = !is_quoted && "dmyhs".contains(letter);
        match (tokens.last_mut(), is_code) {
            (Some(Token::Run(last, length)), true) if *last == letter => *length += 1,
            (_, true) => tokens.push(Token::Run(letter, 1)),
            (Some(Token::Words(words)), false) => words.push(character),
            (_, false) => tokens.push(Token::Words(character.to_string())),
        }
    }
    tokens
}

/// `2022-11-30` or `2022-11-30T09:00:00` as `30.11.2022`, with the time if it says one.
pub fn from_iso(text: &str) -> Option<String> {
    let (day, time) = text.trim().split_once('T').unwrap_or((text.trim(), ""));
    let day: Date = day.parse().ok()?;
    let shown = format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year());
    match time.get(..5) {
        None | Some("00:00") => Some(shown),
        Some(time) => Some(format!("{shown} {time}")),
    }
}
