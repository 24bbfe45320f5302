//! Links that open a place of a file in the author's editor.

use std::path::Path;

use crate::percent;

/// `vscode://file/ABSOLUTE/PATH:LINE:COLUMN` for a file relative to the root; nothing when the path is no text.
///
/// VS Code takes the way to the file from the path of the link, percent-decoded, and cuts the last two
/// numbers off itself (its documentation, «Opening VS Code with URLs»). A drive keeps its colon.
pub fn link(root: &Path, file: &str, line: usize, column: usize) -> Option<String> {
    let root = root.to_str()?;
    let root = if is_windows(root) {
        plain(root).replace('\\', "/")
    } else if root.starts_with('/') {
        root.to_owned()
    } else {
        return None;
    };
    let path = format!("{}/{file}", root.trim_end_matches('/'));
    let slash = if path.starts_with('/') { "" } else { "/" };
    let (line, column) = (line.max(1), column.max(1));
    Some(format!(
        "vscode://file{slash}{}:{line}:{column}",
        encode(&path)
    ))
}

/// `C:\…` or `\\server\…`, however the system spells them.
fn is_windows(root: &str) -> bool {
    let mut letters = root.chars();
    let is_drive = letters
        .next()
        .is_some_and(|letter| letter.is_ascii_alphabetic())
        && letters.next() == Some(':');
    is_drive || root.starts_with("\\\\")
}

/// The usual spelling of a path that Windows gives when it is asked for the real one.
fn plain(root: &str) -> String {
    match (root.strip_prefix(r"\\?\UNC\"), root.strip_prefix(r"\\?\")) {
        (Some(share), _) => format!(r"\\{share}"),
        (None, Some(path)) => path.to_owned(),
        (None, None) => root.to_owned(),
    }
}

/// An address has a meaning for colons; only that of a drive stays.
fn encode(path: &str) -> String {
    let is_kept = |byte| percent::is_unreserved(byte) || byte == b'/';
    match path.split_at_checked(2) {
        Some((drive, rest)) if is_windows(drive) => {
            format!("{drive}{}", percent::encode(rest, is_kept))
        }
        _ => percent::encode(path, is_kept),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_opened_wherever_the_portal_lies() {
        let table = [
            ("/srv/portal", "vscode://file/srv/portal/content/a.md:3:5"),
            ("/", "vscode://file/content/a.md:3:5"),
            (
                "/диск/Анна/50% #1?",
                "vscode://file/%D0%B4%D0%B8%D1%81%D0%BA/%D0%90%D0%BD%D0%BD%D0%B0/50%25%20%231%3F/content/a.md:3:5",
            ),
            ("/a:1\\b", "vscode://file/a%3A1%5Cb/content/a.md:3:5"),
            (
                r"C:\Users\Anna B\portal",
                "vscode://file/C:/Users/Anna%20B/portal/content/a.md:3:5",
            ),
            (r"\\?\D:\portal", "vscode://file/D:/portal/content/a.md:3:5"),
            (
                r"\\?\UNC\school\disk",
                "vscode://file//school/disk/content/a.md:3:5",
            ),
            (
                r"\\school\disk",
                "vscode://file//school/disk/content/a.md:3:5",
            ),
        ];
        for (root, expected) in table {
            let link = link(Path::new(root), "content/a.md", 3, 5);
            assert_eq!(link.as_deref(), Some(expected), "{root}");
        }
    }

    #[test]
    fn a_root_without_its_whole_path_opens_nothing_and_places_begin_at_one() {
        assert_eq!(link(Path::new("portal"), "content/a.md", 1, 1), None);
        assert_eq!(
            link(Path::new("/p"), "content/a.md", 0, 0).as_deref(),
            Some("vscode://file/p/content/a.md:1:1")
        );
    }
}
