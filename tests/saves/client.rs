//! What the preview answers, as it is compared with a build.

use std::net::SocketAddr;

use metod::percent;

use super::preview::{Reply, SCRIPT, request};

fn get(address: SocketAddr, url: &str) -> Reply {
    request(
        address,
        &format!("GET /{url} HTTP/1.1\r\nHost: {address}\r\n\r\n"),
    )
}

/// A file of the output as the preview answers it, without the preview's script.
pub fn page(address: SocketAddr, path: &str) -> (u16, Vec<u8>) {
    let Reply { status, body, .. } = get(address, &url(path));
    if !path.ends_with(".html") {
        return (status, body);
    }
    let page = String::from_utf8(body).expect("a page in UTF-8");
    assert_eq!(page.matches(SCRIPT).count(), 1, "the script of {path}");
    (status, page.replacen(SCRIPT, "", 1).into_bytes())
}

/// File, line and code of each mistake that the preview shows.
pub fn mistakes(address: SocketAddr) -> Vec<String> {
    let body = get(address, "__metod/state").body;
    let state: serde_json::Value = serde_json::from_slice(&body).expect("the state as JSON");
    let found = state["mistakes"].as_array().expect("a list of mistakes");
    let mut found: Vec<String> = found
        .iter()
        .map(|one| {
            let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
            format!("{}:{} {}", text("file"), one["line"], text("code"))
        })
        .collect();
    found.sort();
    found
}

/// A file of the output as a browser asks for it.
fn url(path: &str) -> String {
    let shown = match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    };
    percent::encode(shown, |byte| percent::is_unreserved(byte) || byte == b'/')
}
