//! `metod new`: one entry as a file that explains its fields, where there is none yet.

use std::io::{BufRead, IsTerminal};
use std::path::Path;

use jiff::civil::Date;

use super::arguments::New;
use super::console::Console;
use super::{Outcome, bad, kinds, starter};
use crate::discover::{self, Role};
use crate::formats::schema::Subject;
use crate::formats::template::{self, Facts};
use crate::lang::{self, Language, message};
use crate::parse;
use crate::parse::record::Record;
use crate::portal::navigator::Navigator;
use crate::portal::organizations::Organizations;
use crate::portal::site::Site;
use crate::portal::{Kind, nfc};
use crate::publication::{Error, Settings};
use crate::routes;
use crate::write;

mod report;

/// Longest name of a file that is made of a title.
const LONGEST_ID: usize = 60;

/// Makes the file, unless there is one, and prints its path.
pub fn new(options: &New, settings: &Settings, console: &Console) -> Result<Outcome, Error> {
    let language = console.language;
    let kind = kind(options, console)?;
    if kind == Kind::Report {
        return report::new(options, settings, console);
    }
    if options.of_plan.is_some() || options.period.is_some() || options.by.is_some() {
        return Err(Error(message(language, "new.other-kind", &[])));
    }
    let is_said = |title: &String| !title.trim().is_empty();
    let title = options.title.clone().filter(is_said);
    let title = title.or_else(|| ask(console, "new.ask-title"));
    let title = title.ok_or_else(|| {
        let values = [("kind", kind.folder().to_owned())];
        Error(message(language, "new.needs-title", &values))
    })?;
    let id = id(kind, &title, options.id.as_deref(), language)?;
    let path = format!("content/{}/{id}.{}", kind.folder(), kind.row().extension);
    if let Some(taken) = taken(&settings.root, kind, &id, &path)? {
        console.error(&bad(language, "cli.new-exists", &taken).0);
        return Ok(Outcome::Mistakes);
    }
    let known = Known::read(&settings.root);
    let facts = Facts {
        title: title.trim(),
        organizations: &known.organizations,
        facets: &known.facets,
        headings: &starter::headings(kind),
        name: &kinds::one(Subject::Entry(kind), language),
        today: today(settings, &known.site),
        language,
    };
    let made = template::entry(kind, &facts);
    write::source(&settings.root, &path, made.text.as_bytes(), language)?;
    console.print(&path);
    if known.organizations.is_empty() && made.names_organizations && !console.quiet {
        console.tell(&message(language, "new.no-organizations", &[]));
    }
    tell_next(console, made.is_draft);
    Ok(Outcome::Done)
}

/// What to do with the new file.
fn tell_next(console: &Console, is_draft: bool) {
    if console.quiet {
        return;
    }
    if is_draft {
        console.tell(&message(console.language, "new.next-draft", &[]));
    }
    console.tell(&message(console.language, "new.next", &[]));
}

/// The kind that is named, or that a person at a terminal names when asked.
fn kind(options: &New, console: &Console) -> Result<Kind, Error> {
    let language = console.language;
    let all: Vec<Subject> = Subject::all()
        .filter(|subject| matches!(subject, Subject::Entry(_)))
        .collect();
    let list = || kinds::list("new.kinds", &all, language);
    let written = match &options.what {
        Some(written) => Some(written.clone()),
        None if is_asked() => {
            console.tell(&list());
            ask(console, "new.ask-kind")
        }
        None => None,
    };
    let Some(written) = written else {
        let text = message(language, "new.needs-kind", &[]);
        return Err(Error(format!("{text}\n{}", list())));
    };
    match kinds::find(&written) {
        Some(Subject::Entry(kind)) => Ok(kind),
        _ => Err(kinds::unknown(
            "new.unknown-kind",
            "new.kinds",
            &written,
            &all,
            language,
        )),
    }
}

/// Whether a person sits at both ends: questions go to standard error, answers come from standard input.
fn is_asked() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// The answer of a person at a terminal; a pipe is not asked, and an empty answer is none.
fn ask(console: &Console, question: &str) -> Option<String> {
    if !is_asked() {
        return None;
    }
    let question = message(console.language, question, &[]);
    console.ask(&format!("{question} "));
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer).ok()?;
    let answer = answer.trim().to_owned();
    (!answer.is_empty()).then_some(answer)
}

/// The id that is asked for, or the title in Latin letters.
fn id(kind: Kind, title: &str, asked: Option<&str>, language: Language) -> Result<String, Error> {
    let id = match asked {
        Some(asked) => {
            let asked = nfc(asked);
            let fits = |part: &str| {
                let fits = |c: char| c.is_alphanumeric() || c == '-';
                let is_cut = part.starts_with('-') || part.ends_with('-');
                !part.is_empty() && !is_cut && part.chars().all(fits)
            };
            let is_right = match kind {
                Kind::Page => asked.split('/').all(fits),
                _ => fits(&asked),
            };
            if !is_right {
                return Err(bad(language, "new.bad-id", &asked));
            }
            asked
        }
        None => shortened(&lang::slug(title)),
    };
    if id.is_empty() {
        return Err(bad(language, "new.no-id", title));
    }
    let first = id.split('/').next().unwrap_or_default();
    let is_reserved = ["page", "print", "index"].contains(&id.as_str())
        || kind == Kind::Page && routes::is_reserved_folder(&lang::slug(first));
    match is_reserved {
        true => Err(bad(language, "new.reserved-id", &id)),
        false => Ok(id),
    }
}

/// Whole words of a slug, as many as a name of a file may have.
fn shortened(slug: &str) -> String {
    if slug.len() <= LONGEST_ID {
        return slug.to_owned();
    }
    let cut = slug.get(..=LONGEST_ID).unwrap_or(slug);
    let words = cut.rsplit_once('-').map_or(cut, |(words, _)| words);
    words.get(..LONGEST_ID).unwrap_or(words).to_owned()
}

/// The file that has this id already, whatever its folder, or that stands at the path.
fn taken(root: &Path, kind: Kind, id: &str, path: &str) -> Result<Option<String>, Error> {
    let files = discover::files(root)?;
    let same = files.into_iter().find(|file| match &file.role {
        Role::Entry {
            kind: of,
            id: known,
            ..
        } => *of == kind && *known == id,
        _ => false,
    });
    let in_the_way = root.join(path).symlink_metadata().is_ok();
    let same = same.map(|file| file.relative);
    Ok(same.or_else(|| in_the_way.then(|| path.to_owned())))
}

/// What the portal says of itself, as far as it can be read: a new entry may be what mends it.
struct Known {
    site: Site,
    organizations: Vec<String>,
    facets: Vec<(String, String)>,
}

impl Known {
    fn read(root: &Path) -> Self {
        let site: Site = single(root, "site", &Site::fields()).unwrap_or_default();
        let file = single(root, "organizations", &Organizations::fields());
        let file: Organizations = file.unwrap_or_default();
        let mut organizations: Vec<String> = Vec::new();
        let is_known = file.organizations.get(&site.owner).is_some();
        organizations.extend(is_known.then(|| site.owner.0.clone()));
        let others = file.organizations.0.iter().map(|(id, _)| id.clone());
        organizations.extend(others.filter(|id| *id != *site.owner));
        let navigator = single(root, "navigator", &Navigator::fields());
        let navigator: Navigator = navigator.unwrap_or_default();
        let facets = navigator.facets.iter().filter(|facet| facet.from.is_none());
        let facets = facets.map(|facet| (facet.id.0.clone(), facet.label.0.clone()));
        Self {
            facets: facets.collect(),
            organizations,
            site,
        }
    }
}

/// A file of one record, without its mistakes: `check` tells them.
fn single<T>(root: &Path, name: &str, fields: &[&'static crate::parse::record::Field]) -> Option<T>
where
    T: Default + for<'de> serde::Deserialize<'de>,
{
    let file = format!("content/{name}.yaml");
    let bytes = std::fs::read(root.join(&file)).ok()?;
    let read = parse::record::<T>(&file, bytes, fields, &mut Vec::new())?;
    Some(read.value)
}

/// The day in the portal's time zone.
fn today(settings: &Settings, site: &Site) -> Date {
    let now = settings
        .now
        .map(|now| now.to_zoned(site.time_zone()).date());
    now.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_gives_a_name_of_whole_words() {
        let slug = "otsenka-kachestva-obrazovaniia-v-malokomplektnoi-shkole-severnogo-raiona";
        assert_eq!(
            shortened(slug),
            "otsenka-kachestva-obrazovaniia-v-malokomplektnoi-shkole"
        );
        assert_eq!(shortened("korotko"), "korotko");
        assert_eq!(shortened(&"a".repeat(90)).len(), LONGEST_ID);
    }

    #[test]
    fn an_id_is_a_name_of_a_file() {
        let id = |kind, asked| id(kind, "Название", asked, Language::Ru).map_err(|error| error.0);
        assert_eq!(id(Kind::News, None), Ok("nazvanie".to_owned()));
        assert_eq!(id(Kind::News, Some("2022-den")), Ok("2022-den".to_owned()));
        assert_eq!(
            id(Kind::Page, Some("o-nas/istoriia")),
            Ok("o-nas/istoriia".to_owned())
        );
        for (kind, wrong) in [
            (Kind::News, "a/b"),
            (Kind::News, "../x"),
            (Kind::Page, "../x"),
            (Kind::News, "a b"),
            (Kind::News, "-a"),
            (Kind::News, "page"),
            (Kind::Page, "search"),
            (Kind::Page, "news/x"),
        ] {
            assert!(id(kind, Some(wrong)).is_err(), "{wrong}");
        }
    }
}
