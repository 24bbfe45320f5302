//! One edited entry shows what reading everything anew shows, byte for byte, or is refused.
//!
//! The generator is seeded, so a run is the same everywhere; `CASES=2000 cargo test --test edited` runs more.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // A test makes its own files and looks at them.

use std::fs;
use std::path::{Path, PathBuf};

use metod::diagnostics::Diagnostic;
use metod::publication::{Body, Publication, Settings};

/// Edits of a plain run.
const CASES: usize = 60;
/// One path in so many is compared after each edit, and always the page of the edited entry.
const COMPARED_SHARE: usize = 16;

/// Numbers that look random and are the same in every run (xorshift64*).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) % limit.max(1) as u64) as usize
    }
}

/// What an author does to a text; whether it changes nothing but the text, or what lists and other pages see.
type Edit = (&'static str, Reach, fn(&str, &mut Chance) -> Option<String>);

/// Who may see an edit: the entry's own page, other pages too, or nobody knows.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    Own,
    Others,
    Unknown,
}
use Reach::{Others, Own, Unknown};

const EDITS: &[Edit] = &[
    ("a sentence more in the body", Own, |text, _| {
        Some(format!(
            "{}\n\nЕщё одно «предложение» об этом.\n",
            text.trim_end()
        ))
    }),
    ("another word in the body", Own, |text, _| {
        let (head, body) = text.split_once("\n---\n")?;
        let (before, after) = body.split_once(" в ")?;
        Some(format!("{head}\n---\n{before} внутри {after}"))
    }),
    ("another summary", Own, |text, _| {
        let (before, after) = text.split_once("\nsummary: ")?;
        let (summary, rest) = after.split_once('\n')?;
        let is_plain = !summary.starts_with(['"', '\'', '|', '>']) && !rest.starts_with(' ');
        is_plain.then(|| format!("{before}\nsummary: {summary} И ещё.\n{rest}"))
    }),
    ("a link more", Others, |text, _| {
        Some(format!(
            "{}\n\nСм. [о площадке](/about/).\n",
            text.trim_end()
        ))
    }),
    ("a heading more", Unknown, |text, _| {
        Some(format!("{}\n\n## Ещё раздел\n\nТекст.\n", text.trim_end()))
    }),
    ("another title", Others, |text, _| {
        let (before, after) = text.split_once("title: ")?;
        let (title, rest) = after.split_once('\n')?;
        let is_plain = !title.starts_with(['"', '\'']) && !rest.starts_with(' ');
        is_plain.then(|| format!("{before}title: {title} и другое\n{rest}"))
    }),
    ("a draft", Unknown, |text, _| {
        Some(text.replacen("---\n", "---\ndraft: true\n", 1))
    }),
    ("a tag more", Unknown, |text, _| {
        let (before, after) = text.split_once("\ntags: [")?;
        Some(format!("{before}\ntags: [новая метка, {after}"))
    }),
    ("another value of a facet", Others, |text, _| {
        let (before, after) = text.split_once("\nfacets:\n  ")?;
        let (first, rest) = after.split_once('\n')?;
        let (facet, values) = first.split_once(": [")?;
        let (value, more) = values.trim_end_matches(']').split_once(", ")?;
        Some(format!(
            "{before}\nfacets:\n  {facet}: [{more}, {value}]\n{rest}"
        ))
    }),
    ("a reference more", Others, |text, _| {
        let fields = "related: [practices/utrennii-krug]\n";
        (!text.contains("\nrelated:"))
            .then(|| text.replacen("\n---\n", &format!("\n{fields}---\n"), 1))
    }),
    ("a line less", Unknown, |text, chance| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines.remove(chance.below(lines.len()));
        Some(lines.join("\n") + "\n")
    }),
    ("two words exchanged", Unknown, |text, chance| {
        let mut words: Vec<&str> = text.split(' ').collect();
        let at = chance.below(words.len().saturating_sub(1));
        (words.len() > 1).then(|| words.swap(at, at + 1));
        Some(words.join(" "))
    }),
];

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Every Markdown file, sorted, relative to the root and with `/`.
fn texts(root: &Path, folder: &str, into: &mut Vec<String>) {
    let mut names: Vec<PathBuf> = fs::read_dir(root.join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    for path in names {
        let inside = format!("{folder}/{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            texts(root, &inside, into);
        } else if inside.ends_with(".md") {
            into.push(inside);
        }
    }
}

fn load(settings: &Settings) -> (Option<Publication>, Vec<Diagnostic>) {
    Publication::load(settings).unwrap()
}

fn bytes(publication: &Publication, path: &str) -> Vec<u8> {
    match publication.render(path).unwrap().unwrap() {
        Body::Text(text) => text.into_bytes(),
        Body::Bytes(bytes) => bytes,
        Body::Copy(path) => fs::read(path).unwrap(),
    }
}

fn words(found: &[Diagnostic]) -> Vec<String> {
    found.iter().map(|found| format!("{found:?}")).collect()
}

#[test]
fn an_edited_entry_is_shown_as_if_all_were_read_anew() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("edited");
    let _ = fs::remove_dir_all(&root);
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("content"),
        &root.join("content"),
    );
    let settings = Settings {
        root: root.clone(),
        ..Settings::default()
    };
    let mut files = Vec::new();
    texts(&root, "content", &mut files);
    let cases = std::env::var("CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let (publication, mut found) = load(&settings);
    let mut publication = publication.unwrap();
    let (mut shown, mut own, mut others) = (0, 0, 0);
    for case in 0..cases.unwrap_or(CASES) {
        let (name, reach, edit) = EDITS[case % EDITS.len()];
        let file = &files[chance.below(files.len())];
        let path = root.join(file);
        let before = fs::read_to_string(&path).unwrap();
        let Some(after) = edit(&before, &mut chance) else {
            continue;
        };
        let claim = format!("{case}: {name} in {file}");
        fs::write(&path, &after).unwrap();
        let (fresh, found_now) = load(&settings);
        let edited = publication.edited(file, after.into_bytes());
        let is_in = |folders: &[&str]| {
            let mut folders = folders.iter();
            folders.any(|folder| file.starts_with(&format!("content/{folder}/")))
        };
        if reach == Own && !is_in(&["plans", "reports", "videos", "contests"]) {
            own += 1;
            assert!(edited.is_some(), "{claim}: the text is exchanged");
        }
        if reach == Others && fresh.is_some() && is_in(&["practices", "news", "resources"]) {
            others += 1;
            assert!(edited.is_some(), "{claim}: the entry is exchanged");
        }
        let Some(fresh) = fresh else {
            assert!(edited.is_none(), "{claim}: a mistake is no text to show");
            fs::write(&path, before).unwrap();
            continue;
        };
        if let Some((edited, of_file)) = edited {
            shown += 1;
            assert_eq!(edited.paths(), fresh.paths(), "{claim}: addresses");
            let of_others = found
                .iter()
                .filter(|found| found.place.file != *file)
                .cloned();
            let mut together: Vec<Diagnostic> = of_others.chain(of_file).collect();
            metod::diagnostics::sort(&mut together);
            assert_eq!(
                words(&together),
                words(&found_now),
                "{claim}: what is found"
            );
            for (at, path) in fresh.paths().iter().enumerate() {
                let of_file = fresh.source_of(path) == Some(Path::new(file));
                if of_file || (at + case) % COMPARED_SHARE == 0 {
                    let (now, anew) = (bytes(&edited, path), bytes(&fresh, path));
                    assert!(now == anew, "{claim}: {path}");
                }
            }
        }
        (publication, found) = (fresh, found_now);
    }
    assert!(own > 0 && others > 0 && shown >= own + others);
    println!(
        "{shown} of {} edits were shown at once",
        cases.unwrap_or(CASES)
    );
}
