//! The page of a practice: from the problem to those who repeated it, always in this order.

use serde::Serialize;

use super::draft::{Draft, words};
use super::evidence;
use super::parts::LabelledLinks;
use crate::parse::fields::{OrganizationOrText, Person, Text};
use crate::portal::navigator::Derived;
use crate::portal::practice::{Practice, PracticeResult, ResourcesNeeded};
use crate::portal::{Entry, Kind};
use crate::view::context::some;
use crate::view::shapes::{Link, Scale, Step};

/// Similar practices on one page.
const SIMILAR: usize = 4;
/// Of these, so many stand beside the practice in the comparison that the page offers.
const COMPARED: usize = 2;

#[derive(Serialize)]
struct StepRow {
    number: usize,
    title: String,
    who: Option<String>,
    hours: Option<String>,
    product: Option<String>,
}

#[derive(Serialize)]
struct ResultRow {
    indicator: String,
    unit: Option<String>,
    before: Option<String>,
    after: Option<String>,
    n: Option<String>,
    method: Option<String>,
    before_share: Option<u32>,
    after_share: Option<u32>,
}

#[derive(Serialize)]
struct ReplicationRow {
    organization: Link,
    year: Option<String>,
    /// Safe HTML.
    result: Option<String>,
    kept: Option<String>,
}

/// The whole page.
pub fn fill(draft: &mut Draft, practice: &Practice) {
    head(draft, practice);
    core(draft, practice);
    draft.recording("video", "blocks.video", &practice.video);
    draft.measures(&practice.measures);
    draft.documents("documents", "blocks.documents", &practice.documents);
    draft.entries_of("courses", "blocks.courses", Kind::Course, &practice.courses);
    draft.related();
    similar(draft);
    draft.people(
        "people",
        "blocks.people",
        &open_persons(draft, practice, &practice.mentors),
    );
    draft.people(
        "contacts",
        "blocks.contacts",
        &open_persons(draft, practice, &practice.contact),
    );
}

/// Badges and «Коротко».
pub fn head(draft: &mut Draft, practice: &Practice) {
    let view = draft.view;
    if let Some(status) = practice.status {
        let text = view.vocabulary("practice_status", status.word());
        draft.badge(text, "status");
    }
    let level = practice.evidence.level.map(|level| level.0);
    draft.badge(view.evidence_words(level), "evidence");
    organization(draft, practice);
    draft.fact_territory();
    similar_school(draft);
    let authors = open_persons(draft, practice, &practice.authors);
    let authors = authors
        .iter()
        .filter_map(|person| view.person(person, false))
        .collect();
    draft.fact("authors", authors);
    audience(draft, practice);
    period(draft, practice);
    if let Some(status) = practice.status {
        let link = derived_link(
            draft,
            Derived::Status,
            status.word(),
            view.vocabulary("practice_status", status.word()),
        );
        draft.fact("status", vec![link]);
    }
    let next = level
        .filter(|level| *level < evidence::HIGHEST)
        .map(|level| {
            let next = view.vocabulary("evidence_next", &level.to_string());
            words(
                view.theme
                    .words
                    .fill("practice.missing", &[("next", &next)]),
            )
        });
    draft.fact_scale(
        Scale {
            text: evidence::level_words(draft, level),
            ..view.evidence_scale(level)
        },
        next.into_iter().collect(),
    );
    cost(draft, practice);
    if let Some(contest) = some(&practice.contest) {
        let link = match draft.named(Kind::Contest, &contest) {
            Some(entry) => view.entry_link(entry),
            None => words(contest),
        };
        draft.fact("contest", vec![link]);
    }
    draft.fact_text("award", &practice.award);
    draft.fact_text("license", &practice.license);
}

/// What the practice is and what came of it; the book of all practices holds the same.
pub fn core(draft: &mut Draft, practice: &Practice) {
    let problem = draft.here.markdown(&practice.problem);
    draft.prose("problem", Some("blocks.problem"), problem);
    draft.body("solution", Some("blocks.solution"));
    steps(draft, practice);
    resources(draft, practice);
    results(draft, practice);
    evidence::block(draft, practice);
    limits(draft, practice);
    draft.points("mistakes", "blocks.mistakes", &practice.mistakes);
    draft.points("conditions", "blocks.conditions", &practice.conditions);
    replications(draft, practice);
    let attachments = &draft.entry.common.attachments;
    draft.attachments("materials", "blocks.materials", attachments);
}

/// Whose practice it is, as far as it may be said.
pub fn organization(draft: &mut Draft, practice: &Practice) {
    if practice.organization_shown.no() {
        let hidden = draft.word("practice.hidden_organization");
        draft.fact_text("organization", &hidden);
    } else {
        draft.fact_organization("organization", &practice.organization);
    }
}

/// The conditions of the school, each with the practices of schools like it.
fn similar_school(draft: &mut Draft) {
    let view = draft.view;
    let Some(facet) = view.school_facet() else {
        return;
    };
    let values = draft.entry.common.facets.values(&facet.id);
    let links = values
        .map(|value| view.facet_link(facet, value, view.value_label(facet, value)))
        .collect();
    draft.fact("similar_school", links);
}

/// Whom it is for.
pub fn audience(draft: &mut Draft, practice: &Practice) {
    draft.fact_texts("audience", &practice.audience);
}

/// When it was used.
pub fn period(draft: &mut Draft, practice: &Practice) {
    let words_of_period = draft.view.period_words(&practice.period);
    draft.fact("period", words_of_period.map(words).into_iter().collect());
}

/// What it costs, in words and as a scale.
pub fn cost(draft: &mut Draft, practice: &Practice) {
    let view = draft.view;
    if let Some(cost) = practice.cost {
        let scale = Scale {
            label: view.word("fields.cost"),
            text: view.vocabulary("cost", &cost.0.to_string()),
            value: Some(cost.0),
            max: 5,
        };
        draft.fact_scale(scale, Vec::new());
    }
}

/// When it does not work.
pub fn limits(draft: &mut Draft, practice: &Practice) {
    draft.points("limits", "blocks.limits", &practice.limits);
}

/// A value of a derived facet with its page of the navigator.
fn derived_link(draft: &Draft, derived: Derived, value: &str, label: String) -> Link {
    match draft
        .view
        .portal
        .facets()
        .iter()
        .find(|facet| facet.from == Some(derived))
    {
        Some(facet) => draft.view.facet_link(facet, value, label),
        None => words(label),
    }
}

/// Persons whose organization does not tell the one that is not shown.
fn open_persons(draft: &Draft, practice: &Practice, persons: &[Person]) -> Vec<Person> {
    persons
        .iter()
        .filter(|person| !matches!(person, Person::Words(text) if is_hidden(draft, practice, text)))
        .map(|person| {
            let mut person = person.clone();
            if let Person::Parts(parts) = &mut person
                && is_hidden(draft, practice, &parts.organization)
            {
                parts.organization = OrganizationOrText::default();
            }
            person
        })
        .collect()
}

/// Whether words name the organization that is not shown.
pub fn is_hidden(draft: &Draft, practice: &Practice, written: &str) -> bool {
    let portal = draft.view.portal;
    practice.organization_shown.no()
        && portal
            .organization(&practice.organization)
            .is_some_and(|own| {
                let parts = &own.parts;
                portal
                    .organization(written)
                    .is_some_and(|other| other.id == own.id)
                    || written == &*parts.name
                    || (!parts.short.is_empty() && written == &*parts.short)
            })
}

/// What to do, in order.
pub fn steps(draft: &mut Draft, practice: &Practice) {
    let rows: Vec<StepRow> = practice
        .steps
        .iter()
        .zip(1..)
        .map(|(step, number)| StepRow {
            number,
            title: step.title.0.clone(),
            who: some(&step.who),
            hours: draft.quantity(&step.hours, Some("hours")),
            product: some(&step.product),
        })
        .collect();
    draft.rows("steps", "blocks.steps", "steps", &rows);
}

/// What it takes.
pub fn resources(draft: &mut Draft, practice: &Practice) {
    let needed: &ResourcesNeeded = &practice.resources_needed;
    let one = |text: Option<String>| text.map(words).into_iter().collect::<Vec<Link>>();
    let many = |texts: &[Text]| {
        texts
            .iter()
            .map(|text| words(text.0.clone()))
            .collect::<Vec<Link>>()
    };
    let money = draft.quantity(&needed.money, Some("money"));
    let none =
        matches!(&*needed.money, "0" | "0.0" | "0,0").then(|| draft.word("practice.no_money"));
    let rows: Vec<LabelledLinks> = [
        ("money", one(none.or(money))),
        (
            "people",
            one(draft.quantity(&needed.people, Some("people"))),
        ),
        ("time", one(draft.quantity(&needed.hours, Some("hours")))),
        ("equipment", many(&needed.equipment)),
        ("training", many(&needed.training)),
    ]
    .into_iter()
    .filter(|(_, values)| !values.is_empty())
    .map(|(field, values)| LabelledLinks {
        label: draft.word(&format!("fields.{field}")),
        values,
    })
    .collect();
    draft.rows("resources", "blocks.resources", "facets", &rows);
}

/// What was measured before and after.
pub fn results(draft: &mut Draft, practice: &Practice) {
    let rows: Vec<ResultRow> = practice
        .results
        .iter()
        .map(|result| {
            let (before_share, after_share) = shares(result);
            ResultRow {
                indicator: result.indicator.0.clone(),
                unit: some(&result.unit),
                before: draft.quantity(&result.before, None),
                after: draft.quantity(&result.after, None),
                n: draft.quantity(&result.n, None),
                method: some(&result.method),
                before_share,
                after_share,
            }
        })
        .collect();
    draft.rows("results", "blocks.results", "results", &rows);
}

/// Lengths of the two bars: of a hundred for per cents, else of the greater value.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // From 0 to 100.
fn shares(result: &PracticeResult) -> (Option<u32>, Option<u32>) {
    let read = |text: &str| {
        text.trim()
            .trim_end_matches('%')
            .trim()
            .replace(',', ".")
            .parse::<f64>()
            .ok()
    };
    let (Some(before), Some(after)) = (read(&result.before), read(&result.after)) else {
        return (None, None);
    };
    let greater = before.max(after);
    if !(before >= 0.0 && after >= 0.0 && greater > 0.0 && greater.is_finite()) {
        return (None, None);
    }
    let whole = if result.unit.contains('%') && greater <= 100.0 {
        100.0
    } else {
        greater
    };
    let share = |value: f64| Some((value / whole * 100.0).round() as u32);
    (share(before), share(after))
}

/// Who repeated it.
pub fn replications(draft: &mut Draft, practice: &Practice) {
    let rows: Vec<ReplicationRow> = practice
        .replications
        .iter()
        .map(|replication| ReplicationRow {
            organization: if is_hidden(draft, practice, &replication.organization) {
                words(draft.word("practice.hidden_organization"))
            } else {
                draft.organization(&replication.organization)
            },
            year: some(&replication.year),
            result: some(&replication.result).map(|result| draft.here.inline(&result)),
            kept: replication.kept.0.map(|kept| {
                draft.word(if kept {
                    "practice.kept_yes"
                } else {
                    "practice.kept_no"
                })
            }),
        })
        .collect();
    draft.rows("replications", "blocks.replications", "replications", &rows);
}

fn similar(draft: &mut Draft) {
    let portal = draft.view.portal;
    let shown = &draft.shown;
    let found: Vec<&Entry> = portal
        .similar(draft.at, SIMILAR + shown.len())
        .into_iter()
        .filter(|at| !shown.contains(at))
        .take(SIMILAR)
        .map(|at| &portal.entries[at])
        .collect();
    let view = draft.view;
    let more = view.step(draft.word("navigator.back"), "navigator/");
    let compared: Vec<&str> = std::iter::once(draft.entry.id.as_str())
        .chain(found.iter().take(COMPARED).map(|entry| entry.id.as_str()))
        .collect();
    let compare = Step {
        text: draft.word("navigator.compare_similar"),
        path: view.compare_path(&compared),
    };
    draft.cards(
        "similar",
        "blocks.similar",
        &found,
        false,
        "cards",
        vec![compare, more],
    );
}

#[cfg(test)]
mod tests {
    use super::{PracticeResult, shares};
    use crate::parse::fields::{Quantity, Text};

    fn result(before: &str, after: &str, unit: &str) -> PracticeResult {
        PracticeResult {
            before: Quantity(before.to_owned()),
            after: Quantity(after.to_owned()),
            unit: Text(unit.to_owned()),
            ..PracticeResult::default()
        }
    }

    #[test]
    fn bars_of_results_are_shares_of_a_hundred_or_of_the_greater_value() {
        assert_eq!(shares(&result("38", "64", "%")), (Some(38), Some(64)));
        assert_eq!(shares(&result("3,2", "4", "балл")), (Some(80), Some(100)));
        assert_eq!(shares(&result("12", "3", "")), (Some(100), Some(25)));
        for (before, after) in [
            ("«проверка»", "«помощь»"),
            ("", "4"),
            ("0", "0"),
            ("-1", "2"),
            ("nan", "1"),
            ("inf", "1"),
        ] {
            assert_eq!(shares(&result(before, after, "")), (None, None));
        }
    }
}
