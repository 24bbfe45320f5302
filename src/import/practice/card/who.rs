//! Whose practice it is, and the persons of it.

use super::Maker;
use crate::import::model::NoteKind;
use crate::import::plan::flat;
use crate::import::practice::lines;
use crate::import::practice::people::{self, Person};
use crate::import::practice::wordings::Field;
use crate::import::yaml;
use crate::lang::{Language, message};

/// Rows of persons by their fields.
const PERSONS: [(Field, &str); 3] = [
    (Field::Author, "authors"),
    (Field::Contact, "contact"),
    (Field::Mentors, "mentors"),
];

/// A name from which no short id can be made as it stands.
const LONG: usize = 40;

impl Maker<'_, '_> {
    /// Names are kept where they are shown only with consent; telephones and mail are only told.
    pub(super) fn persons(&mut self) {
        for (field, key) in PERSONS {
            let mut persons: Vec<Person> = Vec::new();
            for at in self.of(|known| *known == field) {
                let lines = self.lines(at);
                let found = people::read(&lines, &mut self.portal.matcher, self.portal.mask);
                let words = vec![("words", lines::one(&lines))];
                let has_names = found.persons.iter().any(|person| !person.name.is_empty());
                let note = match (found.has_contacts, has_names) {
                    (true, _) => (NoteKind::Doubt, "import.practice-contacts"),
                    (_, true) => (NoteKind::Doubt, "import.practice-persons"),
                    _ => (NoteKind::Read, "import.practice-said"),
                };
                self.note(note.0, note.1, Some(at), words);
                let is_field = !found.persons.is_empty();
                self.take(at, key, false);
                if !is_field && let Some(row) = self.rows.get_mut(at) {
                    row.field = None;
                }
                for person in found.persons {
                    if !persons.contains(&person) {
                        persons.push(person);
                    }
                }
                if field == Field::Author {
                    let is_owner =
                        self.author_organizations(at, &found.organizations, &found.unknown);
                    if let Some(row) = self.rows.get_mut(at).filter(|_| is_owner && !is_field) {
                        row.field = Some("organization");
                    }
                }
            }
            self.give_persons(key, persons);
        }
    }

    /// An organization in a row of authors is whose practice it is, unless a row of its own says so.
    fn author_organizations(&mut self, at: usize, known: &[String], unknown: &[String]) -> bool {
        if self.first(&Field::Organization).is_some() || self.has("organization") {
            return false;
        }
        let id = match (known.first(), unknown.first()) {
            (Some(id), _) => id.clone(),
            (None, Some(name)) => self.named(name, Some(at)),
            (None, None) => return false,
        };
        self.give("organization", yaml::field(0, "organization", &id));
        true
    }

    fn give_persons(&mut self, key: &'static str, mut persons: Vec<Person>) {
        let own = self.given.iter().find(|given| given.key == "organization");
        let own = own.and_then(|given| {
            given
                .lines
                .first()?
                .strip_prefix("organization: ")
                .map(str::to_owned)
        });
        for person in &mut persons {
            let id = self.portal.matcher.whole(&person.organization);
            let is_own = own.is_some() && (id == own || own.as_ref() == Some(&person.organization));
            if is_own {
                person.organization.clear();
            }
        }
        persons.retain(|person| *person != Person::default());
        if !persons.is_empty() {
            self.give(key, people::field(key, &persons));
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.given.iter().any(|given| given.key == key)
    }

    /// The id of an organization by its whole name; a new one is added and told.
    fn named(&mut self, name: &str, at: Option<usize>) -> String {
        let before = self.portal.matcher.added.len();
        // A full name makes a long id of words that all schools share; what is in quotes is its own.
        let quoted = name
            .split_once('«')
            .and_then(|(_, rest)| rest.rsplit_once('»'));
        let quoted = quoted
            .map(|(own, _)| own)
            .filter(|_| name.chars().count() > LONG);
        let is_new = self.portal.matcher.whole(name).is_none();
        let own = quoted.filter(|own| is_new && self.portal.matcher.whole(own).is_none());
        let id = self.portal.matcher.of_name(own.unwrap_or(name));
        if let Some(new) = self
            .portal
            .matcher
            .added
            .last_mut()
            .filter(|new| new.id == id)
        {
            new.name = flat(name);
        }
        if self.portal.matcher.added.len() > before {
            let values = vec![("name", flat(name)), ("id", id.clone())];
            self.note(
                NoteKind::Doubt,
                "import.practice-organization-new",
                at,
                values,
            );
        }
        id
    }

    pub(super) fn organization_of_row(&mut self) {
        let Some(at) = self.first(&Field::Organization) else {
            return;
        };
        let (id, is_whole) = self.organization_of(at);
        self.give("organization", yaml::field(0, "organization", &id));
        self.take(at, "organization", !is_whole);
        let values = vec![("words", self.one(at)), ("value", id)];
        self.note(NoteKind::Read, "import.practice-words", Some(at), values);
    }

    /// Whose practice it is when no row says so: a name above the passport, else whose portal it is.
    pub(super) fn organization(&mut self) {
        if self.has("organization") {
            return;
        }
        let outside = self.portal.outside;
        let known = outside
            .iter()
            .find_map(|(_, text)| self.portal.matcher.whole(text));
        if let Some(id) = known {
            let from = vec![("value", id.clone())];
            self.make(
                "organization",
                yaml::field(0, "organization", &id),
                "import.practice-fill-organization",
                &[],
            );
            self.note(
                NoteKind::Doubt,
                "import.practice-organization-outside",
                None,
                from,
            );
            return;
        }
        let nobody = message(Language::Ru, "import.practice-no-organization", &[]);
        let id = match self.portal.owner {
            Some(owner) => owner.to_owned(),
            None => self.named(&nobody, None),
        };
        self.make(
            "organization",
            yaml::field(0, "organization", &id),
            "import.practice-fill",
            &[],
        );
        let field = vec![("field", "organization".to_owned())];
        self.note(NoteKind::Doubt, "import.practice-missing", None, field);
        self.drafts.push("import.practice-draft-fields");
    }

    /// The organization of a row, and whether the row says no more than its name.
    fn organization_of(&mut self, at: usize) -> (String, bool) {
        let whole = self.one(at);
        if let Some(id) = self.portal.matcher.whole(&whole) {
            return (id, true);
        }
        let lines = lines::items(&self.lines(at));
        let parts = lines.iter().cloned().chain(
            lines
                .iter()
                .flat_map(|line| line.split(',').map(flat).collect::<Vec<_>>()),
        );
        for part in parts {
            if let Some(id) = self.portal.matcher.whole(&part) {
                let are_names =
                    lines.len() == 2 && lines.iter().all(|line| people::is_organization(line));
                return (id, are_names);
            }
        }
        let first = lines.first().cloned().unwrap_or(whole);
        let id = self.named(&first, Some(at));
        // The full name above the short one.
        if let ([_, short], Some(new)) = (lines.as_slice(), self.portal.matcher.added.last_mut())
            && new.id == id
            && people::is_organization(short)
        {
            new.short = Some(short.clone());
            return (id, true);
        }
        (id, lines.len() < 2)
    }
}
