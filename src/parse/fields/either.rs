//! What is written as one scalar when that says enough, else as a mapping.

/// Declares a type that is written as one scalar or as a mapping.
macro_rules! either {
    ($($(#[$about:meta])* $name:ident = $scalar:ident($scalar_type:ty) | $record:ident($record_type:ty);)*) => {$(
        $(#[$about])*
        #[derive(Clone, Debug)]
        pub enum $name {
            /// Written as one text.
            $scalar($scalar_type),
            /// Written as a mapping.
            $record($record_type),
        }
        impl Default for $name {
            fn default() -> Self {
                Self::$scalar(Default::default())
            }
        }
        const _: () = {
            use std::fmt;
            use std::marker::PhantomData;

            use serde::Deserialize;
            use serde::de::{self, Deserializer, MapAccess, Visitor};

            use $crate::parse::fields::Written;
            use $crate::parse::record::{Publish, Schema, Value, Walk};

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    struct EitherVisitor;
                    impl<'de> Visitor<'de> for EitherVisitor {
                        type Value = $name;
                        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                            formatter.write_str("a text or a mapping")
                        }
                        fn visit_unit<E>(self) -> Result<$name, E> {
                            Ok($name::default())
                        }
                        fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                            <$scalar_type>::deserialize(Written(text, PhantomData)).map($name::$scalar)
                        }
                        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                            <$record_type>::deserialize(de::value::MapAccessDeserializer::new(map)).map($name::$record)
                        }
                    }
                    deserializer.deserialize_any(EitherVisitor)
                }
            }
            impl Value for $name {
                fn schema() -> Schema {
                    Schema::Either(Box::new(<$scalar_type>::schema()), Box::new(<$record_type>::schema()))
                }
                fn is_empty(&self) -> bool {
                    match self { Self::$scalar(text) => text.is_empty(), Self::$record(record) => record.is_empty() }
                }
                fn is_written(&self) -> bool {
                    match self { Self::$scalar(text) => text.is_written(), Self::$record(record) => record.is_written() }
                }
                fn walk<'a>(&'a self, walk: &mut Walk<'a, '_>) {
                    match self { Self::$scalar(text) => text.walk(walk), Self::$record(record) => record.walk(walk) }
                }
                fn data(&self, publish: Publish<'_>) -> serde_json::Value {
                    match self { Self::$scalar(text) => text.data(publish), Self::$record(record) => record.data(publish) }
                }
            }
        };
    )*};
}
pub(crate) use either;
