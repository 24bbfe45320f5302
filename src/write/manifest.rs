//! The list of files that builds of this program made in a folder, as a text file.

use std::collections::BTreeSet;

/// The first line; another one means that somebody else's file has our name.
const HEAD: &str = "metod 1";

/// One path a line; a line break in a file name is written as `\n`.
pub fn to_text(paths: &BTreeSet<String>) -> String {
    let mut text =
        String::with_capacity(paths.iter().map(|path| path.len() + 1).sum::<usize>() + 16);
    text.push_str(HEAD);
    text.push('\n');
    for path in paths {
        if path.contains(['\\', '\n']) {
            text.push_str(&path.replace('\\', "\\\\").replace('\n', "\\n"));
        } else {
            text.push_str(path);
        }
        text.push('\n');
    }
    text
}

/// The paths of a manifest; `None` when it is not one of ours. Paths that would leave the folder are
/// not believed.
pub fn of_text(text: &str) -> Option<BTreeSet<String>> {
    let mut lines = text.split('\n');
    if lines.next()? != HEAD || !text.ends_with('\n') {
        return None;
    }
    let paths = lines.filter(|line| !line.is_empty()).map(unescape);
    Some(
        paths
            .filter(|path| super::is_inside(path) && !path.starts_with(super::PREFIX))
            .collect(),
    )
}

fn unescape(line: &str) -> String {
    let mut path = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.as_str().starts_with('n') => {
                characters.next();
                path.push('\n');
            }
            '\\' => path.extend(characters.next()),
            other => path.push(other),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_as_it_was_written() {
        let paths: BTreeSet<String> = ["index.html", "a/b c.html", "файл\nс переносом.txt"]
            .map(str::to_owned)
            .into();
        assert_eq!(of_text(&to_text(&paths)), Some(paths));
    }

    #[test]
    fn a_manifest_names_nothing_outside_its_folder() {
        let text = "metod 1\n../x\n/etc/passwd\na/../../b\n.metod-lock\ngood.html\n";
        assert_eq!(of_text(text), Some(["good.html".to_owned()].into()));
    }

    #[test]
    fn a_foreign_or_cut_manifest_is_not_believed() {
        assert_eq!(of_text("другая программа\nindex.html\n"), None);
        assert_eq!(of_text("metod 1\nindex.ht"), None);
        assert_eq!(of_text(""), None);
    }
}
