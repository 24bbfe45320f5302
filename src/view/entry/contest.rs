//! The page of a contest: nominations, stages, criteria, jury and who won.

use jiff::civil::Date;
use serde::Serialize;

use super::draft::{Draft, words};
use super::events::{link_or_words, when};
use crate::parse::fields::Moment;
use crate::portal::Kind;
use crate::portal::contest::{Contest, ContestResult};
use crate::view::common::join;
use crate::view::context::some;
use crate::view::shapes::{Day, Link};

#[derive(Serialize)]
struct NominationRow {
    title: String,
    text: Option<String>,
}

#[derive(Serialize)]
struct StageRow {
    title: String,
    start: Option<Day>,
    end: Option<Day>,
    text: String,
    state: Option<String>,
}

#[derive(Serialize)]
struct CriterionRow {
    title: String,
    points: Option<String>,
}

#[derive(Serialize)]
struct Criteria {
    rows: Vec<CriterionRow>,
    total: Option<String>,
}

#[derive(Serialize)]
struct PlaceRow {
    nomination: Option<String>,
    place: String,
    title: Link,
    organization: Option<Link>,
}

/// The whole page.
pub fn fill(draft: &mut Draft, contest: &Contest) {
    let starts = contest
        .stages
        .iter()
        .filter(|stage| stage.starts.day().is_some())
        .map(|stage| &stage.starts);
    let ends = contest
        .stages
        .iter()
        .flat_map(|stage| [&stage.starts, &stage.ends])
        .filter(|moment| moment.day().is_some());
    let none = Moment::default();
    let (first, last) = (
        starts.min_by_key(|moment| moment.day()),
        ends.max_by_key(|moment| moment.day()),
    );
    when(
        draft,
        first.unwrap_or(&none),
        last.unwrap_or(&none),
        &contest.measures,
    );
    let regulation = draft.acts(std::slice::from_ref(&contest.regulation));
    draft.fact("regulation", regulation);

    draft.body("about", None);
    let nominations: Vec<NominationRow> = contest
        .nominations
        .iter()
        .map(|nomination| NominationRow {
            title: nomination.title.0.clone(),
            text: None,
        })
        .collect();
    draft.items(
        "nominations",
        "blocks.nominations",
        "nominations",
        &nominations,
    );
    stages(draft, contest);
    criteria(draft, contest);
    draft.people("jury", "blocks.jury", &contest.jury);
    places(draft, contest);
    let publication = contest
        .publication
        .iter()
        .map(|text| link_or_words(text))
        .collect();
    draft.list("publication", "fields.publication", publication, false);
    draft.measures(&contest.measures);
}

fn stages(draft: &mut Draft, contest: &Contest) {
    let view = draft.view;
    let dated = |moment: &Moment, day: Date| {
        let text = view.moment_words(moment, &Moment::default())?;
        Some(Day {
            iso: day.to_string(),
            text,
        })
    };
    let rows: Vec<StageRow> = contest
        .stages
        .iter()
        .map(|stage| {
            let (start, end) = (stage.starts.day(), stage.ends.day());
            let state = match (start, end.or(start)) {
                (_, Some(last)) if last < view.portal.today => Some("contest.stage_done"),
                (Some(first), _) if first > view.portal.today => Some("contest.stage_next"),
                (Some(_), _) => Some("contest.stage_now"),
                _ => None,
            };
            let text = view.moment_words(&stage.starts, &stage.ends);
            StageRow {
                title: stage.title.0.clone(),
                start: start.and_then(|day| dated(&stage.starts, day)),
                end: end
                    .filter(|end| Some(*end) != start)
                    .and_then(|day| dated(&stage.ends, day)),
                text: text.unwrap_or_else(|| view.word("contest.stage_undated")),
                state: state.map(|key| view.word(key)),
            }
        })
        .collect();
    draft.rows("stages", "blocks.stages", "stages", &rows);
}

fn criteria(draft: &mut Draft, contest: &Contest) {
    if contest.criteria.is_empty() {
        return;
    }
    let points: Option<Vec<usize>> = contest
        .criteria
        .iter()
        .map(|criterion| criterion.points.trim().parse().ok())
        .collect();
    let total = points.map(|points| {
        let sum = points.into_iter().fold(0, usize::saturating_add);
        let points = draft.view.theme.words.counted("units.points", sum);
        draft
            .view
            .theme
            .words
            .fill("contest.total", &[("points", &points)])
    });
    let rows = contest
        .criteria
        .iter()
        .map(|criterion| CriterionRow {
            title: join(&criterion.title),
            points: draft.quantity(&criterion.points, None),
        })
        .collect();
    draft.block(
        "criteria",
        "blocks.criteria",
        "criteria",
        &Criteria { rows, total },
    );
}

fn places(draft: &mut Draft, contest: &Contest) {
    let rows: Vec<PlaceRow> = contest
        .results
        .iter()
        .map(|result| place(draft, contest, result))
        .collect();
    draft.rows("results", "blocks.results_contest", "places", &rows);
}

fn place(draft: &mut Draft, contest: &Contest, result: &ContestResult) -> PlaceRow {
    let nomination = contest
        .nominations
        .iter()
        .find(|nomination| nomination.id == result.nomination);
    let practice = draft.named(Kind::Practice, &result.practice);
    let is_number = !result.place.is_empty() && result.place.chars().all(|c| c.is_ascii_digit());
    PlaceRow {
        nomination: nomination.map(|nomination| nomination.title.0.clone()),
        place: if is_number {
            draft
                .view
                .theme
                .words
                .fill("contest.place", &[("place", &result.place)])
        } else {
            result.place.0.clone()
        },
        title: match practice {
            Some(entry) => draft.view.entry_link(entry),
            None => words(result.title.0.clone()),
        },
        organization: some(&result.organization).map(|written| draft.organization(&written)),
    }
}
