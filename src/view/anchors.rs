//! Anchors of texts on a page that holds several of them: two texts may use one name.

use std::collections::HashSet;

/// The text with its anchors, and its links to them, under a name of their own. Links to other
/// places of the page stay.
pub fn apart(html: &str, scope: &str) -> String {
    let mut own: HashSet<String> = HashSet::new();
    renamed(html, |attribute, id| {
        if attribute == ID {
            own.insert(id.to_owned());
        }
        None
    });
    renamed(html, |_, id| {
        own.contains(id).then(|| format!("{scope}{id}"))
    })
}

/// The text with a prefix before its anchors and all links to anchors: several entries share one page.
pub fn prefixed(html: &str, prefix: &str) -> String {
    if prefix.is_empty() {
        return html.to_owned();
    }
    renamed(html, |_, id| {
        (!id.starts_with(prefix)).then(|| format!("{prefix}{id}"))
    })
}

/// Whether a text has anchors at all.
pub fn has_any(html: &str) -> bool {
    html.contains(ID)
}

const ID: &str = " id=\"";
const LINK: &str = " href=\"#";

/// Only tags hold anchors: a «<» of the text itself is written as an entity.
fn renamed(html: &str, mut name: impl FnMut(&str, &str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let end = rest[open..].find('>').map_or(rest.len(), |end| open + end);
        let mut tag = &rest[open..end];
        while let Some((at, attribute)) = next_attribute(tag) {
            let from = at + attribute.len();
            let to = tag[from..].find('"').map_or(tag.len(), |end| from + end);
            let id = &tag[from..to];
            out.push_str(&tag[..from]);
            out.push_str(name(attribute, id).as_deref().unwrap_or(id));
            tag = &tag[to..];
        }
        out.push_str(tag);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn next_attribute(tag: &str) -> Option<(usize, &'static str)> {
    [ID, LINK]
        .into_iter()
        .filter_map(|attribute| Some((tag.find(attribute)?, attribute)))
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str =
        "<h2 id=\"a\">A</h2><p><a href=\"#a\">to</a> <a href=\"#z\">z</a> x id=\"q\"</p>";

    #[test]
    fn anchors_of_a_text_get_the_prefix_and_words_do_not() {
        assert_eq!(
            prefixed(HTML, "p-"),
            "<h2 id=\"p-a\">A</h2><p><a href=\"#p-a\">to</a> <a href=\"#p-z\">z</a> x id=\"q\"</p>"
        );
        assert_eq!(prefixed(&prefixed(HTML, "p-"), "p-"), prefixed(HTML, "p-"));
        assert_eq!(prefixed(HTML, ""), HTML);
    }

    #[test]
    fn a_text_apart_keeps_its_links_to_the_rest_of_the_page() {
        assert_eq!(
            apart(HTML, "t1-"),
            "<h2 id=\"t1-a\">A</h2><p><a href=\"#t1-a\">to</a> <a href=\"#z\">z</a> x id=\"q\"</p>"
        );
    }
}
