//! A frequency and its days, an ongoing term and its bounds, an event and its delay become one phrase.

use super::Term;
use super::items::{Glue, Item, Over, Part, Shape, What, Years};
use crate::portal::plan::Every;

/// How far a frequency looks for its dates; the bound keeps reading linear.
const FARTHEST: usize = 64;

/// Joins the phrases of a clause.
pub fn join(clause: Vec<Item>, term: Term) -> Vec<Item> {
    let mut slots: Vec<Option<Item>> = clause.into_iter().map(Some).collect();
    drop_coarser(&mut slots);
    give_days_of_month(&mut slots);
    for at in 0..slots.len() {
        join_ongoing(&mut slots, at);
    }
    for at in 0..slots.len() {
        bound(&mut slots, at, term);
    }
    explain_events(&mut slots);
    slots.into_iter().flatten().collect()
}

fn shape(item: &Item) -> Option<&Shape> {
    match &item.what {
        What::Dates(shape) if shape.bare_years().is_none() => Some(shape),
        _ => None,
    }
}

fn is_close(glue: Glue) -> bool {
    glue <= Glue::Open && glue != Glue::And
}

/// «ежегодно, 2 раза в год» is twice a year.
fn drop_coarser(slots: &mut [Option<Item>]) {
    for at in 1..slots.len() {
        let pair = (slots.get(at - 1), slots.get(at));
        let (Some(Some(first)), Some(Some(second))) = pair else {
            continue;
        };
        if let (What::Every { every, over, .. }, What::Every { every: finer, .. }) =
            (&first.what, &second.what)
            && *every >= Every::Year
            && *over == Over::Plan
            && *finer < Every::Year
            && is_close(second.glue)
        {
            let glue = first.glue;
            slots[at - 1] = None;
            if let Some(second) = &mut slots[at] {
                second.glue = glue;
            }
        }
    }
}

/// «ежемесячно до 5 числа», «25 числа каждого месяца».
fn give_days_of_month(slots: &mut [Option<Item>]) {
    for at in 0..slots.len() {
        let Some(Some(item)) = slots.get(at) else {
            continue;
        };
        let What::DayOfMonth(day_of_month) = item.what else {
            continue;
        };
        let place = item.place.clone();
        let before = at
            .checked_sub(1)
            .filter(|_| is_close(item.glue))
            .filter(|at| lacks_day(slots.get(*at)));
        let after = Some(at + 1).filter(|at| {
            lacks_day(slots.get(*at))
                && matches!(slots.get(*at), Some(Some(next)) if is_close(next.glue))
        });
        if let Some(target) = before.or(after) {
            if let Some(Some(item)) = slots.get_mut(target) {
                if let What::Every { day, .. } = &mut item.what {
                    *day = Some(day_of_month);
                }
                cover(item, &place);
            }
            slots[at] = None;
        } else if let Some(Some(item)) = slots.get_mut(at) {
            item.what = match day_of_month.is_of_each {
                true => What::Every {
                    every: Every::Month,
                    over: Over::Plan,
                    day: Some(day_of_month),
                    counted: None,
                },
                false => What::Unread(true),
            };
        }
    }
}

fn lacks_day(slot: Option<&Option<Item>>) -> bool {
    matches!(
        slot,
        Some(Some(Item {
            what: What::Every { day: None, .. },
            ..
        }))
    )
}

fn cover(item: &mut Item, place: &std::ops::Range<usize>) {
    item.place = item.place.start.min(place.start)..item.place.end.max(place.end);
}

/// «ежеквартально в течение года»: the ongoing term says how long it comes again.
fn join_ongoing(slots: &mut [Option<Item>], at: usize) {
    for (every, ongoing) in [(at, at + 1), (at + 1, at)] {
        let pair = (slots.get(every), slots.get(ongoing));
        let (Some(Some(first)), Some(Some(second))) = pair else {
            continue;
        };
        let glue = if every > ongoing {
            first.glue
        } else {
            second.glue
        };
        let (
            What::Every {
                over: Over::Plan, ..
            },
            What::Ongoing(Over::Shape(shape)),
        ) = (&first.what, &second.what)
        else {
            continue;
        };
        if !is_close(glue) {
            continue;
        }
        let (shape, place) = (shape.clone(), second.place.clone());
        // It stands where the first of the two stood.
        let joined = slots.get_mut(every).and_then(Option::take);
        slots[ongoing] = None;
        slots[at + 1] = joined.map(|mut item| {
            if let What::Every { over, .. } = &mut item.what {
                *over = Over::Shape(shape);
            }
            cover(&mut item, &place);
            item.glue = Glue::Comma;
            item
        });
        return;
    }
}

/// A frequency or an ongoing term and the dates directly after it, or else before it.
fn bound(slots: &mut [Option<Item>], at: usize, term: Term) {
    let Some(Some(item)) = slots.get(at) else {
        return;
    };
    let (every, is_free) = match &item.what {
        What::Every { every, over, .. } => (Some(*every), *over == Over::Plan),
        What::Ongoing(Over::Plan) => (None, true),
        _ => return,
    };
    let (before, after) = (group_before(slots, at), group_after(slots, at));
    let taken = match every {
        Some(Every::Year | Every::SchoolYear) => {
            let own = own_years(slots.get(at));
            let taken = [&before, &after].map(|group| each_year(slots, group, &own));
            taken.contains(&true)
        }
        Some(every) => [&after, &before]
            .into_iter()
            .any(|group| whole_year(slots, group, every)),
        None => false,
    };
    if taken {
        slots[at] = None;
        return;
    }
    let limited = is_free
        && [&after, &before]
            .into_iter()
            .any(|group| limit(slots, at, group, every, term));
    if !limited && every.is_some() {
        doubt_unbound(slots, at, &before, &after);
    }
}

fn group_after(slots: &[Option<Item>], at: usize) -> Vec<usize> {
    let mut group = Vec::new();
    for (next, slot) in slots.iter().enumerate().skip(at + 1).take(FARTHEST) {
        match slot {
            None => continue,
            Some(item) if shape(item).is_some() => {
                let is_near = is_close(item.glue) || !group.is_empty() && item.glue == Glue::And;
                if !is_near {
                    break;
                }
                group.push(next);
            }
            Some(_) => break,
        }
    }
    group
}

fn group_before(slots: &[Option<Item>], at: usize) -> Vec<usize> {
    let mut group = Vec::new();
    let Some(Some(item)) = slots.get(at) else {
        return group;
    };
    let mut glue = item.glue;
    for (before, slot) in slots.iter().enumerate().take(at).rev().take(FARTHEST) {
        match slot {
            None => continue,
            Some(item) if shape(item).is_some() => {
                let is_near = is_close(glue) || !group.is_empty() && glue == Glue::And;
                if !is_near {
                    break;
                }
                glue = item.glue;
                group.push(before);
            }
            Some(_) => break,
        }
    }
    group.reverse();
    group
}

/// «апрель, октябрь ежегодно»: the dates are of every year, and that is all the frequency says.
fn each_year(slots: &mut [Option<Item>], group: &[usize], own: &Years) -> bool {
    let mut taken = false;
    for at in group {
        if let Some(Some(Item {
            what: What::Dates(shape),
            ..
        })) = slots.get_mut(*at)
            && !matches!(shape, Shape::From(_))
        {
            if !shape.years().are_said() {
                shape.set_years(&Years::Each);
                taken = true;
            }
            taken |= shape.years() == own || are_many(shape.years());
        }
    }
    taken
}

/// «2022-2024 гг.» after a date says the same as «ежегодно».
fn are_many(years: &Years) -> bool {
    matches!(years, Years::Civil(list) if list.len() > 1 || list.iter().any(|(first, last)| first < last))
}

/// The years that a frequency was given.
fn own_years(slot: Option<&Option<Item>>) -> Years {
    match slot {
        Some(Some(Item {
            what:
                What::Every {
                    over: Over::Shape(shape),
                    ..
                },
            ..
        })) => shape.years().clone(),
        _ => Years::Each,
    }
}

/// «2 раза в год (апрель, октябрь)»: as many dates as there are units are the days themselves.
fn whole_year(slots: &mut [Option<Item>], group: &[usize], every: Every) -> bool {
    let a_year = match every {
        Every::Month => 12,
        Every::Quarter => 4,
        Every::HalfYear => 2,
        Every::Year | Every::SchoolYear => 1,
    };
    let is_bounded = |at: &usize| {
        slots
            .get(*at)
            .and_then(Option::as_ref)
            .and_then(shape)
            .is_some_and(|shape| !matches!(shape, Shape::From(_)))
    };
    if group.len() != a_year || !group.iter().all(is_bounded) {
        return false;
    }
    each_year(slots, group, &Years::Each);
    true
}

/// «ежемесячно с сентября по май», «постоянно до 31 декабря 2023».
fn limit(
    slots: &mut [Option<Item>],
    at: usize,
    group: &[usize],
    every: Option<Every>,
    term: Term,
) -> bool {
    let [only] = group else { return false };
    let Some(Some(dates)) = slots.get(*only) else {
        return false;
    };
    let Some(shape) = shape(dates) else {
        return false;
    };
    let unit = match every {
        None => 0,
        Some(Every::Month) => 1,
        Some(Every::Quarter) => 3,
        Some(Every::HalfYear) => 6,
        Some(Every::Year | Every::SchoolYear) => 12,
    };
    let is_one_year = term.school_year || term.start.year() == term.end.year();
    let is_limit = match shape {
        Shape::From(_) | Shape::Between(..) => true,
        Shape::By(..) | Shape::Before(_) => shape.years().are_said() || is_one_year,
        Shape::During(point) => months_of(point.part) > unit,
    };
    if !is_limit {
        return false;
    }
    let (shape, place, is_ambiguous) = (shape.clone(), dates.place.clone(), dates.is_ambiguous);
    slots[*only] = None;
    if let Some(Some(item)) = slots.get_mut(at) {
        if let What::Every { over, .. } | What::Ongoing(over) = &mut item.what {
            *over = Over::Shape(shape);
        }
        item.is_ambiguous |= is_ambiguous;
        cover(item, &place);
    }
    true
}

fn months_of(part: Part) -> i8 {
    match part {
        Part::Day(..) | Part::Decade(..) => 0,
        Part::Month(_) => 1,
        Part::Quarter(_) => 3,
        Part::Half(_) => 6,
        Part::Year => 12,
    }
}

/// «2 раза в год, декабрь»: neither reading of the two is sure.
fn doubt_unbound(slots: &mut [Option<Item>], at: usize, before: &[usize], after: &[usize]) {
    let unsaid = |at: &&usize| {
        slots
            .get(**at)
            .and_then(Option::as_ref)
            .and_then(shape)
            .is_some_and(|shape| !shape.years().are_said())
    };
    let mut doubtful: Vec<usize> = before.iter().chain(after).filter(unsaid).copied().collect();
    if doubtful.is_empty() {
        return;
    }
    doubtful.push(at);
    for at in doubtful {
        if let Some(Some(item)) = slots.get_mut(at) {
            item.is_ambiguous = true;
        }
    }
}

/// «после мониторинга, не позднее 1 месяца»: a delay beside its event says no more than the event.
fn explain_events(slots: &mut [Option<Item>]) {
    for at in 0..slots.len() {
        if !matches!(slots.get(at), Some(Some(item)) if item.what == What::Delay) {
            continue;
        }
        let is_event =
            |at: usize| matches!(slots.get(at), Some(Some(item)) if item.what == What::Relative);
        if at.checked_sub(1).is_some_and(is_event) || is_event(at + 1) {
            slots[at] = None;
        } else if let Some(Some(item)) = slots.get_mut(at) {
            item.what = What::Unread(true);
        }
    }
}
