//! A plan as a content file, field by field: a new file and a renewed one are written with the same lines.

use super::executors::Executor;
use super::{Measure, Recognised, Section, Subitem, indicators};
use crate::import::yaml;
use crate::lang::{Language, message};

/// What the file says of the plan as a whole.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Title of the plan.
    pub title: String,
    /// One sentence about its size.
    pub summary: String,
    /// The day of its order.
    pub date: Option<jiff::civil::Date>,
    /// Type of the plan.
    pub kind: &'static str,
    /// Level of government.
    pub level: Option<&'static str>,
    /// Its period.
    pub period: String,
    /// Id of the owner.
    pub owner: Option<String>,
    /// Id of the order.
    pub approved_by: Option<String>,
    /// «Приложение …».
    pub annex: String,
    /// Ids of the acts it stands on.
    pub basis: Vec<String>,
    /// Organizations to whom the order only recommends.
    pub recommended: Vec<String>,
    /// The point of the order about control.
    pub control_point: Option<String>,
}

/// A field of a mapping: its key and the lines that are it.
pub type Field = (&'static str, Vec<String>);

/// A measure with its executors, in the lines of its fields.
#[derive(Clone, Debug, Default)]
pub struct MeasureLines {
    /// Number.
    pub number: String,
    /// Its fields from `title` on, in the order of the file.
    pub fields: Vec<Field>,
    /// Comments for a new measure, above its fields.
    pub comments: Vec<String>,
    /// Comments below them: fields that a person may want.
    pub proposals: Vec<String>,
}

/// A section with its measures.
#[derive(Clone, Debug, Default)]
pub struct SectionLines {
    /// Title as it will be read.
    pub title: String,
    /// Its own fields.
    pub fields: Vec<Field>,
    /// Its measures.
    pub measures: Vec<MeasureLines>,
}

/// Indents of the lists of sections and measures.
pub const SECTION: usize = 2;
/// Indent of a measure's dash.
pub const MEASURE: usize = 6;

/// The fields of the plan itself, without sections.
pub fn head(head: &Head, columns: &[String]) -> Vec<Field> {
    let mut fields: Vec<Field> = vec![("title", yaml::field(0, "title", &head.title))];
    fields.push(("summary", yaml::field(0, "summary", &head.summary)));
    if let Some(date) = head.date {
        fields.push(("date", vec![format!("date: {date}")]));
    }
    fields.push(("type", vec![format!("type: {}", head.kind)]));
    if let Some(level) = head.level {
        fields.push(("level", vec![format!("level: {level}")]));
    }
    fields.push(("period", vec![format!("period: {}", head.period)]));
    if let Some(owner) = &head.owner {
        fields.push(("owner", yaml::field(0, "owner", owner)));
    }
    if let Some(id) = &head.approved_by {
        fields.push(("approved_by", vec![format!("approved_by: documents/{id}")]));
    }
    if !head.annex.is_empty() {
        fields.push(("annex", yaml::field(0, "annex", &head.annex)));
    }
    if !head.basis.is_empty() {
        let ids: Vec<String> = head
            .basis
            .iter()
            .map(|id| format!("documents/{id}"))
            .collect();
        fields.push(("basis", yaml::list(0, "basis", &ids)));
    }
    if !head.recommended.is_empty() {
        fields.push((
            "recommended",
            yaml::list(0, "recommended", &head.recommended),
        ));
    }
    if !columns.is_empty() {
        let mut lines = vec!["columns:".to_owned()];
        lines.extend(columns.iter().flat_map(|column| yaml::item(2, column)));
        fields.push(("columns", lines));
    }
    fields
}

/// Sections and measures in lines; `executors` has those of every measure and sub-item, in order.
pub fn sections(plan: &Recognised, executors: &[Vec<Vec<Executor>>]) -> Vec<SectionLines> {
    let mut at = executors.iter();
    let none: Vec<Vec<Executor>> = Vec::new();
    let mut lines = Vec::new();
    for section in &plan.sections {
        let measures = section.measures.iter();
        lines.push(SectionLines {
            title: title_of(section),
            fields: section_fields(section),
            measures: measures
                .map(|measure| measure_lines(measure, at.next().unwrap_or(&none)))
                .collect(),
        });
    }
    lines
}

fn title_of(section: &Section) -> String {
    match section.title.is_empty() {
        true => message(Language::Ru, "import.section-untitled", &[]),
        false => section.title.clone(),
    }
}

fn section_fields(section: &Section) -> Vec<Field> {
    let mut fields = vec![("title", yaml::field(4, "title", &title_of(section)))];
    if !section.number.is_empty() {
        fields.push((
            "number",
            vec![format!("    number: \"{}\"", section.number)],
        ));
    }
    fields
}

fn measure_lines(measure: &Measure, executors: &[Vec<Executor>]) -> MeasureLines {
    const INDENT: usize = MEASURE + 2;
    let mut fields: Vec<Field> = Vec::new();
    let mut text = |key: &'static str, text: &str| {
        if !text.is_empty() {
            fields.push((key, yaml::field(INDENT, key, text)));
        }
    };
    text("title", &measure.title);
    let details: Vec<String> = measure
        .others
        .iter()
        .map(|(heading, words)| match heading.is_empty() {
            true => words.clone(),
            false => format!("{heading}: {words}"),
        })
        .collect();
    text("details", &details.join("\n\n"));
    let (own, parts) = executors
        .split_first()
        .map_or((&[][..], &[][..]), |(own, parts)| (own.as_slice(), parts));
    if !own.is_empty() {
        fields.push(("responsible", responsible(INDENT, own)));
    }
    let mut text = |key: &'static str, text: &str| {
        if !text.is_empty() {
            fields.push((key, yaml::field(INDENT, key, text)));
        }
    };
    text("responsible_words", &measure.responsible);
    text("document", &measure.document);
    text("timing", &measure.timing);
    text("result", &measure.result);
    if !measure.subitems.is_empty() {
        let mut lines = vec![format!("{}subitems:", " ".repeat(INDENT))];
        for (at, item) in measure.subitems.iter().enumerate() {
            lines.extend(subitem(item, parts.get(at).map_or(&[], Vec::as_slice)));
        }
        fields.push(("subitems", lines));
    }
    MeasureLines {
        number: measure.number.clone(),
        fields,
        comments: measure
            .comments
            .iter()
            .flat_map(|text| yaml::comment(INDENT, text))
            .collect(),
        proposals: proposals(INDENT, &measure.result),
    }
}

fn responsible(indent: usize, executors: &[Executor]) -> Vec<String> {
    if executors.iter().all(|executor| executor.note.is_none()) {
        let ids: Vec<String> = executors
            .iter()
            .map(|executor| executor.id.clone())
            .collect();
        return yaml::list(indent, "responsible", &ids);
    }
    let mut lines = vec![format!("{}responsible:", " ".repeat(indent))];
    for executor in executors {
        match &executor.note {
            None => lines.extend(yaml::item(indent + 2, &executor.id)),
            Some(note) => {
                let mut fields = yaml::field(indent + 4, "organization", &executor.id);
                fields.extend(yaml::field(indent + 4, "note", note));
                lines.extend(yaml::mapping_item(indent + 2, fields));
            }
        }
    }
    lines
}

fn subitem(item: &Subitem, executors: &[Executor]) -> Vec<String> {
    const INDENT: usize = MEASURE + 6;
    let mut fields = yaml::field(INDENT, "title", &item.title);
    if !executors.is_empty() {
        fields.extend(responsible(INDENT, executors));
    }
    for (key, text) in [
        ("document", &item.document),
        ("timing", &item.timing),
        ("result", &item.result),
    ] {
        if !text.is_empty() {
            fields.extend(yaml::field(INDENT, key, text));
        }
    }
    yaml::mapping_item(INDENT - 2, fields)
}

/// Indicators that a result may promise, ready to be uncommented.
fn proposals(indent: usize, result: &str) -> Vec<String> {
    let found = indicators::find(result);
    if found.is_empty() {
        return Vec::new();
    }
    let mut lines = yaml::comment(
        indent,
        &message(Language::Ru, "import.indicators-head", &[]),
    );
    let pad = " ".repeat(indent);
    lines.push(format!("{pad}# indicators:"));
    for (at, proposed) in found.iter().enumerate() {
        lines.push(format!("{pad}#   - id: pokazatel-{}", at + 1));
        lines.push(format!("{pad}#     name: {}", yaml::scalar(&proposed.name)));
        lines.push(format!("{pad}#     unit: {}", yaml::scalar(&proposed.unit)));
        lines.push(format!("{pad}#     target: {}", proposed.target));
    }
    lines
}

/// The whole file.
pub fn text(
    comments: &[String],
    head: &[Field],
    control: Option<&str>,
    sections: &[SectionLines],
) -> String {
    let mut lines: Vec<String> = comments
        .iter()
        .flat_map(|text| match text.is_empty() {
            true => vec!["#".to_owned()],
            false => yaml::comment(0, text),
        })
        .collect();
    lines.push(String::new());
    for (key, field) in head {
        lines.extend(field.iter().cloned());
        if let Some(point) = control.filter(|_| *key == "type") {
            let values = [("point", point.to_owned())];
            lines.extend(yaml::comment(
                0,
                &message(Language::Ru, "import.control-comment", &values),
            ));
        }
    }
    lines.push(String::new());
    lines.push("sections:".to_owned());
    for (at, part) in sections.iter().enumerate() {
        if at > 0 {
            lines.push(String::new());
        }
        lines.extend(section(part));
    }
    lines.join("\n") + "\n"
}

/// The lines of a section with its measures.
pub fn section(section: &SectionLines) -> Vec<String> {
    let fields = section
        .fields
        .iter()
        .flat_map(|(_, lines)| lines.clone())
        .collect();
    let mut lines = yaml::mapping_item(SECTION, fields);
    if !section.measures.is_empty() {
        lines.push("    measures:".to_owned());
    }
    for (at, part) in section.measures.iter().enumerate() {
        if at > 0 {
            lines.push(String::new());
        }
        lines.extend(measure(part));
    }
    lines
}

/// The lines of one measure.
pub fn measure(measure: &MeasureLines) -> Vec<String> {
    let mut lines = yaml::mapping_item(
        MEASURE,
        vec![format!("number: {}", quoted(&measure.number))],
    );
    lines.extend(measure.comments.iter().cloned());
    lines.extend(measure.fields.iter().flat_map(|(_, lines)| lines.clone()));
    lines.extend(measure.proposals.iter().cloned());
    lines
}

fn quoted(number: &str) -> String {
    format!("\"{}\"", number.replace(['"', '\\'], ""))
}
