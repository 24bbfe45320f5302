//! Facts by an indicator: a number, or so many of so many.

use serde_json::Value as Json;

use super::either::either;
use super::number::Number;
use super::scalar::{Scalar, scalar, scalar_schema};
use crate::parse::record::{Fault, Publish, Schema, Value};
use crate::record;

either! {
    /// Facts by an indicator: a number, or so many of so many.
    Fact = Number(FactNumber) | Of(FactOf);
}

record! {
    /// So many of so many.
    pub struct FactOf {
        value: Option<Number>, required = "How many";
        of: Option<Number> = "Of how many";
    }
}

/// A bare number among the facts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FactNumber(pub Option<Number>);

impl Scalar for FactNumber {
    const FORM: &'static str = "number";
    fn parse(text: &str) -> Result<Self, Fault> {
        Number::parse(text).map(|number| Self(Some(number)))
    }
}
scalar!(FactNumber);
impl Value for FactNumber {
    fn schema() -> Schema {
        scalar_schema::<Self>()
    }
    fn is_empty(&self) -> bool {
        self.0.is_none()
    }
    fn data(&self, publish: Publish<'_>) -> Json {
        self.0.data(publish)
    }
}
