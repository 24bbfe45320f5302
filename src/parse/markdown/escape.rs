//! Addresses and texts made safe for the place they go to.

use std::borrow::Cow;

/// The scheme of an address, lower case: spaces and control characters that browsers skip are skipped.
pub fn scheme(target: &str) -> Option<String> {
    let text: String = target
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect();
    let (scheme, _) = text.split_once(':')?;
    let known = scheme.chars().next()?.is_ascii_alphabetic()
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    known.then(|| scheme.to_ascii_lowercase())
}

/// Whether a page may lead to an address of this scheme.
pub fn is_harmless(scheme: &str) -> bool {
    matches!(scheme, "http" | "https" | "mailto" | "tel")
}

/// The address that a text is, if it is one that a page may lead to: words around it make it a text.
pub fn address(text: &str) -> Option<&str> {
    let text = text.trim();
    let single = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    scheme(text)
        .filter(|scheme| single && is_harmless(scheme))
        .map(|_| text)
}

/// Text for HTML and for attributes in double quotes.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}
