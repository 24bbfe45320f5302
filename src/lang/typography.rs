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
    /// The end of what was set so far: enough for a short word and its dot.
    tail: String,
    /// Opened quotes, whoever typed them; the depth chooses «ёлочки» or „лапки“.
    quotes: usize,
}

/// No word of the lists, with a dot and what stands before it, is longer (in bytes).
const TAIL: usize = 16;

impl Typographer {
    /// A typographer at the beginning of a paragraph.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            tail: String::new(),
            quotes: 0,
        }
    }

    /// A new paragraph, heading, item or cell begins: a quote forgotten in the last one ends with it.
    pub fn paragraph(&mut self) {
        self.tail.clear();
        self.quotes = 0;
    }

    /// A line ends inside the paragraph, softly or hard.
    pub fn line_break(&mut self) {
        self.tail.clear();
        self.tail.push('\n');
    }

    /// Something that is not text stood here (code, a picture): it counts as a word.
    pub fn object(&mut self) {
        self.tail.clear();
        self.tail.push('\u{fffc}');
    }

    /// The next piece of the paragraph.
    pub fn text(&mut self, text: &str) -> String {
        let mut set = String::with_capacity(text.len() + text.len() / 16 + 4);
        let mut copied = 0;
        for (at, byte) in text.bytes().enumerate() {
            // Every page passes here letter by letter, so letters must cost nothing: only the first
            // bytes of signs that may change, or that open and close quotes, are looked at.
            if !matches!(byte, b' ' | b'"' | b'\'' | b'-' | 0xC2 | 0xE2) {
                continue;
            }
            let Some(sign) = text[at..].chars().next() else {
                break;
            };
            set.push_str(&text[copied..at]);
            let after = &text[at + sign.len_utf8()..];
            let chosen = self.choose(sign, &set, after);
            set.push(chosen);
            copied = at + sign.len_utf8();
        }
        set.push_str(&text[copied..]);
        self.remember(&set);
        set
    }

    /// What stands for a sign between what was set and what follows.
    fn choose(&mut self, sign: char, set: &str, after: &str) -> char {
        let before = set
            .chars()
            .next_back()
            .or_else(|| self.tail.chars().next_back());
        match sign {
            '"' => self.straight_quote(before, after),
            '«' | '„' => {
                self.quotes += 1;
                sign
            }
            // «“» opens in English and closes „лапки“ in Russian.
            '“' if self.opens(before) => {
                self.quotes += 1;
                sign
            }
            '»' | '“' | '”' => {
                self.quotes = self.quotes.saturating_sub(1);
                sign
            }
            '\'' => self.apostrophe(before, after),
            '-' if before.is_some_and(char::is_whitespace) && after.starts_with([' ', NBSP]) => '—',
            ' ' if self.keeps_together(before, set, after) => NBSP,
            other => other,
        }
    }

    /// «»„“ or “”‘’ for a straight quote, by what stands around it.
    fn straight_quote(&mut self, before: Option<char>, after: &str) -> char {
        // 5" of a digit with nothing open are inches.
        if before.is_some_and(|before| before.is_ascii_digit()) && self.quotes == 0 {
            return '"';
        }
        let space_follows = after.starts_with(char::is_whitespace);
        if self.opens(before) && (self.quotes == 0 || !space_follows) {
            self.quotes += 1;
            match (self.language, self.quotes) {
                (Language::Ru, 1) => '«',
                (Language::Ru, _) => '„',
                (Language::En, 1) => '“',
                (Language::En, _) => '‘',
            }
        } else {
            let inner = self.quotes > 1;
            self.quotes = self.quotes.saturating_sub(1);
            match (self.language, inner) {
                (Language::Ru, false) => '»',
                (Language::Ru, true) => '“',
                (Language::En, false) => '”',
                (Language::En, true) => '’',
            }
        }
    }

    fn apostrophe(&self, before: Option<char>, after: &str) -> char {
        let letter_before = before.is_some_and(char::is_alphanumeric);
        let letter_after = after.starts_with(char::is_alphanumeric);
        match self.language {
            _ if letter_before && letter_after => '’',
            Language::En if letter_after && self.opens(before) => '‘',
            Language::En if before.is_some_and(|before| !before.is_whitespace()) => '’',
            _ => '\'',
        }
    }

    /// Whether a quote here begins something: after nothing, a space, a bracket, a dash or another
    /// quote that opened.
    fn opens(&self, before: Option<char>) -> bool {
        let Some(before) = before else { return true };
        before.is_whitespace()
            || "([{—–-/«„‘".contains(before)
            || before == '“' && self.language == Language::En
    }

    /// Whether the line must not break at the space before `after`.
    fn keeps_together(&self, before: Option<char>, set: &str, after: &str) -> bool {
        if stands_between_words(set, after) {
            return false;
        }
        let Some(before) = before.filter(|before| !before.is_whitespace()) else {
            return false;
        };
        let next = after.chars().next();
        if next.is_some_and(char::is_whitespace) {
            return false;
        }
        // A dash belongs to the end of its line; a hyphen between spaces is about to become one.
        if matches!(before, '№' | '§') || matches!(next, Some('—' | '–')) || after.starts_with("- ")
        {
            return true;
        }
        match self.language {
            Language::En => {
                let word = self.word(set, 0);
                word.is_in(LEADING_EN) || word.is_number() && first_word(after).is_in(UNITS_EN)
            }
            Language::Ru if before == '.' => {
                let word = self.word(set, 1);
                let capital = next.is_some_and(|next| next.is_uppercase() || next.is_ascii_digit());
                capital && (word.is_letter() || word.is_in(ABBREVIATIONS_RU))
                    || word.is_in(&["т"]) && next.is_some_and(char::is_lowercase)
            }
            Language::Ru if before.is_ascii_digit() => {
                self.word(set, 0).is_number() && first_word(after).is_in(UNITS_RU)
            }
            Language::Ru if is_of_word(before) => {
                // Most words are longer than any preposition: four letters are enough to see that.
                let letters = set.chars().rev().chain(self.tail.chars().rev());
                let letters = letters.take(4).take_while(|letter| is_of_word(*letter));
                Word::of(letters, Direction::Backward).is_in(LEADING_RU)
                    || after.starts_with(['ж', 'л', 'б']) && first_word(after).is_in(TRAILING_RU)
            }
            Language::Ru => false,
        }
    }

    /// The word at the end of what was set, `signs` characters before it.
    fn word(&self, set: &str, signs: usize) -> Word {
        let before = set.chars().rev().chain(self.tail.chars().rev()).skip(signs);
        Word::of(
            before.take_while(|letter| is_of_word(*letter)),
            Direction::Backward,
        )
    }

    fn remember(&mut self, set: &str) {
        if set.len() >= TAIL {
            self.tail.clear();
        } else if self.tail.len() > TAIL {
            let from = (self.tail.len() - TAIL..).find(|&at| self.tail.is_char_boundary(at));
            self.tail.drain(..from.unwrap_or_default());
        }
        let from = set.len().saturating_sub(TAIL);
        let from = (from..=set.len())
            .find(|&at| set.is_char_boundary(at))
            .unwrap_or(set.len());
        self.tail.push_str(&set[from..]);
    }
}

/// Whether the space after `set` surely parts two Russian words: four letters before it are more than
/// any preposition has, and no particle begins with the letter after it. Most spaces are like that,
/// and their bytes show it: every letter from «Ѐ» to «ѿ» takes two, the first of them D0 or D1.
fn stands_between_words(set: &str, after: &str) -> bool {
    let is_first = |byte: Option<&u8>| matches!(byte, Some(0xD0 | 0xD1));
    let (set, after) = (set.as_bytes(), after.as_bytes());
    let letters = [8, 6, 4, 2].map(|back| set.len().checked_sub(back).and_then(|at| set.get(at)));
    letters.into_iter().all(is_first)
        && is_first(after.first())
        && !["ж", "л", "б"]
            .iter()
            .any(|particle| after.starts_with(particle.as_bytes()))
}

/// A short word in lower case, without an allocation: every space of every page asks for one. A word
/// longer than any of the lists is only known to be long.
struct Word {
    letters: [char; Word::LONGEST],
    /// `None` when it is longer than any word of the lists.
    length: Option<usize>,
}

/// In which order a word's letters are met.
#[derive(PartialEq, Eq)]
enum Direction {
    Forward,
    Backward,
}

impl Word {
    const LONGEST: usize = 8;

    fn of(letters: impl Iterator<Item = char>, direction: Direction) -> Self {
        let mut word = Word {
            letters: ['\0'; Word::LONGEST],
            length: Some(0),
        };
        let mut length = 0;
        for letter in letters {
            if length == Word::LONGEST {
                word.length = None;
                return word;
            }
            word.letters[length] = lower(letter);
            length += 1;
        }
        if direction == Direction::Backward {
            word.letters[..length].reverse();
        }
        word.length = Some(length);
        word
    }

    fn is_in(&self, list: &[&str]) -> bool {
        let Some(length) = self.length.filter(|length| *length > 0) else {
            return false;
        };
        // Bytes of unlike length differ at once, and most words of a list are of another length.
        let (mut bytes, mut end) = ([0; 4 * Word::LONGEST], 0);
        for letter in &self.letters[..length] {
            end += letter.encode_utf8(&mut bytes[end..]).len();
        }
        list.iter().any(|known| known.as_bytes() == &bytes[..end])
    }

    fn is_number(&self) -> bool {
        let letters = &self.letters[..self.length.unwrap_or(Word::LONGEST)];
        !letters.is_empty() && letters.iter().all(char::is_ascii_digit)
    }

    fn is_letter(&self) -> bool {
        self.length == Some(1) && self.letters[0].is_alphabetic()
    }
}

/// Letters and digits; the tables of Unicode are asked only beyond the usual ones.
fn is_of_word(character: char) -> bool {
    match character {
        'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' | 'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        '\0'..='\u{7f}' => false,
        other => other.is_alphanumeric(),
    }
}

fn lower(letter: char) -> char {
    match letter {
        'а'..='я' | 'a'..='z' | '0'..='9' => letter,
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// The word, or the sign of a unit, that a text begins with.
fn first_word(text: &str) -> Word {
    let letters = text
        .chars()
        .take_while(|letter| is_of_word(*letter) || "%‰₽".contains(*letter));
    Word::of(letters, Direction::Forward)
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
        typographer.line_break();
        assert_eq!(typographer.text("\"слово\""), "«слово»");
        typographer.text("\"");
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
