//! A panic is impossible from content: the demo's files are changed at random, as careless hands,
//! broken disks and other programs change them, and every result is loaded and rendered.
//!
//! The generator is seeded, so a run is the same everywhere. A failure names its seed:
//! `SEED=17 cargo test --test mutations` repeats that case alone, `CASES=5000` runs more of them.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // A test makes its own files and looks at them.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use metod::diagnostics::{Diagnostic, Severity, report};
use metod::lang::Language;
use metod::publication::{Publication, Settings};

/// Cases of a plain run: enough to meet every mutation in every kind, few enough to wait for.
const CASES: u64 = 120;
/// One path in so many is rendered of each portal that still builds; over all cases every path is.
const RENDERED_SHARE: usize = 24;

/// Numbers that look random and are the same in every run (xorshift64*).
struct Chance(u64);

impl Chance {
    fn of(seed: u64) -> Self {
        let mut chance = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn one_of<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// What is done to a file; its name is said when a case fails.
type Mutation = (&'static str, fn(&[u8], &mut Chance) -> Option<Vec<u8>>);

/// Mutations of the bytes; `None` takes the file away.
const MUTATIONS: &[Mutation] = &[
    ("flipped bits", |bytes, chance| {
        let mut bytes = bytes.to_vec();
        for _ in 0..=chance.below(4) {
            let at = chance.below(bytes.len());
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << chance.below(8);
            }
        }
        Some(bytes)
    }),
    ("a deleted line", |bytes, chance| {
        edit_lines(bytes, chance, |lines, chance| {
            let at = chance.below(lines.len());
            lines.remove(at);
        })
    }),
    ("a doubled line", |bytes, chance| {
        edit_lines(bytes, chance, |lines, chance| {
            let at = chance.below(lines.len());
            lines.insert(at, lines[at].clone());
        })
    }),
    ("swapped lines", |bytes, chance| {
        edit_lines(bytes, chance, |lines, chance| {
            let (a, b) = (chance.below(lines.len()), chance.below(lines.len()));
            lines.swap(a, b);
        })
    }),
    ("other indentation", |bytes, chance| {
        edit_lines(bytes, chance, |lines, chance| {
            let at = chance.below(lines.len());
            let indent = chance.one_of(&[
                "",
                " ",
                "  ",
                "      ",
                "\t",
                "\u{a0}\u{a0}",
                "- ",
                "> ",
                "\u{feff}",
            ]);
            lines[at] = format!("{indent}{}", lines[at].trim_start());
        })
    }),
    ("a truncated file", |bytes, chance| {
        Some(bytes[..chance.below(bytes.len())].to_vec())
    }),
    ("an inserted character", |bytes, chance| {
        let strange = [
            "\0",
            "\u{1}",
            "\u{8}",
            "\u{b}",
            "\r",
            "\n",
            "\t",
            "\u{7f}",
            "\u{85}",
            "\u{a0}",
            "\u{ad}",
            "\u{200b}",
            "\u{202e}",
            "\u{2028}",
            "\u{feff}",
            "\u{fffe}",
            "\u{f0000}",
            "\u{f0001}",
            "🎉",
            "й",
            "и\u{306}",
            "е\u{308}",
            "\"",
            "'",
            "`",
            ":",
            ": ",
            "#",
            " #",
            "- ",
            "---\n",
            "...\n",
            "|",
            ">",
            "[",
            "]",
            "{",
            "}",
            "{{",
            "{%",
            "<",
            "</",
            "<!--",
            "&",
            "*",
            "!",
            "!!binary ",
            "%",
            "@",
            "\\",
            "../",
            "//",
            "javascript:",
            "{#a b}",
            "[^1]",
            "[^1]: ",
            "![](",
            "](",
            "||",
            "\n|-|-|\n",
            "~~~",
            "$",
            "=HYPERLINK(",
        ];
        Some(insert(bytes, chance, |chance| {
            chance.one_of(&strange).to_owned()
        }))
    }),
    ("another value", |bytes, chance| {
        let values = [
            "",
            "~",
            "null",
            "true",
            "no",
            "0",
            "-1",
            "3.10",
            "1e999",
            "99999999999999999999",
            "0x7fffffffffffffff",
            ".nan",
            "-.inf",
            "0000-00-00",
            "9999-12-31",
            "-9999-01-01",
            "2022-02-30",
            "2022-12-31T24:00",
            "PT99999999H",
            "99999999:59",
            "[]",
            "{}",
            "[[[]]]",
            "[~]",
            "{a: }",
            "\"\"",
            "'",
            "\"\\uD800\"",
            "|",
            ">-",
            "&a [*a]",
            "*a",
            "!!set {a}",
            "!tag x",
            "? x",
            "<<: {}",
            "/",
            "//",
            "/../",
            "/a/b.html/",
            "plans/#",
            "plans/x#",
            "#",
            "documents/",
            "/",
            "files/",
            "files/../../x",
            ".",
            "..",
            "C:\\x",
            "http://",
            "https://[",
            "page",
            "print",
            "—",
            "ь",
            "ﬁ",
            "İ",
            "ẞ",
            "2022/2023",
            "2999-2999",
            "0001-Q1",
            "2022-Q0",
            "«",
            "\u{202e}abc",
            "<b>&amp;",
        ];
        edit_lines(bytes, chance, |lines, chance| {
            let with_colon: Vec<usize> = (0..lines.len())
                .filter(|at| lines[*at].contains(": "))
                .collect();
            if with_colon.is_empty() {
                return;
            }
            let at = chance.one_of(&with_colon);
            let key = lines[at].split(": ").next().unwrap_or_default().to_owned();
            lines[at] = format!("{key}: {}", chance.one_of(&values));
        })
    }),
    ("a long value", |bytes, chance| {
        edit_lines(bytes, chance, |lines, chance| {
            let at = chance.below(lines.len());
            let part = chance.one_of(&[
                "щ", "a", "🎉", "a b ", "*", "[", "<a>", "> ", "_a", "«", "1",
            ]);
            let long = part.repeat(3000);
            lines[at] = format!("{}{long}", lines[at]);
        })
    }),
    ("deep nesting", |bytes, chance| {
        let deep = match chance.below(6) {
            0 => format!("\nx: {}", "[".repeat(5000)),
            1 => format!("\nx: {}1{}", "{a: ".repeat(300), "}".repeat(300)),
            2 => (0..400)
                .map(|depth| format!("{}a:\n", " ".repeat(depth)))
                .collect(),
            3 => format!("\n{}text\n", "> ".repeat(2000)),
            4 => (0..300)
                .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
                .collect(),
            _ => format!("\n{}\n", "<div><blockquote>".repeat(1000)),
        };
        Some(insert(bytes, chance, |_| deep.clone()))
    }),
    ("a bomb of aliases", |bytes, chance| {
        let mut bomb = "\nbomb0: &b0 [a, a, a, a, a, a, a, a, a]\n".to_owned();
        for level in 1..12 {
            let above = format!("*b{},", level - 1).repeat(9);
            bomb.push_str(&format!("bomb{level}: &b{level} [{above}]\n"));
        }
        Some(insert(bytes, chance, |_| bomb.clone()))
    }),
    ("another end of lines", |bytes, chance| {
        let end = chance.one_of(&["\r\n", "\r", "\n\n", "\u{2028}"]);
        Some(
            String::from_utf8_lossy(bytes)
                .replace('\n', end)
                .into_bytes(),
        )
    }),
    ("another encoding", |bytes, chance| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        Some(match chance.below(5) {
            0 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            1 => [0xfe, 0xff]
                .into_iter()
                .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
                .collect(),
            2 => [0xef, 0xbb, 0xbf]
                .into_iter()
                .chain(bytes.iter().copied())
                .collect(),
            3 => text
                .chars()
                .map(|c| {
                    if c.is_ascii() {
                        c as u8
                    } else {
                        (c as u32 % 64) as u8 + 0xc0
                    }
                })
                .collect(),
            _ => text
                .chars()
                .flat_map(|c| (c as u32).to_be_bytes())
                .collect(),
        })
    }),
    ("binary junk", |_, chance| {
        Some(
            (0..chance.below(3000))
                .map(|_| chance.next() as u8)
                .collect(),
        )
    }),
    ("an empty file", |_, chance| {
        Some(
            chance
                .one_of(&[
                    "",
                    "\n",
                    "---\n---\n",
                    "---\n",
                    "\u{feff}",
                    "# x\n",
                    "[]\n",
                    "~\n",
                    "a",
                ])
                .into(),
        )
    }),
    ("a missing file", |_, _| None),
];

/// Names that a file may get from a hurried hand.
const NAMES: &[&str] = &[
    "index.md",
    "index.yaml",
    "print.md",
    "page.yaml",
    "копия.md",
    "Копия (2).yaml",
    "ь.md",
    "—.yaml",
    "a.b.c.md",
    ".md",
    ".yaml",
    "~x.md",
    "x.MD",
    "x.yml",
    "site.yaml",
    "и\u{306}.md",
    "🎉.md",
    "%20.md",
    "a#b.md",
    "a?b.yaml",
    "x",
    "xпx.md",
];

fn edit_lines(
    bytes: &[u8],
    chance: &mut Chance,
    edit: impl FnOnce(&mut Vec<String>, &mut Chance),
) -> Option<Vec<u8>> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if !lines.is_empty() {
        edit(&mut lines, chance);
    }
    Some(
        lines
            .iter()
            .flat_map(|line| [line.as_str(), "\n"])
            .collect::<String>()
            .into_bytes(),
    )
}

fn insert(bytes: &[u8], chance: &mut Chance, what: impl FnOnce(&mut Chance) -> String) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let places: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let at = chance.one_of(&places);
    format!("{}{}{}", &text[..at], what(chance), &text[at..]).into_bytes()
}

/// A copy of the demo that may be spoilt, removed at the end.
struct Spoilt {
    root: PathBuf,
    files: Vec<String>,
}

impl Spoilt {
    fn of_demo() -> Self {
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        let root = std::env::temp_dir().join(format!("metod-mutations-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        let mut files = Vec::new();
        for entry in walkdir::WalkDir::new(&demo)
            .sort_by_file_name()
            .into_iter()
            .map(Result::unwrap)
        {
            let inside = entry.path().strip_prefix(&demo).unwrap();
            let target = root.join("content").join(inside);
            if entry.file_type().is_dir() {
                fs::create_dir_all(&target).unwrap();
                continue;
            }
            fs::copy(entry.path(), &target).unwrap();
            if inside
                .extension()
                .is_some_and(|extension| extension == "md" || extension == "yaml")
            {
                files.push(inside.to_string_lossy().into_owned());
            }
        }
        Self { root, files }
    }

    fn settings(&self) -> Settings {
        Settings {
            root: self.root.clone(),
            ..Settings::default()
        }
    }
}

impl Drop for Spoilt {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// Loads and renders; a text says what went wrong.
fn run(copy: &Spoilt, seed: u64) -> Result<bool, String> {
    let (publication, found) = catch_unwind(|| Publication::load(&copy.settings()))
        .map_err(|_| "a panic".to_owned())?
        .map_err(|error| error.0)?;
    let errors = found
        .iter()
        .filter(|mistake| mistake.severity == Severity::Error)
        .count();
    if publication.is_some() != (errors == 0) {
        return Err(format!("a publication beside {errors} errors"));
    }
    for mistake in &found {
        check_words(copy, mistake)?;
    }
    let Some(publication) = publication else {
        return Ok(false);
    };
    let paths = publication.paths();
    for path in paths
        .iter()
        .skip(seed as usize % RENDERED_SHARE)
        .step_by(RENDERED_SHARE)
    {
        let rendered = catch_unwind(AssertUnwindSafe(|| publication.render(path)));
        match rendered
            .map_err(|_| format!("a panic in {path}"))?
            .map_err(|error| format!("{path}: {}", error.0))?
        {
            Some(_) => {}
            None => return Err(format!("{path} is listed and not rendered")),
        }
    }
    Ok(true)
}

/// Every finding stands in a file that is there, on a line that it has, and is said in words.
fn check_words(copy: &Spoilt, mistake: &Diagnostic) -> Result<(), String> {
    let place = &mistake.place;
    let at = format!(
        "{} at {}:{}:{}",
        mistake.code, place.file, place.line, place.column
    );
    let text = fs::read(copy.root.join(&place.file))
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let Ok(text) = text else {
        return if mistake.code == "no-site" {
            Ok(())
        } else {
            Err(format!("{at}: no such file"))
        };
    };
    // A lone carriage return ends a line in YAML, and the reader of YAML counts it.
    let line_ends = text
        .chars()
        .filter(|character| matches!(character, '\n' | '\r' | '\u{85}' | '\u{2028}'))
        .count();
    if place.line == 0 || place.column == 0 || place.line > line_ends + 1 {
        return Err(format!("{at}: the file has {line_ends} lines"));
    }
    for language in Language::ALL {
        let words = report::words(mistake, language);
        let hint = report::hint_words(mistake, language).unwrap_or_default();
        if words.contains("mistakes.") || hint.contains("hints.") || words.contains("forms.") {
            return Err(format!("{at}: no words: {words} {hint}"));
        }
    }
    Ok(())
}

#[test]
fn no_change_of_the_content_makes_the_program_panic() {
    let copy = Spoilt::of_demo();
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|value| value.parse::<u64>().ok())
    };
    let seeds = match number("SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("CASES").unwrap_or(CASES),
    };
    let mut built = 0;
    for seed in seeds {
        let mut chance = Chance::of(seed);
        let mut story = String::new();
        let mut spoilt: Vec<(PathBuf, Vec<u8>)> = Vec::new();
        let mut strangers: Vec<PathBuf> = Vec::new();
        for _ in 0..=chance.below(3) {
            // The files that everything hangs on are met more often than their number would give.
            let file = match chance.below(6) {
                0 => chance
                    .one_of(&[
                        "site.yaml",
                        "navigator.yaml",
                        "organizations.yaml",
                        "glossary.yaml",
                    ])
                    .to_owned(),
                _ => copy.files[chance.below(copy.files.len())].clone(),
            };
            let (name, mutate) = MUTATIONS[chance.below(MUTATIONS.len())];
            let path = copy.root.join("content").join(&file);
            let Ok(before) = fs::read(&path) else {
                continue;
            };
            story.push_str(&format!("{name} in {file}; "));
            match mutate(&before, &mut chance) {
                Some(after) => fs::write(&path, after).unwrap(),
                None => fs::remove_file(&path).unwrap(),
            }
            if chance.below(10) == 0 {
                let name = chance.one_of(NAMES);
                story.push_str(&format!("renamed to {name}; "));
                let renamed = path.with_file_name(name);
                if path.exists() && !renamed.exists() {
                    fs::rename(&path, &renamed).unwrap();
                    strangers.push(renamed);
                }
            }
            spoilt.push((path, before));
        }
        let result = run(&copy, seed);
        match result {
            Ok(is_built) => built += u64::from(is_built),
            Err(why) => panic!("SEED={seed}: {story}{why}"),
        }
        for path in strangers {
            fs::remove_file(path).unwrap();
        }
        for (path, before) in spoilt.into_iter().rev() {
            fs::write(path, before).unwrap();
        }
    }
    // Cases that still build are those whose pages are rendered; without them this would test half.
    assert!(
        std::env::var_os("SEED").is_some() || built > 10,
        "only {built} cases were rendered"
    );
}
