//! Another text in the place of one entry, without putting the whole portal together again.
//!
//! Who mends a sentence in a practice changes nothing that a list, another page or a check asks of it,
//! and the preview must show that at once, in a portal of any size. So what all pages share stays, and only the
//! entry is exchanged. Whenever more than its text may have changed, the answer is that the portal
//! has to be read anew: this must never give another portal than reading it anew would.

use super::{Content, Entry, Portal, nfc};
use crate::parse::Document;
use crate::parse::tree::{self, Node, Value};

/// Fields that only the page, the card and the found text of the entry itself show.
const FREE: &[&str] = &[
    "summary",
    "problem",
    "steps",
    "results",
    "limits",
    "mistakes",
    "conditions",
];

impl Portal {
    /// The portal with this text of an entry that it has; nothing when the entry is new, or when others
    /// may see a difference besides the text. What the text says is checked by the caller.
    pub fn edited(&self, document: Document) -> Option<(Portal, usize)> {
        let at = *self.by_file.get(&nfc(&document.source.file))?;
        let old = self.entries.get(at)?;
        let new = Entry::of(document.into(), self.today, self.drafts);
        if !is_alone(old) || !is_same_but_text(old, &new) {
            return None;
        }
        let mut portal = self.clone();
        portal.entries.put(at, new);
        Some((portal, at))
    }
}

/// Whether nothing in other entries is made from this one when the portal is put together: plans and
/// their reports are, and what names practices is veiled with them.
fn is_alone(entry: &Entry) -> bool {
    !matches!(
        entry.content,
        Content::Plan(_) | Content::Report(_) | Content::Video(_) | Content::Contest(_)
    )
}

fn is_same_but_text(old: &Entry, new: &Entry) -> bool {
    (old.kind, &old.id, &old.address, &old.folder) == (new.kind, &new.id, &new.address, &new.folder)
        && (old.visible, old.common.sample.yes()) == (new.visible, new.common.sample.yes())
        && (old.body.is_empty(), old.body.masked) == (new.body.is_empty(), new.body.masked)
        && is_same_body(old, new)
        && is_same_front_matter(old.source.yaml(), new.source.yaml())
}

/// Links of a body are counted where they lead, its headings where others link to them.
fn is_same_body(old: &Entry, new: &Entry) -> bool {
    let (old, new) = (&old.body, &new.body);
    old.links
        .iter()
        .map(|link| &link.target)
        .eq(new.links.iter().map(|link| &link.target))
        && old
            .headings
            .iter()
            .map(|heading| &heading.id)
            .eq(new.headings.iter().map(|heading| &heading.id))
}

fn is_same_front_matter(old: &str, new: &str) -> bool {
    if old == new {
        return true;
    }
    let (Ok(old), Ok(new)) = (tree::parse(old), tree::parse(new)) else {
        return false;
    };
    let (Value::Mapping(old), Value::Mapping(new)) = (&old.value, &new.value) else {
        return false;
    };
    old.len() == new.len()
        && old.iter().zip(new).all(|((key, before), (now, after))| {
            let is_free = key.text().is_some_and(|key| FREE.contains(&key));
            is_same(key, now)
                && (is_same(before, after) || is_free && !may_link(before) && !may_link(after))
        })
}

/// Whether two nodes say the same, wherever they stand.
fn is_same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Scalar { text, plain }, Value::Scalar { text: b, plain: p }) => {
            text == b && plain == p
        }
        (Value::Sequence(a), Value::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Mapping(a), Value::Mapping(b)) => {
            a.len() == b.len()
                && a.iter()
                    .zip(b)
                    .all(|((a, x), (b, y))| is_same(a, b) && is_same(x, y))
        }
        _ => false,
    }
}

/// Whether a text might hold a link or a picture.
fn may_link(node: &Node) -> bool {
    match &node.value {
        Value::Scalar { text, .. } => text.contains(['[', '<']),
        Value::Sequence(items) => items.iter().any(may_link),
        Value::Mapping(entries) => entries.iter().any(|(_, value)| may_link(value)),
    }
}
