//! Calendars (RFC 5545): a neutral model in, one text out.
//!
//! Written by hand: the format is a list of lines, and what is difficult about it — folding by bytes,
//! exclusive last days, moments that every calendar program takes — would be ours with a library, too.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// Bytes of a line, its end not counted (RFC 5545, 3.1).
const LONGEST: usize = 75;
/// Who wrote the file, as the format wants it.
const PROGRAM: &str = "-//metod//metod//RU";
/// The day from which changes are numbered.
const FIRST_DAY: Date = Date::constant(2000, 1, 1);

/// A calendar.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// What people see in their list of calendars.
    pub name: String,
    /// The time zone that moments are written in by people: `Asia/Yekaterinburg`.
    pub zone: String,
    /// What happens, in any order.
    pub events: Vec<Event>,
}

/// Something that happens.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its name for calendar programs; never another one for the same event. See [`uid`].
    pub uid: String,
    /// The day of the file's words about it; no clock reaches a file.
    pub stamp: Date,
    /// The day of its last change, if it had one.
    pub last_modified: Option<Date>,
    /// Title.
    pub summary: String,
    /// What to know of it; lines are kept.
    pub description: String,
    /// Where it is.
    pub location: String,
    /// The address of its page on the network.
    pub url: Option<String>,
    /// Beginning.
    pub start: When,
    /// End. A day is the last one, included.
    pub end: Option<When>,
    /// Words to sort by.
    pub categories: Vec<String>,
    /// Whether it takes place.
    pub status: Option<Status>,
}

/// A day as a whole, or a moment where the site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// All day.
    Day(Date),
    /// A moment of the site's time zone.
    Moment(DateTime),
}

impl When {
    /// Its day.
    pub fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Moment(moment) => moment.date(),
        }
    }
}

/// Whether an event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It does, or did.
    Confirmed,
    /// Its day may change.
    Tentative,
    /// It does not.
    Cancelled,
}

/// The name of an event for calendar programs: the same for the same site and event, whatever else changes.
///
/// Letters outside ASCII are not safe in such a name everywhere, so it is a name-based UUID.
pub fn uid(site: &str, event: &str) -> String {
    let mut bytes = [0_u8; 16];
    let hash = blake3::hash(format!("{site}\n{event}").as_bytes());
    for (byte, hashed) in bytes.iter_mut().zip(hash.as_bytes()) {
        *byte = *hashed;
    }
    // Version 8 is for names of one's own making (RFC 9562, 5.8).
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

/// The calendar as the text of an .ics file. Events stand in the order of their days.
pub fn write(calendar: &Calendar) -> String {
    let mut lines = Lines(String::new());
    for (name, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", PROGRAM),
        ("CALSCALE", "GREGORIAN"),
    ] {
        lines.plain(name, value);
    }
    // The old names and the new ones (RFC 7986): programs know one or the other.
    lines.text("NAME", &calendar.name);
    lines.text("X-WR-CALNAME", &calendar.name);
    lines.text("X-WR-TIMEZONE", &calendar.zone);
    lines.plain("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    lines.plain("X-PUBLISHED-TTL", "P1D");
    let zone = TimeZone::get(&calendar.zone).unwrap_or(TimeZone::UTC);
    let mut events: Vec<&Event> = calendar.events.iter().collect();
    events.sort_by_cached_key(|event| {
        let time = match event.start {
            When::Day(_) => None,
            When::Moment(moment) => Some(moment.time()),
        };
        (event.start.day(), time, &event.summary, &event.uid)
    });
    if events.is_empty() {
        write_nothing(&mut lines);
    }
    for event in events {
        write_event(&mut lines, event, &zone);
    }
    lines.plain("END", "VCALENDAR");
    lines.0
}

/// A calendar has at least one part (RFC 5545, 3.6), so one without events names a time zone.
fn write_nothing(lines: &mut Lines) {
    for (name, value) in [
        ("BEGIN", "VTIMEZONE"),
        ("TZID", "UTC"),
        ("BEGIN", "STANDARD"),
        ("DTSTART", "19700101T000000"),
        ("TZOFFSETFROM", "+0000"),
        ("TZOFFSETTO", "+0000"),
        ("END", "STANDARD"),
        ("END", "VTIMEZONE"),
    ] {
        lines.plain(name, value);
    }
}

fn write_event(lines: &mut Lines, event: &Event, zone: &TimeZone) {
    lines.plain("BEGIN", "VEVENT");
    lines.text("UID", &event.uid);
    lines.plain("DTSTAMP", &midnight(event.stamp));
    lines.plain("SEQUENCE", &sequence(event.last_modified).to_string());
    if let Some(day) = event.last_modified {
        lines.plain("LAST-MODIFIED", &midnight(day));
    }
    write_days(lines, event, zone);
    lines.text("SUMMARY", &event.summary);
    for (name, value) in [
        ("DESCRIPTION", &event.description),
        ("LOCATION", &event.location),
    ] {
        if !value.trim().is_empty() {
            lines.text(name, value.trim());
        }
    }
    if let Some(url) = &event.url {
        lines.plain("URL", url);
    }
    if !event.categories.is_empty() {
        let words: Vec<String> = event.categories.iter().map(|word| escaped(word)).collect();
        lines.plain("CATEGORIES", &words.join(","));
    }
    let status = event.status.map(|status| match status {
        Status::Confirmed => "CONFIRMED",
        Status::Tentative => "TENTATIVE",
        Status::Cancelled => "CANCELLED",
    });
    if let Some(status) = status {
        lines.plain("STATUS", status);
    }
    lines.plain("END", "VEVENT");
}

/// Both ends are days or both are moments (RFC 5545, 3.6.1); one moment and one day are two days.
fn write_days(lines: &mut Lines, event: &Event, zone: &TimeZone) {
    let moments = match (event.start, event.end) {
        (When::Moment(start), None) => Some((start, None)),
        (When::Moment(start), Some(When::Moment(end))) => Some((start, Some(end))),
        (When::Moment(start), Some(When::Day(end))) if end <= start.date() => Some((start, None)),
        _ => None,
    };
    if let Some((start, end)) = moments {
        // UTC is the one form that needs no table of a zone in the file and that every program takes.
        lines.plain("DTSTART", &utc(start, zone));
        if let Some(end) = end.filter(|end| *end > start) {
            lines.plain("DTEND", &utc(end, zone));
        }
        return;
    }
    let start = event.start.day();
    let last = event.end.map_or(start, |end| end.day().max(start));
    lines.plain("DTSTART;VALUE=DATE", &day(start));
    // The day after the last one: the end is not included.
    if let Ok(after) = last.tomorrow() {
        lines.plain("DTEND;VALUE=DATE", &day(after));
    }
    // A day as a whole is a reminder, not an appointment that takes the day away.
    lines.plain("TRANSP", "TRANSPARENT");
}

/// The number of a change: it grows when the day of the last change does, so that programs take it over.
fn sequence(last_modified: Option<Date>) -> i32 {
    let days = |day: Date| FIRST_DAY.until(day).map_or(0, |span| span.get_days());
    last_modified.map_or(0, days).max(0)
}

fn day(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

fn midnight(day: Date) -> String {
    day.strftime("%Y%m%dT000000Z").to_string()
}

fn utc(moment: DateTime, zone: &TimeZone) -> String {
    let in_utc = moment.to_zoned(zone.clone()).map_or(moment, |zoned| {
        zoned.with_time_zone(TimeZone::UTC).datetime()
    });
    in_utc.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a value; characters that no calendar can hold are left out.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out
}

/// The lines of the file, each ended and folded as the format wants it.
struct Lines(String);

impl Lines {
    fn text(&mut self, name: &str, value: &str) {
        self.plain(name, &escaped(value));
    }

    fn plain(&mut self, name: &str, value: &str) {
        let line = format!("{name}:{value}");
        let mut length = 0;
        for character in line.chars() {
            // A cut inside a character would be two characters that nobody can read.
            if length + character.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(character);
            length += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}
