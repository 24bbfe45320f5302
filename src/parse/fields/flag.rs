//! `true` or `false`.

use serde_json::Value as Json;

use super::scalar::{Scalar, scalar, scalar_schema};
use crate::parse::record::{Fault, Publish, Schema, Value};

/// `true` or `false`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flag(pub Option<bool>);

impl Scalar for Flag {
    const FORM: &'static str = "flag";
    fn parse(text: &str) -> Result<Self, Fault> {
        match text {
            "true" | "True" | "TRUE" => Ok(Self(Some(true))),
            "false" | "False" | "FALSE" => Ok(Self(Some(false))),
            _ => Err(Fault::Form),
        }
    }
}
scalar!(Flag);
impl Flag {
    /// Said to be so.
    pub fn yes(self) -> bool {
        self.0 == Some(true)
    }
    /// Said not to be so.
    pub fn no(self) -> bool {
        self.0 == Some(false)
    }
}
impl Value for Flag {
    fn schema() -> Schema {
        scalar_schema::<Self>()
    }
    fn is_empty(&self) -> bool {
        self.0.is_none()
    }
    fn data(&self, _: Publish<'_>) -> Json {
        self.0.map_or(Json::Null, Json::Bool)
    }
}
