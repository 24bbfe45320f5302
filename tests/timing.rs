//! What the words of «сроки» are read as: tables of words and readings, reasoned from the contract.

#![allow(clippy::disallowed_methods)] // A test reads its tables.

use std::collections::BTreeSet;

use metod::parse::fields::{Period, Scalar};
use metod::portal::plan::{Checkpoints, ScheduleKind};
use metod::timing::{Doubt, Reading, Schedule, Term, occurrences, read};
use serde::Deserialize;

/// Cells of plans with one period.
#[derive(Deserialize)]
struct Group {
    period: Period,
    cases: Vec<Case>,
}

/// One cell: its words, its entries in the notation of [`line`], its doubts with their words.
#[derive(Deserialize)]
struct Case {
    words: String,
    reads: Vec<String>,
    #[serde(default)]
    doubts: Vec<String>,
}

/// One schedule, by words or by entries, and the times it is to be done.
#[derive(Deserialize)]
struct Times {
    period: Period,
    #[serde(default)]
    checkpoints: Option<String>,
    #[serde(default)]
    words: Option<String>,
    #[serde(default)]
    schedule: Vec<Entry>,
    occurrences: Vec<String>,
}

/// An entry as an author writes it.
#[derive(Deserialize)]
struct Entry {
    kind: ScheduleKind,
    start: Option<String>,
    end: Option<String>,
    due: Option<String>,
    every: Option<metod::portal::plan::Every>,
    quality: Option<metod::portal::plan::Quality>,
}

fn table<T: for<'de> Deserialize<'de>>(name: &str) -> Vec<T> {
    let path = format!("{}/tests/timing/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect("a table of the repository");
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn term(period: &Period) -> Term {
    Term::of(period).expect("a right period")
}

/// `KIND [UNIT] [START..END] [due DAY] QUALITY [«BASIS»]`. A period and a deadline are due on their last
/// day unless the line says otherwise, everything else has no due day unless it says one.
fn line(entry: &Schedule) -> String {
    let mut words = vec![entry.kind.word().to_owned()];
    words.extend(entry.every.map(|every| every.word().to_owned()));
    let day = |day: Option<jiff::civil::Date>| day.map_or("?".to_owned(), |day| day.to_string());
    if entry.start.is_some() || entry.end.is_some() {
        words.push(format!("{}..{}", day(entry.start), day(entry.end)));
    }
    let usual = match entry.kind {
        ScheduleKind::Period | ScheduleKind::Deadline => entry.end,
        _ => None,
    };
    if entry.due != usual {
        words.push(format!("due {}", day(entry.due)));
    }
    words.push(entry.quality.word().to_owned());
    words.extend(entry.basis.as_ref().map(|basis| format!("«{basis}»")));
    words.join(" ")
}

fn doubt((doubt, words): &(Doubt, String)) -> String {
    let name = match doubt {
        Doubt::Assumed => "assumed",
        Doubt::Ambiguous => "ambiguous",
        Doubt::Impossible => "impossible",
        Doubt::Unread => "unread",
    };
    format!("{name} «{words}»")
}

fn lines(reading: &Reading) -> (Vec<String>, Vec<String>) {
    (
        reading.schedule.iter().map(line).collect(),
        reading.doubts.iter().map(doubt).collect(),
    )
}

fn assert_none(wrong: Vec<String>) {
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn words_are_read_as_the_table_says() {
    let mut wrong = Vec::new();
    let groups: Vec<Group> = table("cases.yaml");
    assert!(groups.iter().map(|group| group.cases.len()).sum::<usize>() >= 110);
    for Group { period, cases } in groups {
        let term = term(&period);
        for case in cases {
            let (reads, doubts) = lines(&read(&case.words, term));
            if reads != case.reads || doubts != case.doubts {
                wrong.push(format!(
                    "«{}» in {}–{}\n  wanted {:#?} {:#?}\n  read   {reads:#?} {doubts:#?}",
                    case.words, term.start, term.end, case.reads, case.doubts
                ));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn every_cell_of_the_demo_plans_is_in_the_table() {
    let groups: Vec<Group> = table("cases.yaml");
    let mut wrong = Vec::new();
    for plan in ["yugra-2022", "megion-2022-2024", "primer-shkola-2022"] {
        let path = format!("{}/content/plans/{plan}.yaml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("a plan of the demo");
        let plan: serde_yaml::Value = serde_yaml::from_str(&text).expect("a plan is YAML");
        let period = match &plan["period"] {
            serde_yaml::Value::Number(year) => serde_yaml::Value::String(year.to_string()),
            other => other.clone(),
        };
        let period: Period = serde_yaml::from_value(period).expect("a period of a plan");
        let known: BTreeSet<&str> = groups
            .iter()
            .filter(|group| term(&group.period) == term(&period))
            .flat_map(|group| &group.cases)
            .map(|case| case.words.as_str())
            .collect();
        let mut cells = Vec::new();
        collect("timing", &plan, &mut cells);
        assert!(!cells.is_empty());
        wrong.extend(
            cells
                .into_iter()
                .filter(|cell| !known.contains(cell.as_str())),
        );
    }
    assert_none(wrong);
}

/// The texts under this key, at any depth.
fn collect(key: &str, value: &serde_yaml::Value, into: &mut Vec<String>) {
    match value {
        serde_yaml::Value::Mapping(mapping) => {
            for (name, value) in mapping {
                match value.as_str() {
                    Some(text) if name.as_str() == Some(key) => into.push(text.to_owned()),
                    _ => collect(key, value, into),
                }
            }
        }
        serde_yaml::Value::Sequence(values) => {
            for value in values {
                collect(key, value, into);
            }
        }
        _ => {}
    }
}

#[test]
fn every_doubtful_entry_is_named_by_a_doubt_and_every_text_by_its_words() {
    let groups: Vec<Group> = table("cases.yaml");
    for Group { period, cases } in groups {
        for case in cases {
            let reading = read(&case.words, term(&period));
            for entry in &reading.schedule {
                let is_exact = entry.quality == metod::portal::plan::Quality::Exact;
                assert!(
                    is_exact || !reading.doubts.is_empty(),
                    "{}: {}",
                    case.words,
                    line(entry)
                );
            }
            for (_, words) in &reading.doubts {
                assert!(
                    case.words.contains(words.as_str()),
                    "{}: {words}",
                    case.words
                );
            }
        }
    }
}

fn written(entry: &Entry) -> Schedule {
    let day = |text: &Option<String>| text.as_ref().map(|text| text.parse().expect("a day"));
    Schedule {
        kind: entry.kind,
        start: day(&entry.start),
        end: day(&entry.end),
        due: day(&entry.due),
        every: entry.every,
        basis: None,
        quality: entry.quality.unwrap_or(metod::portal::plan::Quality::Exact),
    }
}

#[test]
fn schedules_occur_as_the_table_says() {
    let mut wrong = Vec::new();
    for times in table::<Times>("occurrences.yaml") {
        let term = term(&times.period);
        let schedule = match &times.words {
            Some(words) => read(words, term).schedule,
            None => times.schedule.iter().map(written).collect(),
        };
        let checkpoints = times.checkpoints.as_deref().unwrap_or("quarter");
        let checkpoints = <Option<Checkpoints>>::parse(checkpoints)
            .ok()
            .flatten()
            .expect("a word of checkpoints");
        let planned = occurrences(&schedule, term, checkpoints);
        let found: Vec<String> = planned
            .iter()
            .map(|(start, due, estimated)| {
                format!(
                    "{start}..{due}{}",
                    if *estimated { " estimated" } else { "" }
                )
            })
            .collect();
        if found != times.occurrences {
            let lines: Vec<String> = schedule.iter().map(line).collect();
            wrong.push(format!(
                "{lines:?} in {}–{}\n  wanted {:#?}\n  found  {found:#?}",
                term.start, term.end, times.occurrences
            ));
        }
    }
    assert_none(wrong);
}

/// A small generator with a fixed beginning: the same words on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

#[test]
fn no_words_stop_the_reader_and_its_days_lie_in_the_term() {
    const ODD: [&str; 16] = [
        "\u{ad}",
        "\u{a0}",
        "\u{301}",
        "—",
        "(",
        ")",
        ";",
        "31",
        "2022",
        "Ⅳ",
        "0",
        "99999999999999999999",
        "и",
        "до",
        "\u{1f600}",
        "٣",
    ];
    let groups: Vec<Group> = table("cases.yaml");
    let all: Vec<Vec<char>> = groups
        .iter()
        .flat_map(|group| &group.cases)
        .map(|case| case.words.chars().collect())
        .collect();
    let terms: Vec<Term> = groups.iter().map(|group| term(&group.period)).collect();
    let mut dice = Dice(2022);
    for _ in 0..1500 {
        let mut words = all[dice.below(all.len())].clone();
        let other = &all[dice.below(all.len())];
        for _ in 0..1 + dice.below(4) {
            let at = dice.below(words.len() + 1);
            match dice.below(4) {
                0 => drop(words.drain(at..(at + dice.below(5)).min(words.len()))),
                1 => drop(words.splice(at..at, ODD[dice.below(ODD.len())].chars())),
                2 => words.truncate(at.max(1)),
                _ => drop(words.splice(at..at, other.iter().copied())),
            }
        }
        let words: String = words.into_iter().collect();
        let term = terms[dice.below(terms.len())];
        let reading = read(&words, term);
        for entry in &reading.schedule {
            let days = [entry.start, entry.end].into_iter().flatten();
            for day in days {
                assert!(
                    (term.start..=term.end).contains(&day),
                    "«{words}»: {}",
                    line(entry)
                );
            }
        }
        for (_, doubted) in &reading.doubts {
            assert!(words.contains(doubted.as_str()), "«{words}»: {doubted}");
        }
        let is_empty = !words.chars().any(char::is_alphanumeric);
        assert!(is_empty || !reading.schedule.is_empty(), "«{words}»");
        occurrences(&reading.schedule, term, Checkpoints::Quarter);
    }
}
