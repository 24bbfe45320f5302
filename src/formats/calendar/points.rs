//! Points of orders as events: all day on the day by which an organization is to carry them out.

use super::{Lines, address, event};
use crate::agenda::PointDay;
use crate::formats::ics::{Event, When};
use crate::parse::markdown::plain;
use crate::portal::{Content, document};
use crate::view::View;

/// The event of a point, with the words of the act as its page shows them.
pub fn of_point(view: View, dated: &PointDay) -> Option<Event> {
    let entry = view.portal.entries.get(dated.order)?;
    let Content::Document(content) = &entry.content else {
        return None;
    };
    let point = content.points.get(dated.point)?;
    let shown = |text: &str| view.portal.without_persons(text).into_owned();
    let url = address(
        view,
        &format!("{}#{}", entry.address, view.portal.point_anchor(point)),
    );
    let name = format!("#point-{}", dated.point + 1);
    let title = title(view, &view.act_words(entry), point);
    let mut lines = Lines::default();
    for paragraph in plain(&shown(&point.text)) {
        lines.say(&paragraph.text);
    }
    lines.add(view, "fields.timing", &shown(&point.timing));
    Some(Event {
        description: lines.finish(url.as_ref()),
        categories: vec![view.word("blocks.points")],
        url,
        ..event(view, entry, &name, &title, When::Day(dated.day))
    })
}

/// «Пункт 5.2, приказ № 10-П-86 …»; a point without a number is called by its order alone.
fn title(view: View, act: &str, point: &document::Point) -> String {
    let number = view.portal.without_persons(&point.number);
    let number = number.trim_end_matches('.');
    if number.is_empty() {
        return act.to_owned();
    }
    format!("{} {number}. {act}", view.word("fields.point"))
}
