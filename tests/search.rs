//! The index of the search: what its files say once they are read as the scripts read them.
//!
//! `tests/search/tokens.json` is a table that the scripts are held to as well. `small/` is a portal with
//! its index in words (`UPDATE=1 cargo test --test search` rewrites it); `hidden/` is one full of what
//! nobody may find.
#![allow(clippy::unwrap_used)] // A test that cannot go on should stop where it is.
#![allow(clippy::disallowed_methods)] // Tests read their folders.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use metod::formats::packed;
use metod::publication::{Body, Publication, Settings};
use metod::search::stem::{IRREGULAR, Stems, is_stop, stop_words};
use metod::search::tokens::{each, normalise, tokens};
use serde::Deserialize;
use serde_json::Value as Json;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/search")
        .join(name)
}

fn publication(root: PathBuf) -> Publication {
    let settings = Settings {
        root,
        today: Some("2022-10-01".parse().unwrap()),
        ..Settings::default()
    };
    let (publication, found) = Publication::load(&settings).unwrap();
    publication.unwrap_or_else(|| panic!("mistakes: {found:#?}"))
}

fn demo() -> Publication {
    publication(PathBuf::from(env!("CARGO_MANIFEST_DIR")))
}

/// Every file of the index by its name.
fn files(publication: &Publication) -> BTreeMap<String, String> {
    let paths = publication.paths();
    let own = paths
        .iter()
        .filter_map(|path| path.strip_prefix("assets/search/"));
    own.map(|name| {
        let Some(Body::Text(text)) = publication
            .render(&format!("assets/search/{name}"))
            .unwrap()
        else {
            panic!("{name} is no text")
        };
        (name.trim_end_matches(".js").to_owned(), text)
    })
    .collect()
}

/// A document in the list of a stem.
struct Listed {
    document: usize,
    level: u32,
    /// Position and form in the title.
    title: Option<(u32, String)>,
}

/// The index as the scripts know it.
struct Decoded {
    index: Json,
    terms: Json,
    /// Stems with their forms.
    stems: Vec<(String, Vec<String>)>,
    lists: Vec<Vec<Listed>>,
    documents: Vec<Vec<Json>>,
}

fn value(files: &BTreeMap<String, String>, name: &str) -> Json {
    let call = format!("metod.data(\"search\",\"{name}\",");
    let json = files[name].strip_prefix(&call).unwrap();
    serde_json::from_str(json.strip_suffix(");\n").unwrap()).unwrap()
}

fn numbers(value: &Json) -> Vec<u32> {
    packed::read(value.as_str().unwrap()).unwrap()
}

fn decoded(publication: &Publication) -> Decoded {
    let files = files(publication);
    let (index, terms) = (value(&files, "index"), value(&files, "terms"));
    let stems = stems(&terms);
    let parts = &index["parts"]["postings"];
    let starts = packed::read_sorted(parts["starts"].as_str().unwrap()).unwrap();
    let mut lists = Vec::new();
    for (part, start) in starts.iter().enumerate() {
        assert_eq!(lists.len(), *start as usize, "postings-{part}");
        let text = value(&files, &format!("postings-{part}"));
        for list in text.as_str().unwrap().split_terminator(' ') {
            lists.push(listed(list, &stems[lists.len()].1));
        }
    }
    let count = files
        .keys()
        .filter(|name| name.starts_with("docs-"))
        .count();
    let documents = (0..count).flat_map(|part| {
        let rows = value(&files, &format!("docs-{part}"));
        let rows = rows.as_array().unwrap().clone();
        rows.into_iter().map(|row| row.as_array().unwrap().clone())
    });
    Decoded {
        documents: documents.collect(),
        index,
        terms,
        stems,
        lists,
    }
}

fn stems(terms: &Json) -> Vec<(String, Vec<String>)> {
    let endings: Vec<&str> = terms["endings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ending| ending.as_str().unwrap())
        .collect();
    let mut sets: Vec<Vec<&str>> = Vec::new();
    let mut packed = numbers(&terms["sets"]).into_iter();
    while let Some(count) = packed.next() {
        let mut sum = 0;
        let set = (0..count).map(|_| {
            sum += packed.next().unwrap();
            endings[sum as usize]
        });
        sets.push(set.collect());
    }
    let mut stems: Vec<(String, Vec<String>)> = Vec::new();
    for c in terms["stems"].as_str().unwrap().chars() {
        if c.is_ascii_uppercase() {
            let before = stems.last().map_or("", |(stem, _)| stem);
            let shared = before.chars().take(c as usize - 'A' as usize).collect();
            stems.push((shared, Vec::new()));
        } else {
            stems.last_mut().unwrap().0.push(c);
        }
    }
    for ((stem, forms), set) in stems.iter_mut().zip(numbers(&terms["set"])) {
        forms.extend(
            sets[set as usize]
                .iter()
                .map(|ending| format!("{stem}{ending}")),
        );
    }
    for whole in terms["whole"].as_array().unwrap() {
        let whole = whole.as_array().unwrap();
        let stem = usize::try_from(whole[0].as_u64().unwrap()).unwrap();
        let forms = whole[1..]
            .iter()
            .map(|form| form.as_str().unwrap().to_owned());
        stems[stem].1.extend(forms);
    }
    stems
}

fn listed(text: &str, forms: &[String]) -> Vec<Listed> {
    let packed = packed::read(text).unwrap();
    let count = packed[0] as usize;
    let mut titles = packed[1 + 2 * count..].chunks(2);
    let mut document = 0;
    let listed = (0..count).map(|at| {
        document += packed[1 + at] as usize;
        let info = packed[1 + count + at];
        assert!(info < 32);
        let title = (info & 1 == 1).then(|| {
            let title = titles.next().unwrap();
            (title[0], forms[title[1] as usize].clone())
        });
        Listed {
            document,
            level: info >> 1,
            title,
        }
    });
    let listed = listed.collect();
    assert_eq!(titles.count(), 0, "nothing is left of {text}");
    listed
}

impl Decoded {
    fn text(&self, document: usize, field: usize) -> &str {
        self.documents[document][field].as_str().unwrap()
    }

    /// The stems of a document.
    fn words(&self, reference: &str) -> Vec<&str> {
        let document = (0..self.documents.len()).find(|at| self.text(*at, 0) == reference);
        let document = document.unwrap_or_else(|| panic!("no {reference}"));
        let all = self.stems.iter().zip(&self.lists);
        all.filter(|(_, list)| list.iter().any(|listed| listed.document == document))
            .map(|((stem, _), _)| stem.as_str())
            .collect()
    }

    /// The whole index in words.
    fn report(&self) -> String {
        let mut out = format!("kinds: {}\n", self.index["kinds"]);
        writeln!(
            out,
            "counts: {}, examples: {}",
            self.index["kindCounts"], self.index["kindSamples"]
        )
        .unwrap();
        writeln!(
            out,
            "rows: {}, documents: {}",
            self.index["rows"], self.index["docs"]
        )
        .unwrap();
        writeln!(out, "\n# Synonyms\n").unwrap();
        for (at, group) in self.terms["concepts"]
            .as_array()
            .unwrap()
            .iter()
            .enumerate()
        {
            writeln!(out, "~{at}: {group}").unwrap();
        }
        writeln!(out, "\n# Documents").unwrap();
        for (at, row) in self.documents.iter().enumerate() {
            writeln!(out, "\n{at} {} (kind {})", self.text(at, 0), row[1]).unwrap();
            for field in 2..6 {
                writeln!(out, "  {}", self.text(at, field).replace('\n', "\n  ")).unwrap();
            }
        }
        writeln!(
            out,
            "\n# Words: stem, forms; document:level, @place and form in the title\n"
        )
        .unwrap();
        for ((stem, forms), list) in self.stems.iter().zip(&self.lists) {
            let documents = list.iter().map(|listed| {
                let title = listed.title.as_ref();
                let title = title.map(|(at, form)| format!("@{at} {form}"));
                format!(
                    "{}:{}{}",
                    listed.document,
                    listed.level,
                    title.unwrap_or_default()
                )
            });
            let documents: Vec<String> = documents.collect();
            writeln!(
                out,
                "{stem} ({}); {}",
                forms.join(", "),
                documents.join(", ")
            )
            .unwrap();
        }
        out
    }
}

#[derive(Deserialize)]
struct Table {
    stop: Vec<String>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    claim: String,
    text: String,
    tokens: Vec<String>,
}

#[test]
fn texts_are_cut_into_words_as_the_table_says() {
    let text = fs::read_to_string(folder("tokens.json")).unwrap();
    let table: Table = serde_json::from_str(&text).unwrap();
    assert!(!table.cases.is_empty());
    for case in &table.cases {
        let normal = normalise(&case.text);
        let found = tokens(&normal);
        let found = found
            .iter()
            .map(|token| format!("{} {}", token.position, token.form));
        assert_eq!(found.collect::<Vec<_>>(), case.tokens, "{}", case.claim);
        let mut written = Vec::new();
        each(&case.text, |token| {
            written.push(format!("{} {}", token.position, token.form));
        });
        assert_eq!(written, case.tokens, "as written: {}", case.claim);
    }
    let stop: BTreeSet<&str> = table.stop.iter().map(String::as_str).collect();
    assert_eq!(stop, stop_words().iter().copied().collect());
}

#[derive(Deserialize)]
struct StemTable {
    cases: Vec<(String, Vec<String>)>,
}

#[test]
fn stems_are_as_the_table_says_and_it_has_every_irregular_form() {
    let text = fs::read_to_string(folder("stems.json")).unwrap();
    let table: StemTable = serde_json::from_str(&text).unwrap();
    let stems = Stems::default();
    let mut met = BTreeSet::new();
    for (stem, forms) in &table.cases {
        for form in forms {
            assert_eq!(stems.of(form), stem.as_str(), "{form}");
            met.insert(form.as_str());
        }
    }
    assert!(IRREGULAR.is_sorted_by(|a, b| a.0 < b.0));
    for (form, _) in IRREGULAR {
        assert!(met.contains(form), "{form} is in no row");
    }
}

#[test]
fn the_index_of_a_small_portal_is_as_expected() {
    let report = decoded(&publication(folder("small"))).report();
    let expected = folder("small/expected.txt");
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        fs::write(&expected, &report).unwrap();
    }
    let known = fs::read_to_string(&expected).unwrap_or_default();
    assert!(
        known == report,
        "small/expected.txt differs; UPDATE=1 cargo test --test search rewrites it\n{report}"
    );
}

#[derive(Deserialize)]
struct Secrets {
    nowhere: Vec<String>,
    not_of: BTreeMap<String, Vec<String>>,
}

#[test]
fn what_no_page_shows_is_not_in_the_index() {
    let publication = publication(folder("hidden"));
    let index = decoded(&publication);
    let text = fs::read_to_string(folder("hidden/secrets.yaml")).unwrap();
    let secrets: Secrets = serde_yaml::from_str(&text).unwrap();
    let mut files = files(&publication);
    // The vocabulary is looked at word by word: in its file the beginnings of words are left out.
    files.remove("terms");
    for secret in &secrets.nowhere {
        let word = index.stems.iter().find(|(stem, forms)| {
            stem.starts_with(secret.as_str())
                || forms.iter().any(|form| form.starts_with(secret.as_str()))
        });
        assert!(word.is_none(), "{secret} is a word");
        for (name, text) in &files {
            assert!(
                !normalise(text).contains(secret.as_str()),
                "{secret} is in {name}"
            );
        }
    }
    for (reference, secrets) in &secrets.not_of {
        let words = index.words(reference);
        for secret in secrets {
            let word = words.iter().find(|word| word.starts_with(secret.as_str()));
            assert_eq!(word, None, "{reference}");
        }
    }
    // What stands beside them is found, so the secrets were not left out with everything else.
    for reference in [
        "practices/krug",
        "documents/prikaz",
        "plans/plan#1",
        "news/vidimaia",
    ] {
        assert!(index.words(reference).contains(&"видим"), "{reference}");
    }
    assert!(index.words("practices/krug").contains(&"соглас"));
}

#[test]
fn every_visible_entry_organization_and_measure_of_the_demo_is_one_document() {
    use metod::portal::{Content, KINDS, Kind};
    let publication = demo();
    let index = decoded(&publication);
    let portal = &publication.portal;
    let mut expected: Vec<String> = portal
        .navigator_index()
        .rows
        .iter()
        .map(|at| portal.entries[*at].reference())
        .collect();
    let others = KINDS.iter().map(|row| row.kind);
    for kind in others.filter(|kind| !matches!(kind, Kind::Practice | Kind::Report)) {
        expected.extend(portal.visible(kind).map(|entry| entry.reference()));
    }
    expected.extend(
        portal
            .organizations
            .iter()
            .map(|o| format!("organizations/{}", o.id)),
    );
    for entry in portal.visible(Kind::Plan) {
        if let Content::Plan(plan) = &entry.content {
            let numbers = plan.measures().map(|(_, measure)| &*measure.number);
            expected.extend(numbers.map(|number| format!("plans/{}#{number}", entry.id)));
        }
    }
    let found: Vec<&str> = (0..index.documents.len())
        .map(|at| index.text(at, 0))
        .collect();
    assert_eq!(found, expected);
    let counts = index.index["kindCounts"].as_array().unwrap();
    let mut kinds = Vec::new();
    for (kind, count) in counts.iter().enumerate() {
        kinds.extend(std::iter::repeat_n(
            kind as u64,
            count.as_u64().unwrap() as usize,
        ));
    }
    let written = index.documents.iter().map(|row| row[1].as_u64().unwrap());
    assert_eq!(written.collect::<Vec<_>>(), kinds);
    let samples = index.documents.iter().filter(|row| row.len() > 6).count() as u64;
    let counted = index.index["kindSamples"].as_array().unwrap();
    let counted: u64 = counted.iter().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(samples, counted);
}

#[test]
fn the_pages_of_all_documents_of_the_demo_exist() {
    let publication = demo();
    let paths: BTreeSet<String> = publication.paths().into_iter().collect();
    let index = decoded(&publication);
    for at in 0..index.documents.len() {
        let url = index.text(at, 3);
        let page = url.split('#').next().unwrap();
        assert!(paths.contains(&format!("{page}index.html")), "{url}");
    }
}

#[test]
fn words_of_titles_are_found_at_their_place_and_in_their_form() {
    let index = decoded(&demo());
    let mut in_titles: BTreeMap<(usize, String), (u32, String)> = BTreeMap::new();
    for ((stem, _), list) in index.stems.iter().zip(&index.lists) {
        for listed in list {
            if let Some(title) = &listed.title {
                in_titles.insert((listed.document, stem.clone()), title.clone());
            }
        }
    }
    let stems = Stems::default();
    let mut checked = 0;
    for document in 0..index.documents.len() {
        let mut met = BTreeSet::new();
        let normal = normalise(index.text(document, 2));
        for token in tokens(&normal).iter().filter(|token| !is_stop(&token.form)) {
            let stem = stems.of(&token.form).into_owned();
            if met.insert(stem.clone()) {
                let (position, form) = &in_titles[&(document, stem)];
                assert_eq!((*position, form.as_str()), (token.position, &*token.form));
                checked += 1;
            }
        }
    }
    assert!(checked > index.documents.len());
}

#[test]
fn the_vocabulary_of_the_demo_is_sorted_and_russian_forms_are_stems_and_endings() {
    let index = decoded(&demo());
    assert!(index.stems.is_sorted_by(|a, b| a.0 < b.0));
    assert_eq!(index.stems.len(), index.lists.len());
    for (stem, forms) in &index.stems {
        assert!(!forms.is_empty(), "{stem} has no form");
        let own: BTreeSet<&String> = forms.iter().collect();
        assert_eq!(own.len(), forms.len(), "{stem} has a form twice");
    }
    for whole in index.terms["whole"].as_array().unwrap() {
        let whole = whole.as_array().unwrap();
        let stem = &index.stems[usize::try_from(whole[0].as_u64().unwrap()).unwrap()].0;
        for form in &whole[1..] {
            let form = form.as_str().unwrap();
            // English rewrites ends; of Russian only a vowel that comes and goes does.
            let is_irregular = IRREGULAR.binary_search(&(form, stem.as_str())).is_ok();
            let is_fleeting = stem.ends_with(['к', 'ц']);
            assert!(
                form.is_ascii() || is_irregular || is_fleeting,
                "{form} is no stem and ending"
            );
        }
    }
    let df = numbers(&index.terms["df"]);
    for ((df, list), (stem, _)) in df.iter().zip(&index.lists).zip(&index.stems) {
        assert_eq!(*df, list.len().ilog2(), "{stem}");
        assert!(list.is_sorted_by(|a, b| a.document < b.document), "{stem}");
    }
}

#[test]
fn any_number_of_threads_makes_the_same_files() {
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().unwrap().install(|| files(&demo()))
    };
    let one = with(1);
    assert!(one.len() > 4);
    for threads in [2, 5] {
        assert!(one == with(threads), "{threads} threads");
    }
}

#[test]
fn hashes_tell_every_other_file() {
    let files = files(&demo());
    let parts = &value(&files, "index")["parts"];
    let hash = |name: &str| blake3::hash(files[name].as_bytes()).to_hex()[..8].to_owned();
    assert_eq!(parts["terms"], hash("terms"));
    let all = |prefix: &str| {
        let names = (0..).map(|part| format!("{prefix}-{part}"));
        let names = names.take_while(|name| files.contains_key(name));
        names.map(|name| hash(&name)).collect::<String>()
    };
    assert_eq!(parts["postings"]["hashes"], all("postings"));
    assert_eq!(parts["docs"], all("docs"));
}
