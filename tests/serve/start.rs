//! How a preview begins: its port, its address, the command.

use std::fs;
use std::net::TcpListener;
use std::process::Command;
use std::time::Instant;

use metod::lang::Language;
use metod::preview::{Event, Options, Port, Preview, Watching};
use metod::publication::Error;

use super::program::{PATIENCE, Served};

#[test]
fn a_busy_port_is_refused_when_asked_for_and_passed_over_when_not() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let options = Options {
        root: std::env::temp_dir(),
        host: "127.0.0.1".to_owned(),
        port: Port::Asked(port),
        language: Language::Ru,
        drafts: false,
        watching: Watching::AsTheSystemCan,
    };
    let start = |options: &Options| {
        Preview::start(
            options,
            Box::new(|_| Ok((None, Vec::new()))),
            Box::new(|_: Event<'_>| {}),
        )
    };
    let Err(Error(words)) = start(&options) else {
        panic!("a busy port was taken")
    };
    assert!(
        words.contains(&port.to_string()) && words.contains("занят"),
        "{words}"
    );
    let next = start(&Options {
        port: Port::From(port),
        ..options
    })
    .unwrap();
    assert!(next.address().port() > port);
    assert_eq!(
        next.url(),
        format!("http://127.0.0.1:{}/", next.address().port())
    );
}

#[test]
fn the_command_prints_its_address_and_serves_the_portal() {
    let root = std::env::temp_dir().join(format!("metod-serve-command-{}", std::process::id()));
    let page = root.join("content/pages/about.md");
    fs::create_dir_all(page.parent().unwrap()).unwrap();
    fs::write(
        root.join("content/site.yaml"),
        "title: Портал\ntoday: 2022-10-01\n",
    )
    .unwrap();
    fs::write(&page, "---\ntitle: О площадке\n---\nПервые слова.\n").unwrap();
    let program = env!("CARGO_BIN_EXE_metod");
    let served = Served::start(
        Command::new(program)
            .args(["serve", "--port", "0"])
            .current_dir(&root),
    );
    let get = |path: &str| served.get(path).text();
    assert!(get("about/").contains("Первые слова."));
    fs::write(&page, "---\ntitle: О площадке\n---\nДругие слова.\n").unwrap();
    let started = Instant::now();
    while !get("about/").contains("Другие слова.") {
        assert!(started.elapsed() < PATIENCE, "the change is not served");
    }
    fs::write(&page, "---\ntitle: О площадке\ntitel: опечатка\n---\n").unwrap();
    while !get("__metod/state").contains("content/pages/about.md") {
        assert!(started.elapsed() < PATIENCE, "the mistake is not shown");
    }
    assert!(get("about/").contains("Другие слова."));
    drop(served);
    fs::remove_dir_all(&root).unwrap();
}
