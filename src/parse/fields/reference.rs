//! References: what the text of a field names elsewhere in the portal.

use super::text::{any, texts};
use crate::parse::record::{Leaf, Target};
use crate::portal::Kind;

texts! {
    /// An organization's id.
    Organization "organization" any, |text| Some(Leaf::Reference(Target::Organization, text));
    /// An organization's id, or a text.
    OrganizationOrText "organization-or-text" any, |text| Some(Leaf::Reference(Target::OrganizationOrText, text));
    /// A territory's id.
    Territory "territory" any, |text| Some(Leaf::Reference(Target::Territory, text));
    /// `KIND/ID`, or a measure `plans/PLAN#NUMBER`.
    Reference "reference" any, |text| Some(Leaf::Reference(Target::Any, text));
    /// A document.
    DocumentRef "document" any, |text| Some(Leaf::Reference(Target::Entry(Kind::Document), text));
    /// A plan.
    PlanRef "plan" any, |text| Some(Leaf::Reference(Target::Entry(Kind::Plan), text));
    /// A plan or a document, `KIND/ID`.
    PlanOrDocument "reference" any, |text| Some(Leaf::Reference(Target::PlanOrDocument, text));
    /// A practice.
    PracticeRef "practice" any, |text| Some(Leaf::Reference(Target::Entry(Kind::Practice), text));
    /// A resource.
    ResourceRef "resource" any, |text| Some(Leaf::Reference(Target::Entry(Kind::Resource), text));
    /// A course.
    CourseRef "course" any, |text| Some(Leaf::Reference(Target::Entry(Kind::Course), text));
    /// A contest, or its name.
    ContestOrText "text" any, |text| Some(Leaf::Reference(Target::EntryOrText(Kind::Contest), text));
    /// A measure: `plans/PLAN#NUMBER`, or a bare number of this plan.
    MeasureRef "measure" any, |text| Some(Leaf::Reference(Target::Measure, text));
    /// A measure; a bare number is one of the parent plan.
    ParentMeasureRef "measure" any, |text| Some(Leaf::Reference(Target::ParentMeasure, text));
    /// A value of the facet `risk`.
    Risk "facet-value" any, |text| Some(Leaf::Reference(Target::FacetValue("risk"), text));
}
