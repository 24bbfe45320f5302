//! Bars and marks of single measures, as units of the drawing. Sixteen units are one rem, so that
//! drawings grow with the letters.

use serde::Serialize;

use super::pieces::{Piece, Shape};
use super::scale::Scale;
use super::{Drawn, Frame};
use crate::execution::{STATES, State};

/// Width of the column of numbers and titles.
pub const LABELS: i32 = 280;
/// Height of the scale above the rows, and of the words of the line of today above that.
pub const AXIS: i32 = 40;
pub const TODAY: i32 = 18;
/// Height of a row and of a bar in it.
const ROW: i32 = 36;
const BAR: i32 = 14;
/// Rows of one drawing: so many fit on a sheet of A4 across.
const ROWS: usize = 14;
/// Letters in a line of a title, and its lines.
const LINE: usize = 33;
const LINES: usize = 2;
/// Room for the words «расчётный срок».
const NOTE: i32 = 112;

/// A length in units of the drawing and as CSS wants it.
#[derive(Serialize)]
pub struct Size {
    units: i32,
    rem: String,
}

impl Size {
    /// So many units.
    pub fn of(units: i32) -> Self {
        Self {
            units,
            rem: format!("{}rem", f64::from(units) / 16.0),
        }
    }
}

/// Some rows under one scale.
#[derive(Serialize)]
pub struct Chart {
    /// Where the scale begins: lower when the words of the line of today stand above it.
    pub top: i32,
    /// Whether those words stand there.
    pub first: bool,
    /// Height of the drawing.
    pub height: Size,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row: its words at the left, and what stands on the scale.
#[derive(Default, Serialize)]
pub struct Row {
    /// Upper edge.
    pub y: i32,
    /// Number of the measure.
    pub number: Option<String>,
    /// Title, cut to fit.
    pub lines: Vec<Text>,
    /// Bars.
    pub bars: Vec<Bar>,
    /// Lines from a day to the day that an act moved it to.
    pub moves: Vec<Bar>,
    /// Marks.
    pub marks: Vec<Mark>,
    /// Words at a mark.
    pub notes: Vec<Text>,
}

/// Words at a place.
#[derive(Serialize)]
pub struct Text {
    /// Where.
    pub x: i32,
    /// The line they stand on.
    pub y: i32,
    /// `start`, `middle` or `end` of them is at the place.
    pub anchor: &'static str,
    /// What they say.
    pub text: String,
}

/// A bar or a line.
#[derive(Serialize)]
pub struct Bar {
    /// How it looks.
    pub kind: &'static str,
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Length.
    pub width: i32,
    /// Height.
    pub height: i32,
}

/// A mark: its middle, and its shape by state.
#[derive(Serialize)]
pub struct Mark {
    kind: &'static str,
    x: i32,
    y: i32,
}

/// An explanation of a bar, a mark or a line.
#[derive(Serialize)]
pub struct Sample {
    /// `bar`, `mark` or `line`.
    sort: &'static str,
    kind: &'static str,
    text: String,
}

/// The measures of a section in drawings of at most so many rows.
pub fn charts(frame: &Frame, drawn: &[Drawn], scale: &Scale) -> Vec<Chart> {
    let has_today = scale.has(frame.view.portal.today);
    drawn
        .chunks(ROWS)
        .enumerate()
        .map(|(at, drawn)| {
            let first = at == 0 && has_today;
            chart(first, ROW, drawn, |drawn, y| row(frame, drawn, scale, y))
        })
        .collect()
}

/// A drawing with a row for each of these.
pub fn chart<T>(first: bool, height: i32, items: &[T], row: impl Fn(&T, i32) -> Row) -> Chart {
    let top = if first { TODAY } else { 0 };
    let ys = (top + AXIS..).step_by(usize::try_from(height).unwrap_or(1));
    let rows: Vec<Row> = items.iter().zip(ys).map(|(item, y)| row(item, y)).collect();
    let end = rows.last().map_or(top + AXIS, |row| row.y + height);
    Chart {
        top,
        first,
        height: Size::of(end + 1),
        rows,
    }
}

fn row(frame: &Frame, drawn: &Drawn, scale: &Scale, y: i32) -> Row {
    let middle = y + ROW / 2;
    let mut row = Row {
        y,
        number: Some(drawn.measure.number.0.clone()),
        lines: lines(&drawn.measure.title, y, ROW, LINE),
        ..Row::default()
    };
    for piece in &drawn.pieces {
        if let Some(kind) = bar(piece) {
            let x = scale.begin(piece.start);
            row.bars.push(Bar {
                kind,
                x,
                y: middle - BAR / 2,
                width: (scale.end(piece.due) - x).max(2),
                height: BAR,
            });
        }
        if let Some(kind) = mark(frame, piece) {
            let x = scale.end(piece.day());
            row.marks.push(Mark { kind, x, y: middle });
            note(frame, piece, scale, (x, middle + 4), &mut row.notes);
        }
        if piece.day() != piece.due && frame.is_said {
            let (from, to) = (scale.end(piece.due), scale.end(piece.day()));
            row.moves.push(Bar {
                kind: "move",
                x: from.min(to),
                y: middle,
                width: (to - from).abs(),
                height: 0,
            });
        }
    }
    row
}

fn bar(piece: &Piece) -> Option<&'static str> {
    match piece.shape {
        Shape::Ongoing => Some("ongoing"),
        Shape::Bar if piece.estimated => Some("estimated"),
        Shape::Bar => Some("period"),
        Shape::Mark | Shape::Checkpoint => None,
    }
}

/// The mark of a piece. While nothing is said of states, only days without a bar have one.
fn mark(frame: &Frame, piece: &Piece) -> Option<&'static str> {
    match piece.occurrence.filter(|_| frame.is_said) {
        Some(occurrence) if occurrence.uncounted => Some("uncounted"),
        Some(occurrence) => Some(occurrence.status.state.word()),
        None if piece.shape == Shape::Mark && piece.estimated => Some("proposed"),
        None if piece.shape == Shape::Mark => Some("planned"),
        None => None,
    }
}

/// «расчётный срок» beside the first proposed day of a measure.
fn note(frame: &Frame, piece: &Piece, scale: &Scale, (x, y): (i32, i32), notes: &mut Vec<Text>) {
    if !piece.estimated || !notes.is_empty() {
        return;
    }
    let fits = x + NOTE <= scale.width();
    notes.push(Text {
        x: if fits { x + 12 } else { x - 12 },
        y,
        anchor: if fits { "start" } else { "end" },
        text: frame.view.word("plan.estimated"),
    });
}

/// A title in lines of so many letters, cut with «…» when it is longer.
pub fn lines(title: &str, y: i32, height: i32, letters: usize) -> Vec<Text> {
    let mut lines = vec![String::new()];
    for word in title.split_whitespace() {
        let is_last = lines.len() == LINES;
        let Some(line) = lines.last_mut() else { break };
        let room = line.chars().count() + word.chars().count() < letters;
        if line.is_empty() || room {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        } else if is_last {
            line.push('…');
            break;
        } else {
            lines.push(word.to_owned());
        }
    }
    let first = match lines.len() {
        1 => y + height / 2 + 4,
        _ => y + height / 2 - 4,
    };
    lines
        .into_iter()
        .zip((first..).step_by(15))
        .map(|(line, y)| Text {
            x: 0,
            y,
            anchor: "start",
            text: cut(line, letters),
        })
        .collect()
}

/// A word longer than the line ends with «…».
fn cut(line: String, letters: usize) -> String {
    if line.chars().count() <= letters {
        return line;
    }
    let mut line: String = line.chars().take(letters - 1).collect();
    line.push('…');
    line
}

/// What the bars and marks that occur mean, in the same order on every plan.
pub fn legend(frame: &Frame, drawn: &[Drawn]) -> Vec<Sample> {
    let pieces = || drawn.iter().flat_map(|drawn| &drawn.pieces);
    let word = |key: &str| frame.view.word(&format!("plan.timeline.legend.{key}"));
    let bars = ["period", "ongoing", "estimated"]
        .into_iter()
        .filter(|kind| pieces().any(|piece| bar(piece) == Some(kind)))
        .map(|kind| Sample {
            sort: "bar",
            kind,
            text: word(kind),
        });
    let states = STATES.map(State::word);
    let marks = ["planned", "proposed", "uncounted"]
        .into_iter()
        .chain(states)
        .filter(|kind| pieces().any(|piece| mark(frame, piece) == Some(kind)))
        .map(|kind| Sample {
            sort: "mark",
            kind,
            text: if states.contains(&kind) {
                frame.view.state_word(kind)
            } else {
                word(kind)
            },
        });
    bars.chain(marks).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_cut_between_words_after_two_lines() {
        let cases = [
            ("Анализ", vec!["Анализ"]),
            ("Анализ итогов", vec!["Анализ", "итогов"]),
            ("до пяти и ещё", vec!["до пяти и", "ещё"]),
            ("Анализ итогов процедур за год", vec!["Анализ", "итогов…"]),
            ("информационно-разъяснительная", vec!["информаци…"]),
            ("", vec![""]),
        ];
        for (title, expected) in cases {
            let lines: Vec<String> = lines(title, 0, ROW, 10)
                .into_iter()
                .map(|line| line.text)
                .collect();
            assert_eq!(lines, expected, "{title}");
        }
    }

    #[test]
    fn rows_follow_each_other_under_the_scale() {
        let chart = chart(true, ROW, &[(), (), ()], |(), y| Row {
            y,
            ..Row::default()
        });
        let ys: Vec<i32> = chart.rows.iter().map(|row| row.y).collect();
        assert_eq!(ys, [58, 94, 130]);
        assert_eq!((chart.top, chart.height.units), (TODAY, 167));
        assert_eq!(chart.height.rem, "10.4375rem");
    }
}
