//! What the preview shows now: the last good publication and what was found since.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use super::changes::Changes;
use super::styles;
use super::{Event, Load, Observer, Options, Renders};
use crate::diagnostics::summary::Weight;
use crate::diagnostics::{self, Diagnostic, Severity, report};
use crate::lang::{Language, message};

/// A publication that can be shown.
pub struct Good {
    /// Grows with every publication that may have other pages; an open page that shows an older one reloads.
    pub number: u64,
    /// Grows with every publication; an open page of the same number only exchanges its style sheets.
    pub styles: u64,
    pub publication: Box<dyn Renders>,
    pub paths: Arc<HashSet<String>>,
    /// Addresses of drafts, as `practices/x/`.
    pub drafts: Arc<[String]>,
}

/// One moment of the preview; never changed, only replaced.
#[derive(Default)]
pub struct State {
    /// Grows with every load, good or not.
    pub number: u64,
    pub good: Option<Arc<Good>>,
    /// Everything found in the last load.
    found: Vec<Diagnostic>,
    /// Why the last load failed as a whole, if it did: a broken theme, a disk, a bug.
    pub failure: Option<String>,
}

impl State {
    /// The errors found in the last load.
    pub fn mistakes(&self) -> impl Iterator<Item = &Diagnostic> {
        let found = self.found.iter();
        found.filter(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// What is doubtful and keeps nothing from being shown; advice is for `check`.
    pub fn warnings(&self) -> impl Iterator<Item = &Diagnostic> {
        let found = self.found.iter();
        found.filter(|diagnostic| Weight::of(diagnostic) == Weight::Warning)
    }

    /// Whether the last load gave what is shown.
    fn is_good(&self) -> bool {
        self.good.is_some() && self.failure.is_none() && self.mistakes().next().is_none()
    }
}

/// What requests and the watching thread share.
pub struct Shared {
    pub language: Language,
    root: PathBuf,
    drafts: bool,
    /// Differs between two runs, so that a tab left open from yesterday reloads today.
    run: u128,
    observer: Observer,
    state: RwLock<Arc<State>>,
    /// Loads one at a time.
    loading: Mutex<Loading>,
}

/// What reads the portal, and what it has not seen yet.
struct Loading {
    load: Load,
    /// What changed since it read the portal last: texts that were exchanged in between, too.
    unread: Changes,
    /// When it read the portal last, in quarters of an hour.
    quarter: u64,
}

/// A day begins with a quarter of an hour in every time zone, so within one the portal's day stays.
const QUARTER: u64 = 15 * 60;

fn quarter() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.unwrap_or_default().as_secs() / QUARTER
}

impl Shared {
    pub fn new(options: &Options, load: Load, observer: Observer) -> Self {
        Self {
            language: options.language,
            root: options.root.clone(),
            drafts: options.drafts,
            run: SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map(|now| now.as_millis())
                .unwrap_or_default(),
            observer,
            state: RwLock::default(),
            loading: Mutex::new(Loading {
                load,
                unread: Changes::default(),
                quarter: quarter(),
            }),
        }
    }

    /// The present moment. The lock is held for the copy of a pointer and no longer.
    pub fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Names a moment: run, pages, styles, load. The first two say what a page holds, the third how it looks.
    pub fn version(&self, state: &State) -> String {
        let good = state.good.as_ref();
        let (pages, styles) = good.map_or((0, 0), |good| (good.number, good.styles));
        format!("{}.{pages}.{styles}.{}", self.run, state.number)
    }

    /// The folder of the portal.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Words of a failure without the way to the portal's folder: they may be read on other computers.
    pub fn without_root(&self, words: &str) -> String {
        match self.root.to_str().filter(|root| root.len() > 1) {
            Some(root) => words
                .replace(&format!("{root}{}", std::path::MAIN_SEPARATOR), "")
                .replace(root, ""),
            None => words.to_owned(),
        }
    }

    pub fn tell(&self, event: Event<'_>) {
        (self.observer)(event);
    }

    /// Loads the portal again, or only what changed of it, and shows it if it is good; keeps the last good one otherwise.
    pub fn load(&self, changes: &Changes) {
        let mut loading = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
        let Loading {
            load,
            unread,
            quarter: read_in,
        } = &mut *loading;
        *unread = std::mem::take(unread).and(changes.clone());
        let started = Instant::now();
        let last = self.state();
        let now = quarter();
        if now == *read_in
            && let Some(next) = self.edited(&last, changes)
        {
            self.show_loaded(next, started);
            return;
        }
        let mut next = State {
            number: last.number + 1,
            good: last.good.clone(),
            ..State::default()
        };
        match catch_unwind(AssertUnwindSafe(|| load(unread))) {
            Ok(Ok((publication, diagnostics))) => {
                *unread = Changes::default();
                *read_in = now;
                if let Some(publication) = publication {
                    let mut good = self.good(next.number, publication);
                    // Pages stay as they are only if nothing else waited to be shown.
                    let shown = last.good.as_ref().filter(|_| last.is_good());
                    if let Some(shown) = shown
                        && styles::are_all_that_changed(changes, &self.root)
                    {
                        good.number = shown.number;
                    }
                    next.good = Some(Arc::new(good));
                }
                next.found = diagnostics;
                self.show_loaded(next, started);
            }
            Ok(Err(error)) => self.fail(next, error.0),
            Err(_) => self.fail(next, message(self.language, "preview.panic", &[])),
        }
    }

    /// The next moment when only texts of entries changed since a good load; nothing when the portal
    /// has to be loaded again.
    fn edited(&self, last: &State, changes: &Changes) -> Option<State> {
        let good = last.good.as_ref()?;
        if !last.is_good() {
            return None;
        }
        let mut edited: Option<Box<dyn Renders>> = None;
        let mut found = last.found.clone();
        for (file, path) in changes.few(&self.root)? {
            let now = edited.as_deref().unwrap_or(good.publication.as_ref());
            if !path.exists() && !now.knows(&file) {
                // An editor's file for the time of a save.
                continue;
            }
            let bytes = std::fs::read(path).ok()?;
            let read = AssertUnwindSafe(|| now.edited(&file, bytes));
            let (publication, of_file) = catch_unwind(read).ok()??;
            found.retain(|diagnostic| diagnostic.place.file != file);
            found.extend(of_file);
            edited = Some(publication);
        }
        diagnostics::sort(&mut found);
        let number = last.number + 1;
        Some(State {
            number,
            good: Some(Arc::new(Good {
                number,
                styles: number,
                publication: edited?,
                paths: Arc::clone(&good.paths),
                drafts: Arc::clone(&good.drafts),
            })),
            found,
            ..State::default()
        })
    }

    fn fail(&self, mut next: State, words: String) {
        next.failure = Some(self.without_root(&words));
        self.show(next);
        self.tell(Event::Failed(&words));
    }

    /// Shows what was loaded, then tells of it.
    fn show_loaded(&self, next: State, started: Instant) {
        let (number, good, seen) = (next.number, next.good.clone(), worth_telling(&next.found));
        self.show(next);
        let new = good.as_ref().filter(|good| good.styles == number);
        self.tell(Event::Loaded {
            took: started.elapsed(),
            diagnostics: &seen,
            portal: new.and_then(|good| good.publication.portal()),
        });
    }

    fn show(&self, next: State) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
    }

    fn good(&self, number: u64, publication: Box<dyn Renders>) -> Good {
        let paths = publication.paths();
        let drafts = if self.drafts {
            self.draft_addresses(publication.as_ref(), &paths)
        } else {
            Vec::new()
        };
        Good {
            number,
            styles: number,
            publication,
            paths: Arc::new(paths.into_iter().collect()),
            drafts: drafts.into(),
        }
    }

    /// The addresses of pages whose source says `draft: true`. Many pages may share a source.
    fn draft_addresses(&self, publication: &dyn Renders, paths: &[String]) -> Vec<String> {
        let mut known: HashMap<PathBuf, bool> = HashMap::new();
        let mut is_draft = |path: &str| {
            let source = publication.source_of(path)?;
            Some(
                *known
                    .entry(source)
                    .or_insert_with_key(|source| says_draft(&self.root.join(source))),
            )
        };
        let pages = paths
            .iter()
            .filter_map(|path| Some((path, path.strip_suffix("index.html")?)));
        pages
            .filter(|(path, _)| is_draft(path) == Some(true))
            .map(|(_, address)| address.to_owned())
            .collect()
    }
}

/// What the author is told on the console.
fn worth_telling(found: &[Diagnostic]) -> Vec<Diagnostic> {
    let found = found.iter();
    found
        .filter(|diagnostic| !report::is_advice(diagnostic))
        .cloned()
        .collect()
}

/// Whether the front matter (or the whole YAML file) has the line `draft: true`.
fn says_draft(source: &Path) -> bool {
    let Ok(text) = std::fs::read_to_string(source) else {
        return false;
    };
    let is_markdown = source
        .extension()
        .is_some_and(|extension| extension == "md");
    text.lines()
        .enumerate()
        .take_while(|(index, line)| !is_markdown || *index == 0 || line.trim_end() != "---")
        .filter_map(|(_, line)| line.strip_prefix("draft:"))
        .any(|value| value.split('#').next().unwrap_or_default().trim() == "true")
}
