//! Addresses of requests: what they name, and nothing beside the site.

use crate::percent;

/// Path and query of a request line; proxies send whole addresses, fragments are not for servers.
pub fn split(url: &str) -> (&str, &str) {
    let url = match url.split_once("://") {
        Some((scheme, rest)) if scheme.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            rest.find('/').map_or("/", |slash| &rest[slash..])
        }
        _ => url,
    };
    let url = url.split('#').next().unwrap_or_default();
    url.split_once('?').unwrap_or((url, ""))
}

/// The path without percent signs, if it is text and names nothing above or beside the site.
pub fn decode(path: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        if *byte == b'%' {
            decoded.push(percent::escaped(rest)?);
            rest = &after[2..];
        } else {
            decoded.push(*byte);
            rest = after;
        }
    }
    let decoded = String::from_utf8(decoded).ok()?;
    let harmless = !decoded.contains(['\0', '\\'])
        && !decoded.contains("//")
        && decoded.split('/').all(|name| name != ".." && name != ".");
    harmless.then_some(decoded)
}

/// The path as a browser is sent to it.
pub fn encode(path: &str) -> String {
    let is_kept = |byte| percent::is_unreserved(byte) || b"/!$&'()*+,;=:@".contains(&byte);
    percent::encode(path, is_kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_and_kept_inside() {
        assert_eq!(decode("/%D1%88%D0%BA/a%20b/").as_deref(), Some("/шк/a b/"));
        for path in [
            "/../etc/passwd",
            "/%2e%2e/x",
            "/a/..%2fb",
            "/a%00",
            "/a%5cb",
            "/%ff",
            "/a//b",
            "/./a",
            "/%4",
        ] {
            assert_eq!(decode(path), None, "{path}");
        }
    }

    #[test]
    fn addresses_are_cut_as_browsers_and_proxies_send_them() {
        assert_eq!(split("/a/?q=1#x"), ("/a/", "q=1"));
        assert_eq!(split("http://127.0.0.1:8000/a/"), ("/a/", ""));
        assert_eq!(split("/a?u=http://b/"), ("/a", "u=http://b/"));
    }
}
