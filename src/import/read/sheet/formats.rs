//! How a sheet shows a number: as a date, a share, with so many digits. Written as Russian Excel does.

use super::dates;

/// The way of writing of a cell: the code of its format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Format {
    code: String,
    is_date: bool,
}

/// What Excel makes of `1.1` in a cell that it thinks is a day.
const DAY_AND_MONTH: &str = "dd.mmm";

/// Codes that a file names by number alone.
const BUILT_IN: [(usize, &str); 25] = [
    (0, "General"),
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (14, "dd.mm.yyyy"),
    (15, "dd.mmm.yy"),
    (16, DAY_AND_MONTH),
    (17, "mmm.yy"),
    (18, "h:mm"),
    (19, "h:mm:ss"),
    (20, "h:mm"),
    (21, "h:mm:ss"),
    (22, "dd.mm.yyyy h:mm"),
    (30, "dd.mm.yyyy"),
    (37, "#,##0"),
    (38, "#,##0"),
    (39, "#,##0.00"),
    (40, "#,##0.00"),
    (45, "mm:ss"),
    (46, "h:mm:ss"),
    (47, "mm:ss"),
    (49, "@"),
];

impl Format {
    /// A format that a file names by number alone.
    pub fn built_in(number: usize) -> Self {
        let found = BUILT_IN.iter().find(|(known, _)| *known == number);
        Self::new(found.map_or("General", |(_, code)| code))
    }

    /// A format by its code.
    pub fn new(code: &str) -> Self {
        // Parts for negative numbers and texts follow `;`.
        let first = sections(code).into_iter().next().unwrap_or_default();
        let code = plain(&first);
        let is_date = !code.eq_ignore_ascii_case("general")
            && !code.contains('@')
            && code
                .split('"')
                .step_by(2)
                .any(|part| part.chars().any(|letter| "dmyhsDMYHS".contains(letter)));
        Self { code, is_date }
    }

    /// A number as a person sees it.
    pub fn shown(&self, number: f64, is_from_1904: bool) -> String {
        let date = || dates::shown(number, is_from_1904, &self.code);
        if let Some(text) = (self.is_date && number >= 0.0).then(date).flatten() {
            return text;
        }
        let is_share = self
            .code
            .split('"')
            .step_by(2)
            .any(|part| part.contains('%'));
        let number = if is_share { number * 100.0 } else { number };
        let mut text = match self.digits() {
            Some(digits) => format!("{number:.digits$}"),
            None => general(number),
        };
        if self.code.contains(',') {
            text = grouped(&text);
        }
        let text = text.replace('.', ",");
        if is_share { format!("{text}%") } else { text }
    }

    /// Whether Excel chose it by itself for a number with a point, such as `1.1`.
    pub fn may_hide_a_number(&self) -> bool {
        self.code == DAY_AND_MONTH
    }

    /// How many digits after the point; nothing when as many as there are.
    fn digits(&self) -> Option<usize> {
        if !self.code.contains(['0', '#']) || self.code.contains(['/', 'E', '?']) {
            return None;
        }
        let after = self.code.split_once('.').map_or("", |(_, after)| after);
        Some(after.chars().take_while(|digit| *digit == '0').count())
    }
}

/// Parts of a code between `;`, not those in quotes.
fn sections(code: &str) -> Vec<String> {
    let (mut parts, mut is_quoted) = (vec![String::new()], false);
    for character in code.chars() {
        is_quoted ^= character == '"';
        match (character, is_quoted) {
            (';', false) => parts.push(String::new()),
            _ => {
                if let Some(part) = parts.last_mut() {
                    part.push(character);
                }
            }
        }
    }
    parts
}

/// A code without colours, languages and spaces as wide as a letter; escaped letters are quoted.
fn plain(code: &str) -> String {
    let mut text = String::new();
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '[' => {
                let inside: String = characters
                    .by_ref()
                    .take_while(|next| *next != ']')
                    .collect();
                // `[h]` counts hours beyond a day; anything else in brackets is not shown.
                if !inside.is_empty() && inside.chars().all(|letter| "hmsHMS".contains(letter)) {
                    text.push_str(&inside);
                }
            }
            '\\' => text.extend(characters.next().map(|next| match next {
                '"' => String::new(),
                next => format!("\"{next}\""),
            })),
            '_' => {
                characters.next();
            }
            '*' => {
                characters.next();
            }
            character => text.push(character),
        }
    }
    text
}

/// A number with the fifteen digits that sheets keep.
fn general(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded.abs() >= 1e15 || (rounded != 0.0 && rounded.abs() < 1e-9) {
        return format!("{rounded:e}");
    }
    rounded.to_string()
}

/// Thousands apart, by a space that does not break.
fn grouped(text: &str) -> String {
    let (whole, rest) = match text.find('.') {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let digits = whole.trim_start_matches('-');
    let mut out = whole[..whole.len() - digits.len()].to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn a_number_is_shown_as_its_cell_shows_it() {
        for (code, number, text) in [
            ("General", 1.0, "1"),
            ("General", 1.1 + f64::EPSILON / 2.0, "1,1"),
            ("General", 0.1 + 0.2, "0,3"),
            ("0.00", 3.1, "3,10"),
            ("0%", 0.75, "75%"),
            ("#,##0", 1_234_567.0, "1\u{a0}234\u{a0}567"),
            ("dd.mm.yyyy", 44592.0, "31.01.2022"),
            ("[$-419]d mmmm yyyy;@", 44592.0, "31 января 2022"),
            ("mmmm yyyy", 44866.0, "ноябрь 2022"),
            ("[$-419]mmmm\\ yyyy", 44866.0, "ноябрь 2022"),
            ("d/m/yy h:mm", 44592.75, "31.01.2022 18:00"),
            ("yyyy", 44592.0, "2022"),
            ("yyyy\" год\"", 44592.0, "2022 год"),
            ("d-mmm", 44562.0, "1-янв"),
            ("mm/yyyy", 44562.0, "01.2022"),
            ("yyyy-mm-dd", 44562.0, "01.01.2022"),
            ("@", 44592.0, "44592"),
            ("[Red]0", 5.0, "5"),
            ("0 \"дней\"", 5.0, "5"),
        ] {
            assert_eq!(Format::new(code).shown(number, false), text, "{code}");
        }
        assert_eq!(Format::built_in(16).shown(44562.0, false), "01.янв");
        assert_eq!(Format::built_in(14).shown(44592.0, false), "31.01.2022");
        assert_eq!(Format::built_in(14).shown(43130.0, true), "31.01.2022");
    }

    #[test]
    fn no_number_and_no_code_stops_the_reader() {
        for code in [
            "",
            "[",
            "\\",
            "\"",
            ";;;",
            "dddddd.mmmmmmm",
            "_",
            "0.000000000000000000000000000000",
            "h:m:s.000 AM/PM",
        ] {
            for number in [0.0, -1.0, 1e300, f64::NAN, f64::INFINITY, 2_958_466.0, 60.0] {
                Format::new(code).shown(number, false);
            }
        }
    }
}
