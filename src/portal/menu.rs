//! The menu: sections of site.yaml, or the default ones.

use super::site::MenuSection;
use super::{KINDS, Kind, Portal};
use crate::lang::{self, Language};

/// A section of the menu.
#[derive(Clone, Debug)]
pub struct Section {
    /// Words of the menu.
    pub title: String,
    /// What is there.
    pub summary: String,
    /// Icon of the theme, if one is given.
    pub icon: String,
    /// Kinds it holds.
    pub kinds: Vec<Kind>,
    /// Whether it holds the calendar.
    pub calendar: bool,
    /// Pages it holds, as written.
    pub pages: Vec<String>,
    /// `/sections/SLUG/`, when it holds more than one thing.
    pub own_address: Option<String>,
    /// Where the menu leads to.
    pub address: String,
}

/// The five sections of item 16 of the regional plan, and the plans.
const DEFAULT: &[(&str, &str, &str, &[&str])] = &[
    (
        "Нормативное обеспечение",
        "Regulations",
        "documents",
        &["documents"],
    ),
    (
        "Методическое обеспечение",
        "Methodical support",
        "resources",
        &[
            "resources",
            "courses",
            "seminars",
            "checklists",
            "questions",
        ],
    ),
    (
        "Сетевое взаимодействие",
        "Networking",
        "partnerships",
        &["partnerships", "associations"],
    ),
    (
        "Навигатор эффективных практик",
        "Navigator of effective practices",
        "practices",
        &["practices", "contests"],
    ),
    (
        "Видеопрезентации питч-сессий",
        "Video pitches",
        "videos",
        &["videos"],
    ),
    (
        "Планы и мониторинг",
        "Plans and monitoring",
        "plans",
        &["plans", "calendar"],
    ),
];

/// The sections in the menu's order.
pub fn sections(portal: &Portal) -> Vec<Section> {
    let written = &portal.site.value.sections;
    if !written.is_empty() {
        return written.iter().map(from_site).collect();
    }
    let english = portal.language() == Language::En;
    DEFAULT
        .iter()
        .map(|(ru, en, icon, kinds)| {
            let title = if english { en } else { ru };
            section(
                (*title).to_owned(),
                String::new(),
                (*icon).to_owned(),
                kinds.iter().copied(),
                Vec::new(),
            )
        })
        .collect()
}

fn from_site(written: &MenuSection) -> Section {
    section(
        written.title.0.clone(),
        written.summary.0.clone(),
        written.icon.0.clone(),
        written.kinds.iter().map(|kind| &**kind),
        written.pages.iter().map(|page| page.0.clone()).collect(),
    )
}

fn section<'a>(
    title: String,
    summary: String,
    icon: String,
    names: impl Iterator<Item = &'a str> + Clone,
    pages: Vec<String>,
) -> Section {
    let kinds: Vec<Kind> = names
        .clone()
        .filter_map(Kind::of_folder)
        .filter(|kind| KINDS.iter().any(|row| row.kind == *kind && row.listed))
        .collect();
    let calendar = names.clone().any(|name| name == "calendar");
    let single = kinds.len() + pages.len() + usize::from(calendar) == 1;
    let own = format!("sections/{}/", lang::slug(&title));
    let address = match (single, kinds.first(), pages.first()) {
        (true, Some(kind), _) => format!("{}/", kind.folder()),
        (true, None, Some(page)) => format!("{}/", page.trim_matches('/').trim_end_matches(".md")),
        (true, None, None) => "calendar/".to_owned(),
        _ => own.clone(),
    };
    Section {
        own_address: (!single).then_some(own),
        title,
        summary,
        icon,
        kinds,
        calendar,
        pages,
        address,
    }
}
