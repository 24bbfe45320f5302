//! Unread words that could move the days of the terms beside them.

use super::super::reader::Reader;
use super::super::vocabulary as words;

/// What a number counts or when something begins, changes or ends. Beginnings of words.
const MOVING: &[&str] = &[
    "следующ",
    "последующ",
    "предыдущ",
    "прошл",
    "предшеств",
    "отчетн",
    "начиная",
    "заканчивая",
    "далее",
    "дальнейш",
    "затем",
    "потом",
    "впоследствии",
    "квартал",
    "кварт",
    "полугод",
    "декад",
    "недел",
    "месяц",
    "мес",
    "середин",
    "позднее",
    "позже",
    "ранее",
    "раньше",
];
/// A number after one of these is of an act or of what a report is about, not of the term.
const GOVERNING: &[&str] = &["за", "от", "п", "пункт", "пункта", "пункту", "ст"];
/// Words that want a term after them; what stands between is then a part of it: «до «__» марта 2022 г.».
const DANGLING: &[&str] = &["до", "к", "ко", "с", "со", "позднее", "позже"];

/// Whether these unread words could move a day.
pub fn moves(reader: Reader<'_>, first: usize, last: usize) -> bool {
    (first..=last).any(|at| {
        let is_governed = at > first && reader.is_any(at - 1, GOVERNING);
        let is_number =
            reader.number(at).is_some() || reader.word(at).and_then(words::roman).is_some();
        reader.begins_any(at, MOVING) || is_number && !is_governed && !is_in_date(reader, first, at)
    })
}

/// «от 15.03.2022»: the later numbers of a day are governed with its first.
fn is_in_date(reader: Reader<'_>, first: usize, at: usize) -> bool {
    let is_joined = |at: usize| {
        at >= first + 2 && reader.number(at - 2).is_some() && reader.is_tight(at - 2, at)
    };
    let mut begin = at;
    // A day has three numbers.
    for _ in 0..2 {
        begin -= if is_joined(begin) { 2 } else { 0 };
    }
    begin > first && reader.is_any(begin - 1, GOVERNING)
}

/// Whether these unread words end in one that wants a term.
pub fn dangles(reader: Reader<'_>, last: usize) -> bool {
    reader.is_any(last, DANGLING)
}
