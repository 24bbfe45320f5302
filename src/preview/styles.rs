//! Changes that need no new page: a browser exchanges a style sheet under an open page.

use std::path::Path;

use super::changes::Changes;

/// Whether only style sheets of themes changed: files in `themes/NAME/css/`, whatever their name, for all of
/// that folder are style sheets.
pub fn are_all_that_changed(changes: &Changes, root: &Path) -> bool {
    let Changes::Files(files) = changes else {
        return false;
    };
    let is_style = |path: &Path| {
        let Ok(inside) = path.strip_prefix(root) else {
            return false;
        };
        let mut parts = inside.iter();
        let folder = (parts.next(), parts.next(), parts.next());
        matches!(folder, (Some(themes), Some(_), Some(css)) if themes == "themes" && css == "css")
    };
    !files.is_empty() && files.iter().all(|path| is_style(path))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn only_style_sheets_of_themes_are_exchanged() {
        let table: [(&[&str], bool); 7] = [
            (&["/p/themes/default/css/site.css"], true),
            (&["/p/themes/a/css/x.css", "/p/themes/a/css/y/z.css"], true),
            (
                &["/p/themes/default/css/site.css", "/p/content/a.md"],
                false,
            ),
            (&["/p/themes/default/templates/base.html"], false),
            (&["/p/themes/css/a.css"], false),
            (&["/q/themes/default/css/site.css"], false),
            (&[], false),
        ];
        for (files, expected) in table {
            let changes = Changes::of(files.iter().map(PathBuf::from));
            let found = are_all_that_changed(&changes, Path::new("/p"));
            assert_eq!(found, expected, "{files:?}");
        }
        assert!(!are_all_that_changed(&Changes::Everything, Path::new("/p")));
    }
}
