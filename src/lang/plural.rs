//! Which form of a noun a number takes.

use super::Language;

/// The grammatical form that a number asks for; English knows only `One` and `Many`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// «1 ошибка», «21 ошибка».
    One,
    /// «2 ошибки».
    Few,
    /// «5 ошибок», «11 ошибок».
    Many,
}

/// The form that goes with `n` in a language.
pub fn form(language: Language, n: u64) -> Form {
    match (language, n % 10, n % 100) {
        (Language::En, _, _) if n == 1 => Form::One,
        (Language::En, _, _) => Form::Many,
        (Language::Ru, _, 11..=14) => Form::Many,
        (Language::Ru, 1, _) => Form::One,
        (Language::Ru, 2..=4, _) => Form::Few,
        (Language::Ru, _, _) => Form::Many,
    }
}

/// The word for `n` out of its forms: one, few, many in Russian; one, many in English.
///
/// With fewer forms than the language has, the last one stands for the rest.
pub fn plural<'a>(language: Language, n: u64, forms: &[&'a str]) -> &'a str {
    let index = match form(language, n) {
        Form::One => 0,
        Form::Few => 1,
        Form::Many => 2,
    };
    forms
        .get(index)
        .or(forms.last())
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_numbers_choose_one_of_three_forms() {
        let word = |n| plural(Language::Ru, n, &["ошибка", "ошибки", "ошибок"]);
        let words: Vec<_> = [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112, 122]
            .map(word)
            .to_vec();
        assert_eq!(
            words,
            [
                "ошибок",
                "ошибка",
                "ошибки",
                "ошибки",
                "ошибок",
                "ошибок",
                "ошибок",
                "ошибок",
                "ошибка",
                "ошибки",
                "ошибок",
                "ошибка",
                "ошибок",
                "ошибок",
                "ошибки"
            ]
        );
    }

    #[test]
    fn english_numbers_choose_one_of_two_forms() {
        let word = |n| plural(Language::En, n, &["error", "errors"]);
        assert_eq!(
            [0, 1, 2, 11, 21].map(word),
            ["errors", "error", "errors", "errors", "errors"]
        );
    }
}
