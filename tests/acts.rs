//! The acts of the demo portal, letter for letter.
//!
//! The two orders are kept as they were recognised in `tests/seeds/`. These tests rebuild the tables of
//! their annexes and the points of their texts on their own, without a line of the program, and
//! compare them with `content/`. What differs must be in [`YUGRA_CORRECTIONS`], in
//! [`MEGION_ORDER_CORRECTIONS`] or in the repair of the shifted column; nothing else may.

use serde_yaml::Value;
use std::path::Path;

/// A slip of recognition in one cell: the measure, the cell, the seed's words and ours.
struct Correction {
    measure: &'static str,
    cell: Cell,
    recognised: &'static str,
    written: &'static str,
}

/// The cells of a row that a correction may touch.
#[derive(Clone, Copy, PartialEq)]
enum Cell {
    Title,
    Subitem,
    Responsible,
    Result,
}

/// Every correction of the regional plan. Doubtful words that may be the act's own are not here:
/// «общееобразовательных» of 30 or «ООО, имеющие» of 24 stay as they stand.
const YUGRA_CORRECTIONS: &[Correction] = &[
    Correction {
        measure: "2",
        cell: Cell::Title,
        recognised: "неobjективные",
        written: "необъективные",
    },
    Correction {
        measure: "5",
        cell: Cell::Responsible,
        recognised: "ЦШОР",
        written: "ШНОР",
    },
    Correction {
        measure: "16",
        cell: Cell::Subitem,
        recognised: "информационно- методических",
        written: "информационно-методических",
    },
    Correction {
        measure: "22",
        cell: Cell::Result,
        recognised: "лично-ностно-развивающей",
        written: "личностно-развивающей",
    },
    Correction {
        measure: "29",
        cell: Cell::Title,
        recognised: "неobjективные",
        written: "необъективные",
    },
    Correction {
        measure: "29",
        cell: Cell::Result,
        recognised: "неobjективности",
        written: "необъективности",
    },
];

/// The table of the municipal plan needs no corrected word.
const MEGION_CORRECTIONS: &[Correction] = &[];

/// The heading of the municipal order holds the one slip of the texts of both orders.
const MEGION_ORDER_CORRECTIONS: &[(&str, &str)] = &[("АУТОНОМНЫЙ", "АВТОНОМНЫЙ")];

/// Where the sixth cell of the regional table belongs: rows 16 to 19 carry the result of the next
/// measure there, and the torn row 34 carries the end of its own.
const SIXTH_CELLS: &[(&str, &str)] = &[
    ("16", "17"),
    ("17", "18"),
    ("18", "19"),
    ("19", "20"),
    ("34", "34"),
];

/// A measure as words, from either side.
#[derive(Debug, Default)]
struct Measure {
    number: String,
    title: String,
    subitems: Vec<String>,
    responsible: String,
    document: String,
    timing: String,
    result: String,
}

#[derive(Debug)]
struct Section {
    title: String,
    measures: Vec<Measure>,
}

#[derive(Debug)]
struct Plan {
    columns: Vec<String>,
    sections: Vec<Section>,
}

impl Plan {
    fn measures(&self) -> Vec<&Measure> {
        self.sections
            .iter()
            .flat_map(|section| &section.measures)
            .collect()
    }

    fn measure(&self, number: &str) -> &Measure {
        self.measures()
            .into_iter()
            .find(|measure| measure.number == number)
            .unwrap_or_else(|| panic!("there is no measure {number}"))
    }
}

// ---------------------------------------------------------------------------------------------
// The orders as recognised.

const YUGRA_ORDER: &str = "tests/seeds/yugra-order-10-p-86.txt";
const MEGION_ORDER: &str = "tests/seeds/megion-order-54-o.txt";

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tags of the recognised table are debris: they say nothing that the cells do not.
fn without_tags(text: &str) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        words.push_str(before);
        words.push(' ');
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    words.push_str(rest);
    one_space(&words)
}

fn append(cell: &mut String, tail: &str) {
    *cell = one_space(&format!("{cell} {tail}"));
}

/// «1.», «3.10.»: a number cell of a measure. «1. Нормативно-правовое обеспечение» is not one.
fn is_measure_number(cell: &str) -> bool {
    cell.strip_suffix('.').is_some_and(|number| {
        number
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// A row while it is put together: its cells after the number, what stood beyond the last column,
/// and the items of a list that the table set in rows of their own.
struct Row {
    number: String,
    cells: Vec<String>,
    beyond: String,
    items: Vec<String>,
}

/// Puts the torn rows of an annex together. `width` is the number of columns of its heading.
fn plan_of_order(order: &str) -> Plan {
    let text = read(order);
    let mut lines = text
        .lines()
        .skip_while(|line| !line.starts_with("№ п/п\t"))
        .take_while(|line| !line.starts_with("--\t"))
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split('\t').map(without_tags).collect::<Vec<_>>());
    let columns = lines
        .next()
        .expect("the annex begins with the heading of its table");
    let width = columns.len();

    let mut sections: Vec<(String, Vec<Row>)> = Vec::new();
    for cells in lines {
        if is_measure_number(&cells[0]) {
            let number = cells[0].trim_end_matches('.').to_owned();
            let beyond = cells.get(width).cloned().unwrap_or_default();
            let cells = cells[1..width].to_vec();
            let (_, rows) = sections.last_mut().expect("a measure stands in a section");
            rows.push(Row {
                number,
                cells,
                beyond,
                items: Vec::new(),
            });
            continue;
        }
        // Only section heads and the two-cell rows of item 16 have words in the first cell.
        if cells[0].is_empty() {
            let row = last_row(&mut sections);
            for (at, tail) in cells[1..]
                .iter()
                .enumerate()
                .filter(|(_, tail)| !tail.is_empty())
            {
                match row.items.last_mut() {
                    Some(item) if at == 0 => append(item, tail),
                    _ if at + 1 == width => append(&mut row.beyond, tail),
                    _ => append(&mut row.cells[at], tail),
                }
            }
        } else if cells.len() == 2 {
            let row = last_row(&mut sections);
            if cells[0].starts_with(char::is_lowercase) {
                append(&mut row.cells[0], &cells[0]);
            } else {
                row.items.push(cells[0].clone());
            }
            let result = row.cells.len() - 1;
            append(&mut row.cells[result], &cells[1]);
        } else {
            sections.push((cells[0].clone(), Vec::new()));
        }
    }
    put_sixth_cells_right(&mut sections);
    let sections = sections
        .into_iter()
        .map(|(title, rows)| Section {
            title,
            measures: rows.into_iter().map(measure_of_row).collect(),
        })
        .collect();
    Plan { columns, sections }
}

fn last_row(sections: &mut [(String, Vec<Row>)]) -> &mut Row {
    sections
        .last_mut()
        .and_then(|(_, rows)| rows.last_mut())
        .expect("a torn row continues a measure")
}

/// A moved result begins the cell; what the table left in place is its end.
fn put_sixth_cells_right(sections: &mut [(String, Vec<Row>)]) {
    let mut rows: Vec<&mut Row> = sections.iter_mut().flat_map(|(_, rows)| rows).collect();
    let moved: Vec<(String, String)> = rows
        .iter_mut()
        .filter(|row| !row.beyond.is_empty())
        .map(|row| (row.number.clone(), std::mem::take(&mut row.beyond)))
        .collect();
    for (from, words) in moved {
        let (_, to) = SIXTH_CELLS
            .iter()
            .find(|(row, _)| *row == from)
            .unwrap_or_else(|| panic!("nobody said where the sixth cell of row {from} belongs"));
        let row = rows
            .iter_mut()
            .find(|row| row.number == *to)
            .expect("the target row exists");
        let result = row.cells.last_mut().expect("a row has cells");
        *result = if *to == from {
            format!("{result} {words}")
        } else {
            format!("{words} {result}")
        };
        *result = one_space(result);
    }
}

fn measure_of_row(row: Row) -> Measure {
    let mut title = row.cells[0].clone();
    let mut subitems = row.items;
    // Item 21 holds its list in the cell: «… по проблемам: - …; - …; - …».
    if let Some((head, list)) = row.cells[0].split_once(": - ") {
        title = format!("{head}:");
        subitems = list
            .split(" - ")
            .map(|item| item.trim_end_matches(';').to_owned())
            .collect();
    }
    let last = row.cells.len() - 1;
    Measure {
        number: row.number,
        title,
        subitems,
        responsible: row.cells[1].clone(),
        document: if last == 4 {
            row.cells[2].clone()
        } else {
            String::new()
        },
        timing: row.cells[last - 1].clone(),
        result: row.cells[last].clone(),
    }
}

fn corrected(mut plan: Plan, corrections: &[Correction]) -> Plan {
    for correction in corrections {
        let measure = plan
            .sections
            .iter_mut()
            .flat_map(|section| &mut section.measures)
            .find(|measure| measure.number == correction.measure)
            .expect("a correction names a measure");
        let cells: Vec<&mut String> = match correction.cell {
            Cell::Title => vec![&mut measure.title],
            Cell::Subitem => measure.subitems.iter_mut().collect(),
            Cell::Responsible => vec![&mut measure.responsible],
            Cell::Result => vec![&mut measure.result],
        };
        let mut found = 0;
        for cell in cells {
            found += cell.matches(correction.recognised).count();
            *cell = cell.replace(correction.recognised, correction.written);
        }
        assert_eq!(
            found, 1,
            "{}: «{}» is corrected once",
            correction.measure, correction.recognised
        );
    }
    plan
}

/// The text of an order: all that stands before the table of its annex.
fn text_of_order(order: &str) -> String {
    let text = read(order);
    let (text, _) = text
        .split_once("№ п/п\t")
        .expect("the annex follows the text");
    text.to_owned()
}

/// «3.1. Исполнение …» → (`3.1`, «Исполнение …»); a paragraph without a number continues its point.
fn points_of_order(order: &str) -> Vec<(String, String)> {
    let mut points: Vec<(String, String)> = Vec::new();
    for line in text_of_order(order)
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        if line == "Директор" {
            break;
        }
        let digits = line.len()
            - line
                .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
                .len();
        let number = &line[..digits];
        let begins = is_measure_number(number) && (!points.is_empty() || number == "1.");
        if begins {
            points.push((
                number.trim_end_matches('.').to_owned(),
                one_space(&line[digits..]),
            ));
        } else if let Some((_, text)) = points.last_mut() {
            append(text, line);
        }
    }
    points
}

// ---------------------------------------------------------------------------------------------
// The portal.

fn words(value: &Value, key: &str) -> String {
    match value.get(key) {
        None => String::new(),
        Some(Value::String(text)) => one_space(text),
        Some(other) => panic!("`{key}` is not a text: {other:?}"),
    }
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value
        .get(key)
        .and_then(Value::as_sequence)
        .map_or(&[], Vec::as_slice)
}

fn plan_of_portal(file: &str) -> Plan {
    let value: Value = serde_yaml::from_str(&read(file)).expect("a plan is YAML");
    let measure = |value: &Value| {
        // Both plans keep a whole cell in the title; details would be words beside it.
        assert!(
            value.get("details").is_none(),
            "the orders have no details beside the title"
        );
        Measure {
            number: words(value, "number"),
            title: words(value, "title"),
            subitems: list(value, "subitems")
                .iter()
                .map(|item| words(item, "title"))
                .collect(),
            responsible: words(value, "responsible_words"),
            document: words(value, "document"),
            timing: words(value, "timing"),
            result: words(value, "result"),
        }
    };
    let section = |value: &Value| {
        let (number, title) = (words(value, "number"), words(value, "title"));
        Section {
            title: if number.is_empty() {
                title
            } else {
                format!("{number}. {title}")
            },
            measures: list(value, "measures").iter().map(measure).collect(),
        }
    };
    Plan {
        columns: list(&value, "columns")
            .iter()
            .filter_map(Value::as_str)
            .map(one_space)
            .collect(),
        sections: list(&value, "sections").iter().map(section).collect(),
    }
}

/// Front matter and body of an entry.
fn entry(file: &str) -> (Value, String) {
    let text = read(file);
    let rest = text
        .strip_prefix("---\n")
        .expect("an entry begins with front matter");
    let (front, body) = rest.split_once("\n---\n").expect("front matter has an end");
    (
        serde_yaml::from_str(front).expect("front matter is YAML"),
        body.to_owned(),
    )
}

const YUGRA_PLAN: &str = "content/plans/yugra-2022.yaml";
const MEGION_PLAN: &str = "content/plans/megion-2022-2024.yaml";

/// Both plans: the name, the rebuilt annex, the file of the portal.
fn both_plans() -> [(&'static str, Plan, Plan); 2] {
    [
        (
            "Югра",
            corrected(plan_of_order(YUGRA_ORDER), YUGRA_CORRECTIONS),
            plan_of_portal(YUGRA_PLAN),
        ),
        (
            "Мегион",
            corrected(plan_of_order(MEGION_ORDER), MEGION_CORRECTIONS),
            plan_of_portal(MEGION_PLAN),
        ),
    ]
}

/// Compares one cell of all 60 measures.
fn assert_same<T: PartialEq + std::fmt::Debug>(cell: impl Fn(&Measure) -> &T) {
    for (name, order, portal) in both_plans() {
        for (expected, found) in order.measures().into_iter().zip(portal.measures()) {
            assert_eq!(
                cell(found),
                cell(expected),
                "{name}, мероприятие {}",
                expected.number
            );
        }
    }
}

// ---------------------------------------------------------------------------------------------

#[test]
fn the_regional_plan_has_34_measures_in_5_sections_and_the_municipal_one_26_in_4() {
    let counts = both_plans().map(|(_, order, portal)| {
        [&order, &portal].map(|plan| (plan.measures().len(), plan.sections.len()))
    });
    assert_eq!(counts, [[(34, 5), (34, 5)], [(26, 4), (26, 4)]]);
}

#[test]
fn sections_and_numbers_stand_in_the_order_of_the_act() {
    for (name, order, portal) in both_plans() {
        for (expected, found) in order.sections.iter().zip(&portal.sections) {
            assert_eq!(found.title, expected.title, "{name}");
            let numbers = |section: &Section| {
                section
                    .measures
                    .iter()
                    .map(|m| m.number.clone())
                    .collect::<Vec<_>>()
            };
            assert_eq!(
                numbers(found),
                numbers(expected),
                "{name}, {}",
                expected.title
            );
        }
    }
}

#[test]
fn columns_are_the_headings_of_the_annex() {
    for (name, order, portal) in both_plans() {
        assert_eq!(portal.columns, order.columns, "{name}");
    }
}

#[test]
fn titles_of_all_measures_equal_the_orders() {
    assert_same(|measure| &measure.title);
}

#[test]
fn subitems_of_all_measures_equal_the_orders() {
    assert_same(|measure| &measure.subitems);
}

#[test]
fn words_about_executors_equal_the_orders() {
    assert_same(|measure| &measure.responsible);
}

#[test]
fn words_about_timing_equal_the_orders() {
    assert_same(|measure| &measure.timing);
}

#[test]
fn kinds_of_document_equal_the_orders() {
    assert_same(|measure| &measure.document);
}

#[test]
fn results_equal_the_orders() {
    assert_same(|measure| &measure.result);
}

#[test]
fn no_measure_is_without_title_executor_timing_or_result() {
    for (name, order, _) in both_plans() {
        for measure in order.measures() {
            let cells = [
                &measure.title,
                &measure.responsible,
                &measure.timing,
                &measure.result,
            ];
            assert!(
                cells.iter().all(|cell| !cell.is_empty()),
                "{name}, {}",
                measure.number
            );
        }
    }
}

#[test]
fn item_16_has_five_tasks_and_item_21_eight_topics() {
    let plan = plan_of_portal(YUGRA_PLAN);
    assert_eq!(plan.measure("16").subitems.len(), 5);
    assert_eq!(plan.measure("21").subitems.len(), 8);
}

#[test]
fn shifted_results_of_items_16_to_20_are_with_the_measures_they_speak_of() {
    let plan = plan_of_portal(YUGRA_PLAN);
    for (number, begins, ends) in [
        (
            "16",
            "Востребованность и практическая значимость",
            "в эффективный режим функционирования",
        ),
        (
            "17",
            "Методическое обеспечение подготовки руководителей",
            "качества образования",
        ),
        (
            "18",
            "Повышение уровня профессиональной компетенции",
            "работников ШНОР",
        ),
        (
            "19",
            "Организация взаимодействия педагогических",
            "качества образования",
        ),
        (
            "20",
            "Выявление и распространение эффективных практик",
            "Создание навигатора эффективных практик",
        ),
    ] {
        let result = &plan.measure(number).result;
        assert!(
            result.starts_with(begins) && result.ends_with(ends),
            "{number}: {result}"
        );
    }
}

#[test]
fn doubtful_words_of_the_acts_stay() {
    let (yugra, megion) = (read(YUGRA_ORDER), read(MEGION_ORDER));
    let [(_, _, yugra_plan), (_, _, megion_plan)] = both_plans();
    assert!(
        yugra.contains("ООО, имеющие")
            && yugra_plan
                .measure("24")
                .responsible
                .contains("ООО, имеющие")
    );
    assert!(
        yugra.contains("общееобразовательных")
            && yugra_plan
                .measure("30")
                .result
                .contains("общееобразовательных")
    );
    assert!(
        megion.contains("31 ноября") && megion_plan.measure("1.1").timing.contains("31 ноября")
    );
    assert!(megion_plan.measure("3.3").title.ends_with("TIMMS"));
    assert!(megion_plan.measure("3.5").title.ends_with("PIRLS"));
}

#[test]
fn every_correction_is_named_in_a_comment_of_its_file() {
    let named = |file: &str, recognised: &str, written: &str| {
        read(file)
            .lines()
            .filter(|line| line.starts_with('#'))
            .any(|line| {
                line.contains(&format!("«{recognised}»")) && line.contains(&format!("«{written}»"))
            })
    };
    for correction in YUGRA_CORRECTIONS {
        assert!(
            named(YUGRA_PLAN, correction.recognised, correction.written),
            "{}",
            correction.recognised
        );
    }
    for (recognised, written) in MEGION_ORDER_CORRECTIONS {
        assert!(
            named("content/documents/54-o.md", recognised, written),
            "{recognised}"
        );
    }
}

#[test]
fn no_word_of_the_plans_mixes_latin_and_cyrillic_letters() {
    for (name, _, portal) in both_plans() {
        for measure in portal.measures() {
            let text = [
                &measure.title,
                &measure.responsible,
                &measure.result,
                &measure.subitems.join(" "),
            ]
            .map(String::as_str)
            .join(" ");
            for word in text.split(|c: char| !c.is_alphabetic()) {
                let latin = word.chars().filter(char::is_ascii_alphabetic).count();
                assert!(
                    latin == 0 || latin == word.chars().count(),
                    "{name}, {}: {word}",
                    measure.number
                );
            }
        }
    }
}

#[test]
fn points_of_both_orders_equal_their_texts() {
    for (order, file, count) in [
        (YUGRA_ORDER, "content/documents/10-p-86.md", 13),
        (MEGION_ORDER, "content/documents/54-o.md", 12),
    ] {
        let (front, _) = entry(file);
        let points: Vec<(String, String)> = list(&front, "points")
            .iter()
            .map(|point| (words(point, "number"), words(point, "text")))
            .collect();
        assert_eq!(points, points_of_order(order), "{file}");
        assert_eq!(points.len(), count, "{file}");
    }
}

#[test]
fn responsibility_and_control_are_the_words_of_the_points() {
    for (file, responsible, control) in [
        ("content/documents/10-p-86.md", "6", "7"),
        ("content/documents/54-o.md", "7", "6"),
    ] {
        let (front, _) = entry(file);
        let point = |number: &str| {
            let point = list(&front, "points")
                .iter()
                .find(|point| words(point, "number") == number);
            words(point.expect("the order has this point"), "text")
        };
        assert_eq!(words(&front, "responsible"), point(responsible), "{file}");
        assert_eq!(words(&front, "control"), point(control), "{file}");
    }
}

#[test]
fn bodies_of_both_orders_are_their_texts_under_a_notice() {
    let notice = "> [!NOTE] > Текст распознан; официальный текст — в приказе. ";
    for (order, file, corrections) in [
        (YUGRA_ORDER, "content/documents/10-p-86.md", &[][..]),
        (
            MEGION_ORDER,
            "content/documents/54-o.md",
            MEGION_ORDER_CORRECTIONS,
        ),
    ] {
        let mut expected = one_space(&text_of_order(order));
        for (recognised, written) in corrections {
            assert!(expected.contains(recognised), "{file}: {recognised}");
            expected = expected.replace(recognised, written);
        }
        let (_, body) = entry(file);
        // Markdown needs a backslash at a hard line break and before the dot of «1.».
        let body = one_space(&body.replace("\\\n", "\n").replace("\\.", "."));
        assert_eq!(body.strip_prefix(notice), Some(expected.as_str()), "{file}");
    }
}

#[test]
fn executors_named_by_id_are_exactly_those_in_the_words_of_the_cell() {
    let file: Value =
        serde_yaml::from_str(&read("content/organizations.yaml")).expect("organizations are YAML");
    let organizations = file.get("organizations").expect("there are organizations");
    for plan in [YUGRA_PLAN, MEGION_PLAN] {
        let value: Value = serde_yaml::from_str(&read(plan)).expect("a plan is YAML");
        let sections = list(&value, "sections").iter();
        for measure in sections.flat_map(|section| list(section, "measures")) {
            let mut names = Vec::new();
            let mut cell = words(measure, "responsible_words").to_lowercase();
            for id in list(measure, "responsible") {
                let organization = organizations
                    .get(id)
                    .expect("the executor is an organization");
                let own: Vec<String> = list(organization, "names")
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .chain([words(organization, "name"), words(organization, "short")])
                    .filter(|name| !name.is_empty())
                    .map(|name| name.to_lowercase())
                    .collect();
                assert!(
                    own.iter().any(|name| cell.contains(name)),
                    "{plan}, {}: {id:?}",
                    words(measure, "number")
                );
                names.extend(own);
            }
            // The longest name first: «ОО» is also the end of «МОУО».
            names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
            for name in names {
                cell = cell.replace(&name, "");
            }
            let rest = cell.replace("далее", "");
            assert!(
                !rest.contains(char::is_alphabetic),
                "{plan}, {}: nobody stands for «{rest}»",
                words(measure, "number")
            );
        }
    }
}
