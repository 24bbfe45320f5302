//! What of the portal is shown, and to what end something is only counted, veiled or left out.

use std::borrow::Cow;

use jiff::civil::Date;

use super::common::Common;
use super::organizations::Organizations;
use super::{Content, Entry, Kind, Portal, contest, document, nfc};
use crate::parse::record::Target;
use crate::privacy::Mask;

impl Portal {
    /// What names a practice must not name the organization that the practice keeps to itself.
    pub(super) fn veil_organizations(&mut self) {
        let is_veiled = |id: &str| match self.entry(Kind::Practice, id).map(|entry| &entry.content)
        {
            Some(Content::Practice(practice)) if practice.organization_shown.no() => {
                Some(self.organization(&practice.organization)?.id.as_str())
            }
            _ => None,
        };
        let mut videos: Vec<usize> = Vec::new();
        let mut results: Vec<(usize, usize)> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            match &entry.content {
                Content::Video(video) => {
                    let own = self
                        .organization(&video.organization)
                        .map(|own| own.id.as_str());
                    let mut practices = video.practice.iter();
                    if own.is_some() && practices.any(|id| is_veiled(id) == own) {
                        videos.push(at);
                    }
                }
                Content::Contest(contest) => {
                    let veiled = |result: &contest::ContestResult| {
                        let target = Target::OrganizationOrText;
                        // A wrong name stays, so that the check finds it.
                        is_veiled(&result.practice).is_some()
                            && self
                                .resolve(target, &result.organization, Some(entry))
                                .is_ok()
                    };
                    let found = contest.results.iter().enumerate();
                    let found = found.filter(|(_, result)| veiled(result));
                    results.extend(found.map(|(place, _)| (at, place)));
                }
                _ => {}
            }
        }
        for at in videos {
            let entry = self.entries.get_mut(at);
            if let Some(Content::Video(video)) = entry.map(Entry::content_mut) {
                video.organization = Default::default();
            }
        }
        for (at, place) in results {
            let entry = self.entries.get_mut(at);
            if let Some(Content::Contest(contest)) = entry.map(Entry::content_mut)
                && let Some(result) = contest.results.0.get_mut(place)
            {
                result.organization = Default::default();
            }
        }
    }

    /// Whether a file belongs to the folder of an entry without a page; on its own page nothing is
    /// shown, so nobody else may show it either.
    pub fn is_hidden_file(&self, inside: &str, from: &str) -> bool {
        let ends = inside.match_indices('/').map(|(at, _)| at + 1);
        ends.filter_map(|end| self.by_folder.get(&nfc(&inside[..end])))
            .map(|at| &self.entries[*at])
            .any(|owner| !owner.visible && owner.source.file != from)
    }

    /// How many entries of a kind are counted and have no page, and how many of them are examples:
    /// partnerships whose schools have not agreed to be named.
    pub fn only_counted(&self, kind: Kind) -> (usize, usize) {
        let (mut all, mut samples) = (0, 0);
        if kind != Kind::Partnership {
            return (all, samples);
        }
        let from = self.entries.partition_point(|entry| entry.kind < kind);
        let of_kind = self.entries.from(from);
        for entry in of_kind.take_while(|entry| entry.kind == kind) {
            if !entry.visible && is_published(&entry.common, self.today, self.drafts) {
                all += 1;
                samples += usize::from(entry.sample);
            }
        }
        (all, samples)
    }

    /// A text of a document without what privacy leaves out.
    pub fn without_persons<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.site.value.privacy.show_persons.yes() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(self.mask.apply(text))
    }

    /// The anchor of a point of a document.
    pub fn point_anchor(&self, point: &document::Point) -> String {
        format!("p-{}", self.without_persons(&point.number))
    }
}

/// What documents leave out of persons: not the names that belong to organizations.
pub fn mask(file: Option<&Organizations>) -> Mask {
    let all = file.into_iter().flat_map(|file| &file.organizations.0);
    Mask::new(all.flat_map(|(_, parts)| {
        [&*parts.name, &*parts.short]
            .into_iter()
            .chain(parts.names.iter().map(|name| &**name))
    }))
}

/// Whether an entry has a page: no draft, published and not expired, and both schools agreed.
pub(super) fn is_visible(common: &Common, content: &Content, today: Date, drafts: bool) -> bool {
    let agreed = match content {
        Content::Partnership(partnership) => partnership.public.yes(),
        _ => true,
    };
    agreed && is_published(common, today, drafts)
}

fn is_published(common: &Common, today: Date, drafts: bool) -> bool {
    let begun = common.publish_on.is_none_or(|day| day.0 <= today);
    let lasts = common.expires_on.is_none_or(|day| today <= day.0);
    begun && lasts && (drafts || !common.draft.yes())
}
