//! Words in which letters of two alphabets are mixed, as a recogniser of scans or a keyboard left them.

/// Latin letters and the Cyrillic ones that look like them.
const TWINS: [(char, char); 24] = [
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('o', 'о'),
    ('p', 'р'),
    ('x', 'х'),
    ('y', 'у'),
    ('i', 'і'),
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('k', 'к'),
    ('m', 'м'),
    ('t', 'т'),
    ('Y', 'У'),
];

/// What recognisers of scans read instead of Cyrillic letters, beyond letters that look alike.
const MISREAD: [(&str, &str); 2] = [("obj", "объ"), ("OBJ", "ОБЪ")];

/// Whether this is a letter of a Cyrillic alphabet.
pub fn is_cyrillic(character: char) -> bool {
    matches!(character, '\u{400}'..='\u{52f}')
}

/// A word of letters of two alphabets, in the one that most of its letters have; nothing when it is
/// of one, or cannot be written in one.
pub fn one(word: &str) -> Option<String> {
    let latin = word.chars().filter(char::is_ascii_alphabetic).count();
    let cyrillic = word.chars().filter(|c| is_cyrillic(*c)).count();
    if latin == 0 || cyrillic == 0 {
        return None;
    }
    let to_cyrillic = || {
        let mut word = word.to_owned();
        for (read, meant) in MISREAD {
            word = word.replace(read, meant);
        }
        let letters = word
            .chars()
            .map(|letter| match letter.is_ascii_alphabetic() {
                true => twin(letter, |(latin, cyrillic)| (latin, cyrillic)),
                false => Some(letter),
            });
        letters.collect::<Option<String>>()
    };
    match cyrillic >= latin {
        true => to_cyrillic(),
        false => self::latin(word),
    }
}

fn twin(letter: char, sides: impl Fn((char, char)) -> (char, char)) -> Option<char> {
    let mut pairs = TWINS.iter().map(|pair| sides(*pair));
    pairs.find(|(from, _)| *from == letter).map(|(_, to)| to)
}

/// A word of Cyrillic letters that look like Latin ones, in Latin letters; nothing when it has no
/// Cyrillic letter, or one that looks like none. The file's own words — keys, `true`, ids — are Latin.
pub fn latin(word: &str) -> Option<String> {
    let letters = word.chars().map(|letter| match is_cyrillic(letter) {
        true => twin(letter, |(latin, cyrillic)| (cyrillic, latin)),
        false => Some(letter),
    });
    word.contains(is_cyrillic)
        .then(|| letters.collect::<Option<String>>())
        .flatten()
}
