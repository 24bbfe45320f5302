//! Closed vocabularies: fields that take one word of a list.

/// Declares a closed vocabulary: the words an author may write, in the contract's order.
#[macro_export]
macro_rules! vocabulary {
    ($($(#[$about:meta])* pub enum $name:ident { $($(#[$meaning:meta])* $variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $word] $(#[$meaning])* $variant),* }

        impl $name {
            /// The words, in the contract's order.
            pub const WORDS: &'static [&'static str] = &[$($word),*];
            /// The word as an author writes it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl $crate::parse::fields::Scalar for Option<$name> {
            const FORM: &'static str = "choice";
            const CHOICES: &'static [&'static str] = $name::WORDS;
            fn parse(text: &str) -> Result<Self, $crate::parse::record::Fault> {
                match text {
                    $($word => Ok(Some($name::$variant)),)*
                    _ => Err($crate::parse::record::Fault::Choice($name::WORDS)),
                }
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::parse::fields::read_scalar::<Option<$name>, D>(deserializer)?
                    .ok_or_else(|| serde::de::Error::custom("choice"))
            }
        }
        impl $crate::parse::record::Value for Option<$name> {
            fn schema() -> $crate::parse::record::Schema {
                $crate::parse::fields::scalar_schema::<Self>()
            }
            fn is_empty(&self) -> bool {
                self.is_none()
            }
            fn data(&self, _: $crate::parse::record::Publish<'_>) -> serde_json::Value {
                self.map_or(serde_json::Value::Null, |value| serde_json::Value::from(value.word()))
            }
        }
    )*};
}
