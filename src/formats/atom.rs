//! `/feed.xml`: the newest news, practices and seminars as an Atom feed (RFC 4287).
//!
//! Written by hand: the format is a dozen elements, and a crate for it would bring its own XML
//! writer and calendar for them.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::parse::markdown::escape;
use crate::portal::{Content, Entry, Kind};
use crate::view::View;
use crate::view::links::encode;

/// Entries of the feed, and no more.
const MOST: usize = 50;
/// Kinds that the feed tells of.
const KINDS: [Kind; 3] = [Kind::News, Kind::Practice, Kind::Seminar];

/// The feed.
pub fn feed(view: View) -> String {
    let portal = view.portal;
    let site = &portal.site.value;
    let mut entries: Vec<(Date, &Entry)> = KINDS
        .iter()
        .flat_map(|kind| portal.visible(*kind))
        .filter(|entry| !entry.sample && !entry.common.draft.yes())
        .filter_map(|entry| day(entry).map(|day| (day, entry)))
        .collect();
    entries.sort_by_cached_key(|(day, entry)| (std::cmp::Reverse(*day), entry.reference()));
    entries.truncate(MOST);

    let zone = Zone::of(view);
    let updated = entries
        .iter()
        .map(|(_, entry)| stamp_day(view, entry))
        .max()
        .unwrap_or(portal.today);
    let owner = portal
        .organization(&site.owner)
        .map_or(&*site.title, |owner| &*owner.parts.name);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        portal.language().code()
    );
    element(&mut text, "title", &site.title);
    if !site.subtitle.is_empty() {
        element(&mut text, "subtitle", &site.subtitle);
    }
    element(&mut text, "id", &id(view, "", ""));
    element(&mut text, "updated", &zone.stamp(updated));
    text.push_str(&format!("<author><name>{}</name></author>\n", xml(owner)));
    text.push_str(&format!(
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n",
        xml(&address(view, "feed.xml"))
    ));
    text.push_str(&format!(
        "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        xml(&address(view, &view.path("")))
    ));
    if !site.license.is_empty() {
        element(&mut text, "rights", &site.license);
    }
    for (_, entry) in entries {
        write_entry(&mut text, view, &zone, entry);
    }
    text.push_str("</feed>\n");
    text
}

fn write_entry(text: &mut String, view: View, zone: &Zone, entry: &Entry) {
    text.push_str("<entry>\n");
    element(text, "title", &entry.common.title);
    element(text, "id", &id(view, &entry.address, &entry.reference()));
    let link = address(view, &view.path(&encode(&entry.address)));
    text.push_str(&format!(
        "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        xml(&link)
    ));
    element(text, "updated", &zone.stamp(stamp_day(view, entry)));
    if let Some(date) = entry.common.date {
        element(text, "published", &zone.stamp(date.0));
    }
    let (term, label) = (entry.kind.folder(), view.kind_name(entry.kind));
    text.push_str(&format!(
        "<category term=\"{term}\" label=\"{}\"/>\n",
        xml(&label)
    ));
    let summary = match &entry.content {
        Content::Seminar(seminar) => {
            let when = view.moment_words(&seminar.starts, &seminar.ends);
            let parts = [when.unwrap_or_default(), entry.common.summary.0.clone()];
            parts
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(". ")
        }
        _ => entry.common.summary.0.clone(),
    };
    // A relative link or an entry without content needs a summary (RFC 4287, 4.1.2).
    element(
        text,
        "summary",
        if summary.is_empty() {
            &entry.common.title
        } else {
            &summary
        },
    );
    text.push_str("</entry>\n");
}

/// The day that puts an entry in order; what has none is not news.
fn day(entry: &Entry) -> Option<Date> {
    let starts = match &entry.content {
        Content::Seminar(seminar) => seminar.starts.day(),
        _ => None,
    };
    entry
        .common
        .date
        .map(|date| date.0)
        .or(starts)
        .or(entry.common.updated.map(|date| date.0))
}

/// The day of the stamp: no clock reaches a file.
pub fn stamp_day(view: View, entry: &Entry) -> Date {
    entry
        .common
        .updated
        .or(entry.common.date)
        .map_or(view.portal.today, |day| day.0)
}

/// The beginning of days where the site is.
struct Zone(TimeZone);

impl Zone {
    fn of(view: View) -> Self {
        Self(view.portal.site.value.time_zone())
    }

    fn stamp(&self, day: Date) -> String {
        let zoned = day.to_zoned(self.0.clone());
        zoned.map_or_else(
            |_| format!("{day}T00:00:00Z"),
            |zoned| zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        )
    }
}

fn address(view: View, path: &str) -> String {
    match view.portal.base_url() {
        Some(base) => format!("{base}{path}"),
        None if path.is_empty() => "./".to_owned(),
        None => path.to_owned(),
    }
}

/// The address of the page; without a `base_url` a name made of the site's title and the reference.
fn id(view: View, page: &str, reference: &str) -> String {
    if let Some(base) = view.portal.base_url() {
        return format!("{base}{}", encode(page));
    }
    let name = format!("{}\n{reference}", &*view.portal.site.value.title);
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&blake3::hash(name.as_bytes()).as_bytes()[..16]);
    // Version 8 is for names of one's own making (RFC 9562, 5.8).
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "urn:uuid:{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

fn element(text: &mut String, name: &str, content: &str) {
    text.push_str(&format!("<{name}>{}</{name}>\n", xml(content)));
}

/// Text for XML; characters that XML has no way to write are left out.
pub fn xml(text: &str) -> String {
    let allowed = |c: &char| match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control(),
    };
    let text: String = text.chars().filter(allowed).collect();
    escape(&text).into_owned()
}
