//! What is written as one scalar: every such type says its form and reads its text as written.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Visitor};

use crate::parse::record::{Fault, Schema};

/// A value written as one scalar: its form and how its text is read.
pub trait Scalar: Default {
    /// Name of the form: a key of the catalogues' `forms`.
    const FORM: &'static str;
    /// The closed list of words, if the form is one.
    const CHOICES: &'static [&'static str] = &[];
    /// Reads the text as written.
    fn parse(text: &str) -> Result<Self, Fault>;
}

fn check_scalar<S: Scalar>(text: &str) -> Result<(), Fault> {
    S::parse(text).map(drop)
}

/// The schema of a scalar type.
pub fn scalar_schema<S: Scalar>() -> Schema {
    Schema::Scalar {
        form: S::FORM,
        check: check_scalar::<S>,
        choices: S::CHOICES,
    }
}

/// Reads a scalar from its text as written: `3.10` stays `3.10`.
pub fn read_scalar<'de, S: Scalar, D: Deserializer<'de>>(deserializer: D) -> Result<S, D::Error> {
    struct ScalarVisitor<S>(PhantomData<S>);
    impl<S: Scalar> Visitor<'_> for ScalarVisitor<S> {
        type Value = S;
        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str(S::FORM)
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<S, E> {
            if is_null(text) {
                return Ok(S::default());
            }
            S::parse(text).map_err(|_| E::custom(S::FORM))
        }
        fn visit_unit<E>(self) -> Result<S, E> {
            Ok(S::default())
        }
    }
    deserializer.deserialize_str(ScalarVisitor(PhantomData))
}

/// `~`, `null` and an empty value are as if the key had not been written.
fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Reads a type that is one scalar as the scalar that it is.
macro_rules! scalar {
    ($type:ty) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::parse::fields::read_scalar(deserializer)
            }
        }
    };
}
pub(super) use scalar;

/// One scalar as written, handed on to the type that it is for.
pub struct Written<'t, E>(pub &'t str, pub PhantomData<E>);

impl<'de, E: de::Error> de::Deserializer<'de> for Written<'_, E> {
    type Error = E;
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_str(self.0)
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        if is_null(self.0) {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }
    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
