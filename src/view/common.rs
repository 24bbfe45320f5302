//! The parts that lists and entries share: cards, counts, paging, words of moments.

use super::View;
use super::context::some;
use super::shapes::{
    Badge, Card, CardLine, Count, Examples, PageNumber, Paging, Picture, Scale, Step,
};
use crate::lang;
use crate::parse::fields::{Moment, PeriodOrText};
use crate::portal::{Content, Entry, Kind};
use crate::routes::PER_PAGE;

impl<'p> View<'p> {
    /// A word of a closed vocabulary: `vocabularies.FIELD.VALUE`.
    pub fn vocabulary(&self, field: &str, value: &str) -> String {
        self.word(&format!("vocabularies.{field}.{value}"))
    }

    /// The heading of a kind's list.
    pub fn kind_title(&self, kind: Kind) -> String {
        self.word(&format!("kinds.{}.title", kind.folder()))
    }

    /// The name of one entry of a kind.
    pub fn kind_name(&self, kind: Kind) -> String {
        self.word(&format!("kinds.{}.short", kind.folder()))
    }

    /// What an entry is, as near as is known: «Оценочная процедура» rather than «Семинар».
    pub fn near_kind(&self, entry: &Entry) -> String {
        let known = match &entry.content {
            Content::Seminar(seminar) => seminar
                .seminar_type
                .map(|kind| ("seminar_type", kind.word())),
            Content::Document(document) => document
                .document_type
                .map(|kind| ("document_type", kind.word())),
            Content::Resource(resource) => resource
                .resource_type
                .map(|kind| ("resource_type", kind.word())),
            Content::Course(course) => course.course_type.map(|kind| ("course_type", kind.word())),
            Content::Association(association) => association
                .association_type
                .map(|kind| ("association_type", kind.word())),
            Content::Plan(plan) => plan.plan_type.map(|kind| ("plan_type", kind.word())),
            _ => None,
        };
        known.map_or_else(
            || self.kind_name(entry.kind),
            |(field, value)| self.vocabulary(field, value),
        )
    }

    /// The icon of a kind.
    pub fn kind_icon(&self, kind: Kind) -> Option<String> {
        self.theme
            .words
            .get(&format!("kinds.{}.icon", kind.folder()))
            .map(str::to_owned)
    }

    /// «34 практики», and how many of them are examples.
    pub fn count(&self, kind: &str, entries: &[&Entry]) -> Count {
        let samples = entries.iter().filter(|entry| entry.sample).count();
        self.count_of(kind, entries.len(), samples)
    }

    /// The same for entries at these places.
    pub fn count_at(&self, kind: &str, places: &[usize]) -> Count {
        self.count_of(kind, places.len(), self.portal.samples_at(places))
    }

    /// All entries of a kind, those that are only counted too.
    pub fn count_kind(&self, kind: Kind) -> Count {
        let listed = self.portal.listed(kind);
        let (all, samples) = self.portal.only_counted(kind);
        let samples = samples + self.portal.samples_at(listed);
        self.count_of(kind.folder(), all + listed.len(), samples)
    }

    /// How many entries of a kind are counted and not named, in words.
    pub fn only_counted(&self, kind: Kind) -> Option<String> {
        let (all, _) = self.portal.only_counted(kind);
        let fill = |all: &str| {
            self.theme
                .words
                .fill("partnership.counted", &[("count", all)])
        };
        (all > 0).then(|| fill(&all.to_string()))
    }

    /// So many entries of a kind, so many of them examples.
    pub fn count_of(&self, kind: &str, all: usize, samples: usize) -> Count {
        let words = &self.theme.words;
        Count {
            text: words.counted(&format!("kinds.{kind}"), all),
            samples: (samples > 0)
                .then(|| words.fill("sample.counted", &[("count", &samples.to_string())])),
        }
    }

    /// What stands beside a bare number of practices.
    pub fn practice_examples(&self, samples: usize) -> Option<Examples> {
        let index = self.portal.navigator_index();
        self.examples(samples, index.samples < index.practices.len())
    }

    /// What stands beside a bare number, when examples are in it.
    pub fn examples(&self, samples: usize, seen: bool) -> Option<Examples> {
        (samples > 0).then(|| Examples {
            text: self
                .theme
                .words
                .fill("sample.short", &[("count", &samples.to_string())]),
            seen,
        })
    }

    /// The pages of a list of so many entries; nothing when there is one.
    pub fn paging(&self, list: &str, total: usize, page: usize) -> Option<Paging> {
        let pages = total.div_ceil(PER_PAGE).max(1);
        if pages == 1 {
            return None;
        }
        let path = |page: usize| {
            let address = if page == 1 {
                list.to_owned()
            } else {
                format!("{list}page/{page}/")
            };
            self.path(&address)
        };
        let near = |number: &usize| *number == 1 || *number == pages || number.abs_diff(page) <= 2;
        Some(Paging {
            previous: (page > 1).then(|| Step {
                text: self.word("nav.pager_previous"),
                path: path(page - 1),
            }),
            next: (page < pages).then(|| Step {
                text: self.word("nav.pager_next"),
                path: path(page + 1),
            }),
            text: self.theme.words.fill(
                "nav.page_of",
                &[("page", &page.to_string()), ("total", &pages.to_string())],
            ),
            pages: (1..=pages)
                .filter(near)
                .map(|number| PageNumber {
                    text: number.to_string(),
                    path: (number != page).then(|| path(number)),
                    current: number == page,
                })
                .collect(),
        })
    }

    /// When something happens, in words: «15–17 марта 2022 г.», «14 марта 2026 г., 10:00».
    pub fn moment_words(&self, starts: &Moment, ends: &Moment) -> Option<String> {
        let language = self.theme.words.language();
        let (first, time) = starts.read().ok()?;
        let mut words = match ends.day() {
            Some(last) if last > first => lang::date_range_words(language, first, last),
            _ => lang::date_words(language, first),
        };
        if let Some(time) = time {
            words = format!("{words}, {:02}:{:02}", time.hour(), time.minute());
            if let Ok((last, Some(end))) = ends.read()
                && last == first
                && end > time
            {
                words = format!("{words}–{:02}:{:02}", end.hour(), end.minute());
            }
        }
        Some(words)
    }

    /// The evidence of a practice as a scale.
    pub fn evidence_scale(&self, level: Option<i64>) -> Scale {
        Scale {
            label: self.word("fields.evidence"),
            text: self.evidence_words(level),
            value: level,
            max: 5,
        }
    }

    /// A level of evidence in words; no level is «не оценивалась», never zero.
    pub fn evidence_words(&self, level: Option<i64>) -> String {
        self.vocabulary(
            "evidence",
            &level.map_or_else(|| "none".to_owned(), |level| level.to_string()),
        )
    }

    /// The time of a practice in words.
    pub fn period_words(&self, period: &PeriodOrText) -> Option<String> {
        match period {
            PeriodOrText::Named(text) => some(text),
            PeriodOrText::Dates(dates) => Some(lang::date_range_words(
                self.theme.words.language(),
                dates.start?.0,
                dates.end?.0,
            )),
        }
    }

    /// The organization of an entry as its card names it.
    pub fn card_organization(&self, entry: &Entry) -> Option<String> {
        let id = match &entry.content {
            Content::Practice(practice) if practice.organization_shown.no() => {
                return Some(self.word("practice.hidden_organization"));
            }
            Content::Practice(practice) => &practice.organization.0,
            Content::Resource(resource) => &resource.organization.0,
            Content::Video(video) => &video.organization.0,
            Content::Course(course) => &course.organization.0,
            Content::Association(association) => &association.organization.0,
            Content::Plan(plan) => &plan.owner.0,
            Content::Document(document) => &document.issuer.0,
            _ => return None,
        };
        if id.is_empty() {
            return None;
        }
        Some(self.portal.organization(id).map_or_else(
            || id.clone(),
            |organization| self.organization_name(organization).to_owned(),
        ))
    }

    /// An entry in a list. `mixed`: the list holds several kinds, so each is named.
    pub fn card(&self, entry: &'p Entry, mixed: bool) -> Card {
        if !entry.visible {
            return self.hidden_card(entry, mixed);
        }
        let mut meta = Vec::new();
        let mut scales = Vec::new();
        let mut badges = Vec::new();
        let mut date = entry.common.date.map(|date| self.day(date.0));
        let mut line = |label: Option<&str>, text: Option<String>| {
            if let Some(text) = text {
                meta.push(CardLine {
                    label: label.map(|key| self.word(&format!("fields.{key}"))),
                    text,
                });
            }
        };
        line(None, self.card_organization(entry));
        if let Some(territory) = self
            .portal
            .shown_territory(entry)
            .and_then(|id| self.portal.territory(id))
        {
            line(None, some(&territory.parts.label));
        }
        match &entry.content {
            Content::Practice(practice) => {
                line(Some("audience"), some(&join(&practice.audience)));
                if let Some(status) = practice.status {
                    badges.push(Badge {
                        text: self.vocabulary("practice_status", status.word()),
                        kind: "status",
                    });
                }
                scales.push(self.evidence_scale(practice.evidence.level.map(|level| level.0)));
                if let Some(cost) = practice.cost {
                    scales.push(Scale {
                        label: self.word("fields.cost"),
                        text: self.vocabulary("cost", &cost.0.to_string()),
                        value: Some(cost.0),
                        max: 5,
                    });
                }
            }
            Content::Seminar(seminar) => {
                if let Some(kind) = seminar.seminar_type {
                    badges.push(Badge {
                        text: self.vocabulary("seminar_type", kind.word()),
                        kind: "plain",
                    });
                }
                if let Some(status) = seminar.status {
                    badges.push(Badge {
                        text: self.vocabulary("seminar_status", status.word()),
                        kind: "status",
                    });
                }
                if let (Some(words), Some(day)) = (
                    self.moment_words(&seminar.starts, &seminar.ends),
                    seminar.starts.day(),
                ) {
                    date = Some(super::shapes::Day {
                        iso: day.to_string(),
                        text: words,
                    });
                }
                line(None, some(&seminar.place));
            }
            Content::Course(course) => {
                if let Some(words) = self.moment_words(&course.starts, &course.ends) {
                    line(None, Some(words));
                }
            }
            Content::Document(document) => {
                if let Some(kind) = document.document_type {
                    badges.push(Badge {
                        text: self.vocabulary("document_type", kind.word()),
                        kind: "plain",
                    });
                }
                line(Some("number"), some(&document.number));
            }
            Content::Resource(resource) => {
                if let Some(kind) = resource.resource_type {
                    badges.push(Badge {
                        text: self.vocabulary("resource_type", kind.word()),
                        kind: "plain",
                    });
                }
            }
            _ => {}
        }
        meta.truncate(4);
        Card {
            entry: entry.reference(),
            practice: (entry.kind == Kind::Practice).then(|| entry.id.clone()),
            kind_title: mixed.then(|| self.kind_name(entry.kind)),
            icon: self.kind_icon(entry.kind),
            title: entry.common.title.0.clone(),
            path: self.entry_path(entry),
            url: None,
            summary: some(&entry.common.summary),
            badges,
            date,
            meta,
            scales,
            image: self.picture(entry),
            sample: entry.sample,
        }
    }

    /// An entry without a page: its title and nothing else of it.
    fn hidden_card(&self, entry: &Entry, mixed: bool) -> Card {
        let withheld = is_withheld(entry);
        Card {
            entry: if withheld {
                entry.kind.folder().to_owned()
            } else {
                entry.reference()
            },
            practice: None,
            kind_title: mixed.then(|| self.kind_name(entry.kind)),
            icon: self.kind_icon(entry.kind),
            title: self.shown_title(entry),
            path: None,
            url: None,
            summary: None,
            badges: Vec::new(),
            date: None,
            meta: Vec::new(),
            scales: Vec::new(),
            image: None,
            sample: entry.sample,
        }
    }

    /// The title under which others name an entry. A partnership that the schools have not agreed to
    /// show is only counted: its title would name them.
    pub fn shown_title(&self, entry: &Entry) -> String {
        if is_withheld(entry) {
            self.kind_name(entry.kind)
        } else {
            entry.common.title.0.clone()
        }
    }

    /// The picture of an entry.
    pub fn picture(&self, entry: &Entry) -> Option<Picture> {
        let image = &entry.common.image;
        let inside = self
            .portal
            .find_file(some(&image.file)?.as_str(), &entry.source.file)
            .ok()?;
        let address = self.portal.file_address(&inside, Some(entry))?;
        Some(Picture {
            src: super::links::encode(&address),
            alt: image.alt.0.clone(),
            width: None,
            height: None,
        })
    }
}

/// A partnership that is only counted.
fn is_withheld(entry: &Entry) -> bool {
    matches!(&entry.content, Content::Partnership(partnership) if !partnership.public.yes())
}

/// Texts as one line.
pub fn join(texts: &[crate::parse::fields::Text]) -> String {
    texts
        .iter()
        .map(|text| &**text)
        .collect::<Vec<_>>()
        .join(", ")
}

/// «Октябрь 2022»: a heading begins with a capital letter.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
