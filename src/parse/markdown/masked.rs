//! Persons and telephones in a text of Markdown: what a document leaves out of its words.
//!
//! A name may be split by markup, «**Козлов** К. К.», so the words of a paragraph are read together,
//! and each piece gives up its part of what was found.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd};

use super::{options, scheme};
use crate::privacy::{MASKED, Mask};

/// An event with its place in the text.
type Placed<'a> = (Event<'a>, Range<usize>);

/// A part of an event's text that is left out.
struct Cut {
    event: usize,
    at: Range<usize>,
    /// Whether the mark stands here: a name in several pieces leaves one.
    mark: bool,
}

/// Leaves names and telephones out of the events; says whether there were any.
pub(super) fn hide(events: &mut [Placed], mask: &Mask) -> bool {
    let mut hidden = hide_addresses(events, mask);
    for cut in cuts(events, mask).iter().rev() {
        hidden = true;
        let Some((event, _)) = events.get_mut(cut.event) else {
            continue;
        };
        if let Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) =
            event
        {
            let mark = if cut.mark { MASKED } else { "" };
            *text = format!("{}{mark}{}", &text[..cut.at.start], &text[cut.at.end..]).into();
        }
    }
    hidden
}

/// The Markdown without names and telephones.
pub fn masked(markdown: &str, mask: &Mask) -> String {
    let events: Vec<Placed> = Parser::new_ext(markdown, options())
        .into_offset_iter()
        .collect();
    let (mut out, mut from) = (String::with_capacity(markdown.len()), 0);
    for cut in cuts(&events, mask) {
        let Some((event, range)) = events.get(cut.event) else {
            continue;
        };
        // An entity or a code span is not written as it reads: it goes as a whole.
        let source = if words(event) == Some(&markdown[range.clone()]) {
            range.start + cut.at.start..range.start + cut.at.end
        } else {
            range.clone()
        };
        if source.start < from {
            continue;
        }
        out.push_str(&markdown[from..source.start]);
        from = source.end;
        if cut.mark {
            // Before a bracket the mark would begin a link, at the start of a line a definition of one.
            let line = out.rsplit('\n').next().unwrap_or_default();
            let first = !line.contains(char::is_alphanumeric);
            let rest = &markdown[from..];
            let escaped = rest.starts_with(['(', '[']) || first && rest.starts_with(':');
            out.push_str(if escaped { "\\" } else { "" });
            out.push_str(MASKED);
        }
    }
    out.push_str(&markdown[from..]);
    // Addresses and titles of links are no words.
    mask.apply(&out)
}

/// Titles of links and pictures, and links that dial a number.
fn hide_addresses(events: &mut [Placed], mask: &Mask) -> bool {
    let (mut hidden, mut dropping) = (false, false);
    for (event, _) in events {
        let dials =
            |url: &str| scheme(url).as_deref() == Some("tel") && !mask.ranges(url).is_empty();
        match event {
            Event::Start(Tag::Link { dest_url, .. }) if dials(dest_url) => {
                *event = Event::Text("".into());
                (hidden, dropping) = (true, true);
            }
            Event::End(TagEnd::Link) if dropping => {
                *event = Event::Text("".into());
                dropping = false;
            }
            Event::Start(Tag::Link { title, .. } | Tag::Image { title, .. })
                if !mask.ranges(title).is_empty() =>
            {
                *title = CowStr::from(mask.apply(title));
                hidden = true;
            }
            _ => {}
        }
    }
    hidden
}

/// What is to be left out, in order.
fn cuts(events: &[Placed], mask: &Mask) -> Vec<Cut> {
    let mut found = Vec::new();
    let mut run = Run::default();
    for (at, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Text(text) | Event::Code(text) => run.push(at, 0..text.len(), text),
            Event::SoftBreak | Event::HardBreak => run.text.push('\n'),
            Event::Html(html) | Event::InlineHtml(html) => {
                for (part, is_tag) in parts(html) {
                    if is_tag {
                        let of_tag = mask.ranges(&html[part.clone()]).into_iter();
                        run.tags.extend(of_tag.map(|range| Cut {
                            event: at,
                            at: part.start + range.start..part.start + range.end,
                            mark: true,
                        }));
                    } else {
                        run.push(at, part, html);
                    }
                }
            }
            Event::Start(tag) if is_inline(tag.to_end()) => {}
            Event::End(tag) if is_inline(*tag) => {}
            Event::FootnoteReference(_) => {}
            _ => run.flush(mask, &mut found),
        }
    }
    run.flush(mask, &mut found);
    found
}

/// The words of one paragraph, heading or cell.
#[derive(Default)]
struct Run {
    text: String,
    /// Where a piece begins in the words, its event, and its place in the event's text.
    pieces: Vec<(usize, usize, Range<usize>)>,
    /// What the tags between the words say.
    tags: Vec<Cut>,
}

impl Run {
    fn push(&mut self, event: usize, at: Range<usize>, text: &str) {
        let start = self.text.len();
        self.text.push_str(&text[at.clone()]);
        self.pieces.push((start, event, at));
    }

    fn flush(&mut self, mask: &Mask, found: &mut Vec<Cut>) {
        let mut cuts = std::mem::take(&mut self.tags);
        for range in mask.ranges(&self.text) {
            let mut mark = true;
            for (start, event, at) in &self.pieces {
                let (from, to) = (range.start.max(*start), range.end.min(start + at.len()));
                if from >= to {
                    continue;
                }
                cuts.push(Cut {
                    event: *event,
                    at: at.start + from - start..at.start + to - start,
                    mark,
                });
                mark = false;
            }
        }
        cuts.sort_by_key(|cut| (cut.event, cut.at.start));
        found.append(&mut cuts);
        self.text.clear();
        self.pieces.clear();
    }
}

fn words<'e>(event: &'e Event) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
            Some(text)
        }
        _ => None,
    }
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Subscript
            | TagEnd::Superscript
    )
}

/// Raw HTML as tags and the words between them.
fn parts(html: &str) -> Vec<(Range<usize>, bool)> {
    let (mut parts, mut from) = (Vec::new(), 0);
    while from < html.len() {
        let rest = &html[from..];
        let is_tag = rest.starts_with('<');
        let end = if is_tag {
            rest.find('>').map(|at| at + 1)
        } else {
            rest.find('<')
        };
        let to = end.map_or(html.len(), |end| from + end);
        parts.push((from..to, is_tag));
        from = to;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;
    use crate::parse::markdown::{Style, Terms, parse};

    #[test]
    fn names_are_left_out_of_the_source_whatever_splits_them() {
        let mask = Mask::default();
        for (written, shown) in [
            ("**Козлов** К. К. и *я*", "**[…]** и *я*"),
            ("Иванов И. И.(директор)", "\\[…](директор)"),
            ("Иванов И. И.: отвечает", "\\[…]: отвечает"),
            ("Отвечает Иванов И. И.: да", "Отвечает […]: да"),
            ("Козлов&nbsp;К. К.", "[…]"),
            ("<b>Козлов</b> К. К.", "<b>[…]</b>"),
            ("[звонить](tel:+73462112233)", "[звонить](tel:[…])"),
            ("Козлов\n\nК. К.", "Козлов\n\nК. К."),
            ("Без имён", "Без имён"),
        ] {
            assert_eq!(masked(written, &mask), shown, "{written}");
        }
    }

    #[test]
    fn names_are_left_out_of_the_page_and_its_headings() {
        let mask = Mask::default();
        let terms = Terms::default();
        let style = Style {
            language: Language::Ru,
            typography: false,
            terms: &terms,
            mask: Some(&mask),
        };
        let fragment = parse(
            "## Отвечает Иванов И. И.\n\n**Козлов** К.\u{a0}К. [тел](tel:83462112233) ![Иванов И.И.](a.png)\n",
            style,
        );
        assert!(fragment.masked);
        let heading = &fragment.headings[0];
        assert_eq!(
            (&*heading.text, &*heading.id),
            ("Отвечает […]", "otvechaet")
        );
        assert!(!fragment.html.contains("Козлов") && !fragment.html.contains("К.К."));
        assert_eq!(
            fragment.links.len(),
            1,
            "the picture stays, the number is no link"
        );
        assert!(!parse("Без имён", style).masked);
    }
}
