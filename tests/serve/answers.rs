//! What a request gets: the page and one script tag, a part of a file, the site's own 404, no secrets.

use super::program::{SCRIPT, request};
use super::site::Site;

#[test]
fn a_page_is_its_body_and_one_script_tag() {
    let site = Site::new(&[("index", "привет")]);
    let reply = site.get("/");
    assert_eq!(
        reply.text(),
        format!("<html><body><main>привет</main>{SCRIPT}</body></html>")
    );
    assert_eq!(
        reply.header("Content-Type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(reply.header("Connection"), Some("close"));
    assert!(
        site.get("/__metod/preview.js")
            .text()
            .contains("data-mistakes")
    );
}

#[test]
fn addresses_lead_to_pages_redirects_and_the_sites_own_404() {
    let site = Site::new(&[("index", "x"), ("школа", "с"), ("404", "нет такой")]);
    let school = "/%D1%88%D0%BA%D0%BE%D0%BB%D0%B0";
    assert!(site.body(&format!("{school}/")).contains('с'));
    let redirect = site.get(&format!("{school}?q=1"));
    assert_eq!(
        (redirect.status, redirect.header("Location")),
        (302, Some(format!("{school}/?q=1").as_str()))
    );
    for path in [
        "/none/",
        "/../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//evil.example/..",
        "/a%00b",
        "/x%5c..",
        "/%zz",
    ] {
        let reply = site.get(path);
        assert_eq!(reply.status, 404, "{path}");
        assert!(reply.text().contains("нет такой"), "{path}");
    }
}

#[test]
fn heads_parts_and_other_methods_are_understood() {
    let site = Site::new(&[("index", "x"), ("video", "0123456789")]);
    let address = site.address();
    let head = request(address, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_eq!((head.status, head.text().as_str()), (200, ""));
    assert_eq!(
        head.header("Content-Length"),
        Some(site.body("/").len().to_string().as_str())
    );
    let part = request(
        address,
        "GET /files/video.mp4 HTTP/1.1\r\nHost: localhost\r\nRange: bytes=2-4\r\n\r\n",
    );
    assert_eq!((part.status, part.text().as_str()), (206, "234"));
    assert_eq!(part.header("Content-Range"), Some("bytes 2-4/10"));
    assert_eq!(part.header("Content-Type"), Some("video/mp4"));
    assert_eq!(
        request(
            address,
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
        )
        .status,
        405
    );
}

#[test]
fn a_foreign_host_name_is_refused() {
    let site = Site::new(&[("index", "тайна")]);
    let reply = request(
        site.address(),
        "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    );
    assert_eq!(reply.status, 403);
    assert!(!reply.text().contains("тайна"));
}

#[test]
fn the_page_that_asks_learns_its_file_and_the_drafts() {
    let pages = [
        ("index", "x"),
        ("done", "---\ntitle: a\n---\n"),
        ("draft", "---\ndraft: true\n---\ndraft: no\n"),
    ];
    let site = Site::with(&pages, |options| options.drafts = true);
    let state: serde_json::Value =
        serde_json::from_str(&site.body("/__metod/state?path=%2Fdraft%2F")).unwrap();
    assert_eq!(state["drafts"], serde_json::json!(["draft/"]));
    assert_eq!(state["source"], "content/draft.md");
}

#[test]
fn only_this_computer_learns_where_the_portal_lies() {
    let pages = [("index", "хорошо"), ("a", "x")];
    let site = Site::with(&pages, |options| options.host = "0.0.0.0".to_owned());
    site.write("index", "MISTAKE");
    site.until("the mistake is known", || {
        !site.state()["mistakes"][0]["file"].is_null()
    });
    let root = site.root.to_str().unwrap();
    let state = |host: &str| {
        let path = "/__metod/state?path=%2Fa%2F";
        let text = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        request(site.address(), &text).text()
    };
    let near: serde_json::Value = serde_json::from_str(&state("127.0.0.1")).unwrap();
    assert_eq!(
        near["mistakes"][0]["open"],
        format!("vscode://file{root}/content/index.md:3:5")
    );
    assert_eq!(
        near["open"],
        format!("vscode://file{root}/content/a.md:1:1")
    );
    let far = state("192.168.0.5:8000");
    assert!(!far.contains(root) && !far.contains("vscode:"), "{far}");
    assert!(far.contains("content/index.md") && far.contains("content/a.md"));
    site.write("index", "PATH");
    site.until("the failure is known", || {
        let state = site.state();
        state["mistakes"][0]["message"] == "content/index.md: диск сломался"
    });
}
