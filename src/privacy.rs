//! Persons in documents: names and telephones that a published act leaves out.
//!
//! The rules are those of `privacy` in the content contract: «Фамилия И. О.», «И. О. Фамилия»,
//! three words that end in a patronymic, and telephone numbers become «[…]»; names that belong to
//! organizations and names after «имени» stay.

use std::sync::LazyLock;

use regex::Regex;

const MASKED: &str = "[…]";

/// Patterns that cannot fail to compile; a typo in one fails every test that masks.
static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    const INITIALS: &str = r"\p{Lu}\.[\s\u{a0}]?\p{Lu}\.";
    const SURNAME: &str = r"\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?";
    const PATRONYMIC: &str = r"\p{Lu}\p{Ll}*(?:вич|вича|вичу|вичем|виче|вна|вны|вне|вну|вной|ична|ичны|ичне|ичну|ичной)";
    [
        format!(r"{SURNAME}[\s\u{{a0}}]*{INITIALS}"),
        format!(r"{INITIALS}[\s\u{{a0}}]?{SURNAME}"),
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
        let mut kept: Vec<String> = organization_names
            .into_iter()
            .flat_map(|name| PATTERNS.iter().flat_map(move |pattern| pattern.find_iter(name)))
            .map(|found| squeeze(found.as_str()))
            .collect();
        kept.sort();
        kept.dedup();
        Self { kept }
    }

    /// The text without persons' names and telephones.
    pub fn apply(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for pattern in PATTERNS.iter() {
            if !pattern.is_match(&text) {
                continue;
            }
            let (mut out, mut from) = (String::with_capacity(text.len()), 0);
            for found in pattern.find_iter(&text) {
                let before = text[..found.start()].trim_end();
                let named_after = ["имени", "им."].iter().any(|word| before.ends_with(word));
                if named_after || self.kept.contains(&squeeze(found.as_str())) {
                    continue;
                }
                out.push_str(&text[from..found.start()]);
                out.push_str(MASKED);
                from = found.end();
            }
            out.push_str(&text[from..]);
            text = out;
        }
        text
    }
}

fn squeeze(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && *c != '\u{a0}').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_telephones_become_marks() {
        let mask = Mask::new(["МАОУ «СОШ №3 имени И.И.Рынского»"]);
        for (text, masked) in [
            ("директора Департамента Святченко И.В.", "директора Департамента […]"),
            ("А.А. Дренин", "[…]"),
            ("«СОШ №1» А.В.Петряеву, О.А.Ильиной", "«СОШ №1» […], […]"),
            ("Шавердина Ольга Евгеньевна", "[…]"),
            ("83464396658 (507)", "[…]"),
            ("тел. 5-66-58", "[…]"),
            ("от 28.01.2022 № 10-П-86 на 2022-2024 годы", "от 28.01.2022 № 10-П-86 на 2022-2024 годы"),
            ("школа №3 имени И.И.Рынского", "школа №3 имени И.И.Рынского"),
            ("школа И.И.Рынского", "школа И.И.Рынского"),
        ] {
            assert_eq!(mask.apply(text), masked);
        }
    }
}
