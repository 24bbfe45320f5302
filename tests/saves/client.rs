//! A browser as small as it can be.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// What the preview adds to a page, and all it adds.
pub const SCRIPT: &str = r#"<script src="/__metod/preview.js"></script>"#;

/// The status and the body of an answer.
pub fn get(address: SocketAddr, url: &str) -> (u16, Vec<u8>) {
    let mut stream = TcpStream::connect(address).expect("the preview listens");
    stream
        .set_read_timeout(Some(Duration::from_secs(120)))
        .expect("a time limit");
    write!(stream, "GET /{url} HTTP/1.1\r\nHost: {address}\r\n\r\n").expect("a request");
    let mut answer = BufReader::new(stream);
    let mut line = String::new();
    answer.read_line(&mut line).expect("a first line");
    let status = line.split(' ').nth(1).expect("a status").parse().unwrap();
    let mut length = 0;
    while !line.trim().is_empty() {
        line.clear();
        answer.read_line(&mut line).expect("a line of the head");
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
    }
    let mut body = vec![0; length];
    answer.read_exact(&mut body).expect("the whole body");
    (status, body)
}

/// A file of the output as the preview answers it, without the preview's script.
pub fn page(address: SocketAddr, path: &str) -> (u16, Vec<u8>) {
    let (status, body) = get(address, &url(path));
    if !path.ends_with(".html") {
        return (status, body);
    }
    let page = String::from_utf8(body).expect("a page in UTF-8");
    assert_eq!(page.matches(SCRIPT).count(), 1, "the script of {path}");
    (status, page.replacen(SCRIPT, "", 1).into_bytes())
}

/// File, line and code of each mistake that the preview shows.
pub fn mistakes(address: SocketAddr) -> Vec<String> {
    let (_, body) = get(address, "__metod/state");
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
    let mut encoded = String::new();
    for byte in shown.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
