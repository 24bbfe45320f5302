//! Saved files are served, read anew no more often than they change.

use std::fs;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::site::Site;

#[test]
fn a_saved_change_is_served_and_gives_a_new_version() {
    let site = Site::new(&[("index", "раз"), ("a", "старое")]);
    let version = site.body("/__metod/version");
    site.write("a", "новое");
    site.until("the new text is served", || {
        site.body("/a/").contains("новое")
    });
    assert_ne!(site.body("/__metod/version"), version);
    assert!(
        site.get("/a/")
            .header("Server-Timing")
            .unwrap()
            .contains(&site.body("/__metod/version"))
    );
}

#[test]
fn a_burst_of_saves_is_loaded_once_or_twice() {
    let site = Site::new(&[("index", "x")]);
    for number in 0..200 {
        site.write(&format!("p{number}"), "x");
    }
    site.until("the last page is there", || {
        site.get("/p199/").status == 200
    });
    let loads = site.loads.load(Ordering::SeqCst);
    assert!(loads <= 6, "{loads} loads for one burst");
}

#[test]
fn reading_the_files_is_no_change() {
    let site = Site::new(&[("index", "x")]);
    let before = site.loads.load(Ordering::SeqCst);
    for _ in 0..50 {
        fs::read_to_string(site.root.join("content/index.md")).unwrap();
        fs::read_dir(site.root.join("content")).unwrap().count();
    }
    // A real change after them comes alone.
    site.write("index", "новое");
    site.until("the change is served", || site.body("/").contains("новое"));
    assert_eq!(site.loads.load(Ordering::SeqCst), before + 1);
}

#[test]
fn folders_that_come_later_are_watched_too() {
    let site = Site::new(&[("index", "x")]);
    fs::create_dir_all(site.root.join("content/deep/deeper")).unwrap();
    fs::write(site.root.join("content/deep/deeper/late.md"), "раз").unwrap();
    site.until("the page of a new folder is served", || {
        site.get("/late/").status == 200
    });
    fs::write(site.root.join("content/deep/deeper/late.md"), "два").unwrap();
    site.until("its change is served", || {
        site.body("/late/").contains("два")
    });

    fs::remove_dir_all(site.root.join("content")).unwrap();
    site.until("the pages are gone", || site.get("/late/").status == 404);
    fs::create_dir_all(site.root.join("content")).unwrap();
    site.write("again", "снова");
    site.until("a folder that came back is served", || {
        site.get("/again/").status == 200
    });
    site.write("again", "ещё раз");
    site.until("and followed", || site.body("/again/").contains("ещё раз"));

    let loads = site.loads.load(Ordering::SeqCst);
    fs::create_dir_all(site.root.join("themes/default/css")).unwrap();
    fs::write(site.root.join("themes/default/css/site.css"), "a{}").unwrap();
    site.until("a theme that came later is noticed", || {
        site.loads.load(Ordering::SeqCst) > loads
    });
}

#[test]
fn another_style_sheet_leaves_the_pages_as_they_are() {
    let site = Site::new(&[("index", "x")]);
    let version = || -> Vec<String> {
        let named = site.body("/__metod/version");
        named.split('.').map(str::to_owned).collect()
    };
    let css = site.root.join("themes/default/css/site.css");
    fs::create_dir_all(css.parent().unwrap()).unwrap();
    fs::write(&css, "a{}").unwrap();
    site.until("the new folder is noticed", || version()[1] != "1");
    // The folder's own events may come in two parts.
    site.until("the preview rests", || {
        let before = version();
        std::thread::sleep(Duration::from_millis(500));
        before == version()
    });
    let before = version();
    fs::write(&css, "b{}").unwrap();
    site.until("the style sheet is noticed", || version() != before);
    let after = version();
    assert_eq!(before[..2], after[..2]);
    assert_ne!(before[2], after[2]);

    // What waited behind a mistake may be any page.
    site.write("index", "MISTAKE");
    site.until("the mistake is known", || version()[3] != after[3]);
    site.write("index", "новое");
    site.until("the page is new", || version()[1] != after[1]);
}
