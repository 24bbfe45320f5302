//! site.yaml: the colour, the time zone and the address of the portal.

use super::leaves::Leaves;
use super::{menu, roles, silence};
use crate::diagnostics::Diagnostic;
use crate::parse::Source;
use crate::parse::record::{Leaf, Record, Walk};
use crate::parse::tree::Step;
use crate::portal::site::Site;
use crate::portal::{Portal, mistakes};

/// Checks site.yaml, from its own settings to the menu and the doors of the home page.
pub fn check(portal: &Portal, found: &mut Vec<Diagnostic>) {
    if portal.unreadable.contains("content/site.yaml") {
        return;
    }
    let (source, site): (&Source, &Site) = (&portal.site.source, &portal.site.value);
    let key = |name| [Step::Key(name)];
    let mut leaves = Leaves::new(portal, source, None, found);
    leaves.markdown(&key("lead"), &site.lead);
    let mut check = |path: &[Step], leaf: Leaf<'_>| leaves.check(path, leaf);
    site.walk_fields(&mut Walk {
        path: Vec::new(),
        found: &mut check,
    });
    // YAML takes `#0b4f9e` without quotes for a comment, and the colour would be lost in silence.
    if site.brand.0.is_empty() {
        found.extend(source.comment_place("brand").map(mistakes::unquoted_colour));
    }
    if !site.brand.0.is_empty() {
        let ratio = contrast_on_white(&site.brand);
        if ratio < 4.5 {
            found.push(mistakes::low_contrast(
                source.value_place(&key("brand")),
                &site.brand,
                ratio,
            ));
        }
    }
    if !site.timezone.0.is_empty() && jiff::tz::TimeZone::get(&site.timezone).is_err() {
        found.push(mistakes::unknown_timezone(
            source.value_place(&key("timezone")),
            &site.timezone,
        ));
    }
    if portal.base_url().is_none() && !site.title.0.is_empty() {
        found.push(mistakes::no_base_url(source.value_place(&[])));
    }
    silence::check(portal, site, source, found);
    menu::check(portal, site, source, found);
    roles::check(portal, site, source, found);
}

/// WCAG 2.2 contrast ratio of a colour on white (relative luminance of sRGB).
fn contrast_on_white(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = colour
            .get(at..at + 2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            .unwrap_or(0);
        let share = f64::from(value) / 255.0;
        if share <= 0.040_45 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    1.05 / (0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5) + 0.05)
}
