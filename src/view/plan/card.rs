//! Plans in a few words: their period, their short name, their card.

use serde::Serialize;

use crate::lang;
use crate::parse::fields::Period;
use crate::portal::plan::{Measure, Plan};
use crate::portal::{Content, Entry, Kind};
use crate::view::View;
use crate::view::shapes::{Link, StateCount};

/// A plan in a list.
#[derive(Serialize)]
pub struct PlanCard {
    entry: String,
    title: String,
    path: Option<String>,
    sample: bool,
    period: String,
    owner: Option<Link>,
    document: Option<Link>,
    #[serde(rename = "type")]
    kind: String,
    text: String,
    execution: String,
    /// The meter; only where states are said in words.
    totals: Option<Vec<StateCount>>,
}

impl View<'_> {
    /// The time a plan is for, in words: «2022 год», «2022–2024 годы».
    pub fn plan_period(&self, plan: &Plan) -> String {
        let words = &self.theme.words;
        match &plan.period {
            Period::Dates(dates) => match (dates.start, dates.end) {
                (Some(start), Some(end)) => {
                    lang::date_range_words(words.language(), start.0, end.0)
                }
                _ => String::new(),
            },
            Period::Named(years) => match years.split_once(['/', '-', '–', '—']) {
                None => words.fill("dates.year_period", &[("year", years)]),
                Some((start, end)) => {
                    let key = if years.contains('/') {
                        "dates.school_year"
                    } else {
                        "dates.years_period"
                    };
                    words.fill(key, &[("start", start.trim()), ("end", end.trim())])
                }
            },
        }
    }

    /// A plan in a few words, where its full title would be too long: type, owner, period.
    pub fn plan_name(&self, entry: &Entry, plan: &Plan) -> String {
        let kind = self.plan_type(plan);
        let period = self.plan_period(plan);
        let owner = self
            .portal
            .organization(&plan.owner)
            .map(|owner| self.organization_name(owner));
        match (owner, period.is_empty()) {
            (_, true) => entry.common.title.0.clone(),
            (Some(owner), _) => {
                let values = [
                    ("type", kind.as_str()),
                    ("owner", owner),
                    ("period", &period),
                ];
                self.theme.words.fill("plan.name", &values)
            }
            (None, _) => self.theme.words.fill(
                "plan.name_no_owner",
                &[("type", &kind), ("period", &period)],
            ),
        }
    }

    /// The same where the period stands beside it.
    pub fn plan_name_no_period(&self, entry: &Entry, plan: &Plan) -> String {
        match self.portal.organization(&plan.owner) {
            Some(owner) => {
                let values = [
                    ("type", self.plan_type(plan)),
                    ("owner", self.organization_name(owner).to_owned()),
                ];
                self.theme.words.fill("plan.name_no_period", &values)
            }
            None => entry.common.title.0.clone(),
        }
    }

    /// The type of a plan in words.
    pub fn plan_type(&self, plan: &Plan) -> String {
        plan.plan_type.map_or_else(
            || self.kind_name(Kind::Plan),
            |kind| self.vocabulary("plan_type", kind.word()),
        )
    }

    /// A measure of another plan as a link, with its plan in a few words.
    pub fn measure_link(&self, entry: &Entry, measure: &Measure) -> Link {
        let note = match &entry.content {
            Content::Plan(plan) => self.plan_name(entry, plan),
            _ => entry.common.title.0.clone(),
        };
        Link {
            note: Some(note),
            sample: entry.sample,
            ..self.own_measure_link(entry, measure)
        }
    }

    /// A measure of the plan that the page is about.
    pub fn own_measure_link(&self, entry: &Entry, measure: &Measure) -> Link {
        let address = entry.measure_address(measure);
        Link {
            text: format!("{} {}", &*measure.number, &*measure.title),
            path: self.entry_path(entry).map(|_| self.path(&address)),
            ..Link::default()
        }
    }

    /// A plan as a card.
    pub fn plan_card(&self, entry: &Entry) -> PlanCard {
        let plan = super::plan_of(entry);
        let words = &self.theme.words;
        let measures = words.counted("plan.measures", plan.measures().count());
        let sections = words.counted("plan.sections", plan.sections.len());
        PlanCard {
            entry: entry.reference(),
            title: entry.common.title.0.clone(),
            path: self.entry_path(entry),
            sample: entry.sample,
            period: self.plan_period(plan),
            owner: (!plan.owner.is_empty()).then(|| self.organization_link(&plan.owner)),
            document: self
                .portal
                .entry(Kind::Document, &plan.approved_by)
                .map(|act| self.act_link(act)),
            kind: self.plan_type(plan),
            text: format!("{measures}, {sections}"),
            execution: self.execution_words(entry, plan),
            totals: self
                .reported_execution(entry)
                .map(|known| self.state_counts(known.totals())),
        }
    }

    /// One sentence on the execution; none when it is hidden.
    fn execution_words(&self, entry: &Entry, plan: &Plan) -> String {
        if plan.execution_hidden() {
            return String::new();
        }
        let periods = self
            .portal
            .place_of(entry)
            .map(|at| super::report::period_words(*self, at))
            .unwrap_or_default();
        if periods.is_empty() {
            return self.word("plan.no_execution");
        }
        self.theme
            .words
            .fill("plan.reports_for", &[("periods", &periods.join(", "))])
    }
}
