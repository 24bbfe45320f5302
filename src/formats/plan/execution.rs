//! The sheet of the execution: what is known of every measure on the portal's day.

use jiff::civil::Date;

use super::book::{day, days};
use crate::execution::{MeasureExecution, SaidAt, State};
use crate::formats::xlsx::{Cell, Column, Sheet};
use crate::parse::markdown::plain;
use crate::portal::Entry;
use crate::portal::plan::{Measure, Plan};
use crate::portal::report::ReportState;
use crate::view::View;
use crate::view::links::Here;
use crate::view::plan::indicator_facts;

/// The columns of the execution: words of their headings and widths.
const EXECUTION: [(&str, u16); 9] = [
    ("plan.columns.number", 7),
    ("fields.measure", 48),
    ("fields.timing", 18),
    ("office.due", 13),
    ("office.state", 24),
    ("office.completed", 13),
    ("office.progress", 11),
    ("office.report", 44),
    ("office.evidence", 32),
];

/// The sheet: a row a day by which a measure is to be done, then a row a part of the measure. Without
/// a report the states stay empty, and the sheet is a form to fill in.
pub fn sheet(view: View, at: usize, entry: &Entry, plan: &Plan) -> Sheet {
    let known = view.portal.execution(at);
    let told = view.reported_execution(entry).is_some();
    let mut rows = Vec::new();
    for (place, (_, measure)) in plan.measures().enumerate() {
        let row = Row {
            view,
            measure,
            told,
        };
        match known.and_then(|known| known.measures.get(place)) {
            Some(known) => row.add(known, &mut rows),
            None => rows.push(row.cells(None, &measure.title, &measure.timing, Known::default())),
        }
    }
    let note = if told {
        let today = view.digits(view.portal.today);
        view.theme.words.fill("office.as_of", &[("date", &today)])
    } else {
        format!("{}.", view.word("plan.no_execution"))
    };
    let columns = EXECUTION.iter().map(|(key, width)| Column {
        title: view.word(key),
        width: *width,
    });
    Sheet {
        name: view.word("office.execution"),
        title: format!(
            "{}: {}",
            view.word("pages.plan_report.title"),
            &*entry.common.title
        ),
        notes: vec![note],
        columns: columns.collect(),
        rows,
        form: None,
    }
}

/// What makes the rows of a measure.
struct Row<'p> {
    view: View<'p>,
    measure: &'p Measure,
    told: bool,
}

/// What a row says of the execution.
#[derive(Default)]
struct Known {
    state: String,
    completed: Option<Date>,
    progress: Option<f64>,
    report: Vec<String>,
    evidence: Vec<String>,
}

impl Row<'_> {
    fn add(&self, known: &MeasureExecution, rows: &mut Vec<Vec<Cell>>) {
        let (title, timing) = (&*self.measure.title, &*self.measure.timing);
        if known.occurrences.is_empty() {
            let said = self.decides(known, None);
            let mut words = self.known(said);
            words.state = self.view.status(&known.status, timing).text;
            words.progress = Some(f64::from(known.progress));
            words.report.extend(self.received(known));
            rows.push(self.cells(None, title, timing, words));
        }
        for (at, occurrence) in known.occurrences.iter().enumerate() {
            let mut words = self.known(occurrence.said);
            words.state = self.view.status(&occurrence.status, timing).text;
            // It is about the measure, not about one of its days.
            if at == 0 {
                words.report.extend(self.received(known));
            }
            rows.push(self.cells(Some(occurrence.day()), title, timing, words));
        }
        let whole = known;
        for (at, (subitem, known)) in
            (1_i64..).zip(self.measure.subitems.iter().zip(&known.subitems))
        {
            let mut words = self.known(self.decides(whole, Some(at)));
            // A part without a term of its own is said to be something only when a report says so.
            if !known.schedule.is_empty() || known.status.state != State::Unscheduled {
                words.state = self.view.status(&known.status, &subitem.timing).text;
            }
            let (_, due) = days(&known.schedule);
            let due = known
                .occurrences
                .last()
                .map_or(due, |last| Some(last.day()));
            let part = self
                .view
                .theme
                .words
                .fill("plan.subitem_number", &[("number", &at.to_string())]);
            let title = format!("{part}. {}", &*subitem.title);
            rows.push(self.cells(due, &title, &subitem.timing, words));
        }
    }

    /// The last entry about the measure, or a part of it, by somebody whose word sets the state.
    fn decides(&self, known: &MeasureExecution, part: Option<i64>) -> Option<SaidAt> {
        let is_about = |at: &SaidAt| {
            let said = self.view.portal.said(*at);
            said.is_some_and(|(_, _, said)| said.subitem.map(|place| place.0) == part)
        };
        let said = known.said.iter().rev().filter(|_| self.told);
        said.filter(|at| !known.contributions.contains(at))
            .find(|at| is_about(at))
            .copied()
    }

    /// The cells of a row: of the measure, or of a part of it.
    fn cells(&self, due: Option<Date>, title: &str, timing: &str, known: Known) -> Vec<Cell> {
        let mut cells = vec![
            Cell::text(&*self.measure.number),
            Cell::text(title),
            Cell::text(timing),
            day(due),
        ];
        if self.told {
            cells.extend([
                Cell::text(known.state),
                day(known.completed),
                known.progress.map_or(Cell::Empty, Cell::Percent),
                Cell::text(known.report.join("\n")),
                Cell::text(known.evidence.join("\n")),
            ]);
        } else {
            cells.extend([const { Cell::Empty }; 5]);
        }
        cells
    }

    /// What an entry of a report says; what is for the office alone is not asked.
    fn known(&self, said: Option<SaidAt>) -> Known {
        let Some((report, _, said)) = said.and_then(|at| self.view.portal.said(at)) else {
            return Known::default();
        };
        let done = said.state == Some(ReportState::Done);
        let mut words: Vec<String> = plain(&said.text)
            .into_iter()
            .map(|part| part.text)
            .collect();
        words.extend(indicator_facts(self.view, self.measure, said));
        let here = Here::new(self.view, "", Some(report));
        let proofs = said
            .evidence
            .iter()
            .filter_map(|proof| here.evidence(proof));
        let share = said.progress.and_then(|share| i32::try_from(share.0).ok());
        Known {
            state: String::new(),
            completed: said.on.filter(|_| done).map(|day| day.0),
            progress: share.or(done.then_some(100)).map(f64::from),
            report: words,
            evidence: proofs.map(|proof| proof.text).collect(),
        }
    }

    /// «Сведения поступили: 5 из 7».
    fn received(&self, known: &MeasureExecution) -> Option<String> {
        let (some, all) = known.received?;
        let values = [("count", &*some.to_string()), ("total", &*all.to_string())];
        Some(self.view.theme.words.fill("plan.contributions", &values))
    }
}
