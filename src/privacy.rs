//! Persons in documents: names and telephones that a published act leaves out.
//!
//! The rules are those of `privacy` in the content contract: «Фамилия И. О.», «И. О. Фамилия»,
//! three words that end in a patronymic, and telephone numbers become «[…]»; names that belong to
//! organizations and names after «имени» stay.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// What stands in the place of a name or telephone.
pub const MASKED: &str = "[…]";

const INITIALS: &str = r"\p{Lu}\.[\s\u{a0}]?\p{Lu}\.";
/// A surname as usually written, or in capitals; either may be a double one.
const SURNAME: &str = r"(?:\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?|\p{Lu}{2,}(?:-\p{Lu}{2,})?)";
/// Between the parts of a name: spaces and at most one end of a line, never of a paragraph.
const GAP: &str = r"[ \t\u{a0}]*(?:\r?\n[ \t]*)?";
/// Words in capitals of so many letters are rather abbreviations of an organization than surnames.
const ABBREVIATION: usize = 4;

/// Initials with the words on both sides that may be the surname.
/// The patterns cannot fail to compile; a typo in one fails every test that masks.
static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:\b(?<before>{SURNAME}){GAP})?(?<initials>{INITIALS})(?:{GAP}(?<after>{SURNAME})\b)?"
    ))
    .ok()
});

/// Words that begin with a capital letter before initials and are no surnames: «Директор
/// Департамента А.А. Петров».
static OFFICE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const STEMS: &str = "директор|начальник|заместител|глав|председател|руководител|специалист|методист|министр|ректор\
        |губернатор|секретар|департамент|управлени|отдел|комитет|министерств|правительств|администраци|служб|учреждени\
        |институт|центр|школ|гимнази|лице|округ|югр|област|город|район";
    Regex::new(&format!(
        "(?i)^(?:{STEMS})(?:а|у|ом|е|ы|и|й|я|ю|ем|ей|ой|ью|ь|о)?$"
    ))
    .ok()
});

/// Patronymics: `-вич` and `-вна`, the old `-ич` and `-ична`, the same in capitals.
const PATRONYMIC: &str = concat!(
    r"(?:\p{Lu}\p{Ll}*(?:(?:вич|[ткм]ич|льич)(?:а|у|ем|ом|е)?|(?:вн|ичн)(?:а|ы|е|у|ой))",
    r"|\p{Lu}+(?:(?:[ОЕ]ВИЧ|[ТКМ]ИЧ|ЛЬИЧ)(?:А|У|ЕМ|ОМ|Е)?|(?:[ОЕ]ВН|ИЧН)(?:А|Ы|Е|У|ОЙ)))"
);
/// «Гасан оглы», «Гасан кызы»: the father's name and whose child it is.
const CHILD: &str = r"[\s\u{a0}-]+(?i:оглы|оглу|оголы|кызы|кизи|гызы|улы|уулу)";

/// Names in full, and telephones.
static OTHERS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    const EXTENSION: &str = r"(?:[\s\u{a0}]*\(\d{1,5}\))?";
    // Between the digits of a number: a space or a hyphen of any width.
    let digits = |count: usize| format!(r"(?:[\s\u{{a0}}\-–]?\d){{{count}}}\b");
    let dashed = r"[\s\u{a0}]*\d{1,3}[\-–]\d{2}[\-–]\d{2}\b";
    // Codes of three, four and five digits leave seven, six and five for the number.
    let long = [(3, 7), (4, 6), (5, 5)].map(|(code, rest)| {
        let code = format!(r"(?:\(\d{{{code}}}\)|[\s\u{{a0}}\-–]\d{{{code}}}[\s\u{{a0}}\-–])");
        let own = digits(rest);
        format!(r"(?:\+|\b)[78][\s\u{{a0}}\-–]*{code}{own}{EXTENSION}")
    });
    let names = [
        format!(r"{SURNAME}[\s\u{{a0}}]+{SURNAME}[\s\u{{a0}}]+{PATRONYMIC}\b"),
        format!(r"{SURNAME}[\s\u{{a0}}]+{SURNAME}[\s\u{{a0}}]+{SURNAME}{CHILD}\b"),
    ];
    let numbers = [
        r"(?i)\bтел(?:\.|ефон)?:?[\s\u{a0}]*\+?[\d(][\d\s\u{a0}()\-–]{3,}\d".to_owned(),
        format!(
            r"\+?[78][\s\u{{a0}}(\-]*\d{{3}}[\s\u{{a0}})\-]*\d{{3}}[\s\u{{a0}}\-]*\d{{2}}[\s\u{{a0}}\-]*\d{{2}}\b{EXTENSION}"
        ),
        format!(r"\(\d{{3,5}}\){dashed}{EXTENSION}"),
        r"\b\d{10,11}\b".to_owned(),
    ];
    names
        .iter()
        .chain(&long)
        .chain(&numbers)
        .filter_map(|pattern| Regex::new(pattern).ok())
        .collect()
});

/// Names that stay although they look like a person's: those in names of organizations.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    kept: Vec<String>,
}

impl Mask {
    /// Takes every name and spelling of the organizations.
    pub fn new<'a>(organization_names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut kept: Vec<String> = Vec::new();
        for name in organization_names.into_iter().filter(|name| may_hold(name)) {
            kept.extend(
                initialled(name)
                    .into_iter()
                    .map(|found| squeeze(&name[found])),
            );
            kept.extend(
                OTHERS
                    .iter()
                    .flat_map(|pattern| pattern.find_iter(name))
                    .map(|found| squeeze(found.as_str())),
            );
        }
        kept.sort();
        kept.dedup();
        Self { kept }
    }

    /// The text without persons' names and telephones.
    pub fn apply(&self, text: &str) -> String {
        let (mut out, mut from) = (String::with_capacity(text.len()), 0);
        for found in self.ranges(text) {
            out.push_str(&text[from..found.start]);
            out.push_str(MASKED);
            from = found.end;
        }
        out.push_str(&text[from..]);
        out
    }

    /// Where the text names persons or telephones that are to be left out: in order, each apart.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let others = OTHERS
            .iter()
            .flat_map(|pattern| pattern.find_iter(text))
            .map(|found| found.range());
        let mut found: Vec<Range<usize>> = initialled(text)
            .into_iter()
            .chain(others)
            .filter(|range| !self.stays(text, range))
            .collect();
        found.sort_by_key(|range| (range.start, range.end));
        let mut apart: Vec<Range<usize>> = Vec::with_capacity(found.len());
        for range in found {
            match apart.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => apart.push(range),
            }
        }
        apart
    }

    /// Whether a name belongs to an organization or to what is named after a person.
    fn stays(&self, text: &str, range: &Range<usize>) -> bool {
        let before = text[..range.start].trim_end();
        ["имени", "им."].iter().any(|word| before.ends_with(word))
            || self.kept.contains(&squeeze(&text[range.clone()]))
    }
}

/// Whether a text may hold what is masked at all: initials have a stop, telephones many digits, names in
/// full one of the endings. Most names of organizations have none of it, and making the patterns costs
/// more than reading hundreds of them.
fn may_hold(text: &str) -> bool {
    const ENDINGS: [&str; 9] = ["ич", "вн", "ичн", "огл", "огол", "кыз", "киз", "гыз", "ул"];
    text.contains('.') || text.bytes().filter(u8::is_ascii_digit).count() > 3 || {
        let lower = text.to_lowercase();
        ENDINGS.iter().any(|ending| lower.contains(ending))
    }
}

/// Where names with initials stand. Between two words that may be surnames the initials belong to
/// the first, unless that is an office: one of them must go, and the other must not stay.
fn initialled(text: &str) -> Vec<Range<usize>> {
    let Some(name) = &*NAME else {
        return Vec::new();
    };
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(parts) = name.captures_at(text, from) {
        let Some(initials) = parts.name("initials") else {
            break;
        };
        let range = match (parts.name("before"), parts.name("after")) {
            (Some(before), Some(after)) if is_office(before.as_str()) => {
                initials.start()..after.end()
            }
            // In capitals nothing tells a surname from a heading: neither word stays.
            (Some(before), Some(after))
                if is_capital(before.as_str())
                    && is_capital(after.as_str())
                    && !has_initials(&text[after.end()..]) =>
            {
                before.start()..after.end()
            }
            (Some(before), _) => before.start()..initials.end(),
            (None, Some(after)) => initials.start()..after.end(),
            (None, None) => {
                from = initials.end();
                continue;
            }
        };
        from = range.end;
        found.push(range);
    }
    found
}

fn is_office(word: &str) -> bool {
    let short = is_capital(word) && word.chars().count() <= ABBREVIATION;
    short || OFFICE.as_ref().is_some_and(|office| office.is_match(word))
}

fn is_capital(word: &str) -> bool {
    word.chars().nth(1).is_some_and(char::is_uppercase)
}

fn has_initials(rest: &str) -> bool {
    let name = NAME.as_ref().and_then(|name| name.captures(rest));
    name.and_then(|parts| parts.name("initials"))
        .is_some_and(|initials| rest[..initials.start()].trim().is_empty())
}

fn squeeze(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{a0}')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_telephones_become_marks() {
        let mask = Mask::new(["МАОУ «СОШ №3 имени И.И.Рынского»"]);
        for (text, masked) in [
            (
                "директора Департамента Святченко И.В.",
                "директора Департамента […]",
            ),
            ("А.А. Дренин", "[…]"),
            ("«СОШ №1» А.В.Петряеву, О.А.Ильиной", "«СОШ №1» […], […]"),
            ("Шавердина Ольга Евгеньевна", "[…]"),
            ("83464396658 (507)", "[…]"),
            ("тел. 5-66-58", "[…]"),
            (
                "от 28.01.2022 № 10-П-86 на 2022-2024 годы",
                "от 28.01.2022 № 10-П-86 на 2022-2024 годы",
            ),
            ("школа №3 имени И.И.Рынского", "школа №3 имени И.И.Рынского"),
            ("школа И.И.Рынского", "школа И.И.Рынского"),
            ("Школа И.И.Рынского", "Школа И.И.Рынского"),
            (
                "Директор\\\nДепартамента\n\nА.А. Дренин",
                "Директор\\\nДепартамента\n\n[…]",
            ),
            (
                "Директор Департамента А.А. Дренин",
                "Директор Департамента […]",
            ),
            (
                "Директор Департамента\nА.А. Дренин",
                "Директор Департамента\n[…]",
            ),
            (
                "на заместителя Святченко\nИ.В. Контроль за мной",
                "на заместителя […] Контроль за мной",
            ),
            ("Петров А.Б. Иванов В.Г.", "[…] […]"),
            ("Директоров А.Б. Городецкий В.Г. Школин Д.Е.", "[…] […] […]"),
            ("Директор А.Б.", "[…]"),
            ("Павлов Пётр Кузьмич", "[…]"),
            ("Ленину Владимиру Ильичу", "[…]"),
            ("Лукина Анна Никитична", "[…]"),
            ("Магомедов Али Гасан оглы", "[…]"),
            ("Алиева Лейла Гасан-кызы", "[…]"),
            ("ИВАНОВ И.И.", "[…]"),
            ("ИВАНОВУ ИВАНУ ИВАНОВИЧУ", "[…]"),
            ("МБОУ И.И. Петров", "МБОУ […]"),
            ("ИВАНОВ И.И. Контроль за мной", "[…] Контроль за мной"),
            ("ИВАНОВ И.И. ПЕТРОВ А.А.", "[…] […]"),
            ("ПОРУЧИТЬ А.А. ПЕТРОВУ", "[…]"),
            ("ДИРЕКТОР А.А. ПЕТРОВ", "ДИРЕКТОР […]"),
            ("8 (3462) 11-22-33", "[…]"),
            ("8 (34643) 9-66-58, доб. 5", "[…], доб. 5"),
            ("+7 (3462) 112233", "[…]"),
            ("8(34643)96658 (507)", "[…]"),
            ("8-3462-11-22-33", "[…]"),
            ("(3462) 11-22-33", "[…]"),
            ("8 (3462) 112", "8 (3462) 112"),
            ("с 8 по 12.2022, 2022-2024", "с 8 по 12.2022, 2022-2024"),
            ("Школы Нижнего Углича", "Школы Нижнего Углича"),
            (
                "План работы ШНОР на 2022 год",
                "План работы ШНОР на 2022 год",
            ),
            ("ПРИКАЗ ОБ УТВЕРЖДЕНИИ ПЛАНА", "ПРИКАЗ ОБ УТВЕРЖДЕНИИ ПЛАНА"),
        ] {
            assert_eq!(mask.apply(text), masked);
        }
    }
}
