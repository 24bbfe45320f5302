//! Marks that mean another thing together than each by itself: three dots between two months, the quotes
//! around a day, the dash that begins a line, the comma inside «не позднее, чем».

use super::{Kind, Token};

/// A rule: how many tokens it takes from here, and what stands in their place.
type Rule = fn(&str, &[Token], &[Token]) -> Option<(usize, Option<Kind>)>;

const RULES: [Rule; 4] = [dots, quoted_day, bullet, comma_of_than];

/// The tokens with such marks made one.
pub fn join(words: &str, tokens: &[Token]) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        let found = RULES.iter().find_map(|rule| rule(words, &joined, rest));
        let (count, kind) = found.unwrap_or_else(|| (1, Some(first.kind.clone())));
        let (taken, after) = rest.split_at(count.clamp(1, rest.len()));
        if let (Some(kind), Some(last)) = (kind, taken.last()) {
            let place = first.place.start..last.place.end;
            joined.push(Token { kind, place });
        }
        rest = after;
    }
    joined
}

/// «март...май»: two full stops or more are a dash.
fn dots(_: &str, _: &[Token], rest: &[Token]) -> Option<(usize, Option<Kind>)> {
    let count = rest.iter().take_while(|t| t.kind == Kind::Dot).count();
    (count > 1).then_some((count, Some(Kind::Dash)))
}

/// «15» марта: orders leave the day in quotes, to be written by hand.
fn quoted_day(words: &str, _: &[Token], rest: &[Token]) -> Option<(usize, Option<Kind>)> {
    let [open, day, close, ..] = rest else {
        return None;
    };
    let is_quote = |token: &Token| {
        let text = words.get(token.place.clone()).unwrap_or_default();
        matches!(
            text,
            "«" | "»" | "\"" | "“" | "”" | "„" | "‟" | "'" | "‘" | "’" | "<" | ">"
        )
    };
    let is_day = matches!(day.kind, Kind::Number(_, 1 | 2));
    (is_day && is_quote(open) && is_quote(close)).then(|| (3, Some(day.kind.clone())))
}

/// A dash with a space after it at the beginning of a line begins a term of its own. Where the line
/// before has neither a bullet nor a year, the dash may as well be that of a range: «март\n– май 2022».
fn bullet(words: &str, before: &[Token], rest: &[Token]) -> Option<(usize, Option<Kind>)> {
    let [dash, next, ..] = rest else { return None };
    let last = before.last()?;
    let is_space = |range| words.get(range).is_some_and(|gap: &str| !gap.is_empty());
    let begins_line = words
        .get(last.place.end..dash.place.start)
        .is_some_and(|gap| gap.contains(['\n', '\r']));
    let is_bullet =
        begins_line && dash.kind == Kind::Dash && is_space(dash.place.end..next.place.start);
    let is_list = before.first().is_some_and(|first| first.kind == Kind::Dash);
    let is_ended = match &last.kind {
        Kind::Number(_, digits) => *digits == 4,
        Kind::Word(word) => word == "г" || word.starts_with("год"),
        _ => true,
    };
    let kind = match is_list || is_ended {
        true => Kind::Semicolon,
        false => Kind::Slash,
    };
    is_bullet.then_some((1, Some(kind)))
}

/// «не позднее, чем» is «не позднее чем».
fn comma_of_than(_: &str, before: &[Token], rest: &[Token]) -> Option<(usize, Option<Kind>)> {
    const COMPARED: [&str; 6] = ["позднее", "позже", "ранее", "раньше", "реже", "менее"];
    let [comma, than, ..] = rest else { return None };
    let Kind::Word(compared) = &before.last()?.kind else {
        return None;
    };
    let is_than = matches!(&than.kind, Kind::Word(word) if word == "чем");
    let is_inside = comma.kind == Kind::Comma && is_than && COMPARED.contains(&compared.as_str());
    is_inside.then_some((1, None))
}
