//! Facets of an entry and their values in the navigator.

use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::Value as Json;

use super::many::Many;
use super::map::Map;
use super::text::Text;
use crate::parse::record::{Leaf, Publish, Schema, Value, Walk};
use crate::parse::tree::Step;

/// Facets of an entry: keys and values come from navigator.yaml.
#[derive(Clone, Debug, Default)]
pub struct Facets(pub Map<Many<Text>>);

impl<'de> Deserialize<'de> for Facets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self)
    }
}
impl Facets {
    /// The values of a facet.
    pub fn values(&self, facet: &str) -> impl Iterator<Item = &str> {
        self.0
            .get(facet)
            .into_iter()
            .flat_map(|values| values.iter().map(|value| &**value))
    }
}
impl Value for Facets {
    fn schema() -> Schema {
        Map::<Many<Text>>::schema()
    }
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    fn walk<'a>(&'a self, walk: &mut Walk<'a, '_>) {
        for (facet, values) in &self.0.0 {
            walk.path.push(Step::Key(facet));
            if values.is_empty() {
                walk.leaf(Leaf::Facet(facet, ""));
            }
            for (index, value) in values.iter().enumerate() {
                walk.path.push(Step::Index(index));
                walk.leaf(Leaf::Facet(facet, value));
                walk.path.pop();
            }
            walk.path.pop();
        }
    }
    fn data(&self, publish: Publish<'_>) -> Json {
        self.0.data(publish)
    }
}
