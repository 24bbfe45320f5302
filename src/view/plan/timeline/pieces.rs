//! The schedule of a measure → the pieces that are drawn, each with the occurrence it stands for.

use jiff::civil::Date;

use crate::execution::{MeasureExecution, Occurrence};
use crate::portal::plan::{Quality, ScheduleKind};
use crate::timing::Schedule;

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

/// The pieces of a measure: its ongoing terms, then its days. `is_said` is whether states are shown:
/// the checkpoints of an ongoing measure are nothing but places for them.
pub fn pieces(execution: &MeasureExecution, is_said: bool) -> Vec<Piece<'_>> {
    let ongoing = execution.schedule.iter().filter_map(ongoing);
    let days = execution
        .occurrences
        .iter()
        .filter(|occurrence| is_said || !occurrence.is_checkpoint())
        .map(|occurrence| Piece {
            shape: shape(occurrence),
            start: occurrence.start,
            due: occurrence.due,
            estimated: occurrence.estimated,
            occurrence: Some(occurrence),
        });
    ongoing.chain(days).collect()
}

fn shape(occurrence: &Occurrence) -> Shape {
    match occurrence.kind {
        ScheduleKind::Ongoing => Shape::Checkpoint,
        ScheduleKind::Deadline | ScheduleKind::Recurring => Shape::Mark,
        _ if occurrence.start < occurrence.due => Shape::Bar,
        ScheduleKind::Period => Shape::Bar,
        _ => Shape::Mark,
    }
}

fn ongoing<'p>(entry: &Schedule) -> Option<Piece<'p>> {
    (entry.kind == ScheduleKind::Ongoing).then_some(())?;
    Some(Piece {
        shape: Shape::Ongoing,
        start: entry.start?,
        due: entry.end?,
        estimated: entry.quality == Quality::Impossible,
        occurrence: None,
    })
}
