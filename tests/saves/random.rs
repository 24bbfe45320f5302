//! Random sequences of changes, seeded: `SEED=7 CASES=500 cargo test --test saves` runs others and more.

use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use metod::lang::Language;
use metod::preview::{Changes, Event, Options, Port, Preview, Renders, Watching};
use metod::publication::{Again, Memory, Publication, Settings};

use super::changes::{CHANGES, Chance};
use super::portal::{TODAY, build, contents, difference, make, put_back};

/// Steps of a plain run.
const CASES: usize = 16;
/// How long a preview may take to come to the state of a clean build.
const PATIENCE: Duration = Duration::from_secs(60);
/// Of so many steps one is a burst of changes.
const BURSTS: usize = 4;

fn number(name: &str, usual: usize) -> usize {
    let value = std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok());
    value.unwrap_or(usual)
}

/// A preview of a portal, and a message for each of its loads.
pub fn start(settings: &Settings, watching: Watching) -> (Preview, Receiver<()>) {
    let options = Options {
        root: settings.root.clone(),
        host: "127.0.0.1".to_owned(),
        port: Port::Asked(0),
        language: Language::En,
        drafts: settings.drafts,
        watching,
    };
    let load = {
        let settings = settings.clone();
        let mut memory = Memory::default();
        Box::new(move |changes: &Changes| {
            let again = Again {
                memory: &mut memory,
                is_touched: &|path| changes.touch(path),
            };
            let (publication, found) = Publication::load_again(&settings, again)?;
            Ok((
                publication.map(|good| Box::new(good) as Box<dyn Renders>),
                found,
            ))
        })
    };
    let (sender, loads) = channel();
    let observer = Box::new(move |event: Event<'_>| {
        assert!(!matches!(event, Event::Failed(_)), "{event:?}");
        let _ = sender.send(());
    });
    (Preview::start(&options, load, observer).unwrap(), loads)
}

/// Changes files again and again and compares everything after each step.
fn compare_steps(name: &str, seed: u64, drafts: bool) {
    let settings = Settings {
        root: make(name),
        today: Some(TODAY.parse().unwrap()),
        drafts,
        ..Settings::default()
    };
    let content = settings.root.join("content");
    let (preview, loads) = start(&settings, Watching::AsTheSystemCan);
    let mut chance = Chance(seed);
    let mut good = build(&settings);
    assert_eq!(
        good.mistakes,
        Vec::<String>::new(),
        "the portal begins well"
    );
    let mut good_files = contents(&content);
    let mut steps: Vec<String> = Vec::new();
    for case in 0..number("CASES", CASES) {
        let is_broken = contents(&content) != good_files && !build(&settings).mistakes.is_empty();
        while loads.try_recv().is_ok() {}
        if is_broken && chance.below(2) == 0 {
            put_back(&content, &good_files);
            steps.push(format!("{case}: everything as it was"));
        } else {
            let burst = if chance.below(BURSTS) == 0 {
                2 + chance.below(5)
            } else {
                1
            };
            for _ in 0..burst {
                let (what, change) = CHANGES[chance.below(CHANGES.len())];
                if let Some(where_) = change(&settings.root, &mut chance) {
                    steps.push(format!("{case}: {what}: {where_}"));
                }
            }
        }
        let built = build(&settings);
        let started = Instant::now();
        let _ = loads.recv_timeout(Duration::from_millis(300));
        while let Some(difference) = difference(preview.address(), &built, &good) {
            let last = steps.iter().rev().take(12).rev();
            assert!(
                started.elapsed() < PATIENCE,
                "seed {seed}: {difference}\nafter {:#?}",
                last.collect::<Vec<_>>()
            );
            let _ = loads.recv_timeout(Duration::from_millis(300));
        }
        if built.mistakes.is_empty() {
            (good, good_files) = (built, contents(&content));
        }
    }
    println!("seed {seed}: {} changes", steps.len());
    drop(preview);
}

#[test]
fn random_changes_are_previewed_as_they_are_built() {
    compare_steps("shown", number("SEED", 20_261_122) as u64, false);
}

#[test]
fn random_changes_with_drafts_are_previewed_as_they_are_built() {
    compare_steps("drafts", number("SEED", 86) as u64 + 1, true);
}
