//! Hundreds of files at once, and folders that nobody tells the changes of.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant, SystemTime};

use metod::preview::{Preview, Watching};
use metod::publication::Settings;

use super::portal::{Built, TODAY, build, difference, make, write};
use super::random::start;

const PATIENCE: Duration = Duration::from_secs(90);
/// Practices of one state of the portal.
const MANY: usize = 500;

fn settings(name: &str) -> Settings {
    Settings {
        root: make(name),
        today: Some(TODAY.parse().unwrap()),
        ..Settings::default()
    }
}

/// Waits until the preview shows what a clean build has.
#[track_caller]
fn until_built(
    preview: &Preview,
    loads: &Receiver<()>,
    settings: &Settings,
    before: &Built,
) -> Built {
    let built = build(settings);
    let started = Instant::now();
    while let Some(difference) = difference(preview.address(), &built, before) {
        assert!(started.elapsed() < PATIENCE, "{difference}");
        let _ = loads.recv_timeout(Duration::from_millis(500));
    }
    built
}

fn write_many(root: &Path, words: &str) {
    for number in 0..MANY {
        let text = format!(
            "---\ntitle: Практика {number} {words}\nsummary: Кратко.\norganization: primer-shkola\nproblem: Мало времени.\n\
             draft: {}\nfacets:\n  level: [ooo]\n---\n\nТекст {words}.\n",
            number % 20 != 0
        );
        write(
            &root.join(format!("content/practices/mnogo/p{number}.md")),
            &text,
        );
    }
}

/// Runs git in a folder; nothing where there is no git.
fn git(root: &Path, arguments: &[&str]) -> Option<()> {
    let mut command = Command::new("git");
    command
        .current_dir(root)
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org"]);
    let output = command
        .args(["-c", "core.autocrlf=false"])
        .args(arguments)
        .output()
        .ok()?;
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(())
}

#[test]
fn five_hundred_files_written_and_checked_out_end_as_a_clean_build() {
    let settings = settings("checkout");
    let root = &settings.root;
    let has_git = git(root, &["init", "--quiet", "--initial-branch=one"])
        .and_then(|()| git(root, &["add", "content"]))
        .and_then(|()| git(root, &["commit", "--quiet", "-m", "one"]));
    let (preview, loads) = start(&settings, Watching::AsTheSystemCan);
    let few = build(&settings);
    write_many(root, "сначала");
    let many = until_built(&preview, &loads, &settings, &few);
    assert!(many.files.len() > few.files.len());
    write_many(root, "потом");
    let others = until_built(&preview, &loads, &settings, &many);
    if has_git.is_none() {
        println!("nothing is checked out: there is no git");
        return;
    }
    git(root, &["checkout", "--quiet", "-b", "two"]).unwrap();
    git(root, &["add", "content"]).unwrap();
    git(root, &["commit", "--quiet", "-m", "two"]).unwrap();
    git(root, &["checkout", "--quiet", "one"]).unwrap();
    let back = until_built(&preview, &loads, &settings, &others);
    assert_eq!(back.files.len(), few.files.len());
    git(root, &["checkout", "--quiet", "two"]).unwrap();
    until_built(&preview, &loads, &settings, &back);
}

#[test]
fn folders_that_are_looked_at_are_shown_as_they_are_built() {
    let settings = settings("polling");
    let content = settings.root.join("content");
    let (preview, loads) = start(&settings, Watching::Polling);
    let file = content.join("practices/dnevnik.md");
    let mut built = build(&settings);
    let replace = |from: &str, to: &str| {
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replacen(from, to, 1)).unwrap();
    };
    replace("Дневник", "Тетрадь");
    built = until_built(&preview, &loads, &settings, &built);
    // The second save of a second, of the same size, and a file older than the one it replaces.
    replace("Тетрадь", "Дневник");
    std::thread::sleep(Duration::from_millis(300));
    replace("Дневник", "Журналы");
    built = until_built(&preview, &loads, &settings, &built);
    replace("Журналы", "Альбомы");
    let old = SystemTime::now() - Duration::from_secs(86_400);
    fs::File::options()
        .write(true)
        .open(&file)
        .unwrap()
        .set_modified(old)
        .unwrap();
    built = until_built(&preview, &loads, &settings, &built);
    // Files and folders that come, move and go.
    write(
        &content.join("practices/novye/odna.md"),
        &fs::read_to_string(&file).unwrap().replace("aliases", "#"),
    );
    built = until_built(&preview, &loads, &settings, &built);
    fs::rename(
        content.join("practices/novye"),
        content.join("practices/drugie"),
    )
    .unwrap();
    built = until_built(&preview, &loads, &settings, &built);
    fs::remove_dir_all(content.join("practices/drugie")).unwrap();
    write(
        &settings.root.join("themes/default/css/site.css"),
        "main { --a: 1 }\n",
    );
    until_built(&preview, &loads, &settings, &built);
}
