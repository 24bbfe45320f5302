//! The type of an organization by plain words of its name; what they do not say is not guessed.

use super::names::words;

/// Bodies that govern, by the first word of their name.
const AUTHORITIES: &[&str] = &["департамент", "министерств", "управлен", "отдел", "комитет"];
/// Words by which such a body is one of a municipality.
const MUNICIPAL: &[&str] = &["город", "район", "муниципальн", "администрац"];
/// Words by which it is one of a region.
const REGIONAL: &[&str] = &["област", "край", "края", "республик", "автономн"];

/// Types by beginnings of words that are all there; the first that fits decides.
const TYPES: &[(&str, &[&str])] = &[
    ("institute", &["институт"]),
    ("other", &["школ искусств"]),
    ("other", &["школ спортивн"]),
    ("other", &["школ музыкальн"]),
    ("other", &["школ художествен"]),
    ("school", &["школ", "гимнази", "лице", "кадетск"]),
    ("center", &["методическ центр"]),
    (
        "other",
        &[
            "детск сад",
            "дошкольн",
            "дополнительн образован детей",
            "дополнительн образован",
        ],
    ),
    ("school", &["общеобразовательн"]),
    ("center", &["центр"]),
    (
        "other",
        &[
            "колледж",
            "техникум",
            "университет",
            "академи",
            "дворец",
            "творчеств",
            "станци",
        ],
    ),
];

/// The type that these words say; `other` is said too, of a kindergarten for one.
pub fn of(text: &str) -> Option<&'static str> {
    let words = words(text);
    let has = |beginning: &str| words.iter().any(|word| word.starts_with(beginning));
    let first = words.first()?;
    if AUTHORITIES.iter().any(|known| first.starts_with(known)) {
        let is_regional = REGIONAL.iter().any(|word| has(word));
        let is_municipal = MUNICIPAL.iter().any(|word| has(word));
        let is_high = ["департамент", "министерств"]
            .iter()
            .any(|known| first.starts_with(known));
        return Some(match (is_municipal, is_regional, is_high) {
            (true, false, _) | (false, false, false) => "municipal-authority",
            _ => "department",
        });
    }
    let fits = |mark: &&str| mark.split(' ').all(has);
    let found = TYPES.iter().find(|(_, marks)| marks.iter().any(fits));
    found.map(|(kind, _)| *kind)
}

/// The type in a column of types: a word of the contract, words of a name, or of those who govern.
pub fn of_cell(text: &str) -> Option<&'static str> {
    const IDS: &[&str] = &[
        "department",
        "institute",
        "municipal-authority",
        "center",
        "school",
        "group",
        "other",
    ];
    let plain = text.trim().to_lowercase().replace('ё', "е");
    let id = IDS.iter().find(|id| **id == plain);
    let governs = || {
        (plain.starts_with("орган") && plain.contains("управлен") || plain == "моуо")
            .then_some("municipal-authority")
    };
    let other = || matches!(plain.as_str(), "другое" | "прочее" | "иное").then_some("other");
    id.copied()
        .or_else(governs)
        .or_else(other)
        .or_else(|| of(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_said_by_plain_words_only() {
        for (name, kind) in [
            ("МБОУ СОШ № 1", Some("school")),
            ("МАОУ «Гимназия № 2»", Some("school")),
            ("Начальная школа – детский сад № 7", Some("school")),
            ("МБДОУ «Детский сад «Радуга»", Some("other")),
            ("Детская школа искусств", Some("other")),
            (
                "АУ ДПО ХМАО – Югры «Институт развития образования»",
                Some("institute"),
            ),
            (
                "Департамент образования и науки Тюменской области",
                Some("department"),
            ),
            (
                "Департамент образования администрации города Мегиона",
                Some("municipal-authority"),
            ),
            ("Управление образования", Some("municipal-authority")),
            ("МКУ «Информационно-методический центр»", Some("center")),
            ("МБУ ДО «Центр детского творчества»", Some("other")),
            ("ООО «Ромашка»", None),
            ("", None),
        ] {
            assert_eq!(of(name), kind, "{name}");
        }
        assert_eq!(
            of_cell("Орган управления образованием"),
            Some("municipal-authority")
        );
        assert_eq!(of_cell("общеобразовательная организация"), Some("school"));
    }
}
