//! Markdown to HTML, with open spots for what only the whole portal knows.
//!
//! Links and pictures name source files, and a term of the glossary is explained on its first
//! use on a page. So the HTML of a body is made once, with [`Spot`]s where those stand, and a
//! page fills them in. Raw HTML passes through [`super::html`].

use std::borrow::Cow;

use pulldown_cmark::{Alignment, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::html::{Cleaner, Piece};
use crate::lang::{self, Language};
use crate::privacy::Mask;

use blocks::{Table, alert, note};
use fragment::{Spot, SpotKind};
use headings::{OpenHeading, PendingHeading};
use raw_html::HtmlBlock;

mod blocks;
mod escape;
mod fragment;
mod headings;
mod links;
mod masked;
mod plain;
mod raw_html;
mod source;
mod terms;

pub use escape::{address, escape, is_harmless, scheme};
pub use fragment::{Fragment, Heading, LinkUse, Resolver, Slip, SlipKind};
pub use headings::PAGE_ANCHORS;
pub use masked::masked;
pub use plain::{Plain, plain, without_code};
pub use source::published;
pub use terms::Terms;

/// What shapes the HTML besides the text.
#[derive(Clone, Copy, Debug)]
pub struct Style<'a> {
    /// Language of the site: names of alerts, quotes.
    pub language: Language,
    /// Quotes and no-break spaces are put right; never in acts, which stay letter for letter.
    pub typography: bool,
    /// The glossary.
    pub terms: &'a Terms,
    /// What documents leave out of persons.
    pub mask: Option<&'a Mask>,
}

/// Marks in the writer's output that become spots; authors' texts cannot hold them.
const OPEN: char = '\u{f0000}';
const CLOSE: char = '\u{f0001}';

/// CommonMark with what the content contract adds to it.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// Reads a text of Markdown.
pub fn parse(markdown: &str, style: Style) -> Fragment {
    let clean: Cow<str> = if markdown.contains([OPEN, CLOSE]) {
        Cow::Owned(markdown.replace([OPEN, CLOSE], ""))
    } else {
        Cow::Borrowed(markdown)
    };
    let mut reader = Reader::new(style);
    let events = Parser::new_ext(&clean, options()).into_offset_iter();
    match style.mask {
        Some(mask) => {
            let mut events: Vec<_> = events.collect();
            reader.fragment.masked = masked::hide(&mut events, mask);
            for (event, range) in events {
                reader.event(event, range.start);
            }
        }
        None => {
            for (event, range) in events {
                reader.event(event, range.start);
            }
        }
    }
    reader.finish()
}

struct Reader<'a, 't> {
    style: Style<'t>,
    events: Vec<Event<'a>>,
    kinds: Vec<SpotKind>,
    fragment: Fragment,
    cleaner: Cleaner,
    html: Option<HtmlBlock>,
    heading: Option<PendingHeading>,
    /// Headings whose tags are written at the end, when every written id is known.
    open_headings: Vec<OpenHeading>,
    code: bool,
    table: Table,
    in_link: usize,
    /// Whether each open link was kept, so that the end of a dropped one is dropped too.
    kept_links: Vec<bool>,
    picture: Option<(String, String, String, usize)>,
    quotes: lang::Typographer,
}

impl<'a, 't> Reader<'a, 't> {
    fn new(style: Style<'t>) -> Self {
        Self {
            style,
            events: Vec::new(),
            kinds: Vec::new(),
            fragment: Fragment::default(),
            cleaner: Cleaner::default(),
            html: None,
            heading: None,
            open_headings: Vec::new(),
            code: false,
            table: Table::default(),
            in_link: 0,
            kept_links: Vec::new(),
            picture: None,
            quotes: lang::Typographer::new(style.language),
        }
    }

    fn spot(&mut self, kind: SpotKind) {
        let mark = format!("{OPEN}{}{CLOSE}", self.kinds.len());
        self.kinds.push(kind);
        self.events.push(Event::InlineHtml(mark.into()));
    }

    fn raw(&mut self, html: impl Into<CowStr<'a>>) {
        self.events.push(Event::InlineHtml(html.into()));
    }

    fn slip(&mut self, offset: usize, kind: SlipKind) {
        self.fragment.slips.push(Slip { offset, kind });
    }

    fn event(&mut self, event: Event<'a>, offset: usize) {
        match event {
            Event::Start(Tag::HtmlBlock) => self.html = Some(HtmlBlock::default()),
            Event::Html(html) => match &mut self.html {
                Some(block) => {
                    block.lines.push((block.html.len(), offset));
                    block.html.push_str(&html);
                }
                None => self.clean(&HtmlBlock::line(&html, offset)),
            },
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(block) = self.html.take() {
                    self.clean(&block);
                }
            }
            Event::InlineHtml(html) => self.clean(&HtmlBlock::line(&html, offset)),
            _ if self.cleaner.swallows() => {}
            Event::Start(tag) => self.start(tag, offset),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(text),
            Event::Code(text) => {
                if let Some(heading) = &mut self.heading {
                    heading.text.push_str(&text);
                }
                match &mut self.picture {
                    Some((_, _, alt, _)) => alt.push_str(&text),
                    None => {
                        self.quotes.object();
                        self.events.push(Event::Code(text));
                    }
                }
            }
            Event::SoftBreak | Event::HardBreak if self.picture.is_some() => {
                if let Some((_, _, alt, _)) = &mut self.picture {
                    alt.push(' ');
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                self.quotes.line_break();
                self.events.push(event);
            }
            Event::TaskListMarker(done) => {
                let (mark, words) = match (done, self.style.language) {
                    (true, Language::Ru) => ("☑", "сделано"),
                    (false, Language::Ru) => ("☐", "не сделано"),
                    (true, Language::En) => ("☑", "done"),
                    (false, Language::En) => ("☐", "to do"),
                };
                self.raw(format!(
                    "<span class=\"task\" role=\"img\" aria-label=\"{words}\">{mark}</span> "
                ));
            }
            Event::FootnoteReference(label) => {
                self.events.push(Event::FootnoteReference(note(&label)));
            }
            other => self.events.push(other),
        }
    }

    fn start(&mut self, tag: Tag<'a>, offset: usize) {
        match tag {
            Tag::Heading { level, id, .. } => {
                self.heading = Some(PendingHeading {
                    level,
                    id: id.map(|id| id.to_string()),
                    text: String::new(),
                    at: self.events.len(),
                    offset,
                });
                // The opening tag is written when the heading's words, and so its anchor, are known.
                self.events.push(Event::Text("".into()));
            }
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let target = if link_type == LinkType::Email {
                    format!("mailto:{dest_url}")
                } else {
                    dest_url.to_string()
                };
                self.open_link(target, offset);
            }
            Tag::Image {
                dest_url, title, ..
            } => {
                self.picture = Some((
                    dest_url.to_string(),
                    title.to_string(),
                    String::new(),
                    offset,
                ));
            }
            Tag::BlockQuote(Some(kind)) => {
                let (class, title) = alert(kind, self.style.language);
                self.raw(format!("<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n"));
            }
            Tag::Table(columns) => {
                self.raw(
                    "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"",
                );
                self.raw(match self.style.language {
                    Language::Ru => "Таблица",
                    Language::En => "Table",
                });
                self.raw("\">\n");
                // The writer would put the alignment into a style, which the page's policy forbids.
                let plain = vec![Alignment::None; columns.len()];
                self.table = Table {
                    columns,
                    ..Table::default()
                };
                self.events.push(Event::Start(Tag::Table(plain)));
            }
            Tag::TableHead | Tag::TableRow => {
                self.table.next = 0;
                self.table.head = matches!(tag, Tag::TableHead);
                self.events.push(Event::Start(tag));
            }
            Tag::TableCell => match self.table.cell() {
                Some(class) => {
                    let name = self.table.name();
                    self.raw(format!("<{name} class=\"{class}\">"));
                }
                None => self.events.push(Event::Start(tag)),
            },
            Tag::FootnoteDefinition(label) => {
                let label = note(&label);
                self.events
                    .push(Event::Start(Tag::FootnoteDefinition(label)));
            }
            Tag::CodeBlock(_) => {
                self.code = true;
                self.events.push(Event::Start(tag));
            }
            other => self.events.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Link => self.close_link(),
            TagEnd::Image => {
                if let Some((target, title, alt, offset)) = self.picture.take() {
                    self.place_picture(&target, &title, &alt, offset);
                }
            }
            TagEnd::BlockQuote(Some(_)) => self.raw("</div>\n"),
            TagEnd::Table => {
                self.events.push(Event::End(tag));
                self.raw("</div>\n");
            }
            TagEnd::CodeBlock => {
                self.code = false;
                self.events.push(Event::End(tag));
            }
            TagEnd::TableCell if self.table.aligned => {
                self.quotes.paragraph();
                let name = self.table.name();
                self.raw(format!("</{name}>"));
            }
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell => {
                self.quotes.paragraph();
                self.events.push(Event::End(tag));
            }
            other => self.events.push(Event::End(other)),
        }
    }

    fn text(&mut self, text: CowStr<'a>) {
        if let Some((_, _, alt, _)) = &mut self.picture {
            alt.push_str(&text);
            return;
        }
        if self.code {
            self.events.push(Event::Text(text));
            return;
        }
        let text: CowStr<'a> = if self.style.typography {
            self.quotes.text(&text).into()
        } else {
            text
        };
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(&text);
            self.events.push(Event::Text(text));
            return;
        }
        let terms = if self.in_link > 0 {
            Vec::new()
        } else {
            self.style.terms.find(&text)
        };
        let mut from = 0;
        for (at, length, term) in terms {
            self.events
                .push(Event::Text(text[from..at].to_owned().into()));
            let escaped = escape(&text[at..at + length]).into_owned();
            self.spot(SpotKind::Term {
                term,
                length: escaped.len(),
            });
            self.raw(escaped);
            from = at + length;
        }
        if from == 0 {
            self.events.push(Event::Text(text));
        } else {
            self.events
                .push(Event::Text(text[from..].to_owned().into()));
        }
    }

    fn finish(mut self) -> Fragment {
        let closing = self.cleaner.finish();
        for piece in closing {
            match piece {
                Piece::LinkEnd => self.close_link(),
                Piece::Html(html) => self.raw(html),
                _ => {}
            }
        }
        self.place_anchors();
        let mut written = String::new();
        pulldown_cmark::html::push_html(&mut written, self.events.into_iter());
        let mut html = String::with_capacity(written.len());
        let mut spots = Vec::with_capacity(self.kinds.len());
        let mut rest = written.as_str();
        while let Some(open) = rest.find(OPEN) {
            html.push_str(&rest[..open]);
            let after = &rest[open + OPEN.len_utf8()..];
            let close = after.find(CLOSE).unwrap_or(0);
            if let Ok(number) = after[..close].parse::<usize>() {
                spots.push(Spot {
                    at: html.len(),
                    kind: self.kinds[number].clone(),
                });
            }
            rest = &after[close + CLOSE.len_utf8()..];
        }
        html.push_str(rest);
        self.fragment.html = html;
        self.fragment.spots = spots;
        self.fragment
    }
}
