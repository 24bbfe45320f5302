//! Execution of plans (content contract, section 4): what reports make of a measure on a day.
//!
//! `tests/execution/*.yaml` are tables of claims: a measure, its reports, and what is said of it on
//! each of some days, in the contract's words. `terms.yaml` names the schedules that they share.
//! `demo.tsv` has the state of every measure of the demo on three days.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // A test makes its own files and looks at them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use metod::execution::{self, MeasureExecution, PlanExecution, STATES, Status, Wording};
use metod::portal::{Content, Kind, Portal};
use metod::publication::{Body, Publication, Settings};
use serde::Deserialize;
use serde_yaml::{Mapping, Value};

/// A table of claims.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    about: String,
    cases: Vec<Case>,
}

/// A measure with its reports, and what is expected of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    claim: String,
    /// Fields of the plan besides the usual ones.
    #[serde(default)]
    plan: Mapping,
    /// The name of its schedule in `terms.yaml`; without one the measure has no schedule.
    term: Option<String>,
    /// Fields of the measure besides number, title and executor.
    #[serde(default)]
    measure: Mapping,
    #[serde(default)]
    reports: Vec<Reported>,
    /// By day.
    expect: BTreeMap<String, Expected>,
}

/// A report file whose entries are about the one measure.
#[derive(Deserialize)]
struct Reported {
    #[serde(flatten)]
    fields: Mapping,
    says: Vec<Mapping>,
}

/// «state «words» percent», alone or with more of what is known.
#[derive(Deserialize)]
#[serde(untagged)]
enum Expected {
    Line(String),
    More(More),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct More {
    is: String,
    occurrences: Option<Vec<String>>,
    subitems: Option<Vec<String>>,
    /// «5 из 7», or nothing.
    received: Option<String>,
    /// «report/entry», the latest first.
    contributions: Option<Vec<String>>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/execution")
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn tables() -> Vec<(String, Table)> {
    let names: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".yaml") && name != "terms.yaml")
        .collect();
    let table = |name: &String| {
        serde_yaml::from_str(&read(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    names
        .iter()
        .map(|name| (name.clone(), table(name)))
        .collect()
}

/// A portal in a folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("metod-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        let folder = Self(root);
        folder.write(
            "site.yaml",
            "title: Портал\nbase_url: https://example.org/\n",
        );
        folder.write("organizations.yaml", ORGANIZATIONS);
        folder.write("documents/act.md", "---\ntitle: Приказ\ntype: order\n---\n");
        folder.write(
            "seminars/held.md",
            "---\ntitle: Мониторинг\nstarts: 2022-04-10\nends: 2022-04-12\n---\n",
        );
        folder.write(
            "seminars/off.md",
            "---\ntitle: Отменён\nstarts: 2022-04-12\nstatus: cancelled\n---\n",
        );
        folder.write(
            "seminars/draft.md",
            "---\ntitle: Черновик\nstarts: 2022-04-12\ndraft: true\n---\n",
        );
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const ORGANIZATIONS: &str = "organizations:
  owner: {name: Департамент}
  a: {name: Школа А}
  b: {name: Школа Б}
  c: {name: Школа В}
  group: {name: Общеобразовательные организации, type: group}
";

fn portal(root: &Path, today: &str) -> Portal {
    publication(root, today).portal
}

fn publication(root: &Path, today: &str) -> Publication {
    let settings = Settings {
        root: root.to_path_buf(),
        today: Some(today.parse().unwrap()),
        ..Settings::default()
    };
    let (publication, found) = Publication::load(&settings).unwrap();
    publication.unwrap_or_else(|| panic!("{found:#?}"))
}

/// Writes a case as `plans/cN.yaml` and `reports/cN-K.yaml`.
fn write(folder: &Folder, number: usize, case: &Case, terms: &Mapping) {
    let mut measure = mapping("{number: '1', title: Мероприятие, responsible: [a]}");
    if let Some(name) = &case.term {
        let term = terms.get(name).unwrap_or_else(|| panic!("no term {name}"));
        measure.insert("schedule".into(), term.clone());
    }
    measure.extend(case.measure.clone());
    let mut plan = mapping("{title: План, period: 2022, owner: owner}");
    plan.extend(case.plan.clone());
    let section = mapping("{title: Раздел}");
    let mut section = section;
    section.insert("measures".into(), Value::Sequence(vec![measure.into()]));
    plan.insert("sections".into(), Value::Sequence(vec![section.into()]));
    folder.write(&format!("plans/c{number}.yaml"), &yaml(plan));
    for (nth, reported) in case.reports.iter().enumerate() {
        let mut report = mapping(&format!("{{title: Отчёт, plan: c{number}}}"));
        report.extend(reported.fields.clone());
        let entries = reported.says.iter().map(|entry| {
            let mut said = mapping("{measure: '1'}");
            said.extend(entry.clone());
            Value::from(said)
        });
        report.insert("entries".into(), Value::Sequence(entries.collect()));
        folder.write(
            &format!("reports/c{number}-{}.yaml", nth + 1),
            &yaml(report),
        );
    }
}

fn mapping(text: &str) -> Mapping {
    serde_yaml::from_str(text).unwrap()
}

fn yaml(value: Mapping) -> String {
    serde_yaml::to_string(&value).unwrap()
}

/// The words of the contract's table.
fn words(wording: &Wording) -> String {
    let day = |date: &Date| date.strftime("%d.%m.%Y").to_string();
    match wording {
        Wording::Ahead => "Срок не наступил".to_owned(),
        Wording::Running => "Идёт срок исполнения".to_owned(),
        Wording::Ongoing(end) => format!("Постоянно, до {}", day(end)),
        Wording::Collecting => "Сведения собираются".to_owned(),
        Wording::AtWork => "В работе".to_owned(),
        Wording::AtWorkPast(due) => format!("В работе, срок истёк {}", day(due)),
        Wording::NoReport => "Нет сведений".to_owned(),
        Wording::NotStarted(due) => format!("Не начато, срок истёк {}", day(due)),
        Wording::Done => "Исполнено".to_owned(),
        Wording::DoneLate(on) => format!("Исполнено позже срока ({})", day(on)),
        Wording::Postponed { from, to, act } => match from {
            Some(from) => format!("Срок перенесён с {} на {} ({act})", day(from), day(to)),
            None => format!("Срок перенесён на {} ({act})", day(to)),
        },
        Wording::Cancelled { act } => format!("Исключено из плана ({act})"),
        Wording::Unscheduled => "Дата не определена:".to_owned(),
        Wording::PeriodOver => "Период плана завершён, сведений нет".to_owned(),
        Wording::BeforeReports => "До начала ведения сведений".to_owned(),
    }
}

fn line(status: &Status) -> String {
    format!("{} «{}»", status.state.word(), words(&status.wording))
}

/// The execution of plans by their ids on a day. Only the day changes: what the tables and the demo
/// hold is published on all of them.
fn executions(portal: &mut Portal, day: &str) -> BTreeMap<String, PlanExecution> {
    portal.today = day.parse().unwrap();
    execution::of(portal)
        .into_iter()
        .map(|(place, execution)| (portal.entries[place].id.clone(), execution))
        .collect()
}

fn demo() -> Portal {
    portal(Path::new(env!("CARGO_MANIFEST_DIR")), "2022-10-01")
}

/// What differs from what is expected of a measure.
fn compare(portal: &Portal, made: &MeasureExecution, expected: &Expected) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |what: &str, expected: &dyn std::fmt::Debug, made: &dyn std::fmt::Debug| {
        let (expected, made) = (format!("{expected:?}"), format!("{made:?}"));
        if expected != made {
            wrong.push(format!(
                "{what}\n    expected {expected}\n    made     {made}"
            ));
        }
    };
    let is = format!("{} {}%", line(&made.status), made.progress);
    let more = match expected {
        Expected::Line(expected) => {
            check("state", expected, &is);
            return wrong;
        }
        Expected::More(more) => more,
    };
    check("state", &more.is, &is);
    if let Some(expected) = &more.occurrences {
        let made: Vec<String> = made
            .occurrences
            .iter()
            .map(|known| format!("{}…{} {}", known.start, known.due, line(&known.status)))
            .collect();
        check("occurrences", expected, &made);
    }
    if let Some(expected) = &more.subitems {
        let made: Vec<String> = made
            .subitems
            .iter()
            .map(|part| line(&part.status))
            .collect();
        check("sub-items", expected, &made);
    }
    if let Some(expected) = &more.received {
        let made = made
            .received
            .map_or_else(String::new, |(came, all)| format!("{came} из {all}"));
        check("received", expected, &made);
    }
    if let Some(expected) = &more.contributions {
        let name = |(report, entry): &(usize, usize)| {
            let id = &portal.entries[*report].id;
            format!("{}/{}", id.rsplit('-').next().unwrap(), entry + 1)
        };
        let made: Vec<String> = made.contributions.iter().map(name).collect();
        check("contributions", expected, &made);
    }
    wrong
}

#[test]
fn every_claim_of_the_tables_holds() {
    let terms = mapping(&read("terms.yaml"));
    let (mut wrong, mut claims) = (Vec::new(), BTreeSet::new());
    for (name, table) in tables() {
        assert!(
            table.about.ends_with('.'),
            "{name}: a sentence ends with a dot"
        );
        let folder = Folder::new(&format!("execution-{name}"));
        for (number, case) in table.cases.iter().enumerate() {
            write(&folder, number, case, &terms);
            assert!(claims.insert(case.claim.clone()), "twice: {}", case.claim);
        }
        let days: BTreeSet<&String> = table
            .cases
            .iter()
            .flat_map(|case| case.expect.keys())
            .collect();
        let mut portal = portal(&folder.0, "2022-10-01");
        for day in days {
            let executions = executions(&mut portal, day);
            for (number, case) in table.cases.iter().enumerate() {
                let Some(expected) = case.expect.get(day) else {
                    continue;
                };
                let execution = &executions[&format!("c{number}")];
                let differences = compare(&portal, &execution.measures[0], expected);
                wrong.extend(
                    differences
                        .iter()
                        .map(|found| format!("{name}, {day}: {}\n  {found}", case.claim)),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(claims.len() >= 40, "only {} claims", claims.len());
}

/// Every row of the contract's table of words is shown by some claim, so that none can be lost.
#[test]
fn the_tables_show_every_form_of_words() {
    let text: String = tables()
        .iter()
        .flat_map(|(_, table)| &table.cases)
        .flat_map(|case| case.expect.values())
        .map(|expected| match expected {
            Expected::Line(line) => line.clone(),
            Expected::More(more) => more.is.clone(),
        })
        .collect();
    let day = "2022-11-30".parse().unwrap();
    let act = || "documents/act".to_owned();
    for wording in [
        Wording::Ahead,
        Wording::Running,
        Wording::Ongoing(day),
        Wording::Collecting,
        Wording::AtWork,
        Wording::AtWorkPast(day),
        Wording::NoReport,
        Wording::NotStarted(day),
        Wording::Done,
        Wording::DoneLate(day),
        Wording::Postponed {
            from: Some(day),
            to: day,
            act: act(),
        },
        Wording::Postponed {
            from: None,
            to: day,
            act: act(),
        },
        Wording::Cancelled { act: act() },
        Wording::Unscheduled,
        Wording::PeriodOver,
        Wording::BeforeReports,
    ] {
        let words = words(&wording);
        let beginning = words.split(|c: char| c.is_ascii_digit()).next().unwrap();
        assert!(
            text.contains(&format!("«{beginning}")),
            "no claim says «{beginning}»"
        );
    }
    for state in STATES {
        assert!(
            text.contains(&format!("{} «", state.word())),
            "no claim is {}",
            state.word()
        );
    }
}

/// The states of all measures of the demo, reasoned by hand from the words of the plans and their
/// reports: both real plans have none, the example has four.
#[test]
fn the_demo_is_as_a_person_reads_it_on_three_days() {
    let table = read("demo.tsv");
    let mut rows = table
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let days = rows.next().unwrap().split_off(2);
    let rows: Vec<Vec<&str>> = rows.collect();
    let (mut portal, mut wrong) = (demo(), Vec::new());
    for (column, day) in days.iter().enumerate() {
        let executions = executions(&mut portal, day);
        let mut seen = 0;
        for entry in portal.visible(Kind::Plan) {
            let Content::Plan(plan) = &entry.content else {
                continue;
            };
            let measures = plan.measures().zip(&executions[&entry.id].measures);
            for ((_, measure), made) in measures {
                let is = |row: &&Vec<&str>| row[0] == entry.id && row[1] == &*measure.number;
                let row = rows
                    .iter()
                    .find(is)
                    .unwrap_or_else(|| panic!("{} {}", entry.id, &*measure.number));
                let made = format!("{} {}%", line(&made.status), made.progress);
                if row[column + 2] != made {
                    wrong.push(format!(
                        "{day} {} {}\n  expected {}\n  made     {made}",
                        row[0],
                        row[1],
                        row[column + 2]
                    ));
                }
                seen += 1;
            }
        }
        assert_eq!(seen, rows.len(), "measures of the demo");
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Totals of the demo's plans by the days above, in the order of the states: done, in progress, no
/// report, upcoming, unscheduled, postponed, cancelled.
#[test]
fn totals_count_every_measure_once() {
    let expected = [
        ("yugra-2022", "2022-02-15", [0, 0, 0, 31, 3, 0, 0]),
        ("yugra-2022", "2022-07-01", [0, 0, 15, 16, 3, 0, 0]),
        ("yugra-2022", "2023-01-15", [0, 0, 25, 6, 3, 0, 0]),
        ("megion-2022-2024", "2022-02-15", [0, 0, 0, 23, 3, 0, 0]),
        ("megion-2022-2024", "2022-07-01", [0, 0, 1, 22, 3, 0, 0]),
        ("megion-2022-2024", "2023-01-15", [0, 0, 3, 20, 3, 0, 0]),
        ("primer-shkola-2022", "2022-02-15", [0, 0, 0, 11, 1, 0, 0]),
        ("primer-shkola-2022", "2022-07-01", [1, 3, 1, 6, 1, 0, 0]),
        ("primer-shkola-2022", "2023-01-15", [3, 3, 4, 1, 1, 0, 0]),
    ];
    let mut portal = demo();
    for (plan, day, totals) in expected {
        let made = executions(&mut portal, day)[plan].totals();
        assert_eq!(made, totals, "{plan} {day}");
    }
}

#[test]
fn only_a_plan_that_a_counted_report_names_is_reported() {
    let mut portal = demo();
    let mut reported = |day: &str| {
        let executions = executions(&mut portal, day);
        ["yugra-2022", "primer-shkola-2022"].map(|plan| {
            let execution = &executions[plan];
            let names = execution
                .reports
                .iter()
                .map(|place| portal.entries[*place].id.clone());
            (execution.reported, names.collect::<Vec<_>>().join(" "))
        })
    };
    let nothing = || (false, String::new());
    assert_eq!(reported("2022-04-07"), [nothing(), nothing()]);
    let q1 = "primer-shkola-2022-q1".to_owned();
    assert_eq!(reported("2022-04-08"), [nothing(), (true, q1)]);
    let all = "primer-shkola-2022-q1 primer-shkola-2022-q2 primer-shkola-2022-q3-metodcentr primer-shkola-2022-q3";
    assert_eq!(reported("2022-10-01"), [nothing(), (true, all.to_owned())]);
}

/// The plans of `/data/plans.json` by their ids.
fn data(root: &Path, today: &str) -> BTreeMap<String, serde_json::Value> {
    let Some(Body::Text(text)) = publication(root, today).render("data/plans.json").unwrap() else {
        panic!("no data")
    };
    let data: serde_json::Value = serde_json::from_str(&text).unwrap();
    let plans = data["entries"].as_array().unwrap().iter();
    plans
        .map(|plan| (plan["id"].as_str().unwrap().to_owned(), plan.clone()))
        .collect()
}

#[test]
fn data_says_of_each_measure_what_its_schedule_and_states_are() {
    let folder = Folder::new("execution-data");
    let plan = "title: План\nperiod: 2022\nowner: owner\nsections:\n- measures:\n  \
                - {number: 1, title: Первое, responsible: a, schedule: {kind: recurring, every: half-year, basis: план}}\n  \
                - {number: 2, title: Второе, responsible: a, related: seminars/draft}\n";
    folder.write("plans/shown.yaml", plan);
    folder.write("plans/hidden.yaml", &format!("{plan}execution: hidden\n"));
    for plan in ["shown", "hidden"] {
        let report = "period: 2022-Q2\nentries:\n- {measure: 1, state: done}\n";
        folder.write(
            &format!("reports/{plan}.yaml"),
            &format!("plan: {plan}\n{report}"),
        );
    }
    let data = data(&folder.0, "2022-10-01");
    let schedule = serde_json::json!([{
        "kind": "recurring", "start": null, "end": null, "due": null, "every": "half-year", "basis": "план",
        "quality": "exact",
    }]);
    let (shown, hidden) = (&data["shown"], &data["hidden"]);
    let first = |plan: &serde_json::Value| plan["sections"][0]["measures"][0].clone();
    assert_eq!(first(shown)["schedule"], schedule);
    assert_eq!(first(shown)["state"], "in-progress");
    assert_eq!(first(shown)["progress"], 50);
    let occurrences = serde_json::json!([
        {"start": "2022-01-01", "due": "2022-06-30", "state": "done"},
        {"start": "2022-07-01", "due": "2022-12-31", "state": "upcoming"},
    ]);
    assert_eq!(first(shown)["occurrences"], occurrences);
    assert_eq!(shown["sections"][0]["measures"][1]["state"], "unscheduled");
    let totals = serde_json::json!({
        "done": 0, "in-progress": 1, "no-report": 0, "upcoming": 0, "unscheduled": 1, "postponed": 0, "cancelled": 0,
    });
    assert_eq!(shown["totals"], totals);
    let days = serde_json::json!([
        {"start": "2022-01-01", "due": "2022-06-30"},
        {"start": "2022-07-01", "due": "2022-12-31"},
    ]);
    assert_eq!(first(hidden)["occurrences"], days);
    assert_eq!(first(hidden)["schedule"], schedule);
    let text = hidden.to_string();
    for word in ["\"state\"", "\"progress\"", "\"totals\""] {
        assert!(
            !text.contains(word),
            "{word} of a plan that hides its execution"
        );
    }
}

#[test]
fn drafts_and_expired_reports_are_not_counted() {
    let folder = Folder::new("execution-expired");
    let plan = "title: План\nperiod: 2022\nowner: owner\nsections:\n- measures:\n  \
                - {number: 1, title: Первое, responsible: a, schedule: {kind: period, start: 2022-01-01, end: 2022-03-31}}\n";
    folder.write("plans/p.yaml", plan);
    let report = "plan: p\nperiod: 2022-Q1\nsubmitted: 2022-04-05\n";
    folder.write(
        "reports/draft.yaml",
        &format!("{report}draft: true\nentries:\n- {{measure: 1, state: done}}\n"),
    );
    folder.write(
        "reports/expired.yaml",
        &format!(
            "{report}expires_on: 2022-04-30\nentries:\n- {{measure: 1, state: in-progress}}\n"
        ),
    );
    for (day, expected) in [
        (
            "2022-04-30",
            "in-progress «В работе, срок истёк 31.03.2022»",
        ),
        ("2022-05-01", "no-report «Нет сведений»"),
    ] {
        let made = executions(&mut portal(&folder.0, day), day);
        assert_eq!(line(&made["p"].measures[0].status), expected, "{day}");
        assert_eq!(made["p"].reported, day == "2022-04-30", "{day}");
    }
}

#[test]
fn what_a_report_says_of_a_measure_of_another_plan_stands_nowhere_in_this_one() {
    let folder = Folder::new("execution-other");
    let plan = "period: 2022\nowner: owner\nsections:\n- measures:\n  \
                - number: 1\n    title: Первое\n    responsible: a\n    timing: I квартал 2022\n    \
                indicators: [{id: n, name: Показатель, unit: шт., target: 5}]\n";
    folder.write("plans/own.yaml", &format!("title: Свой\n{plan}"));
    folder.write("plans/other.yaml", &format!("title: Чужой\n{plan}"));
    folder.write(
        "reports/q1.yaml",
        "plan: own\nperiod: 2022-Q1\nsubmitted: 2022-04-05\nentries:\n\
         - {measure: plans/other#1, state: done, text: ЧУЖОЕ, facts: {n: 777}}\n",
    );
    folder.write(
        "reports/day.yaml",
        "plan: own\nperiod: 2022-04-01\nsubmitted: 2022-04-05\nentries:\n\
         - {measure: plans/other#1, state: done, text: ЧУЖОЕ}\n",
    );
    let publication = publication(&folder.0, "2022-10-01");
    for path in [
        "plans/own/report/2022-Q1/index.html",
        "plans/own/report/index.html",
    ] {
        let Some(Body::Bytes(page)) = publication.render(path).unwrap() else {
            panic!("no {path}")
        };
        let page = String::from_utf8(page).unwrap();
        for word in ["ЧУЖОЕ", "777"] {
            assert!(!page.contains(word), "{word} in {path}");
        }
    }
}
