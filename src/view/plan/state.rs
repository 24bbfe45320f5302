//! What is said of the execution: states in exactly the words of the contract (section 4), counts of
//! states, and who may see them.

use jiff::civil::Date;

use crate::execution::{Occurrence, PlanExecution, STATES, Status, Wording};
use crate::lang;
use crate::portal::plan::Plan;
use crate::portal::{Content, Entry, Kind};
use crate::view::View;
use crate::view::context::some;
use crate::view::shapes::{State, StateCount};

impl<'p> View<'p> {
    /// The execution of a plan; nothing when it is hidden.
    pub fn execution(&self, plan: &Entry) -> Option<&'p PlanExecution> {
        let Content::Plan(content) = &plan.content else {
            return None;
        };
        if content.execution_hidden() {
            return None;
        }
        self.portal.execution(self.portal.place_of(plan)?)
    }

    /// The execution of a plan whose states are said in words: some report names it.
    pub fn reported_execution(&self, plan: &Entry) -> Option<&'p PlanExecution> {
        self.execution(plan).filter(|known| known.reported)
    }

    /// A state in words. `timing` are the act's words of the term, for what has no day.
    pub fn status(&self, status: &Status, timing: &str) -> State {
        State {
            state: status.state.word(),
            text: self.wording(&status.wording, timing),
            late: status.is_late(),
        }
    }

    fn wording(&self, wording: &Wording, timing: &str) -> String {
        let words = &self.theme.words;
        let on = |key: &str, day: Date| words.fill(key, &[("date", &self.digits(day))]);
        match wording {
            Wording::Ahead => self.word("states.upcoming"),
            Wording::Running => self.word("states.upcoming_within"),
            Wording::Ongoing(end) => on("states.upcoming_ongoing", *end),
            Wording::Collecting => self.word("states.upcoming_after"),
            Wording::AtWork => self.word("states.in-progress"),
            Wording::AtWorkPast(due) => on("states.in-progress_after", *due),
            Wording::NoReport => self.word("states.no-report"),
            Wording::NotStarted(due) => on("states.not-started_after", *due),
            Wording::Done => self.word("states.done"),
            Wording::DoneLate(day) => on("states.done_late", *day),
            Wording::Postponed { from, to, act } => {
                let to = self.digits(*to);
                let text = match from {
                    Some(from) => {
                        let days = [("from", self.digits(*from)), ("to", to)];
                        words.fill("states.postponed_days", &days)
                    }
                    None => words.fill("states.postponed_to", &[("to", &to)]),
                };
                self.with_act(text, act)
            }
            Wording::Cancelled { act } => self.with_act(self.word("states.cancelled"), act),
            Wording::Unscheduled => match some(timing) {
                Some(timing) => words.fill("states.unscheduled_full", &[("words", timing.trim())]),
                None => self.word("states.unscheduled"),
            },
            Wording::PeriodOver => self.word("states.unscheduled_after"),
            Wording::BeforeReports => self.word("states.before_reports"),
        }
    }

    /// «… (приказ № 7 от 1 марта 2022 г.)»; an act that is not shown is not named.
    fn with_act(&self, text: String, act: &str) -> String {
        match self.portal.entry(Kind::Document, act) {
            Some(act) if act.visible => format!("{text} ({})", self.act_words(act)),
            _ => text,
        }
    }

    /// «31.12.2022».
    pub fn digits(&self, day: Date) -> String {
        lang::date_digits(self.theme.words.language(), day)
    }

    /// How many there are of each state that occurs, with shares of a bar that add up to a hundred.
    pub fn state_counts(&self, totals: [usize; 7]) -> Vec<StateCount> {
        let all: usize = totals.iter().sum();
        let mut before = 0;
        let mut x = 0;
        let mut counts = Vec::new();
        for (state, count) in STATES.into_iter().zip(totals) {
            if count == 0 {
                continue;
            }
            before += count;
            let end = before * 100 / all;
            counts.push(StateCount {
                state: state.word(),
                word: self.state_word(state.word()),
                count,
                share: end - x,
                x,
            });
            x = end;
        }
        counts
    }

    /// The plain word of a state, for counts and filters.
    pub fn state_word(&self, state: &str) -> String {
        self.word(&format!("states.{state}"))
    }

    /// «18 из 24 (75 %)»: how many are done of those that are still in the plan.
    pub fn done_line(&self, totals: [usize; 7]) -> Option<String> {
        let [done, _, _, _, _, _, cancelled] = totals;
        let all = totals.iter().sum::<usize>() - cancelled;
        let percent = (done * 100).checked_div(all)?;
        let values = [
            ("done", done.to_string()),
            ("all", all.to_string()),
            ("percent", percent.to_string()),
        ];
        Some(self.theme.words.fill("plan.done_of", &values))
    }
}

/// The occurrences that are counted and due between two days, both included.
pub fn due_between(
    occurrences: &[Occurrence],
    from: Date,
    to: Date,
) -> impl Iterator<Item = &Occurrence> {
    occurrences
        .iter()
        .filter(move |occurrence| !occurrence.uncounted && (from..=to).contains(&occurrence.day()))
}

/// The states of the measures of each section, in the order of the plan's sections.
pub fn section_totals(plan: &Plan, execution: &PlanExecution) -> Vec<[usize; 7]> {
    let mut totals = vec![[0; 7]; plan.sections.len()];
    for ((section, _), measure) in plan.measures().zip(&execution.measures) {
        totals[section][measure.status.state as usize] += 1;
    }
    totals
}
