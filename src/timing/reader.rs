//! Looking at tokens by their places. No place is out of range: beyond the end there is nothing.

use super::words::{Kind, Token};

/// What was read, and the place after it.
pub type Read<T> = Option<(T, usize)>;

/// Longer lists are no terms; the bound keeps reading linear.
pub const LONGEST_LIST: usize = 40;

/// The tokens of a cell, to be asked by place.
#[derive(Clone, Copy)]
pub struct Reader<'t>(pub &'t [Token]);

impl<'t> Reader<'t> {
    /// The token at this place.
    pub fn kind(self, at: usize) -> Option<&'t Kind> {
        self.0.get(at).map(|token| &token.kind)
    }

    /// The word at this place.
    pub fn word(self, at: usize) -> Option<&'t str> {
        match self.kind(at)? {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The number at this place and how many digits it has.
    pub fn number(self, at: usize) -> Option<(u32, usize)> {
        match self.kind(at)? {
            Kind::Number(value, digits) => Some((*value, *digits)),
            _ => None,
        }
    }

    /// Whether this word stands there.
    pub fn is(self, at: usize, word: &str) -> bool {
        self.word(at) == Some(word)
    }

    /// Whether one of these words stands there.
    pub fn is_any(self, at: usize, words: &[&str]) -> bool {
        self.word(at).is_some_and(|word| words.contains(&word))
    }

    /// Whether a word that begins so stands there.
    pub fn begins(self, at: usize, stem: &str) -> bool {
        self.word(at).is_some_and(|word| word.starts_with(stem))
    }

    /// Whether a word that begins in one of these ways stands there.
    pub fn begins_any(self, at: usize, stems: &[&str]) -> bool {
        stems.iter().any(|stem| self.begins(at, stem))
    }

    /// Whether a dash stands there.
    pub fn is_dash(self, at: usize) -> bool {
        self.kind(at) == Some(&Kind::Dash)
    }

    /// Whether nothing but these tokens stands in this part of the words.
    pub fn is_tight(self, first: usize, last: usize) -> bool {
        let tokens = self.0.get(first..=last).unwrap_or_default();
        let mut pairs = tokens.iter().zip(tokens.iter().skip(1));
        !tokens.is_empty() && pairs.all(|(one, next)| one.place.end == next.place.start)
    }

    /// The place after these words.
    pub fn phrase(self, at: usize, words: &[&str]) -> Option<usize> {
        (at..)
            .zip(words)
            .all(|(at, word)| self.is(at, word))
            .then_some(at + words.len())
    }

    /// The place after the longest of these phrases that stands there.
    pub fn longest(self, at: usize, phrases: &[&[&str]]) -> Option<usize> {
        phrases
            .iter()
            .filter_map(|phrase| self.phrase(at, phrase))
            .max()
    }

    /// The place after a full stop, where one may stand.
    pub fn skip_dot(self, at: usize, may: bool) -> usize {
        at + usize::from(may && self.kind(at) == Some(&Kind::Dot))
    }
}
