//! Names of organizations in one form, so that «МБОУ «СОШ № 1»» and «Муниципальное бюджетное
//! общеобразовательное учреждение «Средняя общеобразовательная школа №1»» are one.

use rust_stemmers::{Algorithm, Stemmer};

use super::territories::Territories;

/// Abbreviations and what they stand for.
const ABBREVIATIONS: &[(&str, &str)] = &[
    (
        "мбоу",
        "муниципальное бюджетное общеобразовательное учреждение",
    ),
    (
        "маоу",
        "муниципальное автономное общеобразовательное учреждение",
    ),
    (
        "мкоу",
        "муниципальное казенное общеобразовательное учреждение",
    ),
    ("моу", "муниципальное общеобразовательное учреждение"),
    ("мао", "муниципальная автономная организация"),
    (
        "гбоу",
        "государственное бюджетное общеобразовательное учреждение",
    ),
    (
        "гаоу",
        "государственное автономное общеобразовательное учреждение",
    ),
    (
        "гкоу",
        "государственное казенное общеобразовательное учреждение",
    ),
    ("коу", "казенное общеобразовательное учреждение"),
    ("чоу", "частное общеобразовательное учреждение"),
    (
        "мбдоу",
        "муниципальное бюджетное дошкольное образовательное учреждение",
    ),
    (
        "мадоу",
        "муниципальное автономное дошкольное образовательное учреждение",
    ),
    (
        "мкдоу",
        "муниципальное казенное дошкольное образовательное учреждение",
    ),
    (
        "мдоу",
        "муниципальное дошкольное образовательное учреждение",
    ),
    ("доу", "дошкольное образовательное учреждение"),
    ("мбу", "муниципальное бюджетное учреждение"),
    ("мау", "муниципальное автономное учреждение"),
    ("мку", "муниципальное казенное учреждение"),
    ("гбу", "государственное бюджетное учреждение"),
    ("гау", "государственное автономное учреждение"),
    (
        "мбудо",
        "муниципальное бюджетное учреждение дополнительного образования",
    ),
    (
        "маудо",
        "муниципальное автономное учреждение дополнительного образования",
    ),
    ("ау", "автономное учреждение"),
    ("бу", "бюджетное учреждение"),
    ("дод", "дополнительного образования детей"),
    ("дпо", "дополнительного профессионального образования"),
    ("сош", "средняя общеобразовательная школа"),
    ("сш", "средняя школа"),
    ("оош", "основная общеобразовательная школа"),
    ("ош", "основная школа"),
    ("нош", "начальная общеобразовательная школа"),
    ("иро", "институт развития образования"),
    ("хмао", "ханты мансийский автономный округ"),
    ("г", "город"),
    ("гор", "город"),
    ("им", "имени"),
];

/// Words of the form of an organization: the same school is known without them. By stems.
const LEGAL: &[&str] = &[
    "муниципальн",
    "государствен",
    "областн",
    "краев",
    "бюджетн",
    "автономн",
    "казен",
    "казенн",
    "частн",
    "некоммерческ",
    "учрежден",
    "организац",
    "образовательн",
    "общеобразовательн",
    "дошкольн",
];

/// Words that alone tell no organization from another. By stems.
const COMMON: &[&str] = &[
    "средн",
    "основн",
    "начальн",
    "школ",
    "детск",
    "сад",
    "гимназ",
    "лиц",
    "лице",
];

/// A name in the forms in which it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// Every word, abbreviations spelt out, without signs, case and endings.
    pub full: String,
    /// The same without the form of the organization, its town and the person whose name it bears;
    /// nothing when what is left would fit many.
    pub core: Option<String>,
    /// The territory that the name mentions.
    pub territory: Option<String>,
}

/// Makes keys of names.
pub struct Namer {
    stemmer: Stemmer,
}

impl Namer {
    /// A maker of keys.
    pub fn new() -> Self {
        Self {
            stemmer: Stemmer::create(Algorithm::Russian),
        }
    }

    /// The stem of a word in small letters.
    pub fn stem(&self, word: &str) -> String {
        self.stemmer.stem(word).into_owned()
    }

    /// The key of a name.
    pub fn key(&self, name: &str, territories: &Territories) -> Key {
        let words = words(name);
        let (territory, place) = territories.mention(&words, self);
        let stems: Vec<String> = words.iter().map(|word| self.stem(word)).collect();
        let full = stems.join(" ");
        let is_local = |at: usize| place.as_ref().is_some_and(|place| place.contains(&at));
        let mut core: Vec<&str> = Vec::new();
        for (at, stem) in stems.iter().enumerate() {
            let has_number = core.iter().any(|word| is_number(word));
            // «СОШ № 3 имени …»: the number tells enough.
            if has_number && words.get(at).is_some_and(|word| word == "имени") {
                break;
            }
            if !is_local(at) && !LEGAL.contains(&stem.as_str()) {
                core.push(stem);
            }
        }
        let has_number = core.iter().any(|word| is_number(word));
        let common = |word: &str| COMMON.contains(&word) || is_number(word);
        let says_what = core.iter().any(|word| !is_number(word));
        let is_own = says_what && (has_number || !core.iter().all(|word| common(word)));
        Key {
            full,
            core: is_own.then(|| core.join(" ")),
            territory,
        }
    }
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// The words of a name in small letters, abbreviations spelt out; numbers without their sign.
pub fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in plain(name) {
        let after_form = words.last().is_some_and(|last| last == "учреждение");
        let spelt = match word.as_str() {
            "до" if after_form => Some("дополнительного образования"),
            _ => ABBREVIATIONS
                .iter()
                .find(|(short, _)| *short == word)
                .map(|(_, full)| *full),
        };
        match spelt {
            Some(full) => words.extend(full.split(' ').map(str::to_owned)),
            None => words.push(word),
        }
    }
    words
}

/// Words in small letters as written; letters and digits part: «№1», «N 1» and «СОШ1» end in `1`.
pub fn plain(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before: Option<bool> = None;
    for character in text.chars() {
        if !character.is_alphanumeric() {
            before = None;
            continue;
        }
        let is_digit = character.is_ascii_digit();
        if before != Some(is_digit) {
            words.push(String::new());
        }
        before = Some(is_digit);
        if let Some(word) = words.last_mut() {
            word.extend(
                character
                    .to_lowercase()
                    .map(|c| if c == 'ё' { 'е' } else { c }),
            );
        }
    }
    let mut kept: Vec<String> = Vec::new();
    for word in words {
        let is_sign = |sign: &String| matches!(sign.as_str(), "n" | "no" | "номер");
        if is_number(&word) && kept.last().is_some_and(is_sign) {
            kept.pop();
        }
        kept.push(word);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        Namer::new().key(name, &Territories::default())
    }

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for (one, other) in [
            (
                "МБОУ «СОШ № 1»",
                "Муниципальное бюджетное общеобразовательное учреждение \"Средняя общеобразовательная школа №1\"",
            ),
            ("СОШ N 5", "сош №5"),
            ("Лицей имени Королёва", "ЛИЦЕЙ им. Королева"),
            (
                "МБУ ДО «Радуга»",
                "Муниципальное бюджетное учреждение дополнительного образования «Радуга»",
            ),
        ] {
            assert_eq!(key(one).full, key(other).full, "{one}");
        }
        assert_ne!(key("СОШ № 1").full, key("СОШ № 11").full);
    }

    #[test]
    fn the_form_of_an_organization_does_not_tell_it_from_itself() {
        for (one, other) in [
            ("МБОУ СОШ № 3", "МАОУ «СОШ №3 имени И.И.Рынского»"),
            ("Локосовская СОШ", "МБОУ «Локосовская СОШ»"),
        ] {
            assert!(key(one).core.is_some(), "{one}");
            assert_eq!(key(one).core, key(other).core, "{one}");
        }
        assert_ne!(
            key("МБОУ СОШ № 1").core,
            key("МБДОУ «Детский сад № 1»").core
        );
        for name in ["МБОУ", "МБОУ № 1", "Средняя общеобразовательная школа"]
        {
            assert_eq!(key(name).core, None, "{name}");
        }
    }
}
