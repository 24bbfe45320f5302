//! Dates in words.

use jiff::civil::Date;

use super::Language;

const MONTHS_RU: [(&str, &str); 12] = [
    ("январь", "января"),
    ("февраль", "февраля"),
    ("март", "марта"),
    ("апрель", "апреля"),
    ("май", "мая"),
    ("июнь", "июня"),
    ("июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("декабрь", "декабря"),
];

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// No-break space: a day does not part from its month, nor «г.» from its year.
const NBSP: char = '\u{a0}';

/// «28 января 2022 г.», “28 January 2022”.
pub fn date_words(language: Language, date: Date) -> String {
    format!(
        "{} {}",
        day_and_month(language, date),
        year_words(language, date.year())
    )
}

/// «28.01.2022», “28/01/2022”: where a line of words would be too long.
pub fn date_digits(language: Language, date: Date) -> String {
    let separator = match language {
        Language::Ru => '.',
        Language::En => '/',
    };
    format!(
        "{:02}{separator}{:02}{separator}{:04}",
        date.day(),
        date.month(),
        date.year()
    )
}

/// «28 января», “28 January”.
pub fn day_and_month(language: Language, date: Date) -> String {
    let month = month_after_day(language, date.month());
    format!("{}{NBSP}{month}", date.day())
}

/// «октября», “October”: the name of a month from 1 to 12 as it stands after a day.
pub fn month_after_day(language: Language, month: i8) -> &'static str {
    match language {
        Language::Ru => MONTHS_RU[place(month)].1,
        Language::En => MONTHS_EN[place(month)],
    }
}

/// «октябрь», “October”: the name of a month from 1 to 12.
pub fn month_name(language: Language, month: i8) -> &'static str {
    match language {
        Language::Ru => MONTHS_RU[place(month)].0,
        Language::En => MONTHS_EN[place(month)],
    }
}

fn place(month: i8) -> usize {
    usize::from(month.clamp(1, 12).unsigned_abs()) - 1
}

/// «октябрь 2022», “October 2022”.
pub fn month_words(language: Language, year: i16, month: i8) -> String {
    format!("{} {year}", month_name(language, month))
}

/// «15–17 марта 2022 г.», «28 марта – 2 апреля 2022 г.», «30 декабря 2022 г. – 9 января 2023 г.»
pub fn date_range_words(language: Language, start: Date, end: Date) -> String {
    let last = date_words(language, end);
    if start == end {
        last
    } else if (start.year(), start.month()) == (end.year(), end.month()) {
        format!("{}–{last}", start.day())
    } else if start.year() == end.year() {
        format!("{}{NBSP}– {last}", day_and_month(language, start))
    } else {
        format!("{}{NBSP}– {last}", date_words(language, start))
    }
}

fn year_words(language: Language, year: i16) -> String {
    match language {
        Language::Ru => format!("{year}{NBSP}г."),
        Language::En => year.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn plain(text: String) -> String {
        text.replace(NBSP, " ")
    }

    #[test]
    fn dates_are_written_in_words() {
        assert_eq!(
            plain(date_words(Language::Ru, date(2022, 1, 28))),
            "28 января 2022 г."
        );
        assert_eq!(
            plain(date_words(Language::En, date(2022, 1, 28))),
            "28 January 2022"
        );
        assert_eq!(month_words(Language::Ru, 2022, 10), "октябрь 2022");
        assert_eq!(month_words(Language::En, 2022, 10), "October 2022");
    }

    #[test]
    fn a_range_names_what_its_ends_share_once() {
        let words = |start, end| plain(date_range_words(Language::Ru, start, end));
        assert_eq!(
            words(date(2022, 3, 15), date(2022, 3, 17)),
            "15–17 марта 2022 г."
        );
        assert_eq!(
            words(date(2022, 3, 28), date(2022, 4, 2)),
            "28 марта – 2 апреля 2022 г."
        );
        assert_eq!(
            words(date(2022, 12, 30), date(2023, 1, 9)),
            "30 декабря 2022 г. – 9 января 2023 г."
        );
        assert_eq!(
            words(date(2022, 3, 15), date(2022, 3, 15)),
            "15 марта 2022 г."
        );
    }
}
