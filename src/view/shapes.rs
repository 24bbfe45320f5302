//! The typed values that templates read. Every key is always there; what may be missing is `None`.
//!
//! Paths are relative to the site's root without a leading slash; addresses of other sites are `url`.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use tera::{Map, Value};

/// A day for machines and for people.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    /// `2022-03-31`.
    pub iso: String,
    /// «31 марта 2022 г.».
    pub text: String,
}

/// A state of the execution.
#[derive(Clone, Debug, Serialize)]
pub struct State {
    /// The word of the contract: `no-report`.
    pub state: &'static str,
    /// What is said.
    pub text: String,
    /// Done later than its day.
    pub late: bool,
}

/// How many are in a state, with its part of a bar of a hundred.
#[derive(Clone, Debug, Serialize)]
pub struct StateCount {
    /// The word of the contract.
    pub state: &'static str,
    /// The word for people.
    pub word: String,
    /// How many.
    pub count: usize,
    /// Length.
    pub share: usize,
    /// Beginning.
    pub x: usize,
}

/// One step of the breadcrumbs, or another plain link.
#[derive(Clone, Debug, Serialize)]
pub struct Crumb {
    /// Words.
    pub title: String,
    /// Where to; the last step has none.
    pub path: Option<String>,
}

/// A link that always leads somewhere on this site.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// Words.
    pub text: String,
    /// Where to.
    pub path: String,
}

/// What every page says of itself.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// The first heading.
    pub title: String,
    /// `<title>`.
    pub full_title: String,
    /// Description for search engines.
    pub description: Option<String>,
    /// The way from this page to the site's root: `./`, `../`, ….
    pub root: String,
    /// Language.
    pub lang: String,
    /// Full address.
    pub canonical: Option<String>,
    /// OpenGraph.
    pub og: Option<OpenGraph>,
    /// JSON-LD, safe to stand in a script element.
    pub json_ld: Option<String>,
    /// Whether search engines are to leave it out.
    pub noindex: bool,
    /// Whether it is an example.
    pub sample: bool,
    /// The way to it.
    pub breadcrumbs: Vec<Crumb>,
    /// Path of the menu's item that it belongs to.
    pub current: Option<String>,
    /// Day of the last change.
    pub updated: Option<Day>,
    /// A title too long for the largest heading.
    pub long_title: bool,
    /// Full address for the printed footer.
    pub address: Option<String>,
}

/// OpenGraph.
#[derive(Clone, Debug, Serialize)]
pub struct OpenGraph {
    /// Title.
    pub title: String,
    /// Description.
    pub description: Option<String>,
    /// Full address of a picture.
    pub image: Option<String>,
    /// `article` or `website`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Full address.
    pub url: String,
}

/// Words that may lead somewhere.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Link {
    /// Words.
    pub text: String,
    /// Where to on this site.
    pub path: Option<String>,
    /// Where to on another site.
    pub url: Option<String>,
    /// A remark in small type.
    pub note: Option<String>,
    /// The moment that the words name.
    pub datetime: Option<String>,
    /// Whether it leads to an example.
    pub sample: bool,
}

/// A word about an entry as a whole.
#[derive(Clone, Debug, Serialize)]
pub struct Badge {
    /// The word.
    pub text: String,
    /// Which sort of word: a class name.
    #[serde(rename = "type")]
    pub kind: &'static str,
}

/// A value on a scale, in words and as a meter.
#[derive(Clone, Debug, Serialize)]
pub struct Scale {
    /// What is measured.
    pub label: String,
    /// The value in words.
    pub text: String,
    /// The value, if there is one.
    pub value: Option<i64>,
    /// The end of the scale.
    pub max: i64,
}

/// One thing on a card.
#[derive(Clone, Debug, Serialize)]
pub struct CardLine {
    /// What it is.
    pub label: Option<String>,
    /// Its words.
    pub text: String,
}

/// An entry in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// `KIND/ID`.
    pub entry: String,
    /// The bare id of a practice.
    pub practice: Option<String>,
    /// The kind, named where lists mix kinds.
    pub kind_title: Option<String>,
    /// Icon of the theme.
    pub icon: Option<String>,
    /// Title.
    pub title: String,
    /// Its page.
    pub path: Option<String>,
    /// Another site.
    pub url: Option<String>,
    /// Summary.
    pub summary: Option<String>,
    /// Words about it as a whole.
    pub badges: Vec<Badge>,
    /// Its day.
    pub date: Option<Day>,
    /// Where, for whom, when.
    pub meta: Vec<CardLine>,
    /// Scales of a practice.
    pub scales: Vec<Scale>,
    /// Picture.
    pub image: Option<Picture>,
    /// Whether it is an example.
    pub sample: bool,
}

/// A picture.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    /// Path from the site's root.
    pub src: String,
    /// Alternative text.
    pub alt: String,
    /// Width in pixels, when known.
    pub width: Option<u32>,
    /// Height in pixels, when known.
    pub height: Option<u32>,
}

/// A row of «Коротко».
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What it says.
    pub items: Vec<Link>,
    /// The same as a scale.
    pub scale: Option<Scale>,
}

/// A file or page to take along.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FileRow {
    /// What it is called.
    pub title: String,
    /// Where it is on this site.
    pub path: Option<String>,
    /// Where it is on another site.
    pub url: Option<String>,
    /// «PDF».
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// «1,2 МБ».
    pub size: Option<String>,
    /// Its day.
    pub date: Option<Day>,
    /// Its number.
    pub number: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Whether it is an example.
    pub sample: bool,
}

/// The pages of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Paging {
    /// The page before.
    pub previous: Option<Step>,
    /// The page after.
    pub next: Option<Step>,
    /// «Страница 2 из 9».
    pub text: String,
    /// Every page near this one.
    pub pages: Vec<PageNumber>,
}

/// One page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct PageNumber {
    /// Its number.
    pub text: String,
    /// Where it is.
    pub path: Option<String>,
    /// Whether it is this one.
    pub current: bool,
}

/// «34 практики, в том числе примеров: 34».
#[derive(Clone, Debug, Serialize)]
pub struct Count {
    /// The number with its word.
    pub text: String,
    /// How many of them are examples.
    pub samples: Option<String>,
}

impl Count {
    /// «34 практики (в том числе примеров: 34)».
    pub fn words(&self) -> String {
        match &self.samples {
            Some(samples) => format!("{} ({samples})", self.text),
            None => self.text.clone(),
        }
    }
}

/// How many examples there are in a number that stands without words.
#[derive(Clone, Debug, Serialize)]
pub struct Examples {
    /// «примеров: 2».
    pub text: String,
    /// Whether it is there to be seen: where everything is an example, the page says so once.
    pub seen: bool,
}

/// Something to know before reading.
#[derive(Clone, Debug, Serialize)]
pub struct Notice {
    /// info, sample or warning.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Words.
    pub text: String,
    /// Where to read more.
    pub link: Option<Link>,
}

/// Something to do on a page.
#[derive(Clone, Debug, Serialize)]
pub struct Action {
    /// primary or plain.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Words.
    pub text: String,
    /// Where to on this site.
    pub path: Option<String>,
    /// Where to on another site.
    pub url: Option<String>,
    /// Icon of the theme.
    pub icon: Option<&'static str>,
    /// A remark.
    pub note: Option<String>,
}

/// The head of an entry's page.
#[derive(Clone, Debug, Serialize)]
pub struct EntryHead {
    /// `KIND/ID`.
    pub id: String,
    /// Folder of the kind.
    pub kind: String,
    /// The kind in words.
    pub kind_title: String,
    /// Its list.
    pub kind_path: Option<String>,
    /// Icon of the theme.
    pub icon: Option<String>,
    /// Summary.
    pub summary: Option<String>,
    /// Words about it as a whole.
    pub badges: Vec<Badge>,
    /// Picture.
    pub image: Option<Picture>,
    /// What to know before reading.
    pub notices: Vec<Notice>,
    /// What to do.
    pub actions: Vec<Action>,
    /// «Коротко».
    pub facts: Vec<Fact>,
    /// Whether to offer printing.
    pub print: bool,
    /// Tags.
    pub tags: Vec<Step>,
}

/// A part of an entry's page; its other keys depend on its type.
#[derive(Clone, Debug)]
pub struct Block {
    /// Anchor, unique on the page.
    pub id: String,
    /// Heading.
    pub title: Option<String>,
    /// Which template part shows it.
    pub kind: &'static str,
    /// A number after the heading.
    pub count: Option<String>,
    /// A remark under the heading.
    pub note: Option<String>,
    /// The keys of its type, as templates read them.
    body: Map,
}

impl Block {
    /// A block of a type with the keys of a serialisable value.
    pub fn new<T: Serialize>(
        id: &str,
        title: Option<String>,
        kind: &'static str,
        body: &T,
    ) -> Self {
        Self {
            id: id.to_owned(),
            title,
            kind,
            count: None,
            note: None,
            body: Value::from_serializable(body)
                .into_map()
                .unwrap_or_default(),
        }
    }
}

impl Serialize for Block {
    /// All keys side by side. The body is in the templates' own form already and is only handed on.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5 + self.body.len()))?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("title", &self.title)?;
        map.serialize_entry("type", self.kind)?;
        map.serialize_entry("count", &self.count)?;
        map.serialize_entry("note", &self.note)?;
        for (key, value) in &self.body {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// A heading in the side index.
#[derive(Clone, Debug, Serialize)]
pub struct Contents {
    /// Anchor.
    pub id: String,
    /// Words.
    pub title: String,
}

/// A value that many pages share, made once.
pub type Shared = Value;
