//! Every kind of entry that a portal may hold.

use super::association::Association;
use super::checklist::Checklist;
use super::common::Common;
use super::contest::Contest;
use super::course::Course;
use super::document::Document;
use super::news::Plain;
use super::partnership::Partnership;
use super::plan::Plan;
use super::practice::Practice;
use super::question::Question;
use super::report::Report;
use super::resource::Resource;
use super::seminar::Seminar;
use super::video::Video;
use crate::parse::record::{Field, Leaf, Publish, Record, Walk};
use serde::de::MapAccess;
use serde::{Deserialize, Deserializer};

/// What a kind is called and where it lives.
pub struct KindRow {
    /// The kind.
    pub kind: Kind,
    /// Folder under `content/`, and first part of the address.
    pub folder: &'static str,
    /// Extension of its files.
    pub extension: &'static str,
    /// Common fields that it cannot do without.
    pub required: &'static [&'static str],
    /// Template of its page; kinds without pages have none.
    pub template: Option<&'static str>,
    /// Whether `/KIND/` lists it.
    pub listed: bool,
}

macro_rules! kinds {
    ($($kind:ident $content:ident $folder:literal $extension:literal $required:expr, $template:expr, $listed:literal;)*) => {
        /// A kind of entry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { $(#[doc = $folder] $kind),* }

        /// Every kind, in the contract's order.
        pub const KINDS: &[KindRow] = &[$(KindRow {
            kind: Kind::$kind, folder: $folder, extension: $extension, required: $required, template: $template,
            listed: $listed,
        }),*];

        /// The fields of an entry beyond the common ones.
        #[derive(Clone, Debug)]
        pub enum Content { $(#[doc = $folder] $kind(Box<$content>)),* }

        impl Kind {
            /// The fields of this kind, the common ones first.
            pub fn fields(self) -> Vec<&'static Field> {
                match self { $(Self::$kind => Parts::<$content>::fields()),* }
            }

            /// Reads the common and own fields.
            pub fn read<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<(Common, Content), D::Error> {
                match self { $(Self::$kind => {
                    let parts = Parts::<$content>::deserialize(deserializer)?;
                    Ok((parts.common, Content::$kind(Box::new(parts.own))))
                }),* }
            }
        }

        impl Content {
            /// See [`crate::parse::record::Value::walk`].
            pub fn walk<'a>(&'a self, walk: &mut Walk<'a, '_>) {
                match self { $(Self::$kind(own) => own.walk_fields(walk)),* }
            }

            /// See [`crate::parse::record::Value::data`].
            pub fn data(&self, publish: Publish<'_>, into: &mut serde_json::Map<String, serde_json::Value>) {
                match self { $(Self::$kind(own) => own.data_fields(publish, into)),* }
            }
        }
    };
}

const TITLE: &[&str] = &["title"];

kinds! {
    Plan Plan "plans" "yaml" TITLE, Some("plan.html"), true;
    Report Report "reports" "yaml" &[], None, false;
    Practice Practice "practices" "md" &["title", "summary"], Some("practice.html"), true;
    Seminar Seminar "seminars" "md" TITLE, Some("seminar.html"), true;
    Document Document "documents" "md" TITLE, Some("document.html"), true;
    Resource Resource "resources" "md" TITLE, Some("resource.html"), true;
    Video Video "videos" "md" TITLE, Some("video.html"), true;
    Contest Contest "contests" "md" TITLE, Some("contest.html"), true;
    Course Course "courses" "md" TITLE, Some("course.html"), true;
    Partnership Partnership "partnerships" "yaml" TITLE, Some("partnership.html"), true;
    Association Association "associations" "md" TITLE, Some("association.html"), true;
    Checklist Checklist "checklists" "yaml" TITLE, Some("checklist.html"), true;
    Question Question "questions" "md" TITLE, Some("question.html"), true;
    News Plain "news" "md" TITLE, Some("news.html"), true;
    Page Plain "pages" "md" TITLE, Some("page.html"), false;
}

impl Kind {
    /// Its row of the table.
    pub fn row(self) -> &'static KindRow {
        &KINDS[self as usize]
    }

    /// The folder, which is also the word before the `/` of a reference.
    pub fn folder(self) -> &'static str {
        self.row().folder
    }

    /// The kind of this folder.
    pub fn of_folder(folder: &str) -> Option<Self> {
        KINDS
            .iter()
            .find(|row| row.folder == folder)
            .map(|row| row.kind)
    }
}

/// The common fields and those of one kind, read from one mapping.
#[derive(Clone, Debug, Default)]
struct Parts<T> {
    common: Common,
    own: T,
}

impl<T: Record> Record for Parts<T> {
    fn fields() -> Vec<&'static Field> {
        let mut fields = Common::fields();
        fields.extend(T::fields());
        fields
    }
    fn set_written(&mut self) {
        self.common.set_written();
        self.own.set_written();
    }
    fn index(key: &str) -> Option<usize> {
        Common::index(key).or_else(|| T::index(key).map(|index| index + Common::COUNT))
    }
    fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        if Common::index(key).is_some() {
            self.common.read(key, map)
        } else {
            self.own.read(key, map)
        }
    }
    fn walk_fields<'a>(&'a self, walk: &mut Walk<'a, '_>) {
        self.common.walk_fields(walk);
        self.own.walk_fields(walk);
    }
    fn data_fields(
        &self,
        publish: Publish<'_>,
        into: &mut serde_json::Map<String, serde_json::Value>,
    ) {
        self.common.data_fields(publish, into);
        self.own.data_fields(publish, into);
    }
}

impl<'de, T: Record> Deserialize<'de> for Parts<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::parse::record::read_record(deserializer)
    }
}

/// Walks over all of an entry, the kind's required common fields included.
pub fn walk_entry<'a>(
    kind: Kind,
    common: &'a Common,
    content: &'a Content,
    walk: &mut Walk<'a, '_>,
) {
    for field in kind.row().required {
        let missing = match *field {
            "title" => common.title.trim().is_empty(),
            "summary" => common.summary.trim().is_empty(),
            _ => false,
        };
        if missing {
            walk.leaf(Leaf::Missing(field));
        }
    }
    common.walk_fields(walk);
    content.walk(walk);
}
