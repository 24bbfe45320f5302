//! The author's guide says what happens: its commands are run and its files are written as they stand there.
//!
//! The guide is a portal, `docs/guide/`; its chapters are pages, in the order of the menu in `site.yaml`.
//! Every fenced block of them is one of these. `sh`: commands, run one by one in the folder of the portal.
//! `console`: what the last command says, line by line; `…` stands for anything, and a line with «ошибка:» means that
//! the command ends with 1. Any other: a file, or an addition to a YAML file that is there; its path is the last one
//! named before the block. The first chapter begins in an empty folder, every other one in a portal made by `init`.
#![cfg(unix)] // The commands are given to a shell, and the browser is a script.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // A test makes its own files and looks at them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_yaml::Value;

/// Longest wait for something that happens at once on an idle machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The heading under which the reader deletes every example.
const ERASES: &str = "Уберите примеры";

/// One thing that the guide makes its reader do or expect.
#[derive(Debug)]
enum Step {
    Run(String),
    Says(Vec<String>),
    Write { path: String, text: String },
    EraseExamples,
}

/// A page of the guide.
struct Chapter {
    /// Its name among the pages.
    id: String,
    title: String,
    text: String,
    steps: Vec<Step>,
}

/// What is made of tables of the program, and shows portals with mistakes.
const REFERENCE: &str = "mistakes";

fn source(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// What stands between backticks in a line of prose.
fn spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Whether a word in backticks is a file of texts that a block can be the text of.
fn names_a_file(span: &str) -> bool {
    let is_text = [".md", ".yaml", ".txt"]
        .iter()
        .any(|end| span.ends_with(end));
    is_text && (span.starts_with("content/") || !span.contains('/')) && !span.contains(['*', ' '])
}

/// The pages that the guide's menu names, in its order.
fn chapters() -> Vec<Chapter> {
    let site: Value = serde_yaml::from_str(&source("docs/guide/content/site.yaml")).unwrap();
    let sections = site["sections"].as_sequence().unwrap().iter();
    let pages = sections.flat_map(|section| section["pages"].as_sequence().unwrap());
    let chapters = pages.map(|page| {
        let id = page.as_str().unwrap().to_owned();
        let text = source(&format!("docs/guide/content/pages/{id}.md"));
        let (head, body) = text
            .strip_prefix("---\n")
            .unwrap()
            .split_once("\n---\n")
            .unwrap();
        let head: Value = serde_yaml::from_str(head).unwrap();
        Chapter {
            title: head["title"].as_str().unwrap().to_owned(),
            steps: match id == REFERENCE {
                true => Vec::new(),
                false => steps(body),
            },
            text: body.to_owned(),
            id,
        }
    });
    chapters.collect()
}

/// All that is written for authors.
fn whole() -> String {
    let texts = chapters()
        .into_iter()
        .filter(|chapter| chapter.id != REFERENCE);
    texts.map(|chapter| chapter.text).collect()
}

fn steps(body: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let (mut path, mut erases) = (None, false);
    let mut lines = body.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let body: Vec<String> = lines
                .by_ref()
                .take_while(|line| *line != "```")
                .map(str::to_owned)
                .collect();
            match language {
                "sh" => steps.extend(body.into_iter().map(Step::Run)),
                "console" => steps.push(Step::Says(body)),
                "yaml" | "markdown" | "text" => steps.push(Step::Write {
                    path: path.take().unwrap_or_else(|| {
                        panic!("no file is named before the block that begins {body:?}")
                    }),
                    text: body.join("\n") + "\n",
                }),
                other => panic!("nobody checks a block of `{other}`: {body:?}"),
            }
            if erases {
                steps.push(Step::EraseExamples);
                erases = false;
            }
        } else {
            erases |= line.strip_prefix("## ") == Some(ERASES);
            let named = spans(line).filter(|span| names_a_file(span)).last();
            path = named.map(str::to_owned).or(path);
        }
    }
    steps
}

/// A folder in which the guide is followed, and the programs that its reader has.
struct Reader {
    folder: PathBuf,
    programs: PathBuf,
}

impl Reader {
    fn new(name: &str) -> Reader {
        let base = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("guide")
            .join(name);
        let _ = fs::remove_dir_all(&base);
        let reader = Reader {
            folder: base.join("ploshchadka"),
            programs: base.join("programs"),
        };
        fs::create_dir_all(&reader.folder).unwrap();
        fs::create_dir_all(&reader.programs).unwrap();
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_metod"), reader.programs.join("metod"))
            .unwrap();
        for opener in ["xdg-open", "open"] {
            let browser = reader.programs.join(opener);
            let note = reader.shown();
            let script = format!(
                "#!/bin/sh\necho \"$1\" > '{0}.part'\nmv '{0}.part' '{0}'\n",
                note.display()
            );
            fs::write(&browser, script).unwrap();
            fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
        }
        reader
    }

    /// Where the browser notes the address that it was to open.
    fn shown(&self) -> PathBuf {
        self.programs.join("shown")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let path = std::env::var("PATH").unwrap();
        command
            .current_dir(&self.folder)
            .env("PATH", format!("{}:{path}", self.programs.display()))
            .env_remove("METOD_LANG")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, line: &str) -> Output {
        self.command("sh").args(["-c", line]).output().unwrap()
    }

    #[track_caller]
    fn ends(&self, line: &str, code: i32) -> String {
        let output = self.run(line);
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!(output.status.code(), Some(code), "{line}: {said}");
        said
    }

    /// Starts the preview, asks for the page that the browser is sent to, and stops it.
    fn preview(&self, line: &str) -> String {
        let _ = fs::remove_file(self.shown());
        let mut serve = self
            .command("sh")
            .args(["-c", &format!("exec {line}")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while !self.shown().is_file() && begun.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(20));
        }
        let address = fs::read_to_string(self.shown()).unwrap_or_default();
        let page = page_at(address.trim());
        serve.kill().unwrap();
        serve.wait().unwrap();
        page.unwrap_or_else(|| panic!("`{line}` shows no page at «{address}»"))
    }

    /// Writes a file, or adds to a YAML file that is there.
    fn write(&self, path: &str, text: &str) {
        let file = self.folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let is_addition = path.ends_with(".yaml") && file.is_file() && !path.contains("/reports/");
        if !is_addition {
            return fs::write(file, text).unwrap();
        }
        let mut whole: Value = serde_yaml::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        add(&mut whole, serde_yaml::from_str(text).unwrap());
        fs::write(file, serde_yaml::to_string(&whole).unwrap()).unwrap();
    }

    /// Deletes whatever is called `primer-…`, and the organizations and territories marked as examples.
    fn erase_examples(&self) {
        let content = self.folder.join("content");
        let found = walkdir::WalkDir::new(&content).contents_first(true);
        for entry in found.into_iter().map(Result::unwrap) {
            let name = entry.file_name().to_str().unwrap();
            if name.starts_with("primer-") && entry.file_type().is_dir() {
                fs::remove_dir_all(entry.path()).unwrap();
            } else if name.starts_with("primer-") {
                fs::remove_file(entry.path()).unwrap();
            }
        }
        let file = content.join("organizations.yaml");
        let mut whole: Value = serde_yaml::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        for (list, name) in [("organizations", "name"), ("territories", "label")] {
            let all = whole[list].as_mapping_mut().unwrap();
            all.retain(|_, one| !one[name].as_str().unwrap().ends_with("(пример)"));
        }
        fs::write(file, serde_yaml::to_string(&whole).unwrap()).unwrap();
    }

    fn follow(&self, chapter: &Chapter) {
        let mut said = String::new();
        for (place, step) in chapter.steps.iter().enumerate() {
            let told = match chapter.steps.get(place + 1) {
                Some(Step::Says(lines)) => lines.as_slice(),
                _ => &[],
            };
            let code = i32::from(told.iter().any(|line| line.starts_with("ошибка:")));
            match step {
                Step::Run(line) if line.starts_with("metod serve") => said = self.preview(line),
                Step::Run(line) => said = self.ends(line, code),
                Step::Says(lines) => lines.iter().for_each(|line| promised(line, &said)),
                Step::Write { path, text } => self.write(path, text),
                Step::EraseExamples => self.erase_examples(),
            }
        }
    }
}

/// Adds one value of YAML to another: maps are joined, lists go on, anything else is replaced.
fn add(whole: &mut Value, part: Value) {
    match (whole, part) {
        (Value::Mapping(whole), Value::Mapping(part)) => {
            for (key, value) in part {
                match whole.get_mut(&key) {
                    Some(old) => add(old, value),
                    None => drop(whole.insert(key, value)),
                }
            }
        }
        (Value::Sequence(whole), Value::Sequence(part)) => whole.extend(part),
        (whole, part) => *whole = part,
    }
}

/// Whether a command said a line; `…` in the line stands for anything.
#[track_caller]
fn promised(line: &str, said: &str) {
    let kept = said.lines().any(|real| {
        let mut rest = Some(real);
        for part in line.split('…') {
            rest = rest
                .and_then(|rest| rest.split_once(part.trim()))
                .map(|(_, rest)| rest);
        }
        rest.is_some()
    });
    assert!(
        kept,
        "the guide promises «{line}», the program says:\n{said}"
    );
}

/// The answer of an address on this machine, if there is one that is a page.
fn page_at(address: &str) -> Option<String> {
    let host = address.strip_prefix("http://")?.split('/').next()?;
    let mut stream = TcpStream::connect(host).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    (answer.starts_with("HTTP/1.1 200") && answer.contains("<h1")).then_some(answer)
}

/// The documents that the reader has in the folder: an order, a list of schools and a passport.
fn bring_documents(folder: &Path) {
    let order = "tests/import/fixtures/yugra-2022/paper.docx";
    let order = Path::new(env!("CARGO_MANIFEST_DIR")).join(order);
    fs::copy(order, folder.join("приказ.docx")).unwrap();

    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [["Наименование", "Тип"], ["МБОУ «СОШ № 7»", "школа"]];
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    book.save(folder.join("школы.xlsx")).unwrap();

    let rows: String = [
        ("Название практики", "Слушаем друг друга"),
        ("Организация", "Средняя школа № 1 (пример)"),
        ("Проблема", "Ученики не слышат ответов одноклассников"),
        ("Цель", "Ученики дополняют ответы друг друга"),
    ]
    .map(|(name, value)| {
        let cell = |text| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        format!("<w:tr>{}{}</w:tr>", cell(name), cell(value))
    })
    .concat();
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let body = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{main}"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"#
    );
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let mut archive = zip::ZipWriter::new(fs::File::create(folder.join("паспорт.docx")).unwrap());
    for (name, text) in [
        ("[Content_Types].xml", types),
        ("word/document.xml", body.as_str()),
    ] {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
}

#[test]
fn the_first_chapter_followed_literally_in_an_empty_folder_gives_the_portal_it_promises() {
    let all = chapters();
    let first = &all[0];
    assert!(
        first.title.starts_with("Первая площадка"),
        "{}",
        first.title
    );
    let erases = first
        .steps
        .iter()
        .any(|step| matches!(step, Step::EraseExamples));
    assert!(erases, "no part «{ERASES}»");

    let reader = Reader::new("first");
    reader.follow(first);
    let page = |path: &str| {
        let file = reader.folder.join("public").join(path).join("index.html");
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    assert!(page("").contains("Методическая площадка Северного района"));
    assert!(page("").contains("Площадка открыта"));
    assert!(page("news").contains("Площадка открыта"));
    assert!(page("practices/piat-minut-chteniia-vslukh").contains("Пять минут чтения вслух"));
    assert!(page("about").contains("Площадку ведёт методический центр"));
    let examples = walkdir::WalkDir::new(reader.folder.join("public"));
    let examples = examples.into_iter().map(Result::unwrap);
    let examples = examples.filter(|entry| entry.path().to_str().unwrap().contains("primer-"));
    assert_eq!(examples.count(), 0, "examples are left in the site");
    assert!(reader.folder.join("сайт.zip").is_file());
}

#[test]
fn the_launchers_of_the_first_chapter_do_what_its_table_says() {
    let reader = Reader::new("launchers");
    reader.ends("metod init", 0);
    let guide = whole();
    for (name, command) in [
        ("Посмотреть", "serve --open"),
        ("Проверить", "check"),
        ("Собрать", "build"),
    ] {
        let row = guide
            .lines()
            .find(|line| line.starts_with(&format!("| `{name}.cmd`, `{name}.sh` |")))
            .unwrap();
        assert!(row.ends_with(&format!("| `metod {command}` |")), "{row}");
        assert!(reader.folder.join(format!("{name}.cmd")).is_file());
    }
    reader.ends("./Проверить.sh", 0);
    reader.ends("./Собрать.sh", 0);
    assert!(reader.folder.join("public/index.html").is_file());
}

#[test]
fn every_block_of_the_other_chapters_is_right_in_a_new_portal() {
    let all = chapters();
    let others = all.iter().enumerate().skip(1);
    let others = others.filter(|(_, chapter)| !chapter.steps.is_empty());
    std::thread::scope(|scope| {
        for (number, chapter) in others {
            scope.spawn(move || {
                let reader = Reader::new(&format!("chapter-{number}"));
                reader.ends("metod init", 0);
                bring_documents(&reader.folder);
                reader.follow(chapter);
                reader.ends("metod check", 0);
            });
        }
    });
}

#[test]
fn every_kind_has_an_example_in_the_guide() {
    let all = chapters();
    let steps = all.iter().flat_map(|chapter| &chapter.steps);
    let paths: Vec<&str> = steps
        .filter_map(|step| match step {
            Step::Write { path, .. } => Some(path.as_str()),
            _ => None,
        })
        .collect();
    for kind in metod::portal::KINDS {
        let folder = format!("content/{}/", kind.folder);
        assert!(
            paths.iter().any(|path| path.starts_with(&folder)),
            "{folder}"
        );
    }
}

#[test]
fn every_russian_word_for_a_kind_in_the_guide_makes_an_entry_in_its_folder() {
    let reader = Reader::new("words");
    reader.ends("metod init", 0);
    let guide = whole();
    for kind in metod::portal::KINDS {
        let begins = format!("| `{}` |", kind.folder);
        let row = guide.lines().find(|line| line.starts_with(&begins));
        let row = row.unwrap_or_else(|| panic!("no row for {}", kind.folder));
        let word = row.trim_end_matches(" |").rsplit("| ").next().unwrap();
        let asked = match kind.folder {
            "reports" => "--plan primer-plan --period 2026-Q2",
            _ => "Проба",
        };
        let made = reader.ends(&format!("metod new {word} {asked}"), 0);
        let folder = format!("content/{}/", kind.folder);
        assert!(made.starts_with(&folder), "{word}: {made}");
    }
}

#[test]
fn every_command_named_in_the_guide_and_the_memo_has_the_options_named_there() {
    let reader = Reader::new("commands");
    let text = whole();
    let inline = text.lines().filter(|line| !line.starts_with("```"));
    let inline = inline.flat_map(spans);
    let blocks = text.lines().filter(|line| line.starts_with("metod "));
    let (mut seen, mut helps) = (0, BTreeMap::new());
    for command in inline.chain(blocks) {
        let mut words = command.split_whitespace();
        let (Some("metod"), Some(name)) = (words.next(), words.next()) else {
            continue;
        };
        let help = helps
            .entry(name)
            .or_insert_with(|| reader.ends(&format!("metod {name} --help"), 0));
        for option in words.filter(|word| word.starts_with("--")) {
            assert!(help.contains(option), "`{command}`: no {option} in\n{help}");
        }
        seen += 1;
    }
    assert!(seen > 30, "only {seen} commands are found");
}

/// Every address in the attributes of a page that is not of another site.
fn addresses(html: &str) -> Vec<String> {
    let parts = [" href=\"", " src=\""].into_iter();
    let parts = parts.flat_map(|sign| html.split(sign).skip(1));
    let found = parts.map(|part| part.split('"').next().unwrap().to_owned());
    found
        .filter(|address| !address.contains("://") && !address.starts_with("data:"))
        .collect()
}

#[test]
fn the_guide_is_a_portal_without_a_warning_whose_every_link_leads_somewhere() {
    let reader = Reader::new("portal");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide");
    let root = root.to_str().unwrap();
    let checked = reader.ends(&format!("metod --root '{root}' check --strict"), 0);
    assert!(checked.contains("ошибок и предупреждений нет"), "{checked}");
    reader.ends(&format!("metod --root '{root}' build --out public"), 0);
    let public = reader.folder.join("public").canonicalize().unwrap();
    let chapters = chapters();
    assert!(chapters.len() > 10, "only {} chapters", chapters.len());
    for Chapter { id, text, .. } in chapters {
        let folder = public.join(&id);
        let html = fs::read_to_string(folder.join("index.html")).unwrap();
        let plain = html.replace('\u{a0}', " ");
        let code = text.split("\n```").step_by(2).collect::<String>();
        for heading in code.lines().filter_map(|line| line.strip_prefix("## ")) {
            assert!(plain.contains(heading), "{id}: {heading}");
        }
        for address in addresses(&html) {
            let (path, anchor) = address.split_once('#').unwrap_or((&address, ""));
            let path = path.split('?').next().unwrap();
            let mut file = folder.join(path);
            if file.is_dir() {
                file = file.join("index.html");
            }
            assert!(file.is_file(), "{id}: {address}");
            assert!(
                file.canonicalize().unwrap().starts_with(&public),
                "{id}: {address}"
            );
            let is_page = file
                .extension()
                .is_some_and(|extension| extension == "html");
            if is_page && !anchor.is_empty() {
                let target = fs::read_to_string(&file).unwrap();
                assert!(
                    target.contains(&format!("id=\"{anchor}\"")),
                    "{id}: {address}"
                );
            }
        }
    }
}

#[test]
fn the_index_beside_the_guide_names_every_chapter() {
    let index = source("docs/guide.md");
    for Chapter { id, title, .. } in chapters() {
        let link = format!(
            "[{}](guide/content/pages/{id}.md)",
            title.split(':').next().unwrap()
        );
        assert!(index.contains(&link), "{link}");
    }
}
