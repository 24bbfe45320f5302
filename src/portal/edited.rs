//! One edited entry in the place of the old one, without putting the whole portal together again.
//!
//! Who mends a sentence in a practice changes nothing that a list, another page or a check asks of it,
//! and the preview must show that at once, in a portal of any size. A title, a facet, a tag or a link is seen
//! by lists and other pages, but by no check of another entry: what is made of all entries is then made again
//! when it is asked for. Whenever more may have changed, the answer is that the portal
//! has to be read anew: this must never give another portal than reading it anew would.

use std::sync::{Arc, OnceLock};

use super::backlinks::Backlinks;
use super::{Content, Entry, Kind, Portal, nfc};
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

/// Kinds of which no menu, plan, schedule or check of another entry asks more than whether an entry is there and
/// shown, and which headings it has.
const QUIET: &[Kind] = &[
    Kind::Practice,
    Kind::Resource,
    Kind::Partnership,
    Kind::Association,
    Kind::Checklist,
    Kind::Question,
    Kind::News,
];

/// What of an entry became another besides its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// The title.
    pub title: bool,
    /// Fields that lists and other pages show or count.
    pub fields: bool,
    /// Where its texts lead.
    pub links: bool,
}

impl Portal {
    /// The portal with this text of an entry that it has, the entry's place, and what others may see of the edit;
    /// nothing when the entry is new, or when more has to be made anew. What the text says is checked by the caller.
    pub fn edited(&self, document: Document) -> Option<(Portal, usize, Edit)> {
        let at = *self.by_file.get(&nfc(&document.source.file))?;
        let old = self.entries.get(at)?;
        let new = Entry::of(document.into(), self.today, self.drafts);
        if !is_alone(old) || !is_at_the_same_place(old, &new) {
            return None;
        }
        let edit = edit(old, &new)?;
        if edit != Edit::default()
            && !(QUIET.contains(&new.kind) && is_as_seen_by_checks(old, &new))
        {
            return None;
        }
        let mut portal = self.clone();
        portal.entries.put(at, new);
        if edit.title || edit.fields {
            portal.navigator_index = OnceLock::new();
            portal.involvement = OnceLock::new();
            portal.lists = OnceLock::new();
            portal.agenda = OnceLock::new();
        }
        if edit.fields {
            portal.tags = OnceLock::new();
            portal.similar = OnceLock::new();
        }
        if edit.fields || edit.links {
            portal.backlinks = self.backlinks_after(&portal, at);
        }
        Some((portal, at, edit))
    }

    /// Who names whom after one entry was edited, if it was asked before.
    fn backlinks_after(&self, edited: &Portal, at: usize) -> OnceLock<Arc<Backlinks>> {
        let Some(known) = self.backlinks.get() else {
            return OnceLock::new();
        };
        let (before, now) = (Backlinks::from(self, at), Backlinks::from(edited, at));
        OnceLock::from(if before == now {
            Arc::clone(known)
        } else {
            Arc::new(known.with(at, &before, &now))
        })
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

fn is_at_the_same_place(old: &Entry, new: &Entry) -> bool {
    (old.kind, &old.id, &old.address, &old.folder) == (new.kind, &new.id, &new.address, &new.folder)
        && (old.visible, old.common.sample.yes()) == (new.visible, new.common.sample.yes())
        && (old.body.is_empty(), old.body.masked) == (new.body.is_empty(), new.body.masked)
        && is_same_list(&old.body.headings, &new.body.headings, |heading| {
            &heading.id
        })
}

/// Whether what other entries and the whole portal ask of it is the same: old addresses, the mark of a draft, the day
/// that a plan may wait for, and the organization that what names a practice must not name.
fn is_as_seen_by_checks(old: &Entry, new: &Entry) -> bool {
    let veil = |entry: &Entry| match &entry.content {
        Content::Practice(practice) => Some((
            practice.organization.clone(),
            practice.organization_shown.no(),
        )),
        _ => None,
    };
    veil(old) == veil(new)
        && old.common.draft.yes() == new.common.draft.yes()
        && old.common.date.map(|date| date.0) == new.common.date.map(|date| date.0)
        && is_same_list(&old.common.aliases, &new.common.aliases, |alias| &alias.0)
}

fn is_same_list<T>(old: &[T], new: &[T], of: impl Fn(&T) -> &String) -> bool {
    old.iter().map(&of).eq(new.iter().map(&of))
}

/// What others may see of an edit; nothing when that cannot be told.
fn edit(old: &Entry, new: &Entry) -> Option<Edit> {
    let mut edit = Edit {
        links: !is_same_list(&old.body.links, &new.body.links, |link| &link.target),
        ..Edit::default()
    };
    let (before, now) = (old.source.yaml(), new.source.yaml());
    if before == now {
        return Some(edit);
    }
    let (before, now) = (tree::parse(before).ok()?, tree::parse(now).ok()?);
    let (Value::Mapping(before), Value::Mapping(now)) = (&before.value, &now.value) else {
        return None;
    };
    let mut keys = before.iter().zip(now);
    edit.fields = before.len() != now.len() || !keys.all(|((a, _), (b, _))| is_same(a, b));
    for ((key, before), (_, now)) in before.iter().zip(now) {
        match key.text() {
            _ if is_same(before, now) => {}
            Some("title") => edit.title = true,
            Some(key) if FREE.contains(&key) => edit.links |= may_link(before) || may_link(now),
            _ => edit.fields = true,
        }
    }
    Some(edit)
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
