//! Days that the calendar has, alone or with a time of day.

use jiff::civil::{Date as CivilDate, DateTime};
use serde_json::Value as Json;

use super::scalar::{Scalar, scalar, scalar_schema};
use super::text::texts;
use crate::parse::record::{Fault, Publish, Schema, Value};

/// A real day, `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub CivilDate);

impl Scalar for Date {
    const FORM: &'static str = "date";
    fn parse(text: &str) -> Result<Self, Fault> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(at, byte)| {
                if matches!(at, 4 | 7) {
                    *byte == b'-'
                } else {
                    byte.is_ascii_digit()
                }
            });
        if !shaped {
            return Err(Fault::Form);
        }
        text.parse().map(Self).map_err(|_| Fault::NoSuchDate)
    }
}
scalar!(Date);
impl Value for Option<Date> {
    fn schema() -> Schema {
        scalar_schema::<Date>()
    }
    fn is_empty(&self) -> bool {
        self.is_none()
    }
    fn data(&self, _: Publish<'_>) -> Json {
        self.map_or(Json::Null, |date| Json::String(date.0.to_string()))
    }
}

texts! {
    /// A date, or a date and time of day.
    Moment "moment" moment, |_text| None;
}

fn moment(text: &str) -> Result<(), Fault> {
    Moment(text.to_owned()).read().map(drop)
}

impl Moment {
    /// The day and, if one is written, the time of day.
    pub fn read(&self) -> Result<(CivilDate, Option<jiff::civil::Time>), Fault> {
        match self.0.split_once('T') {
            None => Date::parse(&self.0).map(|date| (date.0, None)),
            Some((day, time)) => {
                let date = Date::parse(day)?.0;
                let well_formed = matches!(time.len(), 5 | 8)
                    && time.bytes().all(|b| b.is_ascii_digit() || b == b':');
                let moment: DateTime = if well_formed {
                    self.0.parse().map_err(|_| Fault::NoSuchDate)?
                } else {
                    return Err(Fault::Form);
                };
                Ok((date, Some(moment.time())))
            }
        }
    }

    /// The day, when the text is one; the schema has checked it.
    pub fn day(&self) -> Option<CivilDate> {
        self.read().ok().map(|(day, _)| day)
    }
}
