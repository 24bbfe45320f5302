//! A bar for work that lasts, on a terminal only.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::console::Console;
use crate::lang::message;

/// Work shorter than this shows no bar: it would only flicker.
const PATIENCE: Duration = Duration::from_millis(500);
const REDRAW: Duration = Duration::from_millis(100);
const WIDTH: usize = 30;

/// Counts pieces of work from many threads and draws how many are done.
pub struct Progress {
    label: String,
    total: usize,
    done: AtomicUsize,
    /// When to draw next; `None` where nothing is drawn.
    next: Option<Mutex<Instant>>,
}

impl Progress {
    /// A bar for `total` pieces of work.
    pub fn new(total: usize, console: &Console) -> Self {
        let visible = io::stderr().is_terminal() && !console.quiet;
        Self {
            label: message(console.language, "cli.progress", &[]),
            total: total.max(1),
            done: AtomicUsize::new(0),
            next: visible.then(|| Mutex::new(Instant::now() + PATIENCE)),
        }
    }

    /// One more piece is done.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let Some(next) = &self.next else { return };
        // A thread that finds another one drawing goes on working.
        let Ok(mut next) = next.try_lock() else {
            return;
        };
        if Instant::now() < *next {
            return;
        }
        *next = Instant::now() + REDRAW;
        let filled = done * WIDTH / self.total;
        let bar = format!(
            "{}{}",
            "█".repeat(filled),
            "░".repeat(WIDTH.saturating_sub(filled))
        );
        let _ = write!(
            io::stderr().lock(),
            "\r{} {bar} {done}/{}",
            self.label,
            self.total
        );
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        if self.next.is_some() {
            let _ = write!(io::stderr().lock(), "\r\u{1b}[K");
        }
    }
}
