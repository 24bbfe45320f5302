//! What a reference, a file or a link of Markdown leads to.
//!
//! The check of mistakes and the views ask the same functions, so that what is said to be right
//! is what is shown.

use super::plan::{Measure, Plan};
use super::{Content, Entry, KINDS, Kind, Organization, Portal, Territory, nfc};
use crate::diagnostics::nearest;
use crate::parse::record::Target;

/// What a reference names.
#[derive(Clone, Copy, Debug)]
pub enum Resolved<'p> {
    /// An entry.
    Entry(&'p Entry),
    /// A measure of a plan.
    Measure(&'p Entry, &'p Measure),
    /// An organization.
    Organization(&'p Organization),
    /// A territory.
    Territory(&'p Territory),
    /// A value of a facet.
    FacetValue,
    /// Nothing of the portal: a text where a text may stand.
    Text,
}

/// Why a reference names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing has this name; perhaps this one was meant.
    Unknown(Option<String>),
    /// These have it.
    Ambiguous(Vec<String>),
    /// The plan has no such measure.
    Measure {
        /// The plan's id.
        plan: String,
        /// The number as written.
        number: String,
        /// A number that it has.
        similar: Option<String>,
    },
    /// A bare number, and no plan to look in.
    NoPlan,
    /// A plan where one of its measures belongs.
    NoNumber {
        /// The plan as a reference.
        plan: String,
        /// The number of its first measure.
        first: Option<String>,
    },
    /// The file that would answer could not be read; its own mistakes say why.
    Unreadable,
}

impl Portal {
    /// What a reference names. `from` is the entry it stands in.
    pub fn resolve(
        &self,
        target: Target,
        written: &str,
        from: Option<&Entry>,
    ) -> Result<Resolved<'_>, Problem> {
        let written = written.trim();
        match target {
            Target::Any => self.resolve_any(written, from),
            Target::Entry(kind) => self.resolve_entry(kind, written),
            Target::EntryOrText(kind) => {
                if looks_like_id(written) || written.starts_with(kind.folder()) {
                    self.resolve_entry(kind, written)
                } else {
                    Ok(Resolved::Text)
                }
            }
            Target::PlanOrDocument => self.resolve_plan_or_document(written),
            Target::Organization => self.resolve_organization(written),
            Target::OrganizationOrText => {
                if self.organization(written).is_some() || looks_like_id(written) {
                    self.resolve_organization(written)
                } else {
                    Ok(Resolved::Text)
                }
            }
            Target::Territory => {
                let known = self
                    .territories
                    .iter()
                    .map(|territory| territory.id.as_str());
                match self.territory(written) {
                    Some(territory) => Ok(Resolved::Territory(territory)),
                    None => {
                        Err(self.unknown("organizations.yaml", written, nearest(written, known)))
                    }
                }
            }
            Target::Measure => self.resolve_measure(written, || self.own_plan(from)),
            Target::ParentMeasure => self.resolve_measure(written, || self.parent_plan(from)),
            Target::FacetValue(facet) => self.resolve_facet_value(facet, written),
        }
    }

    /// A name that a file of records does not have: its own mistake says why if the file, or the part
    /// of it that holds the name, could not be read.
    fn unknown(&self, file: &str, name: &str, similar: Option<String>) -> Problem {
        if self.may_have_held(file, name) {
            Problem::Unreadable
        } else {
            Problem::Unknown(similar)
        }
    }

    /// Whether this name may stand in a part of a file of records that could not be read.
    pub fn may_have_held(&self, file: &str, name: &str) -> bool {
        let source = match file {
            "organizations.yaml" => self.organizations_file.as_ref().map(|read| &read.source),
            "navigator.yaml" => self.navigator.as_ref().map(|read| &read.source),
            _ => None,
        };
        self.unreadable.contains(&format!("content/{file}"))
            || source.is_some_and(|source| source.may_have_held(name))
    }

    /// The plan that a bare number means: the entry itself, or the plan that it reports on.
    fn own_plan(&self, from: Option<&Entry>) -> Result<&Entry, Problem> {
        match from.map(|entry| (entry, &entry.content)) {
            Some((entry, Content::Plan(_))) => {
                self.entry(Kind::Plan, &entry.id).ok_or(Problem::NoPlan)
            }
            // A report whose plan is missing or unknown has that one mistake, not one more a row.
            Some((_, Content::Report(report))) => self
                .entry(Kind::Plan, &report.plan)
                .ok_or(Problem::Unreadable),
            _ => Err(Problem::NoPlan),
        }
    }

    fn parent_plan(&self, from: Option<&Entry>) -> Result<&Entry, Problem> {
        let Some(Content::Plan(plan)) = from.map(|entry| &entry.content) else {
            return Err(Problem::NoPlan);
        };
        if plan.parent.is_empty() {
            return Err(Problem::NoPlan);
        }
        match self.resolve_plan_or_document(&plan.parent) {
            Ok(Resolved::Entry(parent)) if parent.kind == Kind::Plan => Ok(parent),
            Ok(_) => Err(Problem::NoPlan),
            Err(_) => Err(Problem::Unreadable),
        }
    }

    pub(super) fn resolve_any(
        &self,
        written: &str,
        from: Option<&Entry>,
    ) -> Result<Resolved<'_>, Problem> {
        if let Some((folder, id)) = written.split_once('/') {
            if folder == "organizations" {
                return self
                    .resolve_organization(id)
                    .map_err(|problem| match problem {
                        Problem::Unknown(similar) => {
                            Problem::Unknown(similar.map(|id| format!("organizations/{id}")))
                        }
                        other => other,
                    });
            }
            if folder == "territories" {
                return self.resolve(Target::Territory, id, from);
            }
            let Some(kind) = Kind::of_folder(folder) else {
                let folders = KINDS.iter().map(|row| row.folder);
                let meant = nearest(folder, folders).map(|folder| format!("{folder}/{id}"));
                return Err(Problem::Unknown(meant));
            };
            return if kind == Kind::Plan && id.contains('#') {
                self.resolve_measure(written, || Err(Problem::NoPlan))
            } else {
                self.resolve_entry(kind, id)
            };
        }
        let candidates: Vec<String> = KINDS
            .iter()
            .filter(|row| self.entry(row.kind, written).is_some())
            .map(|row| format!("{}/{written}", row.folder))
            .collect();
        if !candidates.is_empty() {
            return Err(Problem::Ambiguous(candidates));
        }
        if KINDS
            .iter()
            .any(|row| self.is_unreadable(row.kind, written))
        {
            return Err(Problem::Unreadable);
        }
        let similar = nearest(written, self.entries.iter().map(|entry| entry.id.as_str()));
        let entry = similar.and_then(|id| self.entries.iter().find(|entry| entry.id == id));
        Err(Problem::Unknown(entry.map(Entry::reference)))
    }

    fn resolve_entry(&self, kind: Kind, written: &str) -> Result<Resolved<'_>, Problem> {
        if let Some(entry) = self.entry(kind, written) {
            return Ok(Resolved::Entry(entry));
        }
        let id = written
            .strip_prefix(kind.folder())
            .and_then(|rest| rest.strip_prefix('/'))
            .unwrap_or(written);
        if self.is_unreadable(kind, id) {
            return Err(Problem::Unreadable);
        }
        // Folders between the kind and the file only sort: the last part of the path is the id.
        let by_last_part = id
            .rsplit('/')
            .next()
            .and_then(|last| self.entry(kind, last))
            .map(|entry| entry.id.clone());
        let known = self
            .entries
            .iter()
            .filter(|entry| entry.kind == kind)
            .map(|entry| entry.id.as_str());
        let similar = by_last_part.or_else(|| nearest(id, known));
        let with_kind = written.contains('/') && kind != Kind::Page;
        Err(Problem::Unknown(similar.map(|id| {
            if with_kind {
                format!("{}/{id}", kind.folder())
            } else {
                id
            }
        })))
    }

    /// Whether a file that would hold this entry is there but could not be read.
    pub fn is_unreadable(&self, kind: Kind, id: &str) -> bool {
        let (id, extension) = (nfc(id), kind.row().extension);
        let ends = [
            format!("/{id}.{extension}"),
            format!("/{id}/index.{extension}"),
        ];
        let folder = format!("content/{}/", kind.folder());
        self.unreadable.iter().any(|file| {
            let file = nfc(file);
            file.starts_with(&folder) && ends.iter().any(|end| file.ends_with(end))
        })
    }

    fn resolve_plan_or_document(&self, written: &str) -> Result<Resolved<'_>, Problem> {
        for kind in [Kind::Plan, Kind::Document] {
            if written.starts_with(&format!("{}/", kind.folder())) {
                return self.resolve_entry(kind, written);
            }
        }
        match (
            self.entry(Kind::Plan, written),
            self.entry(Kind::Document, written),
        ) {
            (Some(_), Some(_)) => Err(Problem::Ambiguous(vec![
                format!("plans/{written}"),
                format!("documents/{written}"),
            ])),
            (Some(entry), None) | (None, Some(entry)) => Ok(Resolved::Entry(entry)),
            (None, None)
                if self.is_unreadable(Kind::Plan, written)
                    || self.is_unreadable(Kind::Document, written) =>
            {
                Err(Problem::Unreadable)
            }
            (None, None) => {
                let known: Vec<String> = self
                    .entries
                    .iter()
                    .filter(|entry| matches!(entry.kind, Kind::Plan | Kind::Document))
                    .map(Entry::reference)
                    .collect();
                Err(Problem::Unknown(nearest(
                    written,
                    known.iter().map(String::as_str),
                )))
            }
        }
    }

    pub(super) fn resolve_organization(&self, written: &str) -> Result<Resolved<'_>, Problem> {
        match self.organization(written) {
            Some(organization) => Ok(Resolved::Organization(organization)),
            None => {
                let known = self
                    .organizations
                    .iter()
                    .map(|organization| organization.id.as_str());
                Err(self.unknown(
                    "organizations.yaml",
                    written,
                    self.named(written).or_else(|| nearest(written, known)),
                ))
            }
        }
    }

    /// The id of the organization that has this name, when an author wrote the name for it.
    fn named(&self, written: &str) -> Option<String> {
        let found = self.organizations.iter().find(|organization| {
            let parts = &organization.parts;
            &*parts.name == written
                || &*parts.short == written
                || parts.names.iter().any(|name| &**name == written)
        });
        found.map(|organization| organization.id.clone())
    }

    fn resolve_measure<'p>(
        &'p self,
        written: &str,
        plan: impl FnOnce() -> Result<&'p Entry, Problem>,
    ) -> Result<Resolved<'p>, Problem> {
        let (plan, number) = match written.split_once('#') {
            Some((id, number)) => match self.resolve_entry(Kind::Plan, id)? {
                Resolved::Entry(plan) => (plan, number),
                _ => return Err(Problem::NoPlan),
            },
            None => match written.strip_prefix("plans/") {
                Some(id) => return Err(self.no_number(id)),
                None => (plan()?, written),
            },
        };
        let Content::Plan(content) = &plan.content else {
            return Err(Problem::NoPlan);
        };
        match self.measure(plan, number) {
            Some(measure) => Ok(Resolved::Measure(plan, measure)),
            None if plan.source.may_have_held(number) => Err(Problem::Unreadable),
            None => Err(Problem::Measure {
                plan: plan.id.clone(),
                number: number.to_owned(),
                similar: nearest_number(content, number),
            }),
        }
    }

    /// Why a plan is not one of its measures.
    fn no_number(&self, id: &str) -> Problem {
        let first = match self.resolve_entry(Kind::Plan, id) {
            Ok(Resolved::Entry(entry)) => match &entry.content {
                Content::Plan(plan) => plan.measures().next().map(|(_, m)| m.number.0.clone()),
                _ => None,
            },
            Ok(_) => None,
            Err(problem) => return problem,
        };
        Problem::NoNumber {
            plan: format!("plans/{id}"),
            first,
        }
    }

    fn resolve_facet_value(&self, facet: &str, written: &str) -> Result<Resolved<'_>, Problem> {
        let Some(facet) = self.facets().iter().find(|known| &*known.id == facet) else {
            return Err(self.unknown("navigator.yaml", facet, None));
        };
        let values = facet.all_values();
        if values
            .iter()
            .any(|(value, _)| nfc(&value.id) == nfc(written))
        {
            return Ok(Resolved::FacetValue);
        }
        Err(self.unknown(
            "navigator.yaml",
            written,
            nearest(written, values.iter().map(|(value, _)| &*value.id)),
        ))
    }
}

impl Entry {
    /// `KIND/ID`.
    pub fn reference(&self) -> String {
        format!("{}/{}", self.kind.folder(), self.id)
    }
}

fn nearest_number(plan: &Plan, number: &str) -> Option<String> {
    let trimmed = number.trim_end_matches('.');
    if trimmed != number && plan.measure(trimmed).is_some() {
        return Some(trimmed.to_owned());
    }
    nearest(number, plan.measures().map(|(_, measure)| &*measure.number))
}

/// Words of a language have capitals, spaces or Cyrillic letters; an id has none.
fn looks_like_id(written: &str) -> bool {
    !written.is_empty()
        && written
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
        && written.contains('-')
}
