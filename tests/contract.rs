//! Sentences of the content contract about what is and what is not a mistake, each with the
//! smallest portal that shows it.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // A test makes its own files and looks at them.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use metod::publication::{Publication, Settings};

/// A portal in a folder of its own, removed at the end.
struct Portal(PathBuf);

impl Portal {
    fn new(files: &[(&str, &str)]) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let root =
            std::env::temp_dir().join(format!("metod-contract-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        let portal = Portal(root);
        portal.write("site.yaml", SITE.as_bytes());
        for (path, text) in files {
            portal.write(path, text.as_bytes());
        }
        portal
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.0.join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn settings(&self) -> Settings {
        Settings {
            root: self.0.clone(),
            ..Settings::default()
        }
    }

    /// Every finding as `code file:line:column`, the file relative to `content/`.
    fn found(&self) -> Vec<String> {
        let (_, found) = Publication::load(&self.settings()).unwrap();
        let said = found.iter().map(|mistake| {
            let place = &mistake.place;
            format!(
                "{} {}:{}:{}",
                mistake.code,
                place.file.trim_start_matches("content/"),
                place.line,
                place.column
            )
        });
        said.collect()
    }

    fn paths(&self) -> Vec<String> {
        let (publication, found) = Publication::load(&self.settings()).unwrap();
        publication.unwrap_or_else(|| panic!("{found:?}")).paths()
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const SITE: &str = "title: Портал\nbase_url: https://example.org/\ntoday: 2022-10-01\n";
const NEWS: &str = "---\ntitle: Новость\n---\nТекст.\n";
const ORGANIZATIONS: &str = "organizations:\n  shkola-1: {name: Школа № 1}\n";
const PRACTICE: &str =
    "---\ntitle: Практика\nsummary: О чём\norganization: shkola-1\nproblem: Что мешало\n---\n";
const PLAN: &str = "title: План\nperiod: 2022\nsections:\n  - title: Раздел\n    measures:\n      - {number: 3.10, title: Первое}\n      - {number: 3.1, title: Второе}\n";
const NAVIGATOR: &str = "facets:\n  - id: level\n    label: Уровень\n    values:\n      - {id: ooo, label: 5–9 классы}\n";

#[track_caller]
fn clean(files: &[(&str, &str)]) {
    assert_eq!(Portal::new(files).found(), [] as [&str; 0]);
}

#[track_caller]
fn finds(files: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(Portal::new(files).found(), expected);
}

#[test]
fn a_single_value_is_accepted_where_a_list_is_expected() {
    let plan = PLAN
        .replace("title: Раздел\n", "title: Раздел\n    number: 1\n")
        .replace("title: План\n", "title: План\ngoals: 100\ntags: 2022\n");
    clean(&[
        ("organizations.yaml", ORGANIZATIONS),
        ("navigator.yaml", NAVIGATOR),
        ("plans/plan.yaml", &plan),
        ("practices/p.md", &PRACTICE.replace("problem", "facets: {level: ooo}\nmeasures: plans/plan#3.10\nauthors: Учитель\nlimits: Нет\nsteps: {title: Шаг, hours: 2}\nproblem")),
    ]);
}

#[test]
fn a_number_of_a_measure_is_text_quoted_or_not() {
    let school = "title: Школа\nperiod: 2022\nparent: plans/plan\nsections:\n  title: Раздел\n  measures:\n    - {number: 1, title: А, derives_from: 3.10}\n    - {number: 2, title: Б, derives_from: '3.10'}\n    - {number: 3, title: В, derives_from: [3.1, 3.10], duplicates: 1}\n";
    let news = NEWS.replace(
        "Текст.",
        "[А](../plans/plan.yaml#m-3.10) и [Б](../plans/plan.yaml#m-3.1)",
    );
    clean(&[
        ("plans/plan.yaml", PLAN),
        ("plans/school.yaml", school),
        ("news/n.md", &news),
    ]);
    let wrong = school.replace("[3.1, 3.10]", "3.100");
    finds(
        &[("plans/plan.yaml", PLAN), ("plans/school.yaml", &wrong)],
        &["unknown-measure plans/school.yaml:9:43"],
    );
}

#[test]
fn nothing_written_is_as_if_the_key_were_not_there() {
    let news = NEWS.replace("title: Новость\n", "title: Новость\nsummary:\ntags: ~\ndate: null\nimage:\nrelated: []\nfacets:\naliases:\nattachments:\n");
    clean(&[
        ("news/n.md", &news),
        ("navigator.yaml", ""),
        ("organizations.yaml", "# пусто\n"),
        ("glossary.yaml", "\n"),
    ]);
    finds(
        &[("news/n.md", &NEWS.replace("Новость", "~"))],
        &["missing-field news/n.md:2:1"],
    );
}

#[test]
fn an_empty_file_lacks_its_fields_at_its_first_character() {
    finds(
        &[
            ("plans/plan.yaml", ""),
            ("news/a.md", "---\n---\n"),
            ("news/b.md", ""),
        ],
        &[
            "missing-field news/a.md:1:1",
            "no-front-matter news/b.md:1:1",
            "missing-field plans/plan.yaml:1:1",
            "missing-field plans/plan.yaml:1:1",
            "missing-field plans/plan.yaml:1:1",
        ],
    );
}

#[test]
fn everything_else_in_an_entrys_own_folder_is_an_attachment() {
    let portal = Portal::new(&[
        ("organizations.yaml", ORGANIZATIONS),
        (
            "practices/2022/teatr/index.md",
            &PRACTICE.replace(
                "---\ntitle",
                "---\nattachments: [zametki.md, shablon/list.csv]\ntitle",
            ),
        ),
        ("practices/2022/teatr/zametki.md", "Просто текст без полей"),
        ("practices/2022/teatr/shablon/list.csv", "а;б"),
        ("practices/2022/teatr/.DS_Store", "x"),
        ("practices/2022/teatr/~zametki.md", "x"),
        ("practices/2022/Thumbs.db", "x"),
    ]);
    assert_eq!(portal.found(), [] as [&str; 0]);
    let paths = portal.paths();
    for path in [
        "practices/teatr/index.html",
        "practices/teatr/zametki.md",
        "practices/teatr/shablon/list.csv",
    ] {
        assert!(paths.iter().any(|known| known == path), "{path}");
    }
    assert!(
        !paths
            .iter()
            .any(|path| path.contains("DS_Store") || path.contains('~'))
    );
}

#[test]
fn files_of_root_are_copied_dot_files_too() {
    let portal = Portal::new(&[
        ("root/.htaccess", "x"),
        ("root/.well-known/x.txt", "x"),
        ("root/yandex_1.html", "x"),
        ("root/.DS_Store", "x"),
    ]);
    assert_eq!(portal.found(), [] as [&str; 0]);
    let paths = portal.paths();
    for path in [".htaccess", ".well-known/x.txt", "yandex_1.html"] {
        assert!(paths.iter().any(|known| known == path), "{path}");
    }
    assert!(!paths.iter().any(|path| path == ".DS_Store"));
}

#[test]
fn ids_are_compared_in_composed_form() {
    let (composed, decomposed) = ("\u{439}", "\u{438}\u{306}");
    clean(&[
        (
            &format!("documents/{decomposed}-1.md"),
            "---\ntitle: Документ\n---\n",
        ),
        (
            "news/n.md",
            &NEWS
                .replace("Текст.", &format!("[А](../documents/{composed}-1.md)"))
                .replace("title", &format!("related: documents/{composed}-1\ntitle")),
        ),
    ]);
}

#[test]
fn aliases_lead_to_the_page_and_nothing_else_stands_there() {
    let portal = Portal::new(&[(
        "news/n.md",
        &NEWS.replace("title", "aliases: [/staryi/, /a/b.html]\ntitle"),
    )]);
    assert_eq!(portal.found(), [] as [&str; 0]);
    let paths = portal.paths();
    for path in ["staryi/index.html", "a/b.html"] {
        assert!(paths.iter().any(|known| known == path), "{path}");
    }
    for alias in ["staryi/", "/a", "/a/?b", "/../a/", "/a#b/", "//a/"] {
        let files = [(
            "news/n.md",
            NEWS.replace("title", &format!("aliases: \"{alias}\"\ntitle")),
        )];
        finds(&[(files[0].0, &files[0].1)], &["wrong-form news/n.md:2:10"]);
    }
}

#[test]
fn an_entry_is_shown_from_its_first_day_to_its_last_both_included() {
    let link = NEWS.replace("title", "related: news/a\ntitle");
    for (fields, hidden) in [
        ("publish_on: 2022-10-01", false),
        ("publish_on: 2022-10-02", true),
        ("expires_on: 2022-10-01", false),
        ("expires_on: 2022-09-30", true),
        ("draft: true", true),
        ("draft: false", false),
    ] {
        let portal = Portal::new(&[
            (
                "news/a.md",
                &NEWS.replace("title", &format!("{fields}\ntitle")),
            ),
            ("news/n.md", &link),
        ]);
        let expected: &[&str] = if hidden {
            &["hidden-reference news/n.md:2:10"]
        } else {
            &[]
        };
        assert_eq!(portal.found(), expected, "{fields}");
    }
}

#[test]
fn silenced_warnings_are_not_repeated_and_errors_are() {
    let site = format!(
        "{SITE}checks:\n  silence:\n    - {{code: review-passed, file: news/a.md, reason: Архив}}\n    - {{code: unknown-key, reason: Так не бывает}}\n"
    );
    let old = NEWS.replace("title", "review_by: 2022-01-01\ntitle");
    finds(
        &[
            ("site.yaml", &site),
            ("news/a.md", &old),
            ("news/b.md", &old),
            ("news/c.md", &NEWS.replace("title", "titel: x\ntitle")),
        ],
        &["review-passed news/b.md:2:12", "unknown-key news/c.md:2:1"],
    );
}

#[test]
fn a_file_that_cannot_be_read_makes_no_other_reference_unknown() {
    let broken = "title: а: б\n";
    let practice = PRACTICE.replace("problem", "facets: {level: ooo, risk: low}\nmeasures: plans/plan#3.10\nrelated: [pages/o-nas, plans/plan]\nproblem")
        + "[План](../plans/plan.yaml#m-3.10), [о нас](../pages/o-nas.md), [о нас](/o-nas/)\n";
    let school = "title: Школа\nperiod: 2022\nowner: shkola-1\nparent: plans/plan\nsections: {title: Раздел, measures: {number: 1, title: А, derives_from: 3.10}}\n";
    finds(
        &[
            ("organizations.yaml", broken),
            ("navigator.yaml", broken),
            ("glossary.yaml", broken),
            ("plans/plan.yaml", broken),
            ("pages/o-nas.md", "---\ntitle: а: б\n---\n"),
            ("practices/p.md", &practice),
            ("plans/school.yaml", school),
            (
                "reports/r.yaml",
                "plan: plan\nperiod: 2022-Q1\nentries: [{measure: 3.10, state: done}, {measure: 7, state: done}]\n",
            ),
            (
                "site.yaml",
                &format!(
                    "{SITE}owner: shkola-1\nsections: [{{title: О нас, pages: [o-nas]}}]\nroles: [{{title: Все, links: o-nas/}}]\n"
                ),
            ),
        ],
        &[
            "yaml-colon glossary.yaml:1:9",
            "yaml-colon navigator.yaml:1:9",
            "yaml-colon organizations.yaml:1:9",
            "yaml-colon pages/o-nas.md:2:9",
            "yaml-colon plans/plan.yaml:1:9",
        ],
    );
}

#[test]
fn a_part_that_cannot_be_read_makes_no_other_reference_unknown() {
    finds(
        &[
            (
                "organizations.yaml",
                "organisations:\n  shkola-1: {name: Школа № 1}\n",
            ),
            (
                "navigator.yaml",
                &NAVIGATOR.replace("{id: ooo, label: 5–9 классы}", "ooo"),
            ),
            (
                "plans/plan.yaml",
                &PLAN.replace("{number: 3.10", "{nubmer: 3.10"),
            ),
            (
                "practices/p.md",
                &PRACTICE.replace(
                    "problem",
                    "facets: {level: ooo}\nmeasures: plans/plan#3.10\nproblem",
                ),
            ),
        ],
        &[
            "wrong-type navigator.yaml:5:9",
            "unknown-key organizations.yaml:1:1",
            "missing-field plans/plan.yaml:6:10",
            "unknown-key-inside plans/plan.yaml:6:10",
        ],
    );
}

#[test]
fn without_site_yaml_the_other_files_are_checked_all_the_same() {
    finds(
        &[
            ("site.yaml", "title: а: б\n"),
            (
                "news/n.md",
                &NEWS.replace("title", "titel: x\nrelated: news/net\ntitle"),
            ),
        ],
        &[
            "unknown-key news/n.md:2:1",
            "unknown-reference news/n.md:3:10",
            "yaml-colon site.yaml:1:9",
        ],
    );
}

#[test]
fn links_in_values_of_yaml_are_named_where_they_stand() {
    let at = |problem: &str| {
        let practice = PRACTICE.replace("problem: Что мешало\n", problem);
        Portal::new(&[
            ("organizations.yaml", ORGANIZATIONS),
            ("practices/p.md", &practice),
        ])
        .found()
    };
    assert_eq!(
        at("problem: Мешал [он](x.md)\n"),
        ["missing-file practices/p.md:5:16"]
    );
    assert_eq!(
        at("problem: \"Мешал \\\"он\\\" [он](x.md)\"\n"),
        ["missing-file practices/p.md:5:24"]
    );
    assert_eq!(
        at("problem: 'Мешал ''он'' [он](x.md)'\n"),
        ["missing-file practices/p.md:5:24"]
    );
    assert_eq!(
        at("problem: |\n  Первая\n\n  и [он](x.md)\n"),
        ["missing-file practices/p.md:8:5"]
    );
    assert_eq!(
        at("problem: >\n  Первая\n  вторая [он\n  сам](x.md), [он](x.md)\n"),
        [
            "missing-file practices/p.md:7:10",
            "missing-file practices/p.md:8:15"
        ]
    );
    assert_eq!(
        at("problem: Первая\n  вторая [он](x.md)\n"),
        ["missing-file practices/p.md:6:10"]
    );
}

#[test]
fn two_files_of_one_name_cannot_stand_beside_one_page() {
    finds(
        &[
            (
                "news/n.md",
                &NEWS.replace("Текст.", "![А](a/p.svg) ![Б](b/p.svg)"),
            ),
            ("news/a/p.svg", "<svg/>"),
            ("news/b/p.svg", "<svg/>"),
        ],
        &["duplicate-address news/n.md:4:15"],
    );
}

#[cfg(unix)]
#[test]
fn symbolic_links_out_of_the_root_are_not_followed() {
    let portal = Portal::new(&[
        (
            "news/n.md",
            &NEWS.replace("Текст.", "[Файл](../files/passwd)"),
        ),
        ("files/a.txt", "x"),
    ]);
    std::os::unix::fs::symlink("/etc/passwd", portal.0.join("content/files/passwd")).unwrap();
    std::os::unix::fs::symlink("/etc", portal.0.join("content/files/etc")).unwrap();
    std::os::unix::fs::symlink(
        portal.0.join("content"),
        portal.0.join("content/files/circle"),
    )
    .unwrap();
    assert_eq!(portal.found(), ["missing-file news/n.md:4:1"]);
}
