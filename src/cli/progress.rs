//! A bar for work that lasts, on a terminal only.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::console::Console;
use crate::lang::message;

/// Work shorter than this shows no bar: it would only flicker.
const PATIENCE: Duration = Duration::from_millis(500);
const REDRAW: Duration = Duration::from_millis(100);
const WIDTH: usize = 30;
/// The part of a bar that wanders where nobody knows how much is left.
const WANDERER: usize = 6;

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
        Self {
            label: message(console.language, "cli.progress", &[]),
            total: total.max(1),
            done: AtomicUsize::new(0),
            next: is_visible(console).then(|| Mutex::new(Instant::now() + PATIENCE)),
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
            clear();
        }
    }
}

/// A bar for work whose pieces nobody counts: a part of it wanders until this is dropped.
pub struct Waiting(Option<(Sender<()>, JoinHandle<()>)>);

impl Waiting {
    /// A bar with the words of `key`, from now on.
    pub fn new(key: &str, console: &Console) -> Self {
        if !is_visible(console) {
            return Self(None);
        }
        let label = message(console.language, key, &[]);
        let (stop, stopped) = mpsc::channel();
        let drawing = thread::spawn(move || {
            let mut pause = PATIENCE;
            for step in 0.. {
                if stopped.recv_timeout(pause) != Err(RecvTimeoutError::Timeout) {
                    break;
                }
                let _ = write!(io::stderr().lock(), "\r{label} {}", wandering(step));
                pause = REDRAW;
            }
            if pause == REDRAW {
                clear();
            }
        });
        Self(Some((stop, drawing)))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some((stop, drawing)) = self.0.take() {
            drop(stop);
            // Whatever is said next must not stand behind the bar.
            let _ = drawing.join();
        }
    }
}

/// The bar at a step: its part goes to the end and back.
fn wandering(step: usize) -> String {
    let way = WIDTH - WANDERER;
    let at = step % (2 * way);
    let at = at.min(2 * way - at);
    format!(
        "{}{}{}",
        "░".repeat(at),
        "█".repeat(WANDERER),
        "░".repeat(way - at)
    )
}

fn is_visible(console: &Console) -> bool {
    io::stderr().is_terminal() && !console.quiet
}

fn clear() {
    let _ = write!(io::stderr().lock(), "\r\u{1b}[K");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wandering_bar_keeps_its_width_and_comes_back() {
        let bars: Vec<String> = (0..100).map(wandering).collect();
        assert!(bars.iter().all(|bar| bar.chars().count() == WIDTH));
        assert!(bars[0].starts_with('█') && bars[24].ends_with('█'));
        assert_eq!(bars[0], bars[48]);
    }
}
