//! Markdown without its marks, for files that know paragraphs and nothing else.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::options;

/// A paragraph of plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    /// Its text; a hard end of a line is kept.
    pub text: String,
    /// Whether it is an item of a list without numbers.
    pub item: bool,
}

/// The paragraphs of a text. Comments and raw HTML leave nothing, links leave their words.
pub fn plain(markdown: &str) -> Vec<Plain> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, options()) {
        reader.event(event);
    }
    reader.flush();
    reader.done
}

/// The text with spaces in place of its code, so that every other character keeps its place.
pub fn without_code(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains(['`', '~']) {
        return Cow::Borrowed(markdown);
    }
    let mut text = String::with_capacity(markdown.len());
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        let is_code = matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
        if let Some(before) = markdown.get(text.len()..range.start).filter(|_| is_code) {
            text.push_str(before);
            let blank = |byte| if byte == b'\n' { '\n' } else { ' ' };
            text.extend(markdown[range].bytes().map(blank));
        }
    }
    text.push_str(&markdown[text.len()..]);
    Cow::Owned(text)
}

#[derive(Default)]
struct Reader {
    done: Vec<Plain>,
    text: String,
    item: bool,
    /// The next number of every open list that has numbers.
    lists: Vec<Option<u64>>,
}

impl Reader {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(Tag::List(first)) => {
                self.flush();
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.flush();
                self.lists.pop();
            }
            Event::Start(Tag::Item) => self.begin_item(),
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::TaskListMarker(done) => self.text.push_str(if done { "☑ " } else { "☐ " }),
            Event::End(TagEnd::TableCell) => self.text.push_str("; "),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock,
            ) => self.flush(),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                let cells = self.text.trim_end_matches("; ").len();
                self.text.truncate(cells);
                self.flush();
            }
            _ => {}
        }
    }

    fn begin_item(&mut self) {
        self.flush();
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.text = format!("{number}. ");
                *number += 1;
            }
            _ => self.item = true,
        }
    }

    fn flush(&mut self) {
        let text = self.text.trim().to_owned();
        self.text.clear();
        if !text.is_empty() {
            let item = std::mem::take(&mut self.item);
            self.done.push(Plain { text, item });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (markdown, paragraphs) in [
            (
                "Один *важный*\nабзац.\n\nИ [второй](x.md).",
                vec!["Один важный абзац.", "И второй."],
            ),
            ("До:\n\n- раз;\n- два.\n", vec!["До:", "– раз;", "– два."]),
            ("3. три\n4. четыре\n", vec!["3. три", "4. четыре"]),
            (
                "Текст<!-- тайна --> и <b>жирный</b>.\n\n<!-- ещё -->\n",
                vec!["Текст и жирный."],
            ),
            ("| а | б |\n|---|---|\n| 1 | 2 |\n", vec!["а; б", "1; 2"]),
            ("строка  \nдругая", vec!["строка\nдругая"]),
            ("", vec![]),
        ] {
            let read: Vec<String> = plain(markdown)
                .into_iter()
                .map(|part| format!("{}{}", if part.item { "– " } else { "" }, part.text))
                .collect();
            assert_eq!(read, paragraphs, "{markdown}");
        }
    }
}
