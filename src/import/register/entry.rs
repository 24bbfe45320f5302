//! What a row gives to an entry of organizations.yaml: its id, its fields and their lines.

use super::known::Known;
use super::rows::Found;
use crate::import::organizations::INDENT;
use crate::import::yaml;
use crate::lang::slug;

/// Letters of an id, at most: whole words of a name.
const MOST: usize = 40;

/// The id that the names of a row make; the sheet's own when it is one.
pub fn id(found: &Found) -> String {
    let own = found
        .id
        .as_deref()
        .filter(|id| !id.is_empty() && slug(id) == **id);
    if let Some(id) = own {
        return id.to_owned();
    }
    let name = found.short.as_ref().unwrap_or(&found.name);
    let slug = slug(name);
    let mut id = String::new();
    for part in slug.split('-') {
        if !id.is_empty() && id.len() + part.len() >= MOST {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(part);
    }
    match id.is_empty() {
        true => "organizatsiia".to_owned(),
        false => id.chars().take(2 * MOST).collect(),
    }
}

/// Every field that the row gives, in the order of the contract. Of one who is known, what his entry
/// says already in another way is left out: a spelling among `names`, a territory of his parent.
pub fn fields(
    found: &Found,
    parent: Option<&str>,
    known: Option<&Known>,
) -> Vec<(&'static [&'static str], String)> {
    let is_known = |at: usize| {
        let key = found.keys.get(at);
        known.is_some_and(|known| {
            known
                .keys
                .iter()
                .any(|own| Some(&own.full) == key.map(|key| &key.full))
        })
    };
    let territory = found.territory.as_ref();
    let is_there = known.is_some_and(|known| known.territory.as_ref() == territory);
    let is_plain = |kind: &&str| known.is_none() || *kind != "other";
    let kind = found
        .kind
        .filter(is_plain)
        .or(known.is_none().then_some("other"));
    let mut fields: Vec<(&'static [&'static str], String)> = Vec::new();
    let mut put = |path: &'static [&'static str], words: Option<&str>| {
        fields.extend(words.map(|words| (path, words.to_owned())));
    };
    put(
        &["name"],
        Some(found.name.as_str()).filter(|_| !is_known(0)),
    );
    put(&["short"], found.short.as_deref().filter(|_| !is_known(1)));
    put(&["type"], kind);
    put(&["parent"], parent);
    put(
        &["territory"],
        territory.filter(|_| !is_there).map(String::as_str),
    );
    put(&["site"], found.site.as_deref());
    for (key, words) in &found.contacts {
        let path: &'static [&'static str] = match *key {
            "email" => &["contacts", "email"],
            "phone" => &["contacts", "phone"],
            "hours" => &["contacts", "hours"],
            _ => &["contacts", "address"],
        };
        put(path, Some(words));
    }
    fields
}

/// The lines of a new entry.
pub fn lines(found: &Found, parent: Option<&str>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut has_contacts = false;
    for (path, words) in fields(found, parent, None) {
        match path {
            [key] => lines.extend(yaml::field(INDENT, key, &words)),
            [group, key] => {
                if !has_contacts {
                    lines.push(format!("{}{group}:", " ".repeat(INDENT)));
                    has_contacts = true;
                }
                lines.extend(yaml::field(INDENT + 2, key, &words));
            }
            _ => {}
        }
    }
    lines
}
