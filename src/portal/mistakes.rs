//! Mistakes that show when entries meet.

use crate::diagnostics::{Diagnostic, Place};
use crate::lang::alphabets;
use crate::parse::mistakes::shown;
use crate::parse::{self, slips};
use crate::theme::{BrokenTemplate, TemplateSlip};
use crate::timing::Doubt;

/// A required field is not there; of several names joined by `|`, none is.
pub fn missing_field(place: Place, field: &str) -> Diagnostic {
    let names: Vec<&str> = field.split('|').collect();
    match names[..] {
        [field] => Diagnostic::error("missing-field", place)
            .with("field", field)
            .hint("add-line", vec![("field", field.to_owned())]),
        _ => Diagnostic::error("missing-one-of", place).with("names", names.join(", ")),
    }
}

/// A required field whose value is the word `null`.
pub fn value_is_null(place: Place, field: &str) -> Diagnostic {
    Diagnostic::error("value-is-null", place)
        .with("field", field)
        .hint("write", vec![("text", format!("{field}: …"))])
}

/// A required field whose value YAML takes for a comment.
pub fn value_is_comment(place: Place, field: &str, comment: &str) -> Diagnostic {
    Diagnostic::error("value-is-comment", place)
        .with("field", field)
        .hint("write", vec![("text", format!("{field}: \"{comment}\""))])
}

/// A field that another field of the same record asks for is not there.
pub fn missing_with(place: Place, field: &str, other: &str) -> Diagnostic {
    Diagnostic::error("missing-with", place)
        .with("field", field)
        .with("other", other)
}

/// Two fields that exclude each other.
pub fn excluded_by(place: Place, field: &str, other: &str) -> Diagnostic {
    Diagnostic::error("excluded-by", place)
        .with("field", field)
        .with("other", other)
}

/// The text of a document that says that its text is not on the platform.
pub fn withheld_text(place: Place) -> Diagnostic {
    Diagnostic::error("withheld-text", place)
}

/// An old address of an entry that has no page.
pub fn alias_without_page(place: Place, alias: &str) -> Diagnostic {
    Diagnostic::error("alias-without-page", place).with("alias", alias)
}

/// What a name leads to once its quotes or look-alike letters are put right.
fn as_meant(place: &Place, written: &str, similar: Option<&str>) -> Option<Diagnostic> {
    if let Some(inner) = slips::unquoted(written) {
        return Some(parse::mistakes::smart_quotes(place.clone(), inner));
    }
    let meant = alphabets::latin(written)?;
    (similar == Some(meant.as_str()))
        .then(|| parse::mistakes::lookalike_letters(place.clone(), written, &meant))
}

/// A reference names nothing that is in the portal.
pub fn unknown_reference(place: Place, written: &str, similar: Option<String>) -> Diagnostic {
    if let Some(found) = as_meant(&place, written, similar.as_deref()) {
        return found;
    }
    Diagnostic::error("unknown-reference", place)
        .with("id", written)
        .did_you_mean(similar)
}

/// A name that is like no organization's: the author may not know that they have a list of their own.
pub fn unknown_organization(place: Place, written: &str, known: Option<&str>) -> Diagnostic {
    let found = unknown_reference(place, written, None);
    match (&found.hint, known) {
        (None, Some(known)) => found.hint("known-organization", vec![("name", known.to_owned())]),
        _ => found,
    }
}

/// A bare id where several kinds have it, or where the kind must be named.
pub fn ambiguous_reference(place: Place, written: &str, candidates: &[String]) -> Diagnostic {
    Diagnostic::error("ambiguous-reference", place)
        .with("id", written)
        .hint("write-one-of", vec![("names", candidates.join(", "))])
}

/// A measure that its plan does not have.
pub fn unknown_measure(
    place: Place,
    plan: &str,
    number: &str,
    similar: Option<String>,
) -> Diagnostic {
    Diagnostic::error("unknown-measure", place)
        .with("plan", plan)
        .with("number", number)
        .did_you_mean(similar)
}

/// A bare number of a measure where no plan is meant.
pub fn measure_without_plan(place: Place, number: &str) -> Diagnostic {
    Diagnostic::error("measure-without-plan", place)
        .with("number", number)
        .hint("write", vec![("text", format!("plans/…#{number}"))])
}

/// A plan where one of its measures belongs.
pub fn measure_without_number(place: Place, plan: &str, first: Option<String>) -> Diagnostic {
    let number = first.unwrap_or_else(|| "1".to_owned());
    Diagnostic::error("measure-without-number", place)
        .with("plan", plan)
        .hint("write-like", vec![("text", format!("{plan}#{number}"))])
}

/// A reference of an entry or measure to itself.
pub fn self_reference(place: Place, written: &str) -> Diagnostic {
    Diagnostic::error("self-reference", place).with("id", written)
}

/// A link to a file of settings.
pub fn no_page(place: Place, file: &str) -> Diagnostic {
    Diagnostic::error("no-page", place).with("file", file)
}

/// Two of something have one value that only one may have.
pub fn duplicate_value(place: Place, field: &str, value: &str, first: &str) -> Diagnostic {
    Diagnostic::error("duplicate-value", place)
        .with("field", field)
        .with("value", value)
        .with("first", first)
}

/// A column of a plan's original that no field of a measure holds.
pub fn unknown_column(place: Place, heading: &str) -> Diagnostic {
    Diagnostic::warning("unknown-column", place)
        .with("heading", shown(heading))
        .hint("known-columns", Vec::new())
}

/// An icon that the theme does not have.
pub fn unknown_icon(place: Place, name: &str, similar: Option<String>) -> Diagnostic {
    Diagnostic::warning("unknown-icon", place)
        .with("name", shown(name))
        .did_you_mean(similar)
}

/// A facet that navigator.yaml does not have.
pub fn unknown_facet(place: Place, facet: &str, similar: Option<String>) -> Diagnostic {
    Diagnostic::error("unknown-facet", place)
        .with("facet", facet)
        .did_you_mean(similar)
}

/// A value that its facet does not have.
pub fn unknown_facet_value(
    place: Place,
    facet: &str,
    value: &str,
    similar: Option<String>,
    known: &[&str],
) -> Diagnostic {
    let found = Diagnostic::error("unknown-facet-value", place)
        .with("facet", facet)
        .with("value", shown(value));
    match similar {
        Some(_) => found.did_you_mean(similar),
        None if known.is_empty() => found,
        None => found.hint(
            "known-words",
            vec![(
                "names",
                known
                    .iter()
                    .take(20)
                    .copied()
                    .collect::<Vec<_>>()
                    .join(", "),
            )],
        ),
    }
}

/// A facet whose values come from other fields.
pub fn derived_facet(place: Place, facet: &str) -> Diagnostic {
    Diagnostic::error("derived-facet", place).with("facet", facet)
}

/// Several values of a facet that allows one.
pub fn single_facet(place: Place, facet: &str) -> Diagnostic {
    Diagnostic::error("single-facet", place).with("facet", facet)
}

/// A name that the navigator needs for itself.
pub fn reserved_name(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error("reserved-name", place).with("name", name)
}

/// A file that is not there.
pub fn missing_file(
    place: Place,
    written: &str,
    looked_for: &str,
    similar: Option<String>,
) -> Diagnostic {
    if let Some(found) = as_meant(&place, written, similar.as_deref()) {
        return found;
    }
    Diagnostic::error("missing-file", place)
        .with("file", written)
        .with("path", looked_for)
        .did_you_mean(similar)
}

/// A path that leads out of `content/`.
pub fn file_outside(place: Place, written: &str) -> Diagnostic {
    Diagnostic::error("file-outside", place).with("file", written)
}

/// An anchor that its page does not have.
pub fn unknown_anchor(place: Place, anchor: &str, similar: Option<String>) -> Diagnostic {
    Diagnostic::error("unknown-anchor", place)
        .with("anchor", anchor)
        .did_you_mean(similar)
}

/// A name that leaves nothing for an address.
pub fn empty_address(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error("empty-address", place).with("name", shown(name))
}

/// A part of an address that is too long for a file's name.
pub fn long_address(place: Place, length: usize, limit: usize) -> Diagnostic {
    Diagnostic::error("long-address", place)
        .with("length", length.to_string())
        .with("limit", limit.to_string())
}

/// A file that would be copied to an address of the program or of a page.
pub fn reserved_file(place: Place, address: &str) -> Diagnostic {
    Diagnostic::error("reserved-file", place).with("address", address)
}

/// The same id twice.
pub fn duplicate_id(place: Place, id: &str, first: &str) -> Diagnostic {
    Diagnostic::error("duplicate-id", place)
        .with("id", id)
        .with("first", first)
}

/// The same address twice.
pub fn duplicate_address(place: Place, address: &str, first: &str) -> Diagnostic {
    Diagnostic::error("duplicate-address", place)
        .with("address", address)
        .with("first", first)
}

/// An alias that is an address of a page or another alias.
pub fn duplicate_alias(place: Place, alias: &str, first: &str) -> Diagnostic {
    Diagnostic::error("duplicate-alias", place)
        .with("alias", alias)
        .with("first", first)
}

/// An address that the program needs for itself.
pub fn reserved_address(place: Place, address: &str) -> Diagnostic {
    Diagnostic::error("reserved-address", place).with("address", address)
}

/// A level of evidence that nothing stands behind.
pub fn evidence_without_reasons(place: Place) -> Diagnostic {
    Diagnostic::error("evidence-without-reasons", place)
}

/// An end before its beginning.
pub fn ends_before_start(place: Place, end: &str, start: &str) -> Diagnostic {
    Diagnostic::error("ends-before-start", place)
        .with("end", end)
        .with("start", start)
}

/// A number of a sub-item, nomination or indicator that is not in its list.
pub fn not_in_list(place: Place, written: &str, list: &str, similar: Option<String>) -> Diagnostic {
    Diagnostic::error("not-in-list", place)
        .with("text", written)
        .with("list", list)
        .did_you_mean(similar)
}

/// Organizations that belong to each other in a circle.
pub fn parent_circle(place: Place, id: &str) -> Diagnostic {
    Diagnostic::error("parent-circle", place).with("id", id)
}

/// A brand colour that cannot be read on white.
pub fn low_contrast(place: Place, colour: &str, ratio: f64) -> Diagnostic {
    Diagnostic::error("low-contrast", place)
        .with("colour", colour)
        .with("ratio", format!("{ratio:.1}"))
}

/// A colour that YAML took for a comment.
pub fn unquoted_colour(place: Place) -> Diagnostic {
    Diagnostic::error("unquoted-colour", place)
}

/// A list that must have two numbers.
pub fn not_two_numbers(place: Place, field: &str) -> Diagnostic {
    Diagnostic::error("not-two-numbers", place).with("field", field)
}

/// A theme that is neither built in nor in the folder of themes.
pub fn unknown_theme(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error("unknown-theme", place).with("name", shown(name))
}

/// A time zone that the database does not have.
pub fn unknown_timezone(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error("unknown-timezone", place).with("name", name)
}

/// `site.yaml` is not there.
pub fn no_site(place: Place) -> Diagnostic {
    Diagnostic::error("no-site", place)
}

/// A home page block, kind, page or icon of site.yaml that is not known.
pub fn unknown_name(place: Place, field: &str, name: &str, similar: Option<String>) -> Diagnostic {
    Diagnostic::error("unknown-name", place)
        .with("field", field)
        .with("name", name)
        .did_you_mean(similar)
}

/// A reference to an entry that has no page now is shown as text.
pub fn hidden_reference(place: Place, written: &str) -> Diagnostic {
    Diagnostic::warning("hidden-reference", place).with("id", written)
}

/// A summary that is too long for cards and search.
pub fn long_summary(place: Place, length: usize) -> Diagnostic {
    Diagnostic::warning("long-summary", place).with("length", length.to_string())
}

/// Latin and Cyrillic letters in one id.
pub fn mixed_alphabets(place: Place, id: &str) -> Diagnostic {
    Diagnostic::warning("mixed-alphabets", place).with("id", id)
}

/// The day on which the entry was to be looked at again is past.
pub fn review_passed(place: Place, date: &str) -> Diagnostic {
    Diagnostic::warning("review-passed", place).with("date", date)
}

/// Nothing says where the site is published.
pub fn no_base_url(place: Place) -> Diagnostic {
    Diagnostic::warning("no-base-url", place)
}

/// An example names an organization that is not marked as one.
pub fn sample_names_real(place: Place, name: &str) -> Diagnostic {
    Diagnostic::warning("sample-names-real", place).with("name", name)
}

/// Names in a document's file cannot be left out.
pub fn unmasked_file(place: Place, file: &str) -> Diagnostic {
    Diagnostic::warning("unmasked-file", place).with("file", file)
}

/// A file that no rule of the contract takes.
pub fn unknown_file(place: Place, similar: Option<String>) -> Diagnostic {
    Diagnostic::warning("unknown-file", place).did_you_mean(similar)
}

/// A symbolic link that leads nowhere.
pub fn dangling_link(place: Place) -> Diagnostic {
    Diagnostic::warning("dangling-link", place)
}

/// A template of the site's own theme that cannot be read or gives other bytes in every build.
pub fn broken_template(broken: BrokenTemplate) -> Diagnostic {
    match broken.slip {
        TemplateSlip::Unreadable(detail) => Diagnostic::error("broken-template", broken.place)
            .with("detail", detail)
            .hint("remove-template", Vec::new()),
        TemplateSlip::UnorderedLoop => {
            Diagnostic::error("unordered-loop", broken.place).hint("write-pairs", Vec::new())
        }
    }
}

/// A file of the site's theme that stands in for no built-in one.
pub fn unknown_override(place: Place) -> Diagnostic {
    Diagnostic::warning("unknown-override", place)
}

/// What the program makes of doubtful words of timing.
pub struct Proposal<'r> {
    /// The words.
    pub words: &'r str,
    /// The days that they were read as: dates and `start/end`, separated by spaces.
    pub days: String,
    /// What the author may write as `schedule`; `None` where none can be written.
    pub schedule: Option<String>,
}

/// Words of timing that were read with a doubt, or not at all.
pub fn doubtful_timing(place: Place, doubt: Doubt, proposal: Proposal) -> Diagnostic {
    let (code, hint) = match doubt {
        Doubt::Assumed => ("timing-assumed", "confirm-schedule"),
        Doubt::Ambiguous => ("timing-ambiguous", "confirm-schedule"),
        Doubt::Impossible => ("timing-impossible", "confirm-schedule"),
        Doubt::Unread => ("timing-unread", "give-schedule"),
    };
    let found = Diagnostic::warning(code, place)
        .with("words", shown(proposal.words))
        .with("days", proposal.days);
    match proposal.schedule {
        Some(schedule) => found.hint(hint, vec![("schedule", schedule)]),
        None => found.hint("no-schedule", Vec::new()),
    }
}

/// `within` is no duration.
pub fn unread_duration(place: Place, written: &str) -> Diagnostic {
    Diagnostic::warning("timing-unread", place)
        .with("words", shown(written))
        .with("days", "")
        .hint("write-one-of", vec![("names", "P10D, P2W, P1M".to_owned())])
}

/// A part is more than the whole: 104 %, 30 of 24.
pub fn part_over_whole(place: Place, part: impl ToString, whole: impl ToString) -> Diagnostic {
    Diagnostic::warning("part-over-whole", place)
        .with("part", part.to_string())
        .with("whole", whole.to_string())
}

/// So many people do not make so many teams of one size.
pub fn uneven_teams(place: Place, people: f64, teams: f64) -> Diagnostic {
    Diagnostic::warning("uneven-teams", place)
        .with("people", people.to_string())
        .with("teams", teams.to_string())
}

/// A plan and the only course that carries out its measure state different numbers.
pub fn course_differs(place: Place, planned: f64, of_course: i64) -> Diagnostic {
    Diagnostic::warning("course-differs", place)
        .with("planned", planned.to_string())
        .with("course", of_course.to_string())
}

/// Two fields of a report that cannot both be right.
pub fn contradiction(place: Place, field: &str, value: &str, other: &str) -> Diagnostic {
    Diagnostic::warning("contradiction", place)
        .with("field", field)
        .with("value", value)
        .with("other", other)
}

/// A report on one plan that names a measure of another.
pub fn other_plan(place: Place, measure: &str, plan: &str) -> Diagnostic {
    Diagnostic::warning("other-plan", place)
        .with("measure", measure)
        .with("plan", plan)
}
