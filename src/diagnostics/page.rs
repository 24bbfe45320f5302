//! The same findings as one page that opens in any browser, prints and needs nothing beside it.
//!
//! It is a file for a person and no part of the site, so its style stands inside. The themes of sites are not
//! asked: where they are broken, the page has to say so.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::excerpt::{Excerpt, Lines, visible};
use super::summary::{Row, Weight, by_code};
use super::{Diagnostic, Place, editor, report};
use crate::lang::{Language, message, number, reason};
use crate::parse::markdown::escape;

const STYLE: &str = include_str!("page.css");

/// Where a page's findings come from, and who reads it.
pub struct Reader<'r> {
    /// Language of the page.
    pub language: Language,
    /// The whole path of the portal: links open its files in an editor.
    pub root: &'r Path,
}

/// A finding and its line.
type Finding<'d> = (&'d Diagnostic, Option<Excerpt>);

/// By what they weigh and by code, in the order of the report.
type Findings<'d> = BTreeMap<(Weight, &'static str), Vec<Finding<'d>>>;

/// The page. `source` gives the text of a file of the author, if it can be read.
pub fn page(
    diagnostics: &[Diagnostic],
    reader: &Reader,
    source: &mut dyn FnMut(&str) -> Option<String>,
) -> String {
    let word = |key: &str| words(reader.language, key);
    let rows = by_code(diagnostics);
    let mut main = format!("<h1>{}</h1>\n", word("title"));
    if rows.is_empty() {
        let _ = writeln!(main, "<p class=\"lead\">{}</p>", word("clean"));
    } else {
        let _ = writeln!(main, "<p class=\"lead\">{}</p>", lead(&rows, reader));
        contents(&mut main, &rows, reader);
    }
    let mut lines = Lines::new(source);
    let mut findings = Findings::new();
    for one in diagnostics {
        let own = findings.entry((Weight::of(one), one.code)).or_default();
        own.push((one, lines.excerpt(&one.place)));
    }
    for weight in Weight::ALL {
        section(&mut main, weight, &rows, &findings, reader);
    }
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<main id=\"main\">\n{main}</main>\n</body>\n</html>\n",
        reader.language.code(),
        word("title"),
    )
}

fn words(language: Language, key: &str) -> String {
    message(language, &format!("page.{key}"), &[])
}

/// «3 ошибки, 12 советов»: how many of each weight, and where they begin.
fn lead(rows: &[Row], reader: &Reader) -> String {
    let counts = Weight::ALL.into_iter().filter_map(|weight| {
        let own = rows.iter().filter(|row| row.weight == weight);
        let count: usize = own.map(|row| row.count).sum();
        let key = weight.key();
        let values = [
            ("count", count.to_string()),
            ("shown", number(reader.language, count as u64)),
        ];
        let text = message(reader.language, &format!("page.count-{key}"), &values);
        (count > 0).then(|| format!("<a href=\"#{key}\">{text}</a>"))
    });
    counts.collect::<Vec<_>>().join(", ")
}

/// Every code with how often it stands there and what it means.
fn contents(main: &mut String, rows: &[Row], reader: &Reader) {
    let heading = words(reader.language, "contents");
    let _ = writeln!(
        main,
        "<nav id=\"contents\" aria-label=\"{heading}\">\n<h2>{heading}</h2>"
    );
    for weight in Weight::ALL {
        let mut own = rows.iter().filter(|row| row.weight == weight).peekable();
        if own.peek().is_none() {
            continue;
        }
        let key = weight.key();
        let label = words(reader.language, &format!("heading-{key}"));
        let _ = writeln!(main, "<h3>{label}</h3>\n<ul class=\"{key}\">");
        for row in own {
            let _ = writeln!(
                main,
                "<li data-code=\"{code}\" data-count=\"{count}\"><b>{shown}</b> \
                 <a href=\"#{key}-{code}\"><code>{code}</code></a> <span>{why}</span></li>",
                code = escape(row.code),
                count = row.count,
                shown = number(reader.language, row.count as u64),
                why = why(row.code, reader.language),
            );
        }
        main.push_str("</ul>\n");
    }
    main.push_str("</nav>\n");
}

/// What the table of the reference says about a code.
fn why(code: &str, language: Language) -> String {
    marked(reason(language, code).unwrap_or_default())
}

/// All findings of one weight, code by code.
fn section(main: &mut String, weight: Weight, rows: &[Row], findings: &Findings, reader: &Reader) {
    let mut own = rows.iter().filter(|row| row.weight == weight).peekable();
    if own.peek().is_none() {
        return;
    }
    let key = weight.key();
    let _ = writeln!(
        main,
        "<section class=\"{key}\">\n<h2 id=\"{key}\">{}</h2>\n<p>{}</p>",
        words(reader.language, &format!("heading-{key}")),
        words(reader.language, &format!("about-{key}")),
    );
    for row in own {
        let of_code = findings.get(&(weight, row.code));
        chapter(main, *row, of_code.map_or(&[], Vec::as_slice), reader);
    }
    main.push_str("</section>\n");
}

/// All findings of one code, after why it matters.
fn chapter(main: &mut String, row: Row, own: &[Finding], reader: &Reader) {
    let word = |key: &str| words(reader.language, key);
    let (key, code) = (row.weight.key(), escape(row.code));
    let _ = writeln!(
        main,
        "<h3 id=\"{key}-{code}\"><code>{code}</code> <small>{}</small></h3>\n\
         <p class=\"why\"><b>{}</b> {}</p>\n<ol>",
        number(reader.language, row.count as u64),
        word("why"),
        why(row.code, reader.language),
    );
    for (one, excerpt) in own {
        finding(main, one, excerpt.as_ref(), reader);
    }
    let _ = writeln!(
        main,
        "</ol>\n<p class=\"back\"><a href=\"#contents\">{}</a></p>",
        word("back")
    );
}

/// One finding: what is wrong, where, the line itself, what to type instead.
fn finding(main: &mut String, one: &Diagnostic, excerpt: Option<&Excerpt>, reader: &Reader) {
    let language = reader.language;
    let (file, line, column) = (
        visible(&one.place.file),
        one.place.line.max(1),
        one.place.column.max(1),
    );
    let _ = writeln!(
        main,
        "<li data-finding=\"{}\" data-file=\"{}\" data-line=\"{line}\" data-column=\"{column}\">\n<p>{}</p>",
        escape(one.code),
        escape(&one.place.file),
        marked(&sentence(&visible(&report::words(one, language)))),
    );
    if !file.is_empty() {
        let _ = writeln!(
            main,
            "<p class=\"place\"><code>{}:{line}:{column}</code>{}</p>",
            escape(&file),
            open(&one.place, reader).unwrap_or_default(),
        );
    }
    if let Some(excerpt) = excerpt {
        let part = match excerpt.marked.is_empty() {
            true => "\u{a0}",
            false => &excerpt.marked,
        };
        let _ = writeln!(
            main,
            "<pre>{}<mark>{}</mark>{}</pre>",
            escape(&excerpt.before),
            escape(part),
            escape(excerpt.after.trim_end()),
        );
    }
    if let Some(hint) = report::hint_words(one, language) {
        // A hint may be several lines to copy.
        let lines: Vec<String> = hint.lines().map(visible).collect();
        let _ = writeln!(
            main,
            "<p class=\"hint\">{}</p>",
            marked(&sentence(&lines.join("\n")))
        );
    }
    main.push_str("</li>\n");
}

/// A link that opens a place in the editor.
fn open(place: &Place, reader: &Reader) -> Option<String> {
    let address = editor::link(reader.root, &place.file, place.line, place.column)?;
    let label = words(reader.language, "open");
    Some(format!(" <a href=\"{}\">{label}</a>", escape(&address)))
}

/// Words that follow a label in a terminal begin a line here.
fn sentence(words: &str) -> String {
    let mut rest = words.chars();
    let first = rest.next();
    let first = first.into_iter().flat_map(char::to_uppercase);
    first.chain(rest).collect()
}

/// A text whose words in backticks are what is typed.
fn marked(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    let mut parts = text.split('`').peekable();
    let mut is_code = false;
    while let Some(part) = parts.next() {
        match (is_code, parts.peek()) {
            (true, Some(_)) => {
                let _ = write!(html, "<code>{}</code>", escape(part));
            }
            // A backtick that nothing closes is a backtick.
            (true, None) => {
                let _ = write!(html, "`{}", escape(part));
            }
            (false, _) => html.push_str(&escape(part)),
        }
        is_code = !is_code;
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(diagnostics: &[Diagnostic], text: &str) -> String {
        let reader = Reader {
            language: Language::Ru,
            root: Path::new("/дом/моя площадка"),
        };
        page(diagnostics, &reader, &mut |_| Some(text.to_owned()))
    }

    fn place(file: &str, column: usize, width: usize) -> Place {
        Place {
            file: file.to_owned(),
            line: 1,
            column,
            width,
        }
    }

    #[test]
    fn nothing_of_an_author_becomes_markup() {
        let evil = "<script>\"'&\u{202e}";
        let found = Diagnostic::error("unknown-key", place(evil, 1, 4))
            .with("key", evil)
            .hint("write", vec![("text", evil.to_owned())]);
        let page = shown(&[found], evil);
        assert!(
            !page.contains("<script") && !page.contains("\u{202e}</"),
            "{page}"
        );
        assert!(page.contains("<mark>&lt;scr</mark>ipt&gt;"), "{page}");
        assert!(
            page.contains("data-file=\"&lt;script&gt;&quot;&#39;&amp;"),
            "{page}"
        );
    }

    #[test]
    fn words_to_type_stand_out_and_a_lone_backtick_is_left() {
        assert_eq!(marked("поле `a<b` и `"), "поле <code>a&lt;b</code> и `");
    }

    #[test]
    fn nothing_found_is_said_in_words() {
        let page = shown(&[], "");
        assert!(
            page.contains("Ошибок, предупреждений и советов нет"),
            "{page}"
        );
        assert!(
            !page.contains("<nav") && !page.contains("<section"),
            "{page}"
        );
    }
}
