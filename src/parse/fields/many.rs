//! Lists, and the single value that is accepted for one.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use super::scalar::Written;
use crate::parse::record::{Publish, Schema, Value, Walk};
use crate::parse::tree::Step;

/// A list; a single value is accepted for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Many<T>(pub Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}
impl<T> Deref for Many<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}
impl<'de, T: Value> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ManyVisitor(PhantomData))
    }
}

struct ManyVisitor<T>(PhantomData<T>);

impl<'de, T: Value> Visitor<'de> for ManyVisitor<T> {
    type Value = Many<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A plain number lands here: its text as written is known to the slow path alone.
        formatter.write_str("a list or a text")
    }

    fn visit_unit<E>(self) -> Result<Many<T>, E> {
        Ok(Many::default())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Many<T>, E> {
        let value = T::deserialize(Written(text, PhantomData))?;
        Ok(Many(if value.is_empty() {
            Vec::new()
        } else {
            vec![value]
        }))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Many<T>, A::Error> {
        T::deserialize(de::value::MapAccessDeserializer::new(map)).map(|value| Many(vec![value]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Many<T>, A::Error> {
        let mut values = Vec::with_capacity(items.size_hint().unwrap_or(4));
        while let Some(value) = items.next_element()? {
            values.push(value);
        }
        Ok(Many(values))
    }
}

impl<T: Value> Value for Many<T> {
    fn schema() -> Schema {
        Schema::Many(Box::new(T::schema()))
    }
    fn is_empty(&self) -> bool {
        self.0.iter().all(Value::is_empty)
    }
    fn is_written(&self) -> bool {
        !self.0.is_empty()
    }
    fn walk<'a>(&'a self, walk: &mut Walk<'a, '_>) {
        for (index, value) in self.0.iter().enumerate() {
            walk.below(Step::Index(index), value);
        }
    }
    fn data(&self, publish: Publish<'_>) -> Json {
        // An item that says nothing is as if it had not been written.
        let items = self.0.iter().filter(|value| !value.is_empty());
        Json::Array(items.map(|value| value.data(publish)).collect())
    }
}
