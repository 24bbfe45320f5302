//! The schedule of a measure → the pieces that are drawn, each with the occurrence it stands for.

use jiff::civil::Date;

use crate::execution::{MeasureExecution, Occurrence};
use crate::portal::plan::{Checkpoints, Quality, ScheduleKind};
use crate::timing::{self, Schedule, Term};

/// What is drawn for a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A bar from the first day to the last.
    Bar,
    /// A hatched bar: the measure goes on all the time.
    Ongoing,
    /// A mark on a day.
    Mark,
    /// A mark on a day at which an ongoing measure is looked at.
    Checkpoint,
}

/// One bar or mark.
pub struct Piece<'p> {
    /// How it looks.
    pub shape: Shape,
    /// First day.
    pub start: Date,
    /// Last day, included.
    pub due: Date,
    /// The day is the program's proposal.
    pub estimated: bool,
    /// What is known of it.
    pub occurrence: Option<&'p Occurrence>,
}

impl Piece<'_> {
    /// The day by which it is to be done now.
    pub fn day(&self) -> Date {
        self.occurrence.map_or(self.due, Occurrence::day)
    }

    /// The days that the drawing must have room for.
    pub fn days(&self) -> [Date; 3] {
        let first = match self.shape {
            Shape::Bar | Shape::Ongoing => self.start,
            Shape::Mark | Shape::Checkpoint => self.due,
        };
        [first, self.due, self.day()]
    }
}

/// The pieces of a measure, in the order of its schedule. `is_said` is whether states are shown: the
/// checkpoints of an ongoing measure are nothing but places for them.
pub fn pieces(
    execution: &MeasureExecution,
    term: Term,
    checkpoints: Checkpoints,
    is_said: bool,
) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for entry in &execution.schedule {
        if entry.kind == ScheduleKind::Ongoing {
            pieces.push(ongoing(entry, term));
            if !is_said {
                continue;
            }
        }
        let shape = match entry.kind {
            ScheduleKind::Ongoing => Shape::Checkpoint,
            ScheduleKind::Deadline | ScheduleKind::Recurring => Shape::Mark,
            ScheduleKind::Period => Shape::Bar,
            _ if entry.start.is_some() => Shape::Bar,
            _ => Shape::Mark,
        };
        let planned = timing::occurrences(std::slice::from_ref(entry), term, checkpoints);
        pieces.extend(planned.into_iter().map(|(start, due, estimated)| Piece {
            shape,
            start,
            due,
            estimated,
            occurrence: occurrence(execution, start, due),
        }));
    }
    pieces
}

fn ongoing(entry: &Schedule, term: Term) -> Piece<'static> {
    Piece {
        shape: Shape::Ongoing,
        start: entry.start.unwrap_or(term.start),
        due: entry.end.unwrap_or(term.end),
        estimated: entry.quality == Quality::Impossible,
        occurrence: None,
    }
}

fn occurrence(execution: &MeasureExecution, start: Date, due: Date) -> Option<&Occurrence> {
    execution
        .occurrences
        .iter()
        .find(|occurrence| (occurrence.start, occurrence.due) == (start, due))
}
