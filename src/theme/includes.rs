//! Includes of built-in templates written out, so that the engine has no scope and no template to look up for
//! each: a practice's page has two dozen of them.

use std::collections::{BTreeMap, HashMap};

const OPEN: &str = "{% include \"";
const CLOSE: &str = "\" %}";

/// Templates by name, each with the includes in it written out where that changes nothing.
pub(super) struct Included<'t> {
    by_name: HashMap<&'t str, &'t str>,
    own: &'t BTreeMap<String, String>,
}

impl<'t> Included<'t> {
    /// Of these templates; `own` are those of the site, which stay as they are written: mistakes in them
    /// have lines.
    pub fn new(templates: &'t [(String, String)], own: &'t BTreeMap<String, String>) -> Self {
        let pairs = templates.iter();
        Self {
            by_name: pairs
                .map(|(name, text)| (name.as_str(), text.as_str()))
                .collect(),
            own,
        }
    }

    /// A template with its includes written out.
    pub fn text(&self, name: &str, template: &str) -> String {
        if self.own.contains_key(name) {
            return template.to_owned();
        }
        self.written_out(template, &mut vec![name])
    }

    /// `inside` are the templates that this text is a part of: none of them is written out in itself.
    fn written_out<'a>(&'a self, template: &'a str, inside: &mut Vec<&'a str>) -> String {
        let mut out = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once(OPEN) {
            let Some((name, after)) = after.split_once(CLOSE) else {
                break;
            };
            out.push_str(before);
            match self.part(name) {
                Some(part) if !inside.contains(&name) => {
                    inside.push(name);
                    out.push_str(&self.written_out(part, inside));
                    inside.pop();
                }
                _ => {
                    out.push_str(OPEN);
                    out.push_str(name);
                    out.push_str(CLOSE);
                }
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// A built-in template that means the same inside of another: it names no variables of its own.
    fn part(&self, name: &str) -> Option<&'t str> {
        let text = without_comment(self.by_name.get(name)?);
        let has_scope = ["set", "block", "extends"].iter().any(|tag| {
            ["{%", "{%-"]
                .iter()
                .any(|open| text.contains(&format!("{open} {tag} ")))
        });
        (!self.own.contains_key(name) && !has_scope).then_some(text)
    }
}

/// A template without the comment at its head that says what it is for, and the space that this takes away.
fn without_comment(template: &str) -> &str {
    let inside = template.strip_prefix("{#-");
    let after = inside.and_then(|inside| inside.split_once("-#}"));
    after.map_or(template, |(_, rest)| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Included;

    fn text(own: &[&str]) -> String {
        let templates = [
            (
                "page",
                "<main>{% include \"part\" %}{% include \"scope\" %}</main>",
            ),
            ("part", "{#- Says b. -#}\n<b>{% include \"part\" %}</b>"),
            ("scope", "{% set a = 1 %}"),
        ];
        let templates = templates.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let file = |name: &&str| ((*name).to_owned(), format!("themes/default/{name}"));
        let own: BTreeMap<String, String> = own.iter().map(file).collect();
        Included::new(&templates, &own).text("page", &templates[0].1)
    }

    #[test]
    fn built_in_parts_without_variables_are_written_out_once() {
        let expected = "<main><b>{% include \"part\" %}</b>{% include \"scope\" %}</main>";
        assert_eq!(text(&[]), expected);
    }

    #[test]
    fn what_the_site_wrote_stays_as_it_is() {
        let as_written = "<main>{% include \"part\" %}{% include \"scope\" %}</main>";
        assert_eq!(text(&["part"]), as_written);
        assert_eq!(text(&["page"]), as_written);
    }
}
