//! Texts: as written, of Markdown, or of another form that holds what the author wrote.

use crate::parse::record::{Fault, Leaf};

/// Declares text-like types: all hold what the author wrote and differ in what it means.
macro_rules! texts {
    ($($(#[$about:meta])* $name:ident $form:literal $check:expr, |$text:ident| $leaf:expr;)*) => {$(
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub String);

        impl $crate::parse::fields::Scalar for $name {
            const FORM: &'static str = $form;
            fn parse(text: &str) -> Result<Self, $crate::parse::record::Fault> {
                let check: fn(&str) -> Result<(), $crate::parse::record::Fault> = $check;
                check(text)?;
                Ok(Self(text.to_owned()))
            }
        }
        $crate::parse::fields::scalar::scalar!($name);
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
        impl std::ops::Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }
        impl $crate::parse::record::Value for $name {
            fn schema() -> $crate::parse::record::Schema {
                $crate::parse::fields::scalar_schema::<Self>()
            }
            // Spaces alone say as little as nothing.
            fn is_empty(&self) -> bool {
                self.0.trim().is_empty()
            }
            fn walk<'a>(&'a self, walk: &mut $crate::parse::record::Walk<'a, '_>) {
                let $text: &'a str = &self.0;
                let leaf: Option<$crate::parse::record::Leaf<'a>> = $leaf;
                if let Some(leaf) = leaf {
                    walk.leaf(leaf);
                }
            }
            fn data(&self, publish: $crate::parse::record::Publish<'_>) -> serde_json::Value {
                serde_json::Value::String(publish.mask.map_or_else(|| self.0.clone(), |mask| match $form {
                    "markdown" => crate::parse::markdown::masked(&self.0, mask),
                    _ => mask.apply(&self.0),
                }))
            }
        }
    )*};
}
pub(super) use texts;

/// Any words will do.
pub(super) fn any(_: &str) -> Result<(), Fault> {
    Ok(())
}

texts! {
    /// A text, as written.
    Text "text" any, |_text| None;
    /// A text of Markdown.
    Prose "markdown" any, |text| Some(Leaf::Markdown(text));
    /// A number or a text.
    Quantity "quantity" any, |_text| None;
    /// Markdown, or a file when it is one line ending in .vtt or .md.
    Transcript "markdown" any, |text| Some(if Transcript::is_file(text) { Leaf::File(text) } else { Leaf::Markdown(text) });
}

impl Transcript {
    /// One line that ends in .vtt or .md names a file.
    pub fn is_file(text: &str) -> bool {
        let line = text.trim();
        !line.contains('\n') && (line.ends_with(".vtt") || line.ends_with(".md"))
    }
}
