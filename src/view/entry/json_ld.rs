//! What an entry is, in the words of schema.org. Persons are never named here.

use serde_json::{Map, Value as Json, json};

use crate::parse::fields::Moment;
use crate::portal::contest::Contest;
use crate::portal::course::Course;
use crate::portal::document::Document;
use crate::portal::practice::Practice;
use crate::portal::seminar::{Format, Seminar, SeminarStatus};
use crate::portal::video::Video;
use crate::portal::{Content, Entry};
use crate::view::View;
use crate::view::context::some;
use crate::view::links::encode;

/// The keys of one thing.
type Thing = Map<String, Json>;

/// What an entry is.
pub fn of(view: View, entry: &Entry) -> Json {
    let mut thing = common(view, entry);
    let kind = match &entry.content {
        Content::Practice(practice) => of_practice(view, practice, &mut thing),
        Content::Seminar(seminar) => of_seminar(view, seminar, &mut thing),
        Content::Document(document) => of_document(view, entry, document, &mut thing),
        Content::Video(video) => of_video(view, entry, video, &mut thing),
        Content::Contest(contest) => of_contest(contest, &mut thing),
        Content::Course(course) => of_course(view, course, &mut thing),
        Content::Question(_) => of_question(view, entry, &mut thing),
        Content::Resource(resource) => {
            put(
                &mut thing,
                "publisher",
                organization(view, &resource.organization),
            );
            "LearningResource"
        }
        Content::Association(association) => {
            put(
                &mut thing,
                "parentOrganization",
                organization(view, &association.organization),
            );
            "Organization"
        }
        Content::Partnership(_) => "Project",
        Content::Checklist(_) => "Quiz",
        Content::News(_) => of_news(view, entry, &mut thing),
        Content::Page(_) => "WebPage",
        Content::Plan(_) | Content::Report(_) => "CreativeWork",
    };
    if matches!(kind, "Event" | "Organization" | "Project") {
        // Only works are published and changed.
        thing.retain(|key, _| {
            !matches!(
                key.as_str(),
                "datePublished" | "dateModified" | "inLanguage"
            )
        });
    }
    thing.insert("@type".to_owned(), Json::from(kind));
    Json::Object(thing)
}

/// Name, description, address and days, which every work has.
fn common(view: View, entry: &Entry) -> Thing {
    let mut thing = Thing::new();
    thing.insert("@context".to_owned(), Json::from("https://schema.org"));
    thing.insert("@type".to_owned(), Json::Null);
    thing.insert("name".to_owned(), Json::from(&*entry.common.title.0));
    put(&mut thing, "description", some(&entry.common.summary));
    if entry.sample {
        put(
            &mut thing,
            "disambiguatingDescription",
            Some(view.word("sample.notice")),
        );
    }
    put(&mut thing, "url", absolute(view, &entry.address));
    put(
        &mut thing,
        "datePublished",
        entry.common.date.map(|date| date.0.to_string()),
    );
    put(
        &mut thing,
        "dateModified",
        entry.common.updated.map(|date| date.0.to_string()),
    );
    thing.insert(
        "inLanguage".to_owned(),
        Json::from(view.portal.language().code()),
    );
    thing
}

fn put(thing: &mut Thing, key: &str, value: Option<impl Into<Json>>) {
    if let Some(value) = value {
        thing.insert(key.to_owned(), value.into());
    }
}

/// A full address, when the portal knows where it is published.
fn absolute(view: View, address: &str) -> Option<String> {
    view.portal
        .base_url()
        .map(|base| format!("{base}{}", encode(address)))
}

/// An organization of the portal; words that name none are left out, for they may name a person.
fn organization(view: View, id: &str) -> Option<Json> {
    let known = view.portal.organization(id)?;
    let mut thing = Thing::new();
    thing.insert("@type".to_owned(), Json::from("Organization"));
    thing.insert("name".to_owned(), Json::from(&*known.parts.name.0));
    put(&mut thing, "url", absolute(view, &known.address));
    Some(Json::Object(thing))
}

fn of_practice(view: View, practice: &Practice, thing: &mut Thing) -> &'static str {
    if !practice.organization_shown.no() {
        put(thing, "author", organization(view, &practice.organization));
    }
    put(thing, "license", some(&practice.license));
    if practice.steps.is_empty() {
        return "CreativeWork";
    }
    let steps: Vec<Json> = practice
        .steps
        .iter()
        .zip(1..)
        .map(|(step, position)| {
            let mut thing = Thing::new();
            thing.insert("@type".to_owned(), Json::from("HowToStep"));
            thing.insert("position".to_owned(), Json::from(position));
            // The name is for a step that says more than its title.
            let product = some(&step.product);
            put(&mut thing, "name", product.as_ref().map(|_| &*step.title));
            put(
                &mut thing,
                "text",
                Some(product.unwrap_or_else(|| step.title.0.clone())),
            );
            Json::Object(thing)
        })
        .collect();
    thing.insert("step".to_owned(), Json::Array(steps));
    "HowTo"
}

/// A day, or a moment with the offset that the site's time zone has then.
fn moment(view: View, moment: &Moment) -> Option<String> {
    let (day, time) = moment.read().ok()?;
    let Some(time) = time else {
        return Some(day.to_string());
    };
    let zone = view.portal.site.value.time_zone();
    let zoned = day.to_datetime(time).to_zoned(zone).ok()?;
    Some(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

fn of_seminar(view: View, seminar: &Seminar, thing: &mut Thing) -> &'static str {
    put(thing, "startDate", moment(view, &seminar.starts));
    put(thing, "endDate", moment(view, &seminar.ends));
    let status = match seminar.status {
        Some(SeminarStatus::Cancelled) => "EventCancelled",
        Some(SeminarStatus::Postponed) => "EventPostponed",
        _ => "EventScheduled",
    };
    thing.insert(
        "eventStatus".to_owned(),
        Json::from(format!("https://schema.org/{status}")),
    );
    put(thing, "eventAttendanceMode", seminar.format.map(attendance));
    put(
        thing,
        "location",
        some(&seminar.place).map(|place| json!({"@type": "Place", "name": place})),
    );
    let organizers: Vec<Json> = seminar
        .organizer
        .iter()
        .filter_map(|id| organization(view, id))
        .collect();
    put(
        thing,
        "organizer",
        (!organizers.is_empty()).then_some(organizers),
    );
    "Event"
}

fn attendance(format: Format) -> String {
    let mode = match format {
        Format::InPerson => "OfflineEventAttendanceMode",
        Format::Online => "OnlineEventAttendanceMode",
        Format::Mixed => "MixedEventAttendanceMode",
    };
    format!("https://schema.org/{mode}")
}

fn of_document(view: View, entry: &Entry, document: &Document, thing: &mut Thing) -> &'static str {
    let kind = document.document_type.map_or("other", |kind| kind.word());
    let is_act = matches!(
        kind,
        "law" | "decree" | "resolution" | "directive" | "order" | "regulation" | "procedure"
    );
    if !is_act {
        put(thing, "identifier", some(&document.number));
        put(thing, "publisher", organization(view, &document.issuer));
        return "DigitalDocument";
    }
    put(thing, "legislationIdentifier", some(&document.number));
    put(
        thing,
        "legislationType",
        Some(view.vocabulary("document_type", kind)),
    );
    put(
        thing,
        "legislationDate",
        entry.common.date.map(|date| date.0.to_string()),
    );
    put(
        thing,
        "legislationPassedBy",
        organization(view, &document.issuer),
    );
    let force = document
        .in_force
        .0
        .map(|in_force| if in_force { "InForce" } else { "NotInForce" });
    put(
        thing,
        "legislationLegalForce",
        force.map(|force| format!("https://schema.org/{force}")),
    );
    // The day of the act is not the day on which the portal published it.
    thing.shift_remove("datePublished");
    "Legislation"
}

fn of_video(view: View, entry: &Entry, video: &Video, thing: &mut Thing) -> &'static str {
    let file = |written: &str| {
        let inside = view
            .portal
            .find_file(some(written)?.as_str(), &entry.source.file)
            .ok()?;
        absolute(view, &view.portal.file_address(&inside, Some(entry))?)
    };
    if let Some(day) = thing.shift_remove("datePublished") {
        thing.insert("uploadDate".to_owned(), day);
    }
    put(
        thing,
        "duration",
        video.duration.seconds().map(iso_duration),
    );
    put(thing, "contentUrl", file(&video.file));
    put(thing, "thumbnailUrl", file(&video.poster));
    put(thing, "publisher", organization(view, &video.organization));
    "VideoObject"
}

/// `PT7M30S`.
fn iso_duration(seconds: u32) -> String {
    let parts = [
        (seconds / 3600, 'H'),
        (seconds / 60 % 60, 'M'),
        (seconds % 60, 'S'),
    ];
    let written: String = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count}{unit}"))
        .collect();
    format!("PT{written}")
}

fn of_contest(contest: &Contest, thing: &mut Thing) -> &'static str {
    let starts = contest
        .stages
        .iter()
        .filter_map(|stage| stage.starts.day())
        .min();
    let ends = contest
        .stages
        .iter()
        .filter_map(|stage| stage.ends.day().or_else(|| stage.starts.day()))
        .max();
    put(thing, "startDate", starts.map(|day| day.to_string()));
    put(thing, "endDate", ends.map(|day| day.to_string()));
    "Event"
}

fn of_course(view: View, course: &Course, thing: &mut Thing) -> &'static str {
    put(thing, "provider", organization(view, &course.organization));
    if let Some(starts) = moment(view, &course.starts) {
        let mut instance = Thing::new();
        instance.insert("@type".to_owned(), Json::from("CourseInstance"));
        instance.insert("startDate".to_owned(), Json::from(starts));
        put(&mut instance, "endDate", moment(view, &course.ends));
        put(&mut instance, "courseMode", course.format.map(Format::word));
        thing.insert("hasCourseInstance".to_owned(), Json::Object(instance));
    }
    "Course"
}

fn of_question(view: View, entry: &Entry, thing: &mut Thing) -> &'static str {
    let mut here = crate::view::links::Here::new(view, "", Some(entry));
    let mut answer = Thing::new();
    answer.insert("@type".to_owned(), Json::from("Answer"));
    answer.insert(
        "text".to_owned(),
        Json::from(plain(&here.fragment(&entry.body))),
    );
    put(&mut answer, "url", absolute(view, &entry.address));
    let question = json!({
        "@type": "Question",
        "name": &*entry.common.title,
        "text": &*entry.common.title,
        "answerCount": 1,
        "acceptedAnswer": answer,
    });
    thing.insert("mainEntity".to_owned(), question);
    "QAPage"
}

fn of_news(view: View, entry: &Entry, thing: &mut Thing) -> &'static str {
    thing.insert("headline".to_owned(), Json::from(&*entry.common.title.0));
    put(
        thing,
        "publisher",
        organization(view, &view.portal.site.value.owner),
    );
    "NewsArticle"
}

/// The words of a text without its tags.
fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        out.push(' ');
        let end = rest[open..]
            .find('>')
            .map_or(rest.len(), |end| open + end + 1);
        rest = &rest[end..];
    }
    out.push_str(rest);
    for (entity, letter) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        out = out.replace(entity, letter);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{iso_duration, plain};

    #[test]
    fn durations_are_iso_8601() {
        assert_eq!(iso_duration(450), "PT7M30S");
        assert_eq!(iso_duration(3600), "PT1H");
        assert_eq!(iso_duration(3661), "PT1H1M1S");
    }

    #[test]
    fn an_answer_is_told_without_tags() {
        assert_eq!(plain("<p>Да &lt;3</p>\n<ul><li>раз</li></ul>"), "Да <3 раз");
    }
}
