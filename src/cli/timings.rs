//! Where the time of a build went, for `--timings`: by stage and by template.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::Duration;

use super::console::Console;
use super::seconds;
use crate::lang::{message, number};

/// What files took of the threads that made them.
#[derive(Default)]
pub struct Costs {
    write: Duration,
    /// By template: how long its pages took, and how many they are. Files that are no pages stand under `None`.
    render: BTreeMap<Option<&'static str>, (Duration, u64)>,
}

impl Costs {
    /// One more file.
    pub fn add(&mut self, template: Option<&'static str>, render: Duration, write: Duration) {
        self.put(template, render, 1);
        self.write += write;
    }

    /// What two threads took together.
    #[must_use]
    pub fn and(mut self, other: Costs) -> Costs {
        for (template, (took, count)) in other.render {
            self.put(template, took, count);
        }
        self.write += other.write;
        self
    }

    fn put(&mut self, template: Option<&'static str>, took: Duration, count: u64) {
        let sum = self.render.entry(template).or_default();
        sum.0 += took;
        sum.1 += count;
    }
}

/// The time of every stage.
#[derive(Default)]
pub struct Timings {
    /// Reading and checking.
    pub load: Duration,
    /// Rendering and writing as the clock saw it.
    pub both: Duration,
    /// Both as the threads saw it.
    pub costs: Costs,
    /// Clearing old files.
    pub finish: Duration,
    /// Packing, if asked for.
    pub zip: Option<Duration>,
}

impl Timings {
    /// Says it, the most expensive template first.
    pub fn tell(&self, console: &Console) {
        let language = console.language;
        let render = self.costs.render.values().map(|(took, _)| *took).sum();
        let stages = [
            ("cli.timing-load", Some(self.load)),
            ("cli.timing-both", Some(self.both)),
            ("cli.timing-render", Some(render)),
            ("cli.timing-write", Some(self.costs.write)),
            ("cli.timing-finish", Some(self.finish)),
            ("cli.timing-zip", self.zip),
        ];
        for (key, duration) in stages {
            if let Some(duration) = duration {
                let values = [("seconds", seconds(language, duration))];
                console.tell(&message(language, key, &values));
            }
        }
        console.tell(&message(language, "cli.timing-templates", &[]));
        let mut rows: Vec<_> = self.costs.render.iter().collect();
        rows.sort_by_key(|(template, (took, _))| (Reverse(*took), **template));
        for (template, (took, count)) in rows {
            let key = match template {
                Some(_) => "cli.timing-template",
                None => "cli.timing-files",
            };
            let took = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            let values = [
                ("template", template.unwrap_or_default().to_owned()),
                ("milliseconds", number(language, took)),
                ("shown", number(language, *count)),
                ("count", count.to_string()),
            ];
            console.tell(&message(language, key, &values));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_threads_took_is_added_by_template() {
        let piece = |template, render| {
            let mut costs = Costs::default();
            costs.add(
                template,
                Duration::from_millis(render),
                Duration::from_millis(1),
            );
            costs
        };
        let sum = piece(Some("plan.html"), 5)
            .and(piece(None, 2))
            .and(piece(Some("plan.html"), 7));
        assert_eq!(
            sum.render[&Some("plan.html")],
            (Duration::from_millis(12), 2)
        );
        assert_eq!(sum.render[&None], (Duration::from_millis(2), 1));
        assert_eq!(sum.write, Duration::from_millis(3));
    }
}
