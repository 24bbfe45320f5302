//! Territories of the portal by the words of a sheet: «г. Сургут», «город Сургут», «Сургутский район».

use std::ops::Range;

use super::names::{Namer, plain};
use crate::lang::slug;
use crate::parse::tree::Node;

/// Whether words name a town or a district; towns and districts share stems («Нефтеюганск»).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Town,
    District,
    Unsaid,
}

/// Words before or after a name that say nothing more.
const AROUND: &[&str] = &[
    "муниципальный",
    "муниципальное",
    "муниципального",
    "образование",
    "образования",
    "городской",
    "городского",
    "округ",
    "округа",
    "мо",
    "го",
    "администрация",
    "администрации",
];
/// Words that say that it is a town.
const TOWN: &[&str] = &["г", "гор", "город", "города", "городе", "городу", "гп"];
/// Words that say that it is a district.
const DISTRICT: &[&str] = &["район", "района", "районе", "району", "мр"];

/// The territories of the portal.
#[derive(Clone, Debug, Default)]
pub struct Territories {
    known: Vec<(String, Vec<String>, Sort)>,
}

impl Territories {
    /// Reads them from the root of organizations.yaml.
    pub fn of(root: &Node, namer: &Namer) -> Self {
        let Some((_, list)) = root.entry("territories") else {
            return Self::default();
        };
        let crate::parse::tree::Value::Mapping(entries) = &list.value else {
            return Self::default();
        };
        let known = entries.iter().filter_map(|(id, parts)| {
            let (stems, sort) = reduced(parts.word("label"), namer);
            Some((id.text()?.to_owned(), stems, sort))
        });
        Self {
            known: known.collect(),
        }
    }

    /// The one territory that the words of a cell name.
    pub fn of_cell(&self, text: &str, namer: &Namer) -> Option<String> {
        let id = text.trim();
        if let Some((id, ..)) = self.known.iter().find(|(known, ..)| known == id) {
            return Some(id.clone());
        }
        let whole = std::iter::once(text);
        let parts = text
            .split([',', ';', '(', ')'])
            .filter(|_| text.contains([',', ';', '(']));
        whole.chain(parts).find_map(|part| self.exact(part, namer))
    }

    fn exact(&self, text: &str, namer: &Namer) -> Option<String> {
        let (stems, sort) = reduced(text, namer);
        if stems.is_empty() {
            return None;
        }
        let of = |fits: fn(Sort, Sort) -> bool| {
            let mut found = self
                .known
                .iter()
                .filter(|(_, known, own)| *known == stems && fits(*own, sort));
            let first = found.next()?;
            found.next().is_none().then(|| first.0.clone())
        };
        of(|own, said| own == said)
            .or_else(|| of(|own, said| own != Sort::District && said != Sort::District))
            .or_else(|| of(|own, said| own == Sort::Unsaid || said == Sort::Unsaid))
    }

    /// The territory that a name mentions after «г.» or before «района», and the words that do.
    pub fn mention(
        &self,
        words: &[String],
        namer: &Namer,
    ) -> (Option<String>, Option<Range<usize>>) {
        for (at, word) in words.iter().enumerate() {
            let word = word.as_str();
            let found = self.known.iter().find_map(|(id, stems, sort)| {
                let length = stems.len();
                let range = match sort {
                    Sort::District if DISTRICT.contains(&word) => at.checked_sub(length)?..at + 1,
                    Sort::District => return None,
                    _ if TOWN.contains(&word) => at..at + 1 + length,
                    _ => return None,
                };
                let named = match sort {
                    Sort::District => range.start..at,
                    _ => at + 1..range.end,
                };
                let there = words.get(named)?.iter().map(|word| namer.stem(word));
                (length > 0 && there.eq(stems.iter().cloned())).then(|| (id.clone(), range))
            });
            if let Some((id, range)) = found {
                return (Some(id), Some(range));
            }
        }
        (None, None)
    }
}

/// Whether words name some town or district, known or not.
pub fn is_place(text: &str) -> bool {
    let text = text.to_lowercase().replace("р-н", "район");
    let words = plain(&text);
    words.len() <= 6
        && words
            .iter()
            .any(|word| TOWN.contains(&word.as_str()) || DISTRICT.contains(&word.as_str()))
}

/// A place that the portal does not know: the words by which it is compared, and as a part of an id.
pub fn unknown(text: &str, namer: &Namer) -> (String, String) {
    let (stems, sort) = reduced(text, namer);
    let is_said =
        |word: &String| !TOWN.contains(&word.as_str()) && !AROUND.contains(&word.as_str());
    let text = text.to_lowercase().replace("р-н", "район");
    let words: Vec<String> = plain(&text).into_iter().filter(is_said).collect();
    // A district and a town of one stem are two places.
    let district = if sort == Sort::District {
        "район"
    } else {
        ""
    };
    (
        format!("? {} {district}", stems.join(" ")),
        slug(&words.join(" ")),
    )
}

/// Stems of the words that name a territory, and of what sort it is.
fn reduced(text: &str, namer: &Namer) -> (Vec<String>, Sort) {
    let text = text.to_lowercase().replace("р-н", "район");
    let mut sort = Sort::Unsaid;
    let mut stems = Vec::new();
    for word in plain(&text) {
        let word = word.as_str();
        if DISTRICT.contains(&word) {
            sort = Sort::District;
        } else if TOWN.contains(&word) {
            if sort == Sort::Unsaid {
                sort = Sort::Town;
            }
        } else if !AROUND.contains(&word) {
            stems.push(namer.stem(word));
        }
    }
    (stems, sort)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::tree;

    #[test]
    fn towns_and_districts_are_known_in_usual_words_and_told_apart() {
        let namer = Namer::new();
        let root = tree::parse(
            "territories:\n  nefteiugansk: {label: Нефтеюганск}\n  nefteiuganskii-raion: {label: Нефтеюганский р-н}\n  \
             niagan: {label: Нягань}\n  berezovskii-raion: {label: Берёзовский р-н}\n  surgut: {label: Сургут}\n",
        )
        .expect("YAML");
        let known = Territories::of(&root, &namer);
        for (text, id) in [
            ("г. Нефтеюганск", Some("nefteiugansk")),
            ("Нефтеюганск", Some("nefteiugansk")),
            ("город Нефтеюганск", Some("nefteiugansk")),
            ("Нефтеюганский район", Some("nefteiuganskii-raion")),
            ("Нефтеюганский р-н", Some("nefteiuganskii-raion")),
            ("муниципальное образование город Нягань", Some("niagan")),
            ("Администрация города Нягани", Some("niagan")),
            ("Березовский район", Some("berezovskii-raion")),
            ("Берёзовский муниципальный район", Some("berezovskii-raion")),
            ("Березовский", Some("berezovskii-raion")),
            ("surgut", Some("surgut")),
            ("г. Сургут, ул. Ленина, 1", Some("surgut")),
            ("Сургутский район", None),
            ("Тюмень", None),
            ("", None),
        ] {
            assert_eq!(known.of_cell(text, &namer).as_deref(), id, "{text}");
        }
    }
}
