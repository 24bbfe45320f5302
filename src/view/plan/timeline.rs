//! The timeline of a plan: its measures as bars and marks on a scale, a table with the same days, and
//! what has no day. Everything is placed here; the template only writes it down.

mod counts;
mod drawing;
mod pieces;
mod scale;

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use serde::Serialize;

use super::filters::{Quarter, due_quarters};
use crate::execution::MeasureExecution;
use crate::portal::plan::{Measure, Plan};
use crate::portal::{Entry, Portal};
use crate::timing::Term;
use crate::view::View;
use crate::view::context::some;
use crate::view::shapes::{Day, State};
use counts::Counts;
use drawing::{Chart, Sample, Size};
use pieces::{Piece, Shape, pieces};
use scale::{Axis, Scale};

/// Above this many measures sections are shown instead: nobody reads a drawing of thousands of bars.
const MOST_MEASURES: usize = 150;

/// The timeline as its template reads it.
#[derive(Serialize)]
pub struct Timeline {
    note: String,
    labels: Size,
    width: Size,
    axis: Axis,
    groups: Vec<Group>,
    legend: Vec<Sample>,
    /// Whether the table has a column of states.
    has_states: bool,
    rows: Vec<TableRow>,
    /// How many are due in each quarter, in place of single measures.
    counts: Option<Counts>,
    undated: Vec<Undated>,
}

/// The drawings of a section.
#[derive(Serialize)]
struct Group {
    title: Option<String>,
    charts: Vec<Chart>,
}

/// The days of a measure in words.
#[derive(Serialize)]
struct TableRow {
    number: String,
    anchor: String,
    title: String,
    days: Vec<TableDay>,
}

#[derive(Serialize)]
struct TableDay {
    start: Option<Day>,
    due: Day,
    /// «расчётный срок», «постоянно».
    note: Option<String>,
    state: Option<State>,
}

/// Measures without a day that have the same words.
#[derive(Serialize)]
struct Undated {
    words: Option<String>,
    measures: Vec<Number>,
}

#[derive(Serialize)]
struct Number {
    number: String,
    anchor: String,
}

/// A measure with what is drawn for it.
struct Drawn<'p> {
    section: usize,
    measure: &'p Measure,
    pieces: Vec<Piece<'p>>,
    /// The quarters in which it is due, as the filters count them.
    quarters: BTreeSet<Quarter>,
}

/// What the parts of a timeline share.
struct Frame<'p> {
    view: View<'p>,
    plan: &'p Plan,
    is_said: bool,
}

/// The timeline of the plan at this place of the portal's entries; none when no measure has a day.
pub fn timeline(view: View, at: usize, entry: &Entry, plan: &Plan) -> Option<Timeline> {
    let term = Term::of(&plan.period).filter(|term| term.start <= term.end)?;
    let is_said = view.reported_execution(entry).is_some();
    let frame = Frame {
        view,
        plan,
        is_said,
    };
    let (drawn, undated): (Vec<Drawn>, Vec<Drawn>) = frame
        .drawn(view.portal, at)?
        .into_iter()
        .partition(|drawn| !drawn.pieces.is_empty());
    if drawn.is_empty() {
        return None;
    }
    let days = drawn
        .iter()
        .flat_map(|drawn| drawn.pieces.iter().flat_map(Piece::days));
    let scale = Scale::over(within_reach(days, term))?;
    let undated = frame.undated(&undated);
    Some(if drawn.len() > MOST_MEASURES {
        frame.of_sections(&drawn, &scale, undated)
    } else {
        frame.of_measures(&drawn, &scale, undated)
    })
}

/// The days of the plan's term, and days of measures not too far from it: an author may name a day
/// outside of the term, but a slip in a year must not squeeze everything else.
fn within_reach(days: impl Iterator<Item = Date>, term: Term) -> impl Iterator<Item = Date> {
    let years = i16::from(term.start.year() == term.end.year()) + 1;
    let reach = term.start.year() - years..=term.end.year() + years;
    days.filter(move |day| reach.contains(&day.year()))
        .chain([term.start, term.end])
}

impl<'p> Frame<'p> {
    fn drawn(&self, portal: &'p Portal, at: usize) -> Option<Vec<Drawn<'p>>> {
        let executions: &'p [MeasureExecution] = &portal.execution(at)?.measures;
        let measures = self.plan.measures().zip(executions);
        Some(
            measures
                .map(|((section, measure), execution)| Drawn {
                    section,
                    measure,
                    pieces: pieces(execution, self.is_said),
                    quarters: due_quarters(execution),
                })
                .collect(),
        )
    }

    fn of_measures(&self, drawn: &[Drawn], scale: &Scale, undated: Vec<Undated>) -> Timeline {
        let axis = scale.axis(self.view);
        let groups = drawn
            .chunk_by(|one, other| one.section == other.section)
            .map(|section| Group {
                title: section.first().and_then(|drawn| self.title(drawn.section)),
                charts: drawing::charts(self, section, scale),
            })
            .collect();
        Timeline {
            note: self.view.word("plan.timeline.note"),
            legend: drawing::legend(self, drawn),
            groups,
            rows: drawn.iter().map(|drawn| self.table_row(drawn)).collect(),
            counts: None,
            ..self.bare(axis, scale, undated)
        }
    }

    fn of_sections(&self, drawn: &[Drawn], scale: &Scale, undated: Vec<Undated>) -> Timeline {
        let counts = Counts::new(self, drawn, scale);
        let group = Group {
            title: None,
            charts: counts.charts(scale),
        };
        Timeline {
            note: self.view.word("plan.timeline.note_counts"),
            groups: vec![group],
            counts: Some(counts),
            ..self.bare(scale.axis(self.view), scale, undated)
        }
    }

    fn bare(&self, axis: Axis, scale: &Scale, undated: Vec<Undated>) -> Timeline {
        Timeline {
            note: String::new(),
            labels: Size::of(drawing::LABELS),
            width: Size::of(scale.width()),
            axis,
            groups: Vec::new(),
            legend: Vec::new(),
            has_states: self.is_said,
            rows: Vec::new(),
            counts: None,
            undated,
        }
    }

    /// «I. Нормативно-правовое обеспечение» as the act writes it.
    fn title(&self, section: usize) -> Option<String> {
        let section = self.plan.sections.get(section)?;
        some(&section.heading())
    }

    fn table_row(&self, drawn: &Drawn) -> TableRow {
        let has_checkpoints = drawn
            .pieces
            .iter()
            .any(|piece| piece.shape == Shape::Checkpoint);
        let shown = drawn
            .pieces
            .iter()
            .filter(|piece| piece.shape != Shape::Ongoing || !has_checkpoints);
        TableRow {
            number: drawn.measure.number.0.clone(),
            anchor: drawn.measure.anchor(),
            title: drawn.measure.title.0.clone(),
            days: shown
                .map(|piece| self.table_day(drawn.measure, piece))
                .collect(),
        }
    }

    fn table_day(&self, measure: &Measure, piece: &Piece) -> TableDay {
        let note = match piece.shape {
            _ if piece.estimated => Some("plan.estimated"),
            Shape::Ongoing => Some("plan.timeline.legend.ongoing"),
            Shape::Checkpoint => Some("plan.timeline.checkpoint"),
            _ => None,
        };
        let said = piece.occurrence.filter(|_| self.is_said);
        TableDay {
            start: (piece.shape != Shape::Mark).then(|| self.view.day(piece.start)),
            due: self.view.day(piece.day()),
            note: note.map(|key| self.view.word(key)),
            state: said.map(|occurrence| self.view.status(&occurrence.status, &measure.timing)),
        }
    }

    /// Measures without a day under the words of the act, in the order of the act.
    fn undated(&self, undated: &[Drawn]) -> Vec<Undated> {
        let mut groups: Vec<Undated> = Vec::new();
        let mut places = HashMap::new();
        for drawn in undated {
            let words = drawn.measure.timing.trim();
            let place = *places.entry(words).or_insert_with(|| {
                groups.push(Undated {
                    words: some(words),
                    measures: Vec::new(),
                });
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(place) {
                group.measures.push(Number {
                    number: drawn.measure.number.0.clone(),
                    anchor: drawn.measure.anchor(),
                });
            }
        }
        groups
    }
}
