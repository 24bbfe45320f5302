//! `metod schema`: what the fields of a file are, for editors and other programs.

use serde_json::{Map, Value};

use super::arguments::Schema;
use super::console::Console;
use super::{Outcome, kinds};
use crate::formats::schema::{self, Subject};
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

fn unknown(written: &str, console: &Console) -> Error {
    let all: Vec<Subject> = Subject::all().collect();
    kinds::unknown(
        "schema.unknown",
        "schema.list",
        written,
        &all,
        console.language,
    )
}
