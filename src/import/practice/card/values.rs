//! Values of the navigator's facets, and whom a practice is for.

use super::Maker;
use crate::import::model::NoteKind;
use crate::import::plan::short;
use crate::import::practice::lines;
use crate::import::practice::wordings::Field;
use crate::import::yaml;

impl Maker<'_, '_> {
    pub(super) fn facets(&mut self) {
        for at in self.of(|field| matches!(field, Field::Facet(_))) {
            let Some(Field::Facet(id)) = self
                .rows
                .get(at)
                .and_then(|row| row.entry.field.clone())
                .map(|(_, field)| field)
            else {
                continue;
            };
            let words = self.one(at);
            if !self.portal.vocabulary.has(&id) {
                let values = vec![("facet", id.into_owned())];
                self.note(
                    NoteKind::Doubt,
                    "import.practice-no-facet",
                    Some(at),
                    values,
                );
                continue;
            }
            let found = self.portal.vocabulary.find(&id, &words);
            let mut left = found.left;
            let mut values = found.values;
            if !self.portal.vocabulary.is_multiple(&id) && values.len() > 1 {
                left.push(short(&words));
                values.truncate(1);
            }
            if !values.is_empty() {
                self.take(at, "facets", !left.is_empty());
                let told = vec![("words", words.clone()), ("value", values.join(", "))];
                self.note(NoteKind::Read, "import.practice-words", Some(at), told);
            }
            if !left.is_empty() || values.is_empty() {
                let left = if left.is_empty() { vec![words] } else { left };
                let told = vec![("words", left.join(", ")), ("facet", id.to_string())];
                self.note(NoteKind::Doubt, "import.practice-no-value", Some(at), told);
            }
            let own = self.facets.entry(id.into_owned()).or_default();
            let fresh: Vec<String> = values
                .into_iter()
                .filter(|value| !own.contains(value))
                .collect();
            own.extend(fresh);
        }
        self.audience();
        let known: Vec<String> = self.portal.vocabulary.ids().map(str::to_owned).collect();
        let mut lines = vec!["facets:".to_owned()];
        for id in known {
            if let Some(values) = self.facets.get(&id).filter(|values| !values.is_empty()) {
                match values.as_slice() {
                    [one] if !self.portal.vocabulary.is_multiple(&id) => {
                        lines.extend(yaml::field(2, &id, one))
                    }
                    many => lines.extend(yaml::list(2, &id, many)),
                }
            }
        }
        if lines.len() > 1 {
            self.give("facets", lines);
        }
    }

    /// Whom it is for, in words; values of facets that no row of their own gives are taken from them.
    fn audience(&mut self) {
        let Some(at) = self.first(&Field::Audience) else {
            return;
        };
        let items = lines::items(&self.lines(at));
        let lines = match items.as_slice() {
            [one] => yaml::field(0, "audience", one),
            many => yaml::list(0, "audience", many),
        };
        self.give("audience", lines);
        self.take(at, "audience", false);
        let words = self.one(at);
        for facet in ["role", "level", "subject"] {
            let found = self.portal.vocabulary.find(facet, &words).values;
            if found.is_empty() || self.facets.contains_key(facet) {
                continue;
            }
            let told = vec![("words", words.clone()), ("value", found.join(", "))];
            self.note(NoteKind::Read, "import.practice-words", Some(at), told);
            self.facets.insert(facet.to_owned(), found);
        }
    }
}
