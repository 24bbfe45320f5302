//! `metod check` for a person with much to read: the page of findings, and the text that stays readable.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // A test makes its own files and looks at them.

#[path = "program/common.rs"]
mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::{empty, metod, said, write};
use serde_json::Value;

/// A portal with a mistake of every weight: errors keep advice from being asked for, so there are two.
fn portal(name: &str, with_mistakes: bool) -> PathBuf {
    let folder = empty(&format!("check/{name}"));
    write(
        &folder,
        "content/site.yaml",
        "title: Площадка\ntoday: 2022-10-01\n",
    );
    let removed = "---\ntitle: Вторая\n---\nТекст <script>alert(1)</script>.\n";
    write(&folder, "content/news/b.md", removed);
    for number in 1..=25 {
        let title = format!("Новость {number} {}", "слово ".repeat(25));
        let text = format!("---\ntitle: {title}\ndate: 2022-09-01\n---\n");
        write(&folder, &format!("content/news/n{number:02}.md"), &text);
    }
    if with_mistakes {
        let wrong = "---\ntitle: Первая\ntitel: \"<b>'опечатка'</b>\"\ndate: 01.09.2022\n---\n";
        write(&folder, "content/news/a.md", wrong);
        write(
            &folder,
            "content/news/c.md",
            "---\ntitle: Третья\ntitel: раз\n---\n",
        );
    }
    folder
}

/// A code and its place: file, line and column.
type Finding = (String, String, u64, u64);

fn json(folder: &Path, more: &[&str]) -> Vec<Finding> {
    let output = metod(folder, &[&["check", "--format", "json"], more].concat());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let found = report["diagnostics"].as_array().unwrap().iter();
    let mut found: Vec<_> = found
        .map(|one| {
            let number = |name: &str| one[name].as_u64().unwrap();
            (
                text(&one["code"]),
                text(&one["file"]),
                number("line"),
                number("column"),
            )
        })
        .collect();
    found.sort();
    found
}

fn attribute(tag: &str, name: &str) -> String {
    let begins = format!(" data-{name}=\"");
    let (_, rest) = tag
        .split_once(&begins)
        .unwrap_or_else(|| panic!("{name}: {tag}"));
    rest.split('"').next().unwrap().to_owned()
}

/// The findings of a page, and how many of each code its contents promise.
fn of_page(page: &str) -> (Vec<Finding>, BTreeMap<String, usize>) {
    let lines = || page.lines();
    let mut found: Vec<_> = lines()
        .filter(|line| line.starts_with("<li data-finding="))
        .map(|tag| {
            let number = |name| attribute(tag, name).parse().unwrap();
            (
                attribute(tag, "finding"),
                attribute(tag, "file"),
                number("line"),
                number("column"),
            )
        })
        .collect();
    found.sort();
    let rows = lines().filter(|line| line.starts_with("<li data-code="));
    let promised = rows.map(|tag| {
        (
            attribute(tag, "code"),
            attribute(tag, "count").parse().unwrap(),
        )
    });
    (found, promised.collect())
}

#[test]
fn the_page_has_the_findings_of_the_json_with_their_codes_and_places() {
    for (name, with_mistakes, code, more) in [
        ("mistakes", true, 1, &[][..]),
        ("advice", false, 0, &[]),
        ("strict", false, 1, &["--strict"]),
        ("english", true, 1, &["--lang", "en"]),
    ] {
        let folder = portal(&format!("page-{name}"), with_mistakes);
        let page = said(
            &folder,
            &[&["check", "--format", "html"], more].concat(),
            code,
        );
        let (found, promised) = of_page(&page);
        let wanted = json(&folder, more);
        assert_eq!(found, wanted, "{name}");
        assert!(wanted.len() > 2, "{name}: {wanted:?}");
        let mut counts = BTreeMap::new();
        for (code, ..) in &wanted {
            *counts.entry(code.clone()).or_insert(0) += 1;
        }
        assert_eq!(promised, counts, "{name}");
        for (code, count) in counts {
            let targets = page.matches(&format!("-{code}\">")).count();
            assert_eq!(targets, 2, "{name}: a link and its heading for {code}");
            assert!(count > 0);
        }
    }
}

#[test]
fn the_page_stands_alone_and_holds_nothing_of_an_author_as_markup() {
    let folder = portal("alone", true);
    let page = said(&folder, &["check", "--format", "html"], 1);
    for foreign in ["<script", "<b>'", "src=", "@import", "url(", "http"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    for part in [
        "<html lang=\"ru\">",
        "<h2 id=\"error\">Ошибки</h2>",
        "<h2 id=\"warning\">Предупреждения</h2>",
        "<mark>titel</mark>: &quot;&lt;b&gt;&#39;опечатка",
        "<p class=\"hint\">Возможно, вы имели в виду <code>title</code>",
        "Напишите так: <code>2022-09-01</code>",
        "content/news/a.md:3:1</code> <a href=\"vscode://file/",
        "Поле с опечаткой потерялось бы молча.",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let english = said(&folder, &["--lang", "en", "check", "--format", "html"], 1);
    assert!(english.contains("<html lang=\"en\">") && english.contains("A misspelt field"));
}

#[test]
fn a_page_of_nothing_says_so_in_words() {
    let folder = empty("check/nothing");
    let site = "title: Площадка\nbase_url: https://example.org/\ntoday: 2022-10-01\n";
    write(&folder, "content/site.yaml", site);
    let page = said(&folder, &["check", "--format", "html"], 0);
    assert!(
        page.contains("Ошибок, предупреждений и советов нет"),
        "{page}"
    );
    assert_eq!(of_page(&page), (Vec::new(), BTreeMap::new()));
}

#[test]
fn advice_of_one_code_is_cut_after_twenty_places_and_the_rest_is_counted() {
    let folder = portal("cut", false);
    let told = said(&folder, &["check"], 0);
    let lines = |sign: &str| told.lines().filter(|line| line.ends_with(sign)).count();
    assert_eq!(lines("[advice-long-title]"), 20);
    let rest = "advice-long-title: и ещё 5 таких мест; все — в --format json и html";
    assert!(told.contains(rest), "{told}");
    assert!(
        told.contains("\n  25  advice-long-title  (совет)\n"),
        "{told}"
    );
    let first = told.find("html-removed  (предупреждение)").unwrap();
    assert!(
        first < told.find("advice-long-title  (совет)").unwrap(),
        "the worst is not first"
    );
    assert!(told.trim_end().ends_with(" и 25 советов"), "{told}");
}

#[test]
fn errors_and_warnings_are_all_listed_however_many_there_are() {
    let folder = empty("check/many");
    write(
        &folder,
        "content/site.yaml",
        "title: Площадка\ntoday: 2022-10-01\n",
    );
    for number in 1..=30 {
        let text = "---\ntitle: Новость\ntitel: раз\n---\nТекст <script>1</script>.\n";
        write(&folder, &format!("content/news/n{number}.md"), text);
    }
    let told = said(&folder, &["check"], 1);
    for (code, count) in [("unknown-key", 30), ("html-removed", 30)] {
        let shown = told
            .lines()
            .filter(|line| line.ends_with(&format!("[{code}]")))
            .count();
        assert_eq!(shown, count, "{code}");
    }
    assert!(!told.contains("и ещё"), "{told}");
}
