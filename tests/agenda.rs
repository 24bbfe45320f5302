//! Everything that has a day, as pages and calendars take it from the portal.
//!
//! `tests/agenda/content/` is a portal with every sort of thing that can have a day; `expected/`
//! holds the list on some days, and what of it concerns each organization. `UPDATE=1 cargo test
//! --test agenda` rewrites `expected/`; the difference is read before it is committed.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // Tests read their folders.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use metod::agenda::{Item, What};
use metod::portal::{Content, Portal};
use metod::publication::{Body, Publication, Settings};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/agenda")
}

fn publication(today: &str) -> Publication {
    let settings = Settings {
        root: folder(),
        today: Some(today.parse().unwrap()),
        ..Settings::default()
    };
    let (publication, found) = Publication::load(&settings).unwrap();
    publication.unwrap_or_else(|| panic!("{found:#?}"))
}

/// «2022-03-31 (2022-01-01…) plans/told/#m-1 Разовое [school] done».
fn line(portal: &Portal, item: &Item) -> String {
    let mut line = item.day.to_string();
    if (item.start, item.end) != (item.day, item.day) {
        line += &format!(" ({}…{})", item.start, item.end);
    }
    if let Some(time) = item.time {
        line += &format!(" {:02}:{:02}", time.hour(), time.minute());
    }
    line += &format!(" {} {}", item.address(portal), item.title(portal));
    if let What::Stage(at) | What::Meeting(at) = item.what {
        line += &format!(" #{}", at + 1);
    }
    let named: Vec<&str> = item
        .organizations
        .iter()
        .map(|at| portal.organizations[*at].id.as_str())
        .collect();
    if !named.is_empty() {
        line += &format!(" [{}]", named.join(", "));
    }
    if let Some(due) = item.due() {
        let Content::Plan(plan) = &portal.entries[item.entry].content else {
            panic!("a term belongs to a plan")
        };
        line += &format!(" «{}»", due.timing(plan));
        for (is_so, word) in [(due.checkpoint, "checkpoint"), (due.estimated, "estimated")] {
            if is_so {
                line += &format!(" {word}");
            }
        }
        if let Some(status) = &due.status {
            line += &format!(" {}", status.state.word());
        }
    }
    if item.is_off(portal) {
        line += " off";
    }
    line
}

/// The whole list, and what has no day.
fn whole(portal: &Portal) -> String {
    let agenda = portal.agenda();
    let dated = agenda.items.iter().map(|item| line(portal, item));
    let undated = agenda.undated.iter().map(|(entry, what)| {
        let entry = portal.entries[*entry].reference();
        format!("undated {entry} {what:?}")
    });
    dated.chain(undated).map(|line| line + "\n").collect()
}

fn compare(name: &str, made: &str) {
    let path = folder().join("expected").join(name);
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        fs::write(&path, made).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        made, expected,
        "{name} differs; UPDATE=1 cargo test --test agenda rewrites it"
    );
}

#[test]
fn before_its_reports_come_in_a_plan_says_no_states() {
    compare("2022-02-01.txt", &whole(&publication("2022-02-01").portal));
}

#[test]
fn reports_move_days_and_settle_terms_and_a_hidden_plan_tells_neither() {
    compare("2022-02-15.txt", &whole(&publication("2022-02-15").portal));
}

#[test]
fn an_organization_has_the_days_that_name_it_and_a_part_with_days_of_its_own_gives_only_those() {
    let portal = publication("2022-02-15").portal;
    let mut made = String::new();
    for (at, organization) in portal.organizations.iter().enumerate() {
        made += &format!("{}\n", organization.id);
        for item in portal.agenda().of_organization(at) {
            made += &format!("  {} {}\n", item.day, item.title(&portal));
        }
    }
    compare("organizations.txt", &made);
}

fn page(publication: &Publication, path: &str) -> String {
    match publication.render(path).unwrap() {
        Some(Body::Bytes(page)) => String::from_utf8(page).unwrap(),
        _ => panic!("no page {path}"),
    }
}

/// The words of a part of a page, a line for each element that has some.
fn words(part: &str) -> String {
    let mut lines = String::new();
    for text in part.split('<').filter_map(|part| part.split_once('>')) {
        let text = text.1.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            lines += &text;
            lines.push('\n');
        }
    }
    lines
}

#[test]
fn every_day_is_on_the_calendar_with_an_anchor_that_the_grid_leads_to() {
    let publication = publication("2022-02-15");
    let today = publication.portal.today;
    let page = page(&publication, "calendar/index.html");
    let mut days: Vec<Date> = publication
        .portal
        .agenda()
        .items
        .iter()
        .map(|item| match item.due() {
            // What goes on today is not looked for in the past.
            None if item.start < today && today <= item.end => today,
            _ => item.day,
        })
        .collect();
    days.dedup();
    assert_eq!(days.len(), 14);
    for day in days {
        assert_eq!(page.matches(&format!("id=\"d-{day}\"")).count(), 1, "{day}");
        assert_eq!(
            page.matches(&format!("href=\"#d-{day}\"")).count(),
            1,
            "{day}"
        );
    }
}

#[test]
fn many_terms_of_one_plan_and_day_are_one_row_by_state_and_few_stand_apart() {
    let page = page(&publication("2022-02-15"), "calendar/index.html");
    let (_, agenda) = page.split_once("id=\"agenda\"").unwrap();
    let of_day = |day: &str| {
        let (_, rest) = agenda.split_once(&format!("id=\"d-{day}\"")).unwrap();
        rest.split("</ul>\n<h3").next().unwrap().to_owned()
    };
    compare("many.txt", &words(&format!("<{}", of_day("2022-06-30"))));
    compare("few.txt", &words(&format!("<{}", of_day("2022-03-31"))));
}

#[test]
fn an_organization_sees_what_is_next_then_what_goes_on_then_what_has_no_day_then_what_is_over() {
    for (id, today) in [
        ("school", "2022-02-15"),
        ("school", "2022-12-15"),
        ("owner", "2022-06-01"),
        ("centre", "2022-05-01"),
        ("quiet", "2022-06-01"),
        ("quiet", "2023-01-01"),
    ] {
        let publication = publication(today);
        let page = page(&publication, &format!("organizations/{id}/index.html"));
        let (_, block) = page.split_once("id=\"measures\"").unwrap();
        let block = block.split("</section>").next().unwrap();
        compare(&format!("{id}-{today}.txt"), &words(&format!("<{block}")));
    }
}

#[test]
fn the_home_page_names_the_next_five_things_and_nothing_that_is_off() {
    let page = page(&publication("2022-02-15"), "index.html");
    let (_, block) = page.split_once("id=\"events\"").unwrap();
    let block = block.split("</section>").next().unwrap();
    assert_eq!(block.matches("<li").count(), 5);
    compare("home.txt", &words(&format!("<{block}")));
}
