//! The types of fields: what an author may write for each, and what it means.
//! One file a family of types; `scalar`, `text`, `vocabulary` and `either` also say how such types are declared.

mod address;
mod attachment;
mod colour;
mod date;
mod duration;
mod either;
mod executor;
mod facets;
mod fact;
mod flag;
mod many;
mod map;
mod number;
mod period;
mod person;
mod reference;
mod scalar;
mod text;
mod vocabulary;

pub use address::{Alias, Captions, File, Link, LinkOrText, Slug, Url};
pub use attachment::{Attachment, AttachmentParts, Evidence, EvidenceParts};
pub use colour::Colour;
pub use date::{Date, Moment};
pub use duration::Duration;
pub(crate) use either::either;
pub use executor::{Executor, ExecutorParts};
pub use facets::Facets;
pub use fact::{Fact, FactNumber, FactOf};
pub use flag::Flag;
pub use many::Many;
pub use map::Map;
pub use number::{Number, Share, Whole, number_data};
pub use period::{Period, PeriodDates, PeriodOrText, ReportPeriod, Years};
pub use person::{Consent, Person, PersonParts, Persons};
pub use reference::{
    ContestOrText, CourseRef, DocumentRef, MeasureRef, Organization, OrganizationOrText,
    ParentMeasureRef, PlanOrDocument, PlanRef, PracticeRef, Reference, ResourceRef, Risk,
    Territory,
};
pub use scalar::{Scalar, Written, read_scalar, scalar_schema};
pub use text::{Prose, Quantity, Text, Transcript};
