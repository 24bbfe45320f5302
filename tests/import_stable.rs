//! A plan that goes out as a Word or an Excel file and comes back is the same plan, whoever takes it.

#![allow(clippy::disallowed_methods)] // A test reads and writes portals of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use metod::import::model::{Block, Source};
use serde_yaml::Value;

const PLANS: [&str; 2] = ["yugra-2022", "megion-2022-2024"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A portal with nothing but a name.
fn portal(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("stable-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("content")).expect("a folder");
    let site = "title: Проба\ntoday: 2022-10-01\n";
    std::fs::write(folder.join("content/site.yaml"), site).expect("site.yaml");
    folder
}

#[track_caller]
fn metod(portal: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_metod"))
        .arg("--root")
        .arg(portal)
        .args(arguments)
        .output()
        .expect("the program starts");
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {told}");
}

/// Exports a plan and gives the path of the file.
#[track_caller]
fn export(portal: &Path, plan: &str, form: &str, to: &Path) -> String {
    let file = to.display().to_string();
    metod(portal, &["export", plan, "--to", form, "--out", &file]);
    file
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every paragraph and every cell of a file, as the reader of tables sees them.
fn cells(file: &str, without: &[&str]) -> Vec<String> {
    let bytes = std::fs::read(file).expect("an exported file");
    let Source { blocks, .. } =
        metod::import::read::read(file, &bytes).expect("a file that is read");
    let mut told = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => told.push(paragraph.shown()),
            // What is known of the execution comes from reports, and they stay where they are.
            Block::Table(table) if table.name.as_deref() == Some("Исполнение") => {}
            Block::Table(table) => told.extend(table.rows.iter().map(|row| {
                let cells: Vec<String> = row.cells.iter().map(|cell| cell.text()).collect();
                cells.join(" | ")
            })),
        }
    }
    // Spaces that do not break are set by whoever shows the words.
    told.iter_mut()
        .for_each(|line| *line = line.replace('\u{a0}', " "));
    told.retain(|line| !without.iter().any(|words| line.starts_with(words)));
    told
}

/// What says of the demo's plan that its text is taken from a scan is said by the order, which is not in the file.
const OF_THE_ORDER: [&str; 1] = ["Текст распознан"];

#[test]
fn what_is_exported_imported_and_exported_again_has_the_same_cells() {
    for plan in PLANS {
        for form in ["docx", "xlsx"] {
            let portal = portal(&format!("{plan}-{form}"));
            let first = export(&root(), plan, form, &portal.join(format!("first.{form}")));
            metod(&portal, &["import", &first, "--id", "p"]);
            let second = export(&portal, "p", form, &portal.join(format!("second.{form}")));
            let before = cells(&first, &OF_THE_ORDER);
            assert!(before.len() > 20, "{plan}.{form} has {} rows", before.len());
            assert_eq!(cells(&second, &[]), before, "{plan}.{form}");
            metod(&portal, &["check"]);
        }
    }
}

/// The plan without the comments that name the file.
fn content(portal: &Path, id: &str) -> Value {
    let path = portal.join(format!("content/plans/{id}.yaml"));
    serde_yaml::from_str(&text(&path)).expect("YAML")
}

#[test]
fn what_comes_back_a_second_time_is_the_same_content() {
    for plan in PLANS {
        for form in ["docx", "xlsx"] {
            let portal = portal(&format!("again-{plan}-{form}"));
            let first = export(&root(), plan, form, &portal.join(format!("first.{form}")));
            metod(&portal, &["import", &first, "--id", "a"]);
            let organizations = text(&portal.join("content/organizations.yaml"));
            let second = export(&portal, "a", form, &portal.join(format!("second.{form}")));
            metod(&portal, &["import", &second, "--id", "b"]);
            assert_eq!(
                content(&portal, "b"),
                content(&portal, "a"),
                "{plan}.{form}"
            );
            assert_eq!(
                text(&portal.join("content/organizations.yaml")),
                organizations
            );
            let before = text(&portal.join("content/plans/a.yaml"));
            metod(&portal, &["import", &second, "--id", "a", "--force"]);
            assert_eq!(
                text(&portal.join("content/plans/a.yaml")),
                before,
                "{plan}.{form}"
            );
        }
    }
}
