//! `metod schema`: what the fields of a file are, for editors and other programs.

use serde_json::{Map, Value};

use super::arguments::Schema;
use super::console::Console;
use super::{Outcome, kinds};
use crate::formats::schema::{self, Subject};
use crate::lang::message;
use crate::publication::Error;

/// Prints the schema of one file, or every schema by its name.
pub fn schema(options: &Schema, console: &Console) -> Result<Outcome, Error> {
    let language = console.language;
    let printed = match &options.subject {
        Some(written) => {
            let subject = kinds::find(written).ok_or_else(|| unknown(written, console))?;
            schema::file(subject, language)
        }
        None => {
            let all = Subject::all();
            let named = all.map(|one| (one.name().to_owned(), schema::file(one, language)));
            Value::Object(Map::from_iter(named))
        }
    };
    console.print(schema::text(&printed).trim_end());
    Ok(Outcome::Done)
}

/// A name that is none, with the nearest and all of them.
fn unknown(written: &str, console: &Console) -> Error {
    let language = console.language;
    let all: Vec<Subject> = Subject::all().collect();
    let mut text = message(language, "schema.unknown", &[("value", written.to_owned())]);
    if let Some(similar) = kinds::similar(written, &all) {
        let values = [("name", kinds::row(similar, language))];
        text.push_str("; ");
        text.push_str(&message(language, "usage.similar", &values));
    }
    let heading = message(language, "schema.list", &[]);
    let list = kinds::list(&all, language);
    Error(format!("{text}\n{heading}\n{list}"))
}
