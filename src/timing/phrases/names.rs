//! Where the name of a schedule or of an event ends, and which dates are a part of it.

use super::super::dates::dates;
use super::super::items::{Item, Shape, What};
use super::super::reader::Reader;
use super::super::vocabulary as words;
use super::super::words::Kind;
use super::{following, frequency, ongoing};

/// Where the words of a name end: at the end of the cell, at a semicolon, or where another term begins.
/// Dates inside the name («приказом от 15.03.2022», «на 2022 год») stay in it.
pub fn tail(reader: Reader<'_>, from: usize) -> usize {
    let (mut at, mut depth, mut end) = (from, 0_usize, from);
    while let Some(kind) = reader.kind(at) {
        match kind {
            Kind::Semicolon => break,
            Kind::Open => depth += 1,
            Kind::Close if depth == 0 => break,
            Kind::Close => {
                depth -= 1;
                end = at + 1;
            }
            Kind::Word(_) | Kind::Number(..) => match begins(reader, at, from) {
                Begins::Term => break,
                Begins::Name(next) => {
                    (at, end) = (next, next);
                    continue;
                }
            },
            Kind::Other => end = at + 1,
            Kind::Comma | Kind::Dash | Kind::Dot | Kind::Slash => {}
        }
        at += 1;
    }
    while end > from && reader.is_any(end - 1, &["и", "а", "также", "в", "во"]) {
        end -= 1;
    }
    // A bracket that another term has cut: «по графику (до 15 марта)».
    while end > from && reader.kind(end - 1) == Some(&Kind::Open) {
        end -= 1;
    }
    end
}

/// What a word inside a name begins.
enum Begins {
    /// A term of its own.
    Term,
    /// More of the name, up to this place.
    Name(usize),
}

fn begins(reader: Reader<'_>, at: usize, from: usize) -> Begins {
    const PREPOSITIONS: [&str; 8] = ["от", "на", "за", "для", "о", "об", "из", "к"];
    let is_term = frequency(reader, at).is_some()
        || ongoing(reader, at).is_some()
        || following(reader, at).is_some()
        || reader.longest(at, words::AFTER).is_some() && at > from;
    if is_term {
        return Begins::Term;
    }
    let Some((items, next)) = dates(reader, at) else {
        return Begins::Name(at + 1);
    };
    let before = at.checked_sub(1);
    let is_governed =
        before.is_some_and(|before| before >= from && reader.is_any(before, &PREPOSITIONS));
    let is_apart = before.is_some_and(|before| {
        matches!(
            reader.kind(before),
            Some(Kind::Comma | Kind::Open | Kind::Dash)
        )
    });
    let is_governed = is_governed || is_approval(reader, from, at, &items);
    let is_bare_year = items.iter().all(|item| match &item.what {
        What::Dates(shape) => shape.bare_years().is_some(),
        _ => false,
    });
    if is_governed || is_bare_year && !is_apart {
        Begins::Name(next)
    } else {
        Begins::Term
    }
}

/// «графиком, утвержденным 15.01.2022», «планом (утв. приказом 15 января)»: the day of the approval.
fn is_approval(reader: Reader<'_>, from: usize, at: usize, items: &[Item]) -> bool {
    /// How far a day may stand from the word; the bound keeps reading linear.
    const FARTHEST: usize = 16;
    let is_plain = |item: &Item| matches!(item.what, What::Dates(Shape::During(_)));
    let is_inside = |at: &usize| matches!(reader.kind(*at), Some(Kind::Word(_) | Kind::Dot));
    items.iter().all(is_plain)
        && (from..at)
            .rev()
            .take(FARTHEST)
            .take_while(is_inside)
            .any(|at| reader.begins_any(at, words::APPROVED))
}
