//! Phrases that speak of each other, clause by clause: here years that stand apart from their months,
//! in [`frequency`] the rest. What does not fit stays as it is.

use super::Term;
use super::items::{Glue, Item, Over, Part, Point, Shape, What, Years};
use super::{frequency, resolve};

/// The phrases of a cell, put together clause by clause.
pub fn compose(items: Vec<Item>, term: Term) -> Vec<Item> {
    let mut composed = Vec::with_capacity(items.len());
    let mut clause: Vec<Item> = Vec::new();
    for item in items {
        if item.glue == Glue::Semicolon && !clause.is_empty() {
            composed.extend(one(std::mem::take(&mut clause), term));
        }
        clause.push(item);
    }
    composed.extend(one(clause, term));
    composed
}

fn one(mut clause: Vec<Item>, term: Term) -> Vec<Item> {
    spread_years(&mut clause, term);
    let mut clause = scope_years(begin_years(clause, term));
    carry_years(&mut clause, term);
    let mut clause = narrow(frequency::join(clause, term), term);
    doubt_moved(&mut clause);
    clause
}

/// Beside unread words that could move a day, no day is sure; nor beside years of which it is not known
/// what begins in them.
fn doubt_moved(clause: &mut [Item]) {
    let is_unread = |item: &Item| item.what == What::Unread(true);
    let is_vague = clause.len() > 1 && clause.iter().any(|item| begin_year(item).is_some());
    if is_vague || clause.iter().any(is_unread) {
        for item in clause {
            let has_days = matches!(
                item.what,
                What::Dates(_) | What::Within(..) | What::Every { .. } | What::Ongoing(_)
            );
            item.is_ambiguous |= has_days;
        }
    }
}

/// The year in «начиная с 2023 года».
fn begin_year(item: &Item) -> Option<i16> {
    match &item.what {
        What::Dates(Shape::From(point)) if point.part == Part::Year => match &point.years {
            Years::Civil(list) => list.first().map(|(first, _)| *first),
            _ => None,
        },
        _ => None,
    }
}

/// «до 1 сентября, начиная с 2023 года»: of that year and of those that follow.
fn begin_years(mut clause: Vec<Item>, term: Term) -> Vec<Item> {
    let begin = clause
        .iter()
        .find_map(|item| Some((begin_year(item)?, item.place.clone())));
    let Some((first, place)) = begin else {
        return clause;
    };
    // Two years at least, so that they are read as «every year from», whatever the plan's term.
    let last = first.saturating_add(1).max(term.end.year());
    let years = Years::Civil(vec![(first, last)]);
    let mut is_taken = false;
    for item in &mut clause {
        let What::Dates(shape @ (Shape::During(_) | Shape::By(..))) = &mut item.what else {
            continue;
        };
        let is_free = |point: &Point| point.part != Part::Year && !point.years.are_said();
        if shape.points().all(is_free) {
            shape.set_years(&years);
            is_taken = true;
        }
    }
    if is_taken {
        clause.retain(|item| item.place != place);
        // What begins the clause parts it from the one before.
        if let Some(item) = clause.first_mut() {
            item.glue = Glue::Semicolon;
        }
    }
    clause
}

/// «август 2022 (до 25.08)»: the day in brackets is that of the term, when it lies in it.
fn narrow(clause: Vec<Item>, term: Term) -> Vec<Item> {
    let mut narrowed: Vec<Item> = Vec::with_capacity(clause.len());
    for mut item in clause {
        if let (Glue::Open, What::Dates(inner @ Shape::By(..)), Some(before)) =
            (item.glue, &item.what, narrowed.last_mut())
            && let What::Dates(outer @ (Shape::During(_) | Shape::Between(..))) = &before.what
        {
            if resolve::due_days(outer, inner, term).is_some() {
                before.what = What::Within(outer.clone(), inner.clone());
                before.place.end = item.place.end;
                before.is_ambiguous |= item.is_ambiguous;
                continue;
            }
            before.is_ambiguous = true;
            item.is_ambiguous = true;
        }
        narrowed.push(item);
    }
    narrowed
}

/// «март, май 2022»: the years of the last are the years of all.
fn spread_years(clause: &mut [Item], term: Term) {
    let mut said: Option<Years> = None;
    for item in clause.iter_mut().rev() {
        let glue = item.glue;
        said = match &mut item.what {
            What::Dates(shape) if shape.bare_years().is_some() => None,
            // «до 1 сентября, начиная с 2023 года»: of that year and of those that follow.
            What::Dates(Shape::From(point)) if point.part == Part::Year => None,
            What::Dates(shape) => {
                if let (Years::Unsaid, Some(years)) = (shape.years(), &said)
                    && (!term.school_year || resolve::has_days(shape, years, term))
                {
                    shape.set_years(years);
                }
                Some(shape.years().clone()).filter(Years::are_said)
            }
            _ => None,
        };
        if matches!(glue, Glue::Open | Glue::Dash) {
            said = None;
        }
    }
}

/// Years that stand alone: «2022-2024 до 1 марта», «2022: март», «март, 2022 г.», «ежеквартально 2022».
fn scope_years(mut clause: Vec<Item>) -> Vec<Item> {
    let bare = |item: &Item| match &item.what {
        What::Dates(shape) => shape.bare_years().cloned(),
        _ => None,
    };
    let is_time = |item: &&Item| {
        matches!(
            item.what,
            What::Dates(_) | What::Every { .. } | What::Ongoing(_)
        )
    };
    let leads = clause
        .iter()
        .find(is_time)
        .is_some_and(|item| bare(item).is_some());
    let mut used = vec![false; clause.len()];
    let mut heading: Option<(usize, Years)> = None;
    for at in 0..clause.len() {
        if let Some(years) = clause.get(at).and_then(bare) {
            if leads {
                heading = Some((at, years));
            } else {
                used[at] = take_before(&mut clause[..at], &years);
            }
        } else if let (Some((from, years)), Some(item)) = (&heading, clause.get_mut(at))
            && take_years(item, years)
        {
            used[*from] = true;
        }
    }
    let kept = clause.into_iter().zip(used);
    kept.filter_map(|(item, used)| (!used).then_some(item))
        .collect()
}

fn take_before(before: &mut [Item], years: &Years) -> bool {
    let mut taken = false;
    for item in before.iter_mut().rev() {
        // «до 01.09 (школы), до 15.09 (районы) 2022».
        if item.glue == Glue::Open && matches!(item.what, What::Unread(_)) {
            continue;
        }
        if !take_years(item, years) {
            break;
        }
        taken = true;
    }
    taken
}

/// Gives years to a phrase that has none.
fn take_years(item: &mut Item, years: &Years) -> bool {
    let year = |place| {
        Over::Shape(Shape::During(Point {
            part: Part::Year,
            years: years.clone(),
            place,
        }))
    };
    match &mut item.what {
        What::Dates(shape) | What::Ongoing(Over::Shape(shape)) if !shape.years().are_said() => {
            shape.set_years(years);
            true
        }
        What::Every { over, .. } | What::Ongoing(over) if *over == Over::Plan => {
            *over = year(item.place.clone());
            true
        }
        _ => false,
    }
}

/// «I квартал 2022 (до 15 марта)» is of one year; «март 2022, май» may be, when the plan has several.
fn carry_years(clause: &mut [Item], term: Term) {
    let is_long = !term.school_year && term.start.year() != term.end.year();
    let mut said: Option<Years> = None;
    for item in clause {
        let is_inner = item.glue == Glue::Open;
        let What::Dates(shape) = &mut item.what else {
            said = None;
            continue;
        };
        if shape.years().are_said() {
            said = Some(shape.years().clone());
        } else if let Some(years) = &said
            && (is_inner || is_long)
        {
            shape.set_years(years);
            item.is_ambiguous |= !is_inner;
        }
    }
}
