//! The program itself through hundreds of saves: it stays alive, right and of one size.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use metod::publication::Settings;

use super::portal::{TODAY, build, difference, make};
use super::preview::{PATIENCE, Served};

/// What memory may grow by between the 50th save and the 500th, in KiB: each is the least of 25 saves, because an
/// allocator keeps pages for a while. The saved text is so long that keeping each of 450 would take twice as
/// much, and keeping portals hundreds of times.
const GROWTH: u64 = 16 * 1024;
const SAMPLES: usize = 25;
/// Bytes of the saved text, about.
const LONG: usize = 40_000;

fn serve(root: &Path) -> Served {
    let mut command = Command::new(env!("CARGO_BIN_EXE_metod"));
    let arguments = ["--lang", "en", "serve", "--port", "0", "--today", TODAY];
    Served::start(command.arg("--root").arg(root).args(arguments))
}

#[track_caller]
fn until_it_shows(served: &Served, url: &str, words: &str) {
    let started = Instant::now();
    loop {
        let reply = served.get(url);
        if reply.status == 200 && reply.text().contains(words) {
            return;
        }
        assert!(started.elapsed() < PATIENCE, "«{words}» is not shown");
        // A question at once would keep the processor from answering.
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// What it holds of the machine's memory, in KiB; nothing where the system does not say.
fn memory_of(served: &Served) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", served.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn settings(root: PathBuf) -> Settings {
    Settings {
        root,
        today: Some(TODAY.parse().unwrap()),
        ..Settings::default()
    }
}

#[test]
fn five_hundred_saves_are_all_shown_and_take_no_more_memory_than_fifty() {
    let settings = settings(make("five-hundred"));
    let served = serve(&settings.root);
    let file = settings.root.join("content/practices/dnevnik.md");
    let sentence = "Длинный текст нужен для памяти. ";
    let long = sentence.repeat(LONG / sentence.len());
    let text = format!("{}\n\n{long}\n", fs::read_to_string(&file).unwrap());
    let mut memory = Vec::new();
    for save in 1..=500 {
        // Most saves are of the text; others may see the title, and with another day all is loaded again.
        let words = format!("сохранение-{save}-");
        let new = if save % 5 == 0 {
            let title = format!("title: Дневник {words}");
            let day = format!("date: 2026-03-{:02}", 1 + save / 10 % 28);
            let text = text.replacen("title: Дневник", &title, 1);
            text.replacen("date: 2026-03-01", &day, 1)
        } else {
            format!("{text}\n\nЭто {words}.\n")
        };
        fs::write(&file, new).unwrap();
        until_it_shows(&served, "practices/dnevnik/", &words);
        memory.extend(memory_of(&served));
    }
    let built = build(&settings);
    assert_eq!(difference(served.address, &built, &built), None);
    if memory.len() < 500 {
        println!("memory is not compared: this system has no /proc to read it from");
        return;
    }
    let least_before = |save: usize| memory[save - SAMPLES..save].iter().min().copied().unwrap();
    let (before, after) = (least_before(50), least_before(500));
    println!("{before} KiB after 50 saves, {after} KiB after 500");
    assert!(
        after <= before + GROWTH,
        "{before} KiB after 50 saves, {after} KiB after 500"
    );
}

#[test]
fn a_hundred_broken_saves_leave_the_preview_alive_and_right() {
    let settings = settings(make("broken"));
    let served = serve(&settings.root);
    let good = build(&settings);
    let file = settings.root.join("content/practices/dnevnik.md");
    let text = fs::read_to_string(&file).unwrap();
    let breaks: [fn(&str) -> String; 5] = [
        |text| text.replacen("title: ", "title: \"", 1),
        |text| text.replacen("\n---\n", "\n", 1),
        |text| text.chars().take(30).collect(),
        |text| text.replacen("  level: [noo]", "  level: [нет такого", 1),
        |_| String::new(),
    ];
    for save in 0..100 {
        fs::write(&file, breaks[save % breaks.len()](&text)).unwrap();
        std::thread::sleep(Duration::from_millis(50));
    }
    let broken = build(&settings);
    assert_ne!(broken.mistakes, Vec::<String>::new());
    let started = Instant::now();
    while let Some(difference) = difference(served.address, &broken, &good) {
        assert!(started.elapsed() < PATIENCE, "broken: {difference}");
    }
    fs::write(&file, text.replacen("title: Дневник", "title: Тетрадь", 1)).unwrap();
    let mended = build(&settings);
    while let Some(difference) = difference(served.address, &mended, &good) {
        assert!(started.elapsed() < PATIENCE, "mended: {difference}");
    }
}
