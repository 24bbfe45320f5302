//! Templates as the engine gets them: includes, words and icons written out, no indentation, maps walked in
//! order.

use std::collections::BTreeMap;

use tera::value::Key;
use tera::{Kwargs, Map, State, Tera, Value};

use super::Words;
use super::broken::{self, Failure};
use super::includes::Included;

/// The engine with these templates, by name; `own` are those of the site with the files they stand in.
pub(super) fn engine(
    templates: Vec<(String, String)>,
    words: &Words,
    icons: &BTreeMap<String, String>,
    own: &BTreeMap<String, String>,
) -> Result<Tera, Failure> {
    broken::unordered_loop(&templates, own)?;
    let included = Included::new(&templates, own);
    let ready: Vec<(String, String)> = templates
        .iter()
        .map(|(name, template)| {
            let whole = included.text(name, template);
            (
                name.clone(),
                flush_left(&with_constants(&whole, words, icons)),
            )
        })
        .collect();
    let mut tera = Tera::new();
    tera.register_filter("keys", |map: &Map, _: Kwargs, _: &State| keys(map));
    tera.register_filter("values", |map: &Map, _: Kwargs, _: &State| values(map));
    tera.register_filter("pairs", |map: &Map, _: Kwargs, _: &State| pairs(map));
    tera.add_raw_templates(ready)
        .map_err(|error| broken::failure(&error, &templates, own))?;
    Ok(tera)
}

/// A template with `{{ words.nav.pages }}` and `{{ icons.print | safe }}` written out, so that no page has to
/// look them up. A word with signs that HTML or the templates know stays a lookup.
fn with_constants(template: &str, words: &Words, icons: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{ ") {
        out.push_str(before);
        let Some((lookup, after)) = after.split_once(" }}") else {
            out.push_str("{{ ");
            rest = after;
            continue;
        };
        match constant(lookup, words, icons) {
            Some(text) => out.push_str(text),
            None => out.extend(["{{ ", lookup, " }}"]),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What a lookup gives on every page.
fn constant<'t>(
    lookup: &str,
    words: &'t Words,
    icons: &'t BTreeMap<String, String>,
) -> Option<&'t str> {
    let is_plain = |text: &&str| !text.contains(['<', '>', '&', '"', '\'', '{', '}', '\n']);
    if let Some(key) = lookup.strip_prefix("words.") {
        return words.get(key).filter(is_plain);
    }
    let icon = lookup.strip_prefix("icons")?.strip_suffix(" | safe")?;
    let dotted = icon.strip_prefix('.');
    let name = dotted.or_else(|| icon.strip_prefix("[\"")?.strip_suffix("\"]"))?;
    let is_drawing = |text: &&str| !text.contains(['{', '}', '\n']);
    icons.get(name).map(String::as_str).filter(is_drawing)
}

/// A template without the indentation of its lines: it helps who reads the template, and would be a
/// twentieth of all that is written and loaded. Where spaces count, it stays as it is.
fn flush_left(template: &str) -> String {
    if ["<pre", "<textarea"]
        .iter()
        .any(|tag| template.contains(tag))
    {
        return template.to_owned();
    }
    let lines = template.split('\n');
    let lines: Vec<&str> = lines
        .map(|line| line.trim_start_matches([' ', '\t']))
        .collect();
    lines.join("\n")
}

/// The pairs of a map by key: the engine keeps maps by hash, which has no order to write pages in.
fn sorted(map: &Map) -> Vec<(&Key<'static>, &Value)> {
    let mut pairs: Vec<_> = map.iter().collect();
    pairs.sort_by_key(|(key, _)| *key);
    pairs
}

fn keys(map: &Map) -> Vec<Value> {
    let pairs = sorted(map).into_iter();
    pairs.map(|(key, _)| key.clone().into()).collect()
}

fn values(map: &Map) -> Vec<Value> {
    let pairs = sorted(map).into_iter();
    pairs.map(|(_, value)| value.clone()).collect()
}

fn pairs(map: &Map) -> Vec<Value> {
    let pairs = sorted(map).into_iter();
    let pair = |(key, value): (&Key<'static>, &Value)| {
        Value::from(vec![Value::from(key.clone()), value.clone()])
    };
    pairs.map(pair).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Words, flush_left, with_constants};
    use crate::lang::Language;

    #[test]
    fn words_and_icons_are_written_out_where_that_changes_nothing() {
        let texts = b"nav: {pages: Pages, quoted: \"a \\\"b\\\"\"}".to_vec();
        let files = BTreeMap::from([("lang/en.yaml".to_owned(), texts)]);
        let words = Words::read(&files, Language::En).expect("words");
        let icon = |name: &str, drawing: &str| (name.to_owned(), drawing.to_owned());
        let icons = BTreeMap::from([icon("eye", "<svg/>"), icon("arrow-left", "<svg>{{</svg>")]);
        let table = [
            ("<b>{{ words.nav.pages }}</b>", "<b>Pages</b>"),
            (
                "{{ words.nav.quoted }}{{ words.no }}",
                "{{ words.nav.quoted }}{{ words.no }}",
            ),
            (
                "{{ icons.eye | safe }}{{ icons[\"eye\"] | safe }}",
                "<svg/><svg/>",
            ),
            (
                "{{ icons[\"arrow-left\"] | safe }}",
                "{{ icons[\"arrow-left\"] | safe }}",
            ),
            (
                "{{ icons[item.icon] | safe }}{{ page.root }}",
                "{{ icons[item.icon] | safe }}{{ page.root }}",
            ),
            ("{{ words.nav.pages", "{{ words.nav.pages"),
        ];
        for (template, expected) in table {
            assert_eq!(with_constants(template, &words, &icons), expected);
        }
    }

    #[test]
    fn lines_lose_their_indentation_except_where_spaces_count() {
        assert_eq!(
            flush_left("<ul>\n  <li>a b</li>\n</ul>"),
            "<ul>\n<li>a b</li>\n</ul>"
        );
        let kept = "<pre>\n  a\n</pre>";
        assert_eq!(flush_left(kept), kept);
    }
}
