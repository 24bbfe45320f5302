//! The words of «сроки» that the grammar knows. All are in the form of [`super::words`]: lower case, е for ё.

use crate::portal::plan::Every;

/// Months by the beginnings of their names, with the endings of the cases and the usual short forms.
const MONTHS: [(&str, &[&str]); 12] = [
    ("январ", &SOFT),
    ("феврал", &SOFT),
    ("март", &["", "а", "е", "у", "ом"]),
    ("апрел", &SOFT),
    ("ма", &["й", "я", "е", "ю", "ем"]),
    ("июн", &SOFT),
    ("июл", &SOFT),
    ("август", &["", "а", "е", "у", "ом"]),
    ("сентябр", &SOFT),
    ("октябр", &SOFT),
    ("ноябр", &SOFT),
    ("декабр", &SOFT),
];
const SOFT: [&str; 5] = ["ь", "я", "е", "ю", "ем"];
const SHORT_MONTHS: [(&str, i8); 14] = [
    ("янв", 1),
    ("фев", 2),
    ("февр", 2),
    ("мар", 3),
    ("апр", 4),
    ("июн", 6),
    ("июл", 7),
    ("авг", 8),
    ("сен", 9),
    ("сент", 9),
    ("окт", 10),
    ("ноя", 11),
    ("нояб", 11),
    ("дек", 12),
];

/// The month that a word names, in any case.
pub fn month(word: &str) -> Option<i8> {
    let full = (1..).zip(MONTHS).find(|(_, (stem, endings))| {
        word.strip_prefix(stem)
            .is_some_and(|end| endings.contains(&end))
    });
    full.map(|(month, _)| month).or_else(|| {
        SHORT_MONTHS
            .iter()
            .find(|(short, _)| *short == word)
            .map(|(_, month)| *month)
    })
}

/// «г.», «год» in any case and number.
pub const YEAR: &[&str] = &[
    "г",
    "гг",
    "год",
    "года",
    "году",
    "годом",
    "годы",
    "годов",
    "годах",
    "годам",
];
/// More than one year: «2022-2024 гг.» cannot be «from 2022 to 2024».
pub const YEARS: &[&str] = &["гг", "годы", "годов", "годах", "годам"];
/// «учебный» in any case, with its short form.
pub const SCHOOL: &[&str] = &[
    "уч",
    "учебн",
    "учебный",
    "учебного",
    "учебном",
    "учебному",
    "учебным",
    "учебные",
    "учебных",
];
/// The year that is now.
pub const THIS: &[&str] = &[
    "текущий",
    "текущего",
    "текущем",
    "календарный",
    "календарного",
    "календарном",
];
/// «каждый» in any case.
pub const EACH: &[&str] = &["каждый", "каждого", "каждом", "каждое", "каждому", "кажд"];

/// Endings of an ordinal written with digits: «1-й», «5-го».
pub const ORDINAL_ENDINGS: &[&str] = &[
    "й", "ый", "ой", "ий", "го", "ого", "м", "ом", "ем", "му", "ому", "е", "ое", "я", "ая", "ю",
    "х", "ти",
];
const ORDINALS: [(&str, u32); 4] = [("перв", 1), ("втор", 2), ("трет", 3), ("четверт", 4)];

/// «первый», «второго»: an ordinal written as a word.
pub fn ordinal(word: &str) -> Option<u32> {
    const ENDINGS: [&str; 17] = [
        "ый", "ой", "ий", "ого", "ого", "ом", "ому", "ое", "ая", "ьей", "ьего", "ьем", "ье", "ья",
        "ьему", "ую", "ым",
    ];
    ORDINALS.iter().find_map(|(stem, number)| {
        ENDINGS
            .contains(&word.strip_prefix(stem)?)
            .then_some(*number)
    })
}

/// A Roman numeral up to IV, also in Cyrillic letters, figures and as recognition mistakes it: «ІІ», «1V», «Ш».
/// Asked only before «квартал», «полугодие» and «декада».
pub fn roman(word: &str) -> Option<u32> {
    let mut plain = String::with_capacity(4);
    for character in word.chars().take(5) {
        plain.push_str(match character {
            'i' | 'l' | '1' | '\u{456}' | '\u{4cf}' => "i",
            'v' | 'у' => "v",
            'п' => "ii",
            'ш' => "iii",
            _ => return None,
        });
    }
    let numbers = ["i", "ii", "iii", "iv"];
    (1..)
        .zip(numbers)
        .find_map(|(number, roman)| (roman == plain).then_some(number))
}

const COUNTS: [(&str, u32); 14] = [
    ("один", 1),
    ("одного", 1),
    ("одна", 1),
    ("одной", 1),
    ("два", 2),
    ("две", 2),
    ("двух", 2),
    ("три", 3),
    ("трех", 3),
    ("четыре", 4),
    ("четырех", 4),
    ("пять", 5),
    ("пяти", 5),
    ("шесть", 6),
];

/// A count written as a word.
pub fn count(word: &str) -> Option<u32> {
    COUNTS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, count)| *count)
}

/// Frequencies that are one word.
pub const FREQUENCIES: [(&str, Every); 8] = [
    ("ежемесячно", Every::Month),
    ("помесячно", Every::Month),
    ("ежеквартально", Every::Quarter),
    ("поквартально", Every::Quarter),
    ("ежегодно", Every::Year),
    ("ежегодный", Every::Year),
    ("ежегодная", Every::Year),
    ("ежегодное", Every::Year),
];

/// Units that «раз в …» and «каждый …» name.
pub const UNITS: [(&str, Every); 15] = [
    ("месяц", Every::Month),
    ("месяца", Every::Month),
    ("мес", Every::Month),
    ("квартал", Every::Quarter),
    ("квартала", Every::Quarter),
    ("кварт", Every::Quarter),
    ("кв", Every::Quarter),
    ("полугодие", Every::HalfYear),
    ("полугодия", Every::HalfYear),
    ("полгода", Every::HalfYear),
    ("год", Every::Year),
    ("года", Every::Year),
    ("году", Every::Year),
    ("г", Every::Year),
    ("годом", Every::Year),
];

/// Units of a delay: «не позднее 10 рабочих дней после …».
pub const DELAYS: &[&str] = &[
    "дня",
    "дней",
    "день",
    "дн",
    "недели",
    "недель",
    "неделю",
    "неделя",
    "месяц",
    "месяца",
    "месяцев",
    "мес",
    "суток",
    "сутки",
    "часа",
    "часов",
];
/// What kind of days a delay counts.
pub const DELAY_KINDS: &[&str] = &[
    "рабочего",
    "рабочих",
    "рабочие",
    "календарного",
    "календарных",
    "календарные",
    "учебных",
    "учебного",
    "банковских",
    "одного",
];
/// What a delay runs from.
pub const EVENTS: &[&[&str]] = &[
    &["после"],
    &["со", "дня"],
    &["с", "момента"],
    &["с", "даты"],
    &["от", "даты"],
    &["по", "итогам"],
    &["по", "результатам"],
    &["по", "окончании"],
    &["по", "окончанию"],
    &["по", "завершении"],
    &["по", "завершению"],
    &["по", "истечении"],
    &["до", "начала"],
    &["до", "проведения"],
    &["до", "дня"],
    &["до", "окончания"],
    &["до", "завершения"],
    &["до"],
];
/// Beginnings of a term that hangs on an event. What is named next may be a time («по итогам I
/// квартала»), except after «после»: «после 1 сентября» is a day, not an event.
pub const AFTER: &[&[&str]] = &[
    &["после"],
    &["по", "итогам"],
    &["по", "результатам"],
    &["по", "окончании"],
    &["по", "окончанию"],
    &["по", "завершении"],
    &["по", "завершению"],
    &["по", "истечении"],
    &["со", "дня"],
    &["с", "момента"],
];

/// Terms without bounds of their own.
pub const CONTINUOUS: &[&[&str]] = &[
    &["постоянно"],
    &["на", "постоянной", "основе"],
    &["в", "постоянном", "режиме"],
    &["непрерывно"],
    &["круглогодично"],
];
/// «Весь период» and its like; the words of [`OF_PERIOD`] may follow.
pub const PERIODS: &[&str] = &["период", "периода", "срок", "срока", "времени", "время"];
/// What the period is said to be of.
pub const OF_PERIOD: &[&str] = &[
    "реализации",
    "действия",
    "исполнения",
    "выполнения",
    "настоящего",
    "плана",
    "программы",
    "проекта",
    "дорожной",
    "карты",
    "мероприятий",
    "мероприятия",
];

/// Introductions of a schedule that is followed; the first word may be lost («ежегодно соответствии с планом»).
pub const FOLLOWING: &[&[&str]] = &[
    &["в", "соответствии", "с"],
    &["в", "соответствии", "со"],
    &["соответствии", "с"],
    &["соответствии", "со"],
    &["согласно"],
    &["по"],
];
/// What a schedule does to the days of «в сроки, установленные графиком». Beginnings of words.
pub const SET: &[&str] = &["установленн", "определенн", "предусмотренн", "утвержденн"];
/// What is said of a schedule before the day of its act. Beginnings of words.
pub const APPROVED: &[&str] = &["утв", "согласован", "принят"];
/// «план» and «график» in any case and number.
pub const SCHEDULES: &[&str] = &[
    "план",
    "плана",
    "плану",
    "планом",
    "плане",
    "планам",
    "планами",
    "планов",
    "планы",
    "график",
    "графика",
    "графику",
    "графиком",
    "графике",
    "графикам",
    "графиками",
    "графиков",
    "графики",
];
/// A schedule of the measure's own. Beginnings of words.
pub const OWN: &[&str] = &["отдельн", "индивидуальн", "собственн"];

/// Words that turn the term that follows them into something else: the reporting period of «отчет за
/// 2021 год», the date of an act, a bound from below, a vague part of a month.
pub const TURN_NEXT: &[&str] = &[
    "от",
    "за",
    "ранее",
    "раньше",
    "после",
    "начало",
    "начале",
    "начала",
    "началу",
    "середина",
    "середине",
    "середины",
    "конец",
    "конце",
    "конца",
    "концу",
    "половина",
    "половине",
    "половины",
    "неделя",
    "неделе",
    "недели",
    "менее",
    "более",
    "чем",
    "день",
    "дни",
    "дней",
    "числа",
    "числах",
    "понедельник",
    "вторник",
    "среда",
    "среду",
    "четверг",
    "пятница",
    "пятницу",
    "суббота",
    "субботу",
    "воскресенье",
];
/// Words that move the term before them: «до 15 января следующего года».
pub const TURN_LAST: &[&str] = &[
    "следующего",
    "следующем",
    "последующего",
    "предыдущего",
    "прошлого",
    "прошедшего",
    "отчетного",
    "истекшего",
];
/// Words after which everything is an exception.
pub const EXCEPT: &[&str] = &["кроме", "исключая", "исключением"];

/// Words that may stand around a term and say nothing more.
pub const SILENT: &[&str] = &[
    "и",
    "а",
    "также",
    "в",
    "во",
    "на",
    "г",
    "гг",
    "год",
    "года",
    "году",
    "годы",
    "годов",
    "годах",
    "срок",
    "сроки",
    "срока",
    "сроком",
    "дата",
    "исполнения",
    "выполнения",
    "период",
    "месяц",
    "месяца",
    "месяцы",
];
/// Words between which only one term is meant.
pub const OR: &[&str] = &["или", "либо"];

/// What is to be handed in, said before its term: «Подготовка отчетов ежегодно». Beginnings of words.
pub const HANDING_IN: &[&str] = &[
    "подготовк",
    "представлен",
    "предоставлен",
    "направлен",
    "составлен",
    "сдач",
];
/// What is handed in. Beginnings of words.
pub const HANDED_IN: &[&str] = &["отчет", "информаци", "сведени", "справк", "аналитическ"];
