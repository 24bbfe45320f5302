//! Mistakes, failures and bugs show over the last good page and stop nothing.

use super::program::SCRIPT;
use super::site::Site;

#[test]
fn a_mistake_shows_over_the_last_good_page_and_goes_when_it_is_mended() {
    let site = Site::new(&[("index", "хорошо")]);
    site.write("index", "MISTAKE");
    site.until("the mistake is known", || {
        site.state()["mistakes"]
            .as_array()
            .is_some_and(|found| found.len() == 1)
    });
    let mistake = &site.state()["mistakes"][0];
    assert_eq!(
        (mistake["file"].as_str(), mistake["line"].as_u64()),
        (Some("content/index.md"), Some(3))
    );
    assert!(site.body("/").contains("хорошо"));
    site.write("index", "лучше");
    site.until("the mended page is served", || {
        site.body("/").contains("лучше")
    });
    assert_eq!(site.state()["mistakes"].as_array().map(Vec::len), Some(0));
}

#[test]
fn without_a_good_page_a_plain_one_lists_the_mistakes() {
    let site = Site::new(&[("index", "MISTAKE")]);
    let page = site.body("/anything/");
    assert!(
        page.contains("data-mistakes role=\"alert\"") && page.contains("content/index.md:3:5"),
        "{page}"
    );
    assert_eq!(page.matches(SCRIPT).count(), 1);
    site.write("index", "хорошо");
    site.until("the first good page is served", || {
        site.body("/").contains("хорошо")
    });
}

#[test]
fn failures_and_bugs_leave_the_server_alive() {
    let site = Site::new(&[("index", "хорошо"), ("bad", "BROKEN PAGE")]);
    assert_eq!(site.get("/bad/").status, 500);
    assert_eq!(site.body("/bad/").matches(SCRIPT).count(), 1);
    for word in ["BUG", "FAILURE"] {
        site.write("index", word);
        site.until("the failure is told", || {
            let state = site.state();
            state["mistakes"]
                .as_array()
                .is_some_and(|found| found.len() == 1)
        });
        assert!(site.body("/").contains("хорошо"));
        site.write("index", "хорошо");
        site.until("the page is good again", || {
            site.state()["mistakes"]
                .as_array()
                .is_some_and(Vec::is_empty)
        });
    }
}
