//! Lists inside a measure: «… по проблемам: - …; - …» becomes a title and sub-items.

use std::sync::LazyLock;

use regex::Regex;

use super::{Measure, Recognised, Subitem, flat, join};
use crate::import::model::{Note, NoteKind};

/// A mark of an item at the beginning of a line: a dash, a bullet, «1)», «а)».
static MARK: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:[-–—•*·▪o]\s+|\d{1,2}\)\s*|[а-я]\)\s*)(.+)$").ok());

/// Items that follow each other on one line: each but the last ends with «;».
static INLINE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[;,.]\s+[-–—•·▪]\s+").ok());
static FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r":\s+[-–—•·▪]\s+").ok());

/// Cuts lists out of all titles.
pub fn split(plan: &mut Recognised) {
    let mut notes = Vec::new();
    for measure in plan.measures_mut() {
        let before = measure.subitems.len();
        cut(measure);
        let count = measure.subitems.len();
        if count > 0 {
            let note = Note::new(NoteKind::Read, "import.subitems", measure.place.clone())
                .with("number", measure.number.clone())
                .with("count", count.to_string());
            notes.push(note);
        }
        if before > 0 {
            for item in &mut measure.subitems {
                item.title = without_end(&flat(&item.title));
            }
        }
    }
    plan.notes.extend(notes);
}

fn cut(measure: &mut Measure) {
    let (title, items) = parts(&measure.title);
    measure.title = title;
    let items = items.into_iter().map(|title| Subitem {
        title,
        ..Subitem::default()
    });
    // Items of the cell stand above those that have rows of their own.
    measure.subitems.splice(0..0, items);
}

/// The title and the items of a cell whose lines are paragraphs.
pub fn parts(cell: &str) -> (String, Vec<String>) {
    let mut title = String::new();
    let mut items: Vec<String> = Vec::new();
    for line in cell.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let marked = MARK.as_ref().and_then(|mark| mark.captures(line));
        let marked = marked.and_then(|found| Some(found.get(1)?.as_str().to_owned()));
        match (marked, items.last_mut()) {
            // A line with a mark is an item only below a title.
            (Some(item), _) if !title.is_empty() => items.push(item),
            (None, Some(item))
                if item.ends_with([';', '.']) && line.starts_with(char::is_uppercase) =>
            {
                items.push(line.to_owned());
            }
            (_, Some(item)) => join(item, line),
            (_, None) => join(&mut title, line),
        }
    }
    let title = flat(&title);
    let first = FIRST.as_ref().and_then(|first| first.find(&title));
    if let Some(first) = first.filter(|_| items.is_empty() || !title.ends_with(':')) {
        let (head, list) = title.split_at(first.start() + 1);
        let list = list
            .trim_start()
            .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '«');
        items.insert(0, list.to_owned());
        let head = head.to_owned();
        return (head, pieces(items));
    }
    (title, pieces(items))
}

fn pieces(items: Vec<String>) -> Vec<String> {
    let cut = |item: String| -> Vec<String> {
        let item = flat(&item);
        match INLINE.as_ref() {
            Some(inline) => inline.split(&item).map(without_end).collect(),
            None => vec![without_end(&item)],
        }
    };
    items
        .into_iter()
        .flat_map(cut)
        .filter(|item| !item.is_empty())
        .collect()
}

/// An item without the sign that parts it from the next.
fn without_end(item: &str) -> String {
    item.trim().trim_end_matches(';').trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_list_in_a_cell_is_cut_however_it_is_marked() {
        let cases: [(&str, &str, &[&str]); 6] = [
            (
                "Работа по темам: - Раз; - Два в три",
                "Работа по темам:",
                &["Раз", "Два в три"],
            ),
            (
                "Работа по темам:\n- Раз;\n- Два\nв три.",
                "Работа по темам:",
                &["Раз", "Два в три."],
            ),
            ("Работа:\n1) раз;\n2) два", "Работа:", &["раз", "два"]),
            (
                "Семинар – практикум: итоги",
                "Семинар – практикум: итоги",
                &[],
            ),
            (
                "Первый абзац.\nВторой абзац",
                "Первый абзац. Второй абзац",
                &[],
            ),
            ("- Одна черта впереди", "- Одна черта впереди", &[]),
        ];
        for (cell, title, items) in cases {
            let (found, list) = parts(cell);
            assert_eq!(
                (
                    found.as_str(),
                    list.iter().map(String::as_str).collect::<Vec<_>>()
                ),
                (title, items.to_vec()),
                "{cell}"
            );
        }
    }
}
