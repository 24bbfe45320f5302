//! Cells of a sheet as organizations.yaml takes them: names, sites, e-mails, telephones. What may be
//! a person's own is not taken.

use std::sync::LazyLock;

use regex::Regex;

use crate::import::model::NoteKind;
use crate::import::plan::flat;
use crate::privacy::Mask;

/// The key of the note about what may be a person's own.
pub const PERSONAL: &str = "import.register-personal";

/// A value that is taken, and what to tell of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// The value.
    pub value: Option<String>,
    /// Kind and key of the note.
    pub note: Option<(NoteKind, &'static str)>,
}

static SHORT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(.{12,}?)\s*\((?:сокращ[её]нно|кратко|далее)?\s*[–—:-]?\s*(\p{Lu}[^()]{2,})\)$")
        .ok()
});
static HOST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?i)([\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+\p{L}[\p{L}\d-]+(?::\d+)?(?:[/?#]\S*)?$",
    )
    .ok()
});
static EMAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[^\s@<>,;]+@[\p{L}\d.-]+\.\p{L}[\p{L}\d-]+$").ok());
static MOBILE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:\+?\s*7|\b8)[\s(\-–]*9\d{2}").ok());

/// A name and the short one that stands behind it in brackets.
pub fn name(text: &str) -> (String, Option<String>) {
    let text = flat(text);
    let whole = (text.clone(), None);
    let Some(found) = SHORT.as_ref().and_then(|known| known.captures(&text)) else {
        return whole;
    };
    let (Some(name), Some(short)) = (found.get(1), found.get(2)) else {
        return whole;
    };
    // «Школа № 101 (пример)» and «Гимназия (корпус 2)» begin with small letters and stay whole.
    let is_shorter = short.as_str().chars().count() < name.as_str().chars().count();
    match is_shorter && short.as_str() != "Пример" {
        true => (name.as_str().to_owned(), Some(short.as_str().to_owned())),
        false => whole,
    }
}

/// Words as they are, unless they name a person.
pub fn words(text: &str) -> Taken {
    match names_person(text) {
        true => refused(PERSONAL),
        false => taken(flat(text)),
    }
}

/// An address of the network; `http://` is put before a bare one.
pub fn site(text: &str) -> Taken {
    let Some(first) = parts(text).next() else {
        return refused("import.register-site");
    };
    let is_more = parts(text).nth(1).is_some();
    let lower = first.to_lowercase();
    let bare = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    let is_host = HOST
        .as_ref()
        .is_some_and(|host| host.is_match(bare.unwrap_or(&lower)));
    let (value, note) = match (is_host, bare) {
        (false, _) => return refused("import.register-site"),
        (true, Some(_)) => (first.to_owned(), None),
        (true, None) => {
            let value = format!("http://{first}");
            (
                value,
                Some((NoteKind::Changed, "import.register-site-made")),
            )
        }
    };
    Taken {
        value: Some(value),
        note: is_more
            .then_some((NoteKind::Doubt, "import.register-first"))
            .or(note),
    }
}

/// The first e-mail of a cell.
pub fn email(text: &str) -> Taken {
    let Some(first) = parts(text).next() else {
        return refused("import.register-email");
    };
    if !EMAIL.as_ref().is_some_and(|email| email.is_match(first)) {
        return refused(match names_person(text) {
            true => PERSONAL,
            false => "import.register-email",
        });
    }
    Taken {
        value: Some(first.to_owned()),
        note: parts(text)
            .nth(1)
            .map(|_| (NoteKind::Doubt, "import.register-first")),
    }
}

/// Telephones as written; a mobile one may be a person's own.
pub fn phone(text: &str) -> Taken {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_mobile = MOBILE.as_ref().is_some_and(|mobile| mobile.is_match(text));
    match () {
        () if is_mobile || names_person(text) => refused(PERSONAL),
        () if digits < 5 => refused("import.register-phone"),
        () => taken(flat(text)),
    }
}

fn taken(value: String) -> Taken {
    Taken {
        value: Some(value),
        note: None,
    }
}

fn refused(key: &'static str) -> Taken {
    Taken {
        value: None,
        note: Some((NoteKind::Doubt, key)),
    }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', ',', ';', '\n', '\u{a0}'])
        .filter(|part| !part.is_empty())
}

fn names_person(text: &str) -> bool {
    let named = Mask::default().ranges(text).into_iter();
    let mut named = named.filter_map(|range| text.get(range));
    named.any(|words| !words.contains(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_taken_as_they_are_or_not_at_all() {
        let of = |taken: Taken| taken.value.unwrap_or_default();
        for (text, value) in [
            ("school1.ru", "http://school1.ru"),
            ("https://86sch1.edusite.ru/", "https://86sch1.edusite.ru/"),
            ("http://школа.рф", "http://школа.рф"),
            ("a.ru, b.ru", "http://a.ru"),
            ("javascript:alert(1)", ""),
            ("нет", ""),
        ] {
            assert_eq!(of(site(text)), value, "{text}");
        }
        for (text, value) in [
            ("sch1@mail.ru", "sch1@mail.ru"),
            ("a@b.ru; c@d.ru", "a@b.ru"),
            ("нет", ""),
        ] {
            assert_eq!(of(email(text)), value, "{text}");
        }
        for (text, value) in [
            ("8 (34643) 9-66-58", "8 (34643) 9-66-58"),
            ("8(3462) 22-33-44, доб. 101", "8(3462) 22-33-44, доб. 101"),
            ("Иванова А.А. 8(34643)96658", ""),
            ("+7 912 345-67-89", ""),
            ("89123456789", ""),
            ("нет", ""),
        ] {
            assert_eq!(of(phone(text)), value, "{text}");
        }
    }

    #[test]
    fn a_short_name_in_brackets_is_told_apart() {
        for (text, parts) in [
            (
                "Муниципальное учреждение «Школа № 1» (МБОУ СОШ № 1)",
                ("Муниципальное учреждение «Школа № 1»", Some("МБОУ СОШ № 1")),
            ),
            (
                "Средняя школа № 101 (пример)",
                ("Средняя школа № 101 (пример)", None),
            ),
        ] {
            let (found, short) = name(text);
            assert_eq!((found.as_str(), short.as_deref()), parts);
        }
    }
}
