//! Documents become plans: both orders as they were recognised, and what may be odd in other tables.
//!
//! The orders are imported by the program itself and compared with the plans of the demo portal, which
//! were made by hand (`tests/acts.rs` compares those with the orders).

#![allow(clippy::disallowed_methods)] // A test reads and writes portals of its own.

#[path = "import/common.rs"]
mod common;

use std::path::{Path, PathBuf};

use serde_yaml::Value;

use common::{fresh, metod, text as read, told};

const YUGRA: &str = "tests/seeds/yugra-order-10-p-86.txt";
const MEGION: &str = "tests/seeds/megion-order-54-o.txt";

/// Corrections of the regional plan that need knowledge beyond the document: the demo's words and the order's.
const BY_HAND: &[(&str, &str)] = &[
    ("(далее – ШНОР)", "(далее – ЦШОР)"),
    (
        "информационно-методических ресурсов по",
        "информационно- методических ресурсов по",
    ),
    ("личностно-развивающей", "лично-ностно-развивающей"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A portal with nothing but a name and the organizations of the demo.
fn portal(name: &str) -> PathBuf {
    let folder = fresh(&format!("import-{name}"));
    std::fs::create_dir_all(folder.join("content")).expect("a folder");
    let site =
        "title: Проба\nowner: iro-yugra\ntoday: 2022-10-01\nbase_url: https://example.org/\n";
    std::fs::write(folder.join("content/site.yaml"), site).expect("site.yaml");
    let organizations = root().join("content/organizations.yaml");
    std::fs::copy(organizations, folder.join("content/organizations.yaml"))
        .expect("organizations.yaml");
    folder
}

#[track_caller]
fn import(portal: &Path, arguments: &[&str]) -> String {
    let output = metod(portal, &[&["import"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    told(&output)
}

fn seed(path: &str) -> String {
    root()
        .join(path)
        .to_str()
        .expect("a path in UTF-8")
        .to_owned()
}

fn plan(path: &Path) -> Value {
    serde_yaml::from_str(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn words(value: &Value, key: &str) -> String {
    let text = match value.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value
        .get(key)
        .and_then(Value::as_sequence)
        .map_or(&[], Vec::as_slice)
}

fn measures(plan: &Value) -> Vec<&Value> {
    list(plan, "sections")
        .iter()
        .flat_map(|section| list(section, "measures"))
        .collect()
}

fn measure<'p>(plan: &'p Value, number: &str) -> &'p Value {
    let found = measures(plan)
        .into_iter()
        .find(|measure| words(measure, "number") == number);
    found.unwrap_or_else(|| panic!("there is no measure {number}"))
}

/// The demo's words as the order has them.
fn as_in_order(text: &str) -> String {
    BY_HAND.iter().fold(text.to_owned(), |text, (demo, order)| {
        text.replace(demo, order)
    })
}

/// Everything that a measure of an import and of the demo must have in common.
fn cells(measure: &Value) -> Vec<(String, String)> {
    let keys = [
        "number",
        "title",
        "details",
        "responsible_words",
        "document",
        "timing",
        "result",
    ];
    let mut cells: Vec<(String, String)> = keys
        .iter()
        .map(|key| ((*key).to_owned(), words(measure, key)))
        .collect();
    for item in list(measure, "subitems") {
        cells.push(("subitem".to_owned(), words(item, "title")));
    }
    for id in list(measure, "responsible") {
        cells.push(("responsible".to_owned(), format!("{id:?}")));
    }
    cells
}

/// The plan of an import equals the demo's in everything that the document says.
#[track_caller]
fn assert_like_demo(imported: &Path, name: &str) {
    let (found, demo) = (
        plan(imported),
        plan(&root().join(format!("content/plans/{name}.yaml"))),
    );
    let headings = |plan: &Value| -> Vec<(String, String)> {
        list(plan, "sections")
            .iter()
            .map(|section| (words(section, "number"), words(section, "title")))
            .collect()
    };
    assert_eq!(headings(&found), headings(&demo));
    for key in ["title", "type", "level", "period", "date", "owner", "annex"] {
        assert_eq!(words(&found, key), words(&demo, key), "{key}");
    }
    assert_eq!(list(&found, "columns"), list(&demo, "columns"));
    for (section, demo) in list(&found, "sections").iter().zip(list(&demo, "sections")) {
        assert_eq!(
            list(section, "measures").len(),
            list(demo, "measures").len()
        );
    }
    for (found, demo) in measures(&found).into_iter().zip(measures(&demo)) {
        let expected: Vec<(String, String)> = cells(demo)
            .into_iter()
            .map(|(key, text)| (key, as_in_order(&text)))
            .collect();
        assert_eq!(cells(found), expected, "{}", words(demo, "number"));
    }
}

/// Every warning of `check`, by its code; there are no errors.
#[track_caller]
fn warnings(portal: &Path) -> Vec<(String, String)> {
    let output = metod(portal, &["check", "--format", "json"]);
    let value: Value =
        serde_yaml::from_str(&String::from_utf8_lossy(&output.stdout)).expect("JSON");
    assert_eq!(
        value.get("errors").and_then(Value::as_u64),
        Some(0),
        "{}",
        told(&output)
    );
    let all = list(&value, "diagnostics").iter();
    all.map(|found| (words(found, "code"), words(found, "message")))
        .collect()
}

#[test]
fn the_regional_order_becomes_34_measures_in_5_sections_like_those_made_by_hand() {
    let portal = portal("yugra");
    let told = import(&portal, &[&seed(YUGRA), "--id", "yugra-2022", "--repair"]);
    assert!(
        told.contains("Прочитано: 34 мероприятия в 5 разделах."),
        "{told}"
    );
    assert_like_demo(&portal.join("content/plans/yugra-2022.yaml"), "yugra-2022");
}

#[test]
fn the_municipal_order_becomes_26_measures_in_4_sections_like_those_made_by_hand() {
    let portal = portal("megion");
    let told = import(&portal, &[&seed(MEGION), "--id", "megion-2022-2024"]);
    assert!(
        told.contains("Прочитано: 26 мероприятий в 4 разделах."),
        "{told}"
    );
    assert_like_demo(
        &portal.join("content/plans/megion-2022-2024.yaml"),
        "megion-2022-2024",
    );
}

#[test]
fn a_portal_of_both_orders_has_no_mistakes_and_only_warnings_of_timing() {
    let portal = portal("both");
    let before = read(&portal.join("content/organizations.yaml"));
    import(&portal, &[&seed(YUGRA), "--id", "yugra-2022", "--repair"]);
    import(&portal, &[&seed(MEGION), "--id", "megion-2022-2024"]);
    let strange: Vec<(String, String)> = warnings(&portal)
        .into_iter()
        .filter(|(code, _)| !code.starts_with("timing-") && !code.starts_with("advice-"))
        .collect();
    assert_eq!(strange, Vec::new());
    assert_eq!(
        read(&portal.join("content/organizations.yaml")),
        before,
        "everybody was known"
    );
}

#[test]
fn a_shifted_column_is_told_and_put_right_only_when_asked() {
    let portal = portal("shift");
    let report = portal.join("report.md");
    let report = report.to_str().expect("a path in UTF-8");
    import(&portal, &[&seed(YUGRA), "--id", "a", "--report", report]);
    let text = read(&portal.join("report.md"));
    for (from, to) in [("16", "17"), ("17", "18"), ("18", "19"), ("19", "20")] {
        let told = text.lines().any(|line| {
            line.contains(&format!(": {from}: правее"))
                && line.contains(&format!("мероприятия {to}."))
        });
        assert!(told, "{from} → {to}");
    }
    let file = read(&portal.join("content/plans/a.yaml"));
    let found = plan(&portal.join("content/plans/a.yaml"));
    assert_eq!(words(measure(&found, "18"), "result"), "");
    assert!(words(measure(&found, "20"), "result").starts_with("ШНОР, и ШНОР по реализации"));
    let comments: String = file
        .lines()
        .map(|line| line.trim().trim_start_matches("# "))
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        comments.contains("Повышение уровня профессиональной компетенции педагогических"),
        "no word is lost"
    );
}

#[test]
fn the_order_itself_becomes_an_entry_with_points_and_grounds() {
    let portal = portal("order");
    import(&portal, &[&seed(MEGION), "--id", "megion"]);
    let text = read(&portal.join("content/documents/54-o.md"));
    let front: Value = serde_yaml::from_str(text.split("\n---\n").next().unwrap_or_default())
        .expect("front matter");
    for (key, expected) in [
        ("number", "54-О"),
        ("date", "2022-02-08"),
        ("issuer", "megion-depobr"),
        ("type", "order"),
        ("level", "municipality"),
    ] {
        assert_eq!(words(&front, key), expected, "{key}");
    }
    let demo = read(&root().join("content/documents/54-o.md"));
    let demo: Value = serde_yaml::from_str(demo.split("\n---\n").next().unwrap_or_default())
        .expect("front matter");
    let points = |value: &Value| -> Vec<(String, String)> {
        list(value, "points")
            .iter()
            .map(|point| (words(point, "number"), words(point, "text")))
            .collect()
    };
    assert_eq!(points(&front), points(&demo));
    assert_eq!(
        (words(&front, "title"), words(&front, "control")),
        (words(&demo, "title"), words(&demo, "control"))
    );
    assert_eq!(list(&front, "basis"), list(&demo, "basis"));
    let found = plan(&portal.join("content/plans/megion.yaml"));
    assert_eq!(words(&found, "approved_by"), "documents/54-o");
    assert_eq!(list(&found, "basis"), list(&demo, "basis"));
}

/// Every folder of `tests/import/plan`: a table, and what it becomes.
#[test]
fn tables_of_all_sorts_become_what_stands_beside_them() {
    let folder = root().join("tests/import/plan");
    let mut names: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("cases")
        .map(|entry| entry.expect("a case").path())
        .collect();
    names.sort();
    assert!(names.len() >= 8, "only {} cases", names.len());
    for case in names {
        let name = case
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let portal = portal(&format!("case-{name}"));
        let mut files = std::fs::read_dir(&case)
            .expect("a case")
            .map(|file| file.expect("a file").path());
        let is_input = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == "input");
        let input = files.find(is_input).expect("a document");
        let mut arguments = vec![
            input.to_str().expect("a path in UTF-8"),
            "--id",
            "plan",
            "--report",
        ];
        let report = portal.join("report.json");
        arguments.push(report.to_str().expect("a path in UTF-8"));
        if case.join("repair").exists() {
            arguments.push("--repair");
        }
        let output = metod(&portal, &[&["import"], &arguments[..]].concat());
        let mut found = told(&output)
            .lines()
            .filter(|line| line.starts_with("Прочитано") || line.starts_with("ошибка"))
            .map(|l| {
                l.replace(&portal.display().to_string(), "")
                    .replace(&root().display().to_string(), "")
                    + "\n"
            })
            .collect::<String>();
        if output.status.success() {
            found += &notes(&report);
            found += &read(&portal.join("content/plans/plan.yaml"));
            let strange: Vec<String> = warnings(&portal)
                .into_iter()
                .map(|(code, _)| code)
                .filter(|code| !code.starts_with("timing-") && !code.starts_with("advice-"))
                .collect();
            assert_eq!(strange, Vec::<String>::new(), "{name}");
        }
        let expected = case.join("expected.txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&expected, &found).expect("the expected text");
        }
        assert_eq!(found, read(&expected), "{name}");
    }
}

/// What a person is asked to look at, without the end of the line that names the report.
fn notes(report: &Path) -> String {
    let value: Value = serde_yaml::from_str(&read(report)).expect("a report in JSON");
    let line = |note: &Value| {
        format!(
            "{}: {}: {}\n",
            words(note, "kind"),
            words(note, "code"),
            words(note, "message")
        )
    };
    let told = list(&value, "notes")
        .iter()
        .filter(|note| words(note, "kind") != "read");
    told.map(line).collect::<String>() + "\n"
}

#[test]
fn nothing_is_overwritten_without_force() {
    let portal = portal("force");
    let file = portal.join("content/plans/p.yaml");
    import(&portal, &[&seed(MEGION), "--id", "p"]);
    let before = read(&file);
    let output = metod(&portal, &["import", &seed(MEGION), "--id", "p"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("--force"), "{}", told(&output));
    assert_eq!(read(&file), before);
}

#[test]
fn a_dry_run_writes_nothing() {
    let portal = portal("dry");
    let told = import(&portal, &[&seed(MEGION), "--id", "p", "--dry-run"]);
    assert!(
        told.contains("Было бы записано: content/plans/p.yaml"),
        "{told}"
    );
    assert!(!portal.join("content/plans").exists() && !portal.join("content/documents").exists());
}

#[test]
fn importing_the_same_document_again_changes_nothing() {
    let portal = portal("again");
    let file = portal.join("content/plans/p.yaml");
    import(&portal, &[&seed(YUGRA), "--id", "p", "--repair"]);
    let before = read(&file);
    import(&portal, &[&seed(YUGRA), "--id", "p", "--repair", "--force"]);
    assert_eq!(read(&file), before);
    assert!(!portal.join("content/plans/.p.yaml.bak").exists());
}

#[test]
fn with_force_the_authors_fields_and_comments_stay_and_changed_words_are_listed() {
    let portal = portal("renew");
    let file = portal.join("content/plans/p.yaml");
    let report = portal.join("report.md");
    import(&portal, &[&seed(MEGION), "--id", "p"]);
    let changed = read(&file)
        .replace("        document: приказ\n", "        document: приказ  # так в приказе\n        schedule_document: documents/54-o\n        # Заметка автора\n        related: [plans/p#1.1]\n")
        .replace("Разработка правового акта по оценке функциональной грамотности", "Мои слова")
        .replace("summary: 26 мероприятий в 4 разделах.", "summary: Свои слова о плане")
        .replace("        timing: На постоянной основе\n", "");
    std::fs::write(&file, &changed).expect("the plan");
    let path = report.to_str().expect("a path in UTF-8");
    import(
        &portal,
        &[&seed(MEGION), "--id", "p", "--force", "--report", path],
    );
    let renewed = read(&file);
    for line in [
        "        document: приказ  # так в приказе",
        "        schedule_document: documents/54-o",
        "        # Заметка автора",
        "        related: [plans/p#1.1]",
        "summary: Свои слова о плане",
    ] {
        assert!(
            renewed.lines().any(|known| known == line),
            "{line}\n{renewed}"
        );
    }
    let found = plan(&file);
    assert_eq!(
        words(measure(&found, "1.6"), "title"),
        "Разработка правового акта по оценке функциональной грамотности"
    );
    assert_eq!(
        words(measure(&found, "2.6"), "timing"),
        "На постоянной основе"
    );
    assert_eq!(read(&portal.join("content/plans/.p.yaml.bak")), changed);
    assert!(
        read(&report).contains("1.6: заменено (название); было: «Мои слова»"),
        "{}",
        read(&report)
    );
    assert_eq!(measures(&found).len(), 26);
}

#[test]
fn new_measures_are_added_in_their_place_and_lost_ones_stay() {
    let portal = portal("grown");
    let file = portal.join("content/plans/p.yaml");
    let table = |rows: &[&str]| {
        format!(
            "№\tМероприятие\tОтветственные\tСроки\tРезультат\n{}\n",
            rows.join("\n")
        )
    };
    let document = portal.join("plan.txt");
    let path = document.to_str().expect("a path in UTF-8").to_owned();
    let first = [
        "1.\tПервое\tАУ «ИРО»\tI квартал 2022\tПриказ",
        "3.\tТретье\tМОУО\t2022\tОтчёт",
        "9.\tЛишнее\tМОУО\t2022\tОтчёт",
    ];
    std::fs::write(&document, table(&first)).expect("a document");
    import(&portal, &[&path, "--id", "p"]);
    let second = [
        "1.\tПервое\tАУ «ИРО»\tII квартал 2022\tПриказ",
        "2.\tВторое\tЦентр качества\t2022\tОтчёт",
        "3.\tТретье\tМОУО\t2022\tОтчёт",
    ];
    std::fs::write(&document, table(&second)).expect("a document");
    let told = import(&portal, &[&path, "--id", "p", "--force"]);
    let found = plan(&file);
    let numbers: Vec<String> = measures(&found)
        .iter()
        .map(|measure| words(measure, "number"))
        .collect();
    assert_eq!(numbers, ["1", "2", "3", "9"]);
    assert_eq!(words(measure(&found, "1"), "timing"), "II квартал 2022");
    assert!(
        told.contains("мероприятия 9 в документе больше нет"),
        "{told}"
    );
    let organizations = read(&portal.join("content/organizations.yaml"));
    assert!(
        organizations.contains("  tsentr-kachestva:\n    name: Центр качества\n    type: other\n")
    );
    let own = read(&root().join("content/organizations.yaml"));
    assert!(
        organizations.starts_with(own.trim_end()),
        "lines of the author stay"
    );
    let strange: Vec<(String, String)> = warnings(&portal)
        .into_iter()
        .filter(|(code, _)| !code.starts_with("timing-") && !code.starts_with("advice-"))
        .collect();
    assert_eq!(strange, Vec::new());
}

#[test]
fn wrong_wishes_are_answered_before_anything_is_read() {
    let portal = portal("wishes");
    for (arguments, code, says) in [
        (&["--as", "poem"][..], 2, "--as"),
        (&["--report", "report.pdf"], 2, ".md"),
        (&["--id", "../x"], 2, "--id"),
    ] {
        let output = metod(&portal, &[&["import", &seed(MEGION)], arguments].concat());
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(told(&output).contains(says), "{}", told(&output));
    }
    let output = metod(&portal, &["import", "no-such-file.docx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!portal.join("content/plans").exists());
}

/// Orders torn, doubled and mixed at random, always in the same way.
#[test]
fn whatever_is_left_of_an_order_becomes_yaml_or_a_refusal() {
    use metod::import::assemble::plan;
    use metod::import::existing::Existing;
    use metod::import::outcome::Options;
    let mut seed: u64 = 2022;
    let mut next = |most: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap_or_default() % most.max(1)
    };
    let existing = Existing {
        organizations: read(&root().join("content/organizations.yaml")),
        ..Existing::default()
    };
    let mut made = 0;
    for round in 0..60 {
        let text = read(&root().join(if round % 2 == 0 { YUGRA } else { MEGION }));
        let mut characters: Vec<char> = text.chars().collect();
        for _ in 0..=next(40) {
            let at = next(characters.len());
            match next(5) {
                0 => drop(characters.drain(at..(at + next(400)).min(characters.len()))),
                1 => characters.insert(
                    at,
                    ['\t', '\n', ':', '«', '"', '#', '\u{0}', '-', '(', '|'][next(10)],
                ),
                2 => characters
                    .splice(at..at, "1.1.\t- x: [y]\t(далее – \t".chars())
                    .for_each(drop),
                3 => drop(characters.splice(at..at, "\n\t\t".chars())),
                _ => characters.swap(at, 0),
            }
        }
        let text: String = characters.into_iter().collect();
        let Ok(source) = metod::import::read::read("order.txt", text.as_bytes()) else {
            continue;
        };
        let source = metod::import::clean::source(source);
        let options = Options {
            repair: round % 3 == 0,
            ..Options::default()
        };
        let Ok(imported) = plan(&source, "order.txt", &existing, &options) else {
            continue;
        };
        made += 1;
        for output in imported.outputs {
            let front = output
                .text
                .trim_start_matches("---\n")
                .split("\n---\n")
                .next()
                .unwrap_or_default();
            let read: Result<Value, _> = serde_yaml::from_str(front);
            assert!(
                read.is_ok(),
                "round {round}, {}: {read:?}\n{}",
                output.path,
                output.text
            );
        }
        let _ = imported.report.markdown(metod::lang::Language::Ru);
    }
    assert!(made > 30, "only {made} of the damaged orders were plans");
}

#[test]
fn the_same_plans_saved_in_every_form_give_the_same_content() {
    for name in ["yugra-2022", "megion-2022-2024"] {
        let demo = plan(&root().join(format!("content/plans/{name}.yaml")));
        for file in [
            "paper.docx",
            "paper.html",
            "book.xlsx",
            "book.ods",
            "book.csv",
        ] {
            let portal = portal(&format!("form-{name}-{file}"));
            let document = seed(&format!("tests/import/fixtures/{name}/{file}"));
            import(&portal, &[&document, "--id", "p"]);
            let found = plan(&portal.join("content/plans/p.yaml"));
            let of = |plan: &Value| measures(plan).into_iter().map(cells).collect::<Vec<_>>();
            assert_eq!(of(&found), of(&demo), "{name}, {file}");
        }
    }
}
