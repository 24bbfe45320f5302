//! Mappings whose keys the author chooses.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde_json::Value as Json;

use crate::parse::record::{Key, Publish, Schema, Value, Walk};
use crate::parse::tree::Step;

/// A mapping whose keys the author chooses, in the author's order.
#[derive(Clone, Debug)]
pub struct Map<T>(pub Vec<(String, T)>);

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}
impl<T> Map<T> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }
}
impl<'de, T: Value> Deserialize<'de> for Map<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MapVisitor<T>(PhantomData<T>);
        impl<'de, T: Value> Visitor<'de> for MapVisitor<T> {
            type Value = Map<T>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a mapping")
            }
            fn visit_unit<E>(self) -> Result<Map<T>, E> {
                Ok(Map::default())
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Map<T>, A::Error> {
                let mut entries: Vec<(String, T)> = Vec::new();
                let mut known = std::collections::HashSet::new();
                while let Some(Key(key)) = map.next_key()? {
                    if !known.insert(key.to_string()) {
                        return Err(A::Error::custom("duplicate key"));
                    }
                    let value = map.next_value()?;
                    entries.push((key.into_owned(), value));
                }
                Ok(Map(entries))
            }
        }
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}
impl<T: Value> Value for Map<T> {
    fn schema() -> Schema {
        Schema::Map(Box::new(T::schema()))
    }
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    fn walk<'a>(&'a self, walk: &mut Walk<'a, '_>) {
        for (key, value) in &self.0 {
            walk.below(Step::Key(key), value);
        }
    }
    fn data(&self, publish: Publish<'_>) -> Json {
        Json::Object(
            self.0
                .iter()
                .map(|(key, value)| (key.clone(), value.data(publish)))
                .collect(),
        )
    }
}
