//! What authors, editors and version control do to files, at random and the same in every run.

use std::fs;
use std::path::{Path, PathBuf};

use super::portal::{contents, write};

/// Numbers that look random and are the same in every run (xorshift64*).
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32) % limit.max(1) as u64) as usize
    }

    fn of<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.below(from.len())).cloned()
    }
}

/// One change of a portal in this folder; nothing where it does not apply. Gives the files it touched, in words.
type Change = fn(&Path, &mut Chance) -> Option<String>;

/// Each change by its name.
pub const CHANGES: &[(&str, Change)] = &[
    ("a sentence more", |root, chance| {
        edit(root, chance, ".md", |text, _| {
            Some(format!("{}\n\nЕщё «предложение» о ВПР.\n", text.trim_end()))
        })
    }),
    ("another title", |root, chance| {
        edit(root, chance, "", |text, chance| {
            line(text, "title: ", |_| {
                format!("Название {}", chance.below(1000))
            })
        })
    }),
    ("another summary", |root, chance| {
        edit(root, chance, "", |text, chance| {
            line(text, "summary: ", |_| {
                format!("Кратко {}", chance.below(1000))
            })
        })
    }),
    ("another facet", |root, chance| {
        let level = chance.of(&["[noo]", "[ooo]", "[soo, noo]"])?;
        edit(root, chance, ".md", |text, _| {
            line(text, "  level: ", |_| level.to_owned())
        })
    }),
    ("a value nobody knows", |root, chance| {
        edit(root, chance, ".md", |text, _| {
            line(text, "  risk: ", |_| "[no-such-value]".to_owned())
        })
    }),
    ("another day", |root, chance| {
        let day = format!("2026-0{}-1{}", 1 + chance.below(5), chance.below(10));
        edit(root, chance, ".md", |text, _| {
            line(text, "date: ", |_| day.clone())
        })
    }),
    ("a link", |root, chance| {
        let to = chance.of(&files(root, ".md"))?;
        edit(root, chance, "practices/", |text, chance| {
            let up = "../".repeat(1 + chance.below(2));
            Some(format!("{}\n\nСм. [запись]({up}{to}).\n", text.trim_end()))
        })
    }),
    ("a link to an address", |root, chance| {
        edit(root, chance, ".md", |text, _| {
            Some(format!(
                "{}\n\nСм. [о площадке](/about/).\n",
                text.trim_end()
            ))
        })
    }),
    ("a tag", |root, chance| {
        edit(root, chance, ".md", |text, _| {
            (!text.contains("\ntags:"))
                .then(|| text.replacen("\n---\n", "\ntags: [новая метка]\n---\n", 1))
        })
    }),
    ("a draft or no draft", |root, chance| {
        edit(root, chance, ".md", |text, _| {
            Some(if text.contains("\ndraft: true") {
                text.replacen("\ndraft: true", "", 1)
            } else {
                text.replacen("---\n", "---\ndraft: true\n", 1)
            })
        })
    }),
    ("whether a school is shown", |root, _| {
        rewrite(root, "practices/pary.md", |text| {
            let (shown, hidden) = ("organization_shown: true", "organization_shown: false");
            Some(if text.contains(shown) {
                text.replacen(shown, hidden, 1)
            } else {
                text.replacen(hidden, shown, 1)
            })
        })
    }),
    ("an example or none", |root, _| {
        rewrite(root, "plans/primer-plan.yaml", |text| {
            let (yes, no) = ("\nsample: true", "\nsample: false");
            Some(if text.contains(yes) {
                text.replacen(yes, no, 1)
            } else {
                text.replacen(no, yes, 1)
            })
        })
    }),
    ("other words of a measure", |root, chance| {
        edit(root, chance, "plans/", |text, chance| {
            line(text, "        title: ", |_| {
                format!("Дело {}", chance.below(99))
            })
        })
    }),
    ("a state in a report", |root, chance| {
        let state = chance.of(&["done", "in-progress", "not-started"])?;
        edit(root, chance, "reports/", |text, _| {
            line(text, "    state: ", |_| state.to_owned())
        })
    }),
    ("an unclosed quote", |root, chance| {
        edit(root, chance, "", |text, _| {
            line(text, "title: ", |title| format!("\"{title}"))
        })
    }),
    ("an unknown key", |root, chance| {
        edit(root, chance, ".md", |text, _| {
            Some(text.replacen("---\n", "---\ntitel: опечатка\n", 1))
        })
    }),
    ("front matter without its end", |root, chance| {
        edit(root, chance, ".md", |text, _| {
            Some(text.replacen("\n---\n", "\n", 1))
        })
    }),
    ("a new practice", |root, chance| {
        let name = format!("content/practices/novaya-{}.md", chance.below(20));
        let text = "---\ntitle: Новая\nsummary: Совсем новая.\norganization: primer-shkola\nproblem: Мало времени.\nfacets:\n  level: [ooo]\n---\n\nТекст о [паре](pary.md).\n";
        write(&root.join(&name), text);
        Some(name)
    }),
    ("a new entry in a folder of its own", |root, chance| {
        let name = format!("content/resources/nabor-{}", chance.below(9));
        write(
            &root.join(&name).join("index.md"),
            "---\ntitle: Набор\ntype: memo\nfile: list.txt\n---\n\nТекст.\n",
        );
        write(&root.join(&name).join("list.txt"), "список\n");
        Some(name)
    }),
    ("a new name of a file", |root, chance| {
        let from = chance.of(&files(root, ""))?;
        let (stem, extension) = from.rsplit_once('.')?;
        let to = format!("{stem}-{}.{extension}", chance.below(100));
        moved(root, &from, &to)
    }),
    ("a new name of a folder", |root, chance| {
        let from = chance.of(&folders(root))?;
        let to = format!("{from}-{}", chance.below(100));
        moved(root, &from, &to)
    }),
    ("a folder in another", |root, chance| {
        let from = chance.of(&files(root, "practices/"))?;
        let to = from.replacen(
            "practices/",
            &format!("practices/podborka-{}/", chance.below(3)),
            1,
        );
        fs::create_dir_all(root.join("content").join(&to).parent()?).unwrap();
        moved(root, &from, &to)
    }),
    ("a file less", |root, chance| {
        let file = chance.of(&files(root, ""))?;
        fs::remove_file(root.join("content").join(&file)).unwrap();
        Some(file)
    }),
    ("a folder less", |root, chance| {
        let folder = chance.of(&folders(root))?;
        fs::remove_dir_all(root.join("content").join(&folder)).unwrap();
        Some(folder)
    }),
    ("another name of the site", |root, chance| {
        rewrite(root, "site.yaml", |text| {
            line(text, "title: ", |_| {
                format!("Площадка {}", chance.below(100))
            })
        })
    }),
    ("another label of a value", |root, _| {
        rewrite(root, "navigator.yaml", |text| {
            Some(text.replacen("label: Урок", "label: Урок или занятие", 1))
        })
    }),
    ("another term", |root, _| {
        rewrite(root, "glossary.yaml", |text| {
            Some(text.replacen("- term: РМЦ", "- term: РМЦЦ", 1))
        })
    }),
    ("another name of a school", |root, chance| {
        rewrite(root, "organizations.yaml", |text| {
            line(text, "    short: ", |_| {
                format!("Школа {} (пример)", chance.below(50))
            })
        })
    }),
    ("a style of the site", |root, chance| {
        write(
            &root.join("themes/default/css/site.css"),
            &format!("main {{ --a: {} }}\n", chance.below(100)),
        );
        Some("themes".to_owned())
    }),
    ("no styles of the site", |root, _| {
        fs::remove_dir_all(root.join("themes")).ok()?;
        Some("themes".to_owned())
    }),
    ("a file to copy", |root, chance| {
        write(
            &root.join("content/files/spravka.txt"),
            &"слово ".repeat(chance.below(9)),
        );
        Some("files/spravka.txt".to_owned())
    }),
    ("a file replaced by its editor", |root, chance| {
        let file = chance.of(&files(root, ".md"))?;
        let path = root.join("content").join(&file);
        let text = fs::read_to_string(&path).ok()?;
        let (swap, new) = (path.with_extension("md.swp"), path.with_extension("md~"));
        fs::write(&swap, "swap").unwrap();
        fs::write(&new, format!("{}\n\nСохранено.\n", text.trim_end())).unwrap();
        fs::rename(&new, &path).unwrap();
        fs::remove_file(&swap).unwrap();
        Some(file)
    }),
    ("other bytes of the same size and time", |root, chance| {
        let file = chance.of(&files(root, ".md"))?;
        let path = root.join("content").join(&file);
        let (text, time) = (
            fs::read_to_string(&path).ok()?,
            fs::metadata(&path).ok()?.modified().ok()?,
        );
        let other = text.replacen("екст", "есть", 1);
        let new = path.with_extension("md.tmp");
        fs::write(&new, other).unwrap();
        fs::File::options()
            .write(true)
            .open(&new)
            .unwrap()
            .set_modified(time)
            .unwrap();
        fs::rename(&new, &path).unwrap();
        Some(file)
    }),
];

/// Files under `content/` whose path has this in it, in the order of their names.
fn files(root: &Path, having: &str) -> Vec<String> {
    let all = contents(&root.join("content")).into_keys();
    let names = all.map(|path| path.to_string_lossy().replace('\\', "/"));
    names
        .filter(|name| name.contains('/') && name.contains(having))
        .collect()
}

/// Folders in the folders of kinds.
fn folders(root: &Path) -> Vec<String> {
    let mut found: Vec<String> = files(root, "")
        .iter()
        .filter_map(|file| Some(file.rsplit_once('/')?.0.to_owned()))
        .filter(|folder| folder.contains('/'))
        .collect();
    found.dedup();
    found
}

fn edit(
    root: &Path,
    chance: &mut Chance,
    having: &str,
    to: impl FnOnce(&str, &mut Chance) -> Option<String>,
) -> Option<String> {
    let texts: Vec<String> = files(root, having)
        .into_iter()
        .filter(|name| name.ends_with(".md") || name.ends_with(".yaml"))
        .collect();
    let file = chance.of(&texts)?;
    rewrite(root, &file, |text| to(text, chance))
}

fn rewrite(root: &Path, file: &str, to: impl FnOnce(&str) -> Option<String>) -> Option<String> {
    let path: PathBuf = root.join("content").join(file);
    let before = fs::read_to_string(&path).ok()?;
    let after = to(&before).filter(|after| *after != before)?;
    fs::write(path, after).unwrap();
    Some(file.to_owned())
}

fn moved(root: &Path, from: &str, to: &str) -> Option<String> {
    fs::rename(
        root.join("content").join(from),
        root.join("content").join(to),
    )
    .unwrap();
    Some(format!("{from} to {to}"))
}

/// The text with another value in the first line that begins so.
fn line(text: &str, begins: &str, value: impl FnOnce(&str) -> String) -> Option<String> {
    let at = if text.starts_with(begins) {
        0
    } else {
        text.find(&format!("\n{begins}"))? + 1
    };
    let from = at + begins.len();
    let end = from + text[from..].find('\n')?;
    Some(format!(
        "{}{}{}",
        &text[..from],
        value(&text[from..end]),
        &text[end..]
    ))
}
