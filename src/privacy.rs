//! Persons in documents: names and telephones that a published act leaves out.
//!
//! The rules are those of `privacy` in the content contract: «Фамилия И. О.», «И. О. Фамилия»,
//! three words that end in a patronymic, and telephone numbers become «[…]»; names that belong to
//! organizations and names after «имени» stay.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

const MASKED: &str = "[…]";

const INITIALS: &str = r"\p{Lu}\.[\s\u{a0}]?\p{Lu}\.";
const SURNAME: &str = r"\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?";
/// Between the parts of a name: spaces and at most one end of a line, never of a paragraph.
const GAP: &str = r"[ \t\u{a0}]*(?:\r?\n[ \t]*)?";

/// Initials with the words on both sides that may be the surname.
/// The patterns cannot fail to compile; a typo in one fails every test that masks.
static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        "(?:(?<before>{SURNAME}){GAP})?(?<initials>{INITIALS})(?:{GAP}(?<after>{SURNAME}))?"
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

/// Names in full, and telephones.
static OTHERS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    const PATRONYMIC: &str =
        r"\p{Lu}\p{Ll}*(?:вич|вича|вичу|вичем|виче|вна|вны|вне|вну|вной|ична|ичны|ичне|ичну|ичной)";
    [
        format!(r"{SURNAME}[\s\u{{a0}}]+{SURNAME}[\s\u{{a0}}]+{PATRONYMIC}\b"),
        r"(?i)\bтел(?:\.|ефон)?:?[\s\u{a0}]*\+?[\d(][\d\s\u{a0}()\-]{3,}\d".to_owned(),
        r"\+?[78][\s\u{a0}(\-]*\d{3}[\s\u{a0})\-]*\d{3}[\s\u{a0}\-]*\d{2}[\s\u{a0}\-]*\d{2}\b(?:[\s\u{a0}]*\(\d{1,5}\))?".to_owned(),
        r"\b\d{10,11}\b".to_owned(),
    ]
    .iter()
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
        for name in organization_names {
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
        let mut text = self.without(text, initialled(text));
        for pattern in OTHERS.iter() {
            if pattern.is_match(&text) {
                text = self.without(&text, pattern.find_iter(&text).map(|found| found.range()));
            }
        }
        text
    }

    /// The text with a mark in place of each range, those left out that stay.
    fn without(&self, text: &str, found: impl IntoIterator<Item = Range<usize>>) -> String {
        let (mut out, mut from) = (String::with_capacity(text.len()), 0);
        for found in found {
            let before = text[..found.start].trim_end();
            let named_after = ["имени", "им."].iter().any(|word| before.ends_with(word));
            if named_after || self.kept.contains(&squeeze(&text[found.clone()])) {
                continue;
            }
            out.push_str(&text[from..found.start]);
            out.push_str(MASKED);
            from = found.end;
        }
        out.push_str(&text[from..]);
        out
    }
}

/// Where names with initials stand. Between two words that may be surnames the initials belong to
/// the first, unless that is an office: one of them must go, and the other must not stay.
fn initialled(text: &str) -> Vec<Range<usize>> {
    let (Some(name), Some(office)) = (&*NAME, &*OFFICE) else {
        return Vec::new();
    };
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(parts) = name.captures_at(text, from) {
        let Some(initials) = parts.name("initials") else {
            break;
        };
        let range = match (parts.name("before"), parts.name("after")) {
            (Some(before), Some(after)) if office.is_match(before.as_str()) => {
                initials.start()..after.end()
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
        ] {
            assert_eq!(mask.apply(text), masked);
        }
    }
}
