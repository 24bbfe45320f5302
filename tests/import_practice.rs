//! Passports become practices: what each form of a passport gives, that no word of it is lost, and that
//! nothing personal is published.
//!
//! `tests/import/practice/` has a folder a claim: `input.*` and `expected.md`, the files that the import
//! writes into `portal/`. `UPDATE=1 cargo test --test import_practice` rewrites the latter.

#![allow(clippy::disallowed_methods)] // A test reads and writes portals of its own.

#[path = "import/common.rs"]
mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use metod::import::existing::Existing;
use metod::import::model::{Block, Cell, Source};
use metod::import::outcome::Options;
use metod::import::{practice, read};
use metod::lang::Language;
use rust_xlsxwriter::Workbook;
use serde_yaml::Value;

use common::{copy, fresh, run, text};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> PathBuf {
    root().join("tests/import/practice")
}

/// Folders of claims and their inputs.
fn claims() -> Vec<(String, PathBuf)> {
    let folders = std::fs::read_dir(folder()).expect("the folder of claims");
    let mut claims: Vec<(String, PathBuf)> = folders
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| !path.ends_with("portal"))
        .map(|path| {
            let files = std::fs::read_dir(&path).expect("a folder");
            let mut files = files.map(|file| file.expect("a file").path());
            let input = files.find(|file| file.file_stem().is_some_and(|stem| stem == "input"));
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, input.expect("an input"))
        })
        .collect();
    claims.sort();
    claims
}

fn portal(name: &str) -> PathBuf {
    let target = fresh(&format!("import-practice-{name}"));
    copy(&folder().join("portal"), &target);
    target
}

/// Imports a file as a practice.
#[track_caller]
fn import(portal: &Path, file: &Path, arguments: &[&str], code: i32) -> String {
    let file = file.to_str().expect("a path in UTF-8");
    run(
        portal,
        &[&["import", file, "--as", "practice"], arguments].concat(),
        code,
    )
}

/// What an import has written: practices and organizations, each below its path.
fn written(portal: &Path) -> String {
    let mut all = String::new();
    let before = text(&folder().join("portal/content/organizations.yaml"));
    let organizations = text(&portal.join("content/organizations.yaml"));
    if let Some(new) = organizations
        .strip_prefix(&before)
        .filter(|new| !new.is_empty())
    {
        writeln!(all, "=== content/organizations.yaml …{new}").expect("a text");
    }
    for path in practices(portal) {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        write!(all, "=== content/practices/{name}\n{}", text(&path)).expect("a text");
    }
    all
}

fn practices(portal: &Path) -> Vec<PathBuf> {
    let Ok(files) = std::fs::read_dir(portal.join("content/practices")) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    files.retain(|file| !file.to_string_lossy().ends_with(".bak"));
    files.sort();
    files
}

/// `check` has nothing to say, not even a warning.
#[track_caller]
fn assert_right(portal: &Path) {
    run(portal, &["check", "--strict"], 0);
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// All words of a file, as its reader gives them.
fn words_of(source: &Source) -> BTreeSet<String> {
    let texts = source.blocks.iter().flat_map(|block| match block {
        Block::Paragraph(paragraph) => vec![paragraph.text.clone()],
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            let paragraphs = cells.flat_map(|cell| &cell.paragraphs);
            paragraphs.map(|paragraph| paragraph.text.clone()).collect()
        }
    });
    // Numbers of a list are made anew by the list.
    let without_number = |text: String| {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        match rest.starts_with(['.', ')']) {
            true => rest.to_owned(),
            false => text,
        }
    };
    texts
        .flat_map(|text| words(&without_number(text)))
        .collect()
}

fn source(path: &Path) -> Source {
    let name = path
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let bytes = std::fs::read(path).expect("a file");
    let source = read::read(&name, &bytes)
        .unwrap_or_else(|refusal| panic!("{}", refusal.words(Language::Ru)));
    practice::cleaned(source)
}

#[test]
fn every_form_of_a_passport_gives_the_expected_practice_that_check_accepts() {
    let mut wrong = String::new();
    for (name, input) in claims() {
        let portal = portal(&name);
        import(&portal, &input, &[], 0);
        let found = written(&portal);
        let path = folder().join(&name).join("expected.md");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &found).expect("expected.md");
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if found != expected {
            writeln!(wrong, "--- {name}\n{found}").expect("a text");
        }
        assert_right(&portal);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_word_of_a_passport_is_in_the_practice_or_in_the_report() {
    for (name, input) in claims() {
        let portal = portal(&format!("words-{name}"));
        import(&portal, &input, &["--report", "report.md"], 0);
        let found = words(&(written(&portal) + &text(&portal.join("report.md"))));
        let lost: Vec<String> = words_of(&source(&input))
            .difference(&found)
            .cloned()
            .collect();
        assert_eq!(lost, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn names_telephones_and_mail_are_on_no_page_and_in_no_data() {
    let portal = portal("private");
    let input = folder().join("persons-and-telephones-are-not-published/input.html");
    let told = import(&portal, &input, &[], 0);
    assert!(told.contains("anna@example.org"), "{told}");
    let file = portal.join("content/practices/pary-uchitelei.md");
    let practice = text(&file);
    for word in ["anna@", "sidorov@", "2-11-22", "345-67-89"] {
        assert!(!practice.contains(word), "{word} in {practice}");
    }
    // A person has looked: the draft goes on the site with what the importer made of the rows.
    let looked = practice
        .replace("draft: true\n", "")
        .replace("Петровой А. И.", "нам");
    std::fs::write(&file, looked).expect("the practice");
    run(&portal, &["build", "--out", "site"], 0);
    let mut pages = 0;
    for entry in walkdir::WalkDir::new(portal.join("site")) {
        let entry = entry.expect("an entry");
        let Ok(page) = std::fs::read_to_string(entry.path()) else {
            continue;
        };
        pages += usize::from(page.contains("Пары учителей"));
        for word in ["Петров", "Сидоров", "anna@", "2-11-22", "345-67-89"] {
            assert!(!page.contains(word), "{word} in {}", entry.path().display());
        }
    }
    assert!(pages > 2, "the practice is on {pages} pages");
}

const FIRST: &str = "<table>
<tr><td>Название практики</td><td>Час методики</td></tr>
<tr><td>Организация</td><td>СОШ № 5</td></tr>
<tr><td>Автор</td><td>Иванова И. И., методист</td></tr>
<tr><td>Проблема</td><td>Старая проблема</td></tr>
<tr><td>Предмет</td><td>Математика</td></tr>
<tr><td>Цель</td><td>Старая цель</td></tr>
<tr><td>Задачи</td><td>Одна задача</td></tr>
<tr><td>Этапы</td><td><p>Первый шаг</p><p>Второй шаг</p></td></tr>
</table>";

#[test]
fn a_renewed_passport_replaces_its_own_words_and_keeps_the_authors() {
    let portal = portal("renewed");
    let passport = portal.join("passport.html");
    std::fs::write(&passport, FIRST).expect("a passport");
    import(&portal, &passport, &[], 0);
    let file = portal.join("content/practices/chas-metodiki.md");
    let changed = text(&file)
        .replace(
            "    position: методист",
            "    position: методист\n    consent: true",
        )
        .replace(
            "  - title: Первый шаг",
            "  - title: Первый шаг\n    hours: 2",
        )
        .replace(
            "  subject: [math]",
            "  subject: [math]\n  level: [ooo] # решено",
        )
        .replace("summary: Старая цель", "summary: Свои слова")
        .replace("problem: Старая", "cost: 2 # по смете\nproblem: Моя")
        .replace("## Задачи", "### Почему так\n\nСлова автора.\n\n## Задачи")
        + "\n## Вопросы\n\nСвой раздел.\n";
    std::fs::write(&file, &changed).expect("the practice");
    let told = import(&portal, &passport, &[], 1);
    assert!(told.contains("--force"), "{told}");
    assert_eq!(text(&file), changed);

    let second = FIRST
        .replace("Старая цель", "Новая цель")
        .replace("Старая проблема", "Новая проблема")
        .replace("</table>", "<tr><td>Новизна</td><td>Есть</td></tr></table>");
    std::fs::write(&passport, second).expect("a passport");
    import(&portal, &passport, &["--force", "--report", "report.md"], 0);
    let renewed = text(&file);
    for line in [
        "    consent: true",
        "    hours: 2",
        "  level: [ooo] # решено",
        "summary: Свои слова",
        "cost: 2 # по смете",
        "problem: Новая проблема",
        "Новая цель",
        "### Почему так",
        "Слова автора.",
        "## Новизна",
        "Свой раздел.",
    ] {
        assert!(
            renewed.lines().any(|known| known == line),
            "{line}\n{renewed}"
        );
    }
    assert!(
        !renewed.contains("Старая") && !renewed.contains("Моя проблема"),
        "{renewed}"
    );
    assert_eq!(
        text(&portal.join("content/practices/.chas-metodiki.md.bak")),
        changed
    );
    let report = text(&portal.join("report.md"));
    for words in [
        "chas-metodiki: заменено (проблема); было: «Моя проблема»",
        "chas-metodiki: раздел «Цель» заменён; было: «Старая цель»",
        "chas-metodiki: добавлен раздел «Новизна»",
    ] {
        assert!(report.contains(words), "{words}\n{report}");
    }
    assert_right(&portal);
    let before = renewed;
    import(&portal, &passport, &["--force"], 0);
    assert_eq!(
        text(&file),
        before,
        "the same passport once more changes nothing"
    );
}

#[test]
fn several_passports_become_a_practice_each_and_one_name_is_not_enough_for_them() {
    let portal = portal("several");
    let passports = portal.join("passports.html");
    let second = FIRST
        .replace("Час методики", "Пары")
        .replace("СОШ № 5", "МАОУ «Лицей» г. Югорска");
    std::fs::write(&passports, format!("{FIRST}<p>Паспорт № 2</p>{second}")).expect("passports");
    let told = import(&portal, &passports, &["--id", "x"], 1);
    assert!(
        told.contains("2 паспорта практик") && told.contains("--id"),
        "{told}"
    );
    let told = import(&portal, &passports, &["--dry-run"], 0);
    assert!(
        told.contains("Было бы записано: content/practices/pary.md"),
        "{told}"
    );
    assert!(practices(&portal).is_empty());
    let told = import(&portal, &passports, &[], 0);
    assert!(told.contains("Прочитано 2 паспорта практик"), "{told}");
    assert_eq!(practices(&portal).len(), 2);
    let organizations = text(&portal.join("content/organizations.yaml"));
    assert!(
        organizations.contains("name: МАОУ «Лицей» г. Югорска"),
        "{organizations}"
    );
    assert_right(&portal);
}

#[test]
fn the_name_of_the_file_can_be_chosen_and_a_wrong_one_is_refused() {
    let portal = portal("named");
    let passport = portal.join("passport.html");
    std::fs::write(&passport, FIRST).expect("a passport");
    let english = run(
        &portal,
        &[
            "--lang",
            "en",
            "import",
            "passport.html",
            "--as",
            "practice",
            "--id",
            "own",
        ],
        0,
    );
    assert!(
        english.contains("Read 1 passport of a practice, 8 rows; 2 of them went to the text"),
        "{english}"
    );
    assert!(portal.join("content/practices/own.md").exists());
    import(&portal, &passport, &["--id", "../x"], 2);
    import(
        &portal,
        &passport,
        &["--report", "report.json", "--id", "other"],
        0,
    );
    let report: Value = serde_yaml::from_str(&text(&portal.join("report.json"))).expect("JSON");
    let files = report
        .get("files")
        .and_then(Value::as_sequence)
        .map(Vec::len);
    assert_eq!(files, Some(1));
}

#[test]
fn a_file_without_a_passport_is_refused_with_what_was_looked_for() {
    let portal = portal("none");
    let note = portal.join("note.txt");
    std::fs::write(&note, "Цель: провести семинар.\nЗадачи: позвать всех.\n").expect("a note");
    let plan = root().join("tests/seeds/megion-order-54-o.txt");
    let form = portal.join("list.csv");
    std::fs::write(&form, "№;Школа;Адрес\n1;СОШ № 1;Югорск\n2;СОШ № 2;Урай\n").expect("a list");
    let long = portal.join("long.csv");
    std::fs::write(
        &long,
        format!("Название;Ряд\n{}", "Цель;Задача\n".repeat(30_000)),
    )
    .expect("a list");
    for file in [&note, &plan, &form, &long] {
        let told = import(&portal, file, &[], 1);
        assert!(
            told.contains("нет паспорта практики") && told.contains("название практики"),
            "{told}"
        );
    }
    assert!(practices(&portal).is_empty());
}

/// A Word file of one table; a cell is its paragraphs, and `\t` in one is a table in the cell.
fn docx(rows: &[(String, Vec<String>)]) -> Vec<u8> {
    let run = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
    };
    let cell = |paragraphs: &[String]| -> String {
        let rows: Vec<&String> = paragraphs
            .iter()
            .filter(|text| text.contains('\t'))
            .collect();
        if rows.is_empty() {
            return paragraphs.iter().map(|text| run(text)).collect();
        }
        let cells = |row: &String| -> String {
            row.split('\t')
                .map(|text| format!("<w:tc>{}</w:tc>", run(text)))
                .collect()
        };
        let rows: String = rows
            .into_iter()
            .map(|row| format!("<w:tr>{}</w:tr>", cells(row)))
            .collect();
        format!("<w:tbl>{rows}</w:tbl>{}", run(""))
    };
    let rows: String = rows
        .iter()
        .map(|(label, value)| {
            format!(
                "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>",
                run(label),
                cell(value)
            )
        })
        .collect();
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    let members = [
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"{kind}\" Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        (
            "word/document.xml",
            format!(
                "<w:document xmlns:w=\"{space}\"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"
            ),
        ),
    ];
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(name, options).expect("a member");
        writer.write_all(text.as_bytes()).expect("a member");
    }
    writer.finish().expect("an archive").into_inner()
}

fn front(practice: &str) -> Value {
    let front = practice
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"));
    let (front, _) = front.expect("front matter");
    serde_yaml::from_str(front).unwrap_or_else(|error| panic!("{error}\n{front}"))
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn list(value: Option<&Value>) -> Vec<Value> {
    match value {
        Some(Value::Sequence(items)) => items.clone(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    }
}

/// Labels of all values of the demo's navigator.
fn labels(navigator: &Value) -> Vec<(String, String, String)> {
    fn below(facet: &str, values: &[Value], all: &mut Vec<(String, String, String)>) {
        for value in values {
            let word = |key: &str| value.get(key).map(scalar).unwrap_or_default();
            all.push((facet.to_owned(), word("id"), word("label")));
            below(facet, &list(value.get("children")), all);
        }
    }
    let mut all = Vec::new();
    for facet in list(navigator.get("facets")) {
        let id = facet.get("id").map(scalar).unwrap_or_default();
        below(&id, &list(facet.get("values")), &mut all);
    }
    all
}

/// A practice as its author would have it in Word.
fn passport(
    practice: &Value,
    navigator: &Value,
    organizations: &Value,
) -> Vec<(String, Vec<String>)> {
    let mut rows = Vec::new();
    let mut row = |label: &str, value: Vec<String>| {
        if !value.is_empty() {
            rows.push((label.to_owned(), value));
        }
    };
    let texts = |key: &str| -> Vec<String> { list(practice.get(key)).iter().map(scalar).collect() };
    row("Название практики", texts("title"));
    row("Краткая аннотация", texts("summary"));
    let id = texts("organization").concat();
    let name = organizations
        .get("organizations")
        .and_then(|all| all.get(id.as_str()))
        .and_then(|one| one.get("name"));
    row("Организация", name.map(scalar).into_iter().collect());
    row("Дата заполнения", texts("date"));
    row("Сроки реализации", texts("period"));
    row(
        "Ключевые слова",
        Some(texts("tags").join(", "))
            .filter(|tags| !tags.is_empty())
            .into_iter()
            .collect(),
    );
    row(
        "Проблема, на решение которой направлена практика",
        texts("problem"),
    );
    row("Целевая аудитория", texts("audience"));
    let labels = labels(navigator);
    for facet in list(navigator.get("facets")) {
        let word = |key: &str| facet.get(key).map(scalar).unwrap_or_default();
        let values = list(
            practice
                .get("facets")
                .and_then(|all| all.get(word("id").as_str())),
        );
        let label = |value: &Value| {
            let own = labels
                .iter()
                .find(|(of, id, _)| *of == word("id") && *id == scalar(value));
            own.map(|(_, _, label)| label.clone())
                .expect("a known value")
        };
        row(&word("label"), values.iter().map(label).collect());
    }
    let persons: Vec<String> = list(practice.get("authors"))
        .iter()
        .filter_map(|person| person.get("position").map(scalar))
        .collect();
    row("Авторы", persons);
    let table = |heads: &[&str], keys: &[&str], items: Vec<Value>| -> Vec<String> {
        let lines = items.iter().map(|item| {
            let cells: Vec<String> = keys
                .iter()
                .map(|key| item.get(*key).map(scalar).unwrap_or_default())
                .collect();
            cells.join("\t")
        });
        let lines: Vec<String> = lines.collect();
        let head = Some(heads.join("\t")).filter(|_| !lines.is_empty());
        head.into_iter().chain(lines).collect()
    };
    row(
        "Этапы реализации",
        table(
            &["Шаг", "Кто", "Часы", "Продукт"],
            &["title", "who", "hours", "product"],
            list(practice.get("steps")),
        ),
    );
    let resources = practice.get("resources_needed");
    for (label, key) in [
        ("Финансовые ресурсы", "money"),
        ("Кадровые ресурсы", "people"),
        ("Временные ресурсы", "hours"),
        ("Материально-техническое обеспечение", "equipment"),
        ("Обучение педагогов", "training"),
    ] {
        let value = list(resources.and_then(|all| all.get(key)));
        row(label, value.iter().map(scalar).collect());
    }
    row(
        "Результаты",
        table(
            &[
                "Показатель",
                "Единица",
                "До",
                "После",
                "Число участников",
                "Метод",
            ],
            &["indicator", "unit", "before", "after", "n", "method"],
            list(practice.get("results")),
        ),
    );
    row("Когда не сработает", texts("limits"));
    row("Типичные ошибки", texts("mistakes"));
    row("Условия тиражирования", texts("conditions"));
    rows
}

/// Lists of one as their item, texts on one line: what a file may write in two ways.
fn common(value: &Value) -> Value {
    match value {
        Value::Sequence(items) if items.len() == 1 => common(&items[0]),
        Value::Sequence(items) => Value::Sequence(items.iter().map(common).collect()),
        Value::Mapping(parts) => {
            let parts = parts.iter().filter(|(_, value)| {
                !scalar(value).is_empty() || value.is_sequence() || value.is_mapping()
            });
            Value::Mapping(
                parts
                    .map(|(key, value)| (key.clone(), common(value)))
                    .collect(),
            )
        }
        other => Value::String(scalar(other)),
    }
}

#[test]
fn every_practice_of_the_demo_comes_back_from_its_passport_in_word() {
    let demo = root().join("content");
    let portal = portal("demo");
    for file in ["navigator.yaml", "organizations.yaml"] {
        std::fs::copy(demo.join(file), portal.join("content").join(file)).expect("a copy");
    }
    let yaml =
        |name: &str| -> Value { serde_yaml::from_str(&text(&demo.join(name))).expect("YAML") };
    let (navigator, organizations) = (yaml("navigator.yaml"), yaml("organizations.yaml"));
    let mut seen = 0;
    for entry in std::fs::read_dir(demo.join("practices")).expect("practices") {
        let path = entry.expect("an entry").path();
        let path = match path.is_dir() {
            true => path.join("index.md"),
            false => path,
        };
        let practice = front(&text(&path));
        let rows = passport(&practice, &navigator, &organizations);
        let file = portal.join("passport.docx");
        std::fs::write(&file, docx(&rows)).expect("a passport");
        import(&portal, &file, &["--id", "p", "--force"], 0);
        let target = portal.join("content/practices/p.md");
        let found = front(&text(&target));
        for key in [
            "title",
            "summary",
            "organization",
            "date",
            "period",
            "tags",
            "problem",
            "audience",
            "facets",
            "authors",
            "steps",
            "resources_needed",
            "results",
            "limits",
            "mistakes",
            "conditions",
        ] {
            let of = |value: &Value| value.get(key).map(common);
            let (found, mut wanted) = (of(&found), of(&practice));
            // Names have no consent there, and a passport without one has only positions.
            if key == "authors"
                && wanted
                    .as_ref()
                    .is_some_and(|value| value.get("name").is_some())
            {
                wanted.clone_from(&found);
            }
            assert_eq!(found, wanted, "{key} of {}", path.display());
        }
        assert!(found.get("draft").is_none(), "{}", path.display());
        std::fs::remove_file(&target).expect("the practice");
        seen += 1;
    }
    assert!(seen > 20, "only {seen} practices");
}

#[test]
fn word_and_excel_give_what_the_same_passport_gives_as_a_page() {
    let input = folder().join("a-plain-passport-of-two-columns/input.html");
    let shown = |cell: &Cell| -> Vec<String> {
        let paragraphs = cell.paragraphs.iter();
        paragraphs
            .map(metod::import::model::Paragraph::shown)
            .collect()
    };
    let tables = source(&input)
        .blocks
        .into_iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        });
    let rows: Vec<(String, Vec<String>)> = tables
        .flat_map(|table| table.rows)
        .filter(|row| row.cells.len() > 1)
        .map(|row| (row.cells[0].text(), shown(&row.cells[1])))
        .collect();
    assert!(rows.len() > 15);
    let practice = |name: &str, bytes: &[u8]| -> String {
        let portal = portal(&format!("as-{name}"));
        let file = portal.join(format!("passport.{name}"));
        std::fs::write(&file, bytes).expect("a passport");
        import(&portal, &file, &[], 0);
        let practice = text(&portal.join("content/practices/chas-metodiki.md"));
        let said = practice
            .lines()
            .filter(|line| !line.starts_with('#') || line.starts_with("##"));
        said.collect::<Vec<_>>().join("\n")
    };
    let page = practice("html", &std::fs::read(&input).expect("the page"));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, (label, value)) in (0..).zip(&rows) {
        sheet.write_string(at, 0, label).expect("a cell");
        sheet.write_string(at, 1, value.join("\n")).expect("a cell");
    }
    let markdown: String = rows
        .iter()
        .map(|(label, value)| format!("## {label}\n\n{}\n\n", value.join("\n\n")))
        .collect();
    assert_eq!(practice("docx", &docx(&rows)), page);
    assert_eq!(
        practice("xlsx", &book.save_to_buffer().expect("a book")),
        page
    );
    assert_eq!(practice("md", markdown.as_bytes()), page);
}

/// Passports torn, doubled and mixed at random, always in the same way.
#[test]
fn whatever_is_left_of_a_passport_becomes_yaml_or_a_refusal() {
    let mut seed: u64 = 2022;
    let mut next = |most: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or_default() % most.max(1)
    };
    let content = folder().join("portal/content");
    let existing = Existing {
        organizations: text(&content.join("organizations.yaml")),
        navigator: text(&content.join("navigator.yaml")),
        owner: "institut".to_owned(),
        ..Existing::default()
    };
    let is_page = |input: &PathBuf| input.extension().is_some_and(|end| end == "html");
    let inputs = claims().into_iter().map(|(_, input)| input).filter(is_page);
    let inputs: Vec<String> = inputs.map(|input| text(&input)).collect();
    let mut made = 0;
    for round in 0..120 {
        let mut characters: Vec<char> = inputs[round % inputs.len()].chars().collect();
        for _ in 0..=next(20) {
            let at = next(characters.len());
            match next(4) {
                0 => drop(characters.drain(at..(at + next(60)).min(characters.len()))),
                1 => characters.insert(
                    at,
                    [':', '«', '"', '#', '\u{0}', '-', '|', '\\', '@', '{'][next(10)],
                ),
                2 => drop(characters.splice(at..at, "<td>- x: [y]</td><tr><td>".chars())),
                _ => drop(characters.splice(at..at, "<p>1. Цель: ---</p>".chars())),
            }
        }
        let page: String = characters.into_iter().collect();
        let Ok(source) = read::read("passport.html", page.as_bytes()) else {
            continue;
        };
        let source = practice::cleaned(source);
        let Ok(imported) =
            practice::practice(&source, "passport.html", &existing, &Options::default())
        else {
            continue;
        };
        made += 1;
        let mut all = imported.report.markdown(Language::Ru);
        for output in &imported.outputs {
            all.push_str(&output.text);
            if output.path.ends_with(".md") {
                let practice = front(&output.text);
                for key in ["title", "summary", "organization", "problem"] {
                    assert!(practice.get(key).is_some(), "round {round}: no {key}");
                }
            }
        }
        let found = words(&all);
        let lost: Vec<String> = words_of(&source).difference(&found).cloned().collect();
        assert_eq!(lost, Vec::<String>::new(), "round {round}");
    }
    assert!(made > 60, "only {made} of the damaged passports were read");
}
