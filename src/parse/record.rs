//! How the fields of a file are declared: once, for everything that needs them.
//!
//! [`record!`] turns one list of fields into the typed struct, its reader, the schema of the slow
//! path and of `/data/`, the walk over references and files, and the open data of an entry.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde_json::Value as Json;

use super::tree::Step;

/// One field of a record.
pub struct Field {
    /// The key as the author writes it.
    pub name: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// A record without it is a mistake.
    pub required: bool,
    /// Names of fields of its record of which one must be there, if there are such.
    pub one_of: &'static [&'static str],
    /// What its value must look like.
    pub schema: fn() -> Schema,
}

/// What a value must look like, for the slow path and for JSON Schema.
pub enum Schema {
    /// One word, number or text.
    Scalar {
        /// Name of the form: a key of the catalogues' `forms`.
        form: &'static str,
        /// Whether the text as written has that form.
        check: fn(&str) -> Result<(), Fault>,
        /// The closed list of allowed words, if there is one.
        choices: &'static [&'static str],
    },
    /// A list; a single value is accepted for it.
    Many(Box<Schema>),
    /// A mapping whose keys the author chooses.
    Map(Box<Schema>),
    /// A mapping with these keys.
    Record(Vec<&'static Field>),
    /// A scalar, or a mapping.
    Either(Box<Schema>, Box<Schema>),
}

/// Why a scalar has not the form it must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is of another form altogether.
    Form,
    /// It is written like a date that the calendar has not.
    NoSuchDate,
    /// It is a number outside these limits, both allowed.
    Range(i64, i64),
    /// It is not one of the allowed words.
    Choice(&'static [&'static str]),
}

/// The kinds of thing that a reference may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// `KIND/ID`, `plans/PLAN#NUMBER` or an organization.
    Any,
    /// An entry of this kind: the bare id, or `KIND/ID`.
    Entry(crate::portal::Kind),
    /// An entry of this kind, or any text.
    EntryOrText(crate::portal::Kind),
    /// A plan or a document.
    PlanOrDocument,
    /// An organization's id.
    Organization,
    /// An organization's id, or any text.
    OrganizationOrText,
    /// A territory's id.
    Territory,
    /// A measure: `plans/PLAN#NUMBER`; a bare number means the plan itself.
    Measure,
    /// A measure; a bare number means the parent plan.
    ParentMeasure,
    /// A value of this facet of the navigator.
    FacetValue(&'static str),
}

/// Something in a record that must be checked against the rest of the portal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Leaf<'a> {
    /// A required field of this name is not there; of several names joined by `|`, not one is.
    Missing(&'static str),
    /// A reference to something else.
    Reference(Target, &'a str),
    /// A path of a file.
    File(&'a str),
    /// A reference, a file or a URL.
    Link(&'a str),
    /// A text of Markdown with links of its own.
    Markdown(&'a str),
    /// A facet of the navigator and one of its values.
    Facet(&'a str, &'a str),
}

/// Walks over a record and hands out every [`Leaf`] with the way to it.
pub struct Walk<'a, 'w> {
    /// The way from the top of the file to the value at hand.
    pub path: Vec<Step<'a>>,
    /// Receives what is found.
    pub found: &'w mut dyn FnMut(&[Step<'a>], Leaf<'a>),
}

impl<'a> Walk<'a, '_> {
    /// Reports something at the value at hand.
    pub fn leaf(&mut self, leaf: Leaf<'a>) {
        (self.found)(&self.path, leaf);
    }

    /// Walks over a value one step below.
    pub fn below<T: Value>(&mut self, step: Step<'a>, value: &'a T) {
        self.path.push(step);
        value.walk(self);
        self.path.pop();
    }
}

/// What may be shown of persons.
#[derive(Clone, Copy, Debug, Default)]
pub struct Publish<'m> {
    /// Name persons written as a map even without their consent.
    pub show_persons: bool,
    /// Leave personal data out of texts, as documents must.
    pub mask: Option<&'m crate::privacy::Mask>,
}

/// The type of a field.
pub trait Value: Default + for<'de> Deserialize<'de> {
    /// What it must look like.
    fn schema() -> Schema;
    /// Whether it is as if the key had not been written.
    fn is_empty(&self) -> bool;
    /// Whether the key stands in the file with more than nothing, if only with an empty mapping.
    fn is_written(&self) -> bool {
        !self.is_empty()
    }
    /// Hands out what must be checked against the portal.
    fn walk<'a>(&'a self, walk: &mut Walk<'a, '_>) {
        let _ = walk;
    }
    /// The value in the open data.
    fn data(&self, publish: Publish<'_>) -> Json;
}

/// A mapping with known keys.
pub trait Record: Default {
    /// Its fields in the contract's order.
    fn fields() -> Vec<&'static Field>;
    /// Remembers that there is a mapping, even if it is empty.
    fn set_written(&mut self);
    /// The place of a key among the fields.
    fn index(key: &str) -> Option<usize>;
    /// Reads the value of a known key.
    fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error>;
    /// See [`Value::walk`].
    fn walk_fields<'a>(&'a self, walk: &mut Walk<'a, '_>);
    /// See [`Value::data`]; empty fields are left out.
    fn data_fields(&self, publish: Publish<'_>, into: &mut serde_json::Map<String, Json>);
}

/// Reads a record; unknown and repeated keys fail, so that the slow path names them.
pub fn read_record<'de, R: Record, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    // Asked for a mapping, the reader would take nothing at all for an empty one.
    deserializer.deserialize_any(RecordVisitor(PhantomData))
}

struct RecordVisitor<R>(PhantomData<R>);

impl<'de, R: Record> Visitor<'de> for RecordVisitor<R> {
    type Value = R;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a mapping")
    }

    fn visit_unit<E>(self) -> Result<R, E> {
        Ok(R::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<R, A::Error> {
        let mut record = R::default();
        record.set_written();
        let mut seen = 0_u64;
        while let Some(key) = map.next_key::<Key<'de>>()? {
            let index = R::index(&key.0).ok_or_else(|| A::Error::custom("unknown key"))?;
            if seen & (1 << index) != 0 {
                return Err(A::Error::custom("duplicate key"));
            }
            seen |= 1 << index;
            record.read(&key.0, &mut map)?;
        }
        Ok(record)
    }
}

/// A key, borrowed from the text where the reader can.
pub struct Key<'de>(pub Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// Declares a record: `name: Type, required = "meaning";`, `name as "key": Type = "meaning";`, and
/// after the fields `one_of first | second;` when one of them must be there.
#[macro_export]
macro_rules! record {
    (
        $(#[$about:meta])*
        pub struct $record:ident {
            $($name:ident $(as $key:literal)? : $type:ty $(, $required:ident)? = $meaning:literal;)*
        }
        $(one_of $first:ident $(| $other:ident)+;)?
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default)]
        pub struct $record {
            $(#[doc = $meaning] pub $name: $type,)*
            /// Whether a mapping stands in the file, if only an empty one.
            pub is_mapping: bool,
        }

        impl $record {
            /// How many fields there are.
            pub const COUNT: usize = Self::FIELDS.len();
            #[allow(dead_code)] // A record without fields asks for none.
            const ONE_OF: &'static [&'static str] = &[$(stringify!($first) $(, stringify!($other))+)?];
            const FIELDS: &'static [$crate::parse::record::Field] = &[$(
                $crate::parse::record::Field {
                    name: $crate::record!(@key $name $($key)?),
                    meaning: $meaning,
                    required: $crate::record!(@required $($required)?),
                    one_of: Self::ONE_OF,
                    schema: <$type as $crate::parse::record::Value>::schema,
                },
            )*];
        }

        impl $crate::parse::record::Record for $record {
            fn fields() -> Vec<&'static $crate::parse::record::Field> {
                Self::FIELDS.iter().collect()
            }
            fn set_written(&mut self) {
                self.is_mapping = true;
            }
            fn index(key: &str) -> Option<usize> {
                Self::FIELDS.iter().position(|field| field.name == key)
            }
            #[allow(unused_variables)] // A record without fields uses none of them.
            fn read<'de, A: serde::de::MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
                $(if key == $crate::record!(@key $name $($key)?) {
                    self.$name = map.next_value()?;
                    return Ok(());
                })*
                Err(serde::de::Error::custom("unknown key"))
            }
            #[allow(unused_variables)]
            fn walk_fields<'a>(&'a self, walk: &mut $crate::parse::record::Walk<'a, '_>) {
                $(
                    if $crate::parse::record::Value::is_empty(&self.$name) {
                        if $crate::record!(@required $($required)?) {
                            walk.leaf($crate::parse::record::Leaf::Missing($crate::record!(@key $name $($key)?)));
                        } else if $crate::parse::record::Value::is_written(&self.$name) {
                            // An empty mapping lacks what its own record requires.
                            walk.below($crate::parse::tree::Step::Key($crate::record!(@key $name $($key)?)), &self.$name);
                        }
                    } else {
                        walk.below($crate::parse::tree::Step::Key($crate::record!(@key $name $($key)?)), &self.$name);
                    }
                )*
                $(if $crate::parse::record::Value::is_empty(&self.$first)
                    $(&& $crate::parse::record::Value::is_empty(&self.$other))+
                {
                    walk.leaf($crate::parse::record::Leaf::Missing(concat!(stringify!($first) $(, "|", stringify!($other))+)));
                })?
            }
            #[allow(unused_variables)]
            fn data_fields(
                &self,
                publish: $crate::parse::record::Publish<'_>,
                into: &mut serde_json::Map<String, serde_json::Value>,
            ) {
                $(if !$crate::parse::record::Value::is_empty(&self.$name) {
                    into.insert(
                        $crate::record!(@key $name $($key)?).to_owned(),
                        $crate::parse::record::Value::data(&self.$name, publish),
                    );
                })*
            }
        }

        impl<'de> serde::Deserialize<'de> for $record {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::parse::record::read_record(deserializer)
            }
        }

        impl $crate::parse::record::Value for $record {
            fn schema() -> $crate::parse::record::Schema {
                $crate::parse::record::Schema::Record(<Self as $crate::parse::record::Record>::fields())
            }
            fn is_empty(&self) -> bool {
                true $(&& $crate::parse::record::Value::is_empty(&self.$name))*
            }
            fn is_written(&self) -> bool {
                self.is_mapping
            }
            fn walk<'a>(&'a self, walk: &mut $crate::parse::record::Walk<'a, '_>) {
                $crate::parse::record::Record::walk_fields(self, walk);
            }
            fn data(&self, publish: $crate::parse::record::Publish<'_>) -> serde_json::Value {
                let mut map = serde_json::Map::new();
                $crate::parse::record::Record::data_fields(self, publish, &mut map);
                serde_json::Value::Object(map)
            }
        }
    };
    (@key $name:ident) => { stringify!($name) };
    (@key $name:ident $key:literal) => { $key };
    (@required) => { false };
    (@required required) => { true };
}
