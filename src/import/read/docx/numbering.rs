//! Automatic numbers: what Word shows before a paragraph, counted as Word counts.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Refusal;
use super::super::ledger::named;
use super::super::xml::{Space, Xml};
use super::numerals;
use super::styles::InList;

/// Levels that a list has.
const LEVELS: usize = 9;

/// How one level of a list is numbered.
#[derive(Clone, Debug)]
struct Level {
    start: usize,
    format: String,
    /// `%1.%2.`, or the bullet itself.
    text: String,
    /// After which level the count begins anew; 0 is never.
    restart: Option<usize>,
    is_legal: bool,
    /// The style whose paragraphs stand at this level.
    style: Option<String>,
}

/// A list as it is described; the lists of a document are made from these.
#[derive(Debug, Default)]
struct Pattern {
    levels: BTreeMap<usize, Level>,
    /// The style that this is the description of.
    style: Option<String>,
    /// The style whose description is to be taken instead.
    link: Option<String>,
}

/// A list of a document.
#[derive(Debug, Default)]
struct List {
    pattern: String,
    starts: BTreeMap<usize, usize>,
    levels: BTreeMap<usize, Level>,
}

/// All lists of one document, and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    patterns: BTreeMap<String, Pattern>,
    lists: BTreeMap<String, List>,
    counts: BTreeMap<String, [Option<usize>; LEVELS]>,
    /// Lists that have begun with their own first number.
    begun: BTreeSet<(String, usize)>,
}

impl Numbering {
    /// Reads `word/numbering.xml`.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let mut numbering = Self::default();
        Xml::new(text).elements(|xml, tag| match tag.key() {
            (Space::Word, "abstractNum") => {
                let id = named(tag.attribute("abstractNumId")).unwrap_or_default();
                numbering.patterns.insert(id, pattern(xml)?);
                Ok(())
            }
            (Space::Word, "num") => {
                let id = named(tag.attribute("numId")).unwrap_or_default();
                numbering.lists.insert(id, list(xml)?);
                Ok(())
            }
            _ => Ok(()),
        })?;
        numbering.follow_links();
        Ok(numbering)
    }

    /// The level of a list at which paragraphs of this style stand.
    pub fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let (_, pattern) = self.pattern(self.lists.get(list)?)?;
        let mut levels = pattern.levels.iter();
        levels.find_map(|(at, level)| (level.style.as_deref() == Some(style)).then_some(*at))
    }

    /// The description of a list.
    fn pattern(&self, list: &List) -> Option<(&str, &Pattern)> {
        let (id, pattern) = self.patterns.get_key_value(&list.pattern)?;
        Some((id, pattern))
    }

    /// Lists that are described by a style take the description of that style.
    fn follow_links(&mut self) {
        let described = self
            .patterns
            .iter()
            .filter_map(|(id, pattern)| Some((pattern.style.clone()?, id.clone())));
        let described: BTreeMap<String, String> = described.collect();
        for list in self.lists.values_mut() {
            let link = self
                .patterns
                .get(&list.pattern)
                .and_then(|pattern| pattern.link.as_ref());
            if let Some(id) = link.and_then(|link| described.get(link)) {
                list.pattern.clone_from(id);
            }
        }
    }

    /// Counts a paragraph and says what stands before it.
    pub fn next(&mut self, place: &InList) -> Option<String> {
        let id = place.list.as_deref().filter(|id| *id != "0")?;
        let at = place.level.unwrap_or(0).min(LEVELS - 1);
        let list = self.lists.get(id)?;
        let (pattern_id, pattern) = self.pattern(list)?;
        let level_at = |at: usize| list.levels.get(&at).or_else(|| pattern.levels.get(&at));
        let level = level_at(at)?.clone();
        let start_at = |at: usize| {
            let own = list.starts.get(&at).copied();
            own.unwrap_or_else(|| level_at(at).map_or(1, |level| level.start))
        };
        let has_own_start = list.starts.contains_key(&at);
        let mut counts = self.counts.get(pattern_id).copied().unwrap_or_default();
        if has_own_start && !self.begun.contains(&(id.to_owned(), at)) {
            counts[at] = None;
        }
        counts[at] = Some(match counts[at] {
            Some(count) => count.saturating_add(1),
            None => start_at(at),
        });
        for (upper, count) in counts.iter_mut().enumerate().take(at) {
            // A level that was never counted shows its first number, and has then begun.
            count.get_or_insert_with(|| start_at(upper));
        }
        for (lower, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let restart = level_at(lower).and_then(|level| level.restart);
            // Levels are written from 1; without a word each begins anew under any level above it.
            if restart.is_none_or(|restart| restart > at) {
                *count = None;
            }
        }
        let label = shown(&level, &counts, |at| {
            level_at(at).map(|level| level.format.as_str())
        });
        let pattern_id = pattern_id.to_owned();
        self.counts.insert(pattern_id, counts);
        self.begun.insert((id.to_owned(), at));
        (!label.is_empty()).then_some(label)
    }
}

/// The text of a level with its numbers in place.
fn shown<'a>(
    level: &Level,
    counts: &[Option<usize>; LEVELS],
    format: impl Fn(usize) -> Option<&'a str>,
) -> String {
    match level.format.as_str() {
        "none" => return String::new(),
        "bullet" => return level.text.chars().map(numerals::bullet).collect(),
        _ => {}
    }
    let mut label = String::new();
    let mut characters = level.text.chars().peekable();
    while let Some(character) = characters.next() {
        let at = characters.peek().and_then(|digit| digit.to_digit(10));
        match at {
            Some(at @ 1..) if character == '%' => {
                characters.next();
                let at = at as usize - 1;
                let format = if level.is_legal {
                    Some("decimal")
                } else {
                    format(at)
                };
                let count = counts.get(at).copied().flatten().unwrap_or(0);
                label.push_str(&numerals::shown(count, format.unwrap_or("decimal")));
            }
            _ => label.push(character),
        }
    }
    label.trim().to_owned()
}

fn pattern(xml: &mut Xml<'_>) -> Result<Pattern, Refusal> {
    let mut pattern = Pattern::default();
    xml.children(|xml, tag| {
        match tag.key() {
            (Space::Word, "lvl") => {
                let at = tag.number("ilvl").unwrap_or(0);
                let level = level(xml)?;
                if at < LEVELS {
                    pattern.levels.insert(at, level);
                }
                return Ok(());
            }
            (Space::Word, "styleLink") => pattern.style = named(tag.attribute("val")),
            (Space::Word, "numStyleLink") => pattern.link = named(tag.attribute("val")),
            _ => {}
        }
        xml.skip()
    })?;
    Ok(pattern)
}

fn level(xml: &mut Xml<'_>) -> Result<Level, Refusal> {
    let mut level = Level {
        start: 0,
        format: "decimal".to_owned(),
        text: String::new(),
        restart: None,
        is_legal: false,
        style: None,
    };
    xml.children(|xml, tag| {
        let value = named(tag.attribute("val"));
        match tag.key() {
            (Space::Word, "start") => level.start = tag.number("val").unwrap_or(0),
            (Space::Word, "numFmt") => level.format = value.unwrap_or_default(),
            (Space::Word, "lvlText") => level.text = value.unwrap_or_default(),
            (Space::Word, "lvlRestart") => level.restart = tag.number("val"),
            (Space::Word, "isLgl") => level.is_legal = tag.is_on(),
            (Space::Word, "pStyle") => level.style = value,
            _ => {}
        }
        xml.skip()
    })?;
    Ok(level)
}

fn list(xml: &mut Xml<'_>) -> Result<List, Refusal> {
    let mut list = List::default();
    xml.children(|xml, tag| match tag.key() {
        (Space::Word, "abstractNumId") => {
            list.pattern = named(tag.attribute("val")).unwrap_or_default();
            xml.skip()
        }
        (Space::Word, "lvlOverride") => {
            let at = tag.number("ilvl").unwrap_or(0);
            xml.children(|xml, tag| {
                match tag.key() {
                    (Space::Word, "startOverride") => {
                        list.starts
                            .insert(at.min(LEVELS), tag.number("val").unwrap_or(1));
                    }
                    (Space::Word, "lvl") => {
                        list.levels.insert(at.min(LEVELS), level(xml)?);
                        return Ok(());
                    }
                    _ => {}
                }
                xml.skip()
            })
        }
        _ => xml.skip(),
    })?;
    Ok(list)
}
