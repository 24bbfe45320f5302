//! Typography of running text: quotes, dashes and the spaces that must not break.
//!
//! Only Markdown bodies outside code come here. Acts, plans and data stay letter for letter.

use super::Language;

const NBSP: char = '\u{a0}';

/// Words that must not end a line: prepositions, conjunctions and particles before their word.
const LEADING_RU: &[&str] = &[
    "в", "во", "к", "ко", "с", "со", "о", "об", "обо", "у", "и", "а", "но", "на", "по", "за", "из",
    "от", "до", "не", "ни", "да", "для", "без", "при", "над", "под", "про", "или",
];

/// Particles that must not begin a line.
const TRAILING_RU: &[&str] = &["же", "ж", "ли", "бы", "б"];

/// Abbreviations with a dot that belong to the name or the number after them.
const ABBREVIATIONS_RU: &[&str] = &[
    "г", "гг", "ст", "п", "пп", "рис", "табл", "стр", "с", "им", "ул", "пр", "д", "кв", "пос",
    "прил", "т",
];

/// What a number must not be parted from.
const UNITS_RU: &[&str] = &[
    "%",
    "‰",
    "₽",
    "руб",
    "коп",
    "тыс",
    "млн",
    "млрд",
    "г",
    "гг",
    "в",
    "вв",
    "год",
    "года",
    "лет",
    "ч",
    "час",
    "часа",
    "часов",
    "мин",
    "минут",
    "с",
    "сек",
    "чел",
    "человек",
    "шт",
    "км",
    "м",
    "см",
    "мм",
    "кг",
    "мг",
    "кб",
    "мб",
    "гб",
    "класс",
    "класса",
    "классов",
    "кл",
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

const LEADING_EN: &[&str] = &["a", "an", "the", "in", "of", "to", "at", "by", "on", "no"];

const UNITS_EN: &[&str] = &[
    "%", "km", "m", "cm", "mm", "kg", "g", "h", "min", "s", "kb", "mb", "gb",
];

/// One text at once: see [`Typographer`] for a text that comes in pieces.
pub fn typography(text: &str, language: Language) -> String {
    Typographer::new(language).text(text)
}

/// Typography of one paragraph whose text comes in pieces, as a Markdown parser hands it out: what
/// stood before a piece decides about its first quote or space.
#[derive(Clone, Debug)]
pub struct Typographer {
    language: Language,
    /// The character before the next one; `None` at the beginning of the paragraph.
    before: Option<char>,
    /// The word that ends before the next character, in lower case; a dot after it keeps it.
    word: String,
    /// Opened quotes; the depth chooses «ёлочки» or „лапки“.
    quotes: Vec<Quote>,
}

/// A quote that waits for its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quote {
    /// Set here for a straight one.
    Straight,
    /// Typed by the author, closed by the author.
    Typed,
}

impl Typographer {
    /// A typographer at the beginning of a paragraph.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            before: None,
            word: String::new(),
            quotes: Vec::new(),
        }
    }

    /// A new paragraph, heading, item or cell begins: a quote forgotten in the last one ends with it.
    pub fn paragraph(&mut self) {
        *self = Self::new(self.language);
    }

    /// Something that is not text stood here (code, a picture): it counts as a word.
    pub fn object(&mut self) {
        self.before = Some('\u{fffc}');
        self.word.clear();
    }

    /// The next piece of the paragraph.
    pub fn text(&mut self, text: &str) -> String {
        let mut set = String::with_capacity(text.len() + text.len() / 16);
        let mut rest = text.chars();
        while let Some(character) = rest.next() {
            let after = rest.as_str();
            let chosen = match character {
                '"' => self.straight_quote(after),
                '«' | '„' => {
                    self.quotes.push(Quote::Typed);
                    character
                }
                '»' => {
                    self.quotes.pop();
                    character
                }
                '“' | '”' => {
                    // «“» opens in English and closes „лапки“ in Russian.
                    if character == '“' && self.opens() {
                        self.quotes.push(Quote::Typed);
                    } else {
                        self.quotes.pop();
                    }
                    character
                }
                '\'' => self.apostrophe(after),
                '-' if self.before.is_some_and(is_space) && after.starts_with([' ', NBSP]) => '—',
                ' ' if self.keeps_together(after) => NBSP,
                other => other,
            };
            self.remember(chosen);
            set.push(chosen);
        }
        set
    }

    /// «»„“ or “”‘’ for a straight quote, by what stands around it.
    fn straight_quote(&mut self, after: &str) -> char {
        // 5" of a digit with nothing open are inches.
        if self.before.is_some_and(|before| before.is_ascii_digit()) && self.quotes.is_empty() {
            return '"';
        }
        let space_follows = after.starts_with(|next: char| next.is_whitespace());
        let open = self.opens() && (self.quotes.is_empty() || !space_follows);
        if open {
            let outer = self.quotes.is_empty();
            self.quotes.push(Quote::Straight);
            match (self.language, outer) {
                (Language::Ru, true) => '«',
                (Language::Ru, false) => '„',
                (Language::En, true) => '“',
                (Language::En, false) => '‘',
            }
        } else {
            let inner = self.quotes.len() > 1;
            self.quotes.pop();
            match (self.language, inner) {
                (Language::Ru, false) => '»',
                (Language::Ru, true) => '“',
                (Language::En, false) => '”',
                (Language::En, true) => '’',
            }
        }
    }

    fn apostrophe(&self, after: &str) -> char {
        let letter_before = self.before.is_some_and(char::is_alphanumeric);
        let letter_after = after.starts_with(char::is_alphanumeric);
        match self.language {
            _ if letter_before && letter_after => '’',
            Language::En if letter_after && self.opens() => '‘',
            Language::En if self.before.is_some_and(|before| !is_space(before)) => '’',
            _ => '\'',
        }
    }

    /// Whether a quote here begins something: after nothing, a space, a bracket, a dash or a quote that opened.
    fn opens(&self) -> bool {
        self.before.is_none_or(|before| {
            is_space(before)
                || "([{—–-/«„‘".contains(before)
                || before == '“' && self.language == Language::En
        })
    }

    /// Whether the line must not break at the space before `after`.
    fn keeps_together(&self, after: &str) -> bool {
        let Some(before) = self.before else {
            return false;
        };
        let next = after.chars().next();
        let next_word = || {
            let end = after
                .find(|c: char| !(c.is_alphanumeric() || c == '%' || c == '‰' || c == '₽'))
                .unwrap_or(after.len());
            after[..end].to_lowercase()
        };
        if is_space(before) || next.is_none_or(char::is_whitespace) && !after.is_empty() {
            return false;
        }
        if before == '№' || before == '§' {
            return true;
        }
        // A dash belongs to the end of its line; a hyphen between spaces is about to become one.
        if matches!(next, Some('—' | '–')) || after.starts_with("- ") {
            return true;
        }
        let number = before.is_ascii_digit() && self.word.bytes().all(|byte| byte.is_ascii_digit());
        match self.language {
            Language::En => {
                LEADING_EN.contains(&self.word.as_str()) && before.is_alphabetic()
                    || number && UNITS_EN.contains(&next_word().as_str())
            }
            Language::Ru => {
                if before == '.' {
                    let capital =
                        next.is_some_and(|next| next.is_uppercase() || next.is_ascii_digit());
                    let initial = self.word.chars().count() == 1;
                    return capital && (initial || ABBREVIATIONS_RU.contains(&self.word.as_str()))
                        || self.word == "т" && next.is_some_and(char::is_lowercase);
                }
                before.is_alphabetic() && LEADING_RU.contains(&self.word.as_str())
                    || number && UNITS_RU.contains(&next_word().as_str())
                    || before.is_alphanumeric() && TRAILING_RU.contains(&next_word().as_str())
            }
        }
    }

    fn remember(&mut self, character: char) {
        if character.is_alphanumeric() {
            if !self.before.is_some_and(char::is_alphanumeric) {
                self.word.clear();
            }
            // Only short words decide anything; a long one need not be kept in full.
            if self.word.len() < 24 {
                self.word.extend(character.to_lowercase());
            }
        } else if character != '.' || !self.before.is_some_and(char::is_alphanumeric) {
            self.word.clear();
        }
        self.before = Some(character);
    }
}

fn is_space(character: char) -> bool {
    character.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_ru(text: &str, expected: &str) {
        assert_eq!(typography(text, Language::Ru).replace(NBSP, "~"), expected);
    }

    #[test]
    fn straight_quotes_become_nested_russian_ones() {
        assert_ru(r#"проект "500+""#, "проект «500+»");
        assert_ru(
            r#"МКУ "Центр "Успех" города""#,
            "МКУ «Центр „Успех“ города»",
        );
        assert_ru(r#"«школа "Радуга"»"#, "«школа „Радуга“»");
        assert_ru(r#"("тест")"#, "(«тест»)");
        assert_ru(r#"экран 15" и"#, "экран 15\" и");
        assert_ru(r#""Раз", "два"."#, "«Раз», «два».");
    }

    #[test]
    fn hyphens_between_spaces_become_dashes() {
        assert_ru("ВПР - это проверка", "ВПР~— это проверка");
        assert_ru("ВПР — это", "ВПР~— это");
        assert_ru("9-й класс, кто-то", "9-й класс, кто-то");
    }

    #[test]
    fn short_words_numbers_and_signs_keep_their_neighbours() {
        assert_ru("в школе и на уроке", "в~школе и~на~уроке");
        assert_ru("СОШ № 5, § 3", "СОШ №~5, §~3");
        assert_ru("за 45 мин, 20 % и 3 часа", "за~45~мин, 20~% и~3~часа");
        assert_ru("28 января 2022 г. приказ", "28~января 2022~г. приказ");
        assert_ru(
            "г. Мегион, им. Рынского, т. е. так",
            "г.~Мегион, им.~Рынского, т.~е. так",
        );
        assert_ru("И. И. Рынский", "И.~И.~Рынский");
        assert_ru("если бы можно ли", "если~бы можно~ли");
    }

    #[test]
    fn a_text_in_pieces_is_set_as_a_whole() {
        let mut typographer = Typographer::new(Language::Ru);
        let set = ["проект \"", "500", "+\" в", " школе"]
            .map(|piece| typographer.text(piece))
            .concat();
        assert_eq!(set.replace(NBSP, "~"), "проект «500+» в~школе");
        typographer.object();
        assert_eq!(typographer.text("\""), "»");
    }

    #[test]
    fn a_forgotten_quote_ends_with_its_paragraph() {
        let mut typographer = Typographer::new(Language::Ru);
        typographer.text("\"забыли");
        typographer.paragraph();
        assert_eq!(typographer.text("\"слово\""), "«слово»");
    }

    #[test]
    fn english_has_its_own_quotes() {
        let set = typography(r#"The "big 'test'" - it's 5 km"#, Language::En).replace(NBSP, "~");
        assert_eq!(set, "The~“big ‘test’”~— it’s 5~km");
    }
}
