//! The entry of the order, cards of the acts it stands on, and how the plan is linked to them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::import::existing::{Existing, KnownDocument};
use crate::import::model::{Note, NoteKind, Place};
use crate::import::order::{self, Act, Order};
use crate::import::outcome::Output;
use crate::import::plan::file::Head;
use crate::lang::slug;

/// «Рекомендовать …»: the point's addressees are only advised.
pub fn recommended(order: &Order, whom: &[Vec<String>], head: &mut Head) {
    let points = order.points.iter().zip(whom);
    let advised = points.filter(|((_, text), _)| text.starts_with("Рекомендовать"));
    let ids: Vec<String> = advised.flat_map(|(_, ids)| ids.clone()).collect();
    for id in ids {
        if !head.recommended.contains(&id) {
            head.recommended.push(id);
        }
    }
}

/// The entry of the order and cards of the acts it stands on; what the portal has is linked as it is.
#[allow(clippy::too_many_arguments)] // One step of `plan`, cut out for its length.
pub fn documents(
    order: &Order,
    issuer: Option<String>,
    addressees: Vec<Vec<String>>,
    plan: &str,
    name: &str,
    existing: &Existing,
    head: &mut Head,
    outputs: &mut Vec<Output>,
    notes: &mut Vec<Note>,
) {
    let mut taken: BTreeSet<String> = existing
        .documents
        .iter()
        .map(|known| known.id.clone())
        .collect();
    let own = existing
        .documents
        .iter()
        .find(|known| is_same(known, &order.number, order.date));
    let id = match own {
        Some(known) => known.id.clone(),
        None => free(&slug(&order.number), order.kind, &mut taken),
    };
    for act in order::acts(&order.preamble) {
        let known = existing
            .documents
            .iter()
            .find(|known| is_same(known, &act.number, act.date));
        let basis = match known {
            Some(known) => known.id.clone(),
            None => card(&act, &order.number, &mut taken, outputs, notes),
        };
        if !head.basis.contains(&basis) && basis != id {
            head.basis.push(basis);
        }
    }
    head.approved_by = Some(id.clone());
    if own.is_some() {
        notes.push(
            Note::new(NoteKind::Read, "import.document-linked", Place::default()).with("id", id),
        );
        return;
    }
    let links = order::Links {
        issuer: issuer.unwrap_or_else(|| order.header.last().cloned().unwrap_or_default()),
        level: head.level,
        basis: head.basis.clone(),
        addressees,
        plan: plan.to_owned(),
    };
    outputs.push(Output {
        path: format!("content/documents/{id}.md"),
        text: order::document(order, &links, name),
        kept: None,
    });
}

fn card(
    act: &Act,
    order: &str,
    taken: &mut BTreeSet<String>,
    outputs: &mut Vec<Output>,
    notes: &mut Vec<Note>,
) -> String {
    let id = free(&slug(&act.number), act.kind, taken);
    notes.push(
        Note::new(NoteKind::Doubt, "import.card", Place::default())
            .with("id", id.clone())
            .with("number", act.number.clone()),
    );
    outputs.push(Output {
        path: format!("content/documents/{id}.md"),
        text: order::card(act, order),
        kept: None,
    });
    id
}

fn is_same(known: &KnownDocument, number: &str, date: Option<Date>) -> bool {
    let is_day = known.date.is_none() || date.is_none() || known.date == date;
    !number.is_empty() && slug(&known.number) == slug(number) && is_day
}

/// An id that no document has.
fn free(base: &str, kind: &str, taken: &mut BTreeSet<String>) -> String {
    let base = if matches!(base, "" | "page" | "print") {
        kind
    } else {
        base
    };
    let names = std::iter::once(base.to_owned()).chain((2..).map(|n| format!("{base}-{n}")));
    let id = names
        .into_iter()
        .find(|id| !taken.contains(id))
        .unwrap_or_default();
    taken.insert(id.clone());
    id
}
