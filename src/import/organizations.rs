//! organizations.yaml as text: who is known, and new executors appended without touching a line of the author.

use std::collections::BTreeSet;

use super::plan::executors::{New, Organization};
use super::renew::indented;
use super::yaml;
use crate::lang::{Language, message};
use crate::parse::tree::{self, Node, Value};

/// Everyone whom the file has; a broken file has nobody, and `check` says why.
pub fn read(text: &str) -> Vec<Organization> {
    let Ok(root) = tree::parse(text) else {
        return Vec::new();
    };
    let Some((_, known)) = root.entry("organizations") else {
        return Vec::new();
    };
    let Value::Mapping(known) = &known.value else {
        return Vec::new();
    };
    let of = |(id, parts): &(Node, Node)| {
        let own = ["name", "short"].map(|key| parts.word(key));
        let others = parts.list("names").iter().filter_map(Node::text);
        let names = own
            .into_iter()
            .chain(others)
            .filter(|name| !name.is_empty());
        Some(Organization {
            id: id.text()?.to_owned(),
            names: names.map(str::to_owned).collect(),
            parent: Some(parts.word("parent").to_owned()).filter(|parent| !parent.is_empty()),
        })
    };
    known.iter().filter_map(of).collect()
}

/// An organization to be added: its id and the lines of its fields, indented by [`INDENT`].
pub struct Added {
    /// Its id.
    pub id: String,
    /// Its fields.
    pub lines: Vec<String>,
}

/// How far the lines of [`Added`] are indented: two for the list, two for the organization.
pub const INDENT: usize = 4;

/// The file with new executors at the end of its list; `None` when it is written in a way that cannot be added to.
pub fn append(text: &str, new: &[New], file: &str) -> Option<String> {
    let added: Vec<Added> = new.iter().map(executor).collect();
    append_all(text, &added, file)
}

fn executor(new: &New) -> Added {
    let mut lines = yaml::field(INDENT, "name", &new.name);
    let short = new.short.as_ref().filter(|short| **short != new.name);
    lines.extend(
        short
            .into_iter()
            .flat_map(|short| yaml::field(INDENT, "short", short)),
    );
    let kind = if new.is_group { "group" } else { "other" };
    lines.extend(yaml::field(INDENT, "type", kind));
    Added {
        id: new.id.clone(),
        lines,
    }
}

/// The file with new organizations at the end of its list; `None` when it is written in a way that cannot be added to.
pub fn append_all(text: &str, new: &[Added], file: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let is_head = |line: &String| line.starts_with("organizations:");
    let (at, indent) = match lines.iter().position(is_head) {
        Some(head) => place(&mut lines, head),
        None => {
            if lines.last().is_some_and(|line| !line.is_empty()) {
                lines.push(String::new());
            }
            lines.push("organizations:".to_owned());
            (lines.len(), 2)
        }
    };
    let is_first = at
        .checked_sub(1)
        .and_then(|at| lines.get(at))
        .is_some_and(is_head);
    let mut added = if is_first {
        Vec::new()
    } else {
        vec![String::new()]
    };
    let values = [("file", file.to_owned())];
    added.extend(yaml::comment(
        indent,
        &message(Language::Ru, "import.organizations-head", &values),
    ));
    for organization in new {
        let id = yaml::scalar(&organization.id);
        added.push(format!("{}{id}:", " ".repeat(indent)));
        added.extend(indented(&organization.lines, indent + 2));
    }
    let rest = lines.split_off(at);
    lines.extend(added);
    lines.extend(rest);
    let result = lines.join("\n") + "\n";
    // Whatever the style of the file: only a text that reads back with all of them is written.
    let known: BTreeSet<String> = read(&result).into_iter().map(|known| known.id).collect();
    let is_whole = known.len() == read(&text).len() + new.len();
    let is_there = |new: &Added| known.contains(&new.id);
    (is_whole && new.iter().all(is_there)).then_some(result)
}

/// The line after the last organization, and how far organizations are indented.
fn place(lines: &mut [String], head: usize) -> (usize, usize) {
    let is_said = |line: &&String| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let below = lines.iter().skip(head + 1);
    let indent = below
        .clone()
        .find(is_said)
        .map_or(0, |line| line.len() - line.trim_start().len());
    let next = below
        .clone()
        .position(|line| is_said(&line) && !line.starts_with(' '));
    let end = next.map_or(lines.len(), |next| head + 1 + next);
    let last = lines
        .iter()
        .take(end)
        .rposition(|line| is_said(&line))
        .unwrap_or(head);
    if indent == 0 || last == head {
        // `organizations: {}` holds nobody, too.
        if let Some(line) = lines.get_mut(head) {
            *line = "organizations:".to_owned();
        }
        return (head + 1, 2);
    }
    (last + 1, indent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new() -> Vec<New> {
        vec![New {
            id: "tsok".into(),
            name: "Центр оценки: качества".into(),
            short: Some("ЦОК".into()),
            is_group: false,
        }]
    }

    #[test]
    fn every_line_of_the_author_stays() {
        let files = [
            "# Свои слова\norganizations:\n  a:\n    name: А # хвост\n\n  # в конце\nterritories:\n  t: {label: Т}\n",
            "territories:\n  t: {label: Т}\n",
            "",
            "organizations: {}\n",
            "organizations:\n    a: {name: А}\n",
        ];
        for file in files {
            let text = append(file, &new(), "план.docx").expect("a file that can be added to");
            assert!(
                read(&text)
                    .iter()
                    .any(|o| o.id == "tsok" && o.names == ["Центр оценки: качества", "ЦОК"]),
                "{text}"
            );
            let stays = |line: &&str| text.lines().any(|known| known == *line);
            assert!(
                file.lines()
                    .filter(|line| *line != "organizations: {}")
                    .all(|line| stays(&line)),
                "{text}"
            );
        }
        assert_eq!(append("organizations: {a: {name: А}}\n", &new(), "x"), None);
    }
}
