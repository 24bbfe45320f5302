//! Words of a public text that name a school as failing: «СОШ № 4 не представила».

use std::sync::LazyLock;

use regex::Regex;

/// A school, in any case and under any usual abbreviation.
const SCHOOL: &str = r"(?i)(^|[^\p{L}])(школ[аыуе]|школой|школами|школам|с[оО]ш|оош|нош|мбоу|маоу|мкоу|моу|мбдоу|гбоу|гимнази\p{L}+|лице[йяюе]\p{L}*|детск\p{L}+ сад\p{L}*)([^\p{L}]|$)";
/// Work that is said not to be done, and blame.
const FAILURE: &str = r"(?i)(^|[^\p{L}])(не\s+(\p{L}+\s+)?(представ|предостав|исполн|выполн|сдал|сдан|направ|прове|отчит|сдела|справ|приступ|подготов|размест|обеспеч|присл|организова|сумел|смогл|успел)\p{L}*|просрочи\p{L}+|сорва\p{L}+|наруши\p{L}+|проигнорир\p{L}+|уклон\p{L}+)";

static PATTERNS: LazyLock<Option<(Regex, Regex)>> =
    LazyLock::new(|| Some((Regex::new(SCHOOL).ok()?, Regex::new(FAILURE).ok()?)));

/// The first sentence that names a school and says that it failed.
pub fn accusing(text: &str) -> Option<&str> {
    let (school, failure) = PATTERNS.as_ref()?;
    let sentences = text
        .split(['!', '?', ';', '\n'])
        .flat_map(|part| part.split(". "));
    sentences
        .map(str::trim)
        .find(|sentence| school.is_match(sentence) && failure.is_match(sentence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_that_is_said_to_fail_is_found_and_other_words_are_not() {
        for text in [
            "Собрано. СОШ № 4 не представила план.",
            "Школами города отчёты не сданы",
            "МБОУ «Гимназия» срок просрочила",
            "Школа ещё не провела анализ",
        ] {
            assert!(accusing(text).is_some(), "{text}");
        }
        for text in [
            "СОШ № 4 представила план.",
            "Школы участвуют. Положение не направлено на согласование.",
            "Семинар не проведён из-за карантина.",
            "Дошкольники не выполняли",
        ] {
            assert_eq!(accusing(text), None, "{text}");
        }
    }
}
