//! A new entry as an author would want to find it: every field with what it means, made from the
//! definitions that read it.
//!
//! What must be there stands ready to be changed; everything else is a comment that becomes a field when
//! its `# ` is deleted. Explanations begin with `## `, so that the two are not mixed up.

use jiff::civil::Date;

use super::schema::{self, Scalar};
use crate::import::yaml;
use crate::lang::{self, Language, message};
use crate::parse::record::{Fault, Field, Record, Schema};
use crate::portal::Kind;
use crate::portal::common::Common;

/// Longest line, unless one word is longer.
const WIDTH: usize = 100;

/// Fields that a new entry shows although it could do without: parts of the table of a plan.
const SHOWN: &[(Kind, &str, &str)] = &[
    (Kind::Plan, "sections", "title"),
    (Kind::Plan, "sections", "measures"),
    (Kind::Plan, "measures", "responsible"),
    (Kind::Plan, "measures", "timing"),
    (Kind::Plan, "measures", "result"),
    (Kind::News, "", "date"),
];

/// What is known when an entry is made.
pub struct Facts<'f> {
    /// Its title.
    pub title: &'f str,
    /// What one of its kind is called.
    pub name: &'f str,
    /// Organizations of the portal, the likeliest first.
    pub organizations: &'f [String],
    /// Facets of the navigator and their words.
    pub facets: &'f [(String, String)],
    /// Headings of a body of this kind.
    pub headings: &'f [String],
    /// The day.
    pub today: Date,
    /// Language of the explanations.
    pub language: Language,
}

/// A new entry.
pub struct Made {
    /// The text of the file.
    pub text: String,
    /// Whether something had to be invented, so that it must not be published as it is.
    pub is_draft: bool,
    /// Whether it must name organizations.
    pub names_organizations: bool,
}

/// Makes an entry of a kind.
pub fn entry(kind: Kind, facts: &Facts) -> Made {
    let fields = kind.fields();
    let (common, own) = fields.split_at(Common::fields().len().min(fields.len()));
    let must = |field: &Field| {
        field.required
            || kind.row().required.contains(&field.name)
            || SHOWN.contains(&(kind, "", field.name))
    };
    let mut writer = Writer {
        kind,
        facts,
        invented: false,
        named: 0,
    };
    let live: Vec<String> = common
        .iter()
        .chain(own)
        .filter(|field| field.name != "title" && must(field))
        .flat_map(|field| writer.field("", field, 0, true))
        .collect();
    let is_optional = |field: &&&'static Field| {
        !must(field) && !["title", "draft", "sample"].contains(&field.name)
    };
    let optional = |fields: &[&'static Field], writer: &mut Writer| -> Vec<String> {
        let fields = fields.iter().filter(is_optional);
        fields
            .flat_map(|field| writer.field("", field, 0, false))
            .collect()
    };
    let own = optional(own, &mut writer);
    let others = optional(common, &mut writer);
    let fields = fields_of_file(facts, writer.invented, [live, own, others]);
    let lines = match kind.row().extension {
        "md" => with_body(fields, facts.headings),
        _ => fields,
    };
    Made {
        text: lines.join("\n") + "\n",
        is_draft: writer.invented,
        names_organizations: writer.named > 0,
    }
}

/// The lines of all fields: what must be there, what the kind has of its own, what every kind has.
fn fields_of_file(facts: &Facts, is_draft: bool, parts: [Vec<String>; 3]) -> Vec<String> {
    let [live, own, common] = parts;
    let say = |key: &str| message(facts.language, key, &[("kind", capital(facts.name))]);
    let mut lines = explanation(0, &say("new.head"));
    lines.extend(yaml::field(0, "title", facts.title));
    if is_draft {
        lines.push(format!("draft: true   ## {}", say("new.draft")));
    }
    for part in [live, own] {
        if !part.is_empty() {
            lines.push(String::new());
            lines.extend(part);
        }
    }
    lines.push(String::new());
    lines.extend(explanation(0, &say("new.common")));
    lines.extend(common);
    lines
}

/// The fields as front matter, with the headings of a body below.
fn with_body(fields: Vec<String>, headings: &[String]) -> Vec<String> {
    let mark = || "---".to_owned();
    let mut lines = vec![mark()];
    lines.extend(fields);
    lines.extend([mark(), String::new()]);
    for heading in headings {
        lines.extend([heading.clone(), String::new()]);
    }
    lines.pop();
    lines
}

struct Writer<'f> {
    kind: Kind,
    facts: &'f Facts<'f>,
    /// Whether a value stands in the text that the author has to replace.
    invented: bool,
    /// How many organizations were named: the second one is another.
    named: usize,
}

impl Writer<'_> {
    /// The lines of a field: live, or as comments.
    fn field(&mut self, parent: &str, field: &Field, indent: usize, live: bool) -> Vec<String> {
        let schema = (field.schema)();
        let meaning = self.meaning(field, &schema);
        let value = self.value(parent, field, &schema, live);
        let pad = " ".repeat(indent);
        let key = format!("{pad}{}: {value}", field.name);
        // A value that says what it must be needs no second saying.
        let meaning = if value == meaning {
            String::new()
        } else {
            meaning
        };
        let mut lines = described(&key, &meaning, indent, live);
        lines.extend(self.below(field, &schema, indent, live));
        lines
    }

    /// What the field means, with what the words of a closed list mean.
    fn meaning(&self, field: &Field, schema: &Schema) -> String {
        let meaning = lang::meaning(self.facts.language, field.meaning);
        let words = schema::words(schema);
        // The meanings of some fields tell their words already.
        let tells = |word: &&str| meaning.contains(&format!("{word} – "));
        if words.iter().any(tells) || words.is_empty() {
            return meaning.to_owned();
        }
        let explained = schema::explained(self.facts.language, words);
        let rows = words.iter().zip(explained);
        let rows: Vec<String> = rows
            .map(|(word, means)| format!("{word} – {means}"))
            .collect();
        format!("{meaning}: {}", rows.join(", "))
    }

    /// What stands after the key; nothing when fields stand below it.
    fn value(&mut self, parent: &str, field: &Field, schema: &Schema, live: bool) -> String {
        let Some(Scalar { form, check, words }) = schema::scalar(schema) else {
            return String::new();
        };
        let year = self.facts.today.year();
        let first = words.first().map(|word| (*word).to_owned());
        match (form, first) {
            (_, Some(word)) => word,
            ("date" | "moment", _) => self.facts.today.to_string(),
            ("flag", _) => "true".to_owned(),
            _ if !live => String::new(),
            ("organization", _) => self.organization(),
            ("years", _) => format!("\"{year}\""),
            ("whole" | "number", _) => least(check).to_string(),
            _ => yaml::scalar(&self.words(parent, field)),
        }
    }

    /// Words for the author to replace.
    fn words(&mut self, parent: &str, field: &Field) -> String {
        self.invented = true;
        let language = self.facts.language;
        let year = self.facts.today.year().to_string();
        match (parent, field.name) {
            (_, "number" | "id") => "1".to_owned(),
            ("measures", "title") => message(language, "new.measure", &[]),
            ("measures", "timing") => message(language, "new.timing", &[("year", year)]),
            _ => lang::meaning(language, field.meaning).to_owned(),
        }
    }

    /// The next organization of the portal; of a portal with one it is that one again.
    fn organization(&mut self) -> String {
        let known = self.facts.organizations;
        let next = known.get(self.named).or(known.last());
        // A second one is a guess.
        self.invented |= self.named > 0;
        self.named += 1;
        next.map(|id| yaml::scalar(id)).unwrap_or_default()
    }

    /// The fields of a mapping or of the one item of a list of mappings.
    fn below(&mut self, field: &Field, schema: &Schema, indent: usize, live: bool) -> Vec<String> {
        if let Schema::Map(_) = schema {
            return self.facets(field, indent);
        }
        let Some((fields, in_list)) = record(schema) else {
            return Vec::new();
        };
        let deeper = indent + if in_list { 4 } else { 2 };
        let kind = self.kind;
        let is_shown =
            |inner: &Field| inner.required || SHOWN.contains(&(kind, field.name, inner.name));
        // What is live comes first, so that the dash of an item is no comment.
        let (shown, others): (Vec<&Field>, Vec<&Field>) =
            fields.iter().partition(|inner| is_shown(inner));
        let mut lines: Vec<String> = Vec::new();
        for (inner, live) in shown
            .into_iter()
            .map(|inner| (inner, live))
            .chain(others.into_iter().map(|inner| (inner, false)))
        {
            lines.extend(self.field(field.name, inner, deeper, live));
        }
        if in_list {
            dash(&mut lines, deeper);
        }
        lines
    }

    /// The facets of the navigator, as comments.
    fn facets(&self, field: &Field, indent: usize) -> Vec<String> {
        if field.name != "facets" {
            return Vec::new();
        }
        let pad = " ".repeat(indent + 2);
        let rows = self.facts.facets.iter();
        rows.map(|(id, label)| format!("# {pad}{}:   ## {label}", yaml::scalar(id)))
            .collect()
    }
}

/// The first field of an item gets its dash, whether it is a comment or not.
fn dash(lines: &mut [String], indent: usize) {
    let is_field =
        |line: &&mut String| !line.trim_start().starts_with("##") && !line.starts_with("# ##");
    if let Some(line) = lines.iter_mut().find(is_field) {
        let at = indent - 2 + if line.starts_with("# ") { 2 } else { 0 };
        if line.get(at..at + 2) == Some("  ") {
            line.replace_range(at..at + 2, "- ");
        }
    }
}

/// A line with its meaning behind it, or below it when both do not fit.
fn described(line: &str, meaning: &str, indent: usize, live: bool) -> Vec<String> {
    let line = line.trim_end();
    let mark = if live { "" } else { "# " };
    let whole = match meaning {
        "" => format!("{mark}{line}"),
        _ => format!("{mark}{line}   ## {meaning}"),
    };
    if whole.chars().count() <= WIDTH {
        return vec![whole];
    }
    let mut lines = explanation(if live { indent } else { 0 }, meaning);
    lines.push(format!("{mark}{line}"));
    lines
}

/// Lines of an explanation.
fn explanation(indent: usize, text: &str) -> Vec<String> {
    let lines = yaml::comment(indent, text).into_iter();
    lines.map(|line| line.replacen('#', "##", 1)).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

/// The fields below a key that is no scalar, and whether they are an item of a list.
fn record(schema: &Schema) -> Option<(&[&'static Field], bool)> {
    match schema {
        Schema::Record(fields) => Some((fields, false)),
        Schema::Many(item) => record(item).map(|(fields, _)| (fields, true)),
        _ => None,
    }
}

/// The least number that the check takes, 0 where it takes any.
fn least(check: fn(&str) -> Result<(), Fault>) -> i64 {
    match check("-9000000000000000000") {
        Err(Fault::Range(least, _)) => least,
        _ => 0,
    }
}
