//! Pages of those who work together: associations, clubs and networks, and pairs of schools.

use serde::Serialize;

use super::draft::{Draft, words};
use crate::portal::association::Association;
use crate::portal::partnership::Partnership;
use crate::view::context::some;
use crate::view::shapes::{Day, FileRow, Link};

#[derive(Serialize)]
struct ActivityRow {
    date: Option<Day>,
    title: String,
    done: Option<String>,
}

/// A methodical association, club or network.
pub fn association(draft: &mut Draft, association: &Association) {
    let view = draft.view;
    if let Some(kind) = association.association_type {
        draft.kind_title = view.vocabulary("association_type", kind.word());
    }
    draft.fact_organization("organization", &association.organization);
    draft.fact_territory();
    let portal = &association.portal;
    if let Some(title) = some(&portal.title).or_else(|| some(&portal.url)) {
        draft.fact(
            "portal",
            vec![Link {
                url: some(&portal.url),
                ..words(title)
            }],
        );
    }
    draft.body("about", None);
    let topics = association
        .topics
        .iter()
        .map(|topic| words(topic.0.clone()))
        .collect();
    draft.list("topics", "blocks.topics", topics, true);
    let meetings: Vec<ActivityRow> = association
        .meetings
        .iter()
        .map(|meeting| ActivityRow {
            date: meeting.date.map(|date| view.day(date.0)),
            title: meeting.title.0.clone(),
            done: None,
        })
        .collect();
    draft.rows("meetings", "blocks.meetings", "activities", &meetings);
    let materials: Vec<FileRow> = association
        .meetings
        .iter()
        .flat_map(|meeting| {
            meeting
                .materials
                .iter()
                .map(move |written| (meeting, written))
        })
        .filter_map(|(meeting, written)| {
            let row = draft.here.attachment(written)?;
            Some(FileRow {
                note: Some(meeting.title.0.clone()),
                date: meeting.date.map(|date| view.day(date.0)),
                ..row
            })
        })
        .collect();
    draft.files("materials", "blocks.materials", &materials);
    let members = association
        .members
        .iter()
        .map(|member| draft.organization(member))
        .collect();
    draft.list("members", "blocks.members", members, false);
}

/// Two schools that work together; only pairs that both agreed to have a page.
pub fn partnership(draft: &mut Draft, partnership: &Partnership) {
    let view = draft.view;
    draft.fact_organization("mentor", &partnership.mentor);
    draft.fact_organization("partner", &partnership.partner);
    let agreement = draft.acts(std::slice::from_ref(&partnership.agreement));
    draft.fact("agreement", agreement);
    let period = view.moment_words(&partnership.starts, &partnership.ends);
    draft.fact("period", period.map(words).into_iter().collect());

    let themes = partnership
        .themes
        .iter()
        .map(|theme| words(theme.0.clone()))
        .collect();
    draft.list("themes", "fields.themes", themes, false);
    let activities: Vec<ActivityRow> = partnership
        .activities
        .iter()
        .map(|activity| ActivityRow {
            date: activity.date.map(|date| view.day(date.0)),
            title: activity.title.0.clone(),
            done: activity.done.0.map(|done| {
                view.word(if done {
                    "partnership.done"
                } else {
                    "partnership.planned"
                })
            }),
        })
        .collect();
    draft.rows("activities", "blocks.activities", "activities", &activities);
    let result = draft.here.markdown(&partnership.result);
    draft.prose("result", Some("blocks.result"), result);
}
