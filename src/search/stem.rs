//! Forms of a word under one stem: Snowball (M. F. Porter), Russian for Cyrillic and English for Latin.
//!
//! Snowball only takes letters off, so a vowel that comes and goes («оценка», «оценок») gives two stems.
//! A step after it, [`settled`] and [`IRREGULAR`], makes them one. `js/search/stem.js` does the same; it
//! is held to the vocabulary that comes with the Rust version of Snowball, and both to
//! `tests/search/stems.json`.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

/// The stemmers of both languages.
pub struct Stems {
    russian: Stemmer,
    english: Stemmer,
}

impl Default for Stems {
    fn default() -> Self {
        Self {
            russian: Stemmer::create(Algorithm::Russian),
            english: Stemmer::create(Algorithm::English),
        }
    }
}

impl Stems {
    /// The stem of a form; codes and words of other alphabets are their own.
    pub fn of<'f>(&self, form: &'f str) -> Cow<'f, str> {
        if form.contains(|c: char| c.is_ascii_digit()) {
            Cow::Borrowed(form)
        } else if form.contains(|c: char| matches!(c, '\u{400}'..='\u{52f}')) {
            match irregular(form) {
                Some(stem) => Cow::Borrowed(stem),
                None => settled(self.russian.stem(form)),
            }
        } else if form
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        {
            self.english.stem(form)
        } else {
            Cow::Borrowed(form)
        }
    }
}

/// Consonants before which a fleeting vowel may stand.
const CONSONANTS: &str = "бвгджзклмнпрстфхцчшщ";
/// A shorter stem keeps its vowel.
const LEAST_SETTLED: usize = 4;

/// A Russian stem without the fleeting vowel of its end: «оценок» → «оценк», «конец» → «конц». Stems
/// whose vowel always stays («урок») lose it as well, and in all of their forms.
fn settled(stem: Cow<str>) -> Cow<str> {
    let mut back = stem.char_indices().rev();
    let end = (back.next(), back.next(), back.next());
    let (Some((last, 'к' | 'ц')), Some((vowel, 'о' | 'е')), Some((_, before))) = end else {
        return stem;
    };
    if !CONSONANTS.contains(before) || stem.chars().count() < LEAST_SETTLED {
        return stem;
    }
    Cow::Owned(format!("{}{}", &stem[..vowel], &stem[last..]))
}

/// The stem of a form that no rule leads to.
fn irregular(form: &str) -> Option<&'static str> {
    let known = IRREGULAR.binary_search_by(|(known, _)| (*known).cmp(form));
    known.ok().and_then(|at| IRREGULAR.get(at)).map(|row| row.1)
}

/// Forms of frequent nouns with the stem of their other forms, sorted.
pub const IRREGULAR: &[(&str, &str)] = &[
    ("башен", "башн"),
    ("боец", "бойц"),
    ("весен", "весн"),
    ("ветер", "ветр"),
    ("владелец", "владельц"),
    ("двоек", "двойк"),
    ("денег", "деньг"),
    ("день", "дн"),
    ("деревень", "деревн"),
    ("детьми", "дет"),
    ("дне", "дн"),
    ("дней", "дн"),
    ("днем", "дн"),
    ("дни", "дн"),
    ("дню", "дн"),
    ("дня", "дн"),
    ("дням", "дн"),
    ("днями", "дн"),
    ("днях", "дн"),
    ("доброволец", "добровольц"),
    ("должен", "должн"),
    ("земель", "земл"),
    ("зерен", "зерн"),
    ("камень", "камн"),
    ("капель", "капл"),
    ("копеек", "копейк"),
    ("корень", "корн"),
    ("кресел", "кресл"),
    ("кухонь", "кухн"),
    ("линеек", "линейк"),
    ("людьми", "люд"),
    ("наклеек", "наклейк"),
    ("настроек", "настройк"),
    ("огонь", "огн"),
    ("окон", "окн"),
    ("палец", "пальц"),
    ("парень", "парн"),
    ("перечень", "перечн"),
    ("песен", "песн"),
    ("писем", "письм"),
    ("построек", "постройк"),
    ("сестер", "сестр"),
    ("скамеек", "скамейк"),
    ("сотен", "сотн"),
    ("спален", "спальн"),
    ("стекол", "стекл"),
    ("строек", "стройк"),
    ("судеб", "судьб"),
    ("троек", "тройк"),
    ("угол", "угл"),
    ("узел", "узл"),
    ("уровень", "уровн"),
    ("чисел", "числ"),
    ("ядер", "ядр"),
    ("ячеек", "ячейк"),
];

/// Words that stand in nearly every text and tell nothing, in their normalised form.
const STOP: &[&str] = &[
    "a",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "by",
    "for",
    "from",
    "in",
    "is",
    "it",
    "of",
    "on",
    "or",
    "the",
    "to",
    "with",
    "а",
    "без",
    "бы",
    "в",
    "во",
    "для",
    "до",
    "же",
    "за",
    "и",
    "из",
    "или",
    "к",
    "как",
    "ко",
    "ли",
    "на",
    "над",
    "не",
    "но",
    "о",
    "об",
    "от",
    "по",
    "под",
    "при",
    "про",
    "с",
    "со",
    "то",
    "у",
    "что",
    "чтобы",
    "это",
];

/// The words that are not indexed, sorted.
pub fn stop_words() -> &'static [&'static str] {
    STOP
}

/// Whether a form is not indexed.
pub fn is_stop(form: &str) -> bool {
    STOP.binary_search(&form).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{Stems, is_stop, stop_words};

    #[test]
    fn stop_words_are_sorted_so_that_they_are_found() {
        assert!(stop_words().is_sorted());
        assert!(is_stop("чтобы") && !is_stop("школа"));
    }

    #[test]
    fn each_alphabet_has_its_stemmer_and_codes_have_none() {
        let stems = Stems::default();
        for (form, stem) in [
            ("школами", "школ"),
            ("онлайн-курсов", "онлайн-курс"),
            ("cities", "citi"),
            ("54-о", "54-о"),
            ("5а", "5а"),
            ("straße", "straße"),
        ] {
            assert_eq!(stems.of(form), stem);
        }
    }
}
