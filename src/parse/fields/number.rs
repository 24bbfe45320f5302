//! Numbers: whole ones between two limits, any, and shares.

use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::Value as Json;

use super::scalar::{Scalar, read_scalar, scalar, scalar_schema};
use crate::parse::record::{Fault, Publish, Schema, Value};

/// A whole number between two limits, both allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whole<const MIN: i64, const MAX: i64>(pub i64);

impl<const MIN: i64, const MAX: i64> Scalar for Whole<MIN, MAX> {
    const FORM: &'static str = "whole";
    fn parse(text: &str) -> Result<Self, Fault> {
        let digits = text.trim().strip_prefix(['-', '+']).unwrap_or(text.trim());
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        // Too many digits to be counted are outside any limits.
        let number: i64 = if is_number {
            text.trim().parse().unwrap_or(i64::MAX)
        } else {
            return Err(Fault::Form);
        };
        if (MIN..=MAX).contains(&number) {
            Ok(Self(number))
        } else {
            Err(Fault::Range(MIN, MAX))
        }
    }
}
impl<'de, const MIN: i64, const MAX: i64> Deserialize<'de> for Whole<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_scalar(deserializer)
    }
}
impl<const MIN: i64, const MAX: i64> Value for Option<Whole<MIN, MAX>> {
    fn schema() -> Schema {
        scalar_schema::<Whole<MIN, MAX>>()
    }
    fn is_empty(&self) -> bool {
        self.is_none()
    }
    fn data(&self, _: Publish<'_>) -> Json {
        self.map_or(Json::Null, |number| Json::from(number.0))
    }
}

/// A number, whole or with a fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Number(pub f64);

impl Scalar for Number {
    const FORM: &'static str = "number";
    fn parse(text: &str) -> Result<Self, Fault> {
        match text.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Self(number)),
            _ => Err(Fault::Form),
        }
    }
}
scalar!(Number);
impl Value for Option<Number> {
    fn schema() -> Schema {
        scalar_schema::<Number>()
    }
    fn is_empty(&self) -> bool {
        self.is_none()
    }
    fn data(&self, _: Publish<'_>) -> Json {
        self.map_or(Json::Null, |number| number_data(number.0))
    }
}

/// Whole numbers stay whole in the open data.
pub fn number_data(number: f64) -> Json {
    #[allow(clippy::cast_possible_truncation)]
    if number.fract() == 0.0 && number.abs() < 1e15 {
        Json::from(number as i64)
    } else {
        Json::from(number)
    }
}

/// A share from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Share(pub f64);

impl Scalar for Share {
    const FORM: &'static str = "number";
    fn parse(text: &str) -> Result<Self, Fault> {
        let number = Number::parse(text)?.0;
        if (0.0..=1.0).contains(&number) {
            Ok(Self(number))
        } else {
            Err(Fault::Range(0, 1))
        }
    }
}
scalar!(Share);
impl Value for Option<Share> {
    fn schema() -> Schema {
        scalar_schema::<Share>()
    }
    fn is_empty(&self) -> bool {
        self.is_none()
    }
    fn data(&self, _: Publish<'_>) -> Json {
        self.map_or(Json::Null, |number| number_data(number.0))
    }
}
